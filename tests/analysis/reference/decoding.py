#!/usr/bin/env python3
"""decoding.py - what numpy and scipy say of the pictures and embeddings that test-decoding-metrics.c makes.

SSIM is written from Wang et al. 2004 with scipy's gaussian_filter, as skimage 0.20 calls it with
gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1.

Writes decoding.h:

    python3 tests/analysis/reference/decoding.py | clang-format > tests/analysis/reference/decoding.h

SPDX-License-Identifier: BSD-3-Clause
"""
import numpy as np
import scipy
from scipy.ndimage import gaussian_filter
from values import Uniform, print_head, print_values

N, N_DIMENSIONS = 12, 9
HEIGHT, WIDTH = 19, 24

random = Uniform(41)
print_head("decoding", np, scipy)
reals = random.fill(N, N_DIMENSIONS)
decoded = 0.5 * reals + random.fill(N, N_DIMENSIONS)
c = np.corrcoef(reals, decoded)[:N, N:]
print_values("correlation_values", c[1], "Of the second real with all that was decoded.")
success = (c < np.diag(c)).sum(axis=0) / (N - 1)
print_values("two_way_values", success, "Share of stimuli that each decoded item is less like.")
ranks = [1 + (c[i] > c[i, i]).sum() for i in range(N)]
print_values("rank_values", ranks, "Of each real's own decoded item.")
print_values("top_values", [np.mean(np.array(ranks) <= k) for k in (1, 3)], "Top 1 and top 3.")


def ssim(a, b):
    def blur(picture):
        return gaussian_filter(picture, 1.5, truncate=3.5)

    x, y = (picture / 255 @ [0.2125, 0.7154, 0.0721] for picture in (a, b))
    ux, uy = blur(x), blur(y)
    vx, vy, vxy = blur(x * x) - ux * ux, blur(y * y) - uy * uy, blur(x * y) - ux * uy
    similarity = ((2 * ux * uy + 0.01**2) * (2 * vxy + 0.03**2)
                  / ((ux**2 + uy**2 + 0.01**2) * (vx + vy + 0.03**2)))
    return similarity[5:-5, 5:-5].mean()


first = np.floor(256 * random.fill(HEIGHT, WIDTH, 3))
second = np.floor((first + 256 * random.fill(HEIGHT, WIDTH, 3)) / 2)
smooth = np.floor(128 + 100 * np.sin(np.arange(WIDTH) / 4)[None, :, None] * np.ones((HEIGHT, 1, 3)))
print_values("picture_values", [np.corrcoef(first.ravel(), second.ravel())[0, 1], ssim(first, second),
                                np.corrcoef(first.ravel(), smooth.ravel())[0, 1], ssim(first, smooth)],
             "Correlation and SSIM of a picture of noise with one half the same, and with a smooth one.")
