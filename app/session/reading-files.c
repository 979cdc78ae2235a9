/* reading-files.c - reads files and folders, and sorts what they gave.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "analysis/label-image.h"
#include "app/session/reading-private.h"
#include "io/folder.h"
#include "io/format.h"
#include "io/lut.h"
#include "io/picture.h"
#include "io/rdm-file.h"
#include "model/error.h"

/* Of a container whose datasets were taken by a layout. */
#define IS_TAKEN "calcarine-is-taken"

static void
add_loose (CalReadWork *work, const char *source, CalVector *vector)
{
  CalLooseVector *loose = g_new0 (CalLooseVector, 1);

  loose->source = g_strdup (source);
  loose->vector = g_object_ref (vector);
  g_ptr_array_add (work->loose, loose);
}

/* Region numbers without a table of names are their own names. */
static CalVolume *
number_regions (CalReadWork *work, const char *file, CalVolume *volume)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (GArray) keys = NULL;
  g_autoptr (CalLabels) labels = NULL;
  CalVolume *numbered;

  if (cal_volume_get_desc (volume)->statistic == NULL)
    keys = cal_label_image_find_keys (volume);
  if (keys == NULL)
    return g_object_ref (volume);
  for (guint n = 0; n < keys->len; n++) {
    gint32 key = g_array_index (keys, gint32, n);
    g_autofree char *name = g_strdup_printf ("%d", key);
    float rgba[4];

    cal_labels_pick_colour (n, rgba);
    cal_labels_builder_add (builder, key, name, rgba);
  }
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  numbered = cal_lut_attach (labels, volume, NULL);
  if (numbered == NULL)
    return g_object_ref (volume);
  cal_reading_remark (
      work->reading,
      "%s: whole numbers in patches are taken for %u regions; no table beside it names them", file,
      keys->len);
  return numbered;
}

/* A volume of whole numbers may have a table of names beside it. */
static CalVolume *
name_regions (CalReadWork *work, const char *path, CalVolume *volume)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  g_autofree char *table = NULL, *name = NULL, *table_name = NULL;
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (GError) error = NULL;
  CalVolume *named;

  if (desc->labels != NULL || desc->frames_in_file > 1 || desc->n_frames > 1)
    return g_object_ref (volume);
  name = g_filename_display_basename (path);
  labels = cal_lut_find (path, &table);
  if (labels == NULL)
    return number_regions (work, name, volume);
  table_name = g_filename_display_basename (table);
  named = cal_lut_attach (labels, volume, &error);
  cal_reading_remark (work->reading, "%s: names of regions %s %s", name,
                      named != NULL ? "from" : "not taken from", table_name);
  return named != NULL ? named : g_object_ref (volume);
}

/* Whether the file is of a layout, broken or whole; its datasets can still be opened by name. */
static gboolean
find_layout (CalReadWork *work, const char *source, CalLoaded *loaded)
{
  g_autoptr (GError) failure = NULL;
  CalFindings *findings = NULL;

  /* A dataset that was named is read as it is. */
  if (g_str_equal (source, cal_loaded_get_path (loaded)))
    findings = cal_layouts_find_in_file (loaded, work->job, &failure);
  if (failure != NULL)
    cal_reading_fail (work->reading, source, failure->message);
  if (findings != NULL) {
    cal_read_work_take_findings (work, source, findings);
    g_object_set_data (G_OBJECT (loaded), IS_TAKEN, GINT_TO_POINTER (TRUE));
    if (cal_loaded_get_datasets (loaded)->len > 0)
      g_ptr_array_add (work->reading->containers, g_object_ref (loaded));
  }
  return findings != NULL || failure != NULL;
}

/* Sorts what one file gave. Curvature waits with the vectors until every surface is known. */
static void
sort_objects (CalReadWork *work, const char *source, CalLoaded *loaded)
{
  GPtrArray *objects = cal_loaded_get_objects (loaded);
  GPtrArray *warnings = cal_loaded_get_warnings (loaded);
  g_autofree char *name = g_filename_display_basename (cal_loaded_get_path (loaded));
  GPtrArray *rdms;

  for (guint n = 0; n < warnings->len; n++)
    cal_reading_remark (work->reading, "%s: %s", name, (const char *) warnings->pdata[n]);
  if (find_layout (work, source, loaded))
    return;
  rdms = cal_rdm_file_find (source, loaded, work->reading->remarks, work->job);
  if (rdms != NULL) {
    g_ptr_array_extend_and_steal (work->reading->rdms, rdms);
    if (cal_loaded_get_datasets (loaded)->len == 0)
      return;
  }
  for (guint n = 0; n < objects->len; n++) {
    gpointer object = objects->pdata[n];

    if (CAL_IS_SURFACE (object))
      cal_assembly_add_surface (work->assembly, cal_loaded_get_path (loaded), object);
    else if (CAL_IS_VECTOR (object))
      add_loose (work, source, object);
    else if (CAL_IS_TABLE (object))
      cal_reading_add_table (work->reading, source, object);
    else if (CAL_IS_VOLUME (object)) {
      g_autoptr (CalVolume) volume = name_regions (work, source, object);

      g_ptr_array_add (work->volumes, g_object_ref (volume));
      cal_reading_add_item (work->reading, source, volume, NULL);
    } else if (CAL_IS_ARRAY (object)) {
      g_autofree char *shape = cal_array_dup_shape (object);
      g_autofree char *text = g_strdup_printf (
          "%s: an array of shape %s says neither where its values are nor how they "
          "lie in space; choose a part of one or two dimensions, or save it as "
          "NIfTI",
          source, shape);

      cal_reading_fail (work->reading, source, text);
    } else
      cal_reading_remark (work->reading, "%s: holds texts; nothing of it belongs on the brain",
                          name);
  }
  if (cal_loaded_get_datasets (loaded)->len > 0)
    g_ptr_array_add (work->reading->containers, g_object_ref (loaded));
}

/* Reads one file; what is wrong with it is kept as a failure, and the rest goes on. */
static gboolean
read_file (CalReadWork *work, const char *source, GError **error)
{
  g_autofree char *name = g_filename_display_basename (source);
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalLoaded) loaded = NULL;

  cal_job_report (work->job, 0.0, name);
  if (cal_picture_is (source)) {
    g_ptr_array_add (work->pictures, g_strdup (source));
    return TRUE;
  }
  loaded = cal_format_load_source (source, work->job, &failure);
  if (loaded != NULL)
    sort_objects (work, source, loaded);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  } else
    cal_reading_fail (work->reading, source, failure->message);
  return cal_job_check (work->job, error);
}

static gpointer
dup_path (gconstpointer path, gpointer data)
{
  return g_strdup (path);
}

static gboolean
read_folder (CalReadWork *work, const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CalFolder) folder = cal_folder_scan (path, work->job, &failure);
  GPtrArray *files, *findings, *left_alone;

  if (folder == NULL) {
    if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    cal_reading_fail (work->reading, NULL, failure->message);
    return TRUE;
  }
  files = cal_folder_get_files (folder);
  findings = cal_folder_get_findings (folder);
  left_alone = cal_folder_get_left_alone (folder);
  for (guint n = 0; n < findings->len; n++)
    cal_read_work_take_findings (work, path, findings->pdata[n]);
  g_ptr_array_set_free_func (findings, NULL);
  for (guint n = 0; n < files->len; n++)
    if (!read_file (work, files->pdata[n], error))
      return FALSE;
  g_ptr_array_extend (work->pictures, cal_folder_get_pictures (folder), (GCopyFunc) dup_path, NULL);
  g_ptr_array_extend (work->tables, cal_folder_get_tables (folder), (GCopyFunc) dup_path, NULL);
  for (guint n = 0; n < left_alone->len; n++)
    cal_reading_remark (work->reading, "left alone: %s", (const char *) left_alone->pdata[n]);
  return TRUE;
}

/**
 * cal_read_work_read_paths:
 *
 * Reads everything that the request names.
 *
 * Returns: FALSE with @error set if cancelled
 */
gboolean
cal_read_work_read_paths (CalReadWork *work, GError **error)
{
  for (char **path = work->request->paths; path != NULL && *path != NULL; path++) {
    gboolean is_folder = g_file_test (*path, G_FILE_TEST_IS_DIR);

    if (!(is_folder ? read_folder (work, *path, error) : read_file (work, *path, error)))
      return FALSE;
  }
  return TRUE;
}

static void
take_curvature_files (CalReadWork *work)
{
  for (guint n = 0; n < work->loose->len;) {
    CalLooseVector *loose = work->loose->pdata[n];

    if (cal_name_is_curvature (loose->source) &&
        cal_assembly_add_curvature (work->assembly, loose->source, loose->vector))
      g_ptr_array_remove_index (work->loose, n);
    else
      n++;
  }
}

/* pycortex keeps the curvature of both sides in one archive; positive is a gyrus there. */
static void
take_curvature_archives (CalReadWork *work)
{
  static const char *const sides[] = {"left", "right"};
  GPtrArray *containers = work->reading->containers;

  for (guint c = 0; c < containers->len;) {
    const char *path = cal_loaded_get_path (containers->pdata[c]);
    g_autofree char *name = g_filename_display_basename (path);
    guint n_taken = 0;

    for (guint s = 0; cal_name_is_curvature (path) && s < G_N_ELEMENTS (sides); s++) {
      g_autoptr (CalLoaded) loaded = cal_format_load (path, sides[s], work->job, NULL);
      GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

      if (objects != NULL && objects->len == 1 && CAL_IS_VECTOR (objects->pdata[0]))
        n_taken += cal_assembly_add_gyral_curvature (work->assembly, path, objects->pdata[0]);
    }
    if (n_taken > 0) {
      cal_reading_remark (work->reading, "%s: counts gyri as positive, as pycortex does", name);
      g_ptr_array_remove_index (containers, c);
    } else
      c++;
  }
}

/**
 * cal_read_work_take_curvature:
 *
 * Curvature becomes the underlay of its surfaces and leaves the list.
 */
void
cal_read_work_take_curvature (CalReadWork *work)
{
  take_curvature_files (work);
  take_curvature_archives (work);
}

/**
 * cal_read_work_read_datasets:
 *
 * Reads the datasets of containers that were opened as a whole: those of one dimension that some
 * rule binds. Larger ones are read when the person asks.
 *
 * Returns: FALSE with @error set if cancelled
 */
gboolean
cal_read_work_read_datasets (CalReadWork *work, const CalBindingContext *context, GError **error)
{
  GPtrArray *containers = work->reading->containers;

  for (guint c = 0; c < containers->len; c++) {
    CalLoaded *container = containers->pdata[c];
    GPtrArray *datasets = cal_loaded_get_datasets (container);
    const char *path = cal_loaded_get_path (container);
    g_autofree char *name = g_filename_display_basename (path);
    const char *first = NULL;
    guint n_datasets = 0, n_left = 0;

    if (cal_loaded_get_objects (container)->len > 0 ||
        g_object_get_data (G_OBJECT (container), IS_TAKEN) != NULL)
      continue;
    for (guint n = 0; n < datasets->len; n++) {
      const CalDataset *dataset = datasets->pdata[n];
      g_autofree char *source = g_strdup_printf ("%s:%s", path, dataset->path);
      g_autoptr (CalLoaded) loaded = NULL;

      if (dataset->is_attribute)
        continue;
      if (n_datasets++ == 0)
        first = dataset->path;
      if (dataset->n_dims != 1 || !dataset->is_numeric ||
          !cal_binding_fits_length (dataset->shape[0], context)) {
        n_left++;
        continue;
      }
      loaded = cal_format_load (path, dataset->path, work->job, NULL);
      if (loaded == NULL || cal_loaded_get_objects (loaded)->len != 1 ||
          !CAL_IS_VECTOR (cal_loaded_get_objects (loaded)->pdata[0])) {
        n_left++;
        continue;
      }
      add_loose (work, source, cal_loaded_get_objects (loaded)->pdata[0]);
      if (!cal_job_check (work->job, error))
        return FALSE;
    }
    if (n_left > 0)
      cal_reading_remark (work->reading,
                          "%s: %u of %u datasets were not read; choose one by name, as in %s:%s",
                          name, n_left, n_datasets, name, first);
  }
  return TRUE;
}
