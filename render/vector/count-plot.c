/* count-plot.c - how many places have each pair of values: counts in colours on two axes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/count-plot.h"

#include <math.h>

#include "model/colormap.h"
#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define LEFT 64.0
#define TOP 24.0
#define BELOW 44.0
#define KEY 76.0
#define KEY_WIDTH 10.0
#define TICK_GAP_X 64.0
#define TICK_GAP_Y 36.0

static CalTextStyle
make_style (const CalCountPlot *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static void
get_field (const CalCountPlot *self, cairo_rectangle_t *field)
{
  double s = self->scale, width = fmax (self->box.width - (LEFT + KEY) * s, 8.0 * s);
  double height = fmax (self->box.height - (TOP + BELOW) * s, 8.0 * s);

  if (self->is_square)
    width = height = fmin (width, height);
  *field = (cairo_rectangle_t){self->box.x + LEFT * s, self->box.y + TOP * s, width, height};
}

/**
 * cal_count_plot_to_place:
 * @values: across, up
 * @place: (out caller-allocates): in the drawing
 */
void
cal_count_plot_to_place (const CalCountPlot *self, const double values[2], double place[2])
{
  cairo_rectangle_t field;

  get_field (self, &field);
  place[0] = field.x + field.width * (values[0] - self->low[0]) / (self->high[0] - self->low[0]);
  place[1] = field.y + field.height * (self->high[1] - values[1]) / (self->high[1] - self->low[1]);
}

/**
 * cal_count_plot_to_values:
 * @place: in the drawing
 * @values: (out caller-allocates): across, up; also beyond the axes' ends
 *
 * Returns: whether the place lies between the axes' ends
 */
gboolean
cal_count_plot_to_values (const CalCountPlot *self, const double place[2], double values[2])
{
  cairo_rectangle_t field;
  double across, up;

  get_field (self, &field);
  across = (place[0] - field.x) / field.width;
  up = (field.y + field.height - place[1]) / field.height;
  values[0] = self->low[0] + across * (self->high[0] - self->low[0]);
  values[1] = self->low[1] + up * (self->high[1] - self->low[1]);
  return across >= 0.0 && across <= 1.0 && up >= 0.0 && up <= 1.0;
}

static double
get_fraction (const CalCountPlot *self, double count)
{
  if (self->largest <= 1)
    return 1.0;
  return self->is_log ? log1p (count) / log1p (self->largest) : count / self->largest;
}

/* Few places are near the background, on dark and on light, and many stand out. */
static guint32
find_pixel (const CalCountPlot *self, double fraction)
{
  gboolean is_dark = self->ink->background[0] < 0.5;
  float rgb[3];

  cal_colormap_look_up (cal_colormap_find ("viridis"),
                        is_dark ? 0.12 + 0.88 * fraction : 0.95 * (1.0 - fraction), rgb);
  return 0xff000000u | (guint32) (255.0f * rgb[0] + 0.5f) << 16 |
         (guint32) (255.0f * rgb[1] + 0.5f) << 8 | (guint32) (255.0f * rgb[2] + 0.5f);
}

static void
draw_image (cairo_t *cr, cairo_surface_t *image, const cairo_rectangle_t *field)
{
  cairo_surface_mark_dirty (image);
  cairo_save (cr);
  cairo_translate (cr, field->x, field->y);
  cairo_scale (cr, field->width / cairo_image_surface_get_width (image),
               field->height / cairo_image_surface_get_height (image));
  cairo_set_source_surface (cr, image, 0.0, 0.0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
}

static void
draw_cells (cairo_t *cr, const CalCountPlot *self)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) self->n_bins[0],
                                                       (int) self->n_bins[1]);
  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image);
  gsize stride = (gsize) cairo_image_surface_get_stride (image) / sizeof *pixels;
  cairo_rectangle_t field;

  get_field (self, &field);
  for (guint row = 0; row < self->n_bins[1]; row++)
    for (guint column = 0; column < self->n_bins[0]; column++) {
      guint32 count = self->counts[(gsize) (self->n_bins[1] - 1 - row) * self->n_bins[0] + column];

      pixels[row * stride + column] = count > 0 ? find_pixel (self, get_fraction (self, count)) : 0;
    }
  draw_image (cr, image, &field);
}

static void
draw_key (cairo_t *cr, const CalCountPlot *self)
{
  CalTextStyle style = make_style (self, self->ink->secondary);
  g_autofree char *most = g_strdup_printf ("%u", self->largest);
  double s = self->scale;
  cairo_rectangle_t field, key;
  cairo_surface_t *image;
  guint32 *pixels;
  gsize stride;

  get_field (self, &field);
  key = (cairo_rectangle_t){field.x + field.width + 14.0 * s, field.y, KEY_WIDTH * s,
                            fmin (field.height, 120.0 * s)};
  image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 64);
  pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image);
  stride = (gsize) cairo_image_surface_get_stride (image) / sizeof *pixels;
  for (guint row = 0; row < 64; row++)
    pixels[row * stride] = find_pixel (self, (63.0 - row) / 63.0);
  draw_image (cr, image, &key);
  cal_text_draw (cr, &style, most, key.x + key.width + 5.0 * s, key.y + 5.0 * s);
  cal_text_draw (cr, &style, self->is_log ? "1" : "0", key.x + key.width + 5.0 * s,
                 key.y + key.height - 5.0 * s);
  style.align_y = 0.0;
  cal_text_draw (cr, &style, self->what, key.x, key.y + key.height + 6.0 * s);
  if (self->is_log)
    cal_text_draw (cr, &style, "log", key.x, key.y + key.height + 20.0 * s);
}

static void
draw_axes (cairo_t *cr, const CalCountPlot *self)
{
  CalTextStyle style = make_style (self, self->ink->secondary);
  double s = self->scale;
  cairo_rectangle_t field;

  get_field (self, &field);
  cairo_set_line_width (cr, s);
  for (int axis = 0; axis < 2; axis++) {
    double length = axis == 0 ? field.width : field.height;
    double gap = (axis == 0 ? TICK_GAP_X : TICK_GAP_Y) * s;
    double step =
        cal_axis_get_step (self->high[axis] - self->low[axis], (guint) fmax (length / gap, 2.0));

    for (double k = ceil (self->low[axis] / step); step > 0.0 && k * step <= self->high[axis];
         k += 1.0) {
      g_autofree char *text = cal_number_format (k * step);
      double place[2];

      cal_count_plot_to_place (
          self,
          (double[]){axis == 0 ? k * step : self->low[0], axis == 1 ? k * step : self->low[1]},
          place);
      cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                             0.35);
      cairo_move_to (cr, place[0], place[1]);
      cairo_line_to (cr, axis == 0 ? place[0] : field.x + field.width,
                     axis == 0 ? field.y : place[1]);
      cairo_stroke (cr);
      style.align_x = axis == 0 ? 0.5 : 1.0;
      style.align_y = axis == 0 ? 0.0 : 0.5;
      cal_text_draw (cr, &style, text, place[0] - (axis == 0 ? 0.0 : 6.0 * s),
                     place[1] + (axis == 0 ? 5.0 * s : 0.0));
    }
  }
  style = make_style (self, self->ink->text);
  style.align_x = 0.5;
  style.align_y = 0.0;
  style.max_width_px = field.width + KEY * s;
  cal_text_draw (cr, &style, self->titles[0], field.x + 0.5 * field.width,
                 field.y + field.height + 24.0 * s);
  style.align_y = 0.5;
  style.max_width_px = field.height + TOP * s;
  cal_text_draw_turned (cr, &style, self->titles[1], self->box.x + 10.0 * s,
                        field.y + 0.5 * field.height);
}

static void
draw_guide (cairo_t *cr, const CalCountPlot *self)
{
  const double dashes[] = {5.0 * self->scale, 3.0 * self->scale};
  CalTextStyle style = make_style (self, self->ink->secondary);
  cairo_rectangle_t field;

  get_field (self, &field);
  cairo_save (cr);
  cairo_rectangle (cr, field.x, field.y, field.width, field.height);
  cairo_clip (cr);
  for (guint n = 0; n < self->n_guide; n++) {
    double place[2];

    cal_count_plot_to_place (self, self->guide[n], place);
    cairo_line_to (cr, place[0], place[1]);
  }
  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 1.2 * self->scale);
  cairo_set_dash (cr, dashes, 2, 0.0);
  cairo_stroke (cr);
  cairo_restore (cr);
  if (self->guide_name != NULL) {
    style.max_width_px = field.width + KEY * self->scale;
    cal_text_draw (cr, &style, self->guide_name, field.x, self->box.y + 0.5 * TOP * self->scale);
  }
}

/* Small triangles at the axes. */
static void
draw_medians (cairo_t *cr, const CalCountPlot *self)
{
  double s = self->scale, place[2];
  cairo_rectangle_t field;

  get_field (self, &field);
  cal_count_plot_to_place (self, self->medians, place);
  cal_ink_set (cr, self->ink->text);
  if (isfinite (self->medians[0])) {
    cairo_move_to (cr, place[0], field.y + field.height);
    cairo_rel_line_to (cr, -4.0 * s, 6.0 * s);
    cairo_rel_line_to (cr, 8.0 * s, 0.0);
    cairo_close_path (cr);
    cairo_fill (cr);
  }
  if (isfinite (self->medians[1])) {
    cairo_move_to (cr, field.x, place[1]);
    cairo_rel_line_to (cr, -6.0 * s, -4.0 * s);
    cairo_rel_line_to (cr, 0.0, 8.0 * s);
    cairo_close_path (cr);
    cairo_fill (cr);
  }
}

static void
draw_picked (cairo_t *cr, const CalCountPlot *self)
{
  double place[2], other[2], s = self->scale;

  cairo_set_line_width (cr, 1.5 * s);
  if (isfinite (self->brush[0])) {
    cal_count_plot_to_place (self, self->brush, place);
    cal_count_plot_to_place (self, self->brush + 2, other);
    cairo_rectangle (cr, place[0], other[1], other[0] - place[0], place[1] - other[1]);
    cairo_set_source_rgba (cr, self->ink->text[0], self->ink->text[1], self->ink->text[2], 0.12);
    cairo_fill_preserve (cr);
    cal_ink_set (cr, self->ink->text);
    cairo_stroke (cr);
  }
  if (isfinite (self->mark[0]) && isfinite (self->mark[1])) {
    cal_count_plot_to_place (self, self->mark, place);
    cairo_arc (cr, place[0], place[1], 5.0 * s, 0.0, 2.0 * G_PI);
    cal_ink_set (cr, self->ink->background);
    cairo_set_line_width (cr, 4.0 * s);
    cairo_stroke_preserve (cr);
    cal_ink_set (cr, self->ink->crosshair);
    cairo_set_line_width (cr, 2.0 * s);
    cairo_stroke (cr);
  }
}

/**
 * cal_count_plot_draw:
 *
 * From any thread.
 */
void
cal_count_plot_draw (cairo_t *cr, const CalCountPlot *self)
{
  cairo_new_path (cr);
  draw_axes (cr, self);
  draw_cells (cr, self);
  draw_guide (cr, self);
  draw_medians (cr, self);
  draw_key (cr, self);
  draw_picked (cr, self);
}
