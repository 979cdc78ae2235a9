#!/usr/bin/env python3
"""region.py - what numpy and scipy say of the values that test-roi-stats.c and test-histogram-2d.c make.

Writes region.h:

    python3 tests/analysis/reference/region.py | clang-format > tests/analysis/reference/region.h

SPDX-License-Identifier: BSD-3-Clause
"""
import numpy as np
import scipy
from scipy import stats
from values import Pcg, Uniform, print_head, print_values

random = Uniform(5)
print_head("region", np, scipy)
for name, n in (("odd", 41), ("even", 30)):
    values = random.fill(n) ** 3
    medians = []
    for r in range(500):
        draw = Pcg(17, r)
        medians.append(np.median(np.sort(values)[[draw.below(n) for _ in range(n)]]))
    low, high = np.percentile(medians, [5, 95])
    print_values(name + "_stats", list(np.percentile(values, [0, 25, 50, 75, 100]))
                 + [values.mean(), values.std(ddof=1), low, high],
                 "Quartiles, mean, sd, the interval of the median that holds 90 % of 500 resamples.")
    positions = np.linspace(-0.2, 1.2, 9)
    density = stats.gaussian_kde(values)
    print_values(name + "_density", density(positions), "At -0.2 to 1.2.")
x, y = random.fill(500), 3 * random.fill(500)
print_values("pair_counts", np.histogram2d(y, x, bins=(4, 6), range=((0.1, 2.5), (0, 1)))[0],
             "Four rows of y from 0.1 to 2.5, six columns of x from 0 to 1.")
print_values("log_counts", np.histogram2d(y, x, bins=(np.geomspace(0.01, 3, 5), np.linspace(0, 1, 4)))[0],
             "Four rows of y from 0.01 to 3 on a logarithmic axis, three columns.")
