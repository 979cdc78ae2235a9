/* leaderboard-subject.h - a subject of a leaderboard: its correlations and noise ceilings.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/algonauts-score.h"

G_BEGIN_DECLS

/**
 * CalLeaderboardPart:
 * @source: of the scores
 * @predicted: (nullable): of predictions, where @source holds responses
 * @ceiling_source: of the ceilings
 * @r: of each vertex
 * @ceilings: of the same vertices
 * @n: how many
 *
 * One hemisphere of a subject, or all of it.
 */
typedef struct {
  char *source;
  char *predicted;
  char *ceiling_source;
  double *r;
  double *ceilings;
  gsize n;
} CalLeaderboardPart;

/**
 * CalLeaderboardSubject:
 * @name: as the person or the folder calls it
 * @parts: (element-type CalLeaderboardPart): by value
 * @score: of all parts
 */
typedef struct {
  char *name;
  GArray *parts;
  CalAlgonautsScore score;
} CalLeaderboardSubject;

gboolean cal_leaderboard_subject_init (CalLeaderboardSubject *self,
                                       const char *operand,
                                       guint number,
                                       CalCeilingUnit unit,
                                       GError **error);
void cal_leaderboard_subject_clear (CalLeaderboardSubject *self);

G_END_DECLS
