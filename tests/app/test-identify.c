/* test-identify.c - calcarine identify, run as a person runs it, against numpy's numbers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "io/npy.h"
#include "tests/analysis/reference/decoding.h"
#include "tests/analysis/rsa-data.h"
#include "tests/support/folder.h"
#include "tests/support/program.h"

#define N 12
#define N_DIMENSIONS 9

static void
write_rows (TestFolder *folder, const char *name, const double *values, gsize n_columns)
{
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  const gsize dims[2] = {N, n_columns};
  g_autoptr (GBytes) bytes = g_bytes_new (values, N * n_columns * sizeof *values);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, &error);

  g_assert_no_error (error);
  cal_npy_write (path, array, &error);
  g_assert_no_error (error);
}

/* As decoding.py makes them. */
static void
write_embeddings (TestFolder *folder)
{
  double seen[N * N_DIMENSIONS], decoded[N * N_DIMENSIONS];
  guint32 state = 41;

  rsa_data_fill (&state, seen, N * N_DIMENSIONS, NULL, 1.0);
  for (int i = 0; i < N * N_DIMENSIONS; i++)
    decoded[i] = 0.5 * seen[i] + rsa_data_uniform (&state);
  write_rows (folder, "seen.npy", seen, N_DIMENSIONS);
  write_rows (folder, "decoded.npy", decoded, N_DIMENSIONS);
  write_rows (folder, "narrow.npy", decoded, N_DIMENSIONS - 1);
}

static void
test_report (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) json = {NULL};
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *report;
  double two_way = 0.0;

  write_embeddings (folder);
  json = run_program (folder->folder, "identify", "seen.npy", "decoded.npy", "--top", "3", "--json",
                      NULL);
  g_assert_cmpint (json.status, ==, 0);
  root = json_from_string (json.output, &error);
  g_assert_no_error (error);
  report = json_node_get_object (root);
  for (int n = 0; n < N; n++)
    two_way += two_way_values[n] / N;
  g_assert_cmpint (json_object_get_int_member (report, "n_stimuli"), ==, N);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (report, "two_way"), two_way,
                                  1e-14);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (report, "decoded_by_seen"),
                                  top_values[1], 1e-15);
}

static void
test_stimuli (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) csv = {NULL};
  g_auto (Run) turned = {NULL};
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) turned_lines = NULL;

  write_embeddings (folder);
  csv = run_program (folder->folder, "identify", "seen.npy", "decoded.npy", "--csv", NULL);
  turned = run_program (folder->folder, "identify", "decoded.npy", "seen.npy", "--csv", NULL);
  lines = g_strsplit (csv.output, "\n", -1);
  turned_lines = g_strsplit (turned.output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N + 2);
  for (int n = 0; n < N; n++) {
    g_auto (GStrv) fields = g_strsplit (lines[n + 1], ",", -1);
    g_auto (GStrv) other = g_strsplit (turned_lines[n + 1], ",", -1);

    g_assert_cmpfloat_with_epsilon (g_ascii_strtod (fields[2], NULL), two_way_values[n], 1e-15);
    g_assert_cmpuint (g_ascii_strtoull (fields[3], NULL, 10), ==, (guint64) rank_values[n]);
    g_assert_cmpstr (fields[3], ==, other[4]);
    g_assert_cmpstr (fields[4], ==, other[3]);
  }
}

static void
test_complains (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) narrow = {NULL};

  write_embeddings (folder);
  narrow = run_program (folder->folder, "identify", "seen.npy", "narrow.npy", NULL);
  g_assert_cmpint (narrow.status, ==, 1);
  g_assert_cmpstr (narrow.output, ==, "");
  g_assert_nonnull (strstr (narrow.complaint, "narrow.npy: 8 features; seen.npy has 9"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/identify/" name, TestFolder, NULL, test_folder_set_up, func, test_folder_tear_down)
  ADD ("report", test_report);
  ADD ("stimuli", test_stimuli);
  ADD ("complains", test_complains);
#undef ADD
  return g_test_run ();
}
