/* rdm-conditions.h - what the conditions of an RDM are called.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/columns.h"
#include "model/job.h"

G_BEGIN_DECLS

CalTable *cal_rdm_conditions_identify (CalTable *table) G_GNUC_WARN_UNUSED_RESULT;
CalTable *cal_rdm_conditions_find_beside (const char *path,
                                          gsize n_conditions,
                                          char **found,
                                          CalJob *job) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
