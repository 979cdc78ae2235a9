/* stored-gzip.c - elements of a gzipped file, frame after frame.
 *
 * What lies before a frame has to be inflated to get at it. The file is left where it was, so
 * frames that are asked for in order cost no more than reading it once.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/buffer.h"
#include "io/gzip.h"
#include "io/stored-file.h"
#include "model/error.h"
#include "model/memory.h"

typedef struct {
  char *path;
  guint64 start;
  gboolean is_swapped;
  CalStoredShape shape;
  gsize frame_bytes;
  CalGzip *file;
  gsize next; /* frame in the file */
  guint8 *frame;
} Packed;

static gboolean
rewind_file (Packed *self, GError **error)
{
  g_clear_pointer (&self->file, cal_gzip_free);
  self->next = 0;
  self->file = cal_gzip_open (self->path, error);
  return self->file != NULL && cal_gzip_skip (self->file, self->start, error);
}

/* Inflates frame @n. */
static gboolean
read_frame (Packed *self, gsize n, CalJob *job, GError **error)
{
  if ((self->file == NULL || n < self->next) && !rewind_file (self, error))
    return FALSE;
  for (; self->next <= n; self->next++) {
    cal_job_report (job, 0.0, NULL);
    if (!cal_gzip_read (self->file, self->frame, self->frame_bytes, error)) {
      g_clear_pointer (&self->file, cal_gzip_free);
      return FALSE;
    }
  }
  if (self->is_swapped)
    cal_dtype_swap_bytes (self->shape.dtype, self->frame,
                          self->frame_bytes / cal_dtype_get_size (self->shape.dtype));
  return TRUE;
}

/* A box of the frame that was read. */
static void
copy_box (const Packed *self, const guint64 *start, const guint64 *count, guint8 *out)
{
  guint last = self->shape.n_dims - 1;
  gsize size = cal_dtype_get_size (self->shape.dtype), n_runs = 1;
  guint64 index[CAL_ARRAY_MAX_DIMS] = {0};

  for (guint d = 1; d < last; d++)
    n_runs *= count[d];
  for (gsize r = 0; r < n_runs; r++) {
    gsize at = 0;

    for (guint d = 1; d <= last; d++)
      at = at * self->shape.dims[d] + start[d] + (d < last ? index[d] : 0);
    memcpy (out + r * count[last] * size, self->frame + at * size, count[last] * size);
    for (guint d = last; d-- > 1 && ++index[d] == count[d];)
      index[d] = 0;
  }
}

static gboolean
read_box (gpointer data,
          const guint64 *start,
          const guint64 *count,
          guint8 *out,
          CalJob *job,
          GError **error)
{
  Packed *self = data;
  gsize bytes = cal_stored_shape_get_box_bytes (&self->shape, count) / MAX (count[0], 1);

  for (gsize f = 0; f < count[0]; f++) {
    if (!read_frame (self, start[0] + f, job, error))
      return FALSE;
    copy_box (self, start, count, out + f * bytes);
  }
  return TRUE;
}

static gboolean
read_lines (gpointer data,
            guint axis,
            const guint32 *lines,
            gsize n_lines,
            guint8 *out,
            CalJob *job,
            GError **error)
{
  Packed *self = data;
  gsize size = cal_dtype_get_size (self->shape.dtype), n_frames = self->shape.dims[0];

  if (axis != 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "lines along dimension %u of a gzipped file; expected them along its frames",
                 axis);
    return FALSE;
  }
  for (gsize f = 0; f < n_frames; f++) {
    if (!read_frame (self, f, job, error))
      return FALSE;
    for (gsize l = 0; l < n_lines; l++)
      memcpy (out + (l * n_frames + f) * size, self->frame + lines[l] * size, size);
  }
  return TRUE;
}

/**
 * cal_stored_gzip_open:
 * @start: where the elements begin in what is inflated
 * @is_swapped: they are of the other byte order
 * @self: its shape is known, the frames are its first dimension; gets the rest
 *
 * Returns: FALSE with CAL_ERROR_LIMIT if a frame does not fit in memory
 */
gboolean
cal_stored_gzip_open (
    const char *path, guint64 start, gboolean is_swapped, CalStoredFile *self, GError **error)
{
  Packed *packed = g_new0 (Packed, 1);

  packed->path = g_strdup (path);
  packed->start = start;
  packed->is_swapped = is_swapped;
  packed->frame_bytes = cal_dtype_get_size (self->shape.dtype);
  for (guint d = 1; d < self->shape.n_dims; d++)
    packed->frame_bytes = cal_size_times (packed->frame_bytes, self->shape.dims[d]);
  packed->frame = cal_buffer_new (packed->frame_bytes);
  if (packed->frame == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory for %" G_GSIZE_FORMAT " bytes",
                 path, packed->frame_bytes);
    return FALSE;
  }
  self->shape.is_packed = TRUE;
  packed->shape = self->shape;
  self->read_box = read_box;
  self->read_lines = read_lines;
  self->data = packed;
  return TRUE;
}
