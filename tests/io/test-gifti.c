/* test-gifti.c - GIFTI in all its spellings, and damaged.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/gifti.h"
#include "model/error.h"
#include "tests/support/folder.h"

static CalLoaded *
try (TestFolder *fixture, const char *name, const char *text, GError **error)
{
  g_autofree char *path = test_folder_put (fixture, name, text, -1);

  return cal_format_load (path, NULL, NULL, error);
}

static CalLoaded *
load (TestFolder *fixture, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  CalLoaded *loaded = try (fixture, name, text, &error);

  g_assert_no_error (error);
  return loaded;
}

static const CalVectorDesc *
first_vector (CalLoaded *loaded)
{
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  return cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[0]);
}

/* A file with one array of values. */
static char *
wrap (const char *attributes, const char *data)
{
  return g_strdup_printf ("<?xml version=\"1.0\"?>\n<GIFTI Version=\"1.0\">\n"
                          "<DataArray Intent=\"NIFTI_INTENT_SHAPE\" %s>\n<Data>%s</Data>\n"
                          "</DataArray>\n</GIFTI>\n",
                          attributes, data);
}

/* 1, 0, -2.5 in both byte orders, with both spellings of the order. */
static void
test_byte_orders (TestFolder *fixture, gconstpointer data)
{
  static const guint8 little[] = {0, 0, 0x80, 0x3f, 0, 0, 0, 0, 0, 0, 0x20, 0xc0};
  static const guint8 big[] = {0x3f, 0x80, 0, 0, 0, 0, 0, 0, 0xc0, 0x20, 0, 0};
  static const struct {
    const char *endian;
    const guint8 *bytes;
  } cases[] = {{"LittleEndian", little},
               {"GIFTI_ENDIAN_LITTLE", little},
               {"BigEndian", big},
               {"GIFTI_ENDIAN_BIG", big}};

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *base64 = g_base64_encode (cases[n].bytes, 12);
    g_autofree char *attributes =
        g_strdup_printf ("DataType=\"NIFTI_TYPE_FLOAT32\" Dimensionality=\"1\" Dim0=\"3\" "
                         "Encoding=\"Base64Binary\" Endian=\"%s\"",
                         cases[n].endian);
    g_autofree char *text = wrap (attributes, base64);
    g_autoptr (CalLoaded) loaded = load (fixture, "rh.x.gii", text);
    const CalVectorDesc *desc = first_vector (loaded);

    g_assert_cmpfloat (cal_array_get_value (desc->values, 0), ==, 1.0);
    g_assert_cmpfloat (cal_array_get_value (desc->values, 2), ==, -2.5);
    g_assert_cmpint (desc->hemisphere, ==, CAL_RIGHT);
    g_assert_true (desc->per_vertex);
  }
}

static void
test_data_types (TestFolder *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    CalDtype dtype;
    double largest;
  } cases[] = {
      {"UINT8", CAL_DTYPE_UINT8, 255},          {"INT8", CAL_DTYPE_INT8, 127},
      {"INT16", CAL_DTYPE_INT16, 32767},        {"UINT16", CAL_DTYPE_UINT16, 65535},
      {"INT32", CAL_DTYPE_INT32, 2147483647.0}, {"UINT32", CAL_DTYPE_UINT32, 4294967295.0},
      {"INT64", CAL_DTYPE_INT64, 1e15},         {"UINT64", CAL_DTYPE_UINT64, 1e15},
      {"FLOAT32", CAL_DTYPE_FLOAT32, 0.125},    {"FLOAT64", CAL_DTYPE_FLOAT64, 0.1},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *attributes = g_strdup_printf (
        "DataType=\"NIFTI_TYPE_%s\" Dimensionality=\"1\" Dim0=\"2\" Encoding=\"ASCII\"",
        cases[n].name);
    g_autofree char *digits =
        cases[n].largest < 1 ? g_strdup (g_ascii_dtostr (number, sizeof number, cases[n].largest))
                             : g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) cases[n].largest);
    g_autofree char *numbers = g_strdup_printf ("\n 3 %s\n", digits);
    g_autofree char *text = wrap (attributes, numbers);
    g_autoptr (CalLoaded) loaded = load (fixture, "x.gii", text);
    const CalVectorDesc *desc = first_vector (loaded);

    g_assert_cmpint (cal_array_get_dtype (desc->values), ==, cases[n].dtype);
    g_assert_cmpfloat (cal_array_get_value (desc->values, 0), ==, 3.0);
    g_assert_cmpfloat (cal_array_get_value (desc->values, 1), ==, cases[n].largest);
  }
}

/* Columns of a 2 x 3 array are frames, whichever way round they are stored. */
static void
test_index_orders (TestFolder *fixture, gconstpointer data)
{
  static const char *const cases[][2] = {{"RowMajorOrder", "1 2 3 4 5 6"},
                                         {"ColumnMajorOrder", "1 4 2 5 3 6"}};

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *attributes =
        g_strdup_printf ("DataType=\"NIFTI_TYPE_INT32\" Dimensionality=\"2\" Dim0=\"2\" "
                         "Dim1=\"3\" Encoding=\"ASCII\" ArrayIndexingOrder=\"%s\"",
                         cases[n][0]);
    g_autofree char *text = wrap (attributes, cases[n][1]);
    g_autoptr (CalLoaded) loaded = load (fixture, "x.gii", text);
    static const double frames[] = {1, 4, 2, 5, 3, 6};

    g_assert_cmpuint (cal_vector_get_n_frames (cal_loaded_get_objects (loaded)->pdata[0]), ==, 3);
    for (gsize i = 0; i < 6; i++)
      g_assert_cmpfloat (cal_array_get_value (first_vector (loaded)->values, i), ==, frames[i]);
  }
}

/* A comma for the decimal point must not come into it. */
static void
test_locale (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *text = wrap ("DataType=\"NIFTI_TYPE_FLOAT32\" Dimensionality=\"1\" Dim0=\"1\" "
                                "Encoding=\"ASCII\"",
                                "0.5");
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));
  g_autoptr (CalLoaded) loaded = NULL;

  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL) {
    g_test_skip ("no locale with a decimal comma");
    return;
  }
  loaded = load (fixture, "x.gii", text);
  setlocale (LC_NUMERIC, before);
  g_assert_cmpfloat (cal_array_get_value (first_vector (loaded)->values, 0), ==, 0.5);
}

static CalSurface *
make_surface (CalSurfaceKind kind)
{
  static const float points[] = {0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10.5f};
  static const guint32 triangles[] = {0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3};
  g_autoptr (GBytes) vertices = g_bytes_new_static (points, sizeof points);
  g_autoptr (GBytes) faces = g_bytes_new_static (triangles, sizeof triangles);
  CalSurfaceDesc desc = {
      .name = "made",
      .hemisphere = CAL_RIGHT,
      .kind = kind,
      .vertices = vertices,
      .faces = faces,
      .surface_to_world = {{{1, 0, 0, 2.5}, {0, 0.5, 0, -3}, {0, 0, 1, 0.125}}},
  };
  g_autoptr (GError) error = NULL;
  CalSurface *surface = cal_surface_new (&desc, &error);

  g_assert_no_error (error);
  return surface;
}

static void
test_surface_round_trip (TestFolder *fixture, gconstpointer data)
{
  for (CalSurfaceKind kind = 0; kind < CAL_N_SURFACE_KINDS; kind++) {
    g_autofree char *path = g_build_filename (fixture->folder, "some.surf.gii", NULL);
    g_autoptr (CalSurface) surface = make_surface (kind);
    g_autoptr (CalLoaded) loaded = NULL;
    g_autoptr (GError) error = NULL;
    CalSurface *again;

    g_assert_true (cal_gifti_write_surface (surface, path, &error));
    g_assert_no_error (error);
    loaded = cal_format_load (path, NULL, NULL, &error);
    g_assert_no_error (error);
    again = cal_loaded_get_objects (loaded)->pdata[0];
    g_assert_cmpint (cal_surface_get_desc (again)->kind, ==, kind);
    g_assert_cmpint (cal_surface_get_desc (again)->hemisphere, ==, CAL_RIGHT);
    g_assert_cmpmem (&cal_surface_get_desc (again)->surface_to_world, sizeof (CalAffine),
                     &cal_surface_get_desc (surface)->surface_to_world, sizeof (CalAffine));
    g_assert_true (g_bytes_equal (cal_surface_get_desc (again)->vertices,
                                  cal_surface_get_desc (surface)->vertices));
    g_assert_true (
        g_bytes_equal (cal_surface_get_desc (again)->faces, cal_surface_get_desc (surface)->faces));
  }
}

static CalVector *
make_vector (CalDtype dtype, gsize n_frames, gconstpointer values, CalLabels *labels)
{
  static const char *const names[] = {"first & <best>", "second", NULL};
  gsize dims[] = {n_frames, 3};
  g_autoptr (GBytes) bytes = g_bytes_new (values, 12 * n_frames);
  g_autoptr (CalArray) array = cal_array_new (dtype, 2, dims, bytes, NULL);
  CalVectorDesc desc = {
      .name = "made",
      .source = "made",
      .values = array,
      .hemisphere = CAL_LEFT,
      .labels = labels,
      .frame_names = n_frames == 2 ? names : NULL,
      .statistic = labels != NULL ? NULL : "r",
      .per_vertex = TRUE,
  };

  return cal_vector_new (&desc, NULL);
}

static void
test_values_round_trip (TestFolder *fixture, gconstpointer data)
{
  static const float values[] = {0.5f, NAN, -1e-30f, 1, 2, 3};
  g_autofree char *path = g_build_filename (fixture->folder, "r.func.gii", NULL);
  g_autoptr (CalVector) vector = make_vector (CAL_DTYPE_FLOAT32, 2, values, NULL);
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  const CalVectorDesc *desc;

  g_assert_true (cal_gifti_write_vector (vector, path, &error));
  g_assert_no_error (error);
  loaded = cal_format_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  desc = first_vector (loaded);
  g_assert_cmpmem (g_bytes_get_data (cal_array_get_bytes (desc->values), NULL), sizeof values,
                   values, sizeof values);
  g_assert_cmpstr (desc->frame_names[0], ==, "first & <best>");
  g_assert_cmpstr (desc->frame_names[1], ==, "second");
  g_assert_cmpstr (desc->statistic, ==, "r");
  g_assert_cmpint (desc->hemisphere, ==, CAL_LEFT);
}

static void
test_labels_round_trip (TestFolder *fixture, gconstpointer data)
{
  static const gint32 keys[] = {-3, 0, 70000};
  static const float rgba[] = {0.25f, 0.5f, 1, 0.125f};
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (CalVector) vector = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "rois.label.gii", NULL);
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  const CalVectorDesc *desc;

  cal_labels_builder_add (builder, 70000, "V1 “dorsal” & <ventral>", rgba);
  cal_labels_builder_add (builder, -3, "none", rgba);
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  vector = make_vector (CAL_DTYPE_INT32, 1, keys, labels);
  g_assert_true (cal_gifti_write_vector (vector, path, &error));
  g_assert_no_error (error);
  loaded = cal_format_load (path, NULL, NULL, &error);
  g_assert_no_error (error);
  desc = first_vector (loaded);
  g_assert_cmpmem (g_bytes_get_data (cal_array_get_bytes (desc->values), NULL), 12, keys, 12);
  g_assert_cmpstr (cal_labels_find (desc->labels, 70000)->name, ==, "V1 “dorsal” & <ventral>");
  g_assert_cmpmem (cal_labels_find (desc->labels, -3)->rgba, 16, rgba, 16);
}

/* One Data element too short, too long, absurd or strange; each names file and line. */
static void
test_refusals (TestFolder *fixture, gconstpointer data)
{
#define ARRAY(type, dim, encoding) \
  "DataType=\"NIFTI_TYPE_" type "\" Dimensionality=\"1\" Dim0=\"" dim "\" Encoding=\"" encoding "\""
  static const char *const cases[][2] = {
      {ARRAY ("FLOAT32", "2000000000", "ASCII"), "1 2 3"},
      {ARRAY ("FLOAT32", "2000000000", "GZipBase64Binary"), "eJxjYBj6gJEGeKAAAA8EABY="},
      {ARRAY ("FLOAT32", "2000000000", "Base64Binary"), "AACAPw=="},
      {ARRAY ("FLOAT32", "9223372036854775807", "ASCII"), "1"},
      {ARRAY ("FLOAT32", "99999999999999999999", "ASCII"), "1"},
      {ARRAY ("FLOAT32", "0", "ASCII"), ""},
      {ARRAY ("FLOAT32", "-1", "ASCII"), "1"},
      {ARRAY ("FLOAT32", "2", "ASCII"), "1"},
      {ARRAY ("FLOAT32", "2", "ASCII"), "1 2 3"},
      {ARRAY ("FLOAT32", "2", "ASCII"), "1 x"},
      {ARRAY ("INT32", "2", "ASCII"), "1 1.5"},
      {ARRAY ("UINT8", "1", "ASCII"), "256"},
      {ARRAY ("INT32", "99", "GZipBase64Binary"), "eJxjYBj6gJEGeKAAAA8EABY="},
      {ARRAY ("INT32", "101", "GZipBase64Binary"), "eJxjYBj6gJEGeKAAAA8EABY="},
      {ARRAY ("INT32", "100", "GZipBase64Binary"), "eJxjYBj6gJEGeKAAAA8EABX="},
      {ARRAY ("FLOAT32", "1", "Base64Binary"), "AACAPw==AAAA"},
      {ARRAY ("FLOAT32", "1", "Base64Binary"), "AA*CAPw=="},
      {ARRAY ("COMPLEX64", "1", "ASCII"), "1"},
      {ARRAY ("FLOAT32", "1", "Rot13"), "1"},
      {ARRAY ("FLOAT32", "1", "ASCII"), "&lol;"},
      {ARRAY ("FLOAT32", "1", "ASCII"), "<Data>1</Data>"},
      {ARRAY ("FLOAT32", "1", "ExternalFileBinary") " ExternalFileName=\"/etc/passwd\"", ""},
      {ARRAY ("FLOAT32", "1", "ExternalFileBinary") " ExternalFileName=\"../x\"", ""},
      {ARRAY ("FLOAT32", "1", "ExternalFileBinary") " ExternalFileName=\"absent\"", ""},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *text = wrap (cases[n][0], cases[n][1]);
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = try (fixture, "bad.gii", text, &error);

    g_assert_null (loaded);
    g_assert_cmpuint (error->domain, ==, CAL_ERROR);
    g_assert_nonnull (strstr (error->message, "bad.gii: line "));
  }
#undef ARRAY
}

/* The number 100 of zeros above, unharmed: the refusals are not for another reason. */
static void
test_compressed (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *text = wrap ("DataType=\"NIFTI_TYPE_INT32\" Dimensionality=\"1\" Dim0=\"100\" "
                                "Encoding=\"GZipBase64Binary\"",
                                "\neJxjYBj6gJ\nEGeKAAAA8EABY=\n");
  g_autoptr (CalLoaded) loaded = load (fixture, "x.gii", text);

  g_assert_cmpuint (cal_array_get_n_elements (first_vector (loaded)->values), ==, 100);
}

/* Ten entities of ten entities each, and letters that only look like a Data element. */
static void
test_entities_and_comments (TestFolder *fixture, gconstpointer data)
{
  static const char bomb[] =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE GIFTI [<!ENTITY a \"aaaaaaaaaa\">"
      "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
      "<GIFTI Version=\"1.0\"><MetaData><MD><Name>&b;</Name><Value>&x;</Value></MD></MetaData>"
      "</GIFTI>";
  static const char comment[] =
      "<?xml version=\"1.0\"?>\n<GIFTI Version=\"1.0\"><!-- <Data>9</Data> -->\n<MetaData><MD>"
      "<Name>n</Name><Value><![CDATA[<Data>]]></Value></MD></MetaData>\n<DataArray "
      "DataType=\"NIFTI_TYPE_INT32\" Dimensionality=\"1\" Dim0=\"1\" Encoding=\"ASCII\">"
      "<!-- <Data>8</Data> --><Data><![CDATA[7]]></Data></DataArray></GIFTI>";
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = NULL;

  g_assert_null (try (fixture, "bomb.gii", bomb, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  loaded = load (fixture, "comment.gii", comment);
  g_assert_cmpfloat (cal_array_get_value (first_vector (loaded)->values, 0), ==, 7.0);
}

/* The line is counted through the text that the parser never saw. */
static void
test_error_line (TestFolder *fixture, gconstpointer data)
{
  static const char text[] =
      "<?xml version=\"1.0\"?>\n<GIFTI Version=\"1.0\">\n<DataArray DataType=\"NIFTI_TYPE_INT32\" "
      "Dimensionality=\"1\" Dim0=\"3\" Encoding=\"ASCII\">\n<Data>1\n2\n3\n</Data>\n</DataArray>\n"
      "<Strange>\n</GIFTI>\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (try (fixture, "bad.gii", text, &error));
  g_assert_nonnull (strstr (error->message, "bad.gii: line 10: "));
}

static void
test_damage (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lh.pial.surf.gii", NULL);
  g_autoptr (CalSurface) surface = make_surface (CAL_SURFACE_PIAL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (cal_gifti_write_surface (surface, path, NULL));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize cut = 0; cut + 2 < length; cut++) {
    g_autofree char *cut_path = test_folder_put (fixture, "cut.gii", text, (gssize) cut);
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_format_load (cut_path, NULL, NULL, &error));
    g_assert_nonnull (error);
  }
  for (gsize n = 0; n < length; n++) {
    static const char patterns[] = {(char) 0xff, 0x10, 0x01};
    g_autofree char *bytes = g_memdup2 (text, length);
    g_autofree char *changed = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = NULL;

    bytes[n] ^= patterns[n % 3];
    changed = test_folder_put (fixture, "changed.gii", bytes, (gssize) length);
    loaded = cal_format_load (changed, NULL, NULL, &error);
    g_assert_true ((loaded == NULL) == (error != NULL));
  }
}

/* HCP's inflated surfaces name the layer that they were made of beside their shape. */
static void
test_kinds (TestFolder *fixture, gconstpointer data)
{
  static const struct {
    const char *name, *geometry, *layer;
    CalSurfaceKind kind;
  } cases[] = {
      {"a.gii", "Inflated", "MidThickness", CAL_SURFACE_INFLATED},
      {"a.gii", "VeryInflated", "MidThickness", CAL_SURFACE_VERY_INFLATED},
      {"a.gii", "Anatomical", "MidThickness", CAL_SURFACE_MIDTHICKNESS},
      {"a.gii", "Anatomical", "Pial", CAL_SURFACE_PIAL},
      {"a.gii", "Flat", "Invalid", CAL_SURFACE_FLAT},
      {"lh.inflated.gii", "Unknown", "Invalid", CAL_SURFACE_INFLATED},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *text = g_strdup_printf (
        "<GIFTI Version=\"1.0\">"
        "<DataArray Intent=\"NIFTI_INTENT_POINTSET\" DataType=\"NIFTI_TYPE_FLOAT32\" "
        "Dimensionality=\"2\" Dim0=\"3\" Dim1=\"3\" Encoding=\"ASCII\"><MetaData>"
        "<MD><Name>GeometricType</Name><Value>%s</Value></MD>"
        "<MD><Name>AnatomicalStructureSecondary</Name><Value>%s</Value></MD></MetaData>"
        "<Data>0 0 0 1 0 0 0 1 0</Data></DataArray>"
        "<DataArray Intent=\"NIFTI_INTENT_TRIANGLE\" DataType=\"NIFTI_TYPE_INT32\" "
        "Dimensionality=\"2\" Dim0=\"1\" Dim1=\"3\" Encoding=\"ASCII\">"
        "<Data>0 1 2</Data></DataArray></GIFTI>",
        cases[n].geometry, cases[n].layer);
    g_autoptr (CalLoaded) loaded = load (fixture, cases[n].name, text);

    g_assert_cmpint (cal_surface_get_desc (cal_loaded_get_objects (loaded)->pdata[0])->kind, ==,
                     cases[n].kind);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) \
  g_test_add ("/gifti/" path, TestFolder, NULL, test_folder_set_up, func, test_folder_tear_down)
  ADD ("byte-orders", test_byte_orders);
  ADD ("kinds", test_kinds);
  ADD ("data-types", test_data_types);
  ADD ("index-orders", test_index_orders);
  ADD ("locale", test_locale);
  ADD ("surface-round-trip", test_surface_round_trip);
  ADD ("values-round-trip", test_values_round_trip);
  ADD ("labels-round-trip", test_labels_round_trip);
  ADD ("refusals", test_refusals);
  ADD ("compressed", test_compressed);
  ADD ("entities-and-comments", test_entities_and_comments);
  ADD ("error-line", test_error_line);
  ADD ("damage", test_damage);
#undef ADD
  return g_test_run ();
}
