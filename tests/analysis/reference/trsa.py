#!/usr/bin/env python3
"""trsa.py - what numpy says of the transforms, geodesics and grids that test-trsa.c makes.

Written from the definitions of Lin and Kriegeskorte (arXiv:2309.11028). Writes trsa.h:

    python3 tests/analysis/reference/trsa.py | clang-format > tests/analysis/reference/trsa.h

SPDX-License-Identifier: BSD-3-Clause
"""
import itertools

import numpy as np
from scipy import stats

N = 12
N_PAIRS = N * (N - 1) // 2
PAIRS = list(itertools.combinations(range(N), 2))


class Generator:
    """As in rsa-data.c."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state / 2**32

    def rdm(self):
        return np.array([self.uniform() for _ in range(N_PAIRS)])


def print_values(name, values, comment):
    print(f"\n/* {comment} */\nstatic const double {name}[] = {{")
    for value in np.ravel(values):
        text = "(double) NAN" if np.isnan(value) else \
            "(double) INFINITY" if np.isinf(value) else repr(float(value))
        print(f"    {text},")
    print("};")


def scale(values):
    low, high = np.nanmin(values), np.nanmax(values)
    return (values - low) / (high - low)


def rank(rdm):
    ranks = np.full(rdm.shape, np.nan)
    ranks[~np.isnan(rdm)] = stats.rankdata(rdm[~np.isnan(rdm)])
    return scale(ranks)


def transform(values, quantiles_of, lower, upper):
    low, high = np.nanquantile(quantiles_of, [lower, upper])
    if low == high:
        return np.where(np.isnan(values), np.nan, 1.0 * (values > high))
    return np.clip((values - low) / (high - low), 0, 1)


def geodesics(lengths, is_edge):
    distances = np.full((N, N), np.inf)
    np.fill_diagonal(distances, 0)
    for (i, j), length, edge in zip(PAIRS, lengths, is_edge):
        if edge:
            distances[i, j] = distances[j, i] = length
    for k in range(N):
        distances = np.minimum(distances, distances[:, [k]] + distances[[k], :])
    return distances[np.triu_indices(N, 1)]


def nearest_edges(rdm, k):
    square = np.full((N, N), np.inf)
    for (i, j), distance in zip(PAIRS, rdm):
        square[i, j] = square[j, i] = distance
    reach = np.sort(square, 1)[:, k - 1]
    return [square[i, j] <= reach[i] or square[i, j] <= reach[j] for i, j in PAIRS]


def grid(rdms, subjects, regions, n, pooled):
    reliability, selection = np.full((2, n, n), np.nan)
    scaled = rdms if pooled else [rank(r) for r in rdms]
    for row in range(n):
        for column in range(row, n):
            lower, upper = row / (n - 1), column / (n - 1)
            if lower == 1 or upper == 0:
                continue
            new = np.array([transform(v, scaled if pooled else v, lower, upper) for v in scaled])
            own = []
            for region in np.unique(regions):
                members = new[regions == region]
                z = np.array([(m - m.mean()) / m.std() for m in members])
                own.append(np.mean([np.corrcoef(np.delete(z, s, 0).mean(0), z[s])[0, 1]
                                    for s in range(len(z))]))
            reliability[row, column] = np.mean(own)
            right = 0
            for d, rdm in enumerate(new):
                means = [new[(regions == region) & (subjects != subjects[d])].mean(0)
                         for region in np.unique(regions)]
                right += np.argmin([((rdm - m) ** 2).sum() for m in means]) == regions[d]
            selection[row, column] = right / len(new)
    return reliability, selection


def main():
    print("/* trsa.h - written by trsa.py; numpy %s.\n *\n * SPDX-License-Identifier: BSD-3-Clause\n"
          " */\n#pragma once\n\n#include <math.h>" % np.__version__)
    generator = Generator(5)
    first = generator.rdm() - 0.2
    second = np.floor(6 * generator.rdm())
    second[[2, 17, 40]] = np.nan
    rdms = np.array([first, second])
    for lower, upper, name in ((0.2, 0.8, "wide"), (0.5, 0.5, "step")):
        print_values(f"by_rank_{name}", [transform(rank(r), rank(r), lower, upper) for r in rdms],
                     f"Two RDMs by rank, l = {lower}, u = {upper}.")
        print_values(f"by_distance_{name}", transform(rdms, rdms, lower, upper),
                     f"The same by distance, l = {lower}, u = {upper}.")
    print_values("sigmoid_by_rank", [1 / (1 + np.exp(-10 * (rank(r) - 0.5))) for r in rdms],
                 "Sigmoid of the ranks, α = 10, β = 0.5.")
    print_values("geodesics_nearest", geodesics(scale(first), nearest_edges(first, 2)),
                 "Of the first RDM, 2 nearest neighbours.")
    print_values("geodesics_quantile",
                 geodesics(rank(first), first <= np.quantile(first, 0.1)),
                 "Of the first RDM, the smallest tenth, by rank.")
    gt = transform(rank(first), rank(first), 0.1, 0.3)
    print_values("geodesics_not_longest", geodesics(scale(gt), gt < gt.max()),
                 "Of the first RDM transformed by rank, l = 0.1, u = 0.3, all but the longest.")
    regions = np.array([d % 3 for d in range(12)])
    subjects = np.array([d // 3 for d in range(12)])
    bases = [generator.rdm() for _ in range(3)]
    data = [bases[r] + 3.0 * generator.rdm() for r in regions]
    for pooled in (False, True):
        reliability, selection = grid(data, subjects, regions, 5, pooled)
        name = "distance" if pooled else "rank"
        print_values(f"grid_reliability_by_{name}", reliability, "5 x 5, l down, u across.")
        print_values(f"grid_selection_by_{name}", selection, "5 x 5, l down, u across.")


main()
