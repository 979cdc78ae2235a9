/* embedding-area-private.h - what the parts of the embedding view share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/column-colours.h"
#include "render/scene/point-view.h"
#include "widgets/embedder.h"
#include "widgets/embedding-area.h"
#include "widgets/plot-area.h"

G_BEGIN_DECLS

/**
 * CalEmbeddingDrag:
 *
 * What a drag with the left button does.
 */
typedef enum {
  CAL_EMBEDDING_DRAG_NOTHING,
  CAL_EMBEDDING_DRAG_LASSO,
  CAL_EMBEDDING_DRAG_TURN,
  CAL_EMBEDDING_DRAG_PAN,
} CalEmbeddingDrag;

struct _CalEmbeddingArea {
  GtkWidget parent_instance;

  CalRdmScene *scene;
  CalPictures *pictures;
  CalEmbedder *embedder;
  CalPlotArea *plot;
  GtkWidget *canvas;

  /* What is shown of the points. */
  gboolean show_pictures;
  gboolean show_hulls;
  char *colour_by;

  /* Made from the embedding as it is now. */
  CalEmbedding *named;
  const char **names;
  CalColumnColours *colours;
  guint8 *is_selected;
  gsize n_selected;
  CalPointView view;
  CalPointPlace *places;
  guint32 *order;
  cairo_surface_t **surfaces;
  cairo_surface_t *cache;
  gboolean is_cached;

  /* The pointer. */
  gssize hovered;
  CalEmbeddingDrag drag;
  double last[2];
  GArray *lasso;

  /* The controls. */
  GtkWidget *controls;
  GtkDropDown *method;
  GtkDropDown *column;
  GtkWidget *three_d, *pictures_check, *hulls_check, *starts;
  gboolean is_showing;
};

void cal_embedding_area_queue (CalEmbeddingArea *self);
void cal_embedding_area_draw (
    CalEmbeddingArea *self, cairo_t *cr, double width, double height, gboolean is_figure);
void cal_embedding_area_forget_drawing (CalEmbeddingArea *self);
CalMark cal_embedding_area_get_mark (CalEmbeddingArea *self);
const CalColumn *cal_embedding_area_find_column (CalEmbeddingArea *self);

void cal_embedding_area_init_input (CalEmbeddingArea *self);

void cal_embedding_area_init_controls (CalEmbeddingArea *self);
void cal_embedding_area_show_controls (CalEmbeddingArea *self);

G_END_DECLS
