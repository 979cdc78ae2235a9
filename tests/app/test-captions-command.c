/* test-captions-command.c - the commands read, search and count the demo's captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "tests/support/folder.h"
#include "tests/support/program.h"

static JsonNode *
parse (const Run *run)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (run->output, &error);

  g_assert_cmpstr (run->complaint, ==, "");
  g_assert_cmpint (run->status, ==, 0);
  g_assert_no_error (error);
  return node;
}

static JsonObject *
get_first (JsonNode *root)
{
  JsonArray *captions = json_object_get_array_member (json_node_get_object (root), "captions");

  g_assert_cmpuint (json_array_get_length (captions), ==, 1);
  return json_array_get_object_element (captions, 0);
}

static double
get_share (JsonArray *regions, const char *name)
{
  for (guint n = 0; n < json_array_get_length (regions); n++) {
    JsonObject *region = json_array_get_object_element (regions, n);

    if (g_str_equal (json_object_get_string_member (region, "region"), name))
      return (double) json_object_get_int_member (region, "n_found") /
             (double) json_object_get_int_member (region, "n_places");
  }
  g_error ("no %s", name);
}

/* Faces are spoken of in the face areas, and not in those of places. */
static void
test_search (gconstpointer data)
{
  const TestFolder *folder = data;
  g_auto (Run) run = run_program (folder->folder, "captions", "-q", "--json", "-m", "captions",
                                  "--search", "fac", "study", NULL);
  g_autoptr (JsonNode) root = parse (&run);
  JsonObject *captions = get_first (root);
  JsonArray *regions = json_object_get_array_member (captions, "regions");

  g_assert_cmpstr (json_object_get_string_member (captions, "of"), ==, "places");
  g_assert_cmpint (json_object_get_int_member (captions, "n_resamples"), ==, 5);
  g_assert_cmpint (json_object_get_int_member (captions, "n_found"), >, 0);
  g_assert_cmpint (json_object_get_int_member (captions, "n_captions_found"), >=,
                   json_object_get_int_member (captions, "n_found"));
  g_assert_cmpfloat (get_share (regions, "FFA"), >, 0.6);
  g_assert_cmpfloat (get_share (regions, "PPA"), <, 0.2);
}

static void
test_words (gconstpointer data)
{
  const TestFolder *folder = data;
  g_auto (Run) run = run_program (folder->folder, "captions", "-q", "--json", "-m", "captions",
                                  "--region", "FFA", "--nouns", "study", NULL);
  g_autoptr (JsonNode) root = parse (&run);
  JsonObject *captions = get_first (root);
  JsonObject *word =
      json_array_get_object_element (json_object_get_array_member (captions, "words"), 0);

  g_assert_cmpstr (json_object_get_string_member (word, "word"), ==, "face");
  g_assert_cmpfloat (json_object_get_double_member (word, "log_odds"), >, 1.0);
  g_assert_cmpint (json_object_get_int_member (word, "n_captions_in"), <=,
                   json_object_get_int_member (captions, "n_captions_in"));
}

static void
test_complaints (gconstpointer data)
{
  const TestFolder *folder = data;
  g_auto (Run) region =
      run_program (folder->folder, "captions", "-q", "--region", "Broca", "study", NULL);
  g_auto (Run) method = run_program (folder->folder, "captions", "-q", "-m", "none", "study", NULL);
  g_auto (Run) nothing = run_program (folder->folder, "captions", "-q", "study/stimuli", NULL);

  g_assert_cmpint (region.status, ==, 1);
  g_assert_nonnull (strstr (region.complaint, "\"Broca\"; expected one of: "));
  g_assert_nonnull (strstr (region.complaint, "\"FFA\""));
  g_assert_cmpint (method.status, ==, 1);
  g_assert_nonnull (strstr (method.complaint, "no captions called none"));
  g_assert_cmpint (nothing.status, ==, 1);
  g_assert_nonnull (strstr (nothing.complaint, "no captions"));
}

/* What probe says of a vertex is what the file has: five captions with scores. */
static void
test_probe (gconstpointer data)
{
  const TestFolder *folder = data;
  g_auto (Run) run =
      run_program (folder->folder, "probe", "-q", "--json", "study", "--vertex", "lh:137", NULL);
  g_auto (Run) text =
      run_program (folder->folder, "probe", "-q", "study", "--vertex", "lh:137", NULL);
  g_autoptr (JsonNode) root = parse (&run);
  JsonArray *all = json_object_get_array_member (json_node_get_object (root), "captions");
  JsonObject *captions = json_array_get_object_element (all, 0);
  JsonArray *said = json_object_get_array_member (captions, "captions");
  double agreement = json_object_get_double_member (captions, "agreement");

  g_assert_cmpuint (json_array_get_length (all), ==, 2);
  g_assert_cmpuint (json_array_get_length (said), ==, 5);
  g_assert_cmpfloat (agreement, >=, 0.0);
  g_assert_cmpfloat (agreement, <=, 1.0);
  g_assert_nonnull (strstr (text.output, json_object_get_string_member (
                                             json_array_get_object_element (said, 0), "text")));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    GTestDataFunc func;
  } tests[] = {
      {"/captions-command/search", test_search},
      {"/captions-command/words", test_words},
      {"/captions-command/complaints", test_complaints},
      {"/captions-command/probe", test_probe},
  };
  TestFolder folder = {NULL};
  int status;

  g_test_init (&argc, &argv, NULL);
  test_folder_set_up (&folder, NULL);
  {
    g_auto (Run) demo = run_program (folder.folder, "demo", "study", NULL);

    g_assert_cmpint (demo.status, ==, 0);
  }
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add_data_func (tests[n].path, &folder, tests[n].func);
  status = g_test_run ();
  test_folder_tear_down (&folder, NULL);
  return status;
}
