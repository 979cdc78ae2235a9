/* similarity-area-private.h - what the parts of the similarity view share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/profile-plot.h"
#include "widgets/concepts.h"
#include "widgets/plot-area.h"
#include "widgets/similarity-area.h"

G_BEGIN_DECLS

#define CAL_SIMILARITY_MAX_TILES 16

/**
 * CalSimilarityTile:
 * @concept: of the table
 * @value: similarity, or score on the dimension
 * @box: picture and the line below it
 */
typedef struct {
  guint32 concept;
  double value;
  cairo_rectangle_t box;
} CalSimilarityTile;

/**
 * CalSimilarityLayout:
 * @profile: rose or bars
 * @nearest: a row of tiles: the objects nearest to the first
 * @top: a row of tiles: the objects that score most on the picked dimension
 * @nearest_heading_px: the line above @nearest
 * @top_heading_px: above @top
 */
typedef struct {
  cairo_rectangle_t profile;
  CalSimilarityTile nearest[CAL_SIMILARITY_MAX_TILES];
  guint n_nearest;
  CalSimilarityTile top[CAL_SIMILARITY_MAX_TILES];
  guint n_top;
  double nearest_heading_px;
  double top_heading_px;
} CalSimilarityLayout;

struct _CalSimilarityArea {
  GtkWidget parent_instance;

  CalRdmScene *scene;
  CalPictures *pictures;
  CalLatestJob *jobs;
  CalPlotArea *plot;
  GtkWidget *canvas;

  CalConcepts *concepts;
  gsize objects[2];
  guint n_objects;
  CalNearness *nearness;
  CalProfileStyle style;
  gint dimension;
  gint hovered;
  guint32 *top;

  GtkWidget *controls;
  GtkDropDown *style_choice;
};

void cal_similarity_area_lay_out (CalSimilarityArea *self,
                                  double width,
                                  double height,
                                  CalSimilarityLayout *layout);
guint *cal_similarity_area_fill_plot (CalSimilarityArea *self,
                                      const CalSimilarityLayout *layout,
                                      CalProfilePlot *plot) G_GNUC_WARN_UNUSED_RESULT;
void cal_similarity_area_draw (CalSimilarityArea *self, cairo_t *cr, double width, double height);

G_END_DECLS
