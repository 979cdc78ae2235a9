/* test-rdm-file.c - RDMs read from, and written to, files of every kind.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-file.h"

#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/npy.h"
#include "io/rdm-write.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"

#define N 4

static const char *const ids[N] = {"face, own", "h\303\244user", "cat", "tool"};

/* Dissimilarity of i and j: i + 10 j + seed, i < j. */
static double
dissimilarity (gsize i, gsize j, double seed)
{
  return i == j ? 0.0 : (double) MIN (i, j) + 10.0 * (double) MAX (i, j) + seed;
}

static CalArray *
make_squares (CalDtype dtype, guint n_dims, const gsize *dims)
{
  gsize n = 1;
  double *values;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpint (dtype, ==, CAL_DTYPE_FLOAT64);
  for (guint d = 0; d < n_dims; d++)
    n *= dims[d];
  values = g_new (double, n);
  for (gsize e = 0; e < n; e++)
    values[e] = dissimilarity (e / N % N, e % N, 100.0 * (double) (e / (N * N)));
  bytes = g_bytes_new_take (values, n * sizeof *values);
  return cal_array_new (dtype, n_dims, dims, bytes, NULL);
}

static CalTable *
make_conditions (void)
{
  static const double animate[N] = {1, 0, 1, 0};
  gsize n = N;
  const char *texts[N + 1] = {ids[0], ids[1], ids[2], ids[3], NULL};
  g_autoptr (GBytes) bytes = g_bytes_new (animate, sizeof animate);
  g_autoptr (CalTextArray) names = cal_text_array_new_from_strv (texts);
  g_autoptr (CalArray) numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
  CalColumn columns[] = {{.name = "id", .texts = names}, {.name = "animate", .numbers = numbers}};

  return cal_table_new ("conditions", N, columns, 2, NULL);
}

static CalRdm *
make_rdm (const char *name, double seed, const char *roi)
{
  gsize n_pairs = N * (N - 1) / 2, pair = 0;
  double pairs[N * (N - 1) / 2];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalTable) conditions = make_conditions ();

  for (gsize i = 0; i < N; i++)
    for (gsize j = i + 1; j < N; j++)
      pairs[pair++] = dissimilarity (i, j, seed);
  bytes = g_bytes_new (pairs, sizeof pairs);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  return cal_rdm_new (&(CalRdmDesc){.name = name,
                                    .n_conditions = N,
                                    .dissimilarities = array,
                                    .conditions = conditions,
                                    .measure = "correlation",
                                    .roi = roi,
                                    .made_by = "a test"},
                      NULL);
}

static GPtrArray *
load (const char *source)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rdms = cal_rdm_file_load (source, NULL, &error);

  g_assert_no_error (error);
  return rdms;
}

static void
check_rdm (CalRdm *rdm, double seed, gboolean has_ids)
{
  g_assert_cmpuint (cal_rdm_get_desc (rdm)->n_conditions, ==, N);
  for (gsize i = 0; i < N; i++) {
    if (has_ids)
      g_assert_cmpstr (cal_rdm_get_condition (rdm, i), ==, ids[i]);
    for (gsize j = 0; j < N; j++)
      if (i != j)
        g_assert_cmpfloat (cal_rdm_get (rdm, i, j), ==, dissimilarity (i, j, seed));
  }
}

static void
test_write (TestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *name;
    guint n;
    gboolean has_ids;
  } cases[] = {{"a.h5", 2, TRUE},
               {"b.hdf5", 1, TRUE},
               {"c.npy", 1, FALSE},
               {"d.npy", 2, FALSE},
               {"e.csv", 1, TRUE}};

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++) {
    g_autofree char *path = g_build_filename (folder->folder, cases[c].name, NULL);
    g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (GPtrArray) again = NULL;
    g_autoptr (GError) error = NULL;

    for (guint n = 0; n < cases[c].n; n++)
      g_ptr_array_add (rdms, make_rdm (n == 0 ? "first" : "second", 0.1 + n, "V1"));
    g_assert_true (cal_rdm_write (path, rdms, &error));
    g_assert_no_error (error);
    again = load (path);
    g_assert_cmpuint (again->len, ==, cases[c].n);
    for (guint n = 0; n < cases[c].n; n++)
      check_rdm (again->pdata[n], 0.1 + n, cases[c].has_ids);
    if (strstr (path, ".h") != NULL) {
      const CalRdmDesc *desc = cal_rdm_get_desc (again->pdata[0]);

      g_assert_cmpstr (desc->name, ==, "first");
      g_assert_cmpstr (desc->roi, ==, "V1");
      g_assert_cmpstr (desc->measure, ==, "correlation");
      g_assert_null (desc->subject);
      g_assert_cmpfloat (
          cal_column_get_number (cal_table_find_column (desc->conditions, "animate"), 2), ==, 1.0);
    }
  }
}

static void
test_write_refusals (TestFolder *folder, gconstpointer data)
{
  g_autofree char *csv = g_build_filename (folder->folder, "two.csv", NULL);
  g_autofree char *odd = g_build_filename (folder->folder, "two.mat", NULL);
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (rdms, make_rdm ("a", 0.0, NULL));
  g_ptr_array_add (rdms, make_rdm ("b", 1.0, NULL));
  g_assert_false (cal_rdm_write (csv, rdms, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cal_rdm_write (odd, rdms, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_false (g_file_test (csv, G_FILE_TEST_EXISTS));
}

/* Square, stacked, stacked twice; the names say the indices. */
static void
test_stacks (TestFolder *folder, gconstpointer data)
{
  static const gsize dims[][4] = {{N, N}, {3, N, N}, {2, 3, N, N}};
  static const guint n_dims[] = {2, 3, 4}, n_rdms[] = {1, 3, 6};
  static const char *const last[] = {"stack", "stack[2]", "stack[1,2]"};
  g_autofree char *path = g_build_filename (folder->folder, "stack.npy", NULL);

  for (gsize n = 0; n < 3; n++) {
    g_autoptr (CalArray) array = make_squares (CAL_DTYPE_FLOAT64, n_dims[n], dims[n]);
    g_autoptr (GPtrArray) rdms = NULL;

    g_assert_true (cal_npy_write (path, array, NULL));
    rdms = load (path);
    g_assert_cmpuint (rdms->len, ==, n_rdms[n]);
    for (guint r = 0; r < rdms->len; r++)
      check_rdm (rdms->pdata[r], 100.0 * r, FALSE);
    g_assert_cmpstr (cal_rdm_get_desc (rdms->pdata[rdms->len - 1])->name, ==, last[n]);
    g_assert_cmpstr (cal_rdm_get_condition (rdms->pdata[0], 3), ==, "4");
  }
}

static void
save_array (TestFolder *folder, const char *name, gsize rows, gsize columns, const double *values)
{
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  gsize dims[2] = {rows, columns};
  g_autoptr (GBytes) bytes = g_bytes_new (values, MAX (rows, 1) * columns * sizeof *values);
  g_autoptr (CalArray) array =
      cal_array_new (CAL_DTYPE_FLOAT64, rows > 0 ? 2 : 1, rows > 0 ? dims : dims + 1, bytes, NULL);

  g_assert_true (cal_npy_write (path, array, NULL));
}

static GPtrArray *
find (const char *path)
{
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, NULL);

  g_assert_nonnull (loaded);
  return cal_rdm_file_find (path, loaded, NULL, NULL);
}

/* What is named an RDM must be one; what nobody named is taken for one only if nothing else fits.
 */
static void
test_doubt (TestFolder *folder, gconstpointer data)
{
  static const struct {
    gsize rows, columns;
    double values[9];
    const char *complaint; /* if it was said to be an RDM */
    gboolean is_found;
  } cases[] = {
      {3, 3, {0, 1, 2, 1, 0, 3, 2, 3, 0}, NULL, TRUE},
      {3, 3, {NAN, 1, 2, 1, NAN, NAN, 2, NAN, NAN}, NULL, TRUE},
      {3, 3, {0, -1, 2, -1, 0, 3, 2, 3, 0}, NULL, TRUE},
      {3, 3, {0, 1, 2, 1 + 1e-15, 0, 3, 2, 3, 1e-16}, NULL, TRUE},
      {3, 3, {0, 1, 2, 1, 0, 3, 2, 4, 0}, "symmetric", FALSE},
      {3, 3, {0, 1, 2, 1, 0, 3, 2, NAN, 0}, "symmetric", FALSE},
      {3, 3, {1, 0, 0, 0, 1, 0, 0, 0, 1}, NULL, FALSE},
      {3, 3, {0, 1, 2, 1, 0, 3, 2, 3, -5}, NULL, FALSE},
      {3, 3, {0, 0, 0, 0, 0, 0, 0, 0, 0}, NULL, FALSE},
      {2, 2, {0, 1, 1, 0}, NULL, FALSE},
      {0, 6, {1, 2, 3, 4, 5, 6}, NULL, FALSE},
      {0, 7, {1, 2, 3, 4, 5, 6, 7}, "no RDM", FALSE},
      {2, 3, {1, 2, 3, 4, 5, 6}, NULL, FALSE},
      {2, 4, {1, 2, 3, 4, 5, 6, 7, 8}, "no RDM", FALSE},
  };
  g_autofree char *path = g_build_filename (folder->folder, "doubt.npy", NULL);

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autoptr (GPtrArray) asked = NULL, found = NULL;
    g_autoptr (GError) error = NULL;

    save_array (folder, "doubt.npy", cases[n].rows, cases[n].columns, cases[n].values);
    asked = cal_rdm_file_load (path, NULL, &error);
    found = find (path);
    g_test_message ("%" G_GSIZE_FORMAT ": %s", n, error != NULL ? error->message : "an RDM");
    g_assert_true ((asked == NULL) == (cases[n].complaint != NULL));
    g_assert_true (cases[n].complaint == NULL ||
                   strstr (error->message, cases[n].complaint) != NULL);
    g_assert_true ((found != NULL) == cases[n].is_found);
    /* A diagonal that says otherwise is told of. */
    if (asked != NULL && cases[n].rows == 3)
      g_assert_true ((cal_rdm_get_desc (asked->pdata[0])->made_by != NULL) ==
                     (fabs (cases[n].values[0]) > 0.5 || fabs (cases[n].values[8]) > 0.5));
  }
}

static void
test_tables (TestFolder *folder, gconstpointer data)
{
  g_autofree char *named =
      test_folder_put (folder, "named.csv", ",a,b,c\na,0,1,2\nb,1,0,3\nc,2,3,0\n", -1);
  g_autofree char *headed =
      test_folder_put (folder, "headed.csv", "a,b,c\n0,1,2\n1,0,3\n2,3,0\n", -1);
  g_autofree char *plain = test_folder_put (folder, "plain.csv", "0,1,2\n1,0,3\n2,3,0\n", -1);
  g_autofree char *other = test_folder_put (folder, "other.csv", "id,x\na,1\nb,2\n", -1);
  const char *paths[] = {named, headed, plain};

  for (gsize n = 0; n < 3; n++) {
    g_autoptr (GPtrArray) rdms = load (paths[n]), found = find (paths[n]);

    g_assert_cmpfloat (cal_rdm_get (rdms->pdata[0], 1, 2), ==, 3.0);
    g_assert_cmpstr (cal_rdm_get_condition (rdms->pdata[0], 1), ==, n == 2 ? "2" : "b");
    g_assert_nonnull (found);
  }
  g_assert_null (cal_rdm_file_load (other, NULL, NULL));
  g_assert_null (find (other));
}

/* The only table of conditions with as many rows names them; a column of names, not of kinds. */
static void
test_beside (TestFolder *folder, gconstpointer data)
{
  static const double square[9] = {0, 1, 2, 1, 0, 3, 2, 3, 0};
  g_autofree char *path = g_build_filename (folder->folder, "x.npy", NULL);
  g_autofree char *long_table = NULL, *table = NULL, *second = NULL;
  g_autoptr (GPtrArray) rdms = NULL, doubtful = NULL;

  save_array (folder, "x.npy", 3, 3, square);
  long_table = test_folder_put (folder, "labels.txt", "a\nb\nc\nd\n", -1);
  table = test_folder_put (folder, "conditions.csv", "kind,image\nx,1.png\nx,2.png\ny,3.png\n", -1);
  rdms = load (path);
  g_assert_cmpstr (cal_rdm_get_condition (rdms->pdata[0], 2), ==, "3.png");
  second = test_folder_put (folder, "stimuli.txt", "a\nb\nc\n", -1);
  doubtful = load (path);
  g_assert_cmpstr (cal_rdm_get_condition (doubtful->pdata[0], 2), ==, "3");
}

/* Expected: scipy.io.loadmat and h5py of the same files. */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *source;
    guint n;
    gsize n_conditions;
    guint rdm;
    const char *name;
    gsize i, j;
    double value;
    const char *first;
  } cases[] = {
      {"rdm/92images/derived/rdm_human_IT_92.npy", 1, 92, 0, "rdm_human_IT_92", 3, 50,
       0.9901761710643768, "stim01.png"},
      {"rdm/92images/derived/rdm_hIT_4subjects_2sessions.npy", 8, 92, 5,
       "rdm_hIT_4subjects_2sessions[2,1]", 3, 50, 1.0673824548721313, "stim01.png"},
      {"rdm/92images/derived/rdms_92.h5:/rdm/monkey_IT", 1, 92, 0, "monkey_IT", 3, 50,
       1.1880655406696845, "stim01.png"},
      {"rdm/92images/derived/rdms_92.h5", 18, 92, 0, "EVA", 3, 50, 0.9936306476593018,
       "stim01.png"},
      {"rdm/118images/118_animate_RDM.npy", 1, 118, 0, "118_animate_RDM", 3, 50, 1.0, "1"},
      {"rdm/haxby2001_slice/rdm_correlation_8x8.npy", 1, 8, 0, "rdm_correlation_8x8", 2, 5,
       1.0516746686210574, "bottle"},
      {"rdm/92images/92_brainRDMs.mat", 8, 92, 5, "hIT | SN | Session: 2", 3, 50,
       1.0673824548721313, "1"},
      {"rdm/92images/92_modelRDMs.mat", 8, 92, 4, "HMAX", 3, 50, 0.24555004250050172, "1"},
      {"rdm/92images/Kriegeskorte_Neuron2008_supplementalData.mat", 2, 92, 1, "hITvisStim_316vx", 3,
       50, 0.9901761710643768, "1"},
      {"rdm/meadows/Meadows_myExp_v_v1_cuddly-bunny_3_1D.mat", 1, 118, 0, "rdmutv", 3, 50,
       0.010513885257890319, "stim118.png"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_auto (GStrv) parts = g_strsplit (cases[n].source, ":", 2);
    g_autofree char *path = cal_optional_data_find (parts[0]);
    g_autofree char *source = NULL;
    g_autoptr (GPtrArray) rdms = NULL;
    CalRdm *rdm;

    if (path == NULL) {
      g_test_skip ("the optional data folder is not there");
      return;
    }
    source = parts[1] != NULL ? g_strconcat (path, ":", parts[1], NULL) : g_strdup (path);
    rdms = load (source);
    g_assert_cmpuint (rdms->len, ==, cases[n].n);
    rdm = rdms->pdata[cases[n].rdm];
    g_test_message ("%s: %u of %" G_GSIZE_FORMAT ", %s, %s", cases[n].source, rdms->len,
                    cal_rdm_get_desc (rdm)->n_conditions, cal_rdm_get_desc (rdm)->name,
                    cal_rdm_get_condition (rdm, 0));
    g_assert_cmpuint (cal_rdm_get_desc (rdm)->n_conditions, ==, cases[n].n_conditions);
    g_assert_cmpstr (cal_rdm_get_desc (rdm)->name, ==, cases[n].name);
    g_assert_cmpfloat (cal_rdm_get (rdm, cases[n].i, cases[n].j), ==, cases[n].value);
    g_assert_cmpstr (cal_rdm_get_condition (rdm, 0), ==, cases[n].first);
  }
}

/* Patterns, pictures, masks and maps are not taken for RDMs. */
static void
test_real_others (TestFolder *folder, gconstpointer data)
{
  static const char *const others[] = {
      "rdm/haxby2001_slice/patterns.npy", "rdm/92images/derived/conditions.csv",
      "attention/parcel_routing_sub1/parcel_modality_attn_raw.npy", "encoding/Connectivity_74.h5"};

  for (gsize n = 0; n < G_N_ELEMENTS (others); n++) {
    g_autofree char *path = cal_optional_data_find (others[n]);
    g_autoptr (GPtrArray) found = path != NULL ? find (path) : NULL;

    g_test_message ("%s: %s", others[n], found != NULL ? "taken for RDMs" : "left");
    g_assert_null (found);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/rdm-file/write", test_write},   {"/rdm-file/write-refusals", test_write_refusals},
      {"/rdm-file/stacks", test_stacks}, {"/rdm-file/doubt", test_doubt},
      {"/rdm-file/tables", test_tables}, {"/rdm-file/beside", test_beside},
      {"/rdm-file/real", test_real},     {"/rdm-file/real-others", test_real_others},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
