/* small-encoding.c - a small brain with two regions, six stimuli, and responses.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/widgets/small-encoding.h"

#include "tests/render/icosphere.h"

#define N_STIMULI 6

static const char *const ids[] = {"s0", "s1", "s2", "s3", "s4", "s5", NULL};
static const char *const categories[] = {"faces",  "faces",  "faces", "places",
                                         "places", "places", NULL};

static gboolean
is_face_region (gsize vertex, gsize n_vertices)
{
  return vertex < n_vertices / 2;
}

static void
add_regions (SmallEncoding *self)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  gsize n = 2 * self->n_vertices;
  gint32 *keys = g_new0 (gint32, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (keys, n * sizeof *keys);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalMap) map = NULL;
  g_autoptr (CalLayer) layer = NULL;

  cal_labels_builder_add (builder, 0, "unknown", (float[]){0, 0, 0, 0});
  cal_labels_builder_add (builder, 1, "FFA", (float[]){1, 0, 0, 1});
  cal_labels_builder_add (builder, 2, "PPA", (float[]){0, 0, 1, 1});
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  for (gsize v = 0; v < self->n_vertices; v++)
    keys[v] = is_face_region (v, self->n_vertices) ? 1 : 2;
  array = cal_array_new (CAL_DTYPE_INT32, 1, &n, bytes, NULL);
  map = cal_map_new (&(CalMapDesc){.name = "rois",
                                   .n_vertices = {self->n_vertices, self->n_vertices},
                                   .values = array,
                                   .labels = labels},
                     NULL);
  layer = cal_layer_new ("rois", NULL, G_OBJECT (map));
  cal_scene_append (self->scene, layer);
}

static void
add_stimuli (SmallEncoding *self)
{
  g_autoptr (CalTextArray) id_texts = cal_text_array_new_from_strv (ids);
  g_autoptr (CalTextArray) category_texts = cal_text_array_new_from_strv (categories);
  const CalColumn columns[] = {{.name = "id", .texts = id_texts},
                               {.name = "category", .texts = category_texts}};
  g_autoptr (CalTable) table = cal_table_new ("stimuli", N_STIMULI, columns, 2, NULL);
  g_autoptr (CalStimuli) stimuli = cal_stimuli_new ("stimuli", id_texts, NULL, table, NULL);

  cal_rdm_scene_add_table (self->rdm_scene, table);
  cal_rdm_scene_set_stimuli (self->rdm_scene, stimuli);
}

static void
make_places (SmallEncoding *self)
{
  gsize n = 2 * self->n_vertices;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_new0 (float, n), n * sizeof (float));
  guint8 *inside = g_new0 (guint8, n);
  g_autoptr (GBytes) mask = g_bytes_new_take (inside, n);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  g_autoptr (CalMap) map = NULL;

  for (gsize v = 0; v < self->n_vertices; v++)
    inside[v] = 1;
  map = cal_map_new (&(CalMapDesc){.name = "left",
                                   .n_vertices = {self->n_vertices, self->n_vertices},
                                   .values = array,
                                   .inside = mask},
                     NULL);
  self->places = cal_places_new_everywhere (G_OBJECT (map));
}

void
small_encoding_init (SmallEncoding *self)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (3, TRUE);

  self->scene = cal_scene_new ();
  self->rdm_scene = cal_rdm_scene_new ();
  cal_scene_set_cortex (self->scene, cortex);
  self->encoding = cal_encoding_scene_new (self->scene, self->rdm_scene);
  self->n_vertices = cal_cortex_get_n_vertices (cortex, CAL_LEFT);
  add_regions (self);
  add_stimuli (self);
  make_places (self);
}

void
small_encoding_clear (SmallEncoding *self)
{
  g_clear_object (&self->places);
  g_clear_object (&self->encoding);
  g_clear_object (&self->rdm_scene);
  g_clear_object (&self->scene);
}

/* Adds responses to the scene; they belong to it. */
CalSeries *
small_encoding_add_responses (SmallEncoding *self, const char *name, CalSeriesRole role)
{
  gsize dims[2] = {N_STIMULI, self->n_vertices};
  float *values = g_new (float, N_STIMULI * self->n_vertices);
  g_autoptr (GBytes) bytes =
      g_bytes_new_take (values, N_STIMULI * self->n_vertices * sizeof *values);
  g_autoptr (CalTextArray) names = cal_text_array_new_from_strv (ids);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalSeries) series = NULL;

  for (gsize s = 0; s < N_STIMULI; s++)
    for (gsize v = 0; v < self->n_vertices; v++)
      values[s * self->n_vertices + v] =
          (is_face_region (v, self->n_vertices) == (s < 3) ? 5.0f : 1.0f) + 0.1f * (float) s;
  array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  series = cal_series_new (&(CalSeriesDesc){.name = name,
                                            .role = role,
                                            .axis = CAL_AXIS_STIMULI,
                                            .n_frames = N_STIMULI,
                                            .frame_ids = names,
                                            .places = self->places,
                                            .unit = "z"},
                           array, NULL);
  g_assert_nonnull (series);
  cal_encoding_scene_add (self->encoding, G_OBJECT (series));
  return series;
}
