/* voxels.c - the elements that follow a header: read piece by piece, shown from the first frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/voxels.h"

#include "io/buffer.h"
#include "io/path.h"
#include "io/prefault.h"
#include "io/stretch.h"
#include "model/error.h"
#include "model/memory.h"

/* A multiple of every element's size that has a byte order; small enough to swap in the cache. */
#define PIECE_SIZE (1024 * 1024)

/* From here on a second thread makes memory ready. */
#define LARGE_SIZE ((gsize) 16 * 1024 * 1024)

typedef struct {
  CalGzip *file;
  CalDtype dtype;
  gboolean is_swapped;
  guint8 *elements;
  gsize size;
  gsize done;
  CalJob *job;
} Reading;

/* Whether the file can hold them. */
static gboolean
measure (Reading *self, gsize n_elements, GError **error)
{
  const char *name = cal_gzip_get_display_name (self->file);
  guint64 position = cal_gzip_get_position (self->file);
  guint64 limit = cal_gzip_get_limit (self->file);

  if (!g_size_checked_mul (&self->size, n_elements, cal_dtype_get_size (self->dtype)) ||
      self->size > limit - MIN (position, limit)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header asks for %" G_GSIZE_FORMAT
                 " elements of %s from byte %" G_GUINT64_FORMAT
                 "; the file holds %s%" G_GUINT64_FORMAT " bytes",
                 name, n_elements, cal_dtype_get_name (self->dtype), position,
                 cal_gzip_is_compressed (self->file) ? "at most " : "", limit);
    return FALSE;
  }
  return TRUE;
}

static gboolean
begin_reading (Reading *self, GError **error)
{
  self->elements = cal_buffer_new (self->size);
  if (self->elements != NULL)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory for %" G_GSIZE_FORMAT " bytes",
               cal_gzip_get_display_name (self->file), self->size);
  return FALSE;
}

static gboolean
read_until (Reading *self, gsize end, GError **error)
{
  g_autoptr (CalPrefault) prefault = NULL;

  /* Copying alone is slower with two threads at the same shared memory. */
  if (cal_gzip_is_compressed (self->file) && end - self->done >= LARGE_SIZE)
    prefault = cal_prefault_begin (self->elements, end, cal_buffer_is_shared (self->size));
  while (self->done < end) {
    gsize size = MIN (PIECE_SIZE, end - self->done);

    if (!cal_job_check (self->job, error) ||
        !cal_gzip_read (self->file, self->elements + self->done, size, error))
      return FALSE;
    if (self->is_swapped)
      cal_dtype_swap_bytes (self->dtype, self->elements + self->done,
                            size / cal_dtype_get_size (self->dtype));
    self->done += size;
    if (prefault != NULL)
      cal_prefault_advance (prefault, self->done);
    cal_job_report (self->job, (double) self->done / (double) self->size, NULL);
  }
  return TRUE;
}

/**
 * cal_voxels_read:
 * @file: where the elements begin
 * @is_swapped: they are of the other byte order
 * @job: (nullable): for progress and cancelling
 *
 * Returns: (transfer full): the elements in the machine's byte order; or NULL with CAL_ERROR_FORMAT
 *   if the file cannot hold them (nothing is allocated then) or does not, CAL_ERROR_LIMIT if memory
 *   cannot, G_IO_ERROR_CANCELLED, or G_FILE_ERROR
 */
GBytes *
cal_voxels_read (CalGzip *file,
                 CalDtype dtype,
                 gsize n_elements,
                 gboolean is_swapped,
                 CalJob *job,
                 GError **error)
{
  Reading reading = {.file = file, .dtype = dtype, .is_swapped = is_swapped, .job = job};

  if (!measure (&reading, n_elements, error) || !begin_reading (&reading, error))
    return NULL;
  if (!read_until (&reading, reading.size, error)) {
    cal_buffer_free (reading.elements);
    return NULL;
  }
  return cal_buffer_take (reading.elements, reading.size);
}

static gboolean
offer_first_frame (const Reading *reading,
                   const CalVolumeDesc *desc,
                   GBytes *voxels,
                   CalLoaded *loaded,
                   GError **error)
{
  g_autoptr (CalLoaded) part =
      cal_loaded_new (cal_loaded_get_path (loaded), cal_loaded_get_kind (loaded));
  CalVolumeDesc first = *desc;
  CalVolume *volume;

  first.n_frames = 1;
  for (int d = 0; d < 4; d++)
    first.frame_dims[d] = 0;
  first.frames_in_file = desc->n_frames;
  first.voxels = voxels;
  volume = cal_volume_new (&first, error);
  if (volume == NULL) {
    g_prefix_error (error, "%s: ", cal_gzip_get_display_name (reading->file));
    return FALSE;
  }
  cal_loaded_add (part, volume);
  cal_job_offer (reading->job, G_OBJECT (part));
  return TRUE;
}

/* Per-vertex files bend volume formats: all vertices along one axis. */
static gboolean
is_vertex_file (const CalVolumeDesc *desc)
{
  return (desc->dims[0] > 1) + (desc->dims[1] > 1) + (desc->dims[2] > 1) == 1;
}

static GBytes *
scale_elements (const CalVolumeDesc *desc, GBytes *elements)
{
  gsize n = g_bytes_get_size (elements) / cal_dtype_get_size (desc->dtype);
  double *values = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    values[i] = desc->slope * cal_dtype_read (desc->dtype, g_bytes_get_data (elements, NULL), i) +
                desc->intercept;
  return g_bytes_new_take (values, cal_size_times (n, sizeof *values));
}

static gpointer
new_vector (const CalVolumeDesc *desc, GBytes *elements, CalLoaded *loaded, GError **error)
{
  gboolean is_scaled = (desc->slope != 0.0 && desc->slope != 1.0) || desc->intercept != 0.0;
  g_autoptr (GBytes) bytes = is_scaled ? scale_elements (desc, elements) : g_bytes_ref (elements);
  gsize dims[2] = {desc->n_frames, desc->dims[0] * desc->dims[1] * desc->dims[2]};
  g_autoptr (CalArray) values =
      cal_array_new (is_scaled ? CAL_DTYPE_FLOAT64 : desc->dtype, 2, dims, bytes, error);
  const char *path = cal_loaded_get_path (loaded);
  CalVectorDesc vector = {
      .name = desc->name,
      .source = path,
      .values = values,
      .hemisphere = cal_path_get_hemisphere (path),
      .unit = desc->unit,
      .statistic = desc->statistic,
      .per_vertex = TRUE,
  };

  if (values == NULL)
    return NULL;
  cal_loaded_add_detail (loaded, "Read as",
                         "%" G_GSIZE_FORMAT " values a frame, one a vertex: only one axis of "
                         "the grid is longer than 1",
                         dims[1]);
  return cal_vector_new (&vector, error);
}

/* The first frame is copied: what is shown must not lie in memory that is still being filled. */
static GBytes *
read_series (Reading *reading,
             const CalVolumeDesc *desc,
             CalLoaded *loaded,
             gsize frame_size,
             GError **error)
{
  gboolean ok = begin_reading (reading, error);

  if (ok && frame_size > 0) {
    g_autoptr (GBytes) first = NULL;

    ok = read_until (reading, frame_size, error);
    first = ok ? g_bytes_new (reading->elements, frame_size) : NULL;
    ok = ok && offer_first_frame (reading, desc, first, loaded, error);
  }
  if (ok && read_until (reading, reading->size, error))
    return cal_buffer_take (reading->elements, reading->size);
  cal_buffer_free (reading->elements);
  return NULL;
}

/* All but the first frame stays in the file. Returns FALSE with @error set if that cannot be read;
 * what stands for the voxels is NULL if they must be read here. */
static gboolean
leave_series (Reading *reading,
              const CalVolumeDesc *desc,
              CalLoaded *loaded,
              gsize frame_size,
              GBytes **voxels,
              GError **error)
{
  guint64 start = cal_gzip_get_position (reading->file);
  g_autoptr (GBytes) first = NULL;

  *voxels = NULL;
  if (cal_gzip_is_compressed (reading->file) || is_vertex_file (desc))
    return TRUE;
  *voxels = cal_stretch_leave (cal_gzip_get_path (reading->file), start, desc->dtype, reading->size,
                               reading->is_swapped);
  if (*voxels == NULL)
    return TRUE;
  if (frame_size > 0) {
    first =
        cal_voxels_read (reading->file, desc->dtype, frame_size / cal_dtype_get_size (desc->dtype),
                         reading->is_swapped, NULL, error);
    if (first == NULL || !offer_first_frame (reading, desc, first, loaded, error))
      return FALSE;
  }
  return cal_gzip_skip (reading->file, reading->size - frame_size, error);
}

/**
 * cal_voxels_load:
 * @file: where the voxels begin
 * @desc: all of the volume but its voxels
 * @is_swapped: they are of the other byte order
 * @loaded: gets the volume; or a vector, if all voxels lie along one axis
 * @job: (nullable): is offered the first frame of a series
 *
 * Returns: FALSE with an error as cal_voxels_read() and cal_volume_new()
 */
gboolean
cal_voxels_load (CalGzip *file,
                 const CalVolumeDesc *desc,
                 gboolean is_swapped,
                 CalLoaded *loaded,
                 CalJob *job,
                 GError **error)
{
  Reading reading = {.file = file, .dtype = desc->dtype, .is_swapped = is_swapped, .job = job};
  gsize n_elements = MAX (desc->n_frames, 1), frame_size = 0;
  g_autoptr (GBytes) bytes = NULL;
  CalVolumeDesc whole = *desc;
  gpointer object;

  for (int a = 0; a < 3; a++)
    if (!g_size_checked_mul (&n_elements, n_elements, desc->dims[a]))
      n_elements = G_MAXSIZE;
  if (!measure (&reading, n_elements, error))
    return FALSE;
  if (cal_job_wants_offers (job) && desc->n_frames > 1 && !is_vertex_file (desc))
    frame_size = reading.size / desc->n_frames;
  if (!leave_series (&reading, desc, loaded, frame_size, &bytes, error))
    return FALSE;
  if (bytes == NULL)
    bytes = read_series (&reading, desc, loaded, frame_size, error);
  if (bytes == NULL)
    return FALSE;
  whole.voxels = bytes;
  object = is_vertex_file (desc) ? new_vector (desc, bytes, loaded, error)
                                 : (gpointer) cal_volume_new (&whole, error);
  if (object == NULL) {
    g_prefix_error (error, "%s: ", cal_gzip_get_display_name (file));
    return FALSE;
  }
  cal_loaded_add (loaded, object);
  return TRUE;
}
