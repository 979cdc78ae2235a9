/* order.h - from the first dimension fastest, as Fortran and MATLAB keep arrays, to the last.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_order_from_fortran (
    gconstpointer in, gsize element_size, guint n_dims, const gsize *dims, gpointer out);

G_END_DECLS
