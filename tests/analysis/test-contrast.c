/* test-contrast.c - contrasts of two sets of stimuli and their p-values against scipy's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/contrast.h"

#include <math.h>

#include "analysis/student.h"
#include "model/error.h"
#include "tests/analysis/reference/contrast.h"
#include "tests/analysis/rsa-data.h"

#define N_STIMULI 40
#define N_PLACES 25

typedef struct {
  double responses[N_STIMULI * N_PLACES];
  guint32 preferred[N_STIMULI];
  guint32 others[N_STIMULI];
  CalContrastSets sets;
  CalArray *array;
  CalPatterns patterns;
} Data;

/* As contrast.py makes them. */
static void
data_init (Data *data)
{
  const gsize dims[] = {N_STIMULI, N_PLACES};
  g_autoptr (GBytes) bytes = NULL;
  guint32 state = 21;

  rsa_data_fill (&state, data->responses, N_STIMULI * N_PLACES, NULL, 1.0);
  data->sets = (CalContrastSets){data->preferred, 0, data->others, 0};
  for (guint s = 0; s < N_STIMULI; s++) {
    for (guint p = 0; p < N_PLACES; p++) {
      double *response = &data->responses[s * N_PLACES + p];

      *response = rint (*response * 16.0) / 16.0 + (s % 3 == 0 && p < 12 ? p / 16.0 : 0.0);
    }
    data->responses[s * N_PLACES + 13] = 0.5;
    if (s % 3 == 0)
      data->preferred[data->sets.n_preferred++] = s;
    else if (s % 3 == 1)
      data->others[data->sets.n_others++] = s;
  }
  data->responses[3 * N_PLACES + 14] = data->responses[2 * N_PLACES + 15] = (double) NAN;
  bytes = g_bytes_new (data->responses, sizeof data->responses);
  data->array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
  g_assert_true (cal_patterns_init_array (&data->patterns, data->array, NULL));
}

static void
assert_relative (double value, double expected, double epsilon)
{
  if (isnan (expected))
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat_with_epsilon (value, expected, epsilon * fabs (expected) + 1e-300);
}

static void
assert_close (double value, double expected)
{
  assert_relative (value, expected, 1e-12);
}

static void
test_student (void)
{
  const double degrees[] = {0.7, 1, 2.5, 9, 30.3, 39, 41, 250, 1e4, 3e6};
  const double t[] = {1e-9, 1e-3, 0.4, -1, 2.1, 5, 12, 38};

  for (gsize d = 0; d < G_N_ELEMENTS (degrees); d++)
    for (gsize i = 0; i < G_N_ELEMENTS (t); i++)
      assert_relative (cal_student_two_sided (t[i], degrees[d]),
                       student_values[d * G_N_ELEMENTS (t) + i], 1e-10);
  g_assert_cmpfloat (cal_student_two_sided (0.0, 3.0), ==, 1.0);
  g_assert_cmpfloat (cal_student_two_sided ((double) -INFINITY, 3.0), ==, 0.0);
  g_assert_true (isnan (cal_student_two_sided ((double) NAN, 3.0)));
  g_assert_true (isnan (cal_student_two_sided (1.0, 0.0)));
}

static void
test_contrast (void)
{
  Data data;
  CalContrast contrasts[N_PLACES];
  double q[N_PLACES], threshold;
  g_autoptr (GError) error = NULL;

  data_init (&data);
  g_assert_true (cal_contrast_compute (&data.patterns, &data.sets, contrasts, NULL, &error));
  g_assert_no_error (error);
  cal_contrast_get_q (contrasts, N_PLACES, q);
  for (guint p = 0; p < N_PLACES; p++) {
    assert_close (contrasts[p].t, t_values[p]);
    assert_close (contrasts[p].p, p_values[p]);
    assert_close (contrasts[p].d_prime, d_prime_values[p]);
    assert_close (contrasts[p].auc, auc_values[p]);
    assert_close (q[p], q_values[p]);
  }
  /* All that is found lies at the threshold or beyond it. */
  threshold = cal_contrast_find_threshold (contrasts, q, N_PLACES, 0.4);
  g_assert_cmpfloat (threshold, >, 0.0);
  for (guint p = 0; p < N_PLACES; p++)
    if (q[p] <= 0.4)
      g_assert_cmpfloat (fabs (contrasts[p].t), >=, threshold);
  g_assert_true (isnan (cal_contrast_find_threshold (contrasts, q, N_PLACES, 1e-9)));
  g_object_unref (data.array);
}

static void
test_checks (void)
{
  Data data;
  CalContrastCheck check, again;
  g_autoptr (GError) error = NULL;

  data_init (&data);
  g_assert_true (
      cal_contrast_run_checks (&data.patterns, &data.sets, 0.4, 6, 11, &check, NULL, &error));
  g_assert_no_error (error);
  assert_close (check.split_r, check_values[0]);
  g_assert_cmpuint (check.n_split, ==, (gsize) check_values[1]);
  g_assert_cmpuint (check.n_found, ==, (gsize) check_values[2]);
  assert_close (check.mean_by_chance, check_values[3]);
  g_assert_cmpuint (check.most_by_chance, ==, (gsize) check_values[4]);
  /* Sets too small to be halved have no t in a half. */
  data.sets.n_others = 3;
  g_assert_true (
      cal_contrast_run_checks (&data.patterns, &data.sets, 0.4, 0, 11, &again, NULL, &error));
  g_assert_true (isnan (again.split_r));
  g_assert_cmpuint (again.n_split, ==, 0);
  g_object_unref (data.array);
}

static void
test_sets (void)
{
  const guint32 good[] = {0, 1}, beyond[] = {2, 40}, twice[] = {1, 2};
  CalContrastSets sets = {good, 2, beyond, 2};
  g_autoptr (GError) error = NULL;

  g_assert_false (cal_contrast_check_sets (&sets, 40, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  sets.others = twice;
  g_assert_false (cal_contrast_check_sets (&sets, 40, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  sets.others = beyond;
  sets.n_others = 1;
  g_assert_false (cal_contrast_check_sets (&sets, 41, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

/* The mean of equal values may be rounded: that is no difference. */
static void
test_constant (void)
{
  double responses[17];
  const guint32 rows[17] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  CalContrastSets sets = {rows, 6, rows + 6, 11};
  CalContrast contrast;

  for (int i = 0; i < 17; i++)
    responses[i] = 0.1;
  contrast = cal_contrast_of (responses, &sets);
  g_assert_true (isnan (contrast.t) && isnan (contrast.p) && isnan (contrast.d_prime));
  g_assert_cmpfloat (contrast.auc, ==, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contrast/student", test_student);
  g_test_add_func ("/contrast/places", test_contrast);
  g_test_add_func ("/contrast/checks", test_checks);
  g_test_add_func ("/contrast/sets", test_sets);
  g_test_add_func ("/contrast/constant", test_constant);
  return g_test_run ();
}
