/* test-rsa-real.c - the 92-image RDMs of human and monkey IT against numpy and scipy.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rsa-noise-ceiling.h"
#include "tests/analysis/reference/rsa-real.h"
#include "tests/support/npy-array.h"
#include "tests/support/optional-data.h"

#define N 92
#define N_PAIRS (N * (N - 1) / 2)
#define N_SESSIONS 8
#define EXACT 1e-9

/* Square matrices, one after the other, as condensed RDMs; NULL if the folder is not there. */
static double *
read_rdms (const char *name, gsize n_rdms)
{
  g_autofree char *relative = g_build_filename ("rdm", "92images", "derived", name, NULL);
  g_autofree char *path = cal_optional_data_find (relative);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GError) error = NULL;
  double *rdms, *next;

  if (path == NULL)
    return NULL;
  array = npy_array_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_array_get_n_elements (array), ==, n_rdms * N * N);
  next = rdms = g_new (double, n_rdms *N_PAIRS);
  for (gsize r = 0; r < n_rdms; r++)
    for (gsize i = 0; i < N; i++)
      for (gsize j = i + 1; j < N; j++)
        *next++ = cal_array_get_value (array, (r * N + i) * N + j);
  return rdms;
}

/* The correlation of human and monkey IT that Kriegeskorte et al. 2008 report as 0.49. */
static void
test_human_and_monkey (void)
{
  g_autofree double *human = read_rdms ("rdm_human_IT_92.npy", 1);
  g_autofree double *monkey = read_rdms ("rdm_monkey_IT_92.npy", 1);

  if (human == NULL || monkey == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  for (int m = 0; m < CAL_RDM_N_METHODS; m++) {
    double similarity;

    g_assert_true (cal_rdm_compare ((CalRdmMethod) m, human, monkey, N, &similarity, NULL));
    g_assert_cmpfloat_with_epsilon (similarity, human_monkey[m], EXACT);
  }
  g_assert_cmpfloat_with_epsilon (human_monkey[CAL_RDM_PEARSON], 0.49, 0.005);
}

static void
test_sessions (void)
{
  static const guint subjects[N_SESSIONS] = {0, 0, 1, 1, 2, 2, 3, 3};
  g_autofree double *sessions = read_rdms ("rdm_hIT_4subjects_2sessions.npy", N_SESSIONS);
  const CalRdmPairs pairs = {N, N_PAIRS, N_PAIRS};
  const double *rdms[N_SESSIONS];

  if (sessions == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  for (int d = 0; d < N_SESSIONS; d++)
    rdms[d] = sessions + (gsize) d * N_PAIRS;
  for (int m = 0; m < CAL_RDM_N_METHODS; m++) {
    CalNoiseCeiling ceiling =
        cal_noise_ceiling_compute ((CalRdmMethod) m, rdms, subjects, N_SESSIONS, &pairs);

    g_assert_cmpfloat_with_epsilon (ceiling.lower, session_ceilings[2 * m], EXACT);
    g_assert_cmpfloat_with_epsilon (ceiling.upper, session_ceilings[2 * m + 1], EXACT);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rsa-real/human-and-monkey", test_human_and_monkey);
  g_test_add_func ("/rsa-real/sessions", test_sessions);
  return g_test_run ();
}
