/* session-open.c - paths are read into the study: in a job, or on this thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/session-file.h"
#include "app/session/session-private.h"
#include "model/error.h"

static CalReadRequest *
new_request (CalSession *self, const char *const *paths, const char *const *binds)
{
  CalReadRequest *request = cal_read_request_new (paths, binds);

  for (guint n = 0; n < self->cortices->len; n++)
    g_ptr_array_add (request->cortices, g_object_ref (self->cortices->pdata[n]));
  for (guint n = 0; n < cal_scene_get_n_layers (self->scene); n++) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n);
    CalVolume *volume = cal_layer_get_volume (layer);

    /* What was computed of a mask's voxels is no mask of its own. */
    if (volume != NULL && cal_layer_get_source (layer) != NULL)
      g_ptr_array_add (request->volumes, g_object_ref (volume));
  }
  for (guint n = 0; n < self->index_files->len; n++)
    g_ptr_array_add (request->index_files, g_object_ref (self->index_files->pdata[n]));
  return request;
}

/**
 * cal_session_open_job:
 *
 * Returns: (transfer full): the job that reads @paths; run it, adopt what it offers and its result
 */
CalJob *
cal_session_open_job (CalSession *self, const char *const *paths, const char *const *binds)
{
  g_autofree char *name = g_filename_display_basename (paths[0]);
  g_autofree char *title = g_strdup_printf ("Reading %s", name);

  return cal_job_new (title, cal_reading_run, new_request (self, paths, binds),
                      (GDestroyNotify) cal_read_request_free);
}

/* Nothing came of the reading: says why. */
static void
complain (const char *const *paths, CalReading *reading, GError **error)
{
  GPtrArray *failures = cal_reading_get_failures (reading);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < failures->len; n++)
    g_string_append_printf (text, "%s%s", n > 0 ? "\n" : "", (const char *) failures->pdata[n]);
  if (text->len == 0) {
    g_autofree char *all = g_strjoinv (", ", (GStrv) paths);
    g_autofree char *names = g_filename_display_name (all);

    g_string_printf (text, "%s: there is nothing in it that can be shown", names);
  }
  g_set_error_literal (error, CAL_ERROR, CAL_ERROR_FORMAT, text->str);
}

static gboolean
open_paths (CalSession *self,
            const char *const *paths,
            const char *const *binds,
            CalJob *job,
            GError **error)
{
  g_autoptr (CalReadRequest) request = new_request (self, paths, binds);
  g_autoptr (GObject) reading = cal_reading_run (job, request, error);

  if (reading == NULL)
    return FALSE;
  if (cal_reading_is_empty (CAL_READING (reading))) {
    complain (paths, CAL_READING (reading), error);
    return FALSE;
  }
  cal_session_adopt (self, paths, binds, CAL_READING (reading));
  if (self->questions->len > 0) {
    g_autofree char *questions = cal_questions_dup_text (self->questions);

    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_BINDING, questions);
    return FALSE;
  }
  if (cal_session_is_empty (self)) {
    complain (paths, CAL_READING (reading), error);
    return FALSE;
  }
  return TRUE;
}

/* A session file names its own paths and answers; it does not name another session file. */
static gboolean
open_saved (CalSession *self, const char *path, CalJob *job, GError **error)
{
  g_autoptr (CalSavedSession) saved = cal_saved_session_load (path, self->allow_outside, error);

  if (saved == NULL)
    return FALSE;
  if (!open_paths (self, (const char *const *) saved->sources, (const char *const *) saved->binds,
                   job, error)) {
    for (guint n = 0; error != NULL && n < saved->remarks->len; n++)
      g_prefix_error (error, "%s\n", (const char *) saved->remarks->pdata[n]);
    return FALSE;
  }
  cal_saved_session_apply (saved, self);
  return TRUE;
}

/**
 * cal_session_open:
 * @paths: files and folders; or one session file, whose own answers then hold
 * @binds: (nullable): answers to questions, "NAME=KEY" or "KEY"
 * @job: (nullable)
 *
 * Opens on this thread, for those who have no loop.
 *
 * Returns: FALSE with @error set if nothing could be shown, or with CAL_ERROR_BINDING if a vector
 *   fits several places and @binds does not say which
 */
gboolean
cal_session_open (CalSession *self,
                  const char *const *paths,
                  const char *const *binds,
                  CalJob *job,
                  GError **error)
{
  if (cal_saved_session_is_path (paths[0]))
    return open_saved (self, paths[0], job, error);
  return open_paths (self, paths, binds, job, error);
}
