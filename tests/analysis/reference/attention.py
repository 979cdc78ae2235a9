#!/usr/bin/env python3
"""attention.py - what scipy says of the maps of attention that test-entropy.c makes.

Writes attention.h:

    python3 tests/analysis/reference/attention.py | clang-format > tests/analysis/reference/attention.h

SPDX-License-Identifier: BSD-3-Clause
"""
import numpy as np
import scipy
from scipy import ndimage, stats
from values import Uniform, print_head, print_values

HEIGHT, WIDTH = 7, 9

random = Uniform(31)
print_head("attention", np, scipy)
a = (random.fill(HEIGHT, WIDTH) ** 4).astype(np.float32).astype(float)
b = (random.fill(HEIGHT, WIDTH) ** 2).astype(np.float32).astype(float)
a[2, 3] = 0
p, q = a / a.sum(), b / b.sum()
print_values("entropy_values", [stats.entropy(m.ravel()) / np.log(m.size) for m in (a, b)],
             "Of two maps of 7 x 9 patches, normalised.")
y, x = ndimage.center_of_mass(a)
print_values("centre_values", [x + 0.5, y + 0.5, ((x + 0.5) * 14 - 60) * 8.4 / 120,
                               (45 - (y + 0.5) * 14) * 8.4 / 120],
             "In patches, and in degrees where 120 x 90 pixels of the patches of 14 are picture.")
print_values("overlap_value", np.minimum(p, q).sum(), "Of both.")
print_values("difference_values", (p - q)[3], "Of both, row 3.")
spans = [a.ravel()[:30], a.ravel()[30:41], a.ravel()[41:]]
for name, fraction in (("top", 0.25), ("mean", 1.0)):
    means = np.array([np.sort(s)[-int(np.ceil(fraction * len(s))):].mean() for s in spans])
    print_values(name + "_shares", means / means.sum(), "Of spans of 30, 11 and 22 tokens.")
