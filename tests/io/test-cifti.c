/* test-cifti.c - CIFTI-2 files made byte by byte, sound and damaged.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <string.h>

#include "io/format.h"
#include "model/error.h"
#include "tests/support/cifti-file.h"
#include "tests/support/folder.h"

static CalLoaded *
try (TestFolder *fixture, const void *data, gsize size, GError **error)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.dscalar.nii", NULL);

  /* Written in place: to replace a file would sync the disk each time. */
  g_unlink (path);
  g_assert_true (
      g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  return cal_format_load (path, NULL, NULL, error);
}

static CalLoaded *
load (TestFolder *fixture,
      const char *maps,
      const char *places,
      guint64 n_columns,
      gboolean is_swapped)
{
  g_autofree char *xml = cifti_file_wrap (maps, places);
  g_autoptr (GByteArray) file = cifti_file_build (xml, n_columns, is_swapped);
  g_autoptr (GError) error = NULL;
  CalLoaded *loaded = try (fixture, file->data, file->len, &error);

  g_assert_no_error (error);
  return loaded;
}

static const CalVectorDesc *
vector_at (CalLoaded *loaded, guint n)
{
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, >, n);
  return cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[n]);
}

static void
test_scalars (TestFolder *fixture, gconstpointer data)
{
  static const guint32 vertices[] = {1, 3, 4 + 0, 4 + 4};
  static const float values[] = {0, 10, 20, 30, 1, 11, 21, 31};

  for (int is_swapped = 0; is_swapped < 2; is_swapped++) {
    g_autoptr (CalLoaded) loaded =
        load (fixture, CIFTI_FILE_SCALARS, CIFTI_FILE_MODELS, 5, is_swapped);
    const CalVectorDesc *desc = vector_at (loaded, 0);
    CalVolume *volume = cal_loaded_get_objects (loaded)->pdata[1];
    static const gssize in[3] = {2, 3, 1}, out[3] = {2, 3, 0};
    const double mm[3] = {86, -120, -70};
    CalSample sample;

    g_assert_cmpmem (g_bytes_get_data (desc->vertices, NULL), g_bytes_get_size (desc->vertices),
                     vertices, sizeof vertices);
    g_assert_cmpmem (g_bytes_get_data (cal_array_get_bytes (desc->values), NULL), sizeof values,
                     values, sizeof values);
    g_assert_cmpuint (desc->n_vertices, ==, 9);
    g_assert_cmpint (desc->hemisphere, ==, CAL_HEMISPHERE_UNKNOWN);
    g_assert_cmpstr (desc->frame_names[1], ==, "two");
    sample = cal_volume_get_voxel (volume, in, 1);
    g_assert_cmpint (sample.presence, ==, CAL_VALUE);
    g_assert_cmpfloat (sample.value, ==, 41.0);
    g_assert_cmpint (cal_volume_get_voxel (volume, out, 1).presence, ==, CAL_OUTSIDE);
    sample = cal_volume_sample (volume, mm, 0, CAL_NEAREST);
    g_assert_cmpfloat (sample.value, ==, 40.0);
  }
}

static void
test_series (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalLoaded) loaded = load (fixture, CIFTI_FILE_SERIES, CIFTI_FILE_MODELS, 5, FALSE);

  g_assert_cmpfloat_with_epsilon (vector_at (loaded, 0)->frame_step, 0.72, 1e-12);
}

/* Each map has its own table, so key 10 is V1 in one and V2 in the other. */
static void
test_labels (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalLoaded) loaded = load (fixture, CIFTI_FILE_LABELS, CIFTI_FILE_MODELS, 5, FALSE);

  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 4);
  g_assert_cmpstr (cal_labels_find (vector_at (loaded, 0)->labels, 10)->name, ==, "V1");
  g_assert_cmpstr (cal_labels_find (vector_at (loaded, 2)->labels, 10)->name, ==, "V2");
  g_assert_cmpfloat (cal_array_get_value (vector_at (loaded, 2)->values, 1), ==, 11.0);
}

/* One value for all vertices of a parcel; a file of one hemisphere says which. */
static void
test_parcels (TestFolder *fixture, gconstpointer data)
{
  g_autoptr (CalLoaded) loaded = load (fixture, CIFTI_FILE_SCALARS, CIFTI_FILE_PARCELS, 2, FALSE);
  const CalVectorDesc *desc = vector_at (loaded, 0);
  static const guint32 vertices[] = {0, 2, 3};
  static const float values[] = {0, 0, 10, 1, 1, 11};

  g_assert_cmpint (desc->hemisphere, ==, CAL_LEFT);
  g_assert_cmpuint (desc->n_vertices, ==, 4);
  g_assert_cmpmem (g_bytes_get_data (desc->vertices, NULL), 12, vertices, 12);
  g_assert_cmpmem (g_bytes_get_data (cal_array_get_bytes (desc->values), NULL), 24, values, 24);
}

/* XML that contradicts itself or the header. */
static void
test_contradictions (TestFolder *fixture, gconstpointer data)
{
  static const char *const changes[][2] = {
      {"IndexOffset=\"2\"", "IndexOffset=\"3\""},
      {"IndexCount=\"2\"", "IndexCount=\"1\""},
      {"<VertexIndices>1 3<", "<VertexIndices>1 4<"},
      {"<VertexIndices>1 3<", "<VertexIndices>1 x<"},
      {"<VertexIndices>1 3<", "<VertexIndices>1 3 2<"},
      {"<VoxelIndicesIJK>2 3 1<", "<VoxelIndicesIJK>2 4 1<"},
      {"<VoxelIndicesIJK>2 3 1<", "<VoxelIndicesIJK>2 3<"},
      {"\"3,4,2\"", "\"3,4\""},
      {"\"3,4,2\"", "\"3,4,99999999999\""},
      {"-2 0 0 90", "0 0 0 90"},
      {"TYPE_SCALARS", "TYPE_BRAIN_MODELS"},
      {"<NamedMap><MapName>two</MapName></NamedMap>", ""},
      {"Version=\"2\"", "Version=\"1\""},
      {"AppliesToMatrixDimension=\"1\"", "AppliesToMatrixDimension=\"0\""},
      {"AppliesToMatrixDimension=\"1\"", "AppliesToMatrixDimension=\"2\""},
      {"SurfaceNumberOfVertices=\"4\"", "SurfaceNumberOfVertices=\"-4\""},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (changes); n++) {
    g_autofree char *sound = cifti_file_wrap (CIFTI_FILE_SCALARS, CIFTI_FILE_MODELS);
    g_autoptr (GString) xml = g_string_new (sound);
    g_autoptr (GByteArray) file = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (g_string_replace (xml, changes[n][0], changes[n][1], 1), ==, 1);
    file = cifti_file_build (xml->str, 5, FALSE);
    g_assert_null (try (fixture, file->data, file->len, &error));
    g_assert_cmpuint (error->domain, ==, CAL_ERROR);
    g_assert_nonnull (strstr (error->message, "x.dscalar.nii: "));
  }
}

static void
test_damage (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *xml = cifti_file_wrap (CIFTI_FILE_LABELS, CIFTI_FILE_MODELS);
  g_autoptr (GByteArray) file = cifti_file_build (xml, 5, FALSE);

  for (gsize cut = 0; cut < file->len; cut += cut < 560 || cut + 64 > file->len ? 1 : 7) {
    g_autoptr (GError) error = NULL;

    g_assert_null (try (fixture, file->data, cut, &error));
    g_assert_nonnull (error);
  }
  for (gsize n = 0; n < file->len; n++) {
    static const guint8 patterns[] = {0xff, 0x10, 0x01};
    g_autofree guint8 *bytes = g_memdup2 (file->data, file->len);
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = NULL;

    bytes[n] ^= patterns[n % 3];
    loaded = try (fixture, bytes, file->len, &error);
    g_assert_true ((loaded == NULL) == (error != NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) \
  g_test_add ("/cifti/" path, TestFolder, NULL, test_folder_set_up, func, test_folder_tear_down)
  ADD ("scalars", test_scalars);
  ADD ("series", test_series);
  ADD ("labels", test_labels);
  ADD ("parcels", test_parcels);
  ADD ("contradictions", test_contradictions);
  ADD ("damage", test_damage);
#undef ADD
  return g_test_run ();
}
