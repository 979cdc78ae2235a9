/* rdm.c - calcarine rdm: the distances of patterns.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdio.h>
#include <string.h>

#include "analysis/blas.h"
#include "app/command/command.h"
#include "app/command/provenance.h"
#include "app/command/rdm-backend.h"
#include "app/command/rdm-report.h"
#include "app/session/rdm-options.h"
#include "app/session/rdm-work.h"
#include "io/rdm-write.h"
#include "model/error.h"

static const CalOption options[] = {
    {"output", 'o', CAL_OPTION_TEXT, "FILE",
     .help = "where the RDM is written: .h5 (as rsatoolbox), .bundle.h5 (a new bundle), .npy "
             "(square) or .csv"},
    {"leave-out", 0, CAL_OPTION_TEXTS, "LABEL",
     .help = "condition that is not used, rest say; may be given several times"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print a report with provenance"},
    {NULL},
};

/* Everything that one run makes. */
typedef struct {
  CalRdmParameters parameters;
  CalRdmWork work;
  GPtrArray *rdms;
  JsonObject *report;
} Run;

static void
run_clear (Run *self)
{
  cal_rdm_work_clear (&self->work);
  g_clear_pointer (&self->rdms, g_ptr_array_unref);
  g_clear_pointer (&self->report, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
set_parameters (CalRdmParameters *parameters, CalArguments *arguments)
{
  for (const CalOption *option = cal_rdm_options; option->name != NULL; option++) {
    const char *text = cal_arguments_get_text (arguments, option->name);

    if (text != NULL)
      cal_rdm_set_option (parameters, option->name, text);
  }
}

static gboolean
compute_region (Run *self, const CalChannelSet *region, GError **error)
{
  g_auto (CalRdmReport) report = {0};
  g_autoptr (CalRdm) rdm = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!cal_rdm_work_compute (&self->work, region, &self->parameters, cal_rdm_backend.compute, &rdm,
                             &report, NULL, error))
    return FALSE;
  if (rdm == NULL)
    return TRUE;
  cal_rdm_report_add (self->report, rdm, &self->parameters, &report,
                      (double) (g_get_monotonic_time () - start) / 1e6);
  g_ptr_array_add (self->rdms, g_steal_pointer (&rdm));
  return TRUE;
}

static gboolean
compute_all (Run *self, CalArguments *arguments, GError **error)
{
  const char *output = cal_arguments_get_text (arguments, "output");
  const CalRdmRequest request = {
      .patterns = cal_arguments_get_operands (arguments)[0],
      .is_transposed = cal_arguments_has (arguments, "transpose"),
      .residuals = cal_arguments_get_text (arguments, "residuals"),
      .conditions = cal_arguments_get_text (arguments, "conditions"),
      .labels = cal_arguments_get_text (arguments, "labels"),
      .runs = cal_arguments_get_text (arguments, "runs"),
      .leave_out = cal_arguments_get_texts (arguments, "leave-out"),
      .roi = cal_arguments_get_text (arguments, "roi"),
      .read_block = cal_rdm_backend.read_block,
  };

  if (!cal_rdm_work_open (&self->work, &request, NULL, error))
    return FALSE;
  self->rdms = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint n = 0; n < self->work.regions->len; n++)
    if (!compute_region (self, self->work.regions->pdata[n], error))
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
run_command (CalArguments *arguments)
{
  static const char *const sources[] = {"conditions", "roi", "residuals"};
  const char *output = cal_arguments_get_text (arguments, "output");
  g_auto (Run) run = {0};
  g_autoptr (GError) error = NULL;

  if (output == NULL)
    g_set_error_literal (&error, CAL_ERROR, CAL_ERROR_ARGUMENT, "expected -o FILE");
  if (output == NULL || !cal_rdm_write_check (output, &error)) {
    g_printerr ("calcarine rdm: %s\nTry \"calcarine rdm --help\".\n", error->message);
    return CAL_EXIT_USAGE;
  }
  set_parameters (&run.parameters, arguments);
  run.report = cal_rdm_report_new (&run.parameters, output, cal_rdm_backend.get_n_processes ());
  cal_provenance_add_source (run.report, "patterns", cal_arguments_get_operands (arguments)[0]);
  for (gsize n = 0; n < G_N_ELEMENTS (sources); n++)
    if (cal_arguments_has (arguments, sources[n]))
      cal_provenance_add_source (run.report, sources[n],
                                 cal_arguments_get_text (arguments, sources[n]));
  if (!compute_all (&run, arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  return 0;
}

const CalCommand cal_command_rdm = {
    .name = "rdm",
    .operands = "PATTERNS",
    .summary = "Compute how far apart the patterns of conditions are.",
    .options = (const CalOption *const[]){options, cal_rdm_source_options, cal_rdm_options, NULL},
    .min_operands = 1,
    .max_operands = 1,
    .computes = TRUE,
    .run = run_command,
};
