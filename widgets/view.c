/* view.c - what every view of the views area can do besides being a widget.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/view.h"

#include "widgets/accessible.h"

G_DEFINE_INTERFACE (CalView, cal_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_TITLE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cal_view_default_init (CalViewInterface *iface)
{
  /**
   * CalView::title-changed:
   *
   * cal_view_dup_title() gives another text now.
   */
  signals[SIGNAL_TITLE_CHANGED] = g_signal_new ("title-changed", CAL_TYPE_VIEW, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * cal_view_dup_title:
 *
 * Returns: (transfer full): what the view shows, in a line
 */
char *
cal_view_dup_title (CalView *self)
{
  return CAL_VIEW_GET_IFACE (self)->dup_title (self);
}

/**
 * cal_view_title_changed:
 *
 * A view calls it when it shows something else.
 */
void
cal_view_title_changed (CalView *self)
{
  g_signal_emit (self, signals[SIGNAL_TITLE_CHANGED], 0);
}

/**
 * cal_view_draw:
 * @width: points
 * @height: points
 *
 * Draws what is on screen, for a figure.
 */
void
cal_view_draw (CalView *self, cairo_t *cairo, double width, double height)
{
  CAL_VIEW_GET_IFACE (self)->draw (self, cairo, width, height);
}

/**
 * cal_view_get_controls:
 *
 * Returns: (transfer none) (nullable): what belongs into the row of controls of the view's pane
 */
GtkWidget *
cal_view_get_controls (CalView *self)
{
  CalViewInterface *iface = CAL_VIEW_GET_IFACE (self);

  return iface->get_controls != NULL ? iface->get_controls (self) : NULL;
}

/**
 * cal_view_new_menu:
 * @name: for those who hear it
 * @content: (nullable): what is set once in a while
 *
 * Returns: (transfer floating): the last of the controls of a view: it opens the rest
 */
GtkWidget *
cal_view_new_menu (const char *name, const char *tooltip, GtkWidget *content)
{
  GtkWidget *button = gtk_menu_button_new ();

  if (content != NULL) {
    GtkWidget *popover = gtk_popover_new ();

    gtk_popover_set_child (GTK_POPOVER (popover), content);
    gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, tooltip);
  cal_accessible_set_name (button, name);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/**
 * cal_view_dup_state:
 *
 * Returns: (transfer full) (nullable): what a session keeps of the view
 */
JsonNode *
cal_view_dup_state (CalView *self)
{
  CalViewInterface *iface = CAL_VIEW_GET_IFACE (self);

  return iface->dup_state != NULL ? iface->dup_state (self) : NULL;
}

/**
 * cal_view_set_state:
 * @state: (nullable): as cal_view_dup_state() gave it, from a file that may hold anything
 */
void
cal_view_set_state (CalView *self, JsonNode *state)
{
  CalViewInterface *iface = CAL_VIEW_GET_IFACE (self);

  if (state != NULL && iface->set_state != NULL)
    iface->set_state (self, state);
}
