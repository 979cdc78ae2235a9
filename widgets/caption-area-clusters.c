/* caption-area-clusters.c - the cortex in the colours of what its captions speak of.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "model/labels.h"
#include "model/number.h"
#include "widgets/accessible.h"
#include "widgets/caption-area-private.h"

#define PAINT_KEY "caption-clusters"
#define SEED 1
#define FEWEST 2
#define USUAL 8
#define MOST 24

/* What was clustered. */
struct _CalClusterBoard {
  GObject parent_instance;

  CalCaptionClusters clusters;
  CalCaptions *captions;
};

#define CAL_TYPE_CLUSTER_BOARD (cal_cluster_board_get_type ())
G_DECLARE_FINAL_TYPE (CalClusterBoard, cal_cluster_board, CAL, CLUSTER_BOARD, GObject)
G_DEFINE_FINAL_TYPE (CalClusterBoard, cal_cluster_board, G_TYPE_OBJECT)

static void
cal_cluster_board_finalize (GObject *object)
{
  CalClusterBoard *self = CAL_CLUSTER_BOARD (object);

  cal_caption_clusters_clear (&self->clusters);
  g_clear_object (&self->captions);
  G_OBJECT_CLASS (cal_cluster_board_parent_class)->finalize (object);
}

static void
cal_cluster_board_class_init (CalClusterBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_cluster_board_finalize;
}

static void
cal_cluster_board_init (CalClusterBoard *self)
{
}

typedef struct {
  CalCaptions *captions;
  guint n_wanted;
} Input;

static void
input_free (gpointer data)
{
  g_object_unref (((Input *) data)->captions);
  g_free (data);
}

static GObject *
cluster (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;
  g_autoptr (CalClusterBoard) board = g_object_new (CAL_TYPE_CLUSTER_BOARD, NULL);

  board->captions = g_object_ref (input->captions);
  return cal_caption_clusters_init (&board->clusters, input->captions, input->n_wanted, SEED, job,
                                    error)
             ? (GObject *) g_steal_pointer (&board)
             : NULL;
}

static CalLabels *
new_labels (const CalCaptionClusters *clusters)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();

  cal_labels_builder_add (builder, 0, "no content words", (float[4]){0.0f, 0.0f, 0.0f, 0.0f});
  for (guint c = 0; c < clusters->n_clusters; c++) {
    float rgba[4];

    cal_labels_pick_colour (c, rgba);
    cal_labels_builder_add (builder, (gint32) c + 1, clusters->names[c], rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

static void
paint (CalCaptionArea *self)
{
  const CalCaptionClusters *clusters = &self->clusters->clusters;
  gsize n_rows = cal_captions_get_n_rows (self->clusters->captions);
  g_autoptr (GBytes) bytes = g_bytes_new (clusters->clusters, n_rows * sizeof (gint32));
  g_autoptr (CalArray) values = cal_array_new (CAL_DTYPE_INT32, 1, &n_rows, bytes, NULL);
  g_autoptr (CalLabels) labels = new_labels (clusters);
  g_autofree char *name = g_strdup_printf ("%s: %u caption clusters",
                                           cal_captions_get_desc (self->clusters->captions)->name,
                                           clusters->n_clusters);

  cal_encoding_scene_unpaint (self->scene, "captions");
  cal_encoding_scene_paint (self->scene, PAINT_KEY,
                            cal_captions_get_desc (self->clusters->captions)->places,
                            &(CalPaint){.name = name, .values = values, .labels = labels}, NULL);
}

/* A swatch is a letter, so that the figure has it, too. */
static GtkWidget *
new_row (const CalCaptionClusters *clusters, guint c, gsize n_rows)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *swatch = gtk_label_new (NULL), *name = gtk_label_new (clusters->names[c]);
  GtkWidget *count = gtk_label_new (NULL);
  g_autofree char *markup = NULL, *text = NULL, *n = cal_number_format_count (clusters->n_rows[c]);
  float rgba[4];

  cal_labels_pick_colour (c, rgba);
  markup = g_strdup_printf ("<span foreground=\"#%02x%02x%02x\">■</span>",
                            (guint) (255.0f * rgba[0] + 0.5f), (guint) (255.0f * rgba[1] + 0.5f),
                            (guint) (255.0f * rgba[2] + 0.5f));
  text =
      g_strdup_printf ("%s · %.3g %%", n, 100.0 * (double) clusters->n_rows[c] / (double) n_rows);
  gtk_label_set_markup (GTK_LABEL (swatch), markup);
  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (name, clusters->names[c]);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_text (GTK_LABEL (count), text);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "secondary");
  gtk_box_append (GTK_BOX (row), swatch);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), count);
  gtk_widget_add_css_class (row, "inspector-row");
  return row;
}

static void
show_legend (CalCaptionArea *self)
{
  GtkListBoxRow *row;
  g_autofree char *note = NULL;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->cluster_list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->cluster_list), GTK_WIDGET (row));
  if (self->clusters == NULL) {
    gtk_label_set_text (GTK_LABEL (self->cluster_note),
                        "Places are put together by the content words of their captions: rare "
                        "words weigh more (tf-idf, spherical k-means).");
    return;
  }
  for (guint c = 0; c < self->clusters->clusters.n_clusters; c++)
    gtk_list_box_append (
        GTK_LIST_BOX (self->cluster_list),
        new_row (&self->clusters->clusters, c, cal_captions_get_n_rows (self->clusters->captions)));
  note =
      g_strdup_printf ("Named after the words that weigh most in them (tf-idf), the largest "
                       "first · spherical k-means of the content words, seed %d · mean cosine to "
                       "the middle %.2f · click one: search for its first word",
                       SEED, self->clusters->clusters.cohesion);
  gtk_label_set_text (GTK_LABEL (self->cluster_note), note);
}

static void
clustered_cb (CalCaptionArea *self, GObject *result)
{
  g_set_object (&self->clusters, CAL_CLUSTER_BOARD (result));
  show_legend (self);
  if (self->clusters->clusters.n_clusters > 0)
    paint (self);
}

static void
running_cb (CalCaptionArea *self)
{
  gboolean runs = cal_latest_job_get_running (self->cluster_jobs) != NULL;

  gtk_button_set_label (GTK_BUTTON (self->cluster_show),
                        runs ? "Clustering…" : "Colour the cortex");
}

static void
start_cb (CalCaptionArea *self)
{
  Input *input;

  if (cal_caption_area_get_places (self) == NULL)
    return;
  input = g_new0 (Input, 1);
  input->captions = g_object_ref (self->captions);
  input->n_wanted =
      (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->cluster_count));
  cal_latest_job_start (self->cluster_jobs,
                        cal_job_new ("Clustering captions", cluster, input, input_free),
                        CAL_LATEST_CANCEL);
}

/* Searching takes the clusters' place on the brain: they come back with the button. */
static void
picked_cb (CalCaptionArea *self, GtkListBoxRow *row)
{
  const char *name = self->clusters->clusters.names[gtk_list_box_row_get_index (row)];
  g_autofree char *query = g_strndup (name, strcspn (name, ","));

  cal_caption_area_set_query (self, query);
}

/**
 * cal_caption_area_show_clusters:
 *
 * Other captions have other clusters.
 */
void
cal_caption_area_show_clusters (CalCaptionArea *self)
{
  gtk_widget_set_sensitive (self->cluster_show, cal_caption_area_get_places (self) != NULL);
  if (self->clusters != NULL && self->clusters->captions != self->captions) {
    g_clear_object (&self->clusters);
    cal_caption_area_hide_clusters (self);
  }
  show_legend (self);
}

/**
 * cal_caption_area_hide_clusters:
 *
 * Takes them off the brain; the legend stays.
 */
void
cal_caption_area_hide_clusters (CalCaptionArea *self)
{
  cal_encoding_scene_unpaint (self->scene, PAINT_KEY);
}

/**
 * cal_caption_area_build_clusters:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cal_caption_area_build_clusters (CalCaptionArea *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8),
            *scrolled = gtk_scrolled_window_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->cluster_jobs = cal_latest_job_new ();
  self->cluster_count = gtk_spin_button_new_with_range (FEWEST, MOST, 1.0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->cluster_count), USUAL);
  self->cluster_show = gtk_button_new_with_label ("Colour the cortex");
  self->cluster_list = gtk_list_box_new ();
  self->cluster_note = cal_caption_label_new ("secondary", TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->cluster_list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->cluster_list, "caption-clusters");
  cal_accessible_set_name (self->cluster_count, "How many clusters");
  cal_accessible_set_name (self->cluster_list, "Clusters, the largest first");
  gtk_box_append (GTK_BOX (bar), self->cluster_count);
  gtk_box_append (GTK_BOX (bar), gtk_label_new ("clusters"));
  gtk_box_append (GTK_BOX (bar), self->cluster_show);
  gtk_widget_set_margin_start (page, 12);
  gtk_widget_set_margin_end (page, 12);
  gtk_widget_set_margin_bottom (page, 8);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->cluster_list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (page), bar);
  gtk_box_append (GTK_BOX (page), scrolled);
  gtk_box_append (GTK_BOX (page), self->cluster_note);
  g_signal_connect_object (self->cluster_show, "clicked", G_CALLBACK (start_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cluster_jobs, "done", G_CALLBACK (clustered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cluster_jobs, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cluster_list, "row-activated", G_CALLBACK (picked_cb), self,
                           G_CONNECT_SWAPPED);
  return page;
}

void
cal_caption_area_stop_clusters (CalCaptionArea *self)
{
  if (self->cluster_jobs != NULL) {
    g_signal_handlers_disconnect_by_data (self->cluster_jobs, self);
    cal_latest_job_cancel (self->cluster_jobs);
  }
  g_clear_object (&self->cluster_jobs);
  g_clear_object (&self->clusters);
}

guint
cal_caption_area_get_n_clusters (CalCaptionArea *self)
{
  return self->clusters != NULL ? self->clusters->clusters.n_clusters : 0;
}
