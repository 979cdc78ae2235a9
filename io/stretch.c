/* stretch.c - values that lie in a file as they are kept, left there by the process that parsed it.
 *
 * Voxels that are not compressed need no parsing: whoever found out where they lie says so, and
 * whoever wants them reads them into memory of its own, which is faster than sharing it. They are
 * read, not mapped: a mapped file that another program cuts short would kill this one (SIGBUS).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/stretch.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/buffer.h"
#include "io/given-file.h"
#include "model/error.h"

/* Fewer bytes are sooner copied. */
#define LEAST_SIZE ((gsize) 1024 * 1024)

/* A multiple of every element's size that has a byte order; small enough to swap in the cache. */
#define PIECE_SIZE ((gsize) 1024 * 1024)

typedef struct {
  char *path;
  guint64 file_start;
  CalDtype dtype;
  gboolean is_swapped;
  gpointer memory;
  gsize size;
} Left;

/* Of the process that parses one file, and leaves values from one thread. */
static CalArena *shared;
static GArray *all_left;

/**
 * cal_stretch_allow:
 * @arena: the one that cal_buffer_share() got
 *
 * From now on values may be left in this process's files: nobody looks at them here.
 */
void
cal_stretch_allow (CalArena *arena)
{
  shared = arena;
  all_left = g_array_new (FALSE, FALSE, sizeof (Left));
}

/**
 * cal_stretch_leave:
 * @file_start: where in the file the values begin
 * @size: bytes, which the file holds
 * @is_swapped: they are of the other byte order
 *
 * Returns: (transfer full) (nullable): what stands for the values, and crashes if it is looked at;
 *   NULL if they have to be read here
 */
GBytes *
cal_stretch_leave (
    const char *path, guint64 file_start, CalDtype dtype, gsize size, gboolean is_swapped)
{
  Left left = {NULL, file_start, dtype, is_swapped, NULL, size};

  if (shared == NULL || size < LEAST_SIZE)
    return NULL;
  left.memory = cal_buffer_new (size);
  if (left.memory == NULL || mprotect (left.memory, size, PROT_NONE) != 0) {
    cal_buffer_free (left.memory);
    return NULL;
  }
  left.path = g_strdup (path);
  g_array_append_val (all_left, left);
  return cal_buffer_take (left.memory, size);
}

/**
 * cal_stretch_describe:
 *
 * Returns: (transfer floating): all that was left and still stands in the arena, for
 *   cal_stretch_read()
 */
GVariant *
cal_stretch_describe (void)
{
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (CAL_STRETCH_ROWS_TYPE));

  for (guint n = 0; all_left != NULL && n < all_left->len; n++) {
    const Left *left = &g_array_index (all_left, Left, n);
    guint64 start;

    if (cal_arena_find (shared, left->memory, left->size, &start))
      g_variant_builder_add (&rows, "(ttubt^ay)", start, (guint64) left->size,
                             (guint32) left->dtype, left->is_swapped, left->file_start, left->path);
  }
  return g_variant_builder_end (&rows);
}

typedef struct {
  const char *path;
  guint64 start;
  guint64 size;
  guint64 file_start;
  guint32 dtype;
  gboolean is_swapped;
  CalJob *job;
  guint64 *done; /* of all stretches */
  guint64 total;
} Reading;

static gboolean
fail_system (const char *name, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", name,
               g_strerror (code));
  return FALSE;
}

static gboolean
read_piece (int fd, guint8 *out, gsize size, guint64 at, const char *name, GError **error)
{
  gssize n = 0;

  for (gsize done = 0; done < size; done += (gsize) n) {
    do
      n = pread (fd, out + done, size - done, (off_t) (at + done));
    while (n < 0 && errno == EINTR);
    if (n < 0)
      return fail_system (name, errno, error);
    if (n == 0) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: ends after %" G_GUINT64_FORMAT " bytes; its values go on", name, at + done);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_values (const Reading *self, int fd, guint8 *memory, const char *name, GError **error)
{
  gsize element_size = cal_dtype_get_size ((CalDtype) self->dtype);

  for (gsize done = 0, size; done < self->size; done += size) {
    size = MIN (PIECE_SIZE, self->size - done);
    if (!cal_job_check (self->job, error) ||
        !read_piece (fd, memory + done, size, self->file_start + done, name, error))
      return FALSE;
    if (self->is_swapped)
      cal_dtype_swap_bytes ((CalDtype) self->dtype, memory + done, size / element_size);
    *self->done += size;
    cal_job_report (self->job, (double) *self->done / (double) self->total, NULL);
  }
  return TRUE;
}

static gboolean
read_stretch (const Reading *self, GBytes *block, const char *main_path, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);
  int fd = cal_given_file_open (main_path, self->path);
  struct stat status;
  gpointer memory;
  gboolean ok;

  if (fd < 0)
    return fail_system (name, -fd, error);
  if (fstat (fd, &status) != 0 || self->size > (guint64) status.st_size ||
      self->file_start > (guint64) status.st_size - self->size) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" G_GUINT64_FORMAT " bytes of values from byte %" G_GUINT64_FORMAT
                 "; the file ends before",
                 name, self->size, self->file_start);
    close (fd);
    return FALSE;
  }
  memory = cal_arena_replace (block, self->start, self->size, error);
  if (memory == NULL)
    g_prefix_error (error, "%s: ", name);
  ok = memory != NULL && read_values (self, fd, memory, name, error);
  close (fd);
  return ok;
}

/**
 * cal_stretch_read:
 * @rows: what cal_stretch_describe() gave, or what somebody claims it did
 * @block: what cal_arena_map() gave, and nobody has looked at yet: gets the values
 * @main_path: the file that the person opened, which decides what others may be read
 * @job: (nullable): for progress and cancelling
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if the rows make no sense or a file ends before its values
 *   do, CAL_ERROR_LIMIT if they are more than memory can hold, G_FILE_ERROR or
 *   G_IO_ERROR_CANCELLED
 */
gboolean
cal_stretch_read (GVariant *rows, GBytes *block, const char *main_path, CalJob *job, GError **error)
{
  g_autofree char *main_name = g_filename_display_name (main_path);
  guint64 done = 0;
  Reading reading = {.job = job, .done = &done};
  GVariantIter iter;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(ttubt^&ay)", NULL, &reading.size, &reading.dtype, NULL, NULL,
                              NULL))
    if (reading.size == 0 || reading.dtype > CAL_DTYPE_BOOL ||
        reading.size % cal_dtype_get_size ((CalDtype) reading.dtype) != 0 ||
        !g_uint64_checked_add (&reading.total, reading.total, reading.size)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader talks nonsense", main_name);
      return FALSE;
    }
  if (reading.total > cal_buffer_get_budget ()) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory for %" G_GUINT64_FORMAT " bytes",
                 main_name, reading.total);
    return FALSE;
  }
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(ttubt^&ay)", &reading.start, &reading.size, &reading.dtype,
                              &reading.is_swapped, &reading.file_start, &reading.path))
    if (!read_stretch (&reading, block, main_path, error))
      return FALSE;
  return TRUE;
}
