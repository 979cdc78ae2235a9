/* slice-layout.c - how slices share a rectangle: three planes, or a mosaic of one.
 *
 * All panes have one scale, so that what is as large on the picture is as large in the head.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/slice-layout.h"

#include <math.h>

/* The room left around the box, as a part of it. */
#define MARGIN 1.06

G_DEFINE_ENUM_TYPE (CalSliceMode,
                    cal_slice_mode,
                    G_DEFINE_ENUM_VALUE (CAL_SLICES_THREE_PLANES, "three-planes"),
                    G_DEFINE_ENUM_VALUE (CAL_SLICES_MOSAIC, "mosaic"))

G_DEFINE_ENUM_TYPE (CalPlane,
                    cal_plane,
                    G_DEFINE_ENUM_VALUE (CAL_PLANE_SAGITTAL, "sagittal"),
                    G_DEFINE_ENUM_VALUE (CAL_PLANE_CORONAL, "coronal"),
                    G_DEFINE_ENUM_VALUE (CAL_PLANE_AXIAL, "axial"))

/* Rows and columns of panes: where each plane goes. */
typedef struct {
  int n_columns, n_rows;
  int column[3], row[3];
} Arrangement;

/* The world axes across and up a plane. */
static void
get_axes (CalPlane plane, int *across, int *up)
{
  *across = plane == CAL_PLANE_SAGITTAL ? 1 : 0;
  *up = plane == CAL_PLANE_AXIAL ? 1 : 2;
}

/**
 * cal_plane_get_axis:
 *
 * Returns: the world axis through the plane: 0, 1 or 2 for x, y or z
 */
int
cal_plane_get_axis (CalPlane plane)
{
  return plane == CAL_PLANE_SAGITTAL ? 0 : plane == CAL_PLANE_CORONAL ? 1 : 2;
}

/**
 * cal_slice_layout_init:
 * @self: (out caller-allocates): three planes through the cursor, fitted to all that @scene holds,
 *   and a mosaic of 3 x 5 axial slices that waits
 * @scene: its convention, cursor and bounds are taken
 */
void
cal_slice_layout_init (CalSliceLayout *self, CalScene *scene, int width_px, int height_px)
{
  *self = (CalSliceLayout){
      .width_px = width_px,
      .height_px = height_px,
      .gap_px = 2,
      .low_mm = {-80.0, -110.0, -70.0},
      .high_mm = {80.0, 80.0, 90.0},
      .zoom = 1.0,
      .plane = CAL_PLANE_AXIAL,
      .n_rows = 3,
      .n_columns = 5,
  };
  g_object_get (scene, "convention", &self->convention, NULL);
  cal_scene_get_bounds (scene, self->low_mm, self->high_mm);
  if (!cal_cursor_get_position (cal_scene_get_cursor (scene), self->position_mm))
    for (int a = 0; a < 3; a++)
      self->position_mm[a] = (self->low_mm[a] + self->high_mm[a]) / 2.0;
  self->from_mm = self->low_mm[2] + 0.15 * (self->high_mm[2] - self->low_mm[2]);
  self->to_mm = self->high_mm[2] - 0.15 * (self->high_mm[2] - self->low_mm[2]);
}

static double
get_extent (const CalSliceLayout *self, int axis)
{
  return MAX (self->high_mm[axis] - self->low_mm[axis], 1e-3) * MARGIN;
}

static gboolean
is_in (const CalSliceLayout *self, int plane, int *n)
{
  *n += !self->hidden[plane];
  return !self->hidden[plane];
}

/* In the square the coronal plane lies over the axial one and beside the sagittal one, so that the
 * lines of the crosshair run on from pane to pane. */
static Arrangement
get_arrangement (const CalSliceLayout *self, int nth)
{
  static const Arrangement square = {2, 2, {1, 0, 0}, {0, 0, 1}};
  Arrangement line = {0};
  int n = 0;

  for (int plane = 0; plane < 3; plane++) {
    int place = n;

    if (is_in (self, plane, &n)) {
      line.column[plane] = nth == 0 ? place : 0;
      line.row[plane] = nth == 0 ? 0 : place;
    }
  }
  line.n_columns = nth == 0 ? n : 1;
  line.n_rows = nth == 0 ? 1 : n;
  return nth == 2 && n == 3 ? square : line;
}

/* What the widest pane of each column and the highest of each row need, in mm. */
static void
measure (const CalSliceLayout *self, const Arrangement *a, double columns[3], double rows[3])
{
  for (int n = 0; n < 3; n++)
    columns[n] = rows[n] = 0.0;
  for (int plane = 0; plane < 3; plane++) {
    int across, up;

    if (self->hidden[plane])
      continue;
    get_axes ((CalPlane) plane, &across, &up);
    columns[a->column[plane]] = MAX (columns[a->column[plane]], get_extent (self, across));
    rows[a->row[plane]] = MAX (rows[a->row[plane]], get_extent (self, up));
  }
}

static double
get_scale (const CalSliceLayout *self,
           const Arrangement *a,
           const double columns[3],
           const double rows[3])
{
  int width_px = MAX (self->width_px - (a->n_columns - 1) * self->gap_px, 1);
  int height_px = MAX (self->height_px - (a->n_rows - 1) * self->gap_px, 1);

  return MAX ((columns[0] + columns[1] + columns[2]) / width_px,
              (rows[0] + rows[1] + rows[2]) / height_px);
}

/* Shares a length among parts: what each needs, and an equal share of what is left over. */
static void
share (int length_px, int gap_px, int n, const double needs[3], double mm_per_px, int edges[4])
{
  double needed_px = 0.0, at = 0.0, left_px;

  for (int i = 0; i < n; i++)
    needed_px += needs[i] / mm_per_px;
  left_px = MAX (length_px - (n - 1) * gap_px, n) - needed_px;
  for (int i = 0; i <= n; i++) {
    edges[i] = (int) floor (at + 0.5) + i * gap_px;
    if (i < n)
      at += needs[i] / mm_per_px + left_px / n;
  }
}

static CalSlicePane
make_pane (
    const CalSliceLayout *self, CalPlane plane, const int box[4], double mm_per_px, double at_mm)
{
  CalSlicePane pane = {.x_px = box[0], .y_px = box[1]};
  int through = cal_plane_get_axis (plane);

  pane.view.plane = plane;
  pane.view.convention = self->convention;
  pane.view.mm_per_px = mm_per_px / self->zoom;
  pane.view.width_px = MAX (box[2], 1);
  pane.view.height_px = MAX (box[3], 1);
  for (int a = 0; a < 3; a++)
    pane.view.centre_mm[a] =
        a == through ? at_mm : (self->low_mm[a] + self->high_mm[a]) / 2.0 + self->pan_mm[a];
  return pane;
}

static void
append_planes (const CalSliceLayout *self, GArray *panes)
{
  Arrangement best = get_arrangement (self, 0);
  double columns[3], rows[3], mm_per_px;
  int x[4], y[4];

  measure (self, &best, columns, rows);
  mm_per_px = get_scale (self, &best, columns, rows);
  for (int nth = 1; nth < 3; nth++) {
    Arrangement other = get_arrangement (self, nth);
    double other_columns[3], other_rows[3], other_mm_per_px;

    measure (self, &other, other_columns, other_rows);
    other_mm_per_px = get_scale (self, &other, other_columns, other_rows);
    if (other_mm_per_px < mm_per_px) {
      best = other;
      mm_per_px = other_mm_per_px;
    }
  }
  measure (self, &best, columns, rows);
  share (self->width_px, self->gap_px, best.n_columns, columns, mm_per_px, x);
  share (self->height_px, self->gap_px, best.n_rows, rows, mm_per_px, y);
  for (int plane = 0; plane < 3; plane++) {
    int c = best.column[plane], r = best.row[plane];
    int box[4] = {x[c], y[r], x[c + 1] - x[c] - self->gap_px, y[r + 1] - y[r] - self->gap_px};
    CalSlicePane pane = make_pane (self, (CalPlane) plane, box, mm_per_px,
                                   self->position_mm[cal_plane_get_axis ((CalPlane) plane)]);

    if (!self->hidden[plane])
      g_array_append_val (panes, pane);
  }
}

static void
append_mosaic (const CalSliceLayout *self, GArray *panes)
{
  int n_rows = MAX (self->n_rows, 1), n_columns = MAX (self->n_columns, 1);
  int n = n_rows * n_columns, across, up;
  double cell_width, cell_height, mm_per_px;

  get_axes (self->plane, &across, &up);
  cell_width = (double) (self->width_px + self->gap_px) / n_columns;
  cell_height = (double) (self->height_px + self->gap_px) / n_rows;
  mm_per_px = MAX (get_extent (self, across) / MAX (cell_width - self->gap_px, 1.0),
                   get_extent (self, up) / MAX (cell_height - self->gap_px, 1.0));
  for (int i = 0; i < n; i++) {
    int left = (int) floor (i % n_columns * cell_width + 0.5);
    int top = (int) floor (i / n_columns * cell_height + 0.5);
    int right = (int) floor ((i % n_columns + 1) * cell_width + 0.5) - self->gap_px;
    int bottom = (int) floor ((i / n_columns + 1) * cell_height + 0.5) - self->gap_px;
    int box[4] = {left, top, right - left, bottom - top};
    double at_mm =
        n == 1 ? self->from_mm : self->from_mm + (self->to_mm - self->from_mm) * i / (n - 1);
    CalSlicePane pane = make_pane (self, self->plane, box, mm_per_px, at_mm);

    g_array_append_val (panes, pane);
  }
}

/**
 * cal_slice_layout_dup_panes:
 *
 * Three planes stand in a row, a column or a square, whichever shows them largest.
 *
 * Returns: (transfer full) (element-type CalSlicePane): the panes; of a mosaic, row by row
 */
GArray *
cal_slice_layout_dup_panes (const CalSliceLayout *self)
{
  GArray *panes = g_array_new (FALSE, FALSE, sizeof (CalSlicePane));

  if (self->mode == CAL_SLICES_MOSAIC)
    append_mosaic (self, panes);
  else
    append_planes (self, panes);
  return panes;
}

/**
 * cal_slice_layout_zoom_at:
 * @pane: one of its panes
 * @x_px: in the whole rectangle
 * @y_px: in the whole rectangle
 * @factor: over 1 enlarges
 *
 * Zooms so that the place under (@x_px, @y_px) stays where it is.
 */
void
cal_slice_layout_zoom_at (
    CalSliceLayout *self, const CalSlicePane *pane, double x_px, double y_px, double factor)
{
  double zoom = CLAMP (self->zoom * factor, 0.25, 64.0), under_mm[3];
  int through = cal_plane_get_axis (pane->view.plane);

  cal_slice_pane_to_mm (pane, x_px, y_px, under_mm);
  for (int a = 0; a < 3; a++)
    if (a != through)
      self->pan_mm[a] += (under_mm[a] - pane->view.centre_mm[a]) * (1.0 - self->zoom / zoom);
  self->zoom = zoom;
}

/**
 * cal_slice_layout_pan:
 * @pane: one of its panes
 * @dx_px: how far the picture shall move right
 * @dy_px: how far the picture shall move down
 */
void
cal_slice_layout_pan (CalSliceLayout *self, const CalSlicePane *pane, double dx_px, double dy_px)
{
  CalAffine pane_to_world = cal_slice_view_get_pane_to_world (&pane->view);
  double moved_mm[3] = {dx_px, dy_px, 0.0};

  cal_affine_apply_vector (&pane_to_world, moved_mm, moved_mm);
  for (int a = 0; a < 3; a++)
    self->pan_mm[a] -= moved_mm[a];
}

/**
 * cal_slice_panes_find:
 * @panes: (element-type CalSlicePane): from cal_slice_layout_dup_panes()
 *
 * Returns: (transfer none) (nullable): the pane there
 */
const CalSlicePane *
cal_slice_panes_find (GArray *panes, double x_px, double y_px)
{
  for (guint n = 0; n < panes->len; n++) {
    const CalSlicePane *pane = &g_array_index (panes, CalSlicePane, n);

    if (x_px >= pane->x_px && x_px < pane->x_px + pane->view.width_px && y_px >= pane->y_px &&
        y_px < pane->y_px + pane->view.height_px)
      return pane;
  }
  return NULL;
}

/**
 * cal_slice_pane_to_mm:
 * @x_px: in the whole rectangle, a pixel's centre being at +0.5
 * @y_px: in the whole rectangle
 * @world_mm: (out caller-allocates): what is drawn there
 */
void
cal_slice_pane_to_mm (const CalSlicePane *pane, double x_px, double y_px, double world_mm[3])
{
  CalAffine pane_to_world = cal_slice_view_get_pane_to_world (&pane->view);
  double p[3] = {x_px - pane->x_px, y_px - pane->y_px, 0.0};

  cal_affine_apply (&pane_to_world, p, world_mm);
}
