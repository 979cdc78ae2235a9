/* rdm-options.h - the parameters of an RDM: one table for the command line and the dialog.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-compute.h"
#include "app/session/option.h"

G_BEGIN_DECLS

extern const CalOption cal_rdm_source_options[];
extern const CalOption cal_rdm_options[];

void cal_rdm_set_option (CalRdmParameters *parameters, const char *name, const char *text);
char *cal_rdm_dup_option (const CalRdmParameters *parameters,
                          const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *cal_rdm_dup_maker (const CalRdmParameters *parameters,
                         const CalRdmReport *report) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
