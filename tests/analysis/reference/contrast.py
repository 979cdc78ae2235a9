#!/usr/bin/env python3
"""contrast.py - what scipy says of the responses that test-contrast.c makes.

Writes contrast.h:

    python3 tests/analysis/reference/contrast.py | clang-format > tests/analysis/reference/contrast.h

SPDX-License-Identifier: BSD-3-Clause
"""
import numpy as np
import scipy
from scipy import stats
from values import Pcg, Uniform, print_head, print_values

N_STIMULI, N_PLACES, N_SHUFFLES, SEED = 40, 25, 6, 11

print_head("contrast", np, scipy)
points = [(t, df) for df in (0.7, 1, 2.5, 9, 30.3, 39, 41, 250, 1e4, 3e6)
          for t in (1e-9, 1e-3, 0.4, -1, 2.1, 5, 12, 38)]
print_values("student_values", [2 * stats.t.sf(abs(t), df) for t, df in points],
             "Two-sided, for each of the degrees of freedom 0.7, 1 ... each t 1e-9, 0.001 ...")

random = Uniform(21)
responses = random.fill(N_STIMULI, N_PLACES)
responses[:, :] = np.round(responses * 16) / 16
preferred = np.array([i for i in range(N_STIMULI) if i % 3 == 0])
others = np.array([i for i in range(N_STIMULI) if i % 3 == 1])
responses[preferred[:, None], np.arange(12)] += np.arange(12) / 16
responses[:, 13] = 0.5
responses[3, 14] = np.nan
responses[2, 15] = np.nan


def contrast(first, second):
    a, b = responses[first], responses[second]
    with np.errstate(all="ignore"):
        t, p = stats.ttest_ind(a, b, equal_var=False)
    return np.where(np.arange(N_PLACES) == 13, np.nan, t), np.where(np.arange(N_PLACES) == 13, np.nan, p)


def adjust(p):
    q = np.full(len(p), np.nan)
    kept = ~np.isnan(p)
    order = np.argsort(p[kept])
    ranked = p[kept][order] * kept.sum() / np.arange(1, kept.sum() + 1)
    q[np.flatnonzero(kept)[order]] = np.minimum.accumulate(ranked[::-1])[::-1].clip(max=1)
    return q


t, p = contrast(preferred, others)
q = adjust(p)
a, b = responses[preferred], responses[others]
with np.errstate(all="ignore"):
    d_prime = (a.mean(axis=0) - b.mean(axis=0)) / np.sqrt((a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1)) / 2)
d_prime[13] = np.nan
area = [np.nan if i == 14 else stats.mannwhitneyu(a[:, i], b[:, i])[0] / (len(a) * len(b))
        for i in range(N_PLACES)]
print_values("t_values", t, "Place 13 does not vary, 14 has a gap, 15 one outside of both sets.")
print_values("p_values", p, "Of t, Welch.")
print_values("q_values", q, "Of p, Benjamini and Hochberg.")
print_values("d_prime_values", d_prime, "With n - 1.")
print_values("auc_values", area, "U / (n1 n0).")

odd, even = contrast(preferred[::2], others[::2])[0], contrast(preferred[1::2], others[1::2])[0]
kept = ~np.isnan(odd) & ~np.isnan(even)
both = np.concatenate([preferred, others])
found = []
for s in range(N_SHUFFLES):
    rows = both[Pcg(SEED, s).shuffle(len(both))]
    found.append(np.sum(adjust(contrast(rows[:len(preferred)], rows[len(preferred):])[1]) <= 0.4))
print_values("check_values", [np.corrcoef(odd[kept], even[kept])[0, 1], kept.sum(), np.sum(q <= 0.4),
                              np.mean(found), np.max(found)],
             "r of the halves, places with both, found at 0.4, by chance in six shuffles: mean, most.")
