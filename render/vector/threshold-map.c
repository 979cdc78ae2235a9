/* threshold-map.c - a value for each pair of thresholds l and u.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/threshold-map.h"

#include <math.h>

#include "model/colormap.h"
#include "model/number.h"
#include "render/vector/text.h"

/**
 * cal_threshold_map_get_cell:
 * @l: step of the lower threshold, from 0
 * @u: step of the upper one
 * @box: (out caller-allocates)
 */
void
cal_threshold_map_get_cell (const CalThresholdMap *self, guint l, guint u, cairo_rectangle_t *box)
{
  double width = self->box.width / self->n_steps, height = self->box.height / self->n_steps;

  *box = (cairo_rectangle_t){self->box.x + l * width,
                             self->box.y + (self->n_steps - 1 - u) * height, width, height};
}

/**
 * cal_threshold_map_pick:
 * @lower: (out): the threshold l of the cell
 * @upper: (out): u
 *
 * Returns: whether a cell with a value lies there
 */
gboolean
cal_threshold_map_pick (
    const CalThresholdMap *self, double x, double y, double *lower, double *upper)
{
  double across = (x - self->box.x) / self->box.width * self->n_steps;
  double up = (self->box.y + self->box.height - y) / self->box.height * self->n_steps;
  guint l, u;

  if (self->n_steps < 2 || across < 0.0 || up < 0.0 || across >= self->n_steps ||
      up >= self->n_steps)
    return FALSE;
  l = (guint) across;
  u = (guint) up;
  *lower = (double) l / (self->n_steps - 1);
  *upper = (double) u / (self->n_steps - 1);
  return !isnan (self->values[(gsize) l * self->n_steps + u]);
}

/**
 * cal_threshold_map_find_best:
 * @l: (out): step of the lower threshold
 * @u: (out): step of the upper one
 *
 * Returns: whether there is a largest value; of equal ones the first
 */
gboolean
cal_threshold_map_find_best (const CalThresholdMap *self, guint *l, guint *u)
{
  double best = -INFINITY;

  for (guint a = 0; a < self->n_steps; a++)
    for (guint b = 0; b < self->n_steps; b++)
      if (self->values[(gsize) a * self->n_steps + b] > best) {
        best = self->values[(gsize) a * self->n_steps + b];
        *l = a;
        *u = b;
      }
  return best > -INFINITY;
}

static void
draw_cells (cairo_t *cr, const CalThresholdMap *self, double low, double high)
{
  const CalColormap *colormap = cal_colormap_find ("viridis");

  /* No seams between cells. */
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (guint l = 0; l < self->n_steps; l++)
    for (guint u = 0; u < self->n_steps; u++) {
      double value = self->values[(gsize) l * self->n_steps + u];
      cairo_rectangle_t box;
      float rgb[3];

      if (isnan (value))
        continue;
      cal_threshold_map_get_cell (self, l, u, &box);
      cal_colormap_look_up (colormap, high > low ? (value - low) / (high - low) : 0.5, rgb);
      cairo_set_source_rgb (cr, (double) rgb[0], (double) rgb[1], (double) rgb[2]);
      cairo_rectangle (cr, box.x, box.y, box.width, box.height);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

static void
draw_words (cairo_t *cr, const CalThresholdMap *self, double low, double high)
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_x = 0.5};
  g_autofree char *from = cal_number_format (low);
  g_autofree char *to = cal_number_format (high);
  g_autofree char *caption =
      g_strdup_printf ("%s, %s to %s", self->caption != NULL ? self->caption : "value", from, to);
  double middle = self->box.x + 0.5 * self->box.width, s = self->scale;
  double bottom = self->box.y + self->box.height;

  for (int c = 0; c < 4; c++)
    style.rgba[c] = self->ink->secondary[c];
  cal_text_draw (cr, &style, "l →", middle, bottom + 3.0 * s);
  style.max_width_px = self->box.width + 32.0 * s;
  cal_text_draw (cr, &style, caption, middle, bottom + 18.0 * s);
  style.max_width_px = 0.0;
  cal_text_draw (cr, &style, "0", self->box.x, bottom + 3.0 * s);
  cal_text_draw (cr, &style, "1", self->box.x + self->box.width, bottom + 3.0 * s);
  style.align_x = 1.0;
  style.align_y = 0.5;
  cal_text_draw (cr, &style, "u ↑", self->box.x - 5.0 * s, self->box.y + 0.5 * self->box.height);
  cal_text_draw (cr, &style, "1", self->box.x - 5.0 * s, self->box.y);
}

/**
 * cal_threshold_map_draw:
 *
 * Draws the cells, a white frame around the best one and a green one where the thresholds are. From
 * any thread.
 */
void
cal_threshold_map_draw (cairo_t *cr, const CalThresholdMap *self)
{
  double low = INFINITY, high = -INFINITY;
  cairo_rectangle_t box;
  guint l, u;

  for (gsize cell = 0; cell < (gsize) self->n_steps * self->n_steps; cell++) {
    low = fmin (low, self->values[cell]);
    high = fmax (high, self->values[cell]);
  }
  if (!cal_threshold_map_find_best (self, &l, &u))
    return;
  cairo_new_path (cr);
  draw_cells (cr, self, low, high);
  cal_threshold_map_get_cell (self, l, u, &box);
  cairo_set_line_width (cr, 1.5 * self->scale);
  cal_ink_set (cr, self->ink->text);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_stroke (cr);
  box.x = self->box.x + (self->lower * (self->n_steps - 1) + 0.5) * box.width;
  box.y = self->box.y + self->box.height - (self->upper * (self->n_steps - 1) + 0.5) * box.height;
  cal_ink_set (cr, self->ink->crosshair);
  cairo_arc (cr, box.x, box.y, 0.5 * fmin (box.width, box.height), 0.0, 2.0 * M_PI);
  cairo_stroke (cr);
  draw_words (cr, self, low, high);
}
