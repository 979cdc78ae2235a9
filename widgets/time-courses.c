/* time-courses.c - the courses in time of a place: measured, each repeat of it, and predicted.
 *
 * Series of as many frames, the same step and the same unit as the main one, that have values at
 * the place, are courses of the same stimuli: measured ones are repeats, predicted ones are
 * compared with their mean.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/time-courses.h"

#include <math.h>

#include "analysis/score.h"

struct _CalTimeCourses {
  GObject parent_instance;

  gsize n_frames;
  double step_s;
  GArray *courses;
  float *mean;
  double r;
  gsize n_compared;
};

G_DEFINE_FINAL_TYPE (CalTimeCourses, cal_time_courses, G_TYPE_OBJECT)

static void
course_clear (gpointer data)
{
  CalTimeCourse *course = data;

  g_clear_object (&course->series);
  g_free (course->values);
}

static void
cal_time_courses_finalize (GObject *object)
{
  CalTimeCourses *self = CAL_TIME_COURSES (object);

  g_clear_pointer (&self->courses, g_array_unref);
  g_free (self->mean);
  G_OBJECT_CLASS (cal_time_courses_parent_class)->finalize (object);
}

static void
cal_time_courses_class_init (CalTimeCoursesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_time_courses_finalize;
}

static void
cal_time_courses_init (CalTimeCourses *self)
{
  self->courses = g_array_new (FALSE, TRUE, sizeof (CalTimeCourse));
  g_array_set_clear_func (self->courses, course_clear);
}

typedef struct {
  CalSeries *series;
  GArray *rows;
} Wanted;

static void
wanted_clear (gpointer data)
{
  Wanted *wanted = data;

  g_clear_object (&wanted->series);
  g_clear_pointer (&wanted->rows, g_array_unref);
}

static gboolean
is_alike (CalSeries *a, CalSeries *b)
{
  const CalSeriesDesc *x = cal_series_get_desc (a), *y = cal_series_get_desc (b);

  return x->axis == CAL_AXIS_TIME && y->axis == CAL_AXIS_TIME && x->n_frames == y->n_frames &&
         fabs (x->frame_step - y->frame_step) < 1e-6 && g_strcmp0 (x->unit, y->unit) == 0;
}

static gboolean
is_measured (CalSeries *series)
{
  return cal_series_get_desc (series)->role != CAL_SERIES_PREDICTED;
}

/* Mean of the measured courses, and its correlation with the first predicted one, over the frames
 * that both have. */
static void
conclude (CalTimeCourses *self)
{
  const CalTimeCourse *predicted = NULL;
  g_autofree double *x = g_new (double, self->n_frames);
  g_autofree double *y = g_new (double, self->n_frames);

  self->mean = g_new (float, self->n_frames);
  for (guint c = 0; c < self->courses->len && predicted == NULL; c++)
    if (!is_measured (g_array_index (self->courses, CalTimeCourse, c).series))
      predicted = &g_array_index (self->courses, CalTimeCourse, c);
  for (gsize f = 0; f < self->n_frames; f++) {
    double sum = 0.0;
    guint n = 0;

    for (guint c = 0; c < self->courses->len; c++) {
      const CalTimeCourse *course = &g_array_index (self->courses, CalTimeCourse, c);

      if (is_measured (course->series) && !isnan (course->values[f])) {
        sum += (double) course->values[f];
        n++;
      }
    }
    self->mean[f] = n > 0 ? (float) (sum / n) : NAN;
    if (predicted != NULL && n > 0 && !isnan (predicted->values[f])) {
      x[self->n_compared] = sum / n;
      y[self->n_compared++] = (double) predicted->values[f];
    }
  }
  self->r = cal_pearson (x, y, self->n_compared);
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  GArray *wanted = data;
  g_autoptr (CalTimeCourses) self = g_object_new (CAL_TYPE_TIME_COURSES, NULL);
  const CalSeriesDesc *desc = cal_series_get_desc (g_array_index (wanted, Wanted, 0).series);

  self->n_frames = desc->n_frames;
  self->step_s = desc->frame_step;
  for (guint n = 0; n < wanted->len; n++) {
    const Wanted *one = &g_array_index (wanted, Wanted, n);
    CalTimeCourse course = {g_object_ref (one->series), g_new (float, self->n_frames)};

    g_array_append_val (self->courses, course);
    if (!cal_series_read_mean (one->series, (const guint32 *) (gpointer) one->rows->data,
                               one->rows->len, course.values, job, error))
      return NULL;
  }
  conclude (self);
  return G_OBJECT (g_steal_pointer (&self));
}

/**
 * cal_time_courses_job_new:
 * @main: the series that the others are to be like
 * @of_region: the mean of the selected region; else the place at the cursor
 *
 * Returns: (transfer full) (nullable): a job that gives #CalTimeCourses; NULL if @main has no row
 *   there
 */
CalJob *
cal_time_courses_job_new (CalEncodingScene *encoding, CalSeries *main, gboolean of_region)
{
  GPtrArray *all = cal_encoding_scene_get_series (encoding);
  g_autoptr (GArray) wanted = g_array_new (FALSE, TRUE, sizeof (Wanted));
  gboolean has_main = FALSE;

  g_array_set_clear_func (wanted, wanted_clear);
  for (guint n = 0; n < all->len; n++) {
    CalSeries *series = all->pdata[n];
    Wanted one = {series, NULL};

    if (!is_alike (main, series))
      continue;
    one.rows =
        cal_encoding_scene_find_rows (encoding, cal_series_get_desc (series)->places, of_region);
    if (one.rows->len == 0) {
      g_array_unref (one.rows);
      continue;
    }
    g_object_ref (series);
    has_main |= series == main;
    g_array_append_val (wanted, one);
  }
  return has_main ? cal_job_new ("Reading the course in time", run, g_steal_pointer (&wanted),
                                 (GDestroyNotify) g_array_unref)
                  : NULL;
}

gsize
cal_time_courses_get_n_frames (CalTimeCourses *self)
{
  return self->n_frames;
}

/**
 * cal_time_courses_get_step:
 *
 * Returns: seconds from frame to frame; 0 if not known
 */
double
cal_time_courses_get_step (CalTimeCourses *self)
{
  return self->step_s;
}

guint
cal_time_courses_get_n (CalTimeCourses *self)
{
  return self->courses->len;
}

/**
 * cal_time_courses_get:
 *
 * Returns: (transfer none): one of the courses, measured or predicted
 */
const CalTimeCourse *
cal_time_courses_get (CalTimeCourses *self, guint n)
{
  return &g_array_index (self->courses, CalTimeCourse, n);
}

/**
 * cal_time_courses_get_mean:
 *
 * Returns: (transfer none): of the measured courses, a number a frame; NaN where none has data
 */
const float *
cal_time_courses_get_mean (CalTimeCourses *self)
{
  return self->mean;
}

/**
 * cal_time_courses_get_r:
 * @n_frames: (out): over how many frames
 *
 * Returns: Pearson's r of the first predicted course and the mean of the measured ones; NaN if
 *   there is no prediction or nothing varies
 */
double
cal_time_courses_get_r (CalTimeCourses *self, gsize *n_frames)
{
  *n_frames = self->n_compared;
  return self->n_compared > 1 ? self->r : (double) NAN;
}
