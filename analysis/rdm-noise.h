/* rdm-noise.h - the noise that the patterns of an RDM are normalised by.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-rows.h"

G_BEGIN_DECLS

/**
 * CalRdmNoise:
 * @parameters: not copied
 * @n_rows: residuals; 0 if the noise is of no matter
 * @n_channels: as the patterns have
 * @degrees_of_freedom: that they have
 * @residuals: n_rows x n_channels, the mean of each channel 0
 * @deviations: standard deviation of each channel; 0 or NaN where it cannot be divided by
 */
typedef struct {
  const CalRdmParameters *parameters;
  gsize n_rows;
  gsize n_channels;
  double degrees_of_freedom;
  double *residuals;
  double *deviations;
} CalRdmNoise;

gboolean cal_rdm_noise_init (CalRdmNoise *self,
                             const CalPatterns *patterns,
                             const CalPatterns *residuals,
                             const CalRdmDesign *design,
                             const CalRdmParameters *parameters,
                             GError **error);
void cal_rdm_noise_clear (CalRdmNoise *self);

void cal_rdm_noise_prepare_rows (const CalRdmNoise *self, CalRdmRows *rows);
gboolean cal_rdm_noise_whiten (const CalRdmNoise *self,
                               const CalRdmRows *rows,
                               double *sums,
                               double *shrinkage,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRdmNoise, cal_rdm_noise_clear)

G_END_DECLS
