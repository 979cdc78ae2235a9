/* rois.c - the visual regions of the demo: where they lie and what they prefer.
 *
 * Early visual areas are bands along the calcarine sulcus, the others discs. Places are those of a
 * right hemisphere, mm, after the literature of each region by eye.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/rois.h"

#include "app/demo/sulci.h"

#include <math.h>

#define BAND 7.0f
/* Where they end in front, coming to a point over this length, mm. */
#define EARLY_END -54.0f
#define TAPER 26.0f

static const struct {
  CalDemoRoi roi;
  float centre[3];
  float radius[2]; /* left, right, mm; 0 for a band */
} rois[CAL_DEMO_N_ROIS] = {
    /*            faces bodies animals words food places contrast */
    {{"V1", {0, 0, 0, 0, 0, 0, 1}, {153, 27, 37}}, {0}, {0, 0}},
    {{"V2", {0, 0, 0, 0.05f, 0, 0.05f, 0.9f}, {204, 84, 37}}, {0}, {0, 0}},
    {{"V3", {0, 0, 0.1f, 0.1f, 0.1f, 0.1f, 0.7f}, {224, 140, 56}}, {0}, {0, 0}},
    {{"hV4", {0.1f, 0.1f, 0.2f, 0.2f, 0.9f, 0, 0.3f}, {236, 196, 74}}, {30, -78, -19}, {9, 9}},
    {{"LO", {0.2f, 0.3f, 0.9f, 0.1f, 0.3f, -0.1f, 0.1f}, {120, 170, 70}}, {49, -80, 5}, {9, 9}},
    {{"OFA", {0.9f, 0.1f, 0.3f, 0, 0, -0.2f, 0.1f}, {70, 160, 140}}, {45, -80, -13}, {7.5f, 8.5f}},
    {{"FFA", {1, 0.15f, 0.35f, 0.05f, 0, -0.3f, 0}, {58, 128, 200}}, {42, -50, -31}, {9, 11.5f}},
    {{"EBA", {0.2f, 1, 0.3f, -0.1f, 0, -0.2f, 0}, {80, 92, 190}}, {58, -60, 7}, {11, 12}},
    {{"VWFA", {0.1f, -0.1f, 0, 1, 0.1f, -0.1f, 0.1f}, {134, 88, 180}}, {53, -61, -19}, {9, 7}},
    {{"PPA", {-0.3f, -0.1f, -0.1f, 0, 0, 1, 0.1f}, {184, 84, 160}}, {23, -40, -33}, {10, 10}},
    {{"OPA", {-0.2f, -0.1f, 0, 0, 0, 0.9f, 0.2f}, {214, 110, 140}}, {36, -86, 22}, {11, 11}},
    {{"RSC", {-0.2f, -0.1f, 0, 0, 0, 0.9f, 0}, {160, 120, 100}}, {3, -53, 22}, {10, 10}},
};

/* The region of this number, from 0. */
const CalDemoRoi *
cal_demo_roi_get (guint number)
{
  g_return_val_if_fail (number < CAL_DEMO_N_ROIS, NULL);
  return &rois[number].roi;
}

/* The feature to which the region responds most. */
guint
cal_demo_roi_get_preferred (guint number)
{
  const float *weights = rois[number].roi.weights;
  guint most = 0;

  for (guint i = 1; i < CAL_DEMO_N_FEATURES; i++)
    if (weights[i] > weights[most])
      most = i;
  return most;
}

/* The name of a feature of the encoding model: a category, or contrast. */
const char *
cal_demo_feature_get_name (guint feature)
{
  if (feature == CAL_DEMO_CONTRAST)
    return "contrast";
  return cal_demo_category_get_name ((CalDemoCategory) feature);
}

/* Says for each vertex of an outline (mm, of a right hemisphere) in which region it lies (roi: 0,
 * or 1 + its number) and how close it is to the middle of it (1) or to its edge (0). */
void
cal_demo_rois_mark (const CalDemoMesh *mesh,
                    const float *outline,
                    const float *wall,
                    CalHemisphere side,
                    guint8 *roi,
                    float *centrality)
{
  g_autofree float *calcarine = g_new (float, mesh->n_vertices);

  cal_demo_sulci_distance (mesh, outline, "calcarine", calcarine);
  for (guint v = 0; v < mesh->n_vertices; v++) {
    float behind = CLAMP ((EARLY_END - outline[3 * v + 1]) / TAPER, 0, 1);
    float band = calcarine[v] / (BAND * MAX (behind, 1e-3f));

    roi[v] = 0;
    if (band < 3 && behind > 0.1f && wall[v] < 0.5f) {
      roi[v] = (guint8) (1 + band);
      centrality[v] = roi[v] == 1 ? 1 - band : 1 - 2 * fabsf (band - floorf (band) - 0.5f);
      centrality[v] = MIN (centrality[v], behind);
    }
  }
  for (guint r = 3; r < CAL_DEMO_N_ROIS; r++) {
    float radius = rois[r].radius[side == CAL_LEFT ? 0 : 1];
    guint centre = cal_demo_mesh_nearest (mesh, outline, rois[r].centre);

    for (guint v = 0; v < mesh->n_vertices; v++) {
      float square = 0;

      for (guint i = 0; i < 3; i++)
        square += (outline[3 * v + i] - outline[3 * centre + i]) *
                  (outline[3 * v + i] - outline[3 * centre + i]);
      if (square >= radius * radius || wall[v] >= 0.5f)
        continue;
      if (roi[v] == 0 || centrality[v] < 1 - sqrtf (square) / radius) {
        roi[v] = (guint8) (1 + r);
        centrality[v] = 1 - sqrtf (square) / radius;
      }
    }
  }
}
