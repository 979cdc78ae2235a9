/* test-layout-braincorl.c - results of BraInCoRL with 2, 8 and 64 images in the context.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "tests/support/layout-files.h"

#define N_EPOCHS 2
#define N_VOXELS 11
#define N_IMAGES 4
#define N_WEIGHTS 513

static const guint contexts[] = {8, 64, 2};

static float
score_of (guint n_context, gsize epoch, gsize voxel)
{
  return voxel == 3 && epoch == 0
             ? NAN
             : (float) n_context / 128.0f + (float) voxel / 1024.0f + (float) epoch / 4.0f;
}

static void
put_results (TestFolder *folder)
{
  const gsize dims[2] = {N_EPOCHS, N_VOXELS}, image_dims[2] = {N_EPOCHS, N_IMAGES};
  float weights[N_VOXELS * N_WEIGHTS], predicted[N_VOXELS * N_IMAGES];

  for (gsize c = 0; c < G_N_ELEMENTS (contexts); c++) {
    g_autofree char *ev = g_strdup_printf ("results/num_ic=%u_ev.npy", contexts[c]);
    g_autofree char *images = g_strdup_printf ("results/num_ic=%u_ev_img_wise.npy", contexts[c]);
    float scores[N_EPOCHS * N_VOXELS];

    for (gsize e = 0; e < N_EPOCHS; e++)
      for (gsize v = 0; v < N_VOXELS; v++)
        scores[e * N_VOXELS + v] = score_of (contexts[c], e, v);
    layout_files_put_npy (folder, ev, CAL_DTYPE_FLOAT32, 2, dims, scores);
    layout_files_put_npy (folder, images, CAL_DTYPE_FLOAT32, 2, image_dims, scores);
  }
  for (gsize n = 0; n < G_N_ELEMENTS (weights); n++)
    weights[n] = (float) n;
  for (gsize n = 0; n < G_N_ELEMENTS (predicted); n++)
    predicted[n] = (float) n;
  layout_files_put_npy (folder, "results/num_ic=8_ep=1_pred_weights.npy", CAL_DTYPE_FLOAT32, 2,
                        (gsize[]){N_VOXELS, N_WEIGHTS}, weights);
  layout_files_put_npy (folder, "results/num_ic=8_ep=1_pred_nrn.npy", CAL_DTYPE_FLOAT32, 2,
                        (gsize[]){N_VOXELS, N_IMAGES}, predicted);
  layout_files_put_text (folder, "results/test_results.csv",
                         "num_ic,epoch,avg_explained_variance\n2,0,0.1\n2,1,0.2\n");
}

/* A line of voxels along k, so that every order is the same and nothing must be asked. */
static void
put_mask (TestFolder *folder)
{
  const gsize dims[3] = {2, 2, 20};
  float mask[80] = {0};

  for (gsize v = 0; v < N_VOXELS; v++)
    mask[(v + 5) * 4] = 1.0f;
  layout_files_put_volume (folder, "mask.nii.gz", dims, mask);
}

static void
check_map (CalReading *reading)
{
  CalVolume *volume =
      CAL_VOLUME (layout_files_get_item (reading, "results: explained variance")->data);
  const gssize voxel[3] = {0, 0, 5 + 9}, half[3] = {0, 0, 5 + 3};
  static const guint ascending[] = {2, 8, 64};

  g_assert_cmpuint (cal_volume_get_desc (volume)->n_frames, ==, 3);
  for (gsize f = 0; f < 3; f++) {
    g_assert_cmpfloat_with_epsilon (cal_volume_get_voxel (volume, voxel, f).value,
                                    ascending[f] / 128.0 + 9 / 1024.0 + 0.125, 1e-6);
    /* One of two epochs has no data. */
    g_assert_cmpfloat_with_epsilon (cal_volume_get_voxel (volume, half, f).value,
                                    (double) score_of (ascending[f], 1, 3), 1e-6);
  }
}

static void
test_results (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalSeries *weights, *predicted;
  float rows[N_WEIGHTS], frame[N_VOXELS];

  put_results (folder);
  put_mask (folder);
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  check_map (reading);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "the mean of 2 epochs"));
  weights = layout_files_get_finding (reading, CAL_TYPE_SERIES,
                                      "results: weights with 8 context images, epoch 1");
  g_assert_cmpint (cal_series_get_desc (weights)->axis, ==, CAL_AXIS_FEATURES);
  g_assert_cmpuint (cal_series_get_desc (weights)->n_frames, ==, N_WEIGHTS);
  g_assert_cmpstr (cal_text_array_get (cal_series_get_desc (weights)->frame_ids, 512), ==,
                   "intercept");
  g_assert_true (cal_series_read_rows (weights, (guint32[]){6}, 1, rows, NULL, NULL));
  g_assert_cmpfloat (rows[17], ==, 6 * N_WEIGHTS + 17);
  predicted = layout_files_get_finding (
      reading, CAL_TYPE_SERIES, "results: predicted responses with 8 context images, epoch 1");
  g_assert_true (cal_series_read_frame (predicted, 2, frame, NULL, NULL));
  for (gsize v = 0; v < N_VOXELS; v++)
    g_assert_cmpfloat (frame[v], ==, (double) (v * N_IMAGES + 2));
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 2);
}

/* Without a mask nothing is guessed. */
static void
test_without_mask (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_results (folder);
  reading = layout_files_open (folder, "results", NULL);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "11 values"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/layout-braincorl/results", TestFolder, NULL, test_folder_set_up, test_results,
              test_folder_tear_down);
  g_test_add ("/layout-braincorl/without-mask", TestFolder, NULL, test_folder_set_up,
              test_without_mask, test_folder_tear_down);
  return g_test_run ();
}
