/* view-pane.h - a view under its title row, which tells what it shows, and the row of its controls.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "widgets/view-dock.h"

G_BEGIN_DECLS

#define CAL_TYPE_VIEW_PANE (cal_view_pane_get_type ())
G_DECLARE_FINAL_TYPE (CalViewPane, cal_view_pane, CAL, VIEW_PANE, GtkWidget)

typedef GtkWidget *(*CalViewCreate) (const char *id, gpointer data);

GtkWidget *
cal_view_pane_new (const CalViewKind *kinds, guint n_kinds, CalViewCreate create, gpointer data);

void cal_view_pane_show (CalViewPane *self, const char *id);
CalView *cal_view_pane_get_view (CalViewPane *self);
const char *cal_view_pane_get_kind (CalViewPane *self);

G_END_DECLS
