/* captions.h - in words, what each place of the demo's visual cortex prefers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/encoding.h"

G_BEGIN_DECLS

#define CAL_DEMO_N_RESAMPLES 5

/**
 * CalDemoCaption:
 * @text: owned by the program
 * @score: how well it fits, 0 to 1
 */
typedef struct {
  const char *text;
  float score;
} CalDemoCaption;

CalDemoCaption *cal_demo_captions_new (CalDemoHemisphere *const hemispheres[2],
                                       const CalDemoEncoding *encoding);

G_END_DECLS
