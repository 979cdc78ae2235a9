/* rdm-overlay.c - what is drawn around and over RDMs: names, pictures, groups, trees, colour bars.
 *
 * Everything is placed by the map that draws the cells. Sizes are pixels at 96 dots an inch.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/rdm-overlay.h"

#include <math.h>

#include "render/scene/rdm-tree.h"
#include "render/vector/colour-bar.h"
#include "render/vector/text.h"

#define GAP 6.0
#define BRACKET 3.5
#define GROUP_STRIP 18.0
#define PICTURE_ROW 16.0
#define LINE 13.0
#define MARK 2.0

/* One frame, and what is needed for each of its parts. */
typedef struct {
  cairo_t *cr;
  const CalRdmOverlay *overlay;
  const CalRdmFrame *frame;
  const CalRdmPane *pane;
  const CalRdmDrawing *drawing;
  double scale;
  gboolean names_rows;
  gboolean has_pictures;
} Plate;

static CalTextStyle
make_text (const Plate *p, double size_px, const double rgba[4])
{
  CalTextStyle style = {.size_px = size_px * p->scale};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static void
set_source (const Plate *p, const double rgba[4], double opacity)
{
  cairo_set_source_rgba (p->cr, rgba[0], rgba[1], rgba[2], opacity);
}

/* The part of a run of rows that is on the pane; FALSE if none. */
static gboolean
find_span (const Plate *p, int axis, gsize first, gsize n, double *from, double *to)
{
  double start = axis == 0 ? p->pane->x_px : p->pane->y_px;

  *from = MAX (cal_rdm_pane_get_px (p->pane, axis, (double) first), start);
  *to = MIN (cal_rdm_pane_get_px (p->pane, axis, (double) (first + n)), start + p->pane->size_px);
  return *to > *from;
}

static gboolean
is_selected (const Plate *p, const char *id)
{
  gsize n;

  if (cal_selection_has_stimulus (p->overlay->selection, id))
    return TRUE;
  return p->overlay->stimuli != NULL && cal_stimuli_find (p->overlay->stimuli, id, &n) &&
         cal_selection_has_stimulus (p->overlay->selection,
                                     cal_stimuli_get_id (p->overlay->stimuli, n));
}

static const char *
find_picture (const Plate *p, const char *id)
{
  gsize n;

  return p->overlay->stimuli != NULL && cal_stimuli_find (p->overlay->stimuli, id, &n)
             ? cal_stimuli_get_picture (p->overlay->stimuli, n)
             : NULL;
}

/* Text beside the left edge, or standing on the top edge, which it is turned for. */
static void
draw_beside (const Plate *p, int axis, CalTextStyle *style, const char *text, double at, double gap)
{
  if (axis == 1) {
    style->align_x = 1.0;
    style->align_y = 0.5;
    cal_text_draw (p->cr, style, text, p->pane->x_px - gap, at);
    return;
  }
  style->align_x = 0.0;
  style->align_y = 0.5;
  cal_text_draw_turned (p->cr, style, text, at, p->pane->y_px - gap);
}

static gboolean
has_groups (const Plate *p)
{
  return cal_rdm_order_get_n_groups (p->drawing->order) > 0;
}

static void
draw_thumbnail (const Plate *p, int axis, gsize row, double gap, double room)
{
  double side = MIN (p->pane->px_per_cell - 2.0 * p->scale, room);
  double middle = cal_rdm_pane_get_px (p->pane, axis, (double) row + 0.5);
  cairo_rectangle_t box = {axis == 1 ? p->pane->x_px - gap - side : middle - side / 2.0,
                           axis == 1 ? middle - side / 2.0 : p->pane->y_px - gap - side, side,
                           side};
  const char *source = find_picture (p, cal_rdm_order_get_id (p->drawing->order, row));

  if (source != NULL)
    cal_rdm_picture_draw (p->cr, p->overlay->pictures, source, &box, p->overlay->ink);
}

/* Pictures or names of the rows that are seen; every so many if they are too low for all. */
static void
draw_rows (const Plate *p, int axis)
{
  double gap = GAP * p->scale;
  double room = p->frame->strip_px[axis] - gap - (has_groups (p) ? GROUP_STRIP * p->scale : 0.0);
  CalTextStyle style = make_text (p, CAL_TEXT_SMALL_PX, p->overlay->ink->secondary);
  gsize first, end, step = 1;

  if (!p->names_rows)
    step = (gsize) ceil (LINE * p->scale / p->pane->px_per_cell);
  style.max_width_px = room;
  cal_rdm_pane_get_visible (p->pane, axis, &first, &end);
  for (gsize row = (first + step - 1) / step * step; row < end; row += step) {
    double at = cal_rdm_pane_get_px (p->pane, axis, (double) row + 0.5);
    gsize found;

    if (!p->has_pictures && !cal_rdm_pane_find_along (p->pane, axis, at, &found))
      continue;
    if (p->has_pictures)
      draw_thumbnail (p, axis, row, gap, room);
    else
      draw_beside (p, axis, &style, cal_rdm_order_get_id (p->drawing->order, row), at, gap);
  }
}

static void
draw_line (const Plate *p, int axis, double at)
{
  double from = axis == 1 ? p->pane->x_px : p->pane->y_px;

  if (axis == 1) {
    cairo_move_to (p->cr, from, at);
    cairo_rel_line_to (p->cr, p->pane->size_px, 0.0);
  } else {
    cairo_move_to (p->cr, at, from);
    cairo_rel_line_to (p->cr, 0.0, p->pane->size_px);
  }
}

/* Between groups: light on dark, so that it is seen on both. */
static void
draw_bounds (const Plate *p)
{
  const double light[4] = {1.0, 1.0, 1.0, 1.0}, dark[4] = {0.0, 0.0, 0.0, 1.0};
  guint n_groups = cal_rdm_order_get_n_groups (p->drawing->order);

  if (n_groups < 2 || p->pane->size_px / (double) n_groups < 6.0 * p->scale)
    return;
  for (int pass = 0; pass < 2; pass++) {
    for (guint g = 1; g < n_groups; g++)
      for (int axis = 0; axis < 2; axis++) {
        double at = cal_rdm_pane_get_px (
            p->pane, axis, (double) cal_rdm_order_get_group (p->drawing->order, g)->start);
        double start = axis == 0 ? p->pane->x_px : p->pane->y_px;

        if (at > start && at < start + p->pane->size_px)
          draw_line (p, axis, floor (at) + 0.5);
      }
    set_source (p, pass == 0 ? dark : light, pass == 0 ? 0.45 : 0.75);
    cairo_set_line_width (p->cr, (pass == 0 ? 2.5 : 1.0) * p->scale);
    cairo_stroke (p->cr);
  }
}

static void
draw_bracket (const Plate *p, int axis, double from, double to, double gap)
{
  double inset = MIN (1.5 * p->scale, 0.2 * (to - from));

  if (axis == 1) {
    cairo_move_to (p->cr, p->pane->x_px - gap, from + inset);
    cairo_line_to (p->cr, p->pane->x_px - gap, to - inset);
  } else {
    cairo_move_to (p->cr, from + inset, p->pane->y_px - gap);
    cairo_line_to (p->cr, to - inset, p->pane->y_px - gap);
  }
  set_source (p, p->overlay->ink->secondary, 0.8);
  cairo_set_line_width (p->cr, 1.5 * p->scale);
  cairo_stroke (p->cr);
}

/* Whether a group has fewer columns than its name is long: then all names stand on theirs. */
static gboolean
has_long_name (const Plate *p)
{
  CalTextStyle style = make_text (p, CAL_TEXT_SMALL_PX, p->overlay->ink->text);

  for (guint g = 0; g < cal_rdm_order_get_n_groups (p->drawing->order); g++) {
    const CalRdmGroup *group = cal_rdm_order_get_group (p->drawing->order, g);
    double width;

    cal_text_measure (&style, group->name, &width, NULL);
    if (width > (double) group->n * p->pane->px_per_cell)
      return TRUE;
  }
  return FALSE;
}

/* A group's name: along its columns or standing on them; beside its rows, or along them where the
 * names of the rows take that place. */
static void
draw_group_name (
    const Plate *p, int axis, const char *name, double from, double to, double gap, gboolean beside)
{
  CalTextStyle style = make_text (p, CAL_TEXT_SMALL_PX, p->overlay->ink->text);
  double middle = (from + to) / 2.0, beyond = gap + 3.0 * p->scale;

  if (to - from < 0.8 * LINE * p->scale)
    return;
  if (beside) {
    style.max_width_px = p->frame->strip_px[axis] - beyond;
    draw_beside (p, axis, &style, name, middle, beyond);
    return;
  }
  if (p->names_rows && to - from < 3.0 * LINE * p->scale)
    return;
  style.max_width_px = to - from - 2.0 * p->scale;
  style.align_x = 0.5;
  style.align_y = 1.0;
  if (axis == 1)
    cal_text_draw_turned (p->cr, &style, name, p->pane->x_px - beyond, middle);
  else
    cal_text_draw (p->cr, &style, name, middle, p->pane->y_px - beyond);
}

static void
draw_groups (const Plate *p, int axis)
{
  double gap =
      p->names_rows ? p->frame->strip_px[axis] - GROUP_STRIP * p->scale + 1.0 : BRACKET * p->scale;
  gboolean beside = !p->names_rows && (axis == 1 || has_long_name (p));

  for (guint g = 0; g < cal_rdm_order_get_n_groups (p->drawing->order); g++) {
    const CalRdmGroup *group = cal_rdm_order_get_group (p->drawing->order, g);
    double from, to;

    if (!find_span (p, axis, group->start, group->n, &from, &to) || to - from < 2.0 * p->scale)
      continue;
    draw_bracket (p, axis, from, to, gap);
    draw_group_name (p, axis, group->name, from, to, gap, beside);
  }
}

static void
draw_tree (const Plate *p, CalClusterTree *tree)
{
  const CalClusterTreeDesc *desc = cal_cluster_tree_get_desc (tree);
  g_autofree CalRdmBranch *branches = cal_rdm_tree_lay_out (tree);
  double left = p->pane->x_px + p->pane->size_px + 2.0 * p->scale;
  double width = p->frame->tree_px - 6.0 * p->scale;

  cairo_save (p->cr);
  cairo_rectangle (p->cr, left, p->pane->y_px, p->frame->tree_px, p->pane->size_px);
  cairo_clip (p->cr);
  for (gsize m = 0; m + 1 < desc->n_leaves; m++) {
    const CalRdmBranch *branch = &branches[desc->n_leaves + m];
    double depth = left + branch->depth * width, from, to;

    if (!find_span (p, 1, branch->first, branch->n, &from, &to) || to - from < 0.5 * p->scale)
      continue;
    for (int side = 0; side < 2; side++) {
      const CalRdmBranch *child =
          &branches[side == 0 ? desc->merges[m].left : desc->merges[m].right];
      double at = cal_rdm_pane_get_px (p->pane, 1, child->middle);

      if (side == 0)
        cairo_move_to (p->cr, left + child->depth * width, at);
      else
        cairo_line_to (p->cr, depth, at);
      cairo_line_to (p->cr, side == 0 ? depth : left + child->depth * width, at);
    }
  }
  set_source (p, p->overlay->ink->secondary, 0.9);
  cairo_set_line_width (p->cr, 1.0 * p->scale);
  cairo_stroke (p->cr);
  cairo_restore (p->cr);
}

static void
draw_colour_bar (const Plate *p)
{
  guint level = cal_rdm_pane_get_level (p->pane), n_sides = p->drawing->n_sides;
  g_autofree char *note = level > 0 ? g_strdup_printf ("a pixel shows the mean of %u × %u cells",
                                                       1u << level, 1u << level)
                                    : NULL;
  double gap = 20.0 * p->scale, length = p->pane->size_px;

  length = MIN ((length - gap * (n_sides - 1)) / n_sides, 320.0 * p->scale);
  for (guint s = 0; s < n_sides; s++) {
    const CalRdmSide *side = &p->drawing->sides[s];
    g_autofree char *caption = n_sides == 2
                                   ? g_strdup_printf ("%s %s", s == 0 ? "◥" : "◣", side->caption)
                                   : g_strdup (side->caption);
    CalDisplayState display = {
        .colormap = side->colours.colormap,
        .window_low = side->colours.low,
        .window_high = side->colours.high,
        .opacity = 1.0,
        .visible = TRUE,
    };
    CalColourBar bar = {.display = &display,
                        .caption = caption,
                        .note = note,
                        .ink = p->overlay->ink,
                        .length_px = length,
                        .scale = p->scale};
    double x = p->pane->x_px + (p->pane->size_px - n_sides * length - gap * (n_sides - 1)) / 2.0;

    cal_colour_bar_draw (p->cr, &bar, x + s * (length + gap),
                         p->pane->y_px + p->pane->size_px + 8.0 * p->scale);
  }
}

/* Around cells that may be smaller than a pixel. */
static void
outline (const Plate *p, gsize row, gsize n_rows, gsize column, gsize n_columns, double least_px)
{
  double x = cal_rdm_pane_get_px (p->pane, 0, (double) column);
  double y = cal_rdm_pane_get_px (p->pane, 1, (double) row);
  double width = p->pane->px_per_cell * (double) n_columns;
  double height = p->pane->px_per_cell * (double) n_rows;
  double more_x = MAX (least_px - width, 0.0) / 2.0, more_y = MAX (least_px - height, 0.0) / 2.0;

  cairo_rectangle (p->cr, x - more_x, y - more_y, width + 2.0 * more_x, height + 2.0 * more_y);
}

static void
stroke_mark (const Plate *p)
{
  set_source (p, p->overlay->ink->halo, p->overlay->ink->halo[3]);
  cairo_set_line_width (p->cr, (MARK + 2.0) * p->scale);
  cairo_stroke_preserve (p->cr);
  set_source (p, p->overlay->ink->crosshair, 1.0);
  cairo_set_line_width (p->cr, MARK * p->scale);
  cairo_stroke (p->cr);
}

/* Along both edges, and where the selected rows and columns meet. */
static void
draw_run (const Plate *p, gsize first, gsize n)
{
  double from, to, width = 3.0 * p->scale;

  set_source (p, p->overlay->ink->crosshair, 1.0);
  if (find_span (p, 1, first, n, &from, &to))
    cairo_rectangle (p->cr, p->pane->x_px - width, from, width, MAX (to - from, p->scale));
  if (find_span (p, 0, first, n, &from, &to))
    cairo_rectangle (p->cr, from, p->pane->y_px - width, MAX (to - from, p->scale), width);
  cairo_fill (p->cr);
}

static void
draw_selected_rows (const Plate *p)
{
  gsize n_selected, n = cal_rdm_order_get_n (p->drawing->order), first = 0;

  cal_selection_get_stimuli (p->overlay->selection, &n_selected);
  for (gsize row = 0; n_selected > 0 && row <= n; row++) {
    if (row < n && is_selected (p, cal_rdm_order_get_id (p->drawing->order, row)))
      continue;
    if (row > first)
      draw_run (p, first, row - first);
    if (row - first > 1) {
      cairo_save (p->cr);
      cairo_rectangle (p->cr, p->pane->x_px, p->pane->y_px, p->pane->size_px, p->pane->size_px);
      cairo_clip (p->cr);
      outline (p, first, row - first, first, row - first, 0.0);
      stroke_mark (p);
      cairo_restore (p->cr);
    }
    first = row + 1;
  }
}

static gboolean
find_row (const Plate *p, const char *id, gsize *row)
{
  for (*row = 0; *row < cal_rdm_order_get_n (p->drawing->order); ++*row)
    if (g_str_equal (cal_rdm_order_get_id (p->drawing->order, *row), id))
      return TRUE;
  return FALSE;
}

static void
draw_marks (const Plate *p)
{
  const CalRdmHit *hover = p->overlay->hover;
  const char *pair[2];
  gsize rows[2];

  cairo_save (p->cr);
  cairo_rectangle (p->cr, p->pane->x_px, p->pane->y_px, p->pane->size_px, p->pane->size_px);
  cairo_clip (p->cr);
  if (p->overlay->selection != NULL &&
      cal_selection_get_pair (p->overlay->selection, &pair[0], &pair[1]) &&
      find_row (p, pair[0], &rows[0]) && find_row (p, pair[1], &rows[1])) {
    outline (p, rows[0], 1, rows[1], 1, 6.0 * p->scale);
    outline (p, rows[1], 1, rows[0], 1, 6.0 * p->scale);
    stroke_mark (p);
  }
  if (hover != NULL && hover->part == CAL_RDM_CELL && hover->row < p->pane->n &&
      hover->column < p->pane->n) {
    guint level = cal_rdm_pane_get_level (p->pane);
    gsize side = (gsize) 1 << level;

    outline (p, hover->row >> level << level, side, hover->column >> level << level, side,
             4.0 * p->scale);
    set_source (p, p->overlay->ink->halo, p->overlay->ink->halo[3]);
    cairo_set_line_width (p->cr, 3.0 * p->scale);
    cairo_stroke_preserve (p->cr);
    set_source (p, p->overlay->ink->text, 1.0);
    cairo_set_line_width (p->cr, 1.0 * p->scale);
    cairo_stroke (p->cr);
  }
  cairo_restore (p->cr);
}

static void
draw_title (const Plate *p)
{
  CalTextStyle name = make_text (p, CAL_TEXT_LABEL_PX, p->overlay->ink->text);
  CalTextStyle rest = make_text (p, CAL_TEXT_SMALL_PX, p->overlay->ink->secondary);
  double x = p->pane->x_px - p->frame->strip_px[1];
  double y = p->pane->y_px - p->frame->strip_px[0] - 0.5 * p->frame->title_px, width;
  double room = p->frame->x_px + p->frame->width_px - x - 8.0 * p->scale;

  name.bold = TRUE;
  name.align_y = rest.align_y = 0.5;
  name.max_width_px = room;
  cal_text_measure (&name, p->drawing->title, &width, NULL);
  cal_text_draw (p->cr, &name, p->drawing->title, x, y);
  rest.max_width_px = room - width - 10.0 * p->scale;
  if (rest.max_width_px > 60.0 * p->scale && p->drawing->subtitle != NULL)
    cal_text_draw (p->cr, &rest, p->drawing->subtitle, x + width + 10.0 * p->scale, y);
}

static void
draw_waiting (const Plate *p)
{
  CalTextStyle style = make_text (p, CAL_TEXT_LABEL_PX, p->overlay->ink->secondary);

  style.align_x = style.align_y = 0.5;
  cairo_rectangle (p->cr, p->pane->x_px + 0.5, p->pane->y_px + 0.5, p->pane->size_px - 1.0,
                   p->pane->size_px - 1.0);
  set_source (p, p->overlay->ink->secondary, 0.35);
  cairo_set_line_width (p->cr, 1.0);
  cairo_stroke (p->cr);
  cal_text_draw (p->cr, &style, "Arranging…", p->pane->x_px + 0.5 * p->pane->size_px,
                 p->pane->y_px + 0.5 * p->pane->size_px);
}

static gboolean
any_picture (const Plate *p)
{
  gsize first, end;

  if (p->overlay->pictures == NULL || p->pane->px_per_cell < PICTURE_ROW * p->scale)
    return FALSE;
  cal_rdm_pane_get_visible (p->pane, 1, &first, &end);
  for (gsize row = first; row < end; row++)
    if (find_picture (p, cal_rdm_order_get_id (p->drawing->order, row)) != NULL)
      return TRUE;
  return FALSE;
}

/* Pictures of rows that are half seen end where the rows do; names that are higher than their row
 * may reach a little beyond. */
static void
draw_strip (const Plate *p, int axis)
{
  double strip = p->frame->strip_px[axis], more = p->has_pictures ? 0.0 : 0.5 * LINE * p->scale;
  double size = p->pane->size_px + 2.0 * more;

  cairo_save (p->cr);
  cairo_rectangle (p->cr, p->pane->x_px - (axis == 1 ? strip : more),
                   p->pane->y_px - (axis == 0 ? strip : more), axis == 1 ? strip : size,
                   axis == 0 ? strip : size);
  cairo_clip (p->cr);
  draw_groups (p, axis);
  if (p->names_rows || !has_groups (p))
    draw_rows (p, axis);
  cairo_restore (p->cr);
}

static void
draw_frame (Plate *p, guint n)
{
  p->frame = &p->overlay->layout->frames[n];
  p->pane = &p->frame->pane;
  p->drawing = p->overlay->drawings[n];
  if (p->drawing == NULL) {
    draw_waiting (p);
    return;
  }
  p->names_rows = cal_rdm_layout_names_rows (p->overlay->layout, n);
  p->has_pictures = any_picture (p);
  draw_bounds (p);
  for (int axis = 0; axis < 2 && p->frame->strip_px[axis] > 0; axis++)
    draw_strip (p, axis);
  if (p->frame->tree_px > 0 && cal_rdm_order_get_tree (p->drawing->order) != NULL)
    draw_tree (p, cal_rdm_order_get_tree (p->drawing->order));
  if (p->frame->foot_px > 0)
    draw_colour_bar (p);
  if (p->frame->title_px > 0)
    draw_title (p);
  if (p->overlay->selection != NULL)
    draw_selected_rows (p);
  draw_marks (p);
}

/**
 * cal_rdm_overlay_draw:
 *
 * Draws all that OpenGL does not. Main thread, for pictures are asked for.
 */
void
cal_rdm_overlay_draw (cairo_t *cr, const CalRdmOverlay *self)
{
  Plate plate = {.cr = cr, .overlay = self, .scale = self->layout->scale};

  for (guint n = 0; n < self->layout->n_frames; n++) {
    cairo_save (cr);
    draw_frame (&plate, n);
    cairo_restore (cr);
  }
}
