/* test-layout-decoded.c - decoded pictures with what was seen, metrics and captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/thumbnail.h"
#include "tests/support/layout-files.h"

#define N_PICTURES 12

/* Twelve pairs; metrics with tabs under .csv, of which one row is of no picture and one picture has
 * none; captions of which one is missing. */
static void
put_run (TestFolder *folder)
{
  g_autoptr (GString) metrics = g_string_new ("sample\tssim\tpixcorr\n");
  g_autoptr (GString) captions = g_string_new ("{");

  for (int n = 0; n < N_PICTURES; n++) {
    g_autofree char *seen = g_strdup_printf ("run/stimuli/coco_%d.png", 100 + n);
    g_autofree char *decoded = g_strdup_printf ("run/recons/recon_%05d.png", 100 + n);

    layout_files_put_picture (folder, seen);
    if (n != 5)
      layout_files_put_picture (folder, decoded);
    if (n != 7)
      g_string_append_printf (metrics, "%d\t0.%d\t%d\n", 100 + N_PICTURES - 1 - n,
                              N_PICTURES - 1 - n, n);
    if (n != 3)
      g_string_append_printf (captions, "%s\"recon_%05d\": \"a decoded caption number %d\"",
                              n > 0 ? ", " : "", 100 + n, n);
  }
  layout_files_put_picture (folder, "run/recons/recon_00999.png");
  g_string_append (captions, "}");
  layout_files_put_text (folder, "run/metrics.csv", metrics->str);
  layout_files_put_text (folder, "run/decoded_caption.json", captions->str);
}

static void
test_run (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalDecoding *decoding;
  CalCaptions *captions;
  CalStimuli *pictures;
  const CalColumn *ssim;
  gsize n, row;

  put_run (folder);
  reading = layout_files_open (folder, "run", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_stimuli_get_n (layout_files_get_stimuli (reading, "stimuli")), ==,
                    N_PICTURES);
  decoding = layout_files_get_finding (reading, CAL_TYPE_DECODING, "recons");
  pictures = cal_decoding_get_pictures (decoding);
  g_assert_cmpuint (cal_stimuli_get_n (pictures), ==, N_PICTURES);
  g_assert_true (cal_stimuli_find (pictures, "recon_00102", &n));
  g_assert_cmpstr (cal_decoding_get_seen (decoding, n), ==, "coco_102");
  ssim = cal_table_find_column (cal_stimuli_get_table (pictures), "ssim");
  g_assert_cmpfloat_with_epsilon (cal_column_get_number (ssim, n), 0.2, 1e-12);
  /* The row of 104 is the one that is missing. */
  g_assert_true (cal_stimuli_find (pictures, "recon_00104", &n));
  g_assert_true (isnan (cal_column_get_number (ssim, n)));
  g_assert_true (cal_stimuli_find (pictures, "recon_00999", &n));
  g_assert_cmpstr (cal_decoding_get_seen (decoding, n), ==, "");
  captions = layout_files_get_finding (reading, CAL_TYPE_CAPTIONS, "decoded_caption");
  g_assert_true (cal_captions_find (captions, "recon_00111", &row));
  g_assert_cmpstr (cal_captions_get_text (captions, row, 0), ==, "a decoded caption number 11");
}

/* What is missing or left over is told by name. */
static void
test_missing (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  GPtrArray *remarks;

  put_run (folder);
  reading = layout_files_open (folder, "run", NULL);
  remarks = cal_reading_get_remarks (reading);
  g_assert_true (layout_files_says (
      remarks, "recons: 1 decoded pictures are called like no seen one: recon_00999"));
  g_assert_true (
      layout_files_says (remarks, "metrics: 1 of its names mean no decoded picture: 105"));
  g_assert_true (
      layout_files_says (remarks, "metrics: 2 decoded pictures are not in it: recon_00104"));
  g_assert_true (layout_files_says (
      remarks, "decoded_caption: 1 of its names mean no decoded picture: recon_00105"));
  g_assert_true (layout_files_says (
      remarks, "decoded_caption: 2 decoded pictures are not in it: recon_00103, recon_00999"));
}

/* A folder for each modality and subject is a decoding each. */
static void
test_many (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  layout_files_put_picture (folder, "reconstruction_png_full/fmri/sub-01/image_0001.png");
  layout_files_put_picture (folder, "reconstruction_png_full/fmri/sub-02/image_0001.png");
  layout_files_put_picture (folder, "reconstruction_png_full/eeg/sub-01/image_0001.png");
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 3);
  g_assert_cmpstr (
      cal_decoding_get_seen (layout_files_get_finding (reading, CAL_TYPE_DECODING,
                                                       "reconstruction_png_full/eeg/sub-01"),
                             0),
      ==, "image_0001");
  g_assert_cmpuint (cal_reading_get_stimuli (reading)->len, ==, 0);
}

/* Units of a network: their images in one array, channel by channel, and sentences. */
static void
test_units (TestFolder *folder, gconstpointer data)
{
  const gsize dims[5] = {2, 3, 3, 5, 6}, n_units = 2;
  guint8 pixels[2 * 3 * 3 * 5 * 6];
  g_autoptr (CalReading) reading = NULL;
  g_autoptr (CalArray) thumbnail = NULL;
  g_autoptr (GError) error = NULL;
  CalDecoding *units;
  CalCaptions *captions;
  CalStimuli *pictures;
  gsize row;

  for (gsize n = 0; n < G_N_ELEMENTS (pixels); n++)
    pixels[n] = (guint8) (n % 251);
  layout_files_put_npy (folder, "milan/layer4/images.npy", CAL_DTYPE_UINT8, 5, dims, pixels);
  layout_files_put_npy (folder, "milan/layer4/masks.npy", CAL_DTYPE_UINT8, 5, dims, pixels);
  layout_files_put_npy (folder, "milan/layer4/units.npy", CAL_DTYPE_INT64, 1, &n_units,
                        (gint64[]){7, 40});
  layout_files_put_text (folder, "milan/layer4/activations.csv", "3.5,2.5,1.5\n9,8,7\n");
  layout_files_put_text (folder, "milan/annotations.csv",
                         "layer,unit,summary\nlayer4,40,dog faces\nlayer4,7,grids\n"
                         "layer4,40,furry animals\n");
  reading = layout_files_open (folder, "milan", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  units = layout_files_get_finding (reading, CAL_TYPE_DECODING, "milan layer4");
  pictures = cal_decoding_get_pictures (units);
  g_assert_cmpuint (cal_stimuli_get_n (pictures), ==, 6);
  g_assert_cmpstr (cal_stimuli_get_id (pictures, 4), ==, "layer4 unit 40, image 2");
  g_assert_cmpstr (cal_decoding_get_region (units, 4), ==, "layer4 unit 40");
  g_assert_cmpfloat (cal_column_get_number (
                         cal_table_find_column (cal_stimuli_get_table (pictures), "activation"), 4),
                     ==, 8.0);
  captions = layout_files_get_finding (reading, CAL_TYPE_CAPTIONS, "milan");
  g_assert_true (cal_captions_find (captions, cal_decoding_get_region (units, 4), &row));
  g_assert_cmpstr (cal_captions_get_text (captions, row, 1), ==, "furry animals");
  thumbnail = cal_thumbnail_load (cal_stimuli_get_picture (pictures, 4), 100, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_array_get_dim (thumbnail, 0), ==, 5);
  g_assert_cmpuint (cal_array_get_dim (thumbnail, 1), ==, 6);
  /* Green of the pixel in row 2, column 3 of the second image of the second unit. */
  g_assert_cmpfloat (cal_array_get_value (thumbnail, (2 * 6 + 3) * 4 + 1), ==,
                     (4 * 90 + 30 + 2 * 6 + 3) % 251);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/layout-decoded/run", TestFolder, NULL, test_folder_set_up, test_run,
              test_folder_tear_down);
  g_test_add ("/layout-decoded/missing", TestFolder, NULL, test_folder_set_up, test_missing,
              test_folder_tear_down);
  g_test_add ("/layout-decoded/many", TestFolder, NULL, test_folder_set_up, test_many,
              test_folder_tear_down);
  g_test_add ("/layout-decoded/units", TestFolder, NULL, test_folder_set_up, test_units,
              test_folder_tear_down);
  return g_test_run ();
}
