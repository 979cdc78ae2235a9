/* series-file.c - series and attention that stay in their file and are read when asked for.
 *
 * A series of moderate size is read whole when the first of it is wanted, and kept. A larger one is
 * a stored array (io/stored-array.h), if its file can be one; else the rows are read that were
 * asked for, those near each other at once.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/series-file.h"

#include <string.h>

#include "io/format-load.h"
#include "io/hdf5.h"
#include "io/stored-array.h"
#include "model/error.h"
#include "model/memory.h"

#define KEEP_BYTES (64u << 20)
#define BLOCK_BYTES (64u << 20)
/* Rows so near are read with what lies between: a chunk holds them all. */
#define NEAR_ROWS 64

/* A file that stays open, once it is needed. */
typedef struct {
  GMutex lock;
  CalStoredArray *array; /* (nullable) */
  gboolean was_tried;
} Stored;

/* NULL where the file cannot be read piece by piece. */
static CalStoredArray *
open_stored (Stored *self, const char *path, const char *dataset, CalJob *job)
{
  CalStoredArray *array;

  g_mutex_lock (&self->lock);
  if (!self->was_tried) {
    g_autoptr (GError) error = NULL;

    self->array = cal_stored_array_new (path, dataset[0] != '\0' ? dataset : NULL, job, &error);
    self->was_tried = !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  array = self->array;
  g_mutex_unlock (&self->lock);
  return array;
}

static void
clear_stored (Stored *self)
{
  g_clear_object (&self->array);
  g_mutex_clear (&self->lock);
}

typedef struct {
  char *path;
  char *dataset;
  gsize n_frames;
  gsize n_rows;
  CalSeriesFileFlags flags;
  Stored stored;
  GMutex lock;
  CalArray *whole; /* once it was read */
} SeriesFile;

static void
series_file_free (gpointer data)
{
  SeriesFile *self = data;

  g_free (self->path);
  g_free (self->dataset);
  g_clear_object (&self->whole);
  clear_stored (&self->stored);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Of a large series; NULL where there is none of its shape. */
static CalStoredArray *
find_stored (SeriesFile *self, guint *frame_axis, CalJob *job)
{
  CalStoredArray *array = open_stored (&self->stored, self->path, self->dataset, job);
  const CalStoredShape *shape = array != NULL ? cal_stored_array_get_shape (array) : NULL;

  *frame_axis = (self->flags & CAL_SERIES_FILE_ROWS_FIRST) != 0 ? 1 : 0;
  return shape != NULL && shape->n_dims == 2 && shape->dims[*frame_axis] == self->n_frames &&
                 shape->dims[1 - *frame_axis] == self->n_rows
             ? array
             : NULL;
}

/* Frames x rows of what is stored rows x frames. */
static CalArray *
turn (CalArray *stored, GError **error)
{
  const gsize dims[2] = {cal_array_get_dim (stored, 1), cal_array_get_dim (stored, 0)};
  float *values = cal_memory_allocate (cal_size_times (dims[0], dims[1]), sizeof *values, error);
  g_autoptr (GBytes) bytes = NULL;

  if (values == NULL)
    return NULL;
  for (gsize f = 0; f < dims[0]; f++)
    for (gsize r = 0; r < dims[1]; r++)
      values[f * dims[1] + r] = (float) cal_array_get_value (stored, r * dims[0] + f);
  bytes =
      g_bytes_new_take (values, cal_size_times (cal_size_times (dims[0], dims[1]), sizeof *values));
  return cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, error);
}

/* A part as it is stored; all of it where no part can be read alone. */
static CalArray *
read_stored (
    SeriesFile *self, const guint64 start[2], const guint64 count[2], CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = NULL;
  GPtrArray *objects;

  if ((self->flags & CAL_SERIES_FILE_AT_ONCE) == 0)
    return cal_hdf5_ask (self->path, self->dataset, start, count, error);
  loaded = cal_format_load (self->path, self->dataset, job, error);
  objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;
  if (loaded == NULL)
    return NULL;
  if (objects->len == 1 && CAL_IS_VECTOR (objects->pdata[0]))
    return g_object_ref (cal_vector_get_desc (objects->pdata[0])->values);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s holds no numbers in two dimensions",
               self->path, self->dataset);
  return NULL;
}

/* @n_frames frames of @n_rows rows. */
static CalArray *
read_part (SeriesFile *self,
           gsize frame,
           gsize n_frames,
           gsize row,
           gsize n_rows,
           CalJob *job,
           GError **error)
{
  gboolean is_turned = (self->flags & CAL_SERIES_FILE_ROWS_FIRST) != 0;
  const guint64 start[2] = {is_turned ? row : frame, is_turned ? frame : row},
                count[2] = {is_turned ? n_rows : n_frames, is_turned ? n_frames : n_rows};
  g_autoptr (CalArray) stored = NULL, part = NULL;

  if (!cal_job_check (job, error))
    return NULL;
  stored = read_stored (self, start, count, job, error);
  if (stored != NULL && is_turned && cal_array_get_n_dims (stored) == 2) {
    part = turn (stored, error);
    if (part == NULL)
      return NULL;
  } else
    part = g_steal_pointer (&stored);
  if (part == NULL ||
      (cal_array_get_n_dims (part) == 2 && cal_array_get_dim (part, 0) == n_frames &&
       cal_array_get_dim (part, 1) == n_rows))
    return g_steal_pointer (&part);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: %s is not of the shape any more that it had when it was opened", self->path,
               self->dataset);
  return NULL;
}

/* All of it, if that is not too much; NULL without @error if it is. */
static CalArray *
get_whole (SeriesFile *self, CalJob *job, GError **error)
{
  gsize size = cal_size_times (cal_size_times (self->n_frames, self->n_rows), sizeof (double));
  CalArray *whole;

  if (size > KEEP_BYTES && (self->flags & CAL_SERIES_FILE_AT_ONCE) == 0)
    return NULL;
  g_mutex_lock (&self->lock);
  if (self->whole == NULL)
    self->whole = read_part (self, 0, self->n_frames, 0, self->n_rows, job, error);
  whole = self->whole;
  g_mutex_unlock (&self->lock);
  return whole;
}

/* A row that was asked for, and which of those it was. */
typedef struct {
  guint32 row;
  gsize place;
} Wanted;

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  guint32 first = ((const Wanted *) a)->row, second = ((const Wanted *) b)->row;

  return (first > second) - (first < second);
}

/* How many of the rows, which ascend, are read together. */
static gsize
measure_block (SeriesFile *self, const Wanted *wanted, gsize n)
{
  gsize n_most = MAX (BLOCK_BYTES / cal_size_times (self->n_frames, sizeof (double)), 1),
        n_block = 1;

  while (n_block < n && wanted[n_block].row - wanted[n_block - 1].row <= NEAR_ROWS &&
         wanted[n_block].row - wanted[0].row < n_most)
    n_block++;
  return n_block;
}

static void
copy_rows (
    SeriesFile *self, CalArray *part, gsize first, const Wanted *wanted, gsize n, float *values)
{
  gsize n_columns = cal_array_get_dim (part, 1);

  for (gsize w = 0; w < n; w++)
    for (gsize f = 0; f < self->n_frames; f++)
      values[wanted[w].place * self->n_frames + f] =
          (float) cal_array_get_value (part, f * n_columns + wanted[w].row - first);
}

static gboolean
read_rows (
    gpointer data, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error)
{
  SeriesFile *self = data;
  g_autofree Wanted *wanted = g_new (Wanted, MAX (n_rows, 1));
  g_autoptr (GError) failure = NULL;
  CalArray *whole = get_whole (self, job, &failure);
  CalStoredArray *array;
  guint frame_axis;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (whole == NULL && (array = find_stored (self, &frame_axis, job)) != NULL)
    return cal_stored_array_read_lines (array, frame_axis, rows, n_rows, values, job, error);
  for (gsize r = 0; r < n_rows; r++)
    wanted[r] = (Wanted){rows[r], r};
  if (whole != NULL) {
    copy_rows (self, whole, 0, wanted, n_rows, values);
    return TRUE;
  }
  qsort (wanted, n_rows, sizeof *wanted, compare_wanted);
  for (gsize first = 0, n; first < n_rows; first += n) {
    g_autoptr (CalArray) part = NULL;
    gsize row = wanted[first].row;

    n = measure_block (self, wanted + first, n_rows - first);
    part =
        read_part (self, 0, self->n_frames, row, wanted[first + n - 1].row - row + 1, job, error);
    if (part == NULL)
      return FALSE;
    copy_rows (self, part, row, wanted + first, n, values);
  }
  return TRUE;
}

static gboolean
read_frame (gpointer data, gsize frame, float *values, CalJob *job, GError **error)
{
  SeriesFile *self = data;
  g_autoptr (GError) failure = NULL;
  CalArray *whole = get_whole (self, job, &failure);
  g_autoptr (CalArray) part = NULL;
  CalStoredArray *array;
  guint frame_axis;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (whole == NULL && (array = find_stored (self, &frame_axis, job)) != NULL)
    return cal_stored_array_read_slab (array, frame_axis, frame, values, job, error);
  if (whole == NULL && (part = read_part (self, frame, 1, 0, self->n_rows, job, error)) == NULL)
    return FALSE;
  for (gsize r = 0; r < self->n_rows; r++)
    values[r] = (float) (whole != NULL ? cal_array_get_value (whole, frame * self->n_rows + r)
                                       : cal_array_get_value (part, r));
  return TRUE;
}

/**
 * cal_series_file_new_as:
 * @path: of a container, or of a .npy file
 * @dataset: @n_frames x @n_rows numbers in it, or the other way round; "" of a .npy file
 *
 * Returns: where a #CalSeries reads its numbers; nothing is read yet
 */
CalSeriesSource
cal_series_file_new_as (
    const char *path, const char *dataset, gsize n_frames, gsize n_rows, CalSeriesFileFlags flags)
{
  SeriesFile *self = g_new0 (SeriesFile, 1);

  self->path = g_strdup (path);
  self->dataset = g_strdup (dataset);
  self->n_frames = n_frames;
  self->n_rows = n_rows;
  self->flags = flags;
  g_mutex_init (&self->stored.lock);
  g_mutex_init (&self->lock);
  return (CalSeriesSource){.read_rows = read_rows,
                           .read_frame = read_frame,
                           .data = self,
                           .free_data = series_file_free};
}

/**
 * cal_series_file_new:
 *
 * Returns: cal_series_file_new_as(), of frames x rows of which parts can be read
 */
CalSeriesSource
cal_series_file_new (const char *path, const char *dataset, gsize n_frames, gsize n_rows)
{
  return cal_series_file_new_as (path, dataset, n_frames, n_rows, CAL_SERIES_FILE_PLAIN);
}

typedef struct {
  char *path;
  char *dataset;
  gboolean has_runs;
  gsize n_weights;
  Stored stored;
} AttentionFile;

static void
attention_file_free (gpointer data)
{
  AttentionFile *self = data;

  g_free (self->path);
  g_free (self->dataset);
  clear_stored (&self->stored);
  g_free (self);
}

/* One sample of one run. */
static gboolean
read_box (
    CalStoredArray *array, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  const CalStoredShape *shape = cal_stored_array_get_shape (array);
  const guint64 start[CAL_ARRAY_MAX_DIMS] = {run, sample};
  guint64 count[CAL_ARRAY_MAX_DIMS] = {1, 1};

  for (guint d = 2; d < shape->n_dims; d++)
    count[d] = shape->dims[d];
  return cal_stored_array_read_box (array, start, count, weights, job, error);
}

/* The array, if a sample of it is as long as it should be. */
static CalStoredArray *
find_stored_samples (AttentionFile *self, CalJob *job)
{
  CalStoredArray *array = open_stored (&self->stored, self->path, self->dataset, job);
  const CalStoredShape *shape = array != NULL ? cal_stored_array_get_shape (array) : NULL;
  gsize n_weights = 1;

  for (guint d = self->has_runs ? 2 : 1; shape != NULL && d < shape->n_dims; d++)
    n_weights = cal_size_times (n_weights, shape->dims[d]);
  return shape != NULL && shape->n_dims > (self->has_runs ? 2u : 1u) && n_weights == self->n_weights
             ? array
             : NULL;
}

static gboolean
read_sample (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  AttentionFile *self = data;
  CalStoredArray *array = find_stored_samples (self, job);
  g_autofree char *part = self->has_runs
                              ? g_strdup_printf ("%s[%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT "]",
                                                 self->dataset, run, sample)
                              : g_strdup_printf ("%s[%" G_GSIZE_FORMAT "]", self->dataset, sample);
  g_autoptr (CalLoaded) loaded = NULL;
  GPtrArray *objects;
  CalArray *values = NULL;

  if (array != NULL)
    return self->has_runs ? read_box (array, run, sample, weights, job, error)
                          : cal_stored_array_read_slab (array, 0, sample, weights, job, error);
  loaded = cal_format_load_reported (self->path, part, job, NULL, error);
  objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;
  if (objects == NULL)
    return FALSE;
  if (objects->len == 1 && CAL_IS_ARRAY (objects->pdata[0]))
    values = objects->pdata[0];
  else if (objects->len == 1 && CAL_IS_VECTOR (objects->pdata[0]))
    values = cal_vector_get_desc (objects->pdata[0])->values;
  if (values == NULL || cal_array_get_n_elements (values) != self->n_weights) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %s does not hold %" G_GSIZE_FORMAT " weights", self->path, part,
                 self->n_weights);
    return FALSE;
  }
  cal_dtype_read_floats (cal_array_get_dtype (values),
                         g_bytes_get_data (cal_array_get_bytes (values), NULL), 0, self->n_weights,
                         1.0, 0.0, weights);
  return TRUE;
}

/**
 * cal_attention_file_new:
 * @path: of a container
 * @dataset: in it: samples x heads x queries x tokens, or samples x queries x tokens
 * @n_dims: five if runs come before samples
 * @n_weights: of a sample: heads x queries x tokens
 *
 * Returns: where a #CalAttention reads its weights, a sample at a time; nothing is read yet
 */
CalAttentionSource
cal_attention_file_new (const char *path, const char *dataset, guint n_dims, gsize n_weights)
{
  AttentionFile *self = g_new0 (AttentionFile, 1);

  self->path = g_strdup (path);
  self->dataset = g_strdup (dataset);
  self->has_runs = n_dims == 5;
  self->n_weights = n_weights;
  g_mutex_init (&self->stored.lock);
  return (CalAttentionSource){.read = read_sample, .data = self, .free_data = attention_file_free};
}
