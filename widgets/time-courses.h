/* time-courses.h - the courses in time of a place: measured, each repeat of it, and predicted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

/**
 * CalTimeCourse:
 * @series: whose rows were read
 * @values: a number a frame: of the place, or the mean of the region
 */
typedef struct {
  CalSeries *series;
  float *values;
} CalTimeCourse;

#define CAL_TYPE_TIME_COURSES (cal_time_courses_get_type ())
G_DECLARE_FINAL_TYPE (CalTimeCourses, cal_time_courses, CAL, TIME_COURSES, GObject)

CalJob *cal_time_courses_job_new (CalEncodingScene *encoding,
                                  CalSeries *main,
                                  gboolean of_region) G_GNUC_WARN_UNUSED_RESULT;

gsize cal_time_courses_get_n_frames (CalTimeCourses *self);
double cal_time_courses_get_step (CalTimeCourses *self);
guint cal_time_courses_get_n (CalTimeCourses *self);
const CalTimeCourse *cal_time_courses_get (CalTimeCourses *self, guint n);
const float *cal_time_courses_get_mean (CalTimeCourses *self);
double cal_time_courses_get_r (CalTimeCourses *self, gsize *n_frames);

G_END_DECLS
