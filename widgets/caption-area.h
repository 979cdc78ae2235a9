/* caption-area.h - what methods say in words: at the cursor, found by words, counted, clustered.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "widgets/view.h"

G_BEGIN_DECLS

/**
 * CalCaptionPage:
 *
 * What the view shows, in the order of its switcher.
 */
typedef enum {
  CAL_CAPTION_PAGE_HERE,
  CAL_CAPTION_PAGE_TABLE,
  CAL_CAPTION_PAGE_WORDS,
  CAL_CAPTION_PAGE_CLUSTERS,
} CalCaptionPage;

#define CAL_CAPTION_N_PAGES (CAL_CAPTION_PAGE_CLUSTERS + 1)

#define CAL_TYPE_CAPTION_AREA (cal_caption_area_get_type ())
G_DECLARE_FINAL_TYPE (CalCaptionArea, cal_caption_area, CAL, CAPTION_AREA, GtkWidget)

GtkWidget *cal_caption_area_new (CalEncodingScene *scene);

void cal_caption_area_set_page (CalCaptionArea *self, CalCaptionPage page);
void cal_caption_area_set_query (CalCaptionArea *self, const char *query);

char *cal_caption_area_dup_text (CalCaptionArea *self) G_GNUC_WARN_UNUSED_RESULT;
const char *cal_caption_area_get_count (CalCaptionArea *self);
GListModel *cal_caption_area_get_list (CalCaptionArea *self);
gboolean cal_caption_area_get_word (
    CalCaptionArea *self, guint bar, const char **word, double *x, double *y);
guint cal_caption_area_get_n_clusters (CalCaptionArea *self);

G_END_DECLS
