/* pair-contrast.h - what makes two conditions differ, place by place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"

G_BEGIN_DECLS

/**
 * CalPairContrast:
 * @difference: first less second, of each channel; NaN where either is not finite
 * @share: of the squared difference in the sum over channels: they add up to 1; 0 everywhere if the
 *   two do not differ
 * @squared_distance: the sum of squared differences: the squared Euclidean distance
 * @n_used: channels that both conditions have
 */
typedef struct {
  double *difference;
  double *share;
  double squared_distance;
  gsize n_used;
} CalPairContrast;

gboolean cal_pair_contrast_init (
    CalPairContrast *self, CalArray *patterns, gsize first, gsize second, GError **error);
void cal_pair_contrast_clear (CalPairContrast *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalPairContrast, cal_pair_contrast_clear)

G_END_DECLS
