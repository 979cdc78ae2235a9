/* json-out.c - what commands print as JSON.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/json-out.h"

#include <math.h>
#include <stdio.h>

/**
 * cal_json_set_number:
 * @value: what is not finite becomes null, for JSON has no word for it
 */
void
cal_json_set_number (JsonObject *object, const char *name, double value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/**
 * cal_json_set_text:
 * @text: (nullable): null if there is none
 */
void
cal_json_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/**
 * cal_json_add_number:
 * @value: what is not finite becomes null
 */
void
cal_json_add_number (JsonArray *array, double value)
{
  if (isfinite (value))
    json_array_add_double_element (array, value);
  else
    json_array_add_null_element (array);
}

/**
 * cal_json_print:
 *
 * As one line on standard output.
 */
void
cal_json_print (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
  g_autofree char *line = json_to_string (root, FALSE);

  fprintf (stdout, "%s\n", line);
}
