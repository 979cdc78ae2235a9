/* bench-reader.c - what reading in another process costs: one large file, and many small ones.
 *
 * Prints one line of JSON. CALCARINE_BENCH_MB says how large the large one is (256). In this
 * process and in the reader by turns; medians.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "io/format-load.h"
#include "io/format.h"
#include "tests/support/nifti-file.h"

#define N_RUNS 7
#define N_SMALL 200

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

static void
make_series (const char *path, gsize n_frames)
{
  gsize n = 64 * 64 * 32 * n_frames;
  g_autofree gint16 *voxels = g_new (gint16, n);
  NiftiFile file = nifti_file_new (1);
  guint32 random = 1;

  for (gsize v = 0; v < n; v++) {
    random = random * 1664525u + 1013904223u;
    voxels[v] = (gint16) (v % 64 * 10 + (random >> 28));
  }
  file.dim[0] = 4;
  file.dim[1] = file.dim[2] = 64;
  file.dim[3] = 32;
  file.dim[4] = (gint64) n_frames;
  file.datatype = 4;
  file.elements = voxels;
  file.n_bytes = n * 2;
  file.swap_size = 2;
  nifti_file_save (&file, path);
}

/* Every value is looked at, as whoever reads a file does. */
static double
time_load (const char *path, gboolean in_reader)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = in_reader
                                     ? cal_format_load_reported (path, NULL, NULL, NULL, &error)
                                     : cal_format_parse (path, NULL, NULL, &error);
  guint64 sum = 0;
  gsize size;
  const guint64 *words;

  g_assert_no_error (error);
  words = g_bytes_get_data (cal_volume_get_desc (cal_loaded_get_objects (loaded)->pdata[0])->voxels,
                            &size);
  for (gsize n = 0; n < size / sizeof *words; n += 512)
    sum += words[n];
  g_assert_cmpuint (sum, >, 0);
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static double
time_small (char **paths, gboolean in_reader)
{
  double seconds = 0.0;

  for (guint n = 0; paths[n] != NULL; n++)
    seconds += time_load (paths[n], in_reader);
  return seconds;
}

int
main (void)
{
  const char *wanted = g_getenv ("CALCARINE_BENCH_MB");
  gsize n_frames = (gsize) ((wanted != NULL ? g_ascii_strtod (wanted, NULL) : 256.0) / 0.262144);
  g_autofree char *folder = g_dir_make_tmp ("bench-reader-XXXXXX", NULL);
  g_autofree char *packed = g_build_filename (folder, "series.nii.gz", NULL);
  g_autofree char *plain = g_build_filename (folder, "series.nii", NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) small = NULL;
  double seconds[3][2][N_RUNS];

  make_series (packed, n_frames);
  make_series (plain, n_frames);
  for (guint n = 0; n < N_SMALL; n++) {
    g_autofree char *name = g_strdup_printf ("%s/%u.nii", folder, n);

    make_series (name, 1);
    g_strv_builder_add (builder, name);
  }
  small = g_strv_builder_end (builder);
  for (int run = 0; run < N_RUNS; run++)
    for (int in_reader = 0; in_reader < 2; in_reader++) {
      seconds[0][in_reader][run] = time_load (packed, in_reader);
      seconds[1][in_reader][run] = time_load (plain, in_reader);
      seconds[2][in_reader][run] = time_small (small, in_reader);
    }
  g_print ("{\"benchmark\": \"reader\", \"bytes\": %.0f, \"runs\": %d",
           (double) n_frames * 262144.0, N_RUNS);
  for (int n = 0; n < 3; n++) {
    double here = median (seconds[n][0]), there = median (seconds[n][1]);

    g_print (", \"%s_here_s\": %.4f, \"%s_reader_s\": %.4f, \"%s_ratio\": %.3f",
             (const char *const[]){"gzip", "plain", "small"}[n], here,
             (const char *const[]){"gzip", "plain", "small"}[n], there,
             (const char *const[]){"gzip", "plain", "small"}[n], there / here);
  }
  g_print ("}\n");
  for (guint n = 0; small[n] != NULL; n++)
    g_remove (small[n]);
  g_remove (packed);
  g_remove (plain);
  g_rmdir (folder);
  return 0;
}
