/* colour-key.h - which colour is which value: a bar for one map, a square for two, red, green and
 * blue for three, a wheel for angles.
 *
 * It is read both ways: a place of it is values, values are a place of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "render/scene/colouring.h"
#include "render/vector/ink.h"
#include "render/vector/text.h"

G_BEGIN_DECLS

/**
 * CalColourKey:
 * @colouring: what is explained
 * @captions: (nullable): of each map: name, statistic and unit
 * @note: (nullable): a last line: the rule by which another map hides or fades values
 * @ink: colours of letters and of the hidden part
 * @length_px: the room for a strip of colours
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  CalColouring colouring;
  const char *captions[3];
  const char *note;
  const CalInk *ink;
  double length_px;
  double scale;
} CalColourKey;

/**
 * CalKeyPart:
 * @box: where colours are, in pixels from the key's top left
 * @x_axis: the map whose values go from left to right
 * @y_axis: the one whose values go up; -1 if none does
 */
typedef struct {
  cairo_rectangle_t box;
  int x_axis;
  int y_axis;
} CalKeyPart;

/**
 * CalKeySpot:
 * @part: which part of the key; -1 for a lobe of the discs
 * @axes: a bit for each map whose value the place tells
 * @fractions: where along that map's window
 * @click: low and high along each map's window of what a click there picks
 */
typedef struct {
  int part;
  guint axes;
  double fractions[3];
  double click[3][2];
} CalKeySpot;

void cal_colour_key_measure (const CalColourKey *self, double *width_px, double *height_px);
void cal_colour_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y);
void cal_colour_key_draw_marker (
    cairo_t *cr, const CalColourKey *self, double x, double y, const double fractions[3]);

gboolean cal_colour_key_find (const CalColourKey *self, double x, double y, CalKeySpot *spot);
void cal_colour_key_follow (
    const CalColourKey *self, const CalKeySpot *from, double x, double y, double pick[3][2]);

/* For the drawings of one kind each. */
int cal_colour_key_get_threshold_axis (const CalColourKey *self);
const CalDisplayState *cal_colour_key_get_window (const CalColourKey *self, guint axis);
CalTextStyle cal_colour_key_get_style (const CalColourKey *self, const double rgba[4]);
void cal_colour_key_get_rgb (const CalColourKey *self,
                             guint axes,
                             const double fractions[3],
                             double rgb[3]);
void cal_colour_key_paint (cairo_t *cr, const CalColourKey *self, const CalKeyPart *part);

G_END_DECLS
