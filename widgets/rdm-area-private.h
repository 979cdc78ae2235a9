/* rdm-area-private.h - what the files of rdm-area share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/matrix.h"
#include "render/vector/rdm-overlay.h"
#include "widgets/rdm-area.h"
#include "widgets/view.h"

G_BEGIN_DECLS

/**
 * CalRdmDrag:
 *
 * What the mouse button that is held does.
 */
typedef enum {
  CAL_RDM_DRAG_NONE,
  CAL_RDM_DRAG_PAN,
  CAL_RDM_DRAG_SELECT,
} CalRdmDrag;

struct _CalRdmArea {
  GtkWidget parent_instance;

  CalRdmScene *scene;
  CalPictures *pictures;
  CalRdmStore *store;
  CalRdmShow show;
  gboolean thumbnails;
  gboolean has_window;
  double window[2];
  CalRdmView view;
  GPtrArray *drawings;
  CalJob *cluster_job;
  char *failure;

  GtkGLArea *gl;
  GtkWidget *gl_message;
  GtkWidget *message;
  GtkWidget *controls;
  CalGlMatrix *matrix;
  GError *draw_error;

  /* The mouse, in device pixels; acted upon once a frame. */
  CalRdmDrag drag;
  CalRdmHit drag_hit;
  CalRdmPane drag_pane;
  gboolean drag_adds;
  gboolean dragged;
  double drag_start_px[2], drag_px[2], panned_px[2], pointer_px[2];
  CalRdmHit hover;
  gboolean hover_is_new;
  gboolean by_keys;
  guint tick_id;
};

void cal_rdm_area_queue (CalRdmArea *self);
const CalInk *cal_rdm_area_get_ink (CalRdmArea *self);
void cal_rdm_area_init_drawing (CalRdmArea *self);
void cal_rdm_area_draw_overlay (CalRdmArea *self, GtkSnapshot *snapshot);
void cal_rdm_area_draw_figure (CalView *view, cairo_t *cr, double width, double height);
CalRdmHit cal_rdm_area_hit (CalRdmArea *self, double x_px, double y_px);

void cal_rdm_area_class_init_input (CalRdmAreaClass *klass);
void cal_rdm_area_add_input (CalRdmArea *self);
void cal_rdm_area_stop_input (CalRdmArea *self);

void cal_rdm_area_draw_card (CalRdmArea *self, cairo_t *cr, const CalRdmLayout *layout);
char *cal_rdm_area_dup_readout (CalRdmArea *self) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *cal_rdm_controls_new (CalRdmArea *area);

G_END_DECLS
