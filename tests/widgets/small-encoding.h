/* small-encoding.h - a small brain with two regions, six stimuli, and responses, for tests of
 * views.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"

/**
 * SmallEncoding:
 * @n_vertices: of each hemisphere
 *
 * Stimuli s0, s1, s2 are faces, s3, s4, s5 are places. The first half of the left hemisphere is
 * "FFA": responses there are 5 + 0.1 s to faces, 1 + 0.1 s to places. The second half is "PPA": the
 * other way round. The right hemisphere has no rows.
 */
typedef struct {
  CalScene *scene;
  CalRdmScene *rdm_scene;
  CalEncodingScene *encoding;
  CalPlaces *places;
  gsize n_vertices;
} SmallEncoding;

void small_encoding_init (SmallEncoding *self);
void small_encoding_clear (SmallEncoding *self);
CalSeries *small_encoding_add_responses (SmallEncoding *self, const char *name, CalSeriesRole role);
