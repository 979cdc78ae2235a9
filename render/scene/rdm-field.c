/* rdm-field.c - the numbers of an RDM as they lie on the picture, whole and reduced.
 *
 * Level 0 is read from the RDM itself, through the order of its conditions. The levels above it
 * are kept, each as an upper triangle with its diagonal: a third of the RDM's own size together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/rdm-field.h"

#include <math.h>
#include <string.h>

/* More cells than two to this power along a side are not to be had. */
#define MAX_LEVELS 32

/* An RDM, and which of its conditions each row shows. */
typedef struct {
  CalRdm *rdm;
  guint32 *rows;
  const float *floats;
  const double *doubles;
} Source;

/* A row of a level while it is being summed up. */
typedef struct {
  double *sums;
  guint32 *counts;
  gsize n_seen;
} Row;

struct _CalRdmField {
  GObject parent_instance;

  Source source[2];
  guint n_sources;
  guint n_levels;
  gsize n[MAX_LEVELS];
  float *means[MAX_LEVELS];
  double low, high;
};

G_DEFINE_FINAL_TYPE (CalRdmField, cal_rdm_field, G_TYPE_OBJECT)

static void
cal_rdm_field_finalize (GObject *object)
{
  CalRdmField *self = CAL_RDM_FIELD (object);

  for (guint s = 0; s < self->n_sources; s++) {
    g_clear_object (&self->source[s].rdm);
    g_clear_pointer (&self->source[s].rows, g_free);
  }
  for (guint level = 1; level < self->n_levels; level++)
    g_clear_pointer (&self->means[level], g_free);
  G_OBJECT_CLASS (cal_rdm_field_parent_class)->finalize (object);
}

static void
cal_rdm_field_class_init (CalRdmFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_rdm_field_finalize;
}

static void
cal_rdm_field_init (CalRdmField *self)
{
  self->low = self->high = (double) NAN;
}

static void
source_init (Source *self, CalRdm *rdm, const guint32 *rows)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);
  const void *data = g_bytes_get_data (cal_array_get_bytes (desc->dissimilarities), NULL);

  self->rdm = g_object_ref (rdm);
  self->rows = g_memdup2 (rows, desc->n_conditions * sizeof *rows);
  if (cal_array_get_dtype (desc->dissimilarities) == CAL_DTYPE_FLOAT32)
    self->floats = data;
  else
    self->doubles = data;
}

static gsize
source_get_pair (const Source *self, gsize n, gsize row, gsize column)
{
  return cal_rdm_pair_index (n, self->rows[row], self->rows[column]);
}

static double
source_get (const Source *self, gsize n, gsize row, gsize column)
{
  gsize pair = source_get_pair (self, n, row, column);

  return self->floats != NULL ? (double) self->floats[pair] : self->doubles[pair];
}

/* @row is not @column. */
static double
get_cell (const CalRdmField *self, gsize row, gsize column)
{
  double value = source_get (&self->source[0], self->n[0], row, column);

  return self->n_sources == 1 ? value
                              : value - source_get (&self->source[1], self->n[0], row, column);
}

/* Where the row of a triangle with its diagonal begins, less the row itself. */
static gsize
row_start (gsize n, gsize row)
{
  return row * (2 * n - row - 1) / 2;
}

static void
row_reset (Row *row, gsize n)
{
  memset (row->sums, 0, n * sizeof *row->sums);
  memset (row->counts, 0, n * sizeof *row->counts);
  row->n_seen = 0;
}

/* Adds a finished row of the level below, and hands itself on when its own two rows are in. */
static void
add_up (CalRdmField *self, Row *rows, guint level, gsize row_below, const Row *below)
{
  Row *sum = &rows[level];
  gsize n = self->n[level], n_below = self->n[level - 1], row = row_below / 2;

  for (gsize c = row_below; c < n_below; c++) {
    sum->sums[c / 2] += below->sums[c];
    sum->counts[c / 2] += below->counts[c];
  }
  if (++sum->n_seen < 2 && row_below + 1 < n_below)
    return;
  for (gsize c = row; c < n; c++)
    self->means[level][row_start (n, row) + c] =
        sum->counts[c] > 0 ? (float) (sum->sums[c] / sum->counts[c]) : NAN;
  if (level + 1 < self->n_levels)
    add_up (self, rows, level + 1, row, sum);
  row_reset (sum, n);
}

/* The cells of one row right of the diagonal, as a row of level 0. */
static void
read_row (CalRdmField *self, Row *cells, gsize row)
{
  gsize n = self->n[0];

  row_reset (cells, n);
  for (gsize c = row + 1; c < n; c++) {
    double value = get_cell (self, row, c);

    if (!isfinite (value))
      continue;
    cells->sums[c] = value;
    cells->counts[c] = 1;
    if (!(value >= self->low))
      self->low = value;
    if (!(value <= self->high))
      self->high = value;
  }
}

static gboolean
reduce (CalRdmField *self, CalJob *job, GError **error)
{
  Row rows[MAX_LEVELS];
  gboolean done = TRUE;

  for (guint level = 0; level < self->n_levels; level++)
    rows[level] = (Row){g_new0 (double, self->n[level]), g_new0 (guint32, self->n[level]), 0};
  for (gsize row = 0; row < self->n[0] && done; row++) {
    read_row (self, &rows[0], row);
    if (self->n_levels > 1)
      add_up (self, rows, 1, row, &rows[0]);
    if (job != NULL && row % 64 == 0) {
      double share = 1.0 - (double) row / (double) self->n[0];

      cal_job_report (job, 1.0 - share * share, NULL);
      done = cal_job_check (job, error);
    }
  }
  for (guint level = 0; level < self->n_levels; level++) {
    g_free (rows[level].sums);
    g_free (rows[level].counts);
  }
  return done;
}

/**
 * cal_rdm_field_new:
 * @rows: which condition of @rdm each row shows
 * @minus: (nullable): an RDM that is taken from it, pair by pair
 * @minus_rows: (nullable): which condition of @minus each row shows
 * @job: (nullable): told how far it is
 *
 * From any thread; 10,000 conditions in another order than their file take a few seconds.
 *
 * Returns: (transfer full): the numbers, or NULL if the job was cancelled
 */
CalRdmField *
cal_rdm_field_new (CalRdm *rdm,
                   const guint32 *rows,
                   CalRdm *minus,
                   const guint32 *minus_rows,
                   CalJob *job,
                   GError **error)
{
  g_autoptr (CalRdmField) self = g_object_new (CAL_TYPE_RDM_FIELD, NULL);
  gsize n = cal_rdm_get_desc (rdm)->n_conditions;

  g_return_val_if_fail (minus == NULL || cal_rdm_get_desc (minus)->n_conditions == n, NULL);

  source_init (&self->source[self->n_sources++], rdm, rows);
  if (minus != NULL)
    source_init (&self->source[self->n_sources++], minus, minus_rows);
  self->n[self->n_levels++] = n;
  while (n > 1 && self->n_levels < MAX_LEVELS) {
    n = (n + 1) / 2;
    self->means[self->n_levels] = g_new (float, n *(n + 1) / 2);
    self->n[self->n_levels++] = n;
  }
  return reduce (self, job, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * cal_rdm_field_get_n:
 *
 * Returns: the cells along a side of that level
 */
gsize
cal_rdm_field_get_n (CalRdmField *self, guint level)
{
  g_return_val_if_fail (level < self->n_levels, 0);

  return self->n[level];
}

/**
 * cal_rdm_field_get_n_levels:
 *
 * Returns: at least 2; the last level has one cell
 */
guint
cal_rdm_field_get_n_levels (CalRdmField *self)
{
  return self->n_levels;
}

/**
 * cal_rdm_field_get_range:
 * @low: (out): the smallest finite number of a pair
 * @high: (out): the largest
 *
 * Returns: FALSE, 0 and 1, if no pair has a finite number
 */
gboolean
cal_rdm_field_get_range (CalRdmField *self, double *low, double *high)
{
  gboolean any = self->low <= self->high;

  *low = any ? self->low : 0.0;
  *high = any ? self->high : 1.0;
  return any;
}

/**
 * cal_rdm_field_get:
 *
 * Returns: the number of a cell; NaN on the diagonal of level 0 and where there are none
 */
double
cal_rdm_field_get (CalRdmField *self, guint level, gsize row, gsize column)
{
  gsize n = cal_rdm_field_get_n (self, level);

  g_return_val_if_fail (row < n && column < n, (double) NAN);

  if (level == 0)
    return row == column ? (double) NAN : get_cell (self, row, column);
  return (double) self->means[level][row_start (n, MIN (row, column)) + MAX (row, column)];
}

/**
 * cal_rdm_field_get_pair:
 * @row: of level 0, not @column
 *
 * Returns: which pair of the RDM lies there
 */
gsize
cal_rdm_field_get_pair (CalRdmField *self, gsize row, gsize column)
{
  return source_get_pair (&self->source[0], self->n[0], row, column);
}

/**
 * cal_rdm_field_measure_tile:
 * @tile: counted along a side
 * @first: (out): its first row or column
 * @n: (out): how many it has
 */
void
cal_rdm_field_measure_tile (CalRdmField *self, guint level, gsize tile, gsize *first, gsize *n)
{
  *first = tile * CAL_RDM_TILE;
  *n = MIN (cal_rdm_field_get_n (self, level) - *first, CAL_RDM_TILE);
}

/**
 * cal_rdm_field_read_tile:
 * @values: (out caller-allocates): row by row, as many as cal_rdm_field_measure_tile() says
 */
void
cal_rdm_field_read_tile (
    CalRdmField *self, guint level, gsize tile_row, gsize tile_column, float *values)
{
  gsize row, n_rows, column, n_columns;

  cal_rdm_field_measure_tile (self, level, tile_row, &row, &n_rows);
  cal_rdm_field_measure_tile (self, level, tile_column, &column, &n_columns);
  for (gsize r = 0; r < n_rows; r++)
    for (gsize c = 0; c < n_columns; c++)
      *values++ = (float) cal_rdm_field_get (self, level, row + r, column + c);
}
