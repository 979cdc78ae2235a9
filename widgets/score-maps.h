/* score-maps.h - the maps of the scene that scores can be compared of.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/scene.h"

G_BEGIN_DECLS

/**
 * CalStatisticKind:
 * @CAL_STATISTIC_R: a correlation
 * @CAL_STATISTIC_VARIANCE: r², R2, explained variance
 * @CAL_STATISTIC_CEILING: a noise ceiling of the variance
 * @CAL_STATISTIC_OTHER: anything else, or not known
 */
typedef enum {
  CAL_STATISTIC_R,
  CAL_STATISTIC_VARIANCE,
  CAL_STATISTIC_CEILING,
  CAL_STATISTIC_OTHER,
} CalStatisticKind;

/**
 * CalScoreMap:
 * @data: a CalMap or a CalVolume
 * @frame: of it
 * @name: with the frame's, if there are many
 * @layer: the id of its layer
 * @n_frames: of the layer
 *
 * Counted by references, safe from any thread.
 */
typedef struct {
  GObject *data;
  gsize frame;
  char *name;
  char *layer;
  char *unit;
  char *statistic;
  gsize n_frames;
} CalScoreMap;

CalScoreMap *cal_score_map_ref (CalScoreMap *self);
void cal_score_map_unref (CalScoreMap *self);

CalStatisticKind cal_score_map_get_kind (const CalScoreMap *self);
double cal_score_map_get_scale (const CalScoreMap *self);
gboolean cal_score_map_is_like (const CalScoreMap *self, const CalScoreMap *other);
gsize cal_score_map_get_n_elements (const CalScoreMap *self);
CalSample cal_score_map_get_element (const CalScoreMap *self, gsize element);
char *cal_score_map_dup_statistic (const CalScoreMap *self) G_GNUC_WARN_UNUSED_RESULT;
char *cal_score_map_dup_brain (const CalScoreMap *self) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *cal_score_maps_list (CalScene *scene) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cal_score_maps_group (GPtrArray *maps) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cal_score_maps_list_regions (CalScene *scene,
                                        const CalScoreMap *like) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalScoreMap, cal_score_map_unref)

G_END_DECLS
