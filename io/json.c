/* json.c - read a JSON file that may be broken or hostile, and members that may not be there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/json.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "model/error.h"
#include "model/text.h"

#define MAX_SIZE (256 * 1024 * 1024)
/* json-glib descends by recursion; deeper nesting would overflow the stack. */
#define MAX_DEPTH 64

static guint
measure_depth (const char *text, gsize length)
{
  guint depth = 0, deepest = 0;
  gboolean in_string = FALSE;

  for (gsize n = 0; n < length; n++) {
    if (in_string) {
      if (text[n] == '\\')
        n++;
      else if (text[n] == '"')
        in_string = FALSE;
    } else if (text[n] == '"')
      in_string = TRUE;
    else if (text[n] == '[' || text[n] == '{') {
      depth++;
      deepest = MAX (deepest, depth);
    } else if ((text[n] == ']' || text[n] == '}') && depth > 0)
      depth--;
  }
  return deepest;
}

/**
 * cal_json_parse:
 * @name: what the text is called in an error
 *
 * From any thread.
 *
 * Returns: (transfer full): the root; NULL with CAL_ERROR_LIMIT if it is nested too deep,
 *   CAL_ERROR_FORMAT if it is no JSON
 */
JsonNode *
cal_json_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) failure = NULL;
  guint depth = measure_depth (text, length);

  if (depth > MAX_DEPTH) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: JSON nested %u deep; expected at most %d",
                 name, depth, MAX_DEPTH);
    return NULL;
  }
  if (!json_parser_load_from_data (parser, text, (gssize) length, &failure) ||
      json_parser_get_root (parser) == NULL) {
    cal_text_show_error (&failure);
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", name,
                 failure != NULL ? failure->message : "no JSON in it");
    return NULL;
  }
  return json_parser_steal_root (parser);
}

/**
 * cal_json_read:
 *
 * From any thread.
 *
 * Returns: (transfer full): the root; NULL with G_FILE_ERROR if the file cannot be read,
 *   CAL_ERROR_LIMIT if it is too large or nested too deep, CAL_ERROR_FORMAT if it is no JSON
 */
JsonNode *
cal_json_read (const char *path, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  g_autofree char *text = NULL;
  GStatBuf status;
  gsize length;

  if (g_stat (path, &status) == 0 && status.st_size > MAX_SIZE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" G_GINT64_FORMAT " bytes of JSON; expected at most %d", display_name,
                 (gint64) status.st_size, MAX_SIZE);
    return NULL;
  }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return cal_json_parse (display_name, text, length, error);
}

static JsonNode *
get_member (JsonObject *parent, const char *name)
{
  return parent != NULL ? json_object_get_member (parent, name) : NULL;
}

/**
 * cal_json_get_object:
 * @parent: (nullable)
 *
 * Returns: (transfer none) (nullable): the member, if it is there and an object
 */
JsonObject *
cal_json_get_object (JsonObject *parent, const char *name)
{
  JsonNode *node = get_member (parent, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * cal_json_get_array:
 * @parent: (nullable)
 *
 * Returns: (transfer none) (nullable): the member, if it is there and an array
 */
JsonArray *
cal_json_get_array (JsonObject *parent, const char *name)
{
  JsonNode *node = get_member (parent, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * cal_json_get_text:
 * @parent: (nullable)
 *
 * Returns: (transfer none) (nullable): the member, if it is there and text
 */
const char *
cal_json_get_text (JsonObject *parent, const char *name)
{
  JsonNode *node = get_member (parent, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}
