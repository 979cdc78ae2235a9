/* braincorl.c - results of BraInCoRL, which predicts voxels from a few images in its context.
 *
 * num_ic=K_ev.npy, num_ic=K_cos_sim.npy ...  epochs x voxels: scores with K context images; an
 *                                            epoch is a test with other images
 * num_ic=K_ev_img_wise.npy ...               epochs x images
 * num_ic=K_ep=E_pred_weights.npy             voxels x features, the last one the intercept
 * num_ic=K_ep=E_pred_nrn.npy                 voxels x images: predicted responses
 * test_results.csv                           means of each K and epoch
 *
 * Which voxels they are no file says.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>

#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/layouts/series-part.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
#define N_FEATURES 512

static const struct {
  const char *key, *name;
} metrics[] = {
    {"ev", "explained variance"},
    {"cos_sim", "cosine similarity of weights"},
    {"pt_mse", "mean squared error"},
    {"weights_mse", "mean squared error of weights"},
};

/* The scores with one number of context images. */
typedef struct {
  guint n_context;
  char *path;
} Score;

typedef struct {
  CalFindings *findings;
  const char *folder;
  char *name;
  GPtrArray *files;
  CalJob *job;
} Recipe;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  guint first = ((const Score *) a)->n_context, second = ((const Score *) b)->n_context;

  return (first > second) - (first < second);
}

static void
score_clear (gpointer score)
{
  g_free (((Score *) score)->path);
}

/* num_ic=K_METRIC.npy, by K. */
static GArray *
find_scores (Recipe *recipe, const char *metric)
{
  g_autofree char *pattern = g_strdup_printf ("num_ic=(\\d+)_%s\\.npy", metric);
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (Score));

  g_array_set_clear_func (scores, score_clear);
  for (guint n = 0; n < recipe->files->len; n++) {
    g_auto (GStrv) words = cal_listing_match (recipe->files->pdata[n], pattern);
    Score score;

    if (words == NULL)
      continue;
    score = (Score){(guint) g_ascii_strtoull (words[1], NULL, 10),
                    g_build_filename (recipe->folder, recipe->files->pdata[n], NULL)};
    g_array_append_val (scores, score);
  }
  g_array_sort (scores, compare_scores);
  return scores;
}

/* The mean over epochs, of those that have data; NaN where none has. */
static void
average_epochs (CalArray *epochs, float *mean)
{
  gsize n_epochs = cal_array_get_dim (epochs, 0), n = cal_array_get_dim (epochs, 1);

  for (gsize v = 0; v < n; v++) {
    double sum = 0.0;
    gsize n_valid = 0;

    for (gsize e = 0; e < n_epochs; e++) {
      double value = cal_array_get_value (epochs, e * n + v);

      if (!isnan (value)) {
        sum += value;
        n_valid++;
      }
    }
    mean[v] = n_valid > 0 ? (float) (sum / (double) n_valid) : NAN;
  }
}

/* A frame for each number of context images: K x voxels, or K x images. */
typedef struct {
  GByteArray *values;
  GStrvBuilder *names;
  gsize n_frames;
  gsize n_columns;
  gsize n_epochs;
} Frames;

static gboolean
read_frames (Recipe *recipe, GArray *scores, Frames *frames, GError **error)
{
  for (guint s = 0; s < scores->len; s++) {
    const Score *score = &g_array_index (scores, Score, s);
    g_autoptr (CalArray) epochs = cal_lookup_numbers (score->path, NULL, recipe->job, error);
    g_autofree char *name = g_strdup_printf ("%u context images", score->n_context);
    g_autofree float *mean = NULL;
    gsize n;

    if (epochs == NULL)
      return FALSE;
    /* weights_mse is a mean over voxels in what the authors' program writes. */
    if (cal_array_get_n_dims (epochs) != 2)
      continue;
    cal_findings_use (recipe->findings, score->path);
    n = cal_array_get_dim (epochs, 1);
    if (frames->n_frames > 0 && n != frames->n_columns) {
      cal_findings_remark (recipe->findings,
                           "left alone: scores with %s are %" N " values, those before %" N, name,
                           n, frames->n_columns);
      continue;
    }
    if (n > G_MAXINT32 / sizeof *mean - frames->values->len) {
      cal_findings_remark (recipe->findings, "left alone: scores with %s are %" N " values", name,
                           n);
      continue;
    }
    mean = g_new (float, MAX (n, 1));
    average_epochs (epochs, mean);
    g_byte_array_append (frames->values, (const guint8 *) mean, (guint) (n * sizeof *mean));
    g_strv_builder_add (frames->names, name);
    frames->n_columns = n;
    frames->n_epochs = MAX (frames->n_epochs, cal_array_get_dim (epochs, 0));
    frames->n_frames++;
  }
  return TRUE;
}

static gboolean
add_map (Recipe *recipe, gsize metric, Frames *frames, const char *source, GError **error)
{
  const gsize dims[2] = {frames->n_frames, frames->n_columns};
  g_autoptr (GBytes) bytes = g_bytes_new (frames->values->data, frames->values->len);
  g_autoptr (CalArray) values = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, error);
  g_auto (GStrv) names = g_strv_builder_end (frames->names);
  g_autofree char *name = g_strdup_printf ("%s: %s", recipe->name, metrics[metric].name);
  CalPart *part;

  if (values == NULL)
    return FALSE;
  part = cal_findings_add (recipe->findings, CAL_ROLE_MAP, name, source);
  part->statistic = g_strdup (metrics[metric].name);
  part->object =
      (GObject *) cal_vector_new (&(CalVectorDesc){.name = name,
                                                   .source = source,
                                                   .values = values,
                                                   .hemisphere = CAL_HEMISPHERE_UNKNOWN,
                                                   .frame_names = (const char *const *) names,
                                                   .statistic = metrics[metric].name},
                                  error);
  if (frames->n_epochs > 1)
    cal_findings_remark (recipe->findings, "%s: the mean of %" N " epochs", metrics[metric].name,
                         frames->n_epochs);
  return part->object != NULL;
}

static CalArray *
make_column (const Frames *frames, gsize frame, GError **error)
{
  double *column = g_new (double, MAX (frames->n_columns, 1));
  g_autoptr (GBytes) bytes =
      g_bytes_new_take (column, cal_size_times (frames->n_columns, sizeof *column));
  const float *values = (const float *) (gconstpointer) frames->values->data;

  for (gsize n = 0; n < frames->n_columns; n++)
    column[n] = (double) values[frame * frames->n_columns + n];
  return cal_array_new (CAL_DTYPE_FLOAT64, 1, &frames->n_columns, bytes, error);
}

/* Scores of images: a row an image, a column a number of context images. */
static gboolean
add_table (Recipe *recipe, gsize metric, Frames *frames, const char *source, GError **error)
{
  g_auto (GStrv) names = g_strv_builder_end (frames->names);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree CalColumn *columns = g_new0 (CalColumn, frames->n_frames + 1);
  g_autofree char *name = g_strdup_printf ("%s: %s of images", recipe->name, metrics[metric].name);
  g_autofree double *numbers = g_new (double, MAX (frames->n_columns, 1));
  g_autoptr (GBytes) bytes = NULL;
  CalPart *part;

  for (gsize n = 0; n < frames->n_columns; n++)
    numbers[n] = (double) n;
  bytes = g_bytes_new (numbers, cal_size_times (frames->n_columns, sizeof *numbers));
  g_ptr_array_add (kept, cal_array_new (CAL_DTYPE_FLOAT64, 1, &frames->n_columns, bytes, error));
  columns[0] = (CalColumn){.name = "image", .numbers = kept->pdata[0]};
  for (gsize f = 0; f < frames->n_frames; f++) {
    g_ptr_array_add (kept, make_column (frames, f, error));
    columns[f + 1] = (CalColumn){.name = names[f], .numbers = kept->pdata[f + 1]};
  }
  part = cal_findings_add (recipe->findings, CAL_ROLE_TABLE, name, source);
  part->object = (GObject *) cal_table_new (name, frames->n_columns, columns,
                                            (guint) frames->n_frames + 1, error);
  return part->object != NULL;
}

static gboolean
take_metric (Recipe *recipe, gsize metric, gboolean of_images, GError **error)
{
  g_autofree char *key = g_strconcat (metrics[metric].key, of_images ? "_img_wise" : "", NULL);
  g_autoptr (GArray) scores = find_scores (recipe, key);
  Frames frames = {g_byte_array_new (), g_strv_builder_new ()};
  gboolean sound = read_frames (recipe, scores, &frames, error);

  if (sound && frames.n_frames > 0) {
    const char *source = g_array_index (scores, Score, 0).path;

    sound = of_images ? add_table (recipe, metric, &frames, source, error)
                      : add_map (recipe, metric, &frames, source, error);
  }
  g_byte_array_unref (frames.values);
  g_strv_builder_unref (frames.names);
  return sound;
}

/* The features of CLIP have no names; what comes after them is the intercept. */
static CalTextArray *
name_features (gsize n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (gsize f = 0; f < n; f++) {
    g_autofree char *name = f == N_FEATURES && n == N_FEATURES + 1
                                ? g_strdup ("intercept")
                                : g_strdup_printf ("feature %" N, f + 1);

    g_strv_builder_add (builder, name);
  }
  names = g_strv_builder_end (builder);
  return cal_text_array_new_from_strv ((const char *const *) names);
}

static gboolean
take_series (Recipe *recipe, const char *file, const GStrv words, GError **error)
{
  gboolean is_weights = g_str_equal (words[3], "weights");
  g_autofree char *path = g_build_filename (recipe->folder, file, NULL);
  g_autofree char *name =
      g_strdup_printf ("%s: %s with %s context images, epoch %s", recipe->name,
                       is_weights ? "weights" : "predicted responses", words[1], words[2]);
  CalPart *part = cal_findings_add (
      recipe->findings, is_weights ? CAL_ROLE_WEIGHTS : CAL_ROLE_PREDICTIONS, name, path);

  cal_findings_use (recipe->findings, path);
  if (!cal_series_part_fill (part, path, NULL, TRUE, recipe->job, error))
    return FALSE;
  part->axis = is_weights ? CAL_AXIS_FEATURES : CAL_AXIS_STIMULI;
  if (is_weights)
    part->frame_ids = name_features (part->n_frames);
  return TRUE;
}

static gboolean
take_results (Recipe *recipe, GError **error)
{
  g_autofree char *path = g_build_filename (recipe->folder, "test_results.csv", NULL);
  g_autofree char *name = g_strdup_printf ("%s: means", recipe->name);
  GObject *table;

  if (!cal_listing_has (recipe->files, "test_results.csv"))
    return TRUE;
  table = cal_lookup_object (path, NULL, CAL_TYPE_TABLE, recipe->job, error);
  if (table == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_TABLE, name, path)->object = table;
  cal_findings_use (recipe->findings, path);
  return TRUE;
}

/**
 * cal_braincorl_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_braincorl_find (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) files = cal_listing_new (folder);
  g_autofree char *name = cal_listing_dup_ancestor (folder, 0);
  Recipe recipe = {findings, folder, name, files, job};
  gboolean is_found = FALSE, sound = TRUE;

  for (guint n = 0; n < files->len; n++) {
    g_auto (GStrv) words = cal_listing_match (files->pdata[n], "num_ic=\\d+_.+\\.npy");

    is_found |= words != NULL;
  }
  if (!is_found)
    return FALSE;
  for (gsize m = 0; sound && m < G_N_ELEMENTS (metrics); m++)
    sound = take_metric (&recipe, m, FALSE, error) && take_metric (&recipe, m, TRUE, error);
  for (guint n = 0; sound && n < files->len; n++) {
    g_auto (GStrv) words =
        cal_listing_match (files->pdata[n], "num_ic=(\\d+)_ep=(\\d+)_pred_(weights|nrn)\\.npy");

    if (words != NULL)
      sound = take_series (&recipe, files->pdata[n], words, error);
  }
  return sound && take_results (&recipe, error);
}
