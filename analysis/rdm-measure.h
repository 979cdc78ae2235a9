/* rdm-measure.h - how a distance between patterns is defined, and which rows are compared.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/noise.h"

G_BEGIN_DECLS

/**
 * CalRdmMeasure:
 * @CAL_RDM_CORRELATION: 1 - Pearson's r over channels
 * @CAL_RDM_COSINE: 1 - the cosine of the angle
 * @CAL_RDM_EUCLIDEAN: the squared difference per channel, as rsatoolbox's "euclidean"
 * @CAL_RDM_EUCLIDEAN_ROOT: the Euclidean distance itself
 * @CAL_RDM_MAHALANOBIS: (a - b)' P (a - b) per channel, P the inverse covariance of the noise
 * @CAL_RDM_CROSSNOBIS: the same with the differences of two folds, each fold left out in turn;
 *   on average 0 where patterns do not differ, and so at times negative
 * @CAL_RDM_POISSON: the symmetrised Kullback-Leibler divergence of Poisson rates per channel
 */
typedef enum {
  CAL_RDM_CORRELATION,
  CAL_RDM_COSINE,
  CAL_RDM_EUCLIDEAN,
  CAL_RDM_EUCLIDEAN_ROOT,
  CAL_RDM_MAHALANOBIS,
  CAL_RDM_CROSSNOBIS,
  CAL_RDM_POISSON,
} CalRdmMeasure;

#define CAL_TYPE_RDM_MEASURE (cal_rdm_measure_get_type ())
GType cal_rdm_measure_get_type (void);

/**
 * CalPrecision:
 *
 * In which numbers products are summed and distances kept.
 */
typedef enum {
  CAL_PRECISION_DOUBLE,
  CAL_PRECISION_SINGLE,
} CalPrecision;

#define CAL_TYPE_PRECISION (cal_precision_get_type ())
GType cal_precision_get_type (void);

#define CAL_RDM_LEFT_OUT G_MAXUINT32

/**
 * CalRdmDesign:
 * @n_conditions: at least 2
 * @conditions: (nullable): of each row of the patterns, its condition, or CAL_RDM_LEFT_OUT; rows of
 *   one condition are averaged. NULL: a condition a row
 * @names: (nullable): of the conditions, for messages
 * @n_folds: of crossnobis
 * @folds: (nullable): of each row, its fold
 */
typedef struct {
  gsize n_conditions;
  const guint32 *conditions;
  const char *const *names;
  gsize n_folds;
  const guint32 *folds;
} CalRdmDesign;

/**
 * CalRdmParameters:
 * @prior_rate: of poisson: the rate that is mixed in
 * @prior_weight: of poisson: how many observations that counts as
 * @degrees_of_freedom: of the noise; 0 takes those of the residuals
 * @memory_bytes: what patterns may take while they are worked on, the distances not counted. How
 *   sums are split depends on it, and so does the last bit of a distance
 */
typedef struct {
  CalRdmMeasure measure;
  CalPrecision precision;
  CalNoiseNormalisation normalisation;
  CalCovarianceEstimate covariance;
  double degrees_of_freedom;
  double prior_rate;
  double prior_weight;
  gsize memory_bytes;
} CalRdmParameters;

void cal_rdm_parameters_init (CalRdmParameters *self, CalRdmMeasure measure);
const char *cal_rdm_measure_get_name (CalRdmMeasure measure);

G_END_DECLS
