/* score-area.h - scores of models: per region, against each other, the best of them, against the
 * noise ceiling.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "widgets/score-board.h"
#include "widgets/score-curve.h"
#include "widgets/view.h"

G_BEGIN_DECLS

/* What the view paints on the brain; see cal_encoding_scene_paint(). */
#define CAL_SCORE_BRUSH_KEY "brush"
#define CAL_SCORE_DIFFERENCE_KEY "score-difference"
#define CAL_SCORE_WINNER_KEY "winner"
#define CAL_SCORE_MARGIN_KEY "winner-margin"
#define CAL_SCORE_SHARE_KEY "ceiling-share"
#define CAL_SCORE_PREFERENCE_KEY "preferred-frame"

#define CAL_TYPE_SCORE_AREA (cal_score_area_get_type ())
G_DECLARE_FINAL_TYPE (CalScoreArea, cal_score_area, CAL, SCORE_AREA, GtkWidget)

GtkWidget *cal_score_area_new (CalEncodingScene *encoding);

void cal_score_area_set_chart (CalScoreArea *self, CalScoreChart chart);
void cal_score_area_set_maps (CalScoreArea *self, const char *const *names);
void cal_score_area_set_series (CalScoreArea *self, CalSeries *series);
CalScoreBoard *cal_score_area_get_board (CalScoreArea *self);
CalScoreCurve *cal_score_area_get_curve (CalScoreArea *self);
char *cal_score_area_dup_table (CalScoreArea *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_score_area_paint (CalScoreArea *self);
void cal_score_area_brush (CalScoreArea *self, const double low[2], const double high[2]);
gboolean
cal_score_area_get_region_place (CalScoreArea *self, const char *title, double *x, double *y);
gboolean
cal_score_area_get_value_place (CalScoreArea *self, const double values[2], double place[2]);

G_END_DECLS
