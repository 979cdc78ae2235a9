/* time-plot.h - courses in time: lines over seconds, what was shown when, and the moment looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalTimeLine:
 * @name: for the legend; NULL is in no legend (one of many repeats)
 * @values: a number a frame; a line breaks where it is NaN
 * @rgb: its colour
 * @width_px: at 96 dots an inch
 */
typedef struct {
  const char *name;
  const float *values;
  double rgb[3];
  double width_px;
} CalTimeLine;

/**
 * CalTimeEvent:
 * @onset: in frames, from 0
 * @duration: in frames
 * @kind: which colour
 * @name: what it was
 */
typedef struct {
  double onset;
  double duration;
  guint kind;
  const char *name;
} CalTimeEvent;

/**
 * CalTimePlot:
 * @n_frames: of each line
 * @step_s: seconds from frame to frame; 0: the axis counts frames
 * @lines: the last is drawn on top
 * @events: (nullable)
 * @frame: that the brain shows, or -1
 * @hovered: frame under the pointer, or -1
 * @unit: (nullable): of the values
 * @box: where it is drawn, axes and legend included
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  gsize n_frames;
  double step_s;
  const CalTimeLine *lines;
  guint n_lines;
  const CalTimeEvent *events;
  guint n_events;
  gssize frame;
  gssize hovered;
  const char *unit;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalTimePlot;

gssize cal_time_plot_pick (const CalTimePlot *self, double x, double y);
double cal_time_plot_get_x (const CalTimePlot *self, double frame);
void cal_time_plot_draw (cairo_t *cr, const CalTimePlot *self);

G_END_DECLS
