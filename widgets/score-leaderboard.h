/* score-leaderboard.h - a line of numbers for each map, sorted by any of them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/vector/ink.h"
#include "widgets/score-board.h"

G_BEGIN_DECLS

#define CAL_TYPE_SCORE_LEADERBOARD (cal_score_leaderboard_get_type ())
G_DECLARE_FINAL_TYPE (CalScoreLeaderboard, cal_score_leaderboard, CAL, SCORE_LEADERBOARD, GtkWidget)

GtkWidget *cal_score_leaderboard_new (void);

void cal_score_leaderboard_set_board (CalScoreLeaderboard *self, CalScoreBoard *board);
char *cal_score_leaderboard_dup_text (CalScoreLeaderboard *self,
                                      const char *separator) G_GNUC_WARN_UNUSED_RESULT;
void cal_score_leaderboard_draw (
    CalScoreLeaderboard *self, cairo_t *cr, const CalInk *ink, double width, double height);

G_END_DECLS
