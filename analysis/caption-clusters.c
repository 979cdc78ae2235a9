/* caption-clusters.c - which places have captions of the same words.
 *
 * Spherical k-means (Dhillon and Modha 2001, Machine Learning 42:143) of the rows' word vectors,
 * begun at rows that lie far apart (k-means++, Arthur and Vassilvitskii 2007, with 1 - cosine for
 * the squared distance), from some seeded starts; the best is kept. Vectors are sparse, middles are
 * not: an iteration takes rows x words of a row x clusters.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/caption-clusters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/random.h"
#include "analysis/word-vectors.h"

#define N_STARTS 3
#define MOST_ITERATIONS 40
#define N_NAMED 3

typedef struct {
  const CalWordVectors *vectors;
  guint k;
  gsize n_words;
  float *middles; /* words x k: a word's weight in every cluster, side by side */
  gint32 *clusters;
  double *cosines; /* of each row to its cluster's middle */
} Clustering;

static const CalWordWeight *
get_row (const CalWordVectors *vectors, gsize row, gsize *n)
{
  *n = vectors->starts[row + 1] - vectors->starts[row];
  return &g_array_index (vectors->weights, CalWordWeight, vectors->starts[row]);
}

static void
get_cosines (const Clustering *self, gsize row, guint k, double *cosines)
{
  gsize n;
  const CalWordWeight *weights = get_row (self->vectors, row, &n);

  memset (cosines, 0, k * sizeof *cosines);
  for (gsize i = 0; i < n; i++) {
    const float *word = self->middles + weights[i].word * self->k;

    for (guint c = 0; c < k; c++)
      cosines[c] += (double) weights[i].weight * (double) word[c];
  }
}

static void
set_middle (Clustering *self, guint cluster, gsize row)
{
  gsize n;
  const CalWordWeight *weights = get_row (self->vectors, row, &n);

  for (gsize w = 0; w < self->n_words; w++)
    self->middles[w * self->k + cluster] = 0.0f;
  for (gsize i = 0; i < n; i++)
    self->middles[weights[i].word * self->k + cluster] = weights[i].weight;
}

/* A row by chance, in proportion to what it weighs. */
static gsize
draw_row (const double *weights, gsize n, double total, CalRandom *random)
{
  double at = total * (double) cal_random_next (random) / 4294967296.0;
  gsize last = 0;

  for (gsize r = 0; r < n; r++) {
    if (!(weights[r] > 0.0))
      continue;
    last = r;
    at -= weights[r];
    if (at < 0.0)
      break;
  }
  return last;
}

/* Returns how many clusters can be begun: rows that are alike are not begun twice. */
static guint
begin (Clustering *self, CalRandom *random)
{
  gsize n_rows = self->vectors->n_rows;
  g_autofree double *far = g_new (double, n_rows);
  g_autofree double *cosines = g_new (double, self->k);

  for (gsize r = 0; r < n_rows; r++)
    far[r] = self->vectors->starts[r + 1] > self->vectors->starts[r] ? 1.0 : 0.0;
  for (guint c = 0; c < self->k; c++) {
    double total = 0.0;

    for (gsize r = 0; r < n_rows; r++)
      total += far[r];
    if (!(total > 1e-6))
      return c;
    set_middle (self, c, draw_row (far, n_rows, total, random));
    for (gsize r = 0; r < n_rows; r++) {
      if (far[r] <= 0.0)
        continue;
      get_cosines (self, r, c + 1, cosines);
      far[r] = fmin (far[r], 1.0 - cosines[c]);
      if (far[r] < 1e-6)
        far[r] = 0.0;
    }
  }
  return self->k;
}

/* Every row to the nearest middle; returns how many have moved. */
static gsize
assign (Clustering *self, guint k, double *sum)
{
  g_autofree double *cosines = g_new (double, self->k);
  gsize n_moved = 0;

  *sum = 0.0;
  for (gsize r = 0; r < self->vectors->n_rows; r++) {
    guint best = 0;

    if (self->vectors->starts[r + 1] == self->vectors->starts[r])
      continue;
    get_cosines (self, r, k, cosines);
    for (guint c = 1; c < k; c++)
      if (cosines[c] > cosines[best])
        best = c;
    n_moved += self->clusters[r] != (gint32) best + 1;
    self->clusters[r] = (gint32) best + 1;
    self->cosines[r] = cosines[best];
    *sum += cosines[best];
  }
  return n_moved;
}

static gsize
find_loneliest (const Clustering *self)
{
  gsize loneliest = 0;

  for (gsize r = 0; r < self->vectors->n_rows; r++)
    if (self->clusters[r] > 0 &&
        (self->clusters[loneliest] == 0 || self->cosines[r] < self->cosines[loneliest]))
      loneliest = r;
  return loneliest;
}

/* Middles of their rows, of length 1; a cluster that lost all takes the row that fits worst. */
static void
move_middles (Clustering *self, guint k)
{
  g_autofree double *squares = g_new0 (double, self->k);

  memset (self->middles, 0, self->n_words * self->k * sizeof *self->middles);
  for (gsize r = 0; r < self->vectors->n_rows; r++) {
    gsize n;
    const CalWordWeight *weights = get_row (self->vectors, r, &n);

    for (gsize i = 0; i < n; i++)
      self->middles[weights[i].word * self->k + (guint) self->clusters[r] - 1] += weights[i].weight;
  }
  for (gsize w = 0; w < self->n_words; w++)
    for (guint c = 0; c < k; c++)
      squares[c] += pow ((double) self->middles[w * self->k + c], 2.0);
  for (gsize w = 0; w < self->n_words; w++)
    for (guint c = 0; c < k; c++)
      if (squares[c] > 0.0)
        self->middles[w * self->k + c] /= (float) sqrt (squares[c]);
  for (guint c = 0; c < k; c++)
    if (!(squares[c] > 0.0)) {
      gsize row = find_loneliest (self);

      set_middle (self, c, row);
      self->cosines[row] = 1.0;
    }
}

typedef struct {
  guint number;
  gsize n_rows;
} Size;

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const Size *x = a, *y = b;

  if (x->n_rows != y->n_rows)
    return x->n_rows > y->n_rows ? -1 : 1;
  return x->number < y->number ? -1 : 1;
}

static char *
dup_name (const Clustering *self, guint cluster)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gsize taken[N_NAMED];

  for (guint n = 0; n < N_NAMED; n++) {
    gsize best = 0;
    float most = 0.0f;

    for (gsize w = 0; w < self->n_words; w++) {
      gboolean is_taken = FALSE;

      for (guint t = 0; t < n; t++)
        is_taken = is_taken || taken[t] == w;
      if (!is_taken && self->middles[w * self->k + cluster] > most) {
        most = self->middles[w * self->k + cluster];
        best = w;
      }
    }
    if (!(most > 0.0f))
      break;
    taken[n] = best;
    g_string_append_printf (name, "%s%s", n > 0 ? ", " : "",
                            (const char *) self->vectors->words->pdata[best]);
  }
  return g_strdup (name->str);
}

/* The largest first; those without rows are none. */
static void
take (CalCaptionClusters *self, const Clustering *best, double sum)
{
  g_autofree Size *sizes = g_new0 (Size, best->k);
  g_autofree gint32 *numbers = g_new0 (gint32, best->k + 1);
  gsize n_rows = best->vectors->n_rows, n_clustered = 0;

  for (guint c = 0; c < best->k; c++)
    sizes[c].number = c;
  for (gsize r = 0; r < n_rows; r++)
    if (best->clusters[r] > 0) {
      sizes[best->clusters[r] - 1].n_rows++;
      n_clustered++;
    }
  qsort (sizes, best->k, sizeof *sizes, compare_sizes);
  self->clusters = g_new0 (gint32, n_rows);
  self->names = g_new0 (char *, best->k + 1);
  self->n_rows = g_new0 (gsize, best->k);
  for (guint c = 0; c < best->k && sizes[c].n_rows > 0; c++, self->n_clusters++) {
    numbers[sizes[c].number + 1] = (gint32) c + 1;
    self->n_rows[c] = sizes[c].n_rows;
    self->names[c] = dup_name (best, sizes[c].number);
  }
  for (gsize r = 0; r < n_rows; r++)
    self->clusters[r] = numbers[best->clusters[r]];
  self->cohesion = n_clustered > 0 ? sum / (double) n_clustered : (double) NAN;
}

static void
clustering_init (Clustering *self, const CalWordVectors *vectors, guint k)
{
  *self = (Clustering){.vectors = vectors, .k = k, .n_words = vectors->words->len};
  self->middles = g_new0 (float, MAX (self->n_words, 1) * k);
  self->clusters = g_new0 (gint32, vectors->n_rows);
  self->cosines = g_new0 (double, vectors->n_rows);
}

static void
clustering_clear (Clustering *self)
{
  g_clear_pointer (&self->middles, g_free);
  g_clear_pointer (&self->clusters, g_free);
  g_clear_pointer (&self->cosines, g_free);
}

/* One start. Returns FALSE with @error set if it was cancelled. */
static gboolean
run (Clustering *self, guint start, CalRandom *random, double *sum, CalJob *job, GError **error)
{
  guint k = begin (self, random);

  *sum = 0.0;
  for (guint i = 0; k > 0 && i < MOST_ITERATIONS; i++) {
    cal_job_report (job, 0.5 + 0.5 * (start + (double) i / MOST_ITERATIONS) / N_STARTS,
                    "Clustering places by the words of their captions");
    if (!cal_job_check (job, error))
      return FALSE;
    if (assign (self, k, sum) == 0)
      break;
    move_middles (self, k);
  }
  return TRUE;
}

/**
 * cal_caption_clusters_init:
 * @self: (out caller-allocates): cleared by cal_caption_clusters_clear()
 * @n_wanted: clusters
 * @seed: the same gives the same
 * @job: (nullable)
 *
 * From any thread.
 *
 * Returns: FALSE with @error set if it was cancelled
 */
gboolean
cal_caption_clusters_init (CalCaptionClusters *self,
                           CalCaptions *captions,
                           guint n_wanted,
                           guint64 seed,
                           CalJob *job,
                           GError **error)
{
  g_auto (CalWordVectors) vectors = {0};
  Clustering best = {0};
  double best_sum = -1.0;
  gboolean good = TRUE;

  g_return_val_if_fail (n_wanted > 0, FALSE);

  *self = (CalCaptionClusters){0};
  if (!cal_word_vectors_init (&vectors, captions, job, error))
    return FALSE;
  for (guint start = 0; good && start < N_STARTS; start++) {
    CalRandom random = cal_random_seed (seed, start);
    Clustering now;
    double sum;

    clustering_init (&now, &vectors, n_wanted);
    good = run (&now, start, &random, &sum, job, error);
    if (good && sum > best_sum) {
      Clustering worse = best;

      best = now;
      now = worse;
      best_sum = sum;
    }
    clustering_clear (&now);
  }
  if (good)
    take (self, &best, best_sum);
  clustering_clear (&best);
  return good;
}

void
cal_caption_clusters_clear (CalCaptionClusters *self)
{
  for (guint c = 0; c < self->n_clusters; c++)
    g_free (self->names[c]);
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->clusters, g_free);
  g_clear_pointer (&self->n_rows, g_free);
  self->n_clusters = 0;
}
