/* default-display.c - the first look of a layer, from what its values are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/default-display.h"

#include <math.h>
#include <string.h>

#include "analysis/summary.h"

static gboolean
says (const char *text, const char *const *words)
{
  g_autofree char *lower = text != NULL ? g_utf8_strdown (text, -1) : NULL;

  for (; lower != NULL && *words != NULL; words++)
    if (strstr (lower, *words) != NULL)
      return TRUE;
  return FALSE;
}

/* Values that go from nothing to good: they are read from zero up. */
static gboolean
is_score (CalLayer *layer)
{
  static const char *const words[] = {"ceiling", "explained", "correlation", "accuracy",
                                      "score",   "r2",        "r²",          NULL};
  const char *statistic = cal_layer_get_statistic (layer);

  return g_strcmp0 (statistic, "r") == 0 || says (statistic, words) ||
         says (cal_layer_get_name (layer), words);
}

static gboolean
is_angle (CalLayer *layer, const CalSummary *summary)
{
  static const char *const words[] = {"angle", NULL};

  return summary->min >= 0.0 && summary->max <= 360.0 && summary->max > 6.3 &&
         (says (cal_layer_get_statistic (layer), words) ||
          says (cal_layer_get_name (layer), words));
}

/**
 * cal_layer_pick_display:
 * @is_backdrop: whether other layers will lie on this one (the anatomy)
 *
 * The window is the 1st to the 99th percentile of the finite values, from zero for scores,
 * symmetric around zero for signed values. A volume that lies over another is first shown above a
 * fifth of its window. Everything can be seen in the panel, and changed there.
 */
void
cal_layer_pick_display (CalLayer *layer, gboolean is_backdrop)
{
  CalDisplay *display = cal_layer_get_display (layer);
  CalVolume *volume = cal_layer_get_volume (layer);
  CalSummary summary = volume != NULL ? cal_summary_of_volume (volume, 0)
                                      : cal_summary_of_map (cal_layer_get_map (layer), 0);
  double low = summary.percentile_1, high = summary.percentile_99;
  const char *colormap = "inferno";
  gboolean is_signed;

  if (cal_layer_get_labels (layer) != NULL) {
    g_object_set (display, "label-style", CAL_LABELS_OUTLINED, NULL);
    return;
  }
  if (summary.n_finite == 0)
    low = 0.0, high = 1.0;
  if (low == high)
    low = summary.min, high = summary.max;
  if (low == high)
    high = low + 1.0;
  is_signed = low < 0.0 && high > 0.0 && -low > 0.02 * high;
  if (is_angle (layer, &summary)) {
    low = 0.0;
    high = 360.0;
    colormap = "hsv";
  } else if (is_score (layer) && high > 0.0) {
    low = 0.0;
  } else if (is_backdrop) {
    colormap = "gray";
    low = is_signed ? low : MIN (low, MAX (summary.min, 0.0));
  } else if (is_signed) {
    high = MAX (fabs (low), fabs (high));
    low = -high;
    colormap = "blue-red";
  }
  g_object_set (display, "colormap", colormap, "interpolation",
                volume != NULL && is_backdrop ? CAL_LINEAR : CAL_NEAREST, NULL);
  cal_display_set_window (display, low, high);
  if (volume != NULL && !is_backdrop)
    g_object_set (display, "threshold-mode",
                  is_signed ? CAL_THRESHOLD_MAGNITUDE : CAL_THRESHOLD_ABOVE, "threshold",
                  is_signed ? 0.2 * high : low + 0.2 * (high - low), NULL);
}
