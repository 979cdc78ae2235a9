/* places.c - which place on the brain each row of something belongs to.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/places.h"

#include <string.h>

#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
#define NO_ROW G_MAXUINT32

struct _CalPlaces {
  GObject parent_instance;

  CalMap *map; /* one of both: the grid or the cortex that the places are of */
  CalVolume *volume;
  gsize n_rows;
  gsize n_elements;
  guint32 *rows;     /* an element's row, or NO_ROW */
  guint32 *elements; /* a row's element */
};

G_DEFINE_FINAL_TYPE (CalPlaces, cal_places, G_TYPE_OBJECT)

static void
cal_places_finalize (GObject *object)
{
  CalPlaces *self = CAL_PLACES (object);

  g_clear_object (&self->map);
  g_clear_object (&self->volume);
  g_free (self->rows);
  g_free (self->elements);
  G_OBJECT_CLASS (cal_places_parent_class)->finalize (object);
}

static void
cal_places_class_init (CalPlacesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_places_finalize;
}

static void
cal_places_init (CalPlaces *self)
{
}

static const guint8 *
get_inside (CalPlaces *self)
{
  GBytes *inside = self->map != NULL ? cal_map_get_desc (self->map)->inside
                                     : cal_volume_get_desc (self->volume)->inside;

  return inside != NULL ? g_bytes_get_data (inside, NULL) : NULL;
}

static const char *
get_name (CalPlaces *self)
{
  return self->map != NULL ? cal_map_get_desc (self->map)->name
                           : cal_volume_get_desc (self->volume)->name;
}

/* Without rows yet. */
static CalPlaces *
new_on (GObject *data, gsize n_rows)
{
  CalPlaces *self = g_object_new (CAL_TYPE_PLACES, NULL);

  if (CAL_IS_MAP (data))
    self->map = CAL_MAP (g_object_ref (data));
  else
    self->volume = CAL_VOLUME (g_object_ref (data));
  self->n_elements = self->map != NULL ? cal_map_get_n_elements (self->map)
                                       : cal_volume_get_n_voxels (self->volume);
  self->n_rows = n_rows;
  self->rows = g_new (guint32, MAX (self->n_elements, 1));
  self->elements = g_new (guint32, MAX (n_rows, 1));
  memset (self->rows, 0xff, self->n_elements * sizeof *self->rows);
  memset (self->elements, 0xff, n_rows * sizeof *self->elements);
  return self;
}

static double
read_row (CalPlaces *self, gsize element)
{
  const CalVolumeDesc *desc;

  if (self->map != NULL)
    return cal_array_get_value (cal_map_get_desc (self->map)->values, element);
  desc = cal_volume_get_desc (self->volume);
  return cal_dtype_read (desc->dtype, g_bytes_get_data (desc->voxels, NULL), element);
}

/* Puts a row at an element; FALSE with @error if it is no row or has a place already. */
static gboolean
set_row (CalPlaces *self, gsize element, double row, GError **error)
{
  if (!(row >= 0.0 && row < (double) self->n_rows) || self->elements[(gsize) row] != NO_ROW) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING, "%s: element %" N " has row %g %s",
                 get_name (self), element, row,
                 row >= 0.0 && row < (double) self->n_rows ? "which another element has"
                                                           : "which there is not");
    return FALSE;
  }
  self->rows[element] = (guint32) row;
  self->elements[(gsize) row] = (guint32) element;
  return TRUE;
}

/**
 * cal_places_new:
 * @rows: a CalMap or CalVolume of one frame: the number of its row at each element that it is not
 *   outside of, as cal_binding_apply() makes it of the vector 0, 1, 2, ...
 * @n_rows: how many there are, each at one element
 *
 * Returns: (transfer full): the places; NULL with CAL_ERROR_BINDING if a row has no element, or
 *   two
 */
CalPlaces *
cal_places_new (GObject *rows, gsize n_rows, GError **error)
{
  g_autoptr (CalPlaces) self = new_on (rows, n_rows);
  const guint8 *inside = get_inside (self);
  gsize n_placed = 0;

  if (self->n_elements >= NO_ROW || n_rows >= NO_ROW) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: %" N " elements are too many",
                 get_name (self), self->n_elements);
    return NULL;
  }
  for (gsize e = 0; e < self->n_elements; e++)
    if (inside == NULL || inside[e] != 0) {
      if (!set_row (self, e, read_row (self, e), error))
        return NULL;
      n_placed++;
    }
  if (n_placed != n_rows) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: %" N " places for %" N " rows; expected as many", get_name (self), n_placed,
                 n_rows);
    return NULL;
  }
  return g_steal_pointer (&self);
}

/**
 * cal_places_new_everywhere:
 * @data: a CalMap or a CalVolume
 *
 * Returns: (transfer full): a row for each element that @data is not outside of, in order
 */
CalPlaces *
cal_places_new_everywhere (GObject *data)
{
  g_autoptr (CalPlaces) all = new_on (data, 0);
  const guint8 *inside = get_inside (all);
  CalPlaces *self;
  gsize n_rows = 0;

  for (gsize e = 0; e < all->n_elements; e++)
    n_rows += inside == NULL || inside[e] != 0;
  self = new_on (data, n_rows);
  n_rows = 0;
  for (gsize e = 0; e < self->n_elements; e++)
    if (inside == NULL || inside[e] != 0)
      set_row (self, e, (double) n_rows++, NULL);
  return self;
}

/**
 * cal_places_join:
 * @first: its rows come first: of the left hemisphere
 * @second: on the same cortex or grid, elsewhere: of the right one
 *
 * Returns: (transfer full): the places of both; NULL with CAL_ERROR_BINDING if they share an
 *   element or are not of one cortex
 */
CalPlaces *
cal_places_join (CalPlaces *first, CalPlaces *second, GError **error)
{
  g_autoptr (CalPlaces) self = NULL;

  if (first->n_elements != second->n_elements ||
      cal_places_is_on_cortex (first) != cal_places_is_on_cortex (second)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s and %s are on different brains: %" N " and %" N " elements", get_name (first),
                 get_name (second), first->n_elements, second->n_elements);
    return NULL;
  }
  self = new_on (first->map != NULL ? G_OBJECT (first->map) : G_OBJECT (first->volume),
                 first->n_rows + second->n_rows);
  for (gsize r = 0; r < self->n_rows; r++) {
    gsize element = r < first->n_rows ? first->elements[r] : second->elements[r - first->n_rows];

    if (self->rows[element] != NO_ROW) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING, "%s and %s both have values at element %" N,
                   get_name (first), get_name (second), element);
      return NULL;
    }
    set_row (self, element, (double) r, NULL);
  }
  return g_steal_pointer (&self);
}

gsize
cal_places_get_n_rows (CalPlaces *self)
{
  return self->n_rows;
}

/**
 * cal_places_is_on_cortex:
 *
 * Returns: whether rows belong to vertices; else to voxels
 */
gboolean
cal_places_is_on_cortex (CalPlaces *self)
{
  return self->map != NULL;
}

/**
 * cal_places_get_n_vertices:
 * @n_vertices: (out): of the left and the right hemisphere; 0, 0 for voxels
 */
void
cal_places_get_n_vertices (CalPlaces *self, gsize n_vertices[2])
{
  for (int h = 0; h < 2; h++)
    n_vertices[h] = self->map != NULL ? cal_map_get_desc (self->map)->n_vertices[h] : 0;
}

/**
 * cal_places_get_grid:
 *
 * Returns: (transfer none) (nullable): a volume of the grid that the rows' voxels are of; NULL on
 *   the cortex
 */
CalVolume *
cal_places_get_grid (CalPlaces *self)
{
  return self->volume;
}

/**
 * cal_places_get_n_elements:
 *
 * Returns: how many vertices the cortex has, or voxels the grid, with a row or without
 */
gsize
cal_places_get_n_elements (CalPlaces *self)
{
  return self->n_elements;
}

/**
 * cal_places_get_sentence:
 *
 * Returns: (nullable): by which rule the rows were put where they are
 */
const char *
cal_places_get_sentence (CalPlaces *self)
{
  return self->map != NULL ? cal_map_get_desc (self->map)->binding
                           : cal_volume_get_desc (self->volume)->binding;
}

/**
 * cal_places_get_element:
 *
 * Returns: the row's element of the cortex (model/cortex.h), or its voxel, i fastest
 */
gsize
cal_places_get_element (CalPlaces *self, gsize row)
{
  g_return_val_if_fail (row < self->n_rows, 0);

  return self->elements[row];
}

/* A voxel of the grid from its place in memory, i fastest. */
static void
get_voxel (CalPlaces *self, gsize row, gsize voxel[3])
{
  const CalVolumeDesc *desc = cal_volume_get_desc (self->volume);
  gsize element = cal_places_get_element (self, row);

  voxel[0] = element % desc->dims[0];
  voxel[1] = element / desc->dims[0] % desc->dims[1];
  voxel[2] = element / desc->dims[0] / desc->dims[1];
}

/**
 * cal_places_get_mm:
 * @world_mm: (out): the middle of the row's voxel
 *
 * Returns: FALSE for vertices: ask the cortex
 */
gboolean
cal_places_get_mm (CalPlaces *self, gsize row, double world_mm[3])
{
  gsize voxel[3];

  if (self->volume == NULL)
    return FALSE;
  get_voxel (self, row, voxel);
  cal_affine_apply (&cal_volume_get_desc (self->volume)->voxel_to_world,
                    (double[]){(double) voxel[0], (double) voxel[1], (double) voxel[2]}, world_mm);
  return TRUE;
}

/**
 * cal_places_dup_name:
 *
 * Returns: (transfer full): what the row's place is called: "lh 12043", "voxel 34 52 18"
 */
char *
cal_places_dup_name (CalPlaces *self, gsize row)
{
  gsize element = cal_places_get_element (self, row), n_left, voxel[3];

  if (self->map == NULL) {
    get_voxel (self, row, voxel);
    return g_strdup_printf ("voxel %" N " %" N " %" N, voxel[0], voxel[1], voxel[2]);
  }
  n_left = cal_map_get_desc (self->map)->n_vertices[CAL_LEFT];
  return g_strdup_printf ("%s %" N,
                          cal_hemisphere_get_prefix (element < n_left ? CAL_LEFT : CAL_RIGHT),
                          element < n_left ? element : element - n_left);
}

/**
 * cal_places_find_element:
 * @element: of the cortex, or a voxel, i fastest
 * @row: (out)
 *
 * Returns: whether there is a row
 */
gboolean
cal_places_find_element (CalPlaces *self, gsize element, gsize *row)
{
  if (element >= self->n_elements || self->rows[element] == NO_ROW)
    return FALSE;
  *row = self->rows[element];
  return TRUE;
}

/**
 * cal_places_find_mm:
 * @row: (out): of the voxel that holds the place
 *
 * Returns: whether there is a row; FALSE for vertices
 */
gboolean
cal_places_find_mm (CalPlaces *self, const double world_mm[3], gsize *row)
{
  const CalVolumeDesc *desc;
  gssize v[3];

  if (self->volume == NULL || !cal_volume_find_voxel (self->volume, world_mm, v))
    return FALSE;
  desc = cal_volume_get_desc (self->volume);
  return cal_places_find_element (
      self, (gsize) v[0] + desc->dims[0] * ((gsize) v[1] + desc->dims[1] * (gsize) v[2]), row);
}

/* @n_frames x n_elements of the array's type, each row's value at its place, zero elsewhere. */
static GBytes *
scatter (CalPlaces *self, CalArray *values, gsize n_frames, GError **error)
{
  gsize size = cal_dtype_get_size (cal_array_get_dtype (values));
  const guint8 *in = g_bytes_get_data (cal_array_get_bytes (values), NULL);
  gsize n = cal_size_times (n_frames, self->n_elements);
  guint8 *out = cal_memory_allocate_zeroed (n, size, error);

  if (out == NULL)
    return NULL;
  for (gsize f = 0; f < n_frames; f++)
    for (gsize r = 0; r < self->n_rows; r++)
      memcpy (out + (f * self->n_elements + self->elements[r]) * size,
              in + (f * self->n_rows + r) * size, size);
  return g_bytes_new_take (out, cal_size_times (n, size));
}

/* A byte an element: whether it has a row; NULL if all have. */
static GBytes *
mark_inside (CalPlaces *self)
{
  guint8 *inside;

  if (self->n_rows == self->n_elements)
    return NULL;
  inside = g_malloc (self->n_elements);
  for (gsize e = 0; e < self->n_elements; e++)
    inside[e] = self->rows[e] != NO_ROW;
  return g_bytes_new_take (inside, self->n_elements);
}

static GObject *
paint_map (CalPlaces *self, const CalPaint *paint, gsize n_frames, GBytes *bytes, GError **error)
{
  gsize dims[2] = {n_frames, self->n_elements};
  g_autoptr (CalArray) values =
      cal_array_new (cal_array_get_dtype (paint->values), 2, dims, bytes, error);
  g_autoptr (GBytes) inside = mark_inside (self);
  const CalMapDesc *on = cal_map_get_desc (self->map);

  if (values == NULL)
    return NULL;
  return (GObject *) cal_map_new (
      &(CalMapDesc){.name = paint->name,
                    .n_vertices = {on->n_vertices[0], on->n_vertices[1]},
                    .values = values,
                    .inside = inside,
                    .frame_names = paint->frame_names,
                    .frame_step = paint->frame_step,
                    .labels = paint->labels,
                    .unit = paint->unit,
                    .statistic = paint->statistic,
                    .binding = on->binding},
      error);
}

static GObject *
paint_volume (CalPlaces *self, const CalPaint *paint, gsize n_frames, GBytes *bytes, GError **error)
{
  const CalVolumeDesc *on = cal_volume_get_desc (self->volume);
  g_autoptr (GBytes) inside = mark_inside (self);

  return (GObject *) cal_volume_new (
      &(CalVolumeDesc){.name = paint->name,
                       .dims = {on->dims[0], on->dims[1], on->dims[2]},
                       .n_frames = n_frames,
                       .frame_step = paint->frame_step,
                       .dtype = cal_array_get_dtype (paint->values),
                       .voxels = bytes,
                       .inside = inside,
                       .voxel_to_world = on->voxel_to_world,
                       .affine_source = on->affine_source,
                       .labels = paint->labels,
                       .unit = paint->unit,
                       .statistic = paint->statistic,
                       .binding = on->binding},
      error);
}

/**
 * cal_places_paint:
 * @paint: everything is copied or referenced
 *
 * Returns: (transfer full): a CalMap or a CalVolume with each number at its place, outside where
 *   there is no row; NULL with CAL_ERROR_BINDING if the lengths differ, or CAL_ERROR_LIMIT if it
 *   does not fit in memory
 */
GObject *
cal_places_paint (CalPlaces *self, const CalPaint *paint, GError **error)
{
  guint n_dims = cal_array_get_n_dims (paint->values);
  gsize n_frames = n_dims == 2 ? cal_array_get_dim (paint->values, 0) : 1;
  gsize n_rows = n_dims > 0 ? cal_array_get_dim (paint->values, n_dims - 1) : 1;
  g_autoptr (GBytes) bytes = NULL;

  if (n_dims > 2 || n_rows != self->n_rows || n_frames == 0) {
    g_autofree char *shape = cal_array_dup_shape (paint->values);

    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: numbers of shape %s; expected %" N " a frame", paint->name, shape,
                 self->n_rows);
    return NULL;
  }
  bytes = scatter (self, paint->values, n_frames, error);
  if (bytes == NULL)
    return NULL;
  return self->map != NULL ? paint_map (self, paint, n_frames, bytes, error)
                           : paint_volume (self, paint, n_frames, bytes, error);
}
