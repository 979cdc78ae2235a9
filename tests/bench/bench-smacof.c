/* bench-smacof.c - how long 1,000 conditions take to find their places, against scikit-learn.
 *
 * Prints one line of JSON. Each does 300 steps of metric SMACOF from random points, which is what
 * one start of scikit-learn's defaults comes to. Medians of several runs, by turns. Where
 * scikit-learn is not installed, the baseline is the same steps written plainly.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/smacof.h"

#define N 1000
#define N_VALUES 50
#define N_STEPS 300
#define N_RUNS 3

static const char script[] =
    "import sys, time, warnings, numpy\n"
    "from sklearn.manifold import smacof\n"
    "from scipy.spatial.distance import squareform\n"
    "warnings.simplefilter('ignore')\n"
    "square = squareform(numpy.fromfile(sys.argv[1]))\n"
    "start = time.perf_counter()\n"
    "_, stress, n = smacof(square, n_components=2, n_init=1, max_iter=300, eps=0, random_state=0, "
    "return_n_iter=True)\n"
    "print(time.perf_counter() - start, stress, n)\n";

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1e6;
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

static double *
make_distances (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree double *points = g_new (double, N *N_VALUES);
  double *distances = g_new (double, N *(N - 1) / 2);
  gsize p = 0;

  for (gsize e = 0; e < N * N_VALUES; e++)
    points[e] = g_rand_double_range (random, -1.0, 1.0);
  for (gsize i = 0; i < N; i++)
    for (gsize j = i + 1; j < N; j++) {
      double square = 0.0;

      for (gsize c = 0; c < N_VALUES; c++)
        square += pow (points[i * N_VALUES + c] - points[j * N_VALUES + c], 2.0);
      distances[p++] = sqrt (square);
    }
  return distances;
}

static double
run_ours (CalRdm *rdm, const double *start, double *stress)
{
  CalSmacofOptions options = CAL_SMACOF_DEFAULTS;
  g_autofree double *points = g_new (double, 2 * N);
  CalSmacofFit fit;
  double begin = now ();

  options.start = start;
  options.n_starts = 1;
  options.max_iterations = N_STEPS;
  options.tolerance = -1.0;
  g_assert_true (cal_smacof (rdm, &options, points, &fit, NULL, NULL));
  *stress = fit.raw_stress;
  return now () - begin;
}

/* The formula as it stands: whole matrices, one thread, no library. */
static double
run_plainly (const double *distances, const double *start, double *stress)
{
  g_autofree double *square = g_new0 (double, N *N);
  g_autofree double *b = g_new (double, N *N);
  g_autofree double *points = g_memdup2 (start, 2 * N * sizeof *start);
  g_autofree double *next = g_new (double, 2 * N);
  double begin = now ();
  gsize p = 0;

  for (gsize i = 0; i < N; i++)
    for (gsize j = i + 1; j < N; j++)
      square[i * N + j] = square[j * N + i] = distances[p++];
  for (int step = 0; step < N_STEPS; step++) {
    *stress = 0.0;
    for (gsize i = 0; i < N; i++) {
      b[i * N + i] = 0.0;
      for (gsize j = 0; j < N; j++) {
        double x = points[2 * i] - points[2 * j], y = points[2 * i + 1] - points[2 * j + 1];
        double distance = sqrt (x * x + y * y);

        if (i == j)
          continue;
        *stress += 0.5 * pow (distance - square[i * N + j], 2.0);
        b[i * N + j] = distance > 0.0 ? -square[i * N + j] / distance : 0.0;
        b[i * N + i] -= b[i * N + j];
      }
    }
    for (gsize i = 0; i < N; i++)
      for (gsize c = 0; c < 2; c++) {
        next[2 * i + c] = 0.0;
        for (gsize j = 0; j < N; j++)
          next[2 * i + c] += b[i * N + j] * points[2 * j + c] / N;
      }
    memcpy (points, next, 2 * N * sizeof *next);
  }
  return now () - begin;
}

/* A negative time if scikit-learn is not there. */
static double
run_sklearn (const char *path, double *stress)
{
  const char *argv[] = {"/usr/bin/python3", "-c", script, path, NULL};
  g_autofree char *output = NULL;
  int status;
  char *p;
  double seconds;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
                     NULL, &status, NULL) ||
      status != 0)
    return -1.0;
  seconds = g_ascii_strtod (output, &p);
  *stress = g_ascii_strtod (p, NULL);
  return seconds;
}

int
main (int argc, char **argv)
{
  g_autofree double *distances = make_distances ();
  gsize n_pairs = N * (N - 1) / 2;
  g_autoptr (GBytes) bytes = g_bytes_new (distances, n_pairs * sizeof *distances);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  CalRdmDesc desc = {.name = "bench", .n_conditions = N, .dissimilarities = array};
  g_autoptr (CalRdm) rdm = cal_rdm_new (&desc, NULL);
  g_autofree char *folder = g_dir_make_tmp ("bench-smacof-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "distances.f64", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  double start[2 * N], ours[N_RUNS], plain[N_RUNS], sklearn[N_RUNS];
  double our_stress, plain_stress, sklearn_stress = 0.0;

  g_assert_true (g_file_set_contents (path, (const char *) distances,
                                      (gssize) (n_pairs * sizeof *distances), NULL));
  for (gsize e = 0; e < 2 * N; e++)
    start[e] = g_rand_double (random);
  for (int run = 0; run < N_RUNS; run++) {
    ours[run] = run_ours (rdm, start, &our_stress);
    plain[run] = run_plainly (distances, start, &plain_stress);
    sklearn[run] = run_sklearn (path, &sklearn_stress);
  }
  g_print ("{\"benchmark\": \"smacof\", \"conditions\": %d, \"steps\": %d, \"runs\": %d, "
           "\"ours_s\": %.4f, \"stress\": %.6g, \"plain_s\": %.4f, \"plain_stress\": %.6g, "
           "\"ratio_to_plain\": %.3f",
           N, N_STEPS, N_RUNS, median (ours), our_stress, median (plain), plain_stress,
           median (ours) / median (plain));
  if (median (sklearn) >= 0.0)
    g_print (", \"sklearn_s\": %.4f, \"sklearn_stress\": %.6g, \"ratio_to_sklearn\": %.3f",
             median (sklearn), sklearn_stress, median (ours) / median (sklearn));
  g_print ("}\n");
  g_remove (path);
  g_rmdir (folder);
  return 0;
}
