/* test-window-import.c - the import assistant asks, previews, keeps, and opens.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "app/window/import-window.h"
#include "tests/app/demo-study.h"
#include "tests/support/small-files.h"
#include "tests/support/window.h"
#include "tests/window/study-window.h"

#define MAP 1 /* its place among the roles */

static GtkWindow *
begin (StudyWindow *f, const char *path)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.import", "s", path);
  cal_test_window_settle ();
  dialog = study_window_find_dialog (f->window);
  g_assert_true (CAL_IS_IMPORT_WINDOW (dialog));
  return dialog;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* As many numbers as the mask of the demo has voxels, which two orders fit. */
static char *
put_scores (StudyWindow *f)
{
  g_autoptr (CalVolume) volume = demo_study_load_volume ("func/visual_mask.nii.gz");
  char *path = study_window_dup_path (f, "scores.npy");
  g_autofree float *values = NULL;
  gsize n = 0;

  for (gsize v = 0; v < cal_volume_get_n_voxels (volume); v++)
    n += cal_dtype_read (cal_volume_get_desc (volume)->dtype,
                         g_bytes_get_data (cal_volume_get_desc (volume)->voxels, NULL), v) != 0.0;
  values = g_new (float, n);
  for (gsize v = 0; v < n; v++)
    values[v] = (float) sin ((double) v);
  small_files_write_npy (path, values, n);
  return path;
}

static void
test_choose (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = put_scores (f), *sidecar = g_strconcat (path, ".calcarine.json", NULL);
  CalEncodingScene *encoding = cal_session_get_encoding_scene (f->window->session);
  GtkWindow *dialog = begin (f, path);
  GtkWidget *save = find_button (GTK_WIDGET (dialog), "_Save and Open");
  GtkWidget *role = study_window_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW);
  GtkWidget *preview = study_window_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH);
  guint n_layers = cal_scene_get_n_layers (f->scene);

  g_assert_false (gtk_widget_get_sensitive (save));
  study_window_assert_says (dialog, "float32");
  study_window_assert_says (dialog, "0.841");
  adw_combo_row_set_selected (ADW_COMBO_ROW (role), MAP);
  cal_test_window_settle ();
  study_window_assert_says (dialog, "fit 2 places: choose");
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_false (gtk_widget_get_sensitive (preview));
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (study_window_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON)), TRUE);
  cal_test_window_settle ();
  g_assert_true (gtk_widget_get_sensitive (save));
  gtk_switch_set_active (GTK_SWITCH (preview), TRUE);
  g_assert_nonnull (cal_encoding_scene_get_painted (encoding, "import"));
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, n_layers + 1);
  g_signal_emit_by_name (save, "clicked");
  study_window_wait (f->window);
  g_assert_null (cal_encoding_scene_get_painted (encoding, "import"));
  g_assert_null (study_window_find_dialog (f->window));
  g_assert_true (g_file_test (sidecar, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (cal_session_get_questions (f->window->session)->len, ==, 0);
  study_window_find_layer (f, "scores", TRUE);
}

/* Closing takes the preview away, and keeps nothing. */
static void
test_cancel (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = demo_study_dup_path ("encoding/voxels.h5");
  CalEncodingScene *encoding = cal_session_get_encoding_scene (f->window->session);
  GtkWindow *dialog = begin (f, path);

  adw_combo_row_set_selected (
      ADW_COMBO_ROW (study_window_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW)), MAP);
  cal_test_window_settle ();
  /* The demo's sidecar says the order already. */
  study_window_assert_says (dialog, "in Fortran order");
  gtk_switch_set_active (GTK_SWITCH (study_window_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH)),
                         TRUE);
  g_assert_nonnull (cal_encoding_scene_get_painted (encoding, "import"));
  gtk_window_destroy (dialog);
  cal_test_window_settle ();
  g_assert_null (cal_encoding_scene_get_painted (encoding, "import"));
}

/* A file that nothing binds offers the assistant. */
static void
test_offer (StudyWindow *f, gconstpointer data)
{
  static const float values[7] = {1, 2, 3, 4, 5, 6, 7};
  g_autofree char *path = study_window_dup_path (f, "odd.npy");

  small_files_write_npy (path, values, 7);
  study_window_open (f->window, path);
  study_window_assert_says (f->window->toasts, "Import…");
}

#define ADD(name, test, demo)                                                       \
  g_test_add ("/window-import/" name, StudyWindow, demo, study_window_set_up, test, \
              study_window_tear_down)

static void
add_tests (void)
{
  static const gboolean opens_demo = TRUE;

  ADD ("choose", test_choose, &opens_demo);
  ADD ("cancel", test_cancel, &opens_demo);
  ADD ("offer", test_offer, &opens_demo);
}

int
main (int argc, char **argv)
{
  return study_window_run (argc, argv, add_tests);
}
