/* functional.c - a block experiment in the demo's brain.
 *
 * Each category is shown twice for 6 s, with 2 s between blocks; every region answers with its
 * weights, delayed and smeared by the haemodynamic response.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/functional.h"

#include "app/demo/outline.h"
#include "app/demo/random.h"

#include <math.h>
#include <string.h>

#define FIRST_BLOCK 4
#define BLOCK_PERIOD 4
#define NOISE 0.006f

/* Mean intensities. */
#define FLUID 980.0f
#define GREY 820.0f
#define WHITE 640.0f

/* The frame at which a block starts. */
guint
cal_demo_block_get_start (guint block)
{
  return FIRST_BLOCK + BLOCK_PERIOD * block;
}

/* What is shown in a block: all categories in order, then all again backwards. */
CalDemoCategory
cal_demo_block_get_category (guint block)
{
  guint turn = block % CAL_DEMO_N_CATEGORIES;

  return (CalDemoCategory) (block < CAL_DEMO_N_CATEGORIES ? turn
                                                          : CAL_DEMO_N_CATEGORIES - 1 - turn);
}

/* The double-gamma response of SPM at t seconds: peaks at 5 s, undershoots at 15 s. */
static double
haemodynamic (double t)
{
  double rise = pow (t, 5) * exp (-t) / 120;
  double fall = pow (t, 15) * exp (-t) / 1307674368000.0;

  return t <= 0 ? 0 : rise - fall / 6;
}

/* CAL_DEMO_N_FEATURES x CAL_DEMO_N_FRAMES: the expected time course of each category and of
 * anything being shown at all (contrast), 1 at the highest. Owned by the caller. */
float *
cal_demo_regressors_new (void)
{
  float *regressors = g_new0 (float, CAL_DEMO_N_FEATURES *CAL_DEMO_N_FRAMES);

  for (guint f = 0; f < CAL_DEMO_N_FEATURES; f++) {
    float *own = regressors + f * CAL_DEMO_N_FRAMES;
    float most = 0;

    for (guint b = 0; b < CAL_DEMO_N_BLOCKS; b++)
      if (f == CAL_DEMO_CONTRAST || cal_demo_block_get_category (b) == f)
        for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++)
          for (guint shown = 0; shown < CAL_DEMO_BLOCK_FRAMES; shown++)
            own[t] += (float) haemodynamic (CAL_DEMO_FRAME_SECONDS *
                                            ((double) t - cal_demo_block_get_start (b) - shown));
    for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++)
      most = MAX (most, own[t]);
    for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++)
      own[t] /= most;
  }
  return regressors;
}

/* The grid of the brain at this voxel size, mm. */
CalDemoGrid
cal_demo_functional_grid (double step)
{
  static const double low[3] = {-72, -111, -51};
  static const double high[3] = {72, 78, 81};

  return cal_demo_grid_around (low, high, step);
}

/* The mean picture: tissue by share of voxel, fading out around the brain. */
static float *
mean_new (const CalDemoGrid *grid, CalDemoHemisphere *const hemispheres[2])
{
  gsize n = cal_demo_grid_get_n (grid);
  g_autofree float *white = g_new0 (float, n);
  float *mean = g_new0 (float, n);
  float step = (float) grid->step;

  for (guint side = 0; side < 2; side++) {
    cal_demo_grid_enclose (grid, hemispheres[side]->mesh, hemispheres[side]->white, white);
    cal_demo_grid_enclose (grid, hemispheres[side]->mesh, hemispheres[side]->pial, mean);
  }
  for (gsize i = 0; i < n; i++) {
    float p[3] = {fabsf ((float) grid->origin[0] + step * (float) (i % grid->dims[0])),
                  (float) grid->origin[1] + step * (float) (i / grid->dims[0] % grid->dims[1]),
                  (float) grid->origin[2] + step * (float) (i / grid->dims[0] / grid->dims[1])};
    float brain = CLAMP (mean[i], 0, 1);
    float core = MIN (white[i], brain);
    float outside = FLUID * CLAMP (1 - (cal_demo_outline_distance (p) - 2) / step, 0.03f, 1);

    mean[i] = core * WHITE + (brain - core) * GREY + (1 - brain) * outside;
  }
  return mean;
}

/* The time course of what is in no region, then of each region; 1 is the strongest answer. */
void
cal_demo_courses_fill (CalDemoCourses courses)
{
  g_autofree float *regressors = cal_demo_regressors_new ();

  memset (courses, 0, sizeof (CalDemoCourses));
  for (guint r = 0; r < CAL_DEMO_N_ROIS; r++)
    for (guint f = 0; f < CAL_DEMO_N_FEATURES; f++)
      for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++)
        courses[r + 1][t] +=
            cal_demo_roi_get (r)->weights[f] * regressors[f * CAL_DEMO_N_FRAMES + t];
}

/* Voxels of all frames, the first index fastest; elements says which vertex (left, then right
 * hemisphere) owns each voxel, -1 none; courses as of cal_demo_courses_fill(). Owned by the caller.
 */
gint16 *
cal_demo_functional_new (const CalDemoGrid *grid,
                         CalDemoHemisphere *const hemispheres[2],
                         const gint32 *elements,
                         CalDemoCourses courses)
{
  gsize n = cal_demo_grid_get_n (grid);
  gint32 n_left = (gint32) hemispheres[0]->mesh->n_vertices;
  g_autofree float *mean = mean_new (grid, hemispheres);
  gint16 *frames = g_new (gint16, n * CAL_DEMO_N_FRAMES);
  CalDemoRandom random = {1234};

  for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++)
    for (gsize i = 0; i < n; i++) {
      gint32 e = elements[i];
      guint roi = e < 0 ? 0 : e < n_left ? hemispheres[0]->roi[e] : hemispheres[1]->roi[e - n_left];
      float noise =
          (float) (cal_demo_random_uniform (&random) + cal_demo_random_uniform (&random) - 1);
      float value = mean[i] * (1 + CAL_DEMO_CHANGE * courses[roi][t] + 2.45f * NOISE * noise);

      frames[t * n + i] = (gint16) (value + 3 * fabsf (noise) + 0.5f);
    }
  return frames;
}
