/* vertex-class.c - numbers for vertices, such that no triangle has the same one twice.
 *
 * A shader that knows the classes of a triangle's corners, and the mean of the points that stand
 * for the classes, knows where in the triangle it is. That is what they are for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/vertex-class.h"

/**
 * cal_vertex_classes_new:
 *
 * Greedy colouring in the order of the vertices. A mesh of a cortex needs five or six classes; if
 * one needs more than there are, some of its triangles have a class twice.
 *
 * Returns: (transfer full): a number below CAL_N_VERTEX_CLASSES for each vertex
 */
guint8 *
cal_vertex_classes_new (CalSurface *surface)
{
  const guint32 *faces = cal_surface_get_faces (surface);
  gsize n_vertices = cal_surface_get_n_vertices (surface);
  gsize n_corners = 3 * cal_surface_get_n_faces (surface);
  guint8 *classes = g_new (guint8, MAX (n_vertices, 1));
  g_autofree guint32 *first = g_new0 (guint32, n_vertices + 2);
  g_autofree guint32 *faces_of = g_new (guint32, MAX (n_corners, 1));

  /* The faces of vertex v are faces_of[first[v]] up to faces_of[first[v + 1]]. */
  for (gsize n = 0; n < n_corners; n++)
    first[faces[n] + 2]++;
  for (gsize v = 2; v < n_vertices + 2; v++)
    first[v] += first[v - 1];
  for (gsize n = 0; n < n_corners; n++)
    faces_of[first[faces[n] + 1]++] = (guint32) (n / 3);
  for (gsize v = 0; v < n_vertices; v++)
    classes[v] = CAL_N_VERTEX_CLASSES;
  for (gsize v = 0; v < n_vertices; v++) {
    guint taken = 0, free_class = 0;

    for (guint32 n = first[v]; n < first[v + 1]; n++)
      for (gsize c = 0; c < 3; c++)
        taken |= 1u << classes[faces[3 * (gsize) faces_of[n] + c]];
    while (free_class < CAL_N_VERTEX_CLASSES - 1 && (taken >> free_class & 1) != 0)
      free_class++;
    classes[v] = (guint8) free_class;
  }
  return classes;
}
