/* display.h - how one map is looked at: colour, window, threshold, opacity.
 *
 * It knows neither the data nor GL. Each property's GParamSpec declares it once (name, type,
 * default, range, help): rows of the panel, options of the command line, fields of the session
 * and undo all read that table. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

#include "model/colormap.h"
#include "model/sample.h"
#include "render/scene/square-map.h"

G_BEGIN_DECLS

/**
 * CalThresholdMode:
 * @CAL_THRESHOLD_NONE: every value is shown
 * @CAL_THRESHOLD_ABOVE: values >= the threshold are shown
 * @CAL_THRESHOLD_BELOW: values <= the threshold are shown
 * @CAL_THRESHOLD_MAGNITUDE: values whose absolute value >= the threshold are shown
 */
typedef enum {
  CAL_THRESHOLD_NONE,
  CAL_THRESHOLD_ABOVE,
  CAL_THRESHOLD_BELOW,
  CAL_THRESHOLD_MAGNITUDE,
} CalThresholdMode;

/**
 * CalBelowThreshold:
 * @CAL_BELOW_HIDDEN: not drawn
 * @CAL_BELOW_FADED: drawn at a quarter of the opacity
 * @CAL_BELOW_OUTLINED: drawn faded, and what is above gets an outline
 */
typedef enum {
  CAL_BELOW_HIDDEN,
  CAL_BELOW_FADED,
  CAL_BELOW_OUTLINED,
} CalBelowThreshold;

/**
 * CalLabelStyle:
 * @CAL_LABELS_FILLED: regions filled with their colours
 * @CAL_LABELS_OUTLINED: only their borders
 * @CAL_LABELS_BOTH: filled, with borders
 */
typedef enum {
  CAL_LABELS_FILLED,
  CAL_LABELS_OUTLINED,
  CAL_LABELS_BOTH,
} CalLabelStyle;

/**
 * CalColourMode:
 * @CAL_COLOUR_ONE_MAP: the colour map shows the layer's values
 * @CAL_COLOUR_TWO_MAPS: a square of colours shows them against the second layer's
 * @CAL_COLOUR_RGB: they are the red, the second layer's the green, the third layer's the blue
 */
typedef enum {
  CAL_COLOUR_ONE_MAP,
  CAL_COLOUR_TWO_MAPS,
  CAL_COLOUR_RGB,
} CalColourMode;

#define CAL_TYPE_COLOUR_MODE (cal_colour_mode_get_type ())
#define CAL_TYPE_THRESHOLD_MODE (cal_threshold_mode_get_type ())
#define CAL_TYPE_BELOW_THRESHOLD (cal_below_threshold_get_type ())
#define CAL_TYPE_LABEL_STYLE (cal_label_style_get_type ())
#define CAL_TYPE_INTERPOLATION (cal_interpolation_get_type ())
GType cal_colour_mode_get_type (void);
GType cal_threshold_mode_get_type (void);
GType cal_below_threshold_get_type (void);
GType cal_label_style_get_type (void);
GType cal_interpolation_get_type (void);

#define CAL_TYPE_DISPLAY (cal_display_get_type ())
G_DECLARE_FINAL_TYPE (CalDisplay, cal_display, CAL, DISPLAY, GObject)

/**
 * CalDisplayState:
 *
 * Every property at once, for those who draw. The "_by" fields are ids of other layers, or NULL;
 * they and @pick_label belong to the display.
 *
 * @opacity_by: a layer whose value scales the opacity: 0 at opacity_by_low, 1 at opacity_by_high
 * @on_cortex: whether a volume is also sampled onto the cortex; maps of the cortex always are on it
 * @second_by: a layer whose values, in its own window, are the second axis of the square or the
 *   green; see render/scene/colouring.h
 * @third_by: a layer whose values, in its own window, are the blue
 * @pick: low and high of the part of the legend that alone is shown, along each map's window: 0 and
 *   1 are all of it, and what lies beyond the window
 * @pick_label: (nullable): the name of the region that alone is shown
 * @threshold_by: a layer whose value, not this one's, is compared with the threshold
 */
typedef struct {
  gboolean visible;
  double opacity;
  CalColourMode colour_mode;
  const CalColormap *colormap;
  CalSquareMap square_map;
  const char *second_by;
  const char *third_by;
  double pick[3][2];
  const char *pick_label;
  double window_low;
  double window_high;
  CalThresholdMode threshold_mode;
  double threshold;
  CalBelowThreshold below_threshold;
  const char *opacity_by;
  double opacity_by_low;
  double opacity_by_high;
  const char *threshold_by;
  CalInterpolation interpolation;
  guint frame;
  CalLabelStyle label_style;
  gboolean label_names;
  gboolean on_cortex;
} CalDisplayState;

CalDisplay *cal_display_new (void) G_GNUC_WARN_UNUSED_RESULT;

const CalDisplayState *cal_display_get_state (CalDisplay *self);
void cal_display_set_window (CalDisplay *self, double low, double high);
void cal_display_set_pick (CalDisplay *self, const double pick[3][2], const char *label);
void cal_display_clear_pick (CalDisplay *self);
gboolean cal_display_has_pick (const CalDisplayState *state);
gboolean cal_display_shows (const CalDisplayState *state, double compared);
double cal_display_get_fraction (const CalDisplayState *state, gboolean circular, double value);
void cal_display_get_rgb (const CalDisplayState *state, double value, float rgb[3]);

G_END_DECLS
