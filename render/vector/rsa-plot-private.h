/* rsa-plot-private.h - what the files of rsa-plot share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/rsa-plot.h"
#include "render/vector/text.h"

G_BEGIN_DECLS

/* In pixels at 96 dots an inch. */
#define CAL_RSA_ROW 24.0
#define CAL_RSA_HEADING 24.0
#define CAL_RSA_STARS 18.0

CalTextStyle cal_rsa_plot_make_style (const CalRsaPlot *self, double size_px, const double rgba[4]);
gboolean cal_rsa_plot_is_any_better (const CalRsaPlot *self, guint model);
double cal_rsa_layout_get_y (const CalRsaLayout *layout, double value);
double cal_rsa_plot_get_middle (const CalRsaPlot *self, const CalRsaLayout *layout, guint model);

G_END_DECLS
