/* examples.c - examples of the documentation, run as a reader of it would.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/examples.h"

#include <string.h>

/* Example @nth in that language of a document in docs/. */
char *
example_dup (const char *document, const char *language, guint nth)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", document, NULL);
  g_autofree char *text = NULL, *first = g_strconcat (language, "\n", NULL);
  g_auto (GStrv) parts = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "```", -1);
  for (guint n = 1; n < g_strv_length (parts); n += 2)
    if (g_str_has_prefix (parts[n], first) && nth-- == 0)
      return g_strdup (parts[n] + strlen (first));
  g_assert_not_reached ();
}

/* What it prints; NULL if it fails. */
char *
example_run_python (const char *python, const char *folder, const char *script)
{
  char *arguments[] = {(char *) python, (char *) "-c", (char *) script, NULL};
  g_autofree char *output = NULL, *complaint = NULL;
  int status = -1;

  if (!g_spawn_sync (folder, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaint,
                     &status, NULL) ||
      !g_spawn_check_wait_status (status, NULL)) {
    g_test_message ("%s", complaint);
    return NULL;
  }
  return g_steal_pointer (&output);
}

/* A Python that has the module; NULL if there is none. */
const char *
example_find_python (const char *module)
{
  static const char *const candidates[] = {"python3", "/usr/bin/python3"};
  g_autofree char *script = g_strconcat ("import ", module, NULL);

  for (gsize n = 0; n < G_N_ELEMENTS (candidates); n++) {
    g_autofree char *output = example_run_python (candidates[n], NULL, script);

    if (output != NULL)
      return candidates[n];
  }
  return NULL;
}
