#!/usr/bin/env python3
"""similarity.py - what numpy says of the features and scores that test-similarity.c makes.

Writes similarity.h:

    python3 tests/analysis/reference/similarity.py | clang-format > tests/analysis/reference/similarity.h

SPDX-License-Identifier: BSD-3-Clause
"""
import itertools

import numpy as np
from scipy import stats

state = 9


def uniform():
    global state
    state = (state * 1664525 + 1013904223) % 2**32
    return state / 2**32


def matrix(rows, columns):
    return np.array([[uniform() for _ in range(columns)] for _ in range(rows)])


def print_values(name, values, comment):
    print(f"\n/* {comment} */\nstatic const double {name}[] = {{")
    print(",\n".join("(double) NAN" if np.isnan(v) else repr(float(v)) for v in np.ravel(values)))
    print("};")


def cka(x, y):
    centring = np.eye(len(x)) - 1 / len(x)
    kernels = [centring @ f @ f.T @ centring for f in (x, y)]
    return (kernels[0] * kernels[1]).sum() / np.sqrt(
        (kernels[0] ** 2).sum() * (kernels[1] ** 2).sum())


print("/* similarity.h - written by similarity.py; numpy %s.\n *\n"
      " * SPDX-License-Identifier: BSD-3-Clause\n */\n#pragma once\n\n#include <math.h>"
      % np.__version__)
x, y, z = matrix(10, 4), matrix(10, 3), matrix(10, 25)
y[:, 0] += 2 * x[:, 1]
print_values("cka_values", [cka(x, y), cka(x, z), cka(z, x)],
             "Of 10 x 4 and 10 x 3 features; of 10 x 4 and 10 x 25; the other way round.")
embedding = 3 * matrix(8, 5)
products = np.exp(embedding @ embedding.T)
similarities = [np.mean([products[i, j] / (products[i, j] + products[i, k] + products[j, k])
                         for k in range(8) if k not in (i, j)])
                for i, j in itertools.combinations(range(8), 2)]
print_values("triplet_values", similarities, "Of 8 concepts of 5 dimensions, pairs i < j.")
scores = matrix(6, 9)
scores[2, 3] = np.nan
scores[:, 7] = np.nan
hierarchy = np.array([uniform() for _ in range(9)])
hierarchy[5] = np.nan
best = np.array([np.nan if np.isnan(c).all() else np.nanargmax(c) for c in scores.T])
kept = ~np.isnan(best) & ~np.isnan(hierarchy)
print_values("spatial_values", [np.corrcoef(best[kept], hierarchy[kept])[0, 1],
                                stats.spearmanr(best[kept], hierarchy[kept]).correlation],
             "Of 6 layers and 9 regions.")
times = np.cumsum([0.01 + uniform() for _ in range(9)])
latest = times[np.nanargmax(scores, 1)]
print_values("temporal_values", [np.corrcoef(range(6), latest)[0, 1],
                                 stats.spearmanr(range(6), latest).correlation],
             "Of 6 layers and 9 times.")
