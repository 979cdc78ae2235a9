/* stored-array.c - numbers that stay in their file, and are read where they lie, piece by piece.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/stored-private.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "model/error.h"
#include "model/memory.h"

/* Processes that keep a file open at the same time: a subject of NSD has forty sessions. */
#define MAX_OPEN 48

G_DEFINE_FINAL_TYPE (CalStoredArray, cal_stored_array, G_TYPE_OBJECT)

static GMutex open_lock; /* guards what follows; taken after an array's own lock */
static GPtrArray *open_arrays;
static guint64 last_number;

void
cal_stored_close_file (CalStoredArray *self)
{
  g_clear_pointer (&self->held, cal_reader_held_free);
  if (self->window != NULL)
    munmap (self->window, CAL_STORED_WINDOW_BYTES);
  self->window = NULL;
}

void
cal_stored_forget_places (CalStoredArray *self)
{
  g_clear_pointer (&self->places, g_free);
  self->were_places_asked = FALSE;
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

static void
cal_stored_array_finalize (GObject *object)
{
  CalStoredArray *self = CAL_STORED_ARRAY (object);

  g_mutex_lock (&open_lock);
  if (open_arrays != NULL)
    g_ptr_array_remove_fast (open_arrays, self);
  g_mutex_unlock (&open_lock);
  cal_stored_close_file (self);
  cal_stored_forget_places (self);
  cal_stored_cache_forget (self->number);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->dataset);
  G_OBJECT_CLASS (cal_stored_array_parent_class)->finalize (object);
}

static void
cal_stored_array_class_init (CalStoredArrayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_stored_array_finalize;
}

static void
cal_stored_array_init (CalStoredArray *self)
{
  g_mutex_init (&self->lock);
  self->fd = -1;
}

/* Closes the file that was used longest ago, of those that nobody is reading. */
static void
close_one (const CalStoredArray *but)
{
  CalStoredArray *oldest = NULL;

  for (guint n = 0; n < open_arrays->len; n++) {
    CalStoredArray *other = open_arrays->pdata[n];

    if (other == but || !g_mutex_trylock (&other->lock))
      continue;
    if (oldest == NULL || other->last_use < oldest->last_use) {
      if (oldest != NULL)
        g_mutex_unlock (&oldest->lock);
      oldest = other;
    } else
      g_mutex_unlock (&other->lock);
  }
  if (oldest == NULL)
    return;
  cal_stored_close_file (oldest);
  cal_stored_forget_places (oldest);
  g_mutex_unlock (&oldest->lock);
  g_ptr_array_remove_fast (open_arrays, oldest);
}

static void
note_open (CalStoredArray *self)
{
  g_mutex_lock (&open_lock);
  if (open_arrays == NULL)
    open_arrays = g_ptr_array_new ();
  if (!g_ptr_array_find (open_arrays, self, NULL)) {
    if (open_arrays->len >= MAX_OPEN)
      close_one (self);
    g_ptr_array_add (open_arrays, self);
  }
  g_mutex_unlock (&open_lock);
}

/* Nothing that the reader says is believed. */
static gboolean
take_shape (CalStoredArray *self, GVariant *stored, CalStoredShape *shape, GError **error)
{
  g_autoptr (GVariant) dims = NULL, chunk = NULL;
  const guint64 *lengths, *chunk_lengths;
  gsize n_dims, n_chunk, bytes;
  guint32 dtype;
  gboolean sound;

  g_variant_get (stored, "(u@at@atbdd)", &dtype, &dims, &chunk, &shape->is_packed, &shape->slope,
                 &shape->intercept);
  lengths = g_variant_get_fixed_array (dims, &n_dims, sizeof *lengths);
  chunk_lengths = g_variant_get_fixed_array (chunk, &n_chunk, sizeof *lengths);
  sound = dtype <= CAL_DTYPE_BOOL && n_dims > 0 && n_dims <= CAL_ARRAY_MAX_DIMS &&
          n_chunk == n_dims && isfinite (shape->slope) && isfinite (shape->intercept);
  shape->dtype = sound ? (CalDtype) dtype : CAL_DTYPE_UINT8;
  shape->n_dims = (guint) n_dims;
  bytes = cal_dtype_get_size (shape->dtype);
  for (gsize d = 0; sound && d < n_dims; d++) {
    shape->dims[d] = lengths[d];
    shape->chunk[d] = chunk_lengths[d];
    bytes = cal_size_times (bytes, lengths[d]);
    sound = chunk_lengths[d] > 0 && bytes != G_MAXSIZE;
  }
  if (sound && bytes > 0)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", self->path,
               sound ? "holds no elements" : "the reader talks nonsense");
  return FALSE;
}

gboolean
cal_stored_is_same_file (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
         a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static int
make_window (CalStoredArray *self, GError **error)
{
  int fd = memfd_create ("calcarine", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  gpointer memory = MAP_FAILED;

  /* Nobody can cut it short while it is looked at. */
  if (fd >= 0 && ftruncate (fd, (off_t) CAL_STORED_WINDOW_BYTES) == 0 &&
      fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    memory = mmap (NULL, CAL_STORED_WINDOW_BYTES, PROT_READ, MAP_SHARED, fd, 0);
  if (memory != MAP_FAILED) {
    self->window = memory;
    return fd;
  }
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "shared memory: %s",
               g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

/* Has a process open the file. The lock is held. */
gboolean
cal_stored_open_file (CalStoredArray *self, CalStoredShape *shape, CalJob *job, GError **error)
{
  const CalReaderRequest request = {.what = "stored", .path = self->path, .dataset = self->dataset};
  g_autoptr (GVariant) stored = NULL;
  struct stat status;
  int window;

  cal_stored_close_file (self);
  if (stat (self->path, &status) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", self->path,
                 g_strerror (errno));
    return FALSE;
  }
  if (self->shape.n_dims > 0 && !cal_stored_is_same_file (&status, &self->status)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: has changed since it was opened; open it again", self->path);
    return FALSE;
  }
  self->status = status;
  window = make_window (self, error);
  if (window < 0)
    return FALSE;
  self->held = cal_reader_hold (&request, window, &stored, job, error);
  close (window);
  self->last_use = g_get_monotonic_time ();
  if (self->held == NULL || !take_shape (self, stored, shape, error)) {
    cal_stored_close_file (self);
    return FALSE;
  }
  note_open (self);
  return TRUE;
}

/**
 * cal_stored_array_new:
 * @path: HDF5, .npy, NIfTI or MGH
 * @dataset: (nullable): of an HDF5 file
 * @job: (nullable)
 *
 * Reads headers alone. The frames of NIfTI and MGH are the first dimension, then come k, j, i.
 *
 * Returns: (transfer full): the array, or NULL with @error set
 */
CalStoredArray *
cal_stored_array_new (const char *path, const char *dataset, CalJob *job, GError **error)
{
  g_autoptr (CalStoredArray) self = g_object_new (CAL_TYPE_STORED_ARRAY, NULL);
  CalStoredShape shape = {0};
  gboolean opened;

  self->path = g_strdup (path);
  self->dataset = g_strdup (dataset);
  g_mutex_lock (&open_lock);
  self->number = ++last_number;
  g_mutex_unlock (&open_lock);
  g_mutex_lock (&self->lock);
  opened = cal_stored_open_file (self, &shape, job, error);
  g_mutex_unlock (&self->lock);
  if (!opened)
    return NULL;
  self->shape = shape;
  return g_steal_pointer (&self);
}

const char *
cal_stored_array_get_path (CalStoredArray *self)
{
  return self->path;
}

const CalStoredShape *
cal_stored_array_get_shape (CalStoredArray *self)
{
  return &self->shape;
}

/**
 * cal_stored_array_get_slab_bytes:
 *
 * Returns: how much of the file has to be read for one slab across @axis
 */
guint64
cal_stored_array_get_slab_bytes (CalStoredArray *self, guint axis)
{
  const CalStoredShape *shape = &self->shape;
  gsize bytes = cal_dtype_get_size (shape->dtype), all = bytes, is_chunked = 0;

  if (shape->is_packed)
    return (guint64) self->status.st_size;
  for (guint d = 0; d < shape->n_dims; d++) {
    gsize chunk = MIN (shape->chunk[d], shape->dims[d]);
    gsize n = d == axis ? 1 : (shape->dims[d] + chunk - 1) / chunk;

    is_chunked += shape->chunk[d] > 1;
    bytes = cal_size_times (cal_size_times (bytes, n), chunk);
    all = cal_size_times (all, shape->dims[d]);
  }
  /* Of elements far apart a page each is read. */
  if (is_chunked == 0 && axis + 1 == shape->n_dims && shape->dims[axis] > 1)
    bytes = cal_size_times (cal_stored_shape_get_n_lines (shape, axis), 4096);
  return MIN (bytes, all);
}

void
cal_stored_convert (const CalStoredArray *self, const guint8 *elements, gsize n, float *values)
{
  cal_dtype_read_floats (self->shape.dtype, elements, 0, n, self->shape.slope,
                         self->shape.intercept, values);
}

/* Whether the cache had the box. */
static gboolean
find_kept (CalStoredArray *self, const CalStoredKey *key, gsize size, float *values)
{
  g_autofree guint8 *elements = g_try_malloc (size);

  if (elements == NULL || !cal_stored_cache_find (key, elements, size))
    return FALSE;
  cal_stored_convert (self, elements, size / cal_dtype_get_size (self->shape.dtype), values);
  return TRUE;
}

/* Elements of a box as numbers; kept under @key, if there is one. */
static gboolean
read_box (CalStoredArray *self,
          const CalStoredKey *key,
          const guint64 *start,
          const guint64 *count,
          float *values,
          CalJob *job,
          GError **error)
{
  gsize size = cal_stored_shape_get_box_bytes (&self->shape, count);
  gsize n = size / cal_dtype_get_size (self->shape.dtype);
  g_autofree guint8 *whole = NULL;
  const guint8 *elements;
  gboolean ok;

  if (key != NULL && find_kept (self, key, size, values))
    return TRUE;
  if (size > CAL_STORED_WINDOW_BYTES) {
    whole = cal_memory_allocate (size, 1, error);
    if (whole == NULL)
      return FALSE;
  }
  if (!cal_stored_take_turn (self, job, error))
    return FALSE;
  ok = whole != NULL ? cal_stored_ask_box (self, start, count, whole, job, error)
                     : cal_stored_ask_window (self, start, count, size, job, error);
  elements = whole != NULL ? whole : self->window;
  if (ok) {
    cal_stored_convert (self, elements, n, values);
    if (key != NULL)
      cal_stored_cache_keep (key, elements, size);
  }
  g_mutex_unlock (&self->lock);
  return ok;
}

/**
 * cal_stored_array_read_box:
 * @start: n_dims indices
 * @count: how many in each dimension
 * @values: (out caller-allocates): the last dimension fastest
 * @job: (nullable): for progress and cancelling
 *
 * Returns: FALSE with @error set, CAL_ERROR_ARGUMENT if there is no such box
 */
gboolean
cal_stored_array_read_box (CalStoredArray *self,
                           const guint64 *start,
                           const guint64 *count,
                           float *values,
                           CalJob *job,
                           GError **error)
{
  return cal_stored_shape_check_box (&self->shape, start, count, error) &&
         read_box (self, NULL, start, count, values, job, error);
}

static gboolean
find_slab (
    CalStoredArray *self, guint axis, gsize index, guint64 *start, guint64 *count, GError **error)
{
  if (axis >= self->shape.n_dims || index >= self->shape.dims[axis]) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: no index %" G_GSIZE_FORMAT " in dimension %u", self->path, index, axis);
    return FALSE;
  }
  for (guint d = 0; d < self->shape.n_dims; d++) {
    start[d] = d == axis ? index : 0;
    count[d] = d == axis ? 1 : self->shape.dims[d];
  }
  return TRUE;
}

/**
 * cal_stored_array_read_slab:
 * @axis: a dimension
 * @index: in it
 * @values: (out caller-allocates): everything that has that index, the last dimension fastest
 * @job: (nullable): for progress and cancelling
 *
 * A frame of a series, the sample of an attention file.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_stored_array_read_slab (
    CalStoredArray *self, guint axis, gsize index, float *values, CalJob *job, GError **error)
{
  const CalStoredKey key = {self->number, axis, TRUE, index};
  guint64 start[CAL_ARRAY_MAX_DIMS], count[CAL_ARRAY_MAX_DIMS];

  return find_slab (self, axis, index, start, count, error) &&
         read_box (self, &key, start, count, values, job, error);
}

/**
 * cal_stored_array_read_elements:
 * @elements: (out caller-allocates): what cal_stored_array_read_slab() gives, of the type that is
 *   stored, in the machine's byte order; it is not kept
 *
 * A picture of many.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_stored_array_read_elements (
    CalStoredArray *self, guint axis, gsize index, gpointer elements, CalJob *job, GError **error)
{
  guint64 start[CAL_ARRAY_MAX_DIMS], count[CAL_ARRAY_MAX_DIMS];
  gboolean ok;

  if (!find_slab (self, axis, index, start, count, error) ||
      !cal_stored_take_turn (self, job, error))
    return FALSE;
  ok = cal_stored_ask_box (self, start, count, elements, job, error);
  g_mutex_unlock (&self->lock);
  return ok;
}
