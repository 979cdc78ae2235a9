/* text.c - letters in a drawing: the one place that chooses fonts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/text.h"

#include <pango/pangocairo.h>

/* Hinting and subpixel order are the screen's affairs: without them a figure has the same bytes on
 * every machine that has the font. */
static void
set_neutral_options (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96.0);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
}

static PangoLayout *
layout_new (const CalTextStyle *style, const char *text)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoFontDescription *font = pango_font_description_from_string ("DejaVu Sans, sans");
  PangoLayout *layout;

  set_neutral_options (context);
  layout = pango_layout_new (context);
  g_object_unref (context);
  pango_font_description_set_absolute_size (font, style->size_px * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  if (style->max_width_px > 0.0) {
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
    pango_layout_set_width (layout, (int) (style->max_width_px * PANGO_SCALE));
  }
  return layout;
}

/* The width of the letters, not of the room they were given. */
static void
get_size (PangoLayout *layout, double *x, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  *x = (double) logical.x / PANGO_SCALE;
  *width = (double) logical.width / PANGO_SCALE;
  *height = (double) logical.height / PANGO_SCALE;
}

/**
 * cal_text_draw:
 * @text: one line, UTF-8
 * @x: see @style's align_x
 * @y: see @style's align_y
 *
 * Digits are all equally wide. From any thread.
 */
void
cal_text_draw (cairo_t *cr, const CalTextStyle *style, const char *text, double x, double y)
{
  g_autoptr (PangoLayout) layout = layout_new (style, text);
  double left, width, height;

  get_size (layout, &left, &width, &height);
  cairo_save (cr);
  cairo_move_to (cr, x - style->align_x * width - left, y - style->align_y * height);
  if (style->halo_rgba[3] > 0.0) {
    pango_cairo_layout_path (cr, layout);
    cairo_set_source_rgba (cr, style->halo_rgba[0], style->halo_rgba[1], style->halo_rgba[2],
                           style->halo_rgba[3]);
    cairo_set_line_width (cr, style->size_px / 5.0);
    cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke (cr);
    cairo_move_to (cr, x - style->align_x * width - left, y - style->align_y * height);
  }
  cairo_set_source_rgba (cr, style->rgba[0], style->rgba[1], style->rgba[2], style->rgba[3]);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  cairo_restore (cr);
}

/**
 * cal_text_draw_turned:
 *
 * As cal_text_draw(), read from below: @style's align_x is which part lies at @y, 0 its lower end.
 */
void
cal_text_draw_turned (cairo_t *cr, const CalTextStyle *style, const char *text, double x, double y)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, -G_PI_2);
  cal_text_draw (cr, style, text, 0.0, 0.0);
  cairo_restore (cr);
}

/**
 * cal_text_measure:
 * @width_px: (out) (optional): of the line, ellipsised as it would be drawn
 * @height_px: (out) (optional): of the line
 */
void
cal_text_measure (const CalTextStyle *style, const char *text, double *width_px, double *height_px)
{
  g_autoptr (PangoLayout) layout = layout_new (style, text);
  double left, width, height;

  get_size (layout, &left, &width, &height);
  if (width_px != NULL)
    *width_px = width;
  if (height_px != NULL)
    *height_px = height;
}
