/* test-score-command.c - calcarine score, ceiling, contrast, leaderboard and region-stats, run as a
 * person runs them, against numpy's and scipy's numbers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/freesurfer-annot.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "tests/analysis/reference/contrast.h"
#include "tests/analysis/reference/score.h"
#include "tests/analysis/rsa-data.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"
#include "tests/support/program.h"

#define N_SAMPLES 50
#define N_PLACES 13
#define N_STIMULI 40
#define N_CHANNELS 25

static void
write_npy (TestFolder *folder, const char *name, const double *values, gsize n_rows, gsize n)
{
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  gsize dims[2] = {n_rows, n};
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_rows * n * sizeof *values);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) array = n_rows == 1
                                   ? cal_array_new (CAL_DTYPE_FLOAT64, 1, &dims[1], bytes, &error)
                                   : cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, &error);

  g_assert_no_error (error);
  cal_npy_write (path, array, &error);
  g_assert_no_error (error);
}

static gpointer
load (TestFolder *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load_source (path, NULL, &error);

  g_assert_no_error (error);
  return g_object_ref (cal_loaded_get_objects (loaded)->pdata[0]);
}

/* To a path below a folder; from is absolute or in the test's own folder. */
static void
copy (TestFolder *folder, const char *from, const char *below, const char *name)
{
  g_autofree char *source = g_build_filename (folder->folder, from, NULL);
  g_autofree char *target = g_build_filename (below, name, NULL);
  g_autofree char *content = NULL;
  gsize size;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (g_path_is_absolute (from) ? from : source, &content, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (target, content, (gssize) size, &error);
  g_assert_no_error (error);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
assert_map (TestFolder *folder, const char *name, const double *expected, gsize n)
{
  g_autoptr (CalVector) map = load (folder, name);

  g_assert_cmpuint (cal_vector_get_n_values (map), ==, n);
  for (gsize i = 0; i < n; i++) {
    double value = cal_array_get_value (cal_vector_get_desc (map)->values, i);

    if (isnan (expected[i]))
      g_assert_true (isnan (value));
    else
      g_assert_cmpfloat_with_epsilon (value, expected[i], 1e-11 * fmax (1.0, fabs (expected[i])));
  }
}

static JsonObject *
parse (const Run *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_assert_cmpstr (run->complaint, ==, "");
  g_assert_cmpint (run->status, ==, 0);
  root = json_from_string (run->output, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}

static void
assert_complains (const Run *run, int status, const char *words)
{
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->output, ==, "");
  g_assert_nonnull (strstr (run->complaint, words));
}

/* As reference/score.py makes them. */
static guint32
write_predictions (TestFolder *folder)
{
  double measured[N_SAMPLES * N_PLACES], predicted[N_SAMPLES * N_PLACES];
  guint32 state = 3;

  rsa_data_fill (&state, measured, N_SAMPLES * N_PLACES, NULL, 1.0);
  for (gsize i = 0; i < N_SAMPLES * N_PLACES; i++)
    predicted[i] = 0.5 * measured[i] + rsa_data_uniform (&state) + 0.25;
  for (gsize s = 0; s < N_SAMPLES; s++) {
    measured[s * N_PLACES + 3] = 0.1;
    predicted[s * N_PLACES + 4] = 0.1;
  }
  measured[7 * N_PLACES + 5] = (double) NAN;
  write_npy (folder, "measured.npy", measured, N_SAMPLES, N_PLACES);
  write_npy (folder, "predicted.npy", predicted, N_SAMPLES, N_PLACES);
  write_npy (folder, "few.npy", predicted, N_SAMPLES - 1, N_PLACES);
  write_npy (folder, "narrow.npy", predicted, N_SAMPLES, N_PLACES - 1);
  return state;
}

static void
test_score (TestFolder *folder, gconstpointer data)
{
  static const char *const measures[] = {"r", "explained-variance", "r2"};
  const double *expected[] = {r_values, explained_values, r2_values};
  double ceilings[N_PLACES], shares[N_PLACES];
  g_autoptr (JsonObject) report = NULL;

  write_predictions (folder);
  for (guint m = 0; m < 3; m++) {
    g_auto (Run) run = run_program (folder->folder, "score", "measured.npy", "predicted.npy",
                                    "--measure", measures[m], "-o", "map.npy", NULL);

    g_assert_cmpint (run.status, ==, 0);
    assert_map (folder, "map.npy", expected[m], N_PLACES);
  }
  for (gsize p = 0; p < N_PLACES; p++) {
    ceilings[p] = p == 0 ? 0.0 : p == 1 ? 20.0 : 40.0;
    shares[p] = p == 0 ? (double) NAN : p == 1 ? 100.0 : 100.0 * r_values[p] * r_values[p] / 0.4;
  }
  write_npy (folder, "ceiling.npy", ceilings, 1, N_PLACES);
  {
    g_auto (Run) run =
        run_program (folder->folder, "score", "measured.npy", "predicted.npy", "--ceiling",
                     "ceiling.npy", "--ceiling-unit", "percent", "--clip", "--measure", "share",
                     "-o", "map.npy", "--json", NULL);

    report = parse (&run);
  }
  assert_map (folder, "map.npy", shares, N_PLACES);
  g_assert_cmpint (json_object_get_int_member (report, "n_zero_ceiling"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (report, "n_above_ceiling"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (report, "n_nan"), ==, 4);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (report, "sources")), ==, 3);
  g_assert_nonnull (strstr (json_object_get_string_member (report, "formula"), "clipped at 100"));
}

static void
test_score_complains (TestFolder *folder, gconstpointer data)
{
  const char *const wrong[] = {"few.npy", "narrow.npy", "absent.npy"};
  double few[3] = {0.5, 0.5, 0.5};

  write_predictions (folder);
  write_npy (folder, "three.npy", few, 1, 3);
  for (gsize w = 0; w < G_N_ELEMENTS (wrong); w++) {
    g_auto (Run) run = run_program (folder->folder, "score", "measured.npy", wrong[w], NULL);

    assert_complains (&run, 1, wrong[w]);
  }
  {
    g_auto (Run) unit = run_program (folder->folder, "score", "measured.npy", "predicted.npy",
                                     "--ceiling", "three.npy", NULL);
    g_auto (Run) length = run_program (folder->folder, "score", "measured.npy", "predicted.npy",
                                       "--ceiling", "three.npy", "--ceiling-unit", "percent", NULL);
    g_auto (Run) share = run_program (folder->folder, "score", "measured.npy", "predicted.npy",
                                      "--measure", "share", NULL);
    g_auto (Run) place = run_program (folder->folder, "score", "measured.npy", "predicted.npy",
                                      "-o", "map.nii.gz", NULL);

    assert_complains (&unit, 2, "--ceiling-unit");
    assert_complains (&length, 1, "13 channels");
    assert_complains (&share, 2, "--ceiling FILE");
    assert_complains (&place, 1, "map.nii.gz");
  }
}

static void
write_volume (TestFolder *folder, const char *name, const double *values, gsize n_frames)
{
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_frames * 24 * sizeof *values);
  CalVolumeDesc desc = {.name = name,
                        .dims = {2, 3, 4},
                        .n_frames = n_frames,
                        .dtype = CAL_DTYPE_FLOAT64,
                        .voxels = bytes,
                        .voxel_to_world = {{{-2, 0, 0, 3}, {0, 2, 0, -6}, {0, 0, 2, -4}}},
                        .affine_source = "sform"};
  g_autoptr (CalVolume) volume = NULL;
  g_autoptr (GError) error = NULL;

  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  g_assert_true (cal_nifti_write (volume, path, &error));
}

/* The one voxel that is predicted is at its place in the map; outside the mask there is nothing. */
static void
test_score_of_volumes (TestFolder *folder, gconstpointer data)
{
  const gsize hot = (3 * 3 + 1) * 2 + 1;
  double measured[10 * 24], predicted[10 * 24], mask[24];
  g_autoptr (CalVolume) map = NULL;
  guint32 state = 8;

  rsa_data_fill (&state, measured, 10 * 24, NULL, 1.0);
  rsa_data_fill (&state, predicted, 10 * 24, NULL, 1.0);
  for (gsize v = 0; v < 24; v++)
    mask[v] = v % 2 == 1 ? 1.0 : 0.0;
  for (gsize frame = 0; frame < 10; frame++)
    predicted[frame * 24 + hot] = 3.0 * measured[frame * 24 + hot] + 1.0;
  write_volume (folder, "measured.nii.gz", measured, 10);
  write_volume (folder, "predicted.nii.gz", predicted, 10);
  write_volume (folder, "mask.nii", mask, 1);
  {
    g_auto (Run) run = run_program (folder->folder, "score", "measured.nii.gz", "predicted.nii.gz",
                                    "--mask", "mask.nii", "-o", "map.nii.gz", NULL);

    g_assert_cmpint (run.status, ==, 0);
  }
  map = load (folder, "map.nii.gz");
  for (gsize v = 0; v < 24; v++) {
    double r = cal_dtype_read (cal_volume_get_desc (map)->dtype,
                               g_bytes_get_data (cal_volume_get_desc (map)->voxels, NULL), v);

    if (v % 2 == 0)
      g_assert_true (isnan (r));
    else if (v == hot)
      g_assert_cmpfloat_with_epsilon (r, 1.0, 1e-12);
    else
      g_assert_cmpfloat (fabs (r), <, 0.99);
  }
}

/* As reference/score.py makes them, after its predictions. */
static void
test_ceiling (TestFolder *folder, gconstpointer data)
{
  guint32 state = write_predictions (folder);
  double signal[20 * N_PLACES], responses[60 * N_PLACES];
  g_autoptr (GString) table = g_string_new ("image\tsession\n");
  g_autoptr (JsonObject) report = NULL;

  rsa_data_fill (&state, signal, 20 * N_PLACES, NULL, 1.0);
  for (guint t = 0; t < 60; t++) {
    guint stimulus = t * 7 % 60 / 3, session = t * 4 / 60;

    for (guint p = 0; p < N_PLACES; p++)
      responses[t * N_PLACES + p] =
          p / 4.0 * signal[stimulus * N_PLACES + p] + rsa_data_uniform (&state) + session;
    g_string_append_printf (table, "nsd-%u\tses-%u\n", stimulus, session);
  }
  write_npy (folder, "betas.npy", responses, 60, N_PLACES);
  g_free (test_folder_put (folder, "trials.tsv", table->str, (gssize) table->len));
  {
    g_auto (Run) percent =
        run_program (folder->folder, "ceiling", "betas.npy", "-c", "trials.tsv", "-s", "image",
                     "--sessions", "session", "-o", "map.npy", "--json", NULL);

    report = parse (&percent);
  }
  assert_map (folder, "map.npy", ceiling_values, N_PLACES);
  g_assert_cmpint (json_object_get_int_member (report, "n_repeated"), ==, 20);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (report, "n_averaged"), 3.0, 1e-12);
  {
    g_auto (Run) ncsnr =
        run_program (folder->folder, "ceiling", "betas.npy", "-c", "trials.tsv", "-s", "image",
                     "--sessions", "session", "--measure", "ncsnr", "-o", "map.npy", NULL);
    g_auto (Run) half =
        run_program (folder->folder, "ceiling", "betas.npy", "-c", "trials.tsv", "-s", "image",
                     "--sessions", "session", "--measure", "split-half", "-o", "half.npy", NULL);
    g_auto (Run) least = run_program (folder->folder, "ceiling", "betas.npy", "-c", "trials.tsv",
                                      "-s", "image", "--least", "4", NULL);
    g_auto (Run) column = run_program (folder->folder, "ceiling", "betas.npy", "-c", "trials.tsv",
                                       "-s", "picture", NULL);
    g_auto (Run) rows = run_program (folder->folder, "ceiling", "measured.npy", "-c", "trials.tsv",
                                     "-s", "image", NULL);

    g_assert_cmpint (ncsnr.status, ==, 0);
    assert_map (folder, "map.npy", ncsnr_values, N_PLACES);
    g_assert_cmpint (half.status, ==, 0);
    assert_map (folder, "half.npy", half_ceilings, N_PLACES);
    assert_complains (&least, 1, "more than 3 times");
    assert_complains (&column, 1, "no column \"picture\"");
    assert_complains (&rows, 1, "60 rows; expected 50");
  }
}

/* As reference/contrast.py makes them. */
static void
write_responses (TestFolder *folder)
{
  static const char *const names[] = {"face", "place", "object"};
  double responses[N_STIMULI * N_CHANNELS];
  g_autoptr (GString) table = g_string_new ("image,category\n");
  guint32 state = 21;

  rsa_data_fill (&state, responses, N_STIMULI * N_CHANNELS, NULL, 1.0);
  for (guint s = 0; s < N_STIMULI; s++) {
    for (guint p = 0; p < N_CHANNELS; p++) {
      double *response = &responses[s * N_CHANNELS + p];

      *response = rint (*response * 16.0) / 16.0 + (s % 3 == 0 && p < 12 ? p / 16.0 : 0.0);
    }
    responses[s * N_CHANNELS + 13] = 0.5;
    g_string_append_printf (table, "%u,%s\n", s, names[s % 3]);
  }
  responses[3 * N_CHANNELS + 14] = responses[2 * N_CHANNELS + 15] = (double) NAN;
  write_npy (folder, "responses.npy", responses, N_STIMULI, N_CHANNELS);
  g_free (test_folder_put (folder, "stimuli.csv", table->str, (gssize) table->len));
}

static void
test_contrast (TestFolder *folder, gconstpointer data)
{
  static const char *const measures[] = {"t", "d-prime", "auc", "p", "q"};
  const double *expected[] = {t_values, d_prime_values, auc_values, p_values, q_values};
  g_autoptr (JsonObject) report = NULL;

  write_responses (folder);
  for (guint m = 0; m < G_N_ELEMENTS (measures); m++) {
    g_auto (Run) run = run_program (folder->folder, "contrast", "responses.npy", "-c",
                                    "stimuli.csv", "-l", "category", "--of", "face", "--against",
                                    "place", "--measure", measures[m], "-o", "map.npy", NULL);

    g_assert_cmpint (run.status, ==, 0);
    assert_map (folder, "map.npy", expected[m], N_CHANNELS);
  }
  {
    g_auto (Run) run =
        run_program (folder->folder, "contrast", "responses.npy", "-c", "stimuli.csv", "-l",
                     "category", "--of", "face", "--against", "place", "--fdr", "0.4", "--shuffles",
                     "6", "--seed", "11", "--json", NULL);

    report = parse (&run);
  }
  g_assert_cmpint (json_object_get_int_member (report, "n_of"), ==, 14);
  g_assert_cmpint (json_object_get_int_member (report, "n_against"), ==, 13);
  g_assert_cmpint (json_object_get_int_member (report, "n_values"), ==, N_CHANNELS - 2);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (report, "odd_even_r"),
                                  check_values[0], 1e-12);
  g_assert_cmpint (json_object_get_int_member (report, "n_found"), ==, (int) check_values[2]);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (report, "found_by_chance_mean"),
                                  check_values[3], 1e-12);
  g_assert_cmpint (json_object_get_int_member (report, "found_by_chance_most"), ==,
                   (int) check_values[4]);
}

/* Without --against, all others: faces against places and objects. */
static void
test_contrast_sets (TestFolder *folder, gconstpointer data)
{
  write_responses (folder);
  {
    g_auto (Run) run =
        run_program (folder->folder, "contrast", "responses.npy", "-c", "stimuli.csv", "-l",
                     "category", "--of", "face", "--json", NULL);
    g_auto (Run) label = run_program (folder->folder, "contrast", "responses.npy", "-c",
                                      "stimuli.csv", "-l", "category", "--of", "fase", NULL);
    g_auto (Run) column = run_program (folder->folder, "contrast", "responses.npy", "-c",
                                       "stimuli.csv", "-l", "kind", "--of", "face", NULL);
    g_auto (Run) same =
        run_program (folder->folder, "contrast", "responses.npy", "-c", "stimuli.csv", "-l",
                     "category", "--of", "face", "--against", "face", NULL);
    g_autoptr (JsonObject) report = parse (&run);

    g_assert_cmpint (json_object_get_int_member (report, "n_against"), ==, 26);
    assert_complains (&label, 1, "face, place, object");
    assert_complains (&column, 1, "no column \"kind\"");
    assert_complains (&same, 1, "stands twice");
  }
}

/* As reference/score.py makes them, after its predictions and repeats. */
static void
test_leaderboard (TestFolder *folder, gconstpointer data)
{
  const gsize sizes[] = {301, 402};
  guint32 state = write_predictions (folder);
  double r[402], ceilings[402], percent[402];
  g_autoptr (JsonObject) report = NULL;
  JsonArray *subjects;

  for (int i = 0; i < 20 * 13 + 60 * 13; i++)
    rsa_data_uniform (&state);
  for (gsize h = 0; h < 2; h++) {
    for (gsize i = 0; i < sizes[h]; i++)
      r[i] = 1.4 * rsa_data_uniform (&state) - 0.2;
    rsa_data_fill (&state, ceilings, sizes[h], NULL, 1.0);
    for (gsize i = 0; i < sizes[h]; i++) {
      ceilings[i] = i % 50 == 0 ? 0.0 : ceilings[i];
      percent[i] = 100.0 * ceilings[i];
    }
    write_npy (folder, h == 0 ? "lh.npy" : "rh.npy", r, 1, sizes[h]);
    write_npy (folder, h == 0 ? "lh-nc.npy" : "rh-nc.npy", ceilings, 1, sizes[h]);
  }
  write_npy (folder, "percent.npy", percent, 1, 402);
  {
    g_auto (Run) run =
        run_program (folder->folder, "leaderboard", "left=lh.npy@lh-nc.npy", "rh.npy@rh-nc.npy",
                     "both=lh.npy@lh-nc.npy,rh.npy@rh-nc.npy", "--json", NULL);
    g_auto (Run) unit = run_program (folder->folder, "leaderboard", "rh.npy@percent.npy", NULL);
    g_auto (Run) other = run_program (folder->folder, "leaderboard", "--ceiling-unit", "percent",
                                      "rh.npy@rh-nc.npy", NULL);
    g_auto (Run) length = run_program (folder->folder, "leaderboard", "lh.npy@rh-nc.npy", NULL);
    g_auto (Run) pair = run_program (folder->folder, "leaderboard", "lh.npy", NULL);

    report = parse (&run);
    assert_complains (&unit, 1, "--ceiling-unit");
    assert_complains (&other, 1, "--ceiling-unit");
    assert_complains (&length, 1, "402 ceilings");
    assert_complains (&pair, 1, "MAP@CEILING");
  }
  subjects = json_object_get_array_member (report, "subjects");
  g_assert_cmpuint (json_array_get_length (subjects), ==, 3);
  for (guint s = 0; s < 3; s++)
    g_assert_cmpfloat_with_epsilon (
        json_object_get_double_member (json_array_get_object_element (subjects, s), "score"),
        algonauts_values[s], 1e-11);
  /* Each vertex twice: the same median. */
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (json_object_get_object_member (report, "all"), "score"),
      algonauts_values[2], 1e-11);
}

static JsonObject *
get_subject (JsonObject *report)
{
  return json_array_get_object_element (json_object_get_array_member (report, "subjects"), 0);
}

/* A subject's folder: responses to test images, predictions of them and ceilings. */
static void
test_leaderboard_of_folder (TestFolder *folder, gconstpointer data)
{
  static const char *const prefixes[] = {"lh", "rh"};
  g_autofree char *fmri = g_build_filename (folder->folder, "subj03/test_split/test_fmri", NULL);
  g_autofree char *nc = g_build_filename (folder->folder, "subj03/test_split/noise_ceiling", NULL);
  double ceilings[N_PLACES], shares[N_PLACES];
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_cmpint (g_mkdir_with_parents (fmri, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (nc, 0700), ==, 0);
  write_predictions (folder);
  for (gsize p = 0; p < N_PLACES; p++) {
    ceilings[p] = 0.4;
    shares[p] = 100.0 * r_values[p] * r_values[p] / 0.4;
  }
  for (int h = 0; h < 2; h++) {
    g_autofree char *ceiling =
        g_strdup_printf ("subj03/test_split/noise_ceiling/%s_noise_ceiling.npy", prefixes[h]);

    write_npy (folder, ceiling, ceilings, 1, N_PLACES);
    copy (folder, "measured.npy", fmri, h == 0 ? "lh_test_fmri.npy" : "rh_test_fmri.npy");
    copy (folder, "predicted.npy", fmri, h == 0 ? "lh_pred_test.npy" : "rh_pred_test.npy");
  }
  {
    g_auto (Run) run = run_program (folder->folder, "leaderboard", "subj03", "--json", NULL);
    g_auto (Run) none = run_program (folder->folder, "leaderboard", ".", NULL);

    report = parse (&run);
    assert_complains (&none, 1, "MAP@CEILING");
  }
  g_assert_cmpstr (json_object_get_string_member (get_subject (report), "subject"), ==, "subj03");
  g_assert_cmpint (json_object_get_int_member (get_subject (report), "n"), ==, 2 * N_PLACES);
  g_assert_cmpint (json_object_get_int_member (get_subject (report), "n_nan"), ==, 2 * 3);
  for (gsize p = 0; p < N_PLACES; p++)
    if (!isnan (shares[p]))
      g_array_append_val (sorted, shares[p]);
  g_array_sort (sorted, compare_doubles);
  g_assert_cmpuint (sorted->len, ==, 10);
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (get_subject (report), "score"),
      (g_array_index (sorted, double, 4) + g_array_index (sorted, double, 5)) / 2.0, 1e-11);
}

/* The organisers' dictionary of a published baseline: the score that its own shares have. */
static void
test_real_accuracy (TestFolder *folder, gconstpointer data)
{
  g_autofree char *source =
      cal_optional_data_find ("robustness/npy/pickled_dict_encoding_accuracy.npy");
  g_autofree char *accuracy = g_build_filename (folder->folder, "subj01/encoding_accuracy", NULL);
  g_autoptr (JsonObject) report = NULL;

  if (source == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  g_assert_cmpint (g_mkdir_with_parents (accuracy, 0700), ==, 0);
  copy (folder, source, accuracy, "encoding_accuracy_subj01.npy");
  {
    g_auto (Run) run = run_program (folder->folder, "leaderboard", "subj01", "--json", NULL);

    report = parse (&run);
  }
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (get_subject (report), "score"),
                                  41.24600224808272, 1e-9);
  g_assert_cmpint (json_object_get_int_member (get_subject (report), "n_above"), ==, 266);
}

/* Two subjects of a published model, 79,096 vertices, against numpy. */
static void
test_real_leaderboard (void)
{
  const double expected[] = {54.808565366854296, 62.31209376378962};
  const char *const subjects[] = {"subj01", "subj02"};
  g_autofree char *encoding = cal_optional_data_find ("encoding/nsd_val_corr");
  g_autofree char *folder = encoding != NULL ? g_path_get_dirname (encoding) : NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  char **names[2] = {&first, &second};
  g_autoptr (JsonObject) report = NULL;
  JsonArray *found;

  if (folder == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  for (int s = 0; s < 2; s++)
    *names[s] = g_strdup_printf ("%s=nsd_val_corr/%s_lh_baseline.npy@nsd_noise_ceiling/%s_lh.npy,"
                                 "nsd_val_corr/%s_rh_baseline.npy@nsd_noise_ceiling/%s_rh.npy",
                                 subjects[s], subjects[s], subjects[s], subjects[s], subjects[s]);
  {
    g_auto (Run) run = run_program (folder, "leaderboard", "--ceiling-unit", "percent", "--json",
                                    first, second, NULL);

    report = parse (&run);
  }
  found = json_object_get_array_member (report, "subjects");
  for (guint s = 0; s < 2; s++)
    g_assert_cmpfloat_with_epsilon (
        json_object_get_double_member (json_array_get_object_element (found, s), "score"),
        expected[s], 1e-9);
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (json_object_get_object_member (report, "all"), "score"),
      58.6156199731508, 1e-9);
}

/* Haxby et al. 2001: faces against all else, in a slice; scipy finds the same places. */
static void
test_real_contrast (void)
{
  g_autofree char *folder = cal_optional_data_find ("rdm/haxby2001_slice");
  g_autoptr (JsonObject) report = NULL;

  if (folder == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  {
    g_auto (Run) run = run_program (folder, "contrast", "patterns.npy", "-c", "conditions.csv",
                                    "-l", "category", "--of", "face", "--json", NULL);

    report = parse (&run);
  }
  g_assert_cmpint (json_object_get_int_member (report, "n_found"), ==, 16);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (report, "smallest_t_found"),
                                  3.687941527318864, 1e-9);
}

/* Of all regions of the demo, those for faces respond most to faces, and chance finds nothing. */
static void
test_demo (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) demo = run_program (folder->folder, "demo", "study", NULL);
  g_autoptr (JsonObject) contrast = NULL;
  g_autoptr (JsonObject) stats = NULL;
  double faces = (double) INFINITY, others = (double) -INFINITY;
  JsonArray *regions;

  g_assert_cmpint (demo.status, ==, 0);
  {
    g_auto (Run) run =
        run_program (folder->folder, "contrast", "study/encoding/lh.responses.func.gii", "-c",
                     "study/stimuli/stimuli.tsv", "-l", "category", "--of", "faces", "--surface",
                     "study/gifti/lh.white.surf.gii", "-o", "faces.shape.gii", "--json", NULL);

    contrast = parse (&run);
  }
  {
    g_auto (Run) run =
        run_program (folder->folder, "region-stats", "faces.shape.gii", "study/label/lh.rois.annot",
                     "--resamples", "0", "--json", NULL);

    stats = parse (&run);
  }
  g_assert_cmpint (json_object_get_int_member (contrast, "n_found"), >, 300);
  g_assert_cmpint (json_object_get_int_member (contrast, "found_by_chance_most"), <, 30);
  g_assert_cmpfloat (json_object_get_double_member (contrast, "odd_even_r"), >, 0.3);
  g_assert_cmpstr (json_object_get_string_member (stats, "statistic"), ==, "t");
  regions = json_object_get_array_member (stats, "regions");
  g_assert_cmpuint (json_array_get_length (regions), >, 5);
  for (guint n = 0; n < json_array_get_length (regions); n++) {
    JsonObject *region = json_array_get_object_element (regions, n);
    const char *name = json_object_get_string_member (region, "region");
    double median = json_object_get_double_member (region, "median");

    if (g_str_equal (name, "OFA") || g_str_equal (name, "FFA"))
      faces = fmin (faces, median);
    else
      others = fmax (others, median);
  }
  g_assert_true (isfinite (faces));
  g_assert_cmpfloat (faces, >, 2.0);
  g_assert_cmpfloat (others, <, 1.0);
}

static void
write_annot (TestFolder *folder)
{
  g_autofree char *path = g_build_filename (folder->folder, "lh.toy.annot", NULL);
  const gint32 keys[] = {0, 1, 1, 1, 2, 2, 1, 0};
  gsize n = G_N_ELEMENTS (keys);
  g_autoptr (GBytes) bytes = g_bytes_new (keys, sizeof keys);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_INT32, 1, &n, bytes, NULL);
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (CalVector) vector = NULL;
  CalVectorDesc desc = {.name = "toy", .source = "toy", .values = array, .per_vertex = TRUE};
  g_autoptr (GError) error = NULL;

  cal_labels_builder_add (builder, 0, "unknown", (float[]){0.1f, 0.1f, 0.1f, 1.0f});
  cal_labels_builder_add (builder, 1, "FFA, \"posterior\"", (float[]){1.0f, 0.0f, 0.0f, 1.0f});
  cal_labels_builder_add (builder, 2, "V1", (float[]){0.0f, 1.0f, 0.0f, 1.0f});
  desc.labels = labels = cal_labels_builder_end (g_steal_pointer (&builder));
  vector = cal_vector_new (&desc, &error);
  g_assert_no_error (error);
  g_assert_true (cal_freesurfer_annot_write (vector, path, &error));
}

static void
test_region_stats (TestFolder *folder, gconstpointer data)
{
  const double map[] = {99.0, 1.0, 2.0, (double) NAN, 10.0, 30.0, 6.0, -99.0};

  write_annot (folder);
  write_npy (folder, "map.npy", map, 1, 8);
  write_npy (folder, "short.npy", map, 1, 7);
  {
    g_auto (Run) csv = run_program (folder->folder, "region-stats", "map.npy", "lh.toy.annot",
                                    "--csv", "--resamples", "0", NULL);
    g_auto (Run) table =
        run_program (folder->folder, "region-stats", "map.npy", "lh.toy.annot", NULL);
    g_auto (Run) json =
        run_program (folder->folder, "region-stats", "map.npy", "lh.toy.annot", "--json", NULL);
    g_auto (Run) length =
        run_program (folder->folder, "region-stats", "short.npy", "lh.toy.annot", NULL);
    g_auto (Run) labels = run_program (folder->folder, "region-stats", "map.npy", "map.npy", NULL);
    g_autoptr (JsonObject) report = parse (&json);
    JsonArray *regions = json_object_get_array_member (report, "regions");
    JsonObject *first = json_array_get_object_element (regions, 0);

    g_assert_cmpstr (csv.output, ==,
                     "region,key,frame,n,n_finite,min,lower_quartile,median,upper_quartile,max,"
                     "mean,sd,median_low,median_high\n"
                     "\"FFA, \"\"posterior\"\"\",1,0,4,3,1,1.5,2,4,6,3,2.64575131,,\n"
                     "\"V1\",2,0,2,2,10,15,20,25,30,20,14.1421356,,\n");
    g_assert_nonnull (strstr (table.output, "V1"));
    g_assert_cmpuint (json_array_get_length (regions), ==, 2);
    g_assert_cmpfloat (json_object_get_double_member (first, "median_low"), ==, 1.0);
    g_assert_cmpfloat (json_object_get_double_member (first, "median_high"), ==, 6.0);
    assert_complains (&length, 1, "8 values; expected the 7");
    g_assert_cmpint (labels.status, ==, 0);
  }
}

/* Keys of -1 are outside, 0 is no region; each frame is told. */
static void
test_region_stats_of_volumes (TestFolder *folder, gconstpointer data)
{
  double map[2 * 24], keys[24], half[24];

  for (gsize v = 0; v < 24; v++) {
    map[v] = (double) v;
    map[24 + v] = -(double) v;
    keys[v] = v < 4 ? -1.0 : v < 9 ? 0.0 : v < 20 ? 3.0 : 7.0;
    half[v] = 0.5;
  }
  write_volume (folder, "map.nii", map, 2);
  write_volume (folder, "rois.nii", keys, 1);
  write_volume (folder, "half.nii", half, 1);
  {
    g_auto (Run) csv = run_program (folder->folder, "region-stats", "map.nii", "rois.nii", "--csv",
                                    "--resamples", "0", NULL);
    g_auto (Run) broken = run_program (folder->folder, "region-stats", "map.nii", "half.nii", NULL);
    g_auto (GStrv) lines = g_strsplit (csv.output, "\n", -1);

    g_assert_cmpuint (g_strv_length (lines), ==, 6);
    g_assert_true (g_str_has_prefix (lines[1], "\"3\",3,0,11,11,9,11.5,14,16.5,19,14,"));
    g_assert_true (g_str_has_prefix (lines[2], "\"7\",7,0,4,4,20,"));
    g_assert_true (g_str_has_prefix (lines[3], "\"3\",3,1,11,11,-19,"));
    assert_complains (&broken, 1, "expected the key of a region");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                           \
  g_test_add ("/score-command/" name, TestFolder, NULL, test_folder_set_up, func, \
              test_folder_tear_down)
  ADD ("score", test_score);
  ADD ("score-complains", test_score_complains);
  ADD ("score-of-volumes", test_score_of_volumes);
  ADD ("ceiling", test_ceiling);
  ADD ("contrast", test_contrast);
  ADD ("contrast-sets", test_contrast_sets);
  ADD ("leaderboard", test_leaderboard);
  ADD ("leaderboard-of-folder", test_leaderboard_of_folder);
  ADD ("real-accuracy", test_real_accuracy);
  ADD ("demo", test_demo);
  ADD ("region-stats", test_region_stats);
  ADD ("region-stats-of-volumes", test_region_stats_of_volumes);
#undef ADD
  g_test_add_func ("/score-command/real-contrast", test_real_contrast);
  g_test_add_func ("/score-command/real-leaderboard", test_real_leaderboard);
  return g_test_run ();
}
