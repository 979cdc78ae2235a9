/* sidecar.c - what a person said about a data file, kept beside it.
 *
 * {"calcarine-sidecar": 1, "datasets": {"/r": {"binding": "surfaces:lh", "unit": "", ...}}}; the
 * dataset of a file that is no container is "". What the import assistant was told has a "role" as
 * well (io/layouts/sidecar.c).
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

#define SUFFIX ".calcarine.json"

static char *
dup_sidecar_path (const char *source, const char **dataset)
{
  g_autofree char *path = cal_path_split_source (source, dataset);

  if (*dataset == NULL)
    *dataset = "";
  return g_strconcat (path, SUFFIX, NULL);
}

/**
 * cal_sidecar_dup:
 * @source: as in #CalVectorDesc: the path, and the dataset in it after a colon
 * @member: "binding", "unit", "statistic", or what io/layouts/sidecar.c lists
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
 * cal_sidecar_list_parts:
 * @path: of a data file
 *
 * Returns: (transfer full) (element-type utf8): the datasets of it that a role was said of; none if
 *   there is no sidecar, or it is broken
 */
GPtrArray *
cal_sidecar_list_parts (const char *path)
{
  g_autofree char *sidecar = g_strconcat (path, SUFFIX, NULL);
  g_autoptr (JsonNode) root = cal_json_read (sidecar, NULL);
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  JsonObject *datasets = NULL;
  g_autoptr (GList) names = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    datasets = cal_json_get_object (json_node_get_object (root), "datasets");
  if (datasets != NULL)
    names = json_object_get_members (datasets);
  for (GList *name = names; name != NULL; name = name->next)
    if (cal_json_get_text (cal_json_get_object (datasets, name->data), "role") != NULL)
      g_ptr_array_add (parts, g_strdup (name->data));
  return parts;
}

/* The sidecar that is there, to be changed, or a new one. */
static JsonNode *
open_sidecar (const char *path, GError **error)
{
  g_autoptr (JsonNode) kept = NULL;
  g_autofree char *text = NULL;
  JsonNode *root;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    root = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (root, json_object_new ());
    json_object_set_int_member (json_node_get_object (root), "calcarine-sidecar", 1);
    return root;
  }
  kept = cal_json_read (path, error);
  if (kept == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (kept) ||
      !json_object_has_member (json_node_get_object (kept), "calcarine-sidecar")) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: is in the way: it is no sidecar", path);
    return NULL;
  }
  /* What was read is immutable. */
  text = json_to_string (kept, FALSE);
  return json_from_string (text, error);
}

/**
 * cal_sidecar_keep_all:
 * @members: (array zero-terminated=1): names and values by turns; "" takes a member away
 *
 * Everything else that the sidecar holds stays as it is.
 *
 * Returns: FALSE with @error set if the sidecar cannot be written, or is there and is no sidecar
 */
gboolean
cal_sidecar_keep_all (const char *source, const char *const *members, GError **error)
{
  const char *dataset;
  g_autofree char *path = dup_sidecar_path (source, &dataset), *text = NULL;
  g_autoptr (JsonNode) root = open_sidecar (path, error);
  JsonObject *top, *datasets, *own;

  if (root == NULL)
    return FALSE;
  top = json_node_get_object (root);
  if (cal_json_get_object (top, "datasets") == NULL)
    json_object_set_object_member (top, "datasets", json_object_new ());
  datasets = cal_json_get_object (top, "datasets");
  if (cal_json_get_object (datasets, dataset) == NULL)
    json_object_set_object_member (datasets, dataset, json_object_new ());
  own = cal_json_get_object (datasets, dataset);
  for (guint n = 0; members[n] != NULL; n += 2)
    if (members[n + 1][0] != '\0')
      json_object_set_string_member (own, members[n], members[n + 1]);
    else if (json_object_has_member (own, members[n]))
      json_object_remove_member (own, members[n]);
  text = json_to_string (root, TRUE);
  return cal_replace_contents (path, text, strlen (text), error);
}

/**
 * cal_sidecar_keep:
 *
 * Returns: FALSE with @error set, see cal_sidecar_keep_all()
 */
gboolean
cal_sidecar_keep (const char *source, const char *member, const char *value, GError **error)
{
  return cal_sidecar_keep_all (source, (const char *const[]){member, value, NULL}, error);
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
