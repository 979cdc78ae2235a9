/* matlab-volumes.c - volumes of the study of human-like object concepts, in MATLAB and HDF5 files.
 *
 * rsa_scores_unnormlized_NAME.mat   "model_data", x by y by z
 * NAME_r_NAME.mat                   "data", x by y by z
 * NAME.h5                           "data" and nothing else, x by y by z by frame
 *
 * In the first two 0 stands for no value. MATLAB 5 files are read as x, y, z; in 7.3 files, which
 * are HDF5, the dimensions come the other way round. An HDF5 file that MATLAB's own attribute does
 * not mark is taken only if a NIfTI volume beside it tells which way round it is.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/layouts/grid.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/nsd.h"
#include "io/layouts/recipes.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
#define VOXEL_MM 1.0

static const struct {
  const char *pattern; /* of the file's name */
  const char *dataset;
  const char *statistic;
  guint min_dims;
  gboolean is_zero_missing;
} kinds[] = {
    {"rsa_scores_.*\\.mat", "/model_data", "RSA score", 3, TRUE},
    {".*_r_.*\\.mat", "/data", "r", 3, TRUE},
    {".*\\.(h5|hdf5|hdf)", "/data", NULL, 4, FALSE},
};

typedef struct {
  CalLoaded *loaded;
  const char *path;
  const CalDataset *dataset;
  gsize kind;
  gboolean is_reversed; /* z, y, x */
  CalFindings *findings;
  CalJob *job;
} Recipe;

/* How many elements lie between neighbours along i, j, k and from frame to frame. */
static void
find_strides (const Recipe *recipe, CalArray *array, CalVolumeDesc *desc, gsize strides[4])
{
  guint n_dims = cal_array_get_n_dims (array);
  gsize stride = 1;

  desc->n_frames = 1;
  strides[3] = 0;
  for (guint d = n_dims; d-- > 0;) {
    guint axis = recipe->is_reversed ? n_dims - 1 - d : d;

    if (axis < 3)
      desc->dims[axis] = cal_array_get_dim (array, d);
    else
      desc->n_frames = cal_array_get_dim (array, d);
    strides[axis] = stride;
    stride = cal_size_times (stride, cal_array_get_dim (array, d));
  }
}

/* The values with i fastest; NaN for those that stand for none, which are counted. */
static GBytes *
order_values (const Recipe *recipe,
              const CalVolumeDesc *desc,
              const gsize strides[4],
              CalArray *array,
              gsize *n_missing,
              GError **error)
{
  gsize n_values = cal_array_get_n_elements (array), n = 0;
  double *values = cal_memory_allocate (n_values, sizeof *values, error);

  if (values == NULL)
    return NULL;
  for (gsize f = 0; f < desc->n_frames; f++)
    for (gsize k = 0; k < desc->dims[2]; k++)
      for (gsize j = 0; j < desc->dims[1]; j++)
        for (gsize i = 0; i < desc->dims[0]; i++) {
          double value = cal_array_get_value (array, i * strides[0] + j * strides[1] +
                                                         k * strides[2] + f * strides[3]);
          gboolean is_missing = kinds[recipe->kind].is_zero_missing && value == 0.0;

          *n_missing += is_missing;
          values[n++] = is_missing ? NAN : value;
        }
  return g_bytes_new_take (values, cal_size_times (n_values, sizeof *values));
}

static gboolean
take (const Recipe *recipe, GError **error)
{
  g_autofree char *stem = g_filename_display_basename (recipe->path);
  g_autofree char *source = cal_lookup_dup_source (recipe->loaded, recipe->dataset->path);
  g_autoptr (CalArray) array =
      cal_lookup_numbers (recipe->path, recipe->dataset->path, recipe->job, error);
  g_autoptr (GBytes) voxels = NULL;
  CalVolumeDesc desc = {
      .name = stem, .dtype = CAL_DTYPE_FLOAT64, .statistic = kinds[recipe->kind].statistic};
  gsize strides[4], n_missing = 0;
  CalVolume *volume;

  if (array == NULL)
    return FALSE;
  /* The file may have changed since it was listed. */
  if (cal_array_get_n_dims (array) != recipe->dataset->n_dims) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %u dimensions; expected %u, as listed",
                 source, cal_array_get_n_dims (array), recipe->dataset->n_dims);
    return FALSE;
  }
  *strrchr (stem, '.') = '\0';
  find_strides (recipe, array, &desc, strides);
  voxels = order_values (recipe, &desc, strides, array, &n_missing, error);
  if (voxels == NULL)
    return FALSE;
  desc.voxels = voxels;
  cal_grid_find_affine (&desc, stem, VOXEL_MM, recipe->findings, recipe->path, recipe->job);
  volume = cal_volume_new (&desc, error);
  if (volume == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_MAP, stem, source)->object = G_OBJECT (volume);
  if (n_missing > 0)
    cal_findings_remark (recipe->findings,
                         "%s: %" N " of %" N " values are 0, which stands for no value here: taken "
                         "for no data",
                         stem, n_missing, cal_array_get_n_elements (array));
  return TRUE;
}

static gboolean
has_grid (const Recipe *recipe, const gsize dims[3])
{
  g_autofree char *folder = g_path_get_dirname (recipe->path), *source = NULL;
  g_autoptr (CalVolume) grid = cal_nsd_find_grid (folder, dims, &source, recipe->job);

  return grid != NULL;
}

/* Which way round the dimensions are; FALSE if nothing tells. */
static gboolean
find_order (Recipe *recipe)
{
  g_autofree char *mark = g_strdup_printf ("%s@MATLAB_class", recipe->dataset->path);
  const gsize *shape = recipe->dataset->shape;
  gsize reversed[3];
  gboolean fits;

  recipe->is_reversed = FALSE;
  if (g_str_equal (cal_loaded_get_kind (recipe->loaded), "MATLAB 5"))
    return TRUE;
  recipe->is_reversed = TRUE;
  if (cal_lookup_dataset (recipe->loaded, mark) != NULL)
    return TRUE;
  for (guint a = 0; a < 3; a++)
    reversed[a] = shape[recipe->dataset->n_dims - 1 - a];
  fits = has_grid (recipe, shape);
  recipe->is_reversed = has_grid (recipe, reversed);
  return fits != recipe->is_reversed;
}

static gboolean
is_alone (const Recipe *recipe)
{
  GPtrArray *datasets = cal_loaded_get_datasets (recipe->loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];

    if (!dataset->is_attribute && dataset != recipe->dataset)
      return FALSE;
  }
  return TRUE;
}

static gboolean
find_kind (Recipe *recipe)
{
  g_autofree char *file = g_filename_display_basename (recipe->path);

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_auto (GStrv) words = cal_listing_match (file, kinds[k].pattern);

    if (words == NULL)
      continue;
    recipe->kind = k;
    recipe->dataset = cal_lookup_dataset (recipe->loaded, kinds[k].dataset);
    return recipe->dataset != NULL && recipe->dataset->is_numeric &&
           recipe->dataset->n_dims >= kinds[k].min_dims && recipe->dataset->n_dims <= 4 &&
           (kinds[k].is_zero_missing || is_alone (recipe));
  }
  return FALSE;
}

/**
 * cal_matlab_volumes_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_matlab_volumes_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const char *kind = cal_loaded_get_kind (loaded);
  Recipe recipe = {
      .loaded = loaded, .path = cal_loaded_get_path (loaded), .findings = findings, .job = job};

  if (!g_str_equal (kind, "HDF5") && !g_str_equal (kind, "MATLAB 5"))
    return FALSE;
  if (!find_kind (&recipe) || !find_order (&recipe))
    return FALSE;
  if (recipe.dataset->dtype >= CAL_DTYPE_COMPLEX64 && recipe.dataset->dtype != CAL_DTYPE_BOOL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s:%s: %s values; expected real numbers",
                 recipe.path, recipe.dataset->path, recipe.dataset->type_name);
    return FALSE;
  }
  return take (&recipe, error);
}
