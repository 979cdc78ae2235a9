/* geodesic.c - distances along the edges that join neighbours.
 *
 * Shortest paths by Dijkstra from each condition, over the edges alone. Edges of length 0 are
 * edges: networkx, which rsatoolbox and the authors' code hand a matrix to, takes a 0 for no edge,
 * and so cuts the closest neighbours apart.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/geodesic.h"

#include <math.h>

#include "analysis/parallel.h"
#include "analysis/rank.h"
#include "analysis/trsa.h"
#include "model/rdm.h"

G_DEFINE_ENUM_TYPE (CalGeodesicRule,
                    cal_geodesic_rule,
                    G_DEFINE_ENUM_VALUE (CAL_GEODESIC_NEAREST, "nearest"),
                    G_DEFINE_ENUM_VALUE (CAL_GEODESIC_QUANTILE, "quantile"),
                    G_DEFINE_ENUM_VALUE (CAL_GEODESIC_NOT_LONGEST, "not-longest"))

/* Edges of condition i are those from starts[i] to starts[i + 1]. */
typedef struct {
  gsize n;
  gsize *starts;
  guint32 *ends;
  double *lengths;
  double *geodesics;
} Graph;

/* The kth smallest distance from a condition; ties at it are all near. */
static double
get_reach (const double *rdm, gsize n, gsize i, guint k)
{
  g_autofree double *distances = g_new (double, n);
  g_auto (CalRanking) ranking = {0};
  gsize m = 0;

  for (gsize j = 0; j < n; j++) {
    double distance = j == i ? NAN : rdm[cal_rdm_pair_index (n, i, j)];

    if (!isnan (distance))
      distances[m++] = distance;
  }
  if (m == 0 || k == 0)
    return -INFINITY;
  cal_ranking_init (&ranking, distances, m);
  return distances[ranking.order[MIN (k, m) - 1]];
}

/* A byte a pair: whether it is an edge. */
static guint8 *
choose_edges (const double *rdm, gsize n, const CalGeodesicOptions *options)
{
  gsize n_pairs = n * (n - 1) / 2, p = 0;
  guint8 *is_edge = g_malloc0 (n_pairs);
  g_autofree double *reach = g_new (double, n);
  double limit = options->rule == CAL_GEODESIC_QUANTILE ? cal_quantile (rdm, n_pairs, options->p)
                                                        : cal_quantile (rdm, n_pairs, 1.0);

  if (options->rule == CAL_GEODESIC_NEAREST)
    for (gsize i = 0; i < n; i++)
      reach[i] = get_reach (rdm, n, i, options->k);
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, p++) {
      if (options->rule == CAL_GEODESIC_NEAREST)
        is_edge[p] = rdm[p] <= reach[i] || rdm[p] <= reach[j];
      else
        is_edge[p] = options->rule == CAL_GEODESIC_QUANTILE ? rdm[p] <= limit : rdm[p] < limit;
    }
  return is_edge;
}

static void
graph_init (Graph *self, gsize n, const double *lengths, const guint8 *is_edge)
{
  gsize n_ends = 0, p = 0;
  g_autofree gsize *next = g_new (gsize, n);

  self->n = n;
  self->starts = g_new0 (gsize, n + 1);
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, p++) {
      self->starts[i] += is_edge[p];
      self->starts[j] += is_edge[p];
    }
  for (gsize i = 0; i <= n; i++) {
    gsize degree = self->starts[i];

    self->starts[i] = n_ends;
    n_ends += degree;
    if (i < n)
      next[i] = self->starts[i];
  }
  self->ends = g_new (guint32, n_ends);
  self->lengths = g_new (double, n_ends);
  p = 0;
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, p++)
      if (is_edge[p] != 0) {
        self->ends[next[i]] = (guint32) j;
        self->lengths[next[i]++] = lengths[p];
        self->ends[next[j]] = (guint32) i;
        self->lengths[next[j]++] = lengths[p];
      }
}

/* A heap of conditions, the nearest at its top; places tells where each is in it, from 1. */
typedef struct {
  guint32 *items;
  guint32 *places;
  guint32 n;
  const double *distances;
} Heap;

static void
heap_put (Heap *heap, guint32 place, guint32 item)
{
  heap->items[place] = item;
  heap->places[item] = place;
}

static void
heap_raise (Heap *heap, guint32 item)
{
  guint32 place = heap->places[item];

  if (place == 0)
    place = ++heap->n;
  for (; place > 1 && heap->distances[item] < heap->distances[heap->items[place / 2]]; place /= 2)
    heap_put (heap, place, heap->items[place / 2]);
  heap_put (heap, place, item);
}

static guint32
heap_pop (Heap *heap)
{
  guint32 top = heap->items[1], last = heap->items[heap->n--], place = 1, child;

  for (; (child = 2 * place) <= heap->n; place = child) {
    if (child < heap->n &&
        heap->distances[heap->items[child + 1]] < heap->distances[heap->items[child]])
      child++;
    if (!(heap->distances[heap->items[child]] < heap->distances[last]))
      break;
    heap_put (heap, place, heap->items[child]);
  }
  heap_put (heap, place, last);
  return top;
}

/* From one condition to those after it. */
static void
find_from (gsize source, gpointer data)
{
  const Graph *graph = data;
  g_autofree double *distances = g_new (double, graph->n);
  g_autofree guint32 *items = g_new (guint32, graph->n + 1);
  g_autofree guint32 *places = g_new0 (guint32, graph->n);
  Heap heap = {items, places, 0, distances};

  for (gsize i = 0; i < graph->n; i++)
    distances[i] = i == source ? 0.0 : INFINITY;
  heap_raise (&heap, (guint32) source);
  while (heap.n > 0) {
    guint32 nearest = heap_pop (&heap);

    for (gsize e = graph->starts[nearest]; e < graph->starts[nearest + 1]; e++) {
      double distance = distances[nearest] + graph->lengths[e];

      if (distance < distances[graph->ends[e]]) {
        distances[graph->ends[e]] = distance;
        heap_raise (&heap, graph->ends[e]);
      }
    }
  }
  for (gsize j = source + 1; j < graph->n; j++)
    graph->geodesics[cal_rdm_pair_index (graph->n, source, j)] = distances[j];
}

/* Ranks or dissimilarities, scaled to 0 to 1: no edge is shorter than nothing. */
static double *
dup_lengths (const double *rdm, gsize n_pairs, gboolean by_rank)
{
  double *lengths = g_memdup2 (rdm, n_pairs * sizeof *rdm);
  g_auto (CalTrsaScaled) scaled = {0};
  double low, high;

  cal_trsa_scaled_init (&scaled, by_rank ? CAL_TRSA_BY_RANK : CAL_TRSA_BY_DISTANCE, &rdm, 1,
                        n_pairs);
  cal_trsa_scaled_get_thresholds (&scaled, 0, 0.0, 1.0, &low, &high);
  for (gsize p = 0; p < n_pairs; p++)
    lengths[p] = high > low ? (scaled.values[p] - low) / (high - low) : 0.0;
  return lengths;
}

/**
 * cal_geodesic_compute:
 * @rdm: condensed; NaN is no edge
 * @geodesics: (out caller-allocates): condensed: infinite where no path joins two conditions, which
 *   is not a large distance but none
 *
 * Works on all cores; from any thread.
 *
 * Returns: how many pairs no path joins
 */
gsize
cal_geodesic_compute (const double *rdm,
                      gsize n_conditions,
                      const CalGeodesicOptions *options,
                      double *geodesics)
{
  gsize n_pairs = n_conditions > 0 ? n_conditions * (n_conditions - 1) / 2 : 0, n_apart = 0;
  g_autofree guint8 *is_edge = choose_edges (rdm, n_conditions, options);
  g_autofree double *lengths = dup_lengths (rdm, n_pairs, options->by_rank);
  Graph graph = {.geodesics = geodesics};

  graph_init (&graph, n_conditions, lengths, is_edge);
  cal_parallel_run (n_conditions, find_from, &graph);
  g_free (graph.starts);
  g_free (graph.ends);
  g_free (graph.lengths);
  for (gsize p = 0; p < n_pairs; p++)
    n_apart += isinf (geodesics[p]) ? 1 : 0;
  return n_apart;
}

/**
 * cal_geodesic_options_describe:
 *
 * Returns: (transfer full): the sentence that tells how the geodesics came about
 */
char *
cal_geodesic_options_describe (const CalGeodesicOptions *options)
{
  const char *lengths = options->by_rank ? "ranks" : "dissimilarities";

  switch (options->rule) {
  case CAL_GEODESIC_NEAREST:
    return g_strdup_printf ("geodesic over the %u nearest neighbours, lengths by %s", options->k,
                            lengths);
  case CAL_GEODESIC_QUANTILE:
    return g_strdup_printf ("geodesic over the smallest %g of dissimilarities, lengths by %s",
                            options->p, lengths);
  case CAL_GEODESIC_NOT_LONGEST:
  default:
    return g_strdup_printf ("geodesic over all but the largest dissimilarity, lengths by %s",
                            lengths);
  }
}
