/* rsa-report.h - what calcarine rsa found, as JSON, as a table, as CSV.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "analysis/rsa-inference.h"
#include "analysis/trsa-grid.h"
#include "app/command/option.h"

G_BEGIN_DECLS

/**
 * CalRsaRegion:
 * @name: (nullable): of the region whose RDMs these are; NULL if the data name none
 * @set: models and data
 * @result: (nullable): what was inferred
 * @grid: (nullable): the grid of l and u
 */
typedef struct {
  char *name;
  CalRsaSet *set;
  CalRsaResult *result;
  CalTrsaGrid *grid;
} CalRsaRegion;

/**
 * CalRsaSource:
 * @role: "data" or "models"
 * @name: as it was given
 * @hash: of the file's content
 */
typedef struct {
  const char *role;
  char *name;
  char *hash;
} CalRsaSource;

CalRsaRegion *cal_rsa_region_new (const char *name, CalRsaSet *set) G_GNUC_WARN_UNUSED_RESULT;
void cal_rsa_region_free (CalRsaRegion *self);
CalRsaSource *
cal_rsa_source_new (const char *role, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_rsa_source_free (CalRsaSource *self);

void cal_rsa_report_print_json (GPtrArray *regions,
                                GPtrArray *sources,
                                CalArguments *arguments,
                                const CalOption *const *tables);
void cal_rsa_report_print_table (GPtrArray *regions);
void cal_rsa_report_print_csv (GPtrArray *regions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalRsaRegion, cal_rsa_region_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalRsaSource, cal_rsa_source_free)

G_END_DECLS
