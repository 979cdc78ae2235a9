/* sulci.c - where the named sulci and the medial wall of a right hemisphere lie.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/sulci.h"

#include <math.h>
#include <string.h>

#define MAX_KNOTS 9

typedef struct {
  const char *name;
  float strength;            /* 1 is as deep as any unnamed sulcus */
  float knots[MAX_KNOTS][3]; /* near the outline, mm; all 0 ends the list */
} Sulcus;

static const Sulcus sulci[] = {
    {"central",
     1.2f,
     {{3, -34, 76},
      {14, -31, 74},
      {26, -26, 68},
      {40, -22, 56},
      {48, -12, 44},
      {58, -12, 30},
      {62, -6, 15}}},
    {"precentral", 1.0f, {{22, -8, 69}, {32, -4, 62}, {43, 2, 48}, {53, 4, 32}, {59, 8, 16}}},
    {"postcentral",
     1.0f,
     {{16, -50, 71}, {32, -44, 63}, {46, -38, 52}, {55, -28, 42}, {62, -24, 27}}},
    {"superior frontal",
     1.0f,
     {{23, -6, 68}, {24, 12, 61}, {27, 28, 51}, {24, 44, 38}, {26, 56, 20}}},
    {"inferior frontal",
     1.0f,
     {{50, 8, 36}, {50, 22, 28}, {48, 34, 20}, {40, 46, 16}, {38, 54, 4}}},
    {"lateral",
     2.0f,
     {{36, 20, -14}, {50, 12, -10}, {60, -4, -2}, {64, -20, 6}, {64, -34, 14}, {61, -46, 24}}},
    {"anterior ramus", 1.0f, {{55, 12, -4}, {54, 22, 8}}},
    {"superior temporal",
     1.2f,
     {{46, 12, -26}, {60, -6, -20}, {66, -26, -10}, {65, -42, 0}, {59, -54, 14}, {53, -62, 30}}},
    {"inferior temporal",
     0.9f,
     {{56, -4, -34}, {62, -24, -26}, {61, -44, -18}, {56, -60, -6}, {50, -72, 6}}},
    {"intraparietal",
     1.2f,
     {{46, -38, 52}, {40, -52, 52}, {32, -64, 48}, {26, -78, 38}, {30, -88, 22}}},
    {"lateral occipital", 0.9f, {{50, -74, 4}, {42, -86, 2}, {28, -100, -2}}},
    {"cingulate",
     1.2f,
     {{2, 34, -12},
      {2, 46, 0},
      {2, 46, 16},
      {2, 34, 34},
      {2, 14, 44},
      {2, -10, 46},
      {2, -30, 48},
      {2, -42, 58},
      {2, -44, 72}}},
    {"subparietal", 0.8f, {{2, -48, 40}, {2, -60, 34}}},
    {"parieto-occipital", 1.4f, {{2, -58, 12}, {2, -66, 24}, {2, -76, 38}, {12, -82, 45}}},
    {"calcarine", 1.5f, {{2, -50, 2}, {2, -62, 10}, {2, -76, 6}, {2, -90, 2}, {8, -103, 0}}},
    {"collateral",
     1.1f,
     {{24, -4, -38}, {24, -24, -37}, {25, -42, -30}, {24, -58, -22}, {24, -76, -18}}},
    {"occipitotemporal", 0.9f, {{44, -12, -40}, {43, -30, -36}, {43, -48, -30}, {42, -64, -20}}},
    {"olfactory", 0.7f, {{10, 58, -18}, {11, 40, -24}, {13, 22, -24}}},
    {"orbital", 0.9f, {{28, 54, -14}, {28, 38, -22}, {34, 24, -22}}},
};

/* Where the cortex is cut to be laid flat, each from the medial wall outwards. */
static const Sulcus cuts[] = {
    {"calcarine",
     1,
     {{2, -36, 0},
      {2, -50, 2},
      {2, -62, 10},
      {2, -76, 6},
      {2, -90, 2},
      {5, -100, 0},
      {10, -105, 0}}},
    {"frontal", 1, {{2, 28, 2}, {2, 46, 4}, {2, 58, 4}}},
    {"dorsal", 1, {{2, -8, 24}, {2, -10, 46}, {2, -12, 66}}},
    {"parietal", 1, {{2, -34, 16}, {2, -52, 38}, {2, -62, 52}}},
    {"temporal",
     1,
     {{2, -12, -16},
      {5, -11, -24},
      {9, -10, -25},
      {12, -8, -27},
      {15, -6, -33},
      {20, -3, -38},
      {27, 1, -40},
      {34, 10, -41},
      {40, 20, -36}}},
};

static float
segment_distance (const float p[3], const float a[3], const float b[3])
{
  float along = 0;
  float length = 1e-6f;
  float square = 0;

  for (guint i = 0; i < 3; i++) {
    along += (p[i] - a[i]) * (b[i] - a[i]);
    length += (b[i] - a[i]) * (b[i] - a[i]);
  }
  along = CLAMP (along / length, 0, 1);
  for (guint i = 0; i < 3; i++) {
    float d = p[i] - a[i] - along * (b[i] - a[i]);

    square += d * d;
  }
  return sqrtf (square);
}

/* The distance of each vertex to the line through the knots. */
static void
line_distance (const CalDemoMesh *mesh, const float *outline, const Sulcus *line, float *distance)
{
  float knots[MAX_KNOTS][3];
  guint n = 0;

  while (n < MAX_KNOTS && line->knots[n][1] != 0) {
    guint nearest = cal_demo_mesh_nearest (mesh, outline, line->knots[n]);

    memcpy (knots[n], outline + 3 * nearest, sizeof knots[n]);
    n++;
  }
  for (guint v = 0; v < mesh->n_vertices; v++) {
    distance[v] = G_MAXFLOAT;
    for (guint k = 1; k < n; k++)
      distance[v] = MIN (distance[v], segment_distance (outline + 3 * v, knots[k - 1], knots[k]));
  }
}

static float
ellipse (float y, float z, float cy, float cz, float ry, float rz)
{
  y = (y - cy) / ry;
  z = (z - cz) / rz;
  return sqrtf (y * y + z * z);
}

/* For each vertex of the outline (mm), how much of a named sulcus runs there (sulcus: 0 none, more
 * for the deep ones) and how far it is inside the medial wall, where there is no cortex (wall: 0
 * outside, 1 well inside). */
void
cal_demo_sulci_mark (const CalDemoMesh *mesh, const float *outline, float *sulcus, float *wall)
{
  g_autofree float *distance = g_new (float, mesh->n_vertices);

  for (guint v = 0; v < mesh->n_vertices; v++) {
    const float *p = outline + 3 * v;
    float callosum = ellipse (p[1], p[2], -5, 6, 38, 22);
    float brainstem = ellipse (p[1], p[2], -14, -16, 18, 16);

    sulcus[v] = 0;
    wall[v] = p[0] < 6 ? CLAMP ((1.08f - MIN (callosum, brainstem)) / 0.16f, 0, 1) : 0;
  }
  for (guint s = 0; s < G_N_ELEMENTS (sulci); s++) {
    line_distance (mesh, outline, &sulci[s], distance);
    for (guint v = 0; v < mesh->n_vertices; v++)
      sulcus[v] = MAX (sulcus[v], sulci[s].strength * expf (-distance[v] * distance[v] / 18));
  }
}

/* The distance of each vertex of the outline (mm) to the nearest line along which the cortex is cut
 * to be laid flat. */
void
cal_demo_sulci_cut_distance (const CalDemoMesh *mesh, const float *outline, float *distance)
{
  g_autofree float *one = g_new (float, mesh->n_vertices);

  for (guint v = 0; v < mesh->n_vertices; v++)
    distance[v] = G_MAXFLOAT;
  for (guint c = 0; c < G_N_ELEMENTS (cuts); c++) {
    line_distance (mesh, outline, &cuts[c], one);
    for (guint v = 0; v < mesh->n_vertices; v++)
      distance[v] = MIN (distance[v], one[v]);
  }
}

/* The distance of each vertex of the outline (mm) to the sulcus of this name. */
void
cal_demo_sulci_distance (const CalDemoMesh *mesh,
                         const float *outline,
                         const char *name,
                         float *distance)
{
  for (guint s = 0; s < G_N_ELEMENTS (sulci); s++)
    if (g_str_equal (sulci[s].name, name))
      line_distance (mesh, outline, &sulci[s], distance);
}
