/* parallel.c - the same work on many pieces, on all cores.
 *
 * One pool of threads serves the whole program. The caller works too, so that work within work
 * always goes on.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/parallel.h"

typedef struct {
  gatomicrefcount n_refs;
  CalPieceFunc func;
  gpointer data;
  gsize n_pieces;
  gsize next; /* atomic: the piece that nobody has taken yet */
  GMutex lock;
  GCond all_done;
  gsize n_done;
} Work;

static void
work_unref (Work *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->all_done);
  g_free (self);
}

static void
work_on (Work *self)
{
  gsize n_done = 0;

  for (;;) {
    gsize piece = (gsize) g_atomic_pointer_add (&self->next, 1);

    if (piece >= self->n_pieces)
      break;
    self->func (piece, self->data);
    n_done++;
  }
  g_mutex_lock (&self->lock);
  self->n_done += n_done;
  if (self->n_done == self->n_pieces)
    g_cond_signal (&self->all_done);
  g_mutex_unlock (&self->lock);
}

static void
help (gpointer work, gpointer unused)
{
  work_on (work);
  work_unref (work);
}

/**
 * cal_parallel_run:
 * @n_pieces: how many pieces there are: several times the cores, where they differ in size
 * @func: works on one
 * @data: handed to @func
 *
 * Returns when all pieces are done. What is computed must not depend on the number of cores: give
 * each piece its own place for results, and add them up in the order of the pieces.
 *
 * From any thread, also from within @func.
 */
void
cal_parallel_run (gsize n_pieces, CalPieceFunc func, gpointer data)
{
  static GThreadPool *pool;
  gsize n_helpers = MIN ((gsize) g_get_num_processors (), n_pieces);
  Work *work = g_new0 (Work, 1);

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool,
                       g_thread_pool_new (help, NULL, (int) g_get_num_processors (), FALSE, NULL));
  g_atomic_ref_count_init (&work->n_refs);
  work->func = func;
  work->data = data;
  work->n_pieces = n_pieces;
  g_mutex_init (&work->lock);
  g_cond_init (&work->all_done);
  /* Where work waits already, no thread is free. */
  for (gsize h = 1; h < n_helpers && g_thread_pool_unprocessed (pool) == 0; h++) {
    g_atomic_ref_count_inc (&work->n_refs);
    g_thread_pool_push (pool, work, NULL);
  }
  work_on (work);
  g_mutex_lock (&work->lock);
  while (work->n_done < work->n_pieces)
    g_cond_wait (&work->all_done, &work->lock);
  g_mutex_unlock (&work->lock);
  work_unref (work);
}
