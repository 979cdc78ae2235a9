/* trsa-area-private.h - what the parts of the tRSA view share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/trsa-grid.h"
#include "render/scene/column-colours.h"
#include "render/scene/kept-edges.h"
#include "render/scene/point-view.h"
#include "render/vector/threshold-map.h"
#include "render/vector/trsa-plot.h"
#include "widgets/embedder.h"
#include "widgets/plot-area.h"
#include "widgets/trsa-area.h"
#include "widgets/trsa-field.h"

G_BEGIN_DECLS

/**
 * CalTrsaLayout:
 * @histogram: between its axes
 * @graph: all of it
 * @map: its cells
 */
typedef struct {
  cairo_rectangle_t histogram;
  cairo_rectangle_t graph;
  cairo_rectangle_t map;
} CalTrsaLayout;

struct _CalTrsaArea {
  GtkWidget parent_instance;

  CalRdmScene *scene;
  CalEmbedder *embedder;
  CalLatestJob *field_jobs, *grid_jobs;
  CalPlotArea *plot;
  GtkWidget *canvas;

  CalTrsaField *field;
  GArray *edges;
  gsize n_kept;
  CalTrsaGrid *grid;
  gboolean by_selection;
  CalRdm *asked;
  gboolean asked_by_distance;
  char *grid_asked;
  char *rule;

  CalEmbedding *named;
  CalColumnColours *colours;
  CalPointView view;
  CalPointPlace *places;
  guint32 *order;
  cairo_surface_t *cache;

  gint held;
  gboolean is_dragged;

  GtkWidget *controls;
  GtkDropDown *scale, *value;
  gboolean is_showing;
};

gboolean cal_trsa_area_get_thresholds (CalTrsaArea *self, double *lower, double *upper);
void cal_trsa_area_set_thresholds (CalTrsaArea *self, double lower, double upper);

void cal_trsa_area_lay_out (double width, double height, CalTrsaLayout *layout);
void cal_trsa_area_fill_plot (CalTrsaArea *self, const CalTrsaLayout *layout, CalTrsaPlot *plot);
gboolean
cal_trsa_area_fill_map (CalTrsaArea *self, const CalTrsaLayout *layout, CalThresholdMap *map);
void cal_trsa_area_draw (
    CalTrsaArea *self, cairo_t *cr, double width, double height, gboolean is_figure);

void cal_trsa_area_init_input (CalTrsaArea *self);

G_END_DECLS
