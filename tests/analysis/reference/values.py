"""values.py - numbers that the C tests make again, and arrays written for them.

SPDX-License-Identifier: BSD-3-Clause
"""
import numpy as np


class Uniform:
    """The numbers of rsa_data_uniform()."""

    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state / 2**32

    def fill(self, *shape):
        return np.array([self.next() for _ in range(int(np.prod(shape)))]).reshape(shape)


class Pcg:
    """The numbers of analysis/random.h, from O'Neill 2014 and Lemire 2019."""

    def __init__(self, seed, stream):
        self.state, self.increment = 0, stream << 1 | 1
        self.next()
        self.state = (self.state + seed) % 2**64
        self.next()

    def next(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) % 2**64
        shifted = ((old >> 18) ^ old) >> 27 & 0xFFFFFFFF
        turn = old >> 59
        return (shifted >> turn | shifted << (-turn & 31)) & 0xFFFFFFFF

    def below(self, n):
        while True:
            product = self.next() * n
            if product & 0xFFFFFFFF >= -n % 2**32 % n:
                return product >> 32

    def shuffle(self, n):
        numbers = [0] * n
        for i in range(n):
            place = self.below(i + 1)
            numbers[i], numbers[place] = numbers[place], i
        return numbers


def print_head(name, *modules):
    versions = ", ".join("%s %s" % (m.__name__, m.__version__) for m in modules)
    print(f"/* {name}.h - written by {name}.py; {versions}.\n *\n"
          " * SPDX-License-Identifier: BSD-3-Clause\n */\n#pragma once\n\n"
          "#include <glib.h>\n#include <math.h>")


def print_values(name, values, comment):
    print(f"\n/* {comment} */\nstatic const double {name}[] = {{")
    print(",\n".join("(double) NAN" if np.isnan(v) else repr(float(v)) for v in np.ravel(values)))
    print("};")
