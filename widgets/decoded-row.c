/* decoded-row.c - a seen picture beside the decoded ones, with metrics and captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/decoded-row.h"

#include <string.h>

#include "model/number.h"
#include "widgets/picture-cell.h"

/* More are told, not shown. */
#define MOST_PICTURES 6

struct _CalDecodedRow {
  GtkWidget parent_instance;

  CalEncodingScene *encoding;
  CalPictures *pictures;
  GtkBox *box;
  GtkBox *cells;
  GtkGrid *metrics;
  GtkBox *captions;
};

G_DEFINE_FINAL_TYPE (CalDecodedRow, cal_decoded_row, GTK_TYPE_WIDGET)

static void
cal_decoded_row_dispose (GObject *object)
{
  CalDecodedRow *self = CAL_DECODED_ROW (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  g_clear_object (&self->encoding);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (cal_decoded_row_parent_class)->dispose (object);
}

static void
cal_decoded_row_class_init (CalDecodedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_decoded_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "decoded-row");
}

static void
cal_decoded_row_init (CalDecodedRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 8);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 8);
  self->cells = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  self->metrics = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->metrics, 12);
  gtk_grid_set_row_spacing (self->metrics, 2);
  self->captions = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->metrics));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->captions));
  gtk_box_append (self->box, GTK_WIDGET (self->cells));
  gtk_box_append (self->box, words);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

static void
empty (GtkWidget *container)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (container)) != NULL)
    if (GTK_IS_BOX (container))
      gtk_box_remove (GTK_BOX (container), child);
    else
      gtk_grid_remove (GTK_GRID (container), child);
}

static void
show_pictures (CalDecodedRow *self, CalDecodedItem *item)
{
  CalStimuli *stimuli = cal_encoding_scene_get_stimuli (self->encoding);
  const char *seen = cal_decoded_item_get_seen (item);
  guint n = MIN (cal_decoded_item_get_n (item), MOST_PICTURES);
  GtkWidget *cell = cal_picture_cell_new (self->pictures);
  gsize stimulus;

  empty (GTK_WIDGET (self->cells));
  cal_picture_cell_show (CAL_PICTURE_CELL (cell), seen,
                         stimuli != NULL && cal_stimuli_find (stimuli, seen, &stimulus)
                             ? cal_stimuli_get_picture (stimuli, stimulus)
                             : NULL);
  gtk_box_append (self->cells, cell);
  for (guint p = 0; p < n; p++) {
    g_autofree char *name = p + 1 == MOST_PICTURES && cal_decoded_item_get_n (item) > n
                                ? g_strdup_printf ("and %u more", cal_decoded_item_get_n (item) - n)
                                : g_strdup_printf ("decoded %u", p + 1);

    cell = cal_picture_cell_new (self->pictures);
    cal_picture_cell_show (CAL_PICTURE_CELL (cell), name, cal_decoded_item_get_picture (item, p));
    gtk_box_append (self->cells, cell);
  }
}

static GtkWidget *
new_label (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
show_metrics (CalDecodedRow *self, CalDecodedItem *item, GPtrArray *metrics)
{
  guint n = MIN (cal_decoded_item_get_n (item), MOST_PICTURES);

  empty (GTK_WIDGET (self->metrics));
  for (guint m = 0; m < metrics->len; m++) {
    const CalColumn *metric = metrics->pdata[m];

    gtk_grid_attach (self->metrics, new_label (metric->name, "secondary", 0.0f), 0, (int) m, 1, 1);
    for (guint p = 0; p < n; p++) {
      g_autofree char *value =
          cal_number_format_with_unit (cal_decoded_item_get_metric (item, metric, p), metric->unit);

      gtk_grid_attach (self->metrics, new_label (value, "numeric", 1.0f), (int) p + 1, (int) m, 1,
                       1);
    }
  }
}

/* By its name: "decoded captions", "sub01_decoded_caption". */
static gboolean
is_decoded (CalCaptions *captions)
{
  g_autofree char *name = g_utf8_strdown (cal_captions_get_desc (captions)->name, -1);

  return strstr (name, "decod") != NULL;
}

/* Words of the stimulus: of those who saw it first, then of those who decoded it, with what the
 * first did not say underlined. */
static void
show_captions (CalDecodedRow *self, CalDecodedItem *item)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->encoding);
  const char *truth = NULL;

  empty (GTK_WIDGET (self->captions));
  for (guint i = 0; i < 2 * all->len; i++) {
    guint c = i % all->len;
    const CalCaptionsDesc *desc = cal_captions_get_desc (all->pdata[c]);
    const char *text;
    g_autofree char *marked = NULL;
    g_autofree char *name = NULL;
    g_autofree char *markup = NULL;
    GtkWidget *label;
    gsize row;

    if (desc->of != CAL_CAPTIONS_OF_STIMULI || is_decoded (all->pdata[c]) != (i >= all->len) ||
        !cal_captions_find (all->pdata[c], cal_decoded_item_get_seen (item), &row))
      continue;
    text = cal_captions_get_text (all->pdata[c], row, 0);
    marked = cal_caption_dup_marked (text, truth);
    name = g_markup_escape_text (desc->name, -1);
    markup = g_strdup_printf ("<small>%s</small>  %s", name, marked);
    if (truth == NULL)
      truth = text;
    label = gtk_label_new (NULL);
    gtk_label_set_markup (GTK_LABEL (label), markup);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
    gtk_box_append (self->captions, label);
  }
}

/**
 * cal_decoded_row_show:
 * @item: (nullable): NULL empties the row
 * @metrics: (element-type CalColumn): that are told
 */
void
cal_decoded_row_show (CalDecodedRow *self, CalDecodedItem *item, GPtrArray *metrics)
{
  if (item == NULL) {
    empty (GTK_WIDGET (self->cells));
    return;
  }
  show_pictures (self, item);
  show_metrics (self, item, metrics);
  show_captions (self, item);
}

/**
 * cal_decoded_row_new:
 * @encoding: holds stimuli and captions
 * @pictures: where pictures come from
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
cal_decoded_row_new (CalEncodingScene *encoding, CalPictures *pictures)
{
  CalDecodedRow *self = g_object_new (CAL_TYPE_DECODED_ROW, NULL);

  self->encoding = g_object_ref (encoding);
  self->pictures = g_object_ref (pictures);
  return GTK_WIDGET (self);
}
