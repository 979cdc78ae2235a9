/* folding.c - gyri and sulci: an outline folded into white and pial surfaces.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/folding.h"

#include "app/demo/outline.h"
#include "app/demo/random.h"
#include "app/demo/sulci.h"

#include <math.h>
#include <string.h>

/* All in mm. */
#define THICKNESS 2.5f
#define WAVELENGTH 15.0f
#define DEPTH 11.0f
#define DEPTH_OF_NAMED 6.0f
#define DEPTH_OF_WALL 5.0f
#define WANDER 2.0f

#define PATTERN_ROUNDS 10

static void
normalise (float *values, guint n)
{
  double square = 0;

  for (guint i = 0; i < n; i++)
    square += (double) values[i] * values[i];
  for (guint i = 0; i < n; i++)
    values[i] /= (float) sqrt (square / n);
}

/* Noise of unit variance, smooth over sigma mm; band-passed (zero-mean locally) when asked. */
static float *
noise_new (const CalDemoMesh *mesh,
           float edge,
           guint stride,
           float sigma,
           gboolean band,
           CalDemoRandom *random)
{
  guint n = mesh->n_vertices * stride;
  float *noise = g_new (float, n);

  for (guint i = 0; i < n; i++)
    noise[i] = (float) cal_demo_random_normal (random);
  cal_demo_mesh_blur (mesh, noise, stride, sigma, edge);
  if (band) {
    g_autofree float *wide = g_memdup2 (noise, n * sizeof *noise);

    cal_demo_mesh_blur (mesh, wide, stride, 1.7f * sigma, edge);
    for (guint i = 0; i < n; i++)
      noise[i] -= wide[i];
  }
  normalise (noise, n);
  return noise;
}

/* The outline with its points moved about within the surface, so that a straight line becomes a
 * wandering one. */
static float *
wander_new (const CalDemoMesh *mesh,
            float edge,
            const float *outline,
            const float *normals,
            CalDemoRandom *random)
{
  float *points = noise_new (mesh, edge, 3, 9, FALSE, random);

  for (guint v = 0; v < mesh->n_vertices; v++) {
    float *p = points + 3 * v;
    const float *n = normals + 3 * v;
    float out = p[0] * n[0] + p[1] * n[1] + p[2] * n[2];

    for (guint i = 0; i < 3; i++)
      p[i] = outline[3 * v + i] + WANDER * (p[i] - out * n[i]);
  }
  return points;
}

/* Noise of one wavelength, sharpened until it becomes a labyrinth of even bands that follow the
 * named sulci: a band-pass filter and a saturation, again and again, which is how a Turing pattern
 * grows. 1 on a crown, -1 in a fundus. The two Gaussians pass most at WAVELENGTH. */
static float *
labyrinth_new (const CalDemoMesh *mesh, float edge, const float *sulcus, CalDemoRandom *random)
{
  guint n = mesh->n_vertices;
  float *pattern = noise_new (mesh, edge, 1, edge, FALSE, random);
  g_autofree float *wide = g_new (float, n);
  float sigma = 0.153f * WAVELENGTH;

  for (guint round = 0; round < PATTERN_ROUNDS; round++) {
    cal_demo_mesh_blur (mesh, pattern, 1, sigma, edge);
    memcpy (wide, pattern, n * sizeof *wide);
    cal_demo_mesh_blur (mesh, wide, 1, sqrtf (3) * sigma, edge);
    for (guint v = 0; v < n; v++)
      pattern[v] -= wide[v];
    normalise (pattern, n);
    for (guint v = 0; v < n; v++)
      pattern[v] = tanhf (2 * pattern[v] + 0.2f - 2.4f * MIN (sulcus[v], 1.2f));
  }
  cal_demo_mesh_blur (mesh, pattern, 1, 0.8f, edge);
  return pattern;
}

/* How deep a sulcus may go before it meets the other side: the distance in mm along the inward
 * normal over which the outline still gets farther away. */
static float *
room_new (const CalDemoMesh *mesh, float edge, const float *outline, const float *normals)
{
  float *room = g_new (float, mesh->n_vertices);

  for (guint v = 0; v < mesh->n_vertices; v++) {
    float last = 0;
    float depth = 2;

    room[v] = 0;
    while (room[v] < 22 && depth >= last + 0.8f) {
      float p[3];

      room[v] += 2;
      for (guint i = 0; i < 3; i++)
        p[i] = outline[3 * v + i] - room[v] * normals[3 * v + i];
      last = room[v] > 2 ? depth : 0;
      depth = -cal_demo_outline_distance (p);
    }
  }
  cal_demo_mesh_blur (mesh, room, 1, 3, edge);
  return room;
}

/* Depth that levels off towards the most that fits. */
static float
limit (float depth, float most)
{
  float knee = 0.6f * most;

  if (depth <= knee)
    return depth;
  return most - (most - knee) * expf (-(depth - knee) / MAX (most - knee, 0.01f));
}

/* How far below the outline the white surface lies, mm. */
static float *
depth_new (const CalDemoMesh *mesh,
           float edge,
           const float *outline,
           const float *normals,
           guint64 seed,
           float *wall)
{
  guint n = mesh->n_vertices;
  CalDemoRandom random = {seed};
  g_autofree float *wander = wander_new (mesh, edge, outline, normals, &random);
  g_autofree float *sulcus = g_new (float, n);
  g_autofree float *pattern = NULL;
  g_autofree float *slow = noise_new (mesh, edge, 1, 8, FALSE, &random);
  g_autofree float *fine = noise_new (mesh, edge, 1, 1.5f, TRUE, &random);
  float *depth = room_new (mesh, edge, outline, normals);

  cal_demo_sulci_mark (mesh, wander, sulcus, wall);
  pattern = labyrinth_new (mesh, edge, sulcus, &random);
  for (guint v = 0; v < n; v++) {
    float detail = 0.3f * fine[v] * (1 - MIN (sulcus[v], 1));
    float crown = tanhf (2.2f * (pattern[v] + 0.3f + detail));
    float deepest =
        DEPTH * (1 + 0.25f * CLAMP (slow[v], -2, 2)) + DEPTH_OF_NAMED * MAX (sulcus[v] - 0.6f, 0);
    float cortex = 0.5f * (1 - crown) * deepest;

    depth[v] =
        limit (THICKNESS + cortex * (1 - wall[v]) + DEPTH_OF_WALL * wall[v], 0.8f * depth[v]);
  }
  return depth;
}

/* Folds an outline (mm) into a white and a pial surface THICKNESS apart, and gives in wall how far
 * each vertex is inside the medial wall (0 outside, 1 well inside). Each seed folds differently
 * between the named sulci. The arrays are the caller's, of the mesh's number of vertices. */
void
cal_demo_fold (const CalDemoMesh *mesh,
               const float *outline,
               guint64 seed,
               float *white,
               float *pial,
               float *wall)
{
  guint n = mesh->n_vertices;
  float edge = cal_demo_mesh_edge (mesh, outline);
  g_autofree float *normals = g_new (float, 3 * n);
  g_autofree float *depth = NULL;

  cal_demo_mesh_normals (mesh, outline, normals);
  depth = depth_new (mesh, edge, outline, normals, seed, wall);
  cal_demo_mesh_blur (mesh, normals, 3, 5, edge);
  for (guint v = 0; v < n; v++) {
    const float *p = normals + 3 * v;
    float length = sqrtf (p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);

    for (guint i = 0; i < 3; i++)
      white[3 * v + i] = outline[3 * v + i] - depth[v] * p[i] / length;
  }
  cal_demo_mesh_slide (mesh, white, 20, 0.5f);
  cal_demo_mesh_diffuse (mesh, white, 3, 2, 0.5f);
  cal_demo_mesh_slide (mesh, white, 10, 0.5f);
  memcpy (pial, white, 3 * n * sizeof *pial);
  for (guint step = 0; step < 5; step++) {
    cal_demo_mesh_normals (mesh, pial, normals);
    cal_demo_mesh_diffuse (mesh, normals, 3, 2, 0.5f);
    for (guint i = 0; i < 3 * n; i++)
      pial[i] += THICKNESS / 5 * normals[i];
  }
}
