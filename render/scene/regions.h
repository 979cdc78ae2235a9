/* regions.h - the labelled regions of a map: which vertices stand for each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/map.h"

G_BEGIN_DECLS

/**
 * CalRegion:
 * @n_vertices: how many there are in the map
 * @vertices: guint32: a few dozen of them, spread over the region
 *
 * A label on one hemisphere.
 */
typedef struct {
  const CalLabel *label;
  CalHemisphere hemisphere;
  gsize n_vertices;
  GArray *vertices;
} CalRegion;

GPtrArray *cal_regions_find (CalMap *map, gsize frame) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
