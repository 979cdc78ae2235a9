/* import-window.c - the import assistant: what the datasets of a file are for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/import-window.h"

#include "app/window/import-form.h"
#include "app/window/window.h"

#define WIDTH 940
#define HEIGHT 760
#define LIST_WIDTH 360

struct _CalImportWindow {
  GtkWindow parent_instance;

  CalImport *import;
  GtkListBox *list;
  CalImportForm *form;
  GtkLabel *message;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (CalImportWindow, cal_import_window, GTK_TYPE_WINDOW)

static void
cal_import_window_dispose (GObject *object)
{
  CalImportWindow *self = CAL_IMPORT_WINDOW (object);

  g_clear_pointer (&self->import, cal_import_free);
  G_OBJECT_CLASS (cal_import_window_parent_class)->dispose (object);
}

static void
cal_import_window_class_init (CalImportWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_import_window_dispose;
}

static GtkWidget *
new_dim_label (const char *text, PangoEllipsizeMode mode)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), mode);
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

/* A dataset: how it stands, its path and shape, what it is for. */
static GtkWidget *
new_row (const CalImportEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (entry->dataset != NULL ? entry->dataset : entry->name);
  g_autofree char *shape = cal_import_dup_shape (entry);
  GtkWidget *role = new_dim_label (NULL, PANGO_ELLIPSIZE_END), *icon = gtk_image_new ();

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_START);
  gtk_widget_set_tooltip_text (name, entry->source);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), new_dim_label (shape, PANGO_ELLIPSIZE_END));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), role);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "role", role);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  return row;
}

/* What each dataset is for, and what stands in the way of saving. */
static void
update (CalImportWindow *self)
{
  GPtrArray *entries = cal_import_get_entries (self->import);
  g_autofree char *why_not = NULL;
  gboolean is_ready = cal_import_is_ready (self->import, &why_not);

  for (guint n = 0; n < entries->len; n++) {
    const CalImportEntry *entry = entries->pdata[n];
    GObject *row = G_OBJECT (gtk_list_box_get_row_at_index (self->list, (int) n));
    g_auto (GStrv) title = g_strsplit (cal_import_get_role_title (entry->role), ":", 2);

    gtk_label_set_text (g_object_get_data (row, "role"),
                        entry->role != CAL_ROLE_NONE ? title[0] : "");
    gtk_image_set_from_icon_name (g_object_get_data (row, "icon"),
                                  cal_import_get_state_icon (entry->state));
  }
  gtk_label_set_text (self->message,
                      is_ready ? "It is kept beside the file, and not asked again." : why_not);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message), why_not);
  gtk_widget_set_sensitive (self->save, is_ready);
}

static void
selected_cb (CalImportWindow *self, GtkListBoxRow *row)
{
  if (row != NULL && self->import != NULL)
    cal_import_form_show (
        self->form, cal_import_get_entries (self->import)->pdata[gtk_list_box_row_get_index (row)]);
}

static void
save_cb (CalImportWindow *self)
{
  CalWindow *parent = CAL_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autofree char *path = g_strdup (cal_import_get_path (self->import));
  g_autoptr (GError) error = NULL;

  if (!cal_import_save (self->import, &error)) {
    gtk_label_set_text (self->message, error->message);
    return;
  }
  cal_import_end_preview (self->import);
  gtk_window_destroy (GTK_WINDOW (self));
  cal_window_open (parent, (const char *const[]){path, NULL});
}

static GtkWidget *
new_bottom (CalImportWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *cancel = gtk_button_new_with_mnemonic ("_Cancel");

  self->message = GTK_LABEL (new_dim_label (NULL, PANGO_ELLIPSIZE_END));
  self->save = gtk_button_new_with_mnemonic ("_Save and Open");
  gtk_widget_set_hexpand (GTK_WIDGET (self->message), TRUE);
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->save);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  gtk_widget_set_margin_top (box, 10);
  gtk_widget_set_margin_bottom (box, 10);
  return box;
}

static GtkWidget *
new_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
cal_import_window_init (CalImportWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
}

static void
build (CalImportWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *left, *right;
  GPtrArray *entries = cal_import_get_entries (self->import);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->form = CAL_IMPORT_FORM (cal_import_form_new (self->import));
  for (guint n = 0; n < entries->len; n++)
    gtk_list_box_append (self->list, new_row (entries->pdata[n]));
  gtk_widget_set_margin_start (GTK_WIDGET (self->form), 16);
  gtk_widget_set_margin_end (GTK_WIDGET (self->form), 16);
  gtk_widget_set_margin_top (GTK_WIDGET (self->form), 16);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->form), 16);
  left = new_scroller (GTK_WIDGET (self->list));
  right = new_scroller (GTK_WIDGET (self->form));
  gtk_widget_set_size_request (left, LIST_WIDTH, -1);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_box_append (GTK_BOX (panes), left);
  gtk_box_append (GTK_BOX (panes), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (panes), right);
  gtk_box_append (GTK_BOX (box), panes);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), new_bottom (self));
  gtk_window_set_child (GTK_WINDOW (self), box);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * cal_import_window_new:
 * @parent: a #CalWindow, which opens the file once it is said what it holds
 * @import: (transfer full): of the session of @parent
 *
 * Returns: (transfer none): the assistant, to be presented
 */
CalImportWindow *
cal_import_window_new (GtkWindow *parent, CalImport *import)
{
  CalImportWindow *self = g_object_new (CAL_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);
  g_autofree char *name = g_filename_display_basename (cal_import_get_path (import));
  g_autofree char *title = g_strdup_printf ("Import %s", name);

  self->import = import;
  gtk_window_set_title (GTK_WINDOW (self), title);
  build (self);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  update (self);
  return self;
}
