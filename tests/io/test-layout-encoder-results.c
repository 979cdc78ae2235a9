/* test-layout-encoder-results.c - runs of the transformer brain encoder, and what others leave.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/algonauts-score.h"
#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"

#define N_LEFT 300
#define N_RIGHT 320
#define N_IMAGES 40
#define N_VALIDATION 4
#define RUNS "nsd_test/dinov2_transformer/subj_01/rois_all/enc_1"

static float
score_of (int run, CalHemisphere hemisphere, gsize n)
{
  return n == 5 ? NAN
                : (float) n / 400.0f - (hemisphere == CAL_LEFT ? 0.1f : 0.0f) + (float) run / 64;
}

static void
put_run (TestFolder *folder, int run, CalHemisphere hemisphere, gsize n)
{
  const char *prefix = cal_hemisphere_get_prefix (hemisphere);
  g_autofree char *scores = g_strdup_printf (RUNS "/run_%d/%s_val_corr.npy", run, prefix);
  g_autofree char *predicted = g_strdup_printf (RUNS "/run_%d/%s_fmri_val_pred.npy", run, prefix);
  g_autofree char *order = g_strdup_printf (RUNS "/run_%d/idxs.npy", run);
  g_autofree float *r = g_new (float, n), *predictions = g_new (float, N_VALIDATION *n);
  gint64 shuffled[N_IMAGES];
  gsize n_images = N_IMAGES;

  for (gsize i = 0; i < n; i++)
    r[i] = score_of (run, hemisphere, i);
  for (gsize i = 0; i < N_VALIDATION * n; i++)
    predictions[i] = (float) i;
  for (gint64 i = 0; i < N_IMAGES; i++)
    shuffled[i] = (7 * i + run) % N_IMAGES;
  layout_files_put_floats (folder, scores, r, n);
  layout_files_put_npy (folder, predicted, CAL_DTYPE_FLOAT32, 2, (gsize[]){N_VALIDATION, n},
                        predictions);
  layout_files_put_npy (folder, order, CAL_DTYPE_INT64, 1, &n_images, shuffled);
}

static void
put_study (TestFolder *folder)
{
  layout_files_put_sphere (folder, "surf/lh.white");
  layout_files_put_sphere (folder, "surf/rh.white");
  layout_files_put_index (folder, "roi_masks", CAL_LEFT, N_LEFT);
  layout_files_put_index (folder, "roi_masks", CAL_RIGHT, N_RIGHT);
  for (int run = 1; run <= 2; run++) {
    put_run (folder, run, CAL_LEFT, N_LEFT);
    put_run (folder, run, CAL_RIGHT, N_RIGHT);
  }
}

/* Each run is a map of its own, called by what the folders say. */
static void
test_runs (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalSeries *predictions;
  CalMap *second;
  float frame[N_LEFT + N_RIGHT];
  gsize row;

  put_study (folder);
  reading = layout_files_open (folder, "surf", "roi_masks", "nsd_test", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 2);
  layout_files_get_item (reading,
                         "dinov2_transformer, subj_01, rois_all, layer 1, run 1: validation r");
  second =
      CAL_MAP (layout_files_get_item (
                   reading, "dinov2_transformer, subj_01, rois_all, layer 1, run 2: validation r")
                   ->data);
  g_assert_cmpstr (cal_map_get_desc (second)->statistic, ==, "r");
  g_assert_cmpfloat (
      cal_map_get_vertex (second, CAL_LEFT, layout_files_get_vertex (CAL_LEFT, 299), 0).value, ==,
      (double) score_of (2, CAL_LEFT, 299));
  g_assert_cmpfloat (
      cal_map_get_vertex (second, CAL_RIGHT, layout_files_get_vertex (CAL_RIGHT, 4), 0).value, ==,
      (double) score_of (2, CAL_RIGHT, 4));
  g_assert_cmpint (
      cal_map_get_vertex (second, CAL_RIGHT, layout_files_get_vertex (CAL_RIGHT, 5), 0).presence,
      ==, CAL_NO_DATA);
  predictions = layout_files_get_finding (
      reading, CAL_TYPE_SERIES,
      "dinov2_transformer, subj_01, rois_all, layer 1, run 1: predicted validation responses");
  g_assert_cmpint (cal_series_get_desc (predictions)->role, ==, CAL_SERIES_PREDICTED);
  /* (7 * 39 + 1) % 40 = 34, counted from 0. */
  g_assert_cmpstr (cal_text_array_get (cal_series_get_desc (predictions)->frame_ids, 3), ==,
                   "train-0035");
  g_assert_true (cal_series_read_frame (predictions, 3, frame, NULL, NULL));
  g_assert_true (cal_places_find_element (cal_series_get_desc (predictions)->places,
                                          layout_files_get_vertex (CAL_LEFT, 200), &row));
  g_assert_cmpfloat (frame[row], ==, 3 * N_LEFT + 200);
}

/* What was opened before binds what is opened later. */
static void
test_later (TestFolder *folder, gconstpointer data)
{
  g_autofree char *run = NULL, *masks = NULL;
  g_autoptr (CalReading) before = NULL, after = NULL;
  g_autoptr (CalReadRequest) request = NULL;

  put_study (folder);
  run = g_build_filename (folder->folder, RUNS "/run_1", NULL);
  before = layout_files_open (folder, "surf", "roi_masks", NULL);
  g_assert_cmpuint (cal_reading_get_index_files (before)->len, ==, 2);
  masks = g_build_filename (folder->folder, "roi_masks", NULL);
  /* One that is opened again is not another. */
  request = cal_read_request_new ((const char *const[]){run, masks, NULL}, NULL);
  g_ptr_array_add (request->cortices, g_object_ref (cal_reading_get_cortices (before)->pdata[0]));
  for (guint n = 0; n < 2; n++)
    g_ptr_array_add (request->index_files,
                     g_object_ref (cal_reading_get_index_files (before)->pdata[n]));
  after = (CalReading *) cal_reading_run (NULL, request, NULL);
  g_assert_cmpuint (cal_reading_get_failures (after)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (after)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_index_files (after)->len, ==, 2);
  g_assert_cmpuint (cal_reading_get_items (after)->len, ==, 1);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The score of the challenge from the files of a run, against the formula written out. */
static void
test_challenge_score (TestFolder *folder, gconstpointer data)
{
  const gsize n[2] = {N_LEFT, N_RIGHT};
  g_autoptr (CalReading) reading = NULL;
  CalMap *map;
  double r[2][N_RIGHT], ceilings[2][N_RIGHT], shares[N_LEFT + N_RIGHT];
  CalAlgonautsPart parts[2];
  CalAlgonautsScore score;
  gsize n_shares = 0;

  put_study (folder);
  reading = layout_files_open (folder, "surf", "roi_masks", RUNS "/run_1", NULL);
  map = CAL_MAP (layout_files_get_item (
                     reading, "dinov2_transformer, subj_01, rois_all, layer 1, run 1: validation r")
                     ->data);
  for (int h = 0; h < 2; h++) {
    for (gsize i = 0; i < n[h]; i++) {
      CalHemisphere side = h == 0 ? CAL_LEFT : CAL_RIGHT;
      CalSample sample = cal_map_get_vertex (map, side, layout_files_get_vertex (side, i), 0);
      double expected = fmax ((double) score_of (1, side, i), 0.0);

      r[h][i] = sample.presence == CAL_VALUE ? sample.value : NAN;
      ceilings[h][i] = i == 7 ? 0.0 : 0.2 + (double) i / 1000.0;
      if (i != 5)
        shares[n_shares++] =
            fmin (100.0, 100.0 * expected * expected / (i == 7 ? 1e-14 : ceilings[h][i]));
    }
    parts[h] = (CalAlgonautsPart){r[h], ceilings[h], n[h]};
  }
  qsort (shares, n_shares, sizeof *shares, compare_doubles);
  score = cal_algonauts_score (parts, 2, CAL_CEILING_PROPORTION);
  g_assert_cmpuint (score.counts.n_zero_ceiling, ==, 2);
  g_assert_cmpfloat_with_epsilon (score.median,
                                  (shares[(n_shares - 1) / 2] + shares[n_shares / 2]) / 2.0, 1e-9);
}

/* Real results: what they are is told, and what says where they lie is missed by name. */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("encoding/nsd_noise_ceiling");
  g_autofree char *layers =
      cal_optional_data_find ("encoding/nsd_layer_by_roi/subj01_layer_correlations_lh.npy");
  const char *paths[] = {path, layers, NULL};
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (CalReading) reading = NULL;

  if (path == NULL || layers == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  request = cal_read_request_new (paths, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, NULL);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading),
                                    "19004 values are as many as the Algonauts 2023 challenge"));
  g_assert_true (
      layout_files_says (cal_reading_get_remarks (reading), "rh.all-vertices_fsaverage_space.npy"));
  g_assert_true (layout_files_says (
      cal_reading_get_failures (reading),
      "subj01_rh.npy: open what says where its values lie, too: rh.all-vertices"));
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 1);
  g_assert_cmpuint (cal_table_get_n_rows (cal_reading_get_tables (reading)->pdata[0]), ==, 23);
  g_assert_cmpuint (cal_table_get_n_columns (cal_reading_get_tables (reading)->pdata[0]), ==, 33);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/layout-encoder-results/runs", TestFolder, NULL, test_folder_set_up, test_runs,
              test_folder_tear_down);
  g_test_add ("/layout-encoder-results/challenge-score", TestFolder, NULL, test_folder_set_up,
              test_challenge_score, test_folder_tear_down);
  g_test_add ("/layout-encoder-results/later", TestFolder, NULL, test_folder_set_up, test_later,
              test_folder_tear_down);
  g_test_add ("/layout-encoder-results/real", TestFolder, NULL, test_folder_set_up, test_real,
              test_folder_tear_down);
  return g_test_run ();
}
