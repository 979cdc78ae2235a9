/* cortex-layout.h - the panels of a cortex view: which hemispheres, from where, how large.
 *
 * A CalCortexView is what a person chose and a session keeps; cal_cortex_layout() makes panels of
 * it for a picture of a given size. Drawing, picking and lettering all read the same panels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/camera.h"
#include "render/scene/shape.h"

G_BEGIN_DECLS

/**
 * CalMontage:
 * @CAL_MONTAGE_SINGLE: both hemispheres from one side; lateral and medial views side by side
 * @CAL_MONTAGE_GRID: lateral views above medial ones, the left hemisphere on the left
 * @CAL_MONTAGE_ROW: left lateral, left medial, right medial, right lateral
 */
typedef enum {
  CAL_MONTAGE_SINGLE,
  CAL_MONTAGE_GRID,
  CAL_MONTAGE_ROW,
} CalMontage;

#define CAL_TYPE_MONTAGE (cal_montage_get_type ())
GType cal_montage_get_type (void);

#define CAL_MAX_PANELS 6

/**
 * CalCortexView:
 * @preset: of the single view
 * @ventral: whether a montage also shows both hemispheres from below
 * @motion: what was done to each panel, in the panels' order
 */
typedef struct {
  CalMontage montage;
  CalViewPreset preset;
  gboolean ventral;
  CalCameraMotion motion[CAL_MAX_PANELS];
} CalCortexView;

/**
 * CalCortexPanel:
 * @shows: by hemisphere
 * @x_px: of the top left corner, in the picture
 * @rotates: FALSE on a flat surface, which is panned instead
 */
typedef struct {
  gboolean shows[2];
  CalViewPreset preset;
  int x_px;
  int y_px;
  int width_px;
  int height_px;
  gboolean rotates;
  CalCamera camera;
} CalCortexPanel;

typedef struct {
  CalCortexPanel panels[CAL_MAX_PANELS];
  guint n_panels;
} CalCortexLayout;

void cal_cortex_view_init (CalCortexView *self, CalMontage montage);
void cal_cortex_view_reset (CalCortexView *self);

CalCortexLayout cal_cortex_layout (CalShapes *shapes,
                                   const CalShape *shape,
                                   const CalCortexView *view,
                                   int width_px,
                                   int height_px);
const CalCortexPanel *
cal_cortex_layout_find (const CalCortexLayout *self, double x_px, double y_px, guint *index);
char *cal_cortex_panel_dup_title (const CalCortexPanel *panel);

G_END_DECLS
