/* test-hdf5.c - HDF5 files: listed, read in part, and none of them can hurt.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5.h"

#include <glib/gstdio.h>
#include <hdf5.h>
#include <string.h>

#include "io/given-file.h"
#include "io/hdf5-write.h"
#include "model/error.h"
#include "tests/support/folder.h"

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* A file to fill with libhdf5 itself. */
static hid_t
create (const char *path)
{
  hid_t file = H5Fcreate (path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);

  g_assert_cmpint (file, >=, 0);
  return file;
}

/* rows x columns of big-endian int16: 100 * row + column, in deflated chunks. */
static void
write_matrix (const char *path, hsize_t rows, hsize_t columns)
{
  hid_t file = create (path);
  hsize_t dims[2] = {rows, columns}, chunk[2] = {3, 2};
  hid_t space = H5Screate_simple (2, dims, NULL), creation = H5Pcreate (H5P_DATASET_CREATE);
  hid_t group = H5Gcreate2 (file, "scores", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), dataset;
  hid_t text = H5Tcopy (H5T_C_S1), scalar = H5Screate (H5S_SCALAR), attribute;
  g_autofree gint16 *values = g_new (gint16, rows * columns);

  for (hsize_t r = 0; r < rows; r++)
    for (hsize_t c = 0; c < columns; c++)
      values[r * columns + c] = (gint16) (100 * r + c);
  H5Pset_chunk (creation, 2, chunk);
  H5Pset_deflate (creation, 3);
  dataset = H5Dcreate2 (group, "r", H5T_STD_I16BE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  H5Dwrite (dataset, H5T_NATIVE_INT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  H5Tset_size (text, 1);
  attribute = H5Acreate2 (dataset, "units", text, scalar, H5P_DEFAULT, H5P_DEFAULT);
  H5Awrite (attribute, text, "%");
  H5Aclose (attribute);
  H5Sclose (scalar);
  H5Tclose (text);
  H5Dclose (dataset);
  H5Gclose (group);
  H5Pclose (creation);
  H5Sclose (space);
  H5Fclose (file);
}

static void
test_list_and_read (void)
{
  g_autofree char *path = path_of ("matrix.h5");
  g_autoptr (CalLoaded) listed = NULL;
  g_auto (CalHdf5Values) part = {NULL};
  g_autoptr (CalLoaded) column = NULL;
  g_autofree char *source = g_strconcat (path, ":/scores/r[:,5]", NULL);
  const CalDataset *dataset;
  CalVector *vector;
  GError *error = NULL;

  write_matrix (path, 20, 7);
  listed = cal_format_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_datasets (listed)->len, ==, 2);
  dataset = cal_loaded_get_datasets (listed)->pdata[1];
  g_assert_cmpstr (dataset->path, ==, "/scores/r@units");
  g_assert_true (dataset->is_text && dataset->is_attribute && !dataset->is_numeric);
  dataset = cal_loaded_get_datasets (listed)->pdata[0];
  g_assert_cmpstr (dataset->path, ==, "/scores/r");
  g_assert_cmpuint (dataset->n_dims, ==, 2);
  g_assert_cmpuint (dataset->shape[0], ==, 20);
  g_assert_cmpuint (dataset->shape[1], ==, 7);
  g_assert_true (dataset->is_numeric);
  g_assert_cmpint (dataset->dtype, ==, CAL_DTYPE_INT16);

  g_assert_true (cal_hdf5_read (path, "/scores/r", 2, (guint64[]){4, 2}, (guint64[]){9, 3}, &part,
                                NULL, &error));
  g_assert_cmpuint (cal_array_get_dim (part.array, 0), ==, 9);
  g_assert_cmpuint (cal_array_get_dim (part.array, 1), ==, 3);
  for (gsize r = 0; r < 9; r++)
    for (gsize c = 0; c < 3; c++)
      g_assert_cmpfloat (cal_array_get_value (part.array, r * 3 + c), ==,
                         (double) (100 * (r + 4) + c + 2));
  g_assert_cmpstr (part.unit, ==, "%");

  column = cal_format_load_source (source, NULL, &error);
  g_assert_no_error (error);
  vector = cal_loaded_get_objects (column)->pdata[0];
  g_assert_cmpuint (cal_vector_get_n_values (vector), ==, 20);
  g_assert_cmpfloat (cal_array_get_value (cal_vector_get_desc (vector)->values, 19), ==, 1905.0);
}

/* Bytes of a dataset are cut into blocks on the way; the cuts must not show. */
static void
test_blocks (void)
{
  g_autofree char *path = path_of ("large.h5");
  gsize dims[2] = {3001, 2003}, n = dims[0] * dims[1];
  float *values = g_new (float, n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalHdf5Writer) writer = NULL;
  g_auto (CalHdf5Values) read = {NULL};
  GError *error = NULL;

  for (gsize e = 0; e < n; e++)
    values[e] = (float) e;
  bytes = g_bytes_new_take (values, n * sizeof *values);
  array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  writer = cal_hdf5_writer_new (path, &error);
  g_assert_no_error (error);
  g_assert_true (cal_hdf5_writer_add (writer, "/a/b/values", array, &error));
  g_assert_true (cal_hdf5_writer_commit (writer, &error));
  g_assert_true (cal_hdf5_read (path, "/a/b/values", 0, NULL, NULL, &read, NULL, &error));
  g_assert_true (g_bytes_equal (cal_array_get_bytes (read.array), bytes));
}

static void
assert_refused (const char *path, const char *dataset, int code, const char *what)
{
  g_auto (CalHdf5Values) values = {NULL};
  g_autoptr (GError) error = NULL;

  g_assert_false (cal_hdf5_read (path, dataset, 0, NULL, NULL, &values, NULL, &error));
  g_assert_error (error, CAL_ERROR, code);
  if (strstr (error->message, what) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, what));
  g_assert_nonnull (strstr (error->message, path));
}

static void
add_dataset (
    hid_t file, const char *name, hid_t type, int n_dims, const hsize_t *dims, hid_t creation)
{
  hid_t space = H5Screate_simple (n_dims, dims, NULL);
  hid_t dataset = H5Dcreate2 (file, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);

  g_assert_cmpint (dataset, >=, 0);
  H5Dclose (dataset);
  H5Sclose (space);
}

/* Whatever a file names outside of itself is not read; what is too large is not allocated. */
static void
write_line (hid_t file, const char *name, hsize_t length, int first)
{
  hid_t space = H5Screate_simple (1, &length, NULL);
  hid_t dataset =
      H5Dcreate2 (file, name, H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  g_autofree int *values = g_new (int, length);

  for (hsize_t n = 0; n < length; n++)
    values[n] = first + (int) n;
  H5Dwrite (dataset, H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  H5Dclose (dataset);
  H5Sclose (space);
}

/* Datasets of one length are the rows of one array, by the order of their names. */
static void
test_stack (void)
{
  g_autofree char *path = path_of ("stack.h5");
  hid_t file = create (path);
  g_auto (CalHdf5Values) all = {NULL}, part = {NULL}, nothing = {NULL};
  g_autoptr (GError) error = NULL;
  g_autofree char *shape = NULL;

  write_line (file, "b_gt", 4, 20);
  write_line (file, "a_gt", 4, 10);
  write_line (file, "c_gt", 4, 30);
  write_line (file, "other", 9, 0);
  H5Gclose (H5Gcreate2 (file, "group_gt", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  H5Fclose (file);
  g_assert_true (cal_hdf5_read (path, "*_gt", 0, NULL, NULL, &all, NULL, &error));
  shape = cal_array_dup_shape (all.array);
  g_assert_cmpstr (shape, ==, "3 x 4");
  g_assert_cmpfloat (cal_array_get_value (all.array, 5), ==, 21.0);
  g_assert_true (
      cal_hdf5_read (path, "/*_gt", 2, (guint64[]){1, 2}, (guint64[]){9, 1}, &part, NULL, &error));
  g_assert_cmpuint (cal_array_get_n_elements (part.array), ==, 2);
  g_assert_cmpfloat (cal_array_get_value (part.array, 0), ==, 22.0);
  g_assert_cmpfloat (cal_array_get_value (part.array, 1), ==, 32.0);
  g_assert_false (cal_hdf5_read (path, "*", 0, NULL, NULL, &nothing, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (cal_hdf5_read (path, "x*", 0, NULL, NULL, &nothing, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

static void
test_refusals (void)
{
  g_autofree char *path = path_of ("sly.h5"), *other = path_of ("other.h5");
  g_autofree char *secret = path_of ("secret");
  hsize_t some = 6, endless = (hsize_t) 1 << 60, giant = (hsize_t) 1 << 28, one = 1;
  hid_t file, raw = H5Pcreate (H5P_DATASET_CREATE), chunked = H5Pcreate (H5P_DATASET_CREATE);
  hid_t virtual = H5Pcreate (H5P_DATASET_CREATE), space = H5Screate_simple (1, &some, NULL);
  g_autoptr (CalLoaded) listed = NULL;
  GError *error = NULL;

  write_matrix (other, 4, 3);
  g_assert_true (g_file_set_contents (secret, "root:secret-and-more-of-it", -1, NULL));
  H5Pset_external (raw, secret, 0, 6);
  H5Pset_chunk (chunked, 1, &giant);
  H5Pset_virtual (virtual, space, other, "/scores/r", space);
  file = create (path);
  H5Lcreate_external (other, "/scores/r", file, "link", H5P_DEFAULT, H5P_DEFAULT);
  add_dataset (file, "raw", H5T_NATIVE_UINT8, 1, &some, raw);
  add_dataset (file, "virtual", H5T_NATIVE_INT16, 1, &some, virtual);
  add_dataset (file, "endless", H5T_NATIVE_UINT8, 1, &endless, H5P_DEFAULT);
  {
    hsize_t unlimited = H5S_UNLIMITED;
    hid_t grows = H5Screate_simple (1, &one, &unlimited);

    H5Dclose (
        H5Dcreate2 (file, "chunk", H5T_NATIVE_DOUBLE, grows, H5P_DEFAULT, chunked, H5P_DEFAULT));
    H5Sclose (grows);
  }
  add_dataset (file, "reference", H5T_STD_REF_OBJ, 1, &some, H5P_DEFAULT);
  H5Sclose (space);
  H5Pclose (raw);
  H5Pclose (chunked);
  H5Pclose (virtual);
  H5Fclose (file);

  assert_refused (path, "/link", CAL_ERROR_ARGUMENT, "no dataset");
  assert_refused (path, "/raw", CAL_ERROR_UNSUPPORTED, "secret");
  assert_refused (path, "/virtual", CAL_ERROR_UNSUPPORTED, "other.h5");
  assert_refused (path, "/endless", CAL_ERROR_LIMIT, "memory");
  assert_refused (path, "/chunk", CAL_ERROR_LIMIT, "chunk");
  assert_refused (path, "/reference", CAL_ERROR_UNSUPPORTED, "reference");
  assert_refused (path, "/raw@unit", CAL_ERROR_ARGUMENT, "no dataset");
  assert_refused (path, "/link@unit", CAL_ERROR_ARGUMENT, "no dataset");
  assert_refused (path, "/raw.unit", CAL_ERROR_ARGUMENT, "no dataset");
  assert_refused (path, "/nothing", CAL_ERROR_ARGUMENT, "no dataset");
  listed = cal_format_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_datasets (listed)->len, ==, 5);
}

static hid_t
text_type (gsize size, H5T_str_t padding, H5T_cset_t set)
{
  hid_t type = H5Tcopy (H5T_C_S1);

  H5Tset_size (type, size);
  H5Tset_strpad (type, padding);
  H5Tset_cset (type, set);
  return type;
}

static void
write_texts (hid_t file, const char *name, hid_t type, hsize_t n, gconstpointer texts)
{
  hid_t space = H5Screate_simple (1, &n, NULL);
  hid_t dataset = H5Dcreate2 (file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);

  g_assert_cmpint (H5Dwrite (dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts), >=, 0);
  H5Dclose (dataset);
  H5Sclose (space);
  H5Tclose (type);
}

/* Every way in which libhdf5 can keep "a", "ver\303\244" and a text that is cut short. */
static void
write_text_file (const char *path)
{
  static const char *const variable[] = {"first", NULL, "\346\274\242\345\255\227", ""};
  static const char ends[3][6] = {"ab", "ver\303\244", "123456"};
  static const char spaces[] = "ab    ver\303\244 123456";
  static const char latin[2][4] = {"\344b", "ok"};
  hid_t file = create (path), scalar = H5Screate (H5S_SCALAR), type, attribute, group;
  const char *measure = "squared euclidean";
  double level = 0.25;

  write_texts (file, "variable", text_type (H5T_VARIABLE, H5T_STR_NULLTERM, H5T_CSET_UTF8), 4,
               variable);
  write_texts (file, "ended", text_type (6, H5T_STR_NULLTERM, H5T_CSET_ASCII), 3, ends);
  write_texts (file, "nuls", text_type (6, H5T_STR_NULLPAD, H5T_CSET_UTF8), 3, ends);
  write_texts (file, "spaces", text_type (6, H5T_STR_SPACEPAD, H5T_CSET_UTF8), 3, spaces);
  write_texts (file, "latin", text_type (4, H5T_STR_NULLPAD, H5T_CSET_ASCII), 2, latin);
  group = H5Gcreate2 (file, "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  attribute = H5Acreate2 (group, "level", H5T_IEEE_F64BE, scalar, H5P_DEFAULT, H5P_DEFAULT);
  H5Awrite (attribute, H5T_NATIVE_DOUBLE, &level);
  H5Aclose (attribute);
  type = text_type (H5T_VARIABLE, H5T_STR_NULLTERM, H5T_CSET_UTF8);
  attribute = H5Acreate2 (file, "measure", type, scalar, H5P_DEFAULT, H5P_DEFAULT);
  H5Awrite (attribute, type, &measure);
  H5Aclose (attribute);
  H5Tclose (type);
  H5Gclose (group);
  H5Sclose (scalar);
  H5Fclose (file);
}

static void
check_texts (const char *path, const char *dataset, const char *const *expected, guint n_warnings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, dataset, NULL, &error);
  CalTextArray *texts;
  gsize n = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, n_warnings);
  texts = cal_loaded_get_objects (loaded)->pdata[0];
  g_assert_true (CAL_IS_TEXT_ARRAY (texts));
  for (; expected[n] != NULL; n++)
    g_assert_cmpstr (cal_text_array_get (texts, n), ==, expected[n]);
  g_assert_cmpuint (cal_text_array_get_n (texts), ==, n);
}

static void
test_texts (void)
{
  g_autofree char *path = path_of ("texts.h5");
  static const char *const kinds[] = {"/ended", "/nuls", "/spaces"};
  static const char *const three[] = {"ab", "ver\303\244", "123456", NULL};
  g_autoptr (CalLoaded) level = NULL;

  write_text_file (path);
  check_texts (path, "/variable",
               (const char *[]){"first", "", "\346\274\242\345\255\227", "", NULL}, 0);
  for (gsize n = 0; n < G_N_ELEMENTS (kinds); n++)
    check_texts (path, kinds[n], three, 0);
  check_texts (path, "/variable[1:3]", (const char *[]){"", "\346\274\242\345\255\227", NULL}, 0);
  check_texts (path, "/ended[1]", (const char *[]){"ver\303\244", NULL}, 0);
  check_texts (path, "/latin", (const char *[]){"\357\277\275b", "ok", NULL}, 1);
  check_texts (path, "/@measure", (const char *[]){"squared euclidean", NULL}, 0);
  level = cal_format_load (path, "/group@level", NULL, NULL);
  g_assert_cmpuint (cal_array_get_n_dims (cal_loaded_get_objects (level)->pdata[0]), ==, 0);
  g_assert_cmpfloat (cal_array_get_value (cal_loaded_get_objects (level)->pdata[0], 0), ==, 0.25);
  g_assert_null (cal_format_load (path, "/group@level[0]", NULL, NULL));
}

/* A column of records is read by itself. */
static void
test_members (void)
{
  typedef struct {
    double onset;
    char *name;
    gint16 run;
  } Trial;
  static const Trial trials[] = {{1.5, (char *) "face", 3}, {2.5, (char *) "house", -4}};
  g_autofree char *path = path_of ("trials.h5");
  hid_t file = create (path), type = H5Tcreate (H5T_COMPOUND, sizeof (Trial));
  hid_t text = text_type (H5T_VARIABLE, H5T_STR_NULLTERM, H5T_CSET_UTF8);
  g_autoptr (CalLoaded) listed = NULL;
  g_auto (CalHdf5Values) onset = {NULL}, run = {NULL};

  H5Tinsert (type, "onset", offsetof (Trial, onset), H5T_NATIVE_DOUBLE);
  H5Tinsert (type, "name", offsetof (Trial, name), text);
  H5Tinsert (type, "run", offsetof (Trial, run), H5T_NATIVE_INT16);
  write_texts (file, "trials", type, 2, trials);
  H5Tclose (text);
  H5Fclose (file);
  listed = cal_format_load (path, NULL, NULL, NULL);
  g_assert_cmpuint (cal_loaded_get_datasets (listed)->len, ==, 4);
  check_texts (path, "/trials.name", (const char *[]){"face", "house", NULL}, 0);
  g_assert_true (cal_hdf5_read (path, "/trials.onset", 0, NULL, NULL, &onset, NULL, NULL));
  g_assert_cmpfloat (cal_array_get_value (onset.array, 1), ==, 2.5);
  g_assert_true (
      cal_hdf5_read (path, "/trials.run", 1, (guint64[]){1}, (guint64[]){1}, &run, NULL, NULL));
  g_assert_cmpfloat (cal_array_get_value (run.array, 0), ==, -4.0);
  assert_refused (path, "/trials", CAL_ERROR_UNSUPPORTED, "compound");
}

/* Attention of samples x heads x queries x tokens has no place on the brain, and is read all the
 * same. */
static void
test_four_dimensions (void)
{
  g_autofree char *path = path_of ("attention.h5");
  hid_t file = create (path);
  hsize_t dims[4] = {2, 1, 3, 4};
  g_autoptr (CalLoaded) loaded = NULL, row = NULL;
  GError *error = NULL;

  add_dataset (file, "attn_maps", H5T_NATIVE_FLOAT, 4, dims, H5P_DEFAULT);
  H5Fclose (file);
  loaded = cal_format_load (path, "/attn_maps", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (CAL_IS_ARRAY (cal_loaded_get_objects (loaded)->pdata[0]));
  g_assert_cmpuint (cal_array_get_dim (cal_loaded_get_objects (loaded)->pdata[0], 3), ==, 4);
  row = cal_format_load (path, "/attn_maps[1,0,2]", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (CAL_IS_VECTOR (cal_loaded_get_objects (row)->pdata[0]));
}

/* What the person allows is followed, in the reader process too, and nothing else. */
static void
test_allowed (void)
{
  g_autofree char *path = path_of ("linked.h5"), *other = path_of ("target.h5");
  g_autoptr (CalLoaded) refused = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  hid_t file;

  write_matrix (other, 4, 3);
  file = create (path);
  H5Lcreate_external ("target.h5", "/scores/r", file, "link", H5P_DEFAULT, H5P_DEFAULT);
  H5Fclose (file);
  refused = cal_format_load (path, "/link", NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "--allow-external target.h5"));
  g_clear_error (&error);
  cal_external_allow (other);
  loaded = cal_format_load (path, "/link", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_vector_get_n_values (cal_loaded_get_objects (loaded)->pdata[0]), ==, 3);
}

/* A reader that dies at once costs an error, and the next request is served. */
static void
test_reader_dies (void)
{
  g_autofree char *path = path_of ("fine.h5"), *program = path_of ("dies");
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;

  write_matrix (path, 4, 4);
  g_assert_true (g_file_set_contents (program, "#!/bin/sh\nkill -SEGV $$\n", -1, NULL));
  g_assert_cmpint (g_chmod (program, 0755), ==, 0);
  g_setenv ("CALCARINE_READER", program, TRUE);
  g_assert_null (cal_format_load (path, "/scores/r", NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "signal 11"));
  g_unsetenv ("CALCARINE_READER");
  loaded = cal_format_load (path, "/scores/r", NULL, NULL);
  g_assert_nonnull (loaded);
}

static gpointer
read_in_thread (gpointer path)
{
  gboolean sound = TRUE;

  for (int n = 0; n < 5; n++) {
    g_autoptr (CalLoaded) loaded = cal_format_load (path, "/scores/r", NULL, NULL);
    CalVector *vector = loaded != NULL ? cal_loaded_get_objects (loaded)->pdata[0] : NULL;

    sound = sound && vector != NULL &&
            cal_array_get_value (cal_vector_get_desc (vector)->values, 15) == 303.0;
  }
  return GINT_TO_POINTER (sound);
}

static void
test_threads (void)
{
  g_autofree char *path = path_of ("shared.h5");
  GThread *threads[6];

  write_matrix (path, 4, 4);
  for (guint n = 0; n < G_N_ELEMENTS (threads); n++)
    threads[n] = g_thread_new ("reader", read_in_thread, path);
  for (guint n = 0; n < G_N_ELEMENTS (threads); n++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[n])));
}

static gboolean
stop_job (gpointer job)
{
  cal_job_cancel (job);
  return G_SOURCE_REMOVE;
}

static GObject *
read_in_job (CalJob *job, gpointer input, GError **error)
{
  return (GObject *) cal_format_load (input, NULL, job, error);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Cancelling ends a reader that hangs, long before its time is up. */
static void
test_cancel (void)
{
  g_autofree char *path = path_of ("fine.h5"), *program = path_of ("hangs");
  g_autoptr (CalJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  write_matrix (path, 4, 4);
  g_assert_true (g_file_set_contents (program, "#!/bin/sh\nexec sleep 1000\n", -1, NULL));
  g_assert_cmpint (g_chmod (program, 0755), ==, 0);
  g_setenv ("CALCARINE_READER", program, TRUE);
  job = cal_job_new ("Reading", read_in_job, path, NULL);
  cal_job_run_async (job, keep_result, &result);
  g_timeout_add (50, stop_job, job);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (cal_job_run_finish (job, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_unsetenv ("CALCARINE_READER");
}

/* Cut anywhere, or with any byte spoilt, a file opens or gives an error. */
static void
test_damage (void)
{
  g_autofree char *path = path_of ("sound.h5"), *broken = path_of ("broken.h5"), *bytes = NULL;
  gsize size, step;
  guint n_errors = 0;

  write_matrix (path, 4, 4);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  step = size / 60;
  for (gsize at = 8; at < size; at += step) {
    for (int spoil = 0; spoil < 2; spoil++) {
      g_autoptr (CalLoaded) listed = NULL;
      g_autoptr (CalLoaded) loaded = NULL;
      g_autoptr (GError) error = NULL;
      char kept = bytes[at];

      bytes[at] = (char) (spoil ? kept ^ 0xff : kept);
      g_assert_true (
          g_file_set_contents (broken, bytes, spoil ? (gssize) size : (gssize) at, NULL));
      bytes[at] = kept;
      listed = cal_format_load (broken, NULL, NULL, &error);
      if (listed != NULL)
        loaded = cal_format_load (broken, "/scores/r", NULL, &error);
      if (loaded == NULL) {
        g_assert_nonnull (error);
        n_errors++;
      }
    }
  }
  g_assert_cmpuint (n_errors, >, 60);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  H5Eset_auto2 (H5E_DEFAULT, NULL, NULL);
  folder = g_dir_make_tmp ("calcarine-hdf5-XXXXXX", NULL);
  g_test_add_func ("/hdf5/list-and-read", test_list_and_read);
  g_test_add_func ("/hdf5/blocks", test_blocks);
  g_test_add_func ("/hdf5/stack", test_stack);
  g_test_add_func ("/hdf5/refusals", test_refusals);
  g_test_add_func ("/hdf5/texts", test_texts);
  g_test_add_func ("/hdf5/members", test_members);
  g_test_add_func ("/hdf5/four-dimensions", test_four_dimensions);
  g_test_add_func ("/hdf5/allowed", test_allowed);
  g_test_add_func ("/hdf5/reader-dies", test_reader_dies);
  g_test_add_func ("/hdf5/threads", test_threads);
  g_test_add_func ("/hdf5/cancel", test_cancel);
  g_test_add_func ("/hdf5/damage", test_damage);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return status;
}
