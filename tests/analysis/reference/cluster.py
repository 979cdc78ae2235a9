#!/usr/bin/python3
# cluster.py - writes cluster.h: trees of scipy.cluster.hierarchy, for test-cluster.c.
#
# scipy's optimal_leaf_ordering (1.10) does not always find the best order: on nine points, all
# orders of the tree can be tried, and some are shorter. The least length is therefore computed here,
# by the plain recursion, and scipy's is written beside it.
# SPDX-License-Identifier: BSD-3-Clause
import numpy
import scipy
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering, to_tree
from scipy.spatial.distance import pdist, squareform

N = 40
points = numpy.random.default_rng(5).normal(size=(N, 3)) + numpy.repeat(numpy.eye(4)[:, :3] * 4, 10, axis=0)
distances = pdist(points)
square = squareform(distances)


def array(kind, name, values, form):
    text = ", ".join(form % value for value in values)
    print(f"static const {kind} {name}[] = {{{text}}};\n")


def find_lengths(node):
    """The least length of a cluster for each pair of leaves at its ends."""
    if node.is_leaf():
        return {(node.id, node.id): 0.0}
    lengths = {}
    for (i, k), left in find_lengths(node.left).items():
        for (m, j), right in find_lengths(node.right).items():
            length = left + square[k, m] + right
            for ends in ((i, j), (j, i)):
                lengths[ends] = min(length, lengths.get(ends, numpy.inf))
    return lengths


print("/* cluster.h - written by cluster.py (scipy %s).\n *\n * SPDX-License-Identifier: BSD-3-Clause\n */" % scipy.__version__)
print("#pragma once\n")
print(f"#define N_POINTS {N}\n")
array("double", "distances", distances, "%.17g")
for method in ("average", "ward"):
    tree = linkage(distances, method)
    order = leaves_list(optimal_leaf_ordering(tree, distances))
    array("guint32", method + "_children", tree[:, :2].astype(int).ravel(), "%d")
    array("double", method + "_heights", tree[:, 2], "%.17g")
    array("guint32", method + "_sizes", tree[:, 3], "%d")
    print("static const double %s_length = %.17g;\n" % (method, min(find_lengths(to_tree(tree)).values())))
    print("static const double %s_scipy_length = %.17g;\n" % (method, square[order[:-1], order[1:]].sum()))
