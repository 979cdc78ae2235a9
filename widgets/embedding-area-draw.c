/* embedding-area-draw.c - the picture of the embedding view: points, hulls, legend.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/labels.h"
#include "render/vector/colour-bar.h"
#include "render/vector/embedding-plot.h"
#include "render/vector/label-legend.h"
#include "render/vector/picture.h"
#include "widgets/embedding-area-private.h"

#define MARGIN_PX 28.0
#define BAR_PX 160.0
#define LEGEND_COLUMN_PX 152.0

/* From here on dots go straight into pixels. */
#define MANY 1500

CalMark
cal_embedding_area_get_mark (CalEmbeddingArea *self)
{
  return self->show_pictures ? CAL_MARK_SQUARE : CAL_MARK_DOT;
}

/* The more points, the smaller their marks. */
static double
get_half (CalEmbeddingArea *self, gsize n, double width, double height)
{
  double room = sqrt (width * height / (double) MAX (n, 1));

  return self->show_pictures ? CLAMP (0.36 * room, 10.0, 40.0) : CLAMP (0.12 * room, 1.8, 5.0);
}

/**
 * cal_embedding_area_forget_drawing:
 *
 * The points are others than before.
 */
void
cal_embedding_area_forget_drawing (CalEmbeddingArea *self)
{
  gsize n = self->named != NULL ? cal_embedding_get_desc (self->named)->n_points : 0;

  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->order, g_free);
  for (gsize p = 0; self->surfaces != NULL && p < n; p++)
    g_clear_pointer (&self->surfaces[p], cairo_surface_destroy);
  g_clear_pointer (&self->surfaces, g_free);
  g_clear_pointer (&self->cache, cairo_surface_destroy);
  self->is_cached = FALSE;
}

/* Asks for the pictures that are not there yet; those that come make the view draw again. */
static void
find_surfaces (CalEmbeddingArea *self, gsize n, guint side_px)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);

  if (self->surfaces == NULL)
    self->surfaces = g_new0 (cairo_surface_t *, MAX (n, 1));
  for (gsize p = 0; stimuli != NULL && self->pictures != NULL && p < n; p++) {
    gsize stimulus;
    CalArray *picture;
    const char *source;

    if (self->surfaces[p] != NULL || !cal_stimuli_find (stimuli, self->names[p], &stimulus))
      continue;
    source = cal_stimuli_get_picture (stimuli, stimulus);
    picture = source != NULL && *source != '\0' ? cal_pictures_get (self->pictures, source, side_px)
                                                : NULL;
    if (picture != NULL)
      self->surfaces[p] = cal_picture_to_surface (picture);
  }
}

static double
measure_legend (CalEmbeddingArea *self, GPtrArray *labels, CalLabelLegend *legend, double width)
{
  const CalLevels *levels = self->colours->levels;

  if (levels == NULL)
    return 44.0;
  for (guint level = 0; level < levels->n; level++)
    for (gsize p = 0; p < self->colours->n; p++)
      if (levels->codes[p] == level) {
        CalLabel *label = g_new0 (CalLabel, 1);

        label->name = levels->names[level][0] != '\0' ? levels->names[level] : (char *) "missing";
        for (int c = 0; c < 4; c++)
          label->rgba[c] = self->colours->rgba[p][3] > 0.0f ? self->colours->rgba[p][c] : 0.47f;
        g_ptr_array_add (labels, label);
        break;
      }
  *legend = (CalLabelLegend){.labels = labels,
                             .caption = self->colours->name,
                             .ink = cal_plot_area_get_ink (),
                             .width_px = width - 24.0,
                             .column_px = LEGEND_COLUMN_PX,
                             .scale = 1.0};
  return cal_label_legend_measure (legend) + 8.0;
}

static void
draw_bar (CalEmbeddingArea *self, cairo_t *cr, double width, double top)
{
  g_autoptr (CalDisplay) display = cal_display_new ();
  g_autofree char *caption =
      cal_colour_bar_dup_caption (self->colours->name, NULL, self->colours->unit);
  double length = fmin (BAR_PX, width - 24.0);
  CalColourBar bar = {
      .caption = caption, .ink = cal_plot_area_get_ink (), .length_px = length, .scale = 1.0};

  if (!(self->colours->high > self->colours->low))
    return;
  g_object_set (display, "colormap", self->colours->colormap->name, NULL);
  cal_display_set_window (display, self->colours->low, self->colours->high);
  bar.display = cal_display_get_state (display);
  cal_colour_bar_draw (cr, &bar, 0.5 * (width - length), top);
}

/* Draws it at the lower edge and gives its height. */
static double
draw_legend (CalEmbeddingArea *self, cairo_t *cr, double width, double height)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  CalLabelLegend legend;
  double needed;

  if (self->colours == NULL)
    return 0.0;
  needed = measure_legend (self, labels, &legend, width);
  if (needed > 0.35 * height)
    return 0.0;
  if (self->colours->levels != NULL)
    cal_label_legend_draw (cr, &legend, 12.0, height - needed + 4.0);
  else
    draw_bar (self, cr, width, height - needed + 2.0);
  return needed;
}

static void
find_places (CalEmbeddingArea *self, double width, double height)
{
  gsize n;
  guint n_dims;
  const double *points = cal_embedder_get_points (self->embedder, &n, &n_dims);

  g_free (self->order);
  if (self->places == NULL)
    self->places = g_new (CalPointPlace, MAX (n, 1));
  if (self->view.n_dims != n_dims)
    cal_point_view_init (&self->view, n_dims);
  self->view.width_px = width;
  self->view.height_px = height;
  self->view.margin_px = self->show_pictures ? MARGIN_PX + 20.0 : MARGIN_PX;
  cal_point_view_fit (&self->view, points, n);
  cal_point_view_place (&self->view, points, n, get_half (self, n, width, height), self->places);
  self->order = cal_point_places_dup_order (self->places, n);
}

/* Points as pixels, kept until something but the pointer moves. */
static void
draw_cached (
    CalEmbeddingArea *self, cairo_t *cr, CalEmbeddingPlot *plot, double width, double height)
{
  double scale = gtk_widget_get_scale_factor (self->canvas);
  int width_px = (int) ceil (width * scale), height_px = (int) ceil (height * scale);

  if (self->cache == NULL || cairo_image_surface_get_width (self->cache) != width_px ||
      cairo_image_surface_get_height (self->cache) != height_px) {
    g_clear_pointer (&self->cache, cairo_surface_destroy);
    self->cache = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width_px, height_px);
    self->is_cached = FALSE;
  }
  if (!self->is_cached) {
    CalRaster raster;
    cairo_t *to = cairo_create (self->cache);

    cal_ink_set (to, plot->ink->background);
    cairo_paint (to);
    cairo_surface_flush (self->cache);
    cal_raster_init (&raster, self->cache, scale);
    cairo_scale (to, scale, scale);
    plot->raster = &raster;
    cal_embedding_plot_draw (to, plot);
    plot->raster = NULL;
    cairo_destroy (to);
    cairo_surface_mark_dirty (self->cache);
    self->is_cached = TRUE;
  }
  cairo_save (cr);
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cairo_set_source_surface (cr, self->cache, 0.0, 0.0);
  cairo_paint (cr);
  cairo_restore (cr);
}

/**
 * cal_embedding_area_draw:
 * @is_figure: all as paths, without what belongs to the pointer
 */
void
cal_embedding_area_draw (
    CalEmbeddingArea *self, cairo_t *cr, double width, double height, gboolean is_figure)
{
  const CalInk *ink = cal_plot_area_get_ink ();
  CalEmbeddingPlot plot = {.ink = ink, .scale = 1.0, .hovered = is_figure ? -1 : self->hovered};
  guint n_dims;
  double room;

  if (!is_figure) {
    cal_ink_set (cr, ink->background);
    cairo_rectangle (cr, 0.0, 0.0, width, height);
    cairo_fill (cr);
  }
  if (cal_embedder_get_points (self->embedder, &plot.n, &n_dims) == NULL || width < 8.0 ||
      height < 8.0)
    return;
  room = height - draw_legend (self, cr, width, height);
  find_places (self, width, room);
  plot.places = self->places;
  plot.order = self->order;
  plot.names = self->names;
  plot.colours = self->colours;
  plot.hulls = self->show_hulls;
  plot.is_selected = self->is_selected;
  plot.n_selected = self->n_selected;
  if (self->show_pictures) {
    find_surfaces (self, plot.n, 96);
    plot.pictures = self->surfaces;
  }
  cairo_save (cr);
  cairo_rectangle (cr, 0.0, 0.0, width, room);
  cairo_clip (cr);
  if (plot.n > MANY && !self->show_pictures && !is_figure)
    draw_cached (self, cr, &plot, width, room);
  else
    cal_embedding_plot_draw (cr, &plot);
  if (!is_figure && self->drag == CAL_EMBEDDING_DRAG_LASSO) {
    plot.lasso = (const double *) (gconstpointer) self->lasso->data;
    plot.n_lasso = self->lasso->len / 2;
  }
  cal_embedding_plot_draw_marks (cr, &plot);
  cairo_restore (cr);
}
