/* rdm-dataset.h - what lies in a container of RDMs, one dataset or attribute at a time.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/job.h"
#include "model/table.h"

G_BEGIN_DECLS

/**
 * CalRdmContainer:
 * @container: lists its datasets
 * @job: (nullable)
 * @rdms: (element-type CalRdm): gets what is found
 */
typedef struct {
  CalLoaded *container;
  CalJob *job;
  GPtrArray *rdms;
} CalRdmContainer;

GObject *cal_rdm_dataset_read (CalRdmContainer *self,
                               const char *path,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalTextArray *cal_rdm_dataset_read_texts (CalRdmContainer *self,
                                          const char *path) G_GNUC_WARN_UNUSED_RESULT;
char *cal_rdm_dataset_read_text (CalRdmContainer *self,
                                 const char *group,
                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_rdm_dataset_read_text_attribute (
    CalRdmContainer *self, const char *group, const char *name, char **text, GError **error);
gboolean cal_rdm_dataset_read_number_attribute (
    CalRdmContainer *self, const char *group, const char *name, double *number, GError **error);
gboolean cal_rdm_dataset_has_attribute (CalRdmContainer *self, const char *group, const char *name);
gboolean cal_rdm_dataset_is_column (const CalDataset *dataset, gsize n);
gsize cal_rdm_dataset_measure_parent (const char *path);
CalTable *cal_rdm_dataset_read_columns (CalRdmContainer *self,
                                        const char *parent,
                                        const char *name,
                                        gsize n_rows) G_GNUC_WARN_UNUSED_RESULT;
char *cal_rdm_dataset_dup_source (CalRdmContainer *self,
                                  const char *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_rdm_dataset_contains (const char *text, const char *word);
gboolean cal_rdm_dataset_is_of_models (const char *path);

G_END_DECLS
