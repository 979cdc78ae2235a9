/* sidecar.c - what a person said about a data file, kept beside it.
 *
 * {"calcarine-sidecar": 1, "datasets": {"/r": {"binding": "surfaces:lh", "unit": "", ...}}}; the
 * dataset of a file that is no container is "".
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/sidecar.h"

#include <string.h>

#include "io/json.h"
#include "io/path.h"
#include "io/replace.h"
#include "model/error.h"
#include "model/text.h"

static char *
dup_sidecar_path (const char *source, const char **dataset)
{
  g_autofree char *path = cal_path_split_source (source, dataset);

  if (*dataset == NULL)
    *dataset = "";
  return g_strconcat (path, ".calcarine.json", NULL);
}

/**
 * cal_sidecar_dup:
 * @source: as in #CalVectorDesc: the path, and the dataset in it after a colon
 * @member: "binding", "unit" or "statistic"
 *
 * Returns: (transfer full) (nullable): what was said; NULL if nothing was, or the sidecar is broken
 */
char *
cal_sidecar_dup (const char *source, const char *member)
{
  const char *dataset;
  g_autofree char *path = dup_sidecar_path (source, &dataset);
  g_autoptr (JsonNode) root = cal_json_read (path, NULL);
  JsonObject *datasets;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  datasets = cal_json_get_object (json_node_get_object (root), "datasets");
  return cal_text_dup_shown (cal_json_get_text (cal_json_get_object (datasets, dataset), member),
                             -1);
}

/**
 * cal_sidecar_dup_binding:
 *
 * Returns: (transfer full) (nullable): the key of the binding that was chosen for @source
 */
char *
cal_sidecar_dup_binding (const char *source)
{
  return cal_sidecar_dup (source, "binding");
}

/**
 * cal_sidecar_keep:
 *
 * Everything else that the sidecar holds stays as it is.
 *
 * Returns: FALSE with @error set if the sidecar cannot be written, or is there and is no sidecar
 */
gboolean
cal_sidecar_keep (const char *source, const char *member, const char *value, GError **error)
{
  const char *dataset;
  g_autofree char *path = dup_sidecar_path (source, &dataset), *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *top, *datasets;

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_autoptr (JsonNode) kept = cal_json_read (path, error);

    if (kept == NULL)
      return FALSE;
    if (!JSON_NODE_HOLDS_OBJECT (kept) ||
        !json_object_has_member (json_node_get_object (kept), "calcarine-sidecar")) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: is in the way: it is no sidecar", path);
      return FALSE;
    }
    /* What was read is immutable. */
    text = json_to_string (kept, FALSE);
    root = json_from_string (text, error);
    g_clear_pointer (&text, g_free);
    if (root == NULL)
      return FALSE;
  } else {
    root = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (root, json_object_new ());
    json_object_set_int_member (json_node_get_object (root), "calcarine-sidecar", 1);
  }
  top = json_node_get_object (root);
  if (cal_json_get_object (top, "datasets") == NULL)
    json_object_set_object_member (top, "datasets", json_object_new ());
  datasets = cal_json_get_object (top, "datasets");
  if (cal_json_get_object (datasets, dataset) == NULL)
    json_object_set_object_member (datasets, dataset, json_object_new ());
  json_object_set_string_member (cal_json_get_object (datasets, dataset), member, value);
  text = json_to_string (root, TRUE);
  return cal_replace_contents (path, text, strlen (text), error);
}

/**
 * cal_sidecar_keep_binding:
 *
 * Returns: FALSE with @error set, see cal_sidecar_keep()
 */
gboolean
cal_sidecar_keep_binding (const char *source, const char *key, GError **error)
{
  return cal_sidecar_keep (source, "binding", key, error);
}
