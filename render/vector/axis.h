/* axis.h - round numbers along an axis.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double cal_axis_get_step (double range, guint n_wanted);

G_END_DECLS
