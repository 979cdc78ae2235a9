/* rdm-report.h - what "calcarine rdm" did: from what, how, and how exactly.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "analysis/rdm-compute.h"

G_BEGIN_DECLS

JsonObject *cal_rdm_report_new (const CalRdmParameters *parameters,
                                const char *output,
                                guint n_processes) G_GNUC_WARN_UNUSED_RESULT;
void cal_rdm_report_add (JsonObject *self,
                         CalRdm *rdm,
                         const CalRdmParameters *parameters,
                         const CalRdmReport *report,
                         double seconds);
void cal_rdm_report_print (JsonObject *self);
void cal_rdm_report_print_text (JsonObject *self);

G_END_DECLS
