/* brush.c - the few strokes all demo pictures are drawn with, on a canvas of 1 x 1.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/brush.h"

#include <math.h>

/* Hue, saturation and value from 0 to 1; the hue goes round. */
CalDemoColour
cal_demo_hsv (double hue, double saturation, double value)
{
  double channel[3];

  for (int i = 0; i < 3; i++) {
    double h = hue + (3 - i) % 3 / 3.0;
    double ramp;

    h = 6 * (h - floor (h));
    ramp = CLAMP (fabs (h - 3) - 1, 0, 1);
    channel[i] = value * (1 - saturation * (1 - ramp));
  }
  return (CalDemoColour){channel[0], channel[1], channel[2]};
}

/* The colour darker (factor below 1) or lighter (above 1, towards white). */
CalDemoColour
cal_demo_shade (CalDemoColour colour, double factor)
{
  if (factor <= 1)
    return (CalDemoColour){colour.r * factor, colour.g * factor, colour.b * factor};
  factor -= 1;
  return (CalDemoColour){colour.r + factor * (1 - colour.r), colour.g + factor * (1 - colour.g),
                         colour.b + factor * (1 - colour.b)};
}

double
cal_demo_between (CalDemoRandom *random, double low, double high)
{
  return low + (high - low) * cal_demo_random_uniform (random);
}

/* A clear colour of any hue. */
CalDemoColour
cal_demo_bright (CalDemoRandom *random)
{
  double hue = cal_demo_random_uniform (random);
  double saturation = cal_demo_between (random, 0.45, 0.8);

  return cal_demo_hsv (hue, saturation, cal_demo_between (random, 0.6, 0.9));
}

static void
use (cairo_t *cr, CalDemoColour colour)
{
  cairo_set_source_rgb (cr, colour.r, colour.g, colour.b);
}

/* Fills the canvas from top to bottom. */
void
cal_demo_sky (cairo_t *cr, CalDemoColour top, CalDemoColour bottom)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, 0, 0, 1);

  cairo_pattern_add_color_stop_rgb (pattern, 0, top.r, top.g, top.b);
  cairo_pattern_add_color_stop_rgb (pattern, 1, bottom.r, bottom.g, bottom.b);
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  cairo_pattern_destroy (pattern);
}

void
cal_demo_oval (cairo_t *cr, CalDemoColour colour, double x, double y, double rx, double ry)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  use (cr, colour);
  cairo_fill (cr);
}

void
cal_demo_box (
    cairo_t *cr, CalDemoColour colour, double x, double y, double w, double h, double corner)
{
  cairo_new_path (cr);
  cairo_arc (cr, x + w - corner, y + corner, corner, -G_PI / 2, 0);
  cairo_arc (cr, x + w - corner, y + h - corner, corner, 0, G_PI / 2);
  cairo_arc (cr, x + corner, y + h - corner, corner, G_PI / 2, G_PI);
  cairo_arc (cr, x + corner, y + corner, corner, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
  use (cr, colour);
  cairo_fill (cr);
}

static void
path (cairo_t *cr, guint n, const double *xy)
{
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, xy[2 * i], xy[2 * i + 1]);
}

/* A line with round ends through n points. */
void
cal_demo_line (cairo_t *cr, CalDemoColour colour, double width, guint n, const double *xy)
{
  path (cr, n, xy);
  use (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

/* A filled polygon of n points. */
void
cal_demo_shape (cairo_t *cr, CalDemoColour colour, guint n, const double *xy)
{
  path (cr, n, xy);
  cairo_close_path (cr);
  use (cr, colour);
  cairo_fill (cr);
}

/* An arc with round ends; angles in radians, clockwise from the right. */
void
cal_demo_arc (cairo_t *cr,
              CalDemoColour colour,
              double width,
              double x,
              double y,
              double radius,
              double from,
              double to)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, from, to);
  use (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (cr);
}
