/* test-table.c - tables in delimited text and in JSON.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/delimited.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"

static CalLoaded *
load (TestFolder *folder, const char *name, const char *text)
{
  g_autofree char *path = test_folder_put (folder, name, text, -1);
  g_autoptr (GError) error = NULL;
  CalLoaded *loaded = cal_format_load (path, NULL, NULL, &error);

  if (error != NULL)
    g_test_message ("%s", error->message);
  return loaded;
}

static CalTable *
table_of (CalLoaded *loaded)
{
  g_assert_nonnull (loaded);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  g_assert_true (CAL_IS_TABLE (cal_loaded_get_objects (loaded)->pdata[0]));
  return cal_loaded_get_objects (loaded)->pdata[0];
}

static void
assert_cell (CalTable *table, const char *column, gsize row, const char *expected)
{
  const CalColumn *found = cal_table_find_column (table, column);
  g_autofree char *text = NULL;

  if (found == NULL)
    g_error ("no column %s", column);
  text = cal_column_dup_text (found, row);
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_numbers (CalTable *table, const char *column)
{
  return cal_table_find_column (table, column)->numbers != NULL;
}

/* A byte order mark, CRLF, quotes with what else would cut, holes and a short row. */
static void
test_comma (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalLoaded) loaded = load (folder, "a.csv",
                                       "\357\273\277id,x,note,n\r\n"
                                       "a,1.5,\"one, \"\"two\"\"\nthree\",007\r\n"
                                       "b,,plain,12\r\n"
                                       "c,-2e3\r\n");
  CalTable *table = table_of (loaded);

  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 3);
  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 4);
  g_assert_cmpstr (cal_table_get_name (table), ==, "a");
  g_assert_false (is_numbers (table, "id"));
  g_assert_true (is_numbers (table, "x"));
  /* Leading zeros are a name's. */
  g_assert_false (is_numbers (table, "n"));
  assert_cell (table, "note", 0, "one, \"two\"\nthree");
  assert_cell (table, "n", 0, "007");
  g_assert_true (isnan (cal_column_get_number (cal_table_find_column (table, "x"), 1)));
  g_assert_cmpfloat (cal_column_get_number (cal_table_find_column (table, "x"), 2), ==, -2000.0);
  assert_cell (table, "note", 2, "");
  g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, 1);
}

static void
test_delimiters (TestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *name, *text;
  } cases[] = {
      {"tab.csv", "id\tx, y\nface\t3\nhouse\t4\n"},
      {"tab.tsv", "id\tx, y\nface\t3\nhouse\t4\n"},
      {"semicolon.csv", "id;x, y\nface;3\nhouse;4"},
      {"comma.csv", "id,\"x, y\"\nface,3\nhouse,4\n"},
      {"tab.txt", "id\tx, y\nface\t3\nhouse\t4\n"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autoptr (CalLoaded) loaded = load (folder, cases[n].name, cases[n].text);
    CalTable *table = table_of (loaded);

    g_assert_cmpuint (cal_table_get_n_rows (table), ==, 2);
    g_assert_cmpuint (cal_table_get_n_columns (table), ==, 2);
    assert_cell (table, "id", 1, "house");
    assert_cell (table, "x, y", 1, "4");
    g_assert_true (is_numbers (table, "x, y"));
  }
}

/* A list of lines is not cut at its commas; a column of numbers is a vector; a matrix of numbers
 * has no names. */
static void
test_plain (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalLoaded) list = load (folder, "names.txt", "human, body\ncat\n\"quoted\n");
  g_autoptr (CalLoaded) column = load (folder, "lh.r.csv", "1.5\nnan\n-3\n");
  g_autoptr (CalLoaded) matrix = load (folder, "matrix.txt", " 1.5  2 3\n4 5\t6 \n");
  CalTable *table = table_of (list);
  CalVector *vector = cal_loaded_get_objects (column)->pdata[0];

  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 3);
  assert_cell (table, "1", 0, "human, body");
  assert_cell (table, "1", 2, "\"quoted");
  g_assert_true (CAL_IS_VECTOR (vector));
  g_assert_cmpuint (cal_vector_get_n_values (vector), ==, 3);
  g_assert_cmpint (cal_vector_get_desc (vector)->hemisphere, ==, CAL_LEFT);
  table = table_of (matrix);
  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 3);
  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 2);
  assert_cell (table, "3", 1, "6");
}

static void
test_refusals (TestFolder *folder, gconstpointer data)
{
  g_autofree char *nul = test_folder_put (folder, "nul.csv", "a,b\n1,\0002\n", 9);
  g_autofree char *latin = test_folder_put (folder, "latin.csv", "id,x\nh\344user,1\n", -1);
  g_autoptr (CalLoaded) replaced = cal_format_load (latin, NULL, NULL, NULL);
  g_autoptr (CalLoaded) ended = NULL;

  g_assert_null (load (folder, "long.csv", "a,b\n1,2,3\n"));
  g_assert_null (load (folder, "empty.csv", ""));
  g_assert_null (load (folder, "blank.csv", "\n\n\n"));
  g_assert_null (cal_format_load (nul, NULL, NULL, NULL));
  assert_cell (table_of (replaced), "id", 0, "h\357\277\275user");
  g_assert_cmpuint (cal_loaded_get_warnings (replaced)->len, ==, 1);
  /* A delimiter at the end of a row begins no cell. */
  ended = load (folder, "end.csv", "a,b\n1,2,\n3,4,\n");
  g_assert_cmpuint (cal_table_get_n_columns (table_of (ended)), ==, 2);
}

static void
test_json (TestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *text;
    gsize n_rows;
    guint n_columns;
    const char *column;
    gsize row;
    const char *expected;
  } cases[] = {
      {"{\"0\": \"a dog\", \"17\": \"a cat\"}", 2, 2, "value", 1, "a cat"},
      {"{\"0\": [\"a\", \"b\"], \"17\": [\"c\"]}", 2, 3, "1", 1, "c"},
      {"{\"0\": [\"a\", \"b\"], \"17\": [\"c\"]}", 2, 3, "2", 1, ""},
      {"{\"id\": [\"a\", \"b\", \"c\"], \"x\": [1, 2.5, null]}", 3, 2, "x", 1, "2.5"},
      {"[\"one\", \"two\", \"three\"]", 3, 1, "1", 2, "three"},
      {"[[1, 2], [3, 4], [5, 6]]", 3, 2, "2", 2, "6"},
      {"[{\"id\": \"a\", \"x\": 1}, {\"id\": \"b\", \"y\": true}]", 2, 3, "y", 1, "1"},
      {"{\"s1\": {\"x\": 1}, \"s2\": {\"x\": \"n/a\"}}", 2, 2, "x", 1, "n/a"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autoptr (CalLoaded) loaded = load (folder, "a.json", cases[n].text);
    CalTable *table = table_of (loaded);

    g_assert_cmpuint (cal_table_get_n_rows (table), ==, cases[n].n_rows);
    g_assert_cmpuint (cal_table_get_n_columns (table), ==, cases[n].n_columns);
    assert_cell (table, cases[n].column, cases[n].row, cases[n].expected);
  }
}

/* What is not all alike is a container; its members are reached by path. */
/* Lists within a list say which of them they are of. */
static void
test_json_nested (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalLoaded) listed =
      load (folder, "a.json", "[[[\"one\", 0.5], [\"two\", 0.25]], [], [[\"three\", 1]]]");
  g_autoptr (CalLoaded) named =
      load (folder, "b.json", "{\"x\": [[\"one\", 0.5]], \"y\": [[\"two\", 1], [\"three\", 2]]}");
  CalTable *table = table_of (listed), *by_name = table_of (named);

  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 3);
  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 3);
  g_assert_cmpstr (cal_table_get_column (table, 0)->name, ==, "row");
  assert_cell (table, "row", 2, "2");
  assert_cell (table, "1", 2, "three");
  assert_cell (table, "2", 1, "0.25");
  g_assert_cmpuint (cal_table_get_n_rows (by_name), ==, 3);
  assert_cell (by_name, "name", 2, "y");
}

static void
test_json_container (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path =
      test_folder_put (folder, "meta.json",
                       "{\"captions\": [\"a\", \"b\"], \"run\": 4, \"by\": {\"a/b\": {\"x\": 1}, "
                       "\"c\": [[[[1]]]]}}",
                       -1);
  g_autoptr (CalLoaded) listed = cal_format_load (path, NULL, NULL, NULL);
  g_autoptr (CalLoaded) captions = cal_format_load (path, "/captions", NULL, NULL);
  g_autoptr (CalLoaded) deep = cal_format_load (path, "/by/a/b", NULL, NULL);
  GPtrArray *datasets = cal_loaded_get_datasets (listed);

  g_assert_cmpuint (datasets->len, ==, 4);
  g_assert_cmpstr (((CalDataset *) datasets->pdata[0])->path, ==, "/captions");
  assert_cell (table_of (captions), "1", 1, "b");
  assert_cell (table_of (deep), "value", 0, "1");
  g_assert_null (cal_format_load (path, "/nothing", NULL, NULL));
  g_assert_null (cal_format_load (path, "/by/c", NULL, NULL));
}

static void
test_real (TestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *path;
    gsize n_rows;
    guint n_columns;
    const char *column;
    gsize row;
    const char *expected;
  } cases[] = {
      {"rdm/92images/derived/conditions.csv", 92, 7, "category", 0, "human bodypart"},
      {"rdm/haxby2001_slice/conditions.csv", 48, 3, "category", 0, "bottle"},
      {"rdm/haxby2001_slice/rdm_conditions.txt", 8, 1, "1", 2, "chair"},
      {"rdm/Meadows_nsd100annotations_v_v1_devoted-caiman_2_annotations.csv", 100, 7, "stim1_name",
       0, "shared0004_nsd03078"},
      {"encoding/things66/labels_short.txt", 66, 1, "1", 1, "food-related"},
      {"encoding/things66/predictions_66d_ridge_clip-RN50_visual_bold5000-coco.txt", 2000, 66, "2",
       0, "0.731311706290646"},
      {"captions/communication_explanations_S02_spotlights.csv", 0, 0, "explanation", 0,
       "years or dates in the 20th century"},
      {"captions/uts02_default_voxels.csv", 0, 0, "expl", 0, "locations"},
      {"captions/explanations_by_roi.json", 0, 2, "value", 0, "Verbal interactions"},
      {"captions/brainhub/sub01_umbrae.json", 0, 2, "value", 1,
       "A man in a kitchen preparing food"},
      {"captions/brainhub/fmri_cococap.json", 0, 0, "1", 0,
       "People shopping in an open market for vegetables."},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *path = cal_optional_data_find (cases[n].path);
    g_autoptr (CalLoaded) loaded = NULL;
    g_autoptr (GError) error = NULL;
    CalTable *table;

    if (path == NULL) {
      g_test_skip ("the optional data folder is not there");
      return;
    }
    loaded = cal_format_load (path, NULL, NULL, &error);
    g_assert_no_error (error);
    table = table_of (loaded);
    g_test_message ("%s: %" G_GSIZE_FORMAT " x %u", cases[n].path, cal_table_get_n_rows (table),
                    cal_table_get_n_columns (table));
    if (cases[n].n_rows > 0)
      g_assert_cmpuint (cal_table_get_n_rows (table), ==, cases[n].n_rows);
    if (cases[n].n_columns > 0)
      g_assert_cmpuint (cal_table_get_n_columns (table), ==, cases[n].n_columns);
    assert_cell (table, cases[n].column, cases[n].row, cases[n].expected);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/table/comma", test_comma},
      {"/table/delimiters", test_delimiters},
      {"/table/plain", test_plain},
      {"/table/refusals", test_refusals},
      {"/table/json", test_json},
      {"/table/json-container", test_json_container},
      {"/table/json-nested", test_json_nested},
      {"/table/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
