/* caption-list.h - the captions that a search leaves, sorted, as a list that makes its items when
 * asked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

#include "analysis/caption-index.h"
#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

/**
 * CalCaptionColumn:
 * @CAL_CAPTION_PLACE: place, stimulus or region
 * @CAL_CAPTION_TEXT: what is said
 * @CAL_CAPTION_SCORE: of the caption
 * @CAL_CAPTION_AGREEMENT: of all captions of the place
 * @CAL_CAPTION_REGION: those that the place lies in
 */
typedef enum {
  CAL_CAPTION_PLACE,
  CAL_CAPTION_TEXT,
  CAL_CAPTION_SCORE,
  CAL_CAPTION_AGREEMENT,
  CAL_CAPTION_REGION,
} CalCaptionColumn;

#define CAL_CAPTION_N_COLUMNS (CAL_CAPTION_REGION + 1)

#define CAL_TYPE_CAPTION (cal_caption_get_type ())
G_DECLARE_FINAL_TYPE (CalCaption, cal_caption, CAL, CAPTION, GObject)

gsize cal_caption_get_row (CalCaption *self);
char *cal_caption_dup_text (CalCaption *self, CalCaptionColumn column) G_GNUC_WARN_UNUSED_RESULT;

#define CAL_TYPE_CAPTION_LIST (cal_caption_list_get_type ())
G_DECLARE_FINAL_TYPE (CalCaptionList, cal_caption_list, CAL, CAPTION_LIST, GObject)

CalCaptionList *cal_caption_list_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cal_caption_list_set_captions (CalCaptionList *self, CalCaptions *captions);
void cal_caption_list_set_regions (CalCaptionList *self, GPtrArray *regions);
void cal_caption_list_set_filter (CalCaptionList *self, GArray *found, GArray *rows);
void cal_caption_list_sort (CalCaptionList *self, CalCaptionColumn column, gboolean is_descending);
char *cal_caption_list_dup_csv (CalCaptionList *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
