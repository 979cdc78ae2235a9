/* rsa-data.c - the RDMs of reference/rsa.py, made again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/analysis/rsa-data.h"

double
rsa_data_uniform (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return *state / 4294967296.0;
}

/* base + noise x uniform numbers; a NULL base is 0. */
void
rsa_data_fill (guint32 *state, double *rdm, gsize n_pairs, const double *base, double noise)
{
  for (gsize p = 0; p < n_pairs; p++) {
    double added = noise * rsa_data_uniform (state);

    rdm[p] = base != NULL ? base[p] + added : added;
  }
}

CalRdm *
rsa_data_rdm (const char *name,
              const char *subject,
              const double *values,
              gsize n_conditions,
              const char *const *ids)
{
  gsize n_pairs = n_conditions * (n_conditions - 1) / 2;
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  g_autoptr (CalTextArray) texts = ids != NULL ? cal_text_array_new_from_strv (ids) : NULL;
  CalColumn column = {.name = "id", .texts = texts};
  g_autoptr (CalTable) conditions =
      ids != NULL ? cal_table_new ("conditions", n_conditions, &column, 1, NULL) : NULL;
  CalRdmDesc desc = {
      .name = name,
      .subject = subject,
      .n_conditions = n_conditions,
      .dissimilarities = array,
      .conditions = conditions,
  };

  return cal_rdm_new (&desc, NULL);
}
