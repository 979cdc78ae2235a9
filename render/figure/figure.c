/* figure.c - a figure as data: what is on it, how large, on which ground.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/figure.h"

#include <math.h>

#include "model/error.h"
#include "render/figure/legend.h"
#include "render/figure/shot.h"
#include "render/vector/cortex-overlay.h"
#include "render/vector/slice-overlay.h"
#include "render/vector/text.h"

G_DEFINE_ENUM_TYPE (CalFigureContent,
                    cal_figure_content,
                    G_DEFINE_ENUM_VALUE (CAL_FIGURE_CORTEX, "cortex"),
                    G_DEFINE_ENUM_VALUE (CAL_FIGURE_SLICES, "slices"),
                    G_DEFINE_ENUM_VALUE (CAL_FIGURE_MOSAIC, "mosaic"),
                    G_DEFINE_ENUM_VALUE (CAL_FIGURE_BOTH, "both"),
                    G_DEFINE_ENUM_VALUE (CAL_FIGURE_RDM, "rdm"),
                    G_DEFINE_ENUM_VALUE (CAL_FIGURE_ATTENTION, "attention"))

/* In pixels at 96 dots an inch. */
#define MARGIN 12.0
#define LEGEND_GAP 8.0

/* The cortex's share of the height, where slices follow. */
#define CORTEX_SHARE 0.62

/* What is drawn where, in whole pixels of the figure. */
typedef struct {
  cairo_rectangle_int_t cortex, slices;
  double legend_y;
} Places;

static double
get_scale (const CalFigure *self)
{
  return self->dpi / 96.0;
}

static gboolean
has_cortex (const CalFigure *self)
{
  return self->content == CAL_FIGURE_CORTEX || self->content == CAL_FIGURE_BOTH;
}

/**
 * cal_figure_init:
 *
 * Four panels of the cortex on black, as large as two columns of a journal at 300 dots an inch.
 */
void
cal_figure_init (CalFigure *self)
{
  *self = (CalFigure){
      .content = CAL_FIGURE_CORTEX,
      .width_px = 2400,
      .height_px = 1600,
      .dpi = 300.0,
      .plane = CAL_PLANE_AXIAL,
      .n_rows = 3,
      .n_columns = 5,
      .colour_bar = TRUE,
  };
  cal_cortex_view_init (&self->cortex, CAL_MONTAGE_GRID);
  cal_figure_set_theme (self, CAL_THEME_DARK);
}

/**
 * cal_figure_set_theme:
 *
 * Sets the colours of letters and the background that goes with them.
 */
void
cal_figure_set_theme (CalFigure *self, CalTheme theme)
{
  self->theme = theme;
  for (int c = 0; c < 4; c++)
    self->background[c] = cal_ink_get (theme)->background[c];
}

/**
 * cal_figure_measure_title:
 *
 * Returns: the height that the title takes, in pixels; 0 if there is none
 */
int
cal_figure_measure_title (const CalFigure *self)
{
  double scale = get_scale (self);

  return self->title != NULL ? (int) (MARGIN * scale + 1.6 * CAL_TEXT_TITLE_PX * scale) : 0;
}

/* The title on top, the legend at the foot, the brain between. */
static void
place (const CalFigure *self, double legend_height, Places *places)
{
  double scale = get_scale (self), margin = MARGIN * scale;
  int top = cal_figure_measure_title (self);
  int foot = legend_height > 0.0 ? (int) ceil (legend_height + margin + LEGEND_GAP * scale) : 0;
  int height = MAX (self->height_px - top - foot, 1);

  *places = (Places){.legend_y = self->height_px - margin - legend_height};
  if (has_cortex (self)) {
    int share = self->content == CAL_FIGURE_BOTH ? (int) (CORTEX_SHARE * height) : height;

    places->cortex = (cairo_rectangle_int_t){0, top, self->width_px, share};
    top += share;
    height -= share;
  }
  if (self->content != CAL_FIGURE_CORTEX)
    places->slices = (cairo_rectangle_int_t){0, top, self->width_px, MAX (height, 1)};
}

static void
lay_out_slices (const CalFigure *self, CalScene *scene, const Places *places, CalShot *shot)
{
  CalSliceLayout *layout = &shot->slice_layout;
  double scale = get_scale (self);

  cal_slice_layout_init (layout, scene, places->slices.width, places->slices.height);
  layout->gap_px = (int) lrint (2.0 * scale);
  if (self->content == CAL_FIGURE_MOSAIC) {
    int axis = cal_plane_get_axis (self->plane);
    double low = layout->low_mm[axis], high = layout->high_mm[axis];

    layout->mode = CAL_SLICES_MOSAIC;
    layout->plane = self->plane;
    layout->n_rows = self->n_rows;
    layout->n_columns = self->n_columns;
    layout->from_mm = low + 0.15 * (high - low);
    layout->to_mm = high - 0.15 * (high - low);
  }
  shot->panes = cal_slice_layout_dup_panes (layout);
}

static void
lay_out_cortex (const CalFigure *self, CalScene *scene, const Places *places, CalShot *shot)
{
  double unfolding;

  g_object_get (scene, "unfolding", &unfolding, NULL);
  shot->shapes = cal_shapes_new (cal_scene_get_cortex (scene));
  shot->shape = cal_shapes_at (shot->shapes, unfolding);
  shot->cortex_layout = cal_cortex_layout (shot->shapes, &shot->shape, &self->cortex,
                                           places->cortex.width, places->cortex.height);
}

static void
paint_picture (cairo_t *cr, cairo_surface_t *picture, int x_px, int y_px)
{
  cairo_set_source_surface (cr, picture, x_px, y_px);
  cairo_paint (cr);
}

/**
 * cal_figure_draw_title:
 *
 * Draws it in the middle of the top, if there is one.
 */
void
cal_figure_draw_title (const CalFigure *self, cairo_t *cr)
{
  const CalInk *ink = cal_ink_get (self->theme);
  double scale = get_scale (self);
  CalTextStyle style = {
      .size_px = CAL_TEXT_TITLE_PX * scale,
      .bold = TRUE,
      .align_x = 0.5,
      .max_width_px = self->width_px - 2.0 * MARGIN * scale,
      .rgba = {ink->text[0], ink->text[1], ink->text[2], ink->text[3]},
  };

  if (self->title != NULL)
    cal_text_draw (cr, &style, self->title, 0.5 * self->width_px, MARGIN * scale);
}

static void
draw_overlays (
    const CalFigure *self, CalScene *scene, const Places *places, const CalShot *shot, cairo_t *cr)
{
  const CalInk *ink = cal_ink_get (self->theme);
  double scale = get_scale (self);

  if (shot->shapes != NULL) {
    g_autoptr (CalCortexOverlay) overlay = cal_cortex_overlay_new ();
    CalCortexLettering lettering = {
        .shapes = shot->shapes,
        .shape = shot->shape,
        .layout = &shot->cortex_layout,
        .theme = self->theme,
        .scale = scale,
    };

    g_object_get (scene, "show-crosshair", &lettering.cursor, NULL);
    cairo_save (cr);
    cairo_translate (cr, places->cortex.x, places->cortex.y);
    for (guint n = 0; n < shot->cortex_layout.n_panels; n++)
      paint_picture (cr, shot->panels[n], shot->cortex_layout.panels[n].x_px,
                     shot->cortex_layout.panels[n].y_px);
    cal_cortex_overlay_draw (overlay, cr, scene, &lettering);
    cairo_restore (cr);
  }
  if (shot->slices != NULL) {
    g_autoptr (CalSliceOverlay) overlay = cal_slice_overlay_new ();

    cairo_save (cr);
    cairo_translate (cr, places->slices.x, places->slices.y);
    paint_picture (cr, shot->slices, 0, 0);
    cal_slice_overlay_draw (overlay, cr, scene, &shot->slice_layout, shot->panes, ink, scale);
    cairo_restore (cr);
  }
  cal_figure_draw_title (self, cr);
}

/**
 * cal_figure_draw:
 * @cr: a drawing of @self's width and height, in pixels
 *
 * The brain is drawn by OpenGL off screen, everything else by Cairo. Main thread; the caller's own
 * OpenGL context, if it has one, is left alone.
 *
 * Returns: FALSE with @error set if there is nothing to draw, or no OpenGL to draw it
 */
gboolean
cal_figure_draw (const CalFigure *self, CalScene *scene, cairo_t *cr, GError **error)
{
  g_auto (CalShot) shot = {.scale = get_scale (self)};
  g_autoptr (CalLegend) legend = NULL;
  Places places;

  g_return_val_if_fail (self->content != CAL_FIGURE_RDM && self->content != CAL_FIGURE_ATTENTION,
                        FALSE);

  if (has_cortex (self) && cal_scene_get_cortex (scene) == NULL) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "a figure of the cortex needs surfaces; none is open");
    return FALSE;
  }
  legend = cal_legend_new (scene, has_cortex (self), self->content != CAL_FIGURE_CORTEX,
                           cal_ink_get (self->theme),
                           self->width_px - 2.0 * MARGIN * get_scale (self), get_scale (self));
  place (self, self->colour_bar ? cal_legend_get_height (legend) : 0.0, &places);
  if (has_cortex (self))
    lay_out_cortex (self, scene, &places, &shot);
  if (self->content != CAL_FIGURE_CORTEX)
    lay_out_slices (self, scene, &places, &shot);
  if (!cal_shot_take (&shot, scene, error))
    return FALSE;
  if (self->background[3] > 0.0) {
    cal_ink_set (cr, self->background);
    cairo_paint (cr);
  }
  draw_overlays (self, scene, &places, &shot, cr);
  if (self->colour_bar)
    cal_legend_draw (legend, cr, MARGIN * get_scale (self), places.legend_y);
  return TRUE;
}
