/* stored-lines.c - all frames of some voxels: lines of a stored array.
 *
 * The process that keeps the file open is asked for the first of them. Who wants more asks it where
 * all lines lie, if each lies in the file as it is kept, and reads them from there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <fcntl.h>
#include <unistd.h>

#include "io/stored-private.h"
#include "model/error.h"
#include "model/memory.h"

/* Who has asked for so many lines will ask for more: their places are asked for then. */
#define MANY_LINES 64

typedef struct {
  CalStoredArray *array;
  guint axis;
  gsize length;
  gsize bytes; /* of a line */
  float *values;
} Lines;

/* A line of its own, a window after the other. */
static gboolean
ask_long_line (const Lines *lines, guint32 line, guint8 *out, CalJob *job, GError **error)
{
  const CalStoredShape *shape = &lines->array->shape;
  guint64 start[CAL_ARRAY_MAX_DIMS], count[CAL_ARRAY_MAX_DIMS];

  cal_stored_shape_find_line (shape, lines->axis, line, start);
  for (guint d = 0; d < shape->n_dims; d++)
    count[d] = d == lines->axis ? shape->dims[d] : 1;
  return cal_stored_ask_box (lines->array, start, count, out, job, error);
}

/* Reads lines that are not kept: where[n] is the place of the n-th among the values. */
static gboolean
read_missing (const Lines *lines,
              const guint32 *missing,
              const gsize *where,
              gsize n_missing,
              CalJob *job,
              GError **error)
{
  CalStoredArray *self = lines->array;
  g_autofree guint8 *long_line = NULL;
  const guint8 *elements = NULL;

  if (lines->bytes > CAL_STORED_WINDOW_BYTES) {
    long_line = cal_memory_allocate (lines->bytes, 1, error);
    elements = long_line;
    if (long_line == NULL || !ask_long_line (lines, missing[0], long_line, job, error))
      return FALSE;
  } else if (!cal_stored_ask (
                 self,
                 g_variant_new ("(@at@atu@au)", cal_stored_numbers (NULL, 0),
                                cal_stored_numbers (NULL, 0), lines->axis,
                                g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, missing,
                                                           n_missing, sizeof *missing)),
                 n_missing * lines->bytes, job, error))
    return FALSE;
  else
    elements = self->window;
  for (gsize n = 0; n < n_missing; n++) {
    const CalStoredKey key = {self->number, lines->axis, FALSE, missing[n]};

    cal_stored_convert (self, elements + n * lines->bytes, lines->length,
                        lines->values + where[n] * lines->length);
    cal_stored_cache_keep (&key, elements + n * lines->bytes, lines->bytes);
  }
  return TRUE;
}

/* Asks where the lines lie, so that they need not be asked for. */
static gboolean
ask_places (const Lines *lines, CalJob *job, GError **error)
{
  CalStoredArray *self = lines->array;
  gsize n = cal_stored_shape_get_n_lines (&self->shape, lines->axis);
  gsize size = cal_size_times (n + 1, sizeof (guint64));
  gboolean is_nothing = TRUE;
  struct stat status;

  if (size > CAL_STORED_WINDOW_BYTES || lines->bytes > CAL_STORED_WINDOW_BYTES)
    return TRUE;
  if (!cal_stored_ask_or_nothing (
          self,
          g_variant_new ("(@at@atu@au)", cal_stored_numbers (NULL, 0), cal_stored_numbers (NULL, 0),
                         lines->axis, g_variant_new_array (G_VARIANT_TYPE_UINT32, NULL, 0)),
          size, &is_nothing, job, error))
    return FALSE;
  self->were_places_asked = TRUE;
  if (is_nothing)
    return TRUE;
  self->fd = open (self->path, O_RDONLY | O_CLOEXEC);
  if (self->fd < 0 || fstat (self->fd, &status) != 0 ||
      !cal_stored_is_same_file (&status, &self->status))
    return TRUE;
  self->places = g_memdup2 (self->window, size);
  self->places_axis = lines->axis;
  return TRUE;
}

/* A line that lies in the file as it is kept is read from there: no process need be asked. Whatever
 * the place is, what is read is no more than numbers. */
static gboolean
read_place (const Lines *lines, guint32 line, gsize where, guint8 *elements)
{
  CalStoredArray *self = lines->array;
  const CalStoredKey key = {self->number, lines->axis, FALSE, line};
  guint64 at = self->places[1 + line];

  if (at > G_MAXINT64 ||
      pread (self->fd, elements, lines->bytes, (off_t) at) != (gssize) lines->bytes)
    return FALSE;
  if (self->places[0] != 0)
    cal_dtype_swap_bytes (self->shape.dtype, elements, lines->length);
  cal_stored_convert (self, elements, lines->length, lines->values + where * lines->length);
  cal_stored_cache_keep (&key, elements, lines->bytes);
  return TRUE;
}

/* Whether it is known where lines lie: it is asked once enough of them were wanted. */
static gboolean
know_places (const Lines *lines, gsize n_wanted, gboolean *known, CalJob *job, GError **error)
{
  CalStoredArray *self = lines->array;
  struct stat status;

  self->n_lines_asked += n_wanted;
  if (self->places == NULL && !self->were_places_asked && self->n_lines_asked >= MANY_LINES &&
      !ask_places (lines, job, error))
    return FALSE;
  *known = self->places != NULL && self->places_axis == lines->axis &&
           stat (self->path, &status) == 0 && cal_stored_is_same_file (&status, &self->status);
  return TRUE;
}

/* Reads the lines whose places are known, and leaves the others. */
static gboolean
read_places (const Lines *lines, GArray *missing, GArray *where, CalJob *job, GError **error)
{
  g_autofree guint8 *elements = NULL;
  gboolean known = FALSE;
  guint n_left = 0;

  if (!know_places (lines, missing->len, &known, job, error))
    return FALSE;
  if (!known)
    return TRUE;
  elements = g_malloc (lines->bytes);
  for (guint n = 0; n < missing->len; n++) {
    guint32 line = g_array_index (missing, guint32, n);
    gsize place = g_array_index (where, gsize, n);

    if (n % 1024 == 1023 && !cal_job_check (job, error))
      return FALSE;
    if (read_place (lines, line, place, elements))
      continue;
    g_array_index (missing, guint32, n_left) = line;
    g_array_index (where, gsize, n_left++) = place;
  }
  g_array_set_size (missing, n_left);
  g_array_set_size (where, n_left);
  return TRUE;
}

static gboolean
read_all_missing (const Lines *lines, GArray *missing, GArray *where, CalJob *job, GError **error)
{
  gsize n_at_once = CLAMP (CAL_STORED_WINDOW_BYTES / lines->bytes, 1, (gsize) CAL_STORED_MAX_LINES);

  for (gsize done = 0; done < missing->len; done += n_at_once) {
    cal_job_report (job, (double) done / (double) missing->len, NULL);
    if (!cal_job_check (job, error) ||
        !read_missing (lines, &g_array_index (missing, guint32, done),
                       &g_array_index (where, gsize, done), MIN (n_at_once, missing->len - done),
                       job, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * cal_stored_array_read_lines:
 * @axis: a dimension
 * @lines: which of the lines along it; they number the indices of the other dimensions, the last
 *   fastest
 * @values: (out caller-allocates): a line after the other
 * @job: (nullable): for progress and cancelling
 *
 * All frames of some voxels.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_stored_array_read_lines (CalStoredArray *self,
                             guint axis,
                             const guint32 *lines,
                             gsize n_lines,
                             float *values,
                             CalJob *job,
                             GError **error)
{
  Lines all = {self, axis, 0, 0, values};
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) where = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree guint8 *kept = NULL;
  gboolean ok = TRUE;

  for (gsize l = 0; l < n_lines; l++)
    if (axis >= self->shape.n_dims ||
        lines[l] >= cal_stored_shape_get_n_lines (&self->shape, axis)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: no line %u along dimension %u",
                   self->path, lines[l], axis);
      return FALSE;
    }
  if (n_lines == 0)
    return TRUE;
  all.length = self->shape.dims[axis];
  all.bytes = cal_size_times (all.length, cal_dtype_get_size (self->shape.dtype));
  kept = cal_memory_allocate (all.bytes, 1, error);
  if (kept == NULL)
    return FALSE;
  for (gsize l = 0; l < n_lines; l++) {
    const CalStoredKey key = {self->number, axis, FALSE, lines[l]};

    if (cal_stored_cache_find (&key, kept, all.bytes))
      cal_stored_convert (self, kept, all.length, values + l * all.length);
    else {
      g_array_append_val (missing, lines[l]);
      g_array_append_val (where, l);
    }
  }
  if (missing->len > 0) {
    if (!cal_stored_take_turn (self, job, error))
      return FALSE;
    ok = read_places (&all, missing, where, job, error) &&
         read_all_missing (&all, missing, where, job, error);
    g_mutex_unlock (&self->lock);
  }
  return ok;
}
