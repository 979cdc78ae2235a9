/* test-layout-algonauts.c - a subject of the Algonauts 2023 challenge, on toy spheres.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "tests/support/layout-files.h"
#include "tests/support/pickle-file.h"

#define N_IMAGES 40
#define N_LEFT 300
#define N_RIGHT 320
#define ZERO_CEILING 7
#define NAN_CEILING 11

static float
response_of (CalHemisphere hemisphere, gsize image, gsize n)
{
  return (hemisphere == CAL_LEFT ? 1.0f : -1.0f) * ((float) image + (float) n / 1024.0f);
}

static float
ceiling_of (gsize n)
{
  return n == ZERO_CEILING ? 0.0f : n == NAN_CEILING ? NAN : 0.25f + (float) n / 1024.0f;
}

static void
put_regions (TestFolder *folder, CalHemisphere hemisphere, gsize n)
{
  const char *prefix = cal_hemisphere_get_prefix (hemisphere);
  g_autofree char *name =
      g_strdup_printf ("subj01/roi_masks/%s.floc-faces_challenge_space.npy", prefix);
  g_autofree char *again =
      g_strdup_printf ("subj01/roi_masks/%s.floc-faces_fsaverage_space.npy", prefix);
  g_autofree gint64 *regions = g_new (gint64, n);

  for (gsize i = 0; i < n; i++)
    regions[i] = (gint64) (i % 3);
  layout_files_put_npy (folder, name, CAL_DTYPE_INT64, 1, &n, regions);
  layout_files_put_npy (folder, again, CAL_DTYPE_INT64, 1, &n, regions);
}

static void
put_responses (TestFolder *folder, CalHemisphere hemisphere, gsize n)
{
  const char *prefix = cal_hemisphere_get_prefix (hemisphere);
  g_autofree char *name =
      g_strdup_printf ("subj01/training_split/training_fmri/%s_training_fmri.npy", prefix);
  g_autofree char *ceiling_name =
      g_strdup_printf ("subj01/test_split/noise_ceiling/%s_noise_ceiling.npy", prefix);
  g_autofree float *responses = g_new (float, N_IMAGES *n), *ceilings = g_new (float, n);

  for (gsize f = 0; f < N_IMAGES; f++)
    for (gsize i = 0; i < n; i++)
      responses[f * n + i] = response_of (hemisphere, f, i);
  for (gsize i = 0; i < n; i++)
    ceilings[i] = ceiling_of (i);
  layout_files_put_npy (folder, name, CAL_DTYPE_FLOAT32, 2, (gsize[]){N_IMAGES, n}, responses);
  layout_files_put_floats (folder, ceiling_name, ceilings, n);
}

static void
put_mapping (TestFolder *folder)
{
  static const char *const names[] = {"Unknown", "OFA", "FFA-1"};
  g_autofree char *path = layout_files_dup_path (folder, "subj01/roi_masks/mapping_floc-faces.npy");
  g_autoptr (GByteArray) pickle = pickle_new ();

  pickle_begin_npy (pickle, 0, NULL);
  pickle_begin_dict (pickle);
  for (gint32 n = 0; n < 3; n++) {
    pickle_add_int (pickle, n);
    pickle_add_text (pickle, names[n]);
  }
  pickle_end_dict (pickle);
  pickle_save_npy (pickle, 0, NULL, path);
}

static void
put_accuracy (TestFolder *folder)
{
  g_autofree char *path =
      layout_files_dup_path (folder, "subj01/encoding_accuracy/encoding_accuracy_subj01.npy");
  g_autoptr (GByteArray) pickle = pickle_new ();
  gsize left = N_LEFT, right = N_RIGHT;
  float values[N_RIGHT];

  for (gsize i = 0; i < N_RIGHT; i++)
    values[i] = (float) i / 4.0f;
  pickle_begin_npy (pickle, 0, NULL);
  pickle_begin_dict (pickle);
  pickle_add_text (pickle, "lh_noise_normalized_encoding");
  pickle_add_floats (pickle, 1, &left, values, left);
  pickle_add_text (pickle, "rh_noise_normalized_encoding");
  pickle_add_floats (pickle, 1, &right, values, right);
  pickle_end_dict (pickle);
  pickle_save_npy (pickle, 0, NULL, path);
}

static void
put_subject (TestFolder *folder)
{
  layout_files_put_sphere (folder, "surf/lh.white");
  layout_files_put_sphere (folder, "surf/rh.white");
  layout_files_put_index (folder, "subj01/roi_masks", CAL_LEFT, N_LEFT);
  layout_files_put_index (folder, "subj01/roi_masks", CAL_RIGHT, N_RIGHT);
  put_regions (folder, CAL_LEFT, N_LEFT);
  put_regions (folder, CAL_RIGHT, N_RIGHT);
  put_responses (folder, CAL_LEFT, N_LEFT);
  put_responses (folder, CAL_RIGHT, N_RIGHT);
  put_mapping (folder);
  put_accuracy (folder);
  for (guint n = 0; n < N_IMAGES; n++) {
    g_autofree char *name = g_strdup_printf (
        "subj01/training_split/training_images/train-%04u_nsd-%05u.png", n + 1, 100 + 7 * n);

    layout_files_put_picture (folder, name);
  }
}

/* A vertex of both hemispheres as maps count them. */
static gsize
element_of (CalHemisphere hemisphere, gsize n)
{
  return layout_files_get_vertex (hemisphere, n) +
         (hemisphere == CAL_RIGHT ? TOY_SPHERE_VERTICES : 0);
}

static void
check_series (CalReading *reading)
{
  CalSeries *series =
      layout_files_get_finding (reading, CAL_TYPE_SERIES, "subj01 training responses");
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  float frame[N_LEFT + N_RIGHT], rows[2 * N_IMAGES];
  gsize left, right;

  g_assert_cmpint (desc->role, ==, CAL_SERIES_MEASURED);
  g_assert_cmpint (desc->axis, ==, CAL_AXIS_STIMULI);
  g_assert_cmpuint (desc->n_frames, ==, N_IMAGES);
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 3), ==, "train-0004_nsd-00121");
  g_assert_cmpstr (desc->unit, ==, "z");
  g_assert_null (cal_series_get_values (series));
  g_assert_true (cal_places_find_element (desc->places, element_of (CAL_LEFT, 250), &left));
  g_assert_true (cal_places_find_element (desc->places, element_of (CAL_RIGHT, 9), &right));
  g_assert_false (cal_places_find_element (desc->places, element_of (CAL_LEFT, 250) + 1, &left));
  g_assert_true (cal_series_read_rows (series, (guint32[]){(guint32) left, (guint32) right}, 2,
                                       rows, NULL, NULL));
  g_assert_true (cal_series_read_frame (series, 17, frame, NULL, NULL));
  for (gsize f = 0; f < N_IMAGES; f++) {
    g_assert_cmpfloat (rows[f], ==, response_of (CAL_LEFT, f, 250));
    g_assert_cmpfloat (rows[N_IMAGES + f], ==, response_of (CAL_RIGHT, f, 9));
  }
  g_assert_cmpfloat (frame[left], ==, response_of (CAL_LEFT, 17, 250));
  g_assert_cmpfloat (frame[right], ==, response_of (CAL_RIGHT, 17, 9));
}

static void
check_ceiling (CalReading *reading)
{
  CalMap *map = CAL_MAP (layout_files_get_item (reading, "subj01 noise ceiling")->data);
  CalSample zero =
      cal_map_get_vertex (map, CAL_LEFT, layout_files_get_vertex (CAL_LEFT, ZERO_CEILING), 0);
  CalSample nothing =
      cal_map_get_vertex (map, CAL_RIGHT, layout_files_get_vertex (CAL_RIGHT, NAN_CEILING), 0);
  CalSample last =
      cal_map_get_vertex (map, CAL_RIGHT, layout_files_get_vertex (CAL_RIGHT, N_RIGHT - 1), 0);

  g_assert_cmpstr (cal_map_get_desc (map)->unit, ==, "proportion of variance");
  g_assert_cmpstr (cal_map_get_desc (map)->statistic, ==, "noise ceiling");
  g_assert_cmpint (zero.presence, ==, CAL_VALUE);
  g_assert_cmpfloat (zero.value, ==, 0.0);
  g_assert_cmpint (nothing.presence, ==, CAL_NO_DATA);
  g_assert_cmpfloat (last.value, ==, (double) ceiling_of (N_RIGHT - 1));
  g_assert_cmpint (cal_map_get_vertex (map, CAL_LEFT, 0, 0).presence, ==, CAL_OUTSIDE);
}

static void
check_regions (CalReading *reading)
{
  CalMap *map = CAL_MAP (layout_files_get_item (reading, "subj01 floc-faces")->data);
  CalLabels *labels = cal_map_get_desc (map)->labels;

  g_assert_nonnull (labels);
  for (gsize n = 0; n < N_LEFT; n++) {
    CalSample sample = cal_map_get_vertex (map, CAL_LEFT, layout_files_get_vertex (CAL_LEFT, n), 0);
    const CalLabel *label = cal_labels_find (labels, (gint32) sample.value);

    g_assert_cmpint (sample.presence, ==, CAL_VALUE);
    g_assert_cmpstr (label->name, ==, n % 3 == 0 ? "Unknown" : n % 3 == 1 ? "OFA" : "FFA-1");
    g_assert_cmpint (cal_label_is_background (label), ==, n % 3 == 0);
  }
}

static void
test_subject (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalStimuli *stimuli;
  CalMap *share;

  put_subject (folder);
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 3);
  check_series (reading);
  check_ceiling (reading);
  check_regions (reading);
  stimuli = layout_files_get_stimuli (reading, "subj01 training images");
  g_assert_cmpuint (cal_stimuli_get_n (stimuli), ==, N_IMAGES);
  g_assert_cmpstr (cal_stimuli_get_id (stimuli, 39), ==, "train-0040_nsd-00373");
  g_assert_true (
      g_str_has_suffix (cal_stimuli_get_picture (stimuli, 39), "/train-0040_nsd-00373.png"));
  share = CAL_MAP (layout_files_get_item (reading, "subj01 share of the noise ceiling")->data);
  g_assert_cmpfloat (
      cal_map_get_vertex (share, CAL_RIGHT, layout_files_get_vertex (CAL_RIGHT, 300), 0).value, ==,
      75.0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "as 100"));
}

/* Values without what says where they lie are told to lack it, not put somewhere. */
static void
test_without_index (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  layout_files_put_sphere (folder, "surf/lh.white");
  put_responses (folder, CAL_LEFT, N_LEFT);
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading),
                                    "no lh.all-vertices_fsaverage_space.npy"));
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "no names"));
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "300 values"));
}

/* Ceilings in percent say so. */
static void
test_percent (TestFolder *folder, gconstpointer data)
{
  float ceilings[N_LEFT];
  g_autoptr (CalReading) reading = NULL;

  for (gsize i = 0; i < N_LEFT; i++)
    ceilings[i] = (float) i / 4.0f;
  layout_files_put_sphere (folder, "surf/lh.white");
  layout_files_put_index (folder, "subj01/roi_masks", CAL_LEFT, N_LEFT);
  layout_files_put_floats (folder, "subj01/noise_ceiling/lh_noise_ceiling.npy", ceilings, N_LEFT);
  reading = layout_files_open (folder, "subj01", "surf", NULL);
  g_assert_cmpstr (
      cal_map_get_desc (CAL_MAP (layout_files_get_item (reading, "subj01 noise ceiling")->data))
          ->unit,
      ==, "%");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/layout-algonauts/subject", TestFolder, NULL, test_folder_set_up, test_subject,
              test_folder_tear_down);
  g_test_add ("/layout-algonauts/without-index", TestFolder, NULL, test_folder_set_up,
              test_without_index, test_folder_tear_down);
  g_test_add ("/layout-algonauts/percent", TestFolder, NULL, test_folder_set_up, test_percent,
              test_folder_tear_down);
  return g_test_run ();
}
