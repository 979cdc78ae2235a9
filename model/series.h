/* series.h - numbers of many frames at many places: responses to stimuli, predictions, weights of
 * features, time courses.
 *
 * Frames x rows, a row a place of the brain. They are in memory, or are read where they lie, in a
 * job, when someone asks: a row's frames, or a frame's rows, whichever is cheap. Immutable; reading
 * is safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/places.h"
#include "model/text-array.h"

G_BEGIN_DECLS

/**
 * CalSeriesRole:
 * @CAL_SERIES_MEASURED: responses, as the brain gave them
 * @CAL_SERIES_PREDICTED: responses, as a model predicts them
 * @CAL_SERIES_WEIGHTS: a model's weights
 * @CAL_SERIES_OTHER: projections, loadings
 */
typedef enum {
  CAL_SERIES_MEASURED,
  CAL_SERIES_PREDICTED,
  CAL_SERIES_WEIGHTS,
  CAL_SERIES_OTHER,
} CalSeriesRole;

/**
 * CalSeriesAxis:
 * @CAL_AXIS_STIMULI: a frame a stimulus (or a repeat of one)
 * @CAL_AXIS_FEATURES: a frame a feature of a model
 * @CAL_AXIS_CONDITIONS: a frame a condition or category
 * @CAL_AXIS_TIME: a frame a moment
 *
 * What follows along the frames.
 */
typedef enum {
  CAL_AXIS_STIMULI,
  CAL_AXIS_FEATURES,
  CAL_AXIS_CONDITIONS,
  CAL_AXIS_TIME,
} CalSeriesAxis;

/**
 * CalSeriesSource:
 * @read_rows: reads all frames of @n_rows rows: n_rows x n_frames floats
 * @read_frame: reads a frame: as many floats as there are rows
 * @frame_bytes: how much of the file must be read for a frame; 0 if that is no more than the frame
 * @data: handed to both; they may be called from any thread, also at once
 * @free_data: (nullable)
 *
 * Where numbers come from that are not in memory.
 */
typedef struct {
  gboolean (*read_rows) (
      gpointer data, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error);
  gboolean (*read_frame) (gpointer data, gsize frame, float *values, CalJob *job, GError **error);
  guint64 frame_bytes;
  gpointer data;
  GDestroyNotify free_data;
} CalSeriesSource;

/**
 * CalSeriesDesc:
 * @name: what the person calls it
 * @source: path, and dataset in it after a colon
 * @role: measured, predicted, weights
 * @axis: what the frames are
 * @n_frames: how many
 * @frame_ids: (nullable): a text a frame: the id of the stimulus, the name of the feature; the same
 *   id again is a repeat
 * @frame_step: seconds from frame to frame; 0 if not known
 * @places: of the rows
 * @unit: (nullable)
 * @statistic: (nullable)
 */
typedef struct {
  const char *name;
  const char *source;
  CalSeriesRole role;
  CalSeriesAxis axis;
  gsize n_frames;
  CalTextArray *frame_ids;
  double frame_step;
  CalPlaces *places;
  const char *unit;
  const char *statistic;
} CalSeriesDesc;

#define CAL_TYPE_SERIES (cal_series_get_type ())
G_DECLARE_FINAL_TYPE (CalSeries, cal_series, CAL, SERIES, GObject)

CalSeries *cal_series_new (const CalSeriesDesc *desc,
                           CalArray *values,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalSeries *cal_series_new_from_source (const CalSeriesDesc *desc,
                                       const CalSeriesSource *source,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalSeries *cal_series_new_from_data (GObject *data,
                                     CalSeriesRole role,
                                     CalSeriesAxis axis,
                                     CalTextArray *frame_ids) G_GNUC_WARN_UNUSED_RESULT;
CalSeries *
cal_series_join (CalSeries *left, CalSeries *right, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalSeriesDesc *cal_series_get_desc (CalSeries *self);
CalArray *cal_series_get_values (CalSeries *self);
guint64 cal_series_get_frame_bytes (CalSeries *self);
const char *cal_series_role_get_name (CalSeriesRole role);
const char *cal_series_axis_get_name (CalSeriesAxis axis);

gboolean cal_series_read_rows (
    CalSeries *self, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error);
gboolean cal_series_read_mean (
    CalSeries *self, const guint32 *rows, gsize n_rows, float *mean, CalJob *job, GError **error);
gboolean
cal_series_read_frame (CalSeries *self, gsize frame, float *values, CalJob *job, GError **error);

G_END_DECLS
