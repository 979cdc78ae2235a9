/* hdf5-part.c - a part of an HDF5 dataset, or an attribute, in the reader process.
 *
 * "/group/dataset" names a dataset, "/group/dataset@name" an attribute of a dataset or a group,
 * and "/group/dataset.name" a member of a dataset of compounds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/hdf5-private.h"
#include "model/error.h"

/* What is read between two reports, if the chunks are not larger. */
#define BLOCK_BYTES (16 * 1024 * 1024)
#define MAX_CHUNK_BYTES (512 * 1024 * 1024)

/* The dataset, with a chunk cache that holds a row of usual chunks; negative if there is none. */
static hid_t
open_dataset (hid_t file, const char *name)
{
  hid_t access = cal_hdf5_link_access (H5P_DATASET_ACCESS), dataset;

  H5Pset_chunk_cache (access, 12421, 64 * 1024 * 1024, 0.75);
  dataset = H5Dopen2 (file, name, access);
  H5Pclose (access);
  return dataset;
}

static hid_t
open_attribute (hid_t file, const char *name)
{
  const char *sign = strrchr (name, '@');
  hid_t access, attribute;
  g_autofree char *owner = NULL;

  if (sign == NULL)
    return -1;
  owner = g_strndup (name, (gsize) (sign - name));
  access = cal_hdf5_link_access (H5P_LINK_ACCESS);
  attribute = H5Aopen_by_name (file, owner[0] != '\0' ? owner : "/", sign + 1, H5P_DEFAULT, access);
  H5Pclose (access);
  return attribute;
}

/* A dataset of compounds and the member that is named after the last full stop. */
static hid_t
open_member (hid_t file, const char *name, int *member)
{
  const char *stop = strrchr (name, '.');
  g_autofree char *owner = NULL;
  hid_t dataset, type;

  if (stop == NULL)
    return -1;
  owner = g_strndup (name, (gsize) (stop - name));
  dataset = open_dataset (file, owner);
  type = dataset >= 0 ? H5Dget_type (dataset) : -1;
  *member =
      type >= 0 && H5Tget_class (type) == H5T_COMPOUND ? H5Tget_member_index (type, stop + 1) : -1;
  if (type >= 0)
    H5Tclose (type);
  if (dataset >= 0 && *member < 0) {
    H5Dclose (dataset);
    dataset = -1;
  }
  return dataset;
}

static gboolean
open_object (CalHdf5Part *self, hid_t file, const char *name, GError **error)
{
  int member = -1;
  hid_t type;

  self->object = open_dataset (file, name);
  if (self->object < 0) {
    self->object = open_attribute (file, name);
    self->is_attribute = self->object >= 0;
  }
  if (self->object < 0)
    self->object = open_member (file, name, &member);
  if (self->object < 0)
    return cal_hdf5_fail_to_open (name, error);
  H5Eclear2 (H5E_DEFAULT);
  self->space = self->is_attribute ? H5Aget_space (self->object) : H5Dget_space (self->object);
  type = self->is_attribute ? H5Aget_type (self->object) : H5Dget_type (self->object);
  if (self->space < 0 || type < 0)
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its type or its shape is damaged");
  if (member >= 0)
    cal_hdf5_type_describe_member (&self->type, type, (unsigned) member);
  else
    cal_hdf5_type_describe (&self->type, type);
  H5Tclose (type);
  if (self->type.kind == CAL_HDF5_OTHER)
    return cal_hdf5_fail (CAL_ERROR_UNSUPPORTED, error, "holds neither numbers nor text, but %s",
                          self->type.name);
  return TRUE;
}

/* Whether a virtual dataset is made of this very file and of such that may be read. */
static gboolean
check_virtual_sources (hid_t object, hid_t creation, GError **error)
{
  size_t n_sources = 0;

  if (H5Pget_virtual_count (creation, &n_sources) < 0)
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "a virtual dataset that is damaged");
  for (size_t n = 0; n < n_sources; n++) {
    char name[256] = "";
    gssize length = H5Pget_virtual_filename (creation, n, name, sizeof name);

    if (length < 0)
      return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "a virtual dataset that is damaged");
    if (strcmp (name, ".") != 0 && !cal_hdf5_check_external (object, name, error))
      return FALSE;
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
check_layout (CalHdf5Part *self, GError **error)
{
  gsize element_size = H5Tget_size (self->type.memory_type);
  hid_t creation = H5Dget_create_plist (self->object);
  gboolean sound = creation >= 0;
  H5D_layout_t layout = sound ? H5Pget_layout (creation) : H5D_LAYOUT_ERROR;

  for (int d = 0; d < self->n_dims; d++)
    self->chunk[d] = 1;
  if (!sound || layout == H5D_LAYOUT_ERROR)
    sound = cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its layout is damaged");
  else if (H5Pget_external_count (creation) > 0) {
    for (int n = 0; sound && n < H5Pget_external_count (creation); n++) {
      char name[256] = "";

      sound = H5Pget_external (creation, (unsigned) n, sizeof name - 1, name, NULL, NULL) >= 0
                  ? cal_hdf5_check_external (self->object, name, error)
                  : cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its layout is damaged");
    }
  } else if (layout == H5D_VIRTUAL)
    sound = check_virtual_sources (self->object, creation, error);
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
choose_part (CalHdf5Part *self, GVariant *start, GVariant *count, guint64 max_bytes, GError **error)
{
  hsize_t lengths[H5S_MAX_RANK] = {0};
  gsize n_asked, n_counts, n_bytes = H5Tget_size (self->type.memory_type);
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
  self->n_elements = n_bytes / H5Tget_size (self->type.memory_type);
  return TRUE;
}

/**
 * cal_hdf5_part_open:
 * @self: (out caller-allocates): clear it with cal_hdf5_part_clear(), also after an error
 * @name: of a dataset, an attribute or a member, see above
 * @start: (type at): a number for each dimension; all of those that have none
 * @count: as many
 * @max_bytes: refuse what takes more
 *
 * Returns: FALSE with @error set, with no file name in it
 */
gboolean
cal_hdf5_part_open (CalHdf5Part *self,
                    hid_t file,
                    const char *name,
                    GVariant *start,
                    GVariant *count,
                    guint64 max_bytes,
                    GError **error)
{
  *self = (CalHdf5Part){.object = -1, .space = -1, .type.memory_type = -1};
  if (!open_object (self, file, name, error) || !choose_part (self, start, count, max_bytes, error))
    return FALSE;
  if (!self->is_attribute)
    return check_layout (self, error);
  if (self->n_elements != (gsize) H5Sget_simple_extent_npoints (self->space))
    return cal_hdf5_fail (CAL_ERROR_ARGUMENT, error, "an attribute is read whole");
  return TRUE;
}

void
cal_hdf5_part_clear (CalHdf5Part *self)
{
  cal_hdf5_type_clear (&self->type);
  if (self->space >= 0)
    H5Sclose (self->space);
  if (self->object >= 0 && self->is_attribute)
    H5Aclose (self->object);
  else if (self->object >= 0)
    H5Dclose (self->object);
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
read_block (CalHdf5Part *self,
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
      H5Dread (self->object, self->type.memory_type, memory_space, self->space, H5P_DEFAULT, out) <
          0)
    return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "its values cannot be read");
  return TRUE;
}

/**
 * cal_hdf5_part_read:
 * @out: (out caller-allocates): @n_bytes of the part
 *
 * Block by block, so that whoever waits sees that it goes on.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_hdf5_part_read (
    CalHdf5Part *self, void *out, CalHdf5Progress progress, gpointer user_data, GError **error)
{
  hid_t memory_space;
  hsize_t end[2] = {1, 1}, low[2], high[2], block[2] = {1, 1}, chunk[2] = {1, 1};
  gsize inner = H5Tget_size (self->type.memory_type);
  gboolean sound = TRUE;

  if (self->is_attribute) {
    if (H5Aread (self->object, self->type.memory_type, out) < 0)
      return cal_hdf5_fail (CAL_ERROR_FORMAT, error, "the attribute cannot be read");
    return TRUE;
  }
  if (self->n_dims == 0) {
    if (H5Dread (self->object, self->type.memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) < 0)
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
