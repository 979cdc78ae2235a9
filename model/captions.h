/* captions.h - what a method says in words, of places of the brain, of stimuli or of regions.
 *
 * One row a place (or stimulus, or region), one column a resample: several answers of the same
 * method to the same question, the best first. Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/places.h"
#include "model/text-array.h"

G_BEGIN_DECLS

/**
 * CalCaptionsOf:
 * @CAL_CAPTIONS_OF_PLACES: a row a voxel or vertex
 * @CAL_CAPTIONS_OF_STIMULI: a row a picture that was shown: what is in it, or was decoded of it
 * @CAL_CAPTIONS_OF_REGIONS: a row a region
 */
typedef enum {
  CAL_CAPTIONS_OF_PLACES,
  CAL_CAPTIONS_OF_STIMULI,
  CAL_CAPTIONS_OF_REGIONS,
} CalCaptionsOf;

/**
 * CalCaptionsDesc:
 * @name: the method, as the person calls it: "BrainSCUBA", "COCO"
 * @source: path, and dataset in it after a colon
 * @of: what the rows are
 * @texts: n_rows x n_resamples (or n_rows); "" where there is none
 * @scores: (nullable): of the same shape; NaN where there is none
 * @score_name: (nullable): what the scores are: "cosine similarity"
 * @ids: (nullable): of stimuli or regions, a text a row
 * @places: (nullable): of the rows, for places
 */
typedef struct {
  const char *name;
  const char *source;
  CalCaptionsOf of;
  CalTextArray *texts;
  CalArray *scores;
  const char *score_name;
  CalTextArray *ids;
  CalPlaces *places;
} CalCaptionsDesc;

#define CAL_TYPE_CAPTIONS (cal_captions_get_type ())
G_DECLARE_FINAL_TYPE (CalCaptions, cal_captions, CAL, CAPTIONS, GObject)

CalCaptions *cal_captions_new (const CalCaptionsDesc *desc,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalCaptions *
cal_captions_join (CalCaptions *left, CalCaptions *right, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalCaptionsDesc *cal_captions_get_desc (CalCaptions *self);
gsize cal_captions_get_n_rows (CalCaptions *self);
gsize cal_captions_get_n_resamples (CalCaptions *self);
const char *cal_captions_get_text (CalCaptions *self, gsize row, gsize resample);
double cal_captions_get_score (CalCaptions *self, gsize row, gsize resample);
gboolean cal_captions_find_best (CalCaptions *self, gsize row, gsize *resample);
char *cal_captions_dup_row_name (CalCaptions *self, gsize row) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_captions_find (CalCaptions *self, const char *id, gsize *row);

G_END_DECLS
