/* test-rdm-compute.c - distances of patterns against their definitions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "analysis/rdm-compute.h"
#include "model/error.h"
#include "tests/analysis/reference/rdm-values.h"

#define N_ROWS (N_CONDITIONS * N_RUNS)
#define N_PAIRS (N_CONDITIONS * (N_CONDITIONS - 1) / 2)

static CalArray *
make_array (CalDtype dtype, const void *values, gsize n_rows, gsize n_channels)
{
  gsize dims[2] = {n_rows, n_channels};
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_rows * n_channels * cal_dtype_get_size (dtype));
  g_autoptr (GError) error = NULL;
  CalArray *array = cal_array_new (dtype, 2, dims, bytes, &error);

  g_assert_no_error (error);
  return array;
}

static double
get (CalArray *dissimilarities, gsize n, gsize i, gsize j)
{
  return cal_array_get_value (dissimilarities, cal_rdm_pair_index (n, i, j));
}

static CalArray *
compute (const double *values,
         gsize n_rows,
         gsize n_channels,
         const CalRdmDesign *design,
         const CalRdmParameters *parameters,
         CalRdmReport *report)
{
  g_autoptr (CalArray) array = make_array (CAL_DTYPE_FLOAT64, values, n_rows, n_channels);
  g_autoptr (CalArray) noise = make_array (CAL_DTYPE_FLOAT64, residuals, N_RESIDUALS, N_CHANNELS);
  g_autoptr (GError) error = NULL;
  CalPatterns source, residual_source;
  CalArray *rdm;

  g_assert_true (cal_patterns_init_array (&source, array, &error));
  g_assert_true (cal_patterns_init_array (&residual_source, noise, &error));
  rdm = cal_rdm_compute (&source, n_channels == N_CHANNELS ? &residual_source : NULL, design,
                         parameters, report, NULL, &error);
  g_assert_no_error (error);
  return rdm;
}

static void
assert_near (CalArray *found, const double *expected, double tolerance)
{
  g_assert_cmpuint (cal_array_get_n_elements (found), ==, N_PAIRS);
  for (gsize k = 0; k < N_PAIRS; k++)
    g_assert_cmpfloat_with_epsilon (cal_array_get_value (found, k), expected[k],
                                    tolerance * MAX (1.0, fabs (expected[k])));
}

/* The rows are runs of all conditions, one after the other. */
static void
make_design (CalRdmDesign *design, guint32 *conditions, guint32 *folds)
{
  for (guint32 r = 0; r < N_ROWS; r++) {
    conditions[r] = r % N_CONDITIONS;
    folds[r] = r / N_CONDITIONS;
  }
  *design = (CalRdmDesign){
      .n_conditions = N_CONDITIONS, .conditions = conditions, .n_folds = N_RUNS, .folds = folds};
}

static const struct {
  const char *name;
  CalRdmMeasure measure;
  CalNoiseNormalisation normalisation;
  CalCovarianceEstimate covariance;
  const double *expected;
} cases[] = {
    {"correlation", CAL_RDM_CORRELATION, CAL_NOISE_NONE, 0, expected_correlation},
    {"cosine", CAL_RDM_COSINE, CAL_NOISE_NONE, 0, expected_cosine},
    {"euclidean", CAL_RDM_EUCLIDEAN, CAL_NOISE_NONE, 0, expected_squared},
    {"euclidean-root", CAL_RDM_EUCLIDEAN_ROOT, CAL_NOISE_NONE, 0, expected_root},
    {"mahalanobis-diagonal", CAL_RDM_MAHALANOBIS, CAL_NOISE_MULTIVARIATE,
     CAL_COVARIANCE_SHRINKAGE_DIAGONAL, expected_mahalanobis_diagonal},
    {"mahalanobis-identity", CAL_RDM_MAHALANOBIS, CAL_NOISE_MULTIVARIATE,
     CAL_COVARIANCE_LEDOIT_WOLF, expected_mahalanobis_identity},
    {"mahalanobis-full", CAL_RDM_MAHALANOBIS, CAL_NOISE_MULTIVARIATE, CAL_COVARIANCE_FULL,
     expected_mahalanobis_full},
    {"mahalanobis-univariate", CAL_RDM_MAHALANOBIS, CAL_NOISE_UNIVARIATE, 0,
     expected_mahalanobis_univariate},
    {"crossnobis-plain", CAL_RDM_CROSSNOBIS, CAL_NOISE_NONE, 0, expected_crossnobis_plain},
    {"crossnobis-diagonal", CAL_RDM_CROSSNOBIS, CAL_NOISE_MULTIVARIATE,
     CAL_COVARIANCE_SHRINKAGE_DIAGONAL, expected_crossnobis_diagonal},
    {"correlation-univariate", CAL_RDM_CORRELATION, CAL_NOISE_UNIVARIATE, 0,
     expected_correlation_univariate},
    {"correlation-multivariate", CAL_RDM_CORRELATION, CAL_NOISE_MULTIVARIATE,
     CAL_COVARIANCE_SHRINKAGE_DIAGONAL, expected_correlation_multivariate},
};

/* Every measure, in both precisions. */
static void
test_reference (gconstpointer data)
{
  gsize n = GPOINTER_TO_SIZE (data);
  guint32 conditions[N_ROWS], folds[N_ROWS];
  CalRdmDesign design;
  CalRdmParameters parameters;

  make_design (&design, conditions, folds);
  cal_rdm_parameters_init (&parameters, cases[n].measure);
  parameters.normalisation = cases[n].normalisation;
  parameters.covariance = cases[n].covariance;
  for (int p = CAL_PRECISION_DOUBLE; p <= CAL_PRECISION_SINGLE; p++) {
    g_auto (CalRdmReport) report = {0};
    g_autoptr (CalArray) rdm = NULL;

    parameters.precision = (CalPrecision) p;
    rdm = compute (patterns, N_ROWS, N_CHANNELS, &design, &parameters, &report);
    assert_near (rdm, cases[n].expected, p == CAL_PRECISION_DOUBLE ? 1e-11 : 1e-5);
    g_assert_cmpuint (report.n_channels, ==, N_CHANNELS);
    g_assert_cmpuint (report.n_dropped, ==, 0);
    g_assert_cmpuint (report.n_checked, ==, p == CAL_PRECISION_DOUBLE ? 0 : N_PAIRS);
    if (p == CAL_PRECISION_SINGLE) {
      double largest = 0.0;

      for (gsize k = 0; k < N_PAIRS; k++)
        largest = fmax (largest, fabs (cal_array_get_value (rdm, k) - cases[n].expected[k]));
      g_assert_cmpfloat_with_epsilon (report.largest_error, largest, 1e-9);
      g_assert_cmpfloat (report.largest_error, >, 0.0);
    }
  }
}

static void
test_poisson (void)
{
  CalRdmDesign design = {.n_conditions = N_CONDITIONS};
  CalRdmParameters parameters;
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalArray) rdm = NULL;

  cal_rdm_parameters_init (&parameters, CAL_RDM_POISSON);
  rdm = compute (counts, N_CONDITIONS, N_CHANNELS, &design, &parameters, &report);
  assert_near (rdm, expected_poisson, 1e-12);
}

static void
test_noise_from_repeats (void)
{
  guint32 conditions[N_ROWS], folds[N_ROWS];
  g_autoptr (CalArray) array = make_array (CAL_DTYPE_FLOAT64, patterns, N_ROWS, N_CHANNELS);
  g_autoptr (GError) error = NULL;
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalArray) rdm = NULL;
  CalPatterns source;
  CalRdmDesign design;
  CalRdmParameters parameters;

  make_design (&design, conditions, folds);
  cal_rdm_parameters_init (&parameters, CAL_RDM_MAHALANOBIS);
  g_assert_true (cal_patterns_init_array (&source, array, &error));
  rdm = cal_rdm_compute (&source, NULL, &design, &parameters, &report, NULL, &error);
  g_assert_no_error (error);
  assert_near (rdm, expected_mahalanobis_repeats, 1e-11);
  g_assert_cmpuint (report.n_residuals, ==, N_ROWS);
  g_assert_cmpfloat (report.degrees_of_freedom, ==, N_ROWS - N_CONDITIONS);
  g_assert_cmpfloat_with_epsilon (report.shrinkage, expected_shrinkages[2], 1e-12);
}

/* Distances that anybody can compute. */
static void
test_closed_form (void)
{
  const double values[4 * 3] = {1, 2, 3, 3, 2, 1, 2, 4, 6, 1, 2, 3};
  CalRdmDesign design = {.n_conditions = 4};
  const double expected[][6] = {
      [CAL_RDM_CORRELATION] = {2, 0, 0, 2, 2, 0},
      [CAL_RDM_COSINE] = {1 - 10.0 / 14.0, 0, 0, 1 - 10.0 / 14.0, 1 - 10.0 / 14.0, 0},
      [CAL_RDM_EUCLIDEAN] = {8.0 / 3, 14.0 / 3, 0, 30.0 / 3, 8.0 / 3, 14.0 / 3},
      [CAL_RDM_EUCLIDEAN_ROOT] = {2.8284271247461903, 3.7416573867739413, 0, 5.4772255750516612,
                                  2.8284271247461903, 3.7416573867739413},
  };

  for (int measure = CAL_RDM_CORRELATION; measure <= CAL_RDM_EUCLIDEAN_ROOT; measure++) {
    CalRdmParameters parameters;
    g_auto (CalRdmReport) report = {0};
    g_autoptr (CalArray) rdm = NULL;

    cal_rdm_parameters_init (&parameters, (CalRdmMeasure) measure);
    rdm = compute (values, 4, 3, &design, &parameters, &report);
    for (gsize k = 0; k < 6; k++)
      g_assert_cmpfloat_with_epsilon (cal_array_get_value (rdm, k), expected[measure][k], 1e-14);
    /* The first and the last are the same: exactly nothing, not a rounding error. */
    g_assert_cmpfloat (get (rdm, 4, 0, 3), ==, 0.0);
  }
}

static double *
make_random (gsize n, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double *values = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    values[k] = g_rand_double (random) + g_rand_double (random) - g_rand_double (random);
  return values;
}

/* More rows than a strip, and an offset that leaves a third of the digits. */
static void
test_digits (void)
{
  enum { N = 700, P = 30 };
  g_autofree double *values = make_random (N * P, 3);
  CalRdmDesign design = {.n_conditions = N};
  CalRdmParameters parameters;
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalArray) rdm = NULL;

  for (gsize k = 0; k < N * P; k++)
    values[k] += 1e6;
  /* Two rows that nearly agree. */
  memcpy (values + 600 * P, values + 5 * P, P * sizeof *values);
  values[600 * P + 2] += 0x1p-20;
  cal_rdm_parameters_init (&parameters, CAL_RDM_EUCLIDEAN);
  rdm = compute (values, N, P, &design, &parameters, &report);
  for (gsize i = 0; i < N; i++)
    for (gsize j = i + 1; j < N; j++) {
      double sum = 0.0;

      for (gsize c = 0; c < P; c++)
        sum += (values[i * P + c] - values[j * P + c]) * (values[i * P + c] - values[j * P + c]);
      g_assert_cmpfloat (fabs (get (rdm, N, i, j) - sum / P), <=, 1e-9 * sum / P);
    }
}

/* Parts of the channels add up to the same, whichever way they are read. */
static gboolean
read_block (gpointer data,
            gsize first_row,
            gsize n_rows,
            gsize first_channel,
            gsize n_channels,
            double *values,
            GError **error)
{
  const double *all = data;

  for (gsize r = 0; r < n_rows; r++)
    memcpy (values + r * n_channels, all + (first_row + r) * 1000 + first_channel,
            n_channels * sizeof *values);
  return TRUE;
}

static void
test_parts (void)
{
  enum { N = 40, P = 1000 };
  static const CalRdmMeasure measures[] = {CAL_RDM_CORRELATION, CAL_RDM_COSINE, CAL_RDM_EUCLIDEAN,
                                           CAL_RDM_CROSSNOBIS};
  g_autofree double *values = make_random (2 * N * P, 4);
  guint32 conditions[2 * N], folds[2 * N];
  CalRdmDesign design = {.n_conditions = N, .conditions = conditions, .n_folds = 2, .folds = folds};

  for (guint32 r = 0; r < 2 * N; r++) {
    conditions[r] = r / 2;
    folds[r] = r % 2;
  }
  values[7 * P + 900] = (double) NAN;
  values[8 * P + 3] = (double) INFINITY;
  /* The same in all channels of a first part, but not in all. */
  for (gsize c = 0; c < 130; c++)
    values[10 * P + c] = values[11 * P + c] = 0.5;
  for (gsize m = 0; m < G_N_ELEMENTS (measures); m++) {
    g_autoptr (CalArray) whole = NULL;
    CalRdmParameters parameters;
    g_auto (CalRdmReport) report = {0};

    cal_rdm_parameters_init (&parameters, measures[m]);
    whole = compute (values, 2 * N, P, &design, &parameters, &report);
    g_assert_cmpuint (report.n_dropped, ==, 2);
    g_assert_cmpuint (report.is_dropped[900], ==, 1);
    for (int concurrent = 0; concurrent < 2; concurrent++) {
      CalPatterns source = {2 * N, P, read_block, values, concurrent};
      g_auto (CalRdmReport) parts = {0};
      g_autoptr (GError) error = NULL;
      g_autoptr (CalArray) rdm = NULL;

      parameters.memory_bytes = (gsize) 300 * 1024;
      rdm = cal_rdm_compute (&source, NULL, &design, &parameters, &parts, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (parts.n_parts, >, 1);
      g_assert_cmpuint (parts.n_dropped, ==, 2);
      for (gsize k = 0; k < N * (N - 1) / 2; k++)
        g_assert_cmpfloat_with_epsilon (cal_array_get_value (rdm, k),
                                        cal_array_get_value (whole, k), 1e-12);
    }
  }
}

/* What is no number costs its channel, and a pattern without form its distances. */
static void
test_undefined (void)
{
  const double values[4 * 4] = {1, 2, (double) NAN, 4, 5, 5, 1, 5, 2, 1, 0, 3, 0.1, 7, 2, 2};
  CalRdmDesign design = {.n_conditions = 4};
  CalRdmParameters parameters;
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalArray) rdm = NULL;

  cal_rdm_parameters_init (&parameters, CAL_RDM_CORRELATION);
  rdm = compute (values, 4, 4, &design, &parameters, &report);
  g_assert_cmpuint (report.n_channels, ==, 3);
  g_assert_cmpuint (report.n_dropped, ==, 1);
  g_assert_cmpuint (report.undefined->len, ==, 1);
  g_assert_cmpuint (g_array_index (report.undefined, guint32, 0), ==, 1);
  for (gsize i = 0; i < 4; i++)
    if (i != 1)
      g_assert_true (isnan (get (rdm, 4, 1, i)));
  /* Of (1, 2, 4) and (2, 1, 3). */
  g_assert_cmpfloat_with_epsilon (get (rdm, 4, 0, 2), 1.0 - 2.0 / sqrt (14.0 / 3.0 * 2.0), 1e-15);
}

/* What must not change a distance, and the sign that only crossnobis may have. */
static void
test_identities (void)
{
  enum { N = 60, P = 50 };
  g_autofree double *values = make_random (2 * N * P, 9), *other = g_new (double, 2 * N * P);
  guint32 conditions[2 * N], folds[2 * N];
  CalRdmDesign design = {.n_conditions = N, .conditions = conditions, .n_folds = 2, .folds = folds};
  gsize n_negative = 0;

  for (guint32 r = 0; r < 2 * N; r++) {
    conditions[r] = r % N;
    folds[r] = r / N;
    for (gsize c = 0; c < P; c++)
      other[r * P + c] = 3.0 * values[r * P + (c + 7) % P] - 20.0;
  }
  for (int measure = CAL_RDM_CORRELATION; measure <= CAL_RDM_CROSSNOBIS; measure++) {
    g_auto (CalRdmReport) report = {0}, other_report = {0};
    g_autoptr (CalArray) a = NULL, b = NULL;
    CalRdmParameters parameters;
    double factor = measure == CAL_RDM_CORRELATION || measure == CAL_RDM_MAHALANOBIS ? 1.0
                    : measure == CAL_RDM_EUCLIDEAN_ROOT                              ? 3.0
                                                                                     : 9.0;

    cal_rdm_parameters_init (&parameters, (CalRdmMeasure) measure);
    a = compute (values, 2 * N, P, &design, &parameters, &report);
    b = compute (other, 2 * N, P, &design, &parameters, &other_report);
    for (gsize k = 0; k < N * (N - 1) / 2; k++) {
      double distance = cal_array_get_value (a, k);

      n_negative += measure == CAL_RDM_CROSSNOBIS && distance < 0.0;
      if (measure != CAL_RDM_CROSSNOBIS)
        g_assert_cmpfloat (distance, >, 0.0);
      if (measure != CAL_RDM_COSINE)
        g_assert_cmpfloat_with_epsilon (cal_array_get_value (b, k), factor * distance, 1e-9);
    }
  }
  g_assert_cmpuint (n_negative, >, 0);
}

/* A number of any type is the number that it is. */
static void
test_types (void)
{
  const gint16 integers[3 * 4] = {1, 5, 2, 8, 3, 3, 9, -4, 100, 2, 3, 1};
  float floats[12];
  double doubles[12];
  CalRdmDesign design = {.n_conditions = 3};
  g_autoptr (CalArray) expected = NULL;
  CalRdmParameters parameters;
  g_auto (CalRdmReport) report = {0};
  const struct {
    CalDtype dtype;
    const void *values;
  } types[] = {{CAL_DTYPE_INT16, integers}, {CAL_DTYPE_FLOAT32, floats}};

  for (gsize k = 0; k < 12; k++)
    doubles[k] = floats[k] = integers[k];
  cal_rdm_parameters_init (&parameters, CAL_RDM_CORRELATION);
  expected = compute (doubles, 3, 4, &design, &parameters, &report);
  for (gsize t = 0; t < G_N_ELEMENTS (types); t++) {
    g_autoptr (CalArray) array = make_array (types[t].dtype, types[t].values, 3, 4);
    g_auto (CalRdmReport) again = {0};
    g_autoptr (GError) error = NULL;
    g_autoptr (CalArray) rdm = NULL;
    CalPatterns source;

    g_assert_true (cal_patterns_init_array (&source, array, &error));
    rdm = cal_rdm_compute (&source, NULL, &design, &parameters, &again, NULL, &error);
    g_assert_no_error (error);
    for (gsize k = 0; k < 3; k++)
      g_assert_cmpfloat (cal_array_get_value (rdm, k), ==, cal_array_get_value (expected, k));
  }
}

/* Whoever computes a strip, its bytes are the same. */
static void
test_shares (void)
{
  enum { N = 1100, P = 70, N_SHARES = 3 };
  g_autofree double *values = make_random (N * P, 11);
  g_autoptr (CalArray) array = make_array (CAL_DTYPE_FLOAT64, values, N, P);
  CalRdmDesign design = {.n_conditions = N};
  g_auto (CalRdmStrips) whole = {0};
  g_auto (CalRdmReport) report = {0};
  CalRdmParameters parameters;
  CalPatterns source;
  gsize n_strips = 0, n_pairs = 0;

  cal_rdm_parameters_init (&parameters, CAL_RDM_CORRELATION);
  g_assert_true (cal_patterns_init_array (&source, array, NULL));
  g_assert_true (cal_rdm_strips_init (&whole, N, FALSE, 0, 1, NULL));
  g_assert_true (
      cal_rdm_compute_strips (&source, NULL, &design, &parameters, &whole, &report, NULL, NULL));
  for (gsize share = 0; share < N_SHARES; share++) {
    g_auto (CalRdmStrips) strips = {0};
    g_auto (CalRdmReport) share_report = {0};

    g_assert_true (cal_rdm_strips_init (&strips, N, FALSE, share, N_SHARES, NULL));
    g_assert_true (cal_rdm_compute_strips (&source, NULL, &design, &parameters, &strips,
                                           &share_report, NULL, NULL));
    for (gsize s = 0; s < strips.n_strips; s++) {
      g_assert_true ((strips.strips[s] != NULL) ==
                     (cal_rdm_strips_get_owner (&strips, s, N_SHARES) == share));
      if (strips.strips[s] == NULL)
        continue;
      g_assert_cmpmem (strips.strips[s], cal_rdm_strips_get_n_pairs (&strips, s) * sizeof (double),
                       whole.strips[s], cal_rdm_strips_get_n_pairs (&whole, s) * sizeof (double));
      n_strips++;
      n_pairs += cal_rdm_strips_get_n_pairs (&strips, s);
    }
  }
  g_assert_cmpuint (n_strips, ==, whole.n_strips);
  g_assert_cmpuint (n_pairs, ==, (gsize) N * (N - 1) / 2);
}

static void
assert_refused (const CalPatterns *source,
                const CalRdmDesign *design,
                const CalRdmParameters *parameters,
                int code,
                const char *says)
{
  g_auto (CalRdmReport) report = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) rdm =
      cal_rdm_compute (source, NULL, design, parameters, &report, NULL, &error);

  g_assert_null (rdm);
  g_assert_error (error, CAL_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_refused (void)
{
  const double values[4 * 3] = {1, 2, 3, 3, 2, 1, -5, 4, 6, 1, 2, 3};
  const double none[2 * 2] = {(double) NAN, 1, 1, (double) NAN};
  const char *const names[] = {"face", "house", "cat"};
  const guint32 conditions[] = {0, 1, 1, CAL_RDM_LEFT_OUT}, folds[] = {0, 0, 1, 1};
  const guint32 bad[] = {0, 1, 9, 0};
  g_autoptr (CalArray) array = make_array (CAL_DTYPE_FLOAT64, values, 4, 3);
  g_autoptr (CalArray) nothing = make_array (CAL_DTYPE_FLOAT64, none, 2, 2);
  CalPatterns source, empty, absurd;
  CalRdmDesign design = {.n_conditions = 4};
  CalRdmParameters parameters;

  g_assert_true (cal_patterns_init_array (&source, array, NULL));
  g_assert_true (cal_patterns_init_array (&empty, nothing, NULL));
  cal_rdm_parameters_init (&parameters, CAL_RDM_CORRELATION);
  assert_refused (&source, &(CalRdmDesign){.n_conditions = 1}, &parameters, CAL_ERROR_ARGUMENT,
                  "at least 2");
  assert_refused (&source, &(CalRdmDesign){.n_conditions = 3}, &parameters, CAL_ERROR_ARGUMENT,
                  "4 rows");
  assert_refused (&source,
                  &(CalRdmDesign){.n_conditions = 3, .names = names, .conditions = conditions},
                  &parameters, CAL_ERROR_ARGUMENT, "\"cat\" has no row");
  assert_refused (&source, &(CalRdmDesign){.n_conditions = 2, .conditions = bad}, &parameters,
                  CAL_ERROR_ARGUMENT, "row 3");
  assert_refused (&empty, &(CalRdmDesign){.n_conditions = 2}, &parameters, CAL_ERROR_ARGUMENT,
                  "not a finite number");
  parameters.memory_bytes = 90;
  assert_refused (&source, &design, &parameters, CAL_ERROR_LIMIT, "allowed");
  cal_rdm_parameters_init (&parameters, CAL_RDM_POISSON);
  assert_refused (&source, &design, &parameters, CAL_ERROR_ARGUMENT, "negative");
  cal_rdm_parameters_init (&parameters, CAL_RDM_CROSSNOBIS);
  assert_refused (&source, &design, &parameters, CAL_ERROR_ARGUMENT, "folds");
  assert_refused (&source,
                  &(CalRdmDesign){.n_conditions = 2,
                                  .names = names,
                                  .conditions = conditions,
                                  .n_folds = 2,
                                  .folds = folds},
                  &parameters, CAL_ERROR_ARGUMENT, "\"face\" has no row in fold 2");
  cal_rdm_parameters_init (&parameters, CAL_RDM_MAHALANOBIS);
  assert_refused (&source, &design, &parameters, CAL_ERROR_ARGUMENT, "residuals");
  parameters.normalisation = CAL_NOISE_NONE;
  assert_refused (&source, &design, &parameters, CAL_ERROR_ARGUMENT, "without noise");
  /* Nothing is asked of a source that claims more than there can be. */
  absurd = source;
  absurd.n_rows = G_MAXUINT32 / 2;
  cal_rdm_parameters_init (&parameters, CAL_RDM_CORRELATION);
  assert_refused (&absurd, &(CalRdmDesign){.n_conditions = G_MAXUINT32 / 2}, &parameters,
                  CAL_ERROR_LIMIT, "do not fit in memory");
}

static void
test_singular (void)
{
  guint32 conditions[N_ROWS], folds[N_ROWS];
  g_autofree double *values = make_random (N_ROWS * 40, 2);
  g_autoptr (CalArray) array = make_array (CAL_DTYPE_FLOAT64, values, N_ROWS, 40);
  CalPatterns source;
  CalRdmDesign design;
  CalRdmParameters parameters;

  make_design (&design, conditions, folds);
  g_assert_true (cal_patterns_init_array (&source, array, NULL));
  for (int measure = 0; measure < 2; measure++) {
    cal_rdm_parameters_init (&parameters, measure == 0 ? CAL_RDM_MAHALANOBIS : CAL_RDM_CORRELATION);
    parameters.normalisation = CAL_NOISE_MULTIVARIATE;
    parameters.covariance = CAL_COVARIANCE_FULL;
    assert_refused (&source, &design, &parameters, CAL_ERROR_ARGUMENT, "shrunk");
  }
}

static GObject *
work (CalJob *job, gpointer input, GError **error)
{
  CalRdmDesign design = {.n_conditions = N_CONDITIONS};
  CalRdmParameters parameters;
  g_auto (CalRdmReport) report = {0};

  cal_rdm_parameters_init (&parameters, CAL_RDM_EUCLIDEAN);
  cal_job_cancel (job);
  return (GObject *) cal_rdm_compute (input, NULL, &design, &parameters, &report, job, error);
}

static void
test_cancel (void)
{
  g_autoptr (CalArray) array = make_array (CAL_DTYPE_FLOAT64, counts, N_CONDITIONS, N_CHANNELS);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalJob) job = NULL;
  CalPatterns source;

  g_assert_true (cal_patterns_init_array (&source, array, NULL));
  job = cal_job_new ("RDM", work, &source, NULL);
  g_assert_null (cal_job_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *path = g_strconcat ("/rdm-compute/reference/", cases[n].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (n), test_reference);
  }
  g_test_add_func ("/rdm-compute/poisson", test_poisson);
  g_test_add_func ("/rdm-compute/noise-from-repeats", test_noise_from_repeats);
  g_test_add_func ("/rdm-compute/closed-form", test_closed_form);
  g_test_add_func ("/rdm-compute/digits", test_digits);
  g_test_add_func ("/rdm-compute/parts", test_parts);
  g_test_add_func ("/rdm-compute/undefined", test_undefined);
  g_test_add_func ("/rdm-compute/identities", test_identities);
  g_test_add_func ("/rdm-compute/types", test_types);
  g_test_add_func ("/rdm-compute/shares", test_shares);
  g_test_add_func ("/rdm-compute/refused", test_refused);
  g_test_add_func ("/rdm-compute/singular", test_singular);
  g_test_add_func ("/rdm-compute/cancel", test_cancel);
  return g_test_run ();
}
