/* main.c - the window program; the command line starts it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <locale.h>

#include "app/window/application.h"
#include "io/cache.h"
#include "io/reader-process.h"

#include <malloc.h>

/* Blocks from this size on go back to the system when they are freed: what was read from files
 * and handed to OpenGL shall not be kept. */
#define MAPPED_BYTES (256 << 10)

/* The settings' schema lies where the build left it, or where the program was installed; a prefix
 * that the desktop does not know is no reason to stop. */
static void
find_schema (void)
{
  static const char *const places[] = {"../../resources/schemas", "../share/glib-2.0/schemas"};
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  for (gsize n = 0; folder != NULL && n < G_N_ELEMENTS (places); n++) {
    g_autofree char *place = g_build_filename (folder, places[n], NULL);
    g_autofree char *compiled = g_build_filename (place, "gschemas.compiled", NULL);

    if (g_file_test (compiled, G_FILE_TEST_EXISTS)) {
      g_setenv ("GSETTINGS_SCHEMA_DIR", place, FALSE);
      return;
    }
  }
}

/* Words in the person's language, but numbers with a point: on the screen as in the files. */
static void
set_locale (void)
{
  gtk_disable_setlocale ();
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char **argv)
{
  g_autoptr (CalApplication) application = NULL;
  int status;

  cal_reader_process_prepare ();
  set_locale ();
  mallopt (M_MMAP_THRESHOLD, MAPPED_BYTES);
  find_schema ();
  application = cal_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  cal_cache_flush ();
  return status;
}
