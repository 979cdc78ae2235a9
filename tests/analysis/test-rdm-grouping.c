/* test-rdm-grouping.c - conditions and folds by the columns of a table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-grouping.h"

#include <string.h>

#include "model/error.h"

#define N 6

/* Six trials of three conditions in two runs. */
static CalTable *
make_table (void)
{
  static const char *const names[] = {"face", "rest", "face", "house", "rest", "house", NULL};
  static const char *const kinds[] = {"living", "none", "living", "thing", "none", "thing", NULL};
  static const char *const answers[] = {"yes", "no", "no", "yes", "no", "yes", NULL};
  static const double run[N] = {2, 2, 1, 2, 1, 1}, area[N] = {5, 0, 5, 7, 0, 7};
  gsize n = N;
  g_autoptr (GBytes) run_bytes = g_bytes_new_static (run, sizeof run);
  g_autoptr (GBytes) area_bytes = g_bytes_new_static (area, sizeof area);
  g_autoptr (CalArray) runs = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, run_bytes, NULL);
  g_autoptr (CalArray) areas = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, area_bytes, NULL);
  g_autoptr (CalTextArray) name = cal_text_array_new_from_strv (names);
  g_autoptr (CalTextArray) kind = cal_text_array_new_from_strv (kinds);
  g_autoptr (CalTextArray) answer = cal_text_array_new_from_strv (answers);
  const CalColumn columns[] = {
      {.name = "stimulus", .texts = name},
      {.name = "kind", .texts = kind},
      {.name = "answer", .texts = answer},
      {.name = "run", .numbers = runs},
      {.name = "area", .unit = "cm2", .numbers = areas},
  };
  g_autoptr (GError) error = NULL;
  CalTable *table = cal_table_new ("trials.csv", N, columns, G_N_ELEMENTS (columns), &error);

  g_assert_no_error (error);
  return table;
}

static void
test_labels (void)
{
  static const char *const left_out[] = {"rest", NULL};
  static const guint32 expected[N] = {0, CAL_RDM_LEFT_OUT, 0, 1, CAL_RDM_LEFT_OUT, 1};
  g_autoptr (CalTable) table = make_table ();
  g_auto (CalRdmGrouping) grouping = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (cal_rdm_grouping_init (&grouping, N, table, "stimulus", "run", left_out, &error));
  g_assert_cmpuint (grouping.design.n_conditions, ==, 2);
  g_assert_cmpstr (grouping.design.names[0], ==, "face");
  g_assert_cmpstr (grouping.design.names[1], ==, "house");
  g_assert_cmpmem (grouping.design.conditions, sizeof expected, expected, sizeof expected);
  g_assert_cmpuint (grouping.design.n_folds, ==, 2);
  g_assert_cmpuint (grouping.design.folds[0], ==, grouping.design.folds[3]);
  g_assert_cmpuint (grouping.design.folds[0], !=, grouping.design.folds[2]);
}

/* A column that says one thing of all trials of a condition says it of the condition. */
static void
test_conditions (void)
{
  g_autoptr (CalTable) table = make_table ();
  g_auto (CalRdmGrouping) grouping = {0};
  g_autofree char *kind = NULL;

  g_assert_true (cal_rdm_grouping_init (&grouping, N, table, "stimulus", NULL, NULL, NULL));
  g_assert_cmpuint (cal_table_get_n_rows (grouping.conditions), ==, 3);
  kind = cal_column_dup_text (cal_table_find_column (grouping.conditions, "kind"), 2);
  g_assert_cmpstr (kind, ==, "thing");
  g_assert_cmpfloat (cal_column_get_number (cal_table_find_column (grouping.conditions, "area"), 2),
                     ==, 7.0);
  g_assert_cmpstr (cal_table_find_column (grouping.conditions, "area")->unit, ==, "cm2");
  g_assert_cmpfloat (
      cal_column_get_number (cal_table_find_column (grouping.conditions, "observations"), 1), ==,
      2.0);
  g_assert_null (cal_table_find_column (grouping.conditions, "answer"));
  g_assert_null (cal_table_find_column (grouping.conditions, "run"));
}

static void
test_rows (void)
{
  g_autoptr (CalTable) table = make_table ();
  g_auto (CalRdmGrouping) named = {0}, bare = {0};

  g_assert_true (cal_rdm_grouping_init (&named, N, table, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (named.design.n_conditions, ==, N);
  g_assert_null (named.design.conditions);
  g_assert_cmpstr (named.design.names[3], ==, "house");
  g_assert_true (named.conditions == table);
  g_assert_true (cal_rdm_grouping_init (&bare, 40, NULL, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (bare.design.n_conditions, ==, 40);
  g_assert_null (bare.design.names);
}

static void
test_refused (void)
{
  static const struct {
    gsize n_rows;
    const char *labels;
    const char *folds;
    const char *says;
  } cases[] = {
      {7, "stimulus", NULL, "has 6 rows; the patterns have 7"},
      {N, "colour", NULL, "trials.csv has no column \"colour\""},
      {N, "stimulus", "session", "no column \"session\""},
  };
  g_autoptr (CalTable) table = make_table ();

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_auto (CalRdmGrouping) grouping = {0};
    g_autoptr (GError) error = NULL;

    g_assert_false (cal_rdm_grouping_init (&grouping, cases[n].n_rows, table, cases[n].labels,
                                           cases[n].folds, NULL, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
    g_assert_nonnull (strstr (error->message, cases[n].says));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdm-grouping/labels", test_labels);
  g_test_add_func ("/rdm-grouping/conditions", test_conditions);
  g_test_add_func ("/rdm-grouping/rows", test_rows);
  g_test_add_func ("/rdm-grouping/refused", test_refused);
  return g_test_run ();
}
