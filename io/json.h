/* json.h - read a JSON file that may be broken or hostile, and members that may not be there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *cal_json_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *cal_json_parse (const char *name, const char *text, gsize length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

JsonObject *cal_json_get_object (JsonObject *parent, const char *name);
JsonArray *cal_json_get_array (JsonObject *parent, const char *name);
const char *cal_json_get_text (JsonObject *parent, const char *name);

G_END_DECLS
