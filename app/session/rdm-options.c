/* rdm-options.c - the parameters of an RDM: one table for the command line and the dialog.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/rdm-options.h"

/* What tells of the patterns. */
const CalOption cal_rdm_source_options[] = {
    {"conditions", 'c', CAL_OPTION_TEXT, "TABLE", .title = "Table of observations",
     .help = "a table with a row for each observation: CSV, TSV, ..."},
    {"labels", 'l', CAL_OPTION_TEXT, "COLUMN", .title = "Column of conditions",
     .help = "column that names the condition; observations of one condition are averaged"},
    {"runs", 'r', CAL_OPTION_TEXT, "COLUMN", .title = "Column of runs",
     .help = "column of runs or sessions: the folds of crossnobis"},
    {"roi", 0, CAL_OPTION_TEXT, "FILE", .title = "Mask or labels of regions",
     .help = "mask or labels on the grid of the patterns, or of a value a channel: one RDM for "
             "each value that is not 0"},
    {"residuals", 0, CAL_OPTION_TEXT, "FILE", .title = "Residuals",
     .help = "what the noise is estimated from; without, observations less the mean of their "
             "condition"},
    {"transpose", 0, CAL_OPTION_FLAG, .title = "Rows are channels",
     .help = "rows are channels, columns are observations"},
    {NULL},
};

/* The first chooses what the others are when they are not given. */
const CalOption cal_rdm_options[] = {
    {"distance", 'd', CAL_OPTION_CHOICE, "DISTANCE", .initial = "correlation",
     .enumeration = cal_rdm_measure_get_type, .title = "Distance",
     .help = "how far two patterns are apart; euclidean is squared and per channel, as in "
             "rsatoolbox"},
    {"precision", 0, CAL_OPTION_CHOICE, "PRECISION", .initial = "double",
     .enumeration = cal_precision_get_type, .title = "Precision",
     .help = "of products and distances; the error of single precision is measured and reported"},
    {"noise", 0, CAL_OPTION_CHOICE, "NOISE", .enumeration = cal_noise_normalisation_get_type,
     .title = "Noise normalisation",
     .help = "what patterns are normalised by; none, but multivariate for mahalanobis"},
    {"covariance", 0, CAL_OPTION_CHOICE, "ESTIMATE", .initial = "shrinkage-diagonal",
     .enumeration = cal_covariance_estimate_get_type, .title = "Covariance of the noise",
     .help = "how the covariance of multivariate noise is estimated"},
    {"noise-dof", 0, CAL_OPTION_NUMBER, "N", 0.0, G_MAXDOUBLE,
     .help = "degrees of freedom of the residuals, where a model took more than their mean"},
    {"prior-rate", 0, CAL_OPTION_NUMBER, "RATE", 0.0, G_MAXDOUBLE, "1",
     .title = "Prior rate (poisson)", .help = "of poisson: the rate that is mixed in"},
    {"prior-weight", 0, CAL_OPTION_NUMBER, "N", 0.0, G_MAXDOUBLE, "0.1",
     .title = "Weight of the prior (poisson)",
     .help = "of poisson: how many observations that counts as"},
    {"memory", 0, CAL_OPTION_WHOLE, "MIB", 1, 1 << 30, "2048",
     .help = "memory for patterns while they are worked on; larger patterns are read in parts, "
             "which changes the last digits"},
    {NULL},
};

/**
 * cal_rdm_set_option:
 * @name: of an option of the table; "distance" sets the others to what they are for it
 * @text: its value, which the table allows
 */
void
cal_rdm_set_option (CalRdmParameters *parameters, const char *name, const char *text)
{
  double number = g_ascii_strtod (text, NULL);

  if (g_str_equal (name, "distance"))
    cal_rdm_parameters_init (parameters,
                             (CalRdmMeasure) cal_option_find_value (CAL_TYPE_RDM_MEASURE, text));
  else if (g_str_equal (name, "precision"))
    parameters->precision = (CalPrecision) cal_option_find_value (CAL_TYPE_PRECISION, text);
  else if (g_str_equal (name, "noise"))
    parameters->normalisation =
        (CalNoiseNormalisation) cal_option_find_value (CAL_TYPE_NOISE_NORMALISATION, text);
  else if (g_str_equal (name, "covariance"))
    parameters->covariance =
        (CalCovarianceEstimate) cal_option_find_value (CAL_TYPE_COVARIANCE_ESTIMATE, text);
  else if (g_str_equal (name, "noise-dof"))
    parameters->degrees_of_freedom = number;
  else if (g_str_equal (name, "prior-rate"))
    parameters->prior_rate = number;
  else if (g_str_equal (name, "prior-weight"))
    parameters->prior_weight = number;
  else if (g_str_equal (name, "memory"))
    parameters->memory_bytes = (gsize) number << 20;
}

static char *
dup_nick (GType type, int value)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (type);

  return g_strdup (g_enum_get_value (class, value)->value_nick);
}

/**
 * cal_rdm_dup_option:
 *
 * Returns: (transfer full): the value of an option of the table, as it would be typed
 */
char *
cal_rdm_dup_option (const CalRdmParameters *parameters, const char *name)
{
  if (g_str_equal (name, "distance"))
    return dup_nick (CAL_TYPE_RDM_MEASURE, (int) parameters->measure);
  if (g_str_equal (name, "precision"))
    return dup_nick (CAL_TYPE_PRECISION, (int) parameters->precision);
  if (g_str_equal (name, "noise"))
    return dup_nick (CAL_TYPE_NOISE_NORMALISATION, (int) parameters->normalisation);
  if (g_str_equal (name, "covariance"))
    return dup_nick (CAL_TYPE_COVARIANCE_ESTIMATE, (int) parameters->covariance);
  if (g_str_equal (name, "memory"))
    return g_strdup_printf ("%" G_GSIZE_FORMAT, parameters->memory_bytes >> 20);
  return g_strdup_printf ("%g", g_str_equal (name, "noise-dof")    ? parameters->degrees_of_freedom
                                : g_str_equal (name, "prior-rate") ? parameters->prior_rate
                                                                   : parameters->prior_weight);
}

/**
 * cal_rdm_dup_maker:
 * @report: of the computation
 *
 * Returns: (transfer full): one sentence that tells how the RDM was made
 */
char *
cal_rdm_dup_maker (const CalRdmParameters *parameters, const CalRdmReport *report)
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
