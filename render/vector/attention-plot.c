/* attention-plot.c - a picture with the patches that regions look at, one panel a region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/attention-plot.h"

#include <math.h>
#include <string.h>

#include "model/number.h"
#include "render/vector/colour-bar.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define TITLE 20.0
#define LINE 15.0
#define BAR 240.0
#define OWN_BAR_TOP 6.0

#define UNIT "attention weight"

static CalTextStyle
make_style (const CalAttentionPlot *self, double size_px, const double rgba[4], double width_px)
{
  CalTextStyle style = {.size_px = size_px * self->scale, .align_y = 0.5, .max_width_px = width_px};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static double
find_highest (const CalAttentionMap *map)
{
  double highest = 0.0;

  for (gsize t = 0; t < map->n; t++)
    highest = fmax (highest, fabs ((double) map->values[t]));
  return highest;
}

/**
 * cal_attention_plot_get_window:
 * @low: (out): the value of the colour map's low end: 0, or what is opposite to @high
 * @high: (out): the highest weight of the map, or of all maps on a shared scale
 */
void
cal_attention_plot_get_window (const CalAttentionPlot *self, guint map, double *low, double *high)
{
  *high = 0.0;
  for (guint m = 0; m < self->n_maps; m++)
    if (self->shared || m == map)
      *high = fmax (*high, find_highest (self->maps[m]));
  if (!(*high > 0.0))
    *high = 1.0;
  *low = self->maps[map]->is_difference ? -*high : 0.0;
}

static const CalColormap *
get_colormap (const CalAttentionPlot *self, guint map)
{
  return self->maps[map]->is_difference && self->colormap->kind != CAL_COLORMAP_DIVERGING
             ? cal_colormap_find ("coolwarm")
             : self->colormap;
}

/* The colours of a map's values, its window looked up once. */
typedef struct {
  const CalColormap *colormap;
  double low;
  double high;
  gboolean is_difference;
  gboolean fades;
  double opacity;
} Colours;

static Colours
get_colours (const CalAttentionPlot *self, guint map)
{
  Colours colours = {get_colormap (self, map),       0.0,         1.0,
                     self->maps[map]->is_difference, self->fades, self->opacity};

  cal_attention_plot_get_window (self, map, &colours.low, &colours.high);
  return colours;
}

static void
look_up (const Colours *self, double value, double rgba[4])
{
  double fraction = CLAMP ((value - self->low) / (self->high - self->low), 0.0, 1.0);
  double strength = self->is_difference ? fabs (2.0 * fraction - 1.0) : fraction;
  float rgb[3];

  if (isnan (value)) {
    rgba[0] = rgba[1] = rgba[2] = rgba[3] = 0.0;
    return;
  }
  cal_colormap_look_up (self->colormap, fraction, rgb);
  for (int c = 0; c < 3; c++)
    rgba[c] = (double) rgb[c];
  rgba[3] = self->opacity * (self->fades ? strength : 1.0);
}

/**
 * cal_attention_plot_get_rgba:
 * @value: of a patch; NaN is transparent
 * @rgba: (out caller-allocates): what is drawn over the picture there, not premultiplied
 */
void
cal_attention_plot_get_rgba (const CalAttentionPlot *self, guint map, double value, double rgba[4])
{
  const Colours colours = get_colours (self, map);

  look_up (&colours, value, rgba);
}

static guint32
to_pixel (const double rgba[4])
{
  guint32 alpha = (guint32) lrint (255.0 * rgba[3]), pixel = alpha << 24;

  for (int c = 0; c < 3; c++)
    pixel |= (guint32) lrint (rgba[c] * alpha) << (16 - 8 * c);
  return pixel;
}

/* A pixel a token, @n_columns to a row. */
static cairo_surface_t *
paint_tokens (const CalAttentionPlot *self,
              guint map,
              const CalAttentionSpan *span,
              gsize n_columns)
{
  const float *values = self->maps[map]->values + span->first_token;
  gsize n_rows = span->n_tokens / n_columns;
  const Colours colours = get_colours (self, map);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) n_columns, (int) n_rows);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  for (gsize t = 0; pixels != NULL && t < n_rows * n_columns; t++) {
    guint32 *row = (guint32 *) (gpointer) (pixels + t / n_columns * stride);
    double rgba[4];

    look_up (&colours, (double) values[t], rgba);
    row[t % n_columns] = to_pixel (rgba);
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* Cairo scales a picture with 16 bits of precision, too few to put the edge of a patch on the right
 * pixel. Rectangles lie where they are, but viewers of vector files draw seams between them. */
static gboolean
wants_rectangles (cairo_t *cr, const CalAttentionPlot *self)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_group_target (cr));

  return !self->smooth && type != CAIRO_SURFACE_TYPE_PDF && type != CAIRO_SURFACE_TYPE_SVG;
}

static void
draw_rectangles (cairo_t *cr,
                 const CalAttentionPlot *self,
                 const CalAttentionLayout *layout,
                 guint panel)
{
  const CalAttentionSpan *grid = layout->grid;
  const Colours colours = get_colours (self, panel);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (gsize t = grid->first_token; t < grid->first_token + grid->n_tokens; t++) {
    cairo_rectangle_t box;
    double rgba[4];

    if (!cal_attention_plot_get_patch (layout, panel, t, &box))
      continue;
    look_up (&colours, (double) self->maps[panel]->values[t], rgba);
    cairo_set_source_rgba (cr, rgba[0], rgba[1], rgba[2], rgba[3]);
    cairo_rectangle (cr, box.x, box.y, box.width, box.height);
    cairo_fill (cr);
  }
}

/* All patches, of which only those on the picture are seen. */
static void
draw_patches (cairo_t *cr,
              const CalAttentionPlot *self,
              const CalAttentionLayout *layout,
              guint panel)
{
  const cairo_rectangle_t *box = &layout->pictures[panel];
  cairo_surface_t *patches;
  cairo_rectangle_t first;

  cairo_save (cr);
  if (wants_rectangles (cr, self))
    draw_rectangles (cr, self, layout, panel);
  else {
    patches = paint_tokens (self, panel, layout->grid, layout->grid->grid[1]);
    cal_attention_plot_get_patch (layout, panel, layout->grid->first_token, &first);
    cairo_rectangle (cr, box->x, box->y, box->width, box->height);
    cairo_clip (cr);
    cairo_translate (cr, box->x, box->y);
    cairo_scale (cr, first.width, first.height);
    cairo_set_source_surface (cr, patches, 0.0, 0.0);
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter (cairo_get_source (cr),
                              self->smooth ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_NEAREST);
    cairo_paint (cr);
    cairo_surface_destroy (patches);
  }
  cairo_restore (cr);
}

static void
draw_picture (cairo_t *cr, const CalAttentionPlot *self, const cairo_rectangle_t *box)
{
  CalTextStyle style = make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary, box->width);

  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  if (self->picture != NULL) {
    cairo_translate (cr, box->x, box->y);
    cairo_scale (cr, box->width / cairo_image_surface_get_width (self->picture),
                 box->height / cairo_image_surface_get_height (self->picture));
    cairo_set_source_surface (cr, self->picture, 0.0, 0.0);
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
    cairo_paint (cr);
  } else {
    cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                           0.25);
    cairo_paint (cr);
    style.align_x = 0.5;
    if (self->picture_note != NULL)
      cal_text_draw (cr, &style, self->picture_note, box->x + 0.5 * box->width,
                     box->y + box->height - 12.0 * self->scale);
  }
  cairo_restore (cr);
}

static void
mark_patch (cairo_t *cr,
            const CalAttentionPlot *self,
            const CalAttentionLayout *layout,
            guint panel,
            gssize token,
            double width)
{
  cairo_rectangle_t box;
  double s = self->scale;

  if (token < 0 || !cal_attention_plot_get_patch (layout, panel, (gsize) token, &box))
    return;
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_set_line_width (cr, (width + 2.0) * s);
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.7);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, width * s);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_stroke (cr);
}

/* In words where there is room for them. */
static char *
dup_centre (const CalAttentionMap *map, const CalTextStyle *style)
{
  char *words;
  double width;

  if (isnan (map->centre[0]))
    return g_strdup ("no centre");
  if (!map->centre_is_degrees)
    words = g_strdup_printf ("centre %.0f %% from left, %.0f %% from top", 100.0 * map->centre[0],
                             100.0 * map->centre[1]);
  else
    words = g_strdup_printf ("centre %.2f° %s, %.2f° %s", fabs (map->centre[0]),
                             map->centre[0] < 0.0 ? "left" : "right", fabs (map->centre[1]),
                             map->centre[1] < 0.0 ? "down" : "up");
  cal_text_measure (&(CalTextStyle){.size_px = style->size_px}, words, &width, NULL);
  if (width <= style->max_width_px)
    return words;
  g_free (words);
  return map->centre_is_degrees
             ? g_strdup_printf ("%.1f° %s %.1f° %s", fabs (map->centre[0]),
                                map->centre[0] < 0.0 ? "←" : "→", fabs (map->centre[1]),
                                map->centre[1] < 0.0 ? "↓" : "↑")
             : g_strdup_printf ("%.0f %% → %.0f %% ↓", 100.0 * map->centre[0],
                                100.0 * map->centre[1]);
}

static void
draw_foot (cairo_t *cr, const CalAttentionPlot *self, const CalAttentionLayout *layout, guint panel)
{
  const CalAttentionMap *map = self->maps[panel];
  const cairo_rectangle_t *box = &layout->pictures[panel];
  CalTextStyle style = make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary, layout->text_px);
  double y = box->y + box->height + 0.5 * LINE * self->scale + 2.0 * self->scale;
  double number = map->is_difference ? map->overlap : map->entropy;
  const char *what = map->is_difference ? "overlap of the two" : "entropy";
  g_autofree char *first =
      isnan (number) ? g_strdup_printf ("no %s", what) : g_strdup_printf ("%s %.2f", what, number);

  if (layout->grid == NULL)
    y += layout->strips[panel].height;
  cal_text_draw (cr, &style, first, box->x, y);
  if (!map->is_difference && layout->grid != NULL) {
    g_autofree char *centre = dup_centre (map, &style);

    cal_text_draw (cr, &style, centre, box->x, y + LINE * self->scale);
  }
  if (map->on_padding > 0.0) {
    g_autofree char *padding =
        g_strdup_printf ("%.1f %% on padding, not shown", 100.0 * map->on_padding);

    cal_text_draw (cr, &style, padding, box->x, y + 2.0 * LINE * self->scale);
  }
}

/* A line a modality: its tokens from the first to the last, and its share. Where a pixel stands for
 * several tokens Cairo takes their mean. */
static void
draw_strips (cairo_t *cr,
             const CalAttentionPlot *self,
             const CalAttentionLayout *layout,
             guint panel)
{
  const CalAttentionMap *map = self->maps[panel];
  const cairo_rectangle_t *box = &layout->strips[panel], *panel_box = &layout->pictures[panel];
  double s = self->scale, y = box->y, line = 0.0;
  CalTextStyle name =
      make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary, box->x - panel_box->x - 4.0 * s);

  for (guint n = 0; n < self->n_spans; n++)
    line += self->spans[n].grid[0] == 0 ? 1.0 : 0.0;
  line = line > 0.0 ? box->height / line : 0.0;

  for (guint n = 0; n < self->n_spans; n++) {
    const CalAttentionSpan *span = self->spans + n;
    cairo_surface_t *tokens;

    if (span->grid[0] > 0 || span->n_tokens > G_MAXINT16)
      continue;
    tokens = paint_tokens (self, panel, span, span->n_tokens);
    name.align_x = 0.0;
    cal_text_draw (cr, &name, span->name, panel_box->x, y + 0.5 * line);
    cairo_save (cr);
    cairo_rectangle (cr, box->x, y + 2.0 * s, box->width, line - 4.0 * s);
    cairo_clip (cr);
    cairo_translate (cr, box->x, y);
    cairo_scale (cr, box->width / (double) span->n_tokens, line);
    cairo_set_source_surface (cr, tokens, 0.0, 0.0);
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter (cairo_get_source (cr), (double) span->n_tokens > box->width
                                                         ? CAIRO_FILTER_GOOD
                                                         : CAIRO_FILTER_NEAREST);
    cairo_paint (cr);
    cairo_restore (cr);
    cairo_surface_destroy (tokens);
    if (map->shares != NULL) {
      g_autofree char *share = g_strdup_printf ("%.1f %%", 100.0 * map->shares[n]);

      name.align_x = 1.0;
      cal_text_draw (cr, &name, share, panel_box->x + panel_box->width, y + 0.5 * line);
    }
    y += line;
  }
}

static void
draw_bar (cairo_t *cr,
          const CalAttentionPlot *self,
          guint map,
          double x,
          double y,
          double length,
          gboolean is_small)
{
  CalDisplayState display = {.visible = TRUE,
                             .opacity = 1.0,
                             .colormap = get_colormap (self, map),
                             .pick = {{0.0, 1.0}, {0.0, 1.0}, {0.0, 1.0}}};
  const char *unit = self->maps[map]->is_difference ? "weight difference" : UNIT;
  CalColourBar bar = {&display,   is_small ? NULL : unit, NULL, self->ink, FALSE, length,
                      self->scale};

  cal_attention_plot_get_window (self, map, &display.window_low, &display.window_high);
  cal_colour_bar_draw (cr, &bar, x, y);
}

static void
draw_panel (cairo_t *cr,
            const CalAttentionPlot *self,
            const CalAttentionLayout *layout,
            guint panel)
{
  const cairo_rectangle_t *box = &layout->pictures[panel];
  CalTextStyle title = make_style (self, CAL_TEXT_LABEL_PX, self->ink->text, layout->text_px);
  double s = self->scale;

  title.bold = TRUE;
  cal_text_draw (cr, &title, self->maps[panel]->title, box->x, box->y - 0.5 * TITLE * s);
  if (layout->grid != NULL) {
    draw_picture (cr, self, box);
    draw_patches (cr, self, layout, panel);
    mark_patch (cr, self, layout, panel, self->token, 1.5);
    if (self->hovered_map == (gint) panel)
      mark_patch (cr, self, layout, panel, self->hovered, 1.0);
  }
  draw_strips (cr, self, layout, panel);
  draw_foot (cr, self, layout, panel);
  if (!self->shared && self->n_maps > 1)
    draw_bar (cr, self, panel, box->x,
              box->y + box->height + layout->foot_px - 34.0 * s + OWN_BAR_TOP * s,
              fmin (box->width, BAR * s), TRUE);
}

/**
 * cal_attention_plot_draw:
 *
 * Draws panels, colour bar and caption, without a background.
 */
void
cal_attention_plot_draw (cairo_t *cr,
                         const CalAttentionPlot *self,
                         const CalAttentionLayout *layout)
{
  double s = self->scale, x = layout->n_panels > 0 ? layout->pictures[0].x : 0.0;
  CalTextStyle caption =
      make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary, layout->width_px);

  for (guint p = 0; p < layout->n_panels; p++)
    draw_panel (cr, self, layout, p);
  if (layout->n_panels > 0 && (self->shared || self->n_maps == 1))
    draw_bar (cr, self, 0, x, layout->bar_y_px, fmin (BAR * s, layout->width_px), FALSE);
  if (self->caption != NULL)
    cal_text_draw (cr, &caption, self->caption, x, layout->caption_y_px);
}
