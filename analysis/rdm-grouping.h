/* rdm-grouping.h - which observations are one condition and one fold, by the columns of a table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-measure.h"
#include "model/table.h"

G_BEGIN_DECLS

/**
 * CalRdmGrouping:
 * @design: what cal_rdm_compute() takes
 * @conditions: (nullable): a row a condition: "id", and what else the table says of it
 */
typedef struct {
  CalRdmDesign design;
  CalTable *conditions;

  /*< private >*/
  GStrv names;
  guint32 *codes;
  CalLevels *folds;
} CalRdmGrouping;

gboolean cal_rdm_grouping_init (CalRdmGrouping *self,
                                gsize n_rows,
                                CalTable *table,
                                const char *labels,
                                const char *folds,
                                const char *const *left_out,
                                GError **error);
void cal_rdm_grouping_clear (CalRdmGrouping *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRdmGrouping, cal_rdm_grouping_clear)

G_END_DECLS
