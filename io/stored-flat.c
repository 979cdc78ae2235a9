/* stored-flat.c - elements that lie in a file as they are kept, one after the other.
 *
 * What lies near each other is read at once, and what was not asked for is left out: for a row of
 * each of ten thousand frames that is quicker than a read a number.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/stored-file.h"
#include "model/error.h"
#include "model/memory.h"

/* The most that is read at once, and the widest gap that is read over. */
#define SPAN_BYTES (256 * 1024)
#define GAP_BYTES 4096

typedef struct {
  int fd;
  guint64 start;
  gboolean is_swapped;
  gsize size; /* of an element */
  CalStoredShape shape;
  guint64 stride[CAL_ARRAY_MAX_DIMS]; /* bytes */
} Flat;

static gboolean
read_at (int fd, guint64 at, guint8 *out, gsize size, GError **error)
{
  gssize n;

  for (gsize done = 0; done < size; done += (gsize) n) {
    do
      n = pread (fd, out + done, size - done, (off_t) (at + done));
    while (n < 0 && errno == EINTR);
    if (n <= 0) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "ends after %" G_GUINT64_FORMAT " bytes",
                   at + done);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * cal_stored_gather:
 * @at: where in the file each of @n elements lies; those near each other are quickest if they
 *   ascend
 * @to: the place of each in @out, in bytes
 * @size: of an element, bytes
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if the file ends before
 */
gboolean
cal_stored_gather (
    int fd, const guint64 *at, const gsize *to, gsize n, gsize size, guint8 *out, GError **error)
{
  g_autofree guint8 *span = g_malloc (SPAN_BYTES);

  for (gsize first = 0, end; first < n; first = end) {
    guint64 low = at[first], high = low + size;

    for (end = first + 1; end < n && at[end] >= low && at[end] <= high + GAP_BYTES &&
                          at[end] + size <= low + SPAN_BYTES;
         end++)
      high = MAX (high, at[end] + size);
    if (!read_at (fd, low, span, high - low, error))
      return FALSE;
    for (gsize i = first; i < end; i++)
      memcpy (out + to[i], span + (at[i] - low), size);
  }
  return TRUE;
}

static void
finish (const Flat *self, guint8 *out, gsize n_elements)
{
  if (self->is_swapped)
    cal_dtype_swap_bytes (self->shape.dtype, out, n_elements);
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
  Flat *self = data;
  gsize length = self->shape.dims[axis];
  g_autofree guint64 *at = g_new (guint64, n_lines);
  g_autofree gsize *to = g_new (gsize, n_lines);

  for (gsize l = 0; l < n_lines; l++) {
    guint64 start[CAL_ARRAY_MAX_DIMS];

    cal_stored_shape_find_line (&self->shape, axis, lines[l], start);
    at[l] = self->start;
    to[l] = l * length * self->size;
    for (guint d = 0; d < self->shape.n_dims; d++)
      at[l] += start[d] * self->stride[d];
  }
  if (self->stride[axis] == self->size)
    for (gsize l = 0; l < n_lines; l++) {
      cal_job_report (job, (double) l / (double) n_lines, NULL);
      if (!read_at (self->fd, at[l], out + l * length * self->size, length * self->size, error))
        return FALSE;
    }
  else
    for (gsize i = 0; i < length; i++) {
      cal_job_report (job, (double) i / (double) length, NULL);
      if (!cal_stored_gather (self->fd, at, to, n_lines, self->size, out + i * self->size, error))
        return FALSE;
      for (gsize l = 0; l < n_lines; l++)
        at[l] += self->stride[axis];
    }
  finish (self, out, n_lines * length);
  return TRUE;
}

/* The elements along the last dimension, wherever they lie. */
static gboolean
read_run (Flat *self, guint64 at, gsize n, guint8 *out, GError **error)
{
  guint64 stride = self->stride[self->shape.n_dims - 1];
  g_autofree guint64 *places = NULL;
  g_autofree gsize *to = NULL;

  if (stride == self->size)
    return read_at (self->fd, at, out, n * self->size, error);
  places = g_new (guint64, n);
  to = g_new (gsize, n);
  for (gsize i = 0; i < n; i++) {
    places[i] = at + i * stride;
    to[i] = i * self->size;
  }
  return cal_stored_gather (self->fd, places, to, n, self->size, out, error);
}

static gboolean
read_box (gpointer data,
          const guint64 *start,
          const guint64 *count,
          guint8 *out,
          CalJob *job,
          GError **error)
{
  Flat *self = data;
  guint last = self->shape.n_dims - 1, n_outer = last;
  guint64 index[CAL_ARRAY_MAX_DIMS] = {0}, at;
  gsize run = count[last], n_runs = 1;

  /* Dimensions that are wanted whole, and lie one within the other, are one run. */
  while (n_outer > 0 && self->stride[n_outer - 1] == run * self->size &&
         count[n_outer] == self->shape.dims[n_outer])
    run *= count[--n_outer];
  for (guint d = 0; d < n_outer; d++)
    n_runs *= count[d];
  for (gsize r = 0; r < n_runs; r++, out += run * self->size) {
    at = self->start;
    for (guint d = 0; d <= last; d++)
      at += (start[d] + (d < n_outer ? index[d] : 0)) * self->stride[d];
    cal_job_report (job, (double) r / (double) n_runs, NULL);
    if (!(n_outer == last ? read_run (self, at, run, out, error)
                          : read_at (self->fd, at, out, run * self->size, error)))
      return FALSE;
    finish (self, out, run);
    for (guint d = n_outer; d-- > 0 && ++index[d] == count[d];)
      index[d] = 0;
  }
  return TRUE;
}

/**
 * cal_stored_flat_open:
 * @start: where in the file the elements begin
 * @is_swapped: they are of the other byte order
 * @is_fortran: the first dimension varies fastest
 * @self: its shape is known; gets the rest
 *
 * Returns: FALSE with @error set, CAL_ERROR_FORMAT if the file is too short
 */
gboolean
cal_stored_flat_open (const char *path,
                      guint64 start,
                      gboolean is_swapped,
                      gboolean is_fortran,
                      CalStoredFile *self,
                      GError **error)
{
  Flat *flat = g_new0 (Flat, 1);
  guint n_dims = self->shape.n_dims;
  struct stat status;
  gsize bytes;

  flat->start = start;
  flat->is_swapped = is_swapped;
  flat->shape = self->shape;
  flat->size = bytes = cal_dtype_get_size (self->shape.dtype);
  for (guint n = 0; n < n_dims; n++) {
    guint d = is_fortran ? n : n_dims - 1 - n;

    flat->stride[d] = bytes;
    bytes = cal_size_times (bytes, self->shape.dims[d]);
  }
  self->read_box = read_box;
  self->read_lines = read_lines;
  self->data = flat;
  flat->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (flat->fd < 0 || fstat (flat->fd, &status) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  if (bytes == G_MAXSIZE || start > (guint64) status.st_size ||
      bytes > (guint64) status.st_size - start) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" G_GUINT64_FORMAT " bytes; its header asks for %" G_GSIZE_FORMAT
                 " from byte %" G_GUINT64_FORMAT " on",
                 path, (guint64) status.st_size, bytes, start);
    return FALSE;
  }
  return TRUE;
}
