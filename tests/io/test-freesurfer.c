/* test-freesurfer.c - FreeSurfer's surfaces, maps, parcellations and labels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/binary.h"
#include "io/format.h"
#include "io/freesurfer-annot.h"
#include "io/freesurfer-label.h"
#include "io/freesurfer-morph.h"
#include "io/freesurfer-surface.h"
#include "io/path.h"
#include "model/error.h"
#include "tests/support/folder.h"

static CalLoaded *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  CalLoaded *loaded = cal_format_load (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return loaded;
}

static gpointer
nth (CalLoaded *loaded, guint n)
{
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, >, n);
  return cal_loaded_get_objects (loaded)->pdata[n];
}

static const float tetrahedron[] = {0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10};
static const guint32 tetrahedron_faces[] = {0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3};

static CalSurface *
make_tetrahedron (const CalAffine *surface_to_world)
{
  g_autoptr (GBytes) vertices = g_bytes_new_static (tetrahedron, sizeof tetrahedron);
  g_autoptr (GBytes) faces = g_bytes_new_static (tetrahedron_faces, sizeof tetrahedron_faces);
  CalSurfaceDesc desc = {
      .name = "tetrahedron",
      .hemisphere = CAL_LEFT,
      .kind = CAL_SURFACE_PIAL,
      .vertices = vertices,
      .faces = faces,
      .surface_to_world = *surface_to_world,
  };
  g_autoptr (GError) error = NULL;
  CalSurface *surface = cal_surface_new (&desc, &error);

  g_assert_no_error (error);
  return surface;
}

/* A quarter turn and a shift: what an oblique or reordered scan gives. */
static const CalAffine turned = {{{0, -1, 0, 5.5}, {1, 0, 0, -17.25}, {0, 0, 1, 19}}};

static void
test_surface_round_trip (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lh.pial", NULL);
  g_autoptr (CalSurface) surface = make_tetrahedron (&turned);
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  CalSurface *again;
  const CalSurfaceDesc *desc;

  g_assert_true (cal_freesurfer_surface_write (surface, path, &error));
  g_assert_no_error (error);
  loaded = load (path);
  again = nth (loaded, 0);
  desc = cal_surface_get_desc (again);
  g_assert_cmpint (desc->hemisphere, ==, CAL_LEFT);
  g_assert_cmpint (desc->kind, ==, CAL_SURFACE_PIAL);
  g_assert_cmpmem (tetrahedron, sizeof tetrahedron, cal_surface_get_vertices (again),
                   12 * cal_surface_get_n_vertices (again));
  g_assert_cmpmem (tetrahedron_faces, sizeof tetrahedron_faces, cal_surface_get_faces (again),
                   12 * cal_surface_get_n_faces (again));
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      g_assert_cmpfloat_with_epsilon (desc->surface_to_world.m[r][c], turned.m[r][c], 1e-12);
}

/* The footer that FreeSurfer writes for a conformed volume: a translation by cras. */
static void
test_cras_is_a_shift (TestFolder *fixture, gconstpointer data)
{
  static const char footer[] = "valid = 1  # volume info valid\nfilename = ../mri/filled.mgz\n"
                               "volume = 256 256 256\nvoxelsize = 1.0 1.0 1.0\n"
                               "xras   = -1.0 0.0 0.0\nyras   = 0.0 0.0 -1.0\n"
                               "zras   = 0.0 1.0 0.0\ncras   = 5.5 -17.25 19.0\n";
  CalAffine identity = cal_affine_identity ();
  g_autoptr (CalSurface) surface = make_tetrahedron (&identity);
  g_autofree char *path = g_build_filename (fixture->folder, "rh.white", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (CalLoaded) loaded = NULL;
  g_autofree char *with_footer = NULL;
  gsize length;
  double mm[3];

  g_assert_true (cal_freesurfer_surface_write (surface, path, NULL));
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_byte_array_append (bytes, (const guint8 *) contents, (guint) length);
  cal_binary_append_uint32 (bytes, 2);
  cal_binary_append_uint32 (bytes, 0);
  cal_binary_append_uint32 (bytes, 20);
  g_byte_array_append (bytes, (const guint8 *) footer, sizeof footer - 1);
  with_footer = test_folder_put (fixture, "rh.white", bytes->data, bytes->len);
  loaded = load (with_footer);
  cal_surface_get_vertex_mm (nth (loaded, 0), 1, mm);
  g_assert_cmpfloat_with_epsilon (mm[0], 15.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (mm[1], -17.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (mm[2], 19.0, 1e-9);
}

/* One quadrangle of int16 hundredths, and the same in floats. */
static void
test_quadrangles (TestFolder *fixture, gconstpointer data)
{
  static const gint16 hundredths[4][3] = {{0, 0, 0}, {150, 0, 0}, {150, 250, 0}, {0, 250, -5}};
  static const guint32 expected[] = {0, 1, 3, 2, 3, 1};

  for (int is_float = 0; is_float < 2; is_float++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autoptr (CalLoaded) loaded = NULL;
    g_autofree char *path = NULL;
    const float *vertices;

    cal_binary_append_uint24 (bytes, is_float ? 0xfffffd : 0xffffff);
    cal_binary_append_uint24 (bytes, 4);
    cal_binary_append_uint24 (bytes, 1);
    for (int n = 0; n < 12; n++) {
      guint16 word = GUINT16_TO_BE ((guint16) hundredths[n / 3][n % 3]);

      if (is_float)
        cal_binary_append_float (bytes, (float) hundredths[n / 3][n % 3] / 100.0f);
      else
        g_byte_array_append (bytes, (const guint8 *) &word, 2);
    }
    for (guint32 n = 0; n < 4; n++)
      cal_binary_append_uint24 (bytes, n);
    path = test_folder_put (fixture, "lh.orig", bytes->data, bytes->len);
    loaded = load (path);
    vertices = cal_surface_get_vertices (nth (loaded, 0));
    g_assert_cmpfloat (vertices[6], ==, 1.5f);
    g_assert_cmpfloat (vertices[11], ==, -0.05f);
    g_assert_cmpmem (cal_surface_get_faces (nth (loaded, 0)), 24, expected, 24);
  }
}

static void
test_ascii_surface (TestFolder *fixture, gconstpointer data)
{
  static const char text[] = "#!ascii version of rh.tiny\n3 1\n0.5 -1.25 2 0\n1 0 0 0\n0 1 0 0\n"
                             "0 1 2 0\n";
  g_autofree char *path = test_folder_put (fixture, "rh.tiny.asc", text, sizeof text - 1);
  g_autoptr (CalLoaded) loaded = load (path);
  CalSurface *surface = nth (loaded, 0);

  g_assert_cmpuint (cal_surface_get_n_vertices (surface), ==, 3);
  g_assert_cmpuint (cal_surface_get_n_faces (surface), ==, 1);
  g_assert_cmpfloat (cal_surface_get_vertices (surface)[1], ==, -1.25f);
  g_assert_cmpint (cal_surface_get_desc (surface)->hemisphere, ==, CAL_RIGHT);
}

/* Every prefix of a file, and every byte of it changed, gives an object or an error. */
static void
torture (TestFolder *fixture, const char *name, const guint8 *data, gsize size)
{
  for (gsize cut = 0; cut < size; cut++) {
    g_autofree char *path = test_folder_put (fixture, name, data, cut);
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);

    g_assert_true ((loaded == NULL) == (error != NULL));
    /* Behind the mesh there is a footer that may be missing. */
    if (loaded != NULL && !g_str_has_suffix (name, ".pial") && !g_str_has_suffix (name, ".label"))
      g_error ("%s cut at %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " was read", name, cut, size);
  }
  for (gsize n = 0; n < size; n++) {
    static const guint8 patterns[] = {0xff, 0x80, 0x01};
    g_autofree guint8 *bytes = g_memdup2 (data, size);
    g_autofree char *path = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = NULL;

    bytes[n] ^= patterns[n % 3];
    path = test_folder_put (fixture, name, bytes, size);
    loaded = cal_format_load (path, NULL, NULL, &error);
    g_assert_true ((loaded == NULL) == (error != NULL));
  }
}

/* Three corners of the tetrahedron, one on the border, flattened: one triangle is left. */
static void
test_patch (TestFolder *fixture, gconstpointer data)
{
  static const gint32 numbers[] = {1, -3, 4};
  CalAffine identity = cal_affine_identity ();
  g_autoptr (CalSurface) whole = make_tetrahedron (&identity);
  g_autofree char *whole_path = g_build_filename (fixture->folder, "lh.white", NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *path = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  CalSurface *surface;

  cal_binary_append_uint32 (bytes, (guint32) -1);
  cal_binary_append_uint32 (bytes, 3);
  for (int n = 0; n < 3; n++) {
    cal_binary_append_uint32 (bytes, (guint32) numbers[n]);
    cal_binary_append_float (bytes, (float) n + 0.5f);
    cal_binary_append_float (bytes, -1.0f);
    cal_binary_append_float (bytes, 0.0f);
  }
  path = test_folder_put (fixture, "lh.cut.patch.3d", bytes->data, bytes->len);
  g_assert_null (cal_format_load (path, NULL, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
  g_assert_true (cal_freesurfer_surface_write (whole, whole_path, NULL));
  loaded = load (path);
  surface = nth (loaded, 0);
  g_assert_cmpint (cal_surface_get_desc (surface)->kind, ==, CAL_SURFACE_FLAT);
  g_assert_cmpint (cal_surface_get_desc (surface)->hemisphere, ==, CAL_LEFT);
  g_assert_cmpuint (cal_surface_get_n_vertices (surface), ==, 4);
  g_assert_cmpuint (cal_surface_get_n_faces (surface), ==, 1);
  g_assert_cmpmem (cal_surface_get_faces (surface), 12, tetrahedron_faces + 6, 12);
  g_assert_cmpfloat (cal_surface_get_vertices (surface)[6], ==, 1.5f);
  torture (fixture, "lh.cut.patch.3d", bytes->data, bytes->len);
}

static CalVector *
make_vector (
    CalDtype dtype, guint n_dims, const gsize *dims, gconstpointer values, CalLabels *labels)
{
  gsize n = n_dims == 2 ? dims[0] * dims[1] : dims[0];
  g_autoptr (GBytes) bytes = g_bytes_new (values, n * cal_dtype_get_size (dtype));
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) array = cal_array_new (dtype, n_dims, dims, bytes, &error);
  CalVectorDesc desc = {
      .name = "made",
      .source = "made",
      .values = array,
      .hemisphere = CAL_LEFT,
      .labels = labels,
      .per_vertex = TRUE,
  };
  CalVector *vector;

  g_assert_no_error (error);
  vector = cal_vector_new (&desc, &error);
  g_assert_no_error (error);
  return vector;
}

static void
test_curv_round_trip (TestFolder *fixture, gconstpointer data)
{
  static const float values[2][4] = {{0.25f, -1.5f, NAN, 3e30f}, {1, 2, 3, 4}};
  gsize dims[] = {2, 4};
  g_autoptr (CalVector) vector = make_vector (CAL_DTYPE_FLOAT32, 2, dims, values, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "lh.thickness", NULL);
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  CalVector *again;

  g_assert_true (cal_freesurfer_morph_write (vector, path, &error));
  g_assert_no_error (error);
  loaded = load (path);
  g_assert_cmpstr (cal_loaded_get_kind (loaded), ==, "FreeSurfer curv");
  again = nth (loaded, 0);
  g_assert_cmpuint (cal_vector_get_n_frames (again), ==, 2);
  g_assert_cmpmem (
      g_bytes_get_data (cal_array_get_bytes (cal_vector_get_desc (again)->values), NULL),
      sizeof values, values, sizeof values);
  g_assert_true (cal_vector_get_desc (again)->per_vertex);
}

static void
test_old_maps (TestFolder *fixture, gconstpointer data)
{
  static const guint8 old_curv[] = {0, 0, 3, 0, 0, 1, 0, 150, 0xff, 0x38, 0, 0};
  static const guint8 paint[] = {0, 0, 0, 0, 2, 0, 1, 0, 0x3f, 0x80, 0, 0, 0, 0, 9, 0xc0, 0, 0, 0};
  g_autofree char *curv_path = test_folder_put (fixture, "rh.curv", old_curv, sizeof old_curv);
  g_autofree char *paint_path = test_folder_put (fixture, "rh.sig.w", paint, sizeof paint);
  g_autoptr (CalLoaded) curv = load (curv_path);
  g_autoptr (CalLoaded) painted = load (paint_path);
  const CalVectorDesc *desc = cal_vector_get_desc (nth (curv, 0));
  const guint32 *vertices;

  g_assert_cmpuint (cal_array_get_n_elements (desc->values), ==, 3);
  g_assert_cmpfloat_with_epsilon (cal_array_get_value (desc->values, 0), 1.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (cal_array_get_value (desc->values, 1), -2.0, 1e-6);
  desc = cal_vector_get_desc (nth (painted, 0));
  vertices = g_bytes_get_data (desc->vertices, NULL);
  g_assert_cmpuint (vertices[0], ==, 256);
  g_assert_cmpuint (vertices[1], ==, 9);
  g_assert_cmpfloat (cal_array_get_value (desc->values, 0), ==, 1.0);
  g_assert_cmpfloat (cal_array_get_value (desc->values, 1), ==, -2.0);
}

static void
append_name (GByteArray *bytes, const char *name)
{
  cal_binary_append_uint32 (bytes, (guint32) strlen (name) + 1);
  g_byte_array_append (bytes, (const guint8 *) name, (guint) strlen (name) + 1);
}

/* Three rows, four vertices: V1, none, V2, a colour that is in no row. */
static GByteArray *
make_annot (int version)
{
  static const struct {
    const char *name;
    guint8 rgbt[4];
  } rows[] = {{"???", {0, 0, 0, 255}}, {"V1", {255, 0, 1, 0}}, {"V2", {0, 128, 0, 51}}};
  static const guint32 annotations[] = {255 | 1 << 16, 0, 128 << 8, 77};
  GByteArray *bytes = g_byte_array_new ();

  cal_binary_append_uint32 (bytes, 4);
  for (guint32 v = 0; v < 4; v++) {
    cal_binary_append_uint32 (bytes, v);
    cal_binary_append_uint32 (bytes, annotations[v]);
  }
  cal_binary_append_uint32 (bytes, 1);
  if (version == 2)
    cal_binary_append_uint32 (bytes, (guint32) -2);
  cal_binary_append_uint32 (bytes, 3);
  append_name (bytes, "table.txt");
  if (version == 2)
    cal_binary_append_uint32 (bytes, 3);
  for (guint32 n = 0; n < 3; n++) {
    if (version == 2)
      cal_binary_append_uint32 (bytes, n);
    append_name (bytes, rows[n].name);
    for (int c = 0; c < 4; c++)
      cal_binary_append_uint32 (bytes, rows[n].rgbt[c]);
  }
  return bytes;
}

static void
test_annot_versions (TestFolder *fixture, gconstpointer data)
{
  for (int version = 1; version <= 2; version++) {
    g_autoptr (GByteArray) bytes = make_annot (version);
    g_autofree char *path = test_folder_put (fixture, "lh.some.annot", bytes->data, bytes->len);
    g_autoptr (CalLoaded) loaded = load (path);
    const CalVectorDesc *desc = cal_vector_get_desc (nth (loaded, 0));
    static const gint32 keys[] = {1, -1, 2, -1};

    g_assert_cmpmem (g_bytes_get_data (cal_array_get_bytes (desc->values), NULL), 16, keys, 16);
    g_assert_cmpuint (cal_labels_get_n (desc->labels), ==, 3);
    g_assert_cmpstr (cal_labels_find (desc->labels, 2)->name, ==, "V2");
    g_assert_cmpfloat (cal_labels_find (desc->labels, 0)->rgba[3], ==, 0.0f);
    g_assert_cmpfloat (cal_labels_find (desc->labels, 2)->rgba[3], ==, 0.8f);
    /* The colour that is in no row is told. */
    g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, 1);
  }
}

static CalLabels *
make_labels (const float (*colours)[4], guint n)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();

  for (guint k = 0; k < n; k++) {
    g_autofree char *name = g_strdup_printf ("area %u", k);

    cal_labels_builder_add (builder, (gint32) k, k == 0 ? "unknown" : name, colours[k]);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

static void
test_annot_round_trip (TestFolder *fixture, gconstpointer data)
{
  static const float colours[][4] = {{0.2f, 0.2f, 0.2f, 0}, {1, 0, 0, 1}, {0, 0, 1, 1}};
  static const float twins[][4] = {{0.2f, 0.2f, 0.2f, 0}, {1, 0, 0, 1}, {1, 0, 0, 1}};
  static const gint32 keys[] = {0, 1, 2, 2, -1};
  gsize n = 5;
  g_autoptr (CalLabels) labels = make_labels (colours, 3);
  g_autoptr (CalLabels) same = make_labels (twins, 3);
  g_autoptr (CalVector) vector = make_vector (CAL_DTYPE_INT32, 1, &n, keys, labels);
  g_autoptr (CalVector) ambiguous = make_vector (CAL_DTYPE_INT32, 1, &n, keys, same);
  g_autofree char *path = g_build_filename (fixture->folder, "rh.made.annot", NULL);
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  const CalVectorDesc *desc;

  g_assert_true (cal_freesurfer_annot_write (vector, path, &error));
  g_assert_no_error (error);
  loaded = load (path);
  desc = cal_vector_get_desc (nth (loaded, 0));
  g_assert_cmpmem (g_bytes_get_data (cal_array_get_bytes (desc->values), NULL), sizeof keys, keys,
                   sizeof keys);
  g_assert_cmpstr (cal_labels_find (desc->labels, 1)->name, ==, "area 1");
  g_assert_cmpfloat (cal_labels_find (desc->labels, 2)->rgba[2], ==, 1.0f);
  g_assert_false (cal_freesurfer_annot_write (ambiguous, path, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
}

static void
test_label_round_trip (TestFolder *fixture, gconstpointer data)
{
  static const gint32 keys[] = {0, 7, 7, 0};
  gsize n = 4;
  g_autoptr (CalSurface) surface = make_tetrahedron (&turned);
  g_autoptr (CalVector) vector = make_vector (CAL_DTYPE_INT32, 1, &n, keys, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "lh.V1.label", NULL);
  g_autofree char *text = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  const CalVectorDesc *desc;
  const guint32 *vertices;

  g_assert_true (cal_freesurfer_label_write (vector, 7, surface, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\n2\n1  10.000  0.000  0.000 0.0000000000\n2  0.000  10.000"));
  loaded = load (path);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  desc = cal_vector_get_desc (nth (loaded, 0));
  g_assert_cmpstr (desc->name, ==, "V1");
  g_assert_cmpint (desc->hemisphere, ==, CAL_LEFT);
  vertices = g_bytes_get_data (desc->vertices, NULL);
  g_assert_cmpuint (g_bytes_get_size (desc->vertices), ==, 8);
  g_assert_cmpuint (vertices[0], ==, 1);
  g_assert_cmpuint (vertices[1], ==, 2);
  g_assert_cmpstr (cal_labels_find (desc->labels, 1)->name, ==, "V1");
  g_assert_false (cal_freesurfer_label_write (vector, 8, surface, path, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

static void
test_label_with_values (TestFolder *fixture, gconstpointer data)
{
  static const char text[] = "#!ascii label , from subject x vox2ras=TkReg\n2\n"
                             "5 1 2 3 0.25\n3 -1 -2 -3 0.75\n";
  g_autofree char *path = test_folder_put (fixture, "lh.prob.label", text, sizeof text - 1);
  g_autoptr (CalLoaded) loaded = load (path);
  const CalVectorDesc *desc = cal_vector_get_desc (nth (loaded, 1));

  g_assert_cmpfloat (cal_array_get_value (desc->values, 0), ==, 0.25);
  g_assert_cmpfloat (cal_array_get_value (desc->values, 1), ==, 0.75);
  g_assert_cmpuint (*(const guint32 *) g_bytes_get_data (desc->vertices, NULL), ==, 5);
}

static void
test_damage (TestFolder *fixture, gconstpointer data)
{
  static const char label[] = "#!ascii label , from subject x\n1\n5 1 2 3 0.25\n";
  static const float values[3] = {1, 2, 3};
  gsize n = 3, length;
  g_autoptr (CalSurface) surface = make_tetrahedron (&turned);
  g_autoptr (CalVector) vector = make_vector (CAL_DTYPE_FLOAT32, 1, &n, values, NULL);
  g_autoptr (GByteArray) annot = make_annot (2);
  g_autoptr (GByteArray) old_annot = make_annot (1);
  g_autofree char *path = g_build_filename (fixture->folder, "lh.pial", NULL);
  g_autofree char *mesh = NULL;
  g_autofree char *map = NULL;

  g_assert_true (cal_freesurfer_surface_write (surface, path, NULL));
  g_assert_true (g_file_get_contents (path, &mesh, &length, NULL));
  torture (fixture, "lh.pial", (const guint8 *) mesh, length);
  g_assert_true (cal_freesurfer_morph_write (vector, path, NULL));
  g_assert_true (g_file_get_contents (path, &map, &length, NULL));
  torture (fixture, "lh.curv", (const guint8 *) map, length);
  torture (fixture, "lh.annot", annot->data, annot->len);
  torture (fixture, "lh.annot", old_annot->data, old_annot->len);
  torture (fixture, "lh.x.label", (const guint8 *) label, sizeof label - 1);
}

/* Counts that no file of this size can hold are refused before anything is allocated. */
static void
test_absurd_counts (TestFolder *fixture, gconstpointer data)
{
  static const guint8 mesh[] = "\xff\xff\xfe"
                               "x\n\n\x7f\xff\xff\xff\x7f\xff\xff\xff";
  static const guint8 map[] = "\xff\xff\xff\x7f\xff\xff\xff\0\0\0\0\0\0\x7f\xff";
  static const char label[] = "#!ascii label , from\n2000000000\n5 1 2 3 0\n";
  const struct {
    const char *name;
    const void *data;
    gsize size;
  } cases[] = {{"lh.pial", mesh, sizeof mesh - 1},
               {"lh.curv", map, sizeof map - 1},
               {"lh.x.label", label, sizeof label - 1}};

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *path = test_folder_put (fixture, cases[n].name, cases[n].data, cases[n].size);
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_format_load (path, NULL, NULL, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, cases[n].name));
  }
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    CalHemisphere hemisphere;
    CalSurfaceKind kind;
  } cases[] = {
      {"lh.inflated", CAL_LEFT, CAL_SURFACE_INFLATED},
      {"/data/rh/lh.sphere.reg", CAL_LEFT, CAL_SURFACE_SPHERE},
      {"rh.smoothwm", CAL_RIGHT, CAL_SURFACE_UNKNOWN},
      {"S1200.L.very_inflated_MSMAll.32k_fs_LR.surf.gii", CAL_LEFT, CAL_SURFACE_VERY_INFLATED},
      {"pia_rh.gii", CAL_RIGHT, CAL_SURFACE_PIAL},
      {"wm_lh.gii", CAL_LEFT, CAL_SURFACE_WHITE},
      {"sub-01_hemi-R_midthickness.surf.gii", CAL_RIGHT, CAL_SURFACE_MIDTHICKNESS},
      {"left_right.gii", CAL_HEMISPHERE_UNKNOWN, CAL_SURFACE_UNKNOWN},
      {"lh.full.flat.patch.3d", CAL_LEFT, CAL_SURFACE_FLAT},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_assert_cmpint (cal_path_get_hemisphere (cases[n].name), ==, cases[n].hemisphere);
    g_assert_cmpint (cal_path_get_kind (cases[n].name), ==, cases[n].kind);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                        \
  g_test_add ("/freesurfer/" path, TestFolder, NULL, test_folder_set_up, func, \
              test_folder_tear_down)
  ADD ("surface-round-trip", test_surface_round_trip);
  ADD ("cras-is-a-shift", test_cras_is_a_shift);
  ADD ("quadrangles", test_quadrangles);
  ADD ("ascii-surface", test_ascii_surface);
  ADD ("patch", test_patch);
  ADD ("curv-round-trip", test_curv_round_trip);
  ADD ("old-maps", test_old_maps);
  ADD ("annot-versions", test_annot_versions);
  ADD ("annot-round-trip", test_annot_round_trip);
  ADD ("label-round-trip", test_label_round_trip);
  ADD ("label-with-values", test_label_with_values);
  ADD ("damage", test_damage);
  ADD ("absurd-counts", test_absurd_counts);
#undef ADD
  g_test_add_func ("/freesurfer/names", test_names);
  return g_test_run ();
}
