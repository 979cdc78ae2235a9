/* picture-similarity.c - how alike two pictures are, pixel by pixel and in structure.
 *
 * Both as reconstructions of seen pictures are judged (MindEye, Scotti et al. 2023), there on
 * pictures of 425 x 425 pixels: the caller scales them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/picture-similarity.h"

#include <math.h>

#include "analysis/score.h"

/* skimage cuts the Gaussian after 3.5 standard deviations of 1.5 pixels. */
#define SIGMA 1.5
#define RADIUS 5
#define N_TAPS (2 * RADIUS + 1)

/**
 * cal_picture_correlate:
 * @a: @height rows of @width pixels of @n_channels bytes
 * @b: of the same size
 * @n_channels: 3, or 4 with opacity, which is left out
 *
 * Returns: Pearson's correlation over the red, green and blue of all pixels; NaN if one picture is
 *   of one colour throughout and that is grey
 */
double
cal_picture_correlate (
    const guint8 *a, const guint8 *b, gsize width, gsize height, gsize n_channels)
{
  gsize n = width * height;
  g_autofree double *values_a = g_new (double, 3 * n);
  g_autofree double *values_b = g_new (double, 3 * n);

  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < 3; c++) {
      values_a[3 * i + c] = a[i * n_channels + c];
      values_b[3 * i + c] = b[i * n_channels + c];
    }
  return cal_pearson (values_a, values_b, 3 * n);
}

/* Luminance 0 to 1, by the weights of ITU-R BT.709 as skimage rounds them. */
static double *
dup_grey (const guint8 *picture, gsize n, gsize n_channels)
{
  double *grey = g_new (double, n);

  for (gsize i = 0; i < n; i++) {
    const guint8 *pixel = picture + i * n_channels;

    grey[i] = (0.2125 * pixel[0] + 0.7154 * pixel[1] + 0.0721 * pixel[2]) / 255.0;
  }
  return grey;
}

/* What lies beyond an edge is mirrored, the edge's own pixel included. */
static gsize
reflect (gssize place, gsize n)
{
  gssize period = 2 * (gssize) n, within = ((place % period) + period) % period;

  return (gsize) MIN (within, period - 1 - within);
}

static void
blur_line (const double *line, gsize n, gsize stride, const double *taps, double *blurred)
{
  for (gsize i = 0; i < n; i++) {
    double sum = 0.0;

    for (gssize t = -RADIUS; t <= RADIUS; t++)
      sum += taps[t + RADIUS] * line[reflect ((gssize) i + t, n) * stride];
    blurred[i * stride] = sum;
  }
}

/* The mean of a product of two pictures around each pixel. */
static double *
dup_blurred (const double *a, const double *b, gsize width, gsize height)
{
  double taps[N_TAPS], sum = 0.0;
  double *blurred = g_new (double, width *height);
  g_autofree double *between = g_new (double, width *height);

  for (int t = -RADIUS; t <= RADIUS; t++)
    sum += taps[t + RADIUS] = exp (-0.5 * t * t / (SIGMA * SIGMA));
  for (int t = 0; t < N_TAPS; t++)
    taps[t] /= sum;
  for (gsize i = 0; i < width * height; i++)
    blurred[i] = a[i] * (b != NULL ? b[i] : 1.0);
  for (gsize column = 0; column < width; column++)
    blur_line (blurred + column, height, width, taps, between + column);
  for (gsize row = 0; row < height; row++)
    blur_line (between + row * width, width, 1, taps, blurred + row * width);
  return blurred;
}

/**
 * cal_picture_get_ssim:
 * @a: @height rows of @width pixels of @n_channels bytes
 * @b: of the same size
 * @n_channels: 3, or 4 with opacity, which is left out
 *
 * Structural similarity of the grey pictures (Wang et al. 2004, IEEE Trans. Image Process. 13:600),
 * as skimage's structural_similarity with gaussian_weights, sigma 1.5, use_sample_covariance off
 * and data_range 1: the mean over all pixels but the five at each edge.
 *
 * Returns: at most 1, for the same pictures; NaN if they are less than 11 pixels wide or high
 */
double
cal_picture_get_ssim (const guint8 *a, const guint8 *b, gsize width, gsize height, gsize n_channels)
{
  const double c_1 = 0.01 * 0.01, c_2 = 0.03 * 0.03;
  g_autofree double *x = dup_grey (a, width * height, n_channels);
  g_autofree double *y = dup_grey (b, width * height, n_channels);
  g_autofree double *mean_x = NULL;
  g_autofree double *mean_y = NULL;
  g_autofree double *mean_xx = NULL;
  g_autofree double *mean_yy = NULL;
  g_autofree double *mean_xy = NULL;
  double sum = 0.0;

  if (width < N_TAPS || height < N_TAPS)
    return NAN;
  mean_x = dup_blurred (x, NULL, width, height);
  mean_y = dup_blurred (y, NULL, width, height);
  mean_xx = dup_blurred (x, x, width, height);
  mean_yy = dup_blurred (y, y, width, height);
  mean_xy = dup_blurred (x, y, width, height);
  for (gsize row = RADIUS; row < height - RADIUS; row++)
    for (gsize column = RADIUS; column < width - RADIUS; column++) {
      gsize i = row * width + column;
      double xx = mean_xx[i] - mean_x[i] * mean_x[i], yy = mean_yy[i] - mean_y[i] * mean_y[i];
      double xy = mean_xy[i] - mean_x[i] * mean_y[i];

      sum += (2.0 * mean_x[i] * mean_y[i] + c_1) * (2.0 * xy + c_2) /
             ((mean_x[i] * mean_x[i] + mean_y[i] * mean_y[i] + c_1) * (xx + yy + c_2));
    }
  return sum / (double) ((width - 2 * RADIUS) * (height - 2 * RADIUS));
}
