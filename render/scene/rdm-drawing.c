/* rdm-drawing.c - one matrix as it is drawn: whose numbers, in which order, in which colours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/rdm-drawing.h"

#include <math.h>

/**
 * cal_rdm_colours_transform:
 *
 * The geo-topological transform in closed form: clip ((d - l) / (u - l), 0, 1); if both thresholds
 * are one, 0 up to it and 1 above it.
 *
 * Returns: what the colours show; what is not finite stays as it is: it has no colour
 */
double
cal_rdm_colours_transform (const CalRdmColours *self, double value)
{
  if (!self->transformed || !isfinite (value))
    return value;
  if (value <= self->lower)
    return 0.0;
  if (value >= self->upper)
    return 1.0;
  return (value - self->lower) / (self->upper - self->lower);
}

/**
 * cal_rdm_colours_get_rgb:
 * @shown: transformed, finite
 * @rgb: (out caller-allocates): 0 to 1
 */
void
cal_rdm_colours_get_rgb (const CalRdmColours *self, double shown, float rgb[3])
{
  double width = self->high - self->low;

  cal_colormap_look_up (
      self->colormap, width != 0.0 ? (shown - self->low) / width : (shown >= self->low ? 1.0 : 0.0),
      rgb);
}

/**
 * cal_rdm_drawing_pick_cell:
 * @row: of level 0
 * @column: of level 0
 * @pick: (out): what is shown there
 */
void
cal_rdm_drawing_pick_cell (
    const CalRdmDrawing *self, const CalRdmPane *pane, gsize row, gsize column, CalRdmPick *pick)
{
  guint level = cal_rdm_pane_get_level (pane);
  const CalRdmSide *side;

  *pick = (CalRdmPick){.row = row, .column = column, .level = level};
  row >>= level;
  column >>= level;
  pick->side = self->n_sides == 2 && row > column ? 1 : 0;
  side = &self->sides[pick->side];
  pick->value = cal_rdm_field_get (side->field, level, row, column);
  pick->shown = cal_rdm_colours_transform (&side->colours, pick->value);
  pick->is_diagonal = row == column && !isfinite (pick->value);
}

/**
 * cal_rdm_drawing_pick:
 * @x: pixels of the picture
 * @y: pixels of the picture
 * @pick: (out): what the pixel shows
 *
 * Returns: whether it shows a cell
 */
gboolean
cal_rdm_drawing_pick (
    const CalRdmDrawing *self, const CalRdmPane *pane, double x, double y, CalRdmPick *pick)
{
  gsize row, column;

  if (!cal_rdm_pane_find_cell (pane, x, y, &row, &column))
    return FALSE;
  cal_rdm_drawing_pick_cell (self, pane, row, column, pick);
  return TRUE;
}

void
cal_rdm_drawing_free (CalRdmDrawing *self)
{
  for (int s = 0; s < 2; s++) {
    g_clear_object (&self->sides[s].rdm);
    g_clear_object (&self->sides[s].minus);
    g_clear_object (&self->sides[s].field);
    g_clear_pointer (&self->sides[s].caption, g_free);
  }
  g_clear_object (&self->order);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_free (self);
}
