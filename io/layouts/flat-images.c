/* flat-images.c - activity as pictures of a flatmap, as NeuroPictor and MinD-3D feed to networks.
 *
 * cmask.npy        height x width: not 0 where the cortex is
 * NAME.npy         images x height x width: activity, each image a frame
 *
 * Rows go down, as in any picture; the left hemisphere is taken to be on the left.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/format.h"
#include "io/layouts/flat-raster.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "model/error.h"
#include "model/map.h"
#include "model/memory.h"

#define MASK "cmask.npy"

typedef struct {
  const char *folder;
  CalFindings *findings;
  CalJob *job;
  gsize height, width;
  guint8 *pixels; /* columns from the left, in each from below */
  gsize n_vertices[2];
} Recipe;

/* Where a pixel of the map lies in the picture. */
static gsize
find_in_picture (const Recipe *recipe, gsize pixel)
{
  gsize x = pixel / recipe->height, y = pixel % recipe->height;

  return (recipe->height - 1 - y) * recipe->width + x;
}

static gboolean
take_mask (Recipe *recipe, const char *path, CalArray *mask, GError **error)
{
  g_autofree char *name = cal_listing_dup_ancestor (recipe->folder, 0);
  CalFlatRaster raster = {.name = name};
  CalSurface *surfaces[2];

  recipe->height = raster.n_y = cal_array_get_dim (mask, 0);
  recipe->width = raster.n_x = cal_array_get_dim (mask, 1);
  recipe->pixels = g_malloc (MAX (cal_array_get_n_elements (mask), 1));
  raster.mask = recipe->pixels;
  for (gsize p = 0; p < cal_array_get_n_elements (mask); p++)
    recipe->pixels[p] = cal_array_get_value (mask, find_in_picture (recipe, p)) != 0.0;
  if (!cal_flat_raster_make (&raster, surfaces, error))
    return FALSE;
  for (int h = 0; h < 2; h++) {
    recipe->n_vertices[h] = cal_surface_get_n_vertices (surfaces[h]);
    cal_findings_add (recipe->findings, CAL_ROLE_SURFACE, name, path)->object =
        G_OBJECT (surfaces[h]);
  }
  return TRUE;
}

static gboolean
take_images (Recipe *recipe, const char *path, CalArray *images, GError **error)
{
  gsize n_pixels = recipe->height * recipe->width, n_frames = cal_array_get_dim (images, 0);
  gsize dims[2] = {n_frames, recipe->n_vertices[0] + recipe->n_vertices[1]}, n_values, to = 0;
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) values = NULL;
  double *numbers = NULL;
  CalMap *map;

  *strrchr (name, '.') = '\0';
  if (!g_size_checked_mul (&n_values, dims[0], dims[1])) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: too many values", path);
    return FALSE;
  }
  numbers = cal_memory_allocate (MAX (n_values, 1), sizeof *numbers, error);
  if (numbers == NULL)
    return FALSE;
  for (gsize f = 0; f < n_frames; f++)
    for (gsize p = 0; p < n_pixels; p++)
      if (recipe->pixels[p])
        numbers[to++] = cal_array_get_value (images, f * n_pixels + find_in_picture (recipe, p));
  bytes = g_bytes_new_take (numbers, cal_size_times (n_values, sizeof *numbers));
  values = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
  if (values == NULL)
    return FALSE;
  map = cal_map_new (&(CalMapDesc){.name = name,
                                   .n_vertices = {recipe->n_vertices[0], recipe->n_vertices[1]},
                                   .values = values,
                                   .binding = "a value for each pixel of " MASK},
                     error);
  if (map == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_MAP, name, path)->object = G_OBJECT (map);
  cal_findings_use (recipe->findings, path);
  return TRUE;
}

static gboolean
take_folder (Recipe *recipe, GPtrArray *names, GError **error)
{
  for (guint n = 0; n < names->len; n++) {
    g_autofree char *path = g_build_filename (recipe->folder, names->pdata[n], NULL);
    g_autoptr (CalArray) images = NULL;

    if (!g_str_has_suffix (names->pdata[n], ".npy") || g_str_equal (names->pdata[n], MASK))
      continue;
    images = cal_lookup_numbers (path, NULL, recipe->job, NULL);
    if (images != NULL && cal_array_get_n_dims (images) == 3 &&
        cal_array_get_dim (images, 1) == recipe->height &&
        cal_array_get_dim (images, 2) == recipe->width &&
        !take_images (recipe, path, images, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * cal_flat_images_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_flat_images_find (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  g_autofree char *path = g_build_filename (folder, MASK, NULL);
  Recipe recipe = {.folder = folder, .findings = findings, .job = job};
  g_autoptr (CalArray) mask = NULL;
  gboolean is_sound;

  if (!cal_listing_has (names, MASK))
    return FALSE;
  mask = cal_lookup_numbers (path, NULL, job, NULL);
  if (mask == NULL || cal_array_get_n_dims (mask) != 2)
    return FALSE;
  is_sound = take_mask (&recipe, path, mask, error) && take_folder (&recipe, names, error);
  g_free (recipe.pixels);
  if (!is_sound)
    return FALSE;
  cal_findings_use (findings, path);
  cal_findings_remark (findings,
                       "the flatmap is made of the pixels of " MASK
                       ", taken for 1 mm; the left hemisphere is taken to be the left one");
  return TRUE;
}
