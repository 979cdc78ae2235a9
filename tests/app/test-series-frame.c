/* test-series-frame.c - the response to a stimulus becomes a layer; what costs much is asked first.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#include "app/session/series-frame.h"
#include "app/session/session.h"

#define GIGABYTE ((guint64) 1000 * 1000 * 1000)

static char *path; /* a file that is there */
static char *source;

static gboolean
read_frame (gpointer data, gsize frame, float *values, CalJob *job, GError **error)
{
  values[0] = (float) frame;
  values[1] = NAN;
  return TRUE;
}

static CalSeries *
make_series (guint64 frame_bytes)
{
  static const char *const ids[] = {"nsd_00004", "nsd_00002", "nsd_00004", NULL};
  static const float voxels[] = {0.0f, 0.0f};
  g_autoptr (GBytes) bytes = g_bytes_new_static (voxels, sizeof voxels);
  CalVolumeDesc desc = {.name = "grid",
                        .dims = {2, 1, 1},
                        .dtype = CAL_DTYPE_FLOAT32,
                        .voxels = bytes,
                        .voxel_to_world = {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}}};
  g_autoptr (CalVolume) grid = cal_volume_new (&desc, NULL);
  g_autoptr (CalPlaces) places = cal_places_new_everywhere (G_OBJECT (grid));
  g_autoptr (CalTextArray) names = cal_text_array_new_from_strv (ids);

  return cal_series_new_from_source (
      &(CalSeriesDesc){.name = "betas",
                       .source = source,
                       .n_frames = 3,
                       .frame_ids = names,
                       .places = places,
                       .unit = "% signal change"},
      &(CalSeriesSource){.read_frame = read_frame, .frame_bytes = frame_bytes}, NULL);
}

static void
test_question (void)
{
  g_autoptr (CalSeries) small = make_series (0), large = make_series (GIGABYTE);
  g_autofree char *none = cal_series_frame_dup_question (small, 1);
  g_autofree char *question = cal_series_frame_dup_question (large, 1);
  g_autofree char *name = cal_series_frame_dup_name (large, 1);
  g_autofree char *file = g_path_get_basename (path);

  g_assert_null (none);
  g_assert_true (g_str_has_prefix (question, "This reads 1.0"));
  g_assert_nonnull (g_strrstr (question, file));
  g_assert_cmpstr (name, ==, "betas, nsd_00002 (frame 2)");
}

/* The layer that shows the frame, of which there is one. */
static void
check_layer (CalSession *session, const char *name, double value)
{
  CalScene *scene = cal_session_get_scene (session);
  CalLayer *layer = cal_scene_get_layer (scene, 0);
  CalVolume *volume = cal_layer_get_volume (layer);

  g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, 1);
  g_assert_cmpstr (cal_layer_get_name (layer), ==, name);
  g_assert_cmpfloat (cal_volume_get_voxel (volume, (gssize[]){0, 0, 0}, 0).value, ==, value);
  g_assert_cmpint (cal_volume_get_voxel (volume, (gssize[]){1, 0, 0}, 0).presence, ==, CAL_NO_DATA);
}

static void
show (CalSession *session, CalSeries *series, gsize frame)
{
  g_autoptr (CalJob) job = cal_series_frame_job (series, frame);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) values = cal_job_run (job, &error);

  g_assert_no_error (error);
  g_assert_true (cal_series_frame_paint (cal_session_get_encoding_scene (session), series, frame,
                                         CAL_ARRAY (values), &error));
  g_assert_no_error (error);
}

static void
test_paint (void)
{
  g_autoptr (CalSession) session = cal_session_new ();
  CalEncodingScene *encoding = cal_session_get_encoding_scene (session);
  g_autoptr (CalSeries) series = make_series (0);
  CalSeries *found = NULL;
  gsize frame = 99;

  cal_encoding_scene_add (encoding, G_OBJECT (series));
  g_assert_false (cal_series_frame_find_selected (encoding, &found, &frame));
  cal_selection_set_stimuli (cal_encoding_scene_get_selection (encoding),
                             (const char *const[]){"nsd_00002", NULL});
  g_assert_true (cal_series_frame_find_selected (encoding, &found, &frame));
  g_assert_true (found == series);
  g_assert_cmpuint (frame, ==, 1);
  g_assert_true (cal_series_frame_find_series (encoding, source) == series);
  g_assert_null (cal_series_frame_find_series (encoding, "other"));
  show (session, series, 1);
  check_layer (session, "betas, nsd_00002 (frame 2)", 1.0);
  /* Another frame takes its place. */
  show (session, series, 2);
  check_layer (session, "betas, nsd_00004 (frame 3)", 2.0);
}

int
main (int argc, char **argv)
{
  int fd, result;

  g_test_init (&argc, &argv, NULL);
  fd = g_file_open_tmp ("betas-XXXXXX.hdf5", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  close (fd);
  source = g_strconcat (path, ":/betas", NULL);
  g_test_add_func ("/series-frame/question", test_question);
  g_test_add_func ("/series-frame/paint", test_paint);
  result = g_test_run ();
  g_unlink (path);
  g_free (path);
  g_free (source);
  return result;
}
