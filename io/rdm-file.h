/* rdm-file.h - representational dissimilarity matrices in files of many kinds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/job.h"
#include "model/rdm.h"

G_BEGIN_DECLS

GPtrArray *
cal_rdm_file_load (const char *source, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
cal_rdm_file_find (const char *source, CalLoaded *loaded, GPtrArray *remarks, CalJob *job);

G_END_DECLS
