/* score-curve.c - a score along the frames of a series: of a place, and of a region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/score-curve.h"

#include <math.h>

#include "model/memory.h"

struct _CalScoreCurve {
  GObject parent_instance;

  CalSeries *series;
  CalScoreCurveFigures place;
  CalScoreCurveFigures region;
};

G_DEFINE_FINAL_TYPE (CalScoreCurve, cal_score_curve, G_TYPE_OBJECT)

static void
clear_figures (CalScoreCurveFigures *figures)
{
  g_free (figures->means);
  g_free (figures->errors);
  g_free (figures->counts);
}

static void
cal_score_curve_finalize (GObject *object)
{
  CalScoreCurve *self = CAL_SCORE_CURVE (object);

  g_clear_object (&self->series);
  clear_figures (&self->place);
  clear_figures (&self->region);
  G_OBJECT_CLASS (cal_score_curve_parent_class)->finalize (object);
}

static void
cal_score_curve_class_init (CalScoreCurveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_score_curve_finalize;
}

static void
cal_score_curve_init (CalScoreCurve *self)
{
}

typedef struct {
  CalSeries *series;
  GArray *place;
  GArray *region;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->series);
  g_array_unref (input->place);
  g_array_unref (input->region);
  g_free (input);
}

/* Mean and standard error of every frame over the rows. */
static gboolean
compute (CalScoreCurveFigures *figures,
         CalSeries *series,
         const GArray *rows,
         CalJob *job,
         GError **error)
{
  gsize n_frames = cal_series_get_desc (series)->n_frames;
  g_autofree float *values =
      cal_memory_allocate (cal_size_times (n_frames, MAX (rows->len, 1)), sizeof *values, error);

  if (values == NULL || !cal_series_read_rows (series, (const guint32 *) (gpointer) rows->data,
                                               rows->len, values, job, error))
    return FALSE;
  figures->n_frames = n_frames;
  figures->means = g_new (double, n_frames);
  figures->errors = g_new (double, n_frames);
  figures->counts = g_new0 (gsize, n_frames);
  for (gsize f = 0; f < n_frames; f++) {
    double sum = 0.0, squares = 0.0, n;

    for (guint r = 0; r < rows->len; r++)
      if (isfinite (values[r * n_frames + f])) {
        sum += (double) values[r * n_frames + f];
        figures->counts[f]++;
      }
    n = (double) figures->counts[f];
    figures->means[f] = n > 0.0 ? sum / n : (double) NAN;
    for (guint r = 0; r < rows->len; r++)
      if (isfinite (values[r * n_frames + f]))
        squares += pow ((double) values[r * n_frames + f] - figures->means[f], 2.0);
    figures->errors[f] = n > 1.0 ? sqrt (squares / (n - 1.0) / n) : (double) NAN;
  }
  return TRUE;
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  const Input *input = data;
  g_autoptr (CalScoreCurve) self = g_object_new (CAL_TYPE_SCORE_CURVE, NULL);

  self->series = g_object_ref (input->series);
  if ((input->place->len > 0 && !compute (&self->place, input->series, input->place, job, error)) ||
      (input->region->len > 0 &&
       !compute (&self->region, input->series, input->region, job, error)))
    return NULL;
  return G_OBJECT (g_steal_pointer (&self));
}

/**
 * cal_score_curve_job_new:
 * @place: (element-type guint32): the row of a place, or none
 * @region: (element-type guint32): the rows of a region, or none
 *
 * Returns: (transfer full): a job that gives a #CalScoreCurve
 */
CalJob *
cal_score_curve_job_new (CalSeries *series, GArray *place, GArray *region)
{
  Input *input = g_new (Input, 1);

  *input = (Input){g_object_ref (series), g_array_ref (place), g_array_ref (region)};
  return cal_job_new ("Reading the curve", run, input, input_free);
}

/**
 * cal_score_curve_get_series:
 *
 * Returns: (transfer none): along whose frames it is
 */
CalSeries *
cal_score_curve_get_series (CalScoreCurve *self)
{
  return self->series;
}

/**
 * cal_score_curve_get_place:
 *
 * Returns: (transfer none): of the place; without frames if there was none
 */
const CalScoreCurveFigures *
cal_score_curve_get_place (CalScoreCurve *self)
{
  return &self->place;
}

/**
 * cal_score_curve_get_region:
 *
 * Returns: (transfer none): of the region; without frames if there was none
 */
const CalScoreCurveFigures *
cal_score_curve_get_region (CalScoreCurve *self)
{
  return &self->region;
}

/**
 * cal_score_curve_find_positions:
 * @positions: (out caller-allocates): a number a frame: what its name says, or its place in the
 *   series, from 1
 *
 * Returns: whether the names are numbers
 */
gboolean
cal_score_curve_find_positions (CalSeries *series, double *positions)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  gboolean are_numbers = desc->frame_ids != NULL;

  for (gsize f = 0; are_numbers && f < desc->n_frames; f++) {
    char *end = NULL, *name = g_strdup (cal_text_array_get (desc->frame_ids, f));

    g_strstrip (name);
    positions[f] = g_ascii_strtod (name, &end);
    are_numbers = end != name && *end == '\0' && isfinite (positions[f]);
    g_free (name);
  }
  for (gsize f = 0; !are_numbers && f < desc->n_frames; f++)
    positions[f] = (double) f + 1.0;
  return are_numbers;
}
