/* rsa-options.h - the parameters of inference on models: one table for the command line and the
 * dialog.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rsa-inference.h"
#include "app/session/option.h"

G_BEGIN_DECLS

extern const CalOption cal_rsa_options[];

void cal_rsa_init_options (CalRsaOptions *options);
void cal_rsa_set_option (CalRsaOptions *options, const char *name, const char *text);

G_END_DECLS
