/* rdm-rows.h - patterns made ready to be multiplied: averaged, cleaned, centred, normalised.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/patterns.h"
#include "analysis/rdm-measure.h"

G_BEGIN_DECLS

/**
 * CalRdmRows:
 * @patterns: where they come from
 * @parameters: how they are compared
 * @n_conditions: rows that are made
 * @n_folds: of crossnobis; 1 of all others
 * @names: (nullable): of the conditions
 * @cell_starts: for each condition of each fold, where its rows begin in @cell_rows
 * @cell_rows: rows of the patterns
 * @is_dropped: a byte a channel: 1 where a row is not a finite number, or the noise does not vary
 * @deviations: (nullable): of the noise of each channel; patterns are divided by it
 * @first: of the channels that are worked on
 * @n_channels: how many are
 * @n_kept: those of them that are not dropped
 * @kept: which
 * @block: (nullable): all rows of these channels, where they cannot be read by several threads
 * @sums: (nullable): for each condition of each fold, of the channels that are kept
 * @n_measured: channels that @mean and @square are from
 * @mean: over channels, of each condition
 * @square: sum of the squared distances from @mean, or from 0 for cosine
 * @is_constant: a byte a condition: the same in all channels that were measured; for cosine, 0
 * @first_value: of each condition
 */
typedef struct {
  const CalPatterns *patterns;
  const CalRdmParameters *parameters;
  gsize n_conditions;
  gsize n_folds;
  const char *const *names;
  gsize *cell_starts;
  guint32 *cell_rows;
  guint8 *is_dropped;
  const double *deviations;
  gsize first;
  gsize n_channels;
  gsize n_kept;
  guint32 *kept;
  double *block;
  double *sums;
  gsize n_measured;
  double *mean;
  double *square;
  guint8 *is_constant;
  double *first_value;
} CalRdmRows;

gboolean cal_rdm_rows_init (CalRdmRows *self,
                            const CalPatterns *patterns,
                            const CalRdmDesign *design,
                            const CalRdmParameters *parameters,
                            GError **error);
void cal_rdm_rows_clear (CalRdmRows *self);

gboolean cal_rdm_rows_is_normalised (const CalRdmRows *self);
char *cal_rdm_rows_dup_name (const CalRdmRows *self, gsize condition) G_GNUC_WARN_UNUSED_RESULT;

gboolean cal_rdm_rows_choose (CalRdmRows *self, gsize first, gsize n_channels, GError **error);
void cal_rdm_rows_measure (CalRdmRows *self);
void cal_rdm_rows_sum (CalRdmRows *self, double *sums);
gboolean cal_rdm_rows_make (CalRdmRows *self, gsize fold, void *left, void *right, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRdmRows, cal_rdm_rows_clear)

G_END_DECLS
