/* score-area-private.h - what the parts of the view of scores share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/bar-list.h"
#include "render/vector/count-plot.h"
#include "render/vector/curve-plot.h"
#include "render/vector/region-plot.h"
#include "widgets/plot-area.h"
#include "widgets/score-area.h"
#include "widgets/score-curve.h"
#include "widgets/score-leaderboard.h"

G_BEGIN_DECLS

/**
 * CalScoreSort:
 * @CAL_SCORE_BY_MEDIAN: regions by the median of the first map, largest first
 * @CAL_SCORE_BY_TABLE: as the table of regions has them
 */
typedef enum {
  CAL_SCORE_BY_MEDIAN,
  CAL_SCORE_BY_TABLE,
} CalScoreSort;

/**
 * CalScoreUnitChoice:
 * @CAL_SCORE_UNIT_STATED: of the ceiling, as its file says
 */
typedef enum {
  CAL_SCORE_UNIT_STATED,
  CAL_SCORE_UNIT_PROPORTION,
  CAL_SCORE_UNIT_PERCENT,
} CalScoreUnitChoice;

struct _CalScoreArea {
  GtkWidget parent_instance;

  CalEncodingScene *encoding;
  CalLatestJob *jobs;
  CalLatestJob *preferences;
  GtkWidget *pages;
  CalScoreLeaderboard *leaderboard;
  CalPlotArea *plot;
  GtkWidget *canvas;

  CalScoreChart chart;
  GPtrArray *all;     /* CalScoreMap: all in the scene */
  GPtrArray *groups;  /* GPtrArray of them, those of the same places */
  guint group;        /* the one that is shown */
  GPtrArray *namings; /* CalLayer: what names regions of its places */
  GPtrArray *chosen;  /* CalScoreMap: of the group */
  gboolean is_chosen; /* by the person */
  CalScoreMap *pair[2];
  CalScoreMap *ceiling;

  guint naming; /* which of @namings; after the last: all */
  CalRegionShape shape;
  CalScoreSort sort;
  gboolean sides_apart;
  CalScoreWithin within;
  gboolean is_log;
  gboolean clips;
  gboolean brushes_difference;
  CalScoreUnitChoice ceiling_unit;

  CalScoreBoard *board;
  const char **region_names; /* of the board's table, as long as it is shown */
  const char **map_names;
  CalRegionValues *region_values;
  double *won_shares;
  double (*map_colours)[3];
  double (*guide)[2];
  guint *order;

  CalSeries *series; /* of the curve */
  CalScoreCurve *curve;
  double *positions; /* of its points, and what is known of them */
  const char **frame_names;
  gboolean has_numbers;
  gboolean can_be_log;
  gboolean is_log_x;
  GArray *region_rows; /* of the series, in the region */
  char *region;
  char *place_name;

  guint first;
  gint hovered;
  gint hovered_part;
  double brush[4];
  double drag[2];
  gint64 brushed_at;

  GtkWidget *controls;
  GtkDropDown *chart_choice, *x_choice, *y_choice, *series_choice;
  GtkWidget *maps_button, *maps_list, *paint_button, *save_button, *menu;
  GtkDropDown *group_choice, *ceiling_choice, *unit_choice, *naming_choice, *within_choice;
  GtkDropDown *shape_choice, *sort_choice;
  GtkWidget *apart_check, *log_check, *log_x_check, *clip_check, *difference_check;
  gboolean is_showing;
};

void cal_score_area_read (CalScoreArea *self);
void cal_score_area_show (CalScoreArea *self);
void cal_score_area_show_note (CalScoreArea *self);
void cal_score_area_sort (CalScoreArea *self);
void cal_score_area_set_group (CalScoreArea *self, guint group);
void cal_score_area_choose (CalScoreArea *self, GPtrArray *maps);
GPtrArray *cal_score_area_get_maps (CalScoreArea *self);
const CalScoreFigures *cal_score_area_get_figures (CalScoreArea *self);
gboolean cal_score_area_find_values (CalScoreArea *self, gsize row, double values[2]);

void cal_score_area_draw (CalScoreArea *self, cairo_t *cr, double width, double height);
void cal_score_area_prepare (CalScoreArea *self);
void cal_score_area_forget (CalScoreArea *self);
void
cal_score_area_fill_regions (CalScoreArea *self, double width, double height, CalRegionPlot *plot);
void
cal_score_area_fill_winners (CalScoreArea *self, double width, double height, CalBarList *bars);
void
cal_score_area_fill_counts (CalScoreArea *self, double width, double height, CalCountPlot *plot);
char *cal_score_area_dup_note (CalScoreArea *self) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *cal_score_area_list_series (CalScoreArea *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_score_area_check_series (CalScoreArea *self);
void cal_score_area_read_curve (CalScoreArea *self);
void cal_score_area_take_curve (CalScoreArea *self, CalScoreCurve *curve);
void cal_score_area_fill_curve (CalScoreArea *self,
                                double width,
                                double height,
                                CalCurve curves[2],
                                char *names[2],
                                CalCurvePlot *plot);
void cal_score_area_draw_curve (CalScoreArea *self, cairo_t *cr, double width, double height);
gint cal_score_area_pick_frame (CalScoreArea *self, double x, double y);
char *cal_score_area_dup_curve_note (CalScoreArea *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_score_area_start_preference (CalScoreArea *self);
void cal_score_area_take_preference (CalScoreArea *self, CalScorePreference *preference);

void cal_score_area_init_input (CalScoreArea *self);

void cal_score_area_init_controls (CalScoreArea *self);
void cal_score_area_show_controls (CalScoreArea *self);

void cal_score_area_clear_brush (CalScoreArea *self);

G_END_DECLS
