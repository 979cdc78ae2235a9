/* series-pick.c - some rows of a series' source, in an order of one's own.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/series-pick.h"

#include "model/error.h"
#include "model/memory.h"

typedef struct {
  CalSeriesSource all;
  gsize n_all;
  guint32 *rows;
  gsize n_rows;
} Pick;

static gboolean
read_rows (
    gpointer data, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error)
{
  const Pick *self = data;
  g_autofree guint32 *theirs = cal_memory_allocate (MAX (n_rows, 1), sizeof *theirs, error);

  if (theirs == NULL)
    return FALSE;
  for (gsize r = 0; r < n_rows; r++)
    theirs[r] = self->rows[rows[r]];
  return self->all.read_rows (self->all.data, theirs, n_rows, values, job, error);
}

static gboolean
read_frame (gpointer data, gsize frame, float *values, CalJob *job, GError **error)
{
  const Pick *self = data;
  g_autofree float *all = cal_memory_allocate (MAX (self->n_all, 1), sizeof *all, error);

  if (all == NULL || !self->all.read_frame (self->all.data, frame, all, job, error))
    return FALSE;
  for (gsize r = 0; r < self->n_rows; r++)
    values[r] = all[self->rows[r]];
  return TRUE;
}

static void
pick_free (gpointer data)
{
  Pick *self = data;

  if (self->all.free_data != NULL)
    self->all.free_data (self->all.data);
  g_free (self->rows);
  g_free (self);
}

/**
 * cal_series_pick_new:
 * @source: taken over and cleared
 * @n_all: rows that it has
 * @rows: which of them
 * @picked: (out caller-allocates): a source of @n_rows rows
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if there is no such row
 */
gboolean
cal_series_pick_new (CalSeriesSource *source,
                     gsize n_all,
                     const guint32 *rows,
                     gsize n_rows,
                     CalSeriesSource *picked,
                     GError **error)
{
  Pick *self = g_new0 (Pick, 1);

  self->all = *source;
  *source = (CalSeriesSource){0};
  self->n_all = n_all;
  self->rows = g_memdup2 (rows, cal_size_times (n_rows, sizeof *rows));
  self->n_rows = n_rows;
  for (gsize r = 0; r < n_rows; r++)
    if (rows[r] >= n_all) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "row %u of %" G_GSIZE_FORMAT " that were read; expected more", rows[r], n_all);
      pick_free (self);
      return FALSE;
    }
  *picked = (CalSeriesSource){read_rows, read_frame, self->all.frame_bytes, self, pick_free};
  return TRUE;
}
