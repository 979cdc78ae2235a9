/* rsa-inference.c - which models are like the data, how surely, and which differ.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rsa-inference.h"

#include <math.h>

#include "analysis/fdr.h"
#include "analysis/rsa-resample.h"
#include "analysis/signed-rank.h"

/* What another order of summing may take from a similarity that is the same. */
#define ROUNDING 1e-12

struct _CalRsaResult {
  GObject parent_instance;

  CalRsaSet *set;
  CalRsaOptions options;
  CalRsaFigures figures;
};

G_DEFINE_FINAL_TYPE (CalRsaResult, cal_rsa_result, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (CalRsaBootstrap,
                    cal_rsa_bootstrap,
                    G_DEFINE_ENUM_VALUE (CAL_RSA_BOOTSTRAP_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (CAL_RSA_BOOTSTRAP_CONDITIONS, "conditions"),
                    G_DEFINE_ENUM_VALUE (CAL_RSA_BOOTSTRAP_SUBJECTS, "subjects"),
                    G_DEFINE_ENUM_VALUE (CAL_RSA_BOOTSTRAP_BOTH, "both"))

G_DEFINE_ENUM_TYPE (CalRsaPairwise,
                    cal_rsa_pairwise,
                    G_DEFINE_ENUM_VALUE (CAL_RSA_PAIRWISE_BOOTSTRAP, "bootstrap"),
                    G_DEFINE_ENUM_VALUE (CAL_RSA_PAIRWISE_SIGNED_RANK, "signed-rank"))

static void
cal_rsa_result_finalize (GObject *object)
{
  CalRsaResult *self = CAL_RSA_RESULT (object);

  g_clear_object (&self->set);
  g_free (self->figures.scores);
  g_free (self->figures.models);
  g_free (self->figures.p_pair);
  g_free (self->figures.q_pair);
  G_OBJECT_CLASS (cal_rsa_result_parent_class)->finalize (object);
}

static void
cal_rsa_result_class_init (CalRsaResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_rsa_result_finalize;
}

static void
cal_rsa_result_init (CalRsaResult *self)
{
}

/* The percentiles around the middle, of the resamples that count. */
static CalRsaRange
get_interval (const double *values, guint n, double share)
{
  return (CalRsaRange){cal_quantile (values, n, (1.0 - share) / 2.0),
                       cal_quantile (values, n, (1.0 + share) / 2.0)};
}

static double
get_deviation (const double *values, guint n)
{
  double mean = 0.0, squares = 0.0;
  guint n_counted = 0;

  for (guint b = 0; b < n; b++)
    if (!isnan (values[b])) {
      double distance = values[b] - mean;

      mean += distance / ++n_counted;
      squares += distance * (values[b] - mean);
    }
  return n_counted > 1 ? sqrt (squares / (n_counted - 1)) : NAN;
}

/* The share of resamples in which a is at most b, and one more, as rsatoolbox counts; a NULL b is
 * 0. */
static double
get_share_at_most (const double *a, const double *b, guint n)
{
  guint n_counted = 0, n_at_most = 0;

  for (guint i = 0; i < n; i++) {
    double difference = a[i] - (b != NULL ? b[i] : 0.0);

    if (isnan (difference))
      continue;
    n_counted++;
    n_at_most += difference <= 0.0;
  }
  return n_counted > 0 ? fmin (1.0, (n_at_most + 1.0) / n_counted) : NAN;
}

/* Twice the smaller share of resamples that decide for one of two models, kept from 0 by 1 / n, as
 * rsatoolbox's bootstrap_pair_tests. */
static double
test_pair_by_bootstrap (const double *a, const double *b, guint n)
{
  guint n_counted = 0, n_below = 0, n_above = 0;
  double share;

  for (guint i = 0; i < n; i++) {
    if (isnan (a[i]) || isnan (b[i]))
      continue;
    n_counted++;
    n_below += a[i] < b[i];
    n_above += a[i] > b[i];
  }
  if (n_counted == 0)
    return NAN;
  if (n_below + n_above == 0)
    return 1.0;
  share = 2.0 * MIN (n_below, n_above) / (n_below + n_above);
  return ((n_counted - 1.0) * share + 1.0) / n_counted;
}

/* Over subjects, each the mean of its RDMs. */
static double
test_pair_by_subject (CalRsaSet *set, const double *a, const double *b)
{
  guint n_subjects = cal_rsa_set_get_n_subjects (set);
  g_autofree double *differences = g_new0 (double, n_subjects);
  g_autofree guint *counts = g_new0 (guint, n_subjects);

  for (guint d = 0; d < cal_rsa_set_get_n_data (set); d++) {
    guint subject = cal_rsa_set_get_subjects (set)[d];

    differences[subject] += a[d] - b[d];
    counts[subject]++;
  }
  for (guint s = 0; s < n_subjects; s++)
    differences[s] /= counts[s];
  return cal_signed_rank_test (differences, n_subjects);
}

/* Tests each pair once; q counts as many tests. */
static void
test_pairs (CalRsaResult *self, double *const *resamples, guint n)
{
  CalRsaFigures *figures = &self->figures;
  guint n_models = figures->n_models, n_tests = n_models * (n_models - 1) / 2, t = 0;
  g_autofree double *p = g_new (double, n_tests);
  g_autofree double *q = g_new (double, n_tests);

  for (guint i = 0; i < n_models; i++)
    for (guint j = i + 1; j < n_models; j++)
      p[t++] = self->options.pairwise == CAL_RSA_PAIRWISE_BOOTSTRAP
                   ? test_pair_by_bootstrap (resamples[i], resamples[j], n)
                   : test_pair_by_subject (self->set, figures->scores + i * figures->n_data,
                                           figures->scores + j * figures->n_data);
  cal_fdr_adjust (p, n_tests, q);
  t = 0;
  for (guint i = 0; i < n_models; i++) {
    figures->p_pair[i * n_models + i] = figures->q_pair[i * n_models + i] = 1.0;
    for (guint j = i + 1; j < n_models; j++, t++) {
      figures->p_pair[i * n_models + j] = figures->p_pair[j * n_models + i] = p[t];
      figures->q_pair[i * n_models + j] = figures->q_pair[j * n_models + i] = q[t];
    }
  }
}

static void
set_scores (CalRsaResult *self)
{
  CalRsaFigures *figures = &self->figures;
  const CalRdmPairs *pairs = cal_rsa_set_get_pairs (self->set);
  const double *const *rdms = cal_rsa_set_get_data_values (self->set);
  g_autoptr (GPtrArray) data = g_ptr_array_new_with_free_func (g_free);

  cal_rsa_score (self->set, self->options.method, figures->scores);
  for (guint m = 0; m < figures->n_models; m++) {
    double sum = 0.0;

    for (guint d = 0; d < figures->n_data; d++)
      sum += figures->scores[m * figures->n_data + d];
    figures->models[m] = (CalRsaModel){.similarity = sum / figures->n_data, .p_chance = NAN};
  }
  for (guint d = 0; d < figures->n_data; d++) {
    double *values = g_new (double, pairs->n_kept);

    cal_rdm_pairs_gather (pairs, rdms[d], values);
    g_ptr_array_add (data, values);
  }
  figures->ceiling =
      cal_noise_ceiling_compute (self->options.method, (const double *const *) data->pdata,
                                 cal_rsa_set_get_subjects (self->set), figures->n_data, pairs);
}

static gboolean
set_intervals (CalRsaResult *self, CalJob *job, GError **error)
{
  CalRsaFigures *figures = &self->figures;
  g_auto (CalRsaResamples) resamples = {0};
  g_autoptr (GPtrArray) by_model = g_ptr_array_new_with_free_func (g_free);
  double share = self->options.interval;

  if (!cal_rsa_bootstrap (self->set, &self->options, &resamples, job, error))
    return FALSE;
  for (guint m = 0; m < figures->n_models; m++) {
    double *values = g_new (double, resamples.n);
    CalRsaModel *model = &figures->models[m];

    for (guint b = 0; b < resamples.n; b++)
      values[b] = resamples.similarities[(gsize) b * figures->n_models + m];
    g_ptr_array_add (by_model, values);
    model->interval = get_interval (values, resamples.n, share);
    model->deviation = get_deviation (values, resamples.n);
    model->p_above_zero = get_share_at_most (values, NULL, resamples.n);
    model->p_below_ceiling = get_share_at_most (resamples.lower, values, resamples.n);
  }
  for (guint b = 0; b < resamples.n; b++)
    figures->n_resamples +=
        figures->n_models > 0 && !isnan (resamples.similarities[(gsize) b * figures->n_models]);
  figures->lower_interval = get_interval (resamples.lower, resamples.n, share);
  figures->upper_interval = get_interval (resamples.upper, resamples.n, share);
  test_pairs (self, (double *const *) by_model->pdata, resamples.n);
  return TRUE;
}

/* How many relabellings do as well as the true labels, which count as one of them. */
static gboolean
test_chance (CalRsaResult *self, CalJob *job, GError **error)
{
  CalRsaFigures *figures = &self->figures;
  guint n_models = figures->n_models, n = self->options.n_permutations;
  g_autofree double *similarities = g_new (double, (gsize) n *n_models);
  g_autofree double *p = g_new (double, n_models);

  if (!cal_rsa_permute (self->set, &self->options, similarities, job, error))
    return FALSE;
  for (guint m = 0; m < n_models; m++) {
    double similarity = figures->models[m].similarity;
    guint n_as_large = 0;

    for (guint k = 0; k < n; k++)
      n_as_large += similarities[(gsize) k * n_models + m] >= similarity - ROUNDING;
    p[m] = n > 0 && !isnan (similarity) ? (n_as_large + 1.0) / (n + 1.0) : NAN;
    figures->models[m].p_chance = p[m];
  }
  cal_fdr_adjust (p, n_models, p);
  for (guint m = 0; m < n_models; m++)
    figures->models[m].q_chance = p[m];
  return TRUE;
}

static gboolean
check_finite (CalRsaSet *set, CalRdmMethod method, GError **error)
{
  guint n_models = cal_rsa_set_get_n_models (set);
  gsize n_pairs = cal_rsa_set_get_pairs (set)->n_pairs;

  for (guint r = 0; r < n_models + cal_rsa_set_get_n_data (set); r++) {
    gboolean is_model = r < n_models;
    CalRdm *rdm =
        is_model ? cal_rsa_set_get_model (set, r) : cal_rsa_set_get_datum (set, r - n_models);
    const double *values = is_model ? cal_rsa_set_get_model_values (set)[r]
                                    : cal_rsa_set_get_data_values (set)[r - n_models];

    if (!cal_rdm_check_finite (method, values, n_pairs, cal_rdm_get_desc (rdm)->name, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * cal_rsa_infer:
 * @job: (nullable): hears how far it is
 *
 * Compares every model with every RDM of the data. Intervals are percentiles of the resamples; when
 * conditions and subjects are both resampled they are wider than need be (Schütt et al. 2023).
 *
 * Returns: (transfer full): what was found, or NULL with CAL_ERROR_ARGUMENT, CAL_ERROR_UNSUPPORTED
 *   or G_IO_ERROR_CANCELLED
 */
CalRsaResult *
cal_rsa_infer (CalRsaSet *set, const CalRsaOptions *options, CalJob *job, GError **error)
{
  g_autoptr (CalRsaResult) self = g_object_new (CAL_TYPE_RSA_RESULT, NULL);
  CalRsaFigures *figures = &self->figures;

  if (!check_finite (set, options->method, error))
    return NULL;
  self->set = g_object_ref (set);
  self->options = *options;
  figures->n_models = cal_rsa_set_get_n_models (set);
  figures->n_data = cal_rsa_set_get_n_data (set);
  figures->scores = g_new (double, (gsize) figures->n_models * figures->n_data);
  figures->models = g_new0 (CalRsaModel, figures->n_models);
  figures->p_pair = g_new (double, (gsize) figures->n_models * figures->n_models);
  figures->q_pair = g_new (double, (gsize) figures->n_models * figures->n_models);
  set_scores (self);
  if (!set_intervals (self, job, error) || !test_chance (self, job, error))
    return NULL;
  return g_steal_pointer (&self);
}

const CalRsaOptions *
cal_rsa_result_get_options (CalRsaResult *self)
{
  return &self->options;
}

/**
 * cal_rsa_result_get_figures:
 *
 * Returns: (transfer none): lives as long as @self
 */
const CalRsaFigures *
cal_rsa_result_get_figures (CalRsaResult *self)
{
  return &self->figures;
}
