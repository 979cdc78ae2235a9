#!/usr/bin/env python3
"""words.py - log-odds of the words of test-words.c, by the equations of Monroe et al. 2008.

Writes words.h:

    python3 tests/analysis/reference/words.py | clang-format > tests/analysis/reference/words.h

SPDX-License-Identifier: BSD-3-Clause
"""
from collections import Counter

import numpy as np
from values import print_head, print_values

inside = ["a man with a face", "the face of a woman", "a smiling face", "a dog"]
outside = ["a street with cars", "a dog on a street", "a house", "cars and a house near a woman"]
print_head("words", np)
y = [Counter(" ".join(texts).split()) for texts in (inside, outside)]
n = [sum(counts.values()) for counts in y]
prior_total = min(n)
for word in ("face", "dog", "street", "a"):
    prior = prior_total * (y[0][word] + y[1][word]) / sum(n)
    odds = [(y[s][word] + prior) / (n[s] + prior_total - y[s][word] - prior) for s in range(2)]
    delta = np.log(odds[0]) - np.log(odds[1])
    variance = 1 / (y[0][word] + prior) + 1 / (y[1][word] + prior)
    print_values(word + "_odds", [y[0][word], y[1][word], delta, delta / np.sqrt(variance)],
                 "Counts inside and outside, log-odds, z.")
