/* truth.c - what was planted in the demo study, and where it must be found.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study-parts.h"
#include "io/replace.h"

#include <json-glib/json-glib.h>

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_voxel (JsonBuilder *builder, const char *name, const CalDemoGrid *grid, const float mm[3])
{
  gsize voxel = 0;

  cal_demo_grid_find (grid, mm, &voxel);
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, (gint64) (voxel % grid->dims[0]));
  json_builder_add_int_value (builder, (gint64) (voxel / grid->dims[0] % grid->dims[1]));
  json_builder_add_int_value (builder, (gint64) (voxel / grid->dims[0] / grid->dims[1]));
  json_builder_end_array (builder);
}

/* The vertex of a region with the highest r; FALSE if the region has none. */
static gboolean
find_peak (const CalDemoStudy *study, guint side, guint roi, guint *peak, guint *n)
{
  const CalDemoHemisphere *h = study->hemispheres[side];
  guint first = side == 0 ? 0 : study->encoding->n_left;
  float most = -2;

  *n = 0;
  for (guint v = 0; v < h->mesh->n_vertices; v++)
    if (h->roi[v] == roi + 1) {
      (*n)++;
      if (study->encoding->r[first + v] > most) {
        most = study->encoding->r[first + v];
        *peak = v;
      }
    }
  return *n > 0;
}

static guint
visual_index (const CalDemoEncoding *encoding, guint element)
{
  guint k = 0;

  while (k < encoding->n_visual && encoding->visual[k] != element)
    k++;
  return k;
}

/* The picture for which an element's prediction is largest. */
static guint
best_picture (const CalDemoEncoding *encoding, guint k)
{
  guint best = 0;

  for (guint i = 1; i < CAL_DEMO_N_STIMULI; i++)
    if (encoding->predictions[(gsize) i * encoding->n_visual + k] >
        encoding->predictions[(gsize) best * encoding->n_visual + k])
      best = i;
  return best;
}

/* Where one region looks in one picture: the patch with the most attention. */
static void
add_attention (JsonBuilder *builder, const CalDemoStudy *study, guint picture, guint query)
{
  const float *map =
      study->attention + ((gsize) picture * CAL_DEMO_N_QUERIES + query) * CAL_DEMO_N_PATCHES;
  guint most = 0;

  for (guint patch = 1; patch < CAL_DEMO_N_PATCHES; patch++)
    if (map[patch] > map[most])
      most = patch;
  json_builder_set_member_name (builder, "looks");
  json_builder_begin_object (builder);
  add_int (builder, "picture", picture);
  add_int (builder, "query", query);
  add_int (builder, "row", most / CAL_DEMO_GRID);
  add_int (builder, "column", most % CAL_DEMO_GRID);
  add_number (builder, "attention", map[most]);
  json_builder_end_object (builder);
}

static void
add_peak (JsonBuilder *builder, const CalDemoStudy *study, guint side, guint v)
{
  const CalDemoHemisphere *h = study->hemispheres[side];
  const CalDemoEncoding *encoding = study->encoding;
  guint element = (side == 0 ? 0 : encoding->n_left) + v;
  guint k = visual_index (encoding, element);
  float mm[3];

  json_builder_set_member_name (builder, "peak");
  json_builder_begin_object (builder);
  add_int (builder, "vertex", v);
  add_int (builder, "element", element);
  add_int (builder, "visual_index", k);
  json_builder_set_member_name (builder, "mm");
  json_builder_begin_array (builder);
  for (guint i = 0; i < 3; i++) {
    mm[i] = 0.5f * (h->white[3 * v + i] + h->pial[3 * v + i]);
    json_builder_add_double_value (builder, mm[i]);
  }
  json_builder_end_array (builder);
  add_voxel (builder, "anatomy_voxel", &study->anatomy, mm);
  add_voxel (builder, "functional_voxel", &study->functional, mm);
  add_number (builder, "r", encoding->r[element]);
  add_number (builder, "noise_ceiling", encoding->ceiling[element]);
  add_int (builder, "best_picture", best_picture (encoding, k));
  add_text (builder, "caption", study->captions[k * CAL_DEMO_N_RESAMPLES].text);
  json_builder_end_object (builder);
}

static void
add_region (JsonBuilder *builder, const CalDemoStudy *study, guint side, guint number)
{
  const CalDemoRoi *roi = cal_demo_roi_get (number);
  guint preferred = cal_demo_roi_get_preferred (number);
  guint peak = 0;
  guint n;

  if (!find_peak (study, side, number, &peak, &n))
    return;
  json_builder_begin_object (builder);
  add_text (builder, "name", roi->name);
  add_text (builder, "hemisphere", side == 0 ? "lh" : "rh");
  add_int (builder, "key", number + 1);
  add_int (builder, "n_vertices", n);
  add_text (builder, "prefers", cal_demo_feature_get_name (preferred));
  json_builder_set_member_name (builder, "weights");
  json_builder_begin_object (builder);
  for (guint f = 0; f < CAL_DEMO_N_FEATURES; f++)
    add_number (builder, cal_demo_feature_get_name (f), roi->weights[f]);
  json_builder_end_object (builder);
  add_peak (builder, study, side, peak);
  /* The first picture of what it prefers; a region that prefers contrast looks at any. */
  add_attention (builder, study, preferred == CAL_DEMO_CONTRAST ? 0 : preferred,
                 side * CAL_DEMO_N_ROIS + number);
  json_builder_end_object (builder);
}

static void
add_pictures (JsonBuilder *builder, const CalDemoStudy *study)
{
  json_builder_set_member_name (builder, "pictures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
    const CalDemoStimulus *stimulus = &study->stimuli[i];

    json_builder_begin_object (builder);
    add_text (builder, "category", cal_demo_category_get_name (stimulus->category));
    add_text (builder, "description", stimulus->noun);
    add_number (builder, "contrast", study->features[i * CAL_DEMO_N_FEATURES + CAL_DEMO_CONTRAST]);
    json_builder_set_member_name (builder, "things");
    json_builder_begin_array (builder);
    for (guint t = 0; t < stimulus->n_things; t++) {
      const CalDemoThing *thing = &stimulus->things[t];

      json_builder_begin_object (builder);
      add_text (builder, "category", cal_demo_category_get_name (thing->category));
      add_number (builder, "x", thing->x);
      add_number (builder, "y", thing->y);
      add_number (builder, "radius", thing->radius);
      add_number (builder, "weight", thing->weight);
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_time_courses (JsonBuilder *builder)
{
  g_autofree float *regressors = cal_demo_regressors_new ();

  json_builder_set_member_name (builder, "regressors");
  json_builder_begin_object (builder);
  for (guint f = 0; f < CAL_DEMO_N_FEATURES; f++) {
    json_builder_set_member_name (builder, cal_demo_feature_get_name (f));
    json_builder_begin_array (builder);
    for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++)
      json_builder_add_double_value (builder, regressors[f * CAL_DEMO_N_FRAMES + t]);
    json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
}

/* How alike each region's RDM is to each model's, and that of which it is most. */
static void
add_representations (JsonBuilder *builder, const CalDemoStudy *study)
{
  GPtrArray *models = study->representations->models;

  json_builder_set_member_name (builder, "representations");
  json_builder_begin_array (builder);
  for (guint roi = 0; roi < CAL_DEMO_N_ROIS; roi++) {
    double most = -2;
    guint best = 0;

    json_builder_begin_object (builder);
    add_text (builder, "region", cal_demo_roi_get (roi)->name);
    add_text (builder, "prefers", cal_demo_feature_get_name (cal_demo_roi_get_preferred (roi)));
    json_builder_set_member_name (builder, "pearson");
    json_builder_begin_object (builder);
    for (guint m = 0; m < models->len; m++) {
      double similarity = cal_demo_representations_compare (study->representations, roi, m);

      add_number (builder, cal_rdm_get_desc (models->pdata[m])->name, similarity);
      if (similarity > most) {
        most = similarity;
        best = m;
      }
    }
    json_builder_end_object (builder);
    add_text (builder, "most_like", cal_rdm_get_desc (models->pdata[best])->name);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* Writes truth.json. */
gboolean
cal_demo_write_truth (const CalDemoStudy *study, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *path = cal_demo_study_dup_path (study, "truth.json");
  g_autofree char *text = NULL;
  gsize length;

  json_builder_begin_object (builder);
  add_int (builder, "n_vertices_left", study->encoding->n_left);
  add_int (builder, "n_vertices_right", study->encoding->n_elements - study->encoding->n_left);
  add_int (builder, "n_visual", study->encoding->n_visual);
  add_int (builder, "n_frames", CAL_DEMO_N_FRAMES);
  add_number (builder, "frame_seconds", CAL_DEMO_FRAME_SECONDS);
  json_builder_set_member_name (builder, "regions");
  json_builder_begin_array (builder);
  for (guint side = 0; side < 2; side++)
    for (guint number = 0; number < CAL_DEMO_N_ROIS; number++)
      add_region (builder, study, side, number);
  json_builder_end_array (builder);
  add_representations (builder, study);
  add_pictures (builder, study);
  add_time_courses (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);
  return cal_replace_contents (path, text, length, error);
}
