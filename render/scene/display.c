/* display.c - how one map is looked at: colour, window, threshold, opacity.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/display.h"

#include <math.h>

struct _CalDisplay {
  GObject parent_instance;

  CalDisplayState state;
};

G_DEFINE_FINAL_TYPE (CalDisplay, cal_display, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (CalColourMode,
                    cal_colour_mode,
                    G_DEFINE_ENUM_VALUE (CAL_COLOUR_ONE_MAP, "one-map"),
                    G_DEFINE_ENUM_VALUE (CAL_COLOUR_TWO_MAPS, "two-maps"),
                    G_DEFINE_ENUM_VALUE (CAL_COLOUR_RGB, "rgb"))
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
  PROP_COLOUR_MODE,
  PROP_COLORMAP,
  PROP_SQUARE_MAP,
  PROP_SECOND_BY,
  PROP_THIRD_BY,
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
  PROP_PICK_LOW,
  PROP_PICK_HIGH,
  PROP_PICK_SECOND_LOW,
  PROP_PICK_SECOND_HIGH,
  PROP_PICK_THIRD_LOW,
  PROP_PICK_THIRD_HIGH,
  PROP_PICK_LABEL,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* Ids of other layers, and a name: texts that belong to the display. NULL for any other property.
 */
static const char **
find_text (CalDisplayState *state, guint prop_id)
{
  switch (prop_id) {
  case PROP_OPACITY_BY:
    return &state->opacity_by;
  case PROP_THRESHOLD_BY:
    return &state->threshold_by;
  case PROP_SECOND_BY:
    return &state->second_by;
  case PROP_THIRD_BY:
    return &state->third_by;
  case PROP_PICK_LABEL:
    return &state->pick_label;
  default:
    return NULL;
  }
}

/* NULL for what is no number. */
static double *
find_number (CalDisplayState *state, guint prop_id)
{
  if (prop_id >= PROP_PICK_LOW && prop_id <= PROP_PICK_THIRD_HIGH)
    return &state->pick[(prop_id - PROP_PICK_LOW) / 2][(prop_id - PROP_PICK_LOW) % 2];
  switch (prop_id) {
  case PROP_OPACITY:
    return &state->opacity;
  case PROP_WINDOW_LOW:
    return &state->window_low;
  case PROP_WINDOW_HIGH:
    return &state->window_high;
  case PROP_THRESHOLD:
    return &state->threshold;
  case PROP_OPACITY_BY_LOW:
    return &state->opacity_by_low;
  case PROP_OPACITY_BY_HIGH:
    return &state->opacity_by_high;
  default:
    return NULL;
  }
}

static void
cal_display_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalDisplay *self = CAL_DISPLAY (object);
  CalDisplayState *state = &self->state;
  const char **text = find_text (state, prop_id);
  const double *number = find_number (state, prop_id);

  if (text != NULL)
    g_value_set_string (value, *text);
  else if (number != NULL)
    g_value_set_double (value, *number);
  else
    switch (prop_id) {
    case PROP_VISIBLE:
      g_value_set_boolean (value, state->visible);
      break;
    case PROP_COLOUR_MODE:
      g_value_set_enum (value, (gint) state->colour_mode);
      break;
    case PROP_COLORMAP:
      g_value_set_string (value, state->colormap->name);
      break;
    case PROP_SQUARE_MAP:
      g_value_set_enum (value, (gint) state->square_map);
      break;
    case PROP_THRESHOLD_MODE:
      g_value_set_enum (value, (gint) state->threshold_mode);
      break;
    case PROP_BELOW_THRESHOLD:
      g_value_set_enum (value, (gint) state->below_threshold);
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

/* The empty string means none. Returns whether it is new. */
static gboolean
set_text (const char **kept, const char *text)
{
  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (*kept, text) == 0)
    return FALSE;
  g_free ((char *) *kept);
  *kept = g_strdup (text);
  return TRUE;
}

static gboolean
set_number (double *kept, double number)
{
  gboolean changed = *kept != number;

  *kept = number;
  return changed;
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
  const char **text = find_text (state, prop_id);
  double *number = find_number (state, prop_id);
  gboolean changed = FALSE;

#define STORE(field, read)            \
  ({                                  \
    changed = state->field != (read); \
    state->field = (read);            \
  })
  if (text != NULL)
    changed = set_text (text, g_value_get_string (value));
  else if (number != NULL)
    changed = set_number (number, g_value_get_double (value));
  else
    switch (prop_id) {
    case PROP_VISIBLE:
      STORE (visible, g_value_get_boolean (value));
      break;
    case PROP_COLOUR_MODE:
      STORE (colour_mode, (CalColourMode) g_value_get_enum (value));
      break;
    case PROP_SQUARE_MAP:
      STORE (square_map, (CalSquareMap) g_value_get_enum (value));
      break;
    case PROP_COLORMAP:
      changed = set_colormap (self, g_value_get_string (value));
      break;
    case PROP_THRESHOLD_MODE:
      STORE (threshold_mode, (CalThresholdMode) g_value_get_enum (value));
      break;
    case PROP_BELOW_THRESHOLD:
      STORE (below_threshold, (CalBelowThreshold) g_value_get_enum (value));
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

  for (guint id = 1; id < N_PROPS; id++)
    if (find_text (&self->state, id) != NULL)
      set_text (find_text (&self->state, id), NULL);
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
install_colours (void)
{
  props[PROP_COLOUR_MODE] = g_param_spec_enum ("colour-mode", "Colour by",
                                               "Whether one map, two or three give the colour",
                                               CAL_TYPE_COLOUR_MODE, CAL_COLOUR_ONE_MAP, FLAGS);
  props[PROP_COLORMAP] =
      g_param_spec_string ("colormap", "Colour map", "The table of colours", "gray", FLAGS);
  props[PROP_SQUARE_MAP] =
      g_param_spec_enum ("square-map", "Colour square", "The square of colours of two maps",
                         CAL_TYPE_SQUARE_MAP, CAL_SQUARE_DUSK, FLAGS);
  props[PROP_SECOND_BY] = g_param_spec_string (
      "second-by", "Second map",
      "The layer that, in its own window, is the square's second axis, or green", NULL, FLAGS);
  props[PROP_THIRD_BY] = g_param_spec_string (
      "third-by", "Third map", "The layer that, in its own window, is blue", NULL, FLAGS);
}

/* One pair for each map that gives the colour. */
static void
install_picks (void)
{
  static const char *const names[3][2] = {{"pick-low", "pick-high"},
                                          {"pick-second-low", "pick-second-high"},
                                          {"pick-third-low", "pick-third-high"}};
  static const char *const nicks[3][2] = {{"Picked from", "Picked to"},
                                          {"Picked from, second", "Picked to, second"},
                                          {"Picked from, third", "Picked to, third"}};

  for (guint axis = 0; axis < 3; axis++)
    for (guint end = 0; end < 2; end++)
      props[PROP_PICK_LOW + 2 * axis + end] = number_spec (
          names[axis][end], nicks[axis][end],
          "Where the part of the legend that alone is shown begins or ends along the map's window",
          0.0, 1.0, end);
  props[PROP_PICK_LABEL] = g_param_spec_string ("pick-label", "Picked region",
                                                "The region that alone is shown", NULL, FLAGS);
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
  install_colours ();
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
  install_picks ();
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
      .pick = {{0.0, 1.0}, {0.0, 1.0}, {0.0, 1.0}},
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
 * cal_display_set_pick:
 * @pick: low and high along the window of each map that gives the colour
 * @label: (nullable): the region that alone is shown
 *
 * Sets all of a pick in the legend at once.
 */
void
cal_display_set_pick (CalDisplay *self, const double pick[3][2], const char *label)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_set (self, "pick-low", pick[0][0], "pick-high", pick[0][1], "pick-second-low",
                pick[1][0], "pick-second-high", pick[1][1], "pick-third-low", pick[2][0],
                "pick-third-high", pick[2][1], "pick-label", label, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * cal_display_clear_pick:
 *
 * Shows all of the layer again.
 */
void
cal_display_clear_pick (CalDisplay *self)
{
  const double all[3][2] = {{0.0, 1.0}, {0.0, 1.0}, {0.0, 1.0}};

  cal_display_set_pick (self, all, NULL);
}

/**
 * cal_display_has_pick:
 *
 * Returns: whether only a part of the legend is shown
 */
gboolean
cal_display_has_pick (const CalDisplayState *state)
{
  gboolean picked = state->pick_label != NULL;

  for (int axis = 0; axis < 3; axis++)
    picked |= state->pick[axis][0] > 0.0 || state->pick[axis][1] < 1.0;
  return picked;
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
 * cal_display_get_fraction:
 * @circular: whether the window is one turn, and any other turn the same; otherwise all that is
 *   beyond the window is at its ends
 *
 * A window of no width is a step at its value.
 *
 * Returns: where the value lies along the window, 0 to 1
 */
double
cal_display_get_fraction (const CalDisplayState *state, gboolean circular, double value)
{
  double width = state->window_high - state->window_low;
  double fraction =
      width != 0.0 ? (value - state->window_low) / width : (value >= state->window_low ? 1.0 : 0.0);

  if (circular && !(fraction >= 0.0 && fraction <= 1.0))
    fraction -= floor (fraction);
  return CLAMP (fraction, 0.0, 1.0);
}

/**
 * cal_display_get_rgb:
 * @rgb: (out caller-allocates): the colour of @value in the colour map, 0 to 1, before opacity
 */
void
cal_display_get_rgb (const CalDisplayState *state, double value, float rgb[3])
{
  gboolean circular = state->colormap->kind == CAL_COLORMAP_CIRCULAR;

  cal_colormap_look_up (state->colormap, cal_display_get_fraction (state, circular, value), rgb);
}
