/* layer.c - data, and how they are looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/layer.h"

struct _CalLayer {
  GObject parent_instance;

  char *id;
  char *source;
  char *name;
  GObject *data;
  CalDisplay *display;
};

G_DEFINE_FINAL_TYPE (CalLayer, cal_layer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_DATA,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
cal_layer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalLayer *self = CAL_LAYER (object);

  switch (prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_DATA:
    g_value_set_object (value, self->data);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_layer_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_NAME:
    cal_layer_set_name (CAL_LAYER (object), g_value_get_string (value));
    break;
  case PROP_DATA:
    cal_layer_set_data (CAL_LAYER (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_layer_finalize (GObject *object)
{
  CalLayer *self = CAL_LAYER (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->data);
  g_clear_object (&self->display);
  G_OBJECT_CLASS (cal_layer_parent_class)->finalize (object);
}

static void
cal_layer_class_init (CalLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cal_layer_get_property;
  object_class->set_property = cal_layer_set_property;
  object_class->finalize = cal_layer_finalize;

  props[PROP_NAME] = g_param_spec_string ("name", "Name", "What the person calls it", NULL, flags);
  props[PROP_DATA] =
      g_param_spec_object ("data", "Data", "A CalVolume or a CalMap", G_TYPE_OBJECT, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cal_layer_init (CalLayer *self)
{
  self->display = cal_display_new ();
}

/**
 * cal_layer_new:
 * @id: unique in its scene, and the same when the session is opened again
 * @source: (nullable): where the data came from: path, and dataset in it after a colon; NULL for
 *   what the program computed, which sessions do not keep
 * @data: a #CalVolume or a #CalMap
 *
 * Returns: (transfer full): the layer, with the default display
 */
CalLayer *
cal_layer_new (const char *id, const char *source, GObject *data)
{
  CalLayer *self;

  g_return_val_if_fail (CAL_IS_VOLUME (data) || CAL_IS_MAP (data), NULL);

  self = g_object_new (CAL_TYPE_LAYER, NULL);
  self->id = g_strdup (id);
  self->source = g_strdup (source);
  self->data = g_object_ref (data);
  self->name = g_strdup (CAL_IS_VOLUME (data) ? cal_volume_get_desc (CAL_VOLUME (data))->name
                                              : cal_map_get_desc (CAL_MAP (data))->name);
  return self;
}

const char *
cal_layer_get_id (CalLayer *self)
{
  return self->id;
}

/**
 * cal_layer_set_id:
 * @id: the one it had when its session was saved; other layers' displays may name it
 */
void
cal_layer_set_id (CalLayer *self, const char *id)
{
  g_return_if_fail (CAL_IS_LAYER (self));

  if (g_str_equal (self->id, id))
    return;
  g_free (self->id);
  self->id = g_strdup (id);
}

const char *
cal_layer_get_source (CalLayer *self)
{
  return self->source;
}

const char *
cal_layer_get_name (CalLayer *self)
{
  return self->name;
}

void
cal_layer_set_name (CalLayer *self, const char *name)
{
  g_return_if_fail (CAL_IS_LAYER (self));

  if (g_strcmp0 (self->name, name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
}

/**
 * cal_layer_get_display:
 *
 * Returns: (transfer none): how it is looked at; the same object for the layer's life
 */
CalDisplay *
cal_layer_get_display (CalLayer *self)
{
  g_return_val_if_fail (CAL_IS_LAYER (self), NULL);

  return self->display;
}

/**
 * cal_layer_get_data:
 *
 * Returns: (transfer none): a #CalVolume or a #CalMap
 */
GObject *
cal_layer_get_data (CalLayer *self)
{
  g_return_val_if_fail (CAL_IS_LAYER (self), NULL);

  return self->data;
}

/**
 * cal_layer_set_data:
 * @data: of the same kind: the whole series in place of its first frame, say
 */
void
cal_layer_set_data (CalLayer *self, GObject *data)
{
  g_return_if_fail (CAL_IS_LAYER (self));
  g_return_if_fail (CAL_IS_VOLUME (data) || CAL_IS_MAP (data));

  if (g_set_object (&self->data, data))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DATA]);
}

/**
 * cal_layer_get_volume:
 *
 * Returns: (transfer none) (nullable): the data, if they are voxels
 */
CalVolume *
cal_layer_get_volume (CalLayer *self)
{
  return CAL_IS_VOLUME (self->data) ? CAL_VOLUME (self->data) : NULL;
}

/**
 * cal_layer_get_map:
 *
 * Returns: (transfer none) (nullable): the data, if they are on vertices
 */
CalMap *
cal_layer_get_map (CalLayer *self)
{
  return CAL_IS_MAP (self->data) ? CAL_MAP (self->data) : NULL;
}

gsize
cal_layer_get_n_frames (CalLayer *self)
{
  return CAL_IS_VOLUME (self->data) ? cal_volume_get_desc (CAL_VOLUME (self->data))->n_frames
                                    : cal_map_get_n_frames (CAL_MAP (self->data));
}

/**
 * cal_layer_is_on_cortex:
 *
 * Returns: whether the cortex shows it: a visible map, or a visible volume that is sampled there
 */
gboolean
cal_layer_is_on_cortex (CalLayer *self)
{
  const CalDisplayState *state = cal_display_get_state (self->display);

  return state->visible && (CAL_IS_MAP (self->data) || state->on_cortex);
}

CalLabels *
cal_layer_get_labels (CalLayer *self)
{
  return CAL_IS_VOLUME (self->data) ? cal_volume_get_desc (CAL_VOLUME (self->data))->labels
                                    : cal_map_get_desc (CAL_MAP (self->data))->labels;
}

const char *
cal_layer_get_unit (CalLayer *self)
{
  return CAL_IS_VOLUME (self->data) ? cal_volume_get_desc (CAL_VOLUME (self->data))->unit
                                    : cal_map_get_desc (CAL_MAP (self->data))->unit;
}

const char *
cal_layer_get_statistic (CalLayer *self)
{
  return CAL_IS_VOLUME (self->data) ? cal_volume_get_desc (CAL_VOLUME (self->data))->statistic
                                    : cal_map_get_desc (CAL_MAP (self->data))->statistic;
}

/**
 * cal_layer_get_binding:
 *
 * Returns: (transfer none) (nullable): the sentence that tells how the values were put on the brain
 */
const char *
cal_layer_get_binding (CalLayer *self)
{
  return CAL_IS_VOLUME (self->data) ? cal_volume_get_desc (CAL_VOLUME (self->data))->binding
                                    : cal_map_get_desc (CAL_MAP (self->data))->binding;
}
