/* stored-file.c - a file that stays open in the reader process, and is asked for piece after piece.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/stored-file.h"

#include "io/format.h"
#include "io/gzip.h"
#include "io/hdf5.h"
#include "io/mgh.h"
#include "io/nifti-header.h"
#include "io/nifti.h"
#include "io/npy-header.h"
#include "io/npy.h"
#include "model/error.h"
#include "model/memory.h"

/**
 * cal_stored_shape_get_n_lines:
 *
 * Returns: how many lines there are along @axis
 */
gsize
cal_stored_shape_get_n_lines (const CalStoredShape *self, guint axis)
{
  gsize n = 1;

  for (guint d = 0; d < self->n_dims; d++)
    if (d != axis)
      n = cal_size_times (n, self->dims[d]);
  return n;
}

/**
 * cal_stored_shape_find_line:
 * @line: of those along @axis, the last of the other dimensions fastest
 * @start: (out caller-allocates): n_dims indices of its first element
 */
void
cal_stored_shape_find_line (const CalStoredShape *self, guint axis, guint64 line, guint64 *start)
{
  for (guint d = self->n_dims; d-- > 0;) {
    start[d] = d == axis ? 0 : line % self->dims[d];
    if (d != axis)
      line /= self->dims[d];
  }
}

/**
 * cal_stored_shape_get_box_bytes:
 *
 * Returns: of @count elements in each dimension as they are stored; G_MAXSIZE if too many
 */
gsize
cal_stored_shape_get_box_bytes (const CalStoredShape *self, const guint64 *count)
{
  gsize n = cal_dtype_get_size (self->dtype);

  for (guint d = 0; d < self->n_dims; d++)
    n = cal_size_times (n, count[d]);
  return n;
}

/**
 * cal_stored_shape_check_box:
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if there is no such box
 */
gboolean
cal_stored_shape_check_box (const CalStoredShape *self,
                            const guint64 *start,
                            const guint64 *count,
                            GError **error)
{
  for (guint d = 0; d < self->n_dims; d++)
    if (start[d] > self->dims[d] || count[d] > self->dims[d] - start[d]) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%" G_GUINT64_FORMAT " from %" G_GUINT64_FORMAT
                   " on in dimension %u; expected no more than the %" G_GSIZE_FORMAT " there are",
                   count[d], start[d], d, self->dims[d]);
      return FALSE;
    }
  return TRUE;
}

/* Frames of three-dimensional volumes: the last dimension of the array is the file's first. */
static void
set_volume_dims (CalStoredShape *shape, gsize n_frames, const gsize dims[3])
{
  shape->n_dims = 4;
  shape->dims[0] = n_frames;
  for (guint d = 0; d < 3; d++)
    shape->dims[3 - d] = dims[d];
}

static gboolean
open_elements (CalGzip *file, gboolean is_swapped, CalStoredFile *self, GError **error)
{
  const char *path = cal_gzip_get_path (file);
  guint64 start = cal_gzip_get_position (file);

  if (cal_gzip_is_compressed (file))
    return cal_stored_gzip_open (path, start, is_swapped, self, error);
  return cal_stored_flat_open (path, start, is_swapped, FALSE, self, error);
}

static gboolean
open_nifti (const char *path, CalStoredFile *self, GError **error)
{
  g_autoptr (CalGzip) file = cal_gzip_open (path, error);
  g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "NIfTI");
  g_autoptr (CalNiftiHeader) header =
      file != NULL ? cal_nifti_header_read (file, loaded, error) : NULL;
  gsize n_frames = 1;

  if (header == NULL)
    return FALSE;
  if (header->is_pair || header->voxel_offset < cal_gzip_get_position (file)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: its voxels lie in another file, or in its header; expected one .nii or "
                 ".nii.gz file",
                 cal_gzip_get_display_name (file));
    return FALSE;
  }
  for (guint d = 3; d < 7; d++)
    n_frames = cal_size_times (n_frames, header->dims[d]);
  self->shape.dtype = header->dtype;
  self->shape.slope = header->slope;
  self->shape.intercept = header->intercept;
  set_volume_dims (&self->shape, n_frames, header->dims);
  return cal_gzip_skip (file, header->voxel_offset - cal_gzip_get_position (file), error) &&
         open_elements (file, header->is_swapped, self, error);
}

static gboolean
open_mgh (const char *path, CalStoredFile *self, GError **error)
{
  g_autoptr (CalGzip) file = cal_gzip_open (path, error);
  g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "MGH");
  CalVolumeDesc desc = {.name = path};

  if (file == NULL || !cal_mgh_read_header (file, &desc, loaded, error))
    return FALSE;
  self->shape.dtype = desc.dtype;
  set_volume_dims (&self->shape, MAX (desc.n_frames, 1), desc.dims);
  return open_elements (file, G_BYTE_ORDER == G_LITTLE_ENDIAN, self, error);
}

static gboolean
open_npy (const char *path, CalStoredFile *self, GError **error)
{
  g_auto (CalNpyHeader) header = {.fields = NULL};

  if (!cal_npy_read_header (path, &header, error))
    return FALSE;
  if (header.type.kind != CAL_NPY_NUMBERS || header.n_dims == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: holds %s in %u dimensions; expected an array of numbers", path,
                 header.type.name, header.n_dims);
    return FALSE;
  }
  self->shape.dtype = header.type.dtype;
  self->shape.n_dims = header.n_dims;
  for (guint d = 0; d < header.n_dims; d++)
    self->shape.dims[d] = header.shape[d];
  return cal_stored_flat_open (path, header.data_offset, header.type.swap, header.fortran_order,
                               self, error);
}

/**
 * cal_stored_file_open:
 * @dataset: (nullable): of a container
 * @self: (out caller-allocates): stays open for the rest of this process's life
 *
 * Only headers are read. In the reader process.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_stored_file_open (
    const char *path, const char *dataset, CalStoredFile *self, CalJob *job, GError **error)
{
  const CalFormat *format = cal_format_find (path, error);

  *self = (CalStoredFile){.shape = {.slope = 1.0}};
  for (guint d = 0; d < CAL_ARRAY_MAX_DIMS; d++)
    self->shape.chunk[d] = 1;
  if (format == NULL)
    return FALSE;
  if (format->load == cal_hdf5_load && dataset != NULL)
    return cal_stored_hdf5_open (path, dataset, self, error);
  if (format->load == cal_nifti_load && dataset == NULL)
    return open_nifti (path, self, error);
  if (format->load == cal_mgh_load && dataset == NULL)
    return open_mgh (path, self, error);
  if (format->load == cal_npy_load && dataset == NULL)
    return open_npy (path, self, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
               "%s: %s%s is not read piece by piece; expected a dataset of an HDF5 file, a NIfTI, "
               "MGH or .npy file",
               path, format->name, dataset != NULL ? "" : " without a dataset");
  return FALSE;
}
