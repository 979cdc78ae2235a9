/* matrix.h - draws RDMs, as many cells as there are pixels or fewer.
 *
 * It draws into whatever framebuffer is bound: a window's or our own.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/cache.h"
#include "render/scene/rdm-drawing.h"

G_BEGIN_DECLS

/**
 * CalMatrixStyle:
 * @diagonal: colour of a condition and itself, premultiplied
 * @missing: of pairs that have no number
 * @missing_stripe: of the stripes on them
 * @scale: pixels to one at 96 dots an inch
 */
typedef struct {
  float diagonal[4];
  float missing[4];
  float missing_stripe[4];
  double scale;
} CalMatrixStyle;

typedef struct _CalGlMatrix CalGlMatrix;

CalGlMatrix *cal_gl_matrix_new (CalGlCache *cache) G_GNUC_WARN_UNUSED_RESULT;
void cal_gl_matrix_free (CalGlMatrix *self);

void cal_matrix_style_init (CalMatrixStyle *self, gboolean is_light, double scale);
gboolean cal_gl_matrix_draw (CalGlMatrix *self,
                             const CalRdmDrawing *const *drawings,
                             const CalRdmLayout *layout,
                             int height_px,
                             const CalMatrixStyle *style,
                             GError **error);
guint cal_gl_matrix_get_n_draws (CalGlMatrix *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGlMatrix, cal_gl_matrix_free)

G_END_DECLS
