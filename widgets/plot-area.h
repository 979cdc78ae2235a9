/* plot-area.h - a Cairo drawing with what belongs around it: message, note, progress.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/vector/ink.h"
#include "widgets/latest-job.h"

G_BEGIN_DECLS

#define CAL_TYPE_PLOT_AREA (cal_plot_area_get_type ())
G_DECLARE_FINAL_TYPE (CalPlotArea, cal_plot_area, CAL, PLOT_AREA, GtkWidget)

GtkWidget *cal_plot_area_new (const char *name, CalLatestJob *jobs);

GtkWidget *cal_plot_area_get_canvas (CalPlotArea *self);
void cal_plot_area_set_message (CalPlotArea *self, const char *title, const char *text);
void cal_plot_area_set_note (CalPlotArea *self, const char *note);
const char *cal_plot_area_get_note (CalPlotArea *self);
void cal_plot_area_describe (CalPlotArea *self, const char *description);
const CalInk *cal_plot_area_get_ink (void);
void cal_plot_area_draw_note (CalPlotArea *self, cairo_t *cr, double width_px, double *height_px);

G_END_DECLS
