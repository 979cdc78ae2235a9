/* rsa-data.h - the RDMs of reference/rsa.py, made again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/rdm.h"

G_BEGIN_DECLS

#define RSA_N 12
#define RSA_N_PAIRS (RSA_N * (RSA_N - 1) / 2)

double rsa_data_uniform (guint32 *state);
void rsa_data_fill (guint32 *state, double *rdm, gsize n_pairs, const double *base, double noise);
CalRdm *rsa_data_rdm (const char *name,
                      const char *subject,
                      const double *values,
                      gsize n_conditions,
                      const char *const *ids);

G_END_DECLS
