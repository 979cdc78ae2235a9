/* provenance.h - what a report was made from and how, so that it can be made again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "app/command/option.h"

G_BEGIN_DECLS

JsonObject *cal_provenance_new (const char *command,
                                CalArguments *arguments,
                                const CalOption *const *tables) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cal_provenance_describe (CalArguments *arguments,
                                     const CalOption *const *tables) G_GNUC_WARN_UNUSED_RESULT;
void cal_provenance_add_source (JsonObject *self, const char *role, const char *source);

G_END_DECLS
