/* cache.h - what is on the GPU: textures and buffers made from immutable data.
 *
 * One cache serves every context of a share group.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/square-map.h"

G_BEGIN_DECLS

typedef struct _CalGlCache CalGlCache;

/**
 * CalGlKind:
 * @CAL_GL_TEXTURE: glGenTextures() made it
 * @CAL_GL_BUFFER: glGenBuffers() made it
 */
typedef enum {
  CAL_GL_TEXTURE,
  CAL_GL_BUFFER,
} CalGlKind;

/**
 * CalGlUpload:
 * @data: the data
 * @part: which part of it: the frame, the hemisphere, ...
 * @name: the new texture's or buffer's name, with nothing in it
 * @user_data: what was handed to cal_gl_cache_get()
 * @n_bytes: (out): how much went to the GPU
 *
 * Fills a texture or buffer.
 *
 * Returns: FALSE with @error set if it cannot be held
 */
typedef gboolean (*CalGlUpload) (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error);

#define CAL_GL_CACHE_DEFAULT_BUDGET ((gsize) 512 << 20)

CalGlCache *cal_gl_cache_new (gsize budget_bytes) G_GNUC_WARN_UNUSED_RESULT;
CalGlCache *cal_gl_cache_ref (CalGlCache *self);
void cal_gl_cache_unref (CalGlCache *self);

guint cal_gl_cache_get (CalGlCache *self,
                        CalGlKind kind,
                        GObject *data,
                        const char *role,
                        guint64 part,
                        CalGlUpload upload,
                        gpointer user_data,
                        GError **error);
void cal_gl_cache_begin_drawing (CalGlCache *self);
guint cal_gl_cache_get_colormaps (CalGlCache *self);
int cal_gl_cache_find_colormap (const char *name);
int cal_gl_cache_find_square (CalSquareMap map);

guint64 cal_gl_cache_get_bytes_uploaded (CalGlCache *self);
gsize cal_gl_cache_get_bytes_held (CalGlCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGlCache, cal_gl_cache_unref)

G_END_DECLS
