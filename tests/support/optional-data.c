/* optional-data.c - the optional data folder: real files, and what the reference readers say of
 * them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/optional-data.h"

/**
 * cal_optional_data_find:
 * @relative_path: below the folder: "surfaces/native_fs/lh.thickness"
 *
 * Returns: (transfer full) (nullable): the file, or NULL if it or the folder is not there
 */
char *
cal_optional_data_find (const char *relative_path)
{
  const char *folder = g_getenv ("CALCARINE_TEST_DATA");
  g_autofree char *beside = g_build_filename (CAL_SOURCE_ROOT, "../shared/data", NULL);
  char *path = g_build_filename (folder != NULL ? folder : beside, relative_path, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_clear_pointer (&path, g_free);
  return path;
}

/**
 * cal_optional_data_foreach:
 * @prefix: of the relative paths: "surfaces/"
 *
 * Calls @func for each file of facts.json that is there; skips the test if the folder is absent.
 *
 * Returns: how many files there were
 */
guint
cal_optional_data_foreach (const char *prefix, CalFactsFunc func, gpointer user_data)
{
  g_autofree char *facts_path = cal_optional_data_find ("facts.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObjectIter iter;
  const char *relative_path;
  JsonNode *node;
  guint n = 0;

  if (facts_path == NULL) {
    g_test_skip ("the optional data folder is absent");
    return 0;
  }
  json_parser_load_from_file (parser, facts_path, &error);
  g_assert_no_error (error);
  json_object_iter_init_ordered (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next_ordered (&iter, &relative_path, &node)) {
    g_autofree char *path = NULL;

    if (!g_str_has_prefix (relative_path, prefix))
      continue;
    path = cal_optional_data_find (relative_path);
    if (path == NULL)
      continue;
    func (path, relative_path, json_node_get_object (node), user_data);
    n++;
  }
  return n;
}
