/* rsa-inference.h - which models are like the data, how surely, and which differ.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rsa-noise-ceiling.h"
#include "analysis/rsa-set.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalRsaBootstrap:
 * @CAL_RSA_BOOTSTRAP_NONE: no intervals
 * @CAL_RSA_BOOTSTRAP_CONDITIONS: to speak of other conditions, for these subjects
 * @CAL_RSA_BOOTSTRAP_SUBJECTS: to speak of other subjects, for these conditions
 * @CAL_RSA_BOOTSTRAP_BOTH: to speak of both
 */
typedef enum {
  CAL_RSA_BOOTSTRAP_NONE,
  CAL_RSA_BOOTSTRAP_CONDITIONS,
  CAL_RSA_BOOTSTRAP_SUBJECTS,
  CAL_RSA_BOOTSTRAP_BOTH,
} CalRsaBootstrap;

#define CAL_TYPE_RSA_BOOTSTRAP (cal_rsa_bootstrap_get_type ())
GType cal_rsa_bootstrap_get_type (void);

/**
 * CalRsaPairwise:
 * @CAL_RSA_PAIRWISE_BOOTSTRAP: how often the resamples disagree about which model is better
 * @CAL_RSA_PAIRWISE_SIGNED_RANK: Wilcoxon's test over subjects
 */
typedef enum {
  CAL_RSA_PAIRWISE_BOOTSTRAP,
  CAL_RSA_PAIRWISE_SIGNED_RANK,
} CalRsaPairwise;

#define CAL_TYPE_RSA_PAIRWISE (cal_rsa_pairwise_get_type ())
GType cal_rsa_pairwise_get_type (void);

/**
 * CalRsaOptions:
 * @n_bootstrap: resamples
 * @n_permutations: of the labels of the models' conditions; 0 for no test
 * @interval: the share of resamples that an interval holds: 0.95
 * @seed: makes the same numbers again
 */
typedef struct {
  CalRdmMethod method;
  CalRsaBootstrap bootstrap;
  guint n_bootstrap;
  guint n_permutations;
  CalRsaPairwise pairwise;
  double interval;
  guint64 seed;
} CalRsaOptions;

/**
 * CalRsaRange:
 * @low: the percentile where the interval begins; NaN without resamples
 * @high: where it ends
 */
typedef struct {
  double low;
  double high;
} CalRsaRange;

/**
 * CalRsaModel:
 * @similarity: to the data, the mean over their RDMs
 * @interval: of that, by bootstrap
 * @deviation: its standard deviation over resamples
 * @p_chance: of a similarity as large when conditions are relabelled at random
 * @q_chance: the same over all models, Benjamini-Hochberg
 * @p_above_zero: by bootstrap: the share of resamples with none
 * @p_below_ceiling: by bootstrap: the share that reaches the lower noise ceiling
 */
typedef struct {
  double similarity;
  CalRsaRange interval;
  double deviation;
  double p_chance;
  double q_chance;
  double p_above_zero;
  double p_below_ceiling;
} CalRsaModel;

/**
 * CalRsaFigures:
 * @scores: n_models x n_data: the similarity of each model to each RDM of the data
 * @models: a model each
 * @p_pair: n_models x n_models: whether two models differ; 1 on the diagonal
 * @q_pair: the same over all pairs, Benjamini-Hochberg
 * @ceiling: the noise ceiling
 * @lower_interval: of its lower bound
 * @upper_interval: of its upper bound
 * @n_resamples: those of at least three different conditions, which alone count
 */
typedef struct {
  guint n_models;
  guint n_data;
  double *scores;
  CalRsaModel *models;
  double *p_pair;
  double *q_pair;
  CalNoiseCeiling ceiling;
  CalRsaRange lower_interval;
  CalRsaRange upper_interval;
  guint n_resamples;
} CalRsaFigures;

#define CAL_TYPE_RSA_RESULT (cal_rsa_result_get_type ())
G_DECLARE_FINAL_TYPE (CalRsaResult, cal_rsa_result, CAL, RSA_RESULT, GObject)

CalRsaResult *cal_rsa_infer (CalRsaSet *set,
                             const CalRsaOptions *options,
                             CalJob *job,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalRsaOptions *cal_rsa_result_get_options (CalRsaResult *self);
const CalRsaFigures *cal_rsa_result_get_figures (CalRsaResult *self);

G_END_DECLS
