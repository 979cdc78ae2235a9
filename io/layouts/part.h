/* part.h - one thing that a folder or a container holds, and what it is for.
 *
 * A layout (io/layouts/layout.h) finds parts; so does a person in the import assistant; the sidecar
 * keeps them. The session then binds each to the brain and makes maps, captions, series and so on.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/attention.h"
#include "model/captions.h"
#include "model/decoding.h"
#include "model/series.h"

G_BEGIN_DECLS

/**
 * CalRole:
 * @CAL_ROLE_MAP: a number a place: scores, t values, a frame each if there are more
 * @CAL_ROLE_CEILING: the noise ceiling of each place
 * @CAL_ROLE_REGIONS: a region's number a place
 * @CAL_ROLE_MASK: a volume: which voxels other parts speak of
 * @CAL_ROLE_INDEX: which vertices other parts speak of
 * @CAL_ROLE_RESPONSES: measured responses, frames x places
 * @CAL_ROLE_PREDICTIONS: predicted ones
 * @CAL_ROLE_WEIGHTS: of a model, features x places
 * @CAL_ROLE_CAPTIONS: texts
 * @CAL_ROLE_ATTENTION: routing
 * @CAL_ROLE_STIMULI: pictures that were shown
 * @CAL_ROLE_DECODED: pictures that were decoded or generated
 * @CAL_ROLE_FEATURES: of the stimuli: stimuli x features
 * @CAL_ROLE_RDM: dissimilarities
 * @CAL_ROLE_TABLE: of stimuli, conditions or items
 * @CAL_ROLE_SURFACE: of a cortex
 */
typedef enum {
  CAL_ROLE_NONE,
  CAL_ROLE_MAP,
  CAL_ROLE_CEILING,
  CAL_ROLE_REGIONS,
  CAL_ROLE_MASK,
  CAL_ROLE_INDEX,
  CAL_ROLE_RESPONSES,
  CAL_ROLE_PREDICTIONS,
  CAL_ROLE_WEIGHTS,
  CAL_ROLE_CAPTIONS,
  CAL_ROLE_ATTENTION,
  CAL_ROLE_STIMULI,
  CAL_ROLE_DECODED,
  CAL_ROLE_FEATURES,
  CAL_ROLE_RDM,
  CAL_ROLE_TABLE,
  CAL_ROLE_SURFACE,
} CalRole;

#define CAL_N_ROLES (CAL_ROLE_SURFACE + 1)

/**
 * CalPart:
 * @role: what it is for
 * @name: what the person calls it; parts of one name and role on the left and right hemisphere are
 *   halves of one
 * @source: path, and dataset in it after a colon: for the person, and as the sidecar's key
 * @object: (nullable): what it holds, if it was read: a CalVector (map, ceiling, regions, mask,
 *   index), CalVolume, CalSurface, CalTextArray (captions: rows x resamples), CalTable, CalStimuli,
 *   CalDecoding, CalAttention (complete), CalRdm, CalArray (series: frames x rows). NULL: the
 *   session reads @source
 * @is_complete: @object is bound already and is taken as it is: CalMap, CalVolume, CalSeries,
 *   CalCaptions, CalAttention
 * @hemisphere: of a half
 * @bind_to: (nullable): source of the mask, index or surface that says where the rows belong
 * @bind_key: (nullable): the binding's key, where a layout or a person has said it
 * @needs: (nullable): what says where the rows belong, told if nothing does
 * @n_rows: places it has values for; 0 if it belongs to no places
 * @axis: of series
 * @n_frames: of series
 * @frames: (nullable): source of series that are read where they lie; taken over
 * @frame_ids: (nullable): a text a frame: stimuli, features
 * @frame_step: seconds
 * @scores: (nullable): of captions
 * @score_name: (nullable): of captions
 * @of: of captions
 * @ids: (nullable): of captions of stimuli or regions
 * @labels: (nullable): names of regions
 * @unit: (nullable)
 * @statistic: (nullable)
 */
typedef struct {
  CalRole role;
  char *name;
  char *source;
  GObject *object;
  gboolean is_complete;
  CalHemisphere hemisphere;
  char *bind_to;
  char *bind_key;
  char *needs;
  gsize n_rows;
  CalSeriesAxis axis;
  gsize n_frames;
  CalSeriesSource frames;
  CalTextArray *frame_ids;
  double frame_step;
  CalArray *scores;
  char *score_name;
  CalCaptionsOf of;
  CalTextArray *ids;
  CalLabels *labels;
  char *unit;
  char *statistic;
} CalPart;

CalPart *
cal_part_new (CalRole role, const char *name, const char *source) G_GNUC_WARN_UNUSED_RESULT;
void cal_part_free (CalPart *self);

GObject *
cal_part_place (CalPart *self, CalPlaces *places, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_role_get_name (CalRole role);
CalRole cal_role_from_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalPart, cal_part_free)

G_END_DECLS
