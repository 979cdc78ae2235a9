/* brush.h - the few strokes all demo pictures are drawn with, on a canvas of 1 x 1.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "app/demo/random.h"

typedef struct {
  double r, g, b;
} CalDemoColour;

CalDemoColour cal_demo_hsv (double hue, double saturation, double value);
CalDemoColour cal_demo_shade (CalDemoColour colour, double factor);
double cal_demo_between (CalDemoRandom *random, double low, double high);
CalDemoColour cal_demo_bright (CalDemoRandom *random);

void cal_demo_sky (cairo_t *cr, CalDemoColour top, CalDemoColour bottom);
void cal_demo_oval (cairo_t *cr, CalDemoColour colour, double x, double y, double rx, double ry);
void cal_demo_box (
    cairo_t *cr, CalDemoColour colour, double x, double y, double w, double h, double corner);
void cal_demo_line (cairo_t *cr, CalDemoColour colour, double width, guint n, const double *xy);
void cal_demo_shape (cairo_t *cr, CalDemoColour colour, guint n, const double *xy);
void cal_demo_arc (cairo_t *cr,
                   CalDemoColour colour,
                   double width,
                   double x,
                   double y,
                   double radius,
                   double from,
                   double to);
