/* reading-stimuli.c - which pictures were shown, and the tables that tell of them or of RDMs.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/reading-private.h"
#include "io/format.h"

/* A single picture is an illustration, not a set of stimuli. */
#define FEWEST_PICTURES 2

static CalStimuli *
make_stimuli (const char *folder, GPtrArray *paths, GError **error)
{
  CalTextArrayBuilder *ids = cal_text_array_builder_new ();
  CalTextArrayBuilder *pictures = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) id_array = NULL;
  g_autoptr (CalTextArray) picture_array = NULL;
  g_autofree char *name = g_filename_display_basename (folder);
  gsize n = paths->len;

  for (guint p = 0; p < paths->len; p++) {
    g_autofree char *base = g_filename_display_basename (paths->pdata[p]);

    cal_text_array_builder_add (ids, base, -1);
    cal_text_array_builder_add (pictures, paths->pdata[p], -1);
  }
  id_array = cal_text_array_builder_end (ids, 1, &n, error);
  picture_array = cal_text_array_builder_end (pictures, 1, &n, error);
  if (id_array == NULL || picture_array == NULL)
    return NULL;
  return cal_stimuli_new (name, id_array, picture_array, NULL, error);
}

/**
 * cal_read_work_find_stimuli:
 *
 * Makes stimuli of the pictures that were found, a set for each folder.
 *
 * Returns: FALSE with @error set if they cannot be kept
 */
gboolean
cal_read_work_find_stimuli (CalReadWork *self, GError **error)
{
  g_autoptr (GHashTable) by_folder =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  for (guint n = 0; n < self->pictures->len; n++) {
    char *path = self->pictures->pdata[n];
    char *folder = g_path_get_dirname (path);
    GPtrArray *paths = g_hash_table_lookup (by_folder, folder);

    if (paths == NULL) {
      paths = g_ptr_array_new ();
      g_ptr_array_add (folders, folder);
      g_hash_table_insert (by_folder, folder, paths);
    } else {
      g_free (folder);
    }
    g_ptr_array_add (paths, path);
  }
  for (guint n = 0; n < folders->len; n++) {
    GPtrArray *paths = g_hash_table_lookup (by_folder, folders->pdata[n]);
    g_autofree char *name = g_filename_display_basename (folders->pdata[n]);
    CalStimuli *stimuli;

    if (paths->len < FEWEST_PICTURES) {
      cal_reading_remark (self->reading, "%s: one picture alone is left alone", name);
      continue;
    }
    if ((stimuli = make_stimuli (folders->pdata[n], paths, error)) == NULL)
      return FALSE;
    cal_reading_remark (self->reading, "%s: %u pictures are taken for stimuli", name, paths->len);
    g_ptr_array_add (self->reading->stimuli, stimuli);
  }
  return TRUE;
}

/* In the folder of @path, or in the one above. */
static gboolean
lies_near (const char *table, const char *path)
{
  g_autofree char *table_folder = g_path_get_dirname (table);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *above = g_path_get_dirname (folder);

  return g_str_equal (table_folder, folder) || g_str_equal (table_folder, above);
}

static gboolean
tells_of_something (CalReadWork *self, const char *table)
{
  for (guint n = 0; n < self->pictures->len; n++)
    if (lies_near (table, self->pictures->pdata[n]))
      return TRUE;
  for (guint n = 0; n < self->reading->rdms->len; n++) {
    const char *source = cal_rdm_get_desc (self->reading->rdms->pdata[n])->source;

    if (source != NULL && lies_near (table, source))
      return TRUE;
  }
  return FALSE;
}

/**
 * cal_read_work_read_tables:
 *
 * Reads the tables that were found beside, or a folder above, pictures and RDMs.
 *
 * Returns: FALSE with @error set if cancelled
 */
gboolean
cal_read_work_read_tables (CalReadWork *self, GError **error)
{
  for (guint t = 0; t < self->tables->len; t++) {
    const char *path = self->tables->pdata[t];
    g_autofree char *name = g_filename_display_basename (path);
    g_autoptr (CalLoaded) loaded = NULL;
    g_autoptr (GError) failure = NULL;

    if (!cal_job_check (self->job, error))
      return FALSE;
    if (!tells_of_something (self, path)) {
      cal_reading_remark (self->reading, "left alone: %s - read when named", name);
      continue;
    }
    loaded = cal_format_load (path, NULL, self->job, &failure);
    if (loaded == NULL)
      cal_reading_fail (self->reading, path, failure->message);
    for (guint n = 0; loaded != NULL && n < cal_loaded_get_objects (loaded)->len; n++)
      if (CAL_IS_TABLE (cal_loaded_get_objects (loaded)->pdata[n]))
        cal_reading_add_table (self->reading, path, cal_loaded_get_objects (loaded)->pdata[n]);
  }
  return TRUE;
}
