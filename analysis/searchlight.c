/* searchlight.c - where in the brain patterns are as a model says: an RDM around every place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/searchlight.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/parallel.h"
#include "model/error.h"

#define CENTRES_PER_PIECE 64

struct _CalSearchlight {
  gsize n_rows;
  gsize n_channels;
  double *values;     /* n_channels x n_rows: a neighbourhood is some channels of all rows */
  guint8 *is_dropped; /* a byte a channel */
  gsize n_dropped;
  CalRdmDesign design;
  CalRdmParameters parameters;
  CalRdmMethod method;
  CalRdmPairs pairs;
  CalComparand *models;
  guint n_models;
  gsize min_channels;
};

static gboolean
copy_patterns (CalSearchlight *self, CalArray *patterns, GError **error)
{
  self->n_rows = cal_array_get_dim (patterns, 0);
  self->n_channels = cal_array_get_dim (patterns, 1);
  self->values = g_try_malloc_n (MAX (self->n_rows * self->n_channels, 1), sizeof *self->values);
  if (self->values == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "no memory for %" G_GSIZE_FORMAT " patterns of %" G_GSIZE_FORMAT " channels",
                 self->n_rows, self->n_channels);
    return FALSE;
  }
  self->is_dropped = g_new0 (guint8, self->n_channels);
  for (gsize row = 0; row < self->n_rows; row++) {
    gboolean counts =
        self->design.conditions == NULL || self->design.conditions[row] != CAL_RDM_LEFT_OUT;

    for (gsize c = 0; c < self->n_channels; c++) {
      double value = cal_array_get_value (patterns, row * self->n_channels + c);

      self->values[c * self->n_rows + row] = value;
      if (counts && !isfinite (value))
        self->is_dropped[c] = 1;
    }
  }
  for (gsize c = 0; c < self->n_channels; c++)
    self->n_dropped += self->is_dropped[c];
  return TRUE;
}

/* A model's dissimilarities in the order of the design's conditions. */
static double *
order_model (const CalRdmDesign *design, CalRdm *model, GError **error)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (model);
  gboolean by_name = design->names != NULL && desc->conditions != NULL;
  gsize n = design->n_conditions, p = 0;
  g_autofree gsize *places = g_new (gsize, n);
  double *values;

  if (!by_name && desc->n_conditions != n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "model \"%s\" has %" G_GSIZE_FORMAT " conditions, the patterns %" G_GSIZE_FORMAT,
                 desc->name, desc->n_conditions, n);
    return NULL;
  }
  for (gsize i = 0; i < n; i++) {
    places[i] = i;
    if (by_name && !cal_rdm_find_condition (model, design->names[i], &places[i])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "model \"%s\" has no condition \"%s\", which the patterns have", desc->name,
                   design->names[i]);
      return NULL;
    }
  }
  values = g_new (double, n *(n - 1) / 2);
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      values[p++] = cal_rdm_get (model, places[i], places[j]);
  return values;
}

static gboolean
prepare_models (CalSearchlight *self, CalRdm *const *models, guint n_models, GError **error)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new_with_free_func (g_free);
  g_autofree const char **names = g_new0 (const char *, n_models);
  g_autofree double *kept = NULL;

  for (guint m = 0; m < n_models; m++) {
    double *values = order_model (&self->design, models[m], error);

    if (values == NULL)
      return FALSE;
    g_ptr_array_add (ordered, values);
    names[m] = cal_rdm_get_desc (models[m])->name;
  }
  if (!cal_rdm_pairs_init (&self->pairs, self->design.n_conditions,
                           (const double *const *) ordered->pdata, names, n_models,
                           CAL_MISSING_DROP, error))
    return FALSE;
  kept = g_new (double, MAX (self->pairs.n_kept, 1));
  self->models = g_new0 (CalComparand, n_models);
  for (guint m = 0; m < n_models; m++) {
    if (!cal_rdm_check_finite (self->method, ordered->pdata[m], self->pairs.n_pairs, names[m],
                               error))
      return FALSE;
    cal_rdm_pairs_gather (&self->pairs, ordered->pdata[m], kept);
    cal_comparand_init (&self->models[self->n_models++], self->method, kept, &self->pairs);
  }
  return TRUE;
}

/**
 * cal_searchlight_new:
 * @desc: patterns and models are copied; the arrays of its design must outlive the searchlight
 *
 * Makes ready what all places share. Models are matched to conditions by name where both have
 * names. Pairs that any model lacks are left out everywhere.
 *
 * Returns: (transfer full): the searchlight, or NULL with @error set
 */
CalSearchlight *
cal_searchlight_new (const CalSearchlightDesc *desc, GError **error)
{
  g_autoptr (CalSearchlight) self = g_new0 (CalSearchlight, 1);

  if (cal_array_get_n_dims (desc->patterns) != 2 || desc->design->n_conditions < 2 ||
      (desc->design->conditions == NULL &&
       desc->design->n_conditions != cal_array_get_dim (desc->patterns, 0))) {
    g_autofree char *shape = cal_array_dup_shape (desc->patterns);

    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "patterns of shape %s; expected one row for each of %" G_GSIZE_FORMAT
                 " conditions, at least 2",
                 shape, desc->design->n_conditions);
    return NULL;
  }
  self->design = *desc->design;
  self->parameters = *desc->parameters;
  self->method = desc->method;
  self->min_channels = MAX (desc->min_channels, 1);
  if (!prepare_models (self, desc->models, desc->n_models, error) ||
      !copy_patterns (self, desc->patterns, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cal_searchlight_free (CalSearchlight *self)
{
  for (guint m = 0; m < self->n_models; m++)
    cal_comparand_clear (&self->models[m]);
  g_free (self->models);
  cal_rdm_pairs_clear (&self->pairs);
  g_free (self->values);
  g_free (self->is_dropped);
  g_free (self);
}

/* Some channels of a searchlight, as patterns of their own. */
typedef struct {
  const CalSearchlight *searchlight;
  const guint32 *channels;
} Selection;

static gboolean
read_selection (gpointer data,
                gsize first_row,
                gsize n_rows,
                gsize first_channel,
                gsize n_channels,
                double *values,
                GError **error)
{
  const Selection *selection = data;
  const CalSearchlight *self = selection->searchlight;

  for (gsize c = 0; c < n_channels; c++) {
    const double *column =
        self->values + selection->channels[first_channel + c] * self->n_rows + first_row;

    for (gsize row = 0; row < n_rows; row++)
      values[row * n_channels + c] = column[row];
  }
  return TRUE;
}

static void
compare_with_models (const CalSearchlight *self, const double *rdm, double *similarities)
{
  g_autofree double *kept = g_new (double, MAX (self->pairs.n_kept, 1));
  g_auto (CalComparand) comparand = {0};

  cal_rdm_pairs_gather (&self->pairs, rdm, kept);
  for (gsize p = 0; p < self->pairs.n_kept; p++)
    if (!isfinite (kept[p]))
      return;
  cal_comparand_init (&comparand, self->method, kept, &self->pairs);
  for (guint m = 0; m < self->n_models; m++)
    similarities[m] = cal_comparand_compare (&comparand, &self->models[m]);
}

/**
 * cal_searchlight_compare:
 * @channels: in range; those with values that are not finite are left out
 * @similarities: (out caller-allocates): with each model; NaN where it is not defined: too few
 *   channels, or a pattern that is the same in all of them
 *
 * One place: the RDM of its channels, compared with the models. From any thread, also several at
 * once.
 *
 * Returns: FALSE with @error set if the parameters of the distances do not fit the patterns
 */
gboolean
cal_searchlight_compare (const CalSearchlight *self,
                         const guint32 *channels,
                         gsize n_channels,
                         double *similarities,
                         GError **error)
{
  g_autofree guint32 *kept = g_new (guint32, MAX (n_channels, 1));
  Selection selection = {self, kept};
  CalPatterns patterns = {
      .n_rows = self->n_rows, .read = read_selection, .data = &selection, .is_concurrent = TRUE};
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalArray) rdm = NULL;

  for (guint m = 0; m < self->n_models; m++)
    similarities[m] = (double) NAN;
  for (gsize c = 0; c < n_channels; c++)
    if (self->is_dropped[channels[c]] == 0)
      kept[patterns.n_channels++] = channels[c];
  if (patterns.n_channels < self->min_channels)
    return TRUE;
  rdm = cal_rdm_compute (&patterns, NULL, &self->design, &self->parameters, &report, NULL, error);
  if (rdm == NULL)
    return FALSE;
  if (cal_array_get_dtype (rdm) == CAL_DTYPE_FLOAT64)
    compare_with_models (self, g_bytes_get_data (cal_array_get_bytes (rdm), NULL), similarities);
  else {
    g_autofree double *wide = g_new (double, self->pairs.n_pairs);

    for (gsize p = 0; p < self->pairs.n_pairs; p++)
      wide[p] = cal_array_get_value (rdm, p);
    compare_with_models (self, wide, similarities);
  }
  return TRUE;
}

/* A run over many places. */
typedef struct {
  const CalSearchlight *searchlight;
  const CalNeighbourhood *neighbourhood;
  gsize first;
  gsize n_places;
  double *similarities; /* n_models x n_places */
  gsize *sizes;         /* of each place */
  CalJob *job;
  GMutex lock; /* guards what follows */
  gsize n_done;
  GError *error;
  GError *reason; /* why the first place that has no number has none */
} Run;

/* FALSE if the run is over, by an error or because it was cancelled. */
static gboolean
note_progress (Run *run, gsize n_done, GError *error)
{
  gboolean goes_on;
  double fraction;

  g_mutex_lock (&run->lock);
  if (error != NULL && run->error == NULL)
    run->error = error;
  else
    g_clear_error (&error);
  if (run->error == NULL)
    cal_job_check (run->job, &run->error);
  run->n_done += n_done;
  fraction = (double) run->n_done / (double) MAX (run->n_places, 1);
  goes_on = run->error == NULL;
  g_mutex_unlock (&run->lock);
  cal_job_report (run->job, fraction, "Comparing neighbourhoods with the model");
  return goes_on;
}

static gboolean
compare_place (Run *run, gsize place, const guint32 *channels, gsize n, GError **error)
{
  const CalSearchlight *self = run->searchlight;
  g_autofree double *similarities = g_new (double, self->n_models);

  g_autoptr (GError) undefined = NULL;

  run->sizes[place] = n;
  if (!cal_searchlight_compare (self, channels, n, similarities, &undefined)) {
    if (!g_error_matches (undefined, CAL_ERROR, CAL_ERROR_ARGUMENT)) {
      g_propagate_error (error, g_steal_pointer (&undefined));
      return FALSE;
    }
    g_mutex_lock (&run->lock);
    if (run->reason == NULL)
      run->reason = g_steal_pointer (&undefined);
    g_mutex_unlock (&run->lock);
  }
  for (guint m = 0; m < self->n_models; m++)
    run->similarities[m * run->n_places + place] = similarities[m];
  return TRUE;
}

static void
run_piece (gsize piece, gpointer data)
{
  Run *run = data;
  gsize begin = piece * CENTRES_PER_PIECE, end = MIN (begin + CENTRES_PER_PIECE, run->n_places);
  g_autoptr (CalNeighbourScratch) scratch = NULL;

  if (!note_progress (run, 0, NULL))
    return;
  scratch = cal_neighbour_scratch_new (run->neighbourhood);
  for (gsize place = begin; place < end; place++) {
    GError *error = NULL;
    const guint32 *channels;
    gsize n = 0;

    if (run->searchlight->is_dropped[run->first + place] == 0)
      n = cal_neighbourhood_find (run->neighbourhood, scratch, run->first + place, &channels);
    if (!compare_place (run, place, n > 0 ? channels : NULL, n, &error)) {
      note_progress (run, 0, error);
      return;
    }
  }
  note_progress (run, end - begin, NULL);
}

static void
fill_report (const Run *run, CalSearchlightReport *report)
{
  gsize sum = 0;

  *report = (CalSearchlightReport){.n_places = run->n_places,
                                   .n_dropped = run->searchlight->n_dropped,
                                   .n_channels_least = G_MAXSIZE};
  for (gsize place = 0; place < run->n_places; place++) {
    report->n_undefined += isnan (run->similarities[place]) ? 1 : 0;
    report->n_channels_least = MIN (report->n_channels_least, run->sizes[place]);
    report->n_channels_most = MAX (report->n_channels_most, run->sizes[place]);
    sum += run->sizes[place];
  }
  if (run->n_places == 0)
    report->n_channels_least = 0;
  else
    report->n_channels_mean = (double) sum / (double) run->n_places;
}

/* What no place can do is an error; what some cannot is their lack of a number. */
static gboolean
finish (Run *run, CalSearchlightReport *report, GError **error)
{
  g_autoptr (GError) reason = run->reason;

  g_mutex_clear (&run->lock);
  if (run->error != NULL) {
    g_propagate_error (error, run->error);
    return FALSE;
  }
  fill_report (run, report);
  if (reason == NULL || report->n_undefined < report->n_places)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * cal_searchlight_run:
 * @neighbourhood: of the same channels
 * @first: channel: the centre to begin with
 * @n_centres: how many channels are centres; with @first, the share of one process
 * @similarities: (out caller-allocates): n_models x @n_centres; NaN where it is not defined
 * @report: (out): what was found
 * @job: (nullable): told how far it is, may cancel
 *
 * A channel that is dropped is NaN itself. On all cores; the numbers do not depend on how many.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_searchlight_run (const CalSearchlight *self,
                     const CalNeighbourhood *neighbourhood,
                     gsize first,
                     gsize n_centres,
                     double *similarities,
                     CalSearchlightReport *report,
                     CalJob *job,
                     GError **error)
{
  g_autofree gsize *sizes = g_new0 (gsize, MAX (n_centres, 1));
  Run run = {.searchlight = self,
             .neighbourhood = neighbourhood,
             .first = first,
             .n_places = n_centres,
             .similarities = similarities,
             .sizes = sizes,
             .job = job};

  if (cal_neighbourhood_get_n_channels (neighbourhood) != self->n_channels) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%" G_GSIZE_FORMAT " places for %" G_GSIZE_FORMAT " channels",
                 cal_neighbourhood_get_n_channels (neighbourhood), self->n_channels);
    return FALSE;
  }
  g_return_val_if_fail (first + n_centres <= self->n_channels, FALSE);
  g_mutex_init (&run.lock);
  cal_parallel_run ((n_centres + CENTRES_PER_PIECE - 1) / CENTRES_PER_PIECE, run_piece, &run);
  return finish (&run, report, error);
}

typedef struct {
  Run run;
  GArray *keys;     /* gint32, rising */
  GPtrArray *lists; /* GArray of channels, one a key */
} Parcels;

static int
compare_keys (const void *a, const void *b)
{
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  return (x > y) - (x < y);
}

static gsize
find_key (const GArray *keys, gint32 key)
{
  const gint32 *found = bsearch (&key, keys->data, keys->len, sizeof key, compare_keys);

  return found != NULL ? (gsize) (found - (const gint32 *) (void *) keys->data) : G_MAXSIZE;
}

static void
list_parcels (Parcels *self, const gint32 *parcel_of_channel, gsize n_channels, gint32 background)
{
  gsize n = 0;

  self->keys = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (gsize c = 0; c < n_channels; c++)
    if (parcel_of_channel[c] != background)
      g_array_append_val (self->keys, parcel_of_channel[c]);
  if (self->keys->len > 0)
    qsort (self->keys->data, self->keys->len, sizeof (gint32), compare_keys);
  for (gsize k = 0; k < self->keys->len; k++)
    if (k == 0 ||
        g_array_index (self->keys, gint32, k) != g_array_index (self->keys, gint32, n - 1))
      g_array_index (self->keys, gint32, n++) = g_array_index (self->keys, gint32, k);
  g_array_set_size (self->keys, (guint) n);
  for (gsize k = 0; k < n; k++)
    g_ptr_array_add (self->lists, g_array_new (FALSE, FALSE, sizeof (guint32)));
  for (guint32 c = 0; c < n_channels; c++)
    if (parcel_of_channel[c] != background)
      g_array_append_val (
          (GArray *) self->lists->pdata[find_key (self->keys, parcel_of_channel[c])], c);
}

static void
run_parcel (gsize piece, gpointer data)
{
  Parcels *parcels = data;
  const GArray *channels = parcels->lists->pdata[piece];
  GError *error = NULL;

  if (!note_progress (&parcels->run, 0, NULL))
    return;
  compare_place (&parcels->run, piece, (const guint32 *) (void *) channels->data, channels->len,
                 &error);
  note_progress (&parcels->run, 1, error);
}

/**
 * cal_searchlight_run_parcels:
 * @parcel_of_channel: the key of each channel's parcel
 * @background: the key of channels in no parcel
 * @similarities: (out caller-allocates): n_models x channels: each parcel's value in all its
 *   channels; NaN outside parcels and where it is not defined
 * @report: (out): what was found
 * @job: (nullable): told how far it is, may cancel
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_searchlight_run_parcels (const CalSearchlight *self,
                             const gint32 *parcel_of_channel,
                             gint32 background,
                             double *similarities,
                             CalSearchlightReport *report,
                             CalJob *job,
                             GError **error)
{
  Parcels parcels = {.run = {.searchlight = self, .job = job}};
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  g_autofree double *values = NULL;
  g_autofree gsize *sizes = NULL;

  list_parcels (&parcels, parcel_of_channel, self->n_channels, background);
  keys = parcels.keys;
  lists = parcels.lists;
  parcels.run.n_places = keys->len;
  parcels.run.similarities = values = g_new (double, MAX (keys->len, 1) * self->n_models);
  parcels.run.sizes = sizes = g_new0 (gsize, MAX (keys->len, 1));
  g_mutex_init (&parcels.run.lock);
  cal_parallel_run (keys->len, run_parcel, &parcels);
  if (!finish (&parcels.run, report, error))
    return FALSE;
  for (guint m = 0; m < self->n_models; m++)
    for (gsize c = 0; c < self->n_channels; c++)
      similarities[m * self->n_channels + c] =
          parcel_of_channel[c] == background
              ? (double) NAN
              : values[m * keys->len + find_key (keys, parcel_of_channel[c])];
  return TRUE;
}
