/* main.c - the window program; the command line starts it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/application.h"

/* A program that was built but not installed finds its settings' schema where the build left it. */
static void
find_schema (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *built =
      folder != NULL ? g_build_filename (folder, "..", "..", "resources", "schemas", NULL) : NULL;
  g_autofree char *compiled =
      built != NULL ? g_build_filename (built, "gschemas.compiled", NULL) : NULL;

  if (compiled != NULL && g_file_test (compiled, G_FILE_TEST_EXISTS))
    g_setenv ("GSETTINGS_SCHEMA_DIR", built, FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (CalApplication) application = NULL;

  find_schema ();
  application = cal_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
