/* bench-stored.c - numbers that stay in their file: rows and a volume of NSD's betas, a sample of
 * an attention file.
 *
 * Prints one line of JSON. CALCARINE_BENCH_MB says how large the file of betas is (1000). Rows and
 * samples are read against libhdf5 in this process, the file open; a trial's volume against reading
 * the whole file in order. Files are in the page cache.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <hdf5.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/stored-array.h"
#include "io/stored-cache.h"

enum { T = 750, Y = 104, X = 81, QUERIES = 1000, TOKENS = 5228 };

#define N_ROWS 2000
#define N_RUNS 5

static gsize n_slices; /* along k */

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

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

/* As NSD keeps betas: a voxel's trials are a chunk. */
static void
make_betas (const char *path)
{
  const hsize_t dims[] = {T, n_slices, Y, X}, chunk[] = {T, 1, 1, 1};
  hid_t file = H5Fcreate (path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  hid_t space = H5Screate_simple (4, dims, NULL), creation = H5Pcreate (H5P_DATASET_CREATE);
  hid_t dataset;
  gint16 trials[T];

  H5Pset_chunk (creation, 4, chunk);
  dataset = H5Dcreate2 (file, "/betas", H5T_STD_I16LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  for (gsize v = 0; v < n_slices * Y * X; v++) {
    const hsize_t at[] = {0, v / (Y * X), v / X % Y, v % X};

    for (gsize t = 0; t < T; t++)
      trials[t] = (gint16) (v * 31 + t * 7);
    H5Dwrite_chunk (dataset, H5P_DEFAULT, 0, at, sizeof trials, trials);
  }
  H5Dclose (dataset);
  H5Pclose (creation);
  H5Sclose (space);
  H5Fclose (file);
}

/* Room for 2.6 GB of samples, of which no byte is written. */
static void
make_attention (const char *path)
{
  const hsize_t dims[] = {250, 1, QUERIES, TOKENS}, chunk[] = {1, 1, QUERIES, TOKENS};
  hid_t file = H5Fcreate (path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  hid_t space = H5Screate_simple (4, dims, NULL), creation = H5Pcreate (H5P_DATASET_CREATE);
  hid_t half = H5Tcopy (H5T_IEEE_F32LE);

  H5Tset_fields (half, 15, 10, 5, 0, 10);
  H5Tset_size (half, 2);
  H5Tset_ebias (half, 15);
  H5Pset_chunk (creation, 4, chunk);
  H5Pset_alloc_time (creation, H5D_ALLOC_TIME_EARLY);
  H5Pset_fill_time (creation, H5D_FILL_TIME_NEVER);
  H5Dclose (H5Dcreate2 (file, "/attn_maps", half, space, H5P_DEFAULT, creation, H5P_DEFAULT));
  H5Tclose (half);
  H5Pclose (creation);
  H5Sclose (space);
  H5Fclose (file);
}

static gsize
row_of (gsize n, gsize run)
{
  return (n * 7919 + run * 104729) % (n_slices * Y * X);
}

/* Row after row, as a person clicks; no row twice. */
static double
time_rows (CalStoredArray *array, gsize run)
{
  gint64 start = g_get_monotonic_time ();
  float values[T];

  for (gsize n = 0; n < N_ROWS; n++) {
    guint32 row = (guint32) row_of (n, run);

    g_assert_true (cal_stored_array_read_lines (array, 0, &row, 1, values, NULL, NULL));
    g_assert_cmpfloat (values[3], ==, (gint16) (row * 31 + 21));
  }
  return seconds_since (start) / N_ROWS;
}

/* All at once, as for the mean of a region. */
static double
time_region (CalStoredArray *array, gsize run)
{
  g_autofree guint32 *rows = g_new (guint32, N_ROWS);
  g_autofree float *values = g_new (float, (gsize) N_ROWS *T);
  gint64 start = g_get_monotonic_time ();

  for (gsize n = 0; n < N_ROWS; n++)
    rows[n] = (guint32) row_of (n, run);
  g_assert_true (cal_stored_array_read_lines (array, 0, rows, N_ROWS, values, NULL, NULL));
  return seconds_since (start) / N_ROWS;
}

/* The same with libhdf5, in this process. */
static double
time_bare_rows (const char *path, gsize run)
{
  hid_t file = H5Fopen (path, H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t dataset = H5Dopen2 (file, "/betas", H5P_DEFAULT), space = H5Dget_space (dataset);
  const hsize_t count[] = {T, 1, 1, 1};
  hid_t memory = H5Screate_simple (4, count, NULL);
  gint64 start = g_get_monotonic_time ();
  double seconds;
  gint16 trials[T];
  float values[T];

  for (gsize n = 0; n < N_ROWS; n++) {
    gsize v = row_of (n, run);
    const hsize_t at[] = {0, v / (Y * X), v / X % Y, v % X};

    H5Sselect_hyperslab (space, H5S_SELECT_SET, at, NULL, count, NULL);
    H5Dread (dataset, H5T_NATIVE_INT16, memory, space, H5P_DEFAULT, trials);
    for (gsize t = 0; t < T; t++)
      values[t] = trials[t];
    g_assert_cmpfloat (values[3], ==, (gint16) (v * 31 + 21));
  }
  seconds = seconds_since (start) / N_ROWS;
  H5Sclose (memory);
  H5Sclose (space);
  H5Dclose (dataset);
  H5Fclose (file);
  return seconds;
}

static double
time_frame (CalStoredArray *array, gsize frame)
{
  g_autofree float *values = g_new (float, n_slices *Y *X);
  gint64 start = g_get_monotonic_time ();

  g_assert_true (cal_stored_array_read_slab (array, 0, frame, values, NULL, NULL));
  g_assert_cmpfloat (values[1000], ==, (gint16) (31000 + frame * 7));
  return seconds_since (start);
}

static double
time_file (const char *path)
{
  enum { BLOCK = 1 << 20 };
  g_autofree guint8 *block = g_malloc (BLOCK);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gint64 start = g_get_monotonic_time ();

  while (read (fd, block, BLOCK) > 0)
    ;
  close (fd);
  return seconds_since (start);
}

static double
time_sample (CalStoredArray *array, gsize sample, float *values)
{
  gint64 start = g_get_monotonic_time ();

  g_assert_true (cal_stored_array_read_slab (array, 0, sample, values, NULL, NULL));
  return seconds_since (start);
}

static double
time_bare_sample (const char *path, hsize_t sample, float *values)
{
  hid_t file = H5Fopen (path, H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t dataset = H5Dopen2 (file, "/attn_maps", H5P_DEFAULT), space = H5Dget_space (dataset);
  hid_t type = H5Dget_type (dataset);
  const hsize_t at[] = {sample, 0, 0, 0}, count[] = {1, 1, QUERIES, TOKENS};
  hid_t memory = H5Screate_simple (4, count, NULL);
  g_autofree guint16 *halves = g_new (guint16, (gsize) QUERIES * TOKENS);
  gint64 start = g_get_monotonic_time ();
  double seconds;

  H5Sselect_hyperslab (space, H5S_SELECT_SET, at, NULL, count, NULL);
  H5Dread (dataset, type, memory, space, H5P_DEFAULT, halves);
  cal_dtype_read_floats (CAL_DTYPE_FLOAT16, halves, 0, (gsize) QUERIES * TOKENS, 1.0, 0.0, values);
  seconds = seconds_since (start);
  H5Tclose (type);
  H5Sclose (memory);
  H5Sclose (space);
  H5Dclose (dataset);
  H5Fclose (file);
  return seconds;
}

/* The most memory that any process of the reader has taken. */
static double
find_reader_mb (void)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;
  double most = 0.0;

  while (processes != NULL && (name = g_dir_read_name (processes)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc", name, "status", NULL);
    g_autofree char *status = NULL;
    const char *peak;

    if (!g_ascii_isdigit (name[0]) || !g_file_get_contents (path, &status, NULL, NULL) ||
        !g_str_has_prefix (status, "Name:\tcalcarine-reade"))
      continue;
    peak = strstr (status, "VmHWM:");
    if (peak != NULL)
      most = MAX (most, g_ascii_strtod (peak + 6, NULL) / 1024.0);
  }
  return most;
}

static void
bench_betas (const char *path)
{
  double rows[N_RUNS], region[N_RUNS], bare[N_RUNS], frames[N_RUNS], files[N_RUNS], first;
  g_autoptr (CalStoredArray) array = NULL;
  gint64 start;

  make_betas (path);
  time_file (path);
  start = g_get_monotonic_time ();
  array = cal_stored_array_new (path, "/betas", NULL, NULL);
  g_print ("\"open_s\": %.4f, ", seconds_since (start));
  for (gsize run = 0; run < N_RUNS; run++) {
    bare[run] = time_bare_rows (path, 3 * run);
    rows[run] = time_rows (array, 3 * run + 1);
    region[run] = time_region (array, 3 * run + 2);
  }
  g_print ("\"row_us\": %.1f, \"region_row_us\": %.1f, \"bare_row_us\": %.1f, "
           "\"row_ratio\": %.2f, \"region_ratio\": %.2f, ",
           median (rows) * 1e6, median (region) * 1e6, median (bare) * 1e6,
           median (rows) / median (bare), median (region) / median (bare));
  first = time_frame (array, 100);
  for (gsize run = 0; run < N_RUNS; run++) {
    files[run] = time_file (path);
    frames[run] = time_frame (array, run);
  }
  g_print ("\"first_frame_s\": %.3f, \"frame_s\": %.3f, \"file_s\": %.3f, "
           "\"first_frame_ratio\": %.2f, \"frame_ratio\": %.2f, \"reader_mb\": %.0f, ",
           first, median (frames), median (files), first / median (files),
           median (frames) / median (files), find_reader_mb ());
}

static void
bench_attention (const char *path)
{
  double samples[N_RUNS], bare[N_RUNS];
  g_autofree float *values = g_new0 (float, (gsize) QUERIES *TOKENS);
  g_autoptr (CalStoredArray) array = NULL;

  make_attention (path);
  array = cal_stored_array_new (path, "/attn_maps", NULL, NULL);
  for (gsize run = 0; run < N_RUNS; run++) {
    bare[run] = time_bare_sample (path, 10 * run, values);
    samples[run] = time_sample (array, 10 * run + 100, values);
  }
  g_print ("\"sample_ms\": %.1f, \"bare_sample_ms\": %.1f, \"sample_ratio\": %.2f",
           median (samples) * 1e3, median (bare) * 1e3, median (samples) / median (bare));
}

int
main (void)
{
  const char *mb = g_getenv ("CALCARINE_BENCH_MB");
  g_autofree char *folder = g_dir_make_tmp ("calcarine-XXXXXX", NULL);
  g_autofree char *betas = g_build_filename (folder, "betas_session01.hdf5", NULL);
  g_autofree char *attention = g_build_filename (folder, "attention.h5", NULL);

  n_slices = (gsize) ((mb != NULL ? g_ascii_strtod (mb, NULL) : 1000.0) * 1e6 / (T * Y * X * 2));
  n_slices = MAX (n_slices, 1);
  g_print ("{\"bench\": \"stored\", ");
  bench_betas (betas);
  bench_attention (attention);
  g_print ("}\n");
  g_unlink (betas);
  g_unlink (attention);
  g_rmdir (folder);
  return 0;
}
