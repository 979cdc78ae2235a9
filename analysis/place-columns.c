/* place-columns.c - what was measured at each place in turn, one value an observation.
 *
 * Files lie row by row, statistics are of columns. Blocks of places are read for all rows, one
 * block at a time, and turned by tiles that are a cache line wide.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/place-columns.h"

#include "analysis/parallel.h"
#include "model/error.h"
#include "model/memory.h"

#define BLOCK_VALUES ((gsize) 1 << 23)
#define TILE 8

typedef struct {
  const CalPatterns *const *patterns;
  guint n_patterns;
  CalPlaceFunc func;
  gpointer data;
  double **blocks; /* of each of the patterns, n_rows x n_places */
  gsize first_place;
  gsize n_places;
} Block;

static void
turn_tile (gsize piece, gpointer data)
{
  const Block *block = data;
  gsize first = piece * TILE, n = MIN (TILE, block->n_places - first);
  g_autoptr (GPtrArray) tiles = g_ptr_array_new_with_free_func (g_free);
  g_autofree const double **columns = g_new (const double *, block->n_patterns);

  for (guint p = 0; p < block->n_patterns; p++) {
    gsize n_rows = block->patterns[p]->n_rows;
    double *tile = g_new (double, n_rows *n);

    for (gsize row = 0; row < n_rows; row++)
      for (gsize c = 0; c < n; c++)
        tile[c * n_rows + row] = block->blocks[p][row * block->n_places + first + c];
    g_ptr_array_add (tiles, tile);
  }
  for (gsize c = 0; c < n; c++) {
    for (guint p = 0; p < block->n_patterns; p++)
      columns[p] = (const double *) tiles->pdata[p] + c * block->patterns[p]->n_rows;
    block->func (block->first_place + first + c, columns, block->data);
  }
}

static void
free_blocks (Block *block)
{
  for (guint p = 0; block->blocks != NULL && p < block->n_patterns; p++)
    g_free (block->blocks[p]);
  g_clear_pointer (&block->blocks, g_free);
}

static gboolean
allocate_blocks (Block *block, gsize n_places, GError **error)
{
  block->blocks = g_new0 (double *, block->n_patterns);
  for (guint p = 0; p < block->n_patterns; p++) {
    gsize n_rows = block->patterns[p]->n_rows;

    block->blocks[p] = g_try_malloc_n (MAX (cal_size_times (n_rows, n_places), 1), sizeof (double));
    if (block->blocks[p] == NULL) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                   "no memory for %" G_GSIZE_FORMAT " rows of %" G_GSIZE_FORMAT " places", n_rows,
                   n_places);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
run_block (Block *block, GError **error)
{
  for (guint p = 0; p < block->n_patterns; p++) {
    const CalPatterns *patterns = block->patterns[p];

    if (!patterns->read (patterns->data, 0, patterns->n_rows, block->first_place, block->n_places,
                         block->blocks[p], error))
      return FALSE;
  }
  cal_parallel_run ((block->n_places + TILE - 1) / TILE, turn_tile, block);
  return TRUE;
}

/**
 * cal_place_columns_run:
 * @patterns: of as many channels each: the places; rows may differ
 * @n_patterns: at least 1
 * @func: called once for each place
 * @message: (nullable): what is done, for @job
 * @job: (nullable): told how far it is, and asked whether to go on
 *
 * Memory is bounded by the rows, not by the places. From any thread; @patterns are read on the
 * caller's.
 *
 * Returns: FALSE with @error set if channels differ in number, patterns cannot be read, memory is
 *   short, or the job was cancelled
 */
gboolean
cal_place_columns_run (const CalPatterns *const *patterns,
                       guint n_patterns,
                       CalPlaceFunc func,
                       gpointer data,
                       const char *message,
                       CalJob *job,
                       GError **error)
{
  Block block = {patterns, n_patterns, func, data};
  gsize n_places = patterns[0]->n_channels, n_rows = 1, n_per_block;
  gboolean is_good;

  for (guint p = 0; p < n_patterns; p++) {
    n_rows = MAX (n_rows, patterns[p]->n_rows);
    if (patterns[p]->n_channels != n_places) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "responses of %" G_GSIZE_FORMAT " places; expected %" G_GSIZE_FORMAT
                   " as the others have",
                   patterns[p]->n_channels, n_places);
      return FALSE;
    }
  }
  n_per_block = MIN (MAX (BLOCK_VALUES / n_rows / TILE * TILE, TILE), MAX (n_places, 1));
  is_good = allocate_blocks (&block, n_per_block, error);
  for (gsize first = 0; is_good && first < n_places; first += n_per_block) {
    block.first_place = first;
    block.n_places = MIN (n_per_block, n_places - first);
    if (job != NULL)
      cal_job_report (job, (double) first / (double) n_places, message);
    is_good = (job == NULL || cal_job_check (job, error)) && run_block (&block, error);
  }
  free_blocks (&block);
  return is_good;
}
