/* bench-rdm.c - RDMs of many conditions, against the bare product of the same matrix.
 *
 * Prints one line of JSON for each size and precision: seconds (medians, taken by turns), and what
 * they are to the bare syrk on all cores with the same kernels, the least that any program can take
 * that multiplies the matrix; and to numpy and scipy, where /usr/bin/python3 has them. A last line
 * tells the peak memory of a process that computes 20,000 conditions from patterns that it does not
 * keep. CALCARINE_BENCH_SMALL leaves out all but 1,000 conditions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/blas.h"
#include "analysis/rdm-compute.h"

#define N_CHANNELS 15000
#define MAX_RUNS 7
#define MANY 20000
#define MANY_CHANNELS 1000
#define MANY_MEMORY ((gsize) 512 << 20)

/* What one way of doing it took. */
typedef struct {
  double seconds[MAX_RUNS];
  double cpu_seconds[MAX_RUNS];
} Series;

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1e6;
}

static double
cpu_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values, int n)
{
  qsort (values, (gsize) n, sizeof *values, compare_doubles);
  return values[n / 2];
}

static CalArray *
make_patterns (gsize n, gboolean is_single)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  gsize dims[2] = {n, N_CHANNELS}, size = is_single ? sizeof (float) : sizeof (double);
  void *values = g_malloc_n (n * N_CHANNELS, size);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize k = 0; k < n * N_CHANNELS; k++)
    if (is_single)
      ((float *) values)[k] = (float) g_rand_double (random);
    else
      ((double *) values)[k] = g_rand_double (random);
  bytes = g_bytes_new_take (values, n * N_CHANNELS * size);
  return cal_array_new (is_single ? CAL_DTYPE_FLOAT32 : CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
}

/* The product alone, as BLAS's own threads do it. */
static void
multiply (CalArray *array, gsize n, gboolean is_single)
{
  const void *values = g_bytes_get_data (cal_array_get_bytes (array), NULL);
  g_autofree void *products = g_malloc_n (n * n, is_single ? sizeof (float) : sizeof (double));

  openblas_set_num_threads ((int) g_get_num_processors ());
  if (is_single)
    cblas_ssyrk (CblasRowMajor, CblasUpper, CblasNoTrans, (blasint) n, N_CHANNELS, 1.0f, values,
                 N_CHANNELS, 0.0f, products, (blasint) n);
  else
    cblas_dsyrk (CblasRowMajor, CblasUpper, CblasNoTrans, (blasint) n, N_CHANNELS, 1.0, values,
                 N_CHANNELS, 0.0, products, (blasint) n);
  openblas_set_num_threads (1);
}

static double
compute (const CalPatterns *patterns, gsize n, gboolean is_single, gsize memory_bytes)
{
  CalRdmDesign design = {.n_conditions = n};
  CalRdmParameters parameters;
  g_auto (CalRdmReport) report = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) rdm = NULL;

  cal_rdm_parameters_init (&parameters, CAL_RDM_CORRELATION);
  parameters.precision = is_single ? CAL_PRECISION_SINGLE : CAL_PRECISION_DOUBLE;
  if (memory_bytes > 0)
    parameters.memory_bytes = memory_bytes;
  rdm = cal_rdm_compute (patterns, NULL, &design, &parameters, &report, NULL, &error);
  if (rdm == NULL)
    g_error ("%s", error->message);
  return report.largest_error;
}

/* Seconds that another program tells of itself; 0 if it cannot. */
static double
ask_python (const char *statement, gsize n, gboolean is_single, int n_runs)
{
  g_autofree char *script = g_strdup_printf (
      "import time, numpy as np\n"
      "from scipy.spatial.distance import pdist\n"
      "x = np.random.RandomState(1).uniform(size=(%" G_GSIZE_FORMAT ", %d)).astype('f%d')\n"
      "s = []\n"
      "for k in range(%d):\n"
      "    t = time.perf_counter(); %s; s.append(time.perf_counter() - t)\n"
      "print(sorted(s)[%d])\n",
      n, N_CHANNELS, is_single ? 4 : 8, n_runs, statement, n_runs / 2);
  const char *const words[] = {"/usr/bin/python3", "-c", script, NULL};
  g_autofree char *output = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
                     NULL, &status, NULL) ||
      status != 0)
    return 0.0;
  return g_ascii_strtod (output, NULL);
}

static void
time_size (gsize n, gboolean is_single, int n_runs)
{
  g_autoptr (CalArray) array = make_patterns (n, is_single);
  Series ours = {0}, bare = {0};
  CalPatterns patterns;
  double error = 0.0, numpy, scipy, seconds, bare_seconds;

  cal_patterns_init_array (&patterns, array, NULL);
  for (int run = 0; run < n_runs; run++) {
    double start = now (), cpu_start = cpu_now ();

    multiply (array, n, is_single);
    bare.seconds[run] = now () - start;
    bare.cpu_seconds[run] = cpu_now () - cpu_start;
    start = now ();
    cpu_start = cpu_now ();
    error = compute (&patterns, n, is_single, 0);
    ours.seconds[run] = now () - start;
    ours.cpu_seconds[run] = cpu_now () - cpu_start;
  }
  numpy = ask_python ("1 - np.corrcoef(x, dtype=x.dtype)", n, is_single, MIN (n_runs, 3));
  scipy = n <= 1000 && !is_single ? ask_python ("pdist(x, 'correlation')", n, FALSE, 1) : 0.0;
  seconds = median (ours.seconds, n_runs);
  bare_seconds = median (bare.seconds, n_runs);
  g_print ("{\"benchmark\": \"rdm\", \"conditions\": %" G_GSIZE_FORMAT ", \"channels\": %d, "
           "\"precision\": \"%s\", \"kernels\": \"%s\", \"cores\": %u, \"seconds\": %.4f, "
           "\"syrk_seconds\": %.4f, \"ratio\": %.2f, \"cpu_ratio\": %.2f, \"largest_error\": %.2g",
           n, N_CHANNELS, is_single ? "single" : "double", cal_blas_get_core (),
           g_get_num_processors (), seconds, bare_seconds, seconds / bare_seconds,
           median (ours.cpu_seconds, n_runs) / median (bare.cpu_seconds, n_runs), error);
  if (numpy > 0.0)
    g_print (", \"numpy_seconds\": %.4f, \"ratio_to_numpy\": %.2f", numpy, seconds / numpy);
  if (scipy > 0.0)
    g_print (", \"scipy_seconds\": %.3f, \"ratio_to_scipy\": %.4f", scipy, seconds / scipy);
  g_print ("}\n");
}

/* Patterns that are made when they are read, as if from a file. */
static gboolean
read_made (gpointer data,
           gsize first_row,
           gsize n_rows,
           gsize first_channel,
           gsize n_channels,
           double *values,
           GError **error)
{
  for (gsize r = 0; r < n_rows; r++)
    for (gsize c = 0; c < n_channels; c++) {
      guint64 x = ((first_row + r) * MANY_CHANNELS + first_channel + c + 1) * 0x9e3779b97f4a7c15;

      x = (x ^ (x >> 31)) * 0xbf58476d1ce4e5b9;
      values[r * n_channels + c] = (double) (x >> 40);
    }
  return TRUE;
}

static double
get_peak_mib (void)
{
  g_autofree char *status = NULL;
  const char *line = NULL;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtod (line + 6, NULL) / 1024.0 : 0.0;
}

/* In a process of its own, whose peak is its own. */
static void
compute_many (gboolean is_single)
{
  CalPatterns patterns = {MANY, MANY_CHANNELS, read_made, NULL, FALSE};
  double start = now (), error = compute (&patterns, MANY, is_single, MANY_MEMORY);
  double result_mib = (double) MANY * (MANY - 1) / 2.0 *
                      (double) (is_single ? sizeof (float) : sizeof (double)) / 0x1p20;

  g_print ("{\"benchmark\": \"rdm-memory\", \"conditions\": %d, \"channels\": %d, \"precision\": "
           "\"%s\", \"seconds\": %.1f, \"distances_mib\": %.0f, \"allowed_mib\": %.0f, "
           "\"peak_mib\": %.0f, \"ratio\": %.2f, \"largest_error\": %.2g}\n",
           MANY, MANY_CHANNELS, is_single ? "single" : "double", now () - start, result_mib,
           (double) MANY_MEMORY / 0x1p20, get_peak_mib (),
           get_peak_mib () / (result_mib + (double) MANY_MEMORY / 0x1p20), error);
}

int
main (int argc, char **argv)
{
  gboolean is_small = g_getenv ("CALCARINE_BENCH_SMALL") != NULL;

  if (argc > 1) {
    compute_many (g_str_equal (argv[1], "single"));
    return 0;
  }
  time_size (1000, FALSE, MAX_RUNS);
  time_size (1000, TRUE, MAX_RUNS);
  for (int is_single = 0; !is_small && is_single < 2; is_single++)
    time_size (5000, is_single, 3);
  for (int is_single = 0; !is_small && is_single < 2; is_single++) {
    const char *const words[] = {argv[0], is_single ? "single" : "double", NULL};

    g_autofree char *output = NULL;

    if (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL,
                      NULL))
      g_print ("%s", output);
  }
  return 0;
}
