/* buffer.c - memory for the values of a file, which may be shared with another process.
 *
 * In the reader process large values are decoded straight into the memory that its parent maps;
 * everywhere else this is plain memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/buffer.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* Smaller ones are copied in the end: a page each would cost more. */
#define SHARED_SIZE (256 * 1024)

/* From here on buffers begin at a page, for a second thread to make them ready. */
#define LARGE_SIZE (16 * 1024 * 1024)

/* Of this process: set once, before any file is read. */
static CalArena *shared;
static guint64 bytes_left = G_MAXUINT64;
static guint64 bytes_total;
static GMutex lock;

/**
 * cal_buffer_share:
 * @arena: gets all large buffers from now on; lives as long as this process
 * @max_bytes: of all values together
 *
 * The process's limit of address space, if it has one, is for parsing: it grows with the values.
 */
void
cal_buffer_share (CalArena *arena, guint64 max_bytes)
{
  shared = arena;
  bytes_left = max_bytes;
}

/**
 * cal_buffer_get_total:
 *
 * Returns: bytes of all buffers that were ever asked for
 */
guint64
cal_buffer_get_total (void)
{
  guint64 total;

  g_mutex_lock (&lock);
  total = bytes_total;
  g_mutex_unlock (&lock);
  return total;
}

/* Whether there may be @size bytes more. */
static gboolean
take_from_budget (gsize size)
{
  gboolean fits;
  struct rlimit limit;

  g_mutex_lock (&lock);
  fits = size <= bytes_left;
  if (fits) {
    bytes_left -= size;
    bytes_total += size;
  }
  if (fits && shared != NULL && size >= SHARED_SIZE && getrlimit (RLIMIT_AS, &limit) == 0 &&
      limit.rlim_cur != RLIM_INFINITY) {
    limit.rlim_cur = MIN (limit.rlim_cur + size, limit.rlim_max);
    setrlimit (RLIMIT_AS, &limit);
  }
  g_mutex_unlock (&lock);
  return fits;
}

/**
 * cal_buffer_new:
 *
 * From any thread. What is in it is not defined.
 *
 * Returns: (nullable): @size bytes; NULL if there is no memory, or no more is allowed
 */
gpointer
cal_buffer_new (gsize size)
{
  gpointer buffer = NULL;

  if (!take_from_budget (size))
    return NULL;
  if (shared != NULL && size >= SHARED_SIZE)
    return cal_arena_alloc (shared, size);
  if (size < LARGE_SIZE)
    return g_try_malloc (MAX (size, 1));
  return posix_memalign (&buffer, (gsize) sysconf (_SC_PAGESIZE), size) == 0 ? buffer : NULL;
}

/**
 * cal_buffer_free:
 * @buffer: (nullable): what cal_buffer_new() gave
 */
void
cal_buffer_free (gpointer buffer)
{
  if (buffer != NULL && (shared == NULL || !cal_arena_free (shared, buffer)))
    free (buffer);
}

/**
 * cal_buffer_take:
 * @buffer: (transfer full): what cal_buffer_new() gave
 *
 * Returns: (transfer full): the buffer, which frees itself
 */
GBytes *
cal_buffer_take (gpointer buffer, gsize size)
{
  return g_bytes_new_with_free_func (buffer, size, cal_buffer_free, buffer);
}
