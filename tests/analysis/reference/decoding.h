/* decoding.h - written by decoding.py; numpy 1.24.2, scipy 1.10.1.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>
#include <math.h>

/* Of the second real with all that was decoded. */
static const double correlation_values[] = {
    0.36418468854284103, -0.07354901147865854, -0.005377358065498172, -0.45574767850984615,
    -0.5180396694012898, -0.1444485828003406,  0.27220079044232537,   -0.1672929258977548,
    -0.5143441031039024, -0.4670507838664868,  -0.27113256251878093,  -0.29809430052153985};

/* Share of stimuli that each decoded item is less like. */
static const double two_way_values[] = {0.45454545454545453,
                                        0.5454545454545454,
                                        0.8181818181818182,
                                        0.45454545454545453,
                                        0.9090909090909091,
                                        1.0,
                                        1.0,
                                        1.0,
                                        0.7272727272727273,
                                        1.0,
                                        0.9090909090909091,
                                        1.0};

/* Of each real's own decoded item. */
static const double rank_values[] = {9.0, 4.0, 5.0, 4.0, 2.0, 1.0, 3.0, 1.0, 1.0, 5.0, 1.0, 1.0};

/* Top 1 and top 3. */
static const double top_values[] = {0.4166666666666667, 0.5833333333333334};

/* Correlation and SSIM of a picture of noise with one half the same, and with a smooth one. */
static const double picture_values[] = {0.7273370953174435, 0.6890553372445632, 0.03766129101123518,
                                        -0.007212437238246543};
