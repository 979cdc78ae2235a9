/* test-volume-facts.c - every volume of the optional data folder against what nibabel says of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "tests/support/optional-data.h"

/* Either kind of object, seen as one run of numbers. */
typedef struct {
  CalDtype dtype;
  GBytes *elements;
  double slope;
  double intercept;
  gsize dims[7];
} Numbers;

static double
get_number (JsonObject *facts, const char *key)
{
  return json_node_get_double (json_object_get_member (facts, key));
}

static Numbers
get_numbers (gpointer object)
{
  Numbers self = {.slope = 1.0, .dims = {1, 1, 1, 1, 1, 1, 1}};

  if (CAL_IS_VOLUME (object)) {
    const CalVolumeDesc *desc = cal_volume_get_desc (object);

    self.dtype = desc->dtype;
    self.elements = desc->voxels;
    self.slope = desc->slope;
    self.intercept = desc->intercept;
    for (int a = 0; a < 3; a++)
      self.dims[a] = desc->dims[a];
    for (int d = 0; d < 4; d++)
      self.dims[3 + d] = MAX (desc->frame_dims[d], 1);
    if (desc->frame_dims[0] == 0)
      self.dims[3] = desc->n_frames;
  } else {
    CalArray *values = cal_vector_get_desc (object)->values;

    self.dtype = cal_array_get_dtype (values);
    self.elements = cal_array_get_bytes (values);
    self.dims[0] = cal_vector_get_n_values (object);
    self.dims[3] = cal_vector_get_n_frames (object);
  }
  return self;
}

static gsize
count_numbers (const Numbers *self)
{
  return g_bytes_get_size (self->elements) / cal_dtype_get_size (self->dtype);
}

static double
read_number (const Numbers *self, gsize index)
{
  return self->slope *
             cal_dtype_read (self->dtype, g_bytes_get_data (self->elements, NULL), index) +
         self->intercept;
}

/* A vector has one axis; the file's may be any of three. */
static void
assert_shape (const Numbers *self, gboolean is_vector, JsonArray *shape)
{
  gsize n = 1;

  for (guint d = 0; d < json_array_get_length (shape); d++) {
    gsize length = (gsize) json_array_get_int_element (shape, d);

    if (!is_vector)
      g_assert_cmpuint (self->dims[d], ==, length);
    n *= length;
  }
  g_assert_cmpuint (count_numbers (self), ==, n);
}

/* Where nibabel hands over a matrix of zeros (an MGH header that declares its own void), we take
 * FreeSurfer's default. */
static void
assert_affine (CalVolume *volume, JsonArray *rows)
{
  const CalAffine *affine = &cal_volume_get_desc (volume)->voxel_to_world;

  if (g_str_equal (cal_volume_get_desc (volume)->affine_source, "MGH default")) {
    for (guint r = 0; r < 3; r++)
      for (guint c = 0; c < 4; c++)
        g_assert_cmpfloat (
            json_array_get_double_element (json_array_get_array_element (rows, r), c), ==, 0.0);
    return;
  }
  for (guint r = 0; r < 3; r++)
    for (guint c = 0; c < 4; c++)
      g_assert_cmpfloat_with_epsilon (
          affine->m[r][c],
          json_array_get_double_element (json_array_get_array_element (rows, r), c),
          2e-6 * (1.0 + fabs (affine->m[r][c])));
}

static void
assert_affine_source (CalVolume *volume, JsonObject *facts)
{
  const char *source = cal_volume_get_desc (volume)->affine_source;

  if (!json_object_has_member (facts, "sform_code"))
    g_assert_true (g_str_has_prefix (source, "MGH"));
  else if (json_object_get_int_member (facts, "sform_code") > 0)
    g_assert_cmpstr (source, ==, "sform");
  else if (json_object_get_int_member (facts, "qform_code") > 0)
    g_assert_cmpstr (source, ==, "qform");
  else
    g_assert_cmpstr (source, ==, "pixdim");
}

static void
assert_dtype (const Numbers *self, JsonObject *facts)
{
  const char *dtype = json_object_get_string_member (facts, "dtype");
  const char *name = cal_dtype_get_name (self->dtype);

  if (dtype[0] == '[')
    g_assert_cmpstr (name, ==, strstr (dtype, "'A'") != NULL ? "RGBA32" : "RGB24");
  else if (dtype[0] == '>')
    g_assert_true (name[0] == dtype[1] &&
                   cal_dtype_get_size (self->dtype) == (gsize) g_ascii_digit_value (dtype[2]));
  else
    g_assert_cmpstr (name, ==, dtype);
}

/* nibabel multiplies in double where we do, so extrema agree to rounding, the mean to summation. */
static void
assert_statistics (const Numbers *self, JsonObject *facts)
{
  const char *prefix = json_object_has_member (facts, "abs_max") ? "abs_" : "";
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE, sum = 0.0;
  gsize n_nan = 0, n = count_numbers (self);

  for (gsize i = 0; i < n; i++) {
    double value = read_number (self, i);

    if (isnan (value)) {
      n_nan++;
      continue;
    }
    low = MIN (low, value);
    high = MAX (high, value);
    sum += value;
  }
  for (int k = 0; k < 2; k++) {
    g_autofree char *key = g_strconcat (prefix, k == 0 ? "min" : "max", NULL);
    double found = k == 0 ? low : high;

    if (json_object_has_member (facts, key))
      g_assert_cmpfloat_with_epsilon (found, get_number (facts, key), 1e-7 * (1.0 + fabs (found)));
  }
  if (json_object_has_member (facts, "mean")) {
    double mean = sum / (double) (n - n_nan);

    g_assert_cmpfloat_with_epsilon (mean, get_number (facts, "mean"),
                                    1e-300 + 2e-6 * (fabs (mean) + 1e-3 * (high - low)));
  }
  g_assert_cmpuint (n_nan, ==, json_object_get_int_member_with_default (facts, "n_nan", 0));
}

static gsize
find_index (const Numbers *self, gboolean is_vector, JsonArray *ijk)
{
  gsize index = 0, stride = 1;

  for (guint d = 0; d < json_array_get_length (ijk); d++) {
    index += stride * (gsize) json_array_get_int_element (ijk, d);
    stride *= is_vector ? 1 : self->dims[d];
  }
  return index;
}

/* A complex sample is two numbers, whose magnitude we give; a picture's is its colours. */
static void
assert_parts (const Numbers *self, gsize index, JsonArray *parts)
{
  const guint8 *bytes = g_bytes_get_data (self->elements, NULL);
  gsize size = cal_dtype_get_size (self->dtype);
  double value = read_number (self, index);

  if (self->dtype == CAL_DTYPE_RGB24 || self->dtype == CAL_DTYPE_RGBA32)
    for (guint c = 0; c < size; c++)
      g_assert_cmpint (bytes[index * size + c], ==, json_array_get_int_element (parts, c));
  else
    g_assert_cmpfloat_with_epsilon (
        value,
        hypot (json_array_get_double_element (parts, 0), json_array_get_double_element (parts, 1)),
        1e-5 * (1.0 + fabs (value)));
}

static void
assert_sample (const Numbers *self, gboolean is_vector, JsonObject *sample)
{
  gsize index = find_index (self, is_vector, json_object_get_array_member (sample, "ijk"));
  JsonNode *node = json_object_get_member (sample, "value");
  double value = read_number (self, index);

  if (JSON_NODE_HOLDS_ARRAY (node))
    assert_parts (self, index, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_NULL (node) || json_node_get_value_type (node) == G_TYPE_STRING)
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat_with_epsilon (value, json_node_get_double (node),
                                    1e-7 * (1.0 + fabs (value)));
}

static void
assert_samples (const Numbers *self, gboolean is_vector, JsonObject *facts)
{
  JsonArray *samples;

  if (!json_object_has_member (facts, "voxels"))
    return;
  samples = json_object_get_array_member (facts, "voxels");
  for (guint n = 0; n < json_array_get_length (samples); n++)
    assert_sample (self, is_vector, json_array_get_object_element (samples, n));
}

static gboolean
is_volume_file (const char *name)
{
  return g_str_has_suffix (name, ".nii") || g_str_has_suffix (name, ".nii.gz") ||
         g_str_has_suffix (name, ".hdr") || g_str_has_suffix (name, ".hdr.gz") ||
         g_str_has_suffix (name, ".mgz") || g_str_has_suffix (name, ".mgh");
}

static void
check_file (const char *path, const char *name, JsonObject *facts, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  guint *n_checked = user_data;
  gpointer object;
  Numbers numbers;

  if (!is_volume_file (name) || g_str_has_prefix (name, "robustness/cifti/"))
    return;
  g_test_message ("%s", name);
  (*n_checked)++;
  loaded = cal_format_load (path, NULL, NULL, &error);
  if (json_object_has_member (facts, "reader_error") ||
      json_object_has_member (facts, "header_only")) {
    g_assert_null (loaded);
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, name));
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  object = g_ptr_array_index (cal_loaded_get_objects (loaded), 0);
  numbers = get_numbers (object);
  assert_shape (&numbers, CAL_IS_VECTOR (object), json_object_get_array_member (facts, "shape"));
  assert_dtype (&numbers, facts);
  if (CAL_IS_VOLUME (object)) {
    assert_affine (object, json_object_get_array_member (facts, "affine"));
    assert_affine_source (object, facts);
  }
  assert_statistics (&numbers, facts);
  assert_samples (&numbers, CAL_IS_VECTOR (object), facts);
}

static void
test_folder (gconstpointer prefix)
{
  guint n_checked = 0;

  if (cal_optional_data_foreach (prefix, check_file, &n_checked) > 0)
    g_assert_cmpuint (n_checked, >, 0);
}

/* The voxel file of a pair opens like its header. */
static void
test_image_of_pair (void)
{
  static const char *const names[] = {"volumes/odd/minimal.img", "volumes/odd/air.img.gz"};

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++) {
    g_autofree char *path = cal_optional_data_find (names[n]);
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = NULL;

    if (path == NULL) {
      g_test_skip ("the optional data folder is absent");
      return;
    }
    loaded = cal_format_load (path, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (cal_loaded_get_kind (loaded), ==, "NIfTI-1");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/volume-facts/image-of-pair", test_image_of_pair);
  g_test_add_data_func ("/volume-facts/volumes", "volumes/", test_folder);
  g_test_add_data_func ("/volume-facts/atlases", "atlases/", test_folder);
  g_test_add_data_func ("/volume-facts/encoding", "encoding/", test_folder);
  g_test_add_data_func ("/volume-facts/surfaces", "surfaces/", test_folder);
  g_test_add_data_func ("/volume-facts/robustness", "robustness/nifti/", test_folder);
  return g_test_run ();
}
