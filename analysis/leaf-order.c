/* leaf-order.c - which branch of a cluster tree is drawn first.
 *
 * The optimal order has the least sum of dissimilarities between neighbours of all orders that the
 * tree allows (Bar-Joseph, Gifford and Jaakkola 2001, Bioinformatics 17:S22). best (i, j) is that
 * least sum over the cluster where i and j first meet, drawn from i to j.
 *
 * Conditions are renumbered by a first order of the tree, so that a cluster is a range of rows and
 * the innermost loops run along memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/leaf-order.h"

#include <math.h>

#include "analysis/all-widths.h"
#include "analysis/parallel.h"
#include "model/error.h"

#define LANES 8
/* Rows that one piece of work is on. */
#define ROWS 8

/* The rows of a cluster; those of its right branch begin at middle. */
typedef struct {
  guint32 first;
  guint32 middle;
  guint32 end;
} Range;

typedef struct {
  CalRdm *rdm;
  gsize n;
  CalMerge *merges;
  Range *ranges;   /* of each cluster */
  guint32 *leaves; /* of each row */
  double *distances;
  double *best;
  gsize merge; /* the one worked on */
} Ordering;

static void
number_rows (Ordering *self)
{
  gsize n = self->n;

  self->ranges[2 * n - 2] = (Range){0, 0, (guint32) n};
  for (gsize m = n - 1; m-- > 0;) {
    const CalMerge *merge = &self->merges[m];
    Range *range = &self->ranges[n + m];

    range->middle = range->first + (merge->left < n ? 1 : self->merges[merge->left - n].n_leaves);
    self->ranges[merge->left] = (Range){range->first, range->first, range->middle};
    self->ranges[merge->right] = (Range){range->middle, range->middle, range->end};
  }
  for (guint32 leaf = 0; leaf < n; leaf++)
    self->leaves[self->ranges[leaf].first] = leaf;
}

static void
copy_distances (gsize row, gpointer data)
{
  Ordering *self = data;
  double *distances = self->distances + row * self->n;

  for (gsize other = 0; other < self->n; other++)
    distances[other] =
        other == row ? 0.0 : cal_rdm_get (self->rdm, self->leaves[row], self->leaves[other]);
}

/* The rows at which a cluster may end if it begins at row: its other branch; a leaf's own. */
static Range
find_ends (const Range *range, guint32 row)
{
  if (range->end - range->first == 1)
    return *range;
  return row < range->middle ? (Range){range->middle, 0, range->end}
                             : (Range){range->first, 0, range->middle};
}

/* Takes the way by a step to each place where that is shorter. */
CAL_FOR_ALL_WIDTHS static void
shorten (double *best, double so_far, const double *steps, gsize n)
{
  gsize p = 0;

  for (; p + LANES <= n; p += LANES)
    for (gsize l = 0; l < LANES; l++) {
      double sum = so_far + steps[p + l];

      best[p + l] = sum < best[p + l] ? sum : best[p + l];
    }
  for (; p < n; p++) {
    double sum = so_far + steps[p];

    best[p] = sum < best[p] ? sum : best[p];
  }
}

/* best (i, j) for some rows i of the left branch and all j of the right one. Several rows at once:
 * each row of distances that comes from memory serves all of them. */
static void
order_from (gsize piece, gpointer data)
{
  Ordering *self = data;
  gsize n = self->n;
  const CalMerge *merge = &self->merges[self->merge];
  const Range *left = &self->ranges[merge->left], *right = &self->ranges[merge->right];
  guint32 begin = left->first + (guint32) piece * ROWS, end = MIN (begin + ROWS, left->end);
  gsize first = right->first, n_right = right->end - right->first;
  g_autofree double *reached = g_new (double, ROWS *n_right); /* right rows that come next */

  for (guint32 i = begin; i < end; i++)
    for (gsize m = 0; m < n_right; m++)
      reached[(i - begin) * n_right + m] = self->best[i * n + first + m] = (double) INFINITY;
  for (guint32 k = left->first; k < left->end; k++)
    for (guint32 i = begin; i < end; i++) {
      Range inner = find_ends (left, i);

      if (k >= inner.first && k < inner.end)
        shorten (reached + (i - begin) * n_right, self->best[i * n + k],
                 self->distances + k * n + first, n_right);
    }
  for (guint32 m = right->first; m < right->end; m++) {
    Range ends = find_ends (right, m);

    for (guint32 i = begin; i < end; i++)
      shorten (self->best + i * n + ends.first, reached[(i - begin) * n_right + m - first],
               self->best + m * n + ends.first, ends.end - ends.first);
  }
  for (guint32 i = begin; i < end; i++)
    for (guint32 j = right->first; j < right->end; j++)
      self->best[j * n + i] = self->best[i * n + j];
}

/* How two neighbours in the middle of a cluster were chosen, given its ends: row i begins the left
 * branch, which ends at k; m begins the right one, which ends at j. */
static void
find_neighbours (
    const Ordering *self, const CalMerge *merge, guint32 i, guint32 j, guint32 *k, guint32 *m)
{
  gsize n = self->n;
  Range ks = find_ends (&self->ranges[merge->left], i);
  Range ms = find_ends (&self->ranges[merge->right], j);
  double least = (double) INFINITY;

  *k = ks.first;
  *m = ms.first;
  for (guint32 a = ks.first; a < ks.end; a++)
    for (guint32 b = ms.first; b < ms.end; b++) {
      double sum = self->best[i * n + a] + self->distances[a * n + b] + self->best[b * n + j];

      if (sum < least) {
        least = sum;
        *k = a;
        *m = b;
      }
    }
}

static void
find_best_ends (const Ordering *self, guint32 *first, guint32 *last)
{
  const Range *all = &self->ranges[2 * self->n - 2];
  double least = (double) INFINITY;

  for (guint32 i = all->first; i < all->middle; i++)
    for (guint32 j = all->middle; j < all->end; j++)
      if (self->best[i * self->n + j] < least) {
        least = self->best[i * self->n + j];
        *first = i;
        *last = j;
      }
}

/* Turns branches from the top down: a cluster is told at which row it begins and ends. */
static void
turn_branches (Ordering *self)
{
  gsize n = self->n;
  g_autofree guint32 *begins = g_new0 (guint32, 2 * n);
  g_autofree guint32 *ends = g_new0 (guint32, 2 * n);

  find_best_ends (self, &begins[2 * n - 2], &ends[2 * n - 2]);
  for (gsize m = n - 1; m-- > 0;) {
    CalMerge *merge = &self->merges[m];
    guint32 begin = begins[n + m], end = ends[n + m];
    gboolean turned = begin >= self->ranges[n + m].middle;
    guint32 left_row = turned ? end : begin, right_row = turned ? begin : end;
    guint32 k, other;

    find_neighbours (self, merge, left_row, right_row, &k, &other);
    begins[merge->left] = turned ? k : left_row;
    ends[merge->left] = turned ? left_row : k;
    begins[merge->right] = turned ? right_row : other;
    ends[merge->right] = turned ? other : right_row;
    if (turned) {
      guint32 left = merge->left;

      merge->left = merge->right;
      merge->right = left;
    }
  }
}

/**
 * cal_leaf_order_optimise:
 * @rdm: finite, of no more than %CAL_LEAF_ORDER_MAX_OPTIMAL conditions
 * @merges: of its conditions; left and right are exchanged where that is better
 * @job: (nullable): told how far it is, may cancel
 *
 * Of equally good orders, one is taken; an order and its mirror image are equally good. Takes time
 * n^3 at worst, on all cores, and 16 n^2 bytes. From any thread.
 *
 * Returns: FALSE with @error set if there are too many conditions or the job was cancelled; @merges
 *   are then as they were
 */
gboolean
cal_leaf_order_optimise (CalRdm *rdm, CalMerge *merges, CalJob *job, GError **error)
{
  gsize n = cal_rdm_get_desc (rdm)->n_conditions;
  g_autofree Range *ranges = g_new (Range, 2 * n);
  g_autofree guint32 *leaves = g_new (guint32, n);
  g_autofree double *distances = NULL;
  g_autofree double *best = NULL;
  Ordering ordering = {.rdm = rdm, .n = n, .merges = merges, .ranges = ranges, .leaves = leaves};

  if (n <= CAL_LEAF_ORDER_MAX_OPTIMAL) {
    distances = g_try_malloc_n (n * n, sizeof *distances);
    best = g_try_malloc_n (n * n, sizeof *best);
  }
  if (distances == NULL || best == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "no optimal leaf order of %" G_GSIZE_FORMAT " conditions: at most %d", n,
                 CAL_LEAF_ORDER_MAX_OPTIMAL);
    return FALSE;
  }
  ordering.distances = distances;
  ordering.best = best;
  number_rows (&ordering);
  cal_parallel_run (n, copy_distances, &ordering);
  for (gsize i = 0; i < n; i++)
    best[i * n + i] = 0.0;
  for (gsize m = 0; m + 1 < n; m++) {
    const Range *left = &ranges[merges[m].left];

    if (!cal_job_check (job, error))
      return FALSE;
    cal_job_report (job, (double) m / (double) n, "Ordering leaves");
    ordering.merge = m;
    cal_parallel_run ((left->end - left->first + ROWS - 1) / ROWS, order_from, &ordering);
  }
  turn_branches (&ordering);
  return TRUE;
}

/* A cluster as drawn so far: the leaves at its ends. */
typedef struct {
  guint32 first;
  guint32 last;
  gboolean turned; /* the way it lies within the cluster that it was joined to */
} Drawn;

/**
 * cal_leaf_order_approximate:
 * @merges: of the conditions of @rdm; left and right are exchanged where that is better
 *
 * For more conditions than can be ordered optimally: from the lowest merge up, the two branches are
 * laid so that the leaves that become neighbours are as similar as they can be. What was laid
 * before is only turned as a whole. From any thread.
 */
void
cal_leaf_order_approximate (CalRdm *rdm, CalMerge *merges)
{
  gsize n = cal_rdm_get_desc (rdm)->n_conditions;
  g_autofree Drawn *drawn = g_new0 (Drawn, 2 * n);

  for (guint32 leaf = 0; leaf < n; leaf++)
    drawn[leaf].first = drawn[leaf].last = leaf;
  for (gsize m = 0; m + 1 < n; m++) {
    Drawn *left = &drawn[merges[m].left], *right = &drawn[merges[m].right];
    double least = (double) INFINITY;

    for (guint way = 0; way < 4; way++) {
      gboolean turn_left = (way & 1) != 0, turn_right = (way & 2) != 0;
      double distance = cal_rdm_get (rdm, turn_left ? left->first : left->last,
                                     turn_right ? right->last : right->first);

      if (distance < least) {
        least = distance;
        left->turned = turn_left;
        right->turned = turn_right;
      }
    }
    drawn[n + m].first = left->turned ? left->last : left->first;
    drawn[n + m].last = right->turned ? right->first : right->last;
  }
  for (gsize m = n - 1; m-- > 0;) {
    CalMerge *merge = &merges[m];

    if (drawn[n + m].turned) {
      guint32 left = merge->left;

      drawn[merge->left].turned = !drawn[merge->left].turned;
      drawn[merge->right].turned = !drawn[merge->right].turned;
      merge->left = merge->right;
      merge->right = left;
    }
  }
}
