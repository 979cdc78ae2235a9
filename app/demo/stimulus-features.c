/* stimulus-features.c - what the demo's encoding model knows of each picture.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/stimulus-features.h"

#include "app/demo/rois.h"

#include <math.h>

#define SIZE_FOR_CONTRAST 48

/* Picture index drawn with size x size pixels, opaque. Owned by the caller. */
cairo_surface_t *
cal_demo_picture_new (guint index, guint size, CalDemoStimulus *stimulus)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) size, (int) size);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, size, size);
  cal_demo_stimulus_draw (index, cr, stimulus);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The standard deviation of luminance, 0 to 1. */
static float
measure_contrast (cairo_surface_t *surface)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int n = cairo_image_surface_get_width (surface);
  double sum = 0;
  double square = 0;

  for (int y = 0; y < n; y++)
    for (int x = 0; x < n; x++) {
      guint32 rgb = ((const guint32 *) (pixels + y * stride))[x];
      double luminance =
          (0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255)) / 255;

      sum += luminance;
      square += luminance * luminance;
    }
  sum /= n * n;
  return (float) sqrt (MAX (square / (n * n) - sum * sum, 0));
}

/* Pictures x CAL_DEMO_N_FEATURES numbers: how much a picture is about each category, and its
 * contrast (standardised over pictures). Also says what is in each picture. Owned by the caller. */
float *
cal_demo_features_new (CalDemoStimulus stimuli[CAL_DEMO_N_STIMULI])
{
  float *features = g_new0 (float, CAL_DEMO_N_STIMULI *CAL_DEMO_N_FEATURES);
  float mean = 0;
  float square = 0;

  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
    float *row = features + i * CAL_DEMO_N_FEATURES;
    cairo_surface_t *picture = cal_demo_picture_new (i, SIZE_FOR_CONTRAST, &stimuli[i]);

    for (guint t = 0; t < stimuli[i].n_things; t++) {
      const CalDemoThing *thing = &stimuli[i].things[t];

      row[thing->category] = MAX (row[thing->category], (float) thing->weight);
    }
    row[CAL_DEMO_CONTRAST] = measure_contrast (picture);
    mean += row[CAL_DEMO_CONTRAST] / CAL_DEMO_N_STIMULI;
    cairo_surface_destroy (picture);
  }
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
    float *contrast = features + i * CAL_DEMO_N_FEATURES + CAL_DEMO_CONTRAST;

    *contrast -= mean;
    square += *contrast * *contrast / CAL_DEMO_N_STIMULI;
  }
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    features[i * CAL_DEMO_N_FEATURES + CAL_DEMO_CONTRAST] /= sqrtf (square);
  return features;
}
