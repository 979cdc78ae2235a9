/* slice-overlay.c - what is drawn over slices: surface outlines, crosshair, letters, scale.
 *
 * Everything is placed by the matrix that draws the voxels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/slice-overlay.h"

#include <math.h>

#include "model/number.h"
#include "render/scene/outline.h"
#include "render/vector/text.h"

/* Which surfaces are cut, and in which colour: blue and amber are told apart from grey anatomy and
 * from the usual hot maps, by people who see fewer hues too. */
static const struct {
  CalSurfaceKind kind;
  double rgba[4];
} kinds[] = {
    {CAL_SURFACE_PIAL, {0.30, 0.76, 1.00, 0.9}},
    {CAL_SURFACE_WHITE, {1.00, 0.83, 0.30, 0.9}},
};

#define N_KINDS G_N_ELEMENTS (kinds)

struct _CalSliceOverlay {
  CalCortex *cortex;
  CalOutline *outlines[2][N_KINDS];
};

/* What every part of a drawing needs. */
typedef struct {
  cairo_t *cr;
  const CalInk *ink;
  double scale;
} Pen;

/**
 * cal_slice_overlay_new:
 *
 * Returns: (transfer full): a drawing that remembers the surfaces it has sorted
 */
CalSliceOverlay *
cal_slice_overlay_new (void)
{
  return g_new0 (CalSliceOverlay, 1);
}

static void
forget_cortex (CalSliceOverlay *self)
{
  for (int h = 0; h < 2; h++)
    for (gsize k = 0; k < N_KINDS; k++)
      g_clear_pointer (&self->outlines[h][k], cal_outline_free);
  g_clear_object (&self->cortex);
}

void
cal_slice_overlay_free (CalSliceOverlay *self)
{
  forget_cortex (self);
  g_free (self);
}

static void
follow_cortex (CalSliceOverlay *self, CalCortex *cortex)
{
  if (self->cortex == cortex)
    return;
  forget_cortex (self);
  g_set_object (&self->cortex, cortex);
  for (int h = 0; cortex != NULL && h < 2; h++)
    for (gsize k = 0; k < N_KINDS; k++) {
      CalSurface *surface = cal_cortex_get_surface (cortex, (CalHemisphere) h, kinds[k].kind);

      if (surface != NULL)
        self->outlines[h][k] = cal_outline_new (surface);
    }
}

/* Steps of less than half a pixel are left out: nobody sees them, and Cairo's time goes with them.
 */
static void
trace (const Pen *pen, const CalSliceView *view, GArray *points)
{
  CalAffine world_to_pane = cal_slice_view_get_world_to_pane (view);
  double last[2] = {0}, least = 0.5 * pen->scale;

  for (guint n = 0; n < points->len; n++) {
    const CalOutlinePoint *point = &g_array_index (points, CalOutlinePoint, n);
    gboolean ends = n + 1 == points->len || (&point[1])->begins;
    double p[3] = {(double) point->mm[0], (double) point->mm[1], (double) point->mm[2]};

    cal_affine_apply (&world_to_pane, p, p);
    if (!point->begins && !ends && fabs (p[0] - last[0]) + fabs (p[1] - last[1]) < least)
      continue;
    if (point->begins)
      cairo_move_to (pen->cr, p[0], p[1]);
    else
      cairo_line_to (pen->cr, p[0], p[1]);
    last[0] = p[0];
    last[1] = p[1];
  }
}

static void
draw_outlines (CalSliceOverlay *self, const Pen *pen, const CalSliceView *view)
{
  int axis = cal_plane_get_axis (view->plane);

  cairo_set_line_width (pen->cr, pen->scale);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_tolerance (pen->cr, 0.5);
  for (gsize k = 0; k < N_KINDS; k++) {
    for (int h = 0; h < 2; h++)
      if (self->outlines[h][k] != NULL) {
        g_autoptr (GArray) points =
            cal_outline_cut (self->outlines[h][k], axis, view->centre_mm[axis]);

        trace (pen, view, points);
      }
    cal_ink_set (pen->cr, kinds[k].rgba);
    cairo_stroke (pen->cr);
  }
}

/* Two lines with a gap at the cursor, so that they do not hide what they point at. */
static void
draw_crosshair (const Pen *pen, const CalSliceView *view, const double position_mm[3])
{
  CalAffine world_to_pane = cal_slice_view_get_world_to_pane (view);
  double p[3], gap = 7.0 * pen->scale;

  cal_affine_apply (&world_to_pane, position_mm, p);
  cairo_set_line_width (pen->cr, pen->scale);
  for (int side = -1; side <= 1; side += 2) {
    cairo_move_to (pen->cr, p[0] + side * gap, p[1]);
    cairo_line_to (pen->cr, side < 0 ? 0.0 : view->width_px, p[1]);
    cairo_move_to (pen->cr, p[0], p[1] + side * gap);
    cairo_line_to (pen->cr, p[0], side < 0 ? 0.0 : view->height_px);
  }
  cairo_set_source_rgba (pen->cr, pen->ink->crosshair[0], pen->ink->crosshair[1],
                         pen->ink->crosshair[2], 0.8);
  cairo_stroke (pen->cr);
}

static void
write_text (const Pen *pen,
            double size_px,
            gboolean bold,
            const char *text,
            double x,
            double y,
            double align_x,
            double align_y)
{
  const double *text_rgba = bold ? pen->ink->text : pen->ink->secondary;
  CalTextStyle style = {
      .size_px = size_px * pen->scale, .bold = bold, .align_x = align_x, .align_y = align_y};

  for (int c = 0; c < 4; c++) {
    style.rgba[c] = text_rgba[c];
    style.halo_rgba[c] = pen->ink->halo[c];
  }
  cal_text_draw (pen->cr, &style, text, x, y);
}

static void
draw_letters (const Pen *pen, const CalSliceView *view)
{
  double edge = 6.0 * pen->scale, w = view->width_px, h = view->height_px;
  const double places[4][4] = {{edge, h / 2.0, 0.0, 0.5},
                               {w - edge, h / 2.0, 1.0, 0.5},
                               {w / 2.0, edge, 0.5, 0.0},
                               {w / 2.0, h - edge, 0.5, 1.0}};
  char letters[4];

  cal_slice_view_get_letters (view, letters);
  for (int n = 0; n < 4; n++) {
    const char text[2] = {letters[n], '\0'};

    /* At the bottom of a narrow pane there is room for the position only. */
    if (n == 3 && w < 200.0 * pen->scale)
      continue;
    write_text (pen, CAL_TEXT_LABEL_PX, TRUE, text, places[n][0], places[n][1], places[n][2],
                places[n][3]);
  }
}

static void
draw_position (const Pen *pen, const CalSliceView *view)
{
  int axis = cal_plane_get_axis (view->plane);
  double at_mm = floor (view->centre_mm[axis] * 10.0 + 0.5) / 10.0;
  g_autofree char *number = cal_number_format_with_unit (at_mm == 0.0 ? 0.0 : at_mm, "mm");
  g_autofree char *text = g_strdup_printf ("%c = %s", "xyz"[axis], number);
  double edge = 6.0 * pen->scale;

  write_text (pen, CAL_TEXT_SMALL_PX, FALSE, text, edge, view->height_px - edge, 0.0, 1.0);
}

/* The longest of 1, 2, 5, 10, ... mm that takes no more than a quarter of the pane. */
static void
draw_scale_bar (const Pen *pen, const CalSliceView *view)
{
  double most_mm = view->width_px * view->mm_per_px / 4.0;
  double decade = pow (10.0, floor (log10 (most_mm)));
  double mm = most_mm >= 5.0 * decade   ? 5.0 * decade
              : most_mm >= 2.0 * decade ? 2.0 * decade
                                        : decade;
  g_autofree char *text = cal_number_format_with_unit (mm, "mm");
  double edge = 8.0 * pen->scale, tick = 3.0 * pen->scale, length = mm / view->mm_per_px;
  double right = view->width_px - edge, y = view->height_px - edge;

  for (int line = 0; line < 2; line++) {
    cairo_move_to (pen->cr, right - length, y - tick);
    cairo_line_to (pen->cr, right - length, y);
    cairo_line_to (pen->cr, right, y);
    cairo_line_to (pen->cr, right, y - tick);
    cairo_set_line_width (pen->cr, (line == 0 ? 3.5 : 1.5) * pen->scale);
    cal_ink_set (pen->cr, line == 0 ? pen->ink->halo : pen->ink->text);
    cairo_stroke (pen->cr);
  }
  write_text (pen, CAL_TEXT_SMALL_PX, FALSE, text, right - length / 2.0, y - tick, 0.5, 1.0);
}

/* Whether the slice is the one that the cursor lies in, or of a mosaic the nearest. */
static gboolean
holds_cursor (const CalSliceLayout *layout, const CalSliceView *view, const double position_mm[3])
{
  int axis = cal_plane_get_axis (view->plane);
  int n = layout->n_rows * layout->n_columns;
  double step_mm = n > 1 ? fabs (layout->to_mm - layout->from_mm) / (n - 1) : 0.0;

  return layout->mode == CAL_SLICES_THREE_PLANES ||
         fabs (view->centre_mm[axis] - position_mm[axis]) <= step_mm / 2.0;
}

static void
draw_legends (const Pen *pen, const CalSliceLayout *layout, GArray *panes, guint n)
{
  const CalSliceView *view = &g_array_index (panes, CalSlicePane, n).view;
  gboolean mosaic = layout->mode == CAL_SLICES_MOSAIC;
  double edge = 6.0 * pen->scale;

  if (view->width_px < 60.0 * pen->scale || view->height_px < 60.0 * pen->scale)
    return;
  if (!mosaic || n == 0)
    draw_letters (pen, view);
  draw_position (pen, view);
  if (n + 1 < panes->len)
    return;
  draw_scale_bar (pen, view);
  if (view->plane != CAL_PLANE_SAGITTAL)
    write_text (pen, CAL_TEXT_SMALL_PX, FALSE,
                layout->convention == CAL_RADIOLOGICAL ? "radiological" : "neurological",
                view->width_px - edge, edge, 1.0, 0.0);
}

/**
 * cal_slice_overlay_draw:
 * @cr: in the pixels of @layout
 * @scene: says what is shown: letters, crosshair, outlines; its cursor and cortex are drawn
 * @panes: (element-type CalSlicePane): of @layout
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
void
cal_slice_overlay_draw (CalSliceOverlay *self,
                        cairo_t *cr,
                        CalScene *scene,
                        const CalSliceLayout *layout,
                        GArray *panes,
                        const CalInk *ink,
                        double scale)
{
  Pen pen = {cr, ink, scale};
  gboolean letters, crosshair, outlines;
  double position_mm[3];

  g_object_get (scene, "show-letters", &letters, "show-crosshair", &crosshair, "show-outlines",
                &outlines, NULL);
  crosshair = crosshair && cal_cursor_get_position (cal_scene_get_cursor (scene), position_mm);
  follow_cortex (self, cal_scene_get_cortex (scene));
  for (guint n = 0; n < panes->len; n++) {
    const CalSlicePane *pane = &g_array_index (panes, CalSlicePane, n);

    cairo_save (cr);
    cairo_translate (cr, pane->x_px, pane->y_px);
    cairo_rectangle (cr, 0.0, 0.0, pane->view.width_px, pane->view.height_px);
    cairo_clip (cr);
    if (outlines)
      draw_outlines (self, &pen, &pane->view);
    if (crosshair && holds_cursor (layout, &pane->view, position_mm))
      draw_crosshair (&pen, &pane->view, position_mm);
    if (letters)
      draw_legends (&pen, layout, panes, n);
    cairo_restore (cr);
  }
}
