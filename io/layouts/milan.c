/* milan.c - units of networks as MILAN keeps them: what drives each, and what people say of it.
 *
 * LAYER/images.npy        units x images x 3 x height x width, uint8: what drives each most
 * LAYER/masks.npy         where in them, which is not drawn
 * LAYER/units.npy         the numbers of the units; 0, 1, ... without it
 * LAYER/activations.csv   units x images; ids.csv names the images
 * annotations.csv         layer, unit, summary: any number of sentences a unit
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/format.h"
#include "io/layouts/caption-rows.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
#define MOST_IMAGES 1000000

typedef struct {
  CalFindings *findings;
  const char *folder;
  char *name;
  CalJob *job;
} Recipe;

/* Number of units, images a unit. */
static gboolean
read_sizes (Recipe *recipe, const char *path, gsize sizes[2], GError **error)
{
  g_autoptr (CalLoaded) listed = cal_format_load (path, "[]", recipe->job, error);
  const CalDataset *images = listed != NULL ? cal_lookup_dataset (listed, "") : NULL;

  if (listed == NULL)
    return FALSE;
  if (images == NULL || images->n_dims != 5 || images->dtype != CAL_DTYPE_UINT8 ||
      images->shape[2] != 3) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: expected units x images x 3 x height x width of uint8", path);
    return FALSE;
  }
  sizes[0] = images->shape[0];
  sizes[1] = images->shape[1];
  if (sizes[0] > MOST_IMAGES || sizes[1] > MOST_IMAGES || sizes[0] * sizes[1] > MOST_IMAGES) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" N " units of %" N " images; expected at most %d images", path, sizes[0],
                 sizes[1], MOST_IMAGES);
    return FALSE;
  }
  return TRUE;
}

/* What the units of a layer are called, here and in the annotations. */
static char *
dup_unit (const char *layer, double unit)
{
  return g_strdup_printf ("%s unit %.0f", layer, unit);
}

static CalArray *
make_column (const double *numbers, gsize n, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (numbers, cal_size_times (n, sizeof *numbers));

  return cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
}

/* Unit, rank and, if the table beside has them, activation of each image. */
static CalTable *
make_table (
    Recipe *recipe, const char *place, const double *units, const gsize sizes[2], GError **error)
{
  g_autofree char *path = g_build_filename (place, "activations.csv", NULL);
  g_autoptr (CalTable) read =
      (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, recipe->job, NULL);
  gboolean has_activations = read != NULL && cal_table_get_n_rows (read) == sizes[0] &&
                             cal_table_get_n_columns (read) == sizes[1];
  gsize n = sizes[0] * sizes[1];
  g_autofree double *unit = g_new (double, n + 1), *rank = g_new (double, n + 1);
  g_autofree double *activation = g_new (double, n + 1);
  g_autoptr (CalArray) unit_array = NULL, rank_array = NULL, activation_array = NULL;

  for (gsize p = 0; p < n; p++) {
    unit[p] = units[p / sizes[1]];
    rank[p] = (double) (p % sizes[1] + 1);
    activation[p] = has_activations
                        ? cal_column_get_number (
                              cal_table_get_column (read, (guint) (p % sizes[1])), p / sizes[1])
                        : NAN;
  }
  unit_array = make_column (unit, n, error);
  rank_array = make_column (rank, n, error);
  activation_array = make_column (activation, n, error);
  if (unit_array == NULL || rank_array == NULL || activation_array == NULL)
    return NULL;
  return cal_table_new (recipe->name, n,
                        (const CalColumn[]){{.name = "unit", .numbers = unit_array},
                                            {.name = "rank", .numbers = rank_array},
                                            {.name = "activation", .numbers = activation_array}},
                        has_activations ? 3 : 2, error);
}

static double *
read_units (Recipe *recipe, const char *place, gsize n)
{
  g_autofree char *path = g_build_filename (place, "units.npy", NULL);
  g_autoptr (CalArray) numbers = cal_lookup_numbers (path, NULL, recipe->job, NULL);
  double *units = g_new (double, MAX (n, 1));

  for (gsize u = 0; u < n; u++)
    units[u] = numbers != NULL && cal_array_get_n_elements (numbers) == n
                   ? cal_array_get_value (numbers, u)
                   : (double) u;
  return units;
}

static CalDecoding *
make_units (Recipe *recipe,
            const char *layer,
            const char *path,
            const double *units,
            const gsize sizes[2],
            GError **error)
{
  g_autofree char *place = g_path_get_dirname (path), *name = NULL;
  CalTextArrayBuilder *ids = cal_text_array_builder_new ();
  CalTextArrayBuilder *pictures = cal_text_array_builder_new ();
  CalTextArrayBuilder *regions = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) id_array = NULL, picture_array = NULL, region_array = NULL;
  g_autoptr (CalTable) table = make_table (recipe, place, units, sizes, error);
  g_autoptr (CalStimuli) stimuli = NULL;
  gsize n = sizes[0] * sizes[1];

  for (gsize p = 0; p < n; p++) {
    g_autofree char *unit = dup_unit (layer, units[p / sizes[1]]);
    g_autofree char *id = g_strdup_printf ("%s, image %" N, unit, p % sizes[1] + 1);
    g_autofree char *source =
        g_strdup_printf ("%s:[%" N ",%" N "]", path, p / sizes[1], p % sizes[1]);

    cal_text_array_builder_add (ids, id, -1);
    cal_text_array_builder_add (pictures, source, -1);
    cal_text_array_builder_add (regions, unit, -1);
  }
  id_array = cal_text_array_builder_end (ids, 1, &n, error);
  picture_array = cal_text_array_builder_end (pictures, 1, &n, error);
  region_array = cal_text_array_builder_end (regions, 1, &n, error);
  if (table == NULL || id_array == NULL || picture_array == NULL || region_array == NULL)
    return NULL;
  name = g_strdup_printf ("%s %s", recipe->name, layer);
  stimuli = cal_stimuli_new (name, id_array, picture_array, table, error);
  return stimuli != NULL ? cal_decoding_new (name, stimuli, NULL, region_array, error) : NULL;
}

static gboolean
take_layer (Recipe *recipe, const char *layer, const char *path, GError **error)
{
  g_autofree char *place = g_path_get_dirname (path);
  g_autofree double *units = NULL;
  gsize sizes[2];
  CalDecoding *decoding;

  if (!read_sizes (recipe, path, sizes, error))
    return FALSE;
  units = read_units (recipe, place, sizes[0]);
  decoding = make_units (recipe, layer, path, units, sizes, error);
  if (decoding == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_DECODED, cal_decoding_get_name (decoding), path)
      ->object = G_OBJECT (decoding);
  cal_findings_use (recipe->findings, place);
  return TRUE;
}

/* Each sentence of a unit is a resample. */
static gboolean
take_annotations (Recipe *recipe, const char *path, GError **error)
{
  g_autoptr (CalTable) table =
      (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, recipe->job, error);
  const CalColumn *layers = table != NULL ? cal_table_find_column (table, "layer") : NULL;
  const CalColumn *units = table != NULL ? cal_table_find_column (table, "unit") : NULL;
  const CalColumn *texts = table != NULL ? cal_table_find_column (table, "summary") : NULL;
  g_autoptr (CalCaptionRows) rows = cal_caption_rows_new ();
  g_autoptr (GHashTable) row_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CalPart *part;

  if (table == NULL)
    return FALSE;
  if (layers == NULL || units == NULL || texts == NULL || texts->texts == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: expected columns layer, unit and summary",
                 path);
    return FALSE;
  }
  for (gsize r = 0; r < cal_table_get_n_rows (table); r++) {
    g_autofree char *layer = cal_column_dup_text (layers, r);
    g_autofree char *unit = dup_unit (layer, cal_column_get_number (units, r));
    gpointer known;
    gsize row = g_hash_table_size (row_of);

    if (g_hash_table_lookup_extended (row_of, unit, NULL, &known))
      row = GPOINTER_TO_SIZE (known);
    else {
      g_hash_table_insert (row_of, g_strdup (unit), GSIZE_TO_POINTER (row));
      cal_caption_rows_set_id (rows, row, unit);
    }
    cal_caption_rows_add (rows, row, cal_text_array_get (texts->texts, r), NAN);
  }
  part = cal_caption_rows_add_part (rows, recipe->findings, recipe->name, path, 0,
                                    cal_caption_rows_get_n (rows), error);
  if (part == NULL)
    return FALSE;
  part->of = CAL_CAPTIONS_OF_REGIONS;
  cal_findings_use (recipe->findings, path);
  return TRUE;
}

/**
 * cal_milan_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_milan_find (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  g_autofree char *name = cal_listing_dup_ancestor (folder, 0);
  g_autofree char *annotations = g_build_filename (folder, "annotations.csv", NULL);
  Recipe recipe = {findings, folder, name, job};
  guint n_layers = 0;

  for (guint n = 0; n < names->len; n++) {
    g_autofree char *images = g_build_filename (folder, names->pdata[n], "images.npy", NULL);
    g_autofree char *masks = g_build_filename (folder, names->pdata[n], "masks.npy", NULL);

    if (!g_file_test (images, G_FILE_TEST_IS_REGULAR) ||
        !g_file_test (masks, G_FILE_TEST_IS_REGULAR))
      continue;
    if (!take_layer (&recipe, names->pdata[n], images, error))
      return FALSE;
    n_layers++;
  }
  if (n_layers == 0)
    return FALSE;
  cal_findings_remark (findings,
                       "images are shown whole: masks.npy, what of them drives a unit, is "
                       "not drawn");
  return !cal_listing_has (names, "annotations.csv") ||
         take_annotations (&recipe, annotations, error);
}
