/* label-drawing.h - the labels of a widget as a drawing, for figures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cal_widget_draw_labels (GtkWidget *widget, cairo_t *cr, double width, double height);

G_END_DECLS
