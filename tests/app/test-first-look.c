/* test-first-look.c - how what was opened is first shown, for files as they are met.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "app/session/session.h"
#include "tests/support/folder.h"
#include "tests/support/small-files.h"

#define N 12

typedef float (*Paint) (int i, int j, int k);

static gboolean
is_head (int i, int j, int k)
{
  return i > 2 && i < 9 && j > 2 && j < 9 && k > 2 && k < 9;
}

static float
paint_anatomy (int i, int j, int k)
{
  return is_head (i, j, k) ? 100.5f + (float) (i * 31 + j * 17 + k * 7 % 50) : 0.0f;
}

static float
paint_deactivation (int i, int j, int k)
{
  return is_head (i, j, k) ? -0.5f - (float) ((i + j + k) % 8) : 0.0f;
}

static float
paint_atlas (int i, int j, int k)
{
  return is_head (i, j, k) ? (float) (10 * (i / 6 + 1)) : 0.0f;
}

static float
paint_constant (int i, int j, int k)
{
  return 3.5f;
}

static float
paint_corner (int i, int j, int k)
{
  return i > 9 && j > 9 && k > 9 ? 100.5f + (float) i : 0.0f;
}

static float
paint_degrees (int i, int j, int k)
{
  return 0.25f + 359.5f * (float) (i * N * N + j * N + k) / (float) (N * N * N);
}

static float
paint_around_zero (int i, int j, int k)
{
  return (paint_degrees (i, j, k) - 180.0f) * (float) G_PI / 180.0f;
}

static void
put_volume (TestFolder *fixture, const char *name, Paint paint)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree float *values = g_new (float, N *N *N);

  for (int n = 0; n < N * N * N; n++)
    values[n] = paint (n % N, n / N % N, n / N / N);
  small_files_write_volume (path, (const gsize[3]){N, N, N}, values);
}

/* Opens files of the folder, in this order. */
static CalSession *
open_files (TestFolder *fixture, const char *first, const char *second)
{
  CalSession *session = cal_session_new ();
  g_autofree char *a = g_build_filename (fixture->folder, first, NULL);
  g_autofree char *b = second != NULL ? g_build_filename (fixture->folder, second, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  cal_session_open (session, (const char *const[]){a, b, NULL}, NULL, NULL, &error);
  g_assert_no_error (error);
  return session;
}

static CalLayer *
get_layer (CalSession *session, guint n)
{
  return cal_scene_get_layer (cal_session_get_scene (session), n);
}

static const CalDisplayState *
get_state (CalSession *session, guint n)
{
  return cal_display_get_state (cal_layer_get_display (get_layer (session, n)));
}

/* A map that only goes below zero: nothing outside the head is painted, and below is below. */
static void
test_deactivation (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalSession) session = NULL;
  const CalDisplayState *state;

  put_volume (fixture, "zstat.nii", paint_deactivation);
  session = open_files (fixture, "zstat.nii", NULL);
  state = get_state (session, 0);
  g_assert_true (state->visible);
  g_assert_cmpstr (state->colormap->name, ==, "blue-red");
  g_assert_cmpfloat (state->window_low, ==, -state->window_high);
  g_assert_cmpint (state->threshold_mode, ==, CAL_THRESHOLD_MAGNITUDE);
  g_assert_cmpfloat (state->threshold, >, 0.0);
}

/* Whichever is named first, anatomy lies below. */
static void
test_on_anatomy (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalSession) session = NULL;

  put_volume (fixture, "a.nii", paint_deactivation);
  put_volume (fixture, "t1.nii", paint_anatomy);
  session = open_files (fixture, "a.nii", "t1.nii");
  g_assert_cmpstr (cal_layer_get_name (get_layer (session, 0)), ==, "t1");
  g_assert_cmpstr (get_state (session, 0)->colormap->name, ==, "gray");
  g_assert_true (get_state (session, 0)->visible);
  g_assert_true (get_state (session, 1)->visible);
}

static void
test_atlas (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalSession) session = NULL;
  GPtrArray *remarks;
  gboolean is_said = FALSE;

  put_volume (fixture, "atlas.nii", paint_atlas);
  put_volume (fixture, "other.nii", paint_atlas);
  session = open_files (fixture, "atlas.nii", "other.nii");
  for (guint n = 0; n < 2; n++)
    g_assert_cmpuint (cal_labels_get_n (cal_layer_get_labels (get_layer (session, n))), ==, 2);
  g_assert_cmpstr (cal_labels_find (cal_layer_get_labels (get_layer (session, 0)), 20)->name, ==,
                   "20");
  /* Two would hide each other. */
  g_assert_true (get_state (session, 0)->visible);
  g_assert_false (get_state (session, 1)->visible);
  remarks = cal_session_get_remarks (session);
  for (guint n = 0; n < remarks->len; n++)
    is_said |= strstr (remarks->pdata[n], "taken for 2 regions") != NULL;
  g_assert_true (is_said);
}

/* One value everywhere is drawn in the last colour, not in the first. */
static void
test_constant (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalSession) session = NULL;

  put_volume (fixture, "constant.nii", paint_constant);
  session = open_files (fixture, "constant.nii", NULL);
  g_assert_cmpfloat (get_state (session, 0)->window_low, ==, 0.0);
  g_assert_cmpfloat (get_state (session, 0)->window_high, ==, 3.5);
}

/* Angles are circular, in degrees or radians, and none of them is hidden; eccentricities, also in
 * degrees, and what merely is called so, are not. */
static void
test_angles (TestFolder *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    Paint paint;
    double low, high;
  } cases[] = {{"lh.prfangle.nii", paint_degrees, 0.0, 360.0},
               {"phase.nii", paint_around_zero, -G_PI, G_PI},
               {"eccentricity.nii", paint_degrees, NAN, NAN},
               {"triangle.nii", paint_degrees, NAN, NAN}};

  put_volume (fixture, "t1.nii", paint_anatomy);
  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autoptr (CalSession) session = NULL;
    gboolean circular = isfinite (cases[n].low);
    const CalDisplayState *state;

    put_volume (fixture, cases[n].name, cases[n].paint);
    session = open_files (fixture, "t1.nii", cases[n].name);
    state = get_state (session, g_str_equal (cal_layer_get_name (get_layer (session, 0)), "t1"));
    g_assert_cmpint (state->colormap->kind == CAL_COLORMAP_CIRCULAR, ==, circular);
    if (!circular)
      continue;
    g_assert_cmpfloat (state->window_low, ==, cases[n].low);
    g_assert_cmpfloat (state->window_high, ==, cases[n].high);
    g_assert_cmpint (state->threshold_mode, ==, CAL_THRESHOLD_NONE);
  }
}

/* The middle of the box is empty: the cursor is where something is. */
static void
test_corner (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalSession) session = NULL;
  CalScene *scene;
  double mm[3];

  put_volume (fixture, "corner.nii", paint_corner);
  session = open_files (fixture, "corner.nii", NULL);
  scene = cal_session_get_scene (session);
  g_assert_true (cal_cursor_get_position (cal_scene_get_cursor (scene), mm));
  g_assert_cmpfloat (
      cal_volume_sample (cal_layer_get_volume (get_layer (session, 0)), mm, 0, CAL_NEAREST).value,
      >, 100.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                        \
  g_test_add ("/first-look/" path, TestFolder, NULL, test_folder_set_up, func, \
              test_folder_tear_down)
  ADD ("deactivation", test_deactivation);
  ADD ("on-anatomy", test_on_anatomy);
  ADD ("atlas", test_atlas);
  ADD ("constant", test_constant);
  ADD ("corner", test_corner);
  ADD ("angles", test_angles);
#undef ADD
  return g_test_run ();
}
