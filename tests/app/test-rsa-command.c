/* test-rsa-command.c - calcarine rsa, run as a person runs it, on RDMs of known likeness.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "analysis/rdm-compare.h"
#include "io/npy.h"
#include "tests/analysis/reference/rsa-real.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"
#include "tests/support/program.h"

#define N 10

static char *folder;

#define run(...) run_program (folder, __VA_ARGS__)

/* Square RDMs: distances of points on a line, and noise of its own in each. */
static void
write_rdms (const char *name, gsize n_rdms, double noise, guint32 seed)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize dims[3] = {n_rdms, N, N};
  double *values = g_new0 (double, n_rdms *N *N);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_rdms * N * N * sizeof *values);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;

  for (gsize r = 0; r < n_rdms; r++)
    for (gsize i = 0; i < N; i++)
      for (gsize j = i + 1; j < N; j++)
        values[(r * N + i) * N + j] = values[(r * N + j) * N + i] =
            (double) (j - i) + noise * g_rand_double (random);
  array = n_rdms == 1 ? cal_array_new (CAL_DTYPE_FLOAT64, 2, dims + 1, bytes, &error)
                      : cal_array_new (CAL_DTYPE_FLOAT64, 3, dims, bytes, &error);
  g_assert_no_error (error);
  cal_npy_write (path, array, &error);
  g_assert_no_error (error);
}

static JsonObject *
parse (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (line, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}

static JsonObject *
get_region (JsonObject *report)
{
  return json_array_get_object_element (json_object_get_array_member (report, "regions"), 0);
}

static void
test_report (void)
{
  g_auto (Run) first =
      run ("rsa", "data.npy", "--models", "line.npy", "--models", "noise.npy", "--method",
           "spearman", "-n", "50", "-p", "50", "--seed", "7", "--json", NULL);
  g_auto (Run) again =
      run ("rsa", "data.npy", "--models", "line.npy", "--models", "noise.npy", "--method",
           "spearman", "-n", "50", "-p", "50", "--seed", "7", "--json", NULL);
  g_autoptr (JsonObject) report = NULL;
  JsonObject *region, *parameters, *line, *noise, *source;
  JsonArray *models, *interval;

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpstr (first.output, ==, again.output);
  report = parse (first.output);
  parameters = json_object_get_object_member (report, "parameters");
  g_assert_cmpint (json_object_get_int_member (parameters, "seed"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (parameters, "method"), ==, "spearman");
  source = json_array_get_object_element (json_object_get_array_member (report, "sources"), 0);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (source, "content"), "sha256:"));
  region = get_region (report);
  g_assert_cmpint (json_object_get_int_member (region, "n_subjects"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (region, "n_pairs"), ==, N * (N - 1) / 2);
  models = json_object_get_array_member (region, "models");
  line = json_array_get_object_element (models, 0);
  noise = json_array_get_object_element (models, 1);
  interval = json_object_get_array_member (line, "interval");
  g_assert_cmpfloat (json_object_get_double_member (line, "similarity"), >,
                     json_object_get_double_member (noise, "similarity"));
  g_assert_cmpfloat (json_array_get_double_element (interval, 0), <,
                     json_array_get_double_element (interval, 1));
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (line, "p_chance"), 1.0 / 51.0,
                                  1e-12);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (line, "scores")), ==, 4);
}

static void
test_table (void)
{
  g_auto (Run) table = run ("rsa", "data.npy", "-m", "line.npy", "-m", "noise.npy", "-n", "50",
                            "-p", "0", "--method", "tau-a", NULL);
  g_auto (Run) csv = run ("rsa", "data.npy", "-m", "line.npy", "-m", "noise.npy", "-b", "none",
                          "-p", "0", "--csv", NULL);
  g_auto (GStrv) rows = NULL;

  g_assert_cmpint (table.status, ==, 0);
  g_assert_nonnull (strstr (table.output, "4 RDMs of 4 subjects, 10 conditions"));
  g_assert_nonnull (strstr (table.output, "(upper approximate)"));
  rows = g_strsplit (csv.output, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 1 + 2 + 1);
  for (int row = 0; row < 3; row++) {
    g_auto (GStrv) fields = g_strsplit (rows[row], ",", -1);

    g_assert_cmpuint (g_strv_length (fields), ==, 12);
  }
}

/* Half of the distances become 0, half 1, and the report says how. */
static void
test_transform (void)
{
  g_auto (Run) step = run ("rsa", "data.npy", "-m", "line.npy", "-t", "0.5,0.5", "-b", "none", "-p",
                           "0", "--json", NULL);
  g_auto (Run) paths = run ("rsa", "data.npy", "-m", "line.npy", "-g", "nearest", "-k", "2", "-b",
                            "none", "-p", "0", "--json", NULL);
  g_auto (Run) crossed = run ("rsa", "data.npy", "-m", "line.npy", "-t", "0.9,0.5", NULL);
  g_autoptr (JsonObject) report = parse (step.output);
  JsonObject *model = json_array_get_object_element (
      json_object_get_array_member (get_region (report), "models"), 0);

  g_assert_nonnull (
      strstr (json_object_get_string_member (model, "made_by"), "topology-sensitive"));
  g_assert_nonnull (strstr (paths.output, "2 nearest neighbours"));
  g_assert_cmpint (crossed.status, ==, 1);
  g_assert_nonnull (strstr (crossed.complaint, "l = 0.9, u = 0.5"));
}

static void
test_grid (void)
{
  g_auto (Run) grid = run ("rsa", "data.npy", "--grid", "0.25", "--json", NULL);
  g_autoptr (JsonObject) report = parse (grid.output);
  JsonObject *figures = json_object_get_object_member (get_region (report), "grid");
  JsonArray *rows = json_object_get_array_member (figures, "reliability");

  g_assert_cmpint (grid.status, ==, 0);
  g_assert_cmpuint (json_array_get_length (rows), ==, 5);
  g_assert_true (json_array_get_null_element (json_array_get_array_element (rows, 3), 1));
  g_assert_cmpfloat (json_array_get_double_element (json_array_get_array_element (rows, 0), 4), >,
                     0.5);
}

static void
test_refusals (void)
{
  g_auto (Run) bare = run ("rsa", "data.npy", NULL);
  g_auto (Run) small = run ("rsa", "data.npy", "-m", "small.npy", NULL);
  g_auto (Run) absent = run ("rsa", "data.npy", "-m", "absent.npy", NULL);
  g_auto (Run) both = run ("rsa", "data.npy", "-m", "line.npy", "--grid", "0.1", NULL);
  g_auto (Run) method = run ("rsa", "data.npy", "-m", "line.npy", "--method", "r", NULL);

  g_assert_cmpint (bare.status, ==, 2);
  g_assert_nonnull (strstr (bare.complaint, "--models"));
  g_assert_cmpint (small.status, ==, 1);
  g_assert_nonnull (strstr (small.complaint, "3 conditions"));
  g_assert_cmpint (absent.status, ==, 1);
  g_assert_nonnull (strstr (absent.complaint, "absent.npy"));
  g_assert_cmpint (both.status, ==, 2);
  g_assert_cmpint (method.status, ==, 2);
  g_assert_nonnull (strstr (method.complaint, "rho-a"));
}

/* Layer 1 is best in V1, 2 in V2 and V3, 3 in FFA; over time the layers peak one after the other.
 */
static void
test_hierarchy (void)
{
  g_autofree char *path = g_build_filename (folder, "layers.csv", NULL);
  g_auto (Run) spatial = {NULL};
  g_auto (Run) temporal = {NULL};
  g_auto (Run) wrong = {NULL};
  g_autoptr (JsonObject) report = NULL;
  JsonArray *best;

  g_file_set_contents (path,
                       "region,level,one,two,three\n"
                       "V1,1,0.5,0.2,0.1\n"
                       "V2,2,0.3,0.4,0.1\n"
                       "V3,3,0.1,0.3,0.2\n"
                       "FFA,4,0.1,0.2,0.6\n",
                       -1, NULL);
  spatial = run ("hierarchy", "layers.csv", "--along", "level", "--json", NULL);
  temporal = run ("hierarchy", "layers.csv", "--along", "level", "--score", "temporal", "--layers",
                  "one,two,three", NULL);
  wrong = run ("hierarchy", "layers.csv", "--along", "region", NULL);
  report = parse (spatial.output);
  best = json_object_get_array_member (report, "best");
  g_assert_cmpint (spatial.status, ==, 0);
  /* Of (0, 1, 1, 2) and (1, 2, 3, 4): 3 / sqrt (2 x 5). */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (report, "r"), 3.0 / sqrt (10.0),
                                  1e-12);
  g_assert_cmpint (json_object_get_int_member (report, "n"), ==, 4);
  g_assert_cmpfloat (json_array_get_double_element (best, 3), ==, 2.0);
  /* Peaks at 1, 2, 4. */
  g_assert_nonnull (strstr (temporal.output, "temporal score: r = 0.9820"));
  g_assert_cmpint (wrong.status, ==, 1);
  g_assert_nonnull (strstr (wrong.complaint, "region"));
}

static void
write_features (const char *name, const double *values, gsize n_features)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const gsize dims[2] = {4, n_features};
  g_autoptr (GBytes) bytes = g_bytes_new (values, 4 * n_features * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);

  g_assert_true (cal_npy_write (path, array, NULL));
}

/* Turned and scaled features are the same; (-1, -1, 1, 1) shares one of two axes with a square. */
static void
test_cka (void)
{
  static const double square[] = {0, 0, 0, 2, 2, 0, 2, 2}, turned[] = {0, 0, -4, 4, 4, 4, 0, 8};
  static const double line[] = {-1, -1, 1, 1};
  static const double gap[] = {0, 0, 0, (double) NAN, 2, 0, 2, 2};
  g_auto (Run) said = {NULL};
  g_auto (Run) text = {NULL};
  g_auto (Run) missing = {NULL};
  g_auto (Run) short_one = {NULL};
  g_autoptr (JsonObject) report = NULL;
  JsonArray *pairs;
  const double expected[] = {1.0, sqrt (0.5), sqrt (0.5)};

  write_features ("square.npy", square, 2);
  write_features ("turned.npy", turned, 2);
  write_features ("line-features.npy", line, 1);
  write_features ("gap.npy", gap, 2);
  said = run ("cka", "square.npy", "turned.npy", "line-features.npy", "--json", NULL);
  text = run ("cka", "square.npy", "line-features.npy", NULL);
  missing = run ("cka", "square.npy", "gap.npy", NULL);
  short_one = run ("cka", "square.npy", "small.npy", NULL);
  g_assert_cmpint (said.status, ==, 0);
  report = parse (said.output);
  pairs = json_object_get_array_member (report, "pairs");
  g_assert_cmpint (json_object_get_int_member (report, "n_stimuli"), ==, 4);
  g_assert_cmpuint (json_array_get_length (pairs), ==, 3);
  for (guint n = 0; n < 3; n++)
    g_assert_cmpfloat_with_epsilon (
        json_object_get_double_member (json_array_get_object_element (pairs, n), "cka"),
        expected[n], 1e-12);
  g_assert_cmpstr (text.output, ==,
                   "square.npy, line-features.npy: linear CKA = 0.7071 over 4 stimuli\n");
  g_assert_cmpint (missing.status, ==, 1);
  g_assert_nonnull (strstr (missing.complaint, "gap.npy: no value for stimulus 2 in feature 2"));
  g_assert_cmpint (short_one.status, ==, 1);
  g_assert_nonnull (strstr (short_one.complaint, "small.npy: 3 stimuli; square.npy has 4"));
}

static char *
find_real (const char *name)
{
  g_autofree char *relative = g_build_filename ("rdm", "92images", name, NULL);

  return cal_optional_data_find (relative);
}

/* Human IT, four subjects of two sessions, with monkey IT and eight models: as numpy and scipy. */
static void
test_real (void)
{
  g_autofree char *sessions = find_real ("92_brainRDMs.mat");
  g_autofree char *models = find_real ("92_modelRDMs.mat");
  g_autofree char *human = find_real ("derived/rdm_human_IT_92.npy");
  g_autofree char *monkey = find_real ("derived/rdm_monkey_IT_92.npy");
  g_auto (Run) species = {NULL};
  g_auto (Run) subjects = {NULL};
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) other = NULL;
  JsonObject *ceiling, *model;

  if (sessions == NULL || models == NULL || human == NULL || monkey == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  species = run ("rsa", human, "-m", monkey, "--method", "pearson", "-b", "none", "-p", "0",
                 "--json", NULL);
  subjects = run ("rsa", sessions, "-m", models, "--method", "tau-a", "-b", "none", "-p", "0",
                  "--rdms-per-subject", "2", "--json", NULL);
  report = parse (species.output);
  model = json_array_get_object_element (
      json_object_get_array_member (get_region (report), "models"), 0);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (model, "similarity"),
                                  human_monkey[CAL_RDM_PEARSON], 1e-9);
  other = parse (subjects.output);
  ceiling = json_object_get_object_member (get_region (other), "noise_ceiling");
  g_assert_cmpint (json_object_get_int_member (get_region (other), "n_subjects"), ==, 4);
  /* The sessions of the .mat are in single precision, as those the values were computed from. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (ceiling, "lower"),
                                  session_ceilings[2 * CAL_RDM_TAU_A], 1e-6);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (ceiling, "upper"),
                                  session_ceilings[2 * CAL_RDM_TAU_A + 1], 1e-6);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (get_region (other), "models")), ==, 8);
}

static void
write_small (void)
{
  g_autofree char *path = g_build_filename (folder, "small.npy", NULL);
  const double values[9] = {0, 1, 2, 1, 0, 3, 2, 3, 0};
  const gsize dims[2] = {3, 3};
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);

  g_assert_true (cal_npy_write (path, array, NULL));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("test-rsa-command-XXXXXX", NULL);
  write_rdms ("data.npy", 4, 2.0, 1);
  write_rdms ("line.npy", 1, 0.0, 2);
  write_rdms ("noise.npy", 1, 60.0, 3);
  write_small ();
  g_test_add_func ("/rsa-command/report", test_report);
  g_test_add_func ("/rsa-command/table", test_table);
  g_test_add_func ("/rsa-command/transform", test_transform);
  g_test_add_func ("/rsa-command/grid", test_grid);
  g_test_add_func ("/rsa-command/refusals", test_refusals);
  g_test_add_func ("/rsa-command/hierarchy", test_hierarchy);
  g_test_add_func ("/rsa-command/cka", test_cka);
  g_test_add_func ("/rsa-command/real", test_real);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return status;
}
