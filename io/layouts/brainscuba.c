/* brainscuba.c - captions and projections of BrainSCUBA.
 *
 * sentences_S1_repeat0_new_150.pkl   a pickled list: a caption a voxel, in the order of the mask of
 *                                    higher visual cortex; five repeats are five resamples
 * projection_dict_S1_new_150.pkl     a pickled dictionary {0: voxels x 512, ...}, one a resample
 *
 * The authors flatten the mask as NumPy does, the last index fastest. The mask is no file of
 * theirs: one NIfTI mask beside is taken for it, several are asked about.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/format.h"
#include "io/layouts/caption-rows.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/layouts/series-part.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT
#define SENTENCES "sentences_S(\\d+)_repeat(\\d+)_new_(\\d+)\\.pkl"
#define PROJECTIONS "projection_dict_S(\\d+)_new_(\\d+)\\.pkl"

typedef struct {
  CalFindings *findings;
  const char *folder;
  GPtrArray *files;
  char *mask; /* (nullable): the only one beside */
  CalJob *job;
} Recipe;

static void
bind (Recipe *recipe, CalPart *part)
{
  if (recipe->mask == NULL)
    return;
  part->bind_to = g_strdup (recipe->mask);
  part->bind_key = g_strdup ("mask-c");
}

/* Volumes that are called masks, here and in the folder above. */
static void
find_masks (Recipe *recipe)
{
  g_autofree char *above = g_path_get_dirname (recipe->folder);
  const char *folders[] = {recipe->folder, above};
  guint n_masks = 0;

  for (gsize f = 0; f < G_N_ELEMENTS (folders); f++) {
    g_autoptr (GPtrArray) names = cal_listing_new (folders[f]);

    for (guint n = 0; n < names->len; n++) {
      g_autofree char *path = g_build_filename (folders[f], names->pdata[n], NULL);
      GObject *volume;

      if (!cal_listing_says (names->pdata[n], "(mask|visual|nsdgeneral).*\\.nii(\\.gz)?$"))
        continue;
      volume = cal_lookup_object (path, NULL, CAL_TYPE_VOLUME, recipe->job, NULL);
      if (volume == NULL)
        continue;
      cal_findings_add (recipe->findings, CAL_ROLE_MASK, names->pdata[n], path)->object = volume;
      cal_findings_use (recipe->findings, path);
      g_free (recipe->mask);
      recipe->mask = ++n_masks == 1 ? g_strdup (path) : NULL;
    }
  }
  if (n_masks == 1)
    cal_findings_remark (recipe->findings,
                         "voxels are those of the mask beside, the last index fastest, as "
                         "BrainSCUBA flattens it");
  else
    cal_findings_remark (recipe->findings, "%s: which voxels the captions are of must be told",
                         n_masks == 0 ? "no mask lies beside" : "several masks lie beside");
}

/* One resample: a caption a voxel. */
static gboolean
read_sentences (
    Recipe *recipe, CalCaptionRows *rows, const char *path, gsize *n_voxels, GError **error)
{
  g_autoptr (CalTextArray) texts = cal_lookup_texts (path, NULL, recipe->job, error);
  gsize n = texts != NULL ? cal_text_array_get_n (texts) : 0;

  if (texts == NULL)
    return FALSE;
  if (*n_voxels != 0 && n != *n_voxels) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " captions; expected %" N ", as in the repeats before", path, n,
                 *n_voxels);
    return FALSE;
  }
  *n_voxels = n;
  for (gsize v = 0; v < n; v++)
    cal_caption_rows_add (rows, v, cal_text_array_get (texts, v), NAN);
  cal_findings_use (recipe->findings, path);
  return TRUE;
}

/* All repeats of a subject, in the order of their numbers: there are fewer than ten. */
static gboolean
take_subject (Recipe *recipe, const char *subject, GError **error)
{
  g_autoptr (CalCaptionRows) rows = cal_caption_rows_new ();
  g_autofree char *name = g_strdup_printf ("BrainSCUBA S%s", subject), *source = NULL;
  gsize n_voxels = 0;
  CalPart *part;

  for (guint n = 0; n < recipe->files->len; n++) {
    g_auto (GStrv) words = cal_listing_match (recipe->files->pdata[n], SENTENCES);
    g_autofree char *path = g_build_filename (recipe->folder, recipe->files->pdata[n], NULL);

    if (words == NULL || !g_str_equal (words[1], subject))
      continue;
    if (!read_sentences (recipe, rows, path, &n_voxels, error))
      return FALSE;
    if (source == NULL)
      source = g_steal_pointer (&path);
  }
  part = cal_caption_rows_add_part (rows, recipe->findings, name, source, 0, n_voxels, error);
  if (part == NULL)
    return FALSE;
  part->of = CAL_CAPTIONS_OF_PLACES;
  bind (recipe, part);
  return TRUE;
}

static gboolean
take_projections (Recipe *recipe, const char *file, const char *subject, GError **error)
{
  g_autofree char *path = g_build_filename (recipe->folder, file, NULL);
  g_autoptr (CalLoaded) listed = cal_format_load (path, NULL, recipe->job, error);
  GPtrArray *datasets = listed != NULL ? cal_loaded_get_datasets (listed) : NULL;

  if (listed == NULL)
    return FALSE;
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_auto (GStrv) words = cal_listing_match (dataset->path, "/(\\d+)");
    g_autofree char *source = cal_lookup_dup_source (listed, dataset->path), *name = NULL;
    CalPart *part;

    if (words == NULL || dataset->n_dims != 2 || !dataset->is_numeric)
      continue;
    name = g_strdup_printf ("BrainSCUBA S%s: projected weights, resample %s", subject, words[1]);
    part = cal_findings_add (recipe->findings, CAL_ROLE_WEIGHTS, name, source);
    if (!cal_series_part_fill (part, path, dataset->path, TRUE, recipe->job, error))
      return FALSE;
    part->axis = CAL_AXIS_FEATURES;
    bind (recipe, part);
  }
  cal_findings_use (recipe->findings, path);
  return TRUE;
}

static gboolean
take_files (Recipe *recipe, GError **error)
{
  g_autoptr (GHashTable) subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint n = 0; n < recipe->files->len; n++) {
    const char *file = recipe->files->pdata[n];
    g_auto (GStrv) sentences = cal_listing_match (file, SENTENCES);
    g_auto (GStrv) projections = cal_listing_match (file, PROJECTIONS);

    if (sentences != NULL && g_hash_table_add (subjects, g_strdup (sentences[1])) &&
        !take_subject (recipe, sentences[1], error))
      return FALSE;
    if (projections != NULL && !take_projections (recipe, file, projections[1], error))
      return FALSE;
  }
  return TRUE;
}

/**
 * cal_brainscuba_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_brainscuba_find (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) files = cal_listing_new (folder);
  Recipe recipe = {findings, folder, files, NULL, job};
  gboolean is_found = FALSE;

  for (guint n = 0; n < files->len; n++) {
    g_auto (GStrv) words = cal_listing_match (files->pdata[n], SENTENCES "|" PROJECTIONS);

    is_found |= words != NULL;
  }
  if (!is_found)
    return FALSE;
  find_masks (&recipe);
  is_found = take_files (&recipe, error);
  g_free (recipe.mask);
  return is_found;
}
