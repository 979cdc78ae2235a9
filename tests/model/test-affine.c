/* test-affine.c - maps between spaces.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/affine.h"

static void
test_inverse_round_trip (void)
{
  CalAffine a = {{{-1.8, 0.1, 0.0, 90.0}, {0.0, 1.8, -0.2, -126.0}, {0.05, 0.0, 2.0, -72.0}}};
  CalAffine inverse;

  g_assert_true (cal_affine_invert (&a, &inverse));
  for (int i = 0; i < 1000; i++) {
    double p[3], q[3];

    for (int k = 0; k < 3; k++)
      p[k] = g_test_rand_double_range (-200.0, 200.0);
    cal_affine_apply (&a, p, q);
    cal_affine_apply (&inverse, q, q);
    for (int k = 0; k < 3; k++)
      g_assert_cmpfloat_with_epsilon (p[k], q[k], 1e-9);
  }
}

static void
test_singular_is_refused (void)
{
  CalAffine flat = cal_affine_identity (), inverse;

  flat.m[2][2] = 0.0;
  g_assert_false (cal_affine_invert (&flat, &inverse));
}

/* Letters of hand-made matrices, as nibabel.aff2axcodes gives them. */
static void
test_orientation (void)
{
  static const struct {
    CalAffine affine;
    const char *letters;
  } cases[] = {
      {{{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}}, "RAS"},
      {{{{-2, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 2, 0}}}, "LAS"},
      {{{{0, 0, -1, 0}, {-1, 0, 0, 0}, {0, 1, 0, 0}}}, "PSL"},
      {{{{0.9, 0.3, 0, 0}, {-0.3, 0.9, 0, 0}, {0, 0, -3, 0}}}, "RAI"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    char letters[4];

    cal_affine_get_orientation (&cases[n].affine, letters);
    g_assert_cmpstr (letters, ==, cases[n].letters);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/affine/inverse-round-trip", test_inverse_round_trip);
  g_test_add_func ("/affine/singular-is-refused", test_singular_is_refused);
  g_test_add_func ("/affine/orientation", test_orientation);
  return g_test_run ();
}
