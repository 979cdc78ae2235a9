/* caption-area-private.h - what the files of the captions' view share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/caption-clusters.h"
#include "analysis/caption-index.h"
#include "analysis/word-counts.h"
#include "widgets/caption-area.h"
#include "widgets/caption-list.h"
#include "widgets/latest-job.h"
#include "widgets/plot-area.h"

G_BEGIN_DECLS

/* What was counted, or clustered, of which captions. */
typedef struct _CalWordBoard CalWordBoard;
typedef struct _CalClusterBoard CalClusterBoard;

struct _CalCaptionArea {
  GtkWidget parent_instance;

  CalEncodingScene *scene;
  CalCaptions *captions;  /* those that are searched, counted and clustered; NULL for none */
  CalCaptionIndex *index; /* of @captions */
  GPtrArray *regions;     /* of @captions' places; NULL until someone needs them */
  char *region_layers;    /* that @regions are of */
  char *region;           /* the one that words are counted in, and the table may be limited to */
  CalCaptionHits hits;
  guint update_id;

  GtkWidget *box, *empty, *search, *count, *by_region, *progress;
  GtkWidget *controls, *methods;
  GtkStack *stack;
  gboolean is_filling; /* a control is being set, not chosen from */

  GtkBox *here;

  CalCaptionList *list;
  GtkColumnView *table;
  GtkMultiSelection *selected;
  GtkWidget *in_region;
  gboolean list_is_due;

  GtkWidget *plot, *canvas, *region_choice, *only_nouns;
  CalLatestJob *word_jobs;
  CalWordBoard *words;
  guint first_word;
  gint picked_word;
  gboolean words_are_due;

  GtkWidget *cluster_count, *cluster_show, *cluster_list, *cluster_note;
  CalLatestJob *cluster_jobs;
  CalClusterBoard *clusters;
};

/* caption-area.c */
CalPlaces *cal_caption_area_get_places (CalCaptionArea *self);
GPtrArray *cal_caption_area_get_regions (CalCaptionArea *self);
GArray *cal_caption_area_find_rows (CalCaptionArea *self, const char *region);
const char *cal_caption_area_get_noun (CalCaptionArea *self);
CalCaptionPage cal_caption_area_get_page (CalCaptionArea *self);
GtkWidget *cal_caption_label_new (const char *style, gboolean wraps);

/* caption-area-search.c */
void cal_caption_area_build_search (CalCaptionArea *self);
void cal_caption_area_search (CalCaptionArea *self);
gboolean cal_caption_area_has_query (CalCaptionArea *self);
const char *cal_caption_area_get_query (CalCaptionArea *self);

/* caption-area-here.c */
GtkWidget *cal_caption_area_build_here (CalCaptionArea *self);
void cal_caption_area_show_here (CalCaptionArea *self);

/* caption-area-table.c */
GtkWidget *cal_caption_area_build_table (CalCaptionArea *self);
void cal_caption_area_show_table (CalCaptionArea *self);

/* caption-area-words.c */
GtkWidget *cal_caption_area_build_words (CalCaptionArea *self);
void cal_caption_area_show_words (CalCaptionArea *self);
void cal_caption_area_show_word_choices (CalCaptionArea *self);
void cal_caption_area_draw_words (CalCaptionArea *self, cairo_t *cr, double width, double height);
void cal_caption_area_stop_words (CalCaptionArea *self);

/* caption-area-clusters.c */
GtkWidget *cal_caption_area_build_clusters (CalCaptionArea *self);
void cal_caption_area_show_clusters (CalCaptionArea *self);
void cal_caption_area_hide_clusters (CalCaptionArea *self);
void cal_caption_area_stop_clusters (CalCaptionArea *self);

G_END_DECLS
