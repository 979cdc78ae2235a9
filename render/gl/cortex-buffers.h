/* cortex-buffers.h - what the GPU holds of a cortex and its maps.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/map.h"
#include "render/gl/cache.h"
#include "render/scene/coarse.h"
#include "render/scene/shape.h"

G_BEGIN_DECLS

guint cal_cortex_buffers_get_places (CalGlCache *cache,
                                     CalShapes *shapes,
                                     CalHemisphere hemisphere,
                                     CalSurfaceKind kind,
                                     GError **error);
guint cal_cortex_buffers_get_normals (CalGlCache *cache,
                                      CalShapes *shapes,
                                      CalHemisphere hemisphere,
                                      CalSurfaceKind kind,
                                      GError **error);
guint cal_cortex_buffers_get_faces (CalGlCache *cache,
                                    CalShapes *shapes,
                                    CalCoarse *coarse,
                                    CalHemisphere hemisphere,
                                    gboolean flat,
                                    guint *records,
                                    gsize *n_faces,
                                    GError **error);
guint cal_cortex_buffers_get_values (CalGlCache *cache, CalMap *map, guint frame, GError **error);
guint cal_cortex_buffers_get_colours (CalGlCache *cache, CalLabels *labels, GError **error);

G_END_DECLS
