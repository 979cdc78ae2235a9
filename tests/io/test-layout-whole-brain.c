/* test-layout-whole-brain.c - dictionaries and parcels of the whole-brain transformer encoder.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>
#include <zip.h>

#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"
#include "tests/support/pickle-file.h"

#define N_IMAGES 3
#define N_PARCELS 5

static float values[2][N_IMAGES * TOY_SPHERE_VERTICES];

static void
put_spheres (TestFolder *folder)
{
  layout_files_put_sphere (folder, "surf/lh.white");
  layout_files_put_sphere (folder, "surf/rh.white");
  for (int h = 0; h < 2; h++)
    for (gsize n = 0; n < G_N_ELEMENTS (values[h]); n++)
      values[h][n] = (float) n / 4096.0f + (float) h;
}

static void
add_sides (GByteArray *pickle, guint n_dims)
{
  const gsize dims[2] = {N_IMAGES, TOY_SPHERE_VERTICES};

  pickle_begin_dict (pickle);
  for (int h = 0; h < 2; h++) {
    pickle_add_text (pickle, h == 0 ? "lh" : "rh");
    pickle_add_floats (pickle, n_dims, dims + 2 - n_dims, values[h],
                       n_dims == 2 ? N_IMAGES * TOY_SPHERE_VERTICES : TOY_SPHERE_VERTICES);
  }
  pickle_end_dict (pickle);
}

static void
put_results (TestFolder *folder)
{
  g_autofree char *scores = layout_files_dup_path (folder, "subj_01/test_corr_avg.npy");
  g_autofree char *activations = layout_files_dup_path (folder, "subj_01/test_activations.npy");
  g_autoptr (GByteArray) first = pickle_new (), second = pickle_new ();

  pickle_begin_npy (first, 0, NULL);
  add_sides (first, 1);
  pickle_save_npy (first, 0, NULL, scores);
  pickle_begin_npy (second, 0, NULL);
  pickle_begin_dict (second);
  pickle_add_text (second, "out");
  add_sides (second, 2);
  pickle_add_text (second, "img_paths");
  pickle_begin_list (second);
  pickle_add_text (second, "/data/images/one.png");
  pickle_add_text (second, "/data/images/two.png");
  pickle_add_text (second, "/data/images/three.png");
  pickle_end_list (second);
  pickle_end_dict (second);
  pickle_save_npy (second, 0, NULL, activations);
}

static void
test_results (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalMap *map;
  CalSeries *series;
  float frame[2 * TOY_SPHERE_VERTICES], rows[N_IMAGES];
  gsize row;

  put_spheres (folder);
  put_results (folder);
  reading = layout_files_open (folder, "", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  map = CAL_MAP (layout_files_get_item (reading, "subj_01: test r of mean responses")->data);
  g_assert_cmpfloat (cal_map_get_vertex (map, CAL_LEFT, 700, 0).value, ==, (double) values[0][700]);
  g_assert_cmpfloat (cal_map_get_vertex (map, CAL_RIGHT, 3, 0).value, ==, (double) values[1][3]);
  series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "subj_01: predicted test responses");
  g_assert_cmpuint (cal_series_get_desc (series)->n_frames, ==, N_IMAGES);
  g_assert_cmpstr (cal_text_array_get (cal_series_get_desc (series)->frame_ids, 1), ==, "two");
  g_assert_true (cal_places_find_element (cal_series_get_desc (series)->places,
                                          TOY_SPHERE_VERTICES + 44, &row));
  g_assert_true (cal_series_read_frame (series, 2, frame, NULL, NULL));
  g_assert_true (cal_series_read_rows (series, (guint32[]){(guint32) row}, 1, rows, NULL, NULL));
  g_assert_cmpfloat (frame[row], ==, values[1][2 * TOY_SPHERE_VERTICES + 44]);
  for (gsize f = 0; f < N_IMAGES; f++)
    g_assert_cmpfloat (rows[f], ==, values[1][f * TOY_SPHERE_VERTICES + 44]);
}

/* Vertex v belongs to a parcel: of 100, 200, ... vertices, the last one takes the rest. */
static gint32
parcel_of (gint64 vertex)
{
  return vertex < 100 ? 0 : vertex < 300 ? 1 : vertex < 600 ? 2 : vertex < 700 ? 3 : 4;
}

static gsize
list_parcel (gint32 parcel, gint64 *vertices)
{
  gsize n = 0;

  for (gint64 v = TOY_SPHERE_VERTICES - 1; v >= 0; v--)
    if (parcel_of (v) == parcel)
      vertices[n++] = v;
  return n;
}

static void
put_pickled_parcels (TestFolder *folder, gboolean is_broken)
{
  g_autofree char *path = layout_files_dup_path (folder, "parcels/lh_labels_s01.npy");
  g_autoptr (GByteArray) pickle = pickle_new ();
  gint64 vertices[TOY_SPHERE_VERTICES];

  pickle_begin_npy (pickle, 0, NULL);
  pickle_begin_dict (pickle);
  pickle_add_text (pickle, "parcels");
  pickle_begin_list (pickle);
  for (gint32 p = 0; p < N_PARCELS; p++) {
    gsize n = list_parcel (p, vertices);

    if (is_broken && p == 3)
      vertices[7] = 5;
    pickle_add_ints (pickle, vertices, n);
  }
  pickle_end_list (pickle);
  pickle_end_dict (pickle);
  pickle_save_npy (pickle, 0, NULL, path);
}

static void
add (GByteArray *bytes, const char *text, gsize size)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) size);
}

/* A tensor as torch.save() refers to it: storage @key, n elements from the first on. */
static void
add_tensor (GByteArray *pickle, const char *key, gsize n)
{
  static const char rebuild[] = "ctorch._utils\n_rebuild_tensor_v2\n((";
  static const char storage[] = "ctorch\nLongStorage\n";

  add (pickle, rebuild, strlen (rebuild));
  pickle_add_text (pickle, "storage");
  add (pickle, storage, strlen (storage));
  pickle_add_text (pickle, key);
  pickle_add_text (pickle, "cpu");
  pickle_add_int (pickle, (gint32) n);
  add (pickle, "tQK\0(", 5);
  pickle_add_int (pickle, (gint32) n);
  add (pickle, "t(K\1t\x89", 6);
  add (pickle, "ccollections\nOrderedDict\n)RtR", 29);
}

static void
put_member (zip_t *zip, const char *name, gconstpointer bytes, gsize size)
{
  zip_source_t *source = zip_source_buffer (zip, g_memdup2 (bytes, size), size, 1);
  zip_int64_t index = zip_file_add (zip, name, source, 0);

  g_assert_cmpint (index, >=, 0);
  zip_set_file_compression (zip, (zip_uint64_t) index, ZIP_CM_STORE, 0);
}

static void
put_torch_parcels (TestFolder *folder)
{
  g_autofree char *path = layout_files_dup_path (folder, "torch/rh_labels_s01.pt");
  g_autoptr (GByteArray) pickle = pickle_new ();
  zip_t *zip = zip_open (path, ZIP_CREATE, NULL);
  gint64 vertices[TOY_SPHERE_VERTICES];

  g_assert_nonnull (zip);
  pickle_begin_list (pickle);
  for (gint32 p = 0; p < N_PARCELS; p++) {
    g_autofree char *key = g_strdup_printf ("%d", p);

    add_tensor (pickle, key, list_parcel (p, vertices));
  }
  pickle_end_list (pickle);
  add (pickle, ".", 1);
  put_member (zip, "rh_labels_s01/data.pkl", pickle->data, pickle->len);
  put_member (zip, "rh_labels_s01/byteorder", "little", 6);
  for (gint32 p = 0; p < N_PARCELS; p++) {
    g_autofree char *name = g_strdup_printf ("rh_labels_s01/data/%d", p);

    put_member (zip, name, vertices, list_parcel (p, vertices) * sizeof *vertices);
  }
  g_assert_cmpint (zip_close (zip), ==, 0);
}

static void
check_parcels (CalReading *reading, const char *name, CalHemisphere side)
{
  CalMap *map = CAL_MAP (layout_files_get_item (reading, name)->data);

  for (gint64 v = 0; v < TOY_SPHERE_VERTICES; v++) {
    CalSample sample = cal_map_get_vertex (map, side, (gsize) v, 0);
    g_autofree char *expected = g_strdup_printf ("parcel %d", parcel_of (v));

    g_assert_cmpint (sample.presence, ==, CAL_VALUE);
    g_assert_cmpstr (cal_labels_find (cal_map_get_desc (map)->labels, (gint32) sample.value)->name,
                     ==, expected);
  }
}

static void
test_parcels (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_spheres (folder);
  put_pickled_parcels (folder, FALSE);
  put_torch_parcels (folder);
  reading = layout_files_open (folder, "surf", "parcels", "torch", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  check_parcels (reading, "parcels: parcels s01", CAL_LEFT);
  check_parcels (reading, "torch: parcels s01", CAL_RIGHT);
}

/* A vertex in two parcels is told, and nothing is shown. */
static void
test_broken_parcels (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_spheres (folder);
  put_pickled_parcels (folder, TRUE);
  reading = layout_files_open (folder, "surf", "parcels", NULL);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_assert_true (
      layout_files_says (cal_reading_get_failures (reading), "parcel 3 has the vertex 5"));
}

static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("encoding/nsd_parcels/lh_labels_subj01.npy");
  const char *paths[] = {path, NULL};
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (CalReading) reading = NULL;

  if (path == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  request = cal_read_request_new (paths, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, NULL);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "whole-brain encoder"));
  g_assert_true (
      layout_files_says (cal_reading_get_remarks (reading), "of fsaverage, which is not"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-whole-brain/results", test_results},
      {"/layout-whole-brain/parcels", test_parcels},
      {"/layout-whole-brain/broken-parcels", test_broken_parcels},
      {"/layout-whole-brain/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
