/* point-view.c - where the points of an embedding lie on a picture, and which is under a place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/point-view.h"

#include <math.h>

/* The farthest mark is this much smaller than the nearest one. */
#define DEPTH_SHRINK 0.4

#define MIN_ZOOM 0.2
#define MAX_ZOOM 200.0

/**
 * cal_point_view_init:
 * @self: (out caller-allocates): with no size yet, unturned
 * @n_dims: 2 or 3
 */
void
cal_point_view_init (CalPointView *self, guint n_dims)
{
  *self = (CalPointView){.n_dims = n_dims, .radius = {1.0, 1.0}, .zoom = 1.0};
  for (int a = 0; a < 3; a++)
    self->rotation[a][a] = 1.0;
}

/**
 * cal_point_view_fit:
 * @coordinates: @n rows of n_dims numbers
 *
 * Makes all points fit into the picture: in two dimensions their box, in three the sphere around
 * them, so that turning never pushes one out. Zoom, pan and rotation stay.
 */
void
cal_point_view_fit (CalPointView *self, const double *coordinates, gsize n)
{
  double low[3] = {INFINITY, INFINITY, INFINITY}, high[3] = {-INFINITY, -INFINITY, -INFINITY};
  double farthest = 0.0;

  for (gsize p = 0; p < n; p++)
    for (guint a = 0; a < self->n_dims; a++) {
      low[a] = fmin (low[a], coordinates[p * self->n_dims + a]);
      high[a] = fmax (high[a], coordinates[p * self->n_dims + a]);
    }
  for (guint a = 0; a < 3; a++)
    self->centre[a] = a < self->n_dims && high[a] >= low[a] ? 0.5 * (low[a] + high[a]) : 0.0;
  for (gsize p = 0; self->n_dims == 3 && p < n; p++) {
    double square = 0.0;

    for (guint a = 0; a < 3; a++)
      square += pow (coordinates[3 * p + a] - self->centre[a], 2.0);
    farthest = fmax (farthest, sqrt (square));
  }
  for (guint a = 0; a < 2; a++) {
    self->radius[a] = self->n_dims == 3 ? farthest : 0.5 * (high[a] - low[a]);
    if (!(self->radius[a] >= 0.0))
      self->radius[a] = 0.0;
  }
}

static double
get_scale (const CalPointView *self)
{
  double across = fmax (0.5 * self->width_px - self->margin_px, 1.0);
  double up = fmax (0.5 * self->height_px - self->margin_px, 1.0);
  double scale = fmin (across / self->radius[0], up / self->radius[1]);

  return self->zoom * (isfinite (scale) ? scale : 1.0);
}

/**
 * cal_point_view_turn:
 * @dx_px: how far the pointer went to the right
 * @dy_px: down
 *
 * Turns the cloud as if its front were taken along.
 */
void
cal_point_view_turn (CalPointView *self, double dx_px, double dy_px)
{
  double reach = fmax (fmin (self->width_px, self->height_px), 1.0);
  double about_up = M_PI * dx_px / reach, about_right = M_PI * dy_px / reach;
  const double yaw[3][3] = {{cos (about_up), 0.0, sin (about_up)},
                            {0.0, 1.0, 0.0},
                            {-sin (about_up), 0.0, cos (about_up)}};
  const double pitch[3][3] = {{1.0, 0.0, 0.0},
                              {0.0, cos (about_right), -sin (about_right)},
                              {0.0, sin (about_right), cos (about_right)}};
  double first[3][3], second[3][3];

  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++) {
      first[r][c] = 0.0;
      for (int k = 0; k < 3; k++)
        first[r][c] += yaw[r][k] * self->rotation[k][c];
    }
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++) {
      second[r][c] = 0.0;
      for (int k = 0; k < 3; k++)
        second[r][c] += pitch[r][k] * first[k][c];
    }
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++)
      self->rotation[r][c] = second[r][c];
}

/**
 * cal_point_view_zoom_at:
 * @factor: more than 1 comes nearer
 *
 * What lies at the place stays there.
 */
void
cal_point_view_zoom_at (CalPointView *self, double factor, double x_px, double y_px)
{
  double zoom = CLAMP (self->zoom * factor, MIN_ZOOM, MAX_ZOOM);
  const double at[2] = {x_px - 0.5 * self->width_px, y_px - 0.5 * self->height_px};

  for (int a = 0; a < 2; a++)
    self->pan_px[a] = at[a] + (self->pan_px[a] - at[a]) * zoom / self->zoom;
  self->zoom = zoom;
}

/**
 * cal_point_view_place:
 * @coordinates: @n rows of n_dims numbers
 * @half_px: half the width of the mark of the nearest point
 * @places: (out caller-allocates): @n of them
 */
void
cal_point_view_place (const CalPointView *self,
                      const double *coordinates,
                      gsize n,
                      double half_px,
                      CalPointPlace *places)
{
  double scale = get_scale (self);

  for (gsize p = 0; p < n; p++) {
    double at[3] = {0}, turned[3] = {0}, depth = 0.0;

    for (guint a = 0; a < self->n_dims; a++)
      at[a] = coordinates[p * self->n_dims + a] - self->centre[a];
    for (int r = 0; r < 3; r++)
      for (int c = 0; c < 3; c++)
        turned[r] += self->rotation[r][c] * at[c];
    if (self->n_dims == 3 && self->radius[0] > 0.0)
      depth = CLAMP (0.5 - 0.5 * turned[2] / self->radius[0], 0.0, 1.0);
    places[p] = (CalPointPlace){
        .x_px = 0.5 * self->width_px + self->pan_px[0] + scale * turned[0],
        .y_px = 0.5 * self->height_px + self->pan_px[1] - scale * turned[1],
        .depth = depth,
        .half_px = half_px * (1.0 - DEPTH_SHRINK * depth),
    };
    if (!isfinite (places[p].x_px) || !isfinite (places[p].y_px))
      places[p] = (CalPointPlace){0};
  }
}

static int
compare_depth (gconstpointer a, gconstpointer b, gpointer data)
{
  const CalPointPlace *places = data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  if (places[first].depth > places[second].depth || places[first].depth < places[second].depth)
    return places[first].depth > places[second].depth ? -1 : 1;
  return first < second ? -1 : first > second;
}

/**
 * cal_point_places_dup_order:
 *
 * Returns: (transfer full): the points from the farthest to the nearest: the order to draw in
 */
guint32 *
cal_point_places_dup_order (const CalPointPlace *places, gsize n)
{
  guint32 *order = g_new (guint32, n);

  for (gsize p = 0; p < n; p++)
    order[p] = (guint32) p;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_depth, (gpointer) places);
  return order;
}

/* How far outside its mark; negative inside. */
static double
get_gap (const CalPointPlace *place, CalMark mark, double x_px, double y_px)
{
  double dx = fabs (x_px - place->x_px), dy = fabs (y_px - place->y_px);

  return (mark == CAL_MARK_SQUARE ? fmax (dx, dy) : hypot (dx, dy)) - place->half_px;
}

/**
 * cal_point_places_pick:
 * @order: as they are drawn
 * @slack_px: how far beside a mark still counts, where no mark is hit
 *
 * Returns: the point whose mark is seen there: the last drawn of those that cover the place; else
 *   the nearest one; -1 for none
 */
gssize
cal_point_places_pick (const CalPointPlace *places,
                       const guint32 *order,
                       gsize n,
                       CalMark mark,
                       double x_px,
                       double y_px,
                       double slack_px)
{
  gssize nearest = -1;
  double smallest = slack_px;

  for (gsize k = n; k > 0; k--) {
    const CalPointPlace *place = &places[order[k - 1]];
    double gap;

    if (place->half_px <= 0.0)
      continue;
    gap = get_gap (place, mark, x_px, y_px);
    if (gap <= 0.0)
      return (gssize) order[k - 1];
    if (gap <= smallest) {
      smallest = gap;
      nearest = (gssize) order[k - 1];
    }
  }
  return nearest;
}

static gboolean
is_inside (const double *polygon, gsize n_corners, double x, double y)
{
  gboolean inside = FALSE;

  for (gsize c = 0, before = n_corners - 1; c < n_corners; before = c++) {
    const double *a = &polygon[2 * before], *b = &polygon[2 * c];

    if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
      inside = !inside;
  }
  return inside;
}

/**
 * cal_point_places_find_inside:
 * @polygon: @n_corners pairs of x and y in pixels; the last corner is joined to the first
 *
 * Returns: (transfer full) (element-type guint32): the points whose middle lies inside, by the
 *   even-odd rule
 */
GArray *
cal_point_places_find_inside (const CalPointPlace *places,
                              gsize n,
                              const double *polygon,
                              gsize n_corners)
{
  GArray *inside = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize p = 0; n_corners > 2 && p < n; p++) {
    guint32 index = (guint32) p;

    if (places[p].half_px > 0.0 && is_inside (polygon, n_corners, places[p].x_px, places[p].y_px))
      g_array_append_val (inside, index);
  }
  return inside;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const double *first = a, *second = b;

  if (first[0] < second[0] || first[0] > second[0])
    return first[0] < second[0] ? -1 : 1;
  return first[1] < second[1] ? -1 : first[1] > second[1];
}

static double
get_turn (const double *a, const double *b, const double *c)
{
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

typedef struct {
  double at[2];
} Corner;

static void
add_corner (GArray *hull, guint n_kept, const Corner *corner)
{
  while (hull->len >= n_kept + 2 &&
         get_turn (g_array_index (hull, Corner, hull->len - 2).at,
                   g_array_index (hull, Corner, hull->len - 1).at, corner->at) <= 0.0)
    g_array_set_size (hull, hull->len - 1);
  g_array_append_val (hull, *corner);
}

/**
 * cal_point_places_find_hull:
 * @members: @n_members of the points
 *
 * Returns: (transfer full): x and y, two numbers an element, of the corners of the smallest convex
 *   polygon around the members; fewer than three corners where they lie on one line
 */
GArray *
cal_point_places_find_hull (const CalPointPlace *places, const guint32 *members, gsize n_members)
{
  g_autoptr (GArray) corners = g_array_new (FALSE, FALSE, sizeof (Corner));
  GArray *hull = g_array_new (FALSE, FALSE, sizeof (Corner));
  guint n_kept;

  for (gsize m = 0; m < n_members; m++) {
    const CalPointPlace *place = &places[members[m]];
    Corner corner = {{place->x_px, place->y_px}};

    if (place->half_px > 0.0)
      g_array_append_val (corners, corner);
  }
  g_array_sort (corners, compare_places);
  for (guint c = 0; c < corners->len; c++)
    add_corner (hull, 0, &g_array_index (corners, Corner, c));
  n_kept = hull->len > 0 ? hull->len - 1 : 0;
  for (guint c = corners->len; c > 0 && corners->len > 2; c--)
    if (c < corners->len)
      add_corner (hull, n_kept, &g_array_index (corners, Corner, c - 1));
  /* The way back ends where the way out began. */
  if (corners->len > 2)
    g_array_set_size (hull, hull->len - 1);
  return hull;
}
