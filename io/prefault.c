/* prefault.c - memory made ready by a second thread, just ahead of the one that fills it.
 *
 * A gigabyte is a quarter of a million pages, and the system clears each when it is first written:
 * a third of the time that inflating takes. Large pages would be fewer, but the system may stop to
 * gather them for longer than all this takes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/prefault.h"

#include <sys/mman.h>

#define STEP ((gsize) 2 * 1024 * 1024)

/* What a file promises and does not hold is not made resident. */
#define AHEAD ((gsize) 32 * 1024 * 1024)

struct _CalPrefault {
  guint8 *memory;
  gsize size;
  gboolean is_shared;
  gsize dropped;
  GThread *thread;

  GMutex lock; /* guards what follows */
  GCond advanced;
  gsize filled;
  gboolean ended;
};

/* Waits until the filling thread is near, or past what is to be dropped; gives how far it is. */
static gboolean
may_go_on (CalPrefault *self, gsize at, gsize *filled)
{
  gboolean ended;

  g_mutex_lock (&self->lock);
  while (!self->ended && at > self->filled + AHEAD)
    g_cond_wait (&self->advanced, &self->lock);
  ended = self->ended;
  *filled = self->filled;
  g_mutex_unlock (&self->lock);
  return !ended;
}

/* Shared memory keeps what it holds; unmapping all of it in the end would take as long, with
 * nothing else going on. */
static void
drop_filled (CalPrefault *self, gsize filled)
{
  gsize end = filled / STEP * STEP;

  if (self->is_shared && end > self->dropped) {
    madvise (self->memory + self->dropped, end - self->dropped, MADV_DONTNEED);
    self->dropped = end;
  }
}

static gpointer
run (gpointer data)
{
  CalPrefault *self = data;
  gsize at = 0, filled = 0;

  for (; at < self->size && may_go_on (self, at, &filled); at += STEP) {
    if (madvise (self->memory + at, MIN (STEP, self->size - at), MADV_POPULATE_WRITE) != 0)
      return NULL;
    drop_filled (self, filled);
  }
  while (self->is_shared && may_go_on (self, self->dropped + STEP + AHEAD, &filled))
    drop_filled (self, filled);
  return NULL;
}

/**
 * cal_prefault_begin:
 * @memory: begins at a page
 * @is_shared: it is of a file of the system, from which what is written is not looked at again
 *
 * What the memory holds does not change. Where the system cannot do it, nothing happens.
 *
 * Returns: (transfer full): to be ended before the memory is freed
 */
CalPrefault *
cal_prefault_begin (void *memory, gsize size, gboolean is_shared)
{
  CalPrefault *self = g_new0 (CalPrefault, 1);

  self->memory = memory;
  self->size = size;
  self->is_shared = is_shared;
  g_mutex_init (&self->lock);
  g_cond_init (&self->advanced);
  self->thread = g_thread_try_new ("prefault", run, self, NULL);
  return self;
}

/**
 * cal_prefault_advance:
 * @filled: how many bytes have been written from the start
 */
void
cal_prefault_advance (CalPrefault *self, gsize filled)
{
  g_mutex_lock (&self->lock);
  self->filled = filled;
  g_cond_signal (&self->advanced);
  g_mutex_unlock (&self->lock);
}

void
cal_prefault_end (CalPrefault *self)
{
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_signal (&self->advanced);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->advanced);
  g_free (self);
}
