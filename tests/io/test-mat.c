/* test-mat.c - MATLAB 5 files: what libmatio writes, and real ones as scipy reads them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <matio.h>
#include <string.h>

#include "io/mat.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"

/* Of 2 x 3 x 2, each element its own indices: 100 i + 10 j + k, with i fastest. */
static matvar_t *
make_cube (void)
{
  size_t dims[3] = {2, 3, 2};
  double values[12];

  for (int n = 0; n < 12; n++)
    values[n] = 100 * (n % 2) + 10 * (n / 2 % 3) + n / 6;
  return Mat_VarCreate ("cube", MAT_C_DOUBLE, MAT_T_DOUBLE, 3, dims, values, 0);
}

static matvar_t *
make_text (const char *name, const char *text)
{
  size_t dims[2] = {1, strlen (text)};

  return Mat_VarCreate (name, MAT_C_CHAR, MAT_T_UTF8, 2, dims, (void *) text, 0);
}

static matvar_t *
make_row (const char *name, size_t n, const double *values)
{
  size_t dims[2] = {1, n};

  return Mat_VarCreate (name, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, dims, (void *) values, 0);
}

static char *
write_file (TestFolder *folder, enum matio_compression compression)
{
  g_autofree char *path = g_build_filename (folder->folder, "made.mat", NULL);
  mat_t *file = Mat_CreateVer (path, NULL, MAT_FT_MAT5);
  static const double rows[2][3] = {{1, 2, 3}, {4, 5, 6}};
  const char *fields[] = {"name", "values", "odd", NULL};
  size_t two[2] = {1, 2}, three[2] = {3, 1};
  const char *const names[] = {"face", "house"};
  static const gint16 units[] = {'a', 'c', 0xe4, ' '}; /* "a\303\244" over "c " */
  size_t square[2] = {2, 2};
  matvar_t *variables[4];

  variables[0] = make_cube ();
  variables[1] = Mat_VarCreateStruct2 ("s", 2, two, fields);
  for (int n = 0; n < 2; n++) {
    Mat_VarSetStructFieldByName (variables[1], "name", (size_t) n, make_text (NULL, names[n]));
    Mat_VarSetStructFieldByName (variables[1], "values", (size_t) n, make_row (NULL, 3, rows[n]));
    Mat_VarSetStructFieldByName (variables[1], "odd", (size_t) n,
                                 make_row (NULL, (size_t) n + 1, rows[n]));
  }
  variables[2] = Mat_VarCreate ("cells", MAT_C_CELL, MAT_T_CELL, 2, three, NULL, 0);
  Mat_VarSetCell (variables[2], 0, make_text (NULL, "one"));
  Mat_VarSetCell (variables[2], 1, make_row (NULL, 3, rows[1]));
  Mat_VarSetCell (variables[2], 2, make_text (NULL, "three"));
  variables[3] = Mat_VarCreate ("rows", MAT_C_CHAR, MAT_T_UINT16, 2, square, (void *) units, 0);
  for (gsize n = 0; n < G_N_ELEMENTS (variables); n++) {
    g_assert_cmpint (Mat_VarWrite (file, variables[n], compression), ==, 0);
    Mat_VarFree (variables[n]);
  }
  Mat_Close (file);
  return g_steal_pointer (&path);
}

static gpointer
load_one (const char *path, const char *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, dataset, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  return g_object_ref (cal_loaded_get_objects (loaded)->pdata[0]);
}

static CalArray *
load_array (const char *path, const char *dataset)
{
  g_autoptr (GObject) object = load_one (path, dataset);

  return g_object_ref (CAL_IS_VECTOR (object) ? cal_vector_get_desc (CAL_VECTOR (object))->values
                                              : CAL_ARRAY (object));
}

static void
check_made (TestFolder *folder, enum matio_compression compression)
{
  g_autofree char *path = write_file (folder, compression);
  g_autoptr (CalArray) cube = load_array (path, "/cube");
  g_autoptr (CalArray) stacked = load_array (path, "/s.values");
  g_autoptr (CalArray) second = load_array (path, "/s[1].values");
  g_autoptr (CalArray) odd = load_array (path, "/s[1].odd");
  g_autoptr (CalArray) cell = load_array (path, "/cells[1]");
  g_autoptr (CalTextArray) names = load_one (path, "/s.name");
  g_autoptr (CalTextArray) rows = load_one (path, "/rows");
  g_autoptr (CalTextArray) last = load_one (path, "/cells[2]");
  static const char *const nothing[] = {"/nothing",  "/s",         "/cells",    "/s[2].name",
                                        "/s.nobody", "/s[0]",      "/cells[3]", "/s.odd",
                                        "/s[0.name", "/cube.name", "/s[x].name"};

  for (gsize i = 0; i < 2; i++)
    for (gsize j = 0; j < 3; j++)
      for (gsize k = 0; k < 2; k++)
        g_assert_cmpfloat (cal_array_get_value (cube, (i * 3 + j) * 2 + k), ==,
                           (double) (100 * i + 10 * j + k));
  g_assert_cmpuint (cal_array_get_n_dims (stacked), ==, 2);
  g_assert_cmpfloat (cal_array_get_value (stacked, 4), ==, 5.0);
  g_assert_cmpuint (cal_array_get_n_dims (second), ==, 1);
  g_assert_cmpfloat (cal_array_get_value (second, 2), ==, 6.0);
  g_assert_cmpfloat (cal_array_get_value (odd, 1), ==, 5.0);
  g_assert_cmpuint (cal_array_get_n_elements (cell), ==, 3);
  g_assert_cmpstr (cal_text_array_get (names, 0), ==, "face");
  g_assert_cmpstr (cal_text_array_get (names, 1), ==, "house");
  g_assert_cmpstr (cal_text_array_get (rows, 0), ==, "a\303\244");
  g_assert_cmpstr (cal_text_array_get (rows, 1), ==, "c");
  g_assert_cmpstr (cal_text_array_get (last, 0), ==, "three");
  for (gsize n = 0; n < G_N_ELEMENTS (nothing); n++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_format_load (path, nothing[n], NULL, &error));
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, path));
  }
}

static void
test_made (TestFolder *folder, gconstpointer data)
{
  check_made (folder, MAT_COMPRESSION_NONE);
  check_made (folder, MAT_COMPRESSION_ZLIB);
}

static void
test_list (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_file (folder, MAT_COMPRESSION_ZLIB);
  g_autoptr (CalLoaded) listed = cal_format_load (path, NULL, NULL, NULL);
  static const char *const expected[] = {"/cube",     "/s.name",   "/s.values",
                                         "/s[0].odd", "/s[1].odd", "/cells[0]",
                                         "/cells[1]", "/cells[2]", "/rows"};
  GPtrArray *datasets = cal_loaded_get_datasets (listed);

  g_assert_cmpuint (datasets->len, ==, G_N_ELEMENTS (expected));
  for (guint n = 0; n < datasets->len; n++)
    g_assert_cmpstr (((CalDataset *) datasets->pdata[n])->path, ==, expected[n]);
}

/* Cut anywhere, a file opens or gives an error. */
static void
test_damage (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_file (folder, MAT_COMPRESSION_NONE), *bytes = NULL;
  g_autofree char *cut = g_build_filename (folder->folder, "cut.mat", NULL);
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize length = 128; length < size; length += 61) {
    g_autoptr (CalLoaded) loaded = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (cut, bytes, (gssize) length, NULL));
    loaded = cal_format_load (cut, "/rows", NULL, &error);
    g_assert_null (loaded);
    g_assert_nonnull (error);
  }
}

/* Expected: scipy.io.loadmat (1.10). */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *figures =
      cal_optional_data_find ("rdm/92images/Kriegeskorte_Neuron2008_supplementalData.mat");
  g_autofree char *brains = cal_optional_data_find ("rdm/92images/92_brainRDMs.mat");
  g_autofree char *models = cal_optional_data_find ("rdm/92images/92_modelRDMs.mat");
  g_autofree char *strings = cal_optional_data_find ("rdm/matlab_v5_flavours/string_v7.mat");
  g_autofree char *meadows =
      cal_optional_data_find ("rdm/meadows/Meadows_myExp_v_v1_cuddly-bunny_3_1D.mat");
  g_autoptr (CalArray) pictures = NULL, pairs = NULL, sessions = NULL, distances = NULL;
  g_autoptr (CalTextArray) names = NULL, stimuli = NULL, accented = NULL, model_names = NULL;

  if (figures == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  pictures = load_array (figures, "/stimuli_92objs.image");
  pairs = load_array (figures, "/RDMs_mIT_hIT_fig1.RDM");
  sessions = load_array (brains, "/RDMs.RDM");
  names = load_one (brains, "/RDMs.name");
  model_names = load_one (models, "/Models.name");
  accented = load_one (strings, "/accented_string");
  stimuli = load_one (meadows, "/stimuli");
  distances = load_array (meadows, "/rdmutv");
  g_assert_cmpfloat (cal_array_get_value (pictures, ((40 * 175 + 60) * 175 + 90) * 3 + 1), ==,
                     157.0);
  g_assert_cmpfloat (cal_array_get_value (pictures, ((40 * 175 + 90) * 175 + 60) * 3 + 1), ==,
                     64.0);
  g_assert_cmpfloat (cal_array_get_value (pairs, 4186 + 17), ==, 0.8730880916118622);
  g_assert_cmpfloat (cal_array_get_value (sessions, ((3 * 2 + 1) * 92 + 5) * 92 + 80), ==,
                     (double) 1.1983353f);
  g_assert_cmpstr (cal_text_array_get (names, 7), ==, "hIT | TI | Session: 2");
  g_assert_cmpstr (cal_text_array_get (model_names, 0), ==, "animacy");
  g_assert_cmpstr (cal_text_array_get (accented, 0), ==,
                   "th\303\251 q\303\274\303\256ck brow\303\261 f\303\262x");
  g_assert_cmpstr (cal_text_array_get (stimuli, 0), ==, "stim118.png");
  g_assert_cmpfloat (cal_array_get_value (distances, 0), ==, 0.007912853875612644);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {{"/mat/made", test_made},
               {"/mat/list", test_list},
               {"/mat/damage", test_damage},
               {"/mat/real", test_real}};

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
