/* score-table.h - the values of several maps at the same places, and the regions these lie in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/ceiling-share.h"
#include "model/job.h"
#include "model/places.h"
#include "widgets/score-maps.h"

G_BEGIN_DECLS

/**
 * CalScoreWithin:
 * @CAL_SCORE_EVERYWHERE: all places that a map is not outside of
 * @CAL_SCORE_IN_REGIONS: those of them that lie in a region
 * @CAL_SCORE_IN_REGION: those that lie in the selected one
 */
typedef enum {
  CAL_SCORE_EVERYWHERE,
  CAL_SCORE_IN_REGIONS,
  CAL_SCORE_IN_REGION,
} CalScoreWithin;

/**
 * CalScoreTableRequest:
 * @maps: (element-type CalScoreMap): beside each other, at least one
 * @ceiling: (nullable): the noise ceiling of the variance
 * @ceiling_unit: of it
 * @regions: (element-type CalLayer): what names regions; a name of an earlier layer goes before
 *   the same name of a later one
 * @sides_apart: whether a region of both hemispheres is two; only on the cortex
 * @region: (nullable): the selected one
 */
typedef struct {
  GPtrArray *maps;
  CalScoreMap *ceiling;
  CalCeilingUnit ceiling_unit;
  GPtrArray *regions;
  gboolean sides_apart;
  CalScoreWithin within;
  const char *region;
} CalScoreTableRequest;

/**
 * CalScoreRegion:
 * @name: of the region, for the selection
 * @title: with its hemisphere, if sides are apart
 * @rows: (element-type guint32): ascending
 */
typedef struct {
  char *name;
  char *title;
  GArray *rows;
} CalScoreRegion;

/**
 * CalScoreTable:
 * @maps: (element-type CalScoreMap)
 * @places: of the rows: every place that one of the maps is not outside of
 * @values: of each map a number a row, NaN where it has no data
 * @ceiling: (nullable): a number a row, as it is in the map
 * @regions: (element-type CalScoreRegion): those that have rows, in the order of their tables
 *
 * Counted by references; never changed once it was made.
 */
typedef struct {
  GPtrArray *maps;
  CalScoreMap *ceiling_map;
  CalCeilingUnit ceiling_unit;
  CalPlaces *places;
  gsize n_rows;
  double **values;
  double *ceiling;
  GPtrArray *regions;
} CalScoreTable;

typedef struct _CalScoreTableInput CalScoreTableInput;

CalScoreTableInput *
cal_score_table_input_new (const CalScoreTableRequest *request) G_GNUC_WARN_UNUSED_RESULT;
void cal_score_table_input_free (CalScoreTableInput *self);

CalScoreTable *cal_score_table_new (const CalScoreTableInput *input,
                                    CalJob *job,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalScoreTable *cal_score_table_ref (CalScoreTable *self);
void cal_score_table_unref (CalScoreTable *self);

double cal_score_table_get_bound (const CalScoreTable *self, const CalScoreMap *map, gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalScoreTable, cal_score_table_unref)

G_END_DECLS
