/* test-hostile-window.c - damaged and hostile real files opened in the window, which lives on with
 * the study it had.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/optional-data.h"
#include "tests/window/study-window.h"

typedef struct {
  CalWindow *window;
  CalLayer *layer; /* the first of the study */
} Opened;

static void
open_one (const char *path, const char *relative_path, JsonObject *facts, gpointer data)
{
  Opened *opened = data;
  CalScene *scene = cal_session_get_scene (opened->window->session);
  guint n_layers = cal_scene_get_n_layers (scene);

  g_test_message ("%s", relative_path);
  study_window_open (opened->window, path);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (opened->window)));
  g_assert_cmpuint (cal_scene_get_n_layers (scene), >=, n_layers);
  g_assert_true (cal_scene_get_layer (scene, 0) == opened->layer);
}

static void
test_folder (StudyWindow *f, gconstpointer prefix)
{
  Opened opened = {f->window, cal_scene_get_layer (f->scene, 0)};

  cal_optional_data_foreach (prefix, open_one, &opened);
}

static void
add_tests (void)
{
  static const char *const folders[] = {"robustness/cifti/", "robustness/gifti/",
                                        "robustness/hdf5/",  "robustness/hdf5_cve/",
                                        "robustness/nifti/", "robustness/npy/"};

  for (gsize n = 0; n < G_N_ELEMENTS (folders); n++) {
    g_autofree char *name = g_strconcat ("/hostile-window/", folders[n], "files", NULL);

    g_test_add (name, StudyWindow, folders[n], study_window_set_up, test_folder,
                study_window_tear_down);
  }
}

int
main (int argc, char **argv)
{
  return study_window_run (argc, argv, add_tests);
}
