/* save-bundle.c - what was read as one bundle (docs/bundle.md).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/save-bundle.h"

#include "io/bundle-write.h"
#include "model/error.h"

/* A vector that nobody has said the place of is not guessed. */
static gboolean
check_questions (CalReading *self, GError **error)
{
  g_autofree char *questions = cal_questions_dup_text (cal_reading_get_questions (self));

  if (questions[0] != '\0')
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_BINDING, questions);
  return questions[0] == '\0';
}

/* One thing after the other; what a bundle cannot hold is said. */
static gboolean
add (CalBundleWriter *writer,
     gpointer object,
     guint *n_added,
     GPtrArray *remarks,
     CalJob *job,
     GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (cal_bundle_writer_add (writer, object, job, &failure)) {
    ++*n_added;
    return TRUE;
  }
  if (g_error_matches (failure, CAL_ERROR, CAL_ERROR_UNSUPPORTED)) {
    g_ptr_array_add (remarks, g_strdup_printf ("left out: %s", failure->message));
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * cal_reading_save_bundle:
 * @path: of the bundle; what is there is replaced once all is written
 * @remarks: (element-type utf8): gets a sentence for each thing that the bundle does not hold
 * @job: (nullable)
 *
 * Writes maps, volumes, series, captions, attention, pictures (as their paths), tables and RDMs.
 * Series and attention are read piece by piece. Surfaces stay where they are.
 *
 * Returns: FALSE with @error set if something is not bound, cannot be read or cannot be written
 */
gboolean
cal_reading_save_bundle (
    CalReading *self, const char *path, GPtrArray *remarks, CalJob *job, GError **error)
{
  GPtrArray *items = cal_reading_get_items (self);
  GPtrArray *lists[] = {cal_reading_get_findings (self), cal_reading_get_stimuli (self),
                        cal_reading_get_tables (self), cal_reading_get_rdms (self)};
  g_autoptr (CalBundleWriter) writer = NULL;
  guint n_added = 0;

  if (!check_questions (self, error))
    return FALSE;
  writer = cal_bundle_writer_new (path, error);
  if (writer == NULL)
    return FALSE;
  for (guint n = 0; n < items->len; n++)
    if (!add (writer, ((CalReadItem *) items->pdata[n])->data, &n_added, remarks, job, error))
      return FALSE;
  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint n = 0; n < lists[l]->len; n++)
      if (!add (writer, lists[l]->pdata[n], &n_added, remarks, job, error))
        return FALSE;
  if (cal_reading_get_cortices (self)->len > 0)
    g_ptr_array_add (remarks, g_strdup ("surfaces are not in the bundle: open them beside it"));
  if (n_added == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: there is nothing to put into it", path);
    return FALSE;
  }
  return cal_bundle_writer_commit (writer, error);
}
