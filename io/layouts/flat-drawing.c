/* flat-drawing.c - lines drawn on two flat hemispheres, and the vertices inside or along them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/flat-drawing.h"

#include <math.h>

#include "io/svg.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
/* The outline is compared at about so many of its points, */
#define MAX_COMPARED 400
/* and goes through vertices of the map up to this share of its height. */
#define OUTLINE_TOLERANCE 1e-3

void
cal_flat_drawing_free (CalFlatDrawing *self)
{
  for (int h = 0; h < 2; h++) {
    g_free (self->vertices[h]);
    g_free (self->is_flat[h]);
  }
  g_free (self->points);
  g_free (self->lines);
  g_clear_object (&self->names);
  g_free (self);
}

/* Which vertices are in a triangle, and how long triangles' sides are. */
static void
take_faces (CalFlatDrawing *self, int h, CalSurface *surface, double *sum, gsize *n_sides)
{
  const guint32 *faces = cal_surface_get_faces (surface);
  const float *vertices = cal_surface_get_vertices (surface);

  for (gsize f = 0; f < cal_surface_get_n_faces (surface); f++)
    for (int c = 0; c < 3; c++) {
      const float *a = vertices + 3 * (gsize) faces[3 * f + (gsize) c];
      const float *b = vertices + 3 * (gsize) faces[3 * f + (gsize) (c + 1) % 3];

      self->is_flat[h][faces[3 * f + (gsize) c]] = 1;
      *sum += hypot ((double) a[0] - (double) b[0], (double) a[1] - (double) b[1]);
      *n_sides += 1;
    }
}

/* Puts the hemispheres beside each other, as pycortex does; with @all also vertices that are in no
 * triangle count. */
static void
place_vertices (CalFlatDrawing *self, CalSurface *surfaces[2], gboolean all)
{
  for (int a = 0; a < 2; a++) {
    self->low[a] = G_MAXDOUBLE;
    self->high[a] = -G_MAXDOUBLE;
  }
  for (int h = 0; h < 2; h++) {
    const float *vertices = cal_surface_get_vertices (surfaces[h]);
    double middle = h == 0 ? -G_MAXDOUBLE : G_MAXDOUBLE;

    for (gsize v = 0; v < self->n[h]; v++)
      if (all || self->is_flat[h][v])
        middle = h == 0 ? MAX (middle, (double) vertices[3 * v])
                        : MIN (middle, (double) vertices[3 * v]);
    for (gsize v = 0; v < self->n[h]; v++) {
      double *to = self->vertices[h] + 2 * v;

      to[0] = (double) vertices[3 * v] - middle;
      to[1] = (double) vertices[3 * v + 1];
      for (int a = 0; (all || self->is_flat[h][v]) && a < 2; a++) {
        self->low[a] = MIN (self->low[a], to[a]);
        self->high[a] = MAX (self->high[a], to[a]);
      }
    }
  }
}

/* From shares of the drawing to millimetres of the map. */
static void
place_lines (CalFlatDrawing *self, CalTable *points)
{
  gsize p = 0;

  for (int a = 0; a < 2; a++) {
    const CalColumn *column = cal_table_get_column (points, (guint) a);

    for (gsize n = 0; n < cal_table_get_n_rows (points); n++)
      self->points[2 * n + (gsize) a] =
          self->low[a] + cal_column_get_number (column, n) * (self->high[a] - self->low[a]);
  }
  for (gsize n = 0; n < self->n_lines; n++) {
    CalFlatLine *line = self->lines + n;

    line->points = self->points + 2 * p;
    for (int a = 0; a < 2; a++) {
      line->low[a] = line->high[a] = line->points[a];
      for (gsize q = 1; q < line->n_points; q++) {
        line->low[a] = MIN (line->low[a], line->points[2 * q + (gsize) a]);
        line->high[a] = MAX (line->high[a], line->points[2 * q + (gsize) a]);
      }
    }
    p += line->n_points;
  }
}

static double
find_nearest (const CalFlatDrawing *self, const double point[2])
{
  double nearest = G_MAXDOUBLE;

  for (int h = 0; h < 2; h++)
    for (gsize v = 0; v < self->n[h]; v++) {
      double x = self->vertices[h][2 * v] - point[0], y = self->vertices[h][2 * v + 1] - point[1];

      if (x * x + y * y < nearest)
        nearest = x * x + y * y;
    }
  return sqrt (nearest);
}

/* How far from a vertex the drawing's outline of the map is at most; NaN if it has none. */
static double
measure_outline (const CalFlatDrawing *self)
{
  double furthest = (double) NAN;

  for (gsize n = 0; n < self->n_lines; n++) {
    const CalFlatLine *line = self->lines + n;

    if (!g_str_equal (line->shape, "clippath"))
      continue;
    for (gsize p = 0; p < line->n_points; p += 1 + line->n_points / MAX_COMPARED)
      furthest = fmax (furthest, find_nearest (self, line->points + 2 * p));
  }
  return furthest;
}

/* Lines as the reader gives them; FALSE with @error if their points are not as many as are said. */
static gboolean
take_lines (
    CalFlatDrawing *self, CalTable *lines, CalTable *points, const char *path, GError **error)
{
  const CalColumn *columns[5];
  gsize n_points = 0;

  self->n_lines = cal_table_get_n_rows (lines);
  self->lines = g_new0 (CalFlatLine, MAX (self->n_lines, 1));
  self->points = g_new0 (double, MAX (cal_size_times (cal_table_get_n_rows (points), 2), 1));
  self->names = g_object_ref (lines);
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    columns[c] = cal_table_get_column (lines, c);
  for (gsize n = 0; n < self->n_lines; n++) {
    CalFlatLine *line = self->lines + n;

    line->layer = cal_text_array_get (columns[0]->texts, n);
    line->shape = cal_text_array_get (columns[1]->texts, n);
    line->path = (guint) cal_column_get_number (columns[2], n);
    line->is_closed = cal_column_get_number (columns[3], n) != 0.0;
    line->n_points = (gsize) cal_column_get_number (columns[4], n);
    n_points += line->n_points;
  }
  if (n_points == cal_table_get_n_rows (points))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %" N " points; expected %" N, path,
               cal_table_get_n_rows (points), n_points);
  return FALSE;
}

static CalTable *
find_table (CalLoaded *drawing, const char *name)
{
  GPtrArray *objects = cal_loaded_get_objects (drawing);

  for (guint n = 0; n < objects->len; n++)
    if (CAL_IS_TABLE (objects->pdata[n]) &&
        g_str_equal (cal_table_get_name (objects->pdata[n]), name))
      return objects->pdata[n];
  return NULL;
}

/* pycortex has counted vertices off the map in some versions and not in others. */
static gboolean
fit (CalFlatDrawing *self,
     CalSurface *surfaces[2],
     CalTable *points,
     const char *path,
     CalFindings *findings,
     GError **error)
{
  double furthest = 0.0;

  for (int all = 1; all >= 0; all--) {
    place_vertices (self, surfaces, all);
    place_lines (self, points);
    furthest = measure_outline (self);
    if (furthest <= OUTLINE_TOLERANCE * (self->high[1] - self->low[1]))
      return TRUE;
    if (isnan (furthest)) {
      cal_findings_remark (findings, "overlays.svg has no outline to compare with the flat "
                                     "surfaces: taken to be drawn on them");
      return TRUE;
    }
  }
  g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
               "%s: its outline is up to %.3g mm off the vertices of flat_lh.gii and flat_rh.gii; "
               "it was drawn on other surfaces",
               path, furthest);
  return FALSE;
}

/**
 * cal_flat_drawing_new:
 * @drawing: as cal_svg_load() gives it
 * @surfaces: left and right, flat
 *
 * Returns: (transfer full): the drawing laid on the map; NULL with CAL_ERROR_BINDING if it is of
 *   other surfaces
 */
CalFlatDrawing *
cal_flat_drawing_new (CalLoaded *drawing,
                      CalSurface *surfaces[2],
                      CalFindings *findings,
                      GError **error)
{
  g_autoptr (CalFlatDrawing) self = g_new0 (CalFlatDrawing, 1);
  CalTable *lines = find_table (drawing, CAL_SVG_LINES);
  CalTable *points = find_table (drawing, CAL_SVG_POINTS);
  const char *path = cal_loaded_get_path (drawing);
  double sum = 0.0;
  gsize n_sides = 0;

  if (lines == NULL || points == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: expected an SVG drawing with layers",
                 path);
    return NULL;
  }
  for (int h = 0; h < 2; h++) {
    self->n[h] = cal_surface_get_n_vertices (surfaces[h]);
    self->vertices[h] = g_new (double, MAX (cal_size_times (self->n[h], 2), 1));
    self->is_flat[h] = g_new0 (guint8, MAX (self->n[h], 1));
    take_faces (self, h, surfaces[h], &sum, &n_sides);
  }
  self->edge_mm = n_sides > 0 ? sum / (double) n_sides : 0.0;
  if (!take_lines (self, lines, points, path, error) ||
      !fit (self, surfaces, points, path, findings, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Whether a ray to the right of the point crosses the line, closed, an odd number of times. */
static gboolean
is_odd (const CalFlatLine *line, const double point[2])
{
  gboolean is_in = FALSE;

  if (point[0] < line->low[0] || point[0] > line->high[0] || point[1] < line->low[1] ||
      point[1] > line->high[1])
    return FALSE;
  for (gsize p = 0, q = line->n_points - 1; p < line->n_points; q = p++) {
    const double *a = line->points + 2 * p, *b = line->points + 2 * q;

    if ((a[1] > point[1]) != (b[1] > point[1]) &&
        point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0])
      is_in = !is_in;
  }
  return is_in;
}

/**
 * cal_flat_drawing_mark_inside:
 * @line: the first of a path: what is inside an odd number of the path's lines is inside it
 * @inside: (inout): set where a vertex of the map is inside
 * @is_taken: (inout): set for each line of the path
 */
void
cal_flat_drawing_mark_inside (const CalFlatDrawing *self,
                              gsize line,
                              guint8 *const inside[2],
                              gboolean *is_taken)
{
  gsize end = line;

  while (end < self->n_lines && self->lines[end].path == self->lines[line].path)
    is_taken[end++] = TRUE;
  for (int h = 0; h < 2; h++)
    for (gsize v = 0; v < self->n[h]; v++) {
      gboolean is_in = FALSE;

      if (!self->is_flat[h][v])
        continue;
      for (gsize n = line; n < end; n++)
        is_in ^= is_odd (self->lines + n, self->vertices[h] + 2 * v);
      inside[h][v] |= is_in;
    }
}

static double
measure_segment (const double a[2], const double b[2], const double point[2])
{
  double x = b[0] - a[0], y = b[1] - a[1], length = x * x + y * y;
  double t = length > 0.0 ? ((point[0] - a[0]) * x + (point[1] - a[1]) * y) / length : 0.0;

  t = CLAMP (t, 0.0, 1.0);
  return hypot (a[0] + t * x - point[0], a[1] + t * y - point[1]);
}

static gboolean
is_near (const CalFlatLine *line, const double point[2], double within)
{
  if (point[0] < line->low[0] - within || point[0] > line->high[0] + within ||
      point[1] < line->low[1] - within || point[1] > line->high[1] + within)
    return FALSE;
  for (gsize p = 1; p < line->n_points; p++)
    if (measure_segment (line->points + 2 * (p - 1), line->points + 2 * p, point) <= within)
      return TRUE;
  return FALSE;
}

/**
 * cal_flat_drawing_mark_along:
 * @along: (inout): set where a vertex of the map is no further from the line than half an edge is
 *   long
 */
void
cal_flat_drawing_mark_along (const CalFlatDrawing *self, gsize line, guint8 *const along[2])
{
  for (int h = 0; h < 2; h++)
    for (gsize v = 0; v < self->n[h]; v++)
      along[h][v] |= self->is_flat[h][v] &&
                     is_near (self->lines + line, self->vertices[h] + 2 * v, self->edge_mm / 2.0);
}
