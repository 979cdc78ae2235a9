/* properties.c - the GParamSpec table as JSON and as text.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/properties.h"

#include <math.h>

#include "model/error.h"
#include "model/text.h"

static gboolean
is_setting (GParamSpec *pspec)
{
  return (pspec->flags & G_PARAM_READWRITE) == G_PARAM_READWRITE &&
         (G_IS_PARAM_SPEC_BOOLEAN (pspec) || G_IS_PARAM_SPEC_DOUBLE (pspec) ||
          G_IS_PARAM_SPEC_UINT (pspec) || G_IS_PARAM_SPEC_ENUM (pspec) ||
          G_IS_PARAM_SPEC_STRING (pspec));
}

/**
 * cal_enum_get_nick:
 * @type: an enumeration
 * @value: one of its values
 *
 * Returns: (transfer none): the word for it in files, on the command line and in actions
 */
const char *
cal_enum_get_nick (GType type, int value)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (type);
  const GEnumValue *entry = g_enum_get_value (class, value);

  g_return_val_if_fail (entry != NULL, "");

  return entry->value_nick;
}

/**
 * cal_enum_find:
 * @nick: (nullable)
 * @value: (out): untouched if there is none
 *
 * Returns: whether a value of the enumeration is called so
 */
gboolean
cal_enum_find (GType type, const char *nick, int *value)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (type);
  const GEnumValue *entry = nick != NULL ? g_enum_get_value_by_nick (class, nick) : NULL;

  if (entry != NULL)
    *value = entry->value;
  return entry != NULL;
}

static void
add_member (JsonBuilder *builder, GObject *object, GParamSpec *pspec)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, pspec->value_type);
  g_object_get_property (object, pspec->name, &value);
  if (G_IS_PARAM_SPEC_STRING (pspec) && g_value_get_string (&value) == NULL)
    return;
  json_builder_set_member_name (builder, pspec->name);
  if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    json_builder_add_boolean_value (builder, g_value_get_boolean (&value));
  else if (G_IS_PARAM_SPEC_DOUBLE (pspec))
    json_builder_add_double_value (builder, g_value_get_double (&value));
  else if (G_IS_PARAM_SPEC_UINT (pspec))
    json_builder_add_int_value (builder, g_value_get_uint (&value));
  else if (G_IS_PARAM_SPEC_ENUM (pspec))
    json_builder_add_string_value (
        builder, cal_enum_get_nick (pspec->value_type, g_value_get_enum (&value)));
  else
    json_builder_add_string_value (builder, g_value_get_string (&value));
}

/**
 * cal_properties_to_json:
 *
 * Returns: (transfer full): an object with a member for each boolean, number, choice and text that
 *   can be read and written
 */
JsonNode *
cal_properties_to_json (GObject *object)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_pspecs);
  json_builder_begin_object (builder);
  for (guint n = 0; n < n_pspecs; n++)
    if (is_setting (pspecs[n]))
      add_member (builder, object, pspecs[n]);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* The member's value as the text that cal_property_parse() takes. */
static char *
dup_member_text (JsonNode *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return g_strdup (g_ascii_dtostr (number, sizeof number, json_node_get_double (node)));
}

/**
 * cal_properties_from_json:
 * @node: an object as cal_properties_to_json() makes it; members that are missing keep their value
 * @remarks: (inout): gets a sentence for each member that cannot be used
 */
void
cal_properties_from_json (GObject *object, JsonNode *node, GPtrArray *remarks)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member)) {
    g_autofree char *text = dup_member_text (member);
    g_autoptr (GError) error = NULL;

    g_autofree char *remark = NULL;

    if (text == NULL)
      remark = g_strdup_printf ("session: %s is neither text nor number", name);
    else if (!cal_property_parse (object, name, text, &error))
      remark = g_strdup_printf ("session: %s", error->message);
    if (remark != NULL)
      g_ptr_array_add (remarks, cal_text_dup_shown (remark, -1));
  }
}

/**
 * cal_property_describe_range:
 *
 * Returns: (transfer full): what the property takes: "0 to 1", "none|above|below", "true|false"
 */
char *
cal_property_describe_range (GParamSpec *pspec)
{
  if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    return g_strdup ("true|false");
  if (G_IS_PARAM_SPEC_ENUM (pspec)) {
    GEnumClass *class = G_PARAM_SPEC_ENUM (pspec)->enum_class;
    GString *text = g_string_new (NULL);

    for (guint n = 0; n < class->n_values; n++)
      g_string_append_printf (text, "%s%s", n > 0 ? "|" : "", class->values[n].value_nick);
    return g_string_free (text, FALSE);
  }
  if (G_IS_PARAM_SPEC_DOUBLE (pspec)) {
    GParamSpecDouble *number = G_PARAM_SPEC_DOUBLE (pspec);

    if (number->maximum >= G_MAXDOUBLE)
      return g_strdup ("a number");
    return g_strdup_printf ("%g to %g", number->minimum, number->maximum);
  }
  return g_strdup (G_IS_PARAM_SPEC_UINT (pspec) ? "a whole number" : "text");
}

static gboolean
parse_value (GParamSpec *pspec, const char *text, GValue *value)
{
  char *end = NULL;

  if (G_IS_PARAM_SPEC_BOOLEAN (pspec)) {
    gboolean yes = g_str_equal (text, "true") || g_str_equal (text, "yes");

    g_value_set_boolean (value, yes);
    return yes || g_str_equal (text, "false") || g_str_equal (text, "no");
  }
  if (G_IS_PARAM_SPEC_DOUBLE (pspec)) {
    double number = g_ascii_strtod (text, &end);

    g_value_set_double (value, number);
    return end != text && *end == '\0' && isfinite (number);
  }
  if (G_IS_PARAM_SPEC_UINT (pspec)) {
    guint64 number = g_ascii_strtoull (text, &end, 10);

    g_value_set_uint (value, (guint) number);
    return end != text && *end == '\0' && number <= G_MAXUINT && *text != '-';
  }
  if (G_IS_PARAM_SPEC_ENUM (pspec)) {
    int number = 0;
    gboolean found = cal_enum_find (pspec->value_type, text, &number);

    g_value_set_enum (value, number);
    return found;
  }
  g_value_set_string (value, text);
  return TRUE;
}

/**
 * cal_property_parse:
 * @text: "0.5", "magnitude", "true", "viridis"
 *
 * Sets a property from text.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT, and nothing changed, if there is no such property, or
 *   @text is not one of its values
 */
gboolean
cal_property_parse (GObject *object, const char *property, const char *text, GError **error)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), property);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *range = NULL;

  if (pspec == NULL || !is_setting (pspec)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "there is no setting called \"%s\"",
                 property);
    return FALSE;
  }
  g_value_init (&value, pspec->value_type);
  if (parse_value (pspec, text, &value) && !g_param_value_validate (pspec, &value)) {
    g_object_set_property (object, property, &value);
    return TRUE;
  }
  range = cal_property_describe_range (pspec);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s is \"%s\"; expected %s", property, text,
               range);
  return FALSE;
}
