/* score-board.c - what the charts of scores show: computed from a table, in a job.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/score-board.h"

#include <math.h>

#include "analysis/rank.h"

/* Cells of a histogram on each side. */
#define N_BINS 96

struct _CalScoreBoard {
  GObject parent_instance;

  CalScoreTable *table;
  CalScoreFigures figures;
};

G_DEFINE_FINAL_TYPE (CalScoreBoard, cal_score_board, G_TYPE_OBJECT)

static void
cal_score_board_finalize (GObject *object)
{
  CalScoreBoard *self = CAL_SCORE_BOARD (object);
  CalScoreFigures *figures = &self->figures;

  for (gsize c = 0;
       figures->values != NULL && c < self->table->regions->len * self->table->maps->len; c++)
    g_free (figures->values[c]);
  g_free (figures->values);
  g_free (figures->stats);
  g_free (figures->densities);
  g_free (figures->bounds);
  cal_histogram_2d_clear (&figures->histogram);
  g_free (figures->winners);
  g_free (figures->margins);
  g_free (figures->n_won);
  g_free (figures->share);
  g_free (figures->formula);
  g_free (figures->lines);
  g_clear_pointer (&self->table, cal_score_table_unref);
  G_OBJECT_CLASS (cal_score_board_parent_class)->finalize (object);
}

static void
cal_score_board_class_init (CalScoreBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_score_board_finalize;
}

static void
cal_score_board_init (CalScoreBoard *self)
{
}

typedef struct {
  CalScoreTableInput *table;
  CalScoreChart chart;
  gboolean clips;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  cal_score_table_input_free (input->table);
  g_free (input);
}

static CalScoreBoard *
new_board (CalScoreTable *table, CalScoreChart chart)
{
  CalScoreBoard *self = g_object_new (CAL_TYPE_SCORE_BOARD, NULL);

  self->table = cal_score_table_ref (table);
  self->figures.chart = chart;
  return self;
}

static double *
pick_rows (const double *values, const GArray *rows)
{
  double *picked = g_new (double, MAX (rows->len, 1));

  for (guint r = 0; r < rows->len; r++)
    picked[r] = values[g_array_index (rows, guint32, r)];
  return picked;
}

static void
find_density (const double *values, const CalRoiStats *stats, double *density)
{
  double positions[CAL_SCORE_N_DENSITIES];

  for (guint p = 0; p < CAL_SCORE_N_DENSITIES; p++)
    positions[p] =
        stats->min + (stats->max - stats->min) * p / (double) (CAL_SCORE_N_DENSITIES - 1);
  cal_roi_density (values, stats->n, positions, CAL_SCORE_N_DENSITIES, density);
}

static double
find_bound (const CalScoreTable *table, const CalScoreRegion *region)
{
  const CalScoreMap *map = table->maps->pdata[0];
  g_autofree double *bounds = g_new (double, MAX (region->rows->len, 1));

  for (guint r = 0; r < region->rows->len; r++)
    bounds[r] = cal_score_table_get_bound (table, map, g_array_index (region->rows, guint32, r));
  return cal_quantile (bounds, region->rows->len, 0.5);
}

/* Medians and the like first; their intervals when there is time. */
static CalScoreBoard *
compute_regions (CalScoreTable *table, gboolean has_intervals, CalJob *job, GError **error)
{
  const CalRoiBootstrap bootstrap = {CAL_SCORE_N_RESAMPLES, CAL_SCORE_CONFIDENCE, CAL_SCORE_SEED};
  g_autoptr (CalScoreBoard) self = new_board (table, CAL_SCORE_CHART_REGIONS);
  CalScoreFigures *figures = &self->figures;
  guint n_maps = table->maps->len, n_regions = table->regions->len;
  gsize n = (gsize) n_maps * n_regions;

  figures->has_intervals = has_intervals;
  figures->stats = g_new0 (CalRoiStats, MAX (n, 1));
  figures->values = g_new0 (double *, MAX (n, 1));
  figures->densities = g_new0 (double, MAX (n * CAL_SCORE_N_DENSITIES, 1));
  figures->bounds = g_new (double, MAX (n_regions, 1));
  for (guint r = 0; r < n_regions; r++) {
    const CalScoreRegion *region = table->regions->pdata[r];

    figures->bounds[r] = find_bound (table, region);
    for (guint m = 0; m < n_maps; m++) {
      gsize c = (gsize) r * n_maps + m;

      figures->values[c] = pick_rows (table->values[m], region->rows);
      figures->stats[c] = cal_roi_stats_of (figures->values[c], region->rows->len,
                                            has_intervals ? &bootstrap : NULL);
      find_density (figures->values[c], figures->stats + c,
                    figures->densities + c * CAL_SCORE_N_DENSITIES);
    }
    cal_job_report (job, (r + 1.0) / n_regions, region->title);
    if (!cal_job_check (job, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

/* Round ends; both axes alike for the same statistic, so that the diagonal is one. */
static void
fit_axes (CalHistogramAxis axes[2], const double *x, const double *y, gsize n, gboolean alike)
{
  const double *values[2] = {x, y};

  for (int a = 0; a < 2; a++) {
    axes[a] = (CalHistogramAxis){0.0, 1.0, N_BINS, FALSE};
    if (!cal_histogram_axis_fit (axes + a, values[a], n) && n > 0 && isfinite (values[a][0]))
      axes[a] = (CalHistogramAxis){values[a][0] - 0.5, values[a][0] + 0.5, N_BINS, FALSE};
  }
  if (alike) {
    axes[0].low = axes[1].low = fmin (axes[0].low, axes[1].low);
    axes[0].high = axes[1].high = fmax (axes[0].high, axes[1].high);
  }
}

static CalScoreBoard *
compute_pair (CalScoreTable *table)
{
  CalScoreBoard *self = new_board (table, CAL_SCORE_CHART_PAIR);
  CalScoreFigures *figures = &self->figures;
  const double *x = table->values[0], *y = table->values[1];
  g_autofree double *across = g_new (double, MAX (table->n_rows, 1));
  g_autofree double *up = g_new (double, MAX (table->n_rows, 1));
  CalHistogramAxis axes[2];

  for (gsize r = 0; r < table->n_rows; r++)
    if (isfinite (x[r]) && isfinite (y[r])) {
      across[figures->n_compared] = x[r];
      up[figures->n_compared++] = y[r];
      figures->n_above += y[r] > x[r];
    }
  figures->medians[0] = cal_quantile (across, figures->n_compared, 0.5);
  figures->medians[1] = cal_quantile (up, figures->n_compared, 0.5);
  fit_axes (axes, across, up, figures->n_compared,
            cal_score_map_is_like (table->maps->pdata[0], table->maps->pdata[1]));
  cal_histogram_2d_init (&figures->histogram, axes, axes + 1, x, y, table->n_rows);
  return self;
}

/* Where several are best none has won: that is counted after the maps. */
static void
count_winner (const CalScoreFigures *figures, gsize row, guint n_maps, gsize *n_won)
{
  if (figures->winners[row] != CAL_WINNER_NONE)
    n_won[figures->margins[row] > 0.0 ? (guint) figures->winners[row] : n_maps]++;
}

static CalScoreBoard *
compute_winner (CalScoreTable *table)
{
  CalScoreBoard *self = new_board (table, CAL_SCORE_CHART_WINNER);
  CalScoreFigures *figures = &self->figures;
  guint n_maps = table->maps->len, n_parts = n_maps + 1;

  figures->winners = g_new (gint32, MAX (table->n_rows, 1));
  figures->margins = g_new (double, MAX (table->n_rows, 1));
  figures->winner_counts = cal_winner_compute ((const double *const *) table->values, n_maps,
                                               table->n_rows, figures->winners, figures->margins);
  figures->n_won = g_new0 (gsize, (gsize) (table->regions->len + 1) * n_parts);
  for (gsize r = 0; r < table->n_rows; r++)
    count_winner (figures, r, n_maps, figures->n_won);
  for (guint n = 0; n < table->regions->len; n++) {
    const GArray *rows = ((CalScoreRegion *) table->regions->pdata[n])->rows;

    for (guint r = 0; r < rows->len; r++)
      count_winner (figures, g_array_index (rows, guint32, r), n_maps,
                    figures->n_won + (gsize) (n + 1) * n_parts);
  }
  return self;
}

static CalScoreKind
get_score_kind (const CalScoreMap *map)
{
  return cal_score_map_get_kind (map) == CAL_STATISTIC_R ? CAL_SCORE_KIND_R
                                                         : CAL_SCORE_KIND_VARIANCE;
}

/* As a proportion, whatever the unit is. */
static double *
dup_scores (const CalScoreTable *table, guint m)
{
  double scale = cal_score_map_get_scale (table->maps->pdata[m]);
  double *scores = g_new (double, MAX (table->n_rows, 1));

  for (gsize r = 0; r < table->n_rows; r++)
    scores[r] = table->values[m][r] * scale;
  return scores;
}

static CalScoreBoard *
compute_ceiling (CalScoreTable *table, gboolean clips)
{
  CalScoreBoard *self = new_board (table, CAL_SCORE_CHART_CEILING);
  CalScoreFigures *figures = &self->figures;
  const CalCeilingShare share = {get_score_kind (table->maps->pdata[0]), table->ceiling_unit,
                                 (double) NAN, clips};
  double to_percent = table->ceiling_unit == CAL_CEILING_PERCENT ? 1.0 : 100.0;
  g_autofree double *percent = g_new (double, MAX (table->n_rows, 1));
  CalHistogramAxis axes[2];

  figures->share = dup_scores (table, 0);
  cal_ceiling_share_compute (&share, figures->share, table->ceiling, table->n_rows, figures->share,
                             &figures->share_counts);
  figures->median_share = cal_quantile (figures->share, table->n_rows, 0.5);
  figures->formula = cal_ceiling_share_dup_formula (&share);
  for (gsize r = 0; r < table->n_rows; r++)
    percent[r] = table->ceiling[r] * to_percent;
  fit_axes (axes, percent, table->values[0], table->n_rows, FALSE);
  cal_histogram_2d_init (&figures->histogram, axes, axes + 1, percent, table->values[0],
                         table->n_rows);
  return self;
}

static void
compute_shares (const CalScoreTable *table, guint m, CalScoreLine *line)
{
  const CalScoreMap *map = table->maps->pdata[m];
  const CalCeilingShare share = {get_score_kind (map), table->ceiling_unit, (double) NAN, FALSE};
  g_autofree double *scores = dup_scores (table, m);
  g_autofree double *percent = g_new (double, MAX (table->n_rows, 1));
  const CalAlgonautsPart part = {scores, table->ceiling, table->n_rows};
  CalCeilingCounts counts;
  CalAlgonautsScore score;

  cal_ceiling_share_compute (&share, scores, table->ceiling, table->n_rows, percent, &counts);
  line->share = cal_quantile (percent, table->n_rows, 0.5);
  if (cal_score_map_get_kind (map) != CAL_STATISTIC_R)
    return;
  score = cal_algonauts_score (&part, 1, table->ceiling_unit);
  line->algonauts = score.median;
  line->n_clipped = score.counts.n_above;
}

static CalScoreBoard *
compute_leaderboard (CalScoreTable *table, CalJob *job, GError **error)
{
  g_autoptr (CalScoreBoard) self = new_board (table, CAL_SCORE_CHART_LEADERBOARD);
  CalScoreLine *lines = self->figures.lines = g_new0 (CalScoreLine, table->maps->len);

  for (guint m = 0; m < table->maps->len; m++) {
    CalRoiStats stats = cal_roi_stats_of (table->values[m], table->n_rows, NULL);

    lines[m] = (CalScoreLine){stats.n_finite, stats.median, stats.mean, 0, NAN, NAN, 0};
    for (gsize r = 0; r < table->n_rows; r++)
      lines[m].n_negative += table->values[m][r] < 0.0;
    if (table->ceiling != NULL &&
        cal_score_map_get_kind (table->maps->pdata[m]) <= CAL_STATISTIC_VARIANCE)
      compute_shares (table, m, lines + m);
    if (!cal_job_check (job, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  const Input *input = data;
  g_autoptr (CalScoreTable) table = cal_score_table_new (input->table, job, error);
  g_autoptr (CalScoreBoard) first = NULL;

  if (table == NULL)
    return NULL;
  switch (input->chart) {
  case CAL_SCORE_CHART_REGIONS:
    first = compute_regions (table, FALSE, job, error);
    if (first == NULL)
      return NULL;
    cal_job_offer (job, G_OBJECT (first));
    return (GObject *) compute_regions (table, TRUE, job, error);
  case CAL_SCORE_CHART_PAIR:
    return (GObject *) compute_pair (table);
  case CAL_SCORE_CHART_WINNER:
    return (GObject *) compute_winner (table);
  case CAL_SCORE_CHART_CEILING:
    return (GObject *) compute_ceiling (table, input->clips);
  case CAL_SCORE_CHART_LEADERBOARD:
    return (GObject *) compute_leaderboard (table, job, error);
  case CAL_SCORE_CHART_CURVE:
    break;
  }
  g_return_val_if_reached (NULL);
}

/**
 * cal_score_board_job_new:
 * @request: everything is copied or referenced; two maps for a pair, a ceiling for its share
 *
 * Main thread only. The job offers the regions without intervals first.
 *
 * Returns: (transfer full): a job that gives a #CalScoreBoard
 */
CalJob *
cal_score_board_job_new (const CalScoreRequest *request)
{
  Input *input = g_new0 (Input, 1);

  g_return_val_if_fail (request->chart != CAL_SCORE_CHART_PAIR || request->table.maps->len == 2,
                        NULL);
  g_return_val_if_fail (request->chart != CAL_SCORE_CHART_CEILING || request->table.ceiling != NULL,
                        NULL);
  input->table = cal_score_table_input_new (&request->table);
  input->chart = request->chart;
  input->clips = request->clips;
  return cal_job_new ("Comparing scores", run, input, input_free);
}

/**
 * cal_score_board_get_table:
 *
 * Returns: (transfer none): what the figures are of
 */
const CalScoreTable *
cal_score_board_get_table (CalScoreBoard *self)
{
  return self->table;
}

/**
 * cal_score_board_get_figures:
 *
 * Returns: (transfer none)
 */
const CalScoreFigures *
cal_score_board_get_figures (CalScoreBoard *self)
{
  return &self->figures;
}
