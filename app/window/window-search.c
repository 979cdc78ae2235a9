/* window-search.c - the search bar: regions, coordinates, vertices, captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/caption-index.h"
#include "app/session/find.h"
#include "app/window/window-private.h"

#define MOST_PLACES 12

static void
go_to (CalWindow *self, const CalPlace *place)
{
  cal_scene_go_to (cal_session_get_scene (self->session), place);
}

static GPtrArray *
find (CalWindow *self, guint at_most)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  GPtrArray *places = cal_find_places (cal_session_get_scene (self->session), text, at_most);

  cal_find_captions (cal_session_get_encoding_scene (self->session), text, at_most, places);
  return places;
}

/* Captions are indexed when they are opened, so that they are found when someone types. */
static void
opened_cb (CalWindow *self)
{
  GPtrArray *captions =
      cal_encoding_scene_get_captions (cal_session_get_encoding_scene (self->session));

  for (guint n = 0; n < captions->len; n++)
    cal_caption_index_of (captions->pdata[n]);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, CalWindow *self)
{
  GPtrArray *places = g_object_get_data (G_OBJECT (list), "places");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);

  go_to (self, places->pdata[gtk_list_box_row_get_index (row)]);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
add_place (GtkListBox *list, const CalPlace *place)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (place->title), *detail = gtk_label_new (place->detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (title, place->title);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 24);
  gtk_widget_add_css_class (detail, "secondary");
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), detail);
  gtk_list_box_append (list, row);
}

static void
typed_cb (CalWindow *self)
{
  GtkPopover *popover = g_object_get_data (G_OBJECT (self->search), "popover");
  GtkListBox *list = GTK_LIST_BOX (gtk_popover_get_child (popover));
  GPtrArray *places = find (self, MOST_PLACES);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint n = 0; n < places->len; n++)
    add_place (list, places->pdata[n]);
  if (places->len > 0)
    gtk_popover_popup (popover);
  else
    gtk_popover_popdown (popover);
  g_object_set_data_full (G_OBJECT (list), "places", places, (GDestroyNotify) g_ptr_array_unref);
}

static void
entered_cb (CalWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (GPtrArray) places = find (self, 1);
  g_autofree char *message = NULL;

  gtk_popover_popdown (g_object_get_data (G_OBJECT (self->search), "popover"));
  if (places->len > 0) {
    go_to (self, places->pdata[0]);
    return;
  }
  message = g_strdup_printf ("Nothing here is called “%s”", text);
  cal_window_toast (self, message);
}

static void
leave_cb (CalWindow *self)
{
  gtk_popover_popdown (g_object_get_data (G_OBJECT (self->search), "popover"));
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
unparent_cb (GtkWidget *search, GtkWidget *popover)
{
  gtk_widget_unparent (popover);
}

void
cal_window_set_up_search (CalWindow *self)
{
  GtkWidget *popover = gtk_popover_new (), *list = gtk_list_box_new ();

  gtk_widget_set_size_request (list, 420, -1);
  gtk_widget_add_css_class (list, "palette");
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_parent (popover, GTK_WIDGET (self->search));
  g_object_set_data (G_OBJECT (self->search), "popover", popover);
  g_signal_connect (self->search, "destroy", G_CALLBACK (unparent_cb), popover);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (typed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_session_get_encoding_scene (self->session), "changed",
                           G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (leave_cb), self,
                           G_CONNECT_SWAPPED);
}
