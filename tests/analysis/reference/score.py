#!/usr/bin/env python3
"""score.py - what numpy and scipy say of the predictions and repeats that test-score.c makes.

Writes score.h:

    python3 tests/analysis/reference/score.py | clang-format > tests/analysis/reference/score.h

SPDX-License-Identifier: BSD-3-Clause
"""
import numpy as np
import scipy
from scipy import stats
from values import Uniform, print_head, print_values

N_SAMPLES, N_PLACES = 50, 13
N_STIMULI, N_REPEATS, N_SESSIONS = 20, 3, 4

random = Uniform(3)
print_head("score", np, scipy)
measured = random.fill(N_SAMPLES, N_PLACES)
predicted = 0.5 * measured + random.fill(N_SAMPLES, N_PLACES) + 0.25
measured[:, 3] = 0.1
predicted[:, 4] = 0.1
measured[7, 5] = np.nan
with np.errstate(all="ignore"):
    error = measured - predicted
    r = [np.nan if p in (3, 4, 5) else stats.pearsonr(measured[:, p], predicted[:, p])[0]
         for p in range(N_PLACES)]
    explained = 1 - error.var(axis=0) / measured.var(axis=0)
    r2 = 1 - (error**2).sum(axis=0) / ((measured - measured.mean(axis=0)) ** 2).sum(axis=0)
explained[3] = r2[3] = np.nan
print_values("r_values", r, "Of 13 places; the fourth and fifth do not vary, the sixth has a gap.")
print_values("explained_values", explained, "1 - var (measured - predicted) / var (measured).")
print_values("r2_values", r2, "1 - sum of squared errors / sum of squares.")

# NSD: z-scores within each session, then the variance over the three repeats.
trials = N_STIMULI * N_REPEATS
stimuli = np.array([t * 7 % trials // N_REPEATS for t in range(trials)])
sessions = np.array([t * N_SESSIONS // trials for t in range(trials)])
signal = random.fill(N_STIMULI, N_PLACES)
strength = np.arange(N_PLACES) / 4
responses = strength * signal[stimuli] + random.fill(trials, N_PLACES) + sessions[:, None]
normal = np.empty_like(responses)
for s in range(N_SESSIONS):
    part = responses[sessions == s]
    normal[sessions == s] = (part - part.mean(axis=0)) / part.std(axis=0, ddof=1)
variances = [normal[stimuli == i].var(axis=0, ddof=1) for i in range(N_STIMULI)]
noise_sd = np.sqrt(np.mean(variances, axis=0))
ncsnr = np.sqrt(np.maximum(0, 1 - noise_sd**2)) / noise_sd
print_values("ncsnr_values", ncsnr, "Of 20 stimuli, three times each, in four sessions.")
print_values("ceiling_values", 100 * ncsnr**2 / (ncsnr**2 + 1 / 3), "Percent, three averaged.")
print_values("mixed_values", 100 * ncsnr**2 / (ncsnr**2 + (5 / 3 + 7 / 2 + 11) / 23),
             "Percent, 5 stimuli three times, 7 twice, 11 once.")
halves = np.array([[normal[np.flatnonzero(stimuli == i)[h]] for i in range(N_STIMULI)] for h in range(2)])
with np.errstate(all="ignore"):
    r = np.array([np.corrcoef(halves[0, :, p], halves[1, :, p])[0, 1] for p in range(N_PLACES)])
    reliability = 2 * r / (1 + r)
    print_values("half_values", r, "Of the first and the second of three repeats.")
    print_values("half_ceilings", np.sqrt(np.where(reliability > 0, reliability, np.nan)),
                 "By Spearman and Brown.")

# Algonauts 2023, its lines written anew.
sizes = (301, 402)
scores = []
for n in sizes:
    r = 1.4 * random.fill(n) - 0.2
    ceiling = random.fill(n)
    ceiling[::50] = 0
    r[r < 0] = 0
    ceiling[ceiling == 0] = 1e-14
    score = np.divide(r**2, ceiling) * 100
    score[score > 100] = 100
    scores.append(score)
print_values("algonauts_values", [np.median(scores[0]), np.median(scores[1]),
                                  np.median(np.concatenate(scores))],
             "Of 301 and of 402 vertices, and of both together.")
