/* picker.c - a line to type in, over a list that follows it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/picker.h"

#include <string.h>

struct _CalPickerItem {
  GObject parent_instance;

  char *title;
  char *detail;
  char *action;
  GVariant *target;
};

G_DEFINE_FINAL_TYPE (CalPickerItem, cal_picker_item, G_TYPE_OBJECT)

static void
cal_picker_item_finalize (GObject *object)
{
  CalPickerItem *self = CAL_PICKER_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  G_OBJECT_CLASS (cal_picker_item_parent_class)->finalize (object);
}

static void
cal_picker_item_class_init (CalPickerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_picker_item_finalize;
}

static void
cal_picker_item_init (CalPickerItem *self)
{
}

/**
 * cal_picker_item_new:
 * @detail: (nullable): shown at the end of the row: the key, or where it comes from
 * @action: what choosing it does
 * @target: (nullable): the action's parameter
 *
 * Returns: (transfer full): a row of a picker
 */
CalPickerItem *
cal_picker_item_new (const char *title, const char *detail, const char *action, GVariant *target)
{
  CalPickerItem *self = g_object_new (CAL_TYPE_PICKER_ITEM, NULL);

  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->action = g_strdup (action);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  return self;
}

struct _CalPicker {
  GtkWindow parent_instance;

  GtkSearchEntry *entry;
  GtkListView *list;
  GtkFilterListModel *shown;
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (CalPicker, cal_picker, GTK_TYPE_WINDOW)

/* Every word that is typed must be in the title. */
static gboolean
matches (gpointer item, gpointer data)
{
  CalPicker *self = data;
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *title = g_utf8_casefold (CAL_PICKER_ITEM (item)->title, -1);
  g_auto (GStrv) words = g_strsplit_set (typed, " ", -1);

  for (char **word = words; *word != NULL; word++)
    if (strstr (title, *word) == NULL)
      return FALSE;
  return TRUE;
}

static void
typed_cb (CalPicker *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_single_selection_set_selected (self->selection, 0);
}

static void
choose_cb (CalPicker *self)
{
  CalPickerItem *item = gtk_single_selection_get_selected_item (self->selection);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (item == NULL)
    return;
  g_object_ref (item);
  gtk_window_destroy (GTK_WINDOW (self));
  gtk_widget_activate_action_variant (GTK_WIDGET (parent), item->action, item->target);
  g_object_unref (item);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        CalPicker *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint at = gtk_single_selection_get_selected (self->selection);

  if (key == GDK_KEY_Escape)
    gtk_window_destroy (GTK_WINDOW (self));
  else if (n > 0 && key == GDK_KEY_Down)
    gtk_single_selection_set_selected (self->selection, (at + 1) % n);
  else if (n > 0 && key == GDK_KEY_Up)
    gtk_single_selection_set_selected (self->selection, (at + n - 1) % n);
  else
    return GDK_EVENT_PROPAGATE;
  if (key != GDK_KEY_Escape)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                                gtk_single_selection_get_selected (self->selection));
  return GDK_EVENT_STOP;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL), *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (detail, "accel");
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), detail);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  CalPickerItem *shown = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (title), shown->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)),
                      shown->detail != NULL ? shown->detail : "");
}

static void
cal_picker_class_init (CalPickerClass *klass)
{
}

static void
cal_picker_init (CalPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->shown = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->shown));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_window_set_child (GTK_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 420);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "palette");
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (choose_cb), self);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (choose_cb), self);
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * cal_picker_new:
 * @items: (transfer full): CalPickerItem
 *
 * Returns: (transfer none): a window that activates the chosen row's action on @parent
 */
CalPicker *
cal_picker_new (GtkWindow *parent, const char *title, GListModel *items)
{
  CalPicker *self = g_object_new (CAL_TYPE_PICKER, "transient-for", parent, "title", title, NULL);

  gtk_filter_list_model_set_model (self->shown, items);
  g_object_unref (items);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
