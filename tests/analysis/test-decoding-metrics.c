/* test-decoding-metrics.c - identification, retrieval and alike pictures against numpy's and
 * scipy's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/decoding-metrics.h"

#include <math.h>

#include "analysis/picture-similarity.h"
#include "tests/analysis/reference/decoding.h"
#include "tests/analysis/rsa-data.h"

#define N 12
#define N_DIMENSIONS 9
#define WIDTH 24
#define HEIGHT 19

/* As decoding.py makes them; returns the state that follows. */
static guint32
make_embeddings (double *reals, double *decoded)
{
  guint32 state = 41;

  rsa_data_fill (&state, reals, N * N_DIMENSIONS, NULL, 1.0);
  for (int i = 0; i < N * N_DIMENSIONS; i++)
    decoded[i] = 0.5 * reals[i] + rsa_data_uniform (&state);
  return state;
}

static void
test_identification (void)
{
  double reals[N * N_DIMENSIONS], decoded[N * N_DIMENSIONS], shares[N], mean = 0.0;
  guint32 ranks[N];
  g_autofree double *correlations = NULL;

  make_embeddings (reals, decoded);
  correlations = cal_correlate_rows (reals, decoded, N, N_DIMENSIONS);
  for (int j = 0; j < N; j++) {
    g_assert_cmpfloat_with_epsilon (correlations[N + j], correlation_values[j], 1e-13);
    mean += two_way_values[j] / N;
  }
  g_assert_cmpfloat_with_epsilon (cal_identify_two_way (correlations, N, shares), mean, 1e-14);
  g_assert_cmpfloat_with_epsilon (cal_retrieve (correlations, N, 1, ranks), top_values[0], 1e-15);
  g_assert_cmpfloat_with_epsilon (cal_retrieve (correlations, N, 3, NULL), top_values[1], 1e-15);
  for (int i = 0; i < N; i++) {
    g_assert_cmpfloat_with_epsilon (shares[i], two_way_values[i], 1e-15);
    g_assert_cmpuint (ranks[i], ==, (guint32) rank_values[i]);
  }
}

/* What is the same for all tells nothing: no success, the last rank. */
static void
test_ties_and_gaps (void)
{
  double flat[] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, shares[3];
  guint32 ranks[3];

  g_assert_cmpfloat (cal_identify_two_way (flat, 3, NULL), ==, 0.0);
  g_assert_cmpfloat (cal_retrieve (flat, 3, 1, ranks), ==, 0.0);
  g_assert_cmpuint (ranks[1], ==, 3);
  flat[4] = (double) NAN;
  g_assert_cmpfloat (cal_identify_two_way (flat, 3, shares), ==, 0.0);
  g_assert_true (isnan (shares[1]));
  g_assert_cmpfloat (cal_retrieve (flat, 3, 3, ranks), ==, 1.0);
  g_assert_cmpuint (ranks[1], ==, 0);
  g_assert_true (isnan (cal_identify_two_way (flat, 1, NULL)));
}

static void
test_pictures (void)
{
  guint8 first[3 * WIDTH * HEIGHT], second[3 * WIDTH * HEIGHT], smooth[3 * WIDTH * HEIGHT];
  double unused[2][N * N_DIMENSIONS];
  guint32 state = make_embeddings (unused[0], unused[1]);

  for (gsize i = 0; i < sizeof first; i++)
    first[i] = (guint8) (256.0 * rsa_data_uniform (&state));
  for (gsize i = 0; i < sizeof second; i++)
    second[i] = (guint8) ((first[i] + 256.0 * rsa_data_uniform (&state)) / 2.0);
  for (gsize i = 0; i < sizeof smooth; i++)
    smooth[i] = (guint8) (128.0 + 100.0 * sin ((double) (i / 3 % WIDTH) / 4.0));
  g_assert_cmpfloat_with_epsilon (cal_picture_correlate (first, second, WIDTH, HEIGHT, 3),
                                  picture_values[0], 1e-13);
  g_assert_cmpfloat_with_epsilon (cal_picture_get_ssim (first, second, WIDTH, HEIGHT, 3),
                                  picture_values[1], 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_picture_correlate (first, smooth, WIDTH, HEIGHT, 3),
                                  picture_values[2], 1e-13);
  g_assert_cmpfloat_with_epsilon (cal_picture_get_ssim (first, smooth, WIDTH, HEIGHT, 3),
                                  picture_values[3], 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_picture_get_ssim (first, first, WIDTH, HEIGHT, 3), 1.0,
                                  1e-13);
  g_assert_true (isnan (cal_picture_get_ssim (first, second, 10, HEIGHT, 3)));
}

/* Opacity is no colour. */
static void
test_opacity (void)
{
  guint8 rgb[2][3 * WIDTH * HEIGHT], rgba[2][4 * WIDTH * HEIGHT];
  guint32 state = 3;

  for (int picture = 0; picture < 2; picture++)
    for (gsize i = 0; i < 4 * WIDTH * HEIGHT; i++) {
      rgba[picture][i] = (guint8) (256.0 * rsa_data_uniform (&state));
      if (i % 4 < 3)
        rgb[picture][i / 4 * 3 + i % 4] = rgba[picture][i];
    }
  g_assert_cmpfloat (cal_picture_correlate (rgba[0], rgba[1], WIDTH, HEIGHT, 4), ==,
                     cal_picture_correlate (rgb[0], rgb[1], WIDTH, HEIGHT, 3));
  g_assert_cmpfloat (cal_picture_get_ssim (rgba[0], rgba[1], WIDTH, HEIGHT, 4), ==,
                     cal_picture_get_ssim (rgb[0], rgb[1], WIDTH, HEIGHT, 3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decoding-metrics/identification", test_identification);
  g_test_add_func ("/decoding-metrics/ties-and-gaps", test_ties_and_gaps);
  g_test_add_func ("/decoding-metrics/pictures", test_pictures);
  g_test_add_func ("/decoding-metrics/opacity", test_opacity);
  return g_test_run ();
}
