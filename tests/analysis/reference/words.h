/* words.h - written by words.py; numpy 1.24.2.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>
#include <math.h>

/* Counts inside and outside, log-odds, z. */
static const double face_odds[] = {3.0, 0.0, 1.3734462186420417, 1.399946015843087};

/* Counts inside and outside, log-odds, z. */
static const double dog_odds[] = {1.0, 1.0, 0.1014694601648598, 0.0991365170471116};

/* Counts inside and outside, log-odds, z. */
static const double street_odds[] = {0.0, 2.0, -1.1293534302223902, -0.9399048198492294};

/* Counts inside and outside, log-odds, z. */
static const double a_odds[] = {5.0, 6.0, 0.0, 0.0};
