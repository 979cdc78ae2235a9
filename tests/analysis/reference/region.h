/* region.h - written by region.py; numpy 1.24.2, scipy 1.10.1.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>
#include <math.h>

/* Quartiles, mean, sd, the interval of the median that holds 90 % of 500 resamples. */
static const double odd_stats[] = {
    0.00013543065509708386, 0.014362218691029242, 0.10616241784380732,
    0.4243704318600273,     0.942027635126015,    0.25194279950498316,
    0.3030831449030119,     0.046796818081779365, 0.2153590930551743};

/* At -0.2 to 1.2. */
static const double odd_density[] = {0.4316606318221509, 1.4921207687554032,  1.4849870539568988,
                                     0.6986910670227137, 0.4989339805616639,  0.4950202742770322,
                                     0.348100272496381,  0.19004126206864239, 0.04033386840066567};

/* Quartiles, mean, sd, the interval of the median that holds 90 % of 500 resamples. */
static const double even_stats[] = {
    1.5671477210166627e-08, 0.003205389022532307, 0.0369955094829906,
    0.1825210174211347,     0.851991080756447,    0.14156019058968342,
    0.2209230782339882,     0.008308020030077872, 0.11551081116207167};

/* At -0.2 to 1.2. */
static const double even_density[] = {
    0.3594036520220928,  2.1960976108883847,  1.8437981141442739,
    0.6789538930067908,  0.22696770023042076, 0.14411231055577914,
    0.21342152018387683, 0.04546857269514293, 0.0010263357420805337};

/* Four rows of y from 0.1 to 2.5, six columns of x from 0 to 1. */
static const double pair_counts[] = {21.0, 10.0, 17.0, 18.0, 19.0, 14.0, 19.0, 21.0,
                                     13.0, 18.0, 10.0, 18.0, 16.0, 13.0, 23.0, 21.0,
                                     13.0, 22.0, 10.0, 17.0, 18.0, 14.0, 15.0, 16.0};

/* Four rows of y from 0.01 to 3 on a logarithmic axis, three columns. */
static const double log_counts[] = {1.0,  0.0,  1.0,  16.0,  8.0,   3.0,
                                    25.0, 31.0, 32.0, 119.0, 144.0, 120.0};
