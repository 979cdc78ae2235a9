#!/usr/bin/env python3
"""rsa-real.py - what numpy and scipy say of the 92-image RDMs of the optional data folder.

Writes rsa-real.h:

    python3 tests/analysis/reference/rsa-real.py FOLDER | clang-format > tests/analysis/reference/rsa-real.h

SPDX-License-Identifier: BSD-3-Clause
"""
import itertools
import sys

import numpy as np

from rsa import METHODS, ceiling, compare, print_values

folder = sys.argv[1] + "/rdm/92images/derived/"
upper = np.triu_indices(92, 1)
pairs = list(itertools.combinations(range(92), 2))
human = np.load(folder + "rdm_human_IT_92.npy")[upper]
monkey = np.load(folder + "rdm_monkey_IT_92.npy")[upper]
sessions = np.load(folder + "rdm_hIT_4subjects_2sessions.npy").astype(float)
sessions = [r[upper] for r in sessions.reshape(8, 92, 92)]
print("/* rsa-real.h - written by rsa-real.py; numpy %s.\n *\n * SPDX-License-Identifier: BSD-3-Clause\n"
      " */\n#pragma once" % np.__version__)
print_values("human_monkey", [compare(m, human, monkey, pairs, 92) for m in METHODS],
             "Human and monkey IT, a method each.")
print_values("session_ceilings",
             [ceiling(m, sessions, [d // 2 for d in range(8)], pairs=pairs, n=92)
              for m in METHODS],
             "Human IT, four subjects of two sessions: lower and upper, a row a method.")
