/* score-area-draw.c - the drawings of the view of scores, from the numbers of its board.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "widgets/score-area-private.h"

#define MARGIN_PX 16.0
#define N_GUIDE 64

static cairo_rectangle_t
make_box (double width, double height)
{
  return (cairo_rectangle_t){MARGIN_PX, 8.0, fmax (width - 2.0 * MARGIN_PX, 64.0),
                             fmax (height - 16.0, 48.0)};
}

/**
 * cal_score_area_forget:
 *
 * Nothing is drawn until there are other numbers.
 */
void
cal_score_area_forget (CalScoreArea *self)
{
  g_clear_object (&self->board);
  g_clear_pointer (&self->region_names, g_free);
  g_clear_pointer (&self->map_names, g_free);
  g_clear_pointer (&self->region_values, g_free);
  g_clear_pointer (&self->won_shares, g_free);
  g_clear_pointer (&self->map_colours, g_free);
  g_clear_pointer (&self->guide, g_free);
  g_clear_pointer (&self->order, g_free);
}

static void
prepare_regions (CalScoreArea *self, const CalScoreTable *table, const CalScoreFigures *figures)
{
  gsize n = (gsize) table->regions->len * table->maps->len;

  self->region_values = g_new0 (CalRegionValues, MAX (n, 1));
  for (gsize c = 0; c < n; c++) {
    const CalRoiStats *stats = figures->stats + c;

    self->region_values[c] = (CalRegionValues){
        figures->values[c],
        stats->n,
        stats->n_finite,
        {stats->min, stats->lower_quartile, stats->median, stats->upper_quartile, stats->max},
        {stats->median_low, stats->median_high},
        figures->densities + c * CAL_SCORE_N_DENSITIES,
        CAL_SCORE_N_DENSITIES};
  }
}

static void
prepare_winners (CalScoreArea *self, const CalScoreTable *table, const CalScoreFigures *figures)
{
  guint n_maps = table->maps->len, n_parts = n_maps + 1;

  self->won_shares = g_new (double, (gsize) (table->regions->len + 1) * n_parts);
  self->map_colours = g_malloc (n_parts * sizeof *self->map_colours);
  for (gsize r = 0; r <= table->regions->len; r++) {
    const gsize *won = figures->n_won + r * n_parts;
    gsize n = 0;

    for (guint m = 0; m < n_parts; m++)
      n += won[m];
    for (guint m = 0; m < n_parts; m++)
      self->won_shares[r * n_parts + m] = n > 0 ? (double) won[m] / (double) n : (double) NAN;
  }
  for (guint m = 0; m < n_maps; m++) {
    float rgba[4];

    cal_labels_pick_colour (m, rgba);
    for (int c = 0; c < 3; c++)
      self->map_colours[m][c] = (double) rgba[c];
  }
  for (int c = 0; c < 3; c++)
    self->map_colours[n_maps][c] = 0.55;
}

/* The diagonal, or what the ceiling lets a score reach. */
static void
prepare_guide (CalScoreArea *self, const CalScoreTable *table, const CalScoreFigures *figures)
{
  const CalScoreMap *map = table->maps->pdata[0];
  const CalHistogramAxis *x = &figures->histogram.x;
  double scale = cal_score_map_get_scale (map);

  self->guide = g_malloc (N_GUIDE * sizeof *self->guide);
  for (guint n = 0; n < N_GUIDE; n++) {
    double at = x->low + (x->high - x->low) * n / (N_GUIDE - 1.0), reached = fmax (at / 100.0, 0.0);

    self->guide[n][0] = at;
    self->guide[n][1] = figures->chart == CAL_SCORE_CHART_PAIR            ? at
                        : cal_score_map_get_kind (map) == CAL_STATISTIC_R ? sqrt (reached)
                                                                          : reached / scale;
  }
}

/**
 * cal_score_area_prepare:
 *
 * Makes what drawings of the board's numbers need.
 */
void
cal_score_area_prepare (CalScoreArea *self)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  const CalScoreFigures *figures = cal_score_board_get_figures (self->board);

  self->region_names = g_new0 (const char *, table->regions->len + 2);
  self->map_names = g_new0 (const char *, table->maps->len + 2);
  for (guint m = 0; m < table->maps->len; m++)
    self->map_names[m] = ((CalScoreMap *) table->maps->pdata[m])->name;
  /* Winners have a first line for all places. */
  if (figures->chart == CAL_SCORE_CHART_WINNER)
    self->region_names[0] = "all places";
  if (figures->chart == CAL_SCORE_CHART_WINNER)
    self->map_names[table->maps->len] = "tied";
  for (guint r = 0; r < table->regions->len; r++)
    self->region_names[r + (figures->chart == CAL_SCORE_CHART_WINNER)] =
        ((CalScoreRegion *) table->regions->pdata[r])->title;
  if (figures->chart == CAL_SCORE_CHART_REGIONS)
    prepare_regions (self, table, figures);
  else if (figures->chart == CAL_SCORE_CHART_WINNER)
    prepare_winners (self, table, figures);
  else if (figures->histogram.counts != NULL)
    prepare_guide (self, table, figures);
}

static gint
find_selected (CalScoreArea *self)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  const char *region = cal_selection_get_region (cal_encoding_scene_get_selection (self->encoding));

  for (guint r = 0; region != NULL && r < table->regions->len; r++)
    if (g_str_equal (((CalScoreRegion *) table->regions->pdata[r])->name, region))
      return (gint) r;
  return -1;
}

/**
 * cal_score_area_fill_regions:
 * @plot: (out caller-allocates): the regions as they are now; there must be a board of them
 */
void
cal_score_area_fill_regions (CalScoreArea *self, double width, double height, CalRegionPlot *plot)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  const CalScoreFigures *figures = cal_score_board_get_figures (self->board);
  CalStatisticKind kind = cal_score_map_get_kind (table->maps->pdata[0]);

  *plot = (CalRegionPlot){
      .n_regions = table->regions->len,
      .n_maps = table->maps->len,
      .regions = self->region_names,
      .maps = self->map_names,
      .values = self->region_values,
      .bounds = table->ceiling != NULL && kind <= CAL_STATISTIC_VARIANCE ? figures->bounds : NULL,
      .bound_name = kind == CAL_STATISTIC_R ? "median √ceiling" : "median ceiling",
      .shape = self->shape,
      .order = self->order,
      .first = self->first,
      .picked = find_selected (self),
      .hovered = self->hovered,
      .box = make_box (width, height),
      .ink = cal_plot_area_get_ink (),
      .scale = 1.0};
}

/**
 * cal_score_area_fill_winners:
 * @bars: (out caller-allocates): there must be a board of them
 */
void
cal_score_area_fill_winners (CalScoreArea *self, double width, double height, CalBarList *bars)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);

  *bars = (CalBarList){.n_rows = table->regions->len + 1,
                       .names = self->region_names,
                       .n_parts = table->maps->len + 1,
                       .part_names = self->map_names,
                       .part_colours = (const double (*)[3]) self->map_colours,
                       .values = self->won_shares,
                       .top = 1.0,
                       .unit = "%",
                       .first = self->first,
                       .picked = self->hovered,
                       .picked_part = self->hovered_part,
                       .box = make_box (width, height),
                       .ink = cal_plot_area_get_ink (),
                       .scale = 1.0};
}

/* What the map at the cursor says, in the terms of the axes. */
static void
find_mark (CalScoreArea *self, double mark[2])
{
  gsize row;

  mark[0] = mark[1] = (double) NAN;
  if (cal_encoding_scene_find_row (self->encoding, cal_score_board_get_table (self->board)->places,
                                   &row))
    cal_score_area_find_values (self, row, mark);
}

/**
 * cal_score_area_fill_counts:
 * @plot: (out caller-allocates): without the axes' titles; there must be a board of a pair or of a
 *   ceiling
 */
void
cal_score_area_fill_counts (CalScoreArea *self, double width, double height, CalCountPlot *plot)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  const CalScoreFigures *figures = cal_score_board_get_figures (self->board);
  const CalHistogram2d *histogram = &figures->histogram;
  gboolean is_pair = figures->chart == CAL_SCORE_CHART_PAIR;
  gboolean is_alike =
      is_pair && cal_score_map_is_like (table->maps->pdata[0], table->maps->pdata[1]);
  CalStatisticKind kind = cal_score_map_get_kind (table->maps->pdata[0]);

  *plot = (CalCountPlot){.n_bins = {histogram->x.n_bins, histogram->y.n_bins},
                         .low = {histogram->x.low, histogram->y.low},
                         .high = {histogram->x.high, histogram->y.high},
                         .counts = histogram->counts,
                         .largest = histogram->largest,
                         .is_log = self->is_log,
                         .is_square = is_alike,
                         .what = cal_places_is_on_cortex (table->places) ? "vertices" : "voxels",
                         .guide = is_alike || (!is_pair && kind <= CAL_STATISTIC_VARIANCE)
                                      ? (const double (*)[2]) self->guide
                                      : NULL,
                         .n_guide = is_alike || !is_pair ? N_GUIDE : 0,
                         .guide_name = is_alike  ? "dashed: both alike"
                                       : is_pair ? NULL
                                       : kind == CAL_STATISTIC_R
                                           ? "dashed: all of the ceiling, r = √(ceiling / 100)"
                                           : "dashed: all of the ceiling",
                         .medians = {is_pair ? figures->medians[0] : (double) NAN,
                                     is_pair ? figures->medians[1] : (double) NAN},
                         .brush = {self->brush[0], self->brush[1], self->brush[2], self->brush[3]},
                         .box = make_box (width, height),
                         .ink = cal_plot_area_get_ink (),
                         .scale = 1.0};
  find_mark (self, plot->mark);
}

static char *
dup_axis_title (const CalScoreMap *map)
{
  g_autofree char *statistic = cal_score_map_dup_statistic (map);

  return g_str_equal (map->name, statistic) ? g_strdup (statistic)
                                            : g_strdup_printf ("%s — %s", map->name, statistic);
}

static void
draw_counts (CalScoreArea *self, cairo_t *cr, double width, double height)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  gboolean is_pair = cal_score_board_get_figures (self->board)->chart == CAL_SCORE_CHART_PAIR;
  g_autofree char *first = dup_axis_title (table->maps->pdata[0]);
  g_autofree char *second = is_pair ? dup_axis_title (table->maps->pdata[1]) : NULL;
  g_autofree char *formula =
      is_pair ? NULL
              : g_strdup_printf ("%s · dashed: 100 %%",
                                 cal_score_board_get_figures (self->board)->formula);
  g_autofree char *ceiling =
      is_pair ? NULL : g_strdup_printf ("%s — %% of the variance", table->ceiling_map->name);
  CalCountPlot plot;

  cal_score_area_fill_counts (self, width, height, &plot);
  plot.titles[0] = is_pair ? first : ceiling;
  plot.titles[1] = is_pair ? second : first;
  if (formula != NULL)
    plot.guide_name = formula;
  cal_count_plot_draw (cr, &plot);
}

/* The statistic of the axis; all that there are, if the person mixes them. */
static char *
dup_statistics (const CalScoreTable *table)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint m = 0; m < table->maps->len; m++) {
    const CalScoreMap *map = table->maps->pdata[m];
    g_autofree char *statistic = cal_score_map_dup_statistic (map);
    gboolean is_new = TRUE;

    for (guint other = 0; other < m; other++)
      is_new = is_new && !cal_score_map_is_like (map, table->maps->pdata[other]);
    if (is_new)
      g_string_append_printf (text, "%s%s", m > 0 ? " and " : "", statistic);
  }
  return g_strdup (text->str);
}

static void
draw_regions (CalScoreArea *self, cairo_t *cr, double width, double height)
{
  g_autofree char *title = dup_statistics (cal_score_board_get_table (self->board));
  CalRegionPlot plot;

  cal_score_area_fill_regions (self, width, height, &plot);
  plot.title = title;
  cal_region_plot_draw (cr, &plot);
}

/**
 * cal_score_area_draw:
 *
 * Draws what there is into the upper left corner, @width x @height.
 */
void
cal_score_area_draw (CalScoreArea *self, cairo_t *cr, double width, double height)
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);
  CalBarList bars;

  cal_ink_set (cr, cal_plot_area_get_ink ()->background);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  if (self->chart == CAL_SCORE_CHART_CURVE && self->curve != NULL)
    cal_score_area_draw_curve (self, cr, width, height);
  if (figures == NULL)
    return;
  if (figures->chart == CAL_SCORE_CHART_REGIONS)
    draw_regions (self, cr, width, height);
  else if (figures->chart == CAL_SCORE_CHART_WINNER) {
    cal_score_area_fill_winners (self, width, height, &bars);
    cal_bar_list_draw (cr, &bars);
  } else if (figures->histogram.counts != NULL)
    draw_counts (self, cr, width, height);
}
