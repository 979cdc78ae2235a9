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

#define CAL_TYPE_THRESHOLD_MODE (cal_threshold_mode_get_type ())
#define CAL_TYPE_BELOW_THRESHOLD (cal_below_threshold_get_type ())
#define CAL_TYPE_LABEL_STYLE (cal_label_style_get_type ())
#define CAL_TYPE_INTERPOLATION (cal_interpolation_get_type ())
GType cal_threshold_mode_get_type (void);
GType cal_below_threshold_get_type (void);
GType cal_label_style_get_type (void);
GType cal_interpolation_get_type (void);

#define CAL_TYPE_DISPLAY (cal_display_get_type ())
G_DECLARE_FINAL_TYPE (CalDisplay, cal_display, CAL, DISPLAY, GObject)

/**
 * CalDisplayState:
 *
 * Every property at once, for those who draw. The two "_by" fields are ids of other layers, or
 * NULL; they belong to the display.
 *
 * @opacity_by: a layer whose value scales the opacity: 0 at opacity_by_low, 1 at opacity_by_high
 * @on_cortex: whether a volume is also sampled onto the cortex; maps of the cortex always are on it
 * @threshold_by: a layer whose value, not this one's, is compared with the threshold
 */
typedef struct {
  gboolean visible;
  double opacity;
  const CalColormap *colormap;
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
gboolean cal_display_shows (const CalDisplayState *state, double compared);
void cal_display_get_rgb (const CalDisplayState *state, double value, float rgb[3]);

G_END_DECLS
