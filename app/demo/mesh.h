/* mesh.h - the triangles shared by all surfaces of a demo hemisphere, and what moves on them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

typedef struct {
  guint n_vertices;
  guint n_faces;
  guint32 *faces;  /* 3 per face, counter-clockwise seen from outside */
  guint32 *starts; /* n_vertices + 1: where a vertex's neighbours start */
  guint32 *neighbours;
} CalDemoMesh;

CalDemoMesh *cal_demo_mesh_new (guint32 *faces, guint n_vertices, guint n_faces);
void cal_demo_mesh_free (CalDemoMesh *mesh);
void cal_demo_mesh_normals (const CalDemoMesh *mesh, const float *points, float *normals);
float *cal_demo_mesh_face_areas (const CalDemoMesh *mesh, const float *points);
double cal_demo_mesh_area (const CalDemoMesh *mesh, const float *points);
void cal_demo_mesh_diffuse (
    const CalDemoMesh *mesh, float *values, guint stride, guint n_steps, float weight);
float cal_demo_mesh_edge (const CalDemoMesh *mesh, const float *points);
void
cal_demo_mesh_blur (const CalDemoMesh *mesh, float *values, guint stride, float sigma, float edge);
void cal_demo_mesh_slide (const CalDemoMesh *mesh, float *points, guint n_steps, float weight);
guint cal_demo_mesh_nearest (const CalDemoMesh *mesh, const float *points, const float place[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalDemoMesh, cal_demo_mesh_free)
