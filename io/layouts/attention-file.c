/* attention-file.c - what one file of attention maps says of itself.
 *
 * Said of the maps, their group or the file: num_heads, num_queries, num_memory_tokens, split, ind;
 * and, as Calcarine adds them, grid (patches down and across), patch_size, image_size and
 * picture_degrees (a number, or height and width), padding ("right bottom" or "none"), queries
 * (names), image_ids, runs.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/attention-file.h"

#include <math.h>
#include <string.h>

#include "io/layouts/said.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT

/* Far beyond what models have; what is more would not fit into memory. */
#define MAX_SAMPLES 10000000
#define MAX_QUERIES 1000000
#define MAX_WEIGHTS ((gsize) 1 << 28)

typedef struct {
  CalAttentionFile *file;
  CalSaid said;
  CalFindings *findings;
} Work;

void
cal_attention_file_free (CalAttentionFile *self)
{
  g_free (self->path);
  g_free (self->dataset);
  g_strfreev (self->run_names);
  g_clear_object (&self->names);
  g_free (self->hemispheres);
  g_clear_object (&self->ids);
  g_array_unref (self->spans);
  g_free (self);
}

/**
 * cal_attention_file_find_maps:
 * @nth: from 0
 *
 * Returns: (transfer none) (nullable): the nth dataset called "attn_maps", in whatever group
 */
const CalDataset *
cal_attention_file_find_maps (CalLoaded *loaded, guint nth)
{
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    const char *slash = strrchr (dataset->path, '/');

    if (!dataset->is_attribute && dataset->is_numeric &&
        g_str_equal (slash != NULL ? slash + 1 : dataset->path, "attn_maps") && nth-- == 0)
      return dataset;
  }
  return NULL;
}

/* One number is both; nothing leaves 0, 0. */
static gboolean
read_pair (Work *work, const char *name, gsize pair[2], GError **error)
{
  gsize n;

  pair[0] = pair[1] = 0;
  if (!cal_said_read_counts (&work->said, name, pair, 2, &n, error))
    return FALSE;
  if (n == 1)
    pair[1] = pair[0];
  return TRUE;
}

static gboolean
check_number (Work *work, const char *name, gsize expected, GError **error)
{
  gsize value, n;

  if (!cal_said_read_counts (&work->said, name, &value, 1, &n, error))
    return FALSE;
  if (n == 0 || value == expected)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: \"%s\" is %" N ", but %s has %" N "; expected the same", work->file->path, name,
               value, work->file->dataset, expected);
  return FALSE;
}

static gboolean
check_size (const CalAttentionFile *file, GError **error)
{
  gsize n_weights;

  if (file->n_samples <= MAX_SAMPLES && file->n_queries <= MAX_QUERIES &&
      g_size_checked_mul (&n_weights, file->n_heads, file->n_queries) &&
      g_size_checked_mul (&n_weights, n_weights, file->n_tokens) && n_weights <= MAX_WEIGHTS)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
               "%s: %s: %" N " samples of %" N " heads x %" N " queries x %" N
               " tokens; expected at most %d samples of %" N " weights",
               file->path, file->dataset, file->n_samples, file->n_heads, file->n_queries,
               file->n_tokens, MAX_SAMPLES, MAX_WEIGHTS);
  return FALSE;
}

/* Runs x samples x heads x queries x tokens, read from the right. */
static gboolean
read_shape (Work *work, const CalDataset *maps, GError **error)
{
  CalAttentionFile *file = work->file;
  guint n_dims = maps->n_dims;
  const gsize *end = maps->shape + n_dims;

  if (n_dims < 2 || n_dims > 5) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %s has %u dimensions; expected samples x heads x queries x tokens, perhaps "
                 "runs before them, perhaps no heads or samples",
                 file->path, maps->path, n_dims);
    return FALSE;
  }
  file->n_dims = n_dims;
  file->n_tokens = end[-1];
  file->n_queries = end[-2];
  file->n_heads = n_dims > 3 ? end[-3] : 1;
  file->has_samples = n_dims > 2;
  file->n_samples = n_dims > 3 ? end[-4] : n_dims > 2 ? end[-3] : 1;
  return check_size (file, error) && check_number (work, "num_heads", file->n_heads, error) &&
         check_number (work, "num_queries", file->n_queries, error) &&
         check_number (work, "num_memory_tokens", file->n_tokens, error);
}

static gboolean
read_runs (Work *work, const CalDataset *maps, GError **error)
{
  static const char *const names[] = {"runs", "layers", NULL};
  CalAttentionFile *file = work->file;
  g_autoptr (CalTextArray) runs = NULL;
  gsize n_runs = maps->shape[0];

  if (maps->n_dims < 5)
    return TRUE;
  if (!cal_said_read_texts (&work->said, names, &runs, error))
    return FALSE;
  if (runs != NULL && cal_text_array_get_n (runs) != n_runs) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " names for %" N " runs; expected as many", file->path,
                 cal_text_array_get_n (runs), n_runs);
    return FALSE;
  }
  file->run_names = g_new0 (char *, n_runs + 1);
  for (gsize r = 0; r < n_runs; r++)
    file->run_names[r] =
        runs != NULL ? g_strdup (cal_text_array_get (runs, r)) : g_strdup_printf ("run %" N, r + 1);
  return TRUE;
}

/* The grid that the file names; a square if it names none and the tokens make one. */
static gboolean
read_grid (Work *work, gsize grid[2], GError **error)
{
  gsize n_tokens = work->file->n_tokens, side = (gsize) lround (sqrt ((double) n_tokens));

  if (!read_pair (work, "grid", grid, error))
    return FALSE;
  if (grid[0] == 0 && side > 1 && side * side == n_tokens) {
    grid[0] = grid[1] = side;
    cal_findings_remark (work->findings,
                         "%" N " tokens were taken for %" N " x %" N
                         " patches, row by row; an attribute \"grid\" would say it",
                         n_tokens, side, side);
  }
  return TRUE;
}

/* The padding is at the right and the bottom, or there is none. */
static gboolean
check_padding (Work *work, const CalAttentionSpan *span, GError **error)
{
  static const char *const names[] = {"padding", NULL};
  g_autoptr (CalTextArray) padding = NULL;
  const char *text = NULL;
  gboolean is_padded = FALSE;

  if (!cal_said_read_texts (&work->said, names, &padding, error))
    return FALSE;
  if (padding != NULL && cal_text_array_get_n (padding) > 0)
    text = cal_text_array_get (padding, 0);
  if (text != NULL && !g_str_equal (text, "right bottom") && !g_str_equal (text, "none")) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: padding \"%s\"; expected \"right bottom\" or \"none\"", work->file->path,
                 text);
    return FALSE;
  }
  for (guint d = 0; d < 2 && span->picture_px[d] > 0; d++) {
    gsize n_px = span->grid[d] * span->patch_px[d];

    is_padded |= span->picture_px[d] < n_px;
    if (span->picture_px[d] > n_px || (is_padded && g_strcmp0 (text, "none") == 0)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: %" N " patches of %" N " pixels for a picture of %" N "; expected %s",
                   work->file->path, span->grid[d], span->patch_px[d], span->picture_px[d],
                   is_padded ? "no padding" : "them to cover it");
      return FALSE;
    }
  }
  if (text == NULL && is_padded)
    cal_findings_remark (work->findings, "the picture was taken to lie at the top left of its "
                                         "patches; an attribute \"padding\" would say it");
  return TRUE;
}

/* All tokens are patches of the picture, or of nothing known. */
static gboolean
read_picture_span (Work *work, GError **error)
{
  CalAttentionSpan span = {.n_tokens = work->file->n_tokens};
  gsize n_degrees;

  if (!read_grid (work, span.grid, error) ||
      !read_pair (work, "patch_size", span.patch_px, error) ||
      !read_pair (work, "image_size", span.picture_px, error) ||
      !cal_said_read_numbers (&work->said, "picture_degrees", span.picture_degrees, 2, &n_degrees,
                              error))
    return FALSE;
  if (n_degrees == 1)
    span.picture_degrees[1] = span.picture_degrees[0];
  if (span.patch_px[0] == 0 || span.patch_px[1] == 0 || span.grid[0] == 0)
    /* Pixels say nothing without the size of a patch. */
    memset (span.picture_px, 0, sizeof span.picture_px);
  else if (span.grid[0] > G_MAXUINT16 || span.grid[1] > G_MAXUINT16 ||
           span.patch_px[0] > G_MAXUINT16 || span.patch_px[1] > G_MAXUINT16) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: patches beyond what a picture has",
                 work->file->path);
    return FALSE;
  } else if (!check_padding (work, &span, error))
    return FALSE;
  span.name = cal_attention_spans_add (work->file->spans, span.grid[0] > 0 ? "image" : "tokens", 0,
                                       span.n_tokens)
                  ->name;
  g_array_index (work->file->spans, CalAttentionSpan, 0) = span;
  return TRUE;
}

static gboolean
read_names (Work *work, const char *folder, GError **error)
{
  static const char *const names[] = {"queries", "query_names", NULL};
  CalAttentionFile *file = work->file;
  g_autoptr (CalTextArray) said = NULL;
  GError *failure = NULL;

  if (!cal_said_read_texts (&work->said, names, &said, error))
    return FALSE;
  if (said == NULL)
    said = cal_attention_read_parcels (folder, file->n_queries, work->findings, work->said.job,
                                       &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (cal_attention_name_queries (said, file->n_queries, &file->names, &file->hemispheres,
                                  work->findings))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: %" N " names for %" N " queries; expected as many, or half: those of one "
               "hemisphere",
               file->path, cal_text_array_get_n (said), file->n_queries);
  return FALSE;
}

/* "images/stim05.png" is stim05. */
static CalTextArray *
strip_paths (CalTextArray *said)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  gsize n = cal_text_array_get_n (said);

  for (gsize s = 0; s < n; s++) {
    const char *text = cal_text_array_get (said, s), *slash = strrchr (text, '/');
    const char *base = slash != NULL ? slash + 1 : text, *dot = strrchr (base, '.');
    gboolean is_picture = dot != NULL && (g_ascii_strcasecmp (dot, ".png") == 0 ||
                                          g_ascii_strcasecmp (dot, ".jpg") == 0 ||
                                          g_ascii_strcasecmp (dot, ".jpeg") == 0);

    cal_text_array_builder_add (builder, base, is_picture ? (gssize) (dot - base) : -1);
  }
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

/* "figures 12": the split and the time that the layout gives a sample. */
static CalTextArray *
number_samples (Work *work, CalTextArray *splits, const gsize *times)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  gsize n = work->file->n_samples;

  for (gsize s = 0; s < n; s++) {
    g_autofree char *id = splits != NULL && times != NULL
                              ? g_strdup_printf ("%s %" N, cal_text_array_get (splits, s), times[s])
                          : times != NULL ? g_strdup_printf ("%" N, times[s])
                                          : g_strdup_printf ("sample %" N, s + 1);

    cal_text_array_builder_add (builder, id, -1);
  }
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

static gboolean
read_ids (Work *work, GError **error)
{
  static const char *const names[] = {"image_ids", "stimulus_ids", "images", "ids", NULL};
  static const char *const split_names[] = {"split", NULL};
  CalAttentionFile *file = work->file;
  g_autoptr (CalTextArray) said = NULL, splits = NULL;
  g_autofree gsize *times = g_new (gsize, file->n_samples + 1);
  gsize n_times = 0;

  if (!file->has_samples)
    return TRUE;
  if (!cal_said_read_texts (&work->said, names, &said, error) ||
      !cal_said_read_texts (&work->said, split_names, &splits, error) ||
      !cal_said_read_counts (&work->said, "ind", times, file->n_samples, &n_times, error))
    return FALSE;
  if (said != NULL && cal_text_array_get_n (said) == file->n_samples) {
    file->ids = strip_paths (said);
    return TRUE;
  }
  if (said != NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " image ids for %" N " samples; expected as many", file->path,
                 cal_text_array_get_n (said), file->n_samples);
    return FALSE;
  }
  if (splits != NULL && cal_text_array_get_n (splits) != file->n_samples)
    g_clear_object (&splits);
  file->ids = number_samples (work, splits, n_times == file->n_samples ? times : NULL);
  cal_findings_remark (work->findings, "no \"image_ids\": the maps are not linked to pictures");
  return TRUE;
}

/**
 * cal_attention_file_read:
 * @loaded: the container
 * @maps: its dataset of maps
 * @findings: gets remarks, and what else was used
 *
 * Returns: (transfer full): what is known without reading the maps; NULL with @error set if what is
 *   said does not fit together
 */
CalAttentionFile *
cal_attention_file_read (
    CalLoaded *loaded, const CalDataset *maps, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (CalAttentionFile) file = g_new0 (CalAttentionFile, 1);
  Work work = {file, {loaded, maps->path, job}, findings};
  g_autofree char *folder = g_path_get_dirname (cal_loaded_get_path (loaded));

  file->path = g_strdup (cal_loaded_get_path (loaded));
  file->dataset = g_strdup (maps->path);
  file->spans = cal_attention_spans_new ();
  if (!read_shape (&work, maps, error) || !read_runs (&work, maps, error) ||
      !cal_attention_spans_read_beside (file->spans, folder, findings, error) ||
      (file->spans->len == 0 && !read_picture_span (&work, error)) ||
      !read_names (&work, folder, error) || !read_ids (&work, error))
    return NULL;
  return g_steal_pointer (&file);
}
