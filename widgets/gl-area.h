/* gl-area.h - a place to draw in with OpenGL, and what is seen where there is none.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cal_gl_area_new (void);
GtkWidget *cal_gl_message_new (const char *title);
gboolean cal_gl_area_realize (GtkGLArea *area, GtkWidget *message);
double cal_gl_area_get_pixel (GtkWidget *widget, double at);
void cal_gl_message_show (GtkWidget *message, const GError *error);

G_END_DECLS
