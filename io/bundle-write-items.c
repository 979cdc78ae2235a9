/* bundle-write-items.c - what has no rows on the brain into a bundle: attention, pictures, tables.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/bundle-write-private.h"
#include "io/path.h"
#include "model/attention.h"
#include "model/error.h"
#include "model/memory.h"

static CalTextArray *
copy_texts (const char *(*get) (gpointer, gsize), gpointer of, gsize n, GError **error)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();

  for (gsize t = 0; t < n; t++) {
    const char *text = get (of, t);

    cal_text_array_builder_add (builder, text != NULL ? text : "", -1);
  }
  return cal_text_array_builder_end (builder, 1, &n, error);
}

static const char *
get_span_name (gpointer attention, gsize n)
{
  return cal_attention_get_desc (attention)->spans[n].name;
}

static const char *
get_hemisphere (gpointer attention, gsize n)
{
  CalHemisphere side = cal_attention_get_desc (attention)->query_hemispheres[n];

  return side == CAL_LEFT ? "left" : side == CAL_RIGHT ? "right" : "";
}

/* spans x 2 numbers of each span. */
static gboolean
add_pairs (CalBundleWriter *self,
           const char *group,
           const char *name,
           const double *pairs,
           gsize n_spans,
           GError **error)
{
  const gsize dims[2] = {n_spans, 2};
  g_autoptr (GBytes) bytes = g_bytes_new (pairs, cal_size_times (n_spans, 2 * sizeof *pairs));
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);

  return array != NULL && cal_bundle_writer_add_numbers (self, group, name, array, error);
}

static gboolean
add_spans (CalBundleWriter *self, const char *group, CalAttention *attention, GError **error)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  gsize n = desc->n_spans;
  g_autoptr (CalTextArray) names = NULL;
  g_autofree double *pairs = g_new0 (double, 10 * MAX (n, 1));

  if (n == 0)
    return TRUE;
  for (gsize s = 0; s < n; s++) {
    const CalAttentionSpan *span = desc->spans + s;

    pairs[2 * s] = (double) span->first_token;
    pairs[2 * s + 1] = (double) span->n_tokens;
    for (gsize d = 0; d < 2; d++) {
      pairs[2 * (n + s) + d] = (double) span->grid[d];
      pairs[2 * (2 * n + s) + d] = (double) span->patch_px[d];
      pairs[2 * (3 * n + s) + d] = (double) span->picture_px[d];
      pairs[2 * (4 * n + s) + d] = span->picture_degrees[d];
    }
  }
  names = copy_texts (get_span_name, attention, n, error);
  return names != NULL && cal_bundle_writer_add_texts (self, group, "spans/names", names, error) &&
         add_pairs (self, group, "spans/tokens", pairs, n, error) &&
         add_pairs (self, group, "spans/grid", pairs + 2 * n, n, error) &&
         add_pairs (self, group, "spans/patch_px", pairs + 4 * n, n, error) &&
         add_pairs (self, group, "spans/picture_px", pairs + 6 * n, n, error) &&
         add_pairs (self, group, "spans/picture_degrees", pairs + 8 * n, n, error);
}

/* One sample after the other, in half precision, as such files keep them. */
static gboolean
put_weights (
    CalBundleWriter *self, const char *group, CalAttention *attention, CalJob *job, GError **error)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  gsize n_runs = cal_attention_get_n_runs (attention);
  gsize dims[5] = {n_runs, desc->n_samples, desc->n_heads, desc->n_queries, desc->n_tokens};
  guint skip = n_runs > 1 ? 0 : 1;
  gsize n = cal_size_times (cal_size_times (dims[2], dims[3]), dims[4]);
  g_autofree char *dataset = g_strconcat (group, "/attn_maps", NULL);
  g_autofree float *weights = cal_memory_allocate (n, sizeof *weights, error);

  if (weights == NULL || !cal_hdf5_writer_create (self->writer, dataset, CAL_DTYPE_FLOAT16,
                                                  5 - skip, dims + skip, error))
    return FALSE;
  for (gsize run = 0; run < n_runs; run++)
    for (gsize s = 0; s < desc->n_samples; s++) {
      const gsize start[5] = {run, s, 0, 0, 0}, count[5] = {1, 1, dims[2], dims[3], dims[4]};

      if (!cal_job_check (job, error) ||
          !cal_attention_read (attention, run, s, weights, job, error) ||
          !cal_hdf5_writer_put (self->writer, dataset, 5 - skip, start + skip, count + skip,
                                weights, error))
        return FALSE;
      cal_job_report (job, (double) s / (double) desc->n_samples, desc->name);
    }
  return TRUE;
}

/**
 * cal_bundle_write_attention:
 *
 * Reads and writes a sample at a time.
 */
gboolean
cal_bundle_write_attention (CalBundleWriter *self, gpointer attention, CalJob *job, GError **error)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  g_autoptr (CalTextArray) runs = NULL, hemispheres = NULL;
  g_autofree char *group = NULL;

  if (desc->n_samples == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: a bundle keeps no attention without samples", desc->name);
    return FALSE;
  }
  group = cal_bundle_writer_add_group (self, CAL_ROLE_ATTENTION, desc->name, error);
  if (group == NULL)
    return FALSE;
  if (desc->run_names != NULL)
    runs = cal_text_array_new_from_strv (desc->run_names);
  if (desc->query_hemispheres != NULL)
    hemispheres = copy_texts (get_hemisphere, attention, desc->n_queries, error);
  return put_weights (self, group, attention, job, error) &&
         cal_bundle_writer_add_texts (self, group, "queries", desc->query_names, error) &&
         cal_bundle_writer_add_texts (self, group, "hemispheres", hemispheres, error) &&
         cal_bundle_writer_add_texts (self, group, "samples", desc->sample_ids, error) &&
         cal_bundle_writer_add_texts (self, group, "runs", runs, error) &&
         cal_bundle_writer_add_numbers (self, group, "shares", desc->shares, error) &&
         add_spans (self, group, attention, error);
}

static gboolean
add_columns (CalBundleWriter *self, const char *group, CalTable *table, GError **error)
{
  guint n = table != NULL ? cal_table_get_n_columns (table) : 0;

  for (guint c = 0; c < n; c++) {
    const CalColumn *column = cal_table_get_column (table, c);
    g_autofree char *own = g_strdelimit (g_strdup (column->name), "/@.", '_');
    g_autofree char *name = g_strdup_printf ("columns/%s", own[0] != '\0' ? own : "unnamed");

    if (!cal_bundle_writer_add_numbers (self, group, name, column->numbers, error) ||
        !cal_bundle_writer_add_texts (self, group, name, column->texts, error))
      return FALSE;
  }
  return TRUE;
}

static const char *
get_id (gpointer stimuli, gsize n)
{
  return cal_stimuli_get_id (stimuli, n);
}

/* Where each picture lies, as seen from the bundle; NULL if none lies anywhere. */
static CalTextArray *
copy_pictures (CalBundleWriter *self, CalStimuli *stimuli, GError **error)
{
  gsize n = cal_stimuli_get_n (stimuli), n_pictures = 0;
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (CalTextArray) texts = NULL;

  for (gsize s = 0; s < n; s++) {
    const char *picture = cal_stimuli_get_picture (stimuli, s);
    g_autofree char *full =
        picture != NULL && picture[0] != '\0' ? g_canonicalize_filename (picture, NULL) : NULL;
    g_autofree char *relative = full != NULL ? cal_path_make_relative (folder, full) : NULL;

    n_pictures += relative != NULL;
    cal_text_array_builder_add (builder, relative != NULL ? relative : "", -1);
  }
  texts = cal_text_array_builder_end (builder, 1, &n, error);
  return n_pictures > 0 ? g_steal_pointer (&texts) : NULL;
}

/* @brick instead of paths, where there is one. */
static gboolean
add_stimuli (
    CalBundleWriter *self, const char *group, CalStimuli *stimuli, CalArray *brick, GError **error)
{
  g_autoptr (CalTextArray) ids = copy_texts (get_id, stimuli, cal_stimuli_get_n (stimuli), error);
  g_autoptr (CalTextArray) pictures = brick == NULL ? copy_pictures (self, stimuli, error) : NULL;

  return ids != NULL && cal_bundle_writer_add_texts (self, group, "ids", ids, error) &&
         cal_bundle_writer_add_texts (self, group, "pictures", pictures, error) &&
         cal_bundle_writer_add_numbers (self, group, "pictures", brick, error) &&
         add_columns (self, group, cal_stimuli_get_table (stimuli), error);
}

/**
 * cal_bundle_write_stimuli:
 *
 * The pictures stay where they are.
 */
gboolean
cal_bundle_write_stimuli (CalBundleWriter *self, gpointer stimuli, GError **error)
{
  g_autofree char *group =
      cal_bundle_writer_add_group (self, CAL_ROLE_STIMULI, cal_stimuli_get_name (stimuli), error);

  return group != NULL && add_stimuli (self, group, stimuli, NULL, error);
}

static const char *
get_seen (gpointer decoding, gsize n)
{
  return cal_decoding_get_seen (decoding, n);
}

static const char *
get_region (gpointer decoding, gsize n)
{
  return cal_decoding_get_region (decoding, n);
}

/**
 * cal_bundle_writer_add_brick:
 * @pictures: pictures x height x width x 3, red, green and blue from 0 to 255
 *
 * Adds decoded pictures that lie in the bundle itself.
 *
 * Returns: FALSE with @error set if they cannot be written
 */
gboolean
cal_bundle_writer_add_brick (CalBundleWriter *self,
                             CalDecoding *decoding,
                             CalArray *pictures,
                             GError **error)
{
  CalStimuli *stimuli = cal_decoding_get_pictures (decoding);
  gsize n = cal_stimuli_get_n (stimuli);
  g_autofree char *group =
      cal_bundle_writer_add_group (self, CAL_ROLE_DECODED, cal_decoding_get_name (decoding), error);
  g_autoptr (CalTextArray) seen = copy_texts (get_seen, decoding, n, error);
  g_autoptr (CalTextArray) regions = copy_texts (get_region, decoding, n, error);

  return group != NULL && seen != NULL && regions != NULL &&
         add_stimuli (self, group, stimuli, pictures, error) &&
         cal_bundle_writer_add_texts (self, group, "seen", seen, error) &&
         cal_bundle_writer_add_texts (self, group, "regions", regions, error);
}

/**
 * cal_bundle_write_decoding:
 *
 * The pictures stay where they are.
 */
gboolean
cal_bundle_write_decoding (CalBundleWriter *self, gpointer decoding, GError **error)
{
  return cal_bundle_writer_add_brick (self, decoding, NULL, error);
}

/**
 * cal_bundle_write_table:
 */
gboolean
cal_bundle_write_table (CalBundleWriter *self, gpointer table, GError **error)
{
  g_autofree char *group =
      cal_bundle_writer_add_group (self, CAL_ROLE_TABLE, cal_table_get_name (table), error);

  return group != NULL && add_columns (self, group, table, error);
}

/**
 * cal_bundle_writer_add_features:
 * @ids: of the stimuli
 * @names: of the features
 * @values: stimuli x features
 *
 * Returns: FALSE with @error set if they cannot be written
 */
gboolean
cal_bundle_writer_add_features (CalBundleWriter *self,
                                const char *name,
                                CalTextArray *ids,
                                CalTextArray *names,
                                CalArray *values,
                                GError **error)
{
  g_autofree char *group = cal_bundle_writer_add_group (self, CAL_ROLE_FEATURES, name, error);

  return group != NULL && cal_bundle_writer_add_numbers (self, group, "values", values, error) &&
         cal_bundle_writer_add_texts (self, group, "ids", ids, error) &&
         cal_bundle_writer_add_texts (self, group, "names", names, error);
}
