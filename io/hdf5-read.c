/* hdf5-read.c - read part of an HDF5 dataset into shared memory, in the reader process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/hdf5-file.h"
#include "io/hdf5-private.h"
#include "model/error.h"

/* What is read between two reports, if the chunks are not larger. */
#define BLOCK_BYTES (16 * 1024 * 1024)
#define MAX_CHUNK_BYTES (512 * 1024 * 1024)

/* A dataset and the part of it that is asked for. */
typedef struct {
  hid_t dataset;
  hid_t space;
  hid_t memory_type;
  CalDtype dtype;
  int n_dims;
  hsize_t start[CAL_ARRAY_MAX_DIMS];
  hsize_t count[CAL_ARRAY_MAX_DIMS];
  hsize_t chunk[CAL_ARRAY_MAX_DIMS];
  gsize n_bytes;
} Part;

static void
part_clear (Part *self)
{
  if (self->memory_type >= 0)
    H5Tclose (self->memory_type);
  if (self->space >= 0)
    H5Sclose (self->space);
  if (self->dataset >= 0)
    H5Dclose (self->dataset);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

/* Whether a virtual dataset is made of this very file alone. */
static gboolean
check_virtual_sources (hid_t creation, GError **error)
{
  size_t n_sources = 0;

  if (H5Pget_virtual_count (creation, &n_sources) < 0)
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "a virtual dataset that is damaged");
  for (size_t n = 0; n < n_sources; n++) {
    char name[256] = "";
    gssize length = H5Pget_virtual_filename (creation, n, name, sizeof name);

    if (length < 0 || strcmp (name, ".") != 0) {
      g_autofree char *valid = g_utf8_make_valid (name, -1);

      return cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error,
                            "its values lie in another file, \"%s\", which is not followed", valid);
    }
  }
  return TRUE;
}

static gboolean
check_filters (hid_t creation, GError **error)
{
  int n_filters = H5Pget_nfilters (creation);

  for (int n = 0; n < n_filters; n++) {
    unsigned flags, values[1], config;
    size_t n_values = 0;
    char name[64] = "";
    H5Z_filter_t filter = H5Pget_filter2 (creation, (unsigned) n, &flags, &n_values, values,
                                          sizeof name, name, &config);

    if (filter >= 0 && H5Zfilter_avail (filter) <= 0) {
      g_autofree char *valid = g_utf8_make_valid (name, -1);

      return cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error,
                            "its values are packed by the filter %d%s%s, which HDF5 does not have "
                            "built in",
                            (int) filter, valid[0] != '\0' ? ", " : "", valid);
    }
  }
  return TRUE;
}

/* Refuses what lies elsewhere, and finds the chunks. */
static gboolean
check_layout (Part *self, gsize element_size, GError **error)
{
  hid_t creation = H5Dget_create_plist (self->dataset);
  gboolean sound = creation >= 0;
  H5D_layout_t layout = sound ? H5Pget_layout (creation) : H5D_LAYOUT_ERROR;

  for (int d = 0; d < self->n_dims; d++)
    self->chunk[d] = 1;
  if (!sound || layout == H5D_LAYOUT_ERROR)
    sound = cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its layout is damaged");
  else if (H5Pget_external_count (creation) > 0) {
    char name[256] = "";

    H5Pget_external (creation, 0, sizeof name - 1, name, NULL, NULL);
    sound = cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error,
                           "its values lie in another file, \"%s\", which is not followed", name);
  } else if (layout == H5D_VIRTUAL)
    sound = check_virtual_sources (creation, error);
  else if (layout == H5D_CHUNKED) {
    gsize size = element_size;
    gboolean fits = H5Pget_chunk (creation, self->n_dims, self->chunk) == self->n_dims;

    for (int d = 0; fits && d < self->n_dims; d++)
      fits = self->chunk[d] > 0 && g_size_checked_mul (&size, size, self->chunk[d]);
    if (!fits || size > MAX_CHUNK_BYTES)
      sound = cal_hdf5_fail (CAL_ERROR_LIMIT, error,
                             "a chunk of %" G_GSIZE_FORMAT " bytes; expected at most %d", size,
                             MAX_CHUNK_BYTES);
    else
      sound = check_filters (creation, error);
  }
  if (creation >= 0)
    H5Pclose (creation);
  return sound;
}

/* Cuts what is asked for out of what is there. Counts beyond the end mean to the end. */
static gboolean
choose_part (Part *self, GVariant *start, GVariant *count, guint64 max_bytes, GError **error)
{
  hsize_t lengths[H5S_MAX_RANK] = {0};
  gsize n_asked, n_counts, n_bytes = cal_dtype_get_size (self->dtype);
  const guint64 *starts = g_variant_get_fixed_array (start, &n_asked, sizeof (guint64));
  const guint64 *counts = g_variant_get_fixed_array (count, &n_counts, sizeof (guint64));
  gboolean fits = TRUE;

  self->n_dims = H5Sget_simple_extent_ndims (self->space);
  if (H5Sget_simple_extent_type (self->space) == H5S_NULL || self->n_dims < 0 ||
      self->n_dims > CAL_ARRAY_MAX_DIMS)
    return cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error, "a dataset of %d dimensions", self->n_dims);
  H5Sget_simple_extent_dims (self->space, lengths, NULL);
  if (n_asked != n_counts || n_asked > (gsize) self->n_dims)
    return cal_hdf5_fail (CAL_ERROR_ARGUMENT, error,
                          "a part of %" G_GSIZE_FORMAT " dimensions of a dataset of %d", n_asked,
                          self->n_dims);
  for (int d = 0; d < self->n_dims; d++) {
    self->start[d] = (gsize) d < n_asked ? starts[d] : 0;
    if (self->start[d] > lengths[d] || (self->start[d] == lengths[d] && lengths[d] > 0))
      return cal_hdf5_fail (CAL_ERROR_ARGUMENT, error,
                            "index %" G_GUINT64_FORMAT
                            " in dimension %d, which has %" G_GUINT64_FORMAT,
                            (guint64) self->start[d], d, (guint64) lengths[d]);
    self->count[d] = lengths[d] - self->start[d];
    if ((gsize) d < n_asked)
      self->count[d] = MIN (self->count[d], counts[d]);
    fits = fits && g_size_checked_mul (&n_bytes, n_bytes, self->count[d]);
  }
  if (!fits || n_bytes > max_bytes)
    return cal_hdf5_fail (CAL_ERROR_LIMIT, error,
                          "more values than the %" G_GUINT64_FORMAT
                          " bytes of memory they may take; ask for a part",
                          max_bytes);
  self->n_bytes = n_bytes;
  return TRUE;
}

/* The largest whole number of chunks below @limit bytes, each of @unit; at least one chunk. */
static hsize_t
block_length (hsize_t chunk, gsize unit, gsize limit)
{
  hsize_t n_chunks = limit / MAX (unit, 1) / chunk;

  return MAX (n_chunks, 1) * chunk;
}

/* The end of the block that begins at @from: blocks end where chunks do. */
static hsize_t
block_end (hsize_t from, hsize_t chunk, hsize_t block, hsize_t end)
{
  hsize_t aligned = from / chunk * chunk;

  return block >= end - aligned ? end : aligned + block;
}

/* Reads rows [from, to) of the first dimension and columns [left, right) of the second. */
static gboolean
read_block (Part *self,
            hid_t memory_space,
            guint8 *out,
            const hsize_t low[2],
            const hsize_t high[2],
            GError **error)
{
  hsize_t start[CAL_ARRAY_MAX_DIMS], count[CAL_ARRAY_MAX_DIMS], offset[CAL_ARRAY_MAX_DIMS];

  for (int d = 0; d < self->n_dims; d++) {
    start[d] = d < 2 ? low[d] : self->start[d];
    count[d] = d < 2 ? high[d] - low[d] : self->count[d];
    offset[d] = start[d] - self->start[d];
  }
  if (H5Sselect_hyperslab (self->space, H5S_SELECT_SET, start, NULL, count, NULL) < 0 ||
      H5Sselect_hyperslab (memory_space, H5S_SELECT_SET, offset, NULL, count, NULL) < 0 ||
      H5Dread (self->dataset, self->memory_type, memory_space, self->space, H5P_DEFAULT, out) < 0)
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its values cannot be read");
  return TRUE;
}

/* Block by block, so that whoever waits sees that it goes on. */
static gboolean
read_part (Part *self, guint8 *out, CalHdf5Progress progress, gpointer user_data, GError **error)
{
  hid_t memory_space;
  hsize_t end[2] = {1, 1}, low[2], high[2], block[2] = {1, 1}, chunk[2] = {1, 1};
  gsize inner = cal_dtype_get_size (self->dtype);
  gboolean sound = TRUE;

  if (self->n_dims == 0) {
    if (H5Dread (self->dataset, self->memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) < 0)
      return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its value cannot be read");
    return TRUE;
  }
  for (int d = 2; d < self->n_dims; d++)
    inner *= self->count[d];
  for (int d = 0; d < MIN (self->n_dims, 2); d++) {
    end[d] = self->start[d] + self->count[d];
    chunk[d] = self->chunk[d];
  }
  if (self->n_dims > 1)
    block[1] = block_length (chunk[1], inner * MIN (chunk[0], self->count[0]), BLOCK_BYTES);
  block[0] = block_length (
      chunk[0], inner * (self->n_dims > 1 ? MIN (block[1], self->count[1]) : 1), BLOCK_BYTES);
  memory_space = H5Screate_simple (self->n_dims, self->count, NULL);
  for (low[0] = self->start[0]; sound && low[0] < end[0]; low[0] = high[0]) {
    high[0] = block_end (low[0], chunk[0], block[0], end[0]);
    for (low[1] = self->n_dims > 1 ? self->start[1] : 0; sound && low[1] < end[1];
         low[1] = high[1]) {
      high[1] = block_end (low[1], chunk[1], block[1], end[1]);
      sound = read_block (self, memory_space, out, low, high, error);
      progress ((double) (high[0] - self->start[0]) / (double) self->count[0], user_data);
    }
  }
  H5Sclose (memory_space);
  return sound;
}

/* A text attribute of the dataset under either name; "" if there is none. */
static char *
dup_text_attribute (hid_t dataset, const char *name, const char *other_name)
{
  hid_t attribute = -1, type = -1, space = -1;
  char *text = NULL;

  if (H5Aexists (dataset, name) > 0)
    attribute = H5Aopen (dataset, name, H5P_DEFAULT);
  else if (other_name != NULL && H5Aexists (dataset, other_name) > 0)
    attribute = H5Aopen (dataset, other_name, H5P_DEFAULT);
  if (attribute >= 0) {
    type = H5Aget_type (attribute);
    space = H5Aget_space (attribute);
  }
  if (type >= 0 && space >= 0 && H5Tget_class (type) == H5T_STRING &&
      H5Sget_simple_extent_npoints (space) == 1) {
    if (H5Tis_variable_str (type) > 0) {
      char *value = NULL;
      hid_t memory = H5Tcopy (type);

      if (H5Aread (attribute, memory, &value) >= 0 && value != NULL)
        text = g_utf8_make_valid (value, -1);
      H5free_memory (value);
      H5Tclose (memory);
    } else if (H5Tget_size (type) < 4096) {
      char value[4096] = "";

      if (H5Aread (attribute, type, value) >= 0)
        text = g_utf8_make_valid (value, -1);
    }
  }
  if (space >= 0)
    H5Sclose (space);
  if (type >= 0)
    H5Tclose (type);
  if (attribute >= 0)
    H5Aclose (attribute);
  H5Eclear2 (H5E_DEFAULT);
  return text != NULL ? text : g_strdup ("");
}

static gboolean
open_part (Part *self, hid_t file, const char *dataset, GError **error)
{
  g_autofree char *type_name = NULL;
  hid_t type;
  gboolean is_numeric;

  self->dataset = cal_hdf5_open_dataset (file, dataset, error);
  if (self->dataset < 0)
    return FALSE;
  self->space = H5Dget_space (self->dataset);
  type = H5Dget_type (self->dataset);
  if (self->space < 0 || type < 0)
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its type or its shape is damaged");
  is_numeric = cal_hdf5_describe_type (type, &self->dtype, &self->memory_type, &type_name);
  H5Tclose (type);
  if (!is_numeric)
    return cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error, "holds no numbers, but %s", type_name);
  return TRUE;
}

static GVariant *
read_from (hid_t file,
           const char *dataset,
           GVariant *start,
           GVariant *count,
           guint64 max_bytes,
           int memory,
           CalHdf5Progress progress,
           gpointer user_data,
           GError **error)
{
  g_auto (Part) part = {.dataset = -1, .space = -1, .memory_type = -1};
  g_autofree char *unit = NULL, *statistic = NULL;
  guint8 *out = NULL;
  gboolean sound;

  if (!open_part (&part, file, dataset, error) ||
      !choose_part (&part, start, count, max_bytes, error) ||
      !check_layout (&part, cal_dtype_get_size (part.dtype), error))
    return NULL;
  if (part.n_bytes > 0) {
    out = ftruncate (memory, (off_t) part.n_bytes) == 0
              ? mmap (NULL, part.n_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0)
              : MAP_FAILED;
    if (out == MAP_FAILED) {
      cal_hdf5_fail (CAL_ERROR_LIMIT, error, "%" G_GSIZE_FORMAT " bytes do not fit in memory",
                     part.n_bytes);
      return NULL;
    }
    sound = read_part (&part, out, progress, user_data, error);
    munmap (out, part.n_bytes);
    if (!sound)
      return NULL;
  }
  unit = dup_text_attribute (part.dataset, "unit", "units");
  statistic = dup_text_attribute (part.dataset, "statistic", NULL);
  return g_variant_new ("(@atuss)",
                        g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, part.count,
                                                   (gsize) part.n_dims, sizeof (hsize_t)),
                        (guint32) part.dtype, unit, statistic);
}

/**
 * cal_hdf5_file_read:
 * @start: (type at): a number for each dimension; all of those that have none
 * @count: as many
 * @max_bytes: refuse to make more than that
 * @memory: a memory file; is made as long as the values need
 *
 * Returns: (transfer floating): what was read, of type CAL_HDF5_READ_TYPE; NULL with @error set,
 *   with no file name in it
 */
GVariant *
cal_hdf5_file_read (const char *path,
                    const char *dataset,
                    GVariant *start,
                    GVariant *count,
                    guint64 max_bytes,
                    int memory,
                    CalHdf5Progress progress,
                    gpointer user_data,
                    GError **error)
{
  hid_t file = cal_hdf5_open_file (path, error);
  GVariant *reply;

  if (file < 0)
    return NULL;
  reply = read_from (file, dataset, start, count, max_bytes, memory, progress, user_data, error);
  H5Fclose (file);
  return reply;
}
