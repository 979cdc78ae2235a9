/* seeds-surfaces.c - sound surfaces, and values on them, made by our writers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/binary.h"
#include "io/freesurfer-annot.h"
#include "io/freesurfer-label.h"
#include "io/freesurfer-morph.h"
#include "io/freesurfer-surface.h"
#include "io/gifti.h"
#include "tests/fuzz/fuzz.h"

static CalSurface *
make_surface (void)
{
  static const float vertices[] = {0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10};
  static const guint32 faces[] = {0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3};
  g_autoptr (GBytes) vertex_bytes = g_bytes_new_static (vertices, sizeof vertices);
  g_autoptr (GBytes) face_bytes = g_bytes_new_static (faces, sizeof faces);
  CalSurfaceDesc desc = {.name = "seed",
                         .hemisphere = CAL_LEFT,
                         .kind = CAL_SURFACE_WHITE,
                         .vertices = vertex_bytes,
                         .faces = face_bytes,
                         .surface_to_world = {{{0, -1, 0, 5}, {1, 0, 0, -17}, {0, 0, 1, 19}}}};
  CalSurface *surface = cal_surface_new (&desc, NULL);

  g_assert_nonnull (surface);
  return surface;
}

static CalLabels *
make_labels (void)
{
  CalLabelsBuilder *builder = cal_labels_builder_new ();

  cal_labels_builder_add (builder, 0, "unknown", (const float[]){0, 0, 0, 0});
  cal_labels_builder_add (builder, 1, "V1", (const float[]){1, 0, 0, 1});
  cal_labels_builder_add (builder, 2, "V2 & more", (const float[]){0, 1, 0, 1});
  return cal_labels_builder_end (builder);
}

/* Keys of labels, or numbers. */
static CalVector *
make_vector (gboolean is_keys)
{
  static const float numbers[] = {0.5f, -1.0f, 2.0f, 1e6f};
  static const gint32 keys[] = {0, 1, 2, 1};
  static const gsize n = 4;
  g_autoptr (GBytes) bytes = g_bytes_new_static (is_keys ? (gconstpointer) keys : numbers, 16);
  g_autoptr (CalArray) values =
      cal_array_new (is_keys ? CAL_DTYPE_INT32 : CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  g_autoptr (CalLabels) labels = is_keys ? make_labels () : NULL;
  CalVectorDesc desc = {.name = "seed",
                        .source = "lh.seed",
                        .values = values,
                        .hemisphere = CAL_LEFT,
                        .labels = labels,
                        .per_vertex = TRUE};
  CalVector *vector = cal_vector_new (&desc, NULL);

  g_assert_nonnull (vector);
  return vector;
}

void
fuzz_seed_surface (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "lh.white", NULL);
  g_autoptr (CalSurface) surface = make_surface ();

  g_assert_true (cal_freesurfer_surface_write (surface, path, NULL));
}

void
fuzz_seed_morph (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "lh.curv", NULL);
  g_autoptr (CalVector) vector = make_vector (FALSE);

  g_assert_true (cal_freesurfer_morph_write (vector, path, NULL));
}

void
fuzz_seed_annot (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "lh.seed.annot", NULL);
  g_autoptr (CalVector) vector = make_vector (TRUE);

  g_assert_true (cal_freesurfer_annot_write (vector, path, NULL));
}

void
fuzz_seed_label (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "lh.V1.label", NULL);
  g_autoptr (CalVector) vector = make_vector (TRUE);
  g_autoptr (CalSurface) surface = make_surface ();

  g_assert_true (cal_freesurfer_label_write (vector, 1, surface, path, NULL));
}

void
fuzz_seed_ascii (const char *folder)
{
  static const char text[] = "#!ascii version of lh.white\n4 4\n0.0 0 0 0\n10 0 0 0\n0 10 0 0\n"
                             "0 0 1e1 0\n0 2 1 0\n0 1 3 0\n0 3 2 0\n1 2 3 0\n";
  g_autofree char *path = g_build_filename (folder, "lh.asc", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Three vertices of the surface that the target finds beside the patch. */
void
fuzz_seed_patch (const char *folder)
{
  static const gint32 numbers[] = {1, -2, 3};
  g_autofree char *path = g_build_filename (folder, "lh.patch", NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  cal_binary_append_uint32 (bytes, G_MAXUINT32);
  cal_binary_append_uint32 (bytes, G_N_ELEMENTS (numbers));
  for (gsize n = 0; n < G_N_ELEMENTS (numbers); n++) {
    cal_binary_append_uint32 (bytes, (guint32) numbers[n]);
    for (int a = 0; a < 3; a++)
      cal_binary_append_float (bytes, (float) a);
  }
  g_assert_true (g_file_set_contents (path, (char *) bytes->data, bytes->len, NULL));
}

void
fuzz_seed_gifti (const char *folder)
{
  g_autofree char *surface_path = g_build_filename (folder, "lh.surf.gii", NULL);
  g_autofree char *shape_path = g_build_filename (folder, "lh.shape.gii", NULL);
  g_autofree char *label_path = g_build_filename (folder, "lh.label.gii", NULL);
  g_autofree char *ascii_path = g_build_filename (folder, "lh.ascii.gii", NULL);
  g_autofree char *external_path = g_build_filename (folder, "lh.external.gii", NULL);
  static const char ascii[] =
      "<?xml version=\"1.0\"?><GIFTI Version=\"1.0\" NumberOfDataArrays=\"1\"><DataArray "
      "Intent=\"NIFTI_INTENT_TTEST\" DataType=\"NIFTI_TYPE_FLOAT32\" "
      "ArrayIndexingOrder=\"ColumnMajorOrder\" Dimensionality=\"2\" Dim0=\"3\" Dim1=\"2\" "
      "Encoding=\"ASCII\" Endian=\"BigEndian\" ExternalFileName=\"\" ExternalFileOffset=\"\">"
      "<MetaData><MD><Name><![CDATA[Name]]></Name><Value>a &lt; b</Value></MD></MetaData>"
      "<Data>1 2.5 -3 4e2 nan 6</Data></DataArray></GIFTI>";
  static const char external[] =
      "<GIFTI Version=\"1.0\"><DataArray Intent=\"NIFTI_INTENT_SHAPE\" "
      "DataType=\"NIFTI_TYPE_UINT8\" ArrayIndexingOrder=\"RowMajorOrder\" Dimensionality=\"1\" "
      "Dim0=\"4\" Encoding=\"ExternalFileBinary\" Endian=\"LittleEndian\" "
      "ExternalFileName=\"lh.input.gii\" ExternalFileOffset=\"2\"><Data/></DataArray></GIFTI>";
  g_autoptr (CalSurface) surface = make_surface ();
  g_autoptr (CalVector) shape = make_vector (FALSE), label = make_vector (TRUE);

  g_assert_true (cal_gifti_write_surface (surface, surface_path, NULL));
  g_assert_true (cal_gifti_write_vector (shape, shape_path, NULL));
  g_assert_true (cal_gifti_write_vector (label, label_path, NULL));
  g_assert_true (g_file_set_contents (ascii_path, ascii, -1, NULL));
  g_assert_true (g_file_set_contents (external_path, external, -1, NULL));
}
