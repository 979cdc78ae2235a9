/* place-columns.h - what was measured at each place in turn, one value an observation.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/patterns.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalPlaceFunc:
 * @place: voxel, vertex, parcel, from 0
 * @columns: for each of the patterns its values at the place, one a row of the patterns
 * @data: shared by all places
 *
 * Several may run at once, in any order.
 */
typedef void (*CalPlaceFunc) (gsize place, const double *const *columns, gpointer data);

gboolean cal_place_columns_run (const CalPatterns *const *patterns,
                                guint n_patterns,
                                CalPlaceFunc func,
                                gpointer data,
                                const char *message,
                                CalJob *job,
                                GError **error);

G_END_DECLS
