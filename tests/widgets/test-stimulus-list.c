/* test-stimulus-list.c - stimuli are filtered, sorted, and found where they are then.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/stimulus-list.h"

#include <math.h>

/* Values 3, 1, none, 2; categories b, a, b, a. */
static CalStimuli *
make_stimuli (void)
{
  const char *const ids[] = {"s0", "s1", "s2", "s3", NULL};
  const char *const categories[] = {"b", "a", "b", "a", NULL};
  const double values[] = {3, 1, NAN, 2};
  gsize n = 4;
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
  g_autoptr (CalTextArray) id_texts = cal_text_array_new_from_strv (ids);
  g_autoptr (CalTextArray) category_texts = cal_text_array_new_from_strv (categories);
  const CalColumn columns[] = {{.name = "id", .texts = id_texts},
                               {.name = "category", .texts = category_texts},
                               {.name = "value", .numbers = numbers}};
  g_autoptr (CalTable) table = cal_table_new ("table", n, columns, 3, NULL);

  return cal_stimuli_new ("stimuli", id_texts, NULL, table, NULL);
}

/* The ids of the list, one after the other. */
static char *
dup_ids (CalStimulusList *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (list)); n++) {
    g_autoptr (CalStimulus) stimulus = g_list_model_get_item (G_LIST_MODEL (list), n);
    guint position;

    g_string_append (text, cal_stimulus_get_id (stimulus));
    g_assert_true (cal_stimulus_list_find (list, cal_stimulus_get_id (stimulus), &position));
    g_assert_cmpuint (position, ==, n);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check (CalStimulusList *list, const char *expected)
{
  g_autofree char *ids = dup_ids (list);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_sort (void)
{
  g_autoptr (CalStimuli) stimuli = make_stimuli ();
  g_autoptr (CalStimulusList) list = cal_stimulus_list_new ();
  g_auto (GStrv) columns = NULL;

  cal_stimulus_list_set_stimuli (list, stimuli);
  columns = cal_stimulus_list_dup_columns (list);
  g_assert_cmpstr (columns[2], ==, "value");
  check (list, "s0s1s2s3");
  cal_stimulus_list_sort (list, "value");
  check (list, "s0s3s1s2");
  cal_stimulus_list_sort (list, "category");
  check (list, "s1s3s0s2");
  cal_stimulus_list_sort (list, "there is none");
  check (list, "s0s1s2s3");
}

static void
test_filter (void)
{
  g_autoptr (CalStimuli) stimuli = make_stimuli ();
  g_autoptr (CalStimulusList) list = cal_stimulus_list_new ();
  guint position;

  cal_stimulus_list_set_stimuli (list, stimuli);
  cal_stimulus_list_sort (list, "value");
  cal_stimulus_list_set_filter (list, NULL, "a");
  check (list, "s3s1");
  g_assert_false (cal_stimulus_list_find (list, "s0", &position));
  cal_stimulus_list_set_filter (list, "S1", NULL);
  check (list, "s1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stimulus-list/sort", test_sort);
  g_test_add_func ("/stimulus-list/filter", test_filter);
  return g_test_run ();
}
