/* rsa-options.c - the parameters of inference on models: one table for the command line and the
 * dialog.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/rsa-options.h"

const CalOption cal_rsa_options[] = {
    {"method", 0, CAL_OPTION_CHOICE, "METHOD", .initial = "rho-a",
     .enumeration = cal_rdm_method_get_type, .title = "Comparison",
     .help = "how RDMs are compared; where models predict ties, rho-a or tau-a"},
    {"bootstrap", 'b', CAL_OPTION_CHOICE, "WHAT", .initial = "both",
     .enumeration = cal_rsa_bootstrap_get_type, .title = "Resample",
     .help = "what is resampled: conditions, subjects, both or nothing"},
    {"resamples", 'n', CAL_OPTION_WHOLE, "N", 1, 1000000, "1000", .title = "Resamples",
     .help = "how many resamples"},
    {"interval", 0, CAL_OPTION_NUMBER, "SHARE", 0.01, 0.9999, "0.95", .title = "Interval",
     .help = "the share of resamples in an interval"},
    {"permutations", 'p', CAL_OPTION_WHOLE, "N", 0, 1000000, "1000", .title = "Permutations",
     .help = "how many times conditions are relabelled to test against chance; 0 for no test"},
    {"pairwise", 0, CAL_OPTION_CHOICE, "TEST", .initial = "bootstrap",
     .enumeration = cal_rsa_pairwise_get_type, .title = "Test of pairs",
     .help = "how models are tested against each other; q-values are Benjamini-Hochberg"},
    {"seed", 's', CAL_OPTION_WHOLE, "N", 0, 9007199254740992.0, "1", .title = "Seed",
     .help = "makes the same random numbers again"},
    {NULL},
};

/**
 * cal_rsa_init_options:
 * @options: (out caller-allocates): as they are when nothing is given
 */
void
cal_rsa_init_options (CalRsaOptions *options)
{
  *options = (CalRsaOptions){CAL_RDM_RHO_A};
  for (const CalOption *option = cal_rsa_options; option->name != NULL; option++)
    cal_rsa_set_option (options, option->name, option->initial);
}

/**
 * cal_rsa_set_option:
 * @name: of an option of the table
 * @text: its value, which the table allows
 */
void
cal_rsa_set_option (CalRsaOptions *options, const char *name, const char *text)
{
  double number = g_ascii_strtod (text, NULL);

  if (g_str_equal (name, "method"))
    options->method = (CalRdmMethod) cal_option_find_value (CAL_TYPE_RDM_METHOD, text);
  else if (g_str_equal (name, "bootstrap"))
    options->bootstrap = (CalRsaBootstrap) cal_option_find_value (CAL_TYPE_RSA_BOOTSTRAP, text);
  else if (g_str_equal (name, "pairwise"))
    options->pairwise = (CalRsaPairwise) cal_option_find_value (CAL_TYPE_RSA_PAIRWISE, text);
  else if (g_str_equal (name, "resamples"))
    options->n_bootstrap = (guint) number;
  else if (g_str_equal (name, "permutations"))
    options->n_permutations = (guint) number;
  else if (g_str_equal (name, "interval"))
    options->interval = number;
  else if (g_str_equal (name, "seed"))
    options->seed = (guint64) number;
  else
    g_return_if_reached ();
}
