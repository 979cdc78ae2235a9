/* view.h - what every view of the views area can do besides being a widget.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CAL_TYPE_VIEW (cal_view_get_type ())
G_DECLARE_INTERFACE (CalView, cal_view, CAL, VIEW, GtkWidget)

/**
 * CalViewInterface:
 * @dup_title: what the view shows: statistic, region, n; announced by #CalView::title-changed
 * @draw: draws what is on screen into @cairo, @width x @height points, from 0, 0; the same drawing
 *   as in the window, without what belongs to the pointer
 * @get_controls: (nullable): (transfer none): the two or three most used controls; the dock puts
 *   them into a row of the pane, so the view keeps them unparented and holds a reference
 * @dup_state: (nullable): what a session keeps of the view
 * @set_state: (nullable): takes it back; what makes no sense is left out
 */
struct _CalViewInterface {
  GTypeInterface parent_interface;

  char *(*dup_title) (CalView *self);
  void (*draw) (CalView *self, cairo_t *cairo, double width, double height);
  GtkWidget *(*get_controls) (CalView *self);
  JsonNode *(*dup_state) (CalView *self);
  void (*set_state) (CalView *self, JsonNode *state);
};

char *cal_view_dup_title (CalView *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_view_title_changed (CalView *self);
void cal_view_draw (CalView *self, cairo_t *cairo, double width, double height);
GtkWidget *cal_view_get_controls (CalView *self);
GtkWidget *cal_view_new_menu (const char *name, const char *tooltip, GtkWidget *content);
JsonNode *cal_view_dup_state (CalView *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_view_set_state (CalView *self, JsonNode *state);

G_END_DECLS
