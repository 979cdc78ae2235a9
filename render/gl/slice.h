/* slice.h - draws the scene's volumes on slices.
 *
 * It draws into whatever framebuffer is bound: a window's or our own.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/cache.h"
#include "render/scene/slice-layout.h"

G_BEGIN_DECLS

typedef struct _CalGlSlice CalGlSlice;

CalGlSlice *cal_gl_slice_new (CalGlCache *cache) G_GNUC_WARN_UNUSED_RESULT;
void cal_gl_slice_free (CalGlSlice *self);

gboolean cal_gl_slice_draw (CalGlSlice *self,
                            CalScene *scene,
                            GArray *panes,
                            int height_px,
                            double line_px,
                            GError **error);
guint cal_gl_slice_get_n_draws (CalGlSlice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGlSlice, cal_gl_slice_free)

G_END_DECLS
