/* vector.c - values read from a file, before anyone knows where on the brain they belong.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/vector.h"

#include "model/error.h"
#include "model/text.h"

struct _CalVector {
  GObject parent_instance;

  CalVectorDesc desc;
  gsize n_values;
  gsize n_frames;
};

G_DEFINE_FINAL_TYPE (CalVector, cal_vector, G_TYPE_OBJECT)

static void
cal_vector_finalize (GObject *object)
{
  CalVectorDesc *desc = &CAL_VECTOR (object)->desc;

  g_clear_pointer ((char **) &desc->name, g_free);
  g_clear_pointer ((char **) &desc->source, g_free);
  g_clear_object (&desc->values);
  g_clear_pointer (&desc->vertices, g_bytes_unref);
  g_clear_pointer ((GStrv *) &desc->frame_names, g_strfreev);
  g_clear_object (&desc->labels);
  g_clear_pointer ((char **) &desc->unit, g_free);
  g_clear_pointer ((char **) &desc->statistic, g_free);
  G_OBJECT_CLASS (cal_vector_parent_class)->finalize (object);
}

static void
cal_vector_class_init (CalVectorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_vector_finalize;
}

static void
cal_vector_init (CalVector *self)
{
}

/**
 * cal_vector_new:
 * @desc: everything is copied or referenced
 *
 * Returns: (transfer full): the vector; or NULL with CAL_ERROR_FORMAT if @desc's vertices or frame
 *   names do not agree with its values, or the values have no dimension or more than two
 */
CalVector *
cal_vector_new (const CalVectorDesc *desc, GError **error)
{
  guint n_dims = cal_array_get_n_dims (desc->values);
  gsize n_values, n_frames;
  CalVector *self;

  if (n_dims < 1 || n_dims > 2) {
    g_autofree char *shape = cal_array_dup_shape (desc->values);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: an array of shape %s; expected one or two dimensions", desc->source, shape);
    return NULL;
  }
  n_values = cal_array_get_dim (desc->values, n_dims - 1);
  n_frames = n_dims == 2 ? cal_array_get_dim (desc->values, 0) : 1;
  if (desc->vertices != NULL && g_bytes_get_size (desc->vertices) / sizeof (guint32) != n_values) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" G_GSIZE_FORMAT " vertex numbers for %" G_GSIZE_FORMAT " values",
                 desc->source, g_bytes_get_size (desc->vertices) / sizeof (guint32), n_values);
    return NULL;
  }
  if (desc->frame_names != NULL &&
      g_strv_length ((GStrv) (gpointer) desc->frame_names) != n_frames) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %u frame names for %" G_GSIZE_FORMAT " frames", desc->source,
                 g_strv_length ((GStrv) (gpointer) desc->frame_names), n_frames);
    return NULL;
  }
  self = g_object_new (CAL_TYPE_VECTOR, NULL);
  self->desc = *desc;
  self->desc.name = cal_text_dup_shown (desc->name, -1);
  self->desc.source = g_strdup (desc->source);
  g_object_ref (self->desc.values);
  self->desc.vertices = desc->vertices != NULL ? g_bytes_ref (desc->vertices) : NULL;
  self->desc.frame_names = (const char *const *) cal_text_dupv_shown (desc->frame_names);
  self->desc.labels = desc->labels != NULL ? g_object_ref (desc->labels) : NULL;
  self->desc.unit = cal_text_dup_shown (desc->unit, -1);
  self->desc.statistic = cal_text_dup_shown (desc->statistic, -1);
  self->n_values = n_values;
  self->n_frames = n_frames;
  return self;
}

const CalVectorDesc *
cal_vector_get_desc (CalVector *self)
{
  g_return_val_if_fail (CAL_IS_VECTOR (self), NULL);

  return &self->desc;
}

/**
 * cal_vector_get_n_values:
 *
 * Returns: values in one frame
 */
gsize
cal_vector_get_n_values (CalVector *self)
{
  return self->n_values;
}

gsize
cal_vector_get_n_frames (CalVector *self)
{
  return self->n_frames;
}
