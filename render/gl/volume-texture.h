/* volume-texture.h - one frame of a volume on the GPU, its voxels bit for bit.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/volume.h"
#include "render/gl/cache.h"

G_BEGIN_DECLS

/**
 * CalGlDecoding:
 *
 * What the bits of a texel are; those not negative are signed integers, and the number says how
 * far to shift left and right again to carry the sign. As in resources/shaders/volume.glsl.
 */
typedef enum {
  CAL_GL_UNSIGNED = -1,
  CAL_GL_FLOAT = -2,
  CAL_GL_RGBA = -3,
  CAL_GL_INT32 = 0,
  CAL_GL_INT16 = 16,
  CAL_GL_INT8 = 24,
} CalGlDecoding;

/**
 * CalGlVolumeTexture:
 * @texture: a 3-D texture of unsigned integers
 * @slope: a value is slope * decoded + intercept
 */
typedef struct {
  guint texture;
  CalGlDecoding decoding;
  double slope, intercept;
} CalGlVolumeTexture;

gboolean cal_gl_volume_texture_get (
    CalGlCache *cache, CalVolume *volume, gsize frame, CalGlVolumeTexture *out, GError **error);
gboolean cal_gl_label_texture_get (CalGlCache *cache,
                                   CalVolume *volume,
                                   gsize frame,
                                   guint *indices,
                                   guint *colours,
                                   GError **error);

G_END_DECLS
