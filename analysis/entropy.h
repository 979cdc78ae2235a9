/* entropy.h - how wide, where and how alike maps of attention are.
 *
 * Weights are of T tokens; each function divides them by their sum first, so that averages over
 * heads, half precision and parts of the tokens are treated alike.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalTokenSpan:
 * @first: token
 * @n: how many, at least 1
 */
typedef struct {
  gsize first;
  gsize n;
} CalTokenSpan;

/**
 * CalPatchGrid:
 * @width: patches across
 * @height: and down
 * @patch_size: pixels of the picture, each way
 * @picture_width: pixels that are picture; what lies right of them is padding
 * @picture_height: and below
 * @degrees: of visual angle, across the picture's width
 */
typedef struct {
  gsize width;
  gsize height;
  double patch_size;
  double picture_width;
  double picture_height;
  double degrees;
} CalPatchGrid;

double cal_entropy_normalised (const float *weights, gsize n);
gboolean
cal_entropy_find_centre (const float *weights, gsize width, gsize height, double centre[2]);
gboolean cal_entropy_find_centre_in_degrees (const float *weights,
                                             const CalPatchGrid *grid,
                                             double centre[2]);
double cal_entropy_get_overlap (const float *a, const float *b, gsize n);
gboolean cal_entropy_subtract (const float *a, const float *b, gsize n, float *difference);
gboolean cal_entropy_share_spans (const float *weights,
                                  const CalTokenSpan *spans,
                                  gsize n_spans,
                                  double top_fraction,
                                  double *shares);

G_END_DECLS
