/* test-layout-concepts.c - objects by dimensions, as text with lists of names beside.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"

static CalTable *
get_table (CalReading *reading)
{
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 1);
  return cal_reading_get_tables (reading)->pdata[0];
}

static void
test_matrix (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  const CalColumn *column;
  CalTable *table;

  layout_files_put_text (folder, "spose/labels_short.txt",
                         "metallic/artificial\nfood-related\ncircular / round\n");
  layout_files_put_text (folder, "spose/spose_embedding_3d.txt",
                         "0.5 1e-1 2\n0 0 3.25\n7 8 9\n1 2 4\n");
  layout_files_put_text (folder, "spose/file_names_set.txt",
                         "cat.jpg\ndog.jpg\ncar.jpg\nbus.jpg\n");
  layout_files_put_text (folder, "spose/file_names_other.txt", "a.jpg\nb.jpg\n");
  reading = layout_files_open (folder, "spose", NULL);
  table = get_table (reading);
  g_assert_cmpstr (cal_table_get_name (table), ==, "spose_embedding_3d");
  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 4);
  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 4);
  column = cal_table_find_column (table, "id");
  g_assert_cmpstr (cal_text_array_get (column->texts, 0), ==, "cat");
  g_assert_cmpstr (cal_text_array_get (column->texts, 3), ==, "bus");
  column = cal_table_find_column (table, "circular / round");
  g_assert_nonnull (column);
  g_assert_cmpfloat (cal_column_get_number (column, 1), ==, 3.25);
}

/* A matrix of another number of dimensions is not of these labels. */
static void
test_other_labels (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  layout_files_put_text (folder, "spose/labels.txt", "one thing\ntwo things\nthree things\n");
  layout_files_put_text (folder, "spose/matrix.txt", "1 2\n3 4\n5 6\n");
  reading = layout_files_open (folder, "spose", NULL);
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 0);
}

/* 2,000 pictures of COCO on 66 dimensions. */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("encoding/things66");
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (CalReading) reading = NULL;
  const CalColumn *column;
  CalTable *table;

  if (path == NULL)
    return;
  request = cal_read_request_new ((const char *const[]){path, NULL}, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, NULL);
  table = get_table (reading);
  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 2000);
  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 67);
  column = cal_table_find_column (table, "food-related");
  g_assert_nonnull (column);
  g_assert_cmpfloat (cal_column_get_number (column, 0), ==, 7.313117062906461241e-01);
  column = cal_table_find_column (table, "id");
  g_assert_cmpstr (cal_text_array_get (column->texts, 0), ==, "COCO_train2014_000000000036");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-concepts/matrix", test_matrix},
      {"/layout-concepts/other-labels", test_other_labels},
      {"/layout-concepts/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
