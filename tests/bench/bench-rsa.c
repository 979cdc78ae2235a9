/* bench-rsa.c - comparing two RDMs of 1,000 conditions, against scipy and against sorting by qsort.
 *
 * Prints one line of JSON. scipy is asked where /usr/bin/python3 has it; the baseline that is
 * always there ranks with qsort and counts discordant pairs by merging. Medians of several, in
 * seconds of the processor.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/rdm-compare.h"

#define N_CONDITIONS 1000
#define N_PAIRS (N_CONDITIONS * (N_CONDITIONS - 1) / 2)
#define N_RUNS 5

static const char scipy_program[] =
    "import time, numpy, scipy.stats\n"
    "r = numpy.random.default_rng(1)\n"
    "x = r.random(499500); y = x + r.random(499500)\n"
    "for f in (scipy.stats.spearmanr, scipy.stats.kendalltau):\n"
    "    seconds = []\n"
    "    for _ in range(5):\n"
    "        start = time.process_time(); f(x, y); seconds.append(time.process_time() - start)\n"
    "    print(sorted(seconds)[2])\n";

/* Seconds of the processor: all that is timed runs on one thread, and others may run beside it. */
static double
now (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values)
{
  qsort (values, N_RUNS, sizeof *values, compare_doubles);
  return values[N_RUNS / 2];
}

typedef struct {
  double value;
  double rank;
  guint index;
} Item;

static int
compare_items (const void *a, const void *b)
{
  return compare_doubles (&((const Item *) a)->value, &((const Item *) b)->value);
}

/* Ranks of values without ties. */
static void
rank (const double *values, Item *items, double *ranks)
{
  for (guint i = 0; i < N_PAIRS; i++)
    items[i] = (Item){values[i], 0.0, i};
  qsort (items, N_PAIRS, sizeof *items, compare_items);
  for (guint i = 0; i < N_PAIRS; i++)
    ranks[items[i].index] = i;
}

static double
baseline_spearman (const double *x, const double *y)
{
  g_autofree Item *items = g_new (Item, N_PAIRS);
  g_autofree double *ranks = g_new (double, 2 * N_PAIRS);
  double sum = 0.0, n = N_PAIRS;

  rank (x, items, ranks);
  rank (y, items, ranks + N_PAIRS);
  for (guint i = 0; i < N_PAIRS; i++)
    sum += (ranks[i] - ranks[N_PAIRS + i]) * (ranks[i] - ranks[N_PAIRS + i]);
  return 1.0 - 6.0 * sum / (n * n * n - n);
}

/* Sorts by merging and counts the inversions. */
static guint64
merge (double *values, double *scratch, gsize n)
{
  gsize half = n / 2, i = 0, j = half;
  guint64 n_inversions;

  if (n < 2)
    return 0;
  n_inversions = merge (values, scratch, half) + merge (values + half, scratch, n - half);
  for (gsize k = 0; k < n; k++)
    if (j == n || (i < half && values[i] <= values[j])) {
      scratch[k] = values[i++];
    } else {
      n_inversions += half - i;
      scratch[k] = values[j++];
    }
  memcpy (values, scratch, n * sizeof *values);
  return n_inversions;
}

static double
baseline_tau (const double *x, const double *y)
{
  g_autofree Item *items = g_new (Item, N_PAIRS);
  g_autofree double *scratch = g_new (double, 2 * N_PAIRS);
  double n_all = 0.5 * N_PAIRS * (N_PAIRS - 1.0);

  for (guint i = 0; i < N_PAIRS; i++)
    items[i] = (Item){x[i], 0.0, i};
  qsort (items, N_PAIRS, sizeof *items, compare_items);
  for (guint i = 0; i < N_PAIRS; i++)
    scratch[i] = y[items[i].index];
  return 1.0 - 2.0 * (double) merge (scratch, scratch + N_PAIRS, N_PAIRS) / n_all;
}

/* What scipy takes for Spearman's ρ and Kendall's τ; FALSE if it is not there. */
static gboolean
time_scipy (double seconds[2])
{
  const char *const argv[] = {"/usr/bin/python3", "-c", scipy_program, NULL};
  g_autofree char *output = NULL;
  int status = 1;
  char *end;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
                     NULL, &status, NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return FALSE;
  seconds[0] = g_ascii_strtod (output, &end);
  seconds[1] = g_ascii_strtod (end, NULL);
  return TRUE;
}

static double
time_ours (CalRdmMethod method, const double *x, const double *y, double expected)
{
  double start = now (), similarity;

  g_assert_true (cal_rdm_compare (method, x, y, N_CONDITIONS, &similarity, NULL));
  g_assert_true (isnan (expected) || fabs (similarity - expected) < 1e-9);
  return now () - start;
}

int
main (void)
{
  static const CalRdmMethod methods[] = {CAL_RDM_SPEARMAN, CAL_RDM_TAU_A, CAL_RDM_PEARSON,
                                         CAL_RDM_WHITENED_COSINE};
  g_autofree double *x = g_new (double, N_PAIRS);
  g_autofree double *y = g_new (double, N_PAIRS);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double ours[G_N_ELEMENTS (methods)][N_RUNS], baseline[2][N_RUNS], scipy[2] = {0.0};
  gboolean has_scipy;

  for (guint p = 0; p < N_PAIRS; p++) {
    x[p] = g_rand_double (random);
    y[p] = x[p] + g_rand_double (random);
  }
  has_scipy = time_scipy (scipy);
  for (int run = 0; run < N_RUNS; run++) {
    double start = now (), rho = baseline_spearman (x, y), tau;

    baseline[0][run] = now () - start;
    start = now ();
    tau = baseline_tau (x, y);
    baseline[1][run] = now () - start;
    for (gsize m = 0; m < G_N_ELEMENTS (methods); m++)
      ours[m][run] = time_ours (methods[m], x, y, m == 0 ? rho : m == 1 ? tau : (double) NAN);
  }
  g_print ("{\"benchmark\": \"rsa\", \"pairs\": %d, \"runs\": %d", N_PAIRS, N_RUNS);
  for (gsize m = 0; m < G_N_ELEMENTS (methods); m++) {
    const char *nick = cal_rdm_comparator_get (methods[m])->nick;
    double seconds = median (ours[m]);

    g_print (", \"%s_s\": %.4f", nick, seconds);
    if (m < 2)
      g_print (", \"%s_ratio_to_qsort\": %.3f", nick, seconds / median (baseline[m]));
    if (m < 2 && has_scipy)
      g_print (", \"%s_scipy_s\": %.4f, \"%s_ratio_to_scipy\": %.3f", nick, scipy[m], nick,
               seconds / scipy[m]);
  }
  g_print ("}\n");
  return 0;
}
