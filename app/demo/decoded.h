/* decoded.h - what a decoder would make of the demo's pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/rois.h"

G_BEGIN_DECLS

#define CAL_DEMO_DECODED_SIZE 64
#define CAL_DEMO_DECODED_BYTES (CAL_DEMO_DECODED_SIZE * CAL_DEMO_DECODED_SIZE * 3)
/* Two tries a stimulus. */
#define CAL_DEMO_N_DECODED (2 * CAL_DEMO_N_STIMULI)
/* As many pictures for each region as were made to drive it. */
#define CAL_DEMO_N_DRIVING 4

/**
 * CalDemoDecoded:
 * @seen: the stimulus that was shown
 * @pixel_correlation: of the decoded picture with that
 * @rank: of that among all stimuli by the same correlation, 1 the most alike
 * @is_right: whether it is of the category that was shown
 */
typedef struct {
  guint seen;
  float pixel_correlation;
  float rank;
  gboolean is_right;
} CalDemoDecoded;

guint8 *cal_demo_decoded_new (CalDemoDecoded decoded[CAL_DEMO_N_DECODED]);
guint8 *cal_demo_driving_new (void);

G_END_DECLS
