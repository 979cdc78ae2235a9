/* encoder-results.c - scores and predictions of encoding models, a file a hemisphere.
 *
 * The transformer brain encoder writes, for each layer and run,
 *   BACKBONE_ARCHITECTURE/subj_01/READOUT/enc_LAYER/run_RUN/
 * with lh_val_corr.npy (r a vertex), lh_fmri_val_pred.npy (images x vertices), lh_pred_test.npy and
 * idxs.npy: all training images in the order of that run, of which the last tenth was kept for
 * validation. Other programs leave lh_roi_correlation.npy, lh_corr_val.npy, or files with names of
 * their own and as many values as the Algonauts challenge has vertices.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/layouts/series-part.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
#define MOST_LAYERS 4096

/* How many challenge vertices each hemisphere of a subject has. */
static const struct {
  gsize n;
  CalHemisphere hemisphere;
  const char *subjects;
} challenge[] = {
    {19004, CAL_LEFT, "1 to 5 and 7"},
    {20544, CAL_RIGHT, "1 to 5 and 7"},
    {18978, CAL_LEFT, "6"},
    {20220, CAL_RIGHT, "6"},
    {18981, CAL_LEFT, "8"},
    {20530, CAL_RIGHT, "8"},
};

/* Names that are known, whatever the length. */
static const struct {
  const char *pattern, *name;
  CalRole role;
} kinds[] = {
    {"(lh|rh)_val_corr\\.npy", "validation r", CAL_ROLE_MAP},
    {"(lh|rh)_corr_val\\.npy", "validation r", CAL_ROLE_MAP},
    {"(lh|rh)_val_corr_nonavg\\.npy", "validation r of single trials", CAL_ROLE_MAP},
    {"(lh|rh)_val_corr_avg\\.npy", "validation r of mean responses", CAL_ROLE_MAP},
    {"(lh|rh)_train_corr_avg\\.npy", "training r of mean responses", CAL_ROLE_MAP},
    {"(lh|rh)_test_corr_avg\\.npy", "test r of mean responses", CAL_ROLE_MAP},
    {"(lh|rh)_roi_correlation\\.npy", "r", CAL_ROLE_MAP},
    {"(lh|rh)_fmri_val_pred\\.npy", "predicted validation responses", CAL_ROLE_PREDICTIONS},
    {"(lh|rh)_pred_test\\.npy", "predicted test responses", CAL_ROLE_PREDICTIONS},
    {"(?:.+_)?layer_correlations_(lh|rh)\\.npy", "r by region and layer", CAL_ROLE_TABLE},
};

typedef struct {
  CalFindings *findings;
  char *model; /* what the folders say of it */
  CalJob *job;
  gboolean is_told[G_N_ELEMENTS (challenge)];
} Recipe;

/* "dinov2_q_transformer, subj_01, rois_all, layer 1, run 2"; else the folder's name. */
static char *
dup_model (const char *folder)
{
  static const struct {
    const char *pattern, *words;
  } levels[] = {
      {"run_(.+)", "run "}, {"enc_(.+)", "layer "}, {"(.+)", ""}, {"(.+)", ""}, {"(.+)", ""}};
  g_autoptr (GString) model = g_string_new (NULL);

  for (guint n = 0; n < G_N_ELEMENTS (levels); n++) {
    g_autofree char *name = cal_listing_dup_ancestor (folder, n);
    g_auto (GStrv) words = cal_listing_match (name, levels[n].pattern);
    g_autofree char *part = NULL;

    if (words == NULL)
      return model->len > 0 ? g_strdup (model->str) : g_steal_pointer (&name);
    part = g_strdup_printf ("%s%s%s", levels[n].words, words[1], n > 0 ? ", " : "");
    g_string_prepend (model, part);
  }
  return g_strdup (model->str);
}

static CalHemisphere
side_of (const char *prefix)
{
  return g_str_equal (prefix, "lh") ? CAL_LEFT : CAL_RIGHT;
}

static CalPart *
add_part (
    Recipe *recipe, CalRole role, CalHemisphere hemisphere, const char *what, const char *path)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", recipe->model, what);
  CalPart *part = cal_findings_add (recipe->findings, role, name, path);

  part->hemisphere = hemisphere;
  cal_findings_use (recipe->findings, path);
  return part;
}

/* The type and the lengths of an array, without its numbers; FALSE if it is something else. */
static gboolean
read_shape (Recipe *recipe, const char *path, CalDataset *shape)
{
  g_autoptr (CalLoaded) listed = cal_format_load (path, "[]", recipe->job, NULL);
  const CalDataset *dataset = listed != NULL ? cal_lookup_dataset (listed, "") : NULL;

  if (dataset == NULL || !dataset->is_numeric)
    return FALSE;
  *shape = *dataset;
  return TRUE;
}

/* Remarked once for each length. */
static void
tell_of_challenge (Recipe *recipe, CalPart *part, gsize n)
{
  for (gsize c = 0; c < G_N_ELEMENTS (challenge); c++) {
    const char *prefix = cal_hemisphere_get_prefix (challenge[c].hemisphere);

    if (challenge[c].n != n)
      continue;
    part->needs = g_strdup_printf ("%s.all-vertices_fsaverage_space.npy of the Algonauts 2023 "
                                   "challenge's roi_masks, and the surfaces of fsaverage",
                                   prefix);
    if (recipe->is_told[c])
      continue;
    recipe->is_told[c] = TRUE;
    cal_findings_remark (
        recipe->findings,
        "%" N " values are as many as the Algonauts 2023 challenge has vertices on "
        "the %s hemisphere of subjects %s. They lie where "
        "%s.all-vertices_fsaverage_space.npy of the challenge's roi_masks says: "
        "open it, and the surfaces of fsaverage, with them",
        n, cal_hemisphere_get_name (challenge[c].hemisphere), challenge[c].subjects, prefix);
  }
}

/* The last tenth of the shuffled training images, by the numbers that their names begin with. */
static CalTextArray *
name_validation (Recipe *recipe, const char *folder, gsize n_frames)
{
  g_autofree char *path = g_build_filename (folder, "idxs.npy", NULL);
  g_autoptr (CalArray) order = cal_lookup_numbers (path, NULL, recipe->job, NULL);
  gsize n = order != NULL ? cal_array_get_n_elements (order) : 0;
  gsize n_training = (gsize) rint ((double) n / 100.0 * 90.0);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (order == NULL || n - n_training != n_frames)
    return NULL;
  for (gsize e = n_training; e < n; e++) {
    g_autofree char *name = g_strdup_printf ("train-%04.0f", cal_array_get_value (order, e) + 1.0);

    g_strv_builder_add (builder, name);
  }
  names = g_strv_builder_end (builder);
  cal_findings_use (recipe->findings, path);
  return cal_text_array_new_from_strv ((const char *const *) names);
}

static gboolean
take_predictions (
    Recipe *recipe, const char *path, const char *what, CalHemisphere hemisphere, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  CalPart *part = add_part (recipe, CAL_ROLE_PREDICTIONS, hemisphere, what, path);

  if (!cal_series_part_fill (part, path, NULL, FALSE, recipe->job, error))
    return FALSE;
  part->axis = CAL_AXIS_STIMULI;
  if (g_str_has_suffix (path, "_val_pred.npy"))
    part->frame_ids = name_validation (recipe, folder, part->n_frames);
  tell_of_challenge (recipe, part, part->n_rows);
  return TRUE;
}

/* Regions in rows, layers in columns; the file names neither. */
static gboolean
take_layers (Recipe *recipe, const char *path, const char *what, CalHemisphere side, GError **error)
{
  g_autoptr (CalArray) values = cal_lookup_numbers (path, NULL, recipe->job, error);
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (CalColumn));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) regions = NULL;
  CalPart *part;
  gsize n_regions, n_layers;

  if (values == NULL)
    return FALSE;
  n_regions = cal_array_get_dim (values, 0);
  n_layers = cal_array_get_dim (values, 1);
  for (gsize r = 0; r < n_regions; r++) {
    g_autofree char *name = g_strdup_printf ("region %" N, r + 1);

    g_strv_builder_add (builder, name);
  }
  regions = g_strv_builder_end (builder);
  g_ptr_array_add (kept, cal_text_array_new_from_strv ((const char *const *) regions));
  g_array_append_val (columns, ((CalColumn){.name = "region", .texts = kept->pdata[0]}));
  for (gsize l = 0; l < n_layers; l++) {
    double *column = g_new (double, MAX (n_regions, 1));
    g_autoptr (GBytes) bytes =
        g_bytes_new_take (column, cal_size_times (n_regions, sizeof *column));
    CalColumn layer = {.name = g_strdup_printf ("layer %" N, l + 1), .unit = NULL};

    for (gsize r = 0; r < n_regions; r++)
      column[r] = cal_array_get_value (values, r * n_layers + l);
    layer.numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_regions, bytes, error);
    g_ptr_array_add (kept, layer.numbers);
    g_ptr_array_add (names, (gpointer) layer.name);
    g_array_append_val (columns, layer);
  }
  part = add_part (recipe, CAL_ROLE_TABLE, side, what, path);
  part->object = (GObject *) cal_table_new (
      part->name, n_regions, (const CalColumn *) (gpointer) columns->data, columns->len, error);
  cal_findings_remark (recipe->findings,
                       "%s: %" N " rows are taken for regions and %" N
                       " columns for layers; the file names neither",
                       what, n_regions, n_layers);
  return part->object != NULL;
}

static gboolean
take_values (Recipe *recipe,
             const char *path,
             const char *what,
             CalHemisphere hemisphere,
             const CalDataset *shape)
{
  CalPart *part = add_part (recipe, CAL_ROLE_MAP, hemisphere, what, path);

  part->statistic = g_strdup ("r");
  tell_of_challenge (recipe, part, shape->shape[0]);
  return TRUE;
}

/* NSD counts its ceilings in percent, the challenge as proportions. */
static char *
dup_ceiling_unit (Recipe *recipe, const char *path)
{
  g_autoptr (CalArray) values = cal_lookup_numbers (path, NULL, recipe->job, NULL);

  for (gsize e = 0; values != NULL && e < cal_array_get_n_elements (values); e++)
    if (cal_array_get_value (values, e) > 1.0)
      return g_strdup ("%");
  return g_strdup ("proportion of variance");
}

/* Files that only their length tells: a value a challenge vertex. */
static gboolean
take_by_length (Recipe *recipe, const char *path, const CalDataset *shape)
{
  g_autofree char *stem = g_filename_display_basename (path);
  g_auto (GStrv) words = cal_listing_match (stem, "(?:(.+)[._-])?(lh|rh)(?:[._-](.+))?\\.npy");
  g_autofree char *what = NULL;
  gboolean fits = FALSE, is_ceiling;
  CalPart *part;

  for (gsize c = 0; words != NULL && c < G_N_ELEMENTS (challenge); c++)
    fits |= shape->n_dims == 1 && shape->shape[0] == challenge[c].n &&
            side_of (words[2]) == challenge[c].hemisphere;
  if (!fits)
    return FALSE;
  is_ceiling = cal_listing_says (recipe->model, "noise.?ceiling|ncsnr") ||
               cal_listing_says (stem, "noise.?ceiling");
  what = g_strconcat (words[1], words[1][0] != '\0' && words[3] != NULL ? " " : "", words[3], NULL);
  part = add_part (recipe, is_ceiling ? CAL_ROLE_CEILING : CAL_ROLE_MAP, side_of (words[2]),
                   what[0] != '\0' ? what : "values", path);
  if (is_ceiling) {
    part->statistic = g_strdup ("noise ceiling");
    part->unit = dup_ceiling_unit (recipe, path);
  } else if (cal_listing_says (recipe->model, "corr") || cal_listing_says (stem, "corr"))
    part->statistic = g_strdup ("r");
  tell_of_challenge (recipe, part, shape->shape[0]);
  return TRUE;
}

/* Makes a part of the file, if it is one of these; FALSE with @error if it should be. */
static gboolean
take (Recipe *recipe, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  CalDataset shape;

  if (!g_str_has_suffix (name, ".npy") || !read_shape (recipe, path, &shape))
    return FALSE;
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_auto (GStrv) words = cal_listing_match (name, kinds[k].pattern);
    CalHemisphere side = words != NULL ? side_of (words[1]) : CAL_HEMISPHERE_UNKNOWN;

    if (words == NULL)
      continue;
    if (kinds[k].role == CAL_ROLE_MAP && shape.n_dims == 1)
      return take_values (recipe, path, kinds[k].name, side, &shape);
    if (kinds[k].role == CAL_ROLE_PREDICTIONS && shape.n_dims == 2)
      return take_predictions (recipe, path, kinds[k].name, side, error);
    if (kinds[k].role == CAL_ROLE_TABLE && shape.n_dims == 2 && shape.shape[1] <= MOST_LAYERS)
      return take_layers (recipe, path, kinds[k].name, side, error);
  }
  return take_by_length (recipe, path, &shape);
}

/**
 * cal_encoder_results_find_in_folder:
 *
 * Of #CalLayout.
 */
gboolean
cal_encoder_results_find_in_folder (const char *folder,
                                    CalFindings *findings,
                                    CalJob *job,
                                    GError **error)
{
  g_autofree char *model = dup_model (folder);
  Recipe recipe = {findings, model, job};
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  g_autoptr (GError) failure = NULL;
  gboolean is_found = FALSE;

  for (guint n = 0; n < names->len && failure == NULL; n++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[n], NULL);

    if (cal_listing_says (names->pdata[n], "(^|[._-])(lh|rh)([._-])") &&
        g_file_test (path, G_FILE_TEST_IS_REGULAR))
      is_found |= take (&recipe, path, &failure);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return is_found;
}

/**
 * cal_encoder_results_find_in_file:
 *
 * Of #CalLayout.
 */
gboolean
cal_encoder_results_find_in_file (CalLoaded *loaded,
                                  CalFindings *findings,
                                  CalJob *job,
                                  GError **error)
{
  g_autofree char *folder = g_path_get_dirname (cal_loaded_get_path (loaded));
  g_autofree char *model = dup_model (folder);
  Recipe recipe = {findings, model, job};

  return g_str_equal (cal_loaded_get_kind (loaded), "NumPy array") &&
         take (&recipe, cal_loaded_get_path (loaded), error);
}
