/* target.h - a framebuffer of our own: multisampled, resolved, shown or read back.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _CalGlTarget CalGlTarget;

CalGlTarget *cal_gl_target_new (int width_px, int height_px, int n_samples, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void cal_gl_target_free (CalGlTarget *self);

int cal_gl_target_get_width (CalGlTarget *self);
int cal_gl_target_get_height (CalGlTarget *self);

void cal_gl_clear (const float rgba[4]);

void cal_gl_target_begin (CalGlTarget *self, const float rgba[4]);
void cal_gl_target_end (CalGlTarget *self);
void cal_gl_target_wait (CalGlTarget *self);
void cal_gl_target_blit (CalGlTarget *self, int x_px, int y_px);
cairo_surface_t *cal_gl_target_read (CalGlTarget *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGlTarget, cal_gl_target_free)

G_END_DECLS
