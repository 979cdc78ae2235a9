/* value-rows.c - the values of a map in a file, wherever its places lie: a row a frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/value-rows.h"

#include <math.h>
#include <string.h>

#include "app/command/load.h"
#include "model/error.h"
#include "model/memory.h"
#include "model/vector.h"

static gboolean
allocate (CalValueRows *self, gsize n_frames, gsize n_places, GError **error)
{
  self->n_frames = n_frames;
  self->n_places = n_places;
  self->values =
      g_try_malloc_n (MAX (cal_size_times (n_frames, n_places), 1), sizeof *self->values);
  if (self->values == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: does not fit in memory", self->source);
  return self->values != NULL;
}

static gboolean
take_volume (CalValueRows *self, CalVolume *volume, GError **error)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  const guint8 *inside = desc->inside != NULL ? g_bytes_get_data (desc->inside, NULL) : NULL;
  const void *voxels = g_bytes_get_data (desc->voxels, NULL);

  if (!allocate (self, desc->n_frames, cal_volume_get_n_voxels (volume), error))
    return FALSE;
  for (gsize v = 0; v < self->n_frames * self->n_places; v++)
    self->values[v] = inside != NULL && inside[v % self->n_places] == 0
                          ? (double) NAN
                          : desc->slope * cal_dtype_read (desc->dtype, voxels, v) + desc->intercept;
  self->volume = g_object_ref (volume);
  self->labels = desc->labels != NULL ? g_object_ref (desc->labels) : NULL;
  self->statistic = g_strdup (desc->statistic);
  self->unit = g_strdup (desc->unit);
  return TRUE;
}

static gboolean
take_vector (CalValueRows *self, CalVector *vector, GError **error)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);

  if (!allocate (self, cal_vector_get_n_frames (vector), cal_vector_get_n_values (vector), error))
    return FALSE;
  for (gsize v = 0; v < self->n_frames * self->n_places; v++)
    self->values[v] = cal_array_get_value (desc->values, v);
  self->labels = desc->labels != NULL ? g_object_ref (desc->labels) : NULL;
  self->statistic = g_strdup (desc->statistic);
  self->unit = g_strdup (desc->unit);
  return TRUE;
}

/**
 * cal_value_rows_init:
 * @self: (out caller-allocates): cleared by cal_value_rows_clear(), also after an error
 * @source: FILE or FILE:DATASET: a volume, or values of vertices or channels
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_value_rows_init (CalValueRows *self, const char *source, GError **error)
{
  g_autoptr (GObject) object = cal_load_one (source, error);

  *self = (CalValueRows){.source = g_strdup (source)};
  if (object == NULL)
    return FALSE;
  if (CAL_IS_VOLUME (object))
    return take_volume (self, CAL_VOLUME (object), error);
  if (CAL_IS_VECTOR (object))
    return take_vector (self, CAL_VECTOR (object), error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: %s; expected a volume, or values of vertices or channels", source,
               G_OBJECT_TYPE_NAME (object) + strlen ("Cal"));
  return FALSE;
}

void
cal_value_rows_clear (CalValueRows *self)
{
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_object (&self->volume);
  g_clear_object (&self->labels);
  g_clear_pointer (&self->statistic, g_free);
  g_clear_pointer (&self->unit, g_free);
}

/**
 * cal_value_rows_check_places:
 *
 * Returns: whether both are of the same places: voxels of one grid, or as many values; else FALSE
 *   with CAL_ERROR_SPACE
 */
gboolean
cal_value_rows_check_places (const CalValueRows *self, const CalValueRows *other, GError **error)
{
  if (self->volume != NULL && other->volume != NULL)
    return cal_volume_check_grid (self->volume, other->volume, error);
  if (self->n_places == other->n_places && self->volume == NULL && other->volume == NULL)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
               "%s has %" G_GSIZE_FORMAT " %s; expected the %" G_GSIZE_FORMAT " %s of %s",
               other->source, other->n_places, other->volume != NULL ? "voxels" : "values",
               self->n_places, self->volume != NULL ? "voxels of the grid" : "values",
               self->source);
  return FALSE;
}
