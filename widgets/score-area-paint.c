/* score-area-paint.c - what the view of scores shows on the brain: winners, differences, shares of
 * the ceiling, and what was brushed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/rank.h"
#include "model/labels.h"
#include "widgets/score-area-private.h"

/* Leads above this share of them are fully opaque: most of the brain is noise. */
#define OPAQUE_SHARE 0.98

static void
paint (CalScoreArea *self, const char *key, const CalPaint *paint)
{
  g_autoptr (GError) error = NULL;

  if (!cal_encoding_scene_paint (self->encoding, key,
                                 cal_score_board_get_table (self->board)->places, paint, &error))
    cal_plot_area_set_note (self->plot, error->message);
}

static CalArray *
new_floats (const double *values, gsize n)
{
  float *floats = g_new (float, MAX (n, 1));
  g_autoptr (GBytes) bytes = g_bytes_new_take (floats, n * sizeof *floats);

  for (gsize r = 0; r < n; r++)
    floats[r] = (float) values[r];
  return cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
}

static void
paint_numbers (CalScoreArea *self,
               const char *key,
               const char *name,
               const double *values,
               const char *statistic,
               const char *unit)
{
  g_autoptr (CalArray) array = new_floats (values, cal_score_board_get_table (self->board)->n_rows);

  paint (self, key,
         &(CalPaint){.name = name, .values = array, .statistic = statistic, .unit = unit});
}

/* Key 0 is nothing, then one a map. */
static CalLabels *
new_map_labels (const CalScoreTable *table)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();

  cal_labels_builder_add (builder, 0, "no winner", (float[]){0.0f, 0.0f, 0.0f, 0.0f});
  for (guint m = 0; m < table->maps->len; m++) {
    float rgba[4];

    cal_labels_pick_colour (m, rgba);
    cal_labels_builder_add (builder, (gint32) m + 1, ((CalScoreMap *) table->maps->pdata[m])->name,
                            rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

/* Ties have no lead, and do not count. */
static double
find_opaque (const double *margins, gsize n)
{
  g_autofree double *leads = g_new (double, MAX (n, 1));

  for (gsize r = 0; r < n; r++)
    leads[r] = margins[r] > 0.0 ? margins[r] : (double) NAN;
  return cal_quantile (leads, n, OPAQUE_SHARE);
}

/* The winner's colour is the fainter, the smaller its lead. */
static void
paint_winner (CalScoreArea *self)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  const CalScoreFigures *figures = cal_score_board_get_figures (self->board);
  gint32 *keys = g_new (gint32, MAX (table->n_rows, 1));
  g_autoptr (GBytes) bytes = g_bytes_new_take (keys, table->n_rows * sizeof *keys);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_INT32, 1, &table->n_rows, bytes, NULL);
  g_autoptr (CalLabels) labels = new_map_labels (table);
  g_autofree char *id = cal_encoding_scene_dup_layer_id (CAL_SCORE_MARGIN_KEY);
  g_autofree char *statistic = cal_score_map_dup_statistic (table->maps->pdata[0]);
  g_autofree char *name = g_strdup_printf ("best of %u by %s", table->maps->len, statistic);
  double opaque = find_opaque (figures->margins, table->n_rows);
  CalLayer *layer;

  for (gsize r = 0; r < table->n_rows; r++)
    keys[r] = figures->margins[r] > 0.0 ? figures->winners[r] + 1 : 0;
  paint_numbers (self, CAL_SCORE_MARGIN_KEY, "lead of the winner", figures->margins, "lead",
                 ((CalScoreMap *) table->maps->pdata[0])->unit);
  paint (self, CAL_SCORE_WINNER_KEY, &(CalPaint){.name = name, .values = array, .labels = labels});
  layer = cal_encoding_scene_get_painted (self->encoding, CAL_SCORE_MARGIN_KEY);
  if (layer != NULL)
    g_object_set (cal_layer_get_display (layer), "visible", FALSE, NULL);
  layer = cal_encoding_scene_get_painted (self->encoding, CAL_SCORE_WINNER_KEY);
  if (layer != NULL && opaque > 0.0)
    g_object_set (cal_layer_get_display (layer), "visible", TRUE, "opacity-by", id,
                  "opacity-by-low", 0.0, "opacity-by-high", opaque, NULL);
}

static double *
dup_difference (const CalScoreTable *table)
{
  double *difference = g_new (double, MAX (table->n_rows, 1));

  for (gsize r = 0; r < table->n_rows; r++)
    difference[r] = table->values[1][r] - table->values[0][r];
  return difference;
}

static void
paint_difference (CalScoreArea *self)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  const CalScoreMap *x = table->maps->pdata[0], *y = table->maps->pdata[1];
  g_autofree double *difference = dup_difference (table);
  g_autofree char *name = g_strdup_printf ("%s − %s", y->name, x->name);
  g_autofree char *statistic = NULL;

  if (!cal_score_map_is_like (x, y)) {
    cal_plot_area_set_note (self->plot,
                            "The two are different statistics: their difference says nothing");
    return;
  }
  statistic = g_strdup_printf ("difference of %s", x->statistic != NULL ? x->statistic : "values");
  paint_numbers (self, CAL_SCORE_DIFFERENCE_KEY, name, difference, statistic, x->unit);
}

static void
paint_share (CalScoreArea *self)
{
  const CalScoreMap *map = cal_score_board_get_table (self->board)->maps->pdata[0];
  g_autofree char *name = g_strdup_printf ("%s, share of the ceiling", map->name);

  paint_numbers (self, CAL_SCORE_SHARE_KEY, name, cal_score_board_get_figures (self->board)->share,
                 "share of the ceiling", "%");
}

/**
 * cal_score_area_paint:
 *
 * Shows on the brain what the chart is about.
 */
void
cal_score_area_paint (CalScoreArea *self)
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);

  if (self->chart == CAL_SCORE_CHART_CURVE)
    cal_score_area_start_preference (self);
  if (figures == NULL)
    return;
  if (figures->chart == CAL_SCORE_CHART_WINNER)
    paint_winner (self);
  else if (figures->chart == CAL_SCORE_CHART_PAIR)
    paint_difference (self);
  else if (figures->chart == CAL_SCORE_CHART_CEILING)
    paint_share (self);
}

/* A layer of labels cannot become one of numbers. */
static void
make_room (CalScoreArea *self, gboolean for_labels)
{
  CalLayer *layer = cal_encoding_scene_get_painted (self->encoding, CAL_SCORE_BRUSH_KEY);

  if (layer != NULL && (cal_layer_get_labels (layer) != NULL) != for_labels)
    cal_encoding_scene_unpaint (self->encoding, CAL_SCORE_BRUSH_KEY);
}

/* The brushed places in a colour. */
static void
paint_places (CalScoreArea *self, const guint8 *is_in, gsize n_in)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (is_in, table->n_rows);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_UINT8, 1, &table->n_rows, bytes, NULL);
  g_autofree char *name =
      g_strdup_printf ("%" G_GSIZE_FORMAT " brushed %s", n_in,
                       cal_places_is_on_cortex (table->places) ? "vertices" : "voxels");
  g_autoptr (CalLabels) labels = NULL;

  make_room (self, TRUE);
  cal_labels_builder_add (builder, 0, "not brushed", (float[]){0.0f, 0.0f, 0.0f, 0.0f});
  cal_labels_builder_add (builder, 1, "brushed", (float[]){1.0f, 0.62f, 0.1f, 1.0f});
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  paint (self, CAL_SCORE_BRUSH_KEY, &(CalPaint){.name = name, .values = array, .labels = labels});
}

static void
paint_brushed_difference (CalScoreArea *self, const guint8 *is_in)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  g_autofree double *difference = dup_difference (table);

  make_room (self, FALSE);
  for (gsize r = 0; r < table->n_rows; r++)
    if (!is_in[r])
      difference[r] = (double) NAN;
  paint_numbers (self, CAL_SCORE_BRUSH_KEY, "brushed difference", difference, "difference",
                 ((CalScoreMap *) table->maps->pdata[0])->unit);
}

/**
 * cal_score_area_brush:
 * @low: least values across and up, in the terms of the axes
 * @high: largest
 *
 * Picks the places whose values lie in the rectangle, and shows them on the brain.
 */
void
cal_score_area_brush (CalScoreArea *self, const double low[2], const double high[2])
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);
  const CalScoreTable *table;
  g_autofree double *across = NULL, *up = NULL;
  g_autofree guint8 *is_in = NULL;
  g_autofree char *note = NULL;
  gsize n_in;

  if (figures == NULL || figures->histogram.counts == NULL)
    return;
  table = cal_score_board_get_table (self->board);
  across = g_new (double, MAX (table->n_rows, 1));
  up = g_new (double, MAX (table->n_rows, 1));
  is_in = g_new (guint8, MAX (table->n_rows, 1));
  for (gsize r = 0; r < table->n_rows; r++) {
    double values[2];

    cal_score_area_find_values (self, r, values);
    across[r] = values[0];
    up[r] = values[1];
  }
  n_in = cal_brush_rectangle (across, up, table->n_rows, low, high, is_in);
  for (int a = 0; a < 2; a++) {
    self->brush[a] = low[a];
    self->brush[a + 2] = high[a];
  }
  if (figures->chart == CAL_SCORE_CHART_PAIR && self->brushes_difference)
    paint_brushed_difference (self, is_in);
  else
    paint_places (self, is_in, n_in);
  note = g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                          " %s brushed (%.3g to %.3g across, %.3g to %.3g up) · Escape clears",
                          n_in, table->n_rows,
                          cal_places_is_on_cortex (table->places) ? "vertices" : "voxels", low[0],
                          high[0], low[1], high[1]);
  cal_plot_area_set_note (self->plot, note);
  gtk_widget_queue_draw (self->canvas);
}

/**
 * cal_score_area_clear_brush:
 *
 * Takes what was brushed off the brain.
 */
void
cal_score_area_clear_brush (CalScoreArea *self)
{
  if (!isfinite (self->brush[0]))
    return;
  self->brush[0] = (double) NAN;
  cal_encoding_scene_unpaint (self->encoding, CAL_SCORE_BRUSH_KEY);
  cal_score_area_show_note (self);
  gtk_widget_queue_draw (self->canvas);
}
