/* profile.h - what a place (or region) gives for each feature, condition or category.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/group-means.h"
#include "model/series.h"
#include "render/scene/rdm-scene.h"

G_BEGIN_DECLS

/**
 * CalProfileBars:
 * @n: bars
 * @names: of the bars
 * @groups: the bar of each frame, or CAL_NO_GROUP
 *
 * Which frames of a series are taken together.
 */
typedef struct {
  guint n;
  GStrv names;
  guint32 *groups;
} CalProfileBars;

CalProfileBars *cal_profile_bars_new (CalSeries *series,
                                      CalRdmScene *scene,
                                      const char *column) G_GNUC_WARN_UNUSED_RESULT;
void cal_profile_bars_free (CalProfileBars *self);
GStrv cal_profile_dup_columns (CalSeries *series, CalRdmScene *scene) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalProfileBars, cal_profile_bars_free)

#define CAL_TYPE_PROFILE (cal_profile_get_type ())
G_DECLARE_FINAL_TYPE (CalProfile, cal_profile, CAL, PROFILE, GObject)

CalJob *cal_profile_job_new (CalSeries *series,
                             const CalProfileBars *bars,
                             GArray *rows) G_GNUC_WARN_UNUSED_RESULT;

guint cal_profile_get_n (CalProfile *self);
const CalGroupMean *cal_profile_get_means (CalProfile *self);

G_END_DECLS
