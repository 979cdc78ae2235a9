/* grid.c - a grid of cubic voxels along the axes of the world, and what surfaces enclose in it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/grid.h"

#include <math.h>
#include <string.h>

/* Lines along x through each voxel, along y and along z. */
#define LINES 2

typedef struct {
  float x;    /* in voxels */
  gint8 turn; /* +1 into the surface, -1 out of it */
} Crossing;

typedef struct {
  gsize n_y, n_z;
  guint32 *starts; /* n_y * n_z + 1 */
  Crossing *crossings;
} Lines;

/* The grid that holds the box from low to high (mm), a whole number of steps from the origin. */
CalDemoGrid
cal_demo_grid_around (const double low[3], const double high[3], double step)
{
  CalDemoGrid grid = {.step = step};

  for (guint i = 0; i < 3; i++) {
    grid.origin[i] = floor (low[i] / step) * step;
    grid.dims[i] = (gsize) ceil ((high[i] - grid.origin[i]) / step) + 1;
  }
  return grid;
}

/* From voxel to RAS mm. */
CalAffine
cal_demo_grid_get_affine (const CalDemoGrid *self)
{
  CalAffine affine = cal_affine_identity ();

  for (guint i = 0; i < 3; i++) {
    affine.m[i][i] = self->step;
    affine.m[i][3] = self->origin[i];
  }
  return affine;
}

gsize
cal_demo_grid_get_n (const CalDemoGrid *self)
{
  return self->dims[0] * self->dims[1] * self->dims[2];
}

/* The index of the voxel at a place; FALSE if it is beyond the grid. */
gboolean
cal_demo_grid_find (const CalDemoGrid *self, const float mm[3], gsize *voxel)
{
  gsize index[3];

  for (guint i = 0; i < 3; i++) {
    double at = floor ((mm[i] - self->origin[i]) / self->step + 0.5);

    if (!(at >= 0 && at < (double) self->dims[i]))
      return FALSE;
    index[i] = (gsize) at;
  }
  *voxel = index[0] + self->dims[0] * (index[1] + self->dims[1] * index[2]);
  return TRUE;
}

/* Places in lines: x in voxels, y and z in lines, integers on a line. */
static void
to_lines (const CalDemoGrid *grid, const float *point, double out[3])
{
  out[0] = (point[0] - grid->origin[0]) / grid->step;
  for (guint i = 1; i < 3; i++)
    out[i] = ((point[i] - grid->origin[i]) / grid->step + 0.5) * LINES - 0.5;
}

/* Calls for each line that a face crosses; counts in starts[line + 1], or fills in. */
static void
cross_face (Lines *lines, const double corner[3][3], guint32 *filled)
{
  double low[2], high[2];
  double area = (corner[1][1] - corner[0][1]) * (corner[2][2] - corner[0][2]) -
                (corner[2][1] - corner[0][1]) * (corner[1][2] - corner[0][2]);

  if (area == 0)
    return;
  for (guint i = 0; i < 2; i++) {
    low[i] = ceil (MIN (corner[0][i + 1], MIN (corner[1][i + 1], corner[2][i + 1])));
    high[i] = MAX (corner[0][i + 1], MAX (corner[1][i + 1], corner[2][i + 1]));
    low[i] = MAX (low[i], 0);
  }
  high[0] = MIN (high[0], (double) lines->n_y - 1);
  high[1] = MIN (high[1], (double) lines->n_z - 1);
  for (double z = low[1]; z <= high[1]; z++)
    for (double y = low[0]; y <= high[0]; y++) {
      gsize line = (gsize) y + lines->n_y * (gsize) z;
      double weights[3];
      double x = 0;
      gboolean inside = TRUE;

      for (guint k = 0; k < 3; k++) {
        const double *b = corner[(k + 1) % 3];
        const double *c = corner[(k + 2) % 3];

        weights[k] = ((b[1] - y) * (c[2] - z) - (c[1] - y) * (b[2] - z)) / area;
        inside = inside && weights[k] >= 0;
        x += weights[k] * corner[k][0];
      }
      if (!inside)
        continue;
      if (filled == NULL)
        lines->starts[line + 1]++;
      else
        lines->crossings[lines->starts[line] + filled[line]++] =
            (Crossing){(float) x, area > 0 ? -1 : 1};
    }
}

static void
cross_all (Lines *lines,
           const CalDemoGrid *grid,
           const CalDemoMesh *mesh,
           const float *points,
           guint32 *filled)
{
  for (guint f = 0; f < mesh->n_faces; f++) {
    double corner[3][3];

    for (guint k = 0; k < 3; k++)
      to_lines (grid, points + 3 * mesh->faces[3 * f + k], corner[k]);
    cross_face (lines, corner, filled);
  }
}

static int
compare_crossings (gconstpointer a, gconstpointer b)
{
  float x = ((const Crossing *) a)->x;
  float y = ((const Crossing *) b)->x;

  return (x > y) - (x < y);
}

/* Adds the stretch from x0 to x1 (in voxels) to the voxels of a row. */
static void
add_stretch (float *row, gsize n, double x0, double x1, float weight)
{
  x0 = MAX (x0 + 0.5, 0);
  x1 = MIN (x1 + 0.5, (double) n);
  for (gsize i = (gsize) x0; (double) i < x1; i++)
    row[i] += weight * (float) (MIN (x1, (double) i + 1) - MAX (x0, (double) i));
}

/* Adds to coverage, one number per voxel, the share of each voxel that lies within a closed surface
 * (mm, faces counter-clockwise seen from outside): along x exactly, along y and z on LINES lines.
 * Where the surface crosses itself, what is wound around at least once counts as inside. */
void
cal_demo_grid_enclose (const CalDemoGrid *self,
                       const CalDemoMesh *mesh,
                       const float *points,
                       float *coverage)
{
  Lines lines = {.n_y = self->dims[1] * LINES, .n_z = self->dims[2] * LINES};
  gsize n_lines = lines.n_y * lines.n_z;
  g_autofree guint32 *starts = lines.starts = g_new0 (guint32, n_lines + 1);
  g_autofree guint32 *filled = g_new0 (guint32, n_lines);
  g_autofree Crossing *crossings = NULL;

  cross_all (&lines, self, mesh, points, NULL);
  for (gsize i = 0; i < n_lines; i++)
    starts[i + 1] += starts[i];
  crossings = lines.crossings = g_new (Crossing, starts[n_lines] + 1);
  cross_all (&lines, self, mesh, points, filled);
  for (gsize line = 0; line < n_lines; line++) {
    Crossing *first = crossings + starts[line];
    gsize n = starts[line + 1] - starts[line];
    gsize y = line % lines.n_y / LINES;
    gsize z = line / lines.n_y / LINES;
    float *row = coverage + self->dims[0] * (y + self->dims[1] * z);
    int winding = 0;

    qsort (first, n, sizeof *first, compare_crossings);
    for (gsize i = 0; i + 1 < n; i++) {
      winding += first[i].turn;
      if (winding > 0)
        add_stretch (row, self->dims[0], first[i].x, first[i + 1].x, 1.0f / (LINES * LINES));
    }
  }
}
