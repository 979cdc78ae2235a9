/* rdm-scene.h - all RDMs that are open, and how they are looked at.
 *
 * To the views of representations what CalScene is to the views of the brain: a GListModel of
 * CalRdm; which of them is looked at, beside which other; the order of conditions; the
 * geo-topological transform; the colours. CalRdmScene::changed comes after any change that a
 * drawing must follow. What is picked in them is the selection's (model/selection.h). Main thread
 * only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

#include "model/array.h"
#include "model/job.h"
#include "model/selection.h"
#include "model/stimuli.h"
#include "render/scene/rdm-order.h"

G_BEGIN_DECLS

/**
 * CalRdmTransform:
 * @CAL_RDM_UNTRANSFORMED: the dissimilarities as they are
 * @CAL_RDM_BY_RANK: geo-topological, quantiles of each RDM's own ranks (Lin and Kriegeskorte)
 * @CAL_RDM_BY_DISTANCE: geo-topological, quantiles of the pooled dissimilarities (rsatoolbox)
 */
typedef enum {
  CAL_RDM_UNTRANSFORMED,
  CAL_RDM_BY_RANK,
  CAL_RDM_BY_DISTANCE,
} CalRdmTransform;

#define CAL_TYPE_RDM_TRANSFORM (cal_rdm_transform_get_type ())
GType cal_rdm_transform_get_type (void);

/**
 * CalPatternsGather:
 * @source: immutable: called in a thread
 *
 * Returns: (transfer full): conditions x channels; NULL with @error set
 */
typedef CalArray *(*CalPatternsGather) (GObject *source, CalJob *job, GError **error);

#define CAL_TYPE_RDM_SCENE (cal_rdm_scene_get_type ())
G_DECLARE_FINAL_TYPE (CalRdmScene, cal_rdm_scene, CAL, RDM_SCENE, GObject)

CalRdmScene *cal_rdm_scene_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cal_rdm_scene_append (CalRdmScene *self, CalRdm *rdm);
void cal_rdm_scene_remove (CalRdmScene *self, CalRdm *rdm);
void cal_rdm_scene_clear (CalRdmScene *self);
guint cal_rdm_scene_get_n (CalRdmScene *self);
CalRdm *cal_rdm_scene_get (CalRdmScene *self, guint n);
CalRdm *cal_rdm_scene_find_region (CalRdmScene *self, const char *region);
GPtrArray *cal_rdm_scene_dup_pool (CalRdmScene *self, CalRdm *rdm) G_GNUC_WARN_UNUSED_RESULT;

void cal_rdm_scene_set_patterns (CalRdmScene *self,
                                 CalRdm *rdm,
                                 GObject *source,
                                 CalPatternsGather gather);
gboolean cal_rdm_scene_get_patterns (CalRdmScene *self,
                                     CalRdm *rdm,
                                     GObject **source,
                                     CalPatternsGather *gather);
gboolean cal_rdm_scene_is_model (CalRdmScene *self, CalRdm *rdm);
void cal_rdm_scene_set_is_model (CalRdmScene *self, CalRdm *rdm, gboolean is_model);

CalRdm *cal_rdm_scene_get_current (CalRdmScene *self);
void cal_rdm_scene_set_current (CalRdmScene *self, CalRdm *rdm);
CalRdm *cal_rdm_scene_get_compared (CalRdmScene *self);
void cal_rdm_scene_set_compared (CalRdmScene *self, CalRdm *rdm);
CalRdmOrder *cal_rdm_scene_get_order (CalRdmScene *self);
void cal_rdm_scene_set_order (CalRdmScene *self, CalRdmOrder *order);

CalRdmTransform cal_rdm_scene_get_transform (CalRdmScene *self, double *lower, double *upper);
void cal_rdm_scene_set_transform (CalRdmScene *self,
                                  CalRdmTransform transform,
                                  double lower,
                                  double upper);

void cal_rdm_scene_add_table (CalRdmScene *self, CalTable *table);
guint cal_rdm_scene_get_n_tables (CalRdmScene *self);
CalTable *cal_rdm_scene_get_table (CalRdmScene *self, guint n);

CalStimuli *cal_rdm_scene_get_stimuli (CalRdmScene *self);
void cal_rdm_scene_set_stimuli (CalRdmScene *self, CalStimuli *stimuli);
CalSelection *cal_rdm_scene_get_selection (CalRdmScene *self);

G_END_DECLS
