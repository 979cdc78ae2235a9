/* searchlight.c - calcarine searchlight: where in the brain patterns are as a model says.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/rdm-grouping.h"
#include "analysis/searchlight.h"
#include "app/command/command.h"
#include "app/command/pattern-places.h"
#include "app/command/provenance.h"
#include "app/command/rdm-backend.h"
#include "app/command/rdm-report.h"
#include "app/session/rdm-options.h"
#include "io/format.h"
#include "io/rdm-file.h"
#include "model/error.h"
#include "model/number.h"

static const CalOption options[] = {
    {"models", 'm', CAL_OPTION_TEXTS, "FILE",
     .help = "RDMs of models; may be given several times, once with all that a file holds"},
    {"output", 'o', CAL_OPTION_TEXT, "FILE",
     .help = "where the map is written: .nii.gz of voxels, .gii of vertices, .npy of channels; a "
             "frame a model"},
    {"radius", 'r', CAL_OPTION_NUMBER, "MM", 0.0, 1000.0,
     .help = "how far a neighbourhood reaches: a sphere around a voxel, along the edges from a "
             "vertex",
     .title = "Radius"},
    {"nearest", 'n', CAL_OPTION_WHOLE, "N", 1, 1000000,
     .help = "on a surface: so many nearest vertices, instead of the radius or within it",
     .title = "Nearest vertices"},
    {"roi", 0, CAL_OPTION_TEXT, "FILE",
     .help = "instead of neighbourhoods: labels of the voxels, vertices or channels; each parcel "
             "gets one value, 0 is no parcel"},
    {"method", 0, CAL_OPTION_CHOICE, "METHOD", .initial = "rho-a",
     .enumeration = cal_rdm_method_get_type, .help = "how RDMs are compared",
     .title = "Comparison"},
    {"least", 0, CAL_OPTION_WHOLE, "N", 1, 1000000, "5",
     .help = "neighbourhoods of fewer channels get no value", .title = "Fewest channels"},
    {"conditions", 'c', CAL_OPTION_TEXT, "TABLE",
     .help = "a table with a row for each observation: CSV, TSV, ..."},
    {"labels", 'l', CAL_OPTION_TEXT, "COLUMN",
     .help = "column that names the condition; observations of one condition are averaged"},
    {"runs", 0, CAL_OPTION_TEXT, "COLUMN",
     .help = "column of runs or sessions: the folds of crossnobis"},
    {"leave-out", 0, CAL_OPTION_TEXTS, "LABEL",
     .help = "condition that is not used, rest say; may be given several times"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print a report with provenance"},
    {NULL},
};

/* Everything that one run works on. */
typedef struct {
  CalRdmParameters parameters;
  CalPatternPlaces places;
  CalTable *table; /* nullable */
  CalRdmGrouping grouping;
  GPtrArray *models;
  char *sentence; /* what was compared at each place */
  CalSearchlightReport report;
} Work;

static void
work_clear (Work *self)
{
  cal_pattern_places_clear (&self->places);
  g_clear_object (&self->table);
  cal_rdm_grouping_clear (&self->grouping);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->sentence, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
read_conditions (Work *self, CalArguments *arguments, GError **error)
{
  const char *source = cal_arguments_get_text (arguments, "conditions");

  if (source != NULL) {
    g_autoptr (CalLoaded) loaded = cal_format_load_source (source, NULL, error);
    GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

    if (objects == NULL)
      return FALSE;
    if (objects->len != 1 || !CAL_IS_TABLE (objects->pdata[0])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: no table; expected a row for each observation", source);
      return FALSE;
    }
    self->table = g_object_ref (objects->pdata[0]);
  }
  return cal_rdm_grouping_init (&self->grouping, cal_array_get_dim (self->places.patterns, 0),
                                self->table, cal_arguments_get_text (arguments, "labels"),
                                cal_arguments_get_text (arguments, "runs"),
                                cal_arguments_get_texts (arguments, "leave-out"), error);
}

static gboolean
read_all (Work *self, CalArguments *arguments, GError **error)
{
  const char *const *models = cal_arguments_get_texts (arguments, "models");

  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint n = 0; models[n] != NULL; n++) {
    g_autoptr (GPtrArray) loaded = cal_rdm_file_load (models[n], NULL, error);

    if (loaded == NULL)
      return FALSE;
    g_ptr_array_extend_and_steal (self->models, g_steal_pointer (&loaded));
  }
  return cal_pattern_places_init (&self->places, arguments, TRUE, error) &&
         read_conditions (self, arguments, error);
}

static CalNeighbourhood *
make_neighbourhood (const CalPatternPlaces *places, CalArguments *arguments, GError **error)
{
  double radius_mm = cal_arguments_has (arguments, "radius")
                         ? cal_arguments_get_number (arguments, "radius")
                         : 0.0;
  gsize n_nearest = cal_arguments_has (arguments, "nearest")
                        ? (gsize) cal_arguments_get_number (arguments, "nearest")
                        : 0;
  gsize n = cal_pattern_places_get_n_channels (places);

  if (places->grid != NULL && radius_mm > 0.0 && n_nearest == 0) {
    const CalVolumeDesc *grid = cal_volume_get_desc (places->grid);

    return cal_neighbourhood_new_sphere (grid->dims, &grid->voxel_to_world,
                                         places->channel_of_place, n, radius_mm, error);
  }
  if (places->cortex != NULL && (radius_mm > 0.0 || n_nearest > 0)) {
    CalSurface *surfaces[2];

    for (int side = 0; side < 2; side++)
      surfaces[side] = cal_cortex_get_anatomy (places->cortex, (CalHemisphere) side);
    return cal_neighbourhood_new_surface (surfaces, places->channel_of_place, n, radius_mm,
                                          n_nearest, error);
  }
  g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                       places->grid != NULL ? "voxels; expected --radius MM and no --nearest"
                                            : "vertices; expected --radius MM, or --nearest N");
  return NULL;
}

/* What each process found of its share, one column each. */
enum { UNDEFINED, LEAST, MOST, SUM, N_FIGURES };

/* The reports of all shares as one. */
static void
join_reports (CalSearchlightReport *report,
              const double *figures,
              guint n_processes,
              gsize n_places)
{
  double sum = 0.0;

  report->n_places = n_places;
  report->n_undefined = 0;
  report->n_channels_least = G_MAXSIZE;
  report->n_channels_most = 0;
  for (guint p = 0; p < n_processes; p++) {
    report->n_undefined += (gsize) figures[UNDEFINED * n_processes + p];
    report->n_channels_least =
        MIN (report->n_channels_least, (gsize) figures[LEAST * n_processes + p]);
    report->n_channels_most =
        MAX (report->n_channels_most, (gsize) figures[MOST * n_processes + p]);
    sum += figures[SUM * n_processes + p];
  }
  report->n_channels_mean = sum / (double) MAX (n_places, 1);
}

/* Each process compares its share of the centres; the first one has all values then. */
static gboolean
run_share (Work *self,
           const CalSearchlight *searchlight,
           const CalNeighbourhood *neighbourhood,
           double *similarities,
           GError **error)
{
  gsize n = cal_neighbourhood_get_n_channels (neighbourhood);
  guint n_processes = cal_rdm_backend.get_n_processes (), p = cal_rdm_backend.get_process ();
  g_autofree gsize *firsts = g_new (gsize, n_processes + 1);
  g_autofree gsize *columns = g_new (gsize, n_processes + 1);
  g_autofree double *figures = g_new0 (double, N_FIGURES *n_processes);
  g_autofree double *share = NULL;
  gsize n_share;
  gboolean succeeded;

  for (guint k = 0; k <= n_processes; k++) {
    firsts[k] = n * k / n_processes;
    columns[k] = k;
  }
  n_share = firsts[p + 1] - firsts[p];
  share = g_new (double, self->models->len *MAX (n_share, 1));
  succeeded = cal_searchlight_run (searchlight, neighbourhood, firsts[p], n_share, share,
                                   &self->report, NULL, error);
  for (guint m = 0; succeeded && m < self->models->len; m++)
    memcpy (similarities + m * n + firsts[p], share + m * n_share, n_share * sizeof *share);
  if (cal_rdm_backend.gather == NULL)
    return succeeded;
  figures[UNDEFINED * n_processes + p] = (double) self->report.n_undefined;
  figures[LEAST * n_processes + p] = (double) self->report.n_channels_least;
  figures[MOST * n_processes + p] = (double) self->report.n_channels_most;
  figures[SUM * n_processes + p] = self->report.n_channels_mean * (double) n_share;
  if (cal_rdm_backend.gather (succeeded, similarities, self->models->len, firsts) &&
      cal_rdm_backend.gather (TRUE, figures, N_FIGURES, columns)) {
    join_reports (&self->report, figures, n_processes, n);
    return TRUE;
  }
  if (succeeded)
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "another process could not compare its share");
  return FALSE;
}

static gboolean
compare (Work *self, CalArguments *arguments, double *similarities, GError **error)
{
  const char *roi = cal_arguments_get_text (arguments, "roi");
  CalSearchlightDesc desc = {
      .patterns = self->places.patterns,
      .design = &self->grouping.design,
      .parameters = &self->parameters,
      .method = (CalRdmMethod) cal_arguments_get_choice (arguments, "method"),
      .models = (CalRdm *const *) self->models->pdata,
      .n_models = self->models->len,
      .min_channels = (gsize) cal_arguments_get_number (arguments, "least"),
  };
  g_autoptr (CalSearchlight) searchlight = cal_searchlight_new (&desc, error);
  g_autoptr (CalNeighbourhood) neighbourhood = NULL;

  if (searchlight == NULL)
    return FALSE;
  if (roi != NULL) {
    g_autofree gint32 *parcels = cal_pattern_places_read_parcels (&self->places, roi, error);

    self->sentence = g_strdup_printf ("parcels of %s", roi);
    return parcels != NULL && cal_searchlight_run_parcels (searchlight, parcels, 0, similarities,
                                                           &self->report, NULL, error);
  }
  neighbourhood = make_neighbourhood (&self->places, arguments, error);
  if (neighbourhood == NULL)
    return FALSE;
  self->sentence = g_strdup (cal_neighbourhood_get_sentence (neighbourhood));
  return run_share (self, searchlight, neighbourhood, similarities, error);
}

/* The place with the highest value. */
static void
add_model (JsonArray *array, const Work *self, guint m, const double *similarities)
{
  gsize n = cal_pattern_places_get_n_channels (&self->places), best = 0, n_finite = 0;
  JsonObject *entry = json_object_new ();

  for (gsize c = 0; c < n; c++)
    if (isfinite (similarities[c])) {
      best = n_finite == 0 || similarities[c] > similarities[best] ? c : best;
      n_finite++;
    }
  json_object_set_string_member (entry, "name", cal_rdm_get_desc (self->models->pdata[m])->name);
  json_object_set_int_member (entry, "n_values", (gint64) n_finite);
  if (n_finite > 0) {
    json_object_set_double_member (entry, "highest", similarities[best]);
    json_object_set_int_member (entry, "highest_channel", (gint64) best);
    for (gsize p = 0; p < self->places.n_places; p++)
      if (self->places.channel_of_place[p] == (gint32) best)
        json_object_set_int_member (entry, "highest_place", (gint64) p);
  }
  json_array_add_object_element (array, entry);
}

static void
print_report (const Work *self, CalArguments *arguments, const double *similarities, double seconds)
{
  static const char *const sources[] = {"conditions", "roi", "mask"};
  const char *const *models = cal_arguments_get_texts (arguments, "models");
  const char *const *surfaces = cal_arguments_get_texts (arguments, "surface");
  JsonArray *array = json_array_new ();
  g_autoptr (JsonObject) report =
      cal_rdm_report_new (&self->parameters, cal_arguments_get_text (arguments, "output"),
                          cal_rdm_backend.get_n_processes ());
  JsonObject *parameters = json_object_get_object_member (report, "parameters");

  json_object_set_string_member (report, "command", "searchlight");
  json_object_remove_member (report, "rdms");
  json_object_set_string_member (parameters, "method",
                                 cal_arguments_get_text (arguments, "method"));
  cal_provenance_add_source (report, "patterns", cal_arguments_get_operands (arguments)[0]);
  for (guint n = 0; models[n] != NULL; n++)
    cal_provenance_add_source (report, "model", models[n]);
  for (guint n = 0; surfaces[n] != NULL; n++)
    cal_provenance_add_source (report, "surface", surfaces[n]);
  for (gsize n = 0; n < G_N_ELEMENTS (sources); n++)
    if (cal_arguments_has (arguments, sources[n]))
      cal_provenance_add_source (report, sources[n],
                                 cal_arguments_get_text (arguments, sources[n]));
  json_object_set_string_member (report, "binding", self->places.sentence);
  json_object_set_string_member (report, "neighbourhood", self->sentence);
  json_object_set_int_member (report, "n_channels",
                              (gint64) cal_pattern_places_get_n_channels (&self->places));
  json_object_set_int_member (report, "n_dropped_channels", (gint64) self->report.n_dropped);
  json_object_set_int_member (report, "n_places", (gint64) self->report.n_places);
  json_object_set_int_member (report, "n_undefined", (gint64) self->report.n_undefined);
  json_object_set_int_member (report, "channels_least", (gint64) self->report.n_channels_least);
  json_object_set_int_member (report, "channels_most", (gint64) self->report.n_channels_most);
  json_object_set_double_member (report, "channels_mean", self->report.n_channels_mean);
  for (guint m = 0; m < self->models->len; m++)
    add_model (array, self, m,
               similarities + m * cal_pattern_places_get_n_channels (&self->places));
  json_object_set_array_member (report, "models", array);
  json_object_set_double_member (report, "seconds", seconds);
  cal_rdm_report_print (report);
}

static gboolean
search (Work *self, CalArguments *arguments, GError **error)
{
  const CalRdmComparator *comparator =
      cal_rdm_comparator_get ((CalRdmMethod) cal_arguments_get_choice (arguments, "method"));
  const char *output = cal_arguments_get_text (arguments, "output");
  g_autofree double *similarities = NULL;
  g_autofree const char **names = NULL;
  gint64 start = g_get_monotonic_time ();
  double seconds;

  if (!read_all (self, arguments, error))
    return FALSE;
  similarities =
      g_new (double, self->models->len *cal_pattern_places_get_n_channels (&self->places));
  names = g_new0 (const char *, self->models->len + 1);
  for (guint m = 0; m < self->models->len; m++)
    names[m] = cal_rdm_get_desc (self->models->pdata[m])->name;
  if (!compare (self, arguments, similarities, error))
    return FALSE;
  if (cal_rdm_backend.get_process () > 0)
    return TRUE;
  if (!cal_pattern_places_write_map (&self->places, similarities, names, comparator->name, output,
                                     error))
    return FALSE;
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  if (cal_arguments_has (arguments, "json"))
    print_report (self, arguments, similarities, seconds);
  else
    fprintf (stdout,
             "%s: %s with %u models at %" G_GSIZE_FORMAT " places (%s; %" G_GSIZE_FORMAT
             " to %" G_GSIZE_FORMAT " channels), %" G_GSIZE_FORMAT " without a value, %.3g s\n",
             output, comparator->name, self->models->len, self->report.n_places, self->sentence,
             self->report.n_channels_least, self->report.n_channels_most, self->report.n_undefined,
             seconds);
  return TRUE;
}

static int
run (CalArguments *arguments)
{
  g_auto (Work) work = {0};
  g_autoptr (GError) error = NULL;
  const char *missing = cal_arguments_get_text (arguments, "output") == NULL     ? "-o FILE"
                        : *cal_arguments_get_texts (arguments, "models") == NULL ? "--models FILE"
                                                                                 : NULL;

  if (missing != NULL) {
    g_printerr ("calcarine searchlight: expected %s\nTry \"calcarine searchlight --help\".\n",
                missing);
    return CAL_EXIT_USAGE;
  }
  for (const CalOption *option = cal_rdm_options; option->name != NULL; option++) {
    const char *text = cal_arguments_get_text (arguments, option->name);

    if (text != NULL)
      cal_rdm_set_option (&work.parameters, option->name, text);
  }
  if (!search (&work, arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup ("PATTERNS is a series of volumes, or a row of values for each observation "
                   "(FILE or FILE:DATASET).\n"
                   "Conditions are matched to those of the models by name, where both have names; "
                   "else by order.\n"
                   "A model may be another region's RDM. A sphere ends at the edge of the mask; "
                   "ways along the\n"
                   "cortex go over all its vertices.");
}

const CalCommand cal_command_searchlight = {
    .name = "searchlight",
    .operands = "PATTERNS",
    .summary = "Map where patterns are as a model RDM says.",
    .dup_details = dup_details,
    .options =
        (const CalOption *const[]){options, cal_pattern_places_options, cal_rdm_options, NULL},
    .min_operands = 1,
    .max_operands = 1,
    .computes = TRUE,
    .run = run,
};
