/* attention-area-private.h - what the parts of the attention view share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/attention-plot.h"
#include "render/vector/bar-list.h"
#include "widgets/attention-area.h"
#include "widgets/plot-area.h"

G_BEGIN_DECLS

struct _CalAttentionArea {
  GtkWidget parent_instance;

  CalEncodingScene *scene;
  CalSelection *selection;
  CalPictures *pictures;
  CalLatestJob *jobs;
  CalPlotArea *plot;
  GtkWidget *canvas;
  gboolean is_leading; /* what this view says itself comes back to it */

  /* What is looked at. */
  CalAttention *attention;
  GArray *queries; /* gsize */
  gint run;
  gint head;
  gboolean is_difference;
  gboolean is_mean; /* over the selected stimuli */
  const CalColormap *colormap;
  gboolean shared;
  gboolean smooth;
  gboolean fades;
  double opacity;

  /* What was read. */
  GArray *samples;              /* gsize: of which weights are wanted */
  CalAttentionWeights *weights; /* (nullable) */
  GPtrArray *maps;              /* CalAttentionMap */
  char *failure;
  char *missing; /* a selected stimulus that has no map */
  cairo_surface_t *picture;
  char *picture_source;

  /* The picked patch, or the picked modality of shares, and what all queries have there. */
  gssize token;
  gint part;
  GPtrArray *titles; /* of the queries, the most first */
  GArray *ranked;    /* gsize: the queries in that order */
  double *values;    /* in that order; of shares n_spans a query */
  gsize first_row;
  char *rule;

  gssize hovered;
  gint hovered_map;

  GtkWidget *controls;
  GtkDropDown *current, *runs, *heads, *colormaps;
  GtkWidget *regions_button, *region_search;
  GtkStringList *region_titles;
  GtkFilterListModel *region_rows;
  GtkWidget *difference_check, *mean_check, *shared_check, *smooth_check, *fades_check;
  GtkRange *opacity_scale;
  gboolean is_showing;
};

/* attention-area.c */
void cal_attention_area_set_attention (CalAttentionArea *self, CalAttention *attention);
void cal_attention_area_set_queries (CalAttentionArea *self, const gsize *queries, guint n);
void cal_attention_area_select_query (CalAttentionArea *self, gsize query);
void cal_attention_area_update (CalAttentionArea *self);

/* attention-area-read.c */
void cal_attention_area_find_samples (CalAttentionArea *self);
void cal_attention_area_read (CalAttentionArea *self);
void cal_attention_area_make_maps (CalAttentionArea *self);
void cal_attention_area_rank (CalAttentionArea *self);
void cal_attention_area_pick_token (CalAttentionArea *self, gssize token);
void cal_attention_area_pick_part (CalAttentionArea *self, gint part);
gboolean cal_attention_area_has_shares (CalAttentionArea *self);

/* attention-area-draw.c */
void cal_attention_area_lay_out (CalAttentionArea *self,
                                 double width,
                                 double height,
                                 CalAttentionPlot *plot,
                                 CalAttentionLayout *layout);
gboolean cal_attention_area_fill_list (CalAttentionArea *self,
                                       double width,
                                       double height,
                                       CalBarList *list);
void cal_attention_area_draw (
    CalAttentionArea *self, cairo_t *cr, double width, double height, gboolean is_figure);
void cal_attention_area_find_picture (CalAttentionArea *self);
char *cal_attention_area_dup_readout (CalAttentionArea *self) G_GNUC_WARN_UNUSED_RESULT;

/* attention-area-input.c */
void cal_attention_area_init_input (CalAttentionArea *self);

/* attention-area-controls.c */
void cal_attention_area_init_controls (CalAttentionArea *self);
void cal_attention_area_show_controls (CalAttentionArea *self);
void cal_attention_area_stop_controls (CalAttentionArea *self);

G_END_DECLS
