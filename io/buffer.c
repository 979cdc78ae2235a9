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
static guint64 bytes_left; /* while they are shared */
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
 * cal_buffer_get_budget:
 *
 * Returns: the most bytes that a buffer may have: of three quarters of the machine's memory, or in
 *   the reader process of what its parent allows
 */
guint64
cal_buffer_get_budget (void)
{
  guint64 budget;

  if (shared == NULL)
    return (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE) / 4 * 3;
  g_mutex_lock (&lock);
  budget = bytes_left;
  g_mutex_unlock (&lock);
  return budget;
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
  struct rlimit limit;

  if (size > cal_buffer_get_budget ())
    return FALSE;
  g_mutex_lock (&lock);
  if (shared != NULL)
    bytes_left -= MIN (size, bytes_left);
  bytes_total += size;
  if (shared != NULL && size >= SHARED_SIZE && getrlimit (RLIMIT_AS, &limit) == 0 &&
      limit.rlim_cur != RLIM_INFINITY) {
    limit.rlim_cur = MIN (limit.rlim_cur + size, limit.rlim_max);
    setrlimit (RLIMIT_AS, &limit);
  }
  g_mutex_unlock (&lock);
  return TRUE;
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
 * cal_buffer_is_shared:
 *
 * Returns: whether a buffer of @size bytes lies in memory that another process is to get
 */
gboolean
cal_buffer_is_shared (gsize size)
{
  return shared != NULL && size >= SHARED_SIZE;
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
