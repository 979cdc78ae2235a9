/* captions.c - files of captions: of places, of stimuli, of regions.
 *
 * {"stem": "a caption"}, {"stem": ["several", ...]}      of stimuli, or of regions
 * {"captions": [...], "filename_to_index": {...}}        of stimuli
 * ["a caption", ...], [["several", ...], ...]            of places, in an order that a mask says
 * [[["a caption", 0.3], ["another", 0.2]], ...]          the same, with scores
 * pickled lists and NumPy arrays of texts                likewise; n x 5 called "cap" are of
 * stimuli tables with a column of captions and one of names      of whatever the names are
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "io/format.h"
#include "io/layouts/caption-rows.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/path.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT

/* Fewer words in a caption, on average, are names of something. */
#define LEAST_WORDS 2.0
#define LEAST_ROWS 4
#define MOST_RESAMPLES 100

#define SAYS_CAPTIONS "caption|cococap|sentence|expl|resample|annotation|(^|_)cap(_|\\.|$)"
#define SAYS_REGIONS "roi|region|parcel|area"

/* Of visual and other cortex, as papers call them. */
static gboolean
is_region (const char *id)
{
  return cal_listing_says (
      id, "^(lh|rh|l|r)?[._ -]?(V[1-8][vdab]?|hV4|LO[12]?|LOC|[hp]?MT\\+?|MST|EBA|FBA|OFA|"
          "[ap]?FFA|OPA|PPA|RSC|TOS|OWFA|VWFA|IPS[0-5]?|[ap]?STS|ATL|aTL|mTL|mfs|SPL1?|FEF|"
          "SEF|Broca|AC|M1[A-Z]?|S1[A-Z]?|PHC[12]?|VO[12]?|PMvh|SMFA|SPMA|IFSFP)([-_ ].*)?$");
}

static CalCaptionsOf
find_what_ids_are (CalCaptionRows *rows, const char *file)
{
  gsize n = cal_caption_rows_get_n (rows), n_regions = 0;

  for (gsize r = 0; r < n; r++)
    n_regions += is_region (cal_caption_rows_get_id (rows, r));
  return cal_listing_says (file, SAYS_REGIONS) || 2 * n_regions >= n ? CAL_CAPTIONS_OF_REGIONS
                                                                     : CAL_CAPTIONS_OF_STIMULI;
}

/* Whether it is worth to be shown as captions: the file says so, or it reads like that. */
static gboolean
are_captions (CalCaptionRows *rows, const char *path)
{
  g_autofree char *file = g_filename_display_basename (path);
  double n_words = cal_caption_rows_measure_words (rows);

  return n_words > 0.0 && (cal_listing_says (file, SAYS_CAPTIONS) ||
                           (n_words >= LEAST_WORDS && cal_caption_rows_get_n (rows) >= LEAST_ROWS));
}

/* Texts in one or two dimensions: rows, and resamples of each. */
static CalCaptionRows *
collect_texts (CalTextArray *texts)
{
  CalCaptionRows *rows = cal_caption_rows_new ();
  guint n_dims = cal_text_array_get_n_dims (texts);
  gsize n_resamples = n_dims == 2 ? cal_text_array_get_dim (texts, 1) : 1;

  if (n_dims == 0 || n_dims > 2 || n_resamples > MOST_RESAMPLES)
    return rows;
  for (gsize n = 0; n < cal_text_array_get_n (texts); n++)
    cal_caption_rows_add (rows, n / n_resamples, cal_text_array_get (texts, n), NAN);
  return rows;
}

/* A table as JSON gives it: a name and captions a row, or captions alone, or (row, caption, score).
 */
static CalCaptionRows *
collect_json (CalTable *table)
{
  CalCaptionRows *rows = cal_caption_rows_new ();
  const CalColumn *first = cal_table_get_column (table, 0);
  gboolean has_names = g_str_equal (first->name, "name"),
           is_nested = g_str_equal (first->name, "row");
  guint n_columns = cal_table_get_n_columns (table), first_text = has_names || is_nested ? 1 : 0;
  const CalColumn *scores = NULL;
  g_autoptr (GHashTable) row_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (n_columns <= first_text || n_columns > MOST_RESAMPLES)
    return rows;
  if (n_columns == first_text + 2 && cal_table_get_column (table, first_text + 1)->numbers != NULL)
    scores = cal_table_get_column (table, first_text + 1);
  for (guint c = first_text; c < n_columns; c++)
    if (cal_table_get_column (table, c)->texts == NULL && cal_table_get_column (table, c) != scores)
      return rows;
  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    g_autofree char *name = cal_column_dup_text (first, r);
    gpointer known;
    gsize row = r;

    if (is_nested)
      row = (gsize) cal_column_get_number (first, r);
    else if (has_names && g_hash_table_lookup_extended (row_of, name, NULL, &known))
      row = GPOINTER_TO_SIZE (known);
    else if (has_names) {
      row = g_hash_table_size (row_of);
      g_hash_table_insert (row_of, g_strdup (name), GSIZE_TO_POINTER (row));
      cal_caption_rows_set_id (rows, row, name);
    }
    for (guint c = first_text; c < n_columns; c++) {
      const CalColumn *column = cal_table_get_column (table, c);

      if (column != scores && cal_text_array_get (column->texts, r)[0] != '\0')
        cal_caption_rows_add (rows, row, cal_text_array_get (column->texts, r),
                              scores != NULL ? cal_column_get_number (scores, r) : NAN);
    }
  }
  return rows;
}

/* The first column that is called so, in the order of the names. */
static const CalColumn *
find_column (CalTable *table, const char *const *names)
{
  for (; *names != NULL; names++)
    for (guint c = 0; c < cal_table_get_n_columns (table); c++)
      if (g_ascii_strcasecmp (cal_table_get_column (table, c)->name, *names) == 0)
        return cal_table_get_column (table, c);
  return NULL;
}

/* A table with a header: which columns hold what its author called so. */
typedef struct {
  const CalColumn *texts;
  const CalColumn *ids;
  const CalColumn *scores;
  CalCaptionsOf of;
} Columns;

static gboolean
find_columns (CalTable *table, Columns *columns)
{
  static const char *const texts[] = {"caption",  "captions",   "expl",    "explanation",
                                      "sentence", "annotation", "summary", NULL};
  static const char *const scores[] = {
      "score",      "stability",         "stability_score",      "top_score",
      "similarity", "cosine_similarity", "top_score_normalized", NULL};
  static const char *const places[] = {"voxel_num", "voxel",   "voxel_id",   "vertex",
                                       "unit",      "cluster", "roi",        "region",
                                       "area",      "parcel",  "module_num", NULL};
  static const char *const stimuli[] = {"stem",     "image", "image_id", "filename", "file",
                                        "stimulus", "name",  "id",       NULL};
  const CalColumn *first = cal_table_get_column (table, 0);

  *columns = (Columns){find_column (table, texts), find_column (table, places),
                       find_column (table, scores), CAL_CAPTIONS_OF_REGIONS};
  if (columns->texts == NULL || columns->texts->texts == NULL)
    return FALSE;
  if (columns->ids == NULL) {
    columns->ids = find_column (table, stimuli);
    columns->of = CAL_CAPTIONS_OF_STIMULI;
  }
  /* pandas writes its row names with no name of their own; they are called by their number. */
  if (columns->ids == NULL && g_str_equal (first->name, "1")) {
    columns->ids = first;
    columns->of = CAL_CAPTIONS_OF_REGIONS;
  }
  if (columns->scores != NULL && columns->scores->numbers == NULL)
    columns->scores = NULL;
  return columns->ids != NULL && columns->ids != columns->texts;
}

static gboolean
take_columns (CalTable *table, const char *path, CalFindings *findings, GError **error)
{
  g_autoptr (CalCaptionRows) rows = cal_caption_rows_new ();
  g_autofree char *stem = cal_path_dup_stem (path);
  Columns columns;
  CalPart *part;

  if (!find_columns (table, &columns))
    return FALSE;
  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    g_autofree char *id = cal_column_dup_text (columns.ids, r);
    g_autofree char *full = columns.ids->numbers != NULL && columns.of == CAL_CAPTIONS_OF_REGIONS
                                ? g_strdup_printf ("%s %s", columns.ids->name, id)
                                : g_strdup (id);

    cal_caption_rows_add (rows, r, cal_text_array_get (columns.texts->texts, r),
                          columns.scores != NULL ? cal_column_get_number (columns.scores, r) : NAN);
    cal_caption_rows_set_id (rows, r, full);
  }
  part = cal_caption_rows_add_part (rows, findings, stem, path, 0, cal_caption_rows_get_n (rows),
                                    error);
  if (part == NULL)
    return FALSE;
  part->of = columns.of;
  part->score_name = columns.scores != NULL ? g_strdup (columns.scores->name) : NULL;
  cal_findings_add (findings, CAL_ROLE_TABLE, stem, path)->object = g_object_ref (G_OBJECT (table));
  cal_findings_remark (
      findings, "%s: captions are in the column %s, called by %s%s", stem, columns.texts->name,
      g_str_equal (columns.ids->name, "1") ? "the first one" : columns.ids->name,
      columns.of == CAL_CAPTIONS_OF_REGIONS && cal_listing_says (columns.ids->name, "voxel|vertex")
          ? "; the mask that counts them is not named, so they are shown as a list"
          : "");
  return TRUE;
}

/* How many of its vertices an index file chooses. */
static gsize
count_chosen (CalVector *index)
{
  CalArray *values = cal_vector_get_desc (index)->values;
  gsize n = 0;

  for (gsize e = 0; e < cal_array_get_n_elements (values); e++)
    n += cal_array_get_value (values, e) != 0.0;
  return n;
}

/* Index files of both hemispheres beside, that choose as many vertices as there are rows: left
 * first. */
static gboolean
find_halves (const char *path, gsize n_rows, char *sources[2], GObject *indices[2], CalJob *job)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GPtrArray) names = cal_listing_new (folder);

  for (guint n = 0; n < names->len; n++) {
    g_auto (GStrv) words = cal_listing_match (
        names->pdata[n],
        "(lh|rh)[._](?:.*[._-])?(?:visual_)?(?:index|all-vertices)(?:[._].*)?\\.npy");
    int h = words != NULL && g_str_equal (words[1], "rh");
    g_autofree char *source = g_build_filename (folder, names->pdata[n], NULL);

    if (words == NULL || indices[h] != NULL)
      continue;
    indices[h] = cal_lookup_object (source, NULL, CAL_TYPE_VECTOR, job, NULL);
    sources[h] = g_steal_pointer (&source);
  }
  return indices[0] != NULL && indices[1] != NULL &&
         count_chosen (CAL_VECTOR (indices[0])) + count_chosen (CAL_VECTOR (indices[1])) == n_rows;
}

static gboolean
take_halves (CalCaptionRows *rows,
             const char *name,
             const char *path,
             char *const sources[2],
             GObject *const indices[2],
             CalFindings *findings,
             GError **error)
{
  gsize first = 0;

  for (int h = 0; h < 2; h++) {
    gsize n = count_chosen (CAL_VECTOR (indices[h]));
    CalPart *index = cal_findings_add (findings, CAL_ROLE_INDEX, "vertices", sources[h]), *part;

    index->object = g_object_ref (indices[h]);
    part = cal_caption_rows_add_part (rows, findings, name, path, first, n, error);
    if (part == NULL)
      return FALSE;
    part->hemisphere = index->hemisphere = h == 0 ? CAL_LEFT : CAL_RIGHT;
    part->bind_to = g_strdup (sources[h]);
    first += n;
  }
  cal_findings_remark (findings,
                       "%s: %" N " captions, as many as the index files of both hemispheres beside "
                       "it have vertices: left first, then right",
                       name, first);
  return TRUE;
}

/* Captions in the order of voxels or vertices. */
static gboolean
take_places (
    CalCaptionRows *rows, const char *path, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *stem = cal_path_dup_stem (path);
  gsize n = cal_caption_rows_get_n (rows);
  char *sources[2] = {NULL, NULL};
  GObject *indices[2] = {NULL, NULL};
  gboolean sound;

  if (find_halves (path, n, sources, indices, job))
    sound = take_halves (rows, stem, path, sources, indices, findings, error);
  else {
    sound = cal_caption_rows_add_part (rows, findings, stem, path, 0, n, error) != NULL;
    cal_findings_remark (findings,
                         "%s: a list of %" N " captions: a mask or an index must say where they "
                         "belong",
                         stem, n);
  }
  for (int h = 0; h < 2; h++) {
    g_free (sources[h]);
    g_clear_object (&indices[h]);
  }
  return sound;
}

static gboolean
take_rows (
    CalCaptionRows *rows, const char *path, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *file = g_filename_display_basename (path), *stem = cal_path_dup_stem (path);
  gsize n = cal_caption_rows_get_n (rows);
  gboolean has_ids = n > 0 && cal_caption_rows_get_id (rows, 0)[0] != '\0';
  CalPart *part;

  if (!has_ids && cal_listing_says (file, "^nsd_(train|test)_cap_")) {
    for (gsize r = 0; r < n; r++) {
      g_autofree char *number = g_strdup_printf ("%" N, r);

      cal_caption_rows_set_id (rows, r, number);
    }
    cal_findings_remark (findings, "%s: stimuli are called by their place in the file, from 0",
                         stem);
    has_ids = TRUE;
  }
  if (!has_ids)
    return take_places (rows, path, findings, job, error);
  part = cal_caption_rows_add_part (rows, findings, stem, path, 0, n, error);
  if (part == NULL)
    return FALSE;
  part->of = find_what_ids_are (rows, file);
  cal_findings_remark (findings, "%s: its names are taken for %s", stem,
                       part->of == CAL_CAPTIONS_OF_REGIONS ? "regions" : "stimuli");
  return TRUE;
}

/* The stem of a file name. */
static char *
dup_stem (const char *name)
{
  char *stem = g_path_get_basename (name), *dot = strrchr (stem, '.');

  if (dot != NULL && dot > stem)
    *dot = '\0';
  return stem;
}

/* {"captions": [...], "filename_to_index": {"a.png": 0, ...}} */
static CalCaptionRows *
collect_indexed (const char *path, CalJob *job)
{
  g_autoptr (CalTable) texts =
      (CalTable *) cal_lookup_object (path, "/captions", CAL_TYPE_TABLE, job, NULL);
  g_autoptr (CalTable) index =
      (CalTable *) cal_lookup_object (path, "/filename_to_index", CAL_TYPE_TABLE, job, NULL);
  g_autoptr (CalCaptionRows) rows = texts != NULL ? collect_json (texts) : NULL;
  gsize n = rows != NULL ? cal_caption_rows_get_n (rows) : 0;
  const CalColumn *numbers;

  if (index == NULL || n == 0 || cal_table_get_n_columns (index) != 2)
    return NULL;
  numbers = cal_table_get_column (index, 1);
  for (gsize r = 0; r < cal_table_get_n_rows (index); r++) {
    g_autofree char *name = cal_column_dup_text (cal_table_get_column (index, 0), r);
    g_autofree char *stem = dup_stem (name);
    double row = cal_column_get_number (numbers, r);

    if (row >= 0.0 && row < (double) n)
      cal_caption_rows_set_id (rows, (gsize) row, stem);
  }
  return g_steal_pointer (&rows);
}

/**
 * cal_captions_find_in_file:
 *
 * Of #CalLayout.
 */
gboolean
cal_captions_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const char *path = cal_loaded_get_path (loaded), *kind = cal_loaded_get_kind (loaded);
  GPtrArray *objects = cal_loaded_get_objects (loaded);
  GObject *object = objects->len == 1 ? objects->pdata[0] : NULL;
  gboolean is_certain =
      g_str_equal (kind, "JSON") && cal_lookup_dataset (loaded, "/filename_to_index") != NULL;
  g_autoptr (CalCaptionRows) rows = NULL;

  if (is_certain)
    rows = collect_indexed (path, job);
  else if (g_str_equal (kind, "JSON") && CAL_IS_TABLE (object) &&
           cal_table_get_n_columns (CAL_TABLE (object)) > 0) {
    if (take_columns (CAL_TABLE (object), path, findings, error))
      return TRUE;
    rows = collect_json (CAL_TABLE (object));
  } else if (g_str_equal (kind, "table") && CAL_IS_TABLE (object) &&
             cal_table_get_n_columns (CAL_TABLE (object)) > 1)
    return take_columns (CAL_TABLE (object), path, findings, error);
  else if (CAL_IS_TEXT_ARRAY (object) &&
           (g_str_equal (kind, "Python pickle") || g_str_equal (kind, "NumPy array")))
    rows = collect_texts (CAL_TEXT_ARRAY (object));
  return rows != NULL && (is_certain || are_captions (rows, path)) &&
         take_rows (rows, path, findings, job, error);
}

/* Files that are looked into: those that say so, and JSON files beside them. */
static GPtrArray *
find_files (const char *folder)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  gboolean says_captions = FALSE;

  for (guint n = 0; n < names->len; n++)
    says_captions |= cal_listing_says (names->pdata[n], SAYS_CAPTIONS) &&
                     cal_listing_says (names->pdata[n], "\\.(json|csv|tsv)$");
  for (guint n = 0; says_captions && n < names->len; n++)
    if (cal_listing_says (names->pdata[n], "\\.json$") ||
        (cal_listing_says (names->pdata[n], SAYS_CAPTIONS) &&
         cal_listing_says (names->pdata[n], "\\.(csv|tsv)$")))
      g_ptr_array_add (paths, g_build_filename (folder, names->pdata[n], NULL));
  return paths;
}

static gboolean
has_captions_of_places (const CalFindings *found)
{
  for (guint n = 0; n < found->parts->len; n++) {
    const CalPart *part = found->parts->pdata[n];

    if (part->role == CAL_ROLE_CAPTIONS && part->of == CAL_CAPTIONS_OF_PLACES)
      return TRUE;
  }
  return FALSE;
}

/**
 * cal_captions_find_in_folder:
 *
 * Of #CalLayout. Lists in the order of places are left to be opened by name: what says where they
 * belong may lie anywhere.
 */
gboolean
cal_captions_find_in_folder (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) paths = find_files (folder);
  gboolean is_found = FALSE;

  for (guint n = 0; n < paths->len; n++) {
    g_autoptr (CalLoaded) loaded = cal_format_load (paths->pdata[n], NULL, job, NULL);
    g_autoptr (CalFindings) found = cal_findings_new ();

    if (loaded == NULL || !cal_captions_find_in_file (loaded, found, job, NULL) ||
        has_captions_of_places (found))
      continue;
    g_ptr_array_extend_and_steal (findings->parts, g_ptr_array_ref (found->parts));
    g_ptr_array_extend_and_steal (findings->remarks, g_ptr_array_ref (found->remarks));
    cal_findings_use (findings, paths->pdata[n]);
    is_found = TRUE;
  }
  return is_found;
}
