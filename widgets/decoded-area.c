/* decoded-area.c - what was seen beside what was decoded of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/decoded-area.h"

#include <math.h>

#include "model/number.h"
#include "render/vector/picture-rows.h"
#include "widgets/accessible.h"
#include "widgets/choice.h"
#include "widgets/decoded-row.h"
#include "widgets/plot-area.h"

/* On paper. */
#define FIGURE_TILE_PX 96.0
#define FIGURE_ROW_PX 152.0
#define FIGURE_PICTURES 5

struct _CalDecodedArea {
  GtkWidget parent_instance;

  CalEncodingScene *encoding;
  CalPictures *pictures;
  CalDecoding *decoding;
  GPtrArray *metrics;
  GListStore *store;
  GtkSingleSelection *selected;
  gboolean is_following;

  GtkStack *stack;
  GtkListView *list;
  GtkLabel *note;
  GtkBox *controls;
  GtkDropDown *decoding_choice, *metric_choice;
  GtkToggleButton *descending;
};

static void cal_decoded_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalDecodedArea,
                               cal_decoded_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_decoded_area_view_init))

static void
setup_row (CalDecodedArea *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, cal_decoded_row_new (self->encoding, self->pictures));
}

static void
bind_row (CalDecodedArea *self, GtkListItem *item)
{
  cal_decoded_row_show (CAL_DECODED_ROW (gtk_list_item_get_child (item)),
                        gtk_list_item_get_item (item), self->metrics);
}

static void
unbind_row (CalDecodedArea *self, GtkListItem *item)
{
  cal_decoded_row_show (CAL_DECODED_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
selected_cb (CalDecodedArea *self)
{
  CalDecodedItem *item = gtk_single_selection_get_selected_item (self->selected);
  const char *ids[] = {item != NULL ? cal_decoded_item_get_seen (item) : NULL, NULL};

  if (self->is_following || item == NULL)
    return;
  self->is_following = TRUE;
  cal_selection_set_stimuli (cal_encoding_scene_get_selection (self->encoding), ids);
  self->is_following = FALSE;
}

/* What was picked elsewhere is picked here, and comes into sight. */
static void
follow_selection (CalDecodedArea *self)
{
  CalSelection *selection = cal_encoding_scene_get_selection (self->encoding);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  if (self->is_following)
    return;
  self->is_following = TRUE;
  for (guint i = 0; i < n; i++)
    if (cal_selection_has_stimulus (
            selection, cal_decoded_item_get_seen (cal_decoded_area_get_item (self, i)))) {
      gtk_single_selection_set_selected (self->selected, i);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
      break;
    }
  self->is_following = FALSE;
}

/* The mean of each metric over all pictures. */
static void
show_note (CalDecodedArea *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n =
      self->decoding != NULL ? cal_stimuli_get_n (cal_decoding_get_pictures (self->decoding)) : 0;

  for (guint m = 0; m < self->metrics->len; m++) {
    const CalColumn *metric = self->metrics->pdata[m];
    double sum = 0.0;
    gsize n_values = 0;
    g_autofree char *mean = NULL;

    for (gsize p = 0; p < n; p++)
      if (!isnan (cal_column_get_number (metric, p))) {
        sum += cal_column_get_number (metric, p);
        n_values++;
      }
    mean = cal_number_format_with_unit (n_values > 0 ? sum / (double) n_values : (double) NAN,
                                        metric->unit);
    g_string_append_printf (text, "%smean %s %s (n = %" G_GSIZE_FORMAT ")", m > 0 ? "; " : "",
                            metric->name, mean, n_values);
  }
  gtk_label_set_text (self->note, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), text->len > 0);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  CalDecodedArea *self = data;
  guint metric = gtk_drop_down_get_selected (self->metric_choice);
  int order;

  if (metric == 0 || metric > self->metrics->len)
    return 0;
  order = cal_decoded_item_compare ((CalDecodedItem *) a, (CalDecodedItem *) b,
                                    self->metrics->pdata[metric - 1]);
  return gtk_toggle_button_get_active (self->descending) ? -order : order;
}

static void
fill (CalDecodedArea *self)
{
  g_autoptr (GPtrArray) items =
      self->decoding != NULL ? cal_decoded_items_new (self->decoding) : g_ptr_array_new ();

  self->is_following = TRUE;
  g_list_store_remove_all (self->store);
  g_list_store_splice (self->store, 0, 0, items->pdata, items->len);
  g_list_store_sort (self->store, compare, self);
  self->is_following = FALSE;
  follow_selection (self);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
set_decoding (CalDecodedArea *self, CalDecoding *decoding)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *[]){"In order", NULL});

  g_set_object (&self->decoding, decoding);
  g_clear_pointer (&self->metrics, g_ptr_array_unref);
  self->metrics = decoding != NULL ? cal_decoding_find_metrics (decoding) : g_ptr_array_new ();
  for (guint m = 0; m < self->metrics->len; m++)
    gtk_string_list_append (names, ((const CalColumn *) self->metrics->pdata[m])->name);
  gtk_drop_down_set_model (self->metric_choice, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->metric_choice), self->metrics->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->descending), self->metrics->len > 0);
  gtk_stack_set_visible_child_name (self->stack, decoding != NULL ? "rows" : "empty");
  fill (self);
  show_note (self);
}

/* Those that were decoded of something that was seen. */
static GPtrArray *
list_decodings (CalDecodedArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_decodings (self->encoding), *found = g_ptr_array_new ();

  for (guint d = 0; d < all->len; d++) {
    gboolean has_seen = FALSE;

    for (gsize n = 0; n < cal_stimuli_get_n (cal_decoding_get_pictures (all->pdata[d])); n++)
      has_seen |= cal_decoding_get_seen (all->pdata[d], n)[0] != '\0';
    if (has_seen)
      g_ptr_array_add (found, all->pdata[d]);
  }
  return found;
}

static void
encoding_cb (CalDecodedArea *self)
{
  g_autoptr (GPtrArray) decodings = list_decodings (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint d = 0; d < decodings->len; d++) {
    gtk_string_list_append (names, cal_decoding_get_name (decodings->pdata[d]));
    if (decodings->pdata[d] == (gpointer) self->decoding)
      selected = d;
  }
  self->is_following = TRUE;
  gtk_drop_down_set_model (self->decoding_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->decoding_choice, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->decoding_choice), decodings->len > 1);
  self->is_following = FALSE;
  set_decoding (self, decodings->len > 0 ? decodings->pdata[selected] : NULL);
}

static void
decoding_cb (CalDecodedArea *self)
{
  g_autoptr (GPtrArray) decodings = list_decodings (self);
  guint n = gtk_drop_down_get_selected (self->decoding_choice);

  if (!self->is_following && n < decodings->len && decodings->pdata[n] != (gpointer) self->decoding)
    set_decoding (self, decodings->pdata[n]);
}

static char *
cal_decoded_area_dup_title (CalView *view)
{
  CalDecodedArea *self = CAL_DECODED_AREA (view);

  if (self->decoding == NULL)
    return g_strdup ("Seen and decoded");
  return g_strdup_printf ("Seen and decoded · %s · %u stimuli",
                          cal_decoding_get_name (self->decoding), cal_decoded_area_get_n (self));
}

static CalArray *
get_picture (CalDecodedArea *self, const char *source)
{
  return source != NULL && *source != '\0' ? cal_pictures_get (self->pictures, source, 192) : NULL;
}

static CalArray *
get_seen_picture (CalDecodedArea *self, CalDecodedItem *item)
{
  CalStimuli *stimuli = cal_encoding_scene_get_stimuli (self->encoding);
  gsize stimulus;

  return stimuli != NULL && cal_stimuli_find (stimuli, cal_decoded_item_get_seen (item), &stimulus)
             ? get_picture (self, cal_stimuli_get_picture (stimuli, stimulus))
             : NULL;
}

/* From the selected stimulus on, as many as the paper holds. */
static void
cal_decoded_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalDecodedArea *self = CAL_DECODED_AREA (view);
  const CalInk *ink = cal_plot_area_get_ink ();
  guint first = gtk_single_selection_get_selected (self->selected);
  guint n = cal_decoded_area_get_n (self);

  cal_ink_set (cr, ink->background);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  for (guint i = 0; i < n && (i + 1) * FIGURE_ROW_PX <= height; i++) {
    CalDecodedItem *item = cal_decoded_area_get_item (self, (first < n ? first + i : i) % n);
    CalPictureTile tiles[FIGURE_PICTURES + 1] = {{0}};
    g_autofree char *texts[FIGURE_PICTURES + 1] = {NULL};
    guint n_decoded = MIN (cal_decoded_item_get_n (item), FIGURE_PICTURES);
    CalPictureBand band = {cal_decoded_item_get_seen (item), tiles, n_decoded + 1, n_decoded + 1,
                           i * FIGURE_ROW_PX + 8.0};

    for (guint t = 0; t <= n_decoded; t++) {
      tiles[t].picture = t == 0 ? get_seen_picture (self, item)
                                : get_picture (self, cal_decoded_item_get_picture (item, t - 1));
      if (t > 0 && self->metrics->len > 0)
        texts[t] =
            cal_number_format (cal_decoded_item_get_metric (item, self->metrics->pdata[0], t - 1));
      tiles[t].name = t == 0 ? "seen" : "decoded";
      tiles[t].text = t == 0 ? "seen" : texts[t];
      tiles[t].box = (cairo_rectangle_t){16.0 + t * (FIGURE_TILE_PX + 8.0),
                                         i * FIGURE_ROW_PX + 32.0, FIGURE_TILE_PX, FIGURE_TILE_PX};
    }
    cal_picture_rows_draw (cr, &band, 1, ink, 1.0);
    for (guint t = 0; t <= n_decoded; t++)
      g_clear_pointer (&texts[t], g_free);
  }
}

static GtkWidget *
cal_decoded_area_get_controls (CalView *view)
{
  return GTK_WIDGET (CAL_DECODED_AREA (view)->controls);
}

static void
cal_decoded_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_decoded_area_dup_title;
  iface->draw = cal_decoded_area_draw_figure;
  iface->get_controls = cal_decoded_area_get_controls;
}

static void
cal_decoded_area_dispose (GObject *object)
{
  CalDecodedArea *self = CAL_DECODED_AREA (object);

  if (self->stack != NULL) {
    g_signal_handlers_disconnect_by_data (self->decoding_choice, self);
    g_signal_handlers_disconnect_by_data (self->metric_choice, self);
    g_signal_handlers_disconnect_by_data (self->descending, self);
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));
  }
  self->stack = NULL;
  g_clear_object (&self->controls);
  g_clear_object (&self->selected);
  g_clear_object (&self->store);
  g_clear_object (&self->decoding);
  g_clear_pointer (&self->metrics, g_ptr_array_unref);
  g_clear_object (&self->encoding);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (cal_decoded_area_parent_class)->dispose (object);
}

static void
cal_decoded_area_class_init (CalDecodedAreaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_decoded_area_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "decoded-area");
}

static void
cal_decoded_area_init (CalDecodedArea *self)
{
  self->metrics = g_ptr_array_new ();
}

static void
build_controls (CalDecodedArea *self)
{
  self->controls = GTK_BOX (g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4)));
  self->decoding_choice =
      cal_choice_new (self->controls, NULL, "Which method decoded the pictures");
  self->metric_choice = cal_choice_new (self->controls, NULL, "By what the stimuli are sorted");
  self->descending = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->descending), "view-sort-descending-symbolic");
  gtk_toggle_button_set_active (self->descending, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->descending), "Largest first");
  cal_accessible_set_name (GTK_WIDGET (self->descending), "Largest first");
  gtk_box_append (self->controls, GTK_WIDGET (self->descending));
  g_signal_connect_swapped (self->decoding_choice, "notify::selected", G_CALLBACK (decoding_cb),
                            self);
  g_signal_connect_swapped (self->metric_choice, "notify::selected", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->descending, "toggled", G_CALLBACK (fill), self);
}

static GtkWidget *
new_empty_page (void)
{
  GtkWidget *label = gtk_label_new (
      "Seen beside decoded\n\nOpen a folder of pictures that a model decoded from responses, named "
      "after the stimuli; a table beside them tells their metrics.");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_set_margin_start (label, 16);
  gtk_widget_set_margin_end (label, 16);
  return label;
}

static void
build_list (CalDecodedArea *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (),
            *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row), self, G_CONNECT_SWAPPED);
  self->store = g_list_store_new (CAL_TYPE_DECODED_ITEM);
  self->selected = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_single_selection_set_autoselect (self->selected, FALSE);
  gtk_single_selection_set_can_unselect (self->selected, TRUE);
  self->list = GTK_LIST_VIEW (
      gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selected)), factory));
  gtk_list_view_set_show_separators (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "gallery");
  cal_accessible_set_name (GTK_WIDGET (self->list), "Seen and decoded pictures");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0.0f);
  gtk_label_set_ellipsize (self->note, PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (GTK_WIDGET (self->note), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->note), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "secondary");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, new_empty_page (), "empty");
  gtk_stack_add_named (self->stack, scrolled, "rows");
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->note));
  gtk_widget_set_parent (column, GTK_WIDGET (self));
  g_signal_connect_object (self->selected, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * cal_decoded_area_new:
 * @encoding: whose decodings, stimuli and captions are shown
 * @pictures: where pictures come from
 *
 * Returns: (transfer floating): the view, which follows the selection
 */
GtkWidget *
cal_decoded_area_new (CalEncodingScene *encoding, CalPictures *pictures)
{
  CalDecodedArea *self = g_object_new (CAL_TYPE_DECODED_AREA, NULL);

  self->encoding = g_object_ref (encoding);
  self->pictures = g_object_ref (pictures);
  build_controls (self);
  build_list (self);
  g_signal_connect_object (encoding, "changed", G_CALLBACK (encoding_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_encoding_scene_get_rdm_scene (encoding), "notify::stimuli",
                           G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_encoding_scene_get_selection (encoding), "changed",
                           G_CALLBACK (follow_selection), self, G_CONNECT_SWAPPED);
  encoding_cb (self);
  return GTK_WIDGET (self);
}

/**
 * cal_decoded_area_get_n:
 *
 * Returns: how many stimuli something was decoded of
 */
guint
cal_decoded_area_get_n (CalDecodedArea *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

/**
 * cal_decoded_area_get_item:
 *
 * Returns: (transfer none): in the order of the list
 */
CalDecodedItem *
cal_decoded_area_get_item (CalDecodedArea *self, guint n)
{
  g_autoptr (CalDecodedItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), n);

  return item;
}

/**
 * cal_decoded_area_sort:
 * @metric: (nullable): a column's name; NULL for the order of the files
 */
void
cal_decoded_area_sort (CalDecodedArea *self, const char *metric, gboolean descending)
{
  guint selected = 0;

  for (guint m = 0; m < self->metrics->len; m++)
    if (g_strcmp0 (((const CalColumn *) self->metrics->pdata[m])->name, metric) == 0)
      selected = m + 1;
  gtk_toggle_button_set_active (self->descending, descending);
  gtk_drop_down_set_selected (self->metric_choice, selected);
}
