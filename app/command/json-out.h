/* json-out.h - what commands print as JSON.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void cal_json_set_number (JsonObject *object, const char *name, double value);
void cal_json_set_text (JsonObject *object, const char *name, const char *text);
void cal_json_add_number (JsonArray *array, double value);
void cal_json_print (JsonObject *object);

G_END_DECLS
