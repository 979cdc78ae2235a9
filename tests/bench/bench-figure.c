/* bench-figure.c - from cold start to a written figure of four panels, 2400 x 1600 pixels.
 *
 * The baseline is cairo writing the same picture, already drawn, as PNG.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <cairo.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "io/picture.h"
#include "tests/support/optional-data.h"

#define N_RUNS 5

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double seconds[N_RUNS])
{
  qsort (seconds, N_RUNS, sizeof *seconds, compare);
  return seconds[N_RUNS / 2];
}

/* Runs the program; returns how long it took. */
static double
run (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  int wait_status;

  if (!g_spawn_sync (NULL, (char **) (gpointer) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                     NULL, &wait_status, &error) ||
      !g_spawn_check_wait_status (wait_status, &error))
    g_error ("%s: %s", words[1], error->message);
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static cairo_status_t
count_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  *(gsize *) closure += length;
  return CAIRO_STATUS_SUCCESS;
}

static double
write_with_cairo (GBytes *rgba, gsize width, gsize height)
{
  cairo_surface_t *picture =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (picture);
  const guint8 *bytes = g_bytes_get_data (rgba, NULL);
  gsize written = 0;
  gint64 start;

  for (gsize p = 0; p < width * height; p++)
    pixels[p] = (guint32) bytes[4 * p] << 16 | (guint32) bytes[4 * p + 1] << 8 | bytes[4 * p + 2];
  cairo_surface_mark_dirty (picture);
  start = g_get_monotonic_time ();
  cairo_surface_write_to_png_stream (picture, count_bytes, &written);
  cairo_surface_destroy (picture);
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

int
main (void)
{
  const char *program = g_getenv ("CALCARINE_PROGRAM");
  g_autofree char *folder = g_dir_make_tmp ("calcarine-bench-XXXXXX", NULL);
  g_autofree char *figure = g_build_filename (folder, "figure.png", NULL);
  g_autofree char *demo = g_build_filename (folder, "demo", NULL);
  g_autofree char *real = cal_optional_data_find ("surfaces/pycortex_S1/surfaces");
  gboolean is_real = real != NULL;
  const char *const make[] = {program, "demo", demo, NULL};
  const char *const draw[] = {program, "figure", "-q", is_real ? real : demo, "-o", figure, NULL};
  const char *const clean[] = {"/bin/rm", "-r", folder, NULL};
  double ours[N_RUNS], cairos[N_RUNS];
  g_autoptr (GBytes) picture = NULL;
  gsize width, height;

  if (!is_real)
    run (make);
  for (int n = 0; n < N_RUNS; n++)
    ours[n] = run (draw);
  picture = cal_picture_read (figure, &width, &height, NULL);
  for (int n = 0; n < N_RUNS; n++)
    cairos[n] = write_with_cairo (picture, width, height);
  g_print ("{\"benchmark\": \"figure\", \"study\": \"%s\", \"width\": %" G_GSIZE_FORMAT
           ", \"height\": %" G_GSIZE_FORMAT ", \"cold_start_to_file_s\": %.3f, "
           "\"cairo_png_alone_s\": %.3f, \"ratio\": %.2f}\n",
           is_real ? "S1" : "demo", width, height, median (ours), median (cairos),
           median (ours) / median (cairos));
  run (clean);
  return 0;
}
