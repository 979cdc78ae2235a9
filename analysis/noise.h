/* noise.h - how channels vary together where nothing should vary, and patterns freed of that.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CalNoiseNormalisation:
 * @CAL_NOISE_NONE: patterns are taken as they are
 * @CAL_NOISE_UNIVARIATE: each channel is divided by the standard deviation of its noise
 * @CAL_NOISE_MULTIVARIATE: patterns are multiplied by the covariance of the noise to the power -1/2
 */
typedef enum {
  CAL_NOISE_NONE,
  CAL_NOISE_UNIVARIATE,
  CAL_NOISE_MULTIVARIATE,
} CalNoiseNormalisation;

#define CAL_TYPE_NOISE_NORMALISATION (cal_noise_normalisation_get_type ())
GType cal_noise_normalisation_get_type (void);

/**
 * CalCovarianceEstimate:
 * @CAL_COVARIANCE_SHRINKAGE_DIAGONAL: shrunk towards its diagonal (Schäfer and Strimmer 2005), as
 *   rsatoolbox's "shrinkage_diag"
 * @CAL_COVARIANCE_LEDOIT_WOLF: shrunk towards a multiple of the identity (Ledoit and Wolf 2004), as
 *   rsatoolbox's "shrinkage_eye"
 * @CAL_COVARIANCE_FULL: of the sample
 */
typedef enum {
  CAL_COVARIANCE_SHRINKAGE_DIAGONAL,
  CAL_COVARIANCE_LEDOIT_WOLF,
  CAL_COVARIANCE_FULL,
} CalCovarianceEstimate;

#define CAL_TYPE_COVARIANCE_ESTIMATE (cal_covariance_estimate_get_type ())
GType cal_covariance_estimate_get_type (void);

/**
 * CalWhitening:
 * @n_channels: of the patterns
 * @root: n_channels x n_channels: the lower Cholesky factor of the covariance, or its power -1/2
 * @is_symmetric: which of the two
 */
typedef struct {
  gsize n_channels;
  double *root;
  gboolean is_symmetric;
} CalWhitening;

double *cal_noise_estimate_covariance (const double *residuals,
                                       gsize n_rows,
                                       gsize n_channels,
                                       double degrees_of_freedom,
                                       CalCovarianceEstimate estimate,
                                       double *shrinkage,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_whitening_init (CalWhitening *self,
                             double *covariance,
                             gsize n_channels,
                             gboolean is_symmetric,
                             GError **error);
void cal_whitening_apply (const CalWhitening *self, double *patterns, gsize n_rows);
void cal_whitening_clear (CalWhitening *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalWhitening, cal_whitening_clear)

G_END_DECLS
