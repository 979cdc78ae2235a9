/* test-hostile.c - damaged and hostile real files, opened beside a study that must not change.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>
#include <sys/resource.h>

#include "app/session/session.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"
#include "tests/support/small-files.h"

#define MOST_MEMORY_KIB (1024 * 1024)

typedef struct {
  CalSession *session;
  CalVolume *volume;
} Fixture;

static long
get_peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* Either it opens, or a message names it and all is as it was. */
static void
open_one (const char *path, const char *relative_path, JsonObject *facts, gpointer data)
{
  Fixture *f = data;
  CalScene *scene = cal_session_get_scene (f->session);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;
  guint n_layers = cal_scene_get_n_layers (scene);
  guint n_cortices = cal_session_get_cortices (f->session)->len;
  guint n_containers = cal_session_get_containers (f->session)->len;
  gboolean opened =
      cal_session_open (f->session, (const char *const[]){path, NULL}, NULL, NULL, &error);

  g_test_message ("%s: %s", relative_path, opened ? "opened" : error->message);
  if (!opened) {
    g_assert_nonnull (strstr (error->message, name));
    g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, n_layers);
    g_assert_cmpuint (cal_session_get_cortices (f->session)->len, ==, n_cortices);
    g_assert_cmpuint (cal_session_get_containers (f->session)->len, ==, n_containers);
  }
  g_assert_true (cal_layer_get_volume (cal_scene_get_layer (scene, 0)) == f->volume);
  g_assert_cmpint (get_peak_kib (), <, MOST_MEMORY_KIB);
}

static void
test_folder (gconstpointer data)
{
  static const gsize dims[3] = {7, 11, 13}; /* no vector in the files is as long */
  float values[7 * 11 * 13];
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  TestFolder folder;
  Fixture f;

  for (gsize n = 0; n < G_N_ELEMENTS (values); n++)
    values[n] = (float) (n % 251) + 1.5f;
  test_folder_set_up (&folder, NULL);
  path = g_build_filename (folder.folder, "T1.nii", NULL);
  small_files_write_volume (path, dims, values);
  f.session = cal_session_new ();
  cal_session_open (f.session, (const char *const[]){path, NULL}, NULL, NULL, &error);
  g_assert_no_error (error);
  f.volume = cal_layer_get_volume (cal_scene_get_layer (cal_session_get_scene (f.session), 0));
  cal_optional_data_foreach (data, open_one, &f);
  g_object_unref (f.session);
  test_folder_tear_down (&folder, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/hostile/nifti", "robustness/nifti/", test_folder);
  g_test_add_data_func ("/hostile/gifti", "robustness/gifti/", test_folder);
  g_test_add_data_func ("/hostile/cifti", "robustness/cifti/", test_folder);
  g_test_add_data_func ("/hostile/npy", "robustness/npy/", test_folder);
  g_test_add_data_func ("/hostile/hdf5", "robustness/hdf5/", test_folder);
  g_test_add_data_func ("/hostile/hdf5-cve", "robustness/hdf5_cve/", test_folder);
  return g_test_run ();
}
