/* rdm.c - calcarine rdm: the distances of patterns.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdio.h>
#include <string.h>

#include "analysis/blas.h"
#include "analysis/rdm-grouping.h"
#include "app/command/command.h"
#include "app/command/rdm-backend.h"
#include "app/command/rdm-report.h"
#include "app/session/rdm-options.h"
#include "io/format.h"
#include "io/path.h"
#include "io/rdm-write.h"
#include "model/error.h"

static const CalOption options[] = {
    {"output", 'o', CAL_OPTION_TEXT, "FILE",
     .help = "where the RDM is written: .h5 (as rsatoolbox), .npy (square) or .csv"},
    {"conditions", 'c', CAL_OPTION_TEXT, "TABLE",
     .help = "a table with a row for each observation: CSV, TSV, ..."},
    {"labels", 'l', CAL_OPTION_TEXT, "COLUMN",
     .help = "column that names the condition; observations of one condition are averaged"},
    {"runs", 'r', CAL_OPTION_TEXT, "COLUMN",
     .help = "column of runs or sessions: the folds of crossnobis"},
    {"leave-out", 0, CAL_OPTION_TEXTS, "LABEL",
     .help = "condition that is not used, rest say; may be given several times"},
    {"roi", 0, CAL_OPTION_TEXT, "FILE",
     .help = "mask or labels on the grid of the patterns, or of a value a channel: one RDM for "
             "each value that is not 0"},
    {"residuals", 0, CAL_OPTION_TEXT, "FILE",
     .help = "what the noise is estimated from; without, observations less the mean of their "
             "condition"},
    {"transpose", 0, CAL_OPTION_FLAG, .help = "rows are channels, columns are observations"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print a report with provenance"},
    {NULL},
};

/* Everything that one run works on. */
typedef struct {
  CalRdmParameters parameters;
  CalPatternSource *source;
  CalPatternSource *residuals; /* nullable */
  CalTable *table;             /* nullable */
  CalRdmGrouping grouping;
  GPtrArray *regions;
  GPtrArray *rdms;
  JsonObject *report;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->source, cal_pattern_source_free);
  g_clear_pointer (&self->residuals, cal_pattern_source_free);
  g_clear_object (&self->table);
  cal_rdm_grouping_clear (&self->grouping);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_clear_pointer (&self->rdms, g_ptr_array_unref);
  g_clear_pointer (&self->report, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
set_parameters (CalRdmParameters *parameters, CalArguments *arguments)
{
  for (const CalOption *option = cal_rdm_options; option->name != NULL; option++) {
    const char *text = cal_arguments_get_text (arguments, option->name);

    if (text != NULL)
      cal_rdm_set_option (parameters, option->name, text);
  }
}

static CalTable *
read_table (const char *source, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load_source (source, NULL, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (objects == NULL)
    return NULL;
  if (objects->len == 1 && CAL_IS_TABLE (objects->pdata[0]))
    return g_object_ref (objects->pdata[0]);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: no table; expected a row for each observation", source);
  return NULL;
}

static gboolean
open_all (Work *self, CalArguments *arguments, GError **error)
{
  const char *conditions = cal_arguments_get_text (arguments, "conditions");
  const char *residuals = cal_arguments_get_text (arguments, "residuals");
  gboolean is_transposed = cal_arguments_has (arguments, "transpose");
  CalPatterns patterns;

  self->source = cal_pattern_source_open (cal_arguments_get_operands (arguments)[0], is_transposed,
                                          cal_rdm_backend.read_block, NULL, error);
  if (self->source == NULL)
    return FALSE;
  if (residuals != NULL) {
    self->residuals =
        cal_pattern_source_open (residuals, is_transposed, cal_rdm_backend.read_block, NULL, error);
    if (self->residuals == NULL)
      return FALSE;
    if (cal_pattern_source_get_n_channels (self->residuals) !=
        cal_pattern_source_get_n_channels (self->source)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: %" G_GSIZE_FORMAT " channels; the patterns have %" G_GSIZE_FORMAT,
                   residuals, cal_pattern_source_get_n_channels (self->residuals),
                   cal_pattern_source_get_n_channels (self->source));
      return FALSE;
    }
  }
  if (conditions != NULL) {
    self->table = read_table (conditions, error);
    if (self->table == NULL)
      return FALSE;
  } else if (cal_pattern_source_get_table (self->source) != NULL)
    self->table = g_object_ref (cal_pattern_source_get_table (self->source));
  cal_pattern_source_choose (self->source, NULL, &patterns);
  if (!cal_rdm_grouping_init (&self->grouping, patterns.n_rows, self->table,
                              cal_arguments_get_text (arguments, "labels"),
                              cal_arguments_get_text (arguments, "runs"),
                              cal_arguments_get_texts (arguments, "leave-out"), error))
    return FALSE;
  self->regions = cal_pattern_source_find_regions (
      self->source, cal_arguments_get_text (arguments, "roi"), error);
  return self->regions != NULL;
}

/* One sentence that tells how it was made. */
static char *
dup_maker (const CalRdmParameters *parameters, const CalRdmReport *report)
{
  GString *text = g_string_new (NULL);
  g_autofree char *noise = cal_rdm_dup_option (parameters, "noise");

  g_string_append_printf (text, "%s distance over %" G_GSIZE_FORMAT " channels",
                          cal_rdm_measure_get_name (parameters->measure), report->n_channels);
  if (report->n_dropped > 0)
    g_string_append_printf (text, ", %" G_GSIZE_FORMAT " dropped", report->n_dropped);
  if (parameters->normalisation != CAL_NOISE_NONE)
    g_string_append_printf (text, ", %s noise of %" G_GSIZE_FORMAT " residuals", noise,
                            report->n_residuals);
  g_string_append (text, parameters->precision == CAL_PRECISION_SINGLE ? ", single precision"
                                                                       : ", double precision");
  return g_string_free (text, FALSE);
}

static gboolean
compute_region (Work *self, const CalRegion *region, const char *source, GError **error)
{
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalArray) dissimilarities = NULL;
  g_autoptr (CalRdm) rdm = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *stem = cal_path_dup_stem (source), *maker = NULL;
  gint64 start = g_get_monotonic_time ();
  CalPatterns patterns, residuals;
  CalRdmDesc desc = {
      .name = region->name != NULL ? region->name : stem,
      .source = source,
      .n_conditions = self->grouping.design.n_conditions,
      .conditions = self->grouping.conditions,
      .measure = cal_rdm_measure_get_name (self->parameters.measure),
      .roi = region->name,
  };

  cal_pattern_source_choose (self->source, region, &patterns);
  if (self->residuals != NULL)
    cal_pattern_source_choose (self->residuals, region, &residuals);
  dissimilarities = cal_rdm_backend.compute (&patterns, self->residuals != NULL ? &residuals : NULL,
                                             &self->grouping.design, &self->parameters, &report,
                                             NULL, &local_error);
  if (dissimilarities == NULL) {
    if (local_error == NULL)
      return TRUE;
    g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s%s%s: ", source,
                                region->name != NULL ? ", " : "",
                                region->name != NULL ? region->name : "");
    return FALSE;
  }
  maker = dup_maker (&self->parameters, &report);
  desc.dissimilarities = dissimilarities;
  desc.made_by = maker;
  rdm = cal_rdm_new (&desc, error);
  if (rdm == NULL)
    return FALSE;
  cal_rdm_report_add (self->report, rdm, &self->parameters, &report,
                      (double) (g_get_monotonic_time () - start) / 1e6);
  g_ptr_array_add (self->rdms, g_steal_pointer (&rdm));
  return TRUE;
}

static gboolean
compute_all (Work *self, CalArguments *arguments, GError **error)
{
  const char *source = cal_arguments_get_operands (arguments)[0];
  const char *output = cal_arguments_get_text (arguments, "output");

  if (!open_all (self, arguments, error))
    return FALSE;
  self->rdms = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint n = 0; n < self->regions->len; n++)
    if (!compute_region (self, self->regions->pdata[n], source, error))
      return FALSE;
  if (self->rdms->len == 0)
    return TRUE;
  if (!cal_rdm_write (output, self->rdms, error))
    return FALSE;
  if (cal_arguments_has (arguments, "json"))
    cal_rdm_report_print (self->report);
  else
    cal_rdm_report_print_text (self->report);
  return TRUE;
}

static int
run (CalArguments *arguments)
{
  static const char *const sources[] = {"conditions", "roi", "residuals"};
  const char *output = cal_arguments_get_text (arguments, "output");
  g_auto (Work) work = {0};
  g_autoptr (GError) error = NULL;

  if (output == NULL)
    g_set_error_literal (&error, CAL_ERROR, CAL_ERROR_ARGUMENT, "expected -o FILE");
  if (output == NULL || !cal_rdm_write_check (output, &error)) {
    g_printerr ("calcarine rdm: %s\nTry \"calcarine rdm --help\".\n", error->message);
    return CAL_EXIT_USAGE;
  }
  set_parameters (&work.parameters, arguments);
  work.report = cal_rdm_report_new (&work.parameters, output, cal_rdm_backend.get_n_processes ());
  cal_rdm_report_add_source (work.report, "patterns", cal_arguments_get_operands (arguments)[0]);
  for (gsize n = 0; n < G_N_ELEMENTS (sources); n++)
    if (cal_arguments_has (arguments, sources[n]))
      cal_rdm_report_add_source (work.report, sources[n],
                                 cal_arguments_get_text (arguments, sources[n]));
  if (!compute_all (&work, arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  return 0;
}

const CalCommand cal_command_rdm = {
    .name = "rdm",
    .operands = "PATTERNS",
    .summary = "Compute how far apart the patterns of conditions are.",
    .options = (const CalOption *const[]){options, cal_rdm_options, NULL},
    .min_operands = 1,
    .max_operands = 1,
    .computes = TRUE,
    .run = run,
};
