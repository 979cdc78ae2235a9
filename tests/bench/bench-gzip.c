/* bench-gzip.c - how soon a gzipped 4-D series is there, against the decompressors at hand.
 *
 * Prints one line of JSON. CALCARINE_BENCH_MB says how large the series is (256). Each measurement
 * is a process of its own, so that its peak memory is its own; medians of several, by turns.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "io/format.h"
#include "tests/support/nifti-file.h"

#define N_RUNS 5

static const gsize frame_dims[3] = {104, 104, 72};

typedef struct {
  const char *name;
  const char *argv[4]; /* the file's path is appended */
  double seconds[N_RUNS];
} Baseline;

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

static double
peak_bytes (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0.0;
  line = strstr (status, "VmHWM:");
  return line != NULL ? g_ascii_strtod (line + 6, NULL) * 1024.0 : 0.0;
}

/* A smooth head with noise: it compresses like a scanner's, to about two fifths. */
static int
make_file (const char *path, gsize n_frames)
{
  gsize n_voxels = frame_dims[0] * frame_dims[1] * frame_dims[2];
  g_autofree gint16 *voxels = g_new (gint16, n_voxels * n_frames);
  NiftiFile file = nifti_file_new (1);
  guint32 random = 1;

  for (gsize n = 0; n < n_voxels * n_frames; n++) {
    gsize v = n % n_voxels;
    double x = (double) (v % 104) / 52.0 - 1.0, y = (double) (v / 104 % 104) / 52.0 - 1.0;
    double z = (double) (v / (104 * 104)) / 36.0 - 1.0, r = x * x + y * y + z * z;

    random = random * 1664525u + 1013904223u;
    voxels[n] = r < 0.7 ? (gint16) (900.0 * (1.2 - r) + (double) (random >> 28)) : 0;
  }
  file.dim[0] = 4;
  for (int a = 0; a < 3; a++)
    file.dim[a + 1] = (gint64) frame_dims[a];
  file.dim[4] = (gint64) n_frames;
  file.datatype = 4;
  file.elements = voxels;
  file.n_bytes = n_voxels * n_frames * 2;
  file.swap_size = 2;
  nifti_file_save (&file, path);
  return 0;
}

typedef struct {
  GMainLoop *loop;
  double start;
  double first;
  double all;
} Times;

static void
offered_cb (CalJob *job, GObject *part, Times *times)
{
  times->first = now () - times->start;
}

static GObject *
load (CalJob *job, gpointer path, GError **error)
{
  return (GObject *) cal_format_load (path, NULL, job, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) loaded = cal_job_run_finish (CAL_JOB (source), result, &error);
  Times *times = data;

  times->all = now () - times->start;
  if (loaded == NULL)
    g_error ("%s", error->message);
  g_main_loop_quit (times->loop);
}

static int
read_ours (char *path)
{
  g_autoptr (CalJob) job = cal_job_new ("Reading", load, path, NULL);
  Times times = {g_main_loop_new (NULL, FALSE), now (), -1.0, 0.0};

  g_signal_connect (job, "offered", G_CALLBACK (offered_cb), &times);
  cal_job_run_async (job, done_cb, &times);
  g_main_loop_run (times.loop);
  g_main_loop_unref (times.loop);
  g_print ("%.6f %.6f %.0f\n", times.first, times.all, peak_bytes ());
  return 0;
}

/* The whole file in memory, then the whole contents: the simplest way to be fast. */
static int
read_libdeflate (const char *path)
{
  g_autofree char *packed = NULL;
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor ();
  guint32 size;
  gsize n_packed;
  guint8 *data;
  gboolean ok;

  if (!g_file_get_contents (path, &packed, &n_packed, NULL))
    return 1;
  memcpy (&size, packed + n_packed - 4, 4);
  size = GUINT32_FROM_LE (size);
  data = g_malloc (size);
  ok = libdeflate_gzip_decompress (decompressor, packed, n_packed, data, size, NULL) ==
       LIBDEFLATE_SUCCESS;
  libdeflate_free_decompressor (decompressor);
  g_free (data);
  return ok ? 0 : 1;
}

/* Runs a program on the file; gives what it printed, if that is wanted. */
static double
time_program (const char *const *arguments, const char *path, char **output)
{
  const char *argv[6] = {0};
  g_autoptr (GError) error = NULL;
  int n = 0, status;
  double start = now ();

  while (arguments[n] != NULL) {
    argv[n] = arguments[n];
    n++;
  }
  argv[n] = path;
  g_spawn_sync (NULL, (char **) argv, NULL,
                G_SPAWN_SEARCH_PATH | (output == NULL ? G_SPAWN_STDOUT_TO_DEV_NULL : 0), NULL, NULL,
                output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return now () - start;
}

static void
measure (const char *self, const char *path, double n_bytes)
{
  Baseline baselines[] = {
      {"libdeflate in process", {self, "--libdeflate", NULL}},
      {"igzip", {"igzip", "-d", "-c", NULL}},
      {"libdeflate-gunzip", {"libdeflate-gunzip", "-c", NULL}},
      {"gzip", {"gzip", "-d", "-c", NULL}},
  };
  const char *const ours[] = {self, "--read", NULL};
  double first[N_RUNS], all[N_RUNS], peak[N_RUNS], fastest = G_MAXDOUBLE;
  g_autoptr (GString) json = g_string_new (NULL);
  GStatBuf status;

  for (int run = 0; run < N_RUNS; run++) {
    g_autofree char *output = NULL;
    char *p;

    time_program (ours, path, &output);
    first[run] = g_ascii_strtod (output, &p);
    all[run] = g_ascii_strtod (p, &p);
    peak[run] = g_ascii_strtod (p, &p);
    for (gsize b = 0; b < G_N_ELEMENTS (baselines); b++) {
      g_autofree char *found = g_find_program_in_path (baselines[b].argv[0]);

      baselines[b].seconds[run] =
          found != NULL ? time_program (baselines[b].argv, path, NULL) : -1.0;
    }
  }
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_string_append_printf (json,
                          "{\"benchmark\": \"gzip\", \"bytes\": %.0f, \"compressed\": %.0f, "
                          "\"runs\": %d, \"first_frame_s\": %.4f, \"all_s\": %.4f, "
                          "\"peak_over_data\": %.3f",
                          n_bytes, (double) status.st_size, N_RUNS, median (first), median (all),
                          median (peak) / n_bytes);
  for (gsize b = 0; b < G_N_ELEMENTS (baselines); b++) {
    double seconds = median (baselines[b].seconds);

    if (seconds < 0.0)
      continue;
    g_string_append_printf (json, ", \"%s_s\": %.4f", baselines[b].name, seconds);
    fastest = MIN (fastest, seconds);
  }
  g_print ("%s, \"ratio_to_fastest\": %.3f}\n", json->str, median (all) / fastest);
}

int
main (int argc, char **argv)
{
  const char *wanted = g_getenv ("CALCARINE_BENCH_MB");
  double frame_bytes = 104.0 * 104.0 * 72.0 * 2.0;
  gsize n_frames;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *count = NULL;

  if (argc == 3 && g_str_equal (argv[1], "--read"))
    return read_ours (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--libdeflate"))
    return read_libdeflate (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "--make"))
    return make_file (argv[3], (gsize) g_ascii_strtoull (argv[2], NULL, 10));
  n_frames = (gsize) ((wanted != NULL ? g_ascii_strtod (wanted, NULL) : 256.0) * 1e6 / frame_bytes);
  folder = g_dir_make_tmp ("bench-gzip-XXXXXX", NULL);
  path = g_build_filename (folder, "series.nii.gz", NULL);
  count = g_strdup_printf ("%" G_GSIZE_FORMAT, MAX (n_frames, 2));
  time_program ((const char *const[]){self, "--make", count, NULL}, path, NULL);
  measure (self, path, (double) MAX (n_frames, 2) * frame_bytes);
  g_remove (path);
  g_rmdir (folder);
  return 0;
}
