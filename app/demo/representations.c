/* representations.c - how alike the demo's pictures are, to its regions and to models.
 *
 * Several subjects saw the pictures: what the weights predict is the same in all, the noise is each
 * one's own. A region's distances are those of its patterns in both hemispheres.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/representations.h"

#include "analysis/rdm-compare.h"
#include "analysis/rdm-compute.h"
#include "app/demo/concepts.h"
#include "app/demo/stimulus-features.h"

#include <math.h>
#include <string.h>

#define N CAL_DEMO_N_STIMULI
#define N_PAIRS (N * (N - 1) / 2)
#define SIZE_FOR_PIXELS 24
/* In units of a response to the preferred category. */
#define NOISE 1
#define SEED 700

static gboolean
is_animate (CalDemoCategory category)
{
  return category == CAL_DEMO_FACES || category == CAL_DEMO_BODIES || category == CAL_DEMO_ANIMALS;
}

static CalTable *
make_conditions (const CalDemoStimulus stimuli[N], const float *features)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_object_unref);
  CalColumn columns[5] = {{.name = "id"},
                          {.name = "category"},
                          {.name = "animate"},
                          {.name = "description"},
                          {.name = "contrast", .unit = "z"}};
  gsize n = N;
  double contrast[N];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;

  for (guint c = 0; c < 4; c++) {
    CalTextArrayBuilder *builder = cal_text_array_builder_new ();

    for (guint i = 0; i < N; i++) {
      const char *category = cal_demo_category_get_name (stimuli[i].category);
      g_autofree char *id = cal_demo_stimulus_dup_file (i, stimuli[i].category);
      const char *cells[4] = {id, category, is_animate (stimuli[i].category) ? "yes" : "no",
                              stimuli[i].noun};

      cal_text_array_builder_add (builder, cells[c], -1);
    }
    columns[c].texts = cal_text_array_builder_end (builder, 1, &n, NULL);
    g_ptr_array_add (texts, columns[c].texts);
  }
  for (guint i = 0; i < N; i++)
    contrast[i] = (double) features[i * CAL_DEMO_N_FEATURES + CAL_DEMO_CONTRAST];
  bytes = g_bytes_new (contrast, sizeof contrast);
  columns[4].numbers = array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
  return cal_table_new ("conditions", n, columns, 5, NULL);
}

/* Takes the dissimilarities. */
static CalRdm *
make_rdm (CalRdmDesc *desc, CalArray *dissimilarities)
{
  CalRdm *rdm;

  desc->n_conditions = N;
  desc->dissimilarities = dissimilarities;
  rdm = cal_rdm_new (desc, NULL);
  g_object_unref (dissimilarities);
  return rdm;
}

static CalArray *
compute_distances (const double *patterns, gsize n_channels)
{
  gsize dims[2] = {N, n_channels};
  g_autoptr (GBytes) bytes = g_bytes_new (patterns, N * n_channels * sizeof *patterns);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
  CalRdmDesign design = {.n_conditions = N};
  CalRdmParameters parameters;
  CalPatterns source;
  g_auto (CalRdmReport) report = {0};

  cal_rdm_parameters_init (&parameters, CAL_RDM_EUCLIDEAN);
  cal_patterns_init_array (&source, array, NULL);
  return cal_rdm_compute (&source, NULL, &design, &parameters, &report, NULL, NULL);
}

/* What the vertices of a region do for each picture, the same in every subject. */
static double *
gather_predictions (CalDemoHemisphere *const hemispheres[2],
                    const CalDemoEncoding *encoding,
                    guint roi,
                    gsize *n_channels)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint32));
  double *patterns;

  for (guint32 k = 0; k < encoding->n_visual; k++) {
    guint element = encoding->visual[k];
    guint side = element < encoding->n_left ? 0 : 1;

    if (hemispheres[side]->roi[element - (side == 0 ? 0 : encoding->n_left)] == roi + 1)
      g_array_append_val (members, k);
  }
  *n_channels = members->len;
  patterns = g_new (double, N *MAX (members->len, 1));
  for (guint i = 0; i < N; i++)
    for (gsize c = 0; c < members->len; c++)
      patterns[i * members->len + c] =
          (double) encoding
              ->predictions[(gsize) i * encoding->n_visual + g_array_index (members, guint32, c)];
  return patterns;
}

static void
add_region (CalDemoRepresentations *self,
            CalDemoHemisphere *const hemispheres[2],
            const CalDemoEncoding *encoding,
            guint roi)
{
  gsize n_channels;
  g_autofree double *predictions = gather_predictions (hemispheres, encoding, roi, &n_channels);
  g_autofree double *patterns = g_new (double, N *MAX (n_channels, 1));

  for (guint s = 0; s < CAL_DEMO_N_SUBJECTS; s++) {
    CalDemoRandom random = {SEED + roi * CAL_DEMO_N_SUBJECTS + s};
    g_autofree char *subject = g_strdup_printf ("subj%02u", s + 1);
    g_autofree char *name = g_strdup_printf ("%s, %s", cal_demo_roi_get (roi)->name, subject);
    CalRdmDesc desc = {.name = name,
                       .conditions = self->conditions,
                       .measure = cal_rdm_measure_get_name (CAL_RDM_EUCLIDEAN),
                       .roi = cal_demo_roi_get (roi)->name,
                       .subject = subject};

    for (gsize e = 0; e < N * n_channels; e++)
      patterns[e] = predictions[e] + NOISE * cal_demo_random_normal (&random);
    g_ptr_array_add (self->regions, make_rdm (&desc, compute_distances (patterns, n_channels)));
  }
}

static void
add_model (CalDemoRepresentations *self, const char *name, const double *patterns, gsize n_values)
{
  CalRdmDesc desc = {.name = name,
                     .conditions = self->conditions,
                     .measure = cal_rdm_measure_get_name (CAL_RDM_EUCLIDEAN),
                     .is_model = TRUE};

  g_ptr_array_add (self->models, make_rdm (&desc, compute_distances (patterns, n_values)));
}

/* Grey values of small pictures: what is alike before anything is seen in them. */
static double *
draw_pixels (void)
{
  gsize n_pixels = SIZE_FOR_PIXELS * SIZE_FOR_PIXELS;
  double *values = g_new (double, N *n_pixels);

  for (guint i = 0; i < N; i++) {
    CalDemoStimulus stimulus;
    cairo_surface_t *picture = cal_demo_picture_new (i, SIZE_FOR_PIXELS, &stimulus);
    const guint8 *pixels = cairo_image_surface_get_data (picture);
    int stride = cairo_image_surface_get_stride (picture);

    for (gsize p = 0; p < n_pixels; p++) {
      guint32 rgb;

      memcpy (&rgb, pixels + (gsize) stride * (p / SIZE_FOR_PIXELS) + 4 * (p % SIZE_FOR_PIXELS),
              sizeof rgb);
      values[i * n_pixels + p] =
          (0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255)) / 255;
    }
    cairo_surface_destroy (picture);
  }
  return values;
}

static void
add_models (CalDemoRepresentations *self, const CalDemoStimulus stimuli[N], const float *features)
{
  double values[N], categories[N * CAL_DEMO_N_CATEGORIES] = {0};
  g_autofree double *pixels = draw_pixels ();

  for (guint f = 0; f < CAL_DEMO_N_FEATURES; f++) {
    for (guint i = 0; i < N; i++)
      values[i] = (double) features[i * CAL_DEMO_N_FEATURES + f];
    add_model (self, cal_demo_feature_get_name (f), values, 1);
  }
  for (guint i = 0; i < N; i++) {
    categories[i * CAL_DEMO_N_CATEGORIES + stimuli[i].category] = 1;
    values[i] = is_animate (stimuli[i].category) ? 1 : 0;
  }
  add_model (self, "category", categories, CAL_DEMO_N_CATEGORIES);
  add_model (self, "animacy", values, 1);
  add_model (self, "pixels", pixels, SIZE_FOR_PIXELS * SIZE_FOR_PIXELS);
}

/* Owned by the caller. */
CalDemoRepresentations *
cal_demo_representations_new (CalDemoHemisphere *const hemispheres[2],
                              const CalDemoEncoding *encoding,
                              const CalDemoStimulus stimuli[N],
                              const float *features)
{
  CalDemoRepresentations *self = g_new0 (CalDemoRepresentations, 1);

  self->conditions = make_conditions (stimuli, features);
  self->concepts = cal_demo_concepts_new (self->conditions, stimuli, features);
  self->regions = g_ptr_array_new_with_free_func (g_object_unref);
  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint roi = 0; roi < CAL_DEMO_N_ROIS; roi++)
    add_region (self, hemispheres, encoding, roi);
  add_models (self, stimuli, features);
  return self;
}

void
cal_demo_representations_free (CalDemoRepresentations *self)
{
  g_object_unref (self->conditions);
  g_object_unref (self->concepts);
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->models);
  g_free (self);
}

/* The mean over subjects of Pearson's r between a region and a model: squared distances of what
 * adds up are sums of those of its parts. */
double
cal_demo_representations_compare (const CalDemoRepresentations *self, guint roi, guint model)
{
  double sum = 0, wanted[N_PAIRS], found[N_PAIRS];

  for (guint s = 0; s < CAL_DEMO_N_SUBJECTS; s++) {
    CalRdm *rdm = self->regions->pdata[roi * CAL_DEMO_N_SUBJECTS + s];
    double similarity;

    for (gsize p = 0; p < N_PAIRS; p++) {
      wanted[p] = cal_rdm_get_pair (self->models->pdata[model], p);
      found[p] = cal_rdm_get_pair (rdm, p);
    }
    if (!cal_rdm_compare (CAL_RDM_PEARSON, found, wanted, N, &similarity, NULL))
      return (double) NAN;
    sum += similarity;
  }
  return sum / CAL_DEMO_N_SUBJECTS;
}
