/* test-outcomes.c - whatever is in a file, the program lives, and tells how reading it went.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdlib.h>
#include <string.h>

#include "tests/support/optional-data.h"
#include "tests/support/program.h"

/* Of the memory that parsing one file may take. */
#define MOST_MIB 1024.0

static const char *const outcomes[] = {"opened", "error", "crashed", "hung", "over limit"};

#define N_OUTCOMES G_N_ELEMENTS (outcomes)

/* Counts files by themselves, not by what the program lists. */
static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  if (folder == NULL)
    return 1;
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    n += count_files (child);
  }
  return n;
}

static gsize
find_outcome (const char *line)
{
  gsize o = 0;

  while (o < N_OUTCOMES && !g_str_has_prefix (line, outcomes[o]))
    o++;
  return o;
}

/* "opened        0.002    0.001     20.1  FILE": gives the outcome. */
static gsize
check_line (const char *line, const char *folder)
{
  gsize outcome = find_outcome (line);
  char *end;
  double numbers[3];

  if (outcome == N_OUTCOMES)
    g_error ("no outcome: %s", line);
  end = (char *) line + strlen (outcomes[outcome]);
  for (int n = 0; n < 3; n++) {
    char *start = end;

    numbers[n] = g_ascii_strtod (start, &end);
    g_assert_true (end > start);
    g_assert_cmpfloat (numbers[n], >=, 0.0);
  }
  g_assert_cmpfloat (numbers[2], <=, MOST_MIB);
  /* Every error names its file. */
  g_assert_nonnull (strstr (end, folder));
  return outcome;
}

/* "381 files: 279 opened, 90 error, ...; at most ..." */
static void
check_totals (const char *line, const guint counts[N_OUTCOMES])
{
  g_autoptr (GString) expected = g_string_new (NULL);
  guint n = 0;

  for (gsize o = 0; o < N_OUTCOMES; o++)
    n += counts[o];
  g_string_printf (expected, "%u files:", n);
  for (gsize o = 0; o < N_OUTCOMES; o++)
    g_string_append_printf (expected, "%s %u %s", o > 0 ? "," : "", counts[o], outcomes[o]);
  g_string_append_c (expected, ';');
  g_test_message ("%s", line);
  g_assert_true (g_str_has_prefix (line, expected->str));
}

static void
test_folder (gconstpointer data)
{
  g_autofree char *folder = cal_optional_data_find (data);
  g_auto (Run) run = {NULL};
  g_auto (GStrv) lines = NULL;
  guint counts[N_OUTCOMES] = {0}, n_lines;

  if (folder == NULL) {
    g_test_skip ("the optional data folder is absent");
    return;
  }
  run = run_program (NULL, "info", "--outcomes", folder, NULL);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.complaint, ==, "");
  lines = g_strsplit (g_strchomp (run.output), "\n", -1);
  n_lines = g_strv_length (lines);
  /* A line of headings, one a file, and the totals. */
  g_assert_cmpuint (n_lines, ==, count_files (folder) + 2);
  for (guint n = 1; n + 1 < n_lines; n++)
    counts[check_line (lines[n], folder)]++;
  check_totals (lines[n_lines - 1], counts);
  g_assert_cmpuint (counts[0] + counts[1], >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/outcomes/robustness", "robustness", test_folder);
  g_test_add_data_func ("/outcomes/hdf5", "hdf5", test_folder);
  return g_test_run ();
}
