/* label-image.h - telling volumes of region numbers from pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/volume.h"

G_BEGIN_DECLS

GArray *cal_label_image_find_keys (CalVolume *volume) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
