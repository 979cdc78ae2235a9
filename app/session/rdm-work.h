/* rdm-work.h - from files of patterns to RDMs: what the command line and the window's dialog do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-compute.h"
#include "analysis/rdm-grouping.h"
#include "app/session/pattern-source.h"

G_BEGIN_DECLS

/**
 * CalRdmRequest:
 * @patterns: as cal_pattern_source_open() takes it
 * @is_transposed: rows are channels
 * @residuals: (nullable): what the noise is estimated from
 * @conditions: (nullable): a table with a row for each observation
 * @labels: (nullable): its column of conditions
 * @runs: (nullable): its column of folds
 * @leave_out: (nullable): conditions that are not used
 * @roi: (nullable): as cal_pattern_source_find_regions() takes it
 * @read_block: (nullable): how HDF5 datasets are read
 */
typedef struct {
  const char *patterns;
  gboolean is_transposed;
  const char *residuals;
  const char *conditions;
  const char *labels;
  const char *runs;
  const char *const *leave_out;
  const char *roi;
  CalBlockRead read_block;
} CalRdmRequest;

/**
 * CalRdmComputer:
 *
 * As cal_rdm_compute(); gives NULL without an error where another process has the result.
 */
typedef CalArray *(*CalRdmComputer) (const CalPatterns *patterns,
                                     const CalPatterns *residuals,
                                     const CalRdmDesign *design,
                                     const CalRdmParameters *parameters,
                                     CalRdmReport *report,
                                     CalJob *job,
                                     GError **error);

/**
 * CalRdmWork:
 * @regions: #CalChannelSet: one RDM each
 *
 * Everything that one computation works on.
 */
typedef struct {
  char *name;
  CalPatternSource *source;
  CalPatternSource *residuals;
  CalTable *table;
  CalRdmGrouping grouping;
  GPtrArray *regions;
} CalRdmWork;

gboolean
cal_rdm_work_open (CalRdmWork *self, const CalRdmRequest *request, CalJob *job, GError **error);
void cal_rdm_work_clear (CalRdmWork *self);
gboolean cal_rdm_work_compute (CalRdmWork *self,
                               const CalChannelSet *region,
                               const CalRdmParameters *parameters,
                               CalRdmComputer compute,
                               CalRdm **rdm,
                               CalRdmReport *report,
                               CalJob *job,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRdmWork, cal_rdm_work_clear)

G_END_DECLS
