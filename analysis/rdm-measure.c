/* rdm-measure.c - how a distance between patterns is defined, and which rows are compared.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-measure.h"

G_DEFINE_ENUM_TYPE (CalRdmMeasure,
                    cal_rdm_measure,
                    G_DEFINE_ENUM_VALUE (CAL_RDM_CORRELATION, "correlation"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_COSINE, "cosine"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_EUCLIDEAN, "euclidean"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_EUCLIDEAN_ROOT, "euclidean-root"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_MAHALANOBIS, "mahalanobis"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_CROSSNOBIS, "crossnobis"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_POISSON, "poisson"))

G_DEFINE_ENUM_TYPE (CalPrecision,
                    cal_precision,
                    G_DEFINE_ENUM_VALUE (CAL_PRECISION_DOUBLE, "double"),
                    G_DEFINE_ENUM_VALUE (CAL_PRECISION_SINGLE, "single"))

#define DEFAULT_MEMORY_BYTES ((gsize) 2 << 30)

/**
 * cal_rdm_parameters_init:
 *
 * The measure in double precision, with rsatoolbox's prior; mahalanobis with the noise it needs.
 */
void
cal_rdm_parameters_init (CalRdmParameters *self, CalRdmMeasure measure)
{
  *self = (CalRdmParameters){
      .measure = measure,
      .normalisation = measure == CAL_RDM_MAHALANOBIS ? CAL_NOISE_MULTIVARIATE : CAL_NOISE_NONE,
      .prior_rate = 1.0,
      .prior_weight = 0.1,
      .memory_bytes = DEFAULT_MEMORY_BYTES,
  };
}

/**
 * cal_rdm_measure_get_name:
 *
 * Returns: (transfer none): what an RDM says its measure is; rsatoolbox's words where it has some
 */
const char *
cal_rdm_measure_get_name (CalRdmMeasure measure)
{
  static const char *const names[] = {
      [CAL_RDM_CORRELATION] = "correlation",
      [CAL_RDM_COSINE] = "cosine",
      [CAL_RDM_EUCLIDEAN] = "squared euclidean",
      [CAL_RDM_EUCLIDEAN_ROOT] = "euclidean",
      [CAL_RDM_MAHALANOBIS] = "squared mahalanobis",
      [CAL_RDM_CROSSNOBIS] = "crossnobis",
      [CAL_RDM_POISSON] = "poisson",
  };

  return names[measure];
}
