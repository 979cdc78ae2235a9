/* rsa.c - calcarine rsa: which models represent what the brain does.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "analysis/geodesic.h"
#include "app/command/command.h"
#include "app/command/rsa-report.h"
#include "app/session/rsa-options.h"
#include "io/rdm-file.h"
#include "model/error.h"

static const CalOption own_options[] = {
    {"models", 'm', CAL_OPTION_TEXTS, "FILE",
     .help = "RDMs of models; may be given several times, once with all that a file holds"},
    {"transform", 't', CAL_OPTION_NUMBERS, "L,U", 2, 2,
     .help = "transform all RDMs first: distances below the quantile L become 0, above U 1"},
    {"transform-by", 0, CAL_OPTION_CHOICE, "SCALE", .initial = "rank",
     .enumeration = cal_trsa_scale_get_type,
     .help = "quantiles of each RDM's ranks (Lin and Kriegeskorte), or of the distances of all "
             "data and of all models (rsatoolbox)",
     .title = "Quantiles of"},
    {"geodesic", 'g', CAL_OPTION_CHOICE, "EDGES", .enumeration = cal_geodesic_rule_get_type,
     .help = "then take distances along the edges of the nearest neighbours, of the smallest "
             "distances, or of all but the longest; they are as long as --transform-by says"},
    {"neighbours", 'k', CAL_OPTION_WHOLE, "N", 1, 100000, "5",
     .help = "how many neighbours --geodesic nearest joins", .title = "Neighbours"},
    {"edges", 0, CAL_OPTION_NUMBER, "SHARE", 0.0, 1.0, "0.05",
     .help = "which share of the distances --geodesic quantile keeps", .title = "Share of edges"},
    {"missing", 0, CAL_OPTION_CHOICE, "RULE", .initial = "same",
     .enumeration = cal_missing_rule_get_type,
     .help = "pairs without a value must be the same in all RDMs, or are dropped from all",
     .title = "Missing pairs"},
    {"rdms-per-subject", 0, CAL_OPTION_WHOLE, "N", 0, 100000, "0",
     .help = "so many RDMs after each other are of one subject; 0 goes by the subjects they name",
     .title = "RDMs per subject"},
    {"grid", 0, CAL_OPTION_NUMBER, "STEP", 0.01, 0.5,
     .help = "instead, try every l and u: how reliable the data are over subjects, and how well "
             "they tell regions apart"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources and parameters"},
    {"csv", 'c', CAL_OPTION_FLAG, .help = "print a row a region and model, with commas"},
    {NULL},
};

static const CalOption *const tables[] = {cal_rsa_options, own_options, NULL};

/* Reads the RDMs of several files one after the other; FALSE after it has complained. */
static gboolean
load (const char *role, const char *const *names, GPtrArray *rdms, GPtrArray *sources)
{
  for (guint n = 0; names[n] != NULL; n++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CalRsaSource) source = cal_rsa_source_new (role, names[n], &error);
    g_autoptr (GPtrArray) loaded =
        source != NULL ? cal_rdm_file_load (names[n], NULL, &error) : NULL;

    if (loaded == NULL) {
      cal_command_complain (names[n], error);
      return FALSE;
    }
    g_ptr_array_add (sources, g_steal_pointer (&source));
    g_ptr_array_extend_and_steal (rdms, g_steal_pointer (&loaded));
  }
  return TRUE;
}

/* Geodesics in place of distances. */
static CalRdm *
make_geodesic (CalRdm *rdm, const CalGeodesicOptions *geodesic, GError **error)
{
  CalRdmDesc desc = *cal_rdm_get_desc (rdm);
  gsize n = cal_rdm_get_n_pairs (rdm), n_apart;
  g_autofree double *distances = g_new (double, n);
  double *geodesics = g_new (double, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (geodesics, n * sizeof *geodesics);
  g_autofree char *sentence = cal_geodesic_options_describe (geodesic);
  g_autofree char *made_by = NULL;
  g_autoptr (CalArray) array = NULL;

  for (gsize p = 0; p < n; p++)
    distances[p] = cal_rdm_get_pair (rdm, p);
  n_apart = cal_geodesic_compute (distances, desc.n_conditions, geodesic, geodesics);
  made_by = g_strdup_printf ("%s%s%s; %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                             " pairs are joined by no path",
                             desc.made_by != NULL ? desc.made_by : "",
                             desc.made_by != NULL ? "; " : "", sentence, n_apart, n);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
  if (array == NULL)
    return NULL;
  desc.dissimilarities = array;
  desc.made_by = made_by;
  return cal_rdm_new (&desc, error);
}

/* Transforms RDMs as the options ask, in place of what they were. */
static gboolean
transform (CalArguments *arguments, GPtrArray *rdms, GError **error)
{
  CalTrsaOptions trsa = {.scale =
                             (CalTrsaScale) cal_arguments_get_choice (arguments, "transform-by")};
  double limits[2];

  if (cal_arguments_get_numbers (arguments, "transform", limits, 2) == 2) {
    g_autoptr (GPtrArray) transformed = NULL;

    trsa.lower = limits[0];
    trsa.upper = limits[1];
    transformed = cal_trsa_transform ((CalRdm *const *) rdms->pdata, rdms->len, &trsa, error);
    if (transformed == NULL)
      return FALSE;
    g_ptr_array_set_size (rdms, 0);
    g_ptr_array_extend_and_steal (rdms, g_steal_pointer (&transformed));
  }
  for (guint r = 0; cal_arguments_has (arguments, "geodesic") && r < rdms->len; r++) {
    CalGeodesicOptions geodesic = {
        .rule = (CalGeodesicRule) cal_arguments_get_choice (arguments, "geodesic"),
        .k = (guint) cal_arguments_get_number (arguments, "neighbours"),
        .p = cal_arguments_get_number (arguments, "edges"),
        .by_rank = trsa.scale == CAL_TRSA_BY_RANK,
    };
    CalRdm *rdm = make_geodesic (rdms->pdata[r], &geodesic, error);

    if (rdm == NULL)
      return FALSE;
    g_object_unref (rdms->pdata[r]);
    rdms->pdata[r] = rdm;
  }
  return TRUE;
}

/* The data of each region, in the order in which regions first come; with a grid, which tells
 * regions apart, all together. */
static GPtrArray *
part_by_region (GPtrArray *data, gboolean together)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint d = 0; d < data->len; d++) {
    const char *roi = cal_rdm_get_desc (data->pdata[d])->roi;
    GPtrArray *part = NULL;

    for (guint n = 0; part == NULL && n < parts->len; n++) {
      GPtrArray *other = parts->pdata[n];

      if (together || g_strcmp0 (cal_rdm_get_desc (other->pdata[0])->roi, roi) == 0)
        part = other;
    }
    if (part == NULL) {
      part = g_ptr_array_new ();
      g_ptr_array_add (parts, part);
    }
    g_ptr_array_add (part, data->pdata[d]);
  }
  return parts;
}

static CalRsaOptions
get_options (CalArguments *arguments)
{
  CalRsaOptions options;

  cal_rsa_init_options (&options);
  for (const CalOption *option = cal_rsa_options; option->name != NULL; option++)
    cal_rsa_set_option (&options, option->name, cal_arguments_get_text (arguments, option->name));
  return options;
}

static CalRsaRegion *
analyse (CalArguments *arguments, GPtrArray *models, GPtrArray *data, GError **error)
{
  const char *roi = cal_rdm_get_desc (data->pdata[0])->roi;
  gboolean as_grid = cal_arguments_has (arguments, "grid");
  CalMissingRule rule = (CalMissingRule) cal_arguments_get_choice (arguments, "missing");
  g_autoptr (CalRsaSet) set = cal_rsa_set_new (
      (CalRdm *const *) models->pdata, models->len, (CalRdm *const *) data->pdata, data->len,
      (guint) cal_arguments_get_number (arguments, "rdms-per-subject"), rule, error);
  g_autoptr (CalRsaRegion) region = NULL;
  CalRsaOptions rsa = get_options (arguments);
  CalTrsaGridOptions grid = {(CalTrsaScale) cal_arguments_get_choice (arguments, "transform-by"),
                             rsa.method, cal_arguments_get_number (arguments, "grid")};

  if (set == NULL)
    return NULL;
  region = cal_rsa_region_new (as_grid ? NULL : roi, set);
  if (as_grid)
    region->grid = cal_trsa_grid_compute (set, &grid, NULL, error);
  else
    region->result = cal_rsa_infer (set, &rsa, NULL, error);
  return region->grid != NULL || region->result != NULL ? g_steal_pointer (&region) : NULL;
}

static gboolean
check_arguments (CalArguments *arguments)
{
  gboolean has_models = *cal_arguments_get_texts (arguments, "models") != NULL;
  gboolean as_grid = cal_arguments_has (arguments, "grid");
  const char *complaint = NULL;

  if (!has_models && !as_grid)
    complaint = "no models; expected --models FILE";
  else if (as_grid && has_models)
    complaint = "--grid is of the data alone; expected no --models";
  else if (as_grid && cal_arguments_has (arguments, "transform"))
    complaint = "--grid tries every --transform; expected one of the two";
  else if (as_grid && cal_arguments_has (arguments, "csv"))
    complaint = "--csv has a row a model; expected --grid without it";
  if (complaint != NULL)
    g_printerr ("calcarine rsa: %s\n", complaint);
  return complaint == NULL;
}

static int
run (CalArguments *arguments)
{
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) data = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sources =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cal_rsa_source_free);
  g_autoptr (GPtrArray) regions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cal_rsa_region_free);
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GError) error = NULL;

  if (!check_arguments (arguments))
    return CAL_EXIT_USAGE;
  if (!load ("data", cal_arguments_get_operands (arguments), data, sources) ||
      !load ("models", cal_arguments_get_texts (arguments, "models"), models, sources))
    return CAL_EXIT_FAILED;
  if (!transform (arguments, data, &error) || !transform (arguments, models, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  parts = part_by_region (data, cal_arguments_has (arguments, "grid"));
  for (guint n = 0; n < parts->len; n++) {
    CalRsaRegion *region = analyse (arguments, models, parts->pdata[n], &error);

    if (region == NULL) {
      cal_command_complain (NULL, error);
      return CAL_EXIT_FAILED;
    }
    g_ptr_array_add (regions, region);
  }
  if (cal_arguments_has (arguments, "json"))
    cal_rsa_report_print_json (regions, sources, arguments, tables);
  else if (cal_arguments_has (arguments, "csv"))
    cal_rsa_report_print_csv (regions);
  else
    cal_rsa_report_print_table (regions);
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup (
      "Each model is compared with each RDM of the data, region by region if the data name\n"
      "theirs. The noise ceiling leaves out one subject at a time. Conditions are matched by\n"
      "name where every RDM has names of its own, and else by their order, which is told.");
}

const CalCommand cal_command_rsa = {
    .name = "rsa",
    .operands = "DATA...",
    .summary = "Compare RDMs of models with RDMs of the brain.",
    .dup_details = dup_details,
    .options = tables,
    .min_operands = 1,
    .max_operands = G_MAXUINT,
    .run = run,
};
