/* trsa-area-draw.c - the picture of the tRSA view: histogram, graph of kept edges, l-u map.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/vector/edge-plot.h"
#include "render/vector/embedding-plot.h"
#include "render/vector/text.h"
#include "widgets/trsa-area-private.h"

#define WIDE_PX 600.0
#define LEFT_PX 32.0
#define TOP_PX 40.0
#define BELOW_PX 56.0
#define CAPTION_PX 24.0

/**
 * cal_trsa_area_lay_out:
 * @layout: (out caller-allocates)
 *
 * Where there is room the graph lies at the right, else below.
 */
void
cal_trsa_area_lay_out (double width, double height, CalTrsaLayout *layout)
{
  gboolean is_wide = width >= WIDE_PX;
  double column = is_wide ? 0.48 * width : width;
  double row = is_wide ? 0.5 * height : fmin (0.4 * height, 240.0);
  double side;

  layout->histogram = (cairo_rectangle_t){LEFT_PX, TOP_PX, fmax (column - LEFT_PX - 16.0, 8.0),
                                          fmax (row - TOP_PX - BELOW_PX, 8.0)};
  layout->graph = is_wide ? (cairo_rectangle_t){column, 0.0, width - column, height}
                          : (cairo_rectangle_t){0.0, row, 0.56 * width, height - row};
  side = is_wide ? fmin (column - LEFT_PX - 64.0, height - row - 64.0)
                 : fmin (0.44 * width - 56.0, height - row - 64.0);
  side = fmax (side, 8.0);
  layout->map = (cairo_rectangle_t){is_wide ? 0.5 * (column - side) : 0.56 * width + 36.0,
                                    row + 20.0, side, side};
}

/**
 * cal_trsa_area_fill_plot:
 * @plot: (out caller-allocates): the histogram as it is now; there must be a field
 */
void
cal_trsa_area_fill_plot (CalTrsaArea *self, const CalTrsaLayout *layout, CalTrsaPlot *plot)
{
  *plot = (CalTrsaPlot){.transformed = cal_trsa_field_get_curve (self->field),
                        .measure = cal_rdm_get_desc (cal_trsa_field_get_rdm (self->field))->measure,
                        .rule = self->rule,
                        .held = self->held,
                        .box = layout->histogram,
                        .ink = cal_plot_area_get_ink (),
                        .scale = 1.0};
  plot->sorted = cal_trsa_field_get_sorted (self->field, &plot->n);
  cal_trsa_area_get_thresholds (self, &plot->lower, &plot->upper);
}

/**
 * cal_trsa_area_fill_map:
 * @map: (out caller-allocates): the l-u map as it is now
 *
 * Returns: FALSE if there is none
 */
gboolean
cal_trsa_area_fill_map (CalTrsaArea *self, const CalTrsaLayout *layout, CalThresholdMap *map)
{
  const CalTrsaGridFigures *figures;

  if (self->grid == NULL)
    return FALSE;
  figures = cal_trsa_grid_get_figures (self->grid);
  *map =
      (CalThresholdMap){.n_steps = figures->n,
                        .values = self->by_selection ? figures->selection : figures->reliability,
                        .caption = self->by_selection ? "share of RDMs told apart" : "reliability",
                        .box = layout->map,
                        .ink = cal_plot_area_get_ink (),
                        .scale = 1.0};
  cal_trsa_area_get_thresholds (self, &map->lower, &map->upper);
  return TRUE;
}

static void
draw_words (cairo_t *cr, const char *text, double x, double y, double room, double align)
{
  const CalInk *ink = cal_plot_area_get_ink ();
  CalTextStyle style = {
      .size_px = CAL_TEXT_SMALL_PX, .align_x = align, .align_y = 0.5, .max_width_px = room};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = ink->secondary[c];
  cal_text_draw (cr, &style, text, x, y);
}

static void
draw_points (CalTrsaArea *self, cairo_t *cr, gsize n, CalRaster *raster)
{
  CalEmbeddingPlot plot = {.n = n,
                           .places = self->places,
                           .order = self->order,
                           .colours = self->colours,
                           .hovered = -1,
                           .ink = cal_plot_area_get_ink (),
                           .scale = 1.0,
                           .raster = raster};

  if (self->edges != NULL)
    cal_edge_plot_draw (cr, self->edges, self->places, plot.ink, 1.0, raster);
  cal_embedding_plot_draw (cr, &plot);
}

/* Straight into pixels, for the screen. */
static void
draw_pixels (CalTrsaArea *self, cairo_t *cr, gsize n, double width, double height)
{
  double scale = gtk_widget_get_scale_factor (self->canvas);
  int width_px = (int) ceil (width * scale), height_px = (int) ceil (height * scale);
  CalRaster raster;
  cairo_t *to;

  if (self->cache == NULL || cairo_image_surface_get_width (self->cache) != width_px ||
      cairo_image_surface_get_height (self->cache) != height_px) {
    g_clear_pointer (&self->cache, cairo_surface_destroy);
    self->cache = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width_px, height_px);
  }
  to = cairo_create (self->cache);
  cal_ink_set (to, cal_plot_area_get_ink ()->background);
  cairo_paint (to);
  cairo_surface_flush (self->cache);
  cal_raster_init (&raster, self->cache, scale);
  draw_points (self, to, n, &raster);
  cairo_destroy (to);
  cairo_surface_mark_dirty (self->cache);
  cairo_save (cr);
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cairo_set_source_surface (cr, self->cache, 0.0, 0.0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static char *
dup_caption (CalTrsaArea *self)
{
  gsize n_drawn = self->edges != NULL ? self->edges->len : 0;
  gsize n_pairs = cal_rdm_get_n_pairs (cal_trsa_field_get_rdm (self->field));

  if (n_drawn < self->n_kept)
    return g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                            " kept edges drawn, the strongest; %" G_GSIZE_FORMAT " pairs",
                            n_drawn, self->n_kept, n_pairs);
  return g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " pairs keep an edge",
                          self->n_kept, n_pairs);
}

static void
draw_graph (CalTrsaArea *self, cairo_t *cr, const cairo_rectangle_t *box, gboolean is_figure)
{
  g_autofree char *caption = dup_caption (self);
  double height = box->height - CAPTION_PX;
  guint n_dims;
  gsize n;
  const double *points = cal_embedder_get_points (self->embedder, &n, &n_dims);

  /* The points may still be those of the RDM before. */
  if (points == NULL || height < 16.0 || box->width < 16.0 ||
      n != cal_rdm_get_desc (cal_trsa_field_get_rdm (self->field))->n_conditions)
    return;
  self->view.width_px = box->width;
  self->view.height_px = height;
  self->view.margin_px = 20.0;
  cal_point_view_fit (&self->view, points, n);
  cal_point_view_place (&self->view, points, n, n > 400 ? 2.5 : 4.0, self->places);
  g_free (self->order);
  self->order = cal_point_places_dup_order (self->places, n);
  cairo_save (cr);
  cairo_translate (cr, box->x, box->y);
  if (is_figure)
    draw_points (self, cr, n, NULL);
  else
    draw_pixels (self, cr, n, box->width, height);
  draw_words (cr, caption, 0.5 * box->width, height + 0.5 * CAPTION_PX, box->width - 8.0, 0.5);
  cairo_restore (cr);
}

static void
draw_map (CalTrsaArea *self, cairo_t *cr, const CalTrsaLayout *layout)
{
  CalThresholdMap map;
  guint l, u;

  if (cal_trsa_area_fill_map (self, layout, &map) && cal_threshold_map_find_best (&map, &l, &u))
    cal_threshold_map_draw (cr, &map);
  else
    draw_words (cr,
                cal_latest_job_get_running (self->grid_jobs) != NULL
                    ? "mapping reliability over l and u…"
                    : "The l-u map needs RDMs of several subjects",
                layout->map.x + 0.5 * layout->map.width, layout->map.y + 24.0,
                layout->map.width + 32.0, 0.5);
}

/**
 * cal_trsa_area_draw:
 * @is_figure: all as paths, without what belongs to the pointer
 */
void
cal_trsa_area_draw (CalTrsaArea *self, cairo_t *cr, double width, double height, gboolean is_figure)
{
  CalTrsaLayout layout;
  CalTrsaPlot plot;

  if (!is_figure) {
    cal_ink_set (cr, cal_plot_area_get_ink ()->background);
    cairo_paint (cr);
  }
  if (self->field == NULL)
    return;
  cal_trsa_area_lay_out (width, height, &layout);
  draw_graph (self, cr, &layout.graph, is_figure);
  cal_trsa_area_fill_plot (self, &layout, &plot);
  if (is_figure)
    plot.held = -1;
  cal_trsa_plot_draw (cr, &plot);
  draw_map (self, cr, &layout);
}
