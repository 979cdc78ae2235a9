/* sidecar.c - what a person told the import assistant, as parts.
 *
 * Of each dataset that has a "role", the sidecar may hold:
 *
 *   name, unit, statistic
 *   hemisphere     "left" or "right"
 *   binding        the key of the rule that puts its rows on the brain (model/binding.h)
 *   bind_to        the dataset of an index, or the path of a mask as seen from the file's folder
 *   axis           of series: "stimuli", "features", "conditions" or "time"
 *   step_s         of series along time
 *   rows_first     "yes" where series are kept rows x frames
 *   ids            the dataset that names the frames, stimuli, regions or queries
 *   scores         the dataset of captions' scores
 *   of             of captions: "places", "stimuli" or "regions"
 *   grid           of attention: rows and columns of patches: "31 31"
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/sidecar.h"
#include "io/format.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/layouts/series-part.h"
#include "io/rdm-file.h"
#include "io/series-file.h"
#include "model/error.h"
#include "model/memory.h"
#include "model/rdm.h"

/* What is being read of one dataset. */
typedef struct {
  CalLoaded *loaded;
  const char *path;
  const char *dataset; /* NULL for a file that is no container */
  const char *source;
  CalFindings *findings;
  CalJob *job;
} Said;

/* What was said, or NULL. */
static char *
dup_said (const Said *said, const char *member)
{
  return cal_sidecar_dup (said->source, member);
}

static gboolean
has_said (const Said *said, const char *member, const char *value)
{
  g_autofree char *text = dup_said (said, member);

  return g_strcmp0 (text, value) == 0;
}

/* The texts of the dataset that a member names; NULL without @error if it names none. */
static CalTextArray *
read_named_texts (const Said *said, const char *member, GError **error)
{
  g_autofree char *dataset = dup_said (said, member);

  return dataset != NULL ? cal_lookup_texts (said->path, dataset, said->job, error) : NULL;
}

static CalHemisphere
get_hemisphere (const Said *said)
{
  return has_said (said, "hemisphere", "left")    ? CAL_LEFT
         : has_said (said, "hemisphere", "right") ? CAL_RIGHT
                                                  : CAL_HEMISPHERE_UNKNOWN;
}

/* The mask that rows are of comes along, so that it need not be opened beside the file. */
static gboolean
add_mask (const Said *said, const char *path, GError **error)
{
  g_autoptr (CalLoaded) loaded = NULL;
  GPtrArray *objects;
  CalPart *mask;

  for (guint n = 0; n < said->findings->parts->len; n++)
    if (g_str_equal (((CalPart *) said->findings->parts->pdata[n])->source, path))
      return TRUE;
  loaded = cal_format_load (path, NULL, said->job, error);
  if (loaded == NULL)
    return FALSE;
  objects = cal_loaded_get_objects (loaded);
  if (objects->len != 1 || !CAL_IS_VOLUME (objects->pdata[0])) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: is no mask any more", path);
    return FALSE;
  }
  mask = cal_findings_add (said->findings, CAL_ROLE_MASK,
                           cal_volume_get_desc (objects->pdata[0])->name, path);
  mask->object = g_object_ref (objects->pdata[0]);
  return TRUE;
}

static gboolean
set_binding (const Said *said, CalPart *part, GError **error)
{
  g_autofree char *to = dup_said (said, "bind_to");
  g_autofree char *folder = g_path_get_dirname (said->path);
  g_autofree char *full_folder = g_canonicalize_filename (folder, NULL);

  part->bind_key = dup_said (said, "binding");
  part->hemisphere = get_hemisphere (said);
  if (to == NULL)
    return TRUE;
  if (cal_lookup_dataset (said->loaded, to) != NULL) {
    part->bind_to = g_strdup_printf ("%s:%s", said->path, to);
    return TRUE;
  }
  part->bind_to = g_canonicalize_filename (to, full_folder);
  return add_mask (said, part->bind_to, error);
}

static void
set_axis (const Said *said, CalPart *part)
{
  g_autofree char *axis = dup_said (said, "axis"), *step = dup_said (said, "step_s");

  part->axis = part->role == CAL_ROLE_WEIGHTS ? CAL_AXIS_FEATURES : CAL_AXIS_STIMULI;
  for (int a = CAL_AXIS_STIMULI; a <= CAL_AXIS_TIME; a++)
    if (g_strcmp0 (axis, cal_series_axis_get_name ((CalSeriesAxis) a)) == 0)
      part->axis = (CalSeriesAxis) a;
  part->frame_step = step != NULL ? MAX (g_ascii_strtod (step, NULL), 0.0) : 0.0;
}

static gboolean
fill_series (const Said *said, CalPart *part, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (!cal_series_part_fill (part, said->path, said->dataset, has_said (said, "rows_first", "yes"),
                             said->job, error))
    return FALSE;
  set_axis (said, part);
  part->frame_ids = read_named_texts (said, "ids", &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
fill_captions (const Said *said, CalPart *part, GError **error)
{
  CalTextArray *texts = cal_lookup_texts (said->path, said->dataset, said->job, error);
  g_autofree char *scores = dup_said (said, "scores");
  g_autoptr (GError) failure = NULL;

  if (texts == NULL)
    return FALSE;
  part->object = G_OBJECT (texts);
  part->n_rows = cal_text_array_get_n_dims (texts) > 0 ? cal_text_array_get_dim (texts, 0) : 1;
  part->of = has_said (said, "of", "stimuli")   ? CAL_CAPTIONS_OF_STIMULI
             : has_said (said, "of", "regions") ? CAL_CAPTIONS_OF_REGIONS
                                                : CAL_CAPTIONS_OF_PLACES;
  if (scores != NULL)
    part->scores = cal_lookup_numbers (said->path, scores, said->job, &failure);
  if (failure == NULL)
    part->ids = read_named_texts (said, "ids", &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* 1, 2, 3, ...: queries that nobody named. */
static CalTextArray *
count_queries (gsize n)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();

  for (gsize q = 0; q < n; q++) {
    g_autofree char *name = g_strdup_printf ("query %" G_GSIZE_FORMAT, q + 1);

    cal_text_array_builder_add (builder, name, -1);
  }
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

/* "31 31" */
static void
set_grid (const char *text, gsize grid[2])
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  guint64 rows, columns;

  if (g_strv_length (words) != 2 ||
      !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXINT32, &rows, NULL) ||
      !g_ascii_string_to_unsigned (words[1], 10, 1, G_MAXINT32, &columns, NULL))
    return;
  grid[0] = rows;
  grid[1] = columns;
}

static gboolean
fill_attention (const Said *said, CalPart *part, GError **error)
{
  const CalDataset *maps = cal_lookup_dataset (said->loaded, said->dataset);
  guint n = maps != NULL ? maps->n_dims : 0;
  g_autofree char *grid = dup_said (said, "grid");
  g_autoptr (CalTextArray) queries = NULL;
  g_autoptr (GError) failure = NULL;
  CalAttentionSpan span = {.name = "image"};
  CalAttentionSource source;
  CalAttentionDesc desc;

  if (n != 3 && n != 4) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %u dimensions; expected samples x heads x queries x tokens", said->source, n);
    return FALSE;
  }
  queries = read_named_texts (said, "ids", &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (queries == NULL)
    queries = count_queries (maps->shape[n - 2]);
  span.n_tokens = maps->shape[n - 1];
  set_grid (grid, span.grid);
  desc = (CalAttentionDesc){.name = part->name,
                            .source = said->source,
                            .n_samples = maps->shape[0],
                            .n_heads = n == 4 ? maps->shape[1] : 1,
                            .n_queries = maps->shape[n - 2],
                            .n_tokens = maps->shape[n - 1],
                            .query_names = queries,
                            .spans = &span,
                            .n_spans = 1};
  source = cal_attention_file_new (
      said->path, said->dataset, n,
      cal_size_times (cal_size_times (desc.n_heads, desc.n_queries), desc.n_tokens));
  part->object = (GObject *) cal_attention_new (&desc, &source, error);
  part->is_complete = TRUE;
  return part->object != NULL;
}

/* Pictures of a brick, or the paths of pictures. */
static gboolean
fill_stimuli (const Said *said, CalPart *part, GError **error)
{
  const CalDataset *brick =
      said->dataset != NULL ? cal_lookup_dataset (said->loaded, said->dataset) : NULL;
  CalTextArrayBuilder *builder;
  g_autoptr (CalTextArray) texts = NULL, ids = NULL, pictures = NULL;
  g_autofree char *folder = g_path_get_dirname (said->path);
  g_autofree char *full_folder = g_canonicalize_filename (folder, NULL);
  gsize n;

  if (brick == NULL || !brick->is_numeric) {
    texts = cal_lookup_texts (said->path, said->dataset, said->job, error);
    if (texts == NULL)
      return FALSE;
  }
  n = texts != NULL ? cal_text_array_get_n (texts) : brick->n_dims > 0 ? brick->shape[0] : 0;
  builder = cal_text_array_builder_new ();
  for (gsize p = 0; p < n; p++) {
    g_autofree char *picture =
        texts != NULL ? g_canonicalize_filename (cal_text_array_get (texts, p), full_folder)
                      : g_strdup_printf ("%s[%" G_GSIZE_FORMAT "]", said->source, p);

    cal_text_array_builder_add (builder, picture, -1);
  }
  pictures = cal_text_array_builder_end (builder, 1, &n, error);
  ids = read_named_texts (said, "ids", NULL);
  if (ids == NULL && texts != NULL)
    ids = g_object_ref (texts);
  if (ids == NULL)
    ids = count_queries (n);
  part->object = (GObject *) cal_stimuli_new (part->name, ids, pictures, NULL, error);
  part->is_complete = TRUE;
  return part->object != NULL;
}

static gboolean
fill_table (const Said *said, CalPart *part, GError **error)
{
  part->object = cal_lookup_object (said->path, said->dataset, CAL_TYPE_TABLE, said->job, error);
  return part->object != NULL;
}

/* A vector of vertex numbers, or of what is not 0 where a vertex is meant. */
static gboolean
fill_index (const Said *said, CalPart *part, GError **error)
{
  g_autoptr (GObject) vector =
      cal_lookup_object (said->path, said->dataset, CAL_TYPE_VECTOR, said->job, error);
  CalVectorDesc desc;

  if (vector == NULL)
    return FALSE;
  desc = *cal_vector_get_desc (CAL_VECTOR (vector));
  part->hemisphere = get_hemisphere (said);
  if (part->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    desc.hemisphere = part->hemisphere;
  part->object = (GObject *) cal_vector_new (&desc, error);
  return part->object != NULL;
}

static gboolean
add_rdms (const Said *said, GError **error)
{
  g_autoptr (GPtrArray) rdms = cal_rdm_file_load (said->source, said->job, error);

  for (guint n = 0; rdms != NULL && n < rdms->len; n++) {
    CalPart *part = cal_findings_add (said->findings, CAL_ROLE_RDM,
                                      cal_rdm_get_desc (rdms->pdata[n])->name, said->source);

    part->object = g_object_ref (rdms->pdata[n]);
    part->is_complete = TRUE;
  }
  return rdms != NULL;
}

static gboolean
fill (const Said *said, CalPart *part, GError **error)
{
  switch (part->role) {
  case CAL_ROLE_MAP:
  case CAL_ROLE_CEILING:
  case CAL_ROLE_REGIONS:
    return set_binding (said, part, error);
  case CAL_ROLE_RESPONSES:
  case CAL_ROLE_PREDICTIONS:
  case CAL_ROLE_WEIGHTS:
    return fill_series (said, part, error) && set_binding (said, part, error);
  case CAL_ROLE_CAPTIONS:
    return fill_captions (said, part, error) &&
           (part->of != CAL_CAPTIONS_OF_PLACES || set_binding (said, part, error));
  case CAL_ROLE_ATTENTION:
    return fill_attention (said, part, error);
  case CAL_ROLE_STIMULI:
    return fill_stimuli (said, part, error);
  case CAL_ROLE_TABLE:
    return fill_table (said, part, error);
  case CAL_ROLE_INDEX:
    return fill_index (said, part, error);
  case CAL_ROLE_NONE:
  case CAL_ROLE_MASK:
  case CAL_ROLE_DECODED:
  case CAL_ROLE_FEATURES:
  case CAL_ROLE_RDM:
  case CAL_ROLE_SURFACE:
  default:
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: the sidecar calls it \"%s\", which a single dataset cannot be", said->source,
                 cal_role_get_name (part->role));
    return FALSE;
  }
}

/* A part that is broken is said, and the others stand. */
static void
add_part (const Said *said)
{
  g_autofree char *role_name = dup_said (said, "role"), *name = dup_said (said, "name");
  CalRole role = cal_role_from_name (role_name);
  g_autoptr (GError) error = NULL;
  CalPart *part;

  if (role == CAL_ROLE_RDM) {
    if (!add_rdms (said, &error))
      cal_findings_remark (said->findings, "left out: %s", error->message);
    return;
  }
  if (name == NULL)
    name = said->dataset != NULL ? g_path_get_basename (said->dataset)
                                 : g_path_get_basename (said->path);
  part = cal_part_new (role, name, said->source);
  part->unit = dup_said (said, "unit");
  part->statistic = dup_said (said, "statistic");
  if (fill (said, part, &error)) {
    g_ptr_array_add (said->findings->parts, part);
    return;
  }
  cal_findings_remark (said->findings, "left out: %s", error->message);
  cal_part_free (part);
}

/**
 * cal_sidecar_find:
 * @loaded: a file that may have a sidecar
 *
 * The find_in_file of what the import assistant was told.
 */
gboolean
cal_sidecar_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const char *path = cal_loaded_get_path (loaded);
  g_autoptr (GPtrArray) parts = cal_sidecar_list_parts (path);

  for (guint n = 0; n < parts->len; n++) {
    const char *dataset = parts->pdata[n];
    g_autofree char *source =
        dataset[0] != '\0' ? g_strdup_printf ("%s:%s", path, dataset) : g_strdup (path);
    const Said said = {loaded, path, dataset[0] != '\0' ? dataset : NULL, source, findings, job};

    if (!cal_job_check (job, error))
      return FALSE;
    add_part (&said);
  }
  return parts->len > 0;
}
