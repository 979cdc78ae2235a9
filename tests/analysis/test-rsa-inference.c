/* test-rsa-inference.c - bootstrap, permutations and tests of models against numpy and scipy, with
 * the same numbers of chance.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rsa-inference.h"

#include <math.h>
#include <string.h>

#include "analysis/fdr.h"
#include "analysis/random.h"
#include "analysis/signed-rank.h"
#include "model/error.h"
#include "tests/analysis/reference/rsa.h"
#include "tests/analysis/rsa-data.h"

#define EXACT 1e-12
#define N_DATA 8
#define N_MODELS 3

/* What inference() of rsa.py makes: four subjects of two sessions, models ever less like them. */
static CalRsaSet *
make_set (void)
{
  static const double noise[N_MODELS] = {0.5, 1.5, 6.0};
  guint32 state = 77;
  double base[RSA_N_PAIRS], values[RSA_N_PAIRS];
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) data = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  CalRsaSet *set;

  rsa_data_fill (&state, base, RSA_N_PAIRS, NULL, 1.0);
  for (int d = 0; d < N_DATA; d++) {
    const char *const subjects[] = {"a", "b", "c", "d"};

    rsa_data_fill (&state, values, RSA_N_PAIRS, base, 1.0);
    g_ptr_array_add (data, rsa_data_rdm ("datum", subjects[d / 2], values, RSA_N, NULL));
  }
  for (int m = 0; m < N_MODELS; m++) {
    rsa_data_fill (&state, values, RSA_N_PAIRS, base, noise[m]);
    g_ptr_array_add (models, rsa_data_rdm ("model", NULL, values, RSA_N, NULL));
  }
  set = cal_rsa_set_new ((CalRdm *const *) models->pdata, N_MODELS, (CalRdm *const *) data->pdata,
                         N_DATA, 0, CAL_MISSING_SAME, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_rsa_set_get_n_subjects (set), ==, 4);
  g_assert_cmpuint (cal_rsa_set_get_n_by_position (set), ==, N_MODELS + N_DATA);
  return set;
}

static const CalRsaOptions default_options = {
    .method = CAL_RDM_SPEARMAN,
    .bootstrap = CAL_RSA_BOOTSTRAP_BOTH,
    .n_bootstrap = 60,
    .n_permutations = 100,
    .interval = 0.95,
    .seed = 2026,
};

static void
check (const double *found, const double *expected, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (found[i], expected[i], EXACT);
}

static void
test_figures (void)
{
  g_autoptr (CalRsaSet) set = make_set ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CalRsaResult) result = cal_rsa_infer (set, &default_options, NULL, &error);
  const CalRsaFigures *figures;

  g_assert_no_error (error);
  figures = cal_rsa_result_get_figures (result);
  check (figures->scores, inference_scores, N_MODELS * N_DATA);
  check (&figures->ceiling.lower, inference_ceiling, 2);
  check (&figures->lower_interval.low, inference_ceiling_intervals, 2);
  check (&figures->upper_interval.low, inference_ceiling_intervals + 2, 2);
  g_assert_cmpuint (figures->n_resamples, ==, 60);
  for (int m = 0; m < N_MODELS; m++) {
    const CalRsaModel *model = &figures->models[m];

    check (&model->interval.low, inference_intervals + 2 * m, 2);
    check (&model->deviation, inference_deviations + m, 1);
    check (&model->p_above_zero, inference_p_zero + m, 1);
    check (&model->p_chance, inference_p_chance + m, 1);
    g_assert_cmpfloat (model->q_chance, >=, model->p_chance);
  }
  for (int t = 0; t < 3; t++) {
    int i = t / 2, j = 1 + (t + 1) / 2;

    check (&figures->p_pair[i * N_MODELS + j], inference_p_pair + t, 1);
    check (&figures->p_pair[j * N_MODELS + i], inference_p_pair + t, 1);
    check (&figures->q_pair[i * N_MODELS + j], inference_q_pair + t, 1);
  }
}

static void
test_signed_rank_pairs (void)
{
  g_autoptr (CalRsaSet) set = make_set ();
  CalRsaOptions options = default_options;
  g_autoptr (CalRsaResult) result = NULL;
  const CalRsaFigures *figures;

  options.pairwise = CAL_RSA_PAIRWISE_SIGNED_RANK;
  options.bootstrap = CAL_RSA_BOOTSTRAP_NONE;
  options.n_permutations = 0;
  result = cal_rsa_infer (set, &options, NULL, NULL);
  figures = cal_rsa_result_get_figures (result);
  check (&figures->p_pair[1], inference_p_signed_rank, 2);
  check (&figures->p_pair[N_MODELS + 2], inference_p_signed_rank + 2, 1);
  g_assert_true (isnan (figures->models[0].p_chance) && isnan (figures->models[0].interval.low));
}

/* Same seed, same numbers; of subjects alone, the spread of conditions does not count. */
static void
test_kinds (void)
{
  g_autoptr (CalRsaSet) set = make_set ();
  double deviations[4][2];

  for (int m = 0; m < CAL_RDM_N_METHODS; m++)
    for (int kind = 0; kind < 4; kind++)
      for (int again = 0; again < 2; again++) {
        CalRsaOptions options = default_options;
        g_autoptr (CalRsaResult) result = NULL;

        options.method = (CalRdmMethod) m;
        options.bootstrap = (CalRsaBootstrap) kind;
        result = cal_rsa_infer (set, &options, NULL, NULL);
        deviations[kind][again] = cal_rsa_result_get_figures (result)->models[1].deviation;
        if (kind == CAL_RSA_BOOTSTRAP_NONE)
          g_assert_true (isnan (deviations[kind][again]));
        else if (again)
          g_assert_cmpfloat (deviations[kind][0], ==, deviations[kind][1]);
      }
  g_assert_cmpfloat (deviations[CAL_RSA_BOOTSTRAP_SUBJECTS][0], <,
                     deviations[CAL_RSA_BOOTSTRAP_BOTH][0]);
}

static void
test_matching (void)
{
  static const char *const ids[] = {"cat", "dog", "oak", "elm", NULL};
  static const char *const turned[] = {"elm", "oak", "dog", "cat", NULL};
  static const char *const others[] = {"elm", "oak", "dog", "ash", NULL};
  const double values[] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, back[] = {6.0, 5.0, 3.0, 4.0, 2.0, 1.0};
  g_autoptr (CalRdm) datum = rsa_data_rdm ("datum", NULL, values, 4, ids);
  g_autoptr (CalRdm) model = rsa_data_rdm ("model", NULL, back, 4, turned);
  g_autoptr (CalRdm) stranger = rsa_data_rdm ("stranger", NULL, back, 4, others);
  g_autoptr (CalRdm) nameless = rsa_data_rdm ("nameless", NULL, values, 4, NULL);
  g_autoptr (CalRdm) small = rsa_data_rdm ("small", NULL, values, 3, NULL);
  CalRdm *models[] = {model, nameless};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalRsaSet) set = cal_rsa_set_new (models, 2, &datum, 1, 0, CAL_MISSING_SAME, &error);
  double scores[2];

  g_assert_no_error (error);
  for (int p = 0; p < 6; p++)
    g_assert_cmpfloat (cal_rsa_set_get_model_values (set)[0][p], ==, values[p]);
  g_assert_cmpuint (cal_rsa_set_get_n_by_position (set), ==, 1);
  g_assert_true (cal_rdm_compare (CAL_RDM_TAU_A, cal_rsa_set_get_model_values (set)[0], values, 4,
                                  scores, NULL));
  g_assert_cmpfloat (scores[0], ==, 1.0);
  g_assert_null (cal_rsa_set_new (&stranger, 1, &datum, 1, 0, CAL_MISSING_SAME, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "stranger has no condition \"cat\""));
  g_clear_error (&error);
  g_assert_null (cal_rsa_set_new (&small, 1, &datum, 1, 0, CAL_MISSING_SAME, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

/* A pair that one RDM lacks is an error, or is dropped from all, as asked. */
static void
test_missing (void)
{
  const double whole[] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0};
  const double holed[] = {1.0, (double) NAN, 3.0, 4.0, 5.0, 6.0};
  g_autoptr (CalRdm) datum = rsa_data_rdm ("datum", NULL, whole, 4, NULL);
  g_autoptr (CalRdm) model = rsa_data_rdm ("model", NULL, holed, 4, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalRsaSet) set = NULL;
  CalRsaOptions options = default_options;

  g_assert_null (cal_rsa_set_new (&model, 1, &datum, 1, 0, CAL_MISSING_SAME, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "model lacks 1 pairs that datum has"));
  g_clear_error (&error);
  set = cal_rsa_set_new (&model, 1, &datum, 1, 0, CAL_MISSING_DROP, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_rsa_set_get_pairs (set)->n_kept, ==, 5);
  g_assert_null (cal_rsa_infer (set, &options, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
}

static void
test_cancel (void)
{
  g_autoptr (CalRsaSet) set = make_set ();
  g_autoptr (CalJob) job = cal_job_new ("", NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  cal_job_cancel (job);
  g_assert_null (cal_rsa_infer (set, &default_options, job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_fdr (void)
{
  double found[G_N_ELEMENTS (fdr_p)];
  double with_nan[] = {(double) NAN, 0.01, 0.02, (double) NAN};

  cal_fdr_adjust (fdr_p, G_N_ELEMENTS (fdr_p), found);
  check (found, fdr_q, G_N_ELEMENTS (fdr_p));
  cal_fdr_adjust (with_nan, 4, with_nan);
  g_assert_true (isnan (with_nan[0]) && isnan (with_nan[3]));
  g_assert_cmpfloat_with_epsilon (with_nan[1], 0.02, EXACT);
  g_assert_cmpfloat_with_epsilon (with_nan[2], 0.02, EXACT);
}

/* Against scipy without ties; with ties, against all assignments of signs. */
static void
test_signed_rank (void)
{
  const double tied[] = {1.0, 1.0, -1.0, 2.0, 0.0, 3.0, 3.0}, ranks[] = {2, 2, 2, 4, 5.5, 5.5};
  const double none[] = {0.0, (double) NAN};
  double many[400];
  int n_as_far = 0;

  g_assert_cmpfloat_with_epsilon (
      cal_signed_rank_test (signed_rank_differences, G_N_ELEMENTS (signed_rank_differences)),
      signed_rank_p[0], EXACT);
  for (int signs = 0; signs < 64; signs++) {
    double sum = 0.0;

    for (int i = 0; i < 6; i++)
      sum += (signs >> i & 1) != 0 ? ranks[i] : 0.0;
    n_as_far += sum <= 2.0 || sum >= 19.0;
  }
  g_assert_cmpfloat_with_epsilon (cal_signed_rank_test (tied, 7), n_as_far / 64.0, EXACT);
  g_assert_true (isnan (cal_signed_rank_test (none, 2)));
  /* Beyond the exact distribution: as many on either side, then all on one. */
  for (int i = 0; i < 400; i++)
    many[i] = i % 2 == 0 ? 1.0 : -1.0;
  g_assert_cmpfloat_with_epsilon (cal_signed_rank_test (many, 400), 1.0, EXACT);
  for (int i = 0; i < 400; i++)
    many[i] = 1.0 + i;
  g_assert_cmpfloat (cal_signed_rank_test (many, 400), <, 1e-60);
}

/* As O'Neill's own demonstration of PCG32; bounded numbers are all there. */
static void
test_random (void)
{
  CalRandom random = cal_random_seed (42, 54);
  guint counts[7] = {0};
  guint32 order[50];
  guint64 seen = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (pcg_values); i++)
    g_assert_cmpfloat ((double) cal_random_next (&random), ==, pcg_values[i]);
  for (int i = 0; i < 7000; i++)
    counts[cal_random_below (&random, 7)]++;
  for (int i = 0; i < 7; i++)
    g_assert_cmpuint (ABS ((int) counts[i] - 1000), <, 150);
  cal_random_shuffle (&random, order, 50);
  for (int i = 0; i < 50; i++)
    seen |= (guint64) 1 << order[i];
  g_assert_cmpuint (seen, ==, ((guint64) 1 << 50) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rsa-inference/figures", test_figures);
  g_test_add_func ("/rsa-inference/signed-rank-pairs", test_signed_rank_pairs);
  g_test_add_func ("/rsa-inference/kinds", test_kinds);
  g_test_add_func ("/rsa-inference/matching", test_matching);
  g_test_add_func ("/rsa-inference/missing", test_missing);
  g_test_add_func ("/rsa-inference/cancel", test_cancel);
  g_test_add_func ("/rsa-inference/fdr", test_fdr);
  g_test_add_func ("/rsa-inference/signed-rank", test_signed_rank);
  g_test_add_func ("/rsa-inference/random", test_random);
  return g_test_run ();
}
