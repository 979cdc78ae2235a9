/* test-blas.c - the linear algebra library is there and takes the right kernels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/blas.h"

static void
test_pick_core (void)
{
  g_assert_cmpstr (cal_blas_pick_core ("Haswell", TRUE), ==, "SkylakeX");
  g_assert_cmpstr (cal_blas_pick_core ("Zen", TRUE), ==, "SkylakeX");
  g_assert_null (cal_blas_pick_core ("Haswell", FALSE));
  g_assert_null (cal_blas_pick_core ("SkylakeX", TRUE));
  g_assert_null (cal_blas_pick_core ("Cooperlake", TRUE));
  g_assert_null (cal_blas_pick_core ("SapphireRapids", TRUE));
}

/* What a person chose is left alone. */
static void
test_chosen (void)
{
  g_setenv (CAL_BLAS_CORE_VARIABLE, "Haswell", TRUE);
  g_assert_null (cal_blas_get_better_core ());
  g_unsetenv (CAL_BLAS_CORE_VARIABLE);
}

static void
test_single_thread (void)
{
  const double a[6] = {1, 2, 3, 4, 5, 6};
  double c[4] = {0};

  cal_blas_prepare ();
  g_assert_cmpint (openblas_get_num_threads (), ==, 1);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, 2, 2, 3, 1.0, a, 3, a, 3, 0.0, c, 2);
  g_assert_cmpfloat (c[0], ==, 14.0);
  g_assert_cmpfloat (c[1], ==, 32.0);
  g_assert_cmpfloat (c[3], ==, 77.0);
  g_assert_cmpint (LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', 2, c, 2), ==, 0);
  g_assert_cmpfloat_with_epsilon (c[0] * c[0], 14.0, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blas/pick-core", test_pick_core);
  g_test_add_func ("/blas/chosen", test_chosen);
  g_test_add_func ("/blas/single-thread", test_single_thread);
  return g_test_run ();
}
