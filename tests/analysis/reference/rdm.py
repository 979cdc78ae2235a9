#!/usr/bin/python3
# rdm.py - the values that test-rdm-compute.c compares with: rdm.py > rdm-values.h
# SPDX-License-Identifier: BSD-3-Clause
#
# Every distance is written out here from its definition, pair by pair, with numpy; scipy's pdist
# says the same where it has the measure. If rsatoolbox can be imported, its own functions are asked
# too, and must agree.

import sys

import numpy as np
from scipy.spatial.distance import pdist

N_CONDITIONS, N_RUNS, N_CHANNELS, N_RESIDUALS = 6, 4, 9, 40

random = np.random.RandomState(5)
offsets = random.normal(size=(N_CONDITIONS, N_CHANNELS)) * 2
patterns = np.concatenate([offsets + random.normal(size=offsets.shape) for _ in range(N_RUNS)])
patterns += 10.0
conditions = np.tile(np.arange(N_CONDITIONS), N_RUNS)
runs = np.repeat(np.arange(N_RUNS), N_CONDITIONS)
mixing = random.normal(size=(N_CHANNELS, N_CHANNELS))
residuals = random.normal(size=(N_RESIDUALS, N_CHANNELS)) @ mixing
counts = random.poisson(4.0, size=(N_CONDITIONS, N_CHANNELS)).astype(float)

means = np.array([patterns[conditions == c].mean(axis=0) for c in range(N_CONDITIONS)])


def pairs(distance, *rows):
    return np.array([distance(*[(r[i], r[j]) for r in rows])
                     for i in range(N_CONDITIONS) for j in range(i + 1, N_CONDITIONS)])


def correlation(ab):
    a, b = ab[0] - ab[0].mean(), ab[1] - ab[1].mean()
    return 1 - (a @ b) / np.sqrt((a @ a) * (b @ b))


def cosine(ab):
    a, b = ab
    return 1 - (a @ b) / np.sqrt((a @ a) * (b @ b))


def squared(ab):
    return ((ab[0] - ab[1]) ** 2).mean()


def root(ab):
    return np.sqrt(((ab[0] - ab[1]) ** 2).sum())


def poisson(ab):
    a, b = [(x + 1 * 0.1) / (1 + 0.1) for x in ab]
    return ((a - b) * (np.log(a) - np.log(b))).mean()


def mahalanobis(precision):
    return lambda ab: (ab[0] - ab[1]) @ precision @ (ab[0] - ab[1]) / N_CHANNELS


def crossnobis(precision):
    folds = []
    for run in range(N_RUNS):
        train = np.array([patterns[(conditions == c) & (runs != run)].mean(axis=0)
                          for c in range(N_CONDITIONS)])
        test = np.array([patterns[(conditions == c) & (runs == run)].mean(axis=0)
                         for c in range(N_CONDITIONS)])
        folds.append(pairs(lambda a, b: (a[0] - a[1]) @ precision @ (b[0] - b[1]) / N_CHANNELS,
                           train, test))
    return np.mean(folds, axis=0)


def shrinkage_diagonal(x, dof):
    """Schaefer and Strimmer 2005, over pairs of channels; as rsatoolbox's shrinkage_diag.

    Where more than one mean was taken from x, a correlation is a sum over dof, as a variance is.
    rsatoolbox 0.3.2 divides correlations by n - 1 there, which makes them smaller than they are.
    """
    n, p = x.shape
    covariance = x.T @ x / dof
    deviations = np.sqrt(np.diag(covariance))
    z = x / deviations
    variance = total = 0.0
    for i in range(p):
        for j in range(p):
            if i != j:
                products = z[:, i] * z[:, j]
                r = products.sum() / dof
                variance += n / dof ** 2 * ((products ** 2).sum() / dof - r ** 2)
                total += r ** 2
    shrinkage = max(min(variance / total, 1), 0)
    return np.where(np.eye(p, dtype=bool), covariance, (1 - shrinkage) * covariance), shrinkage


def ledoit_wolf(x, dof):
    """Ledoit and Wolf 2004; as rsatoolbox's shrinkage_eye."""
    n, p = x.shape
    s = x.T @ x / n
    m = np.trace(s) / p
    d2 = ((s - m * np.eye(p)) ** 2).sum()
    b2 = sum(((np.outer(row, row) - s) ** 2).sum() for row in x) / n ** 2
    shrinkage = min(b2, d2) / d2
    return (shrinkage * m * np.eye(p) + (1 - shrinkage) * s) * n / dof, shrinkage


def inverse_root(covariance):
    values, vectors = np.linalg.eigh(covariance)
    return vectors @ np.diag(values ** -0.5) @ vectors.T


centred = residuals - residuals.mean(axis=0)
within = patterns - means[conditions]
dof, within_dof = N_RESIDUALS - 1, len(patterns) - N_CONDITIONS
diagonal, diagonal_shrinkage = shrinkage_diagonal(centred, dof)
identity, identity_shrinkage = ledoit_wolf(centred, dof)
full = centred.T @ centred / dof
repeats, repeats_shrinkage = shrinkage_diagonal(within, within_dof)
deviations = np.sqrt((centred ** 2).sum(axis=0) / dof)

values = {
    'correlation': pairs(correlation, means),
    'cosine': pairs(cosine, means),
    'squared': pairs(squared, means),
    'root': pairs(root, means),
    'poisson': pairs(poisson, counts),
    'mahalanobis_diagonal': pairs(mahalanobis(np.linalg.inv(diagonal)), means),
    'mahalanobis_identity': pairs(mahalanobis(np.linalg.inv(identity)), means),
    'mahalanobis_full': pairs(mahalanobis(np.linalg.inv(full)), means),
    'mahalanobis_repeats': pairs(mahalanobis(np.linalg.inv(repeats)), means),
    'mahalanobis_univariate': pairs(mahalanobis(np.diag(deviations ** -2)), means),
    'crossnobis_plain': crossnobis(np.eye(N_CHANNELS)),
    'crossnobis_diagonal': crossnobis(np.linalg.inv(diagonal)),
    'correlation_univariate': pairs(correlation, means / deviations),
    'correlation_multivariate': pairs(correlation, means @ inverse_root(diagonal)),
}

for name, metric in ('correlation', 'correlation'), ('cosine', 'cosine'), ('root', 'euclidean'):
    assert np.allclose(values[name], pdist(means, metric), rtol=1e-12, atol=1e-14), name


def ask_rsatoolbox():
    try:
        import rsatoolbox.data
        import rsatoolbox.data.noise as noise
        from rsatoolbox.rdm import calc_rdm
    except ImportError:
        sys.stderr.write('rsatoolbox is not here: the formulas stand alone\n')
        return
    data = rsatoolbox.data.Dataset(patterns, obs_descriptors={'condition': conditions, 'run': runs})
    rates = rsatoolbox.data.Dataset(counts, obs_descriptors={'condition': np.arange(N_CONDITIONS)})
    precision = noise.prec_from_residuals(residuals, method='shrinkage_diag')
    said = {
        'correlation': calc_rdm(data, 'correlation', 'condition'),
        'squared': calc_rdm(data, 'euclidean', 'condition'),
        'poisson': calc_rdm(rates, 'poisson', 'condition'),
        'mahalanobis_diagonal': calc_rdm(data, 'mahalanobis', 'condition', noise=precision),
        'mahalanobis_identity': calc_rdm(
            data, 'mahalanobis', 'condition',
            noise=noise.prec_from_residuals(residuals, method='shrinkage_eye')),
        'crossnobis_plain': calc_rdm(data, 'crossnobis', 'condition', cv_descriptor='run'),
        'crossnobis_diagonal': calc_rdm(data, 'crossnobis', 'condition', noise=precision,
                                        cv_descriptor='run'),
    }
    for name, rdm in said.items():
        assert np.allclose(values[name], rdm.dissimilarities[0], rtol=1e-11, atol=1e-13), name
    sys.stderr.write('rsatoolbox agrees on %s\n' % ', '.join(said))


ask_rsatoolbox()


def write(name, numbers):
    print('\nstatic const double %s[] = {' % name)
    for number in np.ravel(numbers):
        print('    %.17g,' % number)
    print('};')


print('/* rdm-values.h - made by rdm.py, which says how.\n *\n'
      ' * SPDX-License-Identifier: BSD-3-Clause\n */\n#pragma once\n')
print('/* clang-format off */')
for name in 'N_CONDITIONS', 'N_RUNS', 'N_CHANNELS', 'N_RESIDUALS':
    print('#define %s %d' % (name, globals()[name]))
write('patterns', patterns)
write('residuals', residuals)
write('counts', counts)
write('expected_shrinkages', [diagonal_shrinkage, identity_shrinkage, repeats_shrinkage])
for name, numbers in values.items():
    write('expected_' + name, numbers)
print('/* clang-format on */')
