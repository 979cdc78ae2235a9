/* hemisphere.c - all surfaces of one demo hemisphere.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/hemisphere.h"

#include "analysis/curvature.h"
#include "app/demo/flatten.h"
#include "app/demo/folding.h"
#include "app/demo/inflate.h"
#include "app/demo/outline.h"
#include "app/demo/rois.h"

#define SPHERE_RADIUS 100
#define CURVATURE_SMOOTHING_STEPS 4

/* Everything is shaped as a right hemisphere; a left one is its mirror image. */
static void
mirror (CalDemoHemisphere *self)
{
  float *surfaces[] = {self->outline,  self->white,  self->pial,
                       self->inflated, self->sphere, self->flat};

  for (guint s = 0; s < G_N_ELEMENTS (surfaces); s++)
    for (guint v = 0; v < self->mesh->n_vertices; v++)
      surfaces[s][3 * v] = -surfaces[s][3 * v];
  for (guint f = 0; f < self->mesh->n_faces; f++) {
    guint32 *face = self->mesh->faces + 3 * f;
    guint32 second = face[1];

    face[1] = face[2];
    face[2] = second;
  }
  for (guint f = 0; f < self->n_flat_faces; f++) {
    guint32 *face = self->flat_faces + 3 * f;
    guint32 second = face[1];

    face[1] = face[2];
    face[2] = second;
  }
}

/* A hemisphere of 10 4^level + 2 vertices (level at least 4). The two sides are folded alike along
 * the named sulci and differently between them. Takes a second or two at level 6; may be called
 * from any thread. */
CalDemoHemisphere *
cal_demo_hemisphere_new (CalHemisphere side, guint level)
{
  CalDemoHemisphere *self = g_new0 (CalDemoHemisphere, 1);
  guint n;

  self->side = side;
  self->mesh = cal_demo_outline_new (level, &self->outline, &self->sphere);
  n = self->mesh->n_vertices;
  self->white = g_new (float, 3 * n);
  self->pial = g_new (float, 3 * n);
  self->inflated = g_new (float, 3 * n);
  self->wall = g_new (float, n);
  self->curvature = g_new (float, n);
  self->roi = g_new0 (guint8, n);
  self->roi_centrality = g_new0 (float, n);
  cal_demo_fold (self->mesh, self->outline, side == CAL_LEFT ? 2 : 1, self->white, self->pial,
                 self->wall);
  cal_curvature_compute (self->white, self->mesh->n_vertices, self->mesh->faces,
                         self->mesh->n_faces, CURVATURE_SMOOTHING_STEPS, self->curvature);
  cal_demo_inflate (self->mesh, self->white, self->inflated);
  self->flat = cal_demo_flatten (self->mesh, level, self->outline, self->sphere, self->inflated,
                                 self->wall, &self->flat_faces, &self->n_flat_faces);
  cal_demo_rois_mark (self->mesh, self->outline, self->wall, side, self->roi, self->roi_centrality);
  for (guint i = 0; i < 3 * n; i++)
    self->sphere[i] *= SPHERE_RADIUS;
  if (side == CAL_LEFT)
    mirror (self);
  return self;
}

void
cal_demo_hemisphere_free (CalDemoHemisphere *self)
{
  cal_demo_mesh_free (self->mesh);
  g_free (self->outline);
  g_free (self->white);
  g_free (self->pial);
  g_free (self->inflated);
  g_free (self->sphere);
  g_free (self->flat);
  g_free (self->flat_faces);
  g_free (self->wall);
  g_free (self->curvature);
  g_free (self->roi);
  g_free (self->roi_centrality);
  g_free (self);
}
