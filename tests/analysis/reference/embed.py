#!/usr/bin/python3
# embed.py - writes embed.h: embeddings of numpy, scipy and sklearn, for test-embed.c.
# SPDX-License-Identifier: BSD-3-Clause
import numpy
import scipy
import sklearn
from scipy.optimize import minimize
from scipy.spatial import procrustes
from scipy.spatial.distance import pdist, squareform
from sklearn.isotonic import isotonic_regression
from sklearn.manifold import smacof

N, P = 24, 5
random = numpy.random.default_rng(11)
points = random.normal(size=(N, P))
distances = pdist(points) + 0.3 * random.uniform(size=N * (N - 1) // 2)
square = squareform(distances)
centring = numpy.eye(N) - 1 / N


def array(name, values):
    text = ", ".join("%.17g" % value for value in numpy.ravel(values))
    print(f"static const double {name}[] = {{{text}}};\n")


def number(name, value):
    print("static const double %s = %.17g;\n" % (name, value))


def orient(columns):
    """The entry of each column that is largest is positive."""
    largest = columns[numpy.argmax(abs(columns), axis=0), range(columns.shape[1])]
    return columns * numpy.sign(largest)


print("/* embed.h - written by embed.py (numpy %s, scipy %s, scikit-learn %s).\n *\n"
      " * SPDX-License-Identifier: BSD-3-Clause\n */" % (numpy.__version__, scipy.__version__, sklearn.__version__))
print("#pragma once\n")
print(f"#define N_POINTS {N}\n#define N_VALUES {P}\n")
array("patterns", points)
array("dissimilarities", distances)

values, vectors = numpy.linalg.eigh(-0.5 * centring @ square**2 @ centring)
array("classical", orient(vectors[:, :-3:-1]) * numpy.sqrt(values[:-3:-1]))
number("classical_explained", values[-2:].sum() / values[values > 0].sum())
number("classical_negative_mass", -values[values < 0].sum() / abs(values).sum())

centred = points - points.mean(axis=0)
u, s, _ = numpy.linalg.svd(centred, full_matrices=False)
array("pca", orient(u[:, :2]) * s[:2])
number("pca_explained", (s[:2] ** 2).sum() / (s**2).sum())

# sklearn's best of many starts, each run until nothing moves
_, stress = smacof(square, n_components=2, n_init=64, max_iter=5000, eps=1e-12, random_state=0, normalized_stress=False)
number("metric_stress", stress)

def find_kruskal_stress(flat):
    """Kruskal's stress and its gradient: the monotone regression is the best there is, and stays."""
    places = flat.reshape(N, 2)
    away = places[rows] - places[columns]
    length = numpy.sqrt((away**2).sum(axis=1))
    fitted = numpy.empty_like(length)
    fitted[order] = isotonic_regression(length[order])
    squares = (length**2).sum()
    stress = ((length - fitted) ** 2).sum() / squares
    slope = ((length - fitted) - stress * length) * 2 / squares / length
    gradient = numpy.zeros((N, 2))
    numpy.add.at(gradient, rows, slope[:, None] * away)
    numpy.add.at(gradient, columns, -slope[:, None] * away)
    return stress, gradient.ravel()


# sklearn's non-metric kind stops after a few steps, at twice this stress: found by descent instead
rows, columns = numpy.triu_indices(N, 1)
order = numpy.argsort(distances)
descents = [minimize(find_kruskal_stress, random.normal(size=2 * N), jac=True, method="L-BFGS-B",
                     options=dict(maxiter=3000, ftol=1e-14, gtol=1e-9)).fun for _ in range(64)]
number("non_metric_stress", min(descents) ** 0.5)

# one step of sklearn's from given points
start = random.normal(size=(N, 2))
stepped, stress = smacof(square, init=start, n_init=1, max_iter=1, normalized_stress=False)
array("start", start)
array("stepped", stepped)
# the same step where some pairs have no dissimilarity: weights 0, by the pseudo-inverse
weights = 1.0 - squareform((numpy.arange(distances.size) % 4 == 1).astype(float)) - numpy.eye(N)
away = squareform(pdist(start)) + numpy.eye(N)
pull = -weights * square / away
pull -= numpy.diag(pull.sum(axis=1))
laplacian = numpy.diag(weights.sum(axis=1)) - weights
array("stepped_without_some", numpy.linalg.pinv(laplacian) @ pull @ start)
number("start_stress", ((squareform(pdist(start)) - square) ** 2).sum() / 2)

falling = random.normal(size=20)
array("falling", falling)
array("risen", isotonic_regression(falling))

other = random.normal(size=(N, 3))
moved = points[:, :3] @ numpy.linalg.qr(random.normal(size=(3, 3)))[0] * 2.5 + 0.4 * other + 1
number("procrustes_residual", procrustes(moved, points[:, :3])[2])
array("moved", moved)
