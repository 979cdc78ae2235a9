/* arena.c - memory that another process can be given: filled by one, then sealed, then read by all.
 *
 * A memory file of Linux. Pieces of it are mapped one by one as they are asked for, so that what
 * was written into one stays where it is while others are added. Once sealed nobody can write to
 * it or cut it short, and whoever maps it need not trust whoever filled it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/error.h"

#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

typedef struct {
  guint8 *memory;
  gsize size;
  guint64 offset;
} Piece;

struct _CalArena {
  gatomicrefcount n_refs;
  int fd;
  gpointer head;
  GMutex lock; /* guards what follows */
  GArray *pieces;
  guint64 size;
};

static void
set_system_error (GError **error, int code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "shared memory: %s",
               g_strerror (code));
}

static gsize
round_to_pages (gsize size)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  return size > G_MAXSIZE - page ? 0 : (MAX (size, 1) + page - 1) / page * page;
}

CalArena *
cal_arena_ref (CalArena *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

static void
unmap_pieces (CalArena *self)
{
  for (guint n = 0; n < self->pieces->len; n++) {
    Piece *piece = &g_array_index (self->pieces, Piece, n);

    munmap (piece->memory, piece->size);
  }
  g_array_set_size (self->pieces, 0);
}

/**
 * cal_arena_unref:
 *
 * The last one frees all of it: nothing that was allocated may be used any more.
 */
void
cal_arena_unref (CalArena *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  unmap_pieces (self);
  if (self->fd >= 0)
    close (self->fd);
  g_array_unref (self->pieces);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cal_arena_alloc:
 *
 * From any thread.
 *
 * Returns: (nullable): @size bytes, all zero, beginning at a page; NULL if there is no memory
 */
gpointer
cal_arena_alloc (CalArena *self, gsize size)
{
  Piece piece = {.size = round_to_pages (size)};
  guint64 end;

  g_mutex_lock (&self->lock);
  piece.offset = self->size;
  piece.memory = MAP_FAILED;
  if (piece.size > 0 && g_uint64_checked_add (&end, self->size, piece.size) && end <= G_MAXINT64 &&
      ftruncate (self->fd, (off_t) end) == 0)
    piece.memory =
        mmap (NULL, piece.size, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd, (off_t) piece.offset);
  if (piece.memory != MAP_FAILED) {
    self->size = end;
    g_array_append_val (self->pieces, piece);
  }
  g_mutex_unlock (&self->lock);
  return piece.memory != MAP_FAILED ? piece.memory : NULL;
}

/**
 * cal_arena_new:
 *
 * Returns: (transfer full): one that holds its head alone, or NULL with G_FILE_ERROR
 */
CalArena *
cal_arena_new (GError **error)
{
  int fd = memfd_create ("calcarine", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  CalArena *self;

  if (fd < 0) {
    set_system_error (error, errno);
    return NULL;
  }
  self = g_new0 (CalArena, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->fd = fd;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_mutex_init (&self->lock);
  self->head = cal_arena_alloc (self, CAL_ARENA_HEAD_SIZE);
  if (self->head == NULL) {
    set_system_error (error, ENOMEM);
    cal_arena_unref (self);
    return NULL;
  }
  return self;
}

/**
 * cal_arena_get_head:
 *
 * Returns: (transfer none): the first CAL_ARENA_HEAD_SIZE bytes
 */
gpointer
cal_arena_get_head (CalArena *self)
{
  return self->head;
}

/**
 * cal_arena_free:
 * @memory: what cal_arena_alloc() gave
 *
 * Gives the memory back to the system; a hole stays in the file. From any thread.
 *
 * Returns: FALSE if @memory is none of this arena's
 */
gboolean
cal_arena_free (CalArena *self, gconstpointer memory)
{
  gboolean found = FALSE;

  g_mutex_lock (&self->lock);
  for (guint n = 0; !found && n < self->pieces->len; n++) {
    Piece piece = g_array_index (self->pieces, Piece, n);

    found = piece.memory == memory;
    if (!found)
      continue;
    munmap (piece.memory, piece.size);
    fallocate (self->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t) piece.offset,
               (off_t) piece.size);
    g_array_remove_index_fast (self->pieces, n);
  }
  g_mutex_unlock (&self->lock);
  return found;
}

/**
 * cal_arena_find:
 * @offset: (out): of @memory in the file
 *
 * Returns: whether the @size bytes lie in one piece of this arena
 */
gboolean
cal_arena_find (CalArena *self, gconstpointer memory, gsize size, guint64 *offset)
{
  const guint8 *wanted = memory;
  gboolean found = FALSE;

  g_mutex_lock (&self->lock);
  for (guint n = 0; !found && n < self->pieces->len; n++) {
    Piece *piece = &g_array_index (self->pieces, Piece, n);

    found = wanted >= piece->memory && size <= piece->size &&
            (gsize) (wanted - piece->memory) <= piece->size - size;
    if (found)
      *offset = piece->offset + (guint64) (wanted - piece->memory);
  }
  g_mutex_unlock (&self->lock);
  return found;
}

/**
 * cal_arena_get_size:
 *
 * Returns: bytes, those of holes among them
 */
guint64
cal_arena_get_size (CalArena *self)
{
  return self->size;
}

/**
 * cal_arena_seal:
 *
 * Nothing that was allocated may be used any more: it is unmapped.
 *
 * Returns: the file, which nobody can change, to be closed by the caller; -1 with G_FILE_ERROR
 */
int
cal_arena_seal (CalArena *self, GError **error)
{
  int fd = self->fd;

  unmap_pieces (self);
  if (fcntl (fd, F_ADD_SEALS, SEALS | F_SEAL_SEAL) != 0) {
    set_system_error (error, errno);
    return -1;
  }
  self->fd = -1;
  return fd;
}

typedef struct {
  void *data;
  gsize size;
} Mapping;

static void
mapping_free (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->data, mapping->size);
  g_free (mapping);
}

/**
 * cal_arena_map:
 * @fd: stays the caller's
 *
 * Returns: (transfer full): what a sealed arena holds, mapped, not copied; NULL with
 *   CAL_ERROR_FORMAT if it is not sealed, so that whoever made it could still change it or cut it
 *   short, or G_FILE_ERROR
 */
GBytes *
cal_arena_map (int fd, GError **error)
{
  int seals = fcntl (fd, F_GET_SEALS);
  struct stat status;
  Mapping *mapping;
  void *data;

  if (seals < 0 || (seals & SEALS) != SEALS) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "shared memory that is not sealed");
    return NULL;
  }
  if (fstat (fd, &status) != 0) {
    set_system_error (error, errno);
    return NULL;
  }
  if (status.st_size == 0)
    return g_bytes_new (NULL, 0);
  data = mmap (NULL, (gsize) status.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (data == MAP_FAILED) {
    set_system_error (error, errno);
    return NULL;
  }
  mapping = g_new (Mapping, 1);
  *mapping = (Mapping){data, (gsize) status.st_size};
  return g_bytes_new_with_free_func (data, mapping->size, mapping_free, mapping);
}

/**
 * cal_arena_replace:
 * @mapped: what cal_arena_map() gave, of which nobody has a pointer yet
 * @start: of a piece, so a multiple of the page's size
 *
 * Puts memory of this process alone, all zero, in place of a stretch of what is mapped.
 *
 * Returns: (transfer none): that memory, which can be written to and goes with @mapped; NULL with
 *   CAL_ERROR_FORMAT if the stretch lies outside, or G_FILE_ERROR
 */
gpointer
cal_arena_replace (GBytes *mapped, guint64 start, guint64 size, GError **error)
{
  gsize whole;
  guint8 *data = (guint8 *) g_bytes_get_data (mapped, &whole);
  gpointer memory;

  if (size == 0 || start % (guint64) sysconf (_SC_PAGESIZE) != 0 || start > whole ||
      size > whole - start) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "shared memory does not have such a stretch");
    return NULL;
  }
  memory = mmap (data + start, size, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (memory == MAP_FAILED) {
    set_system_error (error, errno);
    return NULL;
  }
  return memory;
}
