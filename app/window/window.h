/* window.h - the study's window: layers, views, inspector, status line.
 *
 * It only puts parts together; what they do is in files of their own: window-actions.c,
 * window-open.c, window-status.c.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "app/session/session.h"

G_BEGIN_DECLS

#define CAL_TYPE_WINDOW (cal_window_get_type ())
G_DECLARE_FINAL_TYPE (CalWindow, cal_window, CAL, WINDOW, AdwApplicationWindow)

CalWindow *cal_window_new (GtkApplication *application) G_GNUC_WARN_UNUSED_RESULT;

void cal_window_offer_restore (CalWindow *self);
void cal_window_open (CalWindow *self, const char *const *paths);
void cal_window_toast (CalWindow *self, const char *text);

G_END_DECLS
