/* default-display.c - the first look of a layer, from what its values are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/default-display.h"

#include <math.h>
#include <string.h>

/* More names than these cover the brain and each other. */
#define MOST_NAMES 60

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
is_score (const char *statistic, const char *name)
{
  static const char *const words[] = {"ceiling", "explained", "correlation", "accuracy",
                                      "score",   "r2",        "r²",          NULL};

  /* "lh_val_corr", but not "corrThickness". */
  return g_strcmp0 (statistic, "r") == 0 || g_strcmp0 (name, "r") == 0 ||
         g_str_has_suffix (name, "_corr") || says (statistic, words) || says (name, words);
}

/* What is called an angle or a phase is one turn: in degrees or radians, from zero up or around it.
 * A unit of degrees alone says nothing: eccentricities have it too. */
static gboolean
find_turn (CalLayer *layer, const CalSummary *summary, double *low, double *high)
{
  static const char *const words[] = {"angle", "phase", NULL};
  static const char *const others[] = {"triangle", "rectangle", NULL};
  static const char *const radians[] = {"rad", NULL};
  gboolean in_radians =
      says (cal_layer_get_unit (layer), radians) ||
      (cal_layer_get_unit (layer) == NULL && summary->max <= 6.3 && summary->min >= -3.2);
  double turn = in_radians ? 2.0 * G_PI : 360.0, slack = 1e-5 * turn;

  if (!says (cal_layer_get_statistic (layer), words) &&
      (!says (cal_layer_get_name (layer), words) || says (cal_layer_get_name (layer), others)))
    return FALSE;
  *low = summary->min < 0.0 ? -0.5 * turn : 0.0;
  *high = *low + turn;
  return summary->n_finite > 0 && summary->min >= *low - slack && summary->max <= *high + slack;
}

/* How many of a place's captions match a search: from none to all. */
static gboolean
is_share_of_captions (CalLayer *layer)
{
  return g_strcmp0 (cal_layer_get_statistic (layer), "share of captions") == 0;
}

static CalDataRank
rank_volume (CalVolume *volume, const CalSummary *summary)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  static const char *const words[] = {"mask", NULL};

  if (desc->labels != NULL)
    return CAL_RANK_REGIONS;
  if (desc->n_frames > 1 || desc->frames_in_file > 1)
    return CAL_RANK_SERIES;
  if (desc->statistic != NULL || desc->inside != NULL)
    return CAL_RANK_STATISTIC_VOLUME;
  if (says (desc->name, words))
    return CAL_RANK_MASK;
  if (summary->min >= 0.0 && summary->max <= 1.0)
    return CAL_RANK_MASK;
  return summary->percentile_1 < 0.0 && summary->percentile_99 >= 0.0 ? CAL_RANK_STATISTIC_VOLUME
                                                                      : CAL_RANK_ANATOMY;
}

/**
 * cal_data_summarise:
 * @data: a #CalVolume or #CalMap
 *
 * Looks at every value of the first frame: call it from a job.
 *
 * Returns: the range of the first frame
 */
CalSummary
cal_data_summarise (GObject *data)
{
  return CAL_IS_VOLUME (data) ? cal_summary_of_volume (CAL_VOLUME (data), 0)
                              : cal_summary_of_map (CAL_MAP (data), 0);
}

/**
 * cal_data_rank:
 * @data: a #CalVolume or #CalMap
 * @summary: of its first frame
 *
 * Only which layers are shown at first, and in which order, depends on it.
 *
 * Returns: what the data most likely are
 */
CalDataRank
cal_data_rank (GObject *data, const CalSummary *summary)
{
  static const char *const ceilings[] = {"ceiling", NULL};
  static const char *const shapes[] = {"sulc", "thick", "area", "curv", "volume", NULL};
  const CalMapDesc *desc;

  if (CAL_IS_VOLUME (data))
    return rank_volume (CAL_VOLUME (data), summary);
  desc = cal_map_get_desc (CAL_MAP (data));
  if (desc->labels != NULL)
    return CAL_RANK_REGIONS;
  if (says (desc->statistic, ceilings) || says (desc->name, ceilings))
    return CAL_RANK_CEILING;
  if (is_score (desc->statistic, desc->name))
    return CAL_RANK_SCORE;
  return desc->statistic == NULL && says (desc->name, shapes) ? CAL_RANK_MORPHOMETRY
                                                              : CAL_RANK_OTHER_MAP;
}

/* What would hide what lies under it where it says nothing. */
static gboolean
is_thresholded (CalLayer *layer, const CalSummary *summary, gboolean lies_on_anatomy)
{
  CalDataRank rank = cal_data_rank (cal_layer_get_data (layer), summary);

  return lies_on_anatomy || rank == CAL_RANK_SCORE || rank == CAL_RANK_CEILING;
}

/* To one digit: a threshold that was not measured should not look as if it was. */
static double
round_down (double value)
{
  double unit = value != 0.0 ? pow (10.0, floor (log10 (fabs (value)))) : 1.0;

  return floor (value / unit) * unit;
}

/**
 * cal_layer_pick_display:
 * @summary: of the first frame
 * @is_backdrop: whether other layers will lie on this one (the anatomy)
 *
 * The window is the 1st to the 99th percentile of the finite values, from zero for scores,
 * symmetric around zero for signed values and for those that only go below it, from none to all for
 * shares of captions, one turn for angles; one value that is everywhere is the last colour. Scores,
 * statistics, and volumes that lie over another, are first shown above about a seventh of their
 * window, so that sulci and anatomy are seen around them; no angle is less than another. Names are
 * written on regions where these are few enough to be read; labels that are a result (winner, best
 * layer, cluster: they have a statistic) fill the places instead, and the legend names them.
 * Everything can be seen in the panel, and changed there.
 */
void
cal_layer_pick_display (CalLayer *layer, const CalSummary *summary, gboolean is_backdrop)
{
  CalDisplay *display = cal_layer_get_display (layer);
  CalVolume *volume = cal_layer_get_volume (layer);
  double low = summary->percentile_1, high = summary->percentile_99;
  const char *colormap = "inferno";
  double turn[2];
  gboolean is_signed, is_turn;

  if (cal_layer_get_labels (layer) != NULL) {
    gboolean is_result = cal_layer_get_statistic (layer) != NULL;

    g_object_set (
        display, "label-style", is_result ? CAL_LABELS_FILLED : CAL_LABELS_OUTLINED, "label-names",
        !is_result && cal_labels_get_n (cal_layer_get_labels (layer)) <= MOST_NAMES, NULL);
    return;
  }
  if (summary->n_finite == 0)
    low = 0.0, high = 1.0;
  if (low == high)
    low = summary->min, high = summary->max;
  if (low == high)
    low = MIN (low, 0.0), high = low < 0.0 ? 0.0 : (high > 0.0 ? high : 1.0);
  is_signed = low < 0.0 && high >= 0.0 && -low > 0.02 * high;
  is_turn = find_turn (layer, summary, &turn[0], &turn[1]);
  if (is_turn) {
    low = turn[0];
    high = turn[1];
    is_signed = FALSE;
    colormap = "hsv";
  } else if (is_share_of_captions (layer)) {
    colormap = "aqua";
    low = 0.0;
    high = 1.0;
    is_signed = FALSE;
  } else if (is_score (cal_layer_get_statistic (layer), cal_layer_get_name (layer)) && high > 0.0) {
    low = 0.0;
    is_signed = FALSE;
  } else if (is_backdrop) {
    colormap = "gray";
    low = is_signed ? low : MIN (low, MAX (summary->min, 0.0));
  } else if (is_signed) {
    high = MAX (fabs (low), fabs (high));
    low = -high;
    colormap = "blue-red";
  }
  g_object_set (display, "colormap", colormap, "interpolation",
                volume != NULL && is_backdrop ? CAL_LINEAR : CAL_NEAREST, NULL);
  cal_display_set_window (display, low, high);
  if (is_share_of_captions (layer))
    g_object_set (display, "threshold-mode", CAL_THRESHOLD_ABOVE, "threshold", 0.01, NULL);
  else if (!is_turn && is_thresholded (layer, summary, volume != NULL && !is_backdrop))
    g_object_set (display, "threshold-mode",
                  is_signed ? CAL_THRESHOLD_MAGNITUDE : CAL_THRESHOLD_ABOVE, "threshold",
                  round_down (is_signed ? 0.15 * high : low + 0.15 * (high - low)), NULL);
}
