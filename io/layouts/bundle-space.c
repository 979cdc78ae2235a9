/* bundle-space.c - datasets and attributes of a bundle, and the spaces that its rows belong to.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/bundle.h"
#include "io/layouts/bundle-private.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

/**
 * cal_bundle_find:
 * @group: "/maps/r"
 * @name: "values"; or "@unit", an attribute of the group
 *
 * Returns: (nullable): the dataset or attribute of that name
 */
const CalDataset *
cal_bundle_find (CalBundleFile *self, const char *group, const char *name)
{
  GPtrArray *datasets = cal_loaded_get_datasets (self->file.container);
  g_autofree char *path = g_strconcat (group, name[0] == '@' ? "" : "/", name, NULL);

  for (guint n = 0; n < datasets->len; n++)
    if (g_str_equal (((CalDataset *) datasets->pdata[n])->path, path))
      return datasets->pdata[n];
  return NULL;
}

/* NULL without @error if there is none. */
static GObject *
read_object (CalBundleFile *self, const char *group, const char *name, GType type, GError **error)
{
  const CalDataset *dataset = cal_bundle_find (self, group, name);
  g_autoptr (GObject) object = NULL;

  if (dataset == NULL)
    return NULL;
  object = cal_rdm_dataset_read (&self->file, dataset->path, error);
  if (object == NULL || G_TYPE_CHECK_INSTANCE_TYPE (object, type))
    return g_steal_pointer (&object);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: holds %s; expected %s", dataset->path,
               dataset->type_name, type == CAL_TYPE_ARRAY ? "numbers" : "texts");
  return NULL;
}

/**
 * cal_bundle_read_numbers:
 * @name: of a dataset of the group; or "@grid", an attribute
 *
 * Returns: (transfer full) (nullable): the numbers; NULL without @error if there are none
 */
CalArray *
cal_bundle_read_numbers (CalBundleFile *self, const char *group, const char *name, GError **error)
{
  return (CalArray *) read_object (self, group, name, CAL_TYPE_ARRAY, error);
}

/**
 * cal_bundle_read_texts:
 *
 * Returns: (transfer full) (nullable): as cal_bundle_read_numbers()
 */
CalTextArray *
cal_bundle_read_texts (CalBundleFile *self, const char *group, const char *name, GError **error)
{
  return (CalTextArray *) read_object (self, group, name, CAL_TYPE_TEXT_ARRAY, error);
}

/**
 * cal_bundle_misses:
 * @object: (nullable): what was read of the dataset called @name
 *
 * Returns: whether it is missing; then @error is set
 */
gboolean
cal_bundle_misses (gconstpointer object, const char *name, GError **error)
{
  if (object == NULL && (error == NULL || *error == NULL))
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "its dataset \"%s\" is missing", name);
  return object == NULL;
}

/**
 * cal_bundle_read_columns:
 *
 * Returns: (transfer full) (nullable): a table of the columns of that length in GROUP/columns
 */
CalTable *
cal_bundle_read_columns (CalBundleFile *self, const CalBundleItem *item, gsize n_rows)
{
  g_autofree char *parent = g_strconcat (item->group, "/columns/", NULL);

  return cal_rdm_dataset_read_columns (&self->file, parent, item->name, n_rows);
}

/**
 * cal_bundle_dup_text:
 *
 * Returns: (transfer full) (nullable): an attribute of the group that is one text; NULL if there is
 *   none
 */
char *
cal_bundle_dup_text (CalBundleFile *self, const char *group, const char *attribute)
{
  char *text = NULL;

  cal_rdm_dataset_read_text_attribute (&self->file, group, attribute, &text, NULL);
  return text;
}

/**
 * cal_bundle_get_number:
 *
 * Returns: an attribute of the group that is one number; 0 if there is none
 */
double
cal_bundle_get_number (CalBundleFile *self, const char *group, const char *attribute)
{
  double number = 0.0;

  cal_rdm_dataset_read_number_attribute (&self->file, group, attribute, &number, NULL);
  return number;
}

/* Whole numbers from 0 up to @limit, as an array of @n of them. */
static gboolean
check_whole (const char *what, CalArray *array, gsize n, double limit, GError **error)
{
  if (cal_array_get_n_elements (array) != n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %" N " numbers; expected %" N, what,
                 cal_array_get_n_elements (array), n);
    return FALSE;
  }
  for (gsize e = 0; e < n; e++) {
    double value = cal_array_get_value (array, e);

    if (!(value >= 0.0 && value < limit) || value != floor (value)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: %g; expected whole numbers from 0 up, below %.0f", what, value, limit);
      return FALSE;
    }
  }
  return TRUE;
}

/* An attribute of @n counts; FALSE with @error if it is none. */
static gboolean
read_counts (CalBundleFile *self,
             const char *group,
             const char *attribute,
             gsize *counts,
             gsize n,
             GError **error)
{
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GError) failure = NULL;

  array = cal_bundle_read_numbers (self, group, attribute, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (array == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s%s: is missing", group, attribute);
    return FALSE;
  }
  if (!check_whole (attribute, array, n, (double) G_MAXUINT32, error))
    return FALSE;
  for (gsize e = 0; e < n; e++)
    counts[e] = (gsize) cal_array_get_value (array, e);
  return TRUE;
}

/* 0, 1, 2, ... : every element has a row. */
static guint32 *
number_all (gsize n, GError **error)
{
  guint32 *all = cal_memory_allocate (MAX (n, 1), sizeof *all, error);

  for (gsize e = 0; all != NULL && e < n; e++)
    all[e] = (guint32) e;
  return all;
}

static CalPlaces *
read_cortex (CalBundleFile *self, const char *group, const char *name, GError **error)
{
  g_autoptr (CalArray) elements = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree guint32 *rows = NULL;
  gsize n_vertices[2], n;

  if (!read_counts (self, group, "@n_vertices", n_vertices, 2, error))
    return NULL;
  elements = cal_bundle_read_numbers (self, group, "elements", &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  n = elements != NULL ? cal_array_get_n_elements (elements) : n_vertices[0] + n_vertices[1];
  if (elements != NULL && !check_whole ("elements", elements, n,
                                        (double) n_vertices[0] + (double) n_vertices[1], error))
    return NULL;
  rows = number_all (n, error);
  for (gsize r = 0; elements != NULL && rows != NULL && r < n; r++)
    rows[r] = (guint32) cal_array_get_value (elements, r);
  return rows != NULL ? cal_places_new_at_vertices (name, n_vertices, rows, n, error) : NULL;
}

static gboolean
read_affine (CalBundleFile *self, const char *group, CalAffine *affine, GError **error)
{
  g_autoptr (CalArray) numbers = NULL;
  g_autoptr (GError) failure = NULL;
  gsize n;

  numbers = cal_bundle_read_numbers (self, group, "voxel_to_world", &failure);
  if (numbers == NULL && failure == NULL)
    numbers = cal_bundle_read_numbers (self, group, "@voxel_to_world", &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  n = numbers != NULL ? cal_array_get_n_elements (numbers) : 0;
  if (n != 16 && n != 12) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s/voxel_to_world: %" N " numbers; expected 4 x 4", group, n);
    return FALSE;
  }
  for (gsize e = 0; e < 12; e++)
    affine->m[e / 4][e % 4] = cal_array_get_value (numbers, e);
  return TRUE;
}

/* i, j, k of each row, to one number each; NULL with @error if one is beyond the grid. */
static guint32 *
number_voxels (CalArray *voxels, const gsize dims[3], GError **error)
{
  gsize n = cal_array_get_dim (voxels, 0);
  g_autofree guint32 *rows = g_new (guint32, MAX (n, 1));

  for (gsize r = 0; r < n; r++) {
    gsize ijk[3];

    for (gsize d = 0; d < 3; d++) {
      double value = cal_array_get_value (voxels, 3 * r + d);

      if (!(value >= 0.0 && value < (double) dims[d]) || value != floor (value)) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                     "voxels: row %" N " is at %g along %c; expected a whole number below %" N, r,
                     value, "ijk"[d], dims[d]);
        return NULL;
      }
      ijk[d] = (gsize) value;
    }
    rows[r] = (guint32) (ijk[0] + dims[0] * (ijk[1] + dims[1] * ijk[2]));
  }
  return g_steal_pointer (&rows);
}

static CalPlaces *
read_grid (CalBundleFile *self, const char *group, const char *name, GError **error)
{
  g_autoptr (CalArray) voxels = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree guint32 *rows = NULL;
  CalAffine affine;
  gsize dims[3], n;

  if (!read_counts (self, group, "@dims", dims, 3, error) ||
      !read_affine (self, group, &affine, error))
    return NULL;
  n = cal_size_times (cal_size_times (dims[0], dims[1]), dims[2]);
  voxels = cal_bundle_read_numbers (self, group, "voxels", &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (n >= G_MAXUINT32) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: too many voxels", group);
    return NULL;
  }
  if (voxels != NULL &&
      (cal_array_get_n_dims (voxels) != 2 || cal_array_get_dim (voxels, 1) != 3)) {
    g_autofree char *shape = cal_array_dup_shape (voxels);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s/voxels: shape %s; expected rows x 3",
                 group, shape);
    return NULL;
  }
  rows = voxels != NULL ? number_voxels (voxels, dims, error) : number_all (n, error);
  if (voxels != NULL)
    n = cal_array_get_dim (voxels, 0);
  return rows != NULL ? cal_places_new_at_voxels (name, dims, &affine, rows, n, error) : NULL;
}

/**
 * cal_bundle_read_space:
 * @item: whose attribute "space" names it
 *
 * Returns: (transfer full): the places of its rows; NULL with @error set if they are not said
 */
CalPlaces *
cal_bundle_read_space (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autofree char *name = cal_bundle_dup_text (self, item->group, "space");
  g_autofree char *group = g_strdup_printf ("/" CAL_BUNDLE_SPACES "/%s", name != NULL ? name : "");
  g_autofree char *kind = cal_bundle_dup_text (self, group, "kind");
  CalPlaces *places = name != NULL ? g_hash_table_lookup (self->spaces, name) : NULL;

  if (places != NULL)
    return g_object_ref (places);
  if (name == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "its attribute \"space\", which says where its rows are, is missing");
  else if (g_strcmp0 (kind, "cortex") == 0)
    places = read_cortex (self, group, name, error);
  else if (g_strcmp0 (kind, "grid") == 0)
    places = read_grid (self, group, name, error);
  else
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s@kind: %s; expected \"cortex\" or \"grid\"",
                 group, kind != NULL ? kind : "nothing");
  if (places != NULL)
    g_hash_table_insert (self->spaces, g_strdup (name), g_object_ref (places));
  return places;
}
