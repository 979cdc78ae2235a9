/* test-npy.c - NumPy's arrays and archives of them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/npy.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/npy-array.h"

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* A .npy file as numpy lays it out; @header without the padding. */
static GByteArray *
make_npy (guint8 version, const char *header, const void *elements, gsize size)
{
  GByteArray *bytes = g_byte_array_new ();
  guint length = (guint) strlen (header);
  guint8 lead[12] = {
      0x93, 'N', 'U', 'M', 'P', 'Y', version, 0, (guint8) length, (guint8) (length >> 8)};

  g_byte_array_append (bytes, lead, version == 1 ? 10 : 12);
  g_byte_array_append (bytes, (const guint8 *) header, length);
  g_byte_array_append (bytes, elements, (guint) size);
  return bytes;
}

static void
save (const char *path, GByteArray *bytes)
{
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
check_values (CalArray *array, guint n, const double *expected)
{
  g_assert_cmpuint (cal_array_get_n_elements (array), ==, n);
  for (guint e = 0; e < n; e++)
    g_assert_cmpfloat (cal_array_get_value (array, e), ==, expected[e]);
}

/* The numbers 1, 0, 2 in every type, by their bytes. */
static void
test_types (void)
{
  static const struct {
    const char *descr;
    guint8 bytes[48];
    gsize size;
    double expected[3];
  } cases[] = {
      {"|b1", {1, 0, 1}, 3, {1, 0, 1}},
      {"|u1", {1, 0, 200}, 3, {1, 0, 200}},
      {"|i1", {1, 0, 254}, 3, {1, 0, -2}},
      {"<u2", {1, 0, 0, 0, 0, 2}, 6, {1, 0, 512}},
      {">i2", {0, 1, 0, 0, 255, 254}, 6, {1, 0, -2}},
      {">u4", {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0}, 12, {1, 0, 256}},
      {"<f2", {0, 0x3c, 0, 0, 0, 0xc0}, 6, {1, 0, -2}},
      {">f2", {0x3c, 0, 0, 0, 0xc0, 0}, 6, {1, 0, -2}},
      {"<f4", {0, 0, 0x80, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40}, 12, {1, 0, 2}},
      {">f4", {0x3f, 0x80, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0}, 12, {1, 0, 2}},
      {">f8", {0x3f, 0xf0, [16] = 0x40}, 24, {1, 0, 2}},
      {">i8", {[7] = 1, [23] = 2}, 24, {1, 0, 2}},
      {">c8", {0x3f, 0x80, [8] = 0, [20] = 0x40}, 24, {1, 0, 2}},
  };
  g_autofree char *path = path_of ("typed.npy");

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++)
    for (guint8 version = 1; version <= 3; version++) {
      g_autofree char *header = g_strdup_printf (
          "{'descr': '%s', 'fortran_order': False, 'shape': (3,), }\n", cases[n].descr);
      g_autoptr (GByteArray) bytes = make_npy (version, header, cases[n].bytes, cases[n].size);
      g_autoptr (GError) error = NULL;
      g_autoptr (CalArray) array = NULL;

      save (path, bytes);
      array = npy_array_read (path, &error);
      g_assert_no_error (error);
      check_values (array, 3, cases[n].expected);
    }
}

static void
test_fortran_order (void)
{
  static const double expected[] = {1, 3, 5, 2, 4, 6};
  g_autofree char *path = path_of ("fortran.npy");
  g_autoptr (GByteArray) bytes =
      make_npy (1, "{\"shape\": (2L, 3L), \"descr\": \"|u1\", \"fortran_order\": True}",
                (guint8[]){1, 2, 3, 4, 5, 6}, 6);
  g_autoptr (CalArray) array = NULL;

  save (path, bytes);
  array = npy_array_read (path, NULL);
  g_assert_nonnull (array);
  g_assert_cmpuint (cal_array_get_dim (array, 0), ==, 2);
  g_assert_cmpuint (cal_array_get_dim (array, 1), ==, 3);
  check_values (array, 6, expected);
}

/* 2 x 3 x 4 elements 0, 1, ... 23 as numpy numbers them, kept either way round. */
static void
save_numbered (const char *path, gboolean fortran_order)
{
  guint8 elements[24];
  g_autofree char *header =
      g_strdup_printf ("{'descr': '|u1', 'fortran_order': %s, 'shape': (2, 3, 4), }\n",
                       fortran_order ? "True" : "False");
  g_autoptr (GByteArray) bytes = NULL;

  for (guint8 i = 0; i < 2; i++)
    for (guint8 j = 0; j < 3; j++)
      for (guint8 k = 0; k < 4; k++)
        elements[fortran_order ? i + 2 * j + 6 * k : 12 * i + 4 * j + k] =
            (guint8) (12 * i + 4 * j + k);
  bytes = make_npy (1, header, elements, sizeof elements);
  save (path, bytes);
}

static void
test_parts (void)
{
  static const struct {
    const char *part, *shape;
    guint n;
    double expected[12];
  } cases[] = {
      {"[1]", "3 x 4", 12, {12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {"[:,1:3,2]", "2 x 2", 4, {6, 10, 18, 22}},
      {"[0:1, 2, 1:]", "1 x 3", 3, {9, 10, 11}},
      {"[1,0:9,3]", "3", 3, {15, 19, 23}},
      {"[:,0,0]", "2", 2, {0, 12}},
  };
  g_autofree char *path = path_of ("part.npy");

  for (int fortran = 0; fortran < 2; fortran++) {
    save_numbered (path, fortran);
    for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
      g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "NumPy array");
      g_autoptr (GError) error = NULL;
      g_autofree char *shape = NULL;
      CalArray *values;

      cal_npy_load (path, cases[n].part, loaded, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
      values = cal_vector_get_desc (CAL_VECTOR (cal_loaded_get_objects (loaded)->pdata[0]))->values;
      shape = cal_array_dup_shape (values);
      g_assert_cmpstr (shape, ==, cases[n].shape);
      check_values (values, cases[n].n, cases[n].expected);
    }
  }
}

static void
test_parts_that_are_not_there (void)
{
  static const char *const parts[] = {"[2]", "[:,:,:,0]", "[0,4:]"};
  g_autofree char *path = path_of ("part.npy");
  g_autoptr (GByteArray) bytes =
      make_npy (1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1000), }\n", "", 0);

  save_numbered (path, FALSE);
  for (gsize n = 0; n < G_N_ELEMENTS (parts); n++) {
    g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "NumPy array");
    g_autoptr (GError) error = NULL;

    g_assert_false (cal_npy_load (path, parts[n], loaded, NULL, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  }
  save (path, bytes);
  {
    g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "NumPy array");
    g_autoptr (GError) error = NULL;

    g_assert_false (cal_npy_load (path, "[:,7]", loaded, NULL, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  }
}

/* Type and shape are told of a file without reading its elements. */
static void
test_shape_only (void)
{
  g_autofree char *path = path_of ("part.npy");
  g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "NumPy array");
  const CalDataset *dataset;

  save_numbered (path, TRUE);
  g_assert_true (cal_npy_load (path, "[]", loaded, NULL, NULL));
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 0);
  g_assert_cmpuint (cal_loaded_get_datasets (loaded)->len, ==, 1);
  dataset = cal_loaded_get_datasets (loaded)->pdata[0];
  g_assert_cmpuint (dataset->n_dims, ==, 3);
  g_assert_cmpuint (dataset->shape[0], ==, 2);
  g_assert_cmpuint (dataset->shape[2], ==, 4);
  g_assert_true (dataset->is_numeric);
}

/* A shape that the file cannot hold is not handed on. */
static void
test_shape_of_nothing (void)
{
  g_autofree char *path = path_of ("lie.npy");
  g_autoptr (GByteArray) bytes = make_npy (
      1, "{'descr': '|u1', 'fortran_order': False, 'shape': (1000000000, 15), }\n", "abc", 3);
  g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "NumPy array");
  g_autoptr (GError) error = NULL;

  save (path, bytes);
  g_assert_false (cal_npy_load (path, "[]", loaded, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

static void
test_round_trip (void)
{
  g_autofree char *path = path_of ("lh.round.npy");
  float values[6] = {0.5f, -1.0f, 3.0f, 1e30f, 0.0f, 7.0f};
  gsize dims[2] = {2, 3};
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  g_autoptr (CalLoaded) loaded = NULL;
  const CalVectorDesc *desc;
  GError *error = NULL;

  g_assert_true (cal_npy_write (path, array, &error));
  loaded = cal_format_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  desc = cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[0]);
  g_assert_true (g_bytes_equal (cal_array_get_bytes (desc->values), bytes));
  g_assert_cmpuint (cal_array_get_dim (desc->values, 1), ==, 3);
  g_assert_cmpint (desc->hemisphere, ==, CAL_LEFT);
}

static void
test_refusals (void)
{
  static const struct {
    const char *header;
    int code;
    const char *what;
  } cases[] = {
      {"{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", CAL_ERROR_FORMAT,
       "a pickle that is damaged"},
      {"{'descr': '<U2', 'fortran_order': False, 'shape': (2,)}", CAL_ERROR_UNSUPPORTED,
       "holds no numbers"},
      {"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 1)}", CAL_ERROR_UNSUPPORTED,
       "records"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1000,)}", CAL_ERROR_FORMAT, "8000"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 8)}",
       CAL_ERROR_LIMIT, "beyond all memory"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846975,)}",
       CAL_ERROR_FORMAT, "its shape needs"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", CAL_ERROR_FORMAT, "no sense"},
      {"{'descr': '<f8', 'shape': (1,)}", CAL_ERROR_FORMAT, "fortran_order"},
      {"", CAL_ERROR_FORMAT, "header"},
  };
  g_autofree char *path = path_of ("bad.npy");

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autoptr (GByteArray) bytes = make_npy (1, cases[n].header, "0123456789abcdef", 16);
    g_autoptr (GError) error = NULL;

    save (path, bytes);
    g_assert_null (npy_array_read (path, &error));
    g_assert_error (error, CAL_ERROR, cases[n].code);
    if (strstr (error->message, cases[n].what) == NULL)
      g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, cases[n].what));
    g_assert_nonnull (strstr (error->message, path));
  }
}

/* Three dimensions are an array, not guessed to be a volume. */
static void
test_three_dimensions (void)
{
  g_autofree char *path = path_of ("cube.npy");
  g_autoptr (GByteArray) bytes =
      make_npy (1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2, 2), }", "12345678", 8);
  g_autoptr (CalLoaded) loaded = NULL;

  save (path, bytes);
  loaded = cal_format_load (path, NULL, NULL, NULL);
  g_assert_nonnull (loaded);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  g_assert_true (CAL_IS_ARRAY (cal_loaded_get_objects (loaded)->pdata[0]));
}

static CalLoaded *
load_bytes (const char *header, gconstpointer elements, gsize size)
{
  g_autofree char *path = path_of ("made.npy");
  g_autoptr (GByteArray) bytes = make_npy (1, header, elements, size);
  g_autoptr (GError) error = NULL;
  CalLoaded *loaded;

  save (path, bytes);
  loaded = cal_format_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  return loaded;
}

static void
test_texts (void)
{
  /* "a", "\303\244\360\237\220\225" and a lone surrogate, four bytes a character. */
  static const guint32 wide[] = {'a', 0, 0, 0xe4, 0x1f415, 0, 0xd800, 'x', 'y'};
  guint32 swapped[9];
  g_autoptr (CalLoaded) here = NULL, there = NULL, narrow = NULL;

  for (gsize n = 0; n < 9; n++)
    swapped[n] = GUINT32_SWAP_LE_BE (wide[n]);
  here = load_bytes (G_BYTE_ORDER == G_LITTLE_ENDIAN
                         ? "{'descr': '<U3', 'fortran_order': False, 'shape': (3,), }"
                         : "{'descr': '>U3', 'fortran_order': False, 'shape': (3,), }",
                     wide, sizeof wide);
  there = load_bytes (G_BYTE_ORDER == G_LITTLE_ENDIAN
                          ? "{'descr': '>U3', 'fortran_order': False, 'shape': (3,), }"
                          : "{'descr': '<U3', 'fortran_order': False, 'shape': (3,), }",
                      swapped, sizeof swapped);
  for (int n = 0; n < 2; n++) {
    CalLoaded *loaded = n == 0 ? here : there;
    CalTextArray *texts = cal_loaded_get_objects (loaded)->pdata[0];

    g_assert_true (CAL_IS_TEXT_ARRAY (texts));
    g_assert_cmpstr (cal_text_array_get (texts, 0), ==, "a");
    g_assert_cmpstr (cal_text_array_get (texts, 1), ==, "\303\244\360\237\220\225");
    g_assert_cmpstr (cal_text_array_get (texts, 2), ==, "\357\277\275xy");
    g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, 1);
  }
  /* Of two dimensions, first-fastest. */
  narrow =
      load_bytes ("{'descr': '|S2', 'fortran_order': True, 'shape': (2, 3), }", "aaddbbeeccff", 12);
  for (gsize n = 0; n < 6; n++) {
    const char expected[] = {(char) ('a' + (char) n), (char) ('a' + (char) n), '\0'};

    g_assert_cmpstr (cal_text_array_get (cal_loaded_get_objects (narrow)->pdata[0], n), ==,
                     expected);
  }
}

static void
test_records (void)
{
  static const guint8 records[] = {'a', 0,   0x3f, 0xc0, 0, 0, 1, 2, 7,    /* "a", 1.5 */
                                   'b', 'c', 0xc0, 0x00, 0, 0, 3, 4, 255}; /* "bc", -2 */
  g_autoptr (CalLoaded) loaded =
      load_bytes ("{'descr': [('id', '|S2'), ('x', '>f4'), ('pair', '|i1', (2,)), ('n', '|i1')], "
                  "'fortran_order': False, 'shape': (2,), }",
                  records, sizeof records);
  CalTable *table = cal_loaded_get_objects (loaded)->pdata[0];
  const CalColumn *column;

  g_assert_true (CAL_IS_TABLE (table));
  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 3);
  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 2);
  g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, 1);
  column = cal_table_find_column (table, "id");
  g_assert_cmpstr (cal_text_array_get (column->texts, 1), ==, "bc");
  column = cal_table_find_column (table, "x");
  g_assert_cmpfloat (cal_column_get_number (column, 0), ==, 1.5);
  g_assert_cmpfloat (cal_column_get_number (column, 1), ==, -2.0);
  column = cal_table_find_column (table, "n");
  g_assert_cmpfloat (cal_column_get_number (column, 1), ==, -1.0);
}

/* Whatever a list of fields says, it is a table or an error. */
static void
test_broken_records (void)
{
  static const char *const lists[] = {"[",
                                      "[]",
                                      "[(",
                                      "[('a'",
                                      "[('a',",
                                      "[('a', '<f4'",
                                      "[('a', '<f4', (",
                                      "[('a', '<f4', (2,",
                                      "[('a', '<f4', (2,)",
                                      "[('a', '|O')]",
                                      "[('a', [('b', '<f4')])]",
                                      "[('a', '<U0')]",
                                      "[('a\\",
                                      "[(('t', 'a'), '<f4')]",
                                      "[('a', '<f4', (9999999999, 9999999999, 9999999999))]",
                                      "[('a', '<f8')]"};
  g_autofree char *path = path_of ("bad.npy");

  for (gsize n = 0; n < G_N_ELEMENTS (lists); n++) {
    g_autofree char *header =
        g_strdup_printf ("{'descr': %s, 'fortran_order': False, 'shape': (100,), }", lists[n]);
    g_autoptr (GByteArray) bytes = make_npy (1, header, "0123456789abcdef", 16);
    g_autoptr (GError) error = NULL;

    save (path, bytes);
    g_assert_null (cal_format_load (path, NULL, NULL, &error));
    g_assert_nonnull (error);
  }
}

static void
test_damage (void)
{
  g_autofree char *path = path_of ("cut.npy");
  g_autoptr (GByteArray) bytes = make_npy (
      1, "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }\n", "0123456789abcdef", 16);

  for (guint length = 0; length < bytes->len; length++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (path, (const char *) bytes->data, length, NULL));
    g_assert_null (npy_array_read (path, &error));
    g_assert_nonnull (error);
  }
  for (guint at = 0; at < bytes->len - 16; at++)
    for (int bit = 0; bit < 8; bit++) {
      g_autoptr (CalArray) array = NULL;
      g_autoptr (GError) error = NULL;

      bytes->data[at] ^= (guint8) (1 << bit);
      save (path, bytes);
      bytes->data[at] ^= (guint8) (1 << bit);
      array = npy_array_read (path, &error);
      g_assert_true ((array == NULL) == (error != NULL));
    }
}

static void
add_member (zip_t *zip, const char *name, GByteArray *bytes, gboolean deflate)
{
  zip_source_t *source = zip_source_buffer (zip, bytes->data, bytes->len, 0);
  zip_int64_t index = zip_file_add (zip, name, source, 0);

  g_assert_cmpint (index, >=, 0);
  zip_set_file_compression (zip, (zip_uint64_t) index, deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
}

static void
make_npz (const char *path)
{
  g_autoptr (GByteArray) small = make_npy (
      1, "{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }\n", "\1\0\2\0\3\0", 6);
  g_autoptr (GByteArray) objects =
      make_npy (1, "{'descr': '|O', 'fortran_order': False, 'shape': (), }\n", "c", 1);
  zip_t *zip = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  add_member (zip, "left.npy", small, FALSE);
  add_member (zip, "sub/right.npy", small, TRUE);
  add_member (zip, "dict.npy", objects, FALSE);
  add_member (zip, "readme.txt", objects, FALSE);
  g_assert_cmpint (zip_close (zip), ==, 0);
}

static void
test_archive (void)
{
  g_autofree char *path = path_of ("arrays.npz"), *source = g_strconcat (path, ":sub/right", NULL);
  g_autofree char *objects = g_strconcat (path, ":dict", NULL);
  static const double expected[] = {1, 2, 3};
  g_autoptr (CalLoaded) listed = NULL;
  g_autoptr (CalLoaded) right = NULL;
  g_autoptr (GError) error = NULL;
  const CalDataset *dict;

  make_npz (path);
  listed = cal_format_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_datasets (listed)->len, ==, 3);
  dict = cal_loaded_get_datasets (listed)->pdata[2];
  g_assert_cmpstr (dict->path, ==, "dict");
  g_assert_false (dict->is_numeric);
  g_assert_cmpstr (dict->type_name, ==, "Python objects");

  right = cal_format_load_source (source, NULL, &error);
  g_assert_no_error (error);
  check_values (cal_vector_get_desc (cal_loaded_get_objects (right)->pdata[0])->values, 3,
                expected);
  g_assert_null (cal_format_load_source (objects, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
}

static void
test_archive_damage (void)
{
  g_autofree char *path = path_of ("sound.npz"), *broken = path_of ("broken.npz"), *bytes = NULL;
  gsize size;
  guint n_errors = 0;

  make_npz (path);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize at = 0; at < size; at++)
    for (int spoil = 0; spoil < 2; spoil++) {
      g_autoptr (CalLoaded) listed = NULL;
      g_autoptr (CalLoaded) right = NULL;
      g_autoptr (GError) error = NULL;
      char kept = bytes[at];

      bytes[at] = (char) (spoil ? kept ^ 0x7f : kept);
      /* Written anew, with nothing of the last one left, and not waiting for the disk. */
      g_unlink (broken);
      g_assert_true (g_file_set_contents_full (broken, bytes, spoil ? (gssize) size : (gssize) at,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      bytes[at] = kept;
      /* In this process: thousands of them would take a while in one each. */
      listed = cal_format_parse (broken, NULL, NULL, NULL);
      right = cal_format_parse (broken, "sub/right", NULL, &error);
      g_assert_true ((right == NULL) == (error != NULL));
      n_errors += right == NULL;
    }
  g_assert_cmpuint (n_errors, >, size);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("calcarine-npy-XXXXXX", NULL);
  g_test_add_func ("/npy/types", test_types);
  g_test_add_func ("/npy/parts", test_parts);
  g_test_add_func ("/npy/parts-that-are-not-there", test_parts_that_are_not_there);
  g_test_add_func ("/npy/shape-only", test_shape_only);
  g_test_add_func ("/npy/shape-of-nothing", test_shape_of_nothing);
  g_test_add_func ("/npy/fortran-order", test_fortran_order);
  g_test_add_func ("/npy/round-trip", test_round_trip);
  g_test_add_func ("/npy/refusals", test_refusals);
  g_test_add_func ("/npy/three-dimensions", test_three_dimensions);
  g_test_add_func ("/npy/texts", test_texts);
  g_test_add_func ("/npy/records", test_records);
  g_test_add_func ("/npy/broken-records", test_broken_records);
  g_test_add_func ("/npy/damage", test_damage);
  g_test_add_func ("/npz/archive", test_archive);
  g_test_add_func ("/npz/damage", test_archive_damage);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return status;
}
