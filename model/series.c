/* series.c - numbers of many frames at many places.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/series.h"

#include <math.h>
#include <string.h>

#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

/* Rows that are read at once for a mean. */
#define MEAN_BLOCK_BYTES (16u << 20)

struct _CalSeries {
  GObject parent_instance;

  CalSeriesDesc desc;
  CalArray *values; /* or else: */
  CalSeriesSource source;
};

G_DEFINE_FINAL_TYPE (CalSeries, cal_series, G_TYPE_OBJECT)

static void
cal_series_finalize (GObject *object)
{
  CalSeries *self = CAL_SERIES (object);

  g_clear_pointer ((char **) &self->desc.name, g_free);
  g_clear_pointer ((char **) &self->desc.source, g_free);
  g_clear_pointer ((char **) &self->desc.unit, g_free);
  g_clear_pointer ((char **) &self->desc.statistic, g_free);
  g_clear_object (&self->desc.frame_ids);
  g_clear_object (&self->desc.places);
  g_clear_object (&self->values);
  if (self->source.free_data != NULL)
    self->source.free_data (self->source.data);
  G_OBJECT_CLASS (cal_series_parent_class)->finalize (object);
}

static void
cal_series_class_init (CalSeriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_series_finalize;
}

static void
cal_series_init (CalSeries *self)
{
}

static CalSeries *
new_without_values (const CalSeriesDesc *desc, GError **error)
{
  CalSeries *self;

  if (desc->n_frames == 0 || cal_places_get_n_rows (desc->places) == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " frames of %" N " rows; expected at least one of each", desc->name,
                 desc->n_frames, cal_places_get_n_rows (desc->places));
    return NULL;
  }
  if (desc->frame_ids != NULL && cal_text_array_get_n (desc->frame_ids) != desc->n_frames) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " names for %" N " frames; expected as many", desc->name,
                 cal_text_array_get_n (desc->frame_ids), desc->n_frames);
    return NULL;
  }
  self = g_object_new (CAL_TYPE_SERIES, NULL);
  self->desc = *desc;
  self->desc.name = g_strdup (desc->name);
  self->desc.source = g_strdup (desc->source);
  self->desc.unit = g_strdup (desc->unit);
  self->desc.statistic = g_strdup (desc->statistic);
  g_object_ref (desc->places);
  if (desc->frame_ids != NULL)
    g_object_ref (desc->frame_ids);
  return self;
}

/**
 * cal_series_new:
 * @desc: everything is copied or referenced
 * @values: n_frames x n_rows, of any numeric type
 *
 * Returns: (transfer full): the series, in memory; NULL with CAL_ERROR_FORMAT if the lengths do not
 *   agree
 */
CalSeries *
cal_series_new (const CalSeriesDesc *desc, CalArray *values, GError **error)
{
  gsize n_rows = cal_places_get_n_rows (desc->places);
  CalSeries *self;

  if (cal_array_get_n_dims (values) != 2 || cal_array_get_dim (values, 0) != desc->n_frames ||
      cal_array_get_dim (values, 1) != n_rows) {
    g_autofree char *shape = cal_array_dup_shape (values);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: shape %s; expected %" N " x %" N,
                 desc->name, shape, desc->n_frames, n_rows);
    return NULL;
  }
  self = new_without_values (desc, error);
  if (self != NULL)
    self->values = g_object_ref (values);
  return self;
}

/**
 * cal_series_new_from_source:
 * @desc: everything is copied or referenced
 * @source: is taken over, also where NULL is returned
 *
 * Returns: (transfer full): a series that is read where it lies; NULL with CAL_ERROR_FORMAT if it
 *   is empty or its names are too few
 */
CalSeries *
cal_series_new_from_source (const CalSeriesDesc *desc,
                            const CalSeriesSource *source,
                            GError **error)
{
  CalSeries *self = new_without_values (desc, error);

  if (self != NULL)
    self->source = *source;
  else if (source->free_data != NULL)
    source->free_data (source->data);
  return self;
}

const CalSeriesDesc *
cal_series_get_desc (CalSeries *self)
{
  return &self->desc;
}

/**
 * cal_series_get_values:
 *
 * Returns: (transfer none) (nullable): n_frames x n_rows if they are in memory
 */
CalArray *
cal_series_get_values (CalSeries *self)
{
  return self->values;
}

/**
 * cal_series_get_frame_bytes:
 *
 * Returns: how much of a file is read for one frame: ask before reading a gigabyte; 0 if no more
 *   than the frame
 */
guint64
cal_series_get_frame_bytes (CalSeries *self)
{
  return self->values != NULL ? 0 : self->source.frame_bytes;
}

const char *
cal_series_role_get_name (CalSeriesRole role)
{
  static const char *const names[] = {"measured", "predicted", "weights", "other"};

  return names[role];
}

const char *
cal_series_axis_get_name (CalSeriesAxis axis)
{
  static const char *const names[] = {"stimuli", "features", "conditions", "time"};

  return names[axis];
}

static gboolean
check_rows (CalSeries *self, const guint32 *rows, gsize n_rows, GError **error)
{
  for (gsize r = 0; r < n_rows; r++)
    if (rows[r] >= cal_places_get_n_rows (self->desc.places)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: row %u of %" N, self->desc.name,
                   rows[r], cal_places_get_n_rows (self->desc.places));
      return FALSE;
    }
  return TRUE;
}

/**
 * cal_series_read_rows:
 * @rows: ascending is quickest
 * @values: (out caller-allocates): n_rows x n_frames; NaN where there is no data
 * @job: (nullable)
 *
 * All frames of some rows: a voxel's responses. From any thread; slow where the series lies in a
 * file.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_series_read_rows (
    CalSeries *self, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error)
{
  gsize n_frames = self->desc.n_frames, n_all = cal_places_get_n_rows (self->desc.places);

  if (!check_rows (self, rows, n_rows, error))
    return FALSE;
  if (self->values == NULL)
    return self->source.read_rows (self->source.data, rows, n_rows, values, job, error);
  for (gsize r = 0; r < n_rows; r++)
    for (gsize f = 0; f < n_frames; f++)
      values[r * n_frames + f] = (float) cal_array_get_value (self->values, f * n_all + rows[r]);
  return TRUE;
}

/**
 * cal_series_read_mean:
 * @rows: of a region
 * @mean: (out caller-allocates): n_frames: the mean of the rows that have data in that frame; NaN
 *   where none has
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_series_read_mean (
    CalSeries *self, const guint32 *rows, gsize n_rows, float *mean, CalJob *job, GError **error)
{
  gsize n_frames = self->desc.n_frames;
  gsize n_block = CLAMP (MEAN_BLOCK_BYTES / (n_frames * sizeof (float)), 1, MAX (n_rows, 1));
  g_autofree float *block = cal_memory_allocate (n_block * n_frames, sizeof *block, error);
  g_autofree double *sum = g_new0 (double, n_frames);
  g_autofree gsize *n = g_new0 (gsize, n_frames);

  if (block == NULL)
    return FALSE;
  for (gsize first = 0; first < n_rows; first += n_block) {
    gsize n_read = MIN (n_block, n_rows - first);

    if (!cal_job_check (job, error) ||
        !cal_series_read_rows (self, rows + first, n_read, block, job, error))
      return FALSE;
    for (gsize v = 0; v < n_read * n_frames; v++)
      if (!isnan (block[v])) {
        sum[v % n_frames] += (double) block[v];
        n[v % n_frames]++;
      }
  }
  for (gsize f = 0; f < n_frames; f++)
    mean[f] = n[f] > 0 ? (float) (sum[f] / (double) n[f]) : NAN;
  return TRUE;
}

/**
 * cal_series_read_frame:
 * @values: (out caller-allocates): a number a row
 * @job: (nullable)
 *
 * From any thread; see cal_series_get_frame_bytes().
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_series_read_frame (CalSeries *self, gsize frame, float *values, CalJob *job, GError **error)
{
  gsize n_rows = cal_places_get_n_rows (self->desc.places);

  if (frame >= self->desc.n_frames) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: frame %" N " of %" N, self->desc.name,
                 frame, self->desc.n_frames);
    return FALSE;
  }
  if (self->values == NULL)
    return self->source.read_frame (self->source.data, frame, values, job, error);
  cal_dtype_read_floats (cal_array_get_dtype (self->values),
                         g_bytes_get_data (cal_array_get_bytes (self->values), NULL),
                         frame * n_rows, n_rows, 1.0, 0.0, values);
  return TRUE;
}
