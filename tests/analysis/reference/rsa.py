#!/usr/bin/env python3
"""rsa.py - what numpy and scipy say of the RDMs that test-rdm-compare.c and test-rsa-*.c make.

Writes rsa.h. Where rsatoolbox has a formula (whitened comparison, pooling, noise ceiling,
bootstrap, tests of pairs) it is written here from its definition, as plainly as it goes: V is made
whole and inverted, ties are counted pair by pair. rsatoolbox itself is not needed.

    python3 tests/analysis/reference/rsa.py | clang-format > tests/analysis/reference/rsa.h

SPDX-License-Identifier: BSD-3-Clause
"""
import functools
import itertools

import numpy as np
from scipy import stats

N = 12
PAIRS = list(itertools.combinations(range(N), 2))
METHODS = ["cosine", "pearson", "spearman", "tau-a", "tau-b", "rho-a", "whitened-cosine",
           "whitened-pearson"]


class Generator:
    """Numbers in [0, 1) of the 32-bit linear congruence 1664525 s + 1013904223, as in rsa-data.h."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state / 2**32

    def rdm(self, n=N):
        return np.array([self.uniform() for _ in range(n * (n - 1) // 2)])


class Pcg32:
    """O'Neill's PCG32 with Lemire's bounded numbers."""

    def __init__(self, seed, stream):
        self.state, self.increment = 0, (stream << 1 | 1) % 2**64
        self.next()
        self.state = (self.state + seed) % 2**64
        self.next()

    def next(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) % 2**64
        shifted, turn = ((old >> 18 ^ old) >> 27) % 2**32, old >> 59
        return (shifted >> turn | shifted << (-turn & 31)) % 2**32

    def below(self, n):
        while True:
            product = self.next() * n
            if product % 2**32 >= (2**32 - n) % n:
                return product >> 32

    def draw(self, n):
        return [self.below(n) for _ in range(n)]

    def shuffle(self, n):
        numbers = [0] * n
        for i in range(n):
            place = self.below(i + 1)
            numbers[i] = numbers[place]
            numbers[place] = i
        return numbers


@functools.cache
def precision(pairs, n):
    return np.linalg.inv(covariance(pairs, n, np.eye(n)))


def covariance(pairs, n, sigma):
    contrasts = np.zeros((len(pairs), n))
    for row, (i, j) in enumerate(pairs):
        contrasts[row, i], contrasts[row, j] = 1, -1
    return (contrasts @ sigma @ contrasts.T) ** 2


def tau(x, y, kind):
    signs = [np.sign(v[:, None] - v[None, :]).astype(np.int8) for v in (x, y)]
    total = len(x) * (len(x) - 1)
    difference = (signs[0] * signs[1]).sum(dtype=int)
    if kind == "a":
        return difference / total
    untied = [np.count_nonzero(s) for s in signs]
    return difference / np.sqrt(untied[0]) / np.sqrt(untied[1])


def cosine(x, y, weight=None):
    weight = np.eye(len(x)) if weight is None else weight
    return x @ weight @ y / np.sqrt((x @ weight @ x) * (y @ weight @ y))


def compare(method, x, y, pairs=None, n=N, sigma=None):
    pairs = PAIRS if pairs is None else pairs
    kept = ~np.isnan(x)
    assert (kept == ~np.isnan(y)).all()
    pairs = [pair for pair, keep in zip(pairs, kept) if keep]
    x, y = x[kept], y[kept]
    if method == "cosine":
        return cosine(x, y)
    if method == "pearson":
        return np.corrcoef(x, y)[0, 1]
    if method == "spearman":
        return stats.spearmanr(x, y).correlation
    if method == "tau-b":
        ours = tau(x, y, "b")
        assert abs(ours - stats.kendalltau(x, y).correlation) < 1e-12
        return ours
    if method == "tau-a":
        return tau(x, y, "a")
    if method == "rho-a":
        ranks = [stats.rankdata(v) - (len(v) + 1) / 2 for v in (x, y)]
        return 12 * ranks[0] @ ranks[1] / (len(x) ** 3 - len(x))
    if method == "whitened-pearson":
        x, y = x - x.mean(), y - y.mean()
    if sigma is None:
        return cosine(x, y, precision(tuple(pairs), n))
    return cosine(x, y, np.linalg.inv(covariance(pairs, n, sigma)))


def pool(method, rdms):
    if method in ("cosine", "whitened-cosine"):
        return np.mean([r / np.sqrt(np.mean(r**2)) for r in rdms], 0)
    if method in ("pearson", "whitened-pearson"):
        pooled = np.mean([(r - r.mean()) / r.std() for r in rdms], 0)
        return pooled - pooled.min()
    return np.mean([stats.rankdata(r) for r in rdms], 0)


def ceiling(method, rdms, subjects, **more):
    whole, lower, upper = pool(method, rdms), [], []
    for subject in dict.fromkeys(subjects):
        others = [r for r, s in zip(rdms, subjects) if s != subject]
        own = [r for r, s in zip(rdms, subjects) if s == subject]
        if not others:
            return np.nan, np.nan
        lower.append(np.mean([compare(method, pool(method, others), r, **more) for r in own]))
        upper += [compare(method, whole, r, **more) for r in own]
    return np.mean(lower), np.mean(upper)


def square(rdm, n=N):
    matrix = np.zeros((n, n))
    matrix[np.triu_indices(n, 1)] = rdm
    return matrix + matrix.T


def adjust(p):
    """Benjamini and Hochberg, step by step."""
    p, m = np.array(p), len(p)
    return [min(1.0, min(m * p[k] / (p <= p[k]).sum() for k in range(m) if p[k] >= p[i]))
            for i in range(m)]


def print_values(name, values, comment):
    values = np.atleast_1d(values)
    print(f"\n/* {comment} */\nstatic const double {name}[] = {{")
    for value in values.ravel():
        print(f"    {'(double) NAN' if np.isnan(value) else repr(float(value))},")
    print("};")


def similar(base, noise, generator):
    return base + noise * generator.rdm()


def inference():
    """Four subjects of two sessions, three models; the bootstrap and its tests."""
    generator = Generator(77)
    base = generator.rdm()
    data = [similar(base, 1.0, generator) for _ in range(8)]
    models = [similar(base, weight, generator) for weight in (0.5, 1.5, 6.0)]
    subjects = [d // 2 for d in range(8)]
    n_resamples, seed = 60, 2026
    means, ceilings = [], []
    for b in range(n_resamples):
        random = Pcg32(seed, b)
        conditions, drawn = random.draw(N), random.draw(4)
        places = np.ix_(conditions, conditions)
        keep = np.array([conditions[i] != conditions[j] for i, j in PAIRS])

        def sample(rdm):
            return square(rdm)[places][np.triu_indices(N, 1)][keep]

        listed = [d for s in drawn for d in range(8) if subjects[d] == s]
        rdms = [sample(data[d]) for d in listed]
        means.append([np.mean([compare("spearman", sample(m), r, PAIRS) for r in rdms])
                      for m in models])
        ceilings.append(ceiling("spearman", rdms, [subjects[d] for d in listed]))
    means, ceilings = np.array(means), np.array(ceilings)
    print_values("inference_scores", [[compare("spearman", m, d) for d in data] for m in models],
                 "Spearman's ρ of 3 models (rows) with 8 RDMs.")
    print_values("inference_ceiling", ceiling("spearman", data, subjects), "Lower, upper.")
    print_values("inference_intervals", np.quantile(means, [0.025, 0.975], axis=0).T,
                 "Of each model, from 60 resamples of conditions and subjects, seed 2026.")
    print_values("inference_deviations", means.std(0, ddof=1), "Of each model.")
    print_values("inference_ceiling_intervals", np.nanquantile(ceilings, [0.025, 0.975], axis=0).T,
                 "Of the lower and the upper bound.")
    p_pair = []
    for i, j in ((0, 1), (0, 2), (1, 2)):
        share = (means[:, i] < means[:, j]).sum() / (n_resamples
                                                    - (means[:, i] == means[:, j]).sum())
        p_pair.append((n_resamples - 1) / n_resamples * 2 * min(share, 1 - share)
                      + 1 / n_resamples)
    print_values("inference_p_pair", p_pair, "Models 0 and 1, 0 and 2, 1 and 2.")
    print_values("inference_q_pair", adjust(p_pair), "The same, Benjamini-Hochberg.")
    print_values("inference_p_zero", ((means <= 0).sum(0) + 1) / n_resamples, "Above zero.")
    scored = np.array([[compare("spearman", m, d) for d in data] for m in models])
    by_subject = scored.reshape(3, 4, 2).mean(2)
    print_values("inference_p_signed_rank",
                 [stats.wilcoxon(by_subject[i], by_subject[j], mode="exact").pvalue
                  for i, j in ((0, 1), (0, 2), (1, 2))], "The same pairs, over the 4 subjects.")
    permuted = []
    for k in range(100):
        order = Pcg32(seed, 2**32 + k).shuffle(N)
        permuted.append([np.mean([compare("spearman",
                                          square(m)[np.ix_(order, order)][np.triu_indices(N, 1)],
                                          d) for d in data]) for m in models])
    p_chance = ((np.array(permuted) >= scored.mean(1) - 1e-12).sum(0) + 1) / 101
    print_values("inference_p_chance", p_chance, "From 100 permutations.")


def main():
    print("/* rsa.h - written by rsa.py; numpy %s, scipy %s.\n *\n"
          " * SPDX-License-Identifier: BSD-3-Clause\n */\n#pragma once\n\n#include <math.h>"
          % (np.__version__, __import__("scipy").__version__))
    generator = Generator(1)
    x, y = generator.rdm(), generator.rdm()
    y = y + x
    sets = [(x, y), (np.floor(5 * x), np.floor(3 * y)), (x - 0.4, y - 0.9)]
    missing = [v.copy() for v in (x, y)]
    for v in missing:
        v[[3, 4, 11, 30, 31, 32, 33, 60]] = np.nan
    sets.append(missing)
    print_values("compare_values", [[compare(m, a, b) for m in METHODS] for a, b in sets],
                 "A row a set (continuous, tied, signed, missing), a column a method in the order "
                 "of CalRdmMethod.")
    factors = np.array([[generator.uniform() - 0.5 for _ in range(N)] for _ in range(N)])
    sigma = factors @ factors.T + np.eye(N)
    sigma = (sigma + sigma.T) / 2
    print_values("covariance_values", sigma, "A covariance of the conditions' noise.")
    print_values("compare_covariance_values",
                 [compare(m, x, y, sigma=sigma) for m in METHODS[-2:]],
                 "Whitened cosine and Pearson with that covariance, of the continuous set.")
    rdms = [similar(x, 1.0, generator) for _ in range(5)]
    print_values("ceiling_values",
                 [ceiling(m, rdms, range(5)) + ceiling(m, rdms, [0, 0, 1, 1, 2]) for m in METHODS],
                 "A row a method: lower and upper of five subjects; of three, two in two sessions.")
    p = [0.01, 0.04, 0.03, 0.005, 0.55, 0.04, 0.9, 0.0002]
    print_values("fdr_p", p, "Some p-values.")
    print_values("fdr_q", adjust(p), "Their adjusted values.")
    differences = [0.3, -0.1, 0.7, 1.2, -0.4, 0.9, 1.1, 0.25]
    print_values("signed_rank_differences", differences, "Without ties.")
    print_values("signed_rank_p", stats.wilcoxon(differences, mode="exact").pvalue, "scipy, exact.")
    print_values("quantile_values", np.quantile(x, [0.0, 0.05, 0.33, 0.5, 0.975, 1.0]),
                 "Of the first RDM at 0, 0.05, 0.33, 0.5, 0.975, 1.")
    random = Pcg32(42, 54)
    print_values("pcg_values", [random.next() for _ in range(6)],
                 "Of seed 42, stream 54: as O'Neill's pcg32-demo.")
    inference()


if __name__ == "__main__":
    main()
