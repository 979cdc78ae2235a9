/* test-trsa.c - the geo-topological transform, geodesics and the grid of l and u against numpy.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/trsa.h"

#include <math.h>
#include <string.h>

#include "analysis/geodesic.h"
#include "analysis/rank.h"
#include "analysis/trsa-grid.h"
#include "model/error.h"
#include "tests/analysis/reference/trsa.h"
#include "tests/analysis/rsa-data.h"

#define EXACT 1e-12

static void
check (const double *found, const double *expected, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_assert_cmpint (isnan (found[i])   ? 1
                     : isinf (found[i]) ? 2
                                        : 0,
                     ==,
                     isnan (expected[i])   ? 1
                     : isinf (expected[i]) ? 2
                                           : 0);
    if (isfinite (expected[i]))
      g_assert_cmpfloat_with_epsilon (found[i], expected[i], EXACT);
  }
}

/* The two RDMs of trsa.py: one continuous and partly negative, one tied and with holes. */
static guint32
make_rdms (double rdms[2][RSA_N_PAIRS])
{
  static const int holes[] = {2, 17, 40};
  guint32 state = 5;

  rsa_data_fill (&state, rdms[0], RSA_N_PAIRS, NULL, 1.0);
  rsa_data_fill (&state, rdms[1], RSA_N_PAIRS, NULL, 6.0);
  for (int p = 0; p < RSA_N_PAIRS; p++) {
    rdms[0][p] -= 0.2;
    rdms[1][p] = floor (rdms[1][p]);
  }
  for (gsize h = 0; h < G_N_ELEMENTS (holes); h++)
    rdms[1][holes[h]] = (double) NAN;
  return state;
}

static void
check_transform (const CalTrsaOptions *options, const double *expected)
{
  double rdms[2][RSA_N_PAIRS], transformed[RSA_N_PAIRS];
  const double *list[2] = {rdms[0], rdms[1]};
  g_auto (CalTrsaScaled) scaled = {0};

  make_rdms (rdms);
  cal_trsa_scaled_init (&scaled, options->scale, list, 2, RSA_N_PAIRS);
  for (guint r = 0; r < 2; r++) {
    cal_trsa_scaled_transform (&scaled, r, options, transformed);
    check (transformed, expected + r * RSA_N_PAIRS, RSA_N_PAIRS);
  }
}

static void
test_transform (void)
{
  check_transform (&(CalTrsaOptions){.scale = CAL_TRSA_BY_RANK, .lower = 0.2, .upper = 0.8},
                   by_rank_wide);
  check_transform (&(CalTrsaOptions){.scale = CAL_TRSA_BY_DISTANCE, .lower = 0.2, .upper = 0.8},
                   by_distance_wide);
  check_transform (&(CalTrsaOptions){.scale = CAL_TRSA_BY_RANK, .lower = 0.5, .upper = 0.5},
                   by_rank_step);
  check_transform (&(CalTrsaOptions){.scale = CAL_TRSA_BY_DISTANCE, .lower = 0.5, .upper = 0.5},
                   by_distance_step);
  check_transform (&(CalTrsaOptions){CAL_TRSA_SIGMOID, CAL_TRSA_BY_RANK,
                                     .alpha = CAL_TRSA_DEFAULT_ALPHA,
                                     .beta = CAL_TRSA_DEFAULT_BETA},
                   sigmoid_by_rank);
}

/* l = 0 and u = 1 is the RDM scaled to 0 to 1; equal thresholds are a step and never 0 / 0. */
static void
test_map (void)
{
  g_assert_cmpfloat (cal_trsa_map (3.0, 1.0, 5.0), ==, 0.5);
  g_assert_cmpfloat (cal_trsa_map (5.0, 1.0, 5.0), ==, 1.0);
  g_assert_cmpfloat (cal_trsa_map (1.0, 1.0, 5.0), ==, 0.0);
  g_assert_cmpfloat (cal_trsa_map (-9.0, 1.0, 5.0), ==, 0.0);
  g_assert_cmpfloat (cal_trsa_map (2.0, 2.0, 2.0), ==, 0.0);
  g_assert_cmpfloat (cal_trsa_map (2.0000001, 2.0, 2.0), ==, 1.0);
  g_assert_true (isnan (cal_trsa_map ((double) NAN, 1.0, 5.0)));
}

/* rsatoolbox's geotopological_transform (0.3), which edits in place and tests again what it has
 * edited. */
static void
transform_in_place (double *rdm, gsize n, double low, double high)
{
  for (gsize p = 0; p < n; p++)
    if (rdm[p] < low)
      rdm[p] = 0.0;
  for (gsize p = 0; p < n; p++)
    if (rdm[p] >= low && rdm[p] <= high)
      rdm[p] = (rdm[p] - low) / (high - low);
  for (gsize p = 0; p < n; p++)
    if (rdm[p] > high)
      rdm[p] = 1.0;
}

/* The shares of entries that the reference gets wrong, and that it saturates. */
static void
compare_with_reference (double shift, double scale, double *wrong, double *saturated)
{
  enum { N_ENTRIES = 100000 };
  g_autofree double *rdm = g_new (double, N_ENTRIES);
  guint32 state = 31;
  double low, high;

  for (int p = 0; p < N_ENTRIES; p++)
    rdm[p] = scale * rsa_data_uniform (&state) + shift;
  low = cal_quantile (rdm, N_ENTRIES, 0.2);
  high = cal_quantile (rdm, N_ENTRIES, 0.8);
  {
    g_autofree double *theirs = g_memdup2 (rdm, N_ENTRIES * sizeof *rdm);

    transform_in_place (theirs, N_ENTRIES, low, high);
    *wrong = *saturated = 0.0;
    for (int p = 0; p < N_ENTRIES; p++) {
      *wrong += fabs (theirs[p] - cal_trsa_map (rdm[p], low, high)) > 1e-9 ? 1.0 / N_ENTRIES : 0.0;
      *saturated += theirs[p] == 1.0 ? 1.0 / N_ENTRIES : 0.0;
    }
  }
}

/* Of distances from 0 to 1, those from 0.68 to 0.8 come out as 1: 12 in 100. Of distances from -0.5
 * to 0.5, all from -0.12, and the lowest fifth, which goes from 0 to the middle. It is right only
 * where q_u >= 1 and q_l > 0. */
static void
test_reference_defect (void)
{
  double wrong, saturated;

  compare_with_reference (0.0, 1.0, &wrong, &saturated);
  g_assert_cmpfloat_with_epsilon (wrong, 0.12, 0.005);
  g_assert_cmpfloat_with_epsilon (saturated, 0.32, 0.005);
  compare_with_reference (-0.5, 1.0, &wrong, &saturated);
  g_assert_cmpfloat_with_epsilon (wrong, 0.62, 0.005);
  compare_with_reference (1.0, 3.0, &wrong, &saturated);
  g_assert_cmpfloat (wrong, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (saturated, 0.2, 0.005);
}

static void
test_families (void)
{
  g_assert_cmpint (cal_trsa_get_family (0.1, 0.3), ==, CAL_TRSA_LOCAL);
  g_assert_cmpint (cal_trsa_get_family (0.7, 0.9), ==, CAL_TRSA_GLOBAL);
  g_assert_cmpint (cal_trsa_get_family (0.0, 1.0), ==, CAL_TRSA_GEOMETRY);
  g_assert_cmpint (cal_trsa_get_family (0.1, 0.9), ==, CAL_TRSA_GEOMETRY);
  g_assert_cmpint (cal_trsa_get_family (0.4, 0.6), ==, CAL_TRSA_TOPOLOGY);
  g_assert_cmpint (cal_trsa_get_family (0.5, 0.5), ==, CAL_TRSA_TOPOLOGY);
  g_assert_cmpint (cal_trsa_get_family (0.2, 0.8), ==, CAL_TRSA_INTERMEDIATE);
}

static void
test_rdms (void)
{
  double rdms[2][RSA_N_PAIRS];
  g_autoptr (CalRdm) first = NULL;
  g_autoptr (CalRdm) second = NULL;
  g_autoptr (CalRdm) small = NULL;
  CalRdm *both[2], *unequal[2];
  CalTrsaOptions options = {.scale = CAL_TRSA_BY_DISTANCE, .lower = 0.2, .upper = 0.8};
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) transformed = NULL;

  make_rdms (rdms);
  both[0] = unequal[0] = first = rsa_data_rdm ("first", NULL, rdms[0], RSA_N, NULL);
  both[1] = second = rsa_data_rdm ("second", NULL, rdms[1], RSA_N, NULL);
  unequal[1] = small = rsa_data_rdm ("small", NULL, rdms[0], 5, NULL);
  transformed = cal_trsa_transform (both, 2, &options, &error);
  g_assert_no_error (error);
  for (guint r = 0; r < 2; r++) {
    CalRdm *rdm = transformed->pdata[r];

    g_assert_nonnull (strstr (cal_rdm_get_desc (rdm)->made_by, "l = 0.2, u = 0.8"));
    g_assert_nonnull (strstr (cal_rdm_get_desc (rdm)->made_by, "rsatoolbox"));
    for (gsize p = 0; p < RSA_N_PAIRS; p++) {
      double value = cal_rdm_get_pair (rdm, p);

      check (&value, by_distance_wide + r * RSA_N_PAIRS + p, 1);
    }
  }
  /* What was transformed is as it was. */
  g_assert_cmpfloat (cal_rdm_get_pair (first, 7), ==, rdms[0][7]);
  g_assert_null (cal_trsa_transform (unequal, 2, &options, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  options.lower = 0.9;
  g_assert_null (cal_trsa_transform (both, 2, &options, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

static void
check_geodesics (const double *rdm, CalGeodesicOptions options, const double *expected)
{
  double geodesics[RSA_N_PAIRS];
  gsize n_apart = cal_geodesic_compute (rdm, RSA_N, &options, geodesics), n_infinite = 0;

  for (int p = 0; p < RSA_N_PAIRS; p++)
    n_infinite += isinf (expected[p]) ? 1 : 0;
  check (geodesics, expected, RSA_N_PAIRS);
  g_assert_cmpuint (n_apart, ==, n_infinite);
}

static void
test_geodesics (void)
{
  /* Two pairs of neighbours far apart; the nearest are at no distance at all. */
  const double pairs[6] = {1.0, 9.0, 9.0, 9.0, 9.0, 1.0};
  CalGeodesicOptions nearest = {CAL_GEODESIC_NEAREST, .k = 1};
  double rdms[2][RSA_N_PAIRS], transformed[RSA_N_PAIRS], geodesics[6];
  const double *list = rdms[0];
  g_auto (CalTrsaScaled) scaled = {0};

  make_rdms (rdms);
  check_geodesics (rdms[0], (CalGeodesicOptions){CAL_GEODESIC_NEAREST, .k = 2}, geodesics_nearest);
  check_geodesics (rdms[0], (CalGeodesicOptions){CAL_GEODESIC_QUANTILE, .p = 0.1, .by_rank = TRUE},
                   geodesics_quantile);
  cal_trsa_scaled_init (&scaled, CAL_TRSA_BY_RANK, &list, 1, RSA_N_PAIRS);
  cal_trsa_scaled_transform (
      &scaled, 0, &(CalTrsaOptions){.scale = CAL_TRSA_BY_RANK, .lower = 0.1, .upper = 0.3},
      transformed);
  check_geodesics (transformed, (CalGeodesicOptions){CAL_GEODESIC_NOT_LONGEST},
                   geodesics_not_longest);
  g_assert_cmpuint (cal_geodesic_compute (pairs, 4, &nearest, geodesics), ==, 4);
  g_assert_cmpfloat (geodesics[0], ==, 0.0);
  g_assert_true (isinf (geodesics[1]));
}

/* Four subjects with three regions each. */
static CalRsaSet *
make_set (void)
{
  static const char *const rois[] = {"V1", "FFA", "PPA"};
  static const char *const subjects[] = {"a", "b", "c", "d"};
  double rdms[2][RSA_N_PAIRS], bases[3][RSA_N_PAIRS], values[RSA_N_PAIRS];
  guint32 state = make_rdms (rdms);
  g_autoptr (GPtrArray) data = g_ptr_array_new_with_free_func (g_object_unref);

  for (int r = 0; r < 3; r++)
    rsa_data_fill (&state, bases[r], RSA_N_PAIRS, NULL, 1.0);
  for (int d = 0; d < 12; d++) {
    g_autoptr (CalRdm) plain = NULL;
    CalRdmDesc desc;

    rsa_data_fill (&state, values, RSA_N_PAIRS, bases[d % 3], 3.0);
    plain = rsa_data_rdm ("datum", subjects[d / 3], values, RSA_N, NULL);
    desc = *cal_rdm_get_desc (plain);
    desc.roi = rois[d % 3];
    g_ptr_array_add (data, cal_rdm_new (&desc, NULL));
  }
  return cal_rsa_set_new (NULL, 0, (CalRdm *const *) data->pdata, 12, 0, CAL_MISSING_SAME, NULL);
}

static void
test_grid (void)
{
  g_autoptr (CalRsaSet) set = make_set ();
  CalTrsaGridOptions options = {CAL_TRSA_BY_RANK, CAL_RDM_PEARSON, 0.25};
  g_autoptr (GError) error = NULL;

  for (int scale = 0; scale < 2; scale++) {
    g_autoptr (CalTrsaGrid) grid = NULL;
    const CalTrsaGridFigures *figures;

    options.scale = (CalTrsaScale) scale;
    grid = cal_trsa_grid_compute (set, &options, NULL, &error);
    g_assert_no_error (error);
    figures = cal_trsa_grid_get_figures (grid);
    g_assert_cmpuint (figures->n, ==, 5);
    g_assert_cmpuint (figures->n_regions, ==, 3);
    check (figures->reliability,
           scale == 0 ? grid_reliability_by_rank : grid_reliability_by_distance, 25);
    check (figures->selection, scale == 0 ? grid_selection_by_rank : grid_selection_by_distance,
           25);
  }
}

static void
test_grid_refuses (void)
{
  g_autoptr (CalRsaSet) set = make_set ();
  CalTrsaGridOptions options = {CAL_TRSA_BY_RANK, CAL_RDM_PEARSON, 0.3};
  g_autoptr (CalJob) job = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_trsa_grid_compute (set, &options, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  options.step = 0.05;
  job = cal_trsa_grid_job (set, &options);
  cal_job_cancel (job);
  g_assert_null (cal_job_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trsa/transform", test_transform);
  g_test_add_func ("/trsa/map", test_map);
  g_test_add_func ("/trsa/reference-defect", test_reference_defect);
  g_test_add_func ("/trsa/families", test_families);
  g_test_add_func ("/trsa/rdms", test_rdms);
  g_test_add_func ("/trsa/geodesics", test_geodesics);
  g_test_add_func ("/trsa/grid", test_grid);
  g_test_add_func ("/trsa/grid-refuses", test_grid_refuses);
  return g_test_run ();
}
