/* binding-apply.c - put the values of a vector where a binding says they belong.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "model/binding-private.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

static void
append_place (gsize voxel, gpointer user_data)
{
  gsize **next = user_data;

  *(*next)++ = voxel;
}

/* The place of each value among the elements of the cortex, or the voxels of the mask. */
static gsize *
dup_places (CalBinding *self, CalVector *vector)
{
  gsize *places = g_new (gsize, MAX (self->n_values, 1)), *next = places;
  gsize first =
      self->hemisphere == CAL_RIGHT ? cal_cortex_get_element (self->cortex, CAL_RIGHT, 0) : 0;

  switch (self->rule) {
  case CAL_BIND_FILE_VERTICES: {
    const guint32 *vertices = g_bytes_get_data (cal_vector_get_desc (vector)->vertices, NULL);

    for (gsize n = 0; n < self->n_values; n++)
      places[n] = first + vertices[n];
    break;
  }
  case CAL_BIND_INDEX_FILE: {
    CalArray *index = cal_vector_get_desc (self->index)->values;

    for (gsize n = 0; n < cal_array_get_n_elements (index); n++) {
      double entry = cal_array_get_value (index, n);

      if (self->index_is_list)
        places[n] = first + (gsize) entry;
      else if (entry != 0.0 && !isnan (entry))
        *next++ = first + n;
    }
    break;
  }
  case CAL_BIND_MASK_C:
  case CAL_BIND_MASK_FORTRAN:
    cal_binding_visit_mask (self->mask, self->rule == CAL_BIND_MASK_C, append_place, &next);
    break;
  case CAL_BIND_SURFACES:
  case CAL_BIND_MAPPER:
  case CAL_BIND_TEMPLATE:
  default:
    for (gsize n = 0; n < self->n_values; n++)
      places[n] = first + n;
    break;
  }
  return places;
}

/* A byte an element, 1 at the places; NULL with @error if two values belong to one place. */
static GBytes *
mark_places (
    CalVector *vector, const gsize *places, gsize n_places, gsize n_elements, GError **error)
{
  g_autofree guint8 *inside = g_malloc0 (n_elements);

  for (gsize n = 0; n < n_places; n++) {
    if (places[n] >= n_elements || inside[places[n]] != 0) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                   "%s: value %" N " belongs to place %" N " %s",
                   cal_vector_get_desc (vector)->source, n, places[n],
                   places[n] >= n_elements ? "beyond the last" : "which has a value already");
      return NULL;
    }
    inside[places[n]] = 1;
  }
  return g_bytes_new_take (g_steal_pointer (&inside), n_elements);
}

/* @n_frames x @n_elements of the array's type, each value at its place, zero elsewhere. */
static GBytes *
scatter (CalBinding *self,
         CalVector *vector,
         const gsize *places,
         gsize n_frames,
         gsize n_elements,
         GError **error)
{
  CalArray *values = cal_vector_get_desc (vector)->values;
  const guint8 *in = g_bytes_get_data (cal_array_get_bytes (values), NULL);
  gsize size = cal_dtype_get_size (cal_array_get_dtype (values)), n_bytes;
  gsize value_stride = size * (self->transposed ? n_frames : 1);
  gsize frame_stride = size * (self->transposed ? 1 : self->n_values);
  guint8 *out = NULL;

  if (g_size_checked_mul (&n_bytes, n_frames, n_elements) &&
      g_size_checked_mul (&n_bytes, n_bytes, size))
    out = g_try_malloc0 (n_bytes);
  if (out == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" N " frames of %" N " places do not fit in memory",
                 cal_vector_get_desc (vector)->source, n_frames, n_elements);
    return NULL;
  }
  for (gsize f = 0; f < n_frames; f++)
    for (gsize v = 0; v < self->n_values; v++)
      memcpy (out + (f * n_elements + places[v]) * size, in + f * frame_stride + v * value_stride,
              size);
  return g_bytes_new_take (out, n_bytes);
}

static CalVolume *
apply_to_mask (CalBinding *self, CalVector *vector, gsize n_frames, GError **error)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  const CalVolumeDesc *mask = cal_volume_get_desc (self->mask);
  gsize n_voxels = cal_volume_get_n_voxels (self->mask);
  g_autofree gsize *places = dup_places (self, vector);
  g_autoptr (GBytes) inside = mark_places (vector, places, self->n_values, n_voxels, error);
  g_autoptr (GBytes) voxels = NULL;

  if (inside != NULL)
    voxels = scatter (self, vector, places, n_frames, n_voxels, error);
  if (voxels == NULL)
    return NULL;
  return cal_volume_new (&(CalVolumeDesc){.name = desc->name,
                                          .dims = {mask->dims[0], mask->dims[1], mask->dims[2]},
                                          .n_frames = n_frames,
                                          .frame_step = desc->frame_step,
                                          .dtype = cal_array_get_dtype (desc->values),
                                          .voxels = voxels,
                                          .inside = inside,
                                          .voxel_to_world = mask->voxel_to_world,
                                          .affine_source = mask->affine_source,
                                          .unit = desc->unit,
                                          .statistic = desc->statistic,
                                          .labels = desc->labels,
                                          .binding = self->sentence},
                         error);
}

static CalMap *
apply_to_cortex (CalBinding *self, CalVector *vector, gsize n_frames, GError **error)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  gsize n_elements = cal_cortex_get_n_elements (self->cortex);
  gsize dims[2] = {n_frames, n_elements};
  guint n_dims = cal_array_get_n_dims (desc->values);
  g_autoptr (GBytes) inside = NULL;
  g_autoptr (CalArray) values = NULL;

  if (self->rule == CAL_BIND_SURFACES && self->n_values == n_elements && !self->transposed)
    values = g_object_ref (desc->values);
  else {
    g_autofree gsize *places = dup_places (self, vector);
    g_autoptr (GBytes) bytes = NULL;

    inside = mark_places (vector, places, self->n_values, n_elements, error);
    if (inside != NULL)
      bytes = scatter (self, vector, places, n_frames, n_elements, error);
    if (bytes == NULL)
      return NULL;
    values = cal_array_new (cal_array_get_dtype (desc->values), n_dims,
                            n_dims == 2 ? dims : dims + 1, bytes, error);
    if (values == NULL)
      return NULL;
    if (self->n_values == n_elements)
      g_clear_pointer (&inside, g_bytes_unref);
  }
  return cal_map_new (
      &(CalMapDesc){.name = desc->name,
                    .n_vertices = {cal_cortex_get_n_vertices (self->cortex, CAL_LEFT),
                                   cal_cortex_get_n_vertices (self->cortex, CAL_RIGHT)},
                    .values = values,
                    .inside = inside,
                    .frame_names = desc->frame_names,
                    .frame_step = desc->frame_step,
                    .labels = desc->labels,
                    .unit = desc->unit,
                    .statistic = desc->statistic,
                    .binding = self->sentence},
      error);
}

/**
 * cal_binding_apply:
 * @vector: the one the binding was found for, or another of the same shape
 *
 * Values keep their type; nothing is copied where the values are the whole cortex, in order.
 *
 * Returns: (transfer full): a CalMap, or a CalVolume for a mask; NULL with CAL_ERROR_BINDING if the
 *   lengths differ, two values belong to one place, or the template is not loaded, or with
 *   CAL_ERROR_LIMIT if the result does not fit in memory
 */
GObject *
cal_binding_apply (CalBinding *self, CalVector *vector, GError **error)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  gsize n_values = cal_vector_get_n_values (vector), n_frames = cal_vector_get_n_frames (vector);

  if (self->transposed) {
    gsize kept = n_values;

    n_values = n_frames;
    n_frames = kept;
  }
  if (self->rule == CAL_BIND_TEMPLATE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING, "%s: %s", desc->source, self->sentence);
    return NULL;
  }
  if (n_values != self->n_values ||
      (self->rule == CAL_BIND_FILE_VERTICES && desc->vertices == NULL)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING, "%s: %" N " values; expected %s",
                 desc->source, n_values, self->sentence);
    return NULL;
  }
  if (self->mapper != NULL)
    return (GObject *) cal_mapper_apply (self->mapper, vector, self->transposed, self->sentence,
                                         error);
  return self->mask != NULL ? (GObject *) apply_to_mask (self, vector, n_frames, error)
                            : (GObject *) apply_to_cortex (self, vector, n_frames, error);
}

/* One table with the labels of both; NULL with @error where a key means two things. */
static CalLabels *
join_labels (CalLabels *left, CalLabels *right, GError **error)
{
  g_autoptr (CalLabelsBuilder) builder = NULL;

  if (left == right)
    return g_object_ref (left);
  builder = cal_labels_builder_new ();
  for (guint n = 0; n < cal_labels_get_n (left); n++) {
    const CalLabel *label = cal_labels_get_nth (left, n);

    cal_labels_builder_add (builder, label->key, label->name, label->rgba);
  }
  for (guint n = 0; n < cal_labels_get_n (right); n++) {
    const CalLabel *label = cal_labels_get_nth (right, n);
    const CalLabel *other = cal_labels_find (left, label->key);

    if (other == NULL)
      cal_labels_builder_add (builder, label->key, label->name, label->rgba);
    else if (!g_str_equal (other->name, label->name)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                   "label %d is %s in the left hemisphere and %s in the right one", label->key,
                   other->name, label->name);
      return NULL;
    }
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

/* Whether both can be halves of one map. */
static gboolean
check_halves (CalMap *left, CalMap *right, GError **error)
{
  const CalMapDesc *l = cal_map_get_desc (left), *r = cal_map_get_desc (right);
  const guint8 *left_inside = l->inside != NULL ? g_bytes_get_data (l->inside, NULL) : NULL;
  const guint8 *right_inside = r->inside != NULL ? g_bytes_get_data (r->inside, NULL) : NULL;
  const char *why = NULL;

  if (l->n_vertices[0] != r->n_vertices[0] || l->n_vertices[1] != r->n_vertices[1])
    why = "they are on different cortices";
  else if (cal_map_get_n_frames (left) != cal_map_get_n_frames (right))
    why = "they have different numbers of frames";
  else if (cal_array_get_dtype (l->values) != cal_array_get_dtype (r->values))
    why = "they are of different types";
  else if ((l->labels == NULL) != (r->labels == NULL))
    why = "only one of them has labels";
  else if (g_strcmp0 (l->unit, r->unit) != 0 || g_strcmp0 (l->statistic, r->statistic) != 0)
    why = "they are in different units";
  else if (left_inside == NULL || right_inside == NULL)
    why = "one of them covers both hemispheres";
  else
    for (gsize e = 0; why == NULL && e < cal_map_get_n_elements (left); e++)
      if ((e < l->n_vertices[0] ? right_inside : left_inside)[e] != 0)
        why = "they are not a left and a right hemisphere";
  if (why != NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING, "%s and %s are no two halves of a map: %s",
                 l->name, r->name, why);
  return why == NULL;
}

/* Frame by frame, the left hemisphere of one and the right one of the other. */
static CalArray *
join_values (const CalMapDesc *l, const CalMapDesc *r, gsize n_frames, GError **error)
{
  gsize size = cal_dtype_get_size (cal_array_get_dtype (l->values));
  gsize row = (l->n_vertices[0] + l->n_vertices[1]) * size, left_part = l->n_vertices[0] * size;
  const guint8 *left = g_bytes_get_data (cal_array_get_bytes (l->values), NULL);
  const guint8 *right = g_bytes_get_data (cal_array_get_bytes (r->values), NULL);
  guint8 *out = g_try_malloc (MAX (cal_size_times (row, n_frames), 1));
  g_autoptr (GBytes) bytes = NULL;
  gsize dims[2] = {n_frames, row / size};

  if (out == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: %" N " bytes do not fit in memory",
                 l->name, row * n_frames);
    return NULL;
  }
  for (gsize f = 0; f < n_frames; f++) {
    memcpy (out + f * row, left + f * row, left_part);
    memcpy (out + f * row + left_part, right + f * row + left_part, row - left_part);
  }
  bytes = g_bytes_new_take (out, cal_size_times (row, n_frames));
  return cal_array_new (cal_array_get_dtype (l->values), 2, dims, bytes, error);
}

/**
 * cal_binding_join:
 * @left: values in the left hemisphere only
 * @right: values in the right hemisphere only, of the same cortex, frames and type
 * @name: of the whole
 *
 * Returns: (transfer full): one map with both; NULL with CAL_ERROR_BINDING if they are not two
 *   halves of one
 */
CalMap *
cal_binding_join (CalMap *left, CalMap *right, const char *name, GError **error)
{
  const CalMapDesc *l = cal_map_get_desc (left), *r = cal_map_get_desc (right);
  gsize n_frames = cal_map_get_n_frames (left), n_elements = cal_map_get_n_elements (left);
  g_autoptr (CalArray) values = NULL;
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (GBytes) inside = NULL;
  g_autofree char *binding = NULL;
  CalMapDesc desc = *l;
  guint8 *covered;

  if (!check_halves (left, right, error))
    return NULL;
  if (l->labels != NULL && (labels = join_labels (l->labels, r->labels, error)) == NULL)
    return NULL;
  values = join_values (l, r, n_frames, error);
  if (values == NULL)
    return NULL;
  covered = g_malloc (n_elements);
  for (int h = 0; h < 2; h++) {
    gsize first = h == 0 ? 0 : l->n_vertices[0];
    const guint8 *from = g_bytes_get_data (h == 0 ? l->inside : r->inside, NULL);

    memcpy (covered + first, from + first, l->n_vertices[h]);
  }
  inside = g_bytes_new_take (covered, n_elements);
  binding = g_strdup_printf ("%s; %s", l->binding != NULL ? l->binding : l->name,
                             r->binding != NULL ? r->binding : r->name);
  desc.name = name;
  desc.values = values;
  desc.labels = labels;
  desc.inside = memchr (covered, 0, n_elements) != NULL ? inside : NULL;
  desc.binding = binding;
  return cal_map_new (&desc, error);
}
