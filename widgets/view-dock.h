/* view-dock.h - the panes beside the brain: which views are open, in which order, how wide.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "widgets/view.h"

G_BEGIN_DECLS

/**
 * CalViewKind:
 * @id: as sessions and actions name it: "rdm"
 * @title: as the person reads it: "RDM"
 * @create: makes the view, a floating #CalView; @data is what the dock was made with
 */
typedef struct {
  const char *id;
  const char *title;
  GtkWidget *(*create) (gpointer data);
} CalViewKind;

#define CAL_TYPE_VIEW_DOCK (cal_view_dock_get_type ())
G_DECLARE_FINAL_TYPE (CalViewDock, cal_view_dock, CAL, VIEW_DOCK, GtkWidget)

GtkWidget *cal_view_dock_new (const CalViewKind *kinds, guint n_kinds, gpointer data);

void cal_view_dock_open (CalViewDock *self, const char *id);
void cal_view_dock_close (CalViewDock *self, guint n);
void cal_view_dock_close_all (CalViewDock *self);
guint cal_view_dock_get_n (CalViewDock *self);
CalView *cal_view_dock_get_view (CalViewDock *self, guint n);
CalView *cal_view_dock_get_active (CalViewDock *self);
const char *cal_view_dock_get_kind (CalViewDock *self, guint n);

JsonNode *cal_view_dock_dup_state (CalViewDock *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_view_dock_set_state (CalViewDock *self, JsonNode *state);

G_END_DECLS
