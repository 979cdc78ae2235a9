/* test-import.c - what a person says of datasets is checked, kept, and not asked again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/import.h"

#include <string.h>

#include "io/hdf5-write.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/small-files.h"

/* 3 x 2 x 2 voxels, of which five are in each mask. */
static void
put_mask (TestFolder *folder, const char *name, gsize a, gsize b)
{
  static const gsize dims[3] = {3, 2, 2};
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  float voxels[12] = {[6] = 1, [7] = 1, [8] = 1};

  voxels[a] = voxels[b] = 1;
  small_files_write_volume (path, dims, voxels);
}

static void
put_numbers (CalHdf5Writer *writer, const char *dataset, gsize n_rows, gsize n_columns)
{
  float values[64];
  const gsize dims[2] = {n_rows, n_columns};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  gsize n = MAX (n_rows, 1) * n_columns;

  for (gsize v = 0; v < n; v++)
    values[v] = 0.5f + (float) v;
  bytes = g_bytes_new (values, n * sizeof *values);
  array = cal_array_new (CAL_DTYPE_FLOAT32, n_rows > 0 ? 2 : 1, n_rows > 0 ? dims : dims + 1, bytes,
                         NULL);
  g_assert_true (cal_hdf5_writer_add (writer, dataset, array, NULL));
}

/* Five scores, seven scores, responses kept places x pictures, their names, and captions. */
static char *
put_container (TestFolder *folder)
{
  char *path = g_build_filename (folder->folder, "model.h5", NULL);
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (CalTextArray) names =
      cal_text_array_new_from_strv ((const char *const[]){"a.png", "b.png", NULL});
  g_autoptr (CalTextArray) captions = cal_text_array_new_from_strv (
      (const char *const[]){"a cat", "a dog", "a face", "a hat", "a jug", NULL});

  put_numbers (writer, "/scores", 0, 5);
  put_numbers (writer, "/seven", 0, 7);
  put_numbers (writer, "/betas", 5, 2);
  g_assert_true (cal_hdf5_writer_add_texts (writer, "/names", names, NULL));
  g_assert_true (cal_hdf5_writer_add_texts (writer, "/captions", captions, NULL));
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  return path;
}

static CalSession *
open_masks (TestFolder *folder, gboolean both)
{
  g_autofree char *first = g_build_filename (folder->folder, "a_mask.nii", NULL);
  g_autofree char *second = g_build_filename (folder->folder, "b_mask.nii", NULL);
  CalSession *session = cal_session_new ();
  g_autoptr (GError) error = NULL;

  put_mask (folder, "a_mask.nii", 0, 1);
  put_mask (folder, "b_mask.nii", 2, 11);
  cal_session_open (session, (const char *const[]){first, both ? second : NULL, NULL}, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  return session;
}

static CalImport *
begin (CalSession *session, const char *path)
{
  g_autoptr (GError) error = NULL;
  CalImport *import = cal_import_new (session, path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_import_get_entries (import)->len, ==, 5);
  return import;
}

/* A vector that fits two masks of one length, and one that fits neither. */
static void
test_ask (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = put_container (folder), *why_not = NULL;
  g_autofree char *sidecar = g_strconcat (path, ".calcarine.json", NULL);
  g_autoptr (CalSession) session = open_masks (folder, TRUE);
  g_autoptr (CalImport) import = begin (session, path);
  CalImportEntry *scores = cal_import_find (import, "/scores");
  CalImportEntry *seven = cal_import_find (import, "/seven");
  g_autoptr (GError) asked = NULL, wrong = NULL, unplaced = NULL;

  g_assert_false (cal_import_is_ready (import, NULL));
  scores->role = CAL_ROLE_MAP;
  g_assert_false (cal_import_save (import, &asked));
  g_assert_error (asked, CAL_ERROR, CAL_ERROR_BINDING);
  g_assert_cmpint (scores->state, ==, CAL_IMPORT_ASKS);
  g_assert_cmpuint (scores->bindings->len, ==, 4);
  g_assert_null (cal_import_get_binding (scores));
  g_assert_nonnull (strstr (scores->sentence, "5 values fit 4 places"));
  g_assert_false (cal_import_preview (import, scores, &unplaced));
  g_assert_error (unplaced, CAL_ERROR, CAL_ERROR_BINDING);
  scores->role = CAL_ROLE_NONE;
  seven->role = CAL_ROLE_CEILING;
  g_assert_false (cal_import_save (import, &wrong));
  g_assert_cmpint (seven->state, ==, CAL_IMPORT_UNFIT);
  g_assert_nonnull (strstr (seven->sentence, "a_mask"));
  g_assert_nonnull (strstr (seven->sentence, "b_mask"));
  g_assert_false (cal_import_is_ready (import, &why_not));
  g_assert_nonnull (strstr (why_not, "seven"));
  g_assert_false (g_file_test (sidecar, G_FILE_TEST_EXISTS));
}

/* What was said is kept: the file alone then opens with everything in its place. */
static void
test_keep (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = put_container (folder);
  g_autoptr (CalSession) session = open_masks (folder, TRUE);
  g_autoptr (CalSession) later = cal_session_new ();
  g_autoptr (CalImport) import = begin (session, path);
  CalImportEntry *scores = cal_import_find (import, "/scores");
  CalImportEntry *betas = cal_import_find (import, "/betas");
  CalImportEntry *captions = cal_import_find (import, "/captions");
  CalEncodingScene *scene = cal_session_get_encoding_scene (later);
  g_autofree char *first = cal_import_dup_first_values (scores);
  g_autoptr (GError) error = NULL;
  CalLayer *layer = NULL;
  CalSeries *series;
  CalCaptions *read;
  float row[2];
  gsize at;

  g_assert_true (g_str_has_prefix (first, "0.5   1.5   2.5"));
  scores->role = CAL_ROLE_MAP;
  scores->unit = g_strdup ("%");
  scores->binding = g_strdup ("mask-c:b_mask");
  betas->role = CAL_ROLE_RESPONSES;
  betas->binding = g_strdup ("mask-fortran:b_mask");
  betas->ids = g_strdup ("/names");
  captions->role = CAL_ROLE_CAPTIONS;
  captions->binding = g_strdup ("mask-fortran:b_mask");
  cal_import_check (import);
  g_assert_true (betas->rows_first);
  g_assert_true (cal_import_preview (import, scores, &error));
  g_assert_true (cal_import_preview (import, betas, &error));
  g_assert_no_error (error);
  g_assert_nonnull (
      cal_encoding_scene_get_painted (cal_session_get_encoding_scene (session), "import"));
  cal_import_end_preview (import);
  g_assert_null (
      cal_encoding_scene_get_painted (cal_session_get_encoding_scene (session), "import"));
  cal_import_save (import, &error);
  g_assert_no_error (error);

  cal_session_open (later, (const char *const[]){path, NULL}, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_session_get_questions (later)->len, ==, 0);
  g_assert_cmpuint (cal_session_get_failures (later)->len, ==, 0);
  for (guint n = 0; n < cal_scene_get_n_layers (cal_session_get_scene (later)); n++)
    if (g_str_equal (cal_layer_get_name (cal_scene_get_layer (cal_session_get_scene (later), n)),
                     "scores"))
      layer = cal_scene_get_layer (cal_session_get_scene (later), n);
  g_assert_nonnull (layer);
  /* Voxels 2 6 7 8 11 of the second mask; with k fastest the second is (0 0 1), voxel 6. */
  g_assert_cmpfloat (
      cal_volume_get_voxel (cal_layer_get_volume (layer), (const gssize[]){1, 0, 1}, 0).value, ==,
      1.5);
  g_assert_cmpuint (cal_encoding_scene_get_series (scene)->len, ==, 1);
  series = cal_encoding_scene_get_series (scene)->pdata[0];
  g_assert_cmpuint (cal_series_get_desc (series)->n_frames, ==, 2);
  g_assert_cmpstr (cal_text_array_get (cal_series_get_desc (series)->frame_ids, 1), ==, "b.png");
  g_assert_true (cal_places_find_element (cal_series_get_desc (series)->places, 11, &at));
  g_assert_cmpuint (at, ==, 4);
  g_assert_true (cal_series_read_rows (series, (guint32[]){4}, 1, row, NULL, NULL));
  g_assert_cmpfloat (row[0], ==, 8.5);
  g_assert_cmpfloat (row[1], ==, 9.5);
  read = cal_encoding_scene_get_captions (scene)->pdata[0];
  g_assert_cmpstr (cal_captions_get_text (read, at, 0), ==, "a jug");
}

/* One mask alone: it is said which, and need not be chosen; two orders are still two. */
static void
test_roles (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = put_container (folder);
  g_autoptr (CalSession) session = open_masks (folder, FALSE);
  g_autoptr (CalImport) import = begin (session, path);
  CalImportEntry *betas = cal_import_find (import, "/betas");
  static const struct {
    const char *dataset;
    CalRole role;
    const char *says;
  } cases[] = {
      {"/names", CAL_ROLE_MAP, "numbers"},
      {"/scores", CAL_ROLE_RESPONSES, "two dimensions"},
      {"/scores", CAL_ROLE_CAPTIONS, "texts"},
      {"/names", CAL_ROLE_CAPTIONS, "No place that is open fits"},
      {"/betas", CAL_ROLE_ATTENTION, "samples"},
      {"/betas", CAL_ROLE_STIMULI, "pictures"},
      {"/betas", CAL_ROLE_SURFACE, "cannot be that"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    CalImportEntry *entry = cal_import_find (import, cases[n].dataset);

    entry->role = cases[n].role;
    cal_import_check (import);
    g_test_message ("%s", entry->sentence);
    g_assert_cmpint (entry->state, ==, CAL_IMPORT_UNFIT);
    g_assert_nonnull (strstr (entry->sentence, cases[n].says));
    entry->role = CAL_ROLE_NONE;
  }
  betas->role = CAL_ROLE_WEIGHTS;
  betas->binding = g_strdup ("mask-c:a_mask");
  betas->ids = g_strdup ("/captions");
  cal_import_check (import);
  g_assert_cmpint (betas->state, ==, CAL_IMPORT_UNFIT);
  g_assert_nonnull (strstr (betas->sentence, "5 names in /captions; expected 2"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/import/ask", test_ask}, {"/import/keep", test_keep}, {"/import/roles", test_roles}};

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
