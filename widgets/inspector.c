/* inspector.c - what is known of the place under the cursor.
 *
 * Everything can be selected and copied.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/inspector.h"

#include <math.h>

#include "analysis/caption-agreement.h"
#include "render/scene/readout.h"
#include "widgets/accessible.h"

struct _CalInspector {
  GtkWidget parent_instance;

  CalEncodingScene *encoding;
  CalScene *scene;
  GtkBox *box;
  GtkLabel *headline;
  GtkLabel *place;
  GtkBox *rows;
  GtkWidget *caption_title;
  GtkBox *captions;
  GtkWidget *binding_title;
  GtkLabel *binding;
  guint update_id;
};

G_DEFINE_FINAL_TYPE (CalInspector, cal_inspector, GTK_TYPE_WIDGET)

static GtkWidget *
new_text (const char *style, float xalign, gboolean selectable)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, style);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  gtk_widget_set_can_focus (label, FALSE);
  return label;
}

static void
add_row (CalInspector *self, const CalReadoutRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = new_text ("row-name", 0.0f, FALSE);
  GtkWidget *value = new_text ("row-value", 1.0f, TRUE);
  g_autofree char *tooltip = g_strdup_printf ("%s: %s", cal_layer_get_name (row->layer), row->text);

  gtk_label_set_text (GTK_LABEL (name), cal_layer_get_name (row->layer));
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_text (GTK_LABEL (value), row->text);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_MIDDLE);
  if (!cal_display_get_state (cal_layer_get_display (row->layer))->visible)
    gtk_widget_add_css_class (name, "hidden-row");
  if (row->sample.presence != CAL_VALUE)
    gtk_widget_add_css_class (value, "nothing");
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_widget_add_css_class (box, "inspector-row");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (self->rows, box);
}

static void
show_bindings (CalInspector *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = cal_scene_get_n_layers (self->scene); n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n - 1);

    if (cal_layer_get_binding (layer) != NULL)
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n\n" : "",
                              cal_layer_get_name (layer), cal_layer_get_binding (layer));
  }
  gtk_label_set_text (self->binding, text->str);
  gtk_widget_set_visible (self->binding_title, text->len > 0);
}

static double
get_agreement (CalCaptions *captions, gsize row)
{
  gsize n = cal_captions_get_n_resamples (captions);
  g_autofree const char **texts = g_new (const char *, n);

  for (gsize c = 0; c < n; c++)
    texts[c] = cal_captions_get_text (captions, row, c);
  return cal_caption_agreement (texts, n);
}

/* How good the caption is, how far others agree with it, and whose it is. */
static char *
dup_caption_detail (CalCaptions *captions, gsize row, gsize resample)
{
  double score = cal_captions_get_score (captions, row, resample);
  double agreement = get_agreement (captions, row);
  GString *detail = g_string_new (cal_captions_get_desc (captions)->name);

  if (!isnan (score))
    g_string_append_printf (detail, " · %s %.3f",
                            cal_captions_get_desc (captions)->score_name != NULL
                                ? cal_captions_get_desc (captions)->score_name
                                : "score",
                            score);
  if (!isnan (agreement))
    g_string_append_printf (detail, " · agreement %.2f", agreement);
  return g_string_free (detail, FALSE);
}

static void
add_caption (CalInspector *self, CalCaptions *captions, gsize row, gsize resample)
{
  GtkWidget *text = new_text ("caption-text", 0.0f, TRUE);
  GtkWidget *source = new_text ("secondary", 0.0f, TRUE);
  g_autofree char *detail = dup_caption_detail (captions, row, resample);

  gtk_label_set_text (GTK_LABEL (text), cal_captions_get_text (captions, row, resample));
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_text (GTK_LABEL (source), detail);
  gtk_label_set_ellipsize (GTK_LABEL (source), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (source, detail);
  gtk_widget_set_margin_bottom (source, 6);
  gtk_box_append (self->captions, text);
  gtk_box_append (self->captions, source);
}

/* The best caption that each method has for the place. */
static void
show_captions (CalInspector *self)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->encoding);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->captions))) != NULL)
    gtk_box_remove (self->captions, child);
  for (guint n = 0; n < all->len; n++) {
    CalPlaces *places = cal_captions_get_desc (all->pdata[n])->places;
    gsize row, resample;

    if (places != NULL && cal_encoding_scene_find_row (self->encoding, places, &row) &&
        cal_captions_find_best (all->pdata[n], row, &resample))
      add_caption (self, all->pdata[n], row, resample);
  }
  gtk_widget_set_visible (self->caption_title,
                          gtk_widget_get_first_child (GTK_WIDGET (self->captions)) != NULL);
}

static gboolean
update (gpointer data)
{
  CalInspector *self = data;
  g_autofree char *headline = cal_readout_dup_headline (self->scene);
  g_autofree char *place = cal_readout_dup_place (self->scene);
  g_autoptr (GPtrArray) rows = cal_readout_of_cursor (self->scene);
  GtkWidget *child;

  self->update_id = 0;
  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->place, place);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  for (guint n = 0; n < rows->len; n++)
    add_row (self, rows->pdata[n]);
  show_captions (self);
  show_bindings (self);
  return G_SOURCE_REMOVE;
}

/* Many changes in one frame are one update. */
static void
changed_cb (CalInspector *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update, self, NULL);
}

static void
cal_inspector_dispose (GObject *object)
{
  CalInspector *self = CAL_INSPECTOR (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->scene != NULL) {
    g_signal_handlers_disconnect_by_data (self->scene, self);
    g_signal_handlers_disconnect_by_data (self->encoding, self);
  }
  g_clear_object (&self->scene);
  g_clear_object (&self->encoding);
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  G_OBJECT_CLASS (cal_inspector_parent_class)->dispose (object);
}

static void
cal_inspector_class_init (CalInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_inspector_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_section (const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (label, "section-title");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  return label;
}

static void
cal_inspector_init (CalInspector *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->headline = GTK_LABEL (new_text ("headline", 0.0f, TRUE));
  self->place = GTK_LABEL (new_text ("secondary", 0.0f, TRUE));
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->binding = GTK_LABEL (new_text ("secondary", 0.0f, TRUE));
  gtk_label_set_ellipsize (self->headline, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_wrap (self->place, TRUE);
  gtk_label_set_wrap (self->binding, TRUE);
  gtk_label_set_wrap_mode (self->binding, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "inspector-rows");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "inspector");
  gtk_box_append (self->box, new_section ("AT THE CURSOR"));
  gtk_box_append (self->box, GTK_WIDGET (self->headline));
  gtk_box_append (self->box, GTK_WIDGET (self->place));
  gtk_box_append (self->box, GTK_WIDGET (self->rows));
  self->caption_title = new_section ("CAPTION");
  self->captions = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->box, self->caption_title);
  gtk_box_append (self->box, GTK_WIDGET (self->captions));
  self->binding_title = gtk_expander_new ("BOUND TO THE BRAIN");
  cal_accessible_set_name (self->binding_title, "Bound to the brain");
  gtk_widget_add_css_class (self->binding_title, "section-title");
  gtk_expander_set_child (GTK_EXPANDER (self->binding_title), GTK_WIDGET (self->binding));
  gtk_box_append (self->box, self->binding_title);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

/**
 * cal_inspector_new:
 * @encoding: whose brain and captions
 *
 * Returns: (transfer floating): the inspector, which follows the cursor
 */
GtkWidget *
cal_inspector_new (CalEncodingScene *encoding)
{
  CalInspector *self = g_object_new (CAL_TYPE_INSPECTOR, NULL);

  self->encoding = g_object_ref (encoding);
  self->scene = g_object_ref (cal_encoding_scene_get_scene (encoding));
  g_signal_connect_swapped (self->scene, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (encoding, "changed", G_CALLBACK (changed_cb), self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * cal_inspector_dup_text:
 *
 * Returns: (transfer full): all that it says, a line each, for the clipboard
 */
char *
cal_inspector_dup_text (CalInspector *self)
{
  g_autofree char *headline = cal_readout_dup_headline (self->scene);
  g_autofree char *place = cal_readout_dup_place (self->scene);
  g_autoptr (GPtrArray) rows = cal_readout_of_cursor (self->scene);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n", headline, place);
  for (guint n = 0; n < rows->len; n++) {
    const CalReadoutRow *row = rows->pdata[n];

    g_string_append_printf (text, "%s\t%s\n", cal_layer_get_name (row->layer), row->text);
  }
  for (GtkWidget *label = gtk_widget_get_first_child (GTK_WIDGET (self->captions)); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (label)));
  return g_string_free (text, FALSE);
}
