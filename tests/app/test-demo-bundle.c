/* test-demo-bundle.c - opening the demo gives all that its encoding models wrote, at its place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "app/session/session.h"
#include "demo-study.h"
#include "io/thumbnail.h"

#define N_PICTURES 64

static CalSession *session;
static CalEncodingScene *scene;

static void
open_demo (void)
{
  g_autoptr (GError) error = NULL;

  session = cal_session_new ();
  cal_session_open (session, (const char *const[]){demo_study_get_folder (), NULL}, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  scene = cal_session_get_encoding_scene (session);
}

static CalCaptions *
find_captions (const char *name)
{
  GPtrArray *all = cal_encoding_scene_get_captions (scene);

  for (guint n = 0; n < all->len; n++)
    if (g_str_equal (cal_captions_get_desc (all->pdata[n])->name, name))
      return all->pdata[n];
  g_assert_not_reached ();
}

static CalSeries *
find_series (const char *name, CalSeriesRole role)
{
  GPtrArray *all = cal_encoding_scene_get_series (scene);

  for (guint n = 0; n < all->len; n++)
    if (g_str_equal (cal_series_get_desc (all->pdata[n])->name, name) &&
        cal_series_get_desc (all->pdata[n])->role == role)
      return all->pdata[n];
  g_assert_not_reached ();
}

static GArray *
find_rows (CalPlaces *places, const char *region)
{
  GArray *rows = cal_encoding_scene_find_region_rows (scene, places, region);

  g_assert_cmpuint (rows->len, >, 10);
  return rows;
}

/* What was opened, and that nothing of the bundle was left out. */
static void
test_parts (void)
{
  GPtrArray *remarks = cal_session_get_remarks (session);

  for (guint n = 0; n < remarks->len; n++)
    g_assert_null (strstr (remarks->pdata[n], "left out"));
  g_assert_cmpuint (cal_session_get_failures (session)->len, ==, 0);
  g_assert_cmpuint (cal_encoding_scene_get_captions (scene)->len, >=, 4);
  g_assert_cmpuint (cal_encoding_scene_get_attentions (scene)->len, ==, 1);
  g_assert_cmpuint (cal_encoding_scene_get_decodings (scene)->len, ==, 2);
  find_series ("responses to 64 pictures", CAL_SERIES_MEASURED);
  find_series ("responses to 64 pictures", CAL_SERIES_PREDICTED);
  find_series ("BOLD", CAL_SERIES_MEASURED);
  find_series ("BOLD", CAL_SERIES_PREDICTED);
  find_series ("weights", CAL_SERIES_WEIGHTS);
}

static gboolean
tells_of_faces (const char *text)
{
  static const char *const words[] = {"face", "portrait", "person looking", "people talking"};

  for (gsize n = 0; n < G_N_ELEMENTS (words); n++)
    if (strstr (text, words[n]) != NULL)
      return TRUE;
  return FALSE;
}

/* A click into FFA shows captions of faces, and most of its rows have them. */
static void
test_captions (void)
{
  CalCaptions *captions = find_captions ("captions");
  CalPlaces *places = cal_captions_get_desc (captions)->places;
  g_autoptr (GArray) rows = find_rows (places, "FFA");
  guint n_faces = 0, best = 0;
  gsize clicked;

  g_assert_cmpuint (cal_captions_get_n_resamples (captions), ==, 5);
  for (guint n = 0; n < rows->len; n++) {
    guint32 row = g_array_index (rows, guint32, n);

    n_faces += tells_of_faces (cal_captions_get_text (captions, row, 0));
    if (cal_captions_get_score (captions, row, 0) >
        cal_captions_get_score (captions, g_array_index (rows, guint32, best), 0))
      best = n;
  }
  g_assert_cmpuint (10 * n_faces, >, 8 * rows->len);
  cal_encoding_scene_go_to_row (scene, places, g_array_index (rows, guint32, best));
  g_assert_true (cal_encoding_scene_find_row (scene, places, &clicked));
  g_assert_cmpuint (clicked, ==, g_array_index (rows, guint32, best));
  g_assert_true (tells_of_faces (cal_captions_get_text (captions, clicked, 0)));
}

/* The pictures of faces drive FFA most, as measured and as predicted. */
static void
test_responses (void)
{
  for (int role = CAL_SERIES_MEASURED; role <= CAL_SERIES_PREDICTED; role++) {
    CalSeries *series = find_series ("responses to 64 pictures", (CalSeriesRole) role);
    const CalSeriesDesc *desc = cal_series_get_desc (series);
    g_autoptr (GArray) rows = find_rows (desc->places, "FFA");
    float mean[N_PICTURES];
    g_autoptr (GError) error = NULL;
    guint n_above[2] = {0};

    g_assert_cmpuint (desc->n_frames, ==, N_PICTURES);
    cal_series_read_mean (series, (const guint32 *) (gpointer) rows->data, rows->len, mean, NULL,
                          &error);
    g_assert_no_error (error);
    for (guint p = 0; p < N_PICTURES; p++) {
      gboolean is_face = strstr (cal_text_array_get (desc->frame_ids, p), "faces") != NULL;

      for (guint q = 0; q < N_PICTURES; q++)
        n_above[is_face] += mean[p] > mean[q];
    }
    /* Eleven faces: each is above nearly all others. */
    g_assert_cmpuint (n_above[TRUE] / 11, >, 2 * n_above[FALSE] / 53);
    for (guint q = 0, best = 0; q < N_PICTURES; q++) {
      if (mean[q] > mean[best])
        best = q;
      if (q == N_PICTURES - 1)
        g_assert_nonnull (strstr (cal_text_array_get (desc->frame_ids, best), "faces"));
    }
  }
}

/* FFA's attention to a picture of a face has its peak on the face. */
static void
test_attention (void)
{
  CalAttention *attention = cal_encoding_scene_get_attentions (scene)->pdata[0];
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  const CalAttentionSpan *span = cal_attention_find_grid (attention);
  JsonObject *picture = json_array_get_object_element (
      json_object_get_array_member (demo_study_get_truth (), "pictures"), 0);
  JsonObject *thing =
      json_array_get_object_element (json_object_get_array_member (picture, "things"), 0);
  g_autoptr (GArray) queries = cal_attention_find_queries (attention, "FFA", CAL_RIGHT);
  g_autofree float *weights = g_new (float, desc->n_queries * desc->n_tokens);
  g_autoptr (GError) error = NULL;
  const float *map;
  gsize sample, best = 0;

  g_assert_cmpuint (queries->len, ==, 1);
  g_assert_true (cal_attention_find_sample (attention, "000_faces.png", &sample));
  cal_attention_read (attention, 0, sample, weights, NULL, &error);
  g_assert_no_error (error);
  map = weights + g_array_index (queries, gsize, 0) * desc->n_tokens;
  for (gsize t = 0; t < desc->n_tokens; t++)
    if (map[t] > map[best])
      best = t;
  g_assert_cmpuint (span->picture_px[0], ==, 425);
  g_assert_cmpfloat (
      hypot (((double) (best % span->grid[1]) + 0.5) * (double) span->patch_px[1] / 425.0 -
                 json_object_get_double_member (thing, "x"),
             ((double) (best / span->grid[1]) + 0.5) * (double) span->patch_px[0] / 425.0 -
                 json_object_get_double_member (thing, "y")),
      <, 0.5 * json_object_get_double_member (thing, "radius"));
}

/* Decoded pictures lie in the bundle itself, and can be seen. */
static void
test_decoded (void)
{
  GPtrArray *decodings = cal_encoding_scene_get_decodings (scene);
  CalDecoding *decoded = NULL;
  g_autoptr (GArray) of_first = NULL;
  g_autoptr (CalArray) picture = NULL;
  g_autoptr (GError) error = NULL;
  CalStimuli *pictures;

  for (guint n = 0; n < decodings->len; n++)
    if (g_str_equal (cal_decoding_get_name (decodings->pdata[n]), "decoded"))
      decoded = decodings->pdata[n];
  g_assert_nonnull (decoded);
  pictures = cal_decoding_get_pictures (decoded);
  of_first = cal_decoding_find_of (decoded, "000_faces.png");
  g_assert_cmpuint (of_first->len, ==, 2);
  picture = cal_thumbnail_load (cal_stimuli_get_picture (pictures, 0), 64, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_array_get_dim (picture, 0), ==, 64);
  g_assert_nonnull (cal_table_find_column (cal_stimuli_get_table (pictures), "retrieval rank"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  open_demo ();
  g_test_add_func ("/demo-bundle/parts", test_parts);
  g_test_add_func ("/demo-bundle/captions", test_captions);
  g_test_add_func ("/demo-bundle/responses", test_responses);
  g_test_add_func ("/demo-bundle/attention", test_attention);
  g_test_add_func ("/demo-bundle/decoded", test_decoded);
  status = g_test_run ();
  g_object_unref (session);
  demo_study_remove ();
  return status;
}
