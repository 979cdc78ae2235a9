/* cka.h - how alike two sets of features are: linear centred kernel alignment.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double cal_cka_linear (const double *x, gsize n_x, const double *y, gsize n_y, gsize n_stimuli);

G_END_DECLS
