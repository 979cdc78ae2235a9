/* word-plot.c - which words a region's captions have more often than all others: bars with counts.
 *
 * A filled bar for the share of the region's captions that have the word, a thin one below it for
 * that of all others: two shares on one scale, with the counts that they are made of.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/word-plot.h"

#include <math.h>
#include <stdio.h>

#include "model/number.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define MARGIN 12.0
#define HEAD 40.0
#define ROW 24.0
#define WORDS 108.0
#define NUMBERS 168.0

static const double in_rgb[] = {0.902, 0.624, 0.0};    /* Okabe and Ito's orange */
static const double out_rgb[] = {0.337, 0.706, 0.914}; /* and their sky blue */

/**
 * cal_word_plot_count_shown:
 *
 * Returns: how many bars fit, from the first on
 */
guint
cal_word_plot_count_shown (const CalWordPlot *self, double height)
{
  double room = (height / self->scale - HEAD - 0.5 * MARGIN) / ROW;

  if (self->first >= self->n_bars || !(room >= 1.0))
    return 0;
  return MIN (self->n_bars - self->first, (guint) room);
}

/**
 * cal_word_plot_pick:
 *
 * Returns: the bar in whose row the place lies; -1 for none
 */
gint
cal_word_plot_pick (const CalWordPlot *self, double height, double y)
{
  double row = (y / self->scale - HEAD) / ROW;

  return row >= 0.0 && row < (double) cal_word_plot_count_shown (self, height)
             ? (gint) self->first + (gint) row
             : -1;
}

/**
 * cal_word_plot_get_middle:
 * @bar: one that is shown
 *
 * Returns: the height of its middle in the drawing
 */
double
cal_word_plot_get_middle (const CalWordPlot *self, guint bar)
{
  return (HEAD + ROW * ((double) bar - (double) self->first + 0.5)) * self->scale;
}

static CalTextStyle
make_style (const CalWordPlot *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static double
get_share (gsize n, gsize of)
{
  return of > 0 ? (double) n / (double) of : 0.0;
}

/* The largest share of all words: the scale stays while they are scrolled. */
static double
find_top (const CalWordPlot *self)
{
  double top = 0.0;

  for (guint b = 0; b < self->n_bars; b++)
    top = fmax (top, fmax (get_share (self->bars[b].n_in, self->n_in),
                           get_share (self->bars[b].n_out, self->n_out)));
  return top > 0.0 ? top : 1.0;
}

static void
fill_bar (cairo_t *cr, const double rgb[3], double x, double y, double width, double height)
{
  cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
draw_key (cairo_t *cr,
          const CalWordPlot *self,
          const double rgb[3],
          const char *name,
          gsize n,
          double x,
          double width)
{
  double s = self->scale;
  CalTextStyle style = make_style (self, self->ink->text);
  g_autofree char *count = cal_number_format_count (n);
  g_autofree char *text = g_strdup_printf ("%s · %s caption%s", name, count, n == 1 ? "" : "s");

  fill_bar (cr, rgb, x, 12.0 * s, 10.0 * s, 10.0 * s);
  style.max_width_px = fmax (width - 20.0 * s, 24.0 * s);
  cal_text_draw (cr, &style, text, x + 16.0 * s, 17.0 * s);
}

static void
draw_numbers (cairo_t *cr, const CalWordPlot *self, const CalWordBar *bar, double x, double y)
{
  double s = self->scale;
  CalTextStyle style = make_style (self, self->ink->secondary);
  g_autofree char *n_in = cal_number_format_count (bar->n_in);
  g_autofree char *n_out = cal_number_format_count (bar->n_out);
  char text[64];

  style.align_x = 1.0;
  cal_text_draw (cr, &style, n_in, x + 48.0 * s, y);
  cal_text_draw (cr, &style, n_out, x + 104.0 * s, y);
  if (isnan (bar->log_odds))
    return;
  snprintf (text, sizeof text, "%s%.2f", bar->log_odds < 0.0 ? "−" : "+", fabs (bar->log_odds));
  cal_text_draw (cr, &style, text, x + (NUMBERS - 8.0) * s, y);
}

static void
draw_row (cairo_t *cr, const CalWordPlot *self, guint b, double width, double top)
{
  const CalWordBar *bar = &self->bars[b];
  double s = self->scale, y = cal_word_plot_get_middle (self, b);
  double left = (MARGIN + WORDS) * s, length = fmax (width - left - (NUMBERS + MARGIN) * s, s);
  CalTextStyle style = make_style (self, self->ink->text);

  if (self->picked == (gint) b) {
    cairo_set_source_rgba (cr, self->ink->text[0], self->ink->text[1], self->ink->text[2], 0.1);
    cairo_rectangle (cr, 0.5 * MARGIN * s, y - 0.5 * ROW * s, width - MARGIN * s, ROW * s);
    cairo_fill (cr);
  }
  style.size_px = CAL_TEXT_LABEL_PX * s;
  style.align_x = 1.0;
  style.max_width_px = (WORDS - 12.0) * s;
  cal_text_draw (cr, &style, bar->word, left - 8.0 * s, y);
  fill_bar (cr, in_rgb, left, y - 7.0 * s, length * get_share (bar->n_in, self->n_in) / top,
            8.0 * s);
  fill_bar (cr, out_rgb, left, y + 2.0 * s, length * get_share (bar->n_out, self->n_out) / top,
            4.0 * s);
  draw_numbers (cr, self, bar, width - (NUMBERS + MARGIN) * s, y);
}

static void
draw_heads (cairo_t *cr, const CalWordPlot *self, double width, double top)
{
  double s = self->scale, numbers = width - (NUMBERS + MARGIN) * s, left = (MARGIN + WORDS) * s;
  double keys = fmax (0.5 * (width - 2.0 * MARGIN * s), 0.0);
  CalTextStyle style = make_style (self, self->ink->secondary);
  char text[48];

  draw_key (cr, self, in_rgb, self->region, self->n_in, MARGIN * s, keys);
  draw_key (cr, self, out_rgb, self->rest, self->n_out, MARGIN * s + keys, keys);
  snprintf (text, sizeof text, "0 to %.3g %% of captions", 100.0 * top);
  style.max_width_px = fmax (numbers - left, 8.0 * s);
  cal_text_draw (cr, &style, text, left, 33.0 * s);
  style.max_width_px = 0.0;
  style.align_x = 1.0;
  cal_text_draw (cr, &style, "in", numbers + 48.0 * s, 33.0 * s);
  cal_text_draw (cr, &style, "rest", numbers + 104.0 * s, 33.0 * s);
  cal_text_draw (cr, &style, "log odds", numbers + (NUMBERS - 8.0) * s, 33.0 * s);
}

/**
 * cal_word_plot_draw:
 *
 * From any thread.
 */
void
cal_word_plot_draw (cairo_t *cr, const CalWordPlot *self, double width, double height)
{
  double top = find_top (self);
  guint n = cal_word_plot_count_shown (self, height);

  cairo_new_path (cr);
  draw_heads (cr, self, width, top);
  for (guint b = self->first; b < self->first + n; b++)
    draw_row (cr, self, b, width, top);
}
