/* score-board.h - what the charts of scores show: computed from a table, in a job.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/algonauts-score.h"
#include "analysis/histogram-2d.h"
#include "analysis/roi-stats.h"
#include "analysis/winner.h"
#include "widgets/score-table.h"

G_BEGIN_DECLS

/* Values at which the density of a region is known, from its least value to its largest. */
#define CAL_SCORE_N_DENSITIES 48

/* How often the median of a region is drawn again, and of which part of these the interval is. */
#define CAL_SCORE_N_RESAMPLES 1000
#define CAL_SCORE_CONFIDENCE 0.95
#define CAL_SCORE_SEED 1

/**
 * CalScoreChart:
 * @CAL_SCORE_CHART_REGIONS: the values of each region
 * @CAL_SCORE_CHART_PAIR: one map against another
 * @CAL_SCORE_CHART_WINNER: which map is best
 * @CAL_SCORE_CHART_CEILING: what share of the noise ceiling a map reaches
 * @CAL_SCORE_CHART_CURVE: a place or region over the frames of a series
 * @CAL_SCORE_CHART_LEADERBOARD: a line of numbers a map
 */
typedef enum {
  CAL_SCORE_CHART_REGIONS,
  CAL_SCORE_CHART_PAIR,
  CAL_SCORE_CHART_WINNER,
  CAL_SCORE_CHART_CEILING,
  CAL_SCORE_CHART_CURVE,
  CAL_SCORE_CHART_LEADERBOARD,
} CalScoreChart;

/**
 * CalScoreLine:
 * @n: places with a value
 * @median: of them
 * @share: the median share of the ceiling in percent, unclipped, without places whose ceiling is 0
 * @algonauts: the challenge's score
 * @n_clipped: places above 100 % in it
 *
 * Of the leaderboard. NaN where the statistic, or the lack of a ceiling, gives none.
 */
typedef struct {
  gsize n;
  double median;
  double mean;
  gsize n_negative;
  double share;
  double algonauts;
  gsize n_clipped;
} CalScoreLine;

/**
 * CalScoreFigures:
 * @chart: that it is of; the others' fields are 0
 * @stats: regions: n_regions x n_maps
 * @values: regions: likewise, the values of the region's rows
 * @densities: regions: likewise, CAL_SCORE_N_DENSITIES numbers each
 * @bounds: regions: the median of what can be reached in each region, NaN where it is not known
 * @has_intervals: regions: whether the medians' intervals are computed already
 * @histogram: pair, ceiling: the first map (or the ceiling in percent) across
 * @medians: pair: of the first and the second map, over places where both have values
 * @n_compared: pair: places where both have values
 * @n_above: pair: where the second map is larger
 * @winners: winner: of each row the best map, or CAL_WINNER_NONE
 * @margins: winner: the lead over the second best
 * @winner_counts: winner
 * @n_won: winner: (1 + n_regions) x (n_maps + 1) rows that each map has won, and those where
 * several are best; everywhere first
 * @share: ceiling: a number a row, percent
 * @share_counts: ceiling
 * @formula: ceiling: how it was computed
 * @lines: leaderboard: one a map
 */
typedef struct {
  CalScoreChart chart;
  CalRoiStats *stats;
  double **values;
  double *densities;
  double *bounds;
  gboolean has_intervals;
  CalHistogram2d histogram;
  double medians[2];
  gsize n_compared;
  gsize n_above;
  gint32 *winners;
  double *margins;
  CalWinnerCounts winner_counts;
  gsize *n_won;
  double *share;
  CalCeilingCounts share_counts;
  double median_share;
  char *formula;
  CalScoreLine *lines;
} CalScoreFigures;

/**
 * CalScoreRequest:
 * @table: of which maps
 * @chart: which numbers; not the curve
 * @clips: ceiling: whether shares above 100 % count as 100
 */
typedef struct {
  CalScoreTableRequest table;
  CalScoreChart chart;
  gboolean clips;
} CalScoreRequest;

#define CAL_TYPE_SCORE_BOARD (cal_score_board_get_type ())
G_DECLARE_FINAL_TYPE (CalScoreBoard, cal_score_board, CAL, SCORE_BOARD, GObject)

CalJob *cal_score_board_job_new (const CalScoreRequest *request) G_GNUC_WARN_UNUSED_RESULT;

const CalScoreTable *cal_score_board_get_table (CalScoreBoard *self);
const CalScoreFigures *cal_score_board_get_figures (CalScoreBoard *self);

G_END_DECLS
