/* mapper.c - how values of voxels make values of vertices: a sparse matrix.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/mapper.h"

#include <math.h>

#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

struct _CalMapper {
  GObject parent_instance;

  CalMapperDesc desc;
  char *name;
};

G_DEFINE_FINAL_TYPE (CalMapper, cal_mapper, G_TYPE_OBJECT)

static void
cal_mapper_finalize (GObject *object)
{
  CalMapper *self = CAL_MAPPER (object);

  g_clear_object (&self->desc.starts);
  g_clear_object (&self->desc.voxels);
  g_clear_object (&self->desc.weights);
  g_free (self->name);
  G_OBJECT_CLASS (cal_mapper_parent_class)->finalize (object);
}

static void
cal_mapper_class_init (CalMapperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_mapper_finalize;
}

static void
cal_mapper_init (CalMapper *self)
{
}

static gsize
count_rows (const CalMapperDesc *desc)
{
  return desc->n_vertices[0] + desc->n_vertices[1];
}

/* Whether the numbers rise from 0 to the number of entries, a row at a time. */
static gboolean
check_starts (const CalMapperDesc *desc, GError **error)
{
  gsize n_entries = cal_array_get_n_elements (desc->weights);
  gsize n_starts = cal_array_get_n_elements (desc->starts);
  double before = 0.0;

  if (n_starts != count_rows (desc) + 1 || cal_array_get_n_elements (desc->voxels) != n_entries) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " starts of rows, %" N " columns and %" N " weights; expected %" N
                 " starts and as many columns as weights",
                 desc->name, n_starts, cal_array_get_n_elements (desc->voxels), n_entries,
                 count_rows (desc) + 1);
    return FALSE;
  }
  for (gsize r = 0; r < n_starts; r++) {
    double start = cal_array_get_value (desc->starts, r);

    if (!(start >= before) || start > (double) n_entries || start != floor (start) ||
        (r == 0 && start != 0.0) || (r + 1 == n_starts && start != (double) n_entries)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: row %" N " begins at entry %g; expected whole numbers that rise from 0 to "
                   "%" N,
                   desc->name, r, start, n_entries);
      return FALSE;
    }
    before = start;
  }
  return TRUE;
}

static gboolean
check_voxels (const CalMapperDesc *desc, GError **error)
{
  for (gsize e = 0; e < cal_array_get_n_elements (desc->voxels); e++) {
    double voxel = cal_array_get_value (desc->voxels, e);

    if (!(voxel >= 0.0 && voxel < (double) desc->n_voxels) || voxel != floor (voxel)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: entry %" N " is of voxel %g; expected 0 to %" N, desc->name, e, voxel,
                   desc->n_voxels - 1);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * cal_mapper_new:
 *
 * Returns: (transfer full): the mapper; NULL with CAL_ERROR_FORMAT if the matrix contradicts itself
 */
CalMapper *
cal_mapper_new (const CalMapperDesc *desc, GError **error)
{
  CalMapper *self;

  if (!check_starts (desc, error) || !check_voxels (desc, error))
    return NULL;
  self = g_object_new (CAL_TYPE_MAPPER, NULL);
  self->desc = *desc;
  self->name = g_strdup (desc->name);
  self->desc.name = self->name;
  g_object_ref (desc->starts);
  g_object_ref (desc->voxels);
  g_object_ref (desc->weights);
  return self;
}

const CalMapperDesc *
cal_mapper_get_desc (CalMapper *self)
{
  return &self->desc;
}

/* Which entries a row has. */
static void
find_entries (CalMapper *self, gsize row, gsize *first, gsize *end)
{
  *first = (gsize) cal_array_get_value (self->desc.starts, row);
  *end = (gsize) cal_array_get_value (self->desc.starts, row + 1);
}

/* A byte a row: whether its weights sum to more than 0. */
static GBytes *
find_inside (CalMapper *self)
{
  gsize n_rows = count_rows (&self->desc);
  guint8 *inside = g_malloc0 (MAX (n_rows, 1));

  for (gsize r = 0; r < n_rows; r++) {
    gsize first, end;
    double sum = 0.0;

    find_entries (self, r, &first, &end);
    for (gsize e = first; e < end; e++)
      sum += cal_array_get_value (self->desc.weights, e);
    inside[r] = sum > 0.0;
  }
  return g_bytes_new_take (inside, n_rows);
}

/* The sum of weight x value; of keys of labels, which have no sum, that with the largest weight. */
static double
map_row (CalMapper *self, gsize row, CalArray *values, gsize start, gsize stride, gboolean is_key)
{
  double sum = 0.0, heaviest = -G_MAXDOUBLE, key = 0.0;
  gsize first, end;

  find_entries (self, row, &first, &end);
  for (gsize e = first; e < end; e++) {
    double weight = cal_array_get_value (self->desc.weights, e);
    gsize voxel = (gsize) cal_array_get_value (self->desc.voxels, e);
    double value = cal_array_get_value (values, start + voxel * stride);

    sum += weight * value;
    if (weight > heaviest) {
      heaviest = weight;
      key = value;
    }
  }
  return is_key ? key : sum;
}

/**
 * cal_mapper_apply:
 * @vector: a value a voxel
 * @is_transposed: its array is voxels x frames
 * @sentence: that tells how the values are put on the cortex
 *
 * A vertex gets the sum of its voxels' values times their weights. One whose weights do not sum to
 * more than 0 is outside; NaN in a voxel is NaN in its vertices.
 *
 * Returns: (transfer full): the map; NULL with CAL_ERROR_LIMIT if it does not fit in memory
 */
CalMap *
cal_mapper_apply (CalMapper *self,
                  CalVector *vector,
                  gboolean is_transposed,
                  const char *sentence,
                  GError **error)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  gsize n_rows = count_rows (&self->desc), n_values;
  gsize n_frames =
      is_transposed ? cal_vector_get_n_values (vector) : cal_vector_get_n_frames (vector);
  gsize dims[2] = {n_frames, n_rows};
  guint n_dims = cal_array_get_n_dims (desc->values);
  g_autoptr (GBytes) inside = find_inside (self), bytes = NULL;
  g_autoptr (CalArray) values = NULL;
  double *mapped;

  if (!g_size_checked_mul (&n_values, n_frames, n_rows)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: too many values", desc->name);
    return NULL;
  }
  mapped = cal_memory_allocate_zeroed (MAX (n_values, 1), sizeof *mapped, error);
  if (mapped == NULL)
    return NULL;
  for (gsize f = 0; f < n_frames; f++)
    for (gsize r = 0; r < n_rows; r++)
      mapped[f * n_rows + r] =
          map_row (self, r, desc->values, is_transposed ? f : f * self->desc.n_voxels,
                   is_transposed ? n_frames : 1, desc->labels != NULL);
  bytes = g_bytes_new_take (mapped, cal_size_times (n_values, sizeof *mapped));
  values = cal_array_new (CAL_DTYPE_FLOAT64, n_dims, n_dims == 2 ? dims : dims + 1, bytes, error);
  if (values == NULL)
    return NULL;
  return cal_map_new (
      &(CalMapDesc){.name = desc->name,
                    .n_vertices = {self->desc.n_vertices[0], self->desc.n_vertices[1]},
                    .values = values,
                    .inside = inside,
                    .frame_names = desc->frame_names,
                    .frame_step = desc->frame_step,
                    .labels = desc->labels,
                    .unit = desc->unit,
                    .statistic = desc->statistic,
                    .binding = sentence},
      error);
}
