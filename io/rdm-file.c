/* rdm-file.c - representational dissimilarity matrices in files of many kinds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-file.h"

#include <string.h>

#include "io/columns.h"
#include "io/format.h"
#include "io/path.h"
#include "io/rdm-conditions.h"
#include "io/rdm-container.h"
#include "io/rdm-matrix.h"
#include "model/error.h"
#include "model/memory.h"

#define FEWEST_CONDITIONS 3

/* A file being looked through. */
typedef struct {
  const char *source;
  CalLoaded *loaded;
  gboolean is_asked;
  GPtrArray *rdms;
  CalJob *job;
} Work;

/* "human_IT" of "rdms.h5:/rdm/human_IT", "rdm_8" of "rdm_8.npy". */
static char *
dup_name (const char *source)
{
  const char *dataset;
  g_autofree char *path = cal_path_split_source (source, &dataset);

  return dataset != NULL ? g_path_get_basename (dataset) : cal_path_dup_stem (path);
}

/* Whether an array that nobody called an RDM may be one: square matrices of some size. */
static gboolean
may_be_rdm (CalArray *array)
{
  gsize dims[CAL_ARRAY_MAX_DIMS];
  CalRdmShape shape;

  for (guint d = 0; d < cal_array_get_n_dims (array); d++)
    dims[d] = cal_array_get_dim (array, d);
  return cal_rdm_shape_find (cal_array_get_n_dims (array), dims, &shape) && shape.is_square &&
         shape.n_conditions >= FEWEST_CONDITIONS;
}

static gboolean
add_array (Work *work, CalArray *array, CalTable *conditions, GError **error)
{
  g_autofree char *name = dup_name (work->source);
  CalRdmDesc desc = {.name = name, .source = work->source, .conditions = conditions};

  if (!work->is_asked && !may_be_rdm (array))
    return TRUE;
  return cal_rdm_matrix_add (array, &desc, NULL, work->rdms, error);
}

/* Columns "1", "2", ... are those of a table that names none. */
static gboolean
has_names (CalTable *table, guint first)
{
  for (guint n = first; n < cal_table_get_n_columns (table); n++) {
    g_autofree char *number = g_strdup_printf ("%u", n + 1);

    if (!g_str_equal (cal_table_get_column (table, n)->name, number))
      return TRUE;
  }
  return FALSE;
}

/* The ids of a square table: its first column if that holds texts, else what its columns are
 * called. */
static CalTable *
make_conditions (CalTable *table, guint first)
{
  g_autoptr (CalColumns) columns = cal_columns_new ();
  gsize n_rows = cal_table_get_n_rows (table);
  CalTextArrayBuilder *names;

  if (first == 1)
    cal_columns_take_texts (columns, "id", g_object_ref (cal_table_get_column (table, 0)->texts));
  else if (has_names (table, first)) {
    names = cal_text_array_builder_new ();
    for (guint n = first; n < cal_table_get_n_columns (table); n++)
      cal_text_array_builder_add (names, cal_table_get_column (table, n)->name, -1);
    cal_columns_take_texts (columns, "id", cal_text_array_builder_end (names, 1, &n_rows, NULL));
  } else
    return NULL;
  return cal_columns_end (columns, cal_table_get_name (table), n_rows, NULL);
}

/* A table of n rows and n columns of numbers, with or without names before them. */
static gboolean
add_table (Work *work, CalTable *table, GError **error)
{
  guint n_columns = cal_table_get_n_columns (table);
  guint first = n_columns > 0 && cal_table_get_column (table, 0)->texts != NULL ? 1 : 0;
  gsize n = n_columns - first, dims[2] = {n, n};
  g_autofree double *values = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalTable) conditions = NULL;

  if (n != cal_table_get_n_rows (table) || n < 2) {
    if (work->is_asked)
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "a table of %" G_GSIZE_FORMAT " rows and %u columns is no RDM; expected as many "
                   "of both",
                   cal_table_get_n_rows (table), n_columns);
    return !work->is_asked;
  }
  values = g_new (double, n *n);
  for (gsize column = 0; column < n; column++)
    for (gsize row = 0; row < n; row++)
      values[row * n + column] =
          cal_column_get_number (cal_table_get_column (table, first + (guint) column), row);
  bytes = g_bytes_new_take (g_steal_pointer (&values),
                            cal_size_times (cal_size_times (n, n), sizeof (double)));
  array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
  conditions = make_conditions (table, first);
  return array != NULL && add_array (work, array, conditions, error);
}

static gboolean
add_objects (Work *work, GError **error)
{
  GPtrArray *objects = cal_loaded_get_objects (work->loaded);

  for (guint n = 0; n < objects->len; n++) {
    GObject *object = objects->pdata[n];
    gboolean sound = TRUE;

    if (CAL_IS_TABLE (object))
      sound = add_table (work, CAL_TABLE (object), error);
    else if (CAL_IS_ARRAY (object))
      sound = add_array (work, CAL_ARRAY (object), NULL, error);
    else if (CAL_IS_VECTOR (object))
      sound = add_array (work, cal_vector_get_desc (CAL_VECTOR (object))->values, NULL, error);
    if (!sound)
      return FALSE;
  }
  return TRUE;
}

/* Files beside it name the conditions of those that have no names. */
static void
name_conditions (Work *work, GPtrArray *remarks)
{
  g_autoptr (CalTable) table = NULL;
  g_autofree char *found = NULL, *found_name = NULL;
  gsize n_conditions = 0;

  for (guint n = 0; n < work->rdms->len; n++) {
    CalRdmDesc desc = *cal_rdm_get_desc (work->rdms->pdata[n]);
    CalRdm *named;

    if (desc.conditions != NULL)
      continue;
    if (desc.n_conditions != n_conditions) {
      g_clear_object (&table);
      g_clear_pointer (&found, g_free);
      table = cal_rdm_conditions_find_beside (cal_loaded_get_path (work->loaded), desc.n_conditions,
                                              &found, work->job);
      n_conditions = desc.n_conditions;
      if (table != NULL && remarks != NULL) {
        g_free (found_name);
        found_name = g_filename_display_basename (found);
        g_ptr_array_add (remarks, g_strdup_printf ("%s: conditions are the %" G_GSIZE_FORMAT
                                                   " rows of %s, in order",
                                                   desc.name, n_conditions, found_name));
      }
    }
    if (table == NULL)
      continue;
    desc.conditions = table;
    named = cal_rdm_new (&desc, NULL);
    if (named != NULL) {
      g_object_unref (work->rdms->pdata[n]);
      work->rdms->pdata[n] = named;
    }
  }
}

static gboolean
find_all (Work *work, GPtrArray *remarks, GError **error)
{
  gboolean sound =
      cal_loaded_get_objects (work->loaded)->len > 0
          ? add_objects (work, error)
          : cal_rdm_container_read (work->loaded, work->is_asked, work->rdms, work->job, error);

  if (sound)
    name_conditions (work, remarks);
  return sound;
}

/**
 * cal_rdm_file_load:
 * @source: a path, or "rdms.h5:/rdm/human_IT", that the person says is RDMs
 * @job: (nullable)
 *
 * Of arrays and tables, square matrices or upper triangles; of containers, those that
 * cal_rdm_container_read() finds. Conditions that the file does not name are named by the only
 * table of conditions, labels or stimuli beside it that has as many rows.
 *
 * Returns: (transfer full) (element-type CalRdm): at least one; NULL with @error set if there is
 *   none, or a matrix is not symmetric
 */
GPtrArray *
cal_rdm_file_load (const char *source, CalJob *job, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (source);
  g_autoptr (CalLoaded) loaded = cal_format_load_source (source, job, error);
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
  Work work = {source, loaded, TRUE, rdms, job};

  if (loaded == NULL)
    return NULL;
  if (!find_all (&work, NULL, error)) {
    g_prefix_error (error, "%s: ", display_name);
    return NULL;
  }
  if (rdms->len == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: no RDM is found in it",
                 display_name);
    return NULL;
  }
  return g_steal_pointer (&rdms);
}

/**
 * cal_rdm_file_find:
 * @source: as cal_rdm_file_load()
 * @loaded: what it holds, or lists
 * @remarks: (nullable) (element-type utf8): gets sentences for what was put together
 *
 * For files that nobody called RDMs: only square matrices that are symmetric, with a diagonal of
 * zeros or NaN and something else above it, are taken for them, and the layouts that say so.
 *
 * Returns: (transfer full) (element-type CalRdm) (nullable): at least one; NULL if there is none
 */
GPtrArray *
cal_rdm_file_find (const char *source, CalLoaded *loaded, GPtrArray *remarks, CalJob *job)
{
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
  Work work = {source, loaded, FALSE, rdms, job};

  if (!find_all (&work, remarks, NULL) || rdms->len == 0 || !cal_rdm_matrix_is_plausible (rdms, 0))
    return NULL;
  return g_steal_pointer (&rdms);
}
