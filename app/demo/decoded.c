/* decoded.c - what a decoder would make of the demo's pictures.
 *
 * A decoded picture is the one that was seen, or at times another of its category, coarser and with
 * noise. How alike they are is measured, not planted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/decoded.h"

#include <math.h>
#include <string.h>

#include "app/demo/random.h"
#include "app/demo/stimulus-features.h"

#define SIZE CAL_DEMO_DECODED_SIZE
#define BYTES CAL_DEMO_DECODED_BYTES
/* One in so many first, and second, tries shows another picture of the category. */
#define FIRST_MISSES 5
#define SECOND_MISSES 2

/* Red, green and blue of picture index, drawn with @n x @n pixels and enlarged to SIZE x SIZE. */
static void
draw (guint index, guint n, guint8 rgb[BYTES])
{
  CalDemoStimulus stimulus;
  cairo_surface_t *small = cal_demo_picture_new (index, n, &stimulus);
  cairo_surface_t *large = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (large);
  const guint8 *pixels;
  int stride;

  cairo_scale (cr, (double) SIZE / n, (double) SIZE / n);
  cairo_set_source_surface (cr, small, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (large);
  pixels = cairo_image_surface_get_data (large);
  stride = cairo_image_surface_get_stride (large);
  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++) {
      guint32 pixel = ((const guint32 *) (gconstpointer) (pixels + y * stride))[x];
      guint8 *out = rgb + 3 * (y * SIZE + x);

      out[0] = (guint8) (pixel >> 16 & 255);
      out[1] = (guint8) (pixel >> 8 & 255);
      out[2] = (guint8) (pixel & 255);
    }
  cairo_surface_destroy (small);
  cairo_surface_destroy (large);
}

static void
add_noise (guint8 rgb[BYTES], double amount, CalDemoRandom *random)
{
  for (guint b = 0; b < BYTES; b++) {
    double noise = amount * (cal_demo_random_uniform (random) - 0.5);

    rgb[b] = (guint8) CLAMP (rgb[b] + noise, 0.0, 255.0);
  }
}

/* Minus its mean, of unit length: correlations are then sums of products. */
static void
standardise (const guint8 rgb[BYTES], float out[BYTES])
{
  double mean = 0.0, square = 0.0;

  for (guint b = 0; b < BYTES; b++)
    mean += rgb[b] / (double) BYTES;
  for (guint b = 0; b < BYTES; b++)
    square += (rgb[b] - mean) * (rgb[b] - mean);
  for (guint b = 0; b < BYTES; b++)
    out[b] = (float) ((rgb[b] - mean) / sqrt (MAX (square, 1e-30)));
}

static float
correlate (const float *a, const float *b)
{
  double sum = 0.0;

  for (guint n = 0; n < BYTES; n++)
    sum += (double) a[n] * b[n];
  return (float) sum;
}

static void
judge (CalDemoDecoded *decoded, const guint8 *rgb, const float *seen)
{
  g_autofree float *own = g_new (float, BYTES);
  guint n_better = 0;

  standardise (rgb, own);
  decoded->pixel_correlation = correlate (own, seen + (gsize) decoded->seen * BYTES);
  for (guint s = 0; s < CAL_DEMO_N_STIMULI; s++)
    n_better += s != decoded->seen &&
                correlate (own, seen + (gsize) s * BYTES) > decoded->pixel_correlation;
  decoded->rank = (float) (n_better + 1);
}

/* CAL_DEMO_N_DECODED pictures of SIZE x SIZE x 3 bytes, and what is known of them. Owned by the
 * caller. */
guint8 *
cal_demo_decoded_new (CalDemoDecoded decoded[CAL_DEMO_N_DECODED])
{
  guint8 *pictures = g_malloc ((gsize) CAL_DEMO_N_DECODED * BYTES);
  g_autofree guint8 *full = g_malloc (BYTES);
  g_autofree float *seen = g_new (float, (gsize) CAL_DEMO_N_STIMULI *BYTES);
  CalDemoRandom random = {700};

  for (guint s = 0; s < CAL_DEMO_N_STIMULI; s++) {
    draw (s, SIZE, full);
    standardise (full, seen + (gsize) s * BYTES);
  }
  for (guint d = 0; d < CAL_DEMO_N_DECODED; d++) {
    guint8 *rgb = pictures + (gsize) d * BYTES;
    guint s = d / 2;
    gboolean misses =
        cal_demo_random_below (&random, d % 2 == 0 ? FIRST_MISSES : SECOND_MISSES) == 0;
    /* Categories take turns; the nearest other one of the same. */
    guint shown = !misses                                          ? s
                  : s + CAL_DEMO_N_CATEGORIES < CAL_DEMO_N_STIMULI ? s + CAL_DEMO_N_CATEGORIES
                                                                   : s - CAL_DEMO_N_CATEGORIES;

    draw (shown, d % 2 == 0 ? 20 : 12, rgb);
    add_noise (rgb, d % 2 == 0 ? 30.0 : 60.0, &random);
    decoded[d] = (CalDemoDecoded){.seen = s, .is_right = !misses};
    judge (decoded + d, rgb, seen);
  }
  return pictures;
}

/* CAL_DEMO_N_ROIS x CAL_DEMO_N_DRIVING pictures of SIZE x SIZE x 3 bytes, each two pictures of what
 * the region prefers, one through the other. Owned by the caller. */
guint8 *
cal_demo_driving_new (void)
{
  guint8 *pictures = g_malloc ((gsize) CAL_DEMO_N_ROIS * CAL_DEMO_N_DRIVING * BYTES);
  g_autofree guint8 *other = g_malloc (BYTES);

  for (guint p = 0; p < CAL_DEMO_N_ROIS * CAL_DEMO_N_DRIVING; p++) {
    guint category = cal_demo_roi_get_preferred (p / CAL_DEMO_N_DRIVING);
    guint turn = p % CAL_DEMO_N_DRIVING;
    guint8 *rgb = pictures + (gsize) p * BYTES;

    /* What only likes contrast gets words: dark on light. */
    category = category < CAL_DEMO_N_CATEGORIES ? category : CAL_DEMO_WORDS;
    draw (category + CAL_DEMO_N_CATEGORIES * (2 * turn), SIZE, rgb);
    draw (category + CAL_DEMO_N_CATEGORIES * (2 * turn + 1), SIZE, other);
    for (guint b = 0; b < BYTES; b++)
      rgb[b] = (guint8) ((3 * rgb[b] + 2 * other[b]) / 5);
  }
  return pictures;
}
