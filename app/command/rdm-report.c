/* rdm-report.c - what "calcarine rdm" did: from what, how, and how exactly.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/rdm-report.h"

#include <stdio.h>

#include "analysis/blas.h"
#include "app/session/rdm-options.h"
#include "model/number.h"

/**
 * cal_rdm_report_new:
 *
 * Returns: (transfer full): a report of no RDM yet
 */
JsonObject *
cal_rdm_report_new (const CalRdmParameters *parameters, const char *output, guint n_processes)
{
  JsonObject *self = json_object_new ();
  JsonObject *values = json_object_new ();

  for (const CalOption *option = cal_rdm_options; option->name != NULL; option++) {
    g_autofree char *text = cal_rdm_dup_option (parameters, option->name);

    if (option->type == CAL_OPTION_CHOICE)
      json_object_set_string_member (values, option->name, text);
    else
      json_object_set_double_member (values, option->name, g_ascii_strtod (text, NULL));
  }
  json_object_set_string_member (self, "command", "rdm");
  json_object_set_string_member (self, "version", CALCARINE_VERSION);
  json_object_set_string_member (self, "output", output);
  json_object_set_string_member (self, "kernels", cal_blas_get_core ());
  json_object_set_int_member (self, "processes", n_processes);
  json_object_set_int_member (self, "cores", g_get_num_processors ());
  json_object_set_object_member (self, "parameters", values);
  json_object_set_array_member (self, "sources", json_array_new ());
  json_object_set_array_member (self, "rdms", json_array_new ());
  return self;
}

/**
 * cal_rdm_report_add:
 * @seconds: that it took, reading patterns included
 */
void
cal_rdm_report_add (JsonObject *self,
                    CalRdm *rdm,
                    const CalRdmParameters *parameters,
                    const CalRdmReport *report,
                    double seconds)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);
  JsonObject *entry = json_object_new ();
  JsonArray *undefined = json_array_new ();

  json_object_set_string_member (entry, "name", desc->name);
  if (desc->roi != NULL)
    json_object_set_string_member (entry, "roi", desc->roi);
  json_object_set_string_member (entry, "measure", desc->measure);
  json_object_set_string_member (entry, "made_by", desc->made_by);
  json_object_set_int_member (entry, "n_conditions", (gint64) desc->n_conditions);
  json_object_set_int_member (entry, "n_channels", (gint64) report->n_channels);
  json_object_set_int_member (entry, "n_dropped_channels", (gint64) report->n_dropped);
  for (guint n = 0; n < report->undefined->len; n++)
    json_array_add_string_element (
        undefined, cal_rdm_get_condition (rdm, g_array_index (report->undefined, guint32, n)));
  json_object_set_array_member (entry, "undefined_conditions", undefined);
  json_object_set_int_member (entry, "n_parts", (gint64) report->n_parts);
  if (report->n_residuals > 0) {
    json_object_set_int_member (entry, "n_residuals", (gint64) report->n_residuals);
    json_object_set_double_member (entry, "degrees_of_freedom", report->degrees_of_freedom);
    if (parameters->normalisation == CAL_NOISE_MULTIVARIATE)
      json_object_set_double_member (entry, "shrinkage", report->shrinkage);
  }
  if (parameters->precision == CAL_PRECISION_SINGLE) {
    json_object_set_int_member (entry, "n_checked_pairs", (gint64) report->n_checked);
    json_object_set_double_member (entry, "largest_error", report->largest_error);
    json_object_set_double_member (entry, "largest_relative_error", report->largest_relative_error);
  }
  json_object_set_double_member (entry, "seconds", seconds);
  json_array_add_object_element (json_object_get_array_member (self, "rdms"), entry);
}

/**
 * cal_rdm_report_print:
 *
 * As one line of JSON.
 */
void
cal_rdm_report_print (JsonObject *self)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), self);
  g_autofree char *line = json_to_string (root, FALSE);

  fprintf (stdout, "%s\n", line);
}

/**
 * cal_rdm_report_print_text:
 *
 * For a person: a line for each RDM, and one for what is to be known of it.
 */
void
cal_rdm_report_print_text (JsonObject *self)
{
  JsonArray *rdms = json_object_get_array_member (self, "rdms");

  for (guint n = 0; n < json_array_get_length (rdms); n++) {
    JsonObject *rdm = json_array_get_object_element (rdms, n);
    JsonArray *undefined = json_object_get_array_member (rdm, "undefined_conditions");
    g_autofree char *seconds = cal_number_format (json_object_get_double_member (rdm, "seconds"));

    fprintf (stdout, "%s: %" G_GINT64_FORMAT " conditions, %s, %s s\n",
             json_object_get_string_member (rdm, "name"),
             json_object_get_int_member (rdm, "n_conditions"),
             json_object_get_string_member (rdm, "made_by"), seconds);
    if (json_array_get_length (undefined) > 0)
      fprintf (stdout, "  NaN: %u conditions, whose patterns are the same in all channels (%s%s)\n",
               json_array_get_length (undefined), json_array_get_string_element (undefined, 0),
               json_array_get_length (undefined) > 1 ? ", ..." : "");
    if (json_object_has_member (rdm, "largest_error")) {
      g_autofree char *error =
          cal_number_format (json_object_get_double_member (rdm, "largest_error"));

      fprintf (stdout, "  single precision is off by %s at most in %" G_GINT64_FORMAT " pairs\n",
               error, json_object_get_int_member (rdm, "n_checked_pairs"));
    }
  }
}
