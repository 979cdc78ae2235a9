/* rsa-report.c - what calcarine rsa found, as JSON, as a table, as CSV.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/rsa-report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/command/json-out.h"
#include "app/command/provenance.h"
#include "io/content-hash.h"
#include "io/path.h"
#include "model/number.h"

/**
 * cal_rsa_region_new:
 *
 * Returns: (transfer full): a region of which nothing is known yet
 */
CalRsaRegion *
cal_rsa_region_new (const char *name, CalRsaSet *set)
{
  CalRsaRegion *self = g_new0 (CalRsaRegion, 1);

  self->name = g_strdup (name);
  self->set = g_object_ref (set);
  return self;
}

void
cal_rsa_region_free (CalRsaRegion *self)
{
  g_free (self->name);
  g_object_unref (self->set);
  g_clear_object (&self->result);
  g_clear_object (&self->grid);
  g_free (self);
}

/**
 * cal_rsa_source_new:
 * @role: what it is to the analysis
 * @name: a path, or a dataset of a container
 *
 * Returns: (transfer full): the source with its hash, or NULL with G_FILE_ERROR
 */
CalRsaSource *
cal_rsa_source_new (const char *role, const char *name, GError **error)
{
  const char *dataset;
  g_autofree char *path = cal_path_split_source (name, &dataset);
  g_autofree char *hash = cal_content_hash_file (path, error);
  CalRsaSource *self;

  if (hash == NULL)
    return NULL;
  self = g_new (CalRsaSource, 1);
  *self = (CalRsaSource){role, g_strdup (name), g_steal_pointer (&hash)};
  return self;
}

void
cal_rsa_source_free (CalRsaSource *self)
{
  g_free (self->name);
  g_free (self->hash);
  g_free (self);
}

static void
set_range (JsonObject *object, const char *name, CalRsaRange range)
{
  JsonArray *array = json_array_new ();

  cal_json_add_number (array, range.low);
  cal_json_add_number (array, range.high);
  json_object_set_array_member (object, name, array);
}

static JsonObject *
describe_rdm (CalRdm *rdm)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);
  JsonObject *object = json_object_new ();

  cal_json_set_text (object, "name", desc->name);
  cal_json_set_text (object, "source", desc->source);
  cal_json_set_text (object, "subject", desc->subject);
  cal_json_set_text (object, "measure", desc->measure);
  cal_json_set_text (object, "made_by", desc->made_by);
  return object;
}

static JsonArray *
describe_models (const CalRsaRegion *region)
{
  const CalRsaFigures *figures = cal_rsa_result_get_figures (region->result);
  JsonArray *models = json_array_new ();

  for (guint m = 0; m < figures->n_models; m++) {
    const CalRsaModel *model = &figures->models[m];
    JsonObject *object = describe_rdm (cal_rsa_set_get_model (region->set, m));
    JsonArray *scores = json_array_new ();

    for (guint d = 0; d < figures->n_data; d++)
      cal_json_add_number (scores, figures->scores[m * figures->n_data + d]);
    cal_json_set_number (object, "similarity", model->similarity);
    json_object_set_array_member (object, "scores", scores);
    set_range (object, "interval", model->interval);
    cal_json_set_number (object, "deviation", model->deviation);
    cal_json_set_number (object, "p_chance", model->p_chance);
    cal_json_set_number (object, "q_chance", model->q_chance);
    cal_json_set_number (object, "p_above_zero", model->p_above_zero);
    cal_json_set_number (object, "p_below_ceiling", model->p_below_ceiling);
    json_array_add_object_element (models, object);
  }
  return models;
}

static JsonArray *
describe_pairs (const CalRsaRegion *region)
{
  const CalRsaFigures *figures = cal_rsa_result_get_figures (region->result);
  JsonArray *pairs = json_array_new ();

  for (guint i = 0; i < figures->n_models; i++)
    for (guint j = i + 1; j < figures->n_models; j++) {
      JsonObject *pair = json_object_new ();

      cal_json_set_text (pair, "a",
                         cal_rdm_get_desc (cal_rsa_set_get_model (region->set, i))->name);
      cal_json_set_text (pair, "b",
                         cal_rdm_get_desc (cal_rsa_set_get_model (region->set, j))->name);
      cal_json_set_number (pair, "p", figures->p_pair[i * figures->n_models + j]);
      cal_json_set_number (pair, "q", figures->q_pair[i * figures->n_models + j]);
      json_array_add_object_element (pairs, pair);
    }
  return pairs;
}

static JsonObject *
describe_ceiling (const CalRsaRegion *region)
{
  const CalRsaFigures *figures = cal_rsa_result_get_figures (region->result);
  CalRdmMethod method = cal_rsa_result_get_options (region->result)->method;
  JsonObject *ceiling = json_object_new ();

  cal_json_set_number (ceiling, "lower", figures->ceiling.lower);
  cal_json_set_number (ceiling, "upper", figures->ceiling.upper);
  set_range (ceiling, "lower_interval", figures->lower_interval);
  set_range (ceiling, "upper_interval", figures->upper_interval);
  json_object_set_boolean_member (ceiling, "upper_is_approximate",
                                  !cal_rdm_comparator_get (method)->pooling_is_exact);
  return ceiling;
}

/* A row an l, a column a u; null where l > u. */
static JsonArray *
describe_cells (const double *cells, guint n)
{
  JsonArray *rows = json_array_new ();

  for (guint l = 0; l < n; l++) {
    JsonArray *row = json_array_new ();

    for (guint u = 0; u < n; u++)
      cal_json_add_number (row, cells[l * n + u]);
    json_array_add_array_element (rows, row);
  }
  return rows;
}

static JsonObject *
describe_grid (CalTrsaGrid *grid)
{
  const CalTrsaGridFigures *figures = cal_trsa_grid_get_figures (grid);
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "step", figures->step);
  json_object_set_int_member (object, "n_regions", figures->n_regions);
  json_object_set_array_member (object, "reliability",
                                describe_cells (figures->reliability, figures->n));
  json_object_set_array_member (object, "selection",
                                describe_cells (figures->selection, figures->n));
  return object;
}

static JsonObject *
describe_region (const CalRsaRegion *region)
{
  const CalRdmPairs *pairs = cal_rsa_set_get_pairs (region->set);
  JsonObject *object = json_object_new ();
  JsonArray *data = json_array_new ();

  for (guint d = 0; d < cal_rsa_set_get_n_data (region->set); d++)
    json_array_add_object_element (data, describe_rdm (cal_rsa_set_get_datum (region->set, d)));
  cal_json_set_text (object, "region", region->name);
  json_object_set_array_member (object, "data", data);
  json_object_set_int_member (object, "n_subjects", cal_rsa_set_get_n_subjects (region->set));
  json_object_set_int_member (object, "n_conditions", (gint64) pairs->n_conditions);
  json_object_set_int_member (object, "n_pairs", (gint64) pairs->n_pairs);
  json_object_set_int_member (object, "n_pairs_missing", (gint64) (pairs->n_pairs - pairs->n_kept));
  json_object_set_int_member (object, "n_rdms_matched_by_position",
                              cal_rsa_set_get_n_by_position (region->set));
  if (region->result != NULL) {
    json_object_set_int_member (object, "n_resamples",
                                cal_rsa_result_get_figures (region->result)->n_resamples);
    json_object_set_object_member (object, "noise_ceiling", describe_ceiling (region));
    json_object_set_array_member (object, "models", describe_models (region));
    json_object_set_array_member (object, "pairs", describe_pairs (region));
  }
  if (region->grid != NULL)
    json_object_set_object_member (object, "grid", describe_grid (region->grid));
  return object;
}

/**
 * cal_rsa_report_print_json:
 * @regions: (element-type CalRsaRegion): what was found
 * @sources: (element-type CalRsaSource): what it was found in
 * @tables: of the parameters, ended by NULL
 *
 * Prints one object: with its sources' hashes, its parameters and its seed the same numbers can be
 * made again.
 */
void
cal_rsa_report_print_json (GPtrArray *regions,
                           GPtrArray *sources,
                           CalArguments *arguments,
                           const CalOption *const *tables)
{
  g_autoptr (JsonObject) report = json_object_new ();
  JsonArray *source_list = json_array_new (), *region_list = json_array_new ();

  for (guint n = 0; n < sources->len; n++) {
    const CalRsaSource *source = sources->pdata[n];
    JsonObject *object = json_object_new ();

    cal_json_set_text (object, "role", source->role);
    cal_json_set_text (object, "path", source->name);
    cal_json_set_text (object, "content", source->hash);
    json_array_add_object_element (source_list, object);
  }
  for (guint n = 0; n < regions->len; n++)
    json_array_add_object_element (region_list, describe_region (regions->pdata[n]));
  json_object_set_string_member (report, "command", "rsa");
  json_object_set_string_member (report, "version", CALCARINE_VERSION);
  json_object_set_array_member (report, "sources", source_list);
  json_object_set_object_member (report, "parameters", cal_provenance_describe (arguments, tables));
  json_object_set_array_member (report, "regions", region_list);
  cal_json_print (report);
}

/* A number in a column, or a dash. */
static void
print_number (double value, int width)
{
  g_autofree char *text = isfinite (value) ? g_strdup_printf ("%.4f", value) : g_strdup ("-");

  fprintf (stdout, " %*s", width, text);
}

static void
print_padded (const char *text, glong width)
{
  glong n_letters = g_utf8_strlen (text, -1);

  fprintf (stdout, "%s%*s", text, (int) MAX (0, width - n_letters), "");
}

static void
print_pairs (const CalRsaRegion *region)
{
  const CalRsaFigures *figures = cal_rsa_result_get_figures (region->result);

  for (guint i = 0; i < figures->n_models; i++)
    for (guint j = i + 1; j < figures->n_models; j++) {
      double q = figures->q_pair[i * figures->n_models + j];

      if (q < 0.05)
        fprintf (stdout, "%s and %s differ, q = %.4f\n",
                 cal_rdm_get_desc (cal_rsa_set_get_model (region->set, i))->name,
                 cal_rdm_get_desc (cal_rsa_set_get_model (region->set, j))->name, q);
    }
}

static void
print_result (const CalRsaRegion *region)
{
  const CalRsaFigures *figures = cal_rsa_result_get_figures (region->result);
  const CalRsaOptions *options = cal_rsa_result_get_options (region->result);
  const CalRdmComparator *comparator = cal_rdm_comparator_get (options->method);
  glong width = 5;

  for (guint m = 0; m < figures->n_models; m++)
    width = MAX (
        width, g_utf8_strlen (cal_rdm_get_desc (cal_rsa_set_get_model (region->set, m))->name, -1));
  fprintf (stdout, "%s; noise ceiling", comparator->name);
  print_number (figures->ceiling.lower, 0);
  fputs (" to", stdout);
  print_number (figures->ceiling.upper, 0);
  fputs (comparator->pooling_is_exact ? "\n" : " (upper approximate)\n", stdout);
  if (options->bootstrap != CAL_RSA_BOOTSTRAP_NONE)
    fprintf (stdout, "low to high: %g %% of %u resamples; seed %" G_GUINT64_FORMAT "\n",
             100.0 * options->interval, figures->n_resamples, options->seed);
  print_padded ("model", width);
  fprintf (stdout, " %10s %10s %10s %10s %10s\n", "similarity", "low", "high", "p chance",
           "q chance");
  for (guint m = 0; m < figures->n_models; m++) {
    const CalRsaModel *model = &figures->models[m];

    print_padded (cal_rdm_get_desc (cal_rsa_set_get_model (region->set, m))->name, width);
    print_number (model->similarity, 10);
    print_number (model->interval.low, 10);
    print_number (model->interval.high, 10);
    print_number (model->p_chance, 10);
    print_number (model->q_chance, 10);
    fputc ('\n', stdout);
  }
  print_pairs (region);
}

static void
print_grid (CalTrsaGrid *grid)
{
  const CalTrsaGridFigures *figures = cal_trsa_grid_get_figures (grid);

  fprintf (stdout, "%6s %6s %12s %12s  %s\n", "l", "u", "reliability", "selection", "family");
  for (guint l = 0; l < figures->n; l++)
    for (guint u = l; u < figures->n; u++) {
      gsize cell = (gsize) l * figures->n + u;

      if (isnan (figures->reliability[cell]) && isnan (figures->selection[cell]))
        continue;
      fprintf (stdout, "%6.3g %6.3g", l * figures->step, u * figures->step);
      print_number (figures->reliability[cell], 12);
      print_number (figures->selection[cell], 12);
      fprintf (
          stdout, "  %s\n",
          cal_trsa_family_get_name (cal_trsa_get_family (l * figures->step, u * figures->step)));
    }
}

/**
 * cal_rsa_report_print_table:
 * @regions: (element-type CalRsaRegion): what was found
 *
 * Prints what a person reads.
 */
void
cal_rsa_report_print_table (GPtrArray *regions)
{
  for (guint n = 0; n < regions->len; n++) {
    const CalRsaRegion *region = regions->pdata[n];
    const CalRdmPairs *pairs = cal_rsa_set_get_pairs (region->set);
    guint n_by_position = cal_rsa_set_get_n_by_position (region->set);
    guint n_data = cal_rsa_set_get_n_data (region->set);
    guint n_subjects = cal_rsa_set_get_n_subjects (region->set);

    fprintf (stdout, "%s%s%s%u RDM%s of %u subject%s, %" G_GSIZE_FORMAT " conditions",
             n > 0 ? "\n" : "", region->name != NULL ? region->name : "",
             region->name != NULL ? ": " : "", n_data, n_data == 1 ? "" : "s", n_subjects,
             n_subjects == 1 ? "" : "s", pairs->n_conditions);
    if (pairs->n_kept < pairs->n_pairs)
      fprintf (stdout, ", %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " pairs missing",
               pairs->n_pairs - pairs->n_kept, pairs->n_pairs);
    if (n_by_position > 0)
      fprintf (stdout, ", matched by their order: %u RDMs do not name each", n_by_position);
    fputc ('\n', stdout);
    if (region->result != NULL)
      print_result (region);
    if (region->grid != NULL)
      print_grid (region->grid);
  }
}

/* A field of CSV: in quotes where it needs them (RFC 4180). */
static void
print_field (const char *text)
{
  g_autofree char *quoted = NULL;

  if (strpbrk (text, ",\"\r\n") != NULL) {
    g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
    g_autofree char *doubled = g_strjoinv ("\"\"", parts);

    quoted = g_strdup_printf ("\"%s\"", doubled);
  }
  fputs (quoted != NULL ? quoted : text, stdout);
}

static void
print_values (const double *values, guint n)
{
  for (guint v = 0; v < n; v++) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    fprintf (stdout, ",%s",
             isfinite (values[v]) ? g_ascii_dtostr (text, sizeof text, values[v]) : "");
  }
  fputc ('\n', stdout);
}

/**
 * cal_rsa_report_print_csv:
 * @regions: (element-type CalRsaRegion): what was found
 *
 * Prints a row a region and model; an empty field is no number.
 */
void
cal_rsa_report_print_csv (GPtrArray *regions)
{
  fputs ("region,model,similarity,low,high,deviation,p_chance,q_chance,p_above_zero,"
         "p_below_ceiling,ceiling_lower,ceiling_upper\n",
         stdout);
  for (guint n = 0; n < regions->len; n++) {
    const CalRsaRegion *region = regions->pdata[n];
    const CalRsaFigures *figures = cal_rsa_result_get_figures (region->result);

    for (guint m = 0; m < figures->n_models; m++) {
      const CalRsaModel *model = &figures->models[m];
      const double values[] = {model->similarity,      model->interval.low,
                               model->interval.high,   model->deviation,
                               model->p_chance,        model->q_chance,
                               model->p_above_zero,    model->p_below_ceiling,
                               figures->ceiling.lower, figures->ceiling.upper};

      print_field (region->name != NULL ? region->name : "");
      fputc (',', stdout);
      print_field (cal_rdm_get_desc (cal_rsa_set_get_model (region->set, m))->name);
      print_values (values, G_N_ELEMENTS (values));
    }
  }
}
