/* series-join.c - two halves of the brain as one series, each read where it lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/error.h"
#include "model/series.h"

#define N G_GSIZE_FORMAT

typedef struct {
  CalSeries *halves[2];
  gsize n_left;
} Halves;

static void
halves_free (gpointer data)
{
  Halves *self = data;

  g_clear_object (&self->halves[0]);
  g_clear_object (&self->halves[1]);
  g_free (self);
}

/* Runs of rows of one half are read together: rows that ascend make two runs. */
static gboolean
read_rows (
    gpointer data, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error)
{
  const Halves *self = data;
  gsize n_frames = cal_series_get_desc (self->halves[0])->n_frames;
  g_autofree guint32 *own = g_new (guint32, n_rows);

  for (gsize first = 0, end; first < n_rows; first = end) {
    guint half = rows[first] >= self->n_left;

    for (end = first; end < n_rows && (rows[end] >= self->n_left) == half; end++)
      own[end] = rows[end] - (half ? (guint32) self->n_left : 0);
    if (!cal_series_read_rows (self->halves[half], own + first, end - first,
                               values + first * n_frames, job, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_frame (gpointer data, gsize frame, float *values, CalJob *job, GError **error)
{
  const Halves *self = data;

  return cal_series_read_frame (self->halves[0], frame, values, job, error) &&
         cal_series_read_frame (self->halves[1], frame, values + self->n_left, job, error);
}

/**
 * cal_series_join:
 * @left: of some places
 * @right: of other places of the same brain, with the same frames
 *
 * Returns: (transfer full): both, the left rows first; NULL with CAL_ERROR_BINDING if they are no
 *   two halves
 */
CalSeries *
cal_series_join (CalSeries *left, CalSeries *right, GError **error)
{
  const CalSeriesDesc *l = cal_series_get_desc (left), *r = cal_series_get_desc (right);
  g_autoptr (CalPlaces) places = NULL;
  CalSeriesDesc desc = *l;
  Halves *halves;

  if (l->n_frames != r->n_frames || l->role != r->role || l->axis != r->axis) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: %" N " frames on the left, %" N " on the right; expected as many", l->name,
                 l->n_frames, r->n_frames);
    return NULL;
  }
  places = cal_places_join (l->places, r->places, error);
  if (places == NULL)
    return NULL;
  desc.places = places;
  halves = g_new0 (Halves, 1);
  halves->halves[0] = g_object_ref (left);
  halves->halves[1] = g_object_ref (right);
  halves->n_left = cal_places_get_n_rows (l->places);
  return cal_series_new_from_source (
      &desc,
      &(CalSeriesSource){read_rows, read_frame,
                         cal_series_get_frame_bytes (left) + cal_series_get_frame_bytes (right),
                         halves, halves_free},
      error);
}
