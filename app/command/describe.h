/* describe.h - what a file holds, as the fields of "calcarine info --json".
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "io/loaded.h"
#include "model/binding.h"

G_BEGIN_DECLS

JsonObject *cal_describe_new (const char *file) G_GNUC_WARN_UNUSED_RESULT;
void cal_describe_loaded (JsonObject *self, CalLoaded *loaded, const CalBindingContext *context);
gboolean cal_describe_value (
    JsonObject *self, CalLoaded *loaded, const double *place, guint n_place, GError **error);

G_END_DECLS
