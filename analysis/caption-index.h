/* caption-index.h - what is computed once of captions: where their words are, how far they agree.
 *
 * Captions get their index the first time that someone asks for it; it is built in the background
 * and lives as long as they do. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/captions.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalCaptionHits:
 * @captions: (element-type guint32): those that match, ascending: row x resamples + resample
 * @n_hits: of each row how many of its captions do
 * @n_rows: rows with at least one
 */
typedef struct {
  GArray *captions;
  guint16 *n_hits;
  gsize n_rows;
} CalCaptionHits;

void cal_caption_hits_clear (CalCaptionHits *self);

CalArray *cal_caption_hits_to_shares (const CalCaptionHits *self,
                                      CalCaptions *captions) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalCaptionHits, cal_caption_hits_clear)

#define CAL_TYPE_CAPTION_INDEX (cal_caption_index_get_type ())
G_DECLARE_FINAL_TYPE (CalCaptionIndex, cal_caption_index, CAL, CAPTION_INDEX, GObject)

CalCaptionIndex *cal_caption_index_of (CalCaptions *captions);
CalCaptionIndex *cal_caption_index_build (CalCaptions *captions,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

CalJob *cal_caption_index_get_job (CalCaptionIndex *self);
gboolean cal_caption_index_is_ready (CalCaptionIndex *self);
const char *cal_caption_index_get_failure (CalCaptionIndex *self);

void cal_caption_index_search (CalCaptionIndex *self, const char *query, CalCaptionHits *hits);
double cal_caption_index_get_agreement (CalCaptionIndex *self, gsize row);

G_END_DECLS
