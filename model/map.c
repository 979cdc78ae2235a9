/* map.c - one value for each vertex of a cortex, or a reason why not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/map.h"

#include <math.h>

#include "model/error.h"
#include "model/text.h"

struct _CalMap {
  GObject parent_instance;

  CalMapDesc desc;
  gsize n_elements;
  gsize n_frames;
  const guint8 *values;
  const guint8 *inside;
};

G_DEFINE_FINAL_TYPE (CalMap, cal_map, G_TYPE_OBJECT)

static void
cal_map_finalize (GObject *object)
{
  CalMapDesc *desc = &CAL_MAP (object)->desc;

  g_clear_pointer ((char **) &desc->name, g_free);
  g_clear_object (&desc->values);
  g_clear_pointer (&desc->inside, g_bytes_unref);
  g_clear_pointer ((GStrv *) &desc->frame_names, g_strfreev);
  g_clear_object (&desc->labels);
  g_clear_pointer ((char **) &desc->unit, g_free);
  g_clear_pointer ((char **) &desc->statistic, g_free);
  g_clear_pointer ((char **) &desc->binding, g_free);
  G_OBJECT_CLASS (cal_map_parent_class)->finalize (object);
}

static void
cal_map_class_init (CalMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_map_finalize;
}

static void
cal_map_init (CalMap *self)
{
}

/**
 * cal_map_new:
 * @desc: everything is copied or referenced
 *
 * Returns: (transfer full): the map, or NULL with CAL_ERROR_SPACE if counts disagree
 */
CalMap *
cal_map_new (const CalMapDesc *desc, GError **error)
{
  guint n_dims = cal_array_get_n_dims (desc->values);
  gsize n_elements = desc->n_vertices[0] + desc->n_vertices[1];
  gsize n_values = n_dims > 0 ? cal_array_get_dim (desc->values, n_dims - 1) : 0;
  gsize n_frames = n_dims == 2 ? cal_array_get_dim (desc->values, 0) : 1;
  CalMap *self;

  if (n_dims < 1 || n_dims > 2 || n_values != n_elements || n_elements == 0 ||
      (desc->inside != NULL && g_bytes_get_size (desc->inside) != n_elements) ||
      (desc->frame_names != NULL &&
       g_strv_length ((GStrv) (gpointer) desc->frame_names) != n_frames)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                 "%s: %" G_GSIZE_FORMAT " values for %" G_GSIZE_FORMAT " + %" G_GSIZE_FORMAT
                 " vertices",
                 desc->name, n_values, desc->n_vertices[0], desc->n_vertices[1]);
    return NULL;
  }
  self = g_object_new (CAL_TYPE_MAP, NULL);
  self->desc = *desc;
  self->desc.name = cal_text_dup_shown (desc->name, -1);
  g_object_ref (self->desc.values);
  self->desc.inside = desc->inside != NULL ? g_bytes_ref (desc->inside) : NULL;
  self->desc.frame_names = (const char *const *) cal_text_dupv_shown (desc->frame_names);
  self->desc.labels = desc->labels != NULL ? g_object_ref (desc->labels) : NULL;
  self->desc.unit = cal_text_dup_shown (desc->unit, -1);
  self->desc.statistic = cal_text_dup_shown (desc->statistic, -1);
  self->desc.binding = cal_text_dup_shown (desc->binding, -1);
  self->n_elements = n_elements;
  self->n_frames = n_frames;
  self->values = g_bytes_get_data (cal_array_get_bytes (desc->values), NULL);
  self->inside = desc->inside != NULL ? g_bytes_get_data (desc->inside, NULL) : NULL;
  return self;
}

const CalMapDesc *
cal_map_get_desc (CalMap *self)
{
  g_return_val_if_fail (CAL_IS_MAP (self), NULL);

  return &self->desc;
}

gsize
cal_map_get_n_frames (CalMap *self)
{
  return self->n_frames;
}

/**
 * cal_map_get_n_elements:
 *
 * Returns: vertices of both hemispheres
 */
gsize
cal_map_get_n_elements (CalMap *self)
{
  return self->n_elements;
}

/**
 * cal_map_get_element:
 * @element: numbered as in model/cortex.h
 * @frame: from 0
 *
 * Returns: the value there; CAL_OUTSIDE beyond the map
 */
CalSample
cal_map_get_element (CalMap *self, gsize element, gsize frame)
{
  double value;

  if (element >= self->n_elements || frame >= self->n_frames ||
      (self->inside != NULL && self->inside[element] == 0))
    return (CalSample){CAL_OUTSIDE, (double) NAN};
  value = cal_dtype_read (cal_array_get_dtype (self->desc.values), self->values,
                          frame * self->n_elements + element);
  return (CalSample){isnan (value) ? CAL_NO_DATA : CAL_VALUE, value};
}

/**
 * cal_map_get_vertex:
 *
 * Returns: the value there; CAL_OUTSIDE if that hemisphere has no such vertex
 */
CalSample
cal_map_get_vertex (CalMap *self, CalHemisphere hemisphere, gsize vertex, gsize frame)
{
  if (hemisphere > CAL_RIGHT || vertex >= self->desc.n_vertices[hemisphere])
    return (CalSample){CAL_OUTSIDE, (double) NAN};
  return cal_map_get_element (
      self, hemisphere == CAL_RIGHT ? self->desc.n_vertices[0] + vertex : vertex, frame);
}
