/* random.h - the demo's own random numbers: the same on every machine and every run.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

typedef struct {
  guint64 state;
} CalDemoRandom;

double cal_demo_random_uniform (CalDemoRandom *random);
double cal_demo_random_normal (CalDemoRandom *random);
guint cal_demo_random_below (CalDemoRandom *random, guint n);
