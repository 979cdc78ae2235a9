/* stimulus-features.h - what the demo's encoding model knows of each picture.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/stimulus.h"

G_BEGIN_DECLS

cairo_surface_t *cal_demo_picture_new (guint index, guint size, CalDemoStimulus *stimulus);
float *cal_demo_features_new (CalDemoStimulus stimuli[CAL_DEMO_N_STIMULI]);

G_END_DECLS
