/* rsa-resample.c - models against data again and again: resampled, and with shuffled labels.
 *
 * Each resample draws from a stream of its own (analysis/random.h), numbered from 0: first the
 * conditions, then the subjects, each as often as there are. Permutations take the streams from
 * 2^32. So the numbers depend on the seed alone, not on threads.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rsa-resample.h"

#include <math.h>
#include <string.h>

#include "analysis/parallel.h"
#include "analysis/random.h"
#include "model/error.h"

#define FIRST_PERMUTATION ((guint64) 1 << 32)
#define MIN_CONDITIONS 3

/* How many resamples are made between two looks at the job, and what they may take at once. */
#define BATCH 32
#define MEMORY_BYTES 2e9

/* Values, ranks and scratch of one RDM in a resample: so many bytes a pair. */
#define BYTES_PER_PAIR 40.0

/* RDMs prepared for comparison, and the values they were prepared from. */
typedef struct {
  guint n;
  double **values;
  CalComparand *prepared;
} Side;

static void
side_init (
    Side *self, CalRdmMethod method, const double *const *rdms, guint n, const CalRdmPairs *pairs)
{
  *self = (Side){n, g_new (double *, n), g_new (CalComparand, n)};
  for (guint r = 0; r < n; r++) {
    self->values[r] = g_new (double, pairs->n_kept);
    cal_rdm_pairs_gather (pairs, rdms[r], self->values[r]);
    cal_comparand_init (&self->prepared[r], method, self->values[r], pairs);
  }
}

static void
side_clear (Side *self)
{
  for (guint r = 0; r < self->n; r++) {
    g_free (self->values[r]);
    cal_comparand_clear (&self->prepared[r]);
  }
  g_free (self->values);
  g_free (self->prepared);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static void
compare_sides (const Side *models, const Side *data, double *scores)
{
  for (guint m = 0; m < models->n; m++)
    for (guint d = 0; d < data->n; d++)
      scores[m * data->n + d] = cal_comparand_compare (&models->prepared[m], &data->prepared[d]);
}

/* As many resamples as fit in memory at once: RDMs of thousands of conditions are large. */
static gsize
get_batch (CalRsaSet *set)
{
  double n_rdms = cal_rsa_set_get_n_models (set) + cal_rsa_set_get_n_data (set);
  double bytes = (double) cal_rsa_set_get_pairs (set)->n_pairs * n_rdms * BYTES_PER_PAIR;

  return (gsize) CLAMP (MEMORY_BYTES / bytes, 1.0, (double) BATCH);
}

/**
 * cal_rsa_score:
 * @scores: (out caller-allocates): models x data
 */
void
cal_rsa_score (CalRsaSet *set, CalRdmMethod method, double *scores)
{
  g_auto (Side) models = {0};
  g_auto (Side) data = {0};

  side_init (&models, method, cal_rsa_set_get_model_values (set), cal_rsa_set_get_n_models (set),
             cal_rsa_set_get_pairs (set));
  side_init (&data, method, cal_rsa_set_get_data_values (set), cal_rsa_set_get_n_data (set),
             cal_rsa_set_get_pairs (set));
  compare_sides (&models, &data, scores);
}

typedef struct {
  CalRsaSet *set;
  const CalRsaOptions *options;
  gsize first;
  const double *scores; /* with all conditions */
  CalRsaResamples *resamples;
} Bootstrap;

static gsize
count_different (const guint32 *numbers, gsize n)
{
  g_autofree gboolean *seen = g_new0 (gboolean, n);
  gsize n_different = 0;

  for (gsize i = 0; i < n; i++) {
    n_different += !seen[numbers[i]];
    seen[numbers[i]] = TRUE;
  }
  return n_different;
}

/* The RDMs of the subjects drawn, a subject's together. */
static GArray *
list_data (CalRsaSet *set, const guint32 *subjects)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint s = 0; s < cal_rsa_set_get_n_subjects (set); s++)
    for (guint d = 0; d < cal_rsa_set_get_n_data (set); d++)
      if (cal_rsa_set_get_subjects (set)[d] == subjects[s])
        g_array_append_val (list, d);
  return list;
}

static void
set_similarities (const Bootstrap *bootstrap, gsize b, const double *scores, GArray *list)
{
  guint n_models = cal_rsa_set_get_n_models (bootstrap->set);
  guint n_data = cal_rsa_set_get_n_data (bootstrap->set);

  for (guint m = 0; m < n_models; m++) {
    double sum = 0.0;

    for (guint n = 0; n < list->len; n++)
      sum += scores[m * n_data + g_array_index (list, guint, n)];
    bootstrap->resamples->similarities[b * n_models + m] = sum / list->len;
  }
}

static void
set_ceiling (
    const Bootstrap *bootstrap, gsize b, const Side *data, const CalRdmPairs *pairs, GArray *list)
{
  g_autofree const double **rdms = g_new (const double *, list->len);
  g_autofree guint *subjects = g_new (guint, list->len);
  CalNoiseCeiling ceiling;

  for (guint n = 0; n < list->len; n++) {
    guint d = g_array_index (list, guint, n);

    rdms[n] = data->values[d];
    subjects[n] = cal_rsa_set_get_subjects (bootstrap->set)[d];
  }
  ceiling =
      cal_noise_ceiling_compute (bootstrap->options->method, rdms, subjects, list->len, pairs);
  bootstrap->resamples->lower[b] = ceiling.lower;
  bootstrap->resamples->upper[b] = ceiling.upper;
}

/* The numbers from 0, or as many drawn from them. */
static guint32 *
draw (CalRandom *random, gsize n, gboolean is_resampled)
{
  guint32 *numbers = g_new (guint32, n);

  if (is_resampled)
    cal_random_draw (random, numbers, n, (guint32) n);
  else
    for (gsize i = 0; i < n; i++)
      numbers[i] = (guint32) i;
  return numbers;
}

static void
resample (gsize piece, gpointer user_data)
{
  const Bootstrap *bootstrap = user_data;
  CalRsaSet *set = bootstrap->set;
  CalRsaBootstrap kind = bootstrap->options->bootstrap;
  const CalRdmPairs *whole = cal_rsa_set_get_pairs (set);
  guint n_models = cal_rsa_set_get_n_models (set), n_data = cal_rsa_set_get_n_data (set);
  gsize b = bootstrap->first + piece, n_conditions = whole->n_conditions;
  CalRandom random = cal_random_seed (bootstrap->options->seed, b);
  gboolean resamples_conditions = kind != CAL_RSA_BOOTSTRAP_SUBJECTS;
  g_autofree guint32 *conditions = draw (&random, n_conditions, resamples_conditions);
  g_autofree guint32 *subjects =
      draw (&random, cal_rsa_set_get_n_subjects (set), kind != CAL_RSA_BOOTSTRAP_CONDITIONS);
  g_autoptr (GArray) list = list_data (set, subjects);
  g_auto (CalRdmPairs) sample = {0};
  g_auto (Side) models = {0};
  g_auto (Side) data = {0};
  g_autofree double *scores = NULL;

  if (count_different (conditions, n_conditions) < MIN_CONDITIONS) {
    for (guint m = 0; m < n_models; m++)
      bootstrap->resamples->similarities[b * n_models + m] = NAN;
    bootstrap->resamples->lower[b] = bootstrap->resamples->upper[b] = NAN;
    return;
  }
  if (resamples_conditions) {
    cal_rdm_pairs_init_sample (&sample, whole, conditions, n_conditions);
    whole = &sample;
    scores = g_new (double, n_models *n_data);
    side_init (&models, bootstrap->options->method, cal_rsa_set_get_model_values (set), n_models,
               whole);
  }
  side_init (&data, bootstrap->options->method, cal_rsa_set_get_data_values (set), n_data, whole);
  if (resamples_conditions)
    compare_sides (&models, &data, scores);
  set_similarities (bootstrap, b, scores != NULL ? scores : bootstrap->scores, list);
  set_ceiling (bootstrap, b, &data, whole, list);
}

/**
 * cal_rsa_bootstrap:
 * @resamples: (out caller-allocates): cleared by cal_rsa_resamples_clear()
 * @job: (nullable): hears how far it is
 *
 * Draws conditions, subjects or both with replacement. Pairs of a condition with its own copy are
 * left out, as in rsatoolbox. Models are the same in each resample, so that differences of models
 * are paired.
 *
 * Returns: FALSE, with G_IO_ERROR_CANCELLED, when the job was cancelled
 */
gboolean
cal_rsa_bootstrap (CalRsaSet *set,
                   const CalRsaOptions *options,
                   CalRsaResamples *resamples,
                   CalJob *job,
                   GError **error)
{
  guint n_models = cal_rsa_set_get_n_models (set);
  g_autofree double *scores = g_new (double, n_models *cal_rsa_set_get_n_data (set));
  Bootstrap bootstrap = {set, options, 0, scores, resamples};
  guint n = options->bootstrap == CAL_RSA_BOOTSTRAP_NONE ? 0 : options->n_bootstrap;

  *resamples = (CalRsaResamples){n, g_new (double, (gsize) n *n_models), g_new (double, n),
                                 g_new (double, n)};
  if (n > 0)
    cal_rsa_score (set, options->method, scores);
  for (gsize batch = get_batch (set); bootstrap.first < n; bootstrap.first += batch) {
    if (!cal_job_check (job, error))
      return FALSE;
    cal_job_report (job, (double) bootstrap.first / n, "Resampling");
    cal_parallel_run (MIN (batch, n - bootstrap.first), resample, &bootstrap);
  }
  return TRUE;
}

void
cal_rsa_resamples_clear (CalRsaResamples *self)
{
  g_clear_pointer (&self->similarities, g_free);
  g_clear_pointer (&self->lower, g_free);
  g_clear_pointer (&self->upper, g_free);
}

typedef struct {
  CalRsaSet *set;
  const CalRsaOptions *options;
  gsize first;
  Side models;
  Side data;
  double *similarities;
} Permutation;

/* The model's values under other labels; a model that is an inner product need not be prepared
 * again, for ranks, lengths and whitening move with the labels. */
static void
relabel (CalComparand *relabelled,
         const CalComparand *model,
         const double *values,
         const CalRdmPairs *labels)
{
  g_autofree double *moved = g_new (double, labels->n_kept);
  gboolean is_inner = model->direct != NULL;

  cal_rdm_pairs_gather (labels, is_inner ? model->direct : values, moved);
  if (is_inner)
    *relabelled =
        (CalComparand){model->method, model->comparator, model->n, g_steal_pointer (&moved)};
  else
    cal_comparand_init (relabelled, model->method, moved, labels);
}

static void
permute (gsize piece, gpointer user_data)
{
  const Permutation *permutation = user_data;
  const CalRdmPairs *whole = cal_rsa_set_get_pairs (permutation->set);
  gsize k = permutation->first + piece, n = whole->n_conditions;
  CalRandom random = cal_random_seed (permutation->options->seed, FIRST_PERMUTATION + k);
  g_autofree guint32 *order = g_new (guint32, n);
  g_auto (CalRdmPairs) labels = {0};

  cal_random_shuffle (&random, order, n);
  cal_rdm_pairs_init_sample (&labels, whole, order, n);
  for (guint m = 0; m < permutation->models.n; m++) {
    g_auto (CalComparand) model = {0};
    double sum = 0.0;

    relabel (&model, &permutation->models.prepared[m], permutation->models.values[m], &labels);
    for (guint d = 0; d < permutation->data.n; d++)
      sum += cal_comparand_compare (&model, &permutation->data.prepared[d]);
    permutation->similarities[k * permutation->models.n + m] = sum / permutation->data.n;
  }
}

/**
 * cal_rsa_permute:
 * @similarities: (out caller-allocates): permutations x models, each the mean over the data
 * @job: (nullable): hears how far it is
 *
 * Gives the conditions of the models each other's labels, rows and columns together, the same for
 * all models.
 *
 * Returns: FALSE, with CAL_ERROR_UNSUPPORTED if pairs are missing (they would not stay in place),
 *   or G_IO_ERROR_CANCELLED
 */
gboolean
cal_rsa_permute (
    CalRsaSet *set, const CalRsaOptions *options, double *similarities, CalJob *job, GError **error)
{
  const CalRdmPairs *pairs = cal_rsa_set_get_pairs (set);
  Permutation permutation = {set, options, 0, {0}, {0}, similarities};
  gsize batch = get_batch (set);
  gboolean goes_on = TRUE;

  if (options->n_permutations == 0)
    return TRUE;
  if (pairs->n_kept < pairs->n_pairs) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                 " pairs are missing; expected none, or no permutation test",
                 pairs->n_pairs - pairs->n_kept, pairs->n_pairs);
    return FALSE;
  }
  side_init (&permutation.models, options->method, cal_rsa_set_get_model_values (set),
             cal_rsa_set_get_n_models (set), pairs);
  side_init (&permutation.data, options->method, cal_rsa_set_get_data_values (set),
             cal_rsa_set_get_n_data (set), pairs);
  for (; goes_on && permutation.first < options->n_permutations; permutation.first += batch) {
    goes_on = cal_job_check (job, error);
    cal_job_report (job, (double) permutation.first / options->n_permutations,
                    "Relabelling conditions");
    if (goes_on)
      cal_parallel_run (MIN (batch, options->n_permutations - permutation.first), permute,
                        &permutation);
  }
  side_clear (&permutation.models);
  side_clear (&permutation.data);
  return goes_on;
}
