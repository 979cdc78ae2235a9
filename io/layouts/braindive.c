/* braindive.c - responses, pictures and generated pictures of BrainDiVE, and evaluations of
 * BrainSCUBA, which are kept alike.
 *
 * cortex_subj_1.npy        an HDF5 file, whatever its name says: "mask", x by y by z, and for each
 *                          picture of COCO a dataset of its voxels, z fastest
 * image_data.h5py          for each picture, by its number of twelve digits, its pixels
 * images/S1/OFA_all_t2/OFA_000000000007.png   pictures made to drive a region, by their seeds
 * subject_1_linear.h5py    for each picture NUMBER_gt and NUMBER_eval: measured and predicted
 *                          responses of the voxels of a mask that the file does not have
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/format.h"
#include "io/layouts/grid.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/series-file.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Numbers of COCO have twelve digits wherever pictures are named by them. */
static char *
dup_picture_id (const char *number)
{
  return g_strdup_printf ("%0*" G_GUINT64_FORMAT, 12, g_ascii_strtoull (number, NULL, 10));
}

/* The datasets of one dimension that are called by a number and @ending, in the order in which
 * HDF5 stacks them. */
typedef struct {
  GPtrArray *names;
  gsize length;
} Rows;

static Rows
find_rows (CalLoaded *loaded, const char *ending)
{
  g_autofree char *pattern = g_strdup_printf ("/(\\d+)%s", ending);
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);
  Rows rows = {g_ptr_array_new_with_free_func (g_free), 0};

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_auto (GStrv) words = NULL;

    if (dataset->is_attribute || !dataset->is_numeric || dataset->n_dims != 1)
      continue;
    words = cal_listing_match (dataset->path, pattern);
    if (words == NULL)
      continue;
    g_ptr_array_add (rows.names, g_strdup (dataset->path + 1));
    rows.length = dataset->shape[0];
  }
  g_ptr_array_sort (rows.names, compare_names);
  return rows;
}

static CalTextArray *
name_pictures (const Rows *rows)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint n = 0; n < rows->names->len; n++) {
    g_autofree char *id = dup_picture_id (rows->names->pdata[n]);

    g_strv_builder_add (builder, id);
  }
  ids = g_strv_builder_end (builder);
  return cal_text_array_new_from_strv ((const char *const *) ids);
}

static CalPart *
add_series (CalFindings *findings,
            CalLoaded *loaded,
            CalRole role,
            const char *name,
            const char *datasets,
            const Rows *rows)
{
  g_autofree char *source = cal_lookup_dup_source (loaded, datasets);
  CalPart *part = cal_findings_add (findings, role, name, source);

  part->axis = CAL_AXIS_STIMULI;
  part->n_frames = rows->names->len;
  part->n_rows = rows->length;
  part->frame_ids = name_pictures (rows);
  part->frames =
      cal_series_file_new (cal_loaded_get_path (loaded), datasets, part->n_frames, part->n_rows);
  return part;
}

/* From numpy's order, the last index fastest, to that of a volume. */
static GBytes *
order_mask (CalArray *mask)
{
  gsize ni = cal_array_get_dim (mask, 0), nj = cal_array_get_dim (mask, 1),
        nk = cal_array_get_dim (mask, 2);
  guint8 *voxels = g_malloc (MAX (cal_array_get_n_elements (mask), 1));

  for (gsize i = 0; i < ni; i++)
    for (gsize j = 0; j < nj; j++)
      for (gsize k = 0; k < nk; k++)
        voxels[i + ni * (j + nj * k)] = cal_array_get_value (mask, (i * nj + j) * nk + k) != 0.0;
  return g_bytes_new_take (voxels, cal_array_get_n_elements (mask));
}

static gboolean
take_cortex (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const char *path = cal_loaded_get_path (loaded);
  g_autofree char *stem = g_filename_display_basename (path);
  g_autofree char *source = cal_lookup_dup_source (loaded, "/mask"), *name = NULL;
  g_autofree char *responses = NULL;
  g_autoptr (CalArray) mask = cal_lookup_numbers (path, "/mask", job, error);
  g_autoptr (GBytes) voxels = NULL;
  Rows rows;
  CalVolumeDesc desc = {.dtype = CAL_DTYPE_UINT8};
  CalPart *part;

  if (mask == NULL)
    return FALSE;
  if (strrchr (stem, '.') != NULL)
    *strrchr (stem, '.') = '\0';
  name = g_strdup_printf ("%s mask", stem);
  responses = g_strdup_printf ("%s responses", stem);
  voxels = order_mask (mask);
  for (guint a = 0; a < 3; a++)
    desc.dims[a] = cal_array_get_dim (mask, a);
  desc.name = name;
  desc.voxels = voxels;
  cal_grid_find_affine (&desc, "mask", 1.8, findings, path, job);
  part = cal_findings_add (findings, CAL_ROLE_MASK, name, source);
  part->object = (GObject *) cal_volume_new (&desc, error);
  if (part->object == NULL)
    return FALSE;
  rows = find_rows (loaded, "");
  part = add_series (findings, loaded, CAL_ROLE_RESPONSES, responses, "*", &rows);
  part->bind_to = g_steal_pointer (&source);
  part->bind_key = g_strdup ("mask-c");
  g_ptr_array_unref (rows.names);
  return TRUE;
}

static void
take_evaluation (CalLoaded *loaded, CalFindings *findings, const Rows *measured)
{
  g_autofree char *stem = g_filename_display_basename (cal_loaded_get_path (loaded));
  g_autofree char *first = NULL, *second = NULL;
  Rows predicted = find_rows (loaded, "_eval");

  if (strrchr (stem, '.') != NULL)
    *strrchr (stem, '.') = '\0';
  first = g_strdup_printf ("%s: measured", stem);
  second = g_strdup_printf ("%s: predicted", stem);
  add_series (findings, loaded, CAL_ROLE_RESPONSES, first, "*_gt", measured);
  if (predicted.names->len > 0)
    add_series (findings, loaded, CAL_ROLE_PREDICTIONS, second, "*_eval", &predicted);
  g_ptr_array_unref (predicted.names);
  cal_findings_remark (findings,
                       "%" N " values a picture, of the voxels of higher visual cortex that "
                       "BrainSCUBA was fitted to: its mask, which the file does not have, says "
                       "where they are",
                       measured->length);
}

/* Pixels by twelve digits. */
static gboolean
take_pictures (CalLoaded *loaded, CalFindings *findings, GError **error)
{
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);
  g_autofree char *name = g_filename_display_basename (cal_loaded_get_path (loaded));
  CalTextArrayBuilder *ids = cal_text_array_builder_new ();
  CalTextArrayBuilder *pictures = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) id_array = NULL, picture_array = NULL;
  gsize n_pictures = 0;
  CalStimuli *stimuli;

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autofree char *source = cal_lookup_dup_source (loaded, dataset->path);
    g_auto (GStrv) words = cal_listing_match (dataset->path, "/(\\d{12})");

    if (words == NULL || dataset->is_attribute || dataset->n_dims != 3)
      continue;
    cal_text_array_builder_add (ids, words[1], -1);
    cal_text_array_builder_add (pictures, source, -1);
    n_pictures++;
  }
  id_array = cal_text_array_builder_end (ids, 1, &n_pictures, error);
  picture_array = cal_text_array_builder_end (pictures, 1, &n_pictures, error);
  if (id_array == NULL || picture_array == NULL)
    return FALSE;
  stimuli = cal_stimuli_new (name, id_array, picture_array, NULL, error);
  if (stimuli == NULL)
    return FALSE;
  cal_findings_add (findings, CAL_ROLE_STIMULI, name, cal_loaded_get_path (loaded))->object =
      G_OBJECT (stimuli);
  return TRUE;
}

static gboolean
holds_pictures (CalLoaded *loaded)
{
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_auto (GStrv) words = NULL;

    if (dataset->is_attribute)
      continue;
    words = cal_listing_match (dataset->path, "/\\d{12}");
    return words != NULL && dataset->n_dims == 3 && dataset->dtype == CAL_DTYPE_UINT8 &&
           (dataset->shape[2] == 3 || dataset->shape[2] == 4);
  }
  return FALSE;
}

/**
 * cal_braindive_find_in_file:
 *
 * Of #CalLayout.
 */
gboolean
cal_braindive_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const CalDataset *mask = cal_lookup_dataset (loaded, "/mask");
  gboolean is_found = FALSE;
  Rows rows;

  if (!g_str_equal (cal_loaded_get_kind (loaded), "HDF5"))
    return FALSE;
  if (holds_pictures (loaded))
    return take_pictures (loaded, findings, error);
  rows = find_rows (loaded, "");
  if (rows.names->len > 0 && mask != NULL && mask->is_numeric && mask->n_dims == 3)
    is_found = take_cortex (loaded, findings, job, error);
  g_ptr_array_unref (rows.names);
  if (is_found || mask != NULL)
    return is_found;
  rows = find_rows (loaded, "_gt");
  if (rows.names->len > 0) {
    take_evaluation (loaded, findings, &rows);
    is_found = TRUE;
  }
  g_ptr_array_unref (rows.names);
  return is_found;
}

/* Pictures of all regions of a subject, and which region each is for. */
typedef struct {
  GPtrArray *paths;
  GStrvBuilder *regions;
} Generated;

static void
take_region (Generated *generated, const char *folder, const char *region)
{
  g_autoptr (GPtrArray) pictures = cal_listing_find_pictures (folder);

  for (guint n = 0; n < pictures->len; n++) {
    g_ptr_array_add (generated->paths, g_strdup (pictures->pdata[n]));
    g_strv_builder_add (generated->regions, region);
  }
}

/**
 * cal_braindive_find_in_folder:
 *
 * Of #CalLayout.
 */
gboolean
cal_braindive_find_in_folder (const char *folder,
                              CalFindings *findings,
                              CalJob *job,
                              GError **error)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  g_autofree char *parent = cal_listing_dup_ancestor (folder, 0);
  g_autofree char *name = g_strdup_printf ("BrainDiVE %s", parent);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Generated generated = {paths, builder};
  g_autoptr (CalTextArray) region_array = NULL;
  g_autoptr (CalStimuli) stimuli = NULL;
  g_auto (GStrv) regions = NULL;
  CalDecoding *decoding;

  for (guint n = 0; n < names->len; n++) {
    g_auto (GStrv) words = cal_listing_match (names->pdata[n], "(.+)_all_t2");
    g_autofree char *path = g_build_filename (folder, names->pdata[n], NULL);

    if (words == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
      continue;
    take_region (&generated, path, words[1]);
    cal_findings_use (findings, path);
  }
  if (paths->len == 0)
    return FALSE;
  regions = g_strv_builder_end (builder);
  region_array = cal_text_array_new_from_strv ((const char *const *) regions);
  stimuli = cal_listing_make_stimuli (name, paths, NULL, error);
  decoding = stimuli != NULL ? cal_decoding_new (name, stimuli, NULL, region_array, error) : NULL;
  if (decoding == NULL)
    return FALSE;
  cal_findings_add (findings, CAL_ROLE_DECODED, name, folder)->object = G_OBJECT (decoding);
  return TRUE;
}
