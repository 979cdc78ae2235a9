/* slice-area-private.h - what slice-area.c and slice-area-input.c share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/slice.h"
#include "render/vector/slice-overlay.h"
#include "widgets/slice-area.h"

G_BEGIN_DECLS

/**
 * CalSliceDrag:
 *
 * What the mouse button that is held does.
 */
typedef enum {
  CAL_SLICE_DRAG_NONE,
  CAL_SLICE_DRAG_CURSOR,
  CAL_SLICE_DRAG_PAN,
  CAL_SLICE_DRAG_WINDOW,
} CalSliceDrag;

struct _CalSliceArea {
  GtkWidget parent_instance;

  CalScene *scene;
  CalLayer *layer;
  gboolean light;
  /* Of which the scene and the size of the widget decide the rest, see get_layout. */
  CalSliceLayout layout;
  /* NULL when they must be found anew. */
  GArray *panes;

  GtkGLArea *gl;
  GtkWidget *message;
  CalGlSlice *slice;
  CalSliceOverlay *overlay;
  GError *draw_error;

  /* The mouse, in device pixels; acted upon once a frame. */
  CalSliceDrag drag;
  CalSlicePane drag_pane;
  CalLayer *drag_layer;
  double drag_start_px[2], drag_px[2], panned_px[2], pointer_px[2];
  double drag_window[2];
  gboolean hover_pending;
  double scrolled;
  guint tick_id;
  CalPlane active_plane;
};

void cal_slice_area_queue (CalSliceArea *self);
GArray *cal_slice_area_get_panes (CalSliceArea *self);
void cal_slice_area_class_init_input (CalSliceAreaClass *klass);
void cal_slice_area_add_input (CalSliceArea *self);
void cal_slice_area_stop_input (CalSliceArea *self);

G_END_DECLS
