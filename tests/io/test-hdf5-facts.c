/* test-hdf5-facts.c - real HDF5 files, some of which kill libhdf5, open as h5py opens them or give
 * an error.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/hdf5.h"
#include "tests/support/optional-data.h"

static const CalDataset *
find_dataset (CalLoaded *loaded, const char *name)
{
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];

    if (dataset->path[0] == '/' && g_str_equal (dataset->path + 1, name))
      return dataset;
  }
  return NULL;
}

/* NumPy's "<f4", ">i2" and "float32" by one name; NULL if it is no plain number. */
static const char *
plain_name (const char *dtype)
{
  static const char *const names[][2] = {
      {"f2", "float16"}, {"f4", "float32"},   {"f8", "float64"},     {"i2", "int16"},
      {"i4", "int32"},   {"i8", "int64"},     {"u2", "uint16"},      {"u4", "uint32"},
      {"u8", "uint64"},  {"c8", "complex64"}, {"c16", "complex128"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    if (((dtype[0] == '>' || dtype[0] == '<') && g_str_equal (dtype + 1, names[n][0])) ||
        g_str_equal (dtype, names[n][1]))
      return names[n][1];
  return g_str_equal (dtype, "int8") || g_str_equal (dtype, "uint8") ? dtype : NULL;
}

static void
assert_near (const char *path, const CalDataset *dataset, double found, double expected)
{
  if (ABS (found - expected) > 1e-6 * ABS (expected))
    g_error ("%s:%s: %g; expected %g", path, dataset->path, found, expected);
}

static void
check_values (const char *path, const CalDataset *dataset, JsonObject *object)
{
  g_auto (CalHdf5Values) values = {NULL};
  g_autoptr (GError) error = NULL;
  double min = G_MAXDOUBLE, max = -G_MAXDOUBLE;

  if (!json_object_has_member (object, "min") || strstr (dataset->type_name, "complex") != NULL)
    return;
  if (!cal_hdf5_read (path, dataset->path, 0, NULL, NULL, &values, NULL, &error)) {
    /* What lies in other files is refused, and so is LZF, which h5py brings along. */
    if (strstr (error->message, "another file") == NULL &&
        strstr (error->message, "the filter 32000") == NULL)
      g_error ("%s", error->message);
    return;
  }
  for (gsize n = 0; n < cal_array_get_n_elements (values.array); n++) {
    double value = cal_array_get_value (values.array, n);

    if (value >= -G_MAXDOUBLE && value <= G_MAXDOUBLE) {
      min = MIN (min, value);
      max = MAX (max, value);
    }
  }
  assert_near (path, dataset, min, json_object_get_double_member (object, "min"));
  assert_near (path, dataset, max, json_object_get_double_member (object, "max"));
}

/* What h5py shows as b'ver\\xc3\\xa4'; NULL if it is something else. */
static char *
unescape_bytes (const char *shown)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length = strlen (shown);

  if (length < 3 || shown[0] != 'b' || (shown[1] != '\'' && shown[1] != '"'))
    return NULL;
  length -= shown[length - 1] == shown[1] ? 1 : 0;
  for (gsize n = 2; n < length; n++)
    if (shown[n] == '\\' && shown[n + 1] == 'x') {
      g_string_append_c (text, (char) (g_ascii_xdigit_value (shown[n + 2]) * 16 +
                                       g_ascii_xdigit_value (shown[n + 3])));
      n += 3;
    } else if (shown[n] == '\\') {
      n++;
      g_string_append_c (text, shown[n] == 'n' ? '\n' : shown[n] == 't' ? '\t' : shown[n]);
    } else
      g_string_append_c (text, shown[n]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_first_text (const char *path, const CalDataset *dataset, JsonObject *object)
{
  g_auto (CalHdf5Values) values = {NULL};
  g_autofree char *expected = NULL, *found = NULL;

  if (json_object_has_member (object, "first") &&
      JSON_NODE_HOLDS_VALUE (json_object_get_member (object, "first")))
    expected = unescape_bytes (json_object_get_string_member (object, "first"));
  if (expected == NULL || !g_utf8_validate (expected, -1, NULL))
    return;
  g_assert_true (cal_hdf5_read (path, dataset->path, 0, NULL, NULL, &values, NULL, NULL));
  /* h5py keeps the spaces that fill a text up, and what is known of a long text is its start. */
  found = g_strdup (cal_text_array_get (values.texts, 0));
  if (!g_str_has_prefix (found, g_strchomp (expected)) ||
      (strlen (expected) < 40 && strlen (g_strchomp (found)) > strlen (expected)))
    g_error ("%s:%s: \"%s\"; expected \"%s\"", path, dataset->path, found, expected);
  g_test_message ("%s:%s begins with \"%s\"", path, dataset->path, expected);
}

static void
check_object (const char *path, CalLoaded *loaded, const char *name, JsonObject *object)
{
  const CalDataset *dataset = find_dataset (loaded, name);
  JsonArray *shape = json_object_get_array_member (object, "shape");
  const char *expected = json_object_has_member (object, "dtype")
                             ? plain_name (json_object_get_string_member (object, "dtype"))
                             : NULL;

  if (dataset == NULL)
    g_error ("%s: no dataset %s", path, name);
  if (shape == NULL || json_array_get_length (shape) > CAL_ARRAY_MAX_DIMS)
    return;
  g_assert_cmpuint (dataset->n_dims, ==, json_array_get_length (shape));
  for (guint d = 0; d < dataset->n_dims; d++)
    g_assert_cmpint ((gint64) dataset->shape[d], ==, json_array_get_int_element (shape, d));
  if (dataset->is_text)
    check_first_text (path, dataset, object);
  if (expected != NULL && dataset->is_numeric && dataset->dtype != CAL_DTYPE_BOOL) {
    g_assert_cmpstr (dataset->type_name, ==, expected);
    check_values (path, dataset, object);
  }
}

static void
check_file (const char *path, const char *relative_path, JsonObject *facts, gpointer user_data)
{
  guint *n_refused = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);
  JsonObject *objects;
  g_autoptr (GList) names = NULL;

  if (loaded == NULL) {
    g_assert_nonnull (error);
    g_test_message ("%s", error->message);
    ++*n_refused;
    g_assert_true (json_object_has_member (facts, "reader_error"));
    return;
  }
  if (!json_object_has_member (facts, "objects"))
    return;
  objects = json_object_get_object_member (facts, "objects");
  names = json_object_get_members (objects);
  for (GList *name = names; name != NULL; name = name->next) {
    JsonNode *node = json_object_get_member (objects, name->data);

    if (JSON_NODE_HOLDS_OBJECT (node))
      check_object (path, loaded, name->data, json_node_get_object (node));
  }
}

/* Every dataset of a file that may be hostile is read, whatever becomes of it. */
static void
read_everything (const char *path, const char *relative_path, JsonObject *facts, gpointer user_data)
{
  guint *n_refused = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);

  if (loaded == NULL) {
    g_test_message ("%s", error->message);
    ++*n_refused;
    return;
  }
  for (guint n = 0; n < cal_loaded_get_datasets (loaded)->len; n++) {
    const CalDataset *dataset = cal_loaded_get_datasets (loaded)->pdata[n];
    g_autoptr (GError) failure = NULL;
    g_autoptr (CalLoaded) values = cal_format_load (path, dataset->path, NULL, &failure);

    if (values == NULL)
      g_test_message ("%s", failure->message);
  }
}

static void
run (const char *prefix, CalFactsFunc func)
{
  guint n_refused = 0, n = cal_optional_data_foreach (prefix, func, &n_refused);

  if (n == 0)
    g_test_skip ("the optional data folder is not there");
  else
    g_test_message ("%u files, %u of them refused", n, n_refused);
}

static void
test_sound (void)
{
  run ("hdf5/", check_file);
}

static void
test_hostile (void)
{
  run ("robustness/hdf5", read_everything);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hdf5-facts/sound", test_sound);
  g_test_add_func ("/hdf5-facts/hostile", test_hostile);
  return g_test_run ();
}
