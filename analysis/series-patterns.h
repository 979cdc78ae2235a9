/* series-patterns.h - a series as patterns: a row a frame, a channel a place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/patterns.h"
#include "model/series.h"

G_BEGIN_DECLS

void cal_patterns_init_series (CalPatterns *self, CalSeries *series);

G_END_DECLS
