/* plain-draw.h - what a drawing is measured against: its pixels cleared and covered once.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/target.h"

#define BENCH_N_STEPS 41

double bench_get_median (double times_ms[BENCH_N_STEPS]);
gint64 bench_now_us (void);
double bench_get_ms (gint64 since_us);
double bench_time_plain (CalGlTarget *target, const float background[4]);
