/* attention.h - written by attention.py; numpy 1.24.2, scipy 1.10.1.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>
#include <math.h>

/* Of two maps of 7 x 9 patches, normalised. */
static const double entropy_values[] = {0.7815783265303845, 0.9108043946894498};

/* In patches, and in degrees where 120 x 90 pixels of the patches of 14 are picture. */
static const double centre_values[] = {4.696740115232242, 3.177225014954083, 0.40280531292759636,
                                       0.036319485344998764};

/* Of both. */
static const double overlap_value[] = {0.41766881021315333};

/* Of both, row 3. */
static const double difference_values[] = {
    0.0013023372001583198, 0.004854337563327312,  -0.016836146302397687,
    0.004059786749330312,  -0.003725970609148456, -0.0073402736395152745,
    -0.01337608917756809,  -0.004563215266224178, -0.03175232201801881};

/* Of spans of 30, 11 and 22 tokens. */
static const double top_shares[] = {0.3899818681861325, 0.32515414356652983, 0.28486398824733766};

/* Of spans of 30, 11 and 22 tokens. */
static const double mean_shares[] = {0.3980172214013775, 0.3198897411629628, 0.2820930374356597};
