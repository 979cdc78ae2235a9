/* rdm-rsatoolbox.c - RDMs as rsatoolbox keeps them in a group of an HDF5 file or a dictionary.
 *
 * Its io/hdf5.py: "dissimilarities" has an upper triangle a row; "rdm_descriptors" say something of
 * each row, "pattern_descriptors" of each condition.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-rsatoolbox.h"

#include <string.h>

#include "io/rdm-conditions.h"
#include "io/rdm-matrix.h"
#include "model/error.h"
#include "model/memory.h"

#define TRIANGLES "/dissimilarities"

/* What the descriptors say of one RDM; NULL if there is nothing. */
static char *
dup_descriptor (CalTable *descriptors, const char *name, gsize row)
{
  const CalColumn *column = descriptors != NULL ? cal_table_find_column (descriptors, name) : NULL;
  g_autofree char *text = column != NULL ? cal_column_dup_text (column, row) : NULL;

  return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

/* "name", or what the texts of the RDM say but for its number: "subject 2, roi V1"; else its place
 * among them. */
static char *
dup_name (CalTable *descriptors, const char *name, gsize row, gsize n_rows)
{
  g_autofree char *own = dup_descriptor (descriptors, "name", row);
  g_autoptr (GString) text = g_string_new (NULL);

  if (own != NULL)
    return g_steal_pointer (&own);
  for (guint n = 0; descriptors != NULL && n < cal_table_get_n_columns (descriptors); n++) {
    const CalColumn *column = cal_table_get_column (descriptors, n);
    g_autofree char *cell = cal_column_dup_text (column, row);

    if (!g_str_equal (column->name, "index"))
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", column->name, cell);
  }
  if (text->len > 0)
    return g_strdup (text->str);
  return n_rows == 1 ? g_strdup (name) : g_strdup_printf ("%s[%" G_GSIZE_FORMAT "]", name, row);
}

/* One row by itself: as many RDMs as pairs must not be taken for a square. */
static CalArray *
copy_row (CalArray *triangles, gsize row, gsize n_pairs, GError **error)
{
  CalDtype dtype = cal_array_get_dtype (triangles);
  gsize size = cal_size_times (n_pairs, cal_dtype_get_size (dtype));
  g_autoptr (GBytes) bytes =
      g_bytes_new_from_bytes (cal_array_get_bytes (triangles), cal_size_times (row, size), size);

  return cal_array_new (dtype, 1, &n_pairs, bytes, error);
}

/* FALSE unless RDMs can have that shape: a row of pairs each, or squares. One pair is a triangle.
 */
static gboolean
find_shape (CalArray *array, CalRdmShape *shape, gsize *n_pairs)
{
  gsize dims[CAL_ARRAY_MAX_DIMS];
  guint n_dims = cal_array_get_n_dims (array);

  for (guint d = 0; d < n_dims; d++)
    dims[d] = cal_array_get_dim (array, d);
  *n_pairs = n_dims > 0 ? dims[n_dims - 1] : 0;
  return cal_rdm_shape_find (n_dims, dims, shape) || (n_dims == 2 && *n_pairs == 1);
}

/**
 * cal_rdm_rsatoolbox_is:
 *
 * Returns: whether the dataset has the name of upper triangles
 */
gboolean
cal_rdm_rsatoolbox_is (const CalDataset *dataset)
{
  return g_str_has_suffix (dataset->path, TRIANGLES) && dataset->is_numeric &&
         !dataset->is_attribute;
}

/**
 * cal_rdm_rsatoolbox_dup_group:
 * @dataset: upper triangles
 *
 * Returns: (transfer full): the group that it lies in; "" for the root
 */
char *
cal_rdm_rsatoolbox_dup_group (const CalDataset *dataset)
{
  return g_strndup (dataset->path, strlen (dataset->path) - strlen (TRIANGLES));
}

/* Whole matrices, which rsatoolbox does not write, but people do under the same name. */
static gboolean
add_squares (CalRdmContainer *self,
             CalArray *squares,
             const char *patterns,
             const CalRdmDesc *known,
             GError **error)
{
  gsize n = cal_array_get_dim (squares, cal_array_get_n_dims (squares) - 1);
  g_autoptr (CalTable) conditions = cal_rdm_dataset_read_columns (self, patterns, "conditions", n);
  g_autoptr (CalTable) identified =
      conditions != NULL ? cal_rdm_conditions_identify (conditions) : NULL;
  CalRdmDesc desc = *known;

  desc.conditions = identified;
  return cal_rdm_matrix_add (squares, &desc, NULL, self->rdms, error);
}

static gboolean
add_triangles (CalRdmContainer *self,
               CalArray *triangles,
               CalTable *descriptors,
               const CalRdmDesc *known,
               GError **error)
{
  guint n_dims = cal_array_get_n_dims (triangles);
  gsize n_pairs = cal_array_get_dim (triangles, n_dims - 1);
  gsize n_rdms = n_dims == 2 ? cal_array_get_dim (triangles, 0) : 1;

  for (gsize row = 0; row < n_rdms; row++) {
    g_autofree char *name = dup_name (descriptors, known->name, row, n_rdms);
    g_autofree char *roi = dup_descriptor (descriptors, "roi", row);
    g_autofree char *subject = dup_descriptor (descriptors, "subject", row);
    g_autoptr (CalArray) pairs = copy_row (triangles, row, n_pairs, error);
    CalRdmDesc desc = *known;

    desc.name = name;
    if (roi != NULL)
      desc.roi = roi;
    if (subject != NULL)
      desc.subject = subject;
    if (pairs == NULL || !cal_rdm_matrix_add (pairs, &desc, NULL, self->rdms, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * cal_rdm_rsatoolbox_read:
 * @dataset: upper triangles
 * @known: what is known of all RDMs of the group; what is said of each has the last word
 *
 * A square that could also be as many triangles is one unless the conditions are those of
 * triangles.
 *
 * Returns: FALSE with @error set, with no file name in it, if there are no upper triangles
 */
gboolean
cal_rdm_rsatoolbox_read (CalRdmContainer *self,
                         const CalDataset *dataset,
                         const CalRdmDesc *known,
                         GError **error)
{
  g_autofree char *group = cal_rdm_rsatoolbox_dup_group (dataset);
  g_autofree char *patterns = g_strconcat (group, "/pattern_descriptors/", NULL);
  g_autofree char *of_rdms = g_strconcat (group, "/rdm_descriptors/", NULL);
  g_autofree char *source = cal_rdm_dataset_dup_source (self, dataset->path);
  g_autoptr (GObject) object = cal_rdm_dataset_read (self, dataset->path, error);
  g_autoptr (CalTable) conditions = NULL, identified = NULL, descriptors = NULL;
  CalRdmDesc desc = *known;
  CalRdmShape shape, row;
  gsize n_pairs;

  if (object == NULL)
    return FALSE;
  if (!CAL_IS_ARRAY (object) || !find_shape (CAL_ARRAY (object), &shape, &n_pairs)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: no upper triangles", dataset->path);
    return FALSE;
  }
  desc.source = source;
  if (cal_rdm_shape_find (1, &n_pairs, &row))
    conditions = cal_rdm_dataset_read_columns (self, patterns, "conditions", row.n_conditions);
  if (shape.is_square && (conditions == NULL || cal_array_get_n_dims (CAL_ARRAY (object)) != 2))
    return add_squares (self, CAL_ARRAY (object), patterns, &desc, error);
  identified = conditions != NULL ? cal_rdm_conditions_identify (conditions) : NULL;
  desc.conditions = identified;
  descriptors = cal_rdm_dataset_read_columns (self, of_rdms, "RDMs",
                                              cal_array_get_n_dims (CAL_ARRAY (object)) == 2
                                                  ? cal_array_get_dim (CAL_ARRAY (object), 0)
                                                  : 1);
  return add_triangles (self, CAL_ARRAY (object), descriptors, &desc, error);
}
