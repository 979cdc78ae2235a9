/* stored-hdf5.c - a dataset of an HDF5 file that stays open, in the reader process.
 *
 * libhdf5 takes kilobytes for every chunk that one read touches: a trial of NSD's betas touches
 * seven hundred thousand. So one read touches few, and what lies in the file as it is kept is read
 * without the library.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-chunks.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "io/stored-file.h"
#include "model/error.h"
#include "model/memory.h"

/* That one call may touch. */
#define MAX_CHUNKS 4096

/* Elements are gathered by their places in the file where there are so many chunks of which no more
 * than such a part is wanted. */
#define MANY_CHUNKS 256
#define SMALL_PART 8

/* So many lines are worth looking the chunks' places up. */
#define MANY_LINES 64

typedef struct {
  CalHdf5Part part;
  CalStoredShape shape;
  gboolean is_plain; /* as they are kept, or in the other byte order: */
  gboolean is_swapped;
  int fd;
  gboolean is_filtered;
  gboolean has_looked; /* for the chunks' places */
  guint64 *chunks;     /* (nullable) */
} Dataset;

static guint64
count_chunks (const CalStoredShape *shape, guint d, guint64 start, guint64 count)
{
  return count == 0 ? 0 : (start + count - 1) / shape->chunk[d] - start / shape->chunk[d] + 1;
}

/* Reads a box into its place in the box that @memory is. */
static gboolean
read_selected (Dataset *self,
               hid_t memory,
               const hsize_t *offset,
               const hsize_t *start,
               const hsize_t *count,
               guint8 *out,
               GError **error)
{
  if (H5Sselect_hyperslab (self->part.space, H5S_SELECT_SET, start, NULL, count, NULL) < 0 ||
      H5Sselect_hyperslab (memory, H5S_SELECT_SET, offset, NULL, count, NULL) < 0 ||
      H5Dread (self->part.object, self->part.type.memory_type, memory, self->part.space,
               H5P_DEFAULT, out) < 0)
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its values cannot be read");
  return TRUE;
}

typedef struct {
  Dataset *dataset;
  hid_t memory;
  const hsize_t *start; /* of all */
  guint8 *out;
  CalJob *job;
} Reading;

/* Halves the box, where chunks end, until it touches few chunks. */
static gboolean
read_part (Reading *self, const hsize_t *start, const hsize_t *count, GError **error)
{
  const CalStoredShape *shape = &self->dataset->shape;
  hsize_t offset[CAL_ARRAY_MAX_DIMS], first[CAL_ARRAY_MAX_DIMS], second[CAL_ARRAY_MAX_DIMS];
  guint64 n_chunks = 1, most = 0, n;
  guint widest = 0;

  for (guint d = 0; d < shape->n_dims; d++) {
    n = count_chunks (shape, d, start[d], count[d]);
    n_chunks = n > 0 && n_chunks < G_MAXUINT64 / n ? n_chunks * n : G_MAXUINT64;
    offset[d] = start[d] - self->start[d];
    /* The outermost, so that what lies together stays together. */
    if (n > 1 && most == 0) {
      widest = d;
      most = n;
    }
  }
  if (n_chunks <= MAX_CHUNKS || most < 2) {
    cal_job_report (self->job, 0.0, NULL);
    return read_selected (self->dataset, self->memory, offset, start, count, self->out, error);
  }
  memcpy (first, count, sizeof first);
  memcpy (second, start, sizeof second);
  second[widest] = (start[widest] / shape->chunk[widest] + most / 2) * shape->chunk[widest];
  first[widest] = second[widest] - start[widest];
  if (!read_part (self, start, first, error))
    return FALSE;
  memcpy (first, count, sizeof first);
  first[widest] = start[widest] + count[widest] - second[widest];
  return read_part (self, second, first, error);
}

/* Whether it is known where each chunk is. */
static gboolean
find_chunks (Dataset *self, CalJob *job)
{
  hsize_t dims[CAL_ARRAY_MAX_DIMS];

  for (guint d = 0; d < self->shape.n_dims; d++)
    dims[d] = self->shape.dims[d];
  if (!self->has_looked && self->is_plain && !self->is_filtered)
    self->chunks = cal_hdf5_find_chunks (&self->part, self->fd, dims, job);
  self->has_looked = TRUE;
  return self->chunks != NULL;
}

/* Whether the box takes little of each of many chunks, whose places are known. */
static gboolean
can_gather (Dataset *self, const guint64 *start, const guint64 *count, CalJob *job)
{
  guint64 n_chunks = 1, n_wanted = 1, n_chunk = 1;

  for (guint d = 0; d < self->shape.n_dims; d++) {
    n_chunks = cal_size_times (n_chunks, count_chunks (&self->shape, d, start[d], count[d]));
    n_wanted = cal_size_times (n_wanted, count[d]);
    n_chunk = cal_size_times (n_chunk, self->shape.chunk[d]);
  }
  return n_chunks >= MANY_CHUNKS && n_wanted / n_chunks <= n_chunk / SMALL_PART &&
         find_chunks (self, job);
}

/* Where in the file an element is; G_MAXUINT64 if its chunk was never written. */
static guint64
find_element (const Dataset *self, const guint64 *index)
{
  const CalStoredShape *shape = &self->shape;
  guint64 chunk = 0, within = 0;

  for (guint d = 0; d < shape->n_dims; d++) {
    guint64 n_along = (shape->dims[d] + shape->chunk[d] - 1) / shape->chunk[d];

    chunk = chunk * n_along + index[d] / shape->chunk[d];
    within = within * shape->chunk[d] + index[d] % shape->chunk[d];
  }
  return self->chunks[chunk] == CAL_HDF5_NO_CHUNK
             ? G_MAXUINT64
             : self->chunks[chunk] + within * cal_dtype_get_size (shape->dtype);
}

/* Elements of a box, one by one by their places. FALSE without @error if a chunk was never written:
 * what it holds then, the library knows. */
static gboolean
gather_box (Dataset *self,
            const guint64 *start,
            const guint64 *count,
            guint8 *out,
            CalJob *job,
            GError **error)
{
  enum { AT_ONCE = 65536 };
  guint n_dims = self->shape.n_dims;
  gsize size = cal_dtype_get_size (self->shape.dtype);
  gsize n_all = cal_stored_shape_get_box_bytes (&self->shape, count) / size;
  g_autofree guint64 *at = g_new (guint64, AT_ONCE);
  g_autofree gsize *to = g_new (gsize, AT_ONCE);
  guint64 index[CAL_ARRAY_MAX_DIMS];

  memcpy (index, start, n_dims * sizeof *index);
  for (gsize done = 0, n; done < n_all; done += n) {
    n = MIN (n_all - done, (gsize) AT_ONCE);
    for (gsize i = 0; i < n; i++) {
      at[i] = find_element (self, index);
      to[i] = (done + i) * size;
      if (at[i] == G_MAXUINT64)
        return FALSE;
      for (guint d = n_dims; d-- > 0 && ++index[d] == start[d] + count[d];)
        index[d] = start[d];
    }
    cal_job_report (job, (double) done / (double) n_all, NULL);
    if (!cal_stored_gather (self->fd, at, to, n, size, out, error))
      return FALSE;
  }
  if (self->is_swapped)
    cal_dtype_swap_bytes (self->shape.dtype, out, n_all);
  return TRUE;
}

/* A box that is one chunk as it is kept needs no copy on the way. */
static gboolean
read_whole_chunk (Dataset *self, const guint64 *start, const guint64 *count, guint8 *out)
{
  hsize_t first[CAL_ARRAY_MAX_DIMS], stored = 0;
  guint32 filters = 0;
  gboolean ok;

  if (!self->is_plain || self->is_filtered)
    return FALSE;
  for (guint d = 0; d < self->shape.n_dims; d++) {
    first[d] = start[d];
    if (count[d] != self->shape.chunk[d] || start[d] % self->shape.chunk[d] != 0)
      return FALSE;
  }
  ok = H5Dget_chunk_storage_size (self->part.object, first, &stored) >= 0 &&
       stored == cal_stored_shape_get_box_bytes (&self->shape, count) &&
       H5Dread_chunk (self->part.object, H5P_DEFAULT, first, &filters, out) >= 0;
  H5Eclear2 (H5E_DEFAULT);
  if (ok && self->is_swapped)
    cal_dtype_swap_bytes (self->shape.dtype, out, stored / cal_dtype_get_size (self->shape.dtype));
  return ok;
}

static gboolean
read_box (gpointer data,
          const guint64 *start,
          const guint64 *count,
          guint8 *out,
          CalJob *job,
          GError **error)
{
  Dataset *self = data;
  g_autoptr (GError) failure = NULL;
  hsize_t from[CAL_ARRAY_MAX_DIMS] = {0}, lengths[CAL_ARRAY_MAX_DIMS] = {0};
  Reading reading = {self, -1, from, out, job};
  gboolean ok;

  if (read_whole_chunk (self, start, count, out))
    return TRUE;
  if (can_gather (self, start, count, job)) {
    if (gather_box (self, start, count, out, job, &failure))
      return TRUE;
    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  }
  for (guint d = 0; d < self->shape.n_dims; d++) {
    from[d] = start[d];
    lengths[d] = count[d];
  }
  reading.memory = H5Screate_simple ((int) self->shape.n_dims, lengths, NULL);
  ok = read_part (&reading, from, lengths, error);
  H5Sclose (reading.memory);
  return ok;
}

/* Whether a line lies in one chunk, one element after the other, and it is known where. */
static gboolean
are_lines_flat (Dataset *self, guint axis, CalJob *job)
{
  if (self->shape.chunk[axis] < self->shape.dims[axis])
    return FALSE;
  for (guint d = axis + 1; d < self->shape.n_dims; d++)
    if (self->shape.chunk[d] != 1)
      return FALSE;
  return find_chunks (self, job);
}

static gboolean
find_lines (gpointer data, guint axis, guint64 *places, CalJob *job)
{
  Dataset *self = data;
  gsize n_lines = cal_stored_shape_get_n_lines (&self->shape, axis);
  guint64 first[CAL_ARRAY_MAX_DIMS];

  if (!are_lines_flat (self, axis, job))
    return FALSE;
  for (gsize l = 0; l < n_lines; l++) {
    cal_stored_shape_find_line (&self->shape, axis, l, first);
    places[l] = find_element (self, first);
  }
  return TRUE;
}

static gboolean
read_flat_line (Dataset *self, const guint64 *first, gsize bytes, guint8 *out)
{
  guint64 at = find_element (self, first);

  if (at > G_MAXINT64 || pread (self->fd, out, bytes, (off_t) at) != (gssize) bytes)
    return FALSE;
  if (self->is_swapped)
    cal_dtype_swap_bytes (self->shape.dtype, out, bytes / cal_dtype_get_size (self->shape.dtype));
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
  Dataset *self = data;
  gsize bytes = self->shape.dims[axis] * cal_dtype_get_size (self->shape.dtype);
  hsize_t count[CAL_ARRAY_MAX_DIMS], start[CAL_ARRAY_MAX_DIMS], offset[CAL_ARRAY_MAX_DIMS] = {0};
  hid_t memory;
  gboolean are_flat = n_lines >= MANY_LINES && are_lines_flat (self, axis, job), ok = TRUE;

  for (guint d = 0; d < self->shape.n_dims; d++)
    count[d] = d == axis ? self->shape.dims[d] : 1;
  memory = H5Screate_simple ((int) self->shape.n_dims, count, NULL);
  for (gsize l = 0; ok && l < n_lines; l++) {
    guint64 first[CAL_ARRAY_MAX_DIMS];

    if (l % 64 == 63)
      cal_job_report (job, (double) l / (double) n_lines, NULL);
    cal_stored_shape_find_line (&self->shape, axis, lines[l], first);
    if (are_flat && read_flat_line (self, first, bytes, out + l * bytes))
      continue;
    for (guint d = 0; d < self->shape.n_dims; d++)
      start[d] = first[d];
    ok = read_selected (self, memory, offset, start, count, out + l * bytes, error);
  }
  H5Sclose (memory);
  return ok;
}

/* Whether the elements are stored as they are kept, or only in the other byte order. */
static gboolean
is_plain (const CalHdf5Part *part, gboolean *is_swapped)
{
  hid_t stored = H5Dget_type (part->object), other = H5Tcopy (part->type.memory_type);
  gboolean same = H5Tequal (stored, part->type.memory_type) > 0;

  *is_swapped = FALSE;
  if (!same && (H5Tget_class (stored) == H5T_INTEGER || H5Tget_class (stored) == H5T_FLOAT)) {
    H5Tset_order (other, H5Tget_order (other) == H5T_ORDER_LE ? H5T_ORDER_BE : H5T_ORDER_LE);
    *is_swapped = H5Tequal (stored, other) > 0;
  }
  H5Tclose (stored);
  H5Tclose (other);
  return same || *is_swapped;
}

/* Not in another one that a link leads to. */
static gboolean
is_in_file (hid_t dataset, const char *path)
{
  char name[4096] = "";

  return H5Fget_name (dataset, name, sizeof name) > 0 && strcmp (name, path) == 0;
}

static gboolean
has_filters (hid_t dataset)
{
  hid_t creation = H5Dget_create_plist (dataset);
  gboolean is_filtered = H5Pget_layout (creation) != H5D_CHUNKED || H5Pget_nfilters (creation) != 0;

  H5Pclose (creation);
  return is_filtered;
}

/* Where an unchunked dataset begins in its own file; HADDR_UNDEF if it is elsewhere or nowhere. */
static haddr_t
find_contiguous (hid_t dataset)
{
  hid_t creation = H5Dget_create_plist (dataset);
  haddr_t at = HADDR_UNDEF;

  if (H5Pget_layout (creation) == H5D_CONTIGUOUS && H5Pget_external_count (creation) == 0)
    at = H5Dget_offset (dataset);
  H5Eclear2 (H5E_DEFAULT);
  H5Pclose (creation);
  return at;
}

/**
 * cal_stored_hdf5_open:
 * @self: gets everything
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_stored_hdf5_open (const char *path, const char *dataset, CalStoredFile *self, GError **error)
{
  g_autoptr (GVariant) all =
      g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_UINT64, NULL, 0));
  Dataset *opened = g_new0 (Dataset, 1);
  CalHdf5Part *part = &opened->part;
  hid_t file = cal_hdf5_open_file (path, error);
  haddr_t at;

  if (file < 0 || !cal_hdf5_part_open (part, file, dataset, all, all, G_MAXSIZE, error))
    return FALSE;
  if (part->is_attribute || part->type.kind != CAL_HDF5_NUMBERS || part->n_dims < 1)
    return cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error,
                          "%s is no dataset of numbers in one dimension or more", dataset);
  self->shape.dtype = part->type.dtype;
  self->shape.n_dims = (guint) part->n_dims;
  for (int d = 0; d < part->n_dims; d++) {
    self->shape.dims[d] = part->count[d];
    self->shape.chunk[d] = part->chunk[d];
  }
  at = find_contiguous (part->object);
  opened->is_plain = is_in_file (part->object, path) && is_plain (part, &opened->is_swapped);
  if (at != HADDR_UNDEF && opened->is_plain)
    return cal_stored_flat_open (path, at, opened->is_swapped, FALSE, self, error);
  opened->shape = self->shape;
  opened->is_filtered = has_filters (part->object);
  opened->fd = open (path, O_RDONLY | O_CLOEXEC);
  self->read_box = read_box;
  self->read_lines = read_lines;
  self->find_lines = find_lines;
  self->is_swapped = opened->is_swapped;
  self->data = opened;
  return TRUE;
}
