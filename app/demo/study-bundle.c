/* study-bundle.c - what the demo's encoding models write, in one bundle (docs/bundle.md).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "app/demo/decoded.h"
#include "app/demo/study-parts.h"
#include "io/bundle-write.h"
#include "model/attention.h"
#include "model/captions.h"
#include "model/series.h"

#define N_LAYERS 6
#define N_EARLY 3
/* Degrees of visual angle that the pictures fill, as in the Natural Scenes Dataset. */
#define PICTURE_DEGREES 8.4

/* What is written one after the other. */
typedef struct {
  const CalDemoStudy *study;
  CalBundleWriter *writer;
  CalPlaces *everywhere; /* all vertices */
  CalPlaces *visual;
  CalTextArray *stimuli; /* ids of the pictures */
  CalTextArray *features;
} Bundle;

static void
bundle_clear (Bundle *self)
{
  g_clear_pointer (&self->writer, cal_bundle_writer_free);
  g_clear_object (&self->everywhere);
  g_clear_object (&self->visual);
  g_clear_object (&self->stimuli);
  g_clear_object (&self->features);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bundle, bundle_clear)

/* @n texts that @dup makes of their numbers. */
static CalTextArray *
make_texts (const CalDemoStudy *study, char *(*dup) (const CalDemoStudy *, guint), gsize n)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();

  for (guint t = 0; t < n; t++) {
    g_autofree char *text = dup (study, t);

    cal_text_array_builder_add (builder, text, -1);
  }
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

static char *
dup_stimulus (const CalDemoStudy *study, guint index)
{
  return cal_demo_stimulus_dup_file (index, study->stimuli[index].category);
}

static char *
dup_feature (const CalDemoStudy *study, guint feature)
{
  return g_strdup (cal_demo_feature_get_name (feature));
}

static CalPlaces *
make_places (const CalDemoStudy *study, const char *name, gsize n, const guint32 *elements)
{
  const CalDemoEncoding *e = study->encoding;
  g_autofree guint32 *all = g_new (guint32, n);

  for (guint32 r = 0; r < n; r++)
    all[r] = elements != NULL ? elements[r] : r;
  return cal_places_new_at_vertices (name, (gsize[]){e->n_left, e->n_elements - e->n_left}, all, n,
                                     NULL);
}

/* @n_frames x all vertices. */
static gboolean
add_map (Bundle *self,
         const char *name,
         const float *values,
         gsize n_frames,
         const char *const *frame_names,
         const char *statistic,
         const char *unit,
         GError **error)
{
  g_autoptr (CalArray) array = cal_demo_array_new (
      CAL_DTYPE_FLOAT32, values, n_frames == 1 ? 0 : n_frames, self->study->encoding->n_elements);
  g_autoptr (GObject) map = cal_places_paint (self->everywhere,
                                              &(CalPaint){.name = name,
                                                          .values = array,
                                                          .frame_names = frame_names,
                                                          .unit = unit,
                                                          .statistic = statistic},
                                              error);

  return map != NULL && cal_bundle_writer_add (self->writer, map, NULL, error);
}

/* How well a model does, as a share of the planted r: one of contrast is good in early areas, one
 * of what is in the picture in the higher ones, one of words where words are read. */
static float
share_of_model (guint model, guint8 roi)
{
  static const float early[] = {1.05f, 0.85f, 0.4f};
  static const float late[] = {0.45f, 1.0f, 0.82f};
  gboolean is_early = roi > 0 && roi <= N_EARLY;
  gboolean reads = roi > 0 && cal_demo_roi_get_preferred (roi - 1u) == CAL_DEMO_WORDS;

  return model == 2 && reads ? 1.07f : is_early ? early[model] : late[model];
}

/* The layer of a network that fits best, from 0: the higher the region, the later. */
static double
best_layer (guint8 roi)
{
  return roi == 0         ? 2.5
         : roi <= N_EARLY ? 0.5 * (roi - 1)
                          : MIN (2.0 + 0.45 * (roi - 4), N_LAYERS - 1);
}

static gboolean
add_models (Bundle *self, GError **error)
{
  static const char *const names[] = {"r, contrast model", "r, vision model", "r, language model"};
  const CalDemoEncoding *e = self->study->encoding;
  g_autofree float *r = g_new (float, e->n_elements);

  for (guint m = 0; m < G_N_ELEMENTS (names); m++) {
    for (guint v = 0; v < e->n_elements; v++)
      r[v] = CLAMP (e->r[v] * share_of_model (m, cal_demo_study_get_roi (self->study, (gint32) v)),
                    -0.99f, 0.99f);
    if (!add_map (self, names[m], r, 1, NULL, "r", NULL, error))
      return FALSE;
  }
  return TRUE;
}

/* r of each layer of a network, and of models of more and more pictures. */
static gboolean
add_layers (Bundle *self, GError **error)
{
  static const char *const layers[] = {"layer 1", "layer 2", "layer 3", "layer 4",
                                       "layer 5", "layer 6", NULL};
  static const char *const sizes[] = {"100", "300", "1000", "3000", "9000", NULL};
  const CalDemoEncoding *e = self->study->encoding;
  gsize n = e->n_elements;
  g_autofree float *by_layer = g_new (float, N_LAYERS *n);
  g_autofree float *by_size = g_new (float, 5 * n);

  for (gsize v = 0; v < n; v++) {
    double best = best_layer (cal_demo_study_get_roi (self->study, (gint32) v));

    for (guint l = 0; l < N_LAYERS; l++)
      by_layer[l * n + v] = (float) (e->r[v] * exp (-(l - best) * (l - best) / 6.0));
    for (guint s = 0; s < 5; s++)
      by_size[s * n + v] =
          (float) (e->r[v] * (1.0 - 0.6 * pow (g_ascii_strtod (sizes[s], NULL) / 100.0, -0.45)));
  }
  return add_map (self, "r by layer", by_layer, N_LAYERS, layers, "r", NULL, error) &&
         add_map (self, "r by training pictures", by_size, 5, sizes, "r", NULL, error);
}

static gboolean
add_series (Bundle *self, const CalSeriesDesc *desc, const float *values, GError **error)
{
  g_autoptr (CalArray) array = cal_demo_array_new (CAL_DTYPE_FLOAT32, values, desc->n_frames,
                                                   cal_places_get_n_rows (desc->places));
  g_autoptr (CalSeries) series = cal_series_new (desc, array, error);

  return series != NULL && cal_bundle_writer_add (self->writer, series, NULL, error);
}

static gboolean
add_responses (Bundle *self, GError **error)
{
  const CalDemoEncoding *e = self->study->encoding;
  CalSeriesDesc desc = {.name = "responses to 64 pictures",
                        .role = CAL_SERIES_MEASURED,
                        .axis = CAL_AXIS_STIMULI,
                        .n_frames = CAL_DEMO_N_STIMULI,
                        .frame_ids = self->stimuli,
                        .places = self->visual,
                        .unit = "z",
                        .statistic = "response"};

  if (!add_series (self, &desc, e->responses, error))
    return FALSE;
  desc.role = CAL_SERIES_PREDICTED;
  if (!add_series (self, &desc, e->predictions, error))
    return FALSE;
  desc = (CalSeriesDesc){.name = "weights",
                         .role = CAL_SERIES_WEIGHTS,
                         .axis = CAL_AXIS_FEATURES,
                         .n_frames = CAL_DEMO_N_FEATURES,
                         .frame_ids = self->features,
                         .places = self->everywhere,
                         .statistic = "weight"};
  return add_series (self, &desc, e->weights, error);
}

/* The picture that is shown in each frame of the block experiment; "" for none. The second block of
 * a category shows the pictures of the first. */
static CalTextArray *
make_shown (const CalDemoStudy *study)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  gsize n = CAL_DEMO_N_FRAMES;
  char *shown[CAL_DEMO_N_FRAMES] = {NULL};

  for (guint b = 0; b < CAL_DEMO_N_BLOCKS; b++)
    for (guint f = 0; f < CAL_DEMO_BLOCK_FRAMES; f++) {
      guint frame = cal_demo_block_get_start (b) + f;

      if (frame < n)
        shown[frame] = dup_stimulus (study, (guint) cal_demo_block_get_category (b) +
                                                CAL_DEMO_N_CATEGORIES * f);
    }
  for (guint f = 0; f < n; f++) {
    cal_text_array_builder_add (builder, shown[f] != NULL ? shown[f] : "", -1);
    g_free (shown[f]);
  }
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

static CalPlaces *
make_voxels (const CalDemoStudy *study, GError **error)
{
  const CalDemoGrid *grid = &study->functional;
  const CalAffine affine = cal_demo_grid_get_affine (grid);
  g_autoptr (GArray) voxels = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 v = 0; v < cal_demo_grid_get_n (grid); v++)
    if (cal_demo_study_get_roi (study, study->functional_elements[v]) > 0)
      g_array_append_val (voxels, v);
  return cal_places_new_at_voxels ("visual voxels",
                                   (gsize[]){grid->dims[0], grid->dims[1], grid->dims[2]}, &affine,
                                   (const guint32 *) (gpointer) voxels->data, voxels->len, error);
}

/* The voxels of func/bold.nii.gz in per cent of their mean, and what was planted in them. */
static gboolean
add_time (Bundle *self, GError **error)
{
  const CalDemoStudy *study = self->study;
  g_autoptr (CalPlaces) places = make_voxels (study, error);
  g_autoptr (CalTextArray) shown = make_shown (study);
  gsize n = places != NULL ? cal_places_get_n_rows (places) : 0;
  gsize n_voxels = cal_demo_grid_get_n (&study->functional);
  g_autofree float *measured = g_new (float, CAL_DEMO_N_FRAMES *MAX (n, 1));
  g_autofree float *predicted = g_new (float, CAL_DEMO_N_FRAMES *MAX (n, 1));
  CalSeriesDesc desc = {.name = "BOLD",
                        .role = CAL_SERIES_MEASURED,
                        .axis = CAL_AXIS_TIME,
                        .n_frames = CAL_DEMO_N_FRAMES,
                        .frame_ids = shown,
                        .frame_step = CAL_DEMO_FRAME_SECONDS,
                        .places = places,
                        .unit = "% signal change"};

  if (places == NULL)
    return FALSE;
  for (gsize r = 0; r < n; r++) {
    gsize voxel = cal_places_get_element (places, r);
    guint roi = cal_demo_study_get_roi (study, study->functional_elements[voxel]);
    double mean = 0.0, mean_course = 0.0;

    for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++) {
      mean += study->bold[t * n_voxels + voxel] / (double) CAL_DEMO_N_FRAMES;
      mean_course += study->courses[roi][t] / (double) CAL_DEMO_N_FRAMES;
    }
    for (guint t = 0; t < CAL_DEMO_N_FRAMES; t++) {
      measured[t * n + r] =
          (float) (100.0 * (study->bold[t * n_voxels + voxel] / MAX (mean, 1.0) - 1.0));
      predicted[t * n + r] =
          (float) (100.0 * CAL_DEMO_CHANGE * (study->courses[roi][t] - mean_course));
    }
  }
  if (!add_series (self, &desc, measured, error))
    return FALSE;
  desc.role = CAL_SERIES_PREDICTED;
  return add_series (self, &desc, predicted, error);
}

/* All resamples of each visual vertex. */
static gboolean
add_captions (Bundle *self, GError **error)
{
  gsize dims[2] = {self->study->encoding->n_visual, CAL_DEMO_N_RESAMPLES};
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  g_autofree float *scores = g_new (float, dims[0] * dims[1]);
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (CalArray) score_array = NULL;
  g_autoptr (CalCaptions) captions = NULL;

  for (gsize n = 0; n < dims[0] * dims[1]; n++) {
    cal_text_array_builder_add (builder, self->study->captions[n].text, -1);
    scores[n] = self->study->captions[n].score;
  }
  texts = cal_text_array_builder_end (builder, 2, dims, error);
  score_array = cal_demo_array_new (CAL_DTYPE_FLOAT32, scores, dims[0], dims[1]);
  captions = cal_captions_new (&(CalCaptionsDesc){.name = "captions",
                                                  .of = CAL_CAPTIONS_OF_PLACES,
                                                  .texts = texts,
                                                  .scores = score_array,
                                                  .score_name = "cosine similarity",
                                                  .places = self->visual},
                               error);
  return captions != NULL && cal_bundle_writer_add (self->writer, captions, NULL, error);
}

/* A second method: the feature of the largest weight, in words. */
static gboolean
add_captions_of_weights (Bundle *self, GError **error)
{
  const CalDemoEncoding *e = self->study->encoding;
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  gsize n = e->n_visual;
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (CalCaptions) captions = NULL;

  for (guint k = 0; k < n; k++) {
    guint best = 0;
    g_autofree char *text = NULL;

    for (guint f = 1; f < CAL_DEMO_N_FEATURES; f++)
      if (e->weights[(gsize) f * e->n_elements + e->visual[k]] >
          e->weights[(gsize) best * e->n_elements + e->visual[k]])
        best = f;
    text = g_strdup_printf ("mostly %s", cal_demo_feature_get_name (best));
    cal_text_array_builder_add (builder, text, -1);
  }
  texts = cal_text_array_builder_end (builder, 1, &n, error);
  captions = cal_captions_new (&(CalCaptionsDesc){.name = "largest weight",
                                                  .of = CAL_CAPTIONS_OF_PLACES,
                                                  .texts = texts,
                                                  .places = self->visual},
                               error);
  return captions != NULL && cal_bundle_writer_add (self->writer, captions, NULL, error);
}

static char *
dup_noun (const CalDemoStudy *study, guint index)
{
  return g_strdup (study->stimuli[index].noun);
}

static char *
dup_category (const CalDemoStudy *study, guint index)
{
  return g_strdup (cal_demo_category_get_name (study->stimuli[index].category));
}

static char *
dup_picture (const CalDemoStudy *study, guint index)
{
  g_autofree char *file = dup_stimulus (study, index);

  return cal_demo_study_dup_path (study, "stimuli/%s", file);
}

/* What is said of each picture: by who drew it, and by a decoder, that takes the next of the
 * category now and then. */
static char *
dup_guess (const CalDemoStudy *study, guint index)
{
  guint other =
      index % 4 == 3 && index >= CAL_DEMO_N_CATEGORIES ? index - CAL_DEMO_N_CATEGORIES : index;

  return g_strdup_printf ("a picture of %s", study->stimuli[other].noun);
}

static char *
dup_description (const CalDemoStudy *study, guint index)
{
  return g_strdup_printf ("a picture of %s", study->stimuli[index].noun);
}

static gboolean
add_captions_of_stimuli (Bundle *self, GError **error)
{
  static const struct {
    const char *name;
    char *(*dup) (const CalDemoStudy *, guint);
  } methods[] = {{"descriptions", dup_description}, {"decoded captions", dup_guess}};

  for (gsize m = 0; m < G_N_ELEMENTS (methods); m++) {
    g_autoptr (CalTextArray) texts = make_texts (self->study, methods[m].dup, CAL_DEMO_N_STIMULI);
    g_autoptr (CalCaptions) captions =
        cal_captions_new (&(CalCaptionsDesc){.name = methods[m].name,
                                             .of = CAL_CAPTIONS_OF_STIMULI,
                                             .texts = texts,
                                             .ids = self->stimuli},
                          error);

    if (captions == NULL || !cal_bundle_writer_add (self->writer, captions, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_stimuli (Bundle *self, GError **error)
{
  g_autoptr (CalTextArray) pictures = make_texts (self->study, dup_picture, CAL_DEMO_N_STIMULI);
  g_autoptr (CalTextArray) categories = make_texts (self->study, dup_category, CAL_DEMO_N_STIMULI);
  g_autoptr (CalTextArray) nouns = make_texts (self->study, dup_noun, CAL_DEMO_N_STIMULI);
  const CalColumn columns[] = {{.name = "category", .texts = categories},
                               {.name = "description", .texts = nouns}};
  g_autoptr (CalTable) table = cal_table_new ("stimuli", CAL_DEMO_N_STIMULI, columns, 2, error);
  g_autoptr (CalStimuli) stimuli =
      table != NULL ? cal_stimuli_new ("stimuli", self->stimuli, pictures, table, error) : NULL;
  g_autoptr (CalArray) features = cal_demo_array_new (CAL_DTYPE_FLOAT32, self->study->features,
                                                      CAL_DEMO_N_STIMULI, CAL_DEMO_N_FEATURES);

  return stimuli != NULL && cal_bundle_writer_add (self->writer, stimuli, NULL, error) &&
         cal_bundle_writer_add_features (self->writer, "planted features", self->stimuli,
                                         self->features, features, error);
}

/* A column of numbers of a table, that lives as long as the array. */
static CalArray *
make_column (const CalDemoDecoded *decoded, float (*get) (const CalDemoDecoded *))
{
  float values[CAL_DEMO_N_DECODED];

  for (guint d = 0; d < CAL_DEMO_N_DECODED; d++)
    values[d] = get (decoded + d);
  return cal_demo_array_new (CAL_DTYPE_FLOAT32, values, 0, CAL_DEMO_N_DECODED);
}

static float
get_correlation (const CalDemoDecoded *decoded)
{
  return decoded->pixel_correlation;
}

static float
get_rank (const CalDemoDecoded *decoded)
{
  return decoded->rank;
}

static char *
dup_decoded_id (const CalDemoStudy *study, guint index)
{
  return g_strdup_printf ("decoded %03u %s", index / 2, index % 2 == 0 ? "first" : "second");
}

static char *
dup_seen (const CalDemoStudy *study, guint index)
{
  return dup_stimulus (study, index / 2);
}

static CalArray *
make_brick (const guint8 *pictures, gsize n)
{
  const gsize dims[4] = {n, CAL_DEMO_DECODED_SIZE, CAL_DEMO_DECODED_SIZE, 3};
  g_autoptr (GBytes) bytes = g_bytes_new (pictures, n * CAL_DEMO_DECODED_BYTES);

  return cal_array_new (CAL_DTYPE_UINT8, 4, dims, bytes, NULL);
}

static gboolean
add_decoded (Bundle *self, GError **error)
{
  CalDemoDecoded decoded[CAL_DEMO_N_DECODED];
  g_autofree guint8 *pictures = cal_demo_decoded_new (decoded);
  g_autoptr (CalArray) brick = make_brick (pictures, CAL_DEMO_N_DECODED);
  g_autoptr (CalTextArray) ids = make_texts (self->study, dup_decoded_id, CAL_DEMO_N_DECODED);
  g_autoptr (CalTextArray) seen = make_texts (self->study, dup_seen, CAL_DEMO_N_DECODED);
  g_autoptr (CalArray) correlations = make_column (decoded, get_correlation);
  g_autoptr (CalArray) ranks = make_column (decoded, get_rank);
  const CalColumn columns[] = {{.name = "pixel correlation", .numbers = correlations},
                               {.name = "retrieval rank", .numbers = ranks}};
  g_autoptr (CalTable) table = cal_table_new ("decoded", CAL_DEMO_N_DECODED, columns, 2, error);
  g_autoptr (CalStimuli) stimuli =
      table != NULL ? cal_stimuli_new ("decoded", ids, NULL, table, error) : NULL;
  g_autoptr (CalDecoding) decoding =
      stimuli != NULL ? cal_decoding_new ("decoded", stimuli, seen, NULL, error) : NULL;

  return decoding != NULL && cal_bundle_writer_add_brick (self->writer, decoding, brick, error);
}

static char *
dup_driven (const CalDemoStudy *study, guint index)
{
  return g_strdup (cal_demo_roi_get (index / CAL_DEMO_N_DRIVING)->name);
}

static char *
dup_driving_id (const CalDemoStudy *study, guint index)
{
  return g_strdup_printf ("%s %u", cal_demo_roi_get (index / CAL_DEMO_N_DRIVING)->name,
                          index % CAL_DEMO_N_DRIVING + 1);
}

static gboolean
add_driving (Bundle *self, GError **error)
{
  gsize n = CAL_DEMO_N_ROIS * CAL_DEMO_N_DRIVING;
  g_autofree guint8 *pictures = cal_demo_driving_new ();
  g_autoptr (CalArray) brick = make_brick (pictures, n);
  g_autoptr (CalTextArray) ids = make_texts (self->study, dup_driving_id, n);
  g_autoptr (CalTextArray) regions = make_texts (self->study, dup_driven, n);
  g_autoptr (CalStimuli) stimuli =
      cal_stimuli_new ("made to drive a region", ids, NULL, NULL, error);
  g_autoptr (CalDecoding) decoding =
      stimuli != NULL ? cal_decoding_new ("made to drive a region", stimuli, NULL, regions, error)
                      : NULL;

  return decoding != NULL && cal_bundle_writer_add_brick (self->writer, decoding, brick, error);
}

static gboolean
read_attention (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  const CalDemoStudy *study = data;
  gsize n = CAL_DEMO_N_QUERIES * CAL_DEMO_N_PATCHES;

  memcpy (weights, study->attention + sample * n, n * sizeof *weights);
  return TRUE;
}

static char *
dup_query (const CalDemoStudy *study, guint query)
{
  return g_strdup (cal_demo_roi_get (query % CAL_DEMO_N_ROIS)->name);
}

static gboolean
add_attention (Bundle *self, GError **error)
{
  g_autoptr (CalTextArray) queries = make_texts (self->study, dup_query, CAL_DEMO_N_QUERIES);
  CalHemisphere hemispheres[CAL_DEMO_N_QUERIES];
  const CalAttentionSpan span = {.name = "image",
                                 .n_tokens = CAL_DEMO_N_PATCHES,
                                 .grid = {CAL_DEMO_GRID, CAL_DEMO_GRID},
                                 .patch_px = {CAL_DEMO_PATCH, CAL_DEMO_PATCH},
                                 .picture_px = {CAL_DEMO_SHOWN, CAL_DEMO_SHOWN},
                                 .picture_degrees = {PICTURE_DEGREES, PICTURE_DEGREES}};
  const CalAttentionSource source = {.read = read_attention, .data = (gpointer) self->study};
  const CalAttentionDesc desc = {.name = "attention",
                                 .n_samples = CAL_DEMO_N_STIMULI,
                                 .n_heads = 1,
                                 .n_queries = CAL_DEMO_N_QUERIES,
                                 .n_tokens = CAL_DEMO_N_PATCHES,
                                 .query_names = queries,
                                 .query_hemispheres = hemispheres,
                                 .sample_ids = self->stimuli,
                                 .spans = &span,
                                 .n_spans = 1};
  g_autoptr (CalAttention) attention = NULL;

  for (guint q = 0; q < CAL_DEMO_N_QUERIES; q++)
    hemispheres[q] = q < CAL_DEMO_N_ROIS ? CAL_LEFT : CAL_RIGHT;
  attention = cal_attention_new (&desc, &source, error);
  return attention != NULL && cal_bundle_writer_add (self->writer, attention, NULL, error);
}

/**
 * cal_demo_write_bundle:
 *
 * Writes encoding/study.bundle.h5.
 *
 * Returns: FALSE with @error set if it cannot be written
 */
gboolean
cal_demo_write_bundle (const CalDemoStudy *study, GError **error)
{
  const CalDemoEncoding *e = study->encoding;
  g_autofree char *path = cal_demo_study_dup_path (study, "encoding/study.bundle.h5");
  g_auto (Bundle) self = {.study = study};

  self.writer = cal_bundle_writer_new (path, error);
  if (self.writer == NULL)
    return FALSE;
  self.everywhere = make_places (study, "cortex", e->n_elements, NULL);
  self.visual = make_places (study, "visual cortex", e->n_visual, e->visual);
  self.stimuli = make_texts (study, dup_stimulus, CAL_DEMO_N_STIMULI);
  self.features = make_texts (study, dup_feature, CAL_DEMO_N_FEATURES);
  return add_map (&self, "r", e->r, 1, NULL, "r", NULL, error) &&
         add_map (&self, "noise ceiling", e->ceiling, 1, NULL, "noise ceiling", "%", error) &&
         add_models (&self, error) && add_layers (&self, error) && add_responses (&self, error) &&
         add_time (&self, error) && add_captions (&self, error) &&
         add_captions_of_weights (&self, error) && add_captions_of_stimuli (&self, error) &&
         add_stimuli (&self, error) && add_attention (&self, error) && add_decoded (&self, error) &&
         add_driving (&self, error) && cal_bundle_writer_commit (self.writer, error);
}
