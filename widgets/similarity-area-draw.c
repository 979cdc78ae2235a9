/* similarity-area-draw.c - the picture of the similarity view: profile, nearest objects, top
 * objects.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/number.h"
#include "render/vector/picture.h"
#include "render/vector/text.h"
#include "widgets/similarity-area-private.h"

#define MARGIN_PX 16.0
#define HEADING_PX 24.0
#define TILE_PX 72.0
#define LINE_PX 30.0
#define GAP_PX 8.0

static guint
place_tiles (CalSimilarityTile *tiles, double y, double width, guint n_wanted)
{
  guint n = (guint) CLAMP ((width - 2.0 * MARGIN_PX + GAP_PX) / (TILE_PX + GAP_PX), 1.0,
                           CAL_SIMILARITY_MAX_TILES);

  n = MIN (n, n_wanted);
  for (guint t = 0; t < n; t++)
    tiles[t].box =
        (cairo_rectangle_t){MARGIN_PX + t * (TILE_PX + GAP_PX), y, TILE_PX, TILE_PX + LINE_PX};
  return n;
}

/* An object that misses a dimension is near to none. */
static gboolean
is_defined (CalSimilarityArea *self)
{
  return self->nearness != NULL &&
         !isnan (cal_nearness_get (self->nearness, cal_nearness_get_nearest (self->nearness, 0)));
}

/**
 * cal_similarity_area_lay_out:
 * @layout: (out caller-allocates): there must be concepts
 */
void
cal_similarity_area_lay_out (CalSimilarityArea *self,
                             double width,
                             double height,
                             CalSimilarityLayout *layout)
{
  gsize n = cal_concepts_get_n (self->concepts);
  guint n_wanted = (guint) MIN (n - 1, (gsize) CAL_SIMILARITY_MAX_TILES);
  double row = HEADING_PX + TILE_PX + LINE_PX;
  double y = fmax (height - 2.0 * row - GAP_PX, 0.35 * height);

  layout->profile =
      (cairo_rectangle_t){MARGIN_PX, HEADING_PX + 8.0, fmax (width - 2.0 * MARGIN_PX, 16.0),
                          fmax (y - HEADING_PX - 16.0, 16.0)};
  layout->nearest_heading_px = y;
  layout->n_nearest = place_tiles (layout->nearest, y + HEADING_PX, width, n_wanted);
  y += row;
  layout->top_heading_px = y;
  layout->n_top = place_tiles (layout->top, y + HEADING_PX, width, n_wanted);
  if (!is_defined (self))
    layout->n_nearest = 0;
  if (self->top == NULL)
    layout->n_top = 0;
  for (guint t = 0; t < layout->n_nearest; t++) {
    layout->nearest[t].concept = cal_nearness_get_nearest (self->nearness, t);
    layout->nearest[t].value = cal_nearness_get (self->nearness, layout->nearest[t].concept);
  }
  for (guint t = 0; t < layout->n_top; t++) {
    layout->top[t].concept = self->top[t];
    layout->top[t].value = cal_concepts_get_values (self->concepts, self->top[t])[self->dimension];
  }
}

/**
 * cal_similarity_area_fill_plot:
 * @plot: (out caller-allocates): the profile as it is now
 *
 * Returns: (transfer full): its order, which must live as long
 */
guint *
cal_similarity_area_fill_plot (CalSimilarityArea *self,
                               const CalSimilarityLayout *layout,
                               CalProfilePlot *plot)
{
  guint n = cal_concepts_get_n_dims (self->concepts), *order;

  *plot = (CalProfilePlot){
      .n = n,
      .names = cal_concepts_get_dims (self->concepts),
      .values = cal_concepts_get_values (self->concepts, self->objects[0]),
      .others =
          self->n_objects > 1 ? cal_concepts_get_values (self->concepts, self->objects[1]) : NULL,
      .style = self->style,
      .picked = self->hovered >= 0 ? self->hovered : self->dimension,
      .box = layout->profile,
      .ink = cal_plot_area_get_ink (),
      .scale = 1.0,
  };
  plot->top = cal_profile_plot_find_top (plot->values, plot->others, n);
  order = cal_profile_plot_dup_order (plot->values, n, self->style == CAL_PROFILE_BARS);
  plot->order = order;
  plot->n_shown = self->style == CAL_PROFILE_BARS ? cal_profile_plot_count_bars (plot) : n;
  return order;
}

static CalTextStyle
make_style (double size_px, const double rgba[4])
{
  CalTextStyle style = {.size_px = size_px, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

/* Returns: whether there is a picture; else the name stands in its place. */
static gboolean
draw_picture (CalSimilarityArea *self, cairo_t *cr, gsize concept, const cairo_rectangle_t *box)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);
  const CalInk *ink = cal_plot_area_get_ink ();
  const char *source = NULL;
  CalArray *picture = NULL;
  gsize stimulus;
  CalTextStyle style = make_style (CAL_TEXT_SMALL_PX, ink->secondary);

  if (stimuli != NULL &&
      cal_stimuli_find (stimuli, cal_concepts_get_id (self->concepts, concept), &stimulus))
    source = cal_stimuli_get_picture (stimuli, stimulus);
  if (source != NULL && *source != '\0' && self->pictures != NULL)
    picture = cal_pictures_get (self->pictures, source, 144);
  if (picture != NULL) {
    cairo_surface_t *surface = cal_picture_to_surface (picture);
    double width = cairo_image_surface_get_width (surface);
    double height = cairo_image_surface_get_height (surface);
    double fit = fmin (box->width / width, box->height / height);

    cairo_save (cr);
    cairo_translate (cr, box->x + 0.5 * (box->width - fit * width),
                     box->y + 0.5 * (box->height - fit * height));
    cairo_scale (cr, fit, fit);
    cairo_set_source_surface (cr, surface, 0.0, 0.0);
    cairo_paint (cr);
    cairo_restore (cr);
    cairo_surface_destroy (surface);
    return TRUE;
  }
  /* An object without a picture is its name. */
  cairo_set_source_rgba (cr, ink->hidden[0], ink->hidden[1], ink->hidden[2], 0.2);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_fill (cr);
  style.align_x = 0.5;
  style.max_width_px = box->width - 8.0;
  cal_text_draw (cr, &style, cal_concepts_get_id (self->concepts, concept),
                 box->x + 0.5 * box->width, box->y + 0.5 * box->height);
  return FALSE;
}

static void
draw_tiles (CalSimilarityArea *self,
            cairo_t *cr,
            const char *heading,
            double y,
            const CalSimilarityTile *tiles,
            guint n_tiles)
{
  const CalInk *ink = cal_plot_area_get_ink ();
  CalTextStyle title = make_style (CAL_TEXT_LABEL_PX, ink->text);
  CalTextStyle name = make_style (CAL_TEXT_SMALL_PX, ink->secondary);

  title.bold = TRUE;
  cal_text_draw (cr, &title, heading, MARGIN_PX, y + 0.5 * HEADING_PX);
  name.max_width_px = TILE_PX;
  name.align_x = 0.5;
  name.align_y = 0.0;
  for (guint t = 0; t < n_tiles; t++) {
    const cairo_rectangle_t *box = &tiles[t].box;
    cairo_rectangle_t picture = {box->x, box->y, box->width, TILE_PX};
    g_autofree char *value = cal_number_format (tiles[t].value);
    double line = box->y + TILE_PX + 2.0;

    if (draw_picture (self, cr, tiles[t].concept, &picture)) {
      cal_text_draw (cr, &name, cal_concepts_get_id (self->concepts, tiles[t].concept),
                     box->x + 0.5 * box->width, line);
      line += 13.0;
    }
    cal_text_draw (cr, &name, value, box->x + 0.5 * box->width, line);
  }
}

static void
draw_heading (CalSimilarityArea *self, cairo_t *cr, double width)
{
  const CalInk *ink = cal_plot_area_get_ink ();
  CalTextStyle style = make_style (CAL_TEXT_TITLE_PX, ink->text);
  const char *first = cal_concepts_get_id (self->concepts, self->objects[0]);
  g_autofree char *heading = NULL;

  style.bold = TRUE;
  style.max_width_px = width - 2.0 * MARGIN_PX;
  if (self->n_objects > 1) {
    g_autofree char *value =
        self->nearness != NULL
            ? cal_number_format (cal_nearness_get (self->nearness, self->objects[1]))
            : g_strdup ("…");

    heading = g_strdup_printf ("%s and %s (outlined): similarity %s", first,
                               cal_concepts_get_id (self->concepts, self->objects[1]), value);
  }
  cal_text_draw (cr, &style, heading != NULL ? heading : first, MARGIN_PX, 4.0 + 0.5 * HEADING_PX);
}

/**
 * cal_similarity_area_draw:
 *
 * Draws all of the view but its note.
 */
void
cal_similarity_area_draw (CalSimilarityArea *self, cairo_t *cr, double width, double height)
{
  CalSimilarityLayout layout;
  CalProfilePlot plot;
  g_autofree guint *order = NULL;
  g_autofree char *nearest = NULL;

  cal_ink_set (cr, cal_plot_area_get_ink ()->background);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  if (self->concepts == NULL)
    return;
  cal_similarity_area_lay_out (self, width, height, &layout);
  order = cal_similarity_area_fill_plot (self, &layout, &plot);
  draw_heading (self, cr, width);
  cal_profile_plot_draw (cr, &plot);
  nearest = g_strdup_printf (self->nearness != NULL && !is_defined (self)
                                 ? "No similarity to %s: dimensions are missing"
                                 : "Most similar to %s",
                             cal_concepts_get_id (self->concepts, self->objects[0]));
  draw_tiles (self, cr, nearest, layout.nearest_heading_px, layout.nearest, layout.n_nearest);
  if (self->dimension >= 0) {
    g_autofree char *top =
        g_strdup_printf ("Most “%s”", cal_concepts_get_dims (self->concepts)[self->dimension]);

    draw_tiles (self, cr, top, layout.top_heading_px, layout.top, layout.n_top);
  }
}
