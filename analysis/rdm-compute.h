/* rdm-compute.h - RDMs from patterns.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/patterns.h"
#include "analysis/rdm-measure.h"
#include "analysis/rdm-strips.h"
#include "model/rdm.h"

G_BEGIN_DECLS

/**
 * CalRdmReport:
 * @n_channels: that distances are over
 * @n_dropped: channels left out, because a row is not a finite number there or the noise does not
 *   vary
 * @is_dropped: which those are: a byte a channel
 * @n_parts: how many times a part of the channels was read
 * @undefined: (element-type guint32): conditions whose distances are NaN, because the measure is
 *   not defined for a pattern that is the same everywhere
 * @n_residuals: rows that the noise was estimated from; 0 if it was not
 * @degrees_of_freedom: of the noise
 * @shrinkage: of its covariance, 0 to 1
 * @n_checked: in single precision, distances that were computed once more in double precision
 * @largest_error: the largest absolute difference of those
 * @largest_relative_error: the largest difference, divided by the distance
 */
typedef struct {
  gsize n_channels;
  gsize n_dropped;
  guint8 *is_dropped;
  gsize n_parts;
  GArray *undefined;
  gsize n_residuals;
  double degrees_of_freedom;
  double shrinkage;
  gsize n_checked;
  double largest_error;
  double largest_relative_error;
} CalRdmReport;

void cal_rdm_report_clear (CalRdmReport *self);

gboolean cal_rdm_compute_strips (const CalPatterns *patterns,
                                 const CalPatterns *residuals,
                                 const CalRdmDesign *design,
                                 const CalRdmParameters *parameters,
                                 CalRdmStrips *strips,
                                 CalRdmReport *report,
                                 CalJob *job,
                                 GError **error);
CalArray *cal_rdm_compute (const CalPatterns *patterns,
                           const CalPatterns *residuals,
                           const CalRdmDesign *design,
                           const CalRdmParameters *parameters,
                           CalRdmReport *report,
                           CalJob *job,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_rdm_check_single (const CalPatterns *patterns,
                               const CalPatterns *residuals,
                               const CalRdmDesign *design,
                               const CalRdmParameters *parameters,
                               const float *dissimilarities,
                               CalRdmReport *report,
                               CalJob *job,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRdmReport, cal_rdm_report_clear)

G_END_DECLS
