/* bundle-items.c - parts of a bundle that belong to no place: attention, pictures, tables.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/columns.h"
#include "io/layouts/bundle-private.h"
#include "io/series-file.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

/* A pair of counts a span, from spans/NAME: those that are not said stay 0. */
static gboolean
read_pairs (CalBundleFile *self,
            const CalBundleItem *item,
            const char *name,
            gsize n_spans,
            double *pairs,
            GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalArray) numbers = cal_bundle_read_numbers (self, item->group, name, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (numbers == NULL)
    return TRUE;
  if (cal_array_get_n_elements (numbers) != 2 * n_spans) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %" N " numbers; expected %" N " x 2",
                 name, cal_array_get_n_elements (numbers), n_spans);
    return FALSE;
  }
  for (gsize n = 0; n < 2 * n_spans; n++) {
    pairs[n] = cal_array_get_value (numbers, n);
    if (!(pairs[n] >= 0.0 && pairs[n] < (double) G_MAXUINT32)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %g; expected a number from 0 up", name,
                   pairs[n]);
      return FALSE;
    }
  }
  return TRUE;
}

/* Spans of the tokens, with names of @names; one of all tokens where none are said. */
static GArray *
read_spans (CalBundleFile *self,
            const CalBundleItem *item,
            CalTextArray *names,
            gsize n_tokens,
            GError **error)
{
  gsize n = names != NULL ? cal_text_array_get_n (names) : 1;
  g_autofree double *pairs = g_new0 (double, cal_size_times (n, 10));
  double *tokens = pairs, *grid = pairs + 2 * n, *patch = pairs + 4 * n, *picture = pairs + 6 * n,
         *degrees = pairs + 8 * n;
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (CalAttentionSpan));

  tokens[1] = (double) n_tokens;
  if (!read_pairs (self, item, "spans/tokens", n, tokens, error) ||
      !read_pairs (self, item, "spans/grid", n, grid, error) ||
      !read_pairs (self, item, "spans/patch_px", n, patch, error) ||
      !read_pairs (self, item, "spans/picture_px", n, picture, error) ||
      !read_pairs (self, item, "spans/picture_degrees", n, degrees, error))
    return NULL;
  for (gsize s = 0; s < n; s++) {
    CalAttentionSpan span = {.name = names != NULL ? cal_text_array_get (names, s) : "image",
                             .first_token = (gsize) tokens[2 * s],
                             .n_tokens = (gsize) tokens[2 * s + 1]};

    for (gsize d = 0; d < 2; d++) {
      span.grid[d] = (gsize) grid[2 * s + d];
      span.patch_px[d] = (gsize) patch[2 * s + d];
      span.picture_px[d] = (gsize) picture[2 * s + d];
      span.picture_degrees[d] = degrees[2 * s + d];
    }
    g_array_append_val (spans, span);
  }
  return g_steal_pointer (&spans);
}

/* For each query the hemisphere of its region; NULL where that is not said. */
static CalHemisphere *
read_hemispheres (CalBundleFile *self, const CalBundleItem *item, gsize n_queries)
{
  g_autoptr (CalTextArray) texts = cal_bundle_read_texts (self, item->group, "hemispheres", NULL);
  CalHemisphere *hemispheres;

  if (texts == NULL || cal_text_array_get_n (texts) != n_queries)
    return NULL;
  hemispheres = g_new (CalHemisphere, n_queries);
  for (gsize q = 0; q < n_queries; q++) {
    const char *text = cal_text_array_get (texts, q);

    hemispheres[q] = g_str_equal (text, "left")    ? CAL_LEFT
                     : g_str_equal (text, "right") ? CAL_RIGHT
                                                   : CAL_HEMISPHERE_UNKNOWN;
  }
  return hemispheres;
}

/* How many runs, samples, heads, queries and tokens the weights are of. */
static gboolean
measure_attention (const CalDataset *weights, gsize sizes[5], GError **error)
{
  guint n = weights->n_dims;

  if (n < 3 || n > 5 || !weights->is_numeric) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "attn_maps: %u dimensions of %s; expected samples x heads x queries x tokens", n,
                 weights->type_name);
    return FALSE;
  }
  sizes[0] = n == 5 ? weights->shape[0] : 1;
  sizes[1] = weights->shape[n == 5 ? 1 : 0];
  sizes[2] = n == 3 ? 1 : weights->shape[n - 3];
  sizes[3] = weights->shape[n - 2];
  sizes[4] = weights->shape[n - 1];
  return TRUE;
}

static char **
dup_run_names (CalTextArray *runs, gsize n_runs)
{
  char **names = g_new0 (char *, n_runs + 1);

  for (gsize r = 0; r < n_runs; r++)
    names[r] = runs != NULL && cal_text_array_get_n (runs) == n_runs
                   ? g_strdup (cal_text_array_get (runs, r))
                   : g_strdup_printf ("run %" N, r + 1);
  return names;
}

/**
 * cal_bundle_read_attention:
 *
 * Returns: (transfer full): a CalAttention whose weights stay in the file
 */
GObject *
cal_bundle_read_attention (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  const CalDataset *weights = cal_bundle_find (self, item->group, "attn_maps");
  g_autoptr (CalTextArray) queries = NULL, samples = NULL, runs = NULL, span_names = NULL;
  g_autoptr (CalArray) shares = NULL;
  g_autoptr (GArray) spans = NULL;
  g_autofree CalHemisphere *hemispheres = NULL;
  g_auto (GStrv) run_names = NULL;
  CalAttentionDesc desc;
  CalAttentionSource source;
  gsize sizes[5];

  if (cal_bundle_misses (weights, "attn_maps", error) ||
      !measure_attention (weights, sizes, error) ||
      cal_bundle_misses (queries = cal_bundle_read_texts (self, item->group, "queries", error),
                         "queries", error))
    return NULL;
  samples = cal_bundle_read_texts (self, item->group, "samples", NULL);
  runs = cal_bundle_read_texts (self, item->group, "runs", NULL);
  shares = cal_bundle_read_numbers (self, item->group, "shares", NULL);
  span_names = cal_bundle_read_texts (self, item->group, "spans/names", NULL);
  spans = read_spans (self, item, span_names, sizes[4], error);
  if (spans == NULL)
    return NULL;
  hemispheres = read_hemispheres (self, item, sizes[3]);
  if (weights->n_dims == 5)
    run_names = dup_run_names (runs, sizes[0]);
  desc = (CalAttentionDesc){.name = item->name,
                            .source = item->source,
                            .run_names = (const char *const *) run_names,
                            .n_samples = sizes[1],
                            .n_heads = sizes[2],
                            .n_queries = sizes[3],
                            .n_tokens = sizes[4],
                            .query_names = queries,
                            .query_hemispheres = hemispheres,
                            .sample_ids = samples,
                            .spans = (CalAttentionSpan *) (gpointer) spans->data,
                            .n_spans = spans->len,
                            .shares = shares};
  source = cal_attention_file_new (cal_loaded_get_path (self->file.container), weights->path,
                                   weights->n_dims,
                                   cal_size_times (cal_size_times (sizes[2], sizes[3]), sizes[4]));
  return (GObject *) cal_attention_new (&desc, &source, error);
}

/* Where the pictures lie: paths relative to the bundle, or parts of a brick in it. */
static CalTextArray *
read_pictures (CalBundleFile *self, const CalBundleItem *item, gsize *n, GError **error)
{
  const char *path = cal_loaded_get_path (self->file.container);
  const CalDataset *pictures = cal_bundle_find (self, item->group, "pictures");
  g_autofree char *full_path = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (full_path);
  g_autoptr (CalTextArray) texts = NULL;
  CalTextArrayBuilder *builder;

  if (pictures == NULL)
    return NULL;
  if (pictures->is_text &&
      (texts = cal_bundle_read_texts (self, item->group, "pictures", error)) == NULL)
    return NULL;
  if (texts == NULL && (pictures->n_dims != 4 || !pictures->is_numeric)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "pictures: %u dimensions of %s; expected paths, or pictures x height x width x 3 "
                 "numbers",
                 pictures->n_dims, pictures->type_name);
    return NULL;
  }
  *n = texts != NULL ? cal_text_array_get_n (texts) : pictures->shape[0];
  builder = cal_text_array_builder_new ();
  for (gsize p = 0; p < *n; p++) {
    const char *text = texts != NULL ? cal_text_array_get (texts, p) : NULL;
    g_autofree char *source = text == NULL
                                  ? g_strdup_printf ("%s:%s[%" N "]", path, pictures->path, p)
                              : text[0] == '\0' ? g_strdup ("")
                                                : g_canonicalize_filename (text, folder);

    cal_text_array_builder_add (builder, source, -1);
  }
  return cal_text_array_builder_end (builder, 1, n, error);
}

/* 1, 2, 3, ...: pictures that nobody named. */
static CalTextArray *
count_ids (const char *name, gsize n)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();

  for (gsize p = 0; p < n; p++) {
    g_autofree char *id = g_strdup_printf ("%s %" N, name, p + 1);

    cal_text_array_builder_add (builder, id, -1);
  }
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

/**
 * cal_bundle_read_stimuli:
 *
 * Returns: (transfer full): a CalStimuli; its pictures are read when a view wants them
 */
GObject *
cal_bundle_read_stimuli (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autoptr (CalTextArray) ids = NULL, pictures = NULL;
  g_autoptr (CalTable) table = NULL;
  g_autoptr (GError) failure = NULL;
  gsize n = 0;

  ids = cal_bundle_read_texts (self, item->group, "ids", &failure);
  if (failure == NULL)
    pictures = read_pictures (self, item, &n, &failure);
  if (failure == NULL && ids == NULL && pictures == NULL)
    cal_bundle_misses (NULL, "ids", &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (ids == NULL)
    ids = count_ids (item->name, n);
  table = cal_bundle_read_columns (self, item, cal_text_array_get_n (ids));
  return (GObject *) cal_stimuli_new (item->name, ids, pictures, table, error);
}

/**
 * cal_bundle_read_decoding:
 *
 * Returns: (transfer full): a CalDecoding
 */
GObject *
cal_bundle_read_decoding (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autoptr (GObject) pictures = cal_bundle_read_stimuli (self, item, error);
  g_autoptr (CalTextArray) seen = NULL, regions = NULL;

  if (pictures == NULL)
    return NULL;
  seen = cal_bundle_read_texts (self, item->group, "seen", NULL);
  regions = cal_bundle_read_texts (self, item->group, "regions", NULL);
  return (GObject *) cal_decoding_new (item->name, CAL_STIMULI (pictures), seen, regions, error);
}

/**
 * cal_bundle_read_features:
 *
 * Returns: (transfer full): a CalTable: the stimuli's ids, then a column a feature
 */
GObject *
cal_bundle_read_features (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autoptr (CalArray) values = NULL;
  g_autoptr (CalTextArray) ids = NULL, names = NULL;
  g_autoptr (CalColumns) columns = cal_columns_new ();
  gsize n, n_features;

  if (cal_bundle_misses (values = cal_bundle_read_numbers (self, item->group, "values", error),
                         "values", error) ||
      cal_bundle_misses (ids = cal_bundle_read_texts (self, item->group, "ids", error), "ids",
                         error))
    return NULL;
  names = cal_bundle_read_texts (self, item->group, "names", NULL);
  n = cal_text_array_get_n (ids);
  n_features = cal_array_get_n_dims (values) == 2 ? cal_array_get_dim (values, 1) : 0;
  if (n_features == 0 || cal_array_get_dim (values, 0) != n ||
      (names != NULL && cal_text_array_get_n (names) != n_features)) {
    g_autofree char *shape = cal_array_dup_shape (values);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "values: shape %s; expected %" N " stimuli x features, with as many names", shape,
                 n);
    return NULL;
  }
  cal_columns_take_texts (columns, "id", g_object_ref (ids));
  for (gsize f = 0; f < n_features; f++) {
    g_autofree char *number = g_strdup_printf ("feature %" N, f + 1);
    float *column = g_new (float, n);
    g_autoptr (GBytes) bytes = NULL;
    CalArray *numbers;

    for (gsize s = 0; s < n; s++)
      column[s] = (float) cal_array_get_value (values, s * n_features + f);
    bytes = g_bytes_new_take (column, cal_size_times (n, sizeof *column));
    numbers = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, error);
    if (numbers == NULL)
      return NULL;
    cal_columns_take_numbers (columns, names != NULL ? cal_text_array_get (names, f) : number,
                              numbers);
  }
  return (GObject *) cal_columns_end (columns, item->name, n, error);
}

/**
 * cal_bundle_read_table:
 *
 * Returns: (transfer full): a CalTable
 */
GObject *
cal_bundle_read_table (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autofree char *parent = g_strconcat (item->group, "/columns/", NULL);
  GPtrArray *datasets = cal_loaded_get_datasets (self->file.container);
  GObject *table = NULL;

  for (guint n = 0; table == NULL && n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];

    if (g_str_has_prefix (dataset->path, parent) && dataset->n_dims == 1)
      table = (GObject *) cal_bundle_read_columns (self, item, dataset->shape[0]);
  }
  if (table == NULL)
    cal_bundle_misses (NULL, "columns", error);
  return table;
}
