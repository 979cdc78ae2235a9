/* encoding.c - what an encoding model would find in the demo's cortex.
 *
 * Each region has its weights, strongest in its middle; all maps are smooth with a little noise.
 * Responses are made so that their correlation with the predictions is exactly the planted r.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/encoding.h"

#include "app/demo/random.h"

#include <math.h>

#define REGION_BLUR 2.0f
#define BROAD_BLUR 8.0f
#define MASK_BLUR 5.0f
#define NOISE_BLUR 4.0f
#define MASK_LEVEL 0.08f
#define RESPONSE_NOISE_STEPS 3

/* The least and the range of explainable variance. */
#define CEILING_LOW 0.02f
#define CEILING_RANGE 0.72f

typedef struct {
  CalDemoEncoding *encoding;
  const CalDemoHemisphere *hemisphere;
  const float *features;
  guint first; /* element of vertex 0 */
  float edge;
  CalDemoRandom random;
} Side;

static float *
smooth_noise_new (Side *side, guint stride)
{
  guint n = side->hemisphere->mesh->n_vertices * stride;
  float *noise = g_new (float, n);
  double square = 0;

  for (guint i = 0; i < n; i++)
    noise[i] = (float) cal_demo_random_normal (&side->random);
  cal_demo_mesh_blur (side->hemisphere->mesh, noise, stride, NOISE_BLUR, side->edge);
  for (guint i = 0; i < n; i++)
    square += (double) noise[i] * noise[i];
  for (guint i = 0; i < n; i++)
    noise[i] /= (float) sqrt (square / n);
  return noise;
}

/* 1 in the middle of a region, 0.55 at its edge, 0 outside. */
static float
strength_of (const CalDemoHemisphere *hemisphere, guint v)
{
  return hemisphere->roi[v] == 0 ? 0 : 0.55f + 0.45f * hemisphere->roi_centrality[v];
}

/* 1 inside the regions, fading out around them over blur mm. */
static float *
nearness_new (const Side *side, float blur)
{
  const CalDemoHemisphere *h = side->hemisphere;
  float *near = g_new (float, h->mesh->n_vertices);

  for (guint v = 0; v < h->mesh->n_vertices; v++)
    near[v] = h->roi[v] > 0;
  cal_demo_mesh_blur (h->mesh, near, 1, blur, side->edge);
  return near;
}

/* Plants the weights, the ceiling and the correlation of one hemisphere. */
static void
plant_maps (Side *side)
{
  const CalDemoHemisphere *h = side->hemisphere;
  CalDemoEncoding *encoding = side->encoding;
  guint n = h->mesh->n_vertices;
  guint stride = CAL_DEMO_N_FEATURES + 1;
  g_autofree float *planted = g_new0 (float, (gsize) n *stride);
  g_autofree float *noise = smooth_noise_new (side, stride + 1);
  g_autofree float *near = nearness_new (side, BROAD_BLUR);

  for (guint v = 0; v < n; v++) {
    float strength = strength_of (h, v);

    for (guint f = 0; f < CAL_DEMO_N_FEATURES && h->roi[v] > 0; f++)
      planted[v * stride + f] = strength * cal_demo_roi_get (h->roi[v] - 1u)->weights[f];
    planted[v * stride + CAL_DEMO_N_FEATURES] = strength;
  }
  cal_demo_mesh_blur (h->mesh, planted, stride, REGION_BLUR, side->edge);
  for (guint v = 0; v < n; v++) {
    const float *own = noise + v * (stride + 1);
    float strength = planted[v * stride + CAL_DEMO_N_FEATURES];
    float explained = CLAMP (0.75f * strength + 0.5f * near[v], 0, 1);
    float variance = CEILING_LOW + CEILING_RANGE * explained * (1 + 0.08f * own[stride]);
    float share = 0.88f * sqrtf (explained) + 0.08f * own[CAL_DEMO_N_FEATURES];
    guint element = side->first + v;
    gboolean in_wall = h->wall[v] >= 0.5f;

    variance = CLAMP (variance, 0.005f, 0.9f);
    encoding->ceiling[element] = in_wall ? NAN : 100 * variance;
    encoding->r[element] = in_wall ? NAN : sqrtf (variance) * CLAMP (share, -0.5f, 0.97f);
    for (guint f = 0; f < CAL_DEMO_N_FEATURES; f++)
      encoding->weights[(gsize) f * encoding->n_elements + element] =
          in_wall ? NAN
                  : planted[v * stride + f] +
                        (f == CAL_DEMO_CONTRAST ? 0.04f : 0.04f + 0.1f * strength) * own[f];
  }
}

/* Vertices in and around the regions. */
static void
list_visual (Side *side)
{
  const CalDemoHemisphere *h = side->hemisphere;
  CalDemoEncoding *encoding = side->encoding;
  g_autofree float *near = nearness_new (side, MASK_BLUR);

  for (guint v = 0; v < h->mesh->n_vertices; v++)
    if ((h->roi[v] > 0 || near[v] > MASK_LEVEL) && h->wall[v] < 0.5f)
      encoding->visual[encoding->n_visual++] = side->first + v;
}

/* What the weights predict for each picture at one element. */
static void
predict (const Side *side, guint element, float prediction[CAL_DEMO_N_STIMULI])
{
  const CalDemoEncoding *encoding = side->encoding;

  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
    prediction[i] = 0;
    for (guint f = 0; f < CAL_DEMO_N_FEATURES; f++)
      prediction[i] += side->features[i * CAL_DEMO_N_FEATURES + f] *
                       encoding->weights[(gsize) f * encoding->n_elements + element];
  }
}

static void
standardise (double values[CAL_DEMO_N_STIMULI])
{
  double mean = 0;
  double square = 0;

  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    mean += values[i] / CAL_DEMO_N_STIMULI;
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
    values[i] -= mean;
    square += values[i] * values[i] / CAL_DEMO_N_STIMULI;
  }
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    values[i] /= sqrt (MAX (square, 1e-30));
}

/* A response of unit variance whose correlation with the prediction is exactly r: r parts of the
 * prediction and the rest of what is left of the noise when the prediction is taken out of it. */
static void
respond (const float prediction[CAL_DEMO_N_STIMULI],
         const float *noise,
         gsize stride,
         double r,
         float response[CAL_DEMO_N_STIMULI])
{
  double signal[CAL_DEMO_N_STIMULI];
  double rest[CAL_DEMO_N_STIMULI];
  double shared = 0;

  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
    signal[i] = prediction[i];
    rest[i] = noise[i * stride];
  }
  standardise (signal);
  standardise (rest);
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    shared += signal[i] * rest[i] / CAL_DEMO_N_STIMULI;
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    rest[i] -= shared * signal[i];
  standardise (rest);
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    response[i] = (float) (r * signal[i] + sqrt (1 - r * r) * rest[i]);
}

/* Predictions and responses of the visual elements from first_visual up to end. */
static void
fill_responses (Side *side, guint first_visual, guint end)
{
  CalDemoEncoding *encoding = side->encoding;
  const CalDemoMesh *mesh = side->hemisphere->mesh;
  gsize n = mesh->n_vertices;
  g_autofree float *noise = g_new (float, n *CAL_DEMO_N_STIMULI);

  for (gsize i = 0; i < n * CAL_DEMO_N_STIMULI; i++)
    noise[i] = (float) cal_demo_random_uniform (&side->random) - 0.5f;
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    cal_demo_mesh_diffuse (mesh, noise + i * n, 1, RESPONSE_NOISE_STEPS, 0.6f);
  for (guint k = first_visual; k < end; k++) {
    guint element = encoding->visual[k];
    float prediction[CAL_DEMO_N_STIMULI];
    float response[CAL_DEMO_N_STIMULI];

    predict (side, element, prediction);
    respond (prediction, noise + element - side->first, n, encoding->r[element], response);
    for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
      encoding->predictions[(gsize) i * encoding->n_visual + k] = prediction[i];
      encoding->responses[(gsize) i * encoding->n_visual + k] = response[i];
    }
  }
}

/* The planted result for both hemispheres; features as of cal_demo_features_new(). */
CalDemoEncoding *
cal_demo_encoding_new (CalDemoHemisphere *const hemispheres[2], const float *features)
{
  CalDemoEncoding *self = g_new0 (CalDemoEncoding, 1);
  guint first_visual[2];
  Side sides[2];

  self->n_left = hemispheres[0]->mesh->n_vertices;
  self->n_elements = self->n_left + hemispheres[1]->mesh->n_vertices;
  self->r = g_new (float, self->n_elements);
  self->ceiling = g_new (float, self->n_elements);
  self->weights = g_new (float, (gsize) self->n_elements *CAL_DEMO_N_FEATURES);
  self->visual = g_new (guint32, self->n_elements);
  for (guint s = 0; s < 2; s++) {
    const CalDemoHemisphere *h = hemispheres[s];

    sides[s] = (Side){
        self,     h, features, s == 0 ? 0 : self->n_left, cal_demo_mesh_edge (h->mesh, h->outline),
        {300 + s}};
    first_visual[s] = self->n_visual;
    plant_maps (&sides[s]);
    list_visual (&sides[s]);
  }
  self->predictions = g_new (float, (gsize) self->n_visual *CAL_DEMO_N_STIMULI);
  self->responses = g_new (float, (gsize) self->n_visual *CAL_DEMO_N_STIMULI);
  for (guint s = 0; s < 2; s++) {
    fill_responses (&sides[s], first_visual[s], s == 0 ? first_visual[1] : self->n_visual);
  }
  return self;
}

void
cal_demo_encoding_free (CalDemoEncoding *self)
{
  g_free (self->r);
  g_free (self->ceiling);
  g_free (self->weights);
  g_free (self->visual);
  g_free (self->predictions);
  g_free (self->responses);
  g_free (self);
}
