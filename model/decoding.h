/* decoding.h - pictures that a model made of brain responses, or to drive a region.
 *
 * Each belongs to a stimulus that was seen (reconstructions: one or many a stimulus), or to a
 * region (generated to excite it). What is known of each (metrics, ranks, captions) are the
 * columns of the pictures' table. Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/stimuli.h"

G_BEGIN_DECLS

#define CAL_TYPE_DECODING (cal_decoding_get_type ())
G_DECLARE_FINAL_TYPE (CalDecoding, cal_decoding, CAL, DECODING, GObject)

CalDecoding *cal_decoding_new (const char *name,
                               CalStimuli *pictures,
                               CalTextArray *seen_ids,
                               CalTextArray *regions,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_decoding_get_name (CalDecoding *self);
CalStimuli *cal_decoding_get_pictures (CalDecoding *self);
const char *cal_decoding_get_seen (CalDecoding *self, gsize picture);
const char *cal_decoding_get_region (CalDecoding *self, gsize picture);
GArray *cal_decoding_find_of (CalDecoding *self, const char *seen_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
