/* cortex-area-private.h - what the files of cortex-area share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "render/gl/pick.h"
#include "render/gl/surface.h"
#include "render/gl/target.h"
#include "render/vector/cortex-overlay.h"
#include "widgets/cortex-area.h"

G_BEGIN_DECLS

struct _CalCortexArea {
  GtkWidget parent_instance;

  CalScene *scene;
  CalCortexView view;
  CalShapes *shapes;
  CalCoarse *coarse;
  CalJob *coarse_job;
  guint coarse_source;

  GtkWidget *overlay;
  GtkWidget *gl_area;
  GtkWidget *lettering;
  GtkWidget *message;
  CalCortexOverlay *letters;

  CalGlCache *cache;
  CalSurfacePass *pass;
  CalCortexPick *pick;
  CalGlTarget *target;
  CalGlTarget *quick_target;
  CalShape pick_shape;
  CalCortexLayout pick_layout;

  gboolean dragging;
  gboolean panning;
  guint panel;
  guint button;
  double press[2];
  double dragged[2];
  double full_ms;
  double pointer[2];
  guint hover_source;
};

void cal_cortex_area_queue (CalCortexArea *self);
gboolean cal_cortex_area_is_ready (CalCortexArea *self);
void cal_cortex_area_lay_out (CalCortexArea *self,
                              CalCortexLayout *layout,
                              CalCortexDrawing *drawing,
                              int *width_px);
void cal_cortex_area_init_drawing (CalCortexArea *self);
void cal_cortex_area_forget_cortex (CalCortexArea *self);

void cal_cortex_area_class_init_input (CalCortexAreaClass *klass);
void cal_cortex_area_add_input (CalCortexArea *self);
void cal_cortex_area_stop_input (CalCortexArea *self);

G_END_DECLS
