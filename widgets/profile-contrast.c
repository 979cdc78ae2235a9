/* profile-contrast.c - two groups of stimuli compared at every place, as a map.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/profile-contrast.h"

#include <math.h>

#include "analysis/group-means.h"
#include "analysis/series-patterns.h"
#include "model/memory.h"

/* So many shuffles of the labels tell what would be found by chance. */
#define N_SHUFFLES 20
#define SEED 1

struct _CalContrastMap {
  GObject parent_instance;

  CalSeries *series;
  char *name;
  CalContrastMeasure measure;
  double level;
  CalArray *values;
  gsize n_places;
  gsize n_sets[2];
  double threshold;
  CalContrastCheck check;
};

G_DEFINE_FINAL_TYPE (CalContrastMap, cal_contrast_map, G_TYPE_OBJECT)

static void
cal_contrast_map_finalize (GObject *object)
{
  CalContrastMap *self = CAL_CONTRAST_MAP (object);

  g_clear_object (&self->series);
  g_clear_object (&self->values);
  g_free (self->name);
  G_OBJECT_CLASS (cal_contrast_map_parent_class)->finalize (object);
}

static void
cal_contrast_map_class_init (CalContrastMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_contrast_map_finalize;
}

static void
cal_contrast_map_init (CalContrastMap *self)
{
}

typedef struct {
  CalSeries *series;
  GArray *preferred;
  GArray *others;
  CalContrastMeasure measure;
  double level;
  char *name;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->series);
  g_array_unref (input->preferred);
  g_array_unref (input->others);
  g_free (input->name);
  g_free (input);
}

static double
get_value (const CalContrast *contrast, CalContrastMeasure measure)
{
  return measure == CAL_CONTRAST_T         ? contrast->t
         : measure == CAL_CONTRAST_D_PRIME ? contrast->d_prime
                                           : contrast->auc;
}

/* The smallest magnitude of the shown measure among the places that are found. */
static double
find_threshold (const CalContrast *contrasts,
                const double *q,
                gsize n,
                CalContrastMeasure measure,
                double level)
{
  double threshold = (double) NAN;

  if (measure == CAL_CONTRAST_T)
    return cal_contrast_find_threshold (contrasts, q, n, level);
  for (gsize i = 0; measure == CAL_CONTRAST_D_PRIME && i < n; i++)
    if (q[i] <= level)
      threshold = fmin (threshold, fabs (contrasts[i].d_prime));
  return threshold;
}

static gboolean
keep_values (CalContrastMap *self, const CalContrast *contrasts, GError **error)
{
  float *values = g_new (float, self->n_places);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, self->n_places * sizeof *values);

  for (gsize i = 0; i < self->n_places; i++)
    values[i] = (float) get_value (contrasts + i, self->measure);
  self->values = cal_array_new (CAL_DTYPE_FLOAT32, 1, &self->n_places, bytes, error);
  return self->values != NULL;
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  const Input *input = data;
  g_autoptr (CalContrastMap) self = g_object_new (CAL_TYPE_CONTRAST_MAP, NULL);
  const CalContrastSets sets = {
      (const guint32 *) (gpointer) input->preferred->data, input->preferred->len,
      (const guint32 *) (gpointer) input->others->data, input->others->len};
  g_autofree CalContrast *contrasts = NULL;
  g_autofree double *q = NULL;
  CalPatterns responses;

  cal_patterns_init_series (&responses, input->series);
  self->series = g_object_ref (input->series);
  self->name = g_strdup (input->name);
  self->measure = input->measure;
  self->level = input->level;
  self->n_places = responses.n_channels;
  self->n_sets[0] = sets.n_preferred;
  self->n_sets[1] = sets.n_others;
  contrasts = cal_memory_allocate (self->n_places, sizeof *contrasts, error);
  if (contrasts == NULL || !cal_contrast_compute (&responses, &sets, contrasts, job, error) ||
      !cal_contrast_run_checks (&responses, &sets, input->level, N_SHUFFLES, SEED, &self->check,
                                job, error) ||
      !keep_values (self, contrasts, error))
    return NULL;
  q = g_new (double, MAX (self->n_places, 1));
  cal_contrast_get_q (contrasts, self->n_places, q);
  self->threshold = find_threshold (contrasts, q, self->n_places, input->measure, input->level);
  return G_OBJECT (g_steal_pointer (&self));
}

/**
 * cal_contrast_map_job_new:
 * @request: everything is copied or referenced
 *
 * Returns: (transfer full): a job that gives a #CalContrastMap; it fails with CAL_ERROR_ARGUMENT if
 *   a set has fewer than two responses
 */
CalJob *
cal_contrast_map_job_new (const CalContrastRequest *request)
{
  Input *input = g_new0 (Input, 1);

  input->series = g_object_ref (request->series);
  input->preferred = g_array_new (FALSE, FALSE, sizeof (guint32));
  input->others = g_array_new (FALSE, FALSE, sizeof (guint32));
  input->measure = request->measure;
  input->level = request->level;
  input->name = g_strdup (request->name);
  for (guint32 f = 0; f < cal_series_get_desc (request->series)->n_frames; f++)
    if (request->groups[f] == request->preferred)
      g_array_append_val (input->preferred, f);
    else if (request->groups[f] != CAL_NO_GROUP &&
             (request->other == CAL_NO_GROUP || request->groups[f] == request->other))
      g_array_append_val (input->others, f);
  return cal_job_new ("Computing the contrast", run, input, input_free);
}

/**
 * cal_contrast_map_get_series:
 *
 * Returns: (transfer none): whose places the values are of
 */
CalSeries *
cal_contrast_map_get_series (CalContrastMap *self)
{
  return self->series;
}

const char *
cal_contrast_map_get_name (CalContrastMap *self)
{
  return self->name;
}

/**
 * cal_contrast_map_get_values:
 *
 * Returns: (transfer none): a number a place
 */
CalArray *
cal_contrast_map_get_values (CalContrastMap *self)
{
  return self->values;
}

const char *
cal_contrast_map_get_statistic (CalContrastMap *self)
{
  static const char *const names[] = {"t", "d′", "AUC"};

  return names[self->measure];
}

/**
 * cal_contrast_map_get_threshold:
 *
 * Returns: the magnitude above which places are found at the level; NaN if none is, or where the
 *   measure (AUC) has none
 */
double
cal_contrast_map_get_threshold (CalContrastMap *self)
{
  return self->threshold;
}

/**
 * cal_contrast_map_dup_note:
 *
 * Returns: (transfer full): how much of it is to be believed, in a sentence
 */
char *
cal_contrast_map_dup_note (CalContrastMap *self)
{
  const CalContrastCheck *check = &self->check;
  g_autofree char *split = check->n_split > 0 && !isnan (check->split_r)
                               ? g_strdup_printf ("odd against even r = %.2f", check->split_r)
                               : g_strdup ("too few for odd against even");

  return g_strdup_printf (
      "%s: %" G_GSIZE_FORMAT " against %" G_GSIZE_FORMAT " responses; %" G_GSIZE_FORMAT
      " of %" G_GSIZE_FORMAT
      " places at q < %g; %s; with shuffled labels %.1f on average, %" G_GSIZE_FORMAT
      " at most (%u shuffles, seed %d)",
      self->name, self->n_sets[0], self->n_sets[1], check->n_found, self->n_places, self->level,
      split, check->mean_by_chance, check->most_by_chance, check->n_shuffles, SEED);
}
