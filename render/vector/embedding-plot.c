/* embedding-plot.c - points of an embedding: dots or pictures, hulls of groups, the lasso.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/embedding-plot.h"

#include <math.h>

#include "render/vector/text.h"

/* Of what is not selected, and of what is farthest away. */
#define FADED 0.3
#define FARTHEST 0.45

/* So many selected points are named; more would hide them. */
#define MAX_NAMES 12

static void
mix (const double over[3], const double under[4], double share, double rgb[3])
{
  for (int c = 0; c < 3; c++)
    rgb[c] = share * over[c] + (1.0 - share) * under[c];
}

static gboolean
is_faded (const CalEmbeddingPlot *self, gsize p)
{
  return self->n_selected > 0 && !self->is_selected[p];
}

/* Opaque, so that a crowd is not brighter than its points. */
static void
get_colour (const CalEmbeddingPlot *self, gsize p, double rgb[3])
{
  double over[3], share = 1.0 - (1.0 - FARTHEST) * self->places[p].depth;

  for (int c = 0; c < 3; c++)
    over[c] = self->colours != NULL && self->colours->rgba[p][3] > 0.0f
                  ? (double) self->colours->rgba[p][c]
                  : self->ink->hidden[c];
  mix (over, self->ink->background, is_faded (self, p) ? FADED * share : share, rgb);
}

static void
draw_dot (cairo_t *cr, const CalPointPlace *place)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, place->x_px, place->y_px, place->half_px, 0.0, 2.0 * M_PI);
}

static void
draw_picture (cairo_t *cr, const CalEmbeddingPlot *self, gsize p)
{
  const CalPointPlace *place = &self->places[p];
  cairo_surface_t *picture = self->pictures[p];
  double width = cairo_image_surface_get_width (picture);
  double height = cairo_image_surface_get_height (picture);
  double fit = 2.0 * place->half_px / fmax (width, height), rgb[3];
  double x = place->x_px - 0.5 * fit * width, y = place->y_px - 0.5 * fit * height;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, fit * width, fit * height);
  cairo_clip (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, fit, fit);
  cairo_set_source_surface (cr, picture, 0.0, 0.0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint_with_alpha (cr, is_faded (self, p) ? FADED : 1.0);
  cairo_restore (cr);
  if (self->colours == NULL)
    return;
  get_colour (self, p, rgb);
  cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
  cairo_set_line_width (cr, 2.0 * self->scale);
  cairo_rectangle (cr, x, y, fit * width, fit * height);
  cairo_stroke (cr);
}

static void
draw_point (cairo_t *cr, const CalEmbeddingPlot *self, gsize p)
{
  double rgb[3];

  if (self->places[p].half_px <= 0.0)
    return;
  if (self->pictures != NULL && self->pictures[p] != NULL) {
    draw_picture (cr, self, p);
    return;
  }
  get_colour (self, p, rgb);
  if (self->raster != NULL) {
    cal_raster_dot (self->raster, self->places[p].x_px, self->places[p].y_px,
                    self->places[p].half_px, rgb);
    return;
  }
  cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
  draw_dot (cr, &self->places[p]);
  cairo_fill (cr);
}

static void
draw_hull (cairo_t *cr, const CalEmbeddingPlot *self, guint level, const float rgba[4])
{
  g_autofree guint32 *members = g_new (guint32, self->n);
  g_autoptr (GArray) hull = NULL;
  gsize n_members = 0;
  const double *corners;

  for (gsize p = 0; p < self->n; p++)
    if (self->colours->levels->codes[p] == level)
      members[n_members++] = (guint32) p;
  hull = cal_point_places_find_hull (self->places, members, n_members);
  if (hull->len < 3)
    return;
  corners = (const double *) (gconstpointer) hull->data;
  for (guint c = 0; c < hull->len; c++)
    cairo_line_to (cr, corners[2 * c], corners[2 * c + 1]);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, (double) rgba[0], (double) rgba[1], (double) rgba[2], 0.10);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, (double) rgba[0], (double) rgba[1], (double) rgba[2], 0.7);
  cairo_set_line_width (cr, 1.25 * self->scale);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
draw_hulls (cairo_t *cr, const CalEmbeddingPlot *self)
{
  const CalLevels *levels = self->colours->levels;

  for (guint level = 0; level < levels->n; level++)
    for (gsize p = 0; p < self->n; p++)
      if (levels->codes[p] == level) {
        if (self->colours->rgba[p][3] > 0.0f)
          draw_hull (cr, self, level, self->colours->rgba[p]);
        break;
      }
}

static void
draw_ring (cairo_t *cr, const CalEmbeddingPlot *self, gsize p, double width)
{
  const CalPointPlace *place = &self->places[p];
  double out = place->half_px + width;

  if (place->half_px <= 0.0)
    return;
  if (self->pictures != NULL && self->pictures[p] != NULL)
    cairo_rectangle (cr, place->x_px - out, place->y_px - out, 2.0 * out, 2.0 * out);
  else
    cairo_arc (cr, place->x_px, place->y_px, out, 0.0, 2.0 * M_PI);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
draw_name (cairo_t *cr, const CalEmbeddingPlot *self, gsize p)
{
  const CalPointPlace *place = &self->places[p];
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale,
                        .max_width_px = 160.0 * self->scale,
                        .align_x = 0.5,
                        .align_y = 1.0};

  if (self->names == NULL || place->half_px <= 0.0)
    return;
  for (int c = 0; c < 4; c++) {
    style.rgba[c] = self->ink->text[c];
    style.halo_rgba[c] = self->ink->halo[c];
  }
  cal_text_draw (cr, &style, self->names[p], place->x_px,
                 place->y_px - place->half_px - 3.0 * self->scale);
}

static void
draw_lasso (cairo_t *cr, const CalEmbeddingPlot *self)
{
  const double dashes[] = {4.0 * self->scale, 3.0 * self->scale};

  for (gsize c = 0; c < self->n_lasso; c++)
    cairo_line_to (cr, self->lasso[2 * c], self->lasso[2 * c + 1]);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, self->ink->crosshair[0], self->ink->crosshair[1],
                         self->ink->crosshair[2], 0.12);
  cairo_fill_preserve (cr);
  cal_ink_set (cr, self->ink->crosshair);
  cairo_set_line_width (cr, self->scale);
  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0.0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * cal_embedding_plot_draw:
 *
 * Draws hulls and points: what stays the same while the pointer moves. Dots and hulls are paths,
 * pictures are pixels. From any thread.
 */
void
cal_embedding_plot_draw (cairo_t *cr, const CalEmbeddingPlot *self)
{
  cairo_new_path (cr);
  if (self->hulls && self->colours != NULL && self->colours->levels != NULL)
    draw_hulls (cr, self);
  for (int selected = 0; selected < (self->n_selected > 0 ? 2 : 1); selected++)
    for (gsize k = 0; k < self->n; k++)
      if (self->n_selected == 0 || self->is_selected[self->order[k]] == selected)
        draw_point (cr, self, self->order[k]);
}

/**
 * cal_embedding_plot_draw_marks:
 *
 * Draws what is laid over the points: the rings of the picked ones and of the one under the
 * pointer, names, the lasso.
 */
void
cal_embedding_plot_draw_marks (cairo_t *cr, const CalEmbeddingPlot *self)
{
  cairo_new_path (cr);
  cal_ink_set (cr, self->ink->crosshair);
  for (gsize p = 0; self->n_selected > 0 && p < self->n; p++)
    if (self->is_selected[p])
      draw_ring (cr, self, p, 1.5 * self->scale);
  for (gsize p = 0; self->n_selected <= MAX_NAMES && self->n_selected > 0 && p < self->n; p++)
    if (self->is_selected[p])
      draw_name (cr, self, p);
  if (self->hovered >= 0 && (gsize) self->hovered < self->n) {
    cal_ink_set (cr, self->ink->text);
    draw_ring (cr, self, (gsize) self->hovered, 1.5 * self->scale);
    draw_name (cr, self, (gsize) self->hovered);
  }
  if (self->n_lasso > 1)
    draw_lasso (cr, self);
}
