/* bench-start.c - from cold start to the first coloured cortex in the window, and peak memory.
 *
 * The window opens on a virtual screen whose pixels are a file; it is watched until the map's
 * colours are there. The baseline is the same program with nothing to open, until its empty window
 * is there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/npy.h"
#include "tests/bench/real-cortex.h"

#define N_RUNS 5
#define WIDTH_PX 1280
#define HEIGHT_PX 1000
#define TIMEOUT_S 30.0

typedef struct {
  GPid pid;
  char *display;
  GMappedFile *pixels;
} Screen;

typedef struct {
  double seconds;
  double peak_mib;
} Start;

/* The file is an X window dump: a header of big-endian words, colours, then the rows. */
static const guint8 *
get_rows (const Screen *screen, gsize *stride)
{
  const guint32 *head = (const guint32 *) (gpointer) g_mapped_file_get_contents (screen->pixels);

  *stride = GUINT32_FROM_BE (head[12]);
  return (const guint8 *) head + GUINT32_FROM_BE (head[0]) + 12 * GUINT32_FROM_BE (head[19]);
}

static void
start_screen (Screen *screen, const char *folder)
{
  g_autofree char *size = g_strdup_printf ("%dx%dx24", WIDTH_PX, HEIGHT_PX);
  g_autofree char *path = g_build_filename (folder, "Xvfb_screen0", NULL);
  const char *const words[] = {"Xvfb",   "-displayfd", "1",         "-screen", "0", size,
                               "-fbdir", folder,       "-nolisten", "tcp",     NULL};
  g_autoptr (GError) error = NULL;
  char number[16] = "";
  int out;

  if (!g_spawn_async_with_pipes (NULL, (char **) (gpointer) words, NULL,
                                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                                     G_SPAWN_STDERR_TO_DEV_NULL,
                                 NULL, NULL, &screen->pid, NULL, &out, NULL, &error)) {
    g_print ("{\"benchmark\": \"start\", \"skipped\": \"%s\"}\n", error->message);
    exit (77);
  }
  if (read (out, number, sizeof number - 1) <= 0)
    g_error ("Xvfb gives no display");
  screen->display = g_strdup_printf (":%s", g_strchomp (number));
  screen->pixels = g_mapped_file_new (path, FALSE, &error);
  if (screen->pixels == NULL)
    g_error ("%s", error->message);
}

static void
stop_screen (Screen *screen)
{
  kill (screen->pid, SIGTERM);
  waitpid (screen->pid, NULL, 0);
  g_mapped_file_unref (screen->pixels);
  g_free (screen->display);
}

/* Whether a fiftieth of the pixels are coloured, or simply not black. */
static gboolean
is_shown (const Screen *screen, gboolean coloured)
{
  gsize stride, n = 0;
  const guint8 *rows = get_rows (screen, &stride);

  for (gsize y = 0; y < HEIGHT_PX; y += 2)
    for (gsize x = 0; x < WIDTH_PX; x += 2) {
      const guint8 *p = rows + y * stride + 4 * x;
      int high = MAX (p[0], MAX (p[1], p[2])), low = MIN (p[0], MIN (p[1], p[2]));

      n += coloured ? high - low > 60 : high > 0;
    }
  return n > WIDTH_PX * HEIGHT_PX / 4 / 50;
}

static Start
start (const Screen *screen, const char *const *words, gboolean coloured)
{
  g_auto (GStrv) environment =
      g_environ_setenv (g_get_environ (), "DISPLAY", screen->display, TRUE);
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  struct rusage usage;
  Start result = {0};
  GPid pid;

  if (!g_spawn_async (NULL, (char **) (gpointer) words, environment,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                          G_SPAWN_STDERR_TO_DEV_NULL,
                      NULL, NULL, &pid, &error))
    g_error ("%s", error->message);
  do {
    g_usleep (2000);
    result.seconds = (double) (g_get_monotonic_time () - began) / 1e6;
    if (result.seconds > TIMEOUT_S)
      g_error ("%s shows nothing", words[0]);
  } while (!is_shown (screen, coloured));
  kill (pid, SIGTERM);
  wait4 (pid, NULL, 0, &usage);
  result.peak_mib = (double) usage.ru_maxrss / 1024.0;
  while (is_shown (screen, FALSE))
    g_usleep (2000);
  return result;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = ((const Start *) a)->seconds, y = ((const Start *) b)->seconds;

  return (x > y) - (x < y);
}

static Start
measure (const Screen *screen, const char *const *words, gboolean coloured)
{
  Start starts[N_RUNS];

  start (screen, words, coloured);
  for (int n = 0; n < N_RUNS; n++)
    starts[n] = start (screen, words, coloured);
  qsort (starts, N_RUNS, sizeof *starts, compare);
  return starts[N_RUNS / 2];
}

/* The real hemispheres with a smooth map; the demo where they are not there. */
static gboolean
find_study (const char *program, const char *folder, char *paths[4], GError **error)
{
  char *demo = g_build_filename (folder, "demo", NULL);
  const char *const make[] = {program, "demo", demo, NULL};
  g_autoptr (CalSurface) left = NULL;
  g_autoptr (CalSurface) right = NULL;
  g_autoptr (CalArray) values = NULL;

  if (!cal_real_cortex_find (paths)) {
    g_clear_pointer (&paths[1], g_free);
    paths[0] = demo;
    return g_spawn_sync (NULL, (char **) (gpointer) make, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                         NULL, NULL, error);
  }
  g_free (demo);
  left = cal_real_cortex_read (paths[0]);
  right = cal_real_cortex_read (paths[1]);
  values = cal_smooth_values_new ((CalSurface *[]){left, right});
  paths[2] = g_build_filename (folder, "r.npy", NULL);
  return cal_npy_write (paths[2], values, error);
}

/* The same of any other program: its words are the arguments. */
static int
measure_other (const char *const *words)
{
  g_autofree char *folder = g_dir_make_tmp ("calcarine-bench-XXXXXX", NULL);
  g_autofree char *pixels = g_build_filename (folder, "Xvfb_screen0", NULL);
  Screen screen = {0};
  Start opened;

  start_screen (&screen, folder);
  opened = measure (&screen, words, TRUE);
  stop_screen (&screen);
  g_print ("{\"benchmark\": \"start\", \"program\": \"%s\", \"first_coloured_cortex_s\": %.3f, "
           "\"peak_mib\": %.0f}\n",
           words[0], opened.seconds, opened.peak_mib);
  g_unlink (pixels);
  g_rmdir (folder);
  return 0;
}

int
main (int argc, char **argv)
{
  const char *program = g_getenv ("CALCARINE_PROGRAM");
  g_autofree char *folder = NULL;
  char *paths[4] = {NULL};
  const char *const empty_words[] = {program, NULL};
  const char *words[5] = {program};
  Screen screen = {0};
  g_autoptr (GError) error = NULL;
  Start opened, empty;

  if (argc > 1)
    return measure_other ((const char *const *) argv + 1);
  folder = g_dir_make_tmp ("calcarine-bench-XXXXXX", NULL);
  if (!find_study (program, folder, paths, &error))
    g_error ("%s", error->message);
  for (int n = 0; n < 4; n++)
    words[n + 1] = paths[n];
  start_screen (&screen, folder);
  opened = measure (&screen, words, TRUE);
  empty = measure (&screen, empty_words, FALSE);
  stop_screen (&screen);
  g_print ("{\"benchmark\": \"start\", \"study\": \"%s\", \"first_coloured_cortex_s\": %.3f, "
           "\"peak_mib\": %.0f, \"empty_window_s\": %.3f, \"empty_mib\": %.0f, \"ratio\": %.2f}\n",
           paths[1] != NULL ? "S1" : "demo", opened.seconds, opened.peak_mib, empty.seconds,
           empty.peak_mib, opened.seconds / empty.seconds);
  g_spawn_sync (NULL, (char **) (gpointer) (const char *[]){"/bin/rm", "-r", folder, NULL}, NULL,
                G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL);
  for (int n = 0; n < 4; n++)
    g_free (paths[n]);
  return 0;
}
