/* cortex-mesh.h - runs a shader program over the triangles of a cortex view's panels.
 *
 * Drawing and picking both go through here: same panels, same matrices, same triangles.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/cache.h"
#include "render/gl/program.h"
#include "render/scene/coarse.h"
#include "render/scene/cortex-layout.h"

G_BEGIN_DECLS

/**
 * CalCortexDrawing:
 * @coarse: (nullable): draw these triangles instead of all
 * @height_px: of the picture that the layout was made for
 */
typedef struct {
  CalShapes *shapes;
  CalShape shape;
  const CalCortexLayout *layout;
  CalCoarse *coarse;
  int height_px;
} CalCortexDrawing;

typedef struct _CalCortexMesh CalCortexMesh;

CalCortexMesh *cal_cortex_mesh_new (CalGlCache *cache) G_GNUC_WARN_UNUSED_RESULT;
void cal_cortex_mesh_free (CalCortexMesh *self);

void cal_cortex_mesh_bind_buffer (CalCortexMesh *self,
                                  CalGlProgram *program,
                                  const char *sampler,
                                  guint unit,
                                  guint format,
                                  guint buffer);
char *cal_cortex_drawing_dup_defines (const CalCortexDrawing *drawing) G_GNUC_WARN_UNUSED_RESULT;
int cal_cortex_drawing_get_grid (const CalCortexDrawing *drawing);
gboolean cal_cortex_drawing_has_small_triangles (const CalCortexDrawing *drawing);
gboolean cal_cortex_mesh_draw (CalCortexMesh *self,
                               CalGlProgram *program,
                               const CalCortexDrawing *drawing,
                               GError **error);

#define CAL_CORTEX_MESH_N_UNITS 16
#define CAL_CORTEX_MESH_FIRST_FREE_UNIT 1

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalCortexMesh, cal_cortex_mesh_free)

G_END_DECLS
