/* attention.c - where in each picture each demo region looks.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/attention.h"

#include "app/demo/random.h"

#include <math.h>

/* Early areas look at the middle and to the opposite side, in widths of the picture. */
#define EARLY_SHIFT 0.14
#define EARLY_SPREAD 0.16
#define N_EARLY 3

static double
blob (double x, double y, double cx, double cy, double spread)
{
  return exp (-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (2 * spread * spread));
}

/* How much a region cares for a place of a picture, before all places are made to sum to 1. */
static double
interest (const CalDemoRoi *roi,
          guint number,
          guint side,
          const CalDemoStimulus *stimulus,
          double x,
          double y)
{
  double sum = 0.01 + 0.02 * blob (x, y, 0.5, 0.5, 0.3);

  if (number < N_EARLY)
    sum += blob (x, y, 0.5 + (side == 0 ? EARLY_SHIFT : -EARLY_SHIFT), 0.5,
                 EARLY_SPREAD + 0.04 * number);
  for (guint t = 0; t < stimulus->n_things; t++) {
    const CalDemoThing *thing = &stimulus->things[t];
    double weight = MAX (roi->weights[thing->category], 0) * thing->weight;

    sum += weight * weight * blob (x, y, thing->x, thing->y, 0.4 * thing->radius);
  }
  return sum;
}

/* Pictures x queries x patches; the queries are the regions of the left, then of the right
 * hemisphere, the patches row by row from the top left. Each map sums to 1. Owned by the caller. */
float *
cal_demo_attention_new (const CalDemoStimulus stimuli[CAL_DEMO_N_STIMULI])
{
  float *maps = g_new (float, CAL_DEMO_N_STIMULI *CAL_DEMO_N_QUERIES *CAL_DEMO_N_PATCHES);
  CalDemoRandom random = {500};
  float *map = maps;

  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++)
    for (guint q = 0; q < CAL_DEMO_N_QUERIES; q++, map += CAL_DEMO_N_PATCHES) {
      guint number = q % CAL_DEMO_N_ROIS;
      double sum = 0;

      for (guint patch = 0; patch < CAL_DEMO_N_PATCHES; patch++) {
        double x = (patch % CAL_DEMO_GRID + 0.5) * CAL_DEMO_PATCH / CAL_DEMO_SHOWN;
        double y = (patch / CAL_DEMO_GRID + 0.5) * CAL_DEMO_PATCH / CAL_DEMO_SHOWN;
        double value =
            interest (cal_demo_roi_get (number), number, q / CAL_DEMO_N_ROIS, &stimuli[i], x, y);

        value *= 1 + 0.15 * (cal_demo_random_uniform (&random) - 0.5);
        map[patch] = (float) value;
        sum += value;
      }
      for (guint patch = 0; patch < CAL_DEMO_N_PATCHES; patch++)
        map[patch] = (float) (map[patch] / sum);
    }
  return maps;
}
