/* score-preference.c - which frame of a series is largest at each place: the layer it prefers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/winner.h"
#include "model/colormap.h"
#include "model/error.h"
#include "model/memory.h"
#include "widgets/score-curve.h"

struct _CalScorePreference {
  GObject parent_instance;

  CalSeries *series;
  CalArray *keys;
  CalLabels *labels;
  CalWinnerCounts counts;
  gsize n_places;
};

G_DEFINE_FINAL_TYPE (CalScorePreference, cal_score_preference, G_TYPE_OBJECT)

static void
cal_score_preference_finalize (GObject *object)
{
  CalScorePreference *self = CAL_SCORE_PREFERENCE (object);

  g_clear_object (&self->series);
  g_clear_object (&self->keys);
  g_clear_object (&self->labels);
  G_OBJECT_CLASS (cal_score_preference_parent_class)->finalize (object);
}

static void
cal_score_preference_class_init (CalScorePreferenceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_score_preference_finalize;
}

static void
cal_score_preference_init (CalScorePreference *self)
{
}

/* The first frame is dark, the last bright: the order is seen. */
static CalLabels *
new_labels (CalSeries *series)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  const CalColormap *colormap = cal_colormap_find ("viridis");
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();

  cal_labels_builder_add (builder, 0, "none", (float[]){0.0f, 0.0f, 0.0f, 0.0f});
  for (gsize f = 0; f < desc->n_frames; f++) {
    g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, f + 1);
    float rgba[4] = {0.0f, 0.0f, 0.0f, 1.0f};

    cal_colormap_look_up (colormap, (double) f / ((double) desc->n_frames - 1.0), rgba);
    cal_labels_builder_add (
        builder, (gint32) f + 1,
        desc->frame_ids != NULL ? cal_text_array_get (desc->frame_ids, f) : number, rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

/* n_frames maps of a number a place. */
static double **
read_frames (CalSeries *series, CalJob *job, GError **error)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  gsize n = cal_places_get_n_rows (desc->places);
  g_autofree float *frame = cal_memory_allocate (MAX (n, 1), sizeof *frame, error);
  double **maps = g_new0 (double *, desc->n_frames + 1);
  gboolean ok = frame != NULL;

  for (gsize f = 0; ok && f < desc->n_frames; f++) {
    maps[f] = cal_memory_allocate (MAX (n, 1), sizeof *maps[f], error);
    ok = maps[f] != NULL && cal_series_read_frame (series, f, frame, job, error) &&
         cal_job_check (job, error);
    for (gsize r = 0; ok && r < n; r++)
      maps[f][r] = (double) frame[r];
  }
  if (!ok)
    g_strfreev ((char **) maps);
  return ok ? maps : NULL;
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  CalSeries *series = data;
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  g_autoptr (CalScorePreference) self = g_object_new (CAL_TYPE_SCORE_PREFERENCE, NULL);
  double **maps;
  g_autofree gint32 *winners = NULL;
  g_autofree double *margins = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (desc->n_frames < 2 || desc->n_frames > CAL_SCORE_MOST_PREFERRED) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: %" G_GSIZE_FORMAT " frames; expected 2 to %d to tell which is preferred",
                 desc->name, desc->n_frames, CAL_SCORE_MOST_PREFERRED);
    return NULL;
  }
  maps = read_frames (series, job, error);
  if (maps == NULL)
    return NULL;
  self->series = g_object_ref (series);
  self->n_places = cal_places_get_n_rows (desc->places);
  winners = g_new (gint32, MAX (self->n_places, 1));
  margins = g_new (double, MAX (self->n_places, 1));
  self->counts = cal_winner_compute ((const double *const *) maps, (guint) desc->n_frames,
                                     self->n_places, winners, margins);
  g_strfreev ((char **) maps);
  for (gsize r = 0; r < self->n_places; r++)
    winners[r]++;
  bytes = g_bytes_new_take (g_steal_pointer (&winners), self->n_places * sizeof (gint32));
  self->keys = cal_array_new (CAL_DTYPE_INT32, 1, &self->n_places, bytes, error);
  self->labels = new_labels (series);
  return self->keys != NULL ? G_OBJECT (g_steal_pointer (&self)) : NULL;
}

/**
 * cal_score_preference_job_new:
 *
 * Returns: (transfer full): a job that gives a #CalScorePreference; it fails with
 *   CAL_ERROR_ARGUMENT if the series has one frame, or more than CAL_SCORE_MOST_PREFERRED
 */
CalJob *
cal_score_preference_job_new (CalSeries *series)
{
  return cal_job_new ("Finding the preferred frame", run, g_object_ref (series), g_object_unref);
}

/**
 * cal_score_preference_get_series:
 *
 * Returns: (transfer none): whose frames were compared
 */
CalSeries *
cal_score_preference_get_series (CalScorePreference *self)
{
  return self->series;
}

/**
 * cal_score_preference_get_keys:
 *
 * Returns: (transfer none): of each place the preferred frame, from 1; 0 where a frame has no data
 */
CalArray *
cal_score_preference_get_keys (CalScorePreference *self)
{
  return self->keys;
}

/**
 * cal_score_preference_get_labels:
 *
 * Returns: (transfer none): the frames' names, in colours that follow their order
 */
CalLabels *
cal_score_preference_get_labels (CalScorePreference *self)
{
  return self->labels;
}

/**
 * cal_score_preference_dup_note:
 *
 * Returns: (transfer full): how many places have no or several preferred frames
 */
char *
cal_score_preference_dup_note (CalScorePreference *self)
{
  return g_strdup_printf (
      "largest frame of “%s” at %" G_GSIZE_FORMAT " places · %" G_GSIZE_FORMAT
      " left out without data in a frame · %" G_GSIZE_FORMAT " tied, the first counts",
      cal_series_get_desc (self->series)->name, self->n_places - self->counts.n_none,
      self->counts.n_none, self->counts.n_tied);
}
