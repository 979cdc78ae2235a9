/* decoded-item.h - a stimulus that was seen, and what was decoded of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/captions.h"
#include "model/decoding.h"

G_BEGIN_DECLS

#define CAL_TYPE_DECODED_ITEM (cal_decoded_item_get_type ())
G_DECLARE_FINAL_TYPE (CalDecodedItem, cal_decoded_item, CAL, DECODED_ITEM, GObject)

GPtrArray *cal_decoded_items_new (CalDecoding *decoding) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_decoded_item_get_seen (CalDecodedItem *self);
guint cal_decoded_item_get_n (CalDecodedItem *self);
const char *cal_decoded_item_get_picture (CalDecodedItem *self, guint nth);
double cal_decoded_item_get_metric (CalDecodedItem *self, const CalColumn *metric, guint nth);
int cal_decoded_item_compare (CalDecodedItem *a, CalDecodedItem *b, const CalColumn *metric);

GPtrArray *cal_decoding_find_metrics (CalDecoding *decoding) G_GNUC_WARN_UNUSED_RESULT;
char *cal_caption_dup_marked (const char *text, const char *truth) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
