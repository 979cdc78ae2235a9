/* test-bundle.c - bundles: everything they hold written and read back, by h5py too, and spoilt.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/bundle-write.h"
#include "io/format.h"
#include "io/hdf5-write.h"
#include "io/layouts/layout.h"
#include "model/error.h"
#include "model/rdm.h"
#include "tests/support/examples.h"
#include "tests/support/folder.h"

#define N_ROWS 4
static const gsize n_vertices[2] = {5, 3};
static const guint32 vertices[N_ROWS] = {6, 0, 4, 7};

static char *
path_of (TestFolder *folder)
{
  return g_build_filename (folder->folder, "x.bundle.h5", NULL);
}

static CalFindings *
find (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);
  CalFindings *findings;

  g_assert_no_error (error);
  findings = cal_layouts_find_in_file (loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (findings);
  return findings;
}

static gpointer
find_part (CalFindings *findings, CalRole role, const char *name)
{
  for (guint n = 0; n < findings->parts->len; n++) {
    CalPart *part = findings->parts->pdata[n];

    if (part->role == role && g_str_equal (part->name, name)) {
      g_assert_true (part->is_complete);
      return part->object;
    }
  }
  g_assert_not_reached ();
}

static CalArray *
floats (guint n_dims, gsize rows, gsize columns, double first)
{
  const gsize dims[2] = {n_dims == 2 ? rows : columns, columns};
  float values[64];
  g_autoptr (GBytes) bytes = NULL;
  gsize n = n_dims == 2 ? rows * columns : columns;

  for (gsize v = 0; v < n; v++)
    values[v] = (float) (first + 0.25 * (double) v);
  bytes = g_bytes_new (values, n * sizeof *values);
  return cal_array_new (CAL_DTYPE_FLOAT32, n_dims, dims, bytes, NULL);
}

static CalPlaces *
make_places (gboolean on_cortex)
{
  static const gsize dims[3] = {2, 3, 4};
  const CalAffine affine = {{{-2, 0, 0, 10}, {0, 0, 3, 20}, {0, 4, 0, -30}}};
  g_autoptr (GError) error = NULL;
  CalPlaces *places = on_cortex
                          ? cal_places_new_at_vertices ("v", n_vertices, vertices, N_ROWS, &error)
                          : cal_places_new_at_voxels ("v", dims, &affine, vertices, N_ROWS, &error);

  g_assert_no_error (error);
  return places;
}

static void
add (CalBundleWriter *writer, gpointer object)
{
  g_autoptr (GError) error = NULL;

  cal_bundle_writer_add (writer, object, NULL, &error);
  g_assert_no_error (error);
}

/* A map of two frames and a grid of one, each on its rows alone. */
static void
test_maps (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = path_of (folder);
  g_autoptr (CalBundleWriter) writer = cal_bundle_writer_new (path, NULL);
  g_autoptr (CalFindings) findings = NULL;
  CalMap *map;
  CalVolume *volume;

  for (int on_cortex = 0; on_cortex < 2; on_cortex++) {
    g_autoptr (CalPlaces) places = make_places (on_cortex);
    g_autoptr (CalArray) values =
        on_cortex ? floats (2, 2, N_ROWS, 1.0) : floats (1, 0, N_ROWS, -1.0);
    g_autoptr (GObject) painted = cal_places_paint (
        places,
        &(CalPaint){.name = on_cortex ? "lh/r" : "ceiling",
                    .values = values,
                    .frame_names = on_cortex ? (const char *const[]){"one", "two", NULL} : NULL,
                    .unit = "%",
                    .statistic = on_cortex ? "r" : "noise ceiling"},
        NULL);

    add (writer, painted);
  }
  g_assert_true (cal_bundle_writer_commit (writer, NULL));
  findings = find (path);
  map = find_part (findings, CAL_ROLE_MAP, "lh/r");
  g_assert_cmpuint (cal_map_get_desc (map)->n_vertices[1], ==, 3);
  g_assert_cmpstr (cal_map_get_desc (map)->unit, ==, "%");
  g_assert_cmpstr (cal_map_get_desc (map)->frame_names[1], ==, "two");
  for (gsize r = 0; r < N_ROWS; r++)
    g_assert_cmpfloat (cal_map_get_element (map, vertices[r], 1).value, ==,
                       2.0 + 0.25 * (double) r);
  g_assert_cmpint (cal_map_get_element (map, 1, 0).presence, ==, CAL_OUTSIDE);
  volume = find_part (findings, CAL_ROLE_CEILING, "ceiling");
  /* Voxel 7 is (1, 0, 1): 10 - 2, 20 + 3, -30 mm. */
  g_assert_cmpfloat (cal_volume_sample (volume, (double[]){8.0, 23.0, -30.0}, 0, CAL_NEAREST).value,
                     ==, -1.0 + 0.75);
  g_assert_cmpint (
      cal_volume_sample (volume, (double[]){10.0, 23.0, -30.0}, 0, CAL_NEAREST).presence, ==,
      CAL_VALUE);
  g_assert_cmpint (
      cal_volume_sample (volume, (double[]){8.0, 20.0, -30.0}, 0, CAL_NEAREST).presence, ==,
      CAL_OUTSIDE);
}

static void
test_regions (TestFolder *folder, gconstpointer data)
{
  static const float red[4] = {1, 0, 0, 1}, blue[4] = {0, 0, 1, 0.5f};
  g_autofree char *path = path_of (folder);
  g_autoptr (CalBundleWriter) writer = cal_bundle_writer_new (path, NULL);
  g_autoptr (CalPlaces) places = make_places (TRUE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ((const gint32[]){7, -3, 7, -3}, 16);
  g_autoptr (CalArray) keys = cal_array_new (CAL_DTYPE_INT32, 1, (gsize[]){4}, bytes, NULL);
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (GObject) painted = NULL;
  g_autoptr (CalFindings) findings = NULL;
  CalLabelsBuilder *builder = cal_labels_builder_new ();
  CalMap *map;

  cal_labels_builder_add (builder, 7, "V1", red);
  cal_labels_builder_add (builder, -3, "größe", blue);
  labels = cal_labels_builder_end (builder);
  painted = cal_places_paint (places, &(CalPaint){.name = "rois", .values = keys, .labels = labels},
                              NULL);
  add (writer, painted);
  g_assert_true (cal_bundle_writer_commit (writer, NULL));
  findings = find (path);
  map = find_part (findings, CAL_ROLE_REGIONS, "rois");
  g_assert_cmpfloat (cal_map_get_element (map, 0, 0).value, ==, -3.0);
  g_assert_cmpstr (cal_labels_find (cal_map_get_desc (map)->labels, -3)->name, ==, "größe");
  g_assert_cmpfloat (cal_labels_find (cal_map_get_desc (map)->labels, -3)->rgba[3], ==, 0.5f);
}

/* Series of every role and axis; the numbers are read when they are asked for. */
static void
test_series (TestFolder *folder, gconstpointer data)
{
  static const CalRole roles[] = {CAL_ROLE_RESPONSES, CAL_ROLE_PREDICTIONS, CAL_ROLE_WEIGHTS};
  g_autofree char *path = path_of (folder);
  g_autoptr (CalBundleWriter) writer = cal_bundle_writer_new (path, NULL);
  g_autoptr (CalFindings) findings = NULL;
  g_autoptr (CalTextArray) ids =
      cal_text_array_new_from_strv ((const char *const[]){"a.png", "b.png", "a.png", NULL});
  g_autoptr (CalPlaces) places = make_places (FALSE);
  g_autoptr (CalArray) values = floats (2, 3, N_ROWS, 10.0);

  for (guint r = 0; r < G_N_ELEMENTS (roles); r++) {
    g_autoptr (CalSeries) series = cal_series_new (&(CalSeriesDesc){.name = "all",
                                                                    .role = (CalSeriesRole) r,
                                                                    .axis = CAL_AXIS_TIME,
                                                                    .n_frames = 3,
                                                                    .frame_ids = ids,
                                                                    .frame_step = 1.5,
                                                                    .places = places,
                                                                    .unit = "z"},
                                                   values, NULL);

    add (writer, series);
  }
  g_assert_true (cal_bundle_writer_commit (writer, NULL));
  findings = find (path);
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++) {
    CalSeries *series = find_part (findings, roles[r], "all");
    const CalSeriesDesc *desc = cal_series_get_desc (series);
    const guint32 rows[3] = {3, 0, 2};
    float read[9], frame[N_ROWS];
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_series_get_values (series));
    g_assert_cmpint (desc->role, ==, r);
    g_assert_cmpint (desc->axis, ==, CAL_AXIS_TIME);
    g_assert_cmpfloat (desc->frame_step, ==, 1.5);
    g_assert_cmpstr (desc->unit, ==, "z");
    g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 2), ==, "a.png");
    cal_series_read_rows (series, rows, 3, read, NULL, &error);
    g_assert_no_error (error);
    for (gsize n = 0; n < 9; n++)
      g_assert_cmpfloat (read[n], ==, 10.0 + 0.25 * (double) (n % 3 * N_ROWS + rows[n / 3]));
    cal_series_read_frame (series, 1, frame, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpfloat (frame[1], ==, 10.0 + 0.25 * (N_ROWS + 1));
    g_assert_cmpuint (cal_places_get_element (desc->places, 0), ==, 6);
  }
}

static void
test_captions (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = path_of (folder);
  g_autoptr (CalBundleWriter) writer = cal_bundle_writer_new (path, NULL);
  g_autoptr (CalFindings) findings = NULL;
  g_autoptr (CalPlaces) places = make_places (TRUE);
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) texts = NULL, ids = NULL, of_ids = NULL;
  g_autoptr (CalArray) scores = floats (2, N_ROWS, 2, 0.0);
  g_autoptr (CalCaptions) at_places = NULL, of_stimuli = NULL;
  CalCaptions *read;
  gsize row;

  for (guint n = 0; n < 2 * N_ROWS; n++) {
    g_autofree char *text = g_strdup_printf ("Straße %u, 猫", n);

    cal_text_array_builder_add (builder, n == 3 ? "" : text, -1);
  }
  texts = cal_text_array_builder_end (builder, 2, (gsize[]){N_ROWS, 2}, NULL);
  at_places = cal_captions_new (&(CalCaptionsDesc){.name = "BrainSCUBA",
                                                   .of = CAL_CAPTIONS_OF_PLACES,
                                                   .texts = texts,
                                                   .scores = scores,
                                                   .score_name = "cosine similarity",
                                                   .places = places},
                                NULL);
  add (writer, at_places);
  ids = cal_text_array_new_from_strv ((const char *const[]){"V1", "FFA", NULL});
  of_ids = cal_text_array_new_from_strv ((const char *const[]){"stripes", "a face", NULL});
  of_stimuli = cal_captions_new (
      &(CalCaptionsDesc){
          .name = "BrainSCUBA", .of = CAL_CAPTIONS_OF_REGIONS, .texts = of_ids, .ids = ids},
      NULL);
  add (writer, of_stimuli);
  g_assert_true (cal_bundle_writer_commit (writer, NULL));
  findings = find (path);
  read = find_part (findings, CAL_ROLE_CAPTIONS, "BrainSCUBA");
  g_assert_cmpuint (cal_captions_get_n_resamples (read), ==, 2);
  g_assert_cmpstr (cal_captions_get_text (read, 2, 1), ==, "Straße 5, 猫");
  g_assert_cmpstr (cal_captions_get_text (read, 1, 1), ==, "");
  g_assert_cmpfloat (cal_captions_get_score (read, 2, 1), ==, 1.25);
  g_assert_cmpstr (cal_captions_get_desc (read)->score_name, ==, "cosine similarity");
  g_assert_cmpuint (cal_places_get_element (cal_captions_get_desc (read)->places, 3), ==, 7);
  g_assert_cmpuint (findings->parts->len, ==, 2);
  for (guint n = 0; n < findings->parts->len; n++)
    if ((read = CAL_CAPTIONS (((CalPart *) findings->parts->pdata[n])->object)) != NULL &&
        cal_captions_get_desc (read)->of == CAL_CAPTIONS_OF_REGIONS) {
      g_assert_true (cal_captions_find (read, "FFA", &row));
      g_assert_cmpstr (cal_captions_get_text (read, row, 0), ==, "a face");
      return;
    }
  g_assert_not_reached ();
}

static gboolean
read_weights (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  for (gsize n = 0; n < 2 * 7; n++)
    weights[n] = (float) (100 * run + 10 * sample) + 0.5f * (float) n;
  return TRUE;
}

/* Two runs of three samples; each weight where it was, each name with it. */
static void
test_attention (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = path_of (folder);
  g_autoptr (CalBundleWriter) writer = cal_bundle_writer_new (path, NULL);
  g_autoptr (CalFindings) findings = NULL;
  g_autoptr (CalTextArray) queries =
      cal_text_array_new_from_strv ((const char *const[]){"FFA", "PPA", NULL});
  g_autoptr (CalTextArray) samples =
      cal_text_array_new_from_strv ((const char *const[]){"s1", "s2", "s3", NULL});
  const CalHemisphere hemispheres[] = {CAL_RIGHT, CAL_HEMISPHERE_UNKNOWN};
  const CalAttentionSpan spans[] = {{.name = "image",
                                     .n_tokens = 6,
                                     .grid = {2, 3},
                                     .patch_px = {14, 15},
                                     .picture_px = {25, 40},
                                     .picture_degrees = {8.5, 9.0}},
                                    {.name = "text", .first_token = 6, .n_tokens = 1}};
  g_autoptr (CalAttention) attention =
      cal_attention_new (&(CalAttentionDesc){.name = "routing",
                                             .run_names = (const char *const[]){"l1", "l2", NULL},
                                             .n_samples = 3,
                                             .n_heads = 1,
                                             .n_queries = 2,
                                             .n_tokens = 7,
                                             .query_names = queries,
                                             .query_hemispheres = hemispheres,
                                             .sample_ids = samples,
                                             .spans = spans,
                                             .n_spans = 2},
                         &(CalAttentionSource){.read = read_weights}, NULL);
  const CalAttentionDesc *desc;
  float weights[14];
  g_autoptr (GError) error = NULL;

  add (writer, attention);
  g_assert_true (cal_bundle_writer_commit (writer, NULL));
  findings = find (path);
  desc = cal_attention_get_desc (find_part (findings, CAL_ROLE_ATTENTION, "routing"));
  g_assert_cmpstr (desc->run_names[1], ==, "l2");
  g_assert_cmpstr (cal_text_array_get (desc->query_names, 1), ==, "PPA");
  g_assert_cmpint (desc->query_hemispheres[0], ==, CAL_RIGHT);
  g_assert_cmpint (desc->query_hemispheres[1], ==, CAL_HEMISPHERE_UNKNOWN);
  g_assert_cmpuint (desc->n_spans, ==, 2);
  g_assert_cmpuint (desc->spans[0].grid[1], ==, 3);
  g_assert_cmpuint (desc->spans[0].patch_px[1], ==, 15);
  g_assert_cmpuint (desc->spans[0].picture_px[0], ==, 25);
  g_assert_cmpfloat (desc->spans[0].picture_degrees[1], ==, 9.0);
  g_assert_cmpuint (desc->spans[1].first_token, ==, 6);
  cal_attention_read (find_part (findings, CAL_ROLE_ATTENTION, "routing"), 1, 2, weights, NULL,
                      &error);
  g_assert_no_error (error);
  for (guint n = 0; n < 14; n++)
    g_assert_cmpfloat (weights[n], ==, 120.0 + 0.5 * n);
}

/* Pictures keep their place, as seen from the bundle, and what is known of them. */
static void
test_pictures (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = path_of (folder);
  g_autofree char *seen_path = g_build_filename (folder->folder, "p", "b.png", NULL);
  g_autoptr (CalBundleWriter) writer = cal_bundle_writer_new (path, NULL);
  g_autoptr (CalFindings) findings = NULL;
  g_autoptr (CalTextArray) ids =
      cal_text_array_new_from_strv ((const char *const[]){"a", "b", NULL});
  g_autoptr (CalTextArray) pictures =
      cal_text_array_new_from_strv ((const char *const[]){"", seen_path, NULL});
  g_autoptr (CalArray) numbers = floats (1, 0, 2, 5.0);
  g_autoptr (CalTable) table =
      cal_table_new ("t", 2, &(CalColumn){.name = "SSIM", .numbers = numbers}, 1, NULL);
  g_autoptr (CalStimuli) stimuli = cal_stimuli_new ("shown", ids, pictures, table, NULL);
  g_autoptr (CalDecoding) decoding = cal_decoding_new ("MindEye", stimuli, ids, NULL, NULL);
  CalStimuli *read;

  add (writer, stimuli);
  add (writer, decoding);
  add (writer, table);
  g_assert_true (cal_bundle_writer_commit (writer, NULL));
  findings = find (path);
  read = find_part (findings, CAL_ROLE_STIMULI, "shown");
  g_assert_cmpstr (cal_stimuli_get_picture (read, 1), ==, seen_path);
  g_assert_cmpfloat (
      cal_column_get_number (cal_table_find_column (cal_stimuli_get_table (read), "SSIM"), 1), ==,
      5.25);
  g_assert_cmpstr (cal_decoding_get_seen (find_part (findings, CAL_ROLE_DECODED, "MindEye"), 1), ==,
                   "b");
  g_assert_cmpuint (cal_table_get_n_rows (find_part (findings, CAL_ROLE_TABLE, "t")), ==, 2);
}

/* What h5py writes by the document's example is what it says. */
static void
test_python (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->folder, "study.bundle.h5", NULL);
  g_autofree char *script = example_dup ("bundle.md", "python", 0), *written = NULL;
  const char *python = example_find_python ("h5py");
  g_autoptr (CalFindings) findings = NULL;
  CalMap *map;
  CalCaptions *captions;
  gsize row;

  if (python == NULL) {
    g_test_skip ("there is no python3 with h5py");
    return;
  }
  written = example_run_python (python, folder->folder, script);
  g_assert_nonnull (written);
  findings = find (path);
  g_assert_cmpuint (findings->remarks->len, ==, 0);
  g_assert_cmpuint (findings->parts->len, ==, 3);
  map = find_part (findings, CAL_ROLE_MAP, "t");
  g_assert_cmpstr (cal_map_get_desc (map)->statistic, ==, "t");
  g_assert_cmpfloat (cal_map_get_vertex (map, CAL_RIGHT, 0, 0).value, ==, 4.0);
  captions = find_part (findings, CAL_ROLE_CAPTIONS, "BrainSCUBA");
  g_assert_true (cal_places_find_element (cal_captions_get_desc (captions)->places, 102, &row));
  g_assert_cmpstr (cal_captions_get_text (captions, row, 0), ==, "a sign");
}

static CalArray *
doubles (guint n_dims, const gsize *dims, const double *values)
{
  gsize n = n_dims == 2 ? dims[0] * dims[1] : dims[0];
  g_autoptr (GBytes) bytes = g_bytes_new (values, n * sizeof *values);

  return cal_array_new (CAL_DTYPE_FLOAT64, n_dims, dims, bytes, NULL);
}

/* As the document's MATLAB would write it: doubles all over, axes turned around. */
static void
test_matlab (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = path_of (folder);
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (CalArray) elements = doubles (1, (gsize[]){4}, (double[]){100, 101, 102, 10242});
  g_autoptr (CalArray) values =
      doubles (2, (gsize[]){3, 4}, (double[]){1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12});
  g_autoptr (CalFindings) findings = NULL;
  g_autoptr (GError) error = NULL;
  CalSeries *series;
  float row[3];

  g_assert_true (
      cal_hdf5_writer_add (writer, "/spaces/visual/elements", elements, NULL) &&
      cal_hdf5_writer_add (writer, "/responses/pictures/values", values, NULL) &&
      cal_hdf5_writer_set_numbers (writer, "/", "calcarine_bundle", (double[]){1}, 1, NULL) &&
      cal_hdf5_writer_set_texts (writer, "/spaces/visual", "kind",
                                 (const char *const[]){"cortex", NULL}, NULL) &&
      cal_hdf5_writer_set_numbers (writer, "/spaces/visual", "n_vertices", (double[]){10242, 10242},
                                   2, NULL) &&
      cal_hdf5_writer_set_texts (writer, "/responses/pictures", "space",
                                 (const char *const[]){"visual", NULL}, NULL) &&
      cal_hdf5_writer_set_texts (writer, "/responses/pictures", "unit",
                                 (const char *const[]){"z", NULL}, NULL) &&
      cal_hdf5_writer_commit (writer, NULL));
  findings = find (path);
  series = find_part (findings, CAL_ROLE_RESPONSES, "pictures");
  g_assert_cmpuint (cal_series_get_desc (series)->n_frames, ==, 3);
  /* The second vertex: the second row of what MATLAB wrote. */
  cal_series_read_rows (series, (guint32[]){1}, 1, row, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (row[0], ==, 4.0);
  g_assert_cmpfloat (row[2], ==, 6.0);
}

typedef struct {
  const char *complaint; /* NULL if it can be read all the same */
  double version;
  const char *kind;
  double n_vertices[3];
  gsize n_counts;
  double elements[3];
  gsize n_values;
  const char *space;
} Spoilt;

static void
test_spoilt (TestFolder *folder, gconstpointer data)
{
  static const Spoilt cases[] = {
      {NULL, 1, "cortex", {2, 2}, 2, {0, 1, 3}, 3, "s"},
      {"version 2", 2, "cortex", {2, 2}, 2, {0, 1, 3}, 3, "s"},
      {"expected \"cortex\" or \"grid\"", 1, "sphere", {2, 2}, 2, {0, 1, 3}, 3, "s"},
      {"3 numbers; expected 2", 1, "cortex", {2, 2, 2}, 3, {0, 1, 3}, 3, "s"},
      {"expected whole numbers", 1, "cortex", {2.5, 2}, 2, {0, 1, 3}, 3, "s"},
      {"expected whole numbers", 1, "cortex", {2, NAN}, 2, {0, 1, 3}, 3, "s"},
      {"expected whole numbers", 1, "cortex", {2, 2}, 2, {0, 1, 4}, 3, "s"},
      {"where another row is", 1, "cortex", {2, 2}, 2, {0, 1, 1}, 3, "s"},
      {"too many", 1, "cortex", {4e9, 4e9}, 2, {0, 1, 3}, 3, "s"},
      {"numbers of shape", 1, "cortex", {2, 2}, 2, {0, 1, 3}, 2, "s"},
      {"expected \"cortex\" or \"grid\"", 1, "cortex", {2, 2}, 2, {0, 1, 3}, 3, "other"},
      {"is missing", 1, "grid", {2, 2}, 2, {0, 1, 3}, 3, "s"},
  };
  g_autofree char *path = path_of (folder);

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    const Spoilt *spoilt = cases + n;
    g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
    g_autoptr (CalArray) elements = doubles (1, (gsize[]){3}, spoilt->elements);
    g_autoptr (CalArray) values = doubles (1, &spoilt->n_values, spoilt->elements);
    g_autoptr (CalLoaded) loaded = NULL;
    g_autoptr (CalFindings) findings = NULL;
    g_autoptr (GError) error = NULL;
    const char *said = NULL;

    g_assert_true (
        cal_hdf5_writer_add (writer, "/spaces/s/elements", elements, NULL) &&
        cal_hdf5_writer_add (writer, "/maps/m/values", values, NULL) &&
        cal_hdf5_writer_set_numbers (writer, "/", "calcarine_bundle", &spoilt->version, 1, NULL) &&
        cal_hdf5_writer_set_texts (writer, "/spaces/s", "kind",
                                   (const char *const[]){spoilt->kind, NULL}, NULL) &&
        cal_hdf5_writer_set_numbers (writer, "/spaces/s", "n_vertices", spoilt->n_vertices,
                                     spoilt->n_counts, NULL) &&
        cal_hdf5_writer_set_texts (writer, "/maps/m", "space",
                                   (const char *const[]){spoilt->space, NULL}, NULL) &&
        cal_hdf5_writer_commit (writer, NULL));
    loaded = cal_format_load (path, NULL, NULL, &error);
    g_assert_no_error (error);
    findings = cal_layouts_find_in_file (loaded, NULL, &error);
    if (error != NULL)
      said = error->message;
    else if (findings->remarks->len > 0)
      said = findings->remarks->pdata[0];
    g_test_message ("%" G_GSIZE_FORMAT ": %s", n, said != NULL ? said : "sound");
    g_assert_true ((said == NULL) == (spoilt->complaint == NULL));
    if (said != NULL)
      g_assert_nonnull (strstr (said, spoilt->complaint));
    g_assert_cmpuint (findings != NULL ? findings->parts->len : 0, ==, said == NULL ? 1 : 0);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/bundle/maps", test_maps},           {"/bundle/regions", test_regions},
      {"/bundle/series", test_series},       {"/bundle/captions", test_captions},
      {"/bundle/attention", test_attention}, {"/bundle/pictures", test_pictures},
      {"/bundle/python", test_python},       {"/bundle/matlab", test_matlab},
      {"/bundle/spoilt", test_spoilt},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
