/* display.c - how one map is looked at: colour, window, threshold, opacity.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/display.h"

#include <math.h>

struct _CalDisplay {
  GObject parent_instance;

  CalDisplayState state;
  char *opacity_by;
  char *threshold_by;
};

G_DEFINE_FINAL_TYPE (CalDisplay, cal_display, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (CalThresholdMode,
                    cal_threshold_mode,
                    G_DEFINE_ENUM_VALUE (CAL_THRESHOLD_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (CAL_THRESHOLD_ABOVE, "above"),
                    G_DEFINE_ENUM_VALUE (CAL_THRESHOLD_BELOW, "below"),
                    G_DEFINE_ENUM_VALUE (CAL_THRESHOLD_MAGNITUDE, "magnitude"))
G_DEFINE_ENUM_TYPE (CalBelowThreshold,
                    cal_below_threshold,
                    G_DEFINE_ENUM_VALUE (CAL_BELOW_HIDDEN, "hidden"),
                    G_DEFINE_ENUM_VALUE (CAL_BELOW_FADED, "faded"),
                    G_DEFINE_ENUM_VALUE (CAL_BELOW_OUTLINED, "outlined"))
G_DEFINE_ENUM_TYPE (CalLabelStyle,
                    cal_label_style,
                    G_DEFINE_ENUM_VALUE (CAL_LABELS_FILLED, "filled"),
                    G_DEFINE_ENUM_VALUE (CAL_LABELS_OUTLINED, "outlined"),
                    G_DEFINE_ENUM_VALUE (CAL_LABELS_BOTH, "both"))
G_DEFINE_ENUM_TYPE (CalInterpolation,
                    cal_interpolation,
                    G_DEFINE_ENUM_VALUE (CAL_NEAREST, "nearest"),
                    G_DEFINE_ENUM_VALUE (CAL_LINEAR, "linear"))

enum {
  PROP_0,
  PROP_VISIBLE,
  PROP_OPACITY,
  PROP_COLORMAP,
  PROP_WINDOW_LOW,
  PROP_WINDOW_HIGH,
  PROP_THRESHOLD_MODE,
  PROP_THRESHOLD,
  PROP_BELOW_THRESHOLD,
  PROP_OPACITY_BY,
  PROP_OPACITY_BY_LOW,
  PROP_OPACITY_BY_HIGH,
  PROP_THRESHOLD_BY,
  PROP_INTERPOLATION,
  PROP_FRAME,
  PROP_LABEL_STYLE,
  PROP_LABEL_NAMES,
  PROP_ON_CORTEX,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
cal_display_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalDisplay *self = CAL_DISPLAY (object);
  const CalDisplayState *state = &self->state;

  switch (prop_id) {
  case PROP_VISIBLE:
    g_value_set_boolean (value, state->visible);
    break;
  case PROP_OPACITY:
    g_value_set_double (value, state->opacity);
    break;
  case PROP_COLORMAP:
    g_value_set_string (value, state->colormap->name);
    break;
  case PROP_WINDOW_LOW:
    g_value_set_double (value, state->window_low);
    break;
  case PROP_WINDOW_HIGH:
    g_value_set_double (value, state->window_high);
    break;
  case PROP_THRESHOLD_MODE:
    g_value_set_enum (value, (gint) state->threshold_mode);
    break;
  case PROP_THRESHOLD:
    g_value_set_double (value, state->threshold);
    break;
  case PROP_BELOW_THRESHOLD:
    g_value_set_enum (value, (gint) state->below_threshold);
    break;
  case PROP_OPACITY_BY:
    g_value_set_string (value, state->opacity_by);
    break;
  case PROP_OPACITY_BY_LOW:
    g_value_set_double (value, state->opacity_by_low);
    break;
  case PROP_OPACITY_BY_HIGH:
    g_value_set_double (value, state->opacity_by_high);
    break;
  case PROP_THRESHOLD_BY:
    g_value_set_string (value, state->threshold_by);
    break;
  case PROP_INTERPOLATION:
    g_value_set_enum (value, (gint) state->interpolation);
    break;
  case PROP_FRAME:
    g_value_set_uint (value, state->frame);
    break;
  case PROP_LABEL_STYLE:
    g_value_set_enum (value, (gint) state->label_style);
    break;
  case PROP_LABEL_NAMES:
    g_value_set_boolean (value, state->label_names);
    break;
  case PROP_ON_CORTEX:
    g_value_set_boolean (value, state->on_cortex);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

/* An id of another layer; the empty string means none. Returns whether it is new. */
static gboolean
set_layer_id (char **kept, const char **shown, const GValue *value)
{
  const char *id = g_value_get_string (value);

  if (id != NULL && *id == '\0')
    id = NULL;
  if (g_strcmp0 (*kept, id) == 0)
    return FALSE;
  g_free (*kept);
  *shown = *kept = g_strdup (id);
  return TRUE;
}

static gboolean
set_colormap (CalDisplay *self, const char *name)
{
  const CalColormap *colormap = cal_colormap_find (name);

  if (colormap == NULL || colormap == self->state.colormap)
    return FALSE;
  self->state.colormap = colormap;
  return TRUE;
}

static void
cal_display_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CalDisplay *self = CAL_DISPLAY (object);
  CalDisplayState *state = &self->state;
  gboolean changed = FALSE;

#define STORE(field, read)            \
  ({                                  \
    changed = state->field != (read); \
    state->field = (read);            \
  })
  switch (prop_id) {
  case PROP_VISIBLE:
    STORE (visible, g_value_get_boolean (value));
    break;
  case PROP_OPACITY:
    STORE (opacity, g_value_get_double (value));
    break;
  case PROP_COLORMAP:
    changed = set_colormap (self, g_value_get_string (value));
    break;
  case PROP_WINDOW_LOW:
    STORE (window_low, g_value_get_double (value));
    break;
  case PROP_WINDOW_HIGH:
    STORE (window_high, g_value_get_double (value));
    break;
  case PROP_THRESHOLD_MODE:
    STORE (threshold_mode, (CalThresholdMode) g_value_get_enum (value));
    break;
  case PROP_THRESHOLD:
    STORE (threshold, g_value_get_double (value));
    break;
  case PROP_BELOW_THRESHOLD:
    STORE (below_threshold, (CalBelowThreshold) g_value_get_enum (value));
    break;
  case PROP_OPACITY_BY:
    changed = set_layer_id (&self->opacity_by, &state->opacity_by, value);
    break;
  case PROP_OPACITY_BY_LOW:
    STORE (opacity_by_low, g_value_get_double (value));
    break;
  case PROP_OPACITY_BY_HIGH:
    STORE (opacity_by_high, g_value_get_double (value));
    break;
  case PROP_THRESHOLD_BY:
    changed = set_layer_id (&self->threshold_by, &state->threshold_by, value);
    break;
  case PROP_INTERPOLATION:
    STORE (interpolation, (CalInterpolation) g_value_get_enum (value));
    break;
  case PROP_FRAME:
    STORE (frame, g_value_get_uint (value));
    break;
  case PROP_LABEL_STYLE:
    STORE (label_style, (CalLabelStyle) g_value_get_enum (value));
    break;
  case PROP_LABEL_NAMES:
    STORE (label_names, g_value_get_boolean (value));
    break;
  case PROP_ON_CORTEX:
    STORE (on_cortex, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
#undef STORE
  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
cal_display_finalize (GObject *object)
{
  CalDisplay *self = CAL_DISPLAY (object);

  g_clear_pointer (&self->opacity_by, g_free);
  g_clear_pointer (&self->threshold_by, g_free);
  G_OBJECT_CLASS (cal_display_parent_class)->finalize (object);
}

#define FLAGS (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static GParamSpec *
number_spec (
    const char *name, const char *nick, const char *blurb, double low, double high, double initial)
{
  return g_param_spec_double (name, nick, blurb, low, high, initial, FLAGS);
}

static void
cal_display_class_init (CalDisplayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cal_display_get_property;
  object_class->set_property = cal_display_set_property;
  object_class->finalize = cal_display_finalize;

  props[PROP_VISIBLE] =
      g_param_spec_boolean ("visible", "Visible", "Whether the layer is drawn", TRUE, FLAGS);
  props[PROP_OPACITY] =
      number_spec ("opacity", "Opacity", "How opaque the layer is drawn", 0.0, 1.0, 1.0);
  props[PROP_COLORMAP] =
      g_param_spec_string ("colormap", "Colour map", "The table of colours", "gray", FLAGS);
  props[PROP_WINDOW_LOW] = number_spec ("window-low", "Window low", "The value of the first colour",
                                        -G_MAXDOUBLE, G_MAXDOUBLE, 0.0);
  props[PROP_WINDOW_HIGH] = number_spec (
      "window-high", "Window high", "The value of the last colour", -G_MAXDOUBLE, G_MAXDOUBLE, 1.0);
  props[PROP_THRESHOLD_MODE] =
      g_param_spec_enum ("threshold-mode", "Threshold", "Which side of the threshold is shown",
                         CAL_TYPE_THRESHOLD_MODE, CAL_THRESHOLD_NONE, FLAGS);
  props[PROP_THRESHOLD] =
      number_spec ("threshold", "Threshold value", "The value that separates shown from not shown",
                   -G_MAXDOUBLE, G_MAXDOUBLE, 0.0);
  props[PROP_BELOW_THRESHOLD] =
      g_param_spec_enum ("below-threshold", "Below threshold", "How the rest is shown",
                         CAL_TYPE_BELOW_THRESHOLD, CAL_BELOW_HIDDEN, FLAGS);
  props[PROP_OPACITY_BY] = g_param_spec_string (
      "opacity-by", "Opacity by", "The layer whose value scales the opacity", NULL, FLAGS);
  props[PROP_OPACITY_BY_LOW] =
      number_spec ("opacity-by-low", "Transparent at", "That layer's value that is transparent",
                   -G_MAXDOUBLE, G_MAXDOUBLE, 0.0);
  props[PROP_OPACITY_BY_HIGH] =
      number_spec ("opacity-by-high", "Opaque at", "That layer's value that is opaque",
                   -G_MAXDOUBLE, G_MAXDOUBLE, 1.0);
  props[PROP_THRESHOLD_BY] =
      g_param_spec_string ("threshold-by", "Threshold by",
                           "The layer whose value is compared with the threshold", NULL, FLAGS);
  props[PROP_INTERPOLATION] =
      g_param_spec_enum ("interpolation", "Interpolation", "What is shown between voxel centres",
                         CAL_TYPE_INTERPOLATION, CAL_NEAREST, FLAGS);
  props[PROP_FRAME] = g_param_spec_uint ("frame", "Frame", "Which frame of a series is shown", 0,
                                         G_MAXUINT, 0, FLAGS);
  props[PROP_LABEL_STYLE] = g_param_spec_enum ("label-style", "Regions", "How regions are drawn",
                                               CAL_TYPE_LABEL_STYLE, CAL_LABELS_OUTLINED, FLAGS);
  props[PROP_LABEL_NAMES] = g_param_spec_boolean (
      "label-names", "Region names", "Whether names are written on regions", TRUE, FLAGS);
  props[PROP_ON_CORTEX] =
      g_param_spec_boolean ("on-cortex", "On the cortex",
                            "Whether a volume is also sampled onto the cortex", TRUE, FLAGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cal_display_init (CalDisplay *self)
{
  self->state = (CalDisplayState){
      .visible = TRUE,
      .opacity = 1.0,
      .colormap = cal_colormap_find ("gray"),
      .window_high = 1.0,
      .opacity_by_high = 1.0,
      .label_style = CAL_LABELS_OUTLINED,
      .label_names = TRUE,
      .on_cortex = TRUE,
  };
}

/**
 * cal_display_new:
 *
 * Returns: (transfer full): grey from 0 to 1, opaque, with no threshold
 */
CalDisplay *
cal_display_new (void)
{
  return g_object_new (CAL_TYPE_DISPLAY, NULL);
}

/**
 * cal_display_get_state:
 *
 * Returns: (transfer none): every property at once; changes with them
 */
const CalDisplayState *
cal_display_get_state (CalDisplay *self)
{
  g_return_val_if_fail (CAL_IS_DISPLAY (self), NULL);

  return &self->state;
}

/**
 * cal_display_set_window:
 *
 * Sets both ends, with one change for those who listen to both.
 */
void
cal_display_set_window (CalDisplay *self, double low, double high)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_set (self, "window-low", low, "window-high", high, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * cal_display_shows:
 * @compared: the value that the threshold is compared with: the layer's, or threshold-by's
 *
 * The shaders do the same.
 *
 * Returns: whether the value is on the shown side; a NaN never is, unless there is no threshold
 */
gboolean
cal_display_shows (const CalDisplayState *state, double compared)
{
  switch (state->threshold_mode) {
  case CAL_THRESHOLD_ABOVE:
    return compared >= state->threshold;
  case CAL_THRESHOLD_BELOW:
    return compared <= state->threshold;
  case CAL_THRESHOLD_MAGNITUDE:
    return fabs (compared) >= state->threshold;
  case CAL_THRESHOLD_NONE:
  default:
    return TRUE;
  }
}

/**
 * cal_display_get_rgb:
 * @rgb: (out caller-allocates): the colour of @value, 0 to 1, before opacity
 *
 * A window of no width is a step at its value.
 */
void
cal_display_get_rgb (const CalDisplayState *state, double value, float rgb[3])
{
  double width = state->window_high - state->window_low;
  double fraction =
      width != 0.0 ? (value - state->window_low) / width : (value >= state->window_low ? 1.0 : 0.0);

  cal_colormap_look_up (state->colormap, fraction, rgb);
}
