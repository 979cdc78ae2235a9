/* test-rdm.c - texts, tables, RDMs, stimuli and the selection.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/error.h"
#include "model/rdm.h"
#include "model/selection.h"
#include "model/stimuli.h"

static CalTextArray *
texts (const char *const *from)
{
  return cal_text_array_new_from_strv (from);
}

static void
test_texts_keep_what_was_added (void)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) array = NULL;
  g_autoptr (CalTextArray) again = NULL;
  g_autoptr (GError) error = NULL;
  const gsize dims[] = {2, 2};

  cal_text_array_builder_add (builder, "Gesicht", -1);
  cal_text_array_builder_add (builder, "", -1);
  cal_text_array_builder_add (builder, "caf\xe9", -1);
  cal_text_array_builder_add (builder, "padded\0\0", 8);
  array = cal_text_array_builder_end (builder, 2, dims, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_text_array_get_n (array), ==, 4);
  g_assert_cmpstr (cal_text_array_get (array, 0), ==, "Gesicht");
  g_assert_cmpstr (cal_text_array_get (array, 1), ==, "");
  g_assert_cmpstr (cal_text_array_get (array, 2), ==, "caf\xef\xbf\xbd");
  g_assert_cmpstr (cal_text_array_get (array, 3), ==, "padded");
  g_assert_cmpuint (cal_text_array_get_n_replaced (array), ==, 1);

  again = cal_text_array_new (2, dims, cal_text_array_get_starts (array),
                              cal_text_array_get_texts (array), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cal_text_array_get (again, 3), ==, "padded");
}

static void
test_damaged_texts_are_refused (void)
{
  const guint64 good[] = {0, 2}, beyond[] = {0, 9}, overlapping[] = {0, 0};
  const struct {
    const guint64 *starts;
    gsize n_starts;
    const char *texts;
    gsize n_texts;
  } cases[] = {
      {beyond, 2, "a\0b", 4}, {overlapping, 2, "a\0b", 4}, {good, 2, "a\0b", 3},
      {good, 1, "a\0b", 4},   {good, 2, "a\0\xff", 4},     {good, 2, "a\0b\0c", 6},
  };
  const gsize n = 2;

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++) {
    g_autoptr (GBytes) starts = g_bytes_new (cases[c].starts, cases[c].n_starts * sizeof (guint64));
    g_autoptr (GBytes) bytes = g_bytes_new (cases[c].texts, cases[c].n_texts);
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_text_array_new (1, &n, starts, bytes, &error));
    g_assert_true (error != NULL && error->domain == CAL_ERROR);
  }
}

static void
test_columns_have_levels (void)
{
  const char *const names[] = {"face", "house", "face", "", NULL};
  g_autoptr (CalTextArray) category = texts (names);
  const CalColumn column = {"category", NULL, NULL, category};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalTable) table = cal_table_new ("conditions", 4, &column, 1, &error);
  g_autoptr (CalLevels) levels = NULL;

  g_assert_no_error (error);
  levels = cal_column_find_levels (cal_table_find_column (table, "category"));
  g_assert_cmpuint (levels->n, ==, 3);
  g_assert_cmpstr (levels->names[0], ==, "face");
  g_assert_cmpuint (levels->counts[0], ==, 2);
  g_assert_cmpuint (levels->codes[2], ==, 0);
  g_assert_cmpstr (levels->names[2], ==, "");
  g_assert_null (cal_table_new ("short", 5, &column, 1, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

/* In the order asked for, one row twice; what is not there stays so. */
static void
test_rows_are_picked (void)
{
  const char *const names[] = {"cat", "dog", "hat", NULL};
  const float sizes[] = {1.5f, NAN, 3.0f};
  const gsize n = 3, rows[] = {2, 0, 1, 2};
  g_autoptr (GBytes) bytes = g_bytes_new (sizes, sizeof sizes);
  g_autoptr (CalTextArray) ids = texts (names);
  g_autoptr (CalArray) numbers = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  const CalColumn columns[] = {{"id", NULL, NULL, ids}, {"size", "cm", numbers, NULL}};
  g_autoptr (CalTable) table = cal_table_new ("things", 3, columns, 2, NULL);
  g_autoptr (CalTable) picked = cal_table_pick_rows (table, rows, G_N_ELEMENTS (rows));
  const CalColumn *size = cal_table_find_column (picked, "size");
  g_autofree char *first = cal_table_dup_row_id (picked, 0);

  g_assert_cmpstr (cal_table_get_name (picked), ==, "things");
  g_assert_cmpuint (cal_table_get_n_rows (picked), ==, 4);
  g_assert_cmpuint (cal_table_get_n_columns (picked), ==, 2);
  g_assert_cmpstr (first, ==, "hat");
  g_assert_cmpstr (size->unit, ==, "cm");
  g_assert_cmpfloat (cal_column_get_number (size, 0), ==, 3.0);
  g_assert_cmpfloat (cal_column_get_number (size, 1), ==, 1.5);
  g_assert_true (isnan (cal_column_get_number (size, 2)));
  g_assert_cmpfloat (cal_column_get_number (size, 3), ==, 3.0);
}

static void
test_pairs_are_counted_by_row (void)
{
  gsize pair = 0;

  for (gsize i = 0; i < 6; i++)
    for (gsize j = i + 1; j < 6; j++, pair++) {
      g_assert_cmpuint (cal_rdm_pair_index (6, i, j), ==, pair);
      g_assert_cmpuint (cal_rdm_pair_index (6, j, i), ==, pair);
    }
  g_assert_true (cal_rdm_count_pairs (20000, &pair));
  g_assert_cmpuint (pair, ==, 199990000);
  g_assert_false (cal_rdm_count_pairs (G_MAXSIZE, &pair));
}

static void
test_an_rdm_gives_its_pairs (void)
{
  const double values[] = {0.5, -0.25, NAN};
  const gsize n_pairs = 3;
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  const char *const ids[] = {"cat", "dog", "hat", NULL};
  g_autoptr (CalTextArray) id = texts (ids);
  const CalColumn column = {"id", NULL, NULL, id};
  g_autoptr (CalTable) conditions = cal_table_new ("conditions", 3, &column, 1, NULL);
  CalRdmDesc desc = {
      .name = "IT", .n_conditions = 3, .dissimilarities = array, .conditions = conditions};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalRdm) rdm = cal_rdm_new (&desc, &error);
  gsize dog = 0;

  g_assert_no_error (error);
  g_assert_cmpfloat (cal_rdm_get (rdm, 1, 0), ==, 0.5);
  g_assert_cmpfloat (cal_rdm_get (rdm, 0, 2), ==, -0.25);
  g_assert_true (isnan (cal_rdm_get (rdm, 1, 2)));
  g_assert_true (isnan (cal_rdm_get (rdm, 1, 1)));
  g_assert_cmpstr (cal_rdm_get_condition (rdm, 2), ==, "hat");
  g_assert_true (cal_rdm_find_condition (rdm, "dog", &dog));
  g_assert_cmpuint (dog, ==, 1);
  g_assert_false (cal_rdm_find_condition (rdm, "cow", NULL));
  desc.n_conditions = 4;
  g_assert_null (cal_rdm_new (&desc, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

static void
test_stimuli_are_found_by_id_or_stem (void)
{
  const char *const names[] = {"a/face.png", "house.jpg", "b/house.png", NULL};
  g_autoptr (CalTextArray) ids = texts (names);
  g_autoptr (CalStimuli) stimuli = cal_stimuli_new ("images", ids, ids, NULL, NULL);
  gsize n = 9;

  g_assert_true (cal_stimuli_find (stimuli, "face", &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (cal_stimuli_find (stimuli, "b/house.png", &n));
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (cal_stimuli_find (stimuli, "house", &n));
}

static void
test_stimuli_are_told_of_by_a_table (void)
{
  const char *const names[] = {"face.png", "house.png", NULL};
  const char *const kinds[] = {"face", "place", "tool", NULL};
  g_autoptr (CalTextArray) ids = texts (names);
  g_autoptr (CalTextArray) kind = texts (kinds);
  const CalColumn column = {"kind", NULL, NULL, kind};
  g_autoptr (CalTable) table = cal_table_new ("kinds", 3, &column, 1, NULL);
  g_autoptr (CalTable) two = cal_table_pick_rows (table, (const gsize[]){2, 0}, 2);
  g_autoptr (CalStimuli) stimuli = cal_stimuli_new ("images", ids, ids, NULL, NULL);
  g_autoptr (CalStimuli) told = cal_stimuli_new_with_table (stimuli, two, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (cal_stimuli_get_table (told) == two);
  g_assert_null (cal_stimuli_get_table (stimuli));
  g_assert_cmpstr (cal_stimuli_get_name (told), ==, "images");
  g_assert_cmpstr (cal_stimuli_get_id (told, 1), ==, "house.png");
  g_assert_cmpstr (cal_stimuli_get_picture (told, 0), ==, "face.png");
  g_assert_null (cal_stimuli_new_with_table (stimuli, table, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

static void
count_cb (CalSelection *selection, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_the_selection_tells_once (void)
{
  g_autoptr (CalSelection) selection = cal_selection_new ();
  const char *const ids[] = {"cat", "dog", "cat", NULL};
  const char *first, *second;
  guint n_changes = 0;
  gsize n_ids;

  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &n_changes);
  cal_selection_set_stimuli (selection, ids);
  cal_selection_set_stimuli (selection, ids);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (cal_selection_get_stimuli (selection, &n_ids)[1], ==, "dog");
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_true (cal_selection_has_stimulus (selection, "cat"));
  cal_selection_set_pair (selection, "cat", "hat");
  cal_selection_set_pair (selection, "cat", "hat");
  g_assert_true (cal_selection_get_pair (selection, &first, &second));
  g_assert_cmpstr (second, ==, "hat");
  cal_selection_set_region (selection, "FFA");
  cal_selection_set_region (selection, cal_selection_get_region (selection));
  g_assert_cmpuint (n_changes, ==, 3);
  cal_selection_set_pair (selection, NULL, "hat");
  g_assert_false (cal_selection_get_pair (selection, &first, &second));
  g_assert_cmpuint (n_changes, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-array/keeps-what-was-added", test_texts_keep_what_was_added);
  g_test_add_func ("/text-array/damaged-is-refused", test_damaged_texts_are_refused);
  g_test_add_func ("/table/columns-have-levels", test_columns_have_levels);
  g_test_add_func ("/table/picked-rows", test_rows_are_picked);
  g_test_add_func ("/rdm/pairs-are-counted-by-row", test_pairs_are_counted_by_row);
  g_test_add_func ("/rdm/gives-its-pairs", test_an_rdm_gives_its_pairs);
  g_test_add_func ("/stimuli/found-by-id-or-stem", test_stimuli_are_found_by_id_or_stem);
  g_test_add_func ("/stimuli/told-of-by-a-table", test_stimuli_are_told_of_by_a_table);
  g_test_add_func ("/selection/tells-once", test_the_selection_tells_once);
  return g_test_run ();
}
