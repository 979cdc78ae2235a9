/* properties.h - the GParamSpec table as JSON and as text.
 *
 * Session files, the command line and recipes read and write properties through these, so that a
 * property is declared once, in its class.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *cal_properties_to_json (GObject *object) G_GNUC_WARN_UNUSED_RESULT;
void cal_properties_from_json (GObject *object, JsonNode *node, GPtrArray *remarks);
gboolean
cal_property_parse (GObject *object, const char *property, const char *text, GError **error);
char *cal_property_describe_range (GParamSpec *pspec);

const char *cal_enum_get_nick (GType type, int value);
gboolean cal_enum_find (GType type, const char *nick, int *value);

G_END_DECLS
