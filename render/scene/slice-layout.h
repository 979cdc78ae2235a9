/* slice-layout.h - how slices share a rectangle: three planes, or a mosaic of one.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/slice-view.h"

G_BEGIN_DECLS

/**
 * CalSliceMode:
 * @CAL_SLICES_THREE_PLANES: sagittal, coronal and axial through one point
 * @CAL_SLICES_MOSAIC: many slices of one plane, evenly spaced
 */
typedef enum {
  CAL_SLICES_THREE_PLANES,
  CAL_SLICES_MOSAIC,
} CalSliceMode;

#define CAL_TYPE_SLICE_MODE (cal_slice_mode_get_type ())
#define CAL_TYPE_PLANE (cal_plane_get_type ())
GType cal_slice_mode_get_type (void);
GType cal_plane_get_type (void);

/**
 * CalSliceLayout:
 * @width_px: of the whole rectangle
 * @height_px: of the whole rectangle
 * @gap_px: between panes
 * @low_mm: smallest corner of the box that zoom 1 fits into each pane
 * @high_mm: its largest corner
 * @position_mm: the point that three planes go through
 * @zoom: 1 fits the box
 * @pan_mm: how far the middle of the panes is off the middle of the box
 * @hidden: planes left out, by #CalPlane; not all three
 * @plane: of the mosaic
 * @n_rows: of the mosaic
 * @n_columns: of the mosaic
 * @from_mm: the mosaic's first slice along the axis through the plane
 * @to_mm: its last one
 */
typedef struct {
  CalSliceMode mode;
  CalConvention convention;
  int width_px, height_px, gap_px;
  double low_mm[3], high_mm[3];
  double position_mm[3];
  double zoom;
  double pan_mm[3];
  gboolean hidden[3];
  CalPlane plane;
  int n_rows, n_columns;
  double from_mm, to_mm;
} CalSliceLayout;

/**
 * CalSlicePane:
 * @x_px: of its left edge in the whole rectangle
 * @y_px: of its top edge
 * @view: what it shows, and its size
 */
typedef struct {
  int x_px, y_px;
  CalSliceView view;
} CalSlicePane;

void cal_slice_layout_init (CalSliceLayout *self, CalScene *scene, int width_px, int height_px);
GArray *cal_slice_layout_dup_panes (const CalSliceLayout *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_slice_layout_zoom_at (
    CalSliceLayout *self, const CalSlicePane *pane, double x_px, double y_px, double factor);
void
cal_slice_layout_pan (CalSliceLayout *self, const CalSlicePane *pane, double dx_px, double dy_px);

const CalSlicePane *cal_slice_panes_find (GArray *panes, double x_px, double y_px);
void cal_slice_pane_to_mm (const CalSlicePane *pane, double x_px, double y_px, double world_mm[3]);
int cal_plane_get_axis (CalPlane plane);

G_END_DECLS
