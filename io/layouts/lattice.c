/* lattice.c - the grid on which points in millimetres lie, found from the points.
 *
 * Along each axis of the world the step is the smallest distance between two coordinates. Points
 * of an oblique grid are on no such lattice, and that is said: nothing is resampled.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/lattice.h"

#include <math.h>

#include "model/memory.h"

#define N G_GSIZE_FORMAT
/* Coordinates that differ by less are the same, written with other digits. */
#define SAME_MM 1e-3
/* How far from a step a coordinate may be, in steps. */
#define TOLERANCE 0.02
/* More voxels along an axis than any scan has: the smallest distance was no step. */
#define MAX_DIM 1024
#define MAX_VOXELS ((gsize) 64 * 1024 * 1024)

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

/* First coordinate, step and length along an axis; FALSE with @reason if they are on no grid. */
static gboolean
find_axis (const double *points_mm, gsize n_points, int axis, CalLattice *self, char **reason)
{
  g_autofree double *sorted = g_new (double, n_points);
  double gap = INFINITY, extent;

  for (gsize n = 0; n < n_points; n++)
    sorted[n] = points_mm[3 * n + axis];
  qsort (sorted, n_points, sizeof *sorted, compare);
  for (gsize n = 1; n < n_points; n++)
    if (sorted[n] - sorted[n - 1] > SAME_MM)
      gap = MIN (gap, sorted[n] - sorted[n - 1]);
  extent = sorted[n_points - 1] - sorted[0];
  self->voxel_to_world.m[axis][3] = sorted[0];
  self->steps_mm[axis] = 1.0;
  self->dims[axis] = 1;
  if (isinf (gap))
    return TRUE;
  if (extent / gap > MAX_DIM - 1) {
    *reason = g_strdup_printf ("along %c the nearest two are %.3g mm apart over %.4g mm",
                               "xyz"[axis], gap, extent);
    return FALSE;
  }
  self->dims[axis] = (gsize) round (extent / gap) + 1;
  self->steps_mm[axis] = extent / (double) (self->dims[axis] - 1);
  for (gsize n = 0; n < n_points; n++) {
    double place = (sorted[n] - sorted[0]) / self->steps_mm[axis];

    if (fabs (place - round (place)) > TOLERANCE) {
      *reason = g_strdup_printf ("%c = %.6g mm is not a whole number of steps of %.4g mm from %.6g",
                                 "xyz"[axis], sorted[n], self -> steps_mm[axis], sorted[0]);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * cal_lattice_find:
 * @points_mm: x, y, z of each, finite
 * @n_points: one at least
 * @voxels: (out caller-allocates): of each point its voxel, i fastest
 * @reason: (out): why there is no lattice
 *
 * Returns: whether the points lie on a grid along the axes of the world
 */
gboolean
cal_lattice_find (
    const double *points_mm, gsize n_points, CalLattice *lattice, guint32 *voxels, char **reason)
{
  *lattice = (CalLattice){.voxel_to_world = cal_affine_identity ()};
  for (int d = 0; d < 3; d++)
    if (!find_axis (points_mm, n_points, d, lattice, reason))
      return FALSE;
  if (cal_size_times (cal_size_times (lattice->dims[0], lattice->dims[1]), lattice->dims[2]) >
      MAX_VOXELS) {
    *reason = g_strdup_printf ("%" N " x %" N " x %" N " voxels are too many", lattice->dims[0],
                               lattice->dims[1], lattice->dims[2]);
    return FALSE;
  }
  for (int d = 0; d < 3; d++)
    lattice->voxel_to_world.m[d][d] = lattice->steps_mm[d];
  for (gsize n = 0; n < n_points; n++) {
    gsize ijk[3];

    for (int d = 0; d < 3; d++)
      ijk[d] = (gsize) round ((points_mm[3 * n + d] - lattice->voxel_to_world.m[d][3]) /
                              lattice->steps_mm[d]);
    voxels[n] = (guint32) (ijk[0] + lattice->dims[0] * (ijk[1] + lattice->dims[1] * ijk[2]));
  }
  return TRUE;
}
