/* stored-series.c - stored arrays as the frames of a series.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/stored-series.h"

#include <math.h>
#include <string.h>

#include "io/stored-file.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

typedef struct {
  GPtrArray *arrays;
  GPtrArray *frames; /* of each the array that gives a frame for less; the same if there is none */
  guint frame_axis;
  gsize n_frames;
  gsize n_rows;
  double scale;
  GBytes *valid;
  gboolean zero_is_no_data;
} Series;

static void
series_free (gpointer data)
{
  Series *self = data;

  g_ptr_array_unref (self->arrays);
  g_ptr_array_unref (self->frames);
  g_clear_pointer (&self->valid, g_bytes_unref);
  g_free (self);
}

static gsize
get_n_frames (const Series *self, guint array)
{
  return cal_stored_array_get_shape (self->arrays->pdata[array])->dims[self->frame_axis];
}

static gboolean
has_data (const Series *self, guint32 row, const float *line, gsize n)
{
  if (self->valid != NULL)
    return ((const guint8 *) g_bytes_get_data (self->valid, NULL))[row] != 0;
  if (!self->zero_is_no_data)
    return TRUE;
  for (gsize f = 0; f < n; f++)
    if (line[f] != 0.0f)
      return TRUE;
  return FALSE;
}

static float
scale (const Series *self, float value)
{
  return (float) ((double) value * self->scale);
}

static gboolean
read_rows (
    gpointer data, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error)
{
  const Series *self = data;
  gsize first = 0;

  for (guint a = 0; a < self->arrays->len; a++) {
    gsize n = get_n_frames (self, a);
    g_autofree float *lines =
        cal_memory_allocate (cal_size_times (n_rows, n), sizeof *lines, error);

    if (lines == NULL || !cal_stored_array_read_lines (self->arrays->pdata[a], self->frame_axis,
                                                       rows, n_rows, lines, job, error))
      return FALSE;
    for (gsize r = 0; r < n_rows; r++) {
      gboolean is_there = has_data (self, rows[r], lines + r * n, n);

      for (gsize f = 0; f < n; f++)
        values[r * self->n_frames + first + f] = is_there ? scale (self, lines[r * n + f]) : NAN;
    }
    first += n;
  }
  return TRUE;
}

static gboolean
read_frame (gpointer data, gsize frame, float *values, CalJob *job, GError **error)
{
  const Series *self = data;
  const guint8 *valid = self->valid != NULL ? g_bytes_get_data (self->valid, NULL) : NULL;
  guint a = 0;

  for (; frame >= get_n_frames (self, a); a++)
    frame -= get_n_frames (self, a);
  if (!cal_stored_array_read_slab (self->frames->pdata[a], self->frame_axis, frame, values, job,
                                   error))
    return FALSE;
  for (gsize r = 0; r < self->n_rows; r++)
    values[r] = (valid != NULL ? valid[r] == 0 : self->zero_is_no_data && values[r] == 0.0f)
                    ? NAN
                    : scale (self, values[r]);
  return TRUE;
}

static gboolean
is_alike (const CalStoredShape *a, const CalStoredShape *b, guint frame_axis)
{
  if (frame_axis >= a->n_dims || a->n_dims != b->n_dims)
    return FALSE;
  for (guint d = 0; d < a->n_dims; d++)
    if (d != frame_axis && a->dims[d] != b->dims[d])
      return FALSE;
  return TRUE;
}

static gboolean
check (const CalStoredSeries *desc, GError **error)
{
  const CalStoredShape *first = cal_stored_array_get_shape (desc->arrays[0]);

  for (guint a = 0; a < desc->n_arrays; a++) {
    const CalStoredShape *shape = cal_stored_array_get_shape (desc->arrays[a]);

    if (!is_alike (first, shape, desc->frame_axis)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: its places are not those of %s; expected the same grid",
                   cal_stored_array_get_path (desc->arrays[a]),
                   cal_stored_array_get_path (desc->arrays[0]));
      return FALSE;
    }
    if (desc->frames != NULL && desc->frames[a] != NULL) {
      const CalStoredShape *other = cal_stored_array_get_shape (desc->frames[a]);

      if (!is_alike (shape, other, desc->frame_axis) ||
          other->dims[desc->frame_axis] != shape->dims[desc->frame_axis]) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: another shape than %s beside it",
                     cal_stored_array_get_path (desc->frames[a]),
                     cal_stored_array_get_path (desc->arrays[a]));
        return FALSE;
      }
    }
  }
  return TRUE;
}

/* Of the array, or of the other one with the same numbers. */
static CalStoredArray *
choose_frames (const CalStoredSeries *desc, guint a)
{
  CalStoredArray *other = desc->frames != NULL ? desc->frames[a] : NULL;

  return other != NULL && cal_stored_array_get_slab_bytes (other, desc->frame_axis) <
                              cal_stored_array_get_slab_bytes (desc->arrays[a], desc->frame_axis)
             ? other
             : desc->arrays[a];
}

/**
 * cal_stored_series_make:
 * @desc: arrays are referenced
 * @source: (out caller-allocates): of the series, for cal_series_new_from_source()
 * @n_frames: (out): of all arrays
 * @n_rows: (out): of each
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if the arrays are of different shapes
 */
gboolean
cal_stored_series_make (const CalStoredSeries *desc,
                        CalSeriesSource *source,
                        gsize *n_frames,
                        gsize *n_rows,
                        GError **error)
{
  const CalStoredShape *shape = cal_stored_array_get_shape (desc->arrays[0]);
  guint64 most = 0;
  Series *self;

  if (!check (desc, error))
    return FALSE;
  *n_rows = cal_stored_shape_get_n_lines (shape, desc->frame_axis);
  if (*n_rows > G_MAXUINT32 || (desc->valid != NULL && g_bytes_get_size (desc->valid) != *n_rows)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %" N " places",
                 cal_stored_array_get_path (desc->arrays[0]), *n_rows);
    return FALSE;
  }
  self = g_new0 (Series, 1);
  self->arrays = g_ptr_array_new_with_free_func (g_object_unref);
  self->frames = g_ptr_array_new_with_free_func (g_object_unref);
  self->frame_axis = desc->frame_axis;
  self->n_rows = *n_rows;
  self->scale = desc->scale != 0.0 ? desc->scale : 1.0;
  self->valid = desc->valid != NULL ? g_bytes_ref (desc->valid) : NULL;
  self->zero_is_no_data = desc->zero_is_no_data;
  for (guint a = 0; a < desc->n_arrays; a++) {
    CalStoredArray *frames = choose_frames (desc, a);

    g_ptr_array_add (self->arrays, g_object_ref (desc->arrays[a]));
    g_ptr_array_add (self->frames, g_object_ref (frames));
    self->n_frames += get_n_frames (self, a);
    most = MAX (most, cal_stored_array_get_slab_bytes (frames, desc->frame_axis));
  }
  *n_frames = self->n_frames;
  *source = (CalSeriesSource){read_rows, read_frame, most, self, series_free};
  if (most <= cal_size_times (*n_rows, cal_dtype_get_size (shape->dtype)))
    source->frame_bytes = 0;
  return TRUE;
}
