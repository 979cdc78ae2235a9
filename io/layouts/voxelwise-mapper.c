/* voxelwise-mapper.c - how voxels make a flatmap, as the tutorials on voxelwise models keep it.
 *
 * SUBJECT_mappers.hdf
 *   voxel_to_flatmap_{data,indices,indptr,shape}    pixels x voxels, sparse ("pixmap" in older
 * ones) flatmap_mask        width x height: the pixels, columns from the left, in each from below
 *                       ("pixmask")
 *   flatmap_curvature   width x height: larger on gyri
 *   voxel_to_fsaverage_{data,indices,indptr,shape}  vertices, left first, x voxels
 *   roi_mask_V1 ...     a 1 or a 0 a voxel
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/layouts/flat-raster.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "model/error.h"
#include "model/mapper.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

typedef struct {
  CalLoaded *loaded;
  const char *path;
  char *stem;
  CalFindings *findings;
  CalJob *job;
} Recipe;

static CalArray *
read_part (const Recipe *recipe, const char *key, const char *part, GError **error)
{
  g_autofree char *dataset = g_strdup_printf ("/%s_%s", key, part);

  return cal_lookup_numbers (recipe->path, dataset, recipe->job, error);
}

/* Rows and columns of a matrix. */
static gboolean
read_shape (const Recipe *recipe, const char *key, gsize shape[2], GError **error)
{
  g_autoptr (CalArray) numbers = read_part (recipe, key, "shape", error);

  if (numbers == NULL)
    return FALSE;
  for (gsize n = 0; n < 2; n++) {
    double length = n < cal_array_get_n_elements (numbers) ? cal_array_get_value (numbers, n) : -1;

    if (!(length >= 1.0 && length < G_MAXINT32) || length != floor (length) ||
        cal_array_get_n_elements (numbers) != 2) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s:/%s_shape: expected two whole numbers above 0", recipe->path, key);
      return FALSE;
    }
    shape[n] = (gsize) length;
  }
  return TRUE;
}

static gboolean
add_mapper (const Recipe *recipe,
            const char *key,
            const gsize n_vertices[2],
            gsize n_voxels,
            GError **error)
{
  g_autoptr (CalArray) weights = read_part (recipe, key, "data", error);
  g_autoptr (CalArray) voxels = weights != NULL ? read_part (recipe, key, "indices", error) : NULL;
  g_autoptr (CalArray) starts = voxels != NULL ? read_part (recipe, key, "indptr", error) : NULL;
  g_autofree char *name = g_strdup_printf ("%s %s", recipe->stem, key);
  g_autofree char *source = g_strdup_printf ("%s:/%s_data", recipe->path, key);
  CalMapper *mapper;

  if (starts == NULL)
    return FALSE;
  mapper = cal_mapper_new (&(CalMapperDesc){.name = name,
                                            .n_vertices = {n_vertices[0], n_vertices[1]},
                                            .n_voxels = n_voxels,
                                            .starts = starts,
                                            .voxels = voxels,
                                            .weights = weights},
                           error);
  if (mapper == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_INDEX, name, source)->object = G_OBJECT (mapper);
  return TRUE;
}

/* The curvature of a hemisphere's pixels, around 0 halfway between the smallest and the largest. */
static gboolean
add_curvature (const Recipe *recipe,
               const char *source,
               CalArray *mask,
               CalArray *curvature,
               const gsize n_vertices[2],
               GError **error)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
  gsize n_pixels = cal_array_get_n_elements (mask), p = 0;

  for (gsize n = 0; n < n_pixels; n++)
    if (cal_array_get_value (mask, n) != 0.0 && isfinite (cal_array_get_value (curvature, n))) {
      low = MIN (low, cal_array_get_value (curvature, n));
      high = MAX (high, cal_array_get_value (curvature, n));
    }
  for (int h = 0; h < 2; h++) {
    float *values = g_new (float, MAX (n_vertices[h], 1));
    g_autoptr (GBytes) bytes =
        g_bytes_new_take (values, cal_size_times (n_vertices[h], sizeof *values));
    g_autoptr (CalArray) array = NULL;
    CalVector *vector = NULL;

    for (gsize v = 0; v < n_vertices[h]; p++)
      if (cal_array_get_value (mask, p) != 0.0) {
        double value = cal_array_get_value (curvature, p);

        values[v++] = isfinite (value) ? (float) (value - (low + high) / 2.0) : 0.0f;
      }
    array = cal_array_new (CAL_DTYPE_FLOAT32, 1, n_vertices + h, bytes, error);
    if (array != NULL)
      vector = cal_vector_new (&(CalVectorDesc){.name = "flatmap_curvature",
                                                .source = source,
                                                .values = array,
                                                .hemisphere = (CalHemisphere) h,
                                                .per_vertex = TRUE},
                               error);
    if (vector == NULL)
      return FALSE;
    cal_findings_add (recipe->findings, CAL_ROLE_SURFACE, "curvature", source)->object =
        G_OBJECT (vector);
  }
  return TRUE;
}

static gboolean
add_surfaces (const Recipe *recipe, CalArray *mask, gsize n_vertices[2], GError **error)
{
  /* In a folder of their own, as it were: files beside hold other subjects. */
  g_autofree char *source = g_strdup_printf ("%s/flatmap", recipe->path);
  gsize n_pixels = cal_array_get_n_elements (mask);
  g_autofree guint8 *pixels = g_malloc (MAX (n_pixels, 1));
  const CalFlatRaster raster = {recipe->stem, pixels, cal_array_get_dim (mask, 0),
                                cal_array_get_dim (mask, 1)};
  g_autoptr (CalArray) curvature = NULL;
  CalSurface *surfaces[2];

  for (gsize p = 0; p < n_pixels; p++)
    pixels[p] = cal_array_get_value (mask, p) != 0.0;
  if (!cal_flat_raster_make (&raster, surfaces, error))
    return FALSE;
  for (int h = 0; h < 2; h++) {
    n_vertices[h] = cal_surface_get_n_vertices (surfaces[h]);
    cal_findings_add (recipe->findings, CAL_ROLE_SURFACE, recipe->stem, source)->object =
        G_OBJECT (surfaces[h]);
  }
  cal_findings_remark (recipe->findings,
                       "the flatmap is made of its %" N " + %" N
                       " pixels, taken for 1 mm; the hemispheres part where it is narrowest",
                       n_vertices[0], n_vertices[1]);
  if (cal_lookup_dataset (recipe->loaded, "/flatmap_curvature") == NULL)
    return TRUE;
  curvature = cal_lookup_numbers (recipe->path, "/flatmap_curvature", recipe->job, error);
  if (curvature == NULL)
    return FALSE;
  if (cal_array_get_n_elements (curvature) == n_pixels)
    return add_curvature (recipe, source, mask, curvature, n_vertices, error);
  cal_findings_remark (recipe->findings, "flatmap_curvature is not as large as flatmap_mask");
  return TRUE;
}

static gboolean
take_flatmap (
    const Recipe *recipe, const char *key, const char *mask_key, gsize *n_voxels, GError **error)
{
  g_autofree char *dataset = g_strdup_printf ("/%s", mask_key);
  g_autoptr (CalArray) mask = cal_lookup_numbers (recipe->path, dataset, recipe->job, error);
  gsize shape[2], n_vertices[2], n_pixels = 0;

  if (mask == NULL || !read_shape (recipe, key, shape, error))
    return FALSE;
  for (gsize p = 0; p < cal_array_get_n_elements (mask); p++)
    n_pixels += cal_array_get_value (mask, p) != 0.0;
  if (cal_array_get_n_dims (mask) != 2 || n_pixels != shape[0]) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s:/%s: %" N " pixels in %u dimensions; expected the %" N " of %s in two",
                 recipe->path, mask_key, n_pixels, cal_array_get_n_dims (mask), shape[0], key);
    return FALSE;
  }
  *n_voxels = shape[1];
  return add_surfaces (recipe, mask, n_vertices, error) &&
         add_mapper (recipe, key, n_vertices, shape[1], error);
}

static gboolean
take_fsaverage (const Recipe *recipe, gsize *n_voxels, GError **error)
{
  gsize shape[2], n_vertices[2];

  if (!read_shape (recipe, "voxel_to_fsaverage", shape, error))
    return FALSE;
  if (shape[0] % 2 != 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s:/voxel_to_fsaverage_shape: %" N " vertices; expected as many left as right",
                 recipe->path, shape[0]);
    return FALSE;
  }
  *n_voxels = shape[1];
  n_vertices[0] = n_vertices[1] = shape[0] / 2;
  return add_mapper (recipe, "voxel_to_fsaverage", n_vertices, shape[1], error);
}

/* A region more; a voxel that has one already keeps it, and so that is said. */
static gboolean
take_region (
    const Recipe *recipe, const char *dataset, gint32 key, gint32 *keys, gsize n, GError **error)
{
  g_autoptr (CalArray) mask = cal_lookup_numbers (recipe->path, dataset, recipe->job, error);
  gsize n_hidden = 0;

  if (mask == NULL)
    return FALSE;
  for (gsize v = 0; v < n; v++)
    if (cal_array_get_value (mask, v) != 0.0) {
      n_hidden += keys[v] != 0;
      keys[v] = keys[v] != 0 ? keys[v] : key;
    }
  if (n_hidden > 0)
    cal_findings_remark (recipe->findings, "%s: %" N " voxels are shown in an earlier region",
                         dataset + 1, n_hidden);
  return TRUE;
}

static gboolean
take_regions (const Recipe *recipe, gsize n_voxels, GError **error)
{
  static const char prefix[] = "/roi_mask_";
  GPtrArray *datasets = cal_loaded_get_datasets (recipe->loaded);
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  gint32 *keys = g_new0 (gint32, MAX (n_voxels, 1)), key = 0;
  g_autoptr (GBytes) bytes = g_bytes_new_take (keys, cal_size_times (n_voxels, sizeof *keys));
  g_autofree char *name = g_strdup_printf ("%s regions", recipe->stem);
  g_autofree char *source = g_strdup_printf ("%s:/roi_mask_*", recipe->path);
  g_autoptr (CalArray) array = NULL;
  const float none[4] = {0};
  CalPart *part;

  cal_labels_builder_add (builder, 0, "none", none);
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    float rgba[4];

    if (dataset->is_attribute || !dataset->is_numeric || dataset->n_dims != 1 ||
        dataset->shape[0] != n_voxels || !g_str_has_prefix (dataset->path, prefix))
      continue;
    cal_labels_pick_colour ((guint) key, rgba);
    cal_labels_builder_add (builder, ++key, dataset->path + strlen (prefix), rgba);
    if (!take_region (recipe, dataset->path, key, keys, n_voxels, error))
      return FALSE;
  }
  if (key == 0)
    return TRUE;
  array = cal_array_new (CAL_DTYPE_INT32, 1, &n_voxels, bytes, error);
  if (array == NULL)
    return FALSE;
  part = cal_findings_add (recipe->findings, CAL_ROLE_REGIONS, name, source);
  part->labels = cal_labels_builder_end (g_steal_pointer (&builder));
  part->object = (GObject *) cal_vector_new (&(CalVectorDesc){.name = name,
                                                              .source = source,
                                                              .values = array,
                                                              .hemisphere = CAL_HEMISPHERE_UNKNOWN,
                                                              .labels = part->labels},
                                             error);
  return part->object != NULL;
}

static gboolean
has (CalLoaded *loaded, const char *dataset)
{
  return cal_lookup_dataset (loaded, dataset) != NULL;
}

/**
 * cal_voxelwise_mapper_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_voxelwise_mapper_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  gboolean is_new = has (loaded, "/voxel_to_flatmap_data") && has (loaded, "/flatmap_mask");
  gboolean is_old = has (loaded, "/pixmap_data") && has (loaded, "/pixmask");
  gboolean is_fsaverage = has (loaded, "/voxel_to_fsaverage_data");
  Recipe recipe = {loaded, cal_loaded_get_path (loaded), NULL, findings, job};
  gboolean is_sound = TRUE;
  gsize n_voxels = 0;

  if (!g_str_equal (cal_loaded_get_kind (loaded), "HDF5") || (!is_new && !is_old && !is_fsaverage))
    return FALSE;
  recipe.stem = g_filename_display_basename (recipe.path);
  if (strrchr (recipe.stem, '.') != NULL)
    *strrchr (recipe.stem, '.') = '\0';
  if (is_new || is_old)
    is_sound = take_flatmap (&recipe, is_new ? "voxel_to_flatmap" : "pixmap",
                             is_new ? "flatmap_mask" : "pixmask", &n_voxels, error);
  if (is_sound && is_fsaverage)
    is_sound = take_fsaverage (&recipe, &n_voxels, error);
  if (has (loaded, "/vox_to_fsavg_left_data"))
    cal_findings_remark (findings, "vox_to_fsavg_left and _right were left alone");
  is_sound = is_sound && take_regions (&recipe, n_voxels, error);
  g_free (recipe.stem);
  return is_sound;
}
