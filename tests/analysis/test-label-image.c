/* test-label-image.c - region numbers told from pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/label-image.h"

#define N 24

typedef double (*Paint) (int i, int j, int k);

static CalVolume *
make_volume (Paint paint, CalDtype dtype, double slope)
{
  g_autofree guint8 *voxels = g_malloc (N * N * N * sizeof (float));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  CalVolumeDesc desc = {.name = "v",
                        .dims = {N, N, N},
                        .n_frames = 1,
                        .dtype = dtype,
                        .slope = slope,
                        .voxel_to_world = cal_affine_identity ()};
  CalVolume *volume;

  for (int n = 0; n < N * N * N; n++) {
    double value = paint (n % N, n / N % N, n / N / N);

    if (dtype == CAL_DTYPE_FLOAT32)
      ((float *) (void *) voxels)[n] = (float) value;
    else
      voxels[n] = (guint8) value;
  }
  desc.voxels = bytes = g_bytes_new (voxels, N * N * N * cal_dtype_get_size (dtype));
  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  return volume;
}

/* Cubes of eight voxels, some of them background. */
static double
paint_cubes (int i, int j, int k)
{
  int cube = i / 8 + 3 * (j / 8) + 9 * (k / 8);

  return cube % 4 == 0 ? 0.0 : 3.0 * cube;
}

static double
paint_halves (int i, int j, int k)
{
  return 0.5 * paint_cubes (i, j, k);
}

static double
paint_mask (int i, int j, int k)
{
  return i > 6 && j > 6;
}

static double
paint_picture (int i, int j, int k)
{
  return (i * 37 + j * 101 + k * 13) % 251;
}

static double
paint_one_nan (int i, int j, int k)
{
  return i == 23 && j == 23 && k == 23 ? (double) NAN : paint_cubes (i, j, k);
}

static double
paint_below_zero (int i, int j, int k)
{
  return -paint_cubes (i, j, k);
}

static double
paint_nothing (int i, int j, int k)
{
  return 0.0;
}

static void
test_labels (void)
{
  for (int d = 0; d < 2; d++) {
    g_autoptr (CalVolume) volume =
        make_volume (paint_cubes, d == 0 ? CAL_DTYPE_UINT8 : CAL_DTYPE_FLOAT32, 1.0);
    g_autoptr (GArray) keys = cal_label_image_find_keys (volume);

    /* 27 cubes, seven of them background */
    g_assert_nonnull (keys);
    g_assert_cmpuint (keys->len, ==, 20);
    g_assert_cmpint (g_array_index (keys, gint32, 0), ==, 3);
    g_assert_cmpint (g_array_index (keys, gint32, 19), ==, 78);
  }
}

static void
test_others (void)
{
  static const struct {
    Paint paint;
    CalDtype dtype;
    double slope;
  } cases[] = {
      {paint_halves, CAL_DTYPE_FLOAT32, 1.0},  {paint_cubes, CAL_DTYPE_UINT8, 0.1},
      {paint_mask, CAL_DTYPE_UINT8, 1.0},      {paint_picture, CAL_DTYPE_UINT8, 1.0},
      {paint_one_nan, CAL_DTYPE_FLOAT32, 1.0}, {paint_below_zero, CAL_DTYPE_FLOAT32, 1.0},
      {paint_nothing, CAL_DTYPE_UINT8, 1.0},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autoptr (CalVolume) volume = make_volume (cases[n].paint, cases[n].dtype, cases[n].slope);

    g_assert_null (cal_label_image_find_keys (volume));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-image/labels", test_labels);
  g_test_add_func ("/label-image/others", test_others);
  return g_test_run ();
}
