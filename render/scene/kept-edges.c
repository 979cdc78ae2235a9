/* kept-edges.c - which pairs of conditions a transformed RDM still joins, the strongest first.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/kept-edges.h"

/* The strongest are found by counting in bins, for sorting half a million pairs a frame is slow. */
#define N_BINS 1024

static guint
get_bin (float transformed)
{
  return (guint) CLAMP (transformed * N_BINS, 0.0f, N_BINS - 1.0f);
}

static int
compare_weight (gconstpointer a, gconstpointer b)
{
  const CalEdge *first = a, *second = b;

  if (first->weight < second->weight || first->weight > second->weight)
    return first->weight < second->weight ? -1 : 1;
  return first->i != second->i ? (first->i < second->i ? -1 : 1)
                               : (first->j < second->j ? -1 : first->j > second->j);
}

/**
 * cal_kept_edges_find:
 * @transformed: 0 to 1, a number a pair, pairs i < j row by row
 * @limit: at most so many are given
 * @n_kept: (out): all pairs below 1
 *
 * Where there are more than @limit the strongest are given, those that are equally strong (to one
 * in 1024) in the order of their pairs. NaN is no edge.
 *
 * Returns: (transfer full) (element-type CalEdge): weakest first, so that the strongest are drawn
 *   over them
 */
GArray *
cal_kept_edges_find (const float *transformed, gsize n_conditions, gsize limit, gsize *n_kept)
{
  gsize counts[N_BINS] = {0}, n_pairs = n_conditions * (n_conditions - 1) / 2, n_below = 0;
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (CalEdge));
  guint last = 0;
  gsize pair = 0, n_in_last;

  *n_kept = 0;
  for (gsize p = 0; p < n_pairs; p++)
    if (transformed[p] < 1.0f) {
      counts[get_bin (transformed[p])]++;
      ++*n_kept;
    }
  while (last < N_BINS - 1 && n_below + counts[last] < limit)
    n_below += counts[last++];
  n_in_last = limit - MIN (n_below, limit);
  for (guint32 i = 0; i + 1 < n_conditions; i++)
    for (guint32 j = i + 1; j < n_conditions; j++, pair++) {
      CalEdge edge = {i, j, 1.0f - transformed[pair]};
      guint bin;

      if (!(transformed[pair] < 1.0f))
        continue;
      bin = get_bin (transformed[pair]);
      if (bin > last || (bin == last && n_in_last == 0))
        continue;
      if (bin == last)
        n_in_last--;
      g_array_append_val (edges, edge);
    }
  g_array_sort (edges, compare_weight);
  return edges;
}
