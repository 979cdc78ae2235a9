/* lookup.h - what recipes ask of a file: is a dataset there, what is in it, what is said of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/job.h"

G_BEGIN_DECLS

const CalDataset *cal_lookup_dataset (CalLoaded *loaded, const char *path);
char *cal_lookup_dup_source (CalLoaded *loaded, const char *dataset) G_GNUC_WARN_UNUSED_RESULT;

GObject *cal_lookup_object (const char *path,
                            const char *dataset,
                            GType type,
                            CalJob *job,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalArray *cal_lookup_numbers (const char *path, const char *dataset, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CalTextArray *cal_lookup_texts (const char *path, const char *dataset, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
char *
cal_lookup_dup_text (const char *path, const char *dataset, CalJob *job) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
