/* word-plot.h - which words a region's captions have more often than all others: bars with counts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalWordBar:
 * @word: what is said
 * @n_in: captions of the region that have it
 * @n_out: other captions that have it
 * @log_odds: how much more likely it is in the region, natural logarithm; NaN is not written
 */
typedef struct {
  const char *word;
  gsize n_in;
  gsize n_out;
  double log_odds;
} CalWordBar;

/**
 * CalWordPlot:
 * @bars: from the top
 * @n_bars: how many there are; those that do not fit are left out
 * @first: the one at the top
 * @n_in: captions of the region
 * @n_out: all other captions
 * @region: its name
 * @rest: what the others are: "rest of cortex"
 * @picked: the bar under keyboard or pointer; -1 for none
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  const CalWordBar *bars;
  guint n_bars;
  guint first;
  gsize n_in;
  gsize n_out;
  const char *region;
  const char *rest;
  gint picked;
  const CalInk *ink;
  double scale;
} CalWordPlot;

guint cal_word_plot_count_shown (const CalWordPlot *self, double height);
gint cal_word_plot_pick (const CalWordPlot *self, double height, double y);
double cal_word_plot_get_middle (const CalWordPlot *self, guint bar);
void cal_word_plot_draw (cairo_t *cr, const CalWordPlot *self, double width, double height);

G_END_DECLS
