/* window-data.c - what was recognised, which dataset to open, and where a vector belongs.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/dataset-tree.h"
#include "app/window/window-private.h"
#include "io/loaded.h"

static GtkWindow *
new_child_window (CalWindow *self, const char *title)
{
  GtkWidget *window = gtk_window_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 680, 480);
  return GTK_WINDOW (window);
}

/* What the window is for, above its list. */
static GtkWidget *
new_lead (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  return label;
}

static GtkWindow *
new_list_window (CalWindow *self, const char *title, const char *lead, GtkWidget **list)
{
  GtkWindow *window = new_child_window (self, title);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  *list = gtk_list_box_new ();
  gtk_widget_add_css_class (*list, "boxed-list");
  gtk_box_append (GTK_BOX (box), new_lead (lead));
  gtk_box_append (GTK_BOX (box), *list);
  gtk_widget_set_margin_top (box, 16);
  gtk_widget_set_margin_bottom (box, 16);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_window_set_child (window, scroller);
  return window;
}

/* Titles of action rows are markup: text from files is escaped. */
static GtkWidget *
add_row (GtkWidget *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_subtitle = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  if (safe_subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_subtitle);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

static void
add_texts (GtkWidget *list, GPtrArray *texts, const char *icon)
{
  for (guint n = 0; n < texts->len; n++)
    adw_action_row_add_prefix (ADW_ACTION_ROW (add_row (list, texts->pdata[n], NULL)),
                               gtk_image_new_from_icon_name (icon));
}

/**
 * cal_window_show_messages:
 *
 * What could not be read, how each map was bound, and what was left alone.
 */
void
cal_window_show_messages (CalWindow *self)
{
  GtkWidget *list;
  GtkWindow *window = new_list_window (
      self, "What Was Recognised", "How each file was understood, and what was left alone.", &list);
  CalScene *scene = cal_session_get_scene (self->session);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  add_texts (list, cal_session_get_failures (self->session), "dialog-error-symbolic");
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);
    const char *binding = cal_layer_get_binding (layer);

    add_row (list, cal_layer_get_name (layer),
             binding != NULL                        ? binding
             : cal_layer_get_source (layer) != NULL ? cal_layer_get_source (layer)
                                                    : "computed here");
  }
  add_texts (list, cal_session_get_remarks (self->session), "dialog-information-symbolic");
  gtk_window_present (window);
}

static void
dataset_activated_cb (GtkListView *tree, guint position, CalWindow *self)
{
  g_autoptr (CalDatasetNode) node = cal_dataset_tree_get_node (tree, position);
  const char *paths[] = {node != NULL ? cal_dataset_node_get_source (node) : NULL, NULL};

  if (paths[0] == NULL)
    return;
  cal_window_open (self, paths);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (tree))));
}

/* The container that the selected line is of. */
static void
import_clicked_cb (GtkWidget *button, CalWindow *self)
{
  GtkListView *tree = g_object_get_data (G_OBJECT (button), "tree");
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (tree));
  g_autoptr (CalDatasetNode) node =
      cal_dataset_tree_get_node (tree, gtk_single_selection_get_selected (selection));
  g_autofree char *path = node != NULL ? g_strdup (cal_dataset_node_get_path (node)) : NULL;

  if (path == NULL)
    return;
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (button)));
  cal_window_import (self, path);
}

static GtkWidget *
new_import_button (CalWindow *self, GtkWidget *tree)
{
  GtkWidget *button = gtk_button_new_with_mnemonic ("_Import…");

  gtk_widget_set_tooltip_text (button, "Say what the datasets of the selected file are for");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_end (button, 16);
  gtk_widget_set_margin_bottom (button, 12);
  g_object_set_data (G_OBJECT (button), "tree", tree);
  g_signal_connect_object (button, "clicked", G_CALLBACK (import_clicked_cb), self, 0);
  return button;
}

/**
 * cal_window_show_datasets:
 *
 * The trees of the open containers; a numeric dataset of one or two dimensions can be opened.
 */
void
cal_window_show_datasets (CalWindow *self)
{
  GtkWindow *window = new_child_window (self, "Datasets");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *lead =
      new_lead ("Activate a dataset to put it on the brain. Nothing of a file is read "
                "but what is shown.");
  GtkWidget *tree = cal_dataset_tree_new (cal_session_get_containers (self->session));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect_object (tree, "activate", G_CALLBACK (dataset_activated_cb), self, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), tree);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_margin_top (lead, 12);
  gtk_widget_set_margin_start (lead, 16);
  gtk_widget_set_margin_end (lead, 16);
  gtk_box_append (GTK_BOX (box), lead);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), new_import_button (self, tree));
  gtk_window_set_child (window, box);
  gtk_window_present (window);
}

static void
binding_activated_cb (GtkListBox *list, GtkListBoxRow *row, CalWindow *self)
{
  CalQuestion *question = g_object_get_data (G_OBJECT (list), "question");
  CalBinding *binding = question->bindings->pdata[gtk_list_box_row_get_index (row)];
  g_autoptr (GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (list))));
  if (!cal_session_answer (self->session, question, binding, &error))
    cal_window_toast (self, error->message);
}

/**
 * cal_window_ask_bindings:
 *
 * Asks where the first vector belongs that more than one rule fits; the next one follows when
 * this one is answered.
 */
void
cal_window_ask_bindings (CalWindow *self)
{
  GPtrArray *questions = cal_session_get_questions (self->session);
  CalQuestion *question;
  g_autofree char *lead = NULL;
  GtkWidget *list;
  GtkWindow *window;

  if (questions->len == 0)
    return;
  question = questions->pdata[0];
  lead = g_strdup_printf (
      "%s has %" G_GSIZE_FORMAT
      " values, which fit more than one place. Where do they belong? The answer "
      "is kept beside the file.",
      cal_vector_get_desc (question->vector)->name, cal_vector_get_n_values (question->vector));
  window = new_list_window (self, "Where Does It Belong?", lead, &list);
  g_object_set_data (G_OBJECT (list), "question", question);
  for (guint n = 0; n < question->bindings->len; n++)
    gtk_list_box_row_set_activatable (
        GTK_LIST_BOX_ROW (add_row (list, cal_binding_get_sentence (question->bindings->pdata[n]),
                                   cal_binding_get_key (question->bindings->pdata[n]))),
        TRUE);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (binding_activated_cb), self, 0);
  gtk_window_present (window);
}
