/* replay.c - every target on its seeds, and on files that once broke it: replay REGRESSIONS
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/fuzz/fuzz.h"
#include "tests/support/folder.h"

static const char *regressions;

/* Runs the target on every file of the folder. Returns how many there were. */
static guint
replay (const FuzzTarget *target, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *data = NULL;
    g_autoptr (GError) error = NULL;
    gsize size;

    g_file_get_contents (path, &data, &size, &error);
    g_assert_no_error (error);
    g_test_message ("%s", path);
    fuzz_target_run (target, (const guint8 *) data, size);
    n++;
  }
  return n;
}

static void
test_target (gconstpointer data)
{
  const FuzzTarget *target = data;
  g_autofree char *broke = g_build_filename (regressions, target->name, NULL);
  g_autofree char *seeds = NULL;
  TestFolder folder;

  test_folder_set_up (&folder, NULL);
  fuzz_target_make_seeds (target, folder.folder);
  seeds = g_build_filename (folder.folder, target->name, NULL);
  g_assert_cmpuint (replay (target, seeds), >, 0);
  replay (target, broke);
  /* Nothing at all is a file too. */
  fuzz_target_run (target, (const guint8 *) "", 0);
  test_folder_tear_down (&folder, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  regressions = argv[1];
  for (const FuzzTarget *target = fuzz_targets; target->name != NULL; target++) {
    g_autofree char *path = g_strdup_printf ("/replay/%s", target->name);

    g_test_add_data_func (path, target, test_target);
  }
  return g_test_run ();
}
