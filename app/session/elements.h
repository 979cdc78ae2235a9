/* elements.h - the vertices of a map or the voxels of a volume, one after the other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/map.h"
#include "model/volume.h"

G_BEGIN_DECLS

gsize cal_elements_count (GObject *data);
gsize cal_elements_count_frames (GObject *data);
CalSample cal_elements_get (GObject *data, gsize element, gsize frame);

G_END_DECLS
