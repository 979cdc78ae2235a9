/* rdm-view.c - which part of an RDM is seen, and where its rows and columns lie.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/rdm-view.h"

#include <math.h>

/* In pixels at 96 dots an inch. */
#define MAX_CELL 160.0
#define PADDING 10.0
#define TITLE 22.0
#define FOOT 54.0
#define TREE 64.0
#define MIN_STRIP 22.0
#define MAX_STRIP 120.0
#define MORE_STRIP 40.0
#define GROUP_STRIP 18.0
#define NAMED_ROW 11.0

/* A frame smaller than this has the matrix only. */
#define MIN_FURNISHED 150.0

void
cal_rdm_view_init (CalRdmView *self)
{
  *self = (CalRdmView){.zoom = 1.0, .middle = {0.5, 0.5}};
}

/* Nothing beside the matrix is shown. */
static void
keep_inside (CalRdmView *self, const CalRdmPane *pane)
{
  double most = MAX (MAX_CELL * (double) pane->n / MAX (pane->size_px, 1), 1.0);

  self->zoom = CLAMP (self->zoom, 1.0, most);
  for (int axis = 0; axis < 2; axis++)
    self->middle[axis] = CLAMP (self->middle[axis], 0.5 / self->zoom, 1.0 - 0.5 / self->zoom);
}

/**
 * cal_rdm_view_zoom_at:
 * @pane: as it is seen now
 * @x: pixels of the picture
 * @y: pixels of the picture
 * @factor: above 1 enlarges
 *
 * What lies at that place stays there, unless the edge of the matrix would come into the pane.
 */
void
cal_rdm_view_zoom_at (CalRdmView *self, const CalRdmPane *pane, double x, double y, double factor)
{
  double at[2] = {(x - pane->x_px) / pane->size_px - 0.5, (y - pane->y_px) / pane->size_px - 0.5};
  double before = self->zoom;

  self->zoom *= factor;
  keep_inside (self, pane);
  for (int axis = 0; axis < 2; axis++)
    self->middle[axis] += CLAMP (at[axis], -0.5, 0.5) * (1.0 / before - 1.0 / self->zoom);
  keep_inside (self, pane);
}

/**
 * cal_rdm_view_pan:
 * @dx: how far the picture goes to the right, in pixels
 * @dy: how far it goes down
 */
void
cal_rdm_view_pan (CalRdmView *self, const CalRdmPane *pane, double dx, double dy)
{
  self->middle[0] -= dx / (pane->size_px * self->zoom);
  self->middle[1] -= dy / (pane->size_px * self->zoom);
  keep_inside (self, pane);
}

/**
 * cal_rdm_view_reveal:
 *
 * Moves no further than needed to have the whole cell in the pane.
 */
void
cal_rdm_view_reveal (CalRdmView *self, const CalRdmPane *pane, gsize row, gsize column)
{
  double cell[2] = {(double) column, (double) row}, n = (double) pane->n, half = 0.5 / self->zoom;

  for (int axis = 0; axis < 2; axis++) {
    double low = (cell[axis] + 1.0) / n - half, high = cell[axis] / n + half;

    if (low <= high)
      self->middle[axis] = CLAMP (self->middle[axis], low, high);
  }
  keep_inside (self, pane);
}

/**
 * cal_rdm_pane_init:
 * @n: rows of the matrix
 * @x_px: left edge of the square, in pixels of the picture
 * @y_px: its top edge
 * @size_px: its side
 */
void
cal_rdm_pane_init (
    CalRdmPane *self, const CalRdmView *view, gsize n, int x_px, int y_px, int size_px)
{
  *self = (CalRdmPane){.n = n, .x_px = x_px, .y_px = y_px, .size_px = MAX (size_px, 1)};
  self->px_per_cell = self->size_px * view->zoom / (double) n;
  for (int axis = 0; axis < 2; axis++)
    self->first[axis] = (view->middle[axis] - 0.5 / view->zoom) * (double) n;
}

/**
 * cal_rdm_pane_get_px:
 * @axis: 0 for columns, 1 for rows
 * @cell: a column or row, from its left or top edge
 *
 * Returns: where it lies, in pixels of the picture; it may be outside the pane
 */
double
cal_rdm_pane_get_px (const CalRdmPane *self, int axis, double cell)
{
  return (axis == 0 ? self->x_px : self->y_px) + (cell - self->first[axis]) * self->px_per_cell;
}

/**
 * cal_rdm_pane_find_along:
 * @axis: 0 for columns, 1 for rows
 * @cell: (out): the column or row
 *
 * Returns: whether @px lies on the pane
 */
gboolean
cal_rdm_pane_find_along (const CalRdmPane *self, int axis, double px, gsize *cell)
{
  double along = px - (axis == 0 ? self->x_px : self->y_px), at;

  if (!(along >= 0.0 && along < self->size_px))
    return FALSE;
  at = floor (self->first[axis] + along / self->px_per_cell);
  *cell = (gsize) CLAMP (at, 0.0, (double) self->n - 1.0);
  return TRUE;
}

/**
 * cal_rdm_pane_find_cell:
 *
 * Returns: whether the place lies on the pane
 */
gboolean
cal_rdm_pane_find_cell (const CalRdmPane *self, double x, double y, gsize *row, gsize *column)
{
  return cal_rdm_pane_find_along (self, 0, x, column) && cal_rdm_pane_find_along (self, 1, y, row);
}

/**
 * cal_rdm_pane_get_visible:
 * @first: (out): the first column or row of which something is seen
 * @end: (out): the one after the last
 */
void
cal_rdm_pane_get_visible (const CalRdmPane *self, int axis, gsize *first, gsize *end)
{
  double last = self->first[axis] + self->size_px / self->px_per_cell;

  *first = (gsize) CLAMP (floor (self->first[axis]), 0.0, (double) self->n - 1.0);
  *end = (gsize) CLAMP (ceil (last - 1e-9), (double) *first + 1.0, (double) self->n);
}

/**
 * cal_rdm_pane_get_level:
 *
 * Returns: how often cells are halved so that one is no smaller than a pixel, and none is skipped
 */
guint
cal_rdm_pane_get_level (const CalRdmPane *self)
{
  guint level = 0;

  while (ldexp (self->px_per_cell, (int) level) < 1.0 && (self->n - 1) >> level > 0)
    level++;
  return level;
}

/* Names left and above, a dendrogram right, the colour bar below; the matrix as large as the rest
 * lets it be, and all together in the middle. */
static void
furnish (CalRdmFrame *self, const CalRdmView *view, gsize n, gboolean has_tree, double scale)
{
  int padding = (int) lrint (PADDING * scale), least = MIN (self->width_px, self->height_px);
  int width, height, size;

  if (least >= MIN_FURNISHED * scale) {
    self->strip_px[0] = (int) lrint (CLAMP (0.2 * least, MIN_STRIP * scale, MAX_STRIP * scale));
    self->strip_px[1] = self->strip_px[0];
    self->tree_px = has_tree ? (int) lrint (MIN (TREE * scale, 0.15 * least)) : 0;
    self->foot_px = (int) lrint (FOOT * scale);
  }
  height = self->height_px - 2 * padding - self->title_px - self->strip_px[0] - self->foot_px;
  width = self->width_px - 2 * padding - self->strip_px[1] - self->tree_px;
  /* What room there is beside the square is for longer names. */
  if (self->strip_px[1] > 0) {
    int more = (int) lrint (MORE_STRIP * scale), slack = width - height;

    self->strip_px[1] += CLAMP (slack, 0, more);
    self->strip_px[0] += CLAMP (-slack, 0, more);
    width -= CLAMP (slack, 0, more);
    height -= CLAMP (-slack, 0, more);
  }
  size = MAX (MIN (width, height), 1);
  cal_rdm_pane_init (
      &self->pane, view, n, self->x_px + padding + self->strip_px[1] + MAX (width - size, 0) / 2,
      self->y_px + padding + self->title_px + self->strip_px[0] + MAX (height - size, 0) / 2, size);
}

/**
 * cal_rdm_layout:
 * @n_conditions: of each matrix
 * @n_frames: how many; more than CAL_RDM_MAX_PANES are left out
 * @has_tree: leave room for a dendrogram
 * @width_px: of the picture
 * @height_px: of the picture
 * @scale: pixels to one at 96 dots an inch
 *
 * As many columns as make the matrices largest. Several have titles.
 */
void
cal_rdm_layout (CalRdmLayout *self,
                const CalRdmView *view,
                const gsize *n_conditions,
                guint n_frames,
                gboolean has_tree,
                int width_px,
                int height_px,
                double scale)
{
  guint n_columns = 1, n_rows;
  int largest = 0;

  *self = (CalRdmLayout){.n_frames = MIN (n_frames, CAL_RDM_MAX_PANES), .scale = scale};
  if (self->n_frames == 0)
    return;
  for (guint n = 1; n <= self->n_frames; n++) {
    int size = MIN (width_px / (int) n, height_px / (int) ((self->n_frames + n - 1) / n));

    if (size > largest) {
      largest = size;
      n_columns = n;
    }
  }
  n_rows = (self->n_frames + n_columns - 1) / n_columns;
  for (guint n = 0; n < self->n_frames; n++) {
    CalRdmFrame *frame = &self->frames[n];
    int column = (int) (n % n_columns), row = (int) (n / n_columns);

    frame->x_px = width_px * column / (int) n_columns;
    frame->y_px = height_px * row / (int) n_rows;
    frame->width_px = width_px * (column + 1) / (int) n_columns - frame->x_px;
    frame->height_px = height_px * (row + 1) / (int) n_rows - frame->y_px;
    frame->title_px = self->n_frames > 1 ? (int) lrint (TITLE * scale) : 0;
    furnish (frame, view, n_conditions[n], has_tree, scale);
  }
}

/**
 * cal_rdm_layout_names_rows:
 *
 * Returns: whether rows are tall enough for their names; else the groups' names take the strips
 */
gboolean
cal_rdm_layout_names_rows (const CalRdmLayout *self, guint frame)
{
  return self->frames[frame].pane.px_per_cell >= NAMED_ROW * self->scale;
}

/* On the strip left of the matrix (axis 1) or above it (axis 0), @depth pixels from the matrix. */
static void
hit_strip (const CalRdmLayout *self,
           guint frame,
           CalRdmOrder *order,
           int axis,
           double along,
           double depth,
           CalRdmHit *hit)
{
  const CalRdmFrame *place = &self->frames[frame];
  gboolean has_names = cal_rdm_layout_names_rows (self, frame);
  gsize *cell = axis == 1 ? &hit->row : &hit->column;

  if (!cal_rdm_pane_find_along (&place->pane, axis, along, cell))
    return;
  if ((!has_names || depth > place->strip_px[axis] - GROUP_STRIP * self->scale) &&
      cal_rdm_order_find_group (order, *cell, &hit->group))
    hit->part = axis == 1 ? CAL_RDM_ROW_GROUP : CAL_RDM_COLUMN_GROUP;
  else
    hit->part = axis == 1 ? CAL_RDM_ROW : CAL_RDM_COLUMN;
}

/**
 * cal_rdm_layout_hit:
 * @orders: of the conditions, one a frame
 * @x: pixels of the picture
 * @y: pixels of the picture
 *
 * Returns: what lies there
 */
CalRdmHit
cal_rdm_layout_hit (const CalRdmLayout *self, CalRdmOrder *const *orders, double x, double y)
{
  CalRdmHit hit = {.part = CAL_RDM_NOWHERE};

  for (guint n = 0; n < self->n_frames; n++) {
    const CalRdmFrame *frame = &self->frames[n];
    const CalRdmPane *pane = &frame->pane;
    double left = pane->x_px - x, above = pane->y_px - y, right = x - pane->x_px - pane->size_px;

    if (x < frame->x_px || x >= frame->x_px + frame->width_px || y < frame->y_px ||
        y >= frame->y_px + frame->height_px)
      continue;
    hit.frame = n;
    if (cal_rdm_pane_find_cell (pane, x, y, &hit.row, &hit.column))
      hit.part = CAL_RDM_CELL;
    else if (left > 0.0 && left <= frame->strip_px[1])
      hit_strip (self, n, orders[n], 1, y, left, &hit);
    else if (above > 0.0 && above <= frame->strip_px[0])
      hit_strip (self, n, orders[n], 0, x, above, &hit);
    else if (right >= 0.0 && right < frame->tree_px &&
             cal_rdm_pane_find_along (pane, 1, y, &hit.row)) {
      hit.part = CAL_RDM_TREE;
      hit.depth = right / frame->tree_px;
    }
    return hit;
  }
  return hit;
}
