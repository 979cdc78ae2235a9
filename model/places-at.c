/* places-at.c - places of rows that are said outright: vertices of a cortex, voxels of a grid.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/error.h"
#include "model/memory.h"
#include "model/places.h"

#define N G_GSIZE_FORMAT

/* Which row lies at each of the elements, and whether one does; FALSE with @error if there is no
 * such element, or two rows are there. */
static gboolean
number_elements (const char *name,
                 gsize n_elements,
                 const guint32 *elements,
                 gsize n_rows,
                 GBytes **rows,
                 GBytes **inside,
                 GError **error)
{
  g_autofree guint32 *row_of = NULL;
  g_autofree guint8 *has_row = NULL;

  if (n_elements >= G_MAXUINT32) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: %" N " places are too many", name,
                 n_elements);
    return FALSE;
  }
  row_of = cal_memory_allocate_zeroed (n_elements, sizeof *row_of, error);
  has_row = row_of != NULL ? cal_memory_allocate_zeroed (n_elements, 1, error) : NULL;
  if (has_row == NULL)
    return FALSE;
  for (gsize r = 0; r < n_rows; r++) {
    if (elements[r] >= n_elements || has_row[elements[r]] != 0) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING, "%s: row %" N " is at place %u, %s", name,
                   r, elements[r],
                   elements[r] >= n_elements ? "which there is not" : "where another row is");
      return FALSE;
    }
    row_of[elements[r]] = (guint32) r;
    has_row[elements[r]] = 1;
  }
  *rows =
      g_bytes_new_take (g_steal_pointer (&row_of), cal_size_times (n_elements, sizeof (guint32)));
  *inside = g_bytes_new_take (g_steal_pointer (&has_row), n_elements);
  return TRUE;
}

/**
 * cal_places_new_at_vertices:
 * @name: of the places, for the person
 * @n_vertices: of the left and the right hemisphere
 * @elements: for each row its vertex; those of the right hemisphere come after all left ones
 *
 * Returns: (transfer full): the places; NULL with CAL_ERROR_BINDING if there is no such vertex, or
 *   it is named twice
 */
CalPlaces *
cal_places_new_at_vertices (const char *name,
                            const gsize n_vertices[2],
                            const guint32 *elements,
                            gsize n_rows,
                            GError **error)
{
  g_autoptr (GBytes) rows = NULL, inside = NULL;
  g_autoptr (CalArray) values = NULL;
  g_autoptr (CalMap) map = NULL;
  g_autofree char *sentence = g_strdup_printf ("%s: %" N " vertices of %" N " + %" N, name, n_rows,
                                               n_vertices[0], n_vertices[1]);
  gsize n;

  if (g_size_checked_add (&n, n_vertices[0], n_vertices[1]) &&
      number_elements (name, n, elements, n_rows, &rows, &inside, error))
    values = cal_array_new (CAL_DTYPE_UINT32, 1, &n, rows, error);
  if (values != NULL)
    map = cal_map_new (&(CalMapDesc){.name = name,
                                     .n_vertices = {n_vertices[0], n_vertices[1]},
                                     .values = values,
                                     .inside = inside,
                                     .binding = sentence},
                       error);
  return map != NULL ? cal_places_new (G_OBJECT (map), n_rows, error) : NULL;
}

/**
 * cal_places_new_at_voxels:
 * @name: of the places, for the person
 * @dims: of the grid
 * @voxels: for each row its voxel, i fastest: i + dims[0] (j + dims[1] k)
 *
 * Returns: (transfer full): the places; NULL with CAL_ERROR_BINDING if there is no such voxel, or
 *   it is named twice
 */
CalPlaces *
cal_places_new_at_voxels (const char *name,
                          const gsize dims[3],
                          const CalAffine *voxel_to_world,
                          const guint32 *voxels,
                          gsize n_rows,
                          GError **error)
{
  g_autoptr (GBytes) rows = NULL, inside = NULL;
  g_autoptr (CalVolume) volume = NULL;
  g_autofree char *sentence = g_strdup_printf ("%s: %" N " voxels of %" N " x %" N " x %" N, name,
                                               n_rows, dims[0], dims[1], dims[2]);
  gsize n;

  if (!g_size_checked_mul (&n, dims[0], dims[1]) || !g_size_checked_mul (&n, n, dims[2])) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: too many voxels", name);
    return NULL;
  }
  if (number_elements (name, n, voxels, n_rows, &rows, &inside, error))
    volume = cal_volume_new (&(CalVolumeDesc){.name = name,
                                              .dims = {dims[0], dims[1], dims[2]},
                                              .dtype = CAL_DTYPE_UINT32,
                                              .voxels = rows,
                                              .inside = inside,
                                              .voxel_to_world = *voxel_to_world,
                                              .affine_source = name,
                                              .binding = sentence},
                             error);
  return volume != NULL ? cal_places_new (G_OBJECT (volume), n_rows, error) : NULL;
}
