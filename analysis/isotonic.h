/* isotonic.h - the closest numbers that never fall.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_isotonic_fit (double *values, gsize n);

G_END_DECLS
