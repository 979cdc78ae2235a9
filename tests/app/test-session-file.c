/* test-session-file.c - saving a study and opening it again, whole, moved, damaged.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/session-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "app/session/properties.h"
#include "app/session/views.h"
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

  f->folder = g_dir_make_tmp ("calcarine-saved-XXXXXX", &error);
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

static void
open_paths (CalSession *session, const char *first, const char *second)
{
  g_autoptr (GError) error = NULL;

  cal_session_open (session, (const char *const[]){first, second, NULL}, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
save (CalSession *session, const char *path)
{
  g_autoptr (GError) error = NULL;

  cal_session_save (session, path, &error);
  g_assert_no_error (error);
}

static void
write_volume (const char *path, float first)
{
  static const gsize dims[3] = {3, 2, 2};
  float voxels[12];

  for (int n = 0; n < 12; n++)
    voxels[n] = first + (float) n;
  small_files_write_volume (path, dims, voxels);
}

static char *
dup_display (CalLayer *layer)
{
  g_autoptr (JsonNode) node = cal_properties_to_json (G_OBJECT (cal_layer_get_display (layer)));

  return json_to_string (node, FALSE);
}

/* What a person sees of two studies is the same. */
static void
assert_same (CalSession *first, CalSession *second)
{
  CalScene *a = cal_session_get_scene (first), *b = cal_session_get_scene (second);
  g_autoptr (JsonNode) scene_a = cal_properties_to_json (G_OBJECT (a));
  g_autoptr (JsonNode) scene_b = cal_properties_to_json (G_OBJECT (b));
  double mm_a[3] = {0}, mm_b[3] = {0};
  gsize vertex_a = 0, vertex_b = 0;

  g_assert_cmpuint (cal_scene_get_n_layers (a), ==, cal_scene_get_n_layers (b));
  for (guint n = 0; n < cal_scene_get_n_layers (a); n++) {
    CalLayer *layer_a = cal_scene_get_layer (a, n), *layer_b = cal_scene_get_layer (b, n);
    g_autofree char *display_a = dup_display (layer_a), *display_b = dup_display (layer_b);

    g_assert_cmpstr (cal_layer_get_id (layer_a), ==, cal_layer_get_id (layer_b));
    g_assert_cmpstr (cal_layer_get_name (layer_a), ==, cal_layer_get_name (layer_b));
    g_assert_cmpstr (cal_layer_get_binding (layer_a), ==, cal_layer_get_binding (layer_b));
    g_assert_cmpstr (display_a, ==, display_b);
  }
  g_assert_true (json_node_equal (scene_a, scene_b));
  g_assert_cmpint (cal_cursor_get_position (cal_scene_get_cursor (a), mm_a), ==,
                   cal_cursor_get_position (cal_scene_get_cursor (b), mm_b));
  for (int axis = 0; axis < 3; axis++)
    g_assert_cmpfloat (mm_a[axis], ==, mm_b[axis]);
  g_assert_cmpint (cal_cursor_get_vertex (cal_scene_get_cursor (a), &vertex_a), ==,
                   cal_cursor_get_vertex (cal_scene_get_cursor (b), &vertex_b));
  g_assert_cmpuint (vertex_a, ==, vertex_b);
  g_assert_cmpint (cal_scene_get_cortex (a) != NULL, ==, cal_scene_get_cortex (b) != NULL);
  if (cal_session_get_views (first) != NULL)
    g_assert_true (json_node_equal (cal_session_get_views (first), cal_session_get_views (second)));
}

static JsonNode *
make_views (void)
{
  g_autoptr (CalScene) scene = cal_scene_new ();
  CalCortexView cortex;
  CalSliceLayout slices;

  cal_cortex_view_init (&cortex, CAL_MONTAGE_ROW);
  cortex.motion[2].turn_deg = 100.0 / 3.0;
  cal_slice_layout_init (&slices, scene, 100, 100);
  slices.mode = CAL_SLICES_MOSAIC;
  return cal_views_to_json (&cortex, &slices, NULL);
}

/* Changes about everything that a person can change. */
static void
rearrange (CalSession *session)
{
  CalScene *scene = cal_session_get_scene (session);
  g_autoptr (JsonNode) views = make_views ();
  guint n_layers = cal_scene_get_n_layers (scene);

  cal_scene_move_layer (scene, cal_scene_get_layer (scene, n_layers - 1), 1);
  cal_scene_remove (scene, cal_scene_get_layer (scene, 3));
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    g_object_set (cal_layer_get_display (layer), "visible", n % 2 == 0, "opacity", 1.0 / (n + 1),
                  "threshold", n / 7.0, "threshold-mode", CAL_THRESHOLD_MAGNITUDE, "opacity-by",
                  cal_layer_get_id (cal_scene_get_layer (scene, 0)), "colour-mode", CAL_COLOUR_RGB,
                  "second-by", cal_layer_get_id (cal_scene_get_layer (scene, 1)), "third-by",
                  cal_layer_get_id (cal_scene_get_layer (scene, 2)), "pick-second-high", 0.75,
                  NULL);
    if (n == 2)
      cal_layer_set_name (layer, "\"Mine\" ü");
  }
  g_object_set (scene, "unfolding", 10.0 / 3.0, "convention", CAL_RADIOLOGICAL, "show-letters",
                FALSE, NULL);
  cal_scene_move_to_vertex (scene, CAL_RIGHT, 123);
  cal_session_set_views (session, views);
}

/* Everything comes back, also when the whole study lies somewhere else. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autofree char *here = g_strdup (demo_study_get_folder ());
  g_autofree char *name = g_path_get_basename (here);
  g_autofree char *there = path_of (f, name);
  g_autofree char *saved = g_build_filename (here, "study.calcarine", NULL);
  g_autofree char *moved = g_build_filename (there, "study.calcarine", NULL);
  g_autoptr (CalSession) again = cal_session_new (), elsewhere = cal_session_new ();

  open_paths (f->session, here, NULL);
  rearrange (f->session);
  save (f->session, saved);
  open_paths (again, saved, NULL);
  assert_same (f->session, again);
  g_assert_cmpuint (cal_session_get_failures (again)->len, ==, 0);
  g_assert_false (cal_history_can_undo (cal_session_get_history (again)));
  g_assert_cmpint (g_rename (here, there), ==, 0);
  open_paths (elsewhere, moved, NULL);
  g_assert_cmpint (g_rename (there, here), ==, 0);
  assert_same (f->session, elsewhere);
  for (guint n = 0; n < cal_session_get_remarks (elsewhere)->len; n++) {
    const char *remark = cal_session_get_remarks (elsewhere)->pdata[n];

    g_assert_false (g_str_has_prefix (remark, "missing"));
    g_assert_false (g_str_has_prefix (remark, "changed"));
  }
  g_remove (saved);
}

/* Written twice, the file is the same; the data are named relative to it. */
static void
test_text (Fixture *f, gconstpointer data)
{
  g_autofree char *a = path_of (f, "a.nii"), *one = path_of (f, "one.calcarine");
  g_autofree char *two = path_of (f, "two.calcarine"), *first = NULL, *second = NULL;
  g_autoptr (CalSession) again = cal_session_new ();

  write_volume (a, 0);
  open_paths (f->session, a, NULL);
  save (f->session, one);
  open_paths (again, one, NULL);
  save (again, two);
  g_assert_true (g_file_get_contents (one, &first, NULL, NULL));
  g_assert_true (g_file_get_contents (two, &second, NULL, NULL));
  g_assert_cmpstr (first, ==, second);
  g_assert_null (strstr (first, f->folder));
  g_assert_nonnull (strstr (first, "\"a.nii\""));
  g_assert_nonnull (strstr (first, "sha256:"));
}

/* Two files of one name keep what belongs to each, in whichever order they were opened. */
static void
test_same_names (Fixture *f, gconstpointer data)
{
  g_autofree char *x = path_of (f, "x"), *y = path_of (f, "y");
  g_autofree char *one = g_build_filename (x, "map.nii", NULL);
  g_autofree char *two = g_build_filename (y, "map.nii", NULL);
  g_autofree char *saved = path_of (f, "study.calcarine");
  g_autoptr (CalSession) again = cal_session_new ();
  CalScene *scene = cal_session_get_scene (f->session);

  g_mkdir (x, 0700);
  g_mkdir (y, 0700);
  write_volume (one, 100);
  write_volume (two, -500);
  open_paths (f->session, two, NULL);
  open_paths (f->session, one, NULL);
  for (guint n = 0; n < 2; n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);
    gboolean is_one = strstr (cal_layer_get_source (layer), "/x/") != NULL;

    g_object_set (cal_layer_get_display (layer), "opacity", is_one ? 0.25 : 0.75, "threshold-by",
                  cal_layer_get_id (cal_scene_get_layer (scene, 1 - n)), NULL);
  }
  save (f->session, saved);
  open_paths (again, saved, NULL);
  assert_same (f->session, again);
  for (guint n = 0; n < 2; n++)
    g_assert_cmpstr (cal_layer_get_source (cal_scene_get_layer (scene, n)), ==,
                     cal_layer_get_source (cal_scene_get_layer (cal_session_get_scene (again), n)));
}

/* What was answered is answered for good, also without the sidecar. */
static void
test_binds (Fixture *f, gconstpointer data)
{
  static const float scores[12] = {0.5f, 0.25f};
  static const gsize dims[3] = {3, 2, 2};
  float ones[12];
  g_autofree char *mask = path_of (f, "mask.nii"), *npy = path_of (f, "scores.npy");
  g_autofree char *saved = path_of (f, "study.calcarine");
  g_autoptr (CalSession) again = cal_session_new (), twice = cal_session_new ();
  g_autoptr (GError) error = NULL;

  for (int n = 0; n < 12; n++)
    ones[n] = 1.0f;
  small_files_write_volume (mask, dims, ones);
  small_files_write_npy (npy, scores, 12);
  cal_session_open (f->session, (const char *const[]){f->folder, NULL},
                    (const char *const[]){"scores.npy=mask-c:mask", NULL}, NULL, &error);
  g_assert_no_error (error);
  save (f->session, saved);
  open_paths (again, saved, NULL);
  assert_same (f->session, again);
  save (again, saved);
  open_paths (twice, saved, NULL);
  assert_same (f->session, twice);
  g_assert_cmpuint (g_strv_length ((GStrv) cal_session_get_binds (twice)), ==, 1);
}

static gboolean
has_remark (CalSession *session, const char *start, const char *end)
{
  GPtrArray *remarks = cal_session_get_remarks (session);

  for (guint n = 0; n < remarks->len; n++)
    if (g_str_has_prefix (remarks->pdata[n], start) && g_str_has_suffix (remarks->pdata[n], end))
      return TRUE;
  return FALSE;
}

static void
test_missing_and_changed (Fixture *f, gconstpointer data)
{
  g_autofree char *a = path_of (f, "a.nii"), *b = path_of (f, "b.nii");
  g_autofree char *saved = path_of (f, "study.calcarine");
  g_autoptr (CalSession) without = cal_session_new (), nothing = cal_session_new ();
  g_autoptr (GError) error = NULL;
  CalScene *scene = cal_session_get_scene (without);

  write_volume (a, 0);
  write_volume (b, 100);
  open_paths (f->session, a, b);
  g_object_set (
      cal_layer_get_display (cal_scene_find_layer (cal_session_get_scene (f->session), "a.nii")),
      "opacity", 0.125, NULL);
  save (f->session, saved);
  write_volume (a, 5);
  g_remove (b);
  open_paths (without, saved, NULL);
  g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, 1);
  g_assert_cmpfloat (
      cal_display_get_state (cal_layer_get_display (cal_scene_get_layer (scene, 0)))->opacity, ==,
      0.125);
  g_assert_true (has_remark (without, "missing: ", b));
  g_assert_true (has_remark (without, "changed since the session was saved: ", a));
  g_remove (a);
  g_assert_false (
      cal_session_open (nothing, (const char *const[]){saved, NULL}, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, a));
  g_assert_nonnull (strstr (error->message, b));
}

/* A study file that came from elsewhere reads nothing outside its folder: not by "..", not by a
 * link, and does not even look whether something is there. What we saved may. */
static void
test_outside (Fixture *f, gconstpointer data)
{
  g_autofree char *inner = path_of (f, "inner"), *a = path_of (f, "a.nii");
  g_autofree char *b = path_of (f, "inner/b.nii"), *link = path_of (f, "inner/link.nii");
  g_autofree char *study = path_of (f, "inner/sent.calcarine");
  static const char *const named[] = {"../a.nii", "link.nii", "/dev/zero", "../nowhere.nii:x"};
  g_autoptr (GError) error = NULL;

  g_mkdir (inner, 0700);
  write_volume (a, 0);
  write_volume (b, 0);
  g_assert_cmpint (symlink (a, link), ==, 0);
  for (gsize n = 0; n < G_N_ELEMENTS (named); n++) {
    g_autofree char *text = g_strdup_printf (
        "{\"calcarine\": 1, \"sources\": [\"b.nii\", \"%s\"], \"layers\": []}", named[n]);
    g_autofree char *as_layer = g_strdup_printf (
        "{\"calcarine\": 1, \"sources\": [\"b.nii\"], \"layers\": [{\"id\": \"x\", "
        "\"hash\": \"0\", \"source\": \"%s\"}]}",
        named[n]);

    for (int way = 0; way < 2; way++) {
      g_autoptr (CalSession) refusing = cal_session_new (), allowing = cal_session_new ();
      g_autoptr (GError) refusal = NULL;
      const char *const paths[] = {study, NULL};

      g_assert_true (g_file_set_contents (study, way == 0 ? text : as_layer, -1, NULL));
      g_assert_false (cal_session_open (refusing, paths, NULL, NULL, &refusal));
      g_assert_error (refusal, CAL_ERROR, CAL_ERROR_OUTSIDE);
      g_assert_nonnull (strstr (
          refusal->message, strrchr (named[n], '/') != NULL ? strrchr (named[n], '/') : named[n]));
      g_assert_true (cal_session_is_empty (refusing));
      if (strstr (named[n], "a.nii") == NULL)
        continue;
      cal_session_set_allow_outside (allowing, TRUE);
      cal_session_open (allowing, paths, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  }
  open_paths (f->session, a, NULL);
  save (f->session, study);
  {
    g_autoptr (CalSession) own = cal_session_new ();

    open_paths (own, study, NULL);
    assert_same (f->session, own);
  }
}

/* Opens @text as a session file over a study with one layer that was changed. */
static gboolean
try_text (Fixture *f, const char *text, gssize size, GError **error)
{
  g_autofree char *path = path_of (f, "hostile.calcarine"), *a = path_of (f, "a.nii");
  g_autoptr (CalSession) session = cal_session_new ();
  CalScene *scene = cal_session_get_scene (session);
  gboolean opened;

  open_paths (session, a, NULL);
  g_object_set (scene, "unfolding", 1.0, NULL);
  g_assert_true (g_file_set_contents (path, text, size, NULL));
  opened = cal_session_open (session, (const char *const[]){path, NULL}, NULL, NULL, error);
  if (!opened) {
    double unfolding;

    g_object_get (scene, "unfolding", &unfolding, NULL);
    g_assert_cmpfloat (unfolding, ==, 1.0);
    g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, 1);
    g_assert_null (cal_session_get_sources (session)[1]);
    g_assert_true (cal_history_can_undo (cal_session_get_history (session)));
  }
  return opened;
}

/* A parser that descends by recursion would run out of stack. */
static void
test_nested (Fixture *f, gconstpointer data)
{
  g_autofree char *a = path_of (f, "a.nii"), *deep = g_malloc (1000001);
  g_autoptr (GError) error = NULL;

  write_volume (a, 0);
  memset (deep, '[', 1000000);
  deep[1000000] = '\0';
  g_assert_false (try_text (f, deep, -1, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_LIMIT);
}

static void
test_truncated (Fixture *f, gconstpointer data)
{
  g_autofree char *a = path_of (f, "a.nii"), *saved = path_of (f, "study.calcarine");
  g_autofree char *text = NULL;
  gsize size;

  write_volume (a, 0);
  open_paths (f->session, a, NULL);
  save (f->session, saved);
  g_assert_true (g_file_get_contents (saved, &text, &size, NULL));
  for (gsize n = 0; n + 2 < size; n += 41) {
    g_autoptr (GError) error = NULL;

    g_assert_false (try_text (f, text, (gssize) n, &error));
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, "hostile.calcarine"));
  }
  for (gsize n = 3; n < size; n += 29) {
    g_autofree char *damaged = g_memdup2 (text, size);
    g_autoptr (GError) error = NULL;

    damaged[n] = "\"{}[]:,0x\xff"[n % 10];
    g_assert_true (try_text (f, damaged, (gssize) size, &error) || error != NULL);
  }
}

/* Sound JSON that says what cannot be: refused, or what can be taken is taken. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const refused[] = {
      "[]",
      "null",
      "{}",
      "{\"calcarine\": \"x\"}",
      "{\"calcarine\": []}",
      "{\"calcarine\": 0}",
      "{\"calcarine\": -1}",
      "{\"calcarine\": 2, \"sources\": [\"a.nii\"]}",
      "{\"calcarine\": 1}",
      "{\"calcarine\": 1, \"sources\": {}}",
      "{\"calcarine\": 1, \"sources\": [null, 7, [], {}]}",
      "{\"calcarine\": 1, \"sources\": [\"absent.nii\", \"/no/such/folder\"]}",
      "{\"calcarine\": 1, \"sources\": [\"hostile.calcarine\"]}",
  };
  static const char *const taken[] = {
      "{\"calcarine\": 1, \"sources\": [\"a.nii\"], \"layers\": 5, \"scene\": [], \"views\": 7,"
      " \"cursor\": \"x\", \"cortex\": 9, \"binds\": {}}",
      "{\"calcarine\": 1, \"sources\": [\"a.nii\"], \"layers\": [null, 5, [], {}, {\"id\": 5},"
      " {\"id\": \"a.nii\", \"name\": 5, \"display\": {\"frame\": 4294967295, \"opacity\": 9}},"
      " {\"id\": \"a.nii\"}], \"scene\": {\"unfolding\": 99, \"convention\": \"up\"}}",
      "{\"calcarine\": 1, \"sources\": [\"a.nii\"], \"layers\": [{\"id\": \"a.nii\", \"source\":"
      " \"a.nii\", \"hash\": 7, \"display\": {\"threshold-by\": \"a.nii\", \"opacity-by\":"
      " \"nobody\"}}, {\"id\": \"x\", \"source\": \"a.nii\", \"hash\": \"y\"}]}",
      "{\"calcarine\": 1, \"sources\": [\"a.nii\", \"a.nii\"], \"cursor\": {\"mm\": [\"x\", {}],"
      " \"vertex\": 7, \"hemisphere\": []}, \"layers\": [{\"id\": \"a.nii\"}]}",
      "{\"calcarine\": 1, \"sources\": [\"a.nii\"], \"cursor\": {\"mm\": [1e999, 2, 3, 4, 5],"
      " \"vertex\": 1e30}, \"layers\": []}",
      "{\"calcarine\": 1, \"sources\": [\"a.nii\"], \"cursor\": {\"mm\": {}, \"vertex\": [1]}}",
  };
  g_autofree char *a = path_of (f, "a.nii");

  write_volume (a, 0);
  for (gsize n = 0; n < G_N_ELEMENTS (refused); n++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", refused[n]);
    g_assert_false (try_text (f, refused[n], -1, &error));
    g_assert_nonnull (error);
  }
  for (gsize n = 0; n < G_N_ELEMENTS (taken); n++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", taken[n]);
    try_text (f, taken[n], -1, &error);
    g_assert_no_error (error);
  }
}

/* What cannot be written leaves what was there. */
static void
test_unwritable (Fixture *f, gconstpointer data)
{
  g_autofree char *a = path_of (f, "a.nii"), *saved = path_of (f, "study.calcarine");
  g_autofree char *nowhere = path_of (f, "no/such/study.calcarine");
  g_autofree char *below_file = path_of (f, "a.nii/study.calcarine");
  g_autofree char *folder = path_of (f, "folder.calcarine"), *before = NULL, *after = NULL;
  const char *const bad[] = {nowhere, below_file, folder};
  g_autoptr (GError) gone = NULL;

  write_volume (a, 0);
  g_mkdir (folder, 0700);
  open_paths (f->session, a, NULL);
  save (f->session, saved);
  for (gsize n = 0; n < G_N_ELEMENTS (bad); n++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (cal_session_save (f->session, bad[n], &error));
    g_assert_nonnull (error);
  }
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_get_contents (saved, &before, NULL, NULL));
  g_object_set (cal_session_get_scene (f->session), "unfolding", 0.5, NULL);
  g_remove (a);
  g_assert_false (cal_session_save (f->session, saved, &gone));
  g_assert_nonnull (strstr (gone->message, "a.nii"));
  g_assert_true (g_file_get_contents (saved, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
}

#define ADD(name, test) g_test_add ("/session-file/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("text", test_text);
  ADD ("same-names", test_same_names);
  ADD ("binds", test_binds);
  ADD ("missing-and-changed", test_missing_and_changed);
  ADD ("truncated", test_truncated);
  ADD ("nested", test_nested);
  ADD ("outside", test_outside);
  ADD ("hostile", test_hostile);
  ADD ("unwritable", test_unwritable);
  status = g_test_run ();
  demo_study_remove ();
  return status;
}
