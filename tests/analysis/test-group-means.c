/* test-group-means.c - means and their errors, by hand.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/group-means.h"

#include <math.h>

static void
test_by_hand (void)
{
  const float values[] = {1, 2, 4, NAN, 10, 7};
  const guint32 groups[] = {0, 0, 0, 0, 1, CAL_NO_GROUP};
  CalGroupMean means[3];

  cal_group_means (values, groups, 6, 3, means);
  g_assert_cmpuint (means[0].n, ==, 3);
  g_assert_cmpfloat_with_epsilon (means[0].mean, 7.0 / 3.0, 1e-12);
  /* Squares about the mean: 16/9 + 1/9 + 25/9 = 14/3; / 2 / 3. */
  g_assert_cmpfloat_with_epsilon (means[0].standard_error, sqrt (14.0 / 3.0 / 2.0 / 3.0), 1e-12);
  g_assert_cmpuint (means[1].n, ==, 1);
  g_assert_cmpfloat (means[1].mean, ==, 10.0);
  g_assert_true (isnan (means[1].standard_error));
  g_assert_cmpuint (means[2].n, ==, 0);
  g_assert_true (isnan (means[2].mean));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/group-means/by-hand", test_by_hand);
  return g_test_run ();
}
