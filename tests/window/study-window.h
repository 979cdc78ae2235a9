/* study-window.h - the window with the demo study in it, for tests to click in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/window/application.h"
#include "app/window/window-private.h"

/**
 * StudyWindow:
 * @folder: for the test's own files
 */
typedef struct {
  char *folder;
  CalWindow *window;
  CalScene *scene;
} StudyWindow;

int study_window_run (int argc, char **argv, void (*add_tests) (void));

void study_window_set_up (StudyWindow *f, gconstpointer opens_demo);
void study_window_tear_down (StudyWindow *f, gconstpointer data);
CalWindow *study_window_new (void);
char *study_window_dup_path (StudyWindow *f, const char *name);
void study_window_open (CalWindow *window, const char *path);
void study_window_wait (CalWindow *window);

GtkWidget *study_window_find (GtkWidget *widget, GType type);
GtkEventController *study_window_find_controller (GtkWidget *widget, GType type);
void study_window_drag (GtkWidget *widget, double x, double y, double dx, double dy);
char *study_window_dup_texts (gpointer widget);
GtkWindow *study_window_find_dialog (CalWindow *window);
void study_window_assert_says (gpointer widget, const char *text);
CalLayer *study_window_find_layer (StudyWindow *f, const char *name, gboolean is_volume);
