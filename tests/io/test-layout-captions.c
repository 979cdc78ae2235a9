/* test-layout-captions.c - captions of voxels, vertices, stimuli and regions, in every shape that
 * they come in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"
#include "tests/support/pickle-file.h"

#define N_VOXELS 6
#define N_REPEATS 5

static const gsize grid[3] = {3, 4, 2};

/* Six voxels whose order in numpy is not that of a volume. */
static gboolean
is_inside (gsize i, gsize j, gsize k)
{
  return (i + j + 2 * k) % 4 == 1;
}

static void
put_mask (TestFolder *folder, const char *name)
{
  float mask[24];
  gsize n = 0;

  for (gsize i = 0; i < grid[0]; i++)
    for (gsize j = 0; j < grid[1]; j++)
      for (gsize k = 0; k < grid[2]; k++) {
        mask[i + grid[0] * (j + grid[1] * k)] = is_inside (i, j, k) ? 1.0f : 0.0f;
        n += is_inside (i, j, k);
      }
  g_assert_cmpuint (n, ==, N_VOXELS);
  layout_files_put_volume (folder, name, grid, mask);
}

static void
put_sentences (TestFolder *folder, int n_last)
{
  for (int r = 0; r < N_REPEATS; r++) {
    g_autofree char *name = g_strdup_printf ("sentences/sentences_S1_repeat%d_new_150.pkl", r);
    g_autofree char *path = layout_files_dup_path (folder, name);
    g_autoptr (GByteArray) pickle = pickle_new ();

    pickle_begin_list (pickle);
    for (int v = 0; v < (r == N_REPEATS - 1 ? n_last : N_VOXELS); v++) {
      g_autofree char *text = g_strdup_printf ("repeat %d of voxel %d", r, v);

      pickle_add_text (pickle, text);
    }
    pickle_end_list (pickle);
    pickle_save (pickle, path);
  }
}

static void
put_projections (TestFolder *folder)
{
  g_autofree char *path =
      layout_files_dup_path (folder, "sentences/projection_dict_S1_new_150.pkl");
  g_autoptr (GByteArray) pickle = pickle_new ();
  const gsize dims[2] = {N_VOXELS, 512};
  float values[N_VOXELS * 512];

  for (gsize n = 0; n < G_N_ELEMENTS (values); n++)
    values[n] = (float) n;
  pickle_begin_dict (pickle);
  pickle_add_int (pickle, 0);
  pickle_add_floats (pickle, 2, dims, values, G_N_ELEMENTS (values));
  pickle_add_int (pickle, 1);
  pickle_add_floats (pickle, 2, dims, values, G_N_ELEMENTS (values));
  pickle_end_dict (pickle);
  pickle_save (pickle, path);
}

/* Each voxel has the five captions of its row, in numpy's order of the mask. */
static void
test_brainscuba (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalCaptions *captions;
  CalSeries *projected;
  float weights[512];
  int n = 0;

  put_mask (folder, "higher_visual_mask.nii.gz");
  put_sentences (folder, N_VOXELS);
  put_projections (folder);
  reading = layout_files_open (folder, "sentences", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  captions = layout_files_get_finding (reading, CAL_TYPE_CAPTIONS, "BrainSCUBA S1");
  g_assert_cmpuint (cal_captions_get_n_resamples (captions), ==, N_REPEATS);
  projected = layout_files_get_finding (reading, CAL_TYPE_SERIES,
                                        "BrainSCUBA S1: projected weights, resample 1");
  g_assert_cmpuint (cal_series_get_desc (projected)->n_frames, ==, 512);
  for (gsize i = 0; i < grid[0]; i++)
    for (gsize j = 0; j < grid[1]; j++)
      for (gsize k = 0; k < grid[2]; k++) {
        g_autofree char *expected = g_strdup_printf ("repeat 3 of voxel %d", n);
        gsize row;

        if (!is_inside (i, j, k))
          continue;
        g_assert_true (cal_places_find_element (cal_captions_get_desc (captions)->places,
                                                i + grid[0] * (j + grid[1] * k), &row));
        g_assert_cmpstr (cal_captions_get_text (captions, row, 3), ==, expected);
        g_assert_true (cal_places_find_element (cal_series_get_desc (projected)->places,
                                                i + grid[0] * (j + grid[1] * k), &row));
        g_assert_true (
            cal_series_read_rows (projected, (guint32[]){(guint32) row}, 1, weights, NULL, NULL));
        g_assert_cmpfloat (weights[7], ==, n * 512 + 7);
        n++;
      }
}

/* Two masks of as many voxels: nobody is told which, so the person is asked; in either order. */
static void
test_two_masks (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_mask (folder, "sentences/first_mask.nii.gz");
  put_mask (folder, "sentences/second_mask.nii.gz");
  put_sentences (folder, N_VOXELS);
  reading = layout_files_open (folder, "sentences", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 1);
  g_assert_cmpuint (((CalQuestion *) cal_reading_get_questions (reading)->pdata[0])->bindings->len,
                    ==, 4);
  g_assert_nonnull (((CalQuestion *) cal_reading_get_questions (reading)->pdata[0])->part);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "several masks lie beside"));
}

/* A vector of another length than the masks have voxels binds to none of them. */
static void
test_wrong_length (TestFolder *folder, gconstpointer data)
{
  const float values[5] = {1, 2, 3, 4, 5};
  g_autoptr (CalReading) reading = NULL;

  put_mask (folder, "first_mask.nii.gz");
  put_mask (folder, "second_mask.nii.gz");
  layout_files_put_floats (folder, "scores.npy", values, 5);
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "5 values"));
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "6 voxels"));
  g_clear_object (&reading);
  layout_files_put_floats (folder, "scores.npy", (const float[]){1, 2, 3, 4, 5, 6}, N_VOXELS);
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 1);
}

static void
test_broken (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = layout_files_dup_path (folder, "evil/sentences_S2_repeat0_new_150.pkl");
  g_autoptr (GByteArray) pickle = pickle_new ();
  g_autoptr (CalReading) reading = NULL;

  put_mask (folder, "mask.nii.gz");
  put_sentences (folder, N_VOXELS - 1);
  reading = layout_files_open (folder, "sentences", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "5 captions; expected 6"));
  g_clear_object (&reading);
  pickle_begin_list (pickle);
  pickle_add_text (pickle, "a harmless caption");
  pickle_add_call_of_system (pickle);
  pickle_end_list (pickle);
  pickle_save (pickle, path);
  reading = layout_files_open (folder, "evil", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "posix.system"));
  g_assert_false (g_file_test ("/tmp/calcarine-was-here", G_FILE_TEST_EXISTS));
}

static CalCaptions *
open_captions (TestFolder *folder, const char *file, const char *name, CalReading **reading)
{
  g_clear_object (reading);
  *reading = layout_files_open (folder, file, NULL);
  g_assert_cmpuint (cal_reading_get_failures (*reading)->len, ==, 0);
  return layout_files_get_finding (*reading, CAL_TYPE_CAPTIONS, name);
}

static void
assert_caption (CalCaptions *captions, const char *id, gsize resample, const char *expected)
{
  gsize row;

  g_assert_true (cal_captions_find (captions, id, &row));
  g_assert_cmpstr (cal_captions_get_text (captions, row, resample), ==, expected);
}

static void
test_stimuli (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalCaptions *captions;

  layout_files_put_text (folder, "shikra_sub_01_caption.json",
                         "{\"image_0001\": \"a dog runs\", \"image_0002\": \"a red car\"}");
  layout_files_put_text (folder, "coco_captions.json",
                         "{\"7\": [\"one dog\", \"a dog\"], \"9\": [\"a car\"]}");
  layout_files_put_text (folder, "indexed.json",
                         "{\"captions\": [\"a cat on a mat\", \"two birds in a tree\"],"
                         " \"filename_to_index\": {\"b.png\": 1, \"images/a.png\": 0}}");
  captions =
      open_captions (folder, "shikra_sub_01_caption.json", "shikra_sub_01_caption", &reading);
  g_assert_cmpint (cal_captions_get_desc (captions)->of, ==, CAL_CAPTIONS_OF_STIMULI);
  assert_caption (captions, "image_0002", 0, "a red car");
  assert_caption (captions, "image_0002.jpg", 0, "a red car");
  captions = open_captions (folder, "coco_captions.json", "coco_captions", &reading);
  g_assert_cmpuint (cal_captions_get_n_resamples (captions), ==, 2);
  assert_caption (captions, "7", 1, "a dog");
  assert_caption (captions, "9", 1, "");
  captions = open_captions (folder, "indexed.json", "indexed", &reading);
  assert_caption (captions, "a", 0, "a cat on a mat");
  assert_caption (captions, "b.png", 0, "two birds in a tree");
  captions = open_captions (folder, "", "coco_captions", &reading);
  assert_caption (captions, "7", 0, "one dog");
}

static void
test_regions (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalCaptions *captions;
  gsize row;

  layout_files_put_text (folder, "explanations.json",
                         "{\"OFA\": \"faces\", \"PPA\": \"places and scenes\"}");
  layout_files_put_text (folder, "voxels.csv",
                         "voxel_num,expl,stability_score\n50254,locations,0.25\n"
                         "43198,\"physical injury, or trauma\",0.125\n");
  captions = open_captions (folder, "explanations.json", "explanations", &reading);
  g_assert_cmpint (cal_captions_get_desc (captions)->of, ==, CAL_CAPTIONS_OF_REGIONS);
  assert_caption (captions, "PPA", 0, "places and scenes");
  captions = open_captions (folder, "voxels.csv", "voxels", &reading);
  g_assert_cmpstr (cal_captions_get_desc (captions)->score_name, ==, "stability_score");
  g_assert_true (cal_captions_find (captions, "voxel_num 43198", &row));
  g_assert_cmpfloat (cal_captions_get_score (captions, row, 0), ==, 0.125);
  assert_caption (captions, "voxel_num 43198", 0, "physical injury, or trauma");
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 1);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "shown as a list"));
}

/* A list of captions with scores, of the vertices that the index files beside it choose. */
static void
test_vertices (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  g_autoptr (GString) json = g_string_new ("[");
  g_autofree char *path = NULL;
  CalCaptions *captions;
  CalPlaces *places;
  gsize row;

  layout_files_put_sphere (folder, "surf/lh.white");
  layout_files_put_sphere (folder, "surf/rh.white");
  layout_files_put_index (folder, "encoding", CAL_LEFT, 10);
  layout_files_put_index (folder, "encoding", CAL_RIGHT, 20);
  for (int n = 0; n < 30; n++)
    g_string_append_printf (json, "%s[[\"caption %d\", 0.5], [\"other %d\", 0.25]]",
                            n > 0 ? ", " : "", n, n);
  g_string_append (json, "]");
  layout_files_put_text (folder, "encoding/resamples.json", json->str);
  reading = layout_files_open (folder, "surf", "encoding/resamples.json", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  captions = layout_files_get_finding (reading, CAL_TYPE_CAPTIONS, "resamples");
  places = cal_captions_get_desc (captions)->places;
  g_assert_true (cal_places_find_element (places, layout_files_get_vertex (CAL_LEFT, 9), &row));
  g_assert_cmpstr (cal_captions_get_text (captions, row, 1), ==, "other 9");
  g_assert_cmpfloat (cal_captions_get_score (captions, row, 1), ==, 0.25);
  g_assert_true (cal_places_find_element (
      places, TOY_SPHERE_VERTICES + layout_files_get_vertex (CAL_RIGHT, 4), &row));
  g_assert_cmpstr (cal_captions_get_text (captions, row, 0), ==, "caption 14");
}

/* An array of objects, five captions a stimulus. */
static void
test_objects (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = layout_files_dup_path (folder, "nsd_test_cap_sub1.npy");
  const gsize dims[2] = {3, 5};
  g_autoptr (GByteArray) pickle = pickle_new ();
  g_autoptr (CalReading) reading = NULL;
  CalCaptions *captions;

  pickle_begin_npy (pickle, 2, dims);
  for (int n = 0; n < 15; n++) {
    g_autofree char *text = g_strdup_printf ("caption %d of a picture", n);

    pickle_add_text (pickle, text);
  }
  pickle_save_npy (pickle, 2, dims, path);
  captions = open_captions (folder, "nsd_test_cap_sub1.npy", "nsd_test_cap_sub1", &reading);
  g_assert_cmpint (cal_captions_get_desc (captions)->of, ==, CAL_CAPTIONS_OF_STIMULI);
  assert_caption (captions, "2", 4, "caption 14 of a picture");
}

static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("captions");
  const char *paths[] = {path, NULL};
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (CalReading) reading = NULL;

  if (path == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  request = cal_read_request_new (paths, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, NULL);
  assert_caption (layout_files_get_finding (reading, CAL_TYPE_CAPTIONS, "explanations_by_roi"),
                  "OPA", 0, "Direction and location descriptions");
  assert_caption (layout_files_get_finding (reading, CAL_TYPE_CAPTIONS, "sub01_umbrae"), "1", 0,
                  "A man in a kitchen preparing food");
  assert_caption (layout_files_get_finding (reading, CAL_TYPE_CAPTIONS, "fmri_cococap"), "2", 1,
                  "A male surfer riding a wave on the ocean.");
  assert_caption (layout_files_get_finding (reading, CAL_TYPE_CAPTIONS,
                                            "communication_explanations_S02_spotlights"),
                  "208_only", 0, "years or dates in the 20th century");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-captions/brainscuba", test_brainscuba},
      {"/layout-captions/two-masks", test_two_masks},
      {"/layout-captions/wrong-length", test_wrong_length},
      {"/layout-captions/broken", test_broken},
      {"/layout-captions/stimuli", test_stimuli},
      {"/layout-captions/regions", test_regions},
      {"/layout-captions/vertices", test_vertices},
      {"/layout-captions/objects", test_objects},
      {"/layout-captions/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
