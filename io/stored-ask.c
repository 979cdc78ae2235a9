/* stored-ask.c - have the process that keeps a file open read pieces of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/stored-private.h"

#include <string.h>

#include "model/error.h"

/* They end by themselves when nobody has asked for a minute; before that they are not trusted to
 * be there. */
#define IDLE_USEC (50 * G_USEC_PER_SEC)

#define POLL_USEC 2000

/* Waits for another thread that reads the same array. */
gboolean
cal_stored_take_turn (CalStoredArray *self, CalJob *job, GError **error)
{
  while (!g_mutex_trylock (&self->lock)) {
    if (!cal_job_check (job, error))
      return FALSE;
    g_usleep (POLL_USEC);
  }
  return TRUE;
}

static gboolean
ensure_open (CalStoredArray *self, CalJob *job, GError **error)
{
  CalStoredShape shape = {0};
  gint64 idle = g_get_monotonic_time () - self->last_use;
  struct stat status;

  if (self->held != NULL && idle < IDLE_USEC && stat (self->path, &status) == 0 &&
      cal_stored_is_same_file (&status, &self->status) && cal_reader_held_is_alive (self->held))
    return TRUE;
  if (!cal_stored_open_file (self, &shape, job, error))
    return FALSE;
  if (memcmp (&shape, &self->shape, sizeof shape) == 0)
    return TRUE;
  cal_stored_close_file (self);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: has changed since it was opened; open it again", self->path);
  return FALSE;
}

/* Has @size bytes put into the window, or nothing if that is an answer. */
gboolean
cal_stored_ask_or_nothing (CalStoredArray *self,
                           GVariant *question,
                           gsize size,
                           gboolean *is_nothing,
                           CalJob *job,
                           GError **error)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (question);
  g_autoptr (GVariant) answer = NULL;
  guint64 given = G_MAXUINT64;

  if (!ensure_open (self, job, error))
    return FALSE;
  answer = cal_reader_held_ask (self->held, kept, job, error);
  self->last_use = g_get_monotonic_time ();
  if (answer != NULL && g_variant_is_of_type (answer, G_VARIANT_TYPE ("(t)")))
    g_variant_get (answer, "(t)", &given);
  if (is_nothing != NULL)
    *is_nothing = given == 0;
  if (answer != NULL && (given == size || (is_nothing != NULL && given == 0)))
    return TRUE;
  if (answer != NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader talks nonsense", self->path);
  cal_stored_close_file (self);
  return FALSE;
}

gboolean
cal_stored_ask (CalStoredArray *self, GVariant *question, gsize size, CalJob *job, GError **error)
{
  return cal_stored_ask_or_nothing (self, question, size, NULL, job, error);
}

GVariant *
cal_stored_numbers (const guint64 *values, guint n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, values, n, sizeof *values);
}

/* Has a box that fits put into the window. The lock is held. */
gboolean
cal_stored_ask_window (CalStoredArray *self,
                       const guint64 *start,
                       const guint64 *count,
                       gsize size,
                       CalJob *job,
                       GError **error)
{
  guint n_dims = self->shape.n_dims;

  return cal_stored_ask (self,
                         g_variant_new ("(@at@atu@au)", cal_stored_numbers (start, n_dims),
                                        cal_stored_numbers (count, n_dims), 0,
                                        g_variant_new_array (G_VARIANT_TYPE_UINT32, NULL, 0)),
                         size, job, error);
}

/* Reads elements as they are stored, a window after the other. The lock is held. */
gboolean
cal_stored_ask_box (CalStoredArray *self,
                    const guint64 *start,
                    const guint64 *count,
                    guint8 *out,
                    CalJob *job,
                    GError **error)
{
  guint n_dims = self->shape.n_dims, d = 0;
  gsize size = cal_stored_shape_get_box_bytes (&self->shape, count), row;
  guint64 part_start[CAL_ARRAY_MAX_DIMS], part_count[CAL_ARRAY_MAX_DIMS], n;

  if (!cal_job_check (job, error))
    return FALSE;
  if (size <= CAL_STORED_WINDOW_BYTES) {
    if (!cal_stored_ask_window (self, start, count, size, job, error))
      return FALSE;
    memcpy (out, self->window, size);
    return TRUE;
  }
  while (count[d] == 1)
    d++;
  row = size / count[d];
  n = MAX (CAL_STORED_WINDOW_BYTES / row, 1);
  memcpy (part_start, start, n_dims * sizeof *start);
  memcpy (part_count, count, n_dims * sizeof *count);
  for (guint64 done = 0; done < count[d]; done += n) {
    part_start[d] = start[d] + done;
    part_count[d] = MIN (n, count[d] - done);
    cal_job_report (job, (double) done / (double) count[d], NULL);
    if (!cal_stored_ask_box (self, part_start, part_count, out + done * row, job, error))
      return FALSE;
  }
  return TRUE;
}
