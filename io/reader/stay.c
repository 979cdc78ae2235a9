/* stay.c - keep a file open for the parent process, and answer it piece by piece.
 *
 * Still one process a file: it hears of no other, and ends when nobody has asked for a while.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader/stay.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "io/reader-message.h"
#include "io/reader/file-limits.h"
#include "io/stored-file.h"
#include "model/error.h"
#include "model/memory.h"

/* Nobody has asked for so long: the file is closed. */
#define IDLE_S 60

/**
 * cal_stay_prepare:
 *
 * What has to be done before the process is shut in.
 */
void
cal_stay_prepare (int socket)
{
  const struct timeval idle = {IDLE_S, 0};

  setsockopt (socket, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
}

static GVariant *
describe (const CalStoredShape *shape)
{
  guint64 dims[CAL_ARRAY_MAX_DIMS], chunk[CAL_ARRAY_MAX_DIMS];

  for (guint d = 0; d < shape->n_dims; d++) {
    dims[d] = shape->dims[d];
    chunk[d] = shape->chunk[d];
  }
  return g_variant_new (
      "(u@at@atbdd)", (guint32) shape->dtype,
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, dims, shape->n_dims, sizeof *dims),
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, chunk, shape->n_dims, sizeof *chunk),
      shape->is_packed, shape->slope, shape->intercept);
}

static gboolean
check_size (gsize bytes, GError **error)
{
  if (bytes <= CAL_STORED_WINDOW_BYTES)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%" G_GSIZE_FORMAT
               " bytes asked for at once; expected no more than %" G_GSIZE_FORMAT,
               bytes, CAL_STORED_WINDOW_BYTES);
  return FALSE;
}

static gboolean
answer_box (const CalStoredFile *file,
            GVariant *start,
            GVariant *count,
            guint8 *out,
            gsize *n_bytes,
            CalJob *job,
            GError **error)
{
  gsize n_starts, n_counts;
  const guint64 *starts = g_variant_get_fixed_array (start, &n_starts, sizeof *starts);
  const guint64 *counts = g_variant_get_fixed_array (count, &n_counts, sizeof *counts);

  if (n_starts != file->shape.n_dims || n_counts != file->shape.n_dims) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "a box of %" G_GSIZE_FORMAT " dimensions of an array of %u", n_starts,
                 file->shape.n_dims);
    return FALSE;
  }
  if (!cal_stored_shape_check_box (&file->shape, starts, counts, error))
    return FALSE;
  *n_bytes = cal_stored_shape_get_box_bytes (&file->shape, counts);
  return check_size (*n_bytes, error) &&
         file->read_box (file->data, starts, counts, out, job, error);
}

static gboolean
answer_lines (const CalStoredFile *file,
              guint32 axis,
              const guint32 *lines,
              gsize n_lines,
              guint8 *out,
              gsize *n_bytes,
              CalJob *job,
              GError **error)
{
  gsize n_there = axis < file->shape.n_dims ? cal_stored_shape_get_n_lines (&file->shape, axis) : 0;

  for (gsize l = 0; l < n_lines; l++)
    if (lines[l] >= n_there) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "line %u along dimension %u; expected one of %" G_GSIZE_FORMAT, lines[l], axis,
                   n_there);
      return FALSE;
    }
  *n_bytes = cal_size_times (cal_size_times (n_lines, file->shape.dims[axis]),
                             cal_dtype_get_size (file->shape.dtype));
  return check_size (*n_bytes, error) &&
         file->read_lines (file->data, axis, lines, n_lines, out, job, error);
}

/* Whether elements are swapped, then a place a line; nothing if that is not to be had. */
static gsize
answer_places (const CalStoredFile *file, guint32 axis, guint8 *out, CalJob *job)
{
  guint64 *places = (guint64 *) (gpointer) out;
  gsize n_there = axis < file->shape.n_dims ? cal_stored_shape_get_n_lines (&file->shape, axis) : 0;

  if (file->find_lines == NULL || n_there == 0 ||
      n_there >= CAL_STORED_WINDOW_BYTES / sizeof *places ||
      !file->find_lines (file->data, axis, places + 1, job))
    return 0;
  places[0] = (guint64) file->is_swapped;
  return cal_size_times (n_there + 1, sizeof *places);
}

static gboolean
answer (int socket, const CalStoredFile *file, guint8 *out, CalJob *job, GError **error)
{
  g_auto (CalReaderMessage) message = {.fd = -1};
  g_autoptr (GVariant) start = NULL, count = NULL, line_numbers = NULL;
  const guint32 *lines;
  gsize n_lines, n_bytes = 0;
  guint32 axis;

  if (cal_reader_message_receive (socket, &message, 0) != CAL_READER_RECEIVED ||
      message.kind != CAL_READER_ASK)
    _exit (0);
  cal_limits_beat ();
  g_variant_get (message.content, "(@at@atu@au)", &start, &count, &axis, &line_numbers);
  lines = g_variant_get_fixed_array (line_numbers, &n_lines, sizeof *lines);
  if (n_lines == 0 && g_variant_n_children (start) == 0)
    n_bytes = answer_places (file, axis, out, job);
  else if (!(n_lines > 0 ? answer_lines (file, axis, lines, n_lines, out, &n_bytes, job, error)
                         : answer_box (file, start, count, out, &n_bytes, job, error)))
    return FALSE;
  return cal_reader_message_send (socket, CAL_READER_ANSWER,
                                  g_variant_new ("(t)", (guint64) n_bytes), -1);
}

/**
 * cal_stay:
 * @window: memory that the parent sees too, of CAL_STORED_WINDOW_BYTES
 *
 * Answers until something is wrong; ends the process when nobody asks.
 *
 * Returns: FALSE, with @error set
 */
gboolean
cal_stay (
    int socket, int window, const char *path, const char *dataset, CalJob *job, GError **error)
{
  CalStoredFile file;
  gpointer out = window >= 0 ? mmap (NULL, CAL_STORED_WINDOW_BYTES, PROT_READ | PROT_WRITE,
                                     MAP_SHARED, window, 0)
                             : MAP_FAILED;

  if (out == MAP_FAILED) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "no memory is shared with the reader");
    return FALSE;
  }
  if (!cal_stored_file_open (path, dataset, &file, job, error))
    return FALSE;
  cal_reader_message_send (socket, CAL_READER_STORED, describe (&file.shape), -1);
  while (answer (socket, &file, out, job, error))
    ;
  return FALSE;
}
