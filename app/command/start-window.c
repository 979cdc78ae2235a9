/* start-window.c - from the command line to the window program.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/start-window.h"

#include <errno.h>
#include <unistd.h>

#include "analysis/blas.h"
#include "app/command/command.h"

/* Beside this program, where the build leaves it, or where it was installed. */
static char *
find_window_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  const char *const places[][2] = {
      {folder, "calcarine-window"},
      {folder, "../window/calcarine-window"},
      {CALCARINE_LIBEXECDIR, "calcarine-window"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (places); n++) {
    g_autofree char *path =
        places[n][0] != NULL ? g_build_filename (places[n][0], places[n][1], NULL) : NULL;

    if (path != NULL && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_canonicalize_filename (path, NULL);
  }
  return NULL;
}

/**
 * cal_start_window:
 * @paths: (array zero-terminated=1): what it should open
 *
 * Becomes the window program.
 *
 * Returns: an exit status, if that is not possible: the reason was printed
 */
int
cal_start_window (char **paths)
{
  g_autofree char *program = find_window_program ();
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *core = cal_blas_get_better_core ();

  if (program == NULL) {
    g_printerr ("calcarine: this build has no window; \"calcarine figure\" draws into a file, "
                "\"calcarine --help\" lists what else there is\n");
    return CAL_EXIT_FAILED;
  }
  if (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL) {
    g_printerr ("calcarine: no display to open a window on; \"calcarine figure\" draws into a "
                "file, \"calcarine --help\" lists what else there is\n");
    return CAL_EXIT_FAILED;
  }
  g_ptr_array_add (words, program);
  for (guint n = 0; paths[n] != NULL; n++)
    g_ptr_array_add (words, paths[n]);
  g_ptr_array_add (words, NULL);
  if (core != NULL)
    g_setenv (CAL_BLAS_CORE_VARIABLE, core, TRUE);
  execv (program, (char **) words->pdata);
  g_printerr ("calcarine: %s: %s\n", program, g_strerror (errno));
  return CAL_EXIT_FAILED;
}
