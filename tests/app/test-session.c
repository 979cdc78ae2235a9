/* test-session.c - opening: what is shown, what is asked, what is refused.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/session.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "model/error.h"
#include "tests/app/demo-study.h"
#include "tests/support/folder.h"
#include "tests/support/small-files.h"

typedef struct {
  char *folder;
  CalSession *session;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("calcarine-session-XXXXXX", &error);
  g_assert_no_error (error);
  f->session = cal_session_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->session);
  test_folder_remove (f->folder);
  g_free (f->folder);
}

static char *
path_of (Fixture *f, const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

static gboolean
open_path (CalSession *session, const char *path, const char *bind, GError **error)
{
  return cal_session_open (session, (const char *const[]){path, NULL},
                           bind != NULL ? (const char *const[]){bind, NULL} : NULL, NULL, error);
}

static void
write_text (Fixture *f, const char *name, const char *text)
{
  g_autofree char *path = path_of (f, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* 3 x 2 x 2 voxels: @a and @b are in the mask, and three more of one row along i. */
static void
write_mask (Fixture *f, const char *name, gsize a, gsize b)
{
  static const gsize dims[3] = {3, 2, 2};
  g_autofree char *path = path_of (f, name);
  float voxels[12] = {0};

  for (gsize n = 6; n < 9; n++)
    voxels[n] = 1;
  voxels[a] = voxels[b] = 1;
  small_files_write_volume (path, dims, voxels);
}

static void
write_good (Fixture *f, const char *name)
{
  static const gsize dims[3] = {3, 2, 2};
  g_autofree char *path = path_of (f, name);
  float voxels[12];

  for (int n = 0; n < 12; n++)
    voxels[n] = (float) (100 * n);
  small_files_write_volume (path, dims, voxels);
}

static guint
count_shown (CalScene *scene, gboolean volumes)
{
  guint n_shown = 0;

  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    n_shown += cal_display_get_state (cal_layer_get_display (layer))->visible &&
               cal_layer_get_labels (layer) == NULL &&
               (cal_layer_get_volume (layer) != NULL) == volumes;
  }
  return n_shown;
}

static CalLayer *
find (CalScene *scene, const char *name, gboolean volume)
{
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (g_str_equal (cal_layer_get_name (layer), name) &&
        (cal_layer_get_volume (layer) != NULL) == volume)
      return layer;
  }
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++)
    g_test_message ("%s", cal_layer_get_name (cal_scene_get_layer (scene, n)));
  g_error ("there is no layer called %s", name);
}

static gboolean
is_shown (CalScene *scene, const char *name, gboolean volume)
{
  return cal_display_get_state (cal_layer_get_display (find (scene, name, volume)))->visible;
}

/* The demo study as a person opens it: one brain, the anatomy below, the score on the cortex. */
static void
test_demo (Fixture *f, gconstpointer data)
{
  CalScene *scene = cal_session_get_scene (f->session);
  const char *folder = demo_study_get_folder ();
  g_autofree char *title = g_path_get_basename (folder);
  g_autoptr (GError) error = NULL;
  CalLayer *score;
  double position_mm[3];

  open_path (f->session, folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_session_get_cortices (f->session)->len, ==, 1);
  g_assert_true (cal_scene_get_cortex (scene) == cal_session_get_cortices (f->session)->pdata[0]);
  g_assert_cmpuint (cal_session_get_failures (f->session)->len, ==, 0);
  g_assert_cmpuint (cal_session_get_questions (f->session)->len, ==, 0);
  g_assert_cmpuint (cal_session_get_containers (f->session)->len, >, 0);
  g_assert_cmpuint (cal_session_get_remarks (f->session)->len, >, 0);
  g_assert_cmpstr (cal_session_get_title (f->session), ==, title);
  g_assert_cmpstr (cal_session_get_sources (f->session)[0], ==, folder);
  g_assert_null (cal_session_get_sources (f->session)[1]);
  g_assert_cmpstr (cal_layer_get_name (cal_scene_get_layer (scene, 0)), ==, "T1");
  g_assert_true (is_shown (scene, "T1", TRUE));
  g_assert_true (is_shown (scene, "r", FALSE));
  g_assert_false (is_shown (scene, "noise ceiling", FALSE));
  g_assert_false (is_shown (scene, "bold", TRUE));
  g_assert_cmpuint (count_shown (scene, FALSE), ==, 1);
  score = find (scene, "r", FALSE);
  g_assert_nonnull (strstr (cal_layer_get_binding (score), "20484 vertices of 10242 + 10242"));
  g_assert_nonnull (strstr (cal_layer_get_binding (find (scene, "r", TRUE)), "visual_mask"));
  g_assert_cmpfloat (cal_display_get_state (cal_layer_get_display (score))->window_low, ==, 0.0);
  g_assert_true (cal_cursor_get_position (cal_scene_get_cursor (scene), position_mm));
  g_assert_false (cal_history_can_undo (cal_session_get_history (f->session)));
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    g_assert_true (cal_scene_find_layer (scene, cal_layer_get_id (layer)) == layer);
  }
}

/* The voxel of the one value that says so, as (i, j, k). */
static void
find_voxel (CalLayer *layer, double value, gssize voxel[3])
{
  const CalVolumeDesc *desc = cal_volume_get_desc (cal_layer_get_volume (layer));

  for (voxel[2] = 0; voxel[2] < (gssize) desc->dims[2]; voxel[2]++)
    for (voxel[1] = 0; voxel[1] < (gssize) desc->dims[1]; voxel[1]++)
      for (voxel[0] = 0; voxel[0] < (gssize) desc->dims[0]; voxel[0]++) {
        CalSample sample = cal_volume_get_voxel (cal_layer_get_volume (layer), voxel, 0);

        if (sample.presence == CAL_VALUE && sample.value == value)
          return;
      }
  g_error ("no voxel has the value %g", value);
}

static void
write_question (Fixture *f)
{
  static const float scores[5] = {0.5f, 0.25f, -0.5f, 0.75f, 0.125f};
  g_autofree char *path = path_of (f, "scores.npy");

  write_mask (f, "a_mask.nii", 0, 1);
  write_mask (f, "b_mask.nii", 2, 11);
  small_files_write_npy (path, scores, 5);
}

/* Two masks of five voxels: four answers, each of which is taken. Voxels 0 1 6 7 8 of the first
 * are (0 0 0) (1 0 0) (0 0 1) (1 0 1) (2 0 1): with k fastest the second value is at (0 0 1). */
static void
test_ambiguous (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *bind;
    gssize voxel[3];
  } answers[] = {
      {"scores=mask-c:a_mask", {0, 0, 1}},
      {"scores.npy=mask-fortran:a_mask", {1, 0, 0}},
      {"mask-c:b_mask", {1, 0, 1}},
      {"mask-fortran:b_mask", {0, 0, 1}},
  };
  g_autoptr (GError) error = NULL;

  write_question (f);
  g_assert_false (open_path (f->session, f->folder, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
  for (gsize n = 0; n < G_N_ELEMENTS (answers); n++) {
    const char *key =
        strchr (answers[n].bind, '=') != NULL ? strchr (answers[n].bind, '=') + 1 : answers[n].bind;
    g_autofree char *option = g_strdup_printf ("--bind 'scores=%s'", key);
    g_autoptr (CalSession) session = cal_session_new ();
    g_autoptr (GError) failure = NULL;
    CalLayer *layer;
    gssize voxel[3];

    g_assert_nonnull (strstr (error->message, option));
    open_path (session, f->folder, answers[n].bind, &failure);
    g_assert_no_error (failure);
    g_assert_cmpstr (cal_session_get_binds (session)[0], ==, answers[n].bind);
    layer = find (cal_session_get_scene (session), "scores", TRUE);
    g_assert_nonnull (strstr (cal_layer_get_binding (layer), strchr (key, ':') + 1));
    find_voxel (layer, 0.25, voxel);
    for (int a = 0; a < 3; a++)
      g_assert_cmpint (voxel[a], ==, answers[n].voxel[a]);
  }
}

static void
test_wrong_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_question (f);
  g_assert_false (open_path (f->session, f->folder, "mask-c:c_mask", &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
}

/* The person's answer is kept beside the file: nobody asks again. */
static void
test_answer_is_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalSession) again = cal_session_new ();
  g_autofree char *sidecar = path_of (f, "scores.npy.calcarine.json");
  CalQuestion *question;
  g_autofree char *key = NULL;
  guint n_layers;

  write_question (f);
  g_assert_false (open_path (f->session, f->folder, NULL, NULL));
  n_layers = cal_scene_get_n_layers (cal_session_get_scene (f->session));
  g_assert_cmpuint (n_layers, ==, 2);
  g_assert_cmpuint (cal_session_get_questions (f->session)->len, ==, 1);
  question = cal_session_get_questions (f->session)->pdata[0];
  g_assert_cmpuint (question->bindings->len, ==, 4);
  key = g_strdup (cal_binding_get_key (question->bindings->pdata[2]));
  cal_session_answer (f->session, question, question->bindings->pdata[2], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_session_get_questions (f->session)->len, ==, 0);
  g_assert_cmpuint (cal_scene_get_n_layers (cal_session_get_scene (f->session)), ==, n_layers + 1);
  g_assert_true (g_str_has_suffix (cal_session_get_binds (f->session)[0], key));
  g_assert_true (g_file_test (sidecar, G_FILE_TEST_EXISTS));
  open_path (again, f->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      cal_layer_get_binding (find (cal_session_get_scene (again), "scores", TRUE)), ==,
      cal_layer_get_binding (find (cal_session_get_scene (f->session), "scores", TRUE)));
}

/* No rule fits: the error lists what was tried, with the lengths. */
static void
test_unbound (Fixture *f, gconstpointer data)
{
  static const float values[4] = {0};
  g_autofree char *path = path_of (f, "four.npy");
  g_autoptr (GError) error = NULL;
  const char *failure;

  write_mask (f, "a_mask.nii", 0, 1);
  small_files_write_npy (path, values, 4);
  open_path (f->session, f->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_session_get_failures (f->session)->len, ==, 1);
  failure = cal_session_get_failures (f->session)->pdata[0];
  g_assert_nonnull (strstr (failure, "four.npy"));
  g_assert_nonnull (strstr (failure, "a_mask: 5 voxels"));
}

/* A broken file among good ones is named, and the rest opens. */
static void
test_broken_among_good (Fixture *f, gconstpointer data)
{
  g_autofree char *broken = path_of (f, "broken.nii");
  g_autoptr (GError) error = NULL;

  write_good (f, "good.nii");
  write_good (f, "broken.nii");
  g_assert_cmpint (truncate (broken, 360), ==, 0);
  open_path (f->session, f->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_scene_get_n_layers (cal_session_get_scene (f->session)), ==, 1);
  g_assert_cmpuint (cal_session_get_failures (f->session)->len, ==, 1);
  g_assert_nonnull (strstr (cal_session_get_failures (f->session)->pdata[0], "broken.nii"));
}

/* What cannot be opened leaves the study as it was: layers, sources, title, undo. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char *const bad[] = {"broken.nii", "empty.nii", "text.md", "absent.nii", "nothing"};
  g_autofree char *good = path_of (f, "good.nii"), *broken = path_of (f, "broken.nii");
  g_autofree char *nothing = path_of (f, "nothing");
  CalScene *scene = cal_session_get_scene (f->session);
  CalHistory *history = cal_session_get_history (f->session);

  write_good (f, "good.nii");
  write_good (f, "broken.nii");
  g_assert_cmpint (truncate (broken, 360), ==, 0);
  write_text (f, "empty.nii", "");
  write_text (f, "text.md", "hello");
  g_mkdir (nothing, 0700);
  for (int twice = 0; twice < 2; twice++) {
    for (gsize n = 0; n < G_N_ELEMENTS (bad); n++) {
      g_autofree char *path = path_of (f, bad[n]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[n]);
      g_assert_false (open_path (f->session, path, NULL, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_equal (bad[n], "nothing") || strstr (error->message, bad[n]) != NULL);
      g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, (guint) twice);
      g_assert_cmpuint (g_strv_length ((GStrv) cal_session_get_sources (f->session)), ==,
                        (guint) twice);
      g_assert_cmpstr (cal_session_get_title (f->session), ==, twice == 1 ? "good.nii" : NULL);
      g_assert_cmpint (cal_history_can_undo (history), ==, twice);
    }
    if (twice == 0) {
      g_assert_true (open_path (f->session, good, NULL, NULL));
      g_object_set (scene, "unfolding", 1.0, NULL);
    }
  }
}

/* A reading that gave nothing says why and changes nothing else, in the window too. */
static void
test_adopts_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *absent = path_of (f, "absent.nii"), *good = path_of (f, "good.nii");
  const char *const paths[] = {absent, NULL};
  g_autoptr (CalJob) job = NULL;
  g_autoptr (GObject) reading = NULL;
  g_autoptr (GError) error = NULL;

  write_good (f, "good.nii");
  g_assert_true (open_path (f->session, good, NULL, NULL));
  g_object_set (cal_session_get_scene (f->session), "unfolding", 1.0, NULL);
  job = cal_session_open_job (f->session, paths, NULL);
  reading = cal_job_run (job, &error);
  g_assert_no_error (error);
  g_assert_true (cal_reading_is_empty (CAL_READING (reading)));
  cal_session_adopt (f->session, paths, NULL, CAL_READING (reading));
  g_assert_cmpuint (cal_session_get_failures (f->session)->len, ==, 1);
  g_assert_null (cal_session_get_sources (f->session)[1]);
  g_assert_cmpuint (cal_scene_get_n_layers (cal_session_get_scene (f->session)), ==, 1);
  g_assert_true (cal_history_can_undo (cal_session_get_history (f->session)));
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autofree char *good = path_of (f, "good.nii");
  const char *const paths[] = {good, NULL};
  g_autoptr (CalJob) job = cal_session_open_job (f->session, paths, NULL);
  g_autoptr (GError) error = NULL;

  write_good (f, "good.nii");
  cal_job_cancel (job);
  g_assert_false (cal_session_open (f->session, paths, NULL, job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (cal_scene_get_n_layers (cal_session_get_scene (f->session)), ==, 0);
}

/* Two files of one name, opened one after the other, and then everything forgotten. */
static void
test_twice_and_close (Fixture *f, gconstpointer data)
{
  g_autofree char *good = path_of (f, "good.nii");
  CalScene *scene = cal_session_get_scene (f->session);

  write_good (f, "good.nii");
  g_assert_true (open_path (f->session, good, NULL, NULL));
  g_assert_true (open_path (f->session, good, NULL, NULL));
  g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, 2);
  g_assert_cmpstr (cal_layer_get_id (cal_scene_get_layer (scene, 0)), !=,
                   cal_layer_get_id (cal_scene_get_layer (scene, 1)));
  cal_session_close (f->session);
  g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, 0);
  g_assert_null (cal_session_get_title (f->session));
  g_assert_null (cal_session_get_sources (f->session)[0]);
  g_assert_true (open_path (f->session, good, NULL, NULL));
  g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, 1);
}

/* A symmetric matrix of no diagonal is an RDM; any other stays what it is. */
static void
test_rdms (Fixture *f, gconstpointer data)
{
  g_autofree char *rdm = path_of (f, "it.csv"), *other = path_of (f, "other.csv");
  CalRdmScene *scene = cal_session_get_rdm_scene (f->session);
  g_autoptr (GError) error = NULL;

  write_text (f, "it.csv", ",a,b,c\na,0,1,2\nb,1,0,3\nc,2,3,0\n");
  write_text (f, "other.csv", ",a,b,c\na,0,1,2\nb,7,0,3\nc,2,3,0\n");
  open_path (f->session, other, NULL, NULL);
  g_assert_cmpuint (cal_rdm_scene_get_n (scene), ==, 0);
  g_assert_true (open_path (f->session, rdm, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (cal_rdm_scene_get_n (scene), ==, 1);
  g_assert_cmpstr (cal_rdm_get_condition (cal_rdm_scene_get_current (scene), 2), ==, "c");
}

#define ADD(name, test) g_test_add ("/session/" name, Fixture, NULL, set_up, test, tear_down)

/* Only whole numbers can be an index, whatever the file is called; and only a word is a name. */
static void
test_index_files (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *name;
    float values[3];
    gboolean is_index;
  } cases[] = {
      {"lh.all-vertices_fsaverage_space.npy", {0, 1, 1}, TRUE},
      {"visual_index.npy", {4, 0, 7}, TRUE},
      {"asymmetry-index.npy", {0.5f, 1, 2}, FALSE},
      {"signed_index.npy", {-1, 1, 2}, FALSE},
      {"indexed.npy", {4, 0, 7}, FALSE},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *path = path_of (f, cases[n].name);
    const char *paths[] = {path, NULL};
    g_autoptr (CalReadRequest) request = cal_read_request_new (paths, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GObject) reading = NULL;

    small_files_write_npy (path, cases[n].values, 3);
    reading = cal_reading_run (NULL, request, &error);
    g_assert_no_error (error);
    /* What is no index finds no place on a brain that is not there. */
    g_assert_cmpuint (cal_reading_get_failures (CAL_READING (reading))->len, ==,
                      cases[n].is_index ? 0 : 1);
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("rdms", test_rdms);
  ADD ("demo", test_demo);
  ADD ("ambiguous", test_ambiguous);
  ADD ("wrong-answer", test_wrong_answer);
  ADD ("answer-is-kept", test_answer_is_kept);
  ADD ("unbound", test_unbound);
  ADD ("broken-among-good", test_broken_among_good);
  ADD ("refused", test_refused);
  ADD ("adopts-nothing", test_adopts_nothing);
  ADD ("index-files", test_index_files);
  ADD ("cancelled", test_cancelled);
  ADD ("twice-and-close", test_twice_and_close);
  status = g_test_run ();
  demo_study_remove ();
  return status;
}
