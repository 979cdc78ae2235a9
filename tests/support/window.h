/* window.h - windows that tests really show, click in and photograph.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

gboolean cal_test_window_init (int *argc, char ***argv);
GtkWidget *cal_test_window_show (GtkWidget *child, int width, int height);
void cal_test_window_close (GtkWidget *window, GtkWidget *child);
void cal_test_window_wait (GtkWidget *widget);
void cal_test_window_settle (void);
gboolean cal_test_can_point (void);
void cal_test_point (GtkWidget *widget, double x, double y, const char *action);
GdkTexture *cal_test_photograph (GtkWidget *widget);
