/* vertex-class.h - numbers for vertices, such that no triangle has the same one twice.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

#define CAL_N_VERTEX_CLASSES 8

guint8 *cal_vertex_classes_new (CalSurface *surface) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
