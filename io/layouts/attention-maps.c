/* attention-maps.c - attention maps: the routing layout in a file, or in one file a layer and run.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/layouts/attention-file.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/series-file.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

/* How far rows may be from 1: the layout's own tolerance. */
#define TOLERANCE 5e-3
#define MAX_RUN_DEPTH 3
#define MAX_RUNS 1000

/* Runs, each in its own file: CalAttentionSource. */
static gboolean
read_run (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  const CalAttentionSource *source = &g_array_index ((GArray *) data, CalAttentionSource, run);

  return source->read (source->data, 0, sample, weights, job, error);
}

static void
clear_source (gpointer data)
{
  CalAttentionSource *source = data;

  source->free_data (source->data);
}

/* One map for all stimuli, in memory. */
static gboolean
read_static (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  CalArray *map = data;

  cal_dtype_read_floats (cal_array_get_dtype (map),
                         g_bytes_get_data (cal_array_get_bytes (map), NULL), 0,
                         cal_array_get_n_elements (map), 1.0, 0.0, weights);
  return TRUE;
}

static gboolean
find_source (GPtrArray *files, CalAttentionSource *source, CalJob *job, GError **error)
{
  const CalAttentionFile *first = files->pdata[0];
  gsize n_weights = first->n_heads * first->n_queries * first->n_tokens;
  GArray *runs;

  if (!first->has_samples && files->len == 1) {
    CalArray *map = cal_lookup_numbers (first->path, first->dataset, job, error);

    *source = (CalAttentionSource){read_static, map, g_object_unref};
    return map != NULL;
  }
  if (files->len == 1) {
    *source = cal_attention_file_new (first->path, first->dataset, first->n_dims, n_weights);
    return TRUE;
  }
  runs = g_array_new (FALSE, FALSE, sizeof (CalAttentionSource));
  g_array_set_clear_func (runs, clear_source);
  *source = (CalAttentionSource){read_run, runs, (GDestroyNotify) g_array_unref};
  for (guint n = 0; n < files->len; n++) {
    const CalAttentionFile *file = files->pdata[n];
    CalAttentionSource one =
        cal_attention_file_new (file->path, file->dataset, file->n_dims, n_weights);

    g_array_append_val (runs, one);
  }
  return TRUE;
}

/* Says so where the weights of a query do not add up to 1, by the first sample. */
static gboolean
check_rows (CalAttention *attention, CalFindings *findings, CalJob *job, GError **error)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  gsize n_rows = cal_size_times (desc->n_heads, desc->n_queries), n_off = 0;
  g_autofree float *weights = g_try_new (float, cal_size_times (n_rows, desc->n_tokens));
  double worst = 1.0;

  if (weights == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory for the maps of a sample",
                 desc->source);
    return FALSE;
  }
  if (!cal_attention_read (attention, 0, 0, weights, job, error))
    return FALSE;
  for (gsize r = 0; r < n_rows; r++) {
    double sum = 0.0;

    for (gsize t = 0; t < desc->n_tokens; t++)
      sum += (double) weights[r * desc->n_tokens + t];
    if (fabs (sum - 1.0) <= TOLERANCE)
      continue;
    n_off++;
    if (!(fabs (sum - 1.0) <= fabs (worst - 1.0)))
      worst = sum;
  }
  if (n_off > 0)
    cal_findings_remark (
        findings,
        "the weights of %" N " of %" N " rows of the first sample do not add up to "
        "1 (one of them to %.4g); expected 1 within %g. They are shown as they are",
        n_off, n_rows, worst, TOLERANCE);
  return TRUE;
}

/* @files are the runs, or one. */
static gboolean
add_attention (GPtrArray *files,
               const char *name,
               GStrv run_names,
               CalFindings *findings,
               CalJob *job,
               GError **error)
{
  const CalAttentionFile *file = files->pdata[0];
  g_autofree char *where = g_strdup_printf ("%s:%s", file->path, file->dataset);
  g_autoptr (CalAttention) attention = NULL;
  CalAttentionDesc desc = {.name = name,
                           .source = where,
                           .run_names = (const char *const *) run_names,
                           .n_samples = file->n_samples,
                           .n_heads = file->n_heads,
                           .n_queries = file->n_queries,
                           .n_tokens = file->n_tokens,
                           .query_names = file->names,
                           .query_hemispheres = file->hemispheres,
                           .sample_ids = file->ids,
                           .spans = (const CalAttentionSpan *) (gpointer) file->spans->data,
                           .n_spans = file->spans->len};
  CalAttentionSource source;
  CalPart *part;

  if (!find_source (files, &source, job, error))
    return FALSE;
  attention = cal_attention_new (&desc, &source, error);
  if (attention == NULL || (file->n_samples > 0 && !check_rows (attention, findings, job, error)))
    return FALSE;
  part = cal_findings_add (findings, CAL_ROLE_ATTENTION, name, where);
  part->object = G_OBJECT (g_steal_pointer (&attention));
  part->is_complete = TRUE;
  return TRUE;
}

/* Whether two files are of the same samples, queries and tokens, and so runs of one model. */
static gboolean
are_alike (const CalAttentionFile *a, const CalAttentionFile *b)
{
  if (a->n_samples != b->n_samples || a->n_heads != b->n_heads || a->n_queries != b->n_queries ||
      a->n_tokens != b->n_tokens || !a->has_samples || !b->has_samples || a->run_names != NULL ||
      b->run_names != NULL || (a->ids == NULL) != (b->ids == NULL))
    return FALSE;
  for (gsize q = 0; q < a->n_queries; q++)
    if (!g_str_equal (cal_text_array_get (a->names, q), cal_text_array_get (b->names, q)) ||
        (a->hemispheres != NULL ? a->hemispheres[q] : CAL_HEMISPHERE_UNKNOWN) !=
            (b->hemispheres != NULL ? b->hemispheres[q] : CAL_HEMISPHERE_UNKNOWN))
      return FALSE;
  for (gsize s = 0; a->ids != NULL && s < a->n_samples; s++)
    if (!g_str_equal (cal_text_array_get (a->ids, s), cal_text_array_get (b->ids, s)))
      return FALSE;
  return TRUE;
}

/* "a/enc_1/x.h5:/attn_maps" is run enc_1 beside "a/enc_2/x.h5:/attn_maps": what only it is called,
 * in whole words. */
static GStrv
name_runs (GPtrArray *files)
{
  GStrv names = g_new0 (char *, files->len + 1);
  gsize same = G_MAXSIZE, end = G_MAXSIZE;

  for (guint r = 0; r < files->len; r++) {
    const CalAttentionFile *file = files->pdata[r];

    names[r] = g_strdup_printf ("%s:%s", file->path, file->dataset);
  }
  for (guint r = 1; r < files->len; r++) {
    gsize length = strlen (names[r]), first_length = strlen (names[0]), n = 0;

    while (n < length && names[0][n] == names[r][n])
      n++;
    same = MIN (same, n);
    for (n = 0; n < MIN (length, first_length) &&
                names[0][first_length - 1 - n] == names[r][length - 1 - n];)
      n++;
    end = MIN (end, n);
  }
  while (same > 0 && strchr ("/:", names[0][same - 1]) == NULL)
    same--;
  for (guint r = 0; r < files->len; r++) {
    gsize length = strlen (names[r]), last = MAX (length - MIN (end, length), same);
    char *name;

    while (last < length && strchr ("/:.", names[r][last]) == NULL)
      last++;
    name = g_strndup (names[r] + same, last - same);
    g_free (names[r]);
    names[r] = name;
  }
  return names;
}

/* Adds the maps of one or several runs that are alike; those that are not become others. */
static gboolean
add_runs (GPtrArray *files, const char *name, CalFindings *findings, CalJob *job, GError **error)
{
  while (files->len > 0) {
    CalAttentionFile *first = files->pdata[0];
    g_autoptr (GPtrArray) runs = g_ptr_array_new ();
    g_autoptr (GPtrArray) others = g_ptr_array_new ();
    g_auto (GStrv) run_names = NULL;

    for (guint n = 0; n < files->len; n++)
      g_ptr_array_add (n == 0 || are_alike (first, files->pdata[n]) ? runs : others,
                       files->pdata[n]);
    if (runs->len > 1)
      run_names = name_runs (runs);
    if (!add_attention (runs, name, run_names != NULL ? run_names : first->run_names, findings, job,
                        error))
      return FALSE;
    g_ptr_array_set_size (files, 0);
    g_ptr_array_extend (files, others, NULL, NULL);
  }
  return TRUE;
}

static gboolean
read_files (CalLoaded *loaded, GPtrArray *files, CalFindings *findings, CalJob *job, GError **error)
{
  const CalDataset *maps;

  for (guint n = 0; (maps = cal_attention_file_find_maps (loaded, n)) != NULL; n++) {
    CalAttentionFile *file = cal_attention_file_read (loaded, maps, findings, job, error);

    if (file == NULL)
      return FALSE;
    g_ptr_array_add (files, file);
  }
  return TRUE;
}

/**
 * cal_attention_maps_find_in_file:
 *
 * Recipe of a file with one "attn_maps", or one in each of several groups: layers or runs.
 */
gboolean
cal_attention_maps_find_in_file (CalLoaded *loaded,
                                 CalFindings *findings,
                                 CalJob *job,
                                 GError **error)
{
  g_autoptr (GPtrArray) read =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cal_attention_file_free);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *name = g_path_get_basename (cal_loaded_get_path (loaded));
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot > name)
    *dot = '\0';
  if (cal_attention_file_find_maps (loaded, 0) == NULL)
    return FALSE;
  if (!read_files (loaded, read, findings, job, error))
    return FALSE;
  files = g_ptr_array_copy (read, NULL, NULL);
  g_ptr_array_set_free_func (files, NULL);
  return add_runs (files, name, findings, job, error);
}

/* "enc_3", "layer-5", "run_10". */
static gboolean
is_run_name (const char *name)
{
  return g_regex_match_simple ("^(enc|layer|run)[_-]?[0-9]+($|\\.(h5|h5py|hdf5)$)", name,
                               G_REGEX_CASELESS, 0);
}

static gboolean
is_hdf5_name (const char *name)
{
  return g_str_has_suffix (name, ".h5") || g_str_has_suffix (name, ".h5py") ||
         g_str_has_suffix (name, ".hdf5");
}

/* Numbers in names as numbers: run_2 before run_10. */
static int
compare_paths (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_utf8_collate_key_for_filename (*(const char *const *) a, -1);
  g_autofree char *second = g_utf8_collate_key_for_filename (*(const char *const *) b, -1);

  return strcmp (first, second);
}

/* Files of layers and runs: in folders so called, or so called themselves. */
static void
collect (const char *folder, guint depth, GPtrArray *paths)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && paths->len < MAX_RUNS &&
         (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      continue;
    if (depth < MAX_RUN_DEPTH && is_run_name (name) && g_file_test (path, G_FILE_TEST_IS_DIR))
      collect (path, depth + 1, paths);
    else if (is_hdf5_name (name) && (depth > 0 || is_run_name (name)) &&
             g_file_test (path, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add (paths, g_steal_pointer (&path));
  }
}

/**
 * cal_attention_maps_find_in_folder:
 *
 * Recipe of a folder with a file of maps a layer and run: enc_1/run_1/attn.h5, or run_1.h5.
 */
gboolean
cal_attention_maps_find_in_folder (const char *folder,
                                   CalFindings *findings,
                                   CalJob *job,
                                   GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) read =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cal_attention_file_free);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *name = g_path_get_basename (folder);

  collect (folder, 0, paths);
  g_ptr_array_sort (paths, compare_paths);
  for (guint n = 0; n < paths->len; n++) {
    g_autoptr (CalLoaded) loaded = cal_format_load (paths->pdata[n], NULL, job, NULL);

    if (!cal_job_check (job, error))
      return FALSE;
    if (loaded == NULL || cal_attention_file_find_maps (loaded, 0) == NULL)
      continue;
    if (!read_files (loaded, read, findings, job, error))
      return FALSE;
    cal_findings_use (findings, paths->pdata[n]);
  }
  if (read->len < 2)
    return FALSE;
  files = g_ptr_array_copy (read, NULL, NULL);
  g_ptr_array_set_free_func (files, NULL);
  return add_runs (files, name, findings, job, error);
}
