/* test-similarity.c - features, concepts and layers against numpy.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/cka.h"
#include "analysis/hierarchy-score.h"
#include "analysis/rdm-compare.h"
#include "analysis/triplet-similarity.h"
#include "model/error.h"
#include "tests/analysis/reference/similarity.h"
#include "tests/analysis/rsa-data.h"

#define EXACT 1e-12

typedef struct {
  double x[10][4];
  double y[10][3];
  double z[10][25];
  double embedding[8][5];
  double scores[6][9];
  double hierarchy[9];
  double times[9];
} Data;

/* What similarity.py makes, in its order. */
static void
make_data (Data *data)
{
  guint32 state = 9;
  double time = 0.0;

  rsa_data_fill (&state, &data->x[0][0], 40, NULL, 1.0);
  rsa_data_fill (&state, &data->y[0][0], 30, NULL, 1.0);
  rsa_data_fill (&state, &data->z[0][0], 250, NULL, 1.0);
  for (int i = 0; i < 10; i++)
    data->y[i][0] += 2.0 * data->x[i][1];
  rsa_data_fill (&state, &data->embedding[0][0], 40, NULL, 3.0);
  rsa_data_fill (&state, &data->scores[0][0], 54, NULL, 1.0);
  data->scores[2][3] = (double) NAN;
  for (int layer = 0; layer < 6; layer++)
    data->scores[layer][7] = (double) NAN;
  rsa_data_fill (&state, data->hierarchy, 9, NULL, 1.0);
  data->hierarchy[5] = (double) NAN;
  for (int t = 0; t < 9; t++)
    data->times[t] = time += 0.01 + rsa_data_uniform (&state);
}

/* Squared Euclidean distances of features, condensed. */
static void
get_distances (const double *features, gsize n, gsize n_features, double *rdm)
{
  gsize p = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, p++) {
      rdm[p] = 0.0;
      for (gsize f = 0; f < n_features; f++)
        rdm[p] += pow (features[i * n_features + f] - features[j * n_features + f], 2.0);
    }
}

static void
test_cka (void)
{
  Data data;
  double constant[10] = {0.0}, x_rdm[45], y_rdm[45], similarity;

  make_data (&data);
  g_assert_cmpfloat_with_epsilon (cal_cka_linear (&data.x[0][0], 4, &data.y[0][0], 3, 10),
                                  cka_values[0], EXACT);
  g_assert_cmpfloat_with_epsilon (cal_cka_linear (&data.x[0][0], 4, &data.z[0][0], 25, 10),
                                  cka_values[1], EXACT);
  g_assert_cmpfloat_with_epsilon (cal_cka_linear (&data.z[0][0], 25, &data.x[0][0], 4, 10),
                                  cka_values[2], EXACT);
  g_assert_cmpfloat_with_epsilon (cal_cka_linear (&data.x[0][0], 4, &data.x[0][0], 4, 10), 1.0,
                                  EXACT);
  g_assert_true (isnan (cal_cka_linear (&data.x[0][0], 4, constant, 1, 10)));
  /* The whitened cosine of the RDMs of both. */
  get_distances (&data.x[0][0], 10, 4, x_rdm);
  get_distances (&data.y[0][0], 10, 3, y_rdm);
  g_assert_true (cal_rdm_compare (CAL_RDM_WHITENED_COSINE, x_rdm, y_rdm, 10, &similarity, NULL));
  g_assert_cmpfloat_with_epsilon (similarity, cka_values[0], EXACT);
}

static void
test_triplets (void)
{
  Data data;
  double similarities[28];
  g_autoptr (GError) error = NULL;

  make_data (&data);
  g_assert_true (cal_triplet_similarity (&data.embedding[0][0], 8, 5, similarities, NULL, &error));
  for (int p = 0; p < 28; p++)
    g_assert_cmpfloat_with_epsilon (similarities[p], triplet_values[p], EXACT);
  for (gsize which = 0; which < 8; which++) {
    double row[8];

    g_assert_true (
        cal_triplet_similarity_to (&data.embedding[0][0], 8, 5, which, row, NULL, &error));
    for (gsize j = 0; j < 8; j++)
      if (j == which)
        g_assert_true (isnan (row[j]));
      else
        g_assert_cmpfloat_with_epsilon (row[j], triplet_values[cal_rdm_pair_index (8, which, j)],
                                        EXACT);
  }
  g_assert_false (
      cal_triplet_similarity_to (&data.embedding[0][0], 2, 5, 0, similarities, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cal_triplet_similarity (&data.embedding[0][0], 2, 5, similarities, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  data.embedding[4][4] = (double) NAN;
  g_assert_false (cal_triplet_similarity (&data.embedding[0][0], 8, 5, similarities, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  data.embedding[4][4] = 40.0;
  g_assert_false (cal_triplet_similarity (&data.embedding[0][0], 8, 5, similarities, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

static void
test_hierarchy (void)
{
  Data data;
  double best_layers[9], best_times[6];
  CalHierarchyScore spatial, temporal;

  make_data (&data);
  spatial = cal_hierarchy_score_spatial (&data.scores[0][0], 6, 9, data.hierarchy, best_layers);
  temporal = cal_hierarchy_score_temporal (&data.scores[0][0], 6, 9, data.times, best_times);
  g_assert_cmpfloat_with_epsilon (spatial.r, spatial_values[0], EXACT);
  g_assert_cmpfloat_with_epsilon (spatial.rho, spatial_values[1], EXACT);
  g_assert_cmpuint (spatial.n, ==, 7);
  g_assert_cmpuint (spatial.n_left_out, ==, 2);
  g_assert_true (isnan (best_layers[7]));
  g_assert_cmpfloat_with_epsilon (temporal.r, temporal_values[0], EXACT);
  g_assert_cmpfloat_with_epsilon (temporal.rho, temporal_values[1], EXACT);
  g_assert_cmpuint (temporal.n, ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/similarity/cka", test_cka);
  g_test_add_func ("/similarity/triplets", test_triplets);
  g_test_add_func ("/similarity/hierarchy", test_hierarchy);
  return g_test_run ();
}
