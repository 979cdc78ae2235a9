/* test-truncated.c - every format we write, cut at many places, told to the program.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/folder.h"

#define N_CUTS 16

static const char *folder;

/* Runs the program in the folder. Returns its exit status, which must be one. */
static int
run (char **complaint, const char *const *words)
{
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_autofree char *output = NULL, *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_ptr_array_add (line, (gpointer) g_getenv ("CALCARINE_PROGRAM"));
  for (; *words != NULL; words++)
    g_ptr_array_add (line, (gpointer) *words);
  g_ptr_array_add (line, NULL);
  g_spawn_sync (folder, (char **) line->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  if (complaint != NULL)
    *complaint = g_steal_pointer (&errors);
  return WEXITSTATUS (status);
}

static void
assert_is_told (const char *name, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (folder, "cut", name, NULL);
  g_autofree char *relative = g_build_filename ("cut", name, NULL);
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_unlink (path);
  g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  status = run (&complaint, (const char *const[]){"info", relative, NULL});
  if (status != 1 || strstr (complaint, name) == NULL)
    g_error ("%s cut to %" G_GSIZE_FORMAT " bytes: status %d, said \"%s\"", name, length, status,
             complaint);
}

/* @footer: bytes at the end that readers do without */
typedef struct {
  const char *relative;
  gsize footer;
} Case;

static void
test_cuts (gconstpointer data)
{
  const Case *item = data;
  const char *relative = item->relative;
  g_autofree char *path = g_build_filename (folder, relative, NULL);
  g_autofree char *name = g_path_get_basename (relative);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run (NULL, (const char *const[]){"info", relative, NULL}), ==, 0);
  for (gsize n = 0; n < N_CUTS; n++)
    assert_is_told (name, bytes, length * n / N_CUTS);
  assert_is_told (name, bytes, length - item->footer - 1);
}

/* The demo writes most formats, convert the rest. */
static void
write_files (void)
{
  static const char *const conversions[][2] = {
      {"anat/T1.nii.gz", "T1.nii"},           {"anat/T1.nii.gz", "T1.mgh"},
      {"anat/T1.nii.gz", "T1.mgz"},           {"encoding/lh.visual_index.npy", "index.npy"},
      {"gifti/lh.rois.label.gii", "l.annot"}, {"surf/lh.curv", "lh.again.curv"},
  };
  g_autofree char *cut = g_build_filename (folder, "cut", NULL);

  g_assert_cmpint (run (NULL, (const char *const[]){"demo", "--small", folder, NULL}), ==, 0);
  for (gsize n = 0; n < G_N_ELEMENTS (conversions); n++)
    g_assert_cmpint (
        run (NULL, (const char *const[]){"convert", conversions[n][0], conversions[n][1], NULL}),
        ==, 0);
  g_assert_cmpint (g_mkdir (cut, 0700), ==, 0);
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
      {"T1.nii", 0},
      {"anat/T1.nii.gz", 0},
      {"T1.mgh", 20}, /* echo time and the like */
      {"T1.mgz", 0},
      {"index.npy", 0},
      {"l.annot", 0},
      {"surf/lh.curv", 0},
      {"surf/lh.white", 0},
      {"surf/lh.flat", 0},
      {"gifti/lh.white.surf.gii", 1}, /* a line end */
      {"gifti/lh.rois.label.gii", 1},
      {"gifti/lh.curv.shape.gii", 1},
      {"encoding/voxels.h5", 0},
  };
  TestFolder fixture;
  int status;

  g_test_init (&argc, &argv, NULL);
  test_folder_set_up (&fixture, NULL);
  folder = fixture.folder;
  write_files ();
  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *name = g_strdelimit (g_strdup (cases[n].relative), "/", '-');
    g_autofree char *path = g_strdup_printf ("/truncated/%s", name);

    g_test_add_data_func (path, &cases[n], test_cuts);
  }
  status = g_test_run ();
  test_folder_tear_down (&fixture, NULL);
  return status;
}
