/* linkage.c - hierarchical clustering: which two clusters are joined next.
 *
 * The nearest-neighbour chain (Murtagh 1983, Computer Journal 26:354): from any cluster go to its
 * nearest, and on, until two are each other's nearest; those are joined. Average and Ward linkage
 * are reducible, so the tree is that of always joining the two nearest of all, in time n^2.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/linkage.h"

#include <math.h>
#include <stdlib.h>

#include "model/error.h"

typedef struct {
  double *distances; /* upper triangle, i < j */
  gsize n;
  CalLinkage linkage;
  guint32 *sizes; /* leaves of the cluster that a row stands for; 0 when it was joined */
  guint32 *chain;
  gsize *places; /* of a row in the chain */
  gsize n_chain;
} Chain;

static double *
at (const Chain *self, gsize i, gsize j)
{
  gsize low = MIN (i, j), high = MAX (i, j);

  return &self->distances[low * (2 * self->n - low - 1) / 2 + high - low - 1];
}

/* The nearest of the last cluster of the chain; the one before it, if none is nearer. The distance
 * is infinite if all are. */
static guint32
find_nearest (const Chain *self, guint32 x, double *distance)
{
  guint32 nearest = x == 0 ? 1 : 0;

  *distance = (double) INFINITY;
  if (self->n_chain > 1) {
    nearest = self->chain[self->n_chain - 2];
    *distance = *at (self, x, nearest);
  }
  for (guint32 i = 0; i < x; i++)
    if (self->sizes[i] != 0 && *at (self, i, x) < *distance) {
      *distance = *at (self, i, x);
      nearest = i;
    }
  for (guint32 i = x + 1; i < self->n; i++)
    if (self->sizes[i] != 0 && *at (self, x, i) < *distance) {
      *distance = *at (self, x, i);
      nearest = i;
    }
  return nearest;
}

/* Lance and Williams 1967 (Computer Journal 9:373). */
static double
join_distances (
    CalLinkage linkage, double xi, double yi, double xy, double nx, double ny, double ni)
{
  if (linkage == CAL_LINKAGE_AVERAGE)
    return (nx * xi + ny * yi) / (nx + ny);
  return sqrt (((nx + ni) * xi * xi + (ny + ni) * yi * yi - ni * xy * xy) / (nx + ny + ni));
}

/* Row y stands for both from now on. */
static void
join (Chain *self, guint32 x, guint32 y, double distance)
{
  double nx = self->sizes[x], ny = self->sizes[y];

  self->sizes[y] += self->sizes[x];
  self->sizes[x] = 0;
  for (guint32 i = 0; i < self->n; i++)
    if (self->sizes[i] != 0 && i != y) {
      double *yi = at (self, i, y);

      *yi = join_distances (self->linkage, *at (self, i, x), *yi, distance, nx, ny, self->sizes[i]);
    }
}

/* Two rows that are each other's nearest, the lower first; FALSE if the last row of the chain is
 * infinitely far from all others. */
static gboolean
find_pair (Chain *self, guint32 pair[2], double *distance)
{
  if (self->n_chain == 0) {
    guint32 first = 0;

    while (self->sizes[first] == 0)
      first++;
    self->places[first] = self->n_chain;
    self->chain[self->n_chain++] = first;
  }
  for (;;) {
    guint32 x = self->chain[self->n_chain - 1];
    guint32 y = find_nearest (self, x, distance);

    if (!isfinite (*distance))
      return FALSE;
    if (self->n_chain > 1 && y == self->chain[self->n_chain - 2]) {
      self->n_chain -= 2;
      self->places[x] = self->places[y] = G_MAXSIZE;
      pair[0] = MIN (x, y);
      pair[1] = MAX (x, y);
      return TRUE;
    }
    /* Only a rounded distance can lead back into the chain. */
    if (self->places[y] != G_MAXSIZE) {
      while (self->chain[self->n_chain - 1] != y)
        self->places[self->chain[--self->n_chain]] = G_MAXSIZE;
      continue;
    }
    self->places[y] = self->n_chain;
    self->chain[self->n_chain++] = y;
  }
}

typedef struct {
  CalMerge merge;
  guint32 number; /* in the order of the chain, which breaks ties */
} Found;

static int
compare_heights (const void *a, const void *b)
{
  const Found *x = a, *y = b;

  if (x->merge.height != y->merge.height)
    return x->merge.height < y->merge.height ? -1 : 1;
  return x->number < y->number ? -1 : 1;
}

static guint32
find_root (guint32 *parents, guint32 cluster)
{
  while (parents[cluster] != cluster) {
    parents[cluster] = parents[parents[cluster]];
    cluster = parents[cluster];
  }
  return cluster;
}

/* By height; rows become numbers of clusters. */
static CalMerge *
number_clusters (Found *found, gsize n)
{
  CalMerge *merges = g_new (CalMerge, n);
  g_autofree guint32 *parents = g_new (guint32, 2 * n);

  qsort (found, n - 1, sizeof *found, compare_heights);
  for (guint32 c = 0; c < 2 * n; c++)
    parents[c] = c;
  for (gsize m = 0; m + 1 < n; m++) {
    guint32 a = find_root (parents, found[m].merge.left);
    guint32 b = find_root (parents, found[m].merge.right);

    merges[m].left = MIN (a, b);
    merges[m].right = MAX (a, b);
    merges[m].height = found[m].merge.height;
    merges[m].n_leaves =
        (a < n ? 1 : merges[a - n].n_leaves) + (b < n ? 1 : merges[b - n].n_leaves);
    parents[a] = parents[b] = (guint32) (n + m);
  }
  return merges;
}

static gboolean
check_values (const double *distances, gsize n, CalLinkage linkage, GError **error)
{
  gsize n_pairs = n * (n - 1) / 2, n_missing = 0, n_negative = 0;

  for (gsize p = 0; p < n_pairs; p++) {
    n_missing += isfinite (distances[p]) ? 0 : 1;
    n_negative += distances[p] < 0.0 ? 1 : 0;
  }
  if (n_missing > 0)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "clustering needs every dissimilarity: %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                 " are not finite",
                 n_missing, n_pairs);
  else if (linkage == CAL_LINKAGE_WARD && n_negative > 0)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "Ward linkage takes dissimilarities as distances: %" G_GSIZE_FORMAT
                 " of %" G_GSIZE_FORMAT " are negative; average linkage allows them",
                 n_negative, n_pairs);
  else
    return TRUE;
  return FALSE;
}

const char *
cal_linkage_get_name (CalLinkage linkage)
{
  return linkage == CAL_LINKAGE_WARD ? "Ward linkage" : "average linkage";
}

/**
 * cal_linkage_compute:
 * @dissimilarities: upper triangle, row by row, i < j; used as working memory: worthless afterwards
 * @n: conditions, at least 1
 * @job: (nullable): told how far it is, may cancel
 *
 * Heights are those of scipy's `linkage`; merges of equal height come in the order in which the
 * chain finds them. A merge's left cluster is the one with the lower number.
 *
 * From any thread. Takes time n^2 and no memory beyond the dissimilarities but some arrays of n.
 *
 * Returns: (transfer full): n - 1 merges by height, or NULL with @error set to
 *   %CAL_ERROR_ARGUMENT (values that cannot be clustered) or G_IO_ERROR_CANCELLED
 */
CalMerge *
cal_linkage_compute (
    double *dissimilarities, gsize n, CalLinkage linkage, CalJob *job, GError **error)
{
  g_autofree guint32 *sizes = g_new (guint32, n);
  g_autofree guint32 *rows = g_new (guint32, n);
  g_autofree gsize *places = g_new (gsize, n);
  g_autofree Found *found = g_new (Found, n);
  Chain chain = {.distances = dissimilarities,
                 .n = n,
                 .linkage = linkage,
                 .sizes = sizes,
                 .chain = rows,
                 .places = places};

  if (!check_values (dissimilarities, n, linkage, error))
    return NULL;
  for (gsize i = 0; i < n; i++) {
    sizes[i] = 1;
    places[i] = G_MAXSIZE;
  }
  for (gsize m = 0; m + 1 < n; m++) {
    guint32 pair[2];
    double distance;

    if (!cal_job_check (job, error))
      return NULL;
    if (m % 64 == 0)
      cal_job_report (job, (double) m / (double) n, "Joining clusters");
    if (!find_pair (&chain, pair, &distance)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: the dissimilarities are too large to compute with",
                   cal_linkage_get_name (linkage));
      return NULL;
    }
    found[m].merge = (CalMerge){.left = pair[0], .right = pair[1], .height = distance};
    found[m].number = (guint32) m;
    join (&chain, pair[0], pair[1], distance);
  }
  return number_clusters (found, n);
}
