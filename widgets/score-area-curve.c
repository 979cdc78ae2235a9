/* score-area-curve.c - the picked place and region along the frames of a series: layers, numbers of
 * training pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/labels.h"
#include "model/number.h"
#include "widgets/score-area-private.h"

/* Numbers that span so much are on a logarithmic axis at first. */
#define LOG_RATIO 20.0

/**
 * cal_score_area_list_series:
 *
 * Returns: (transfer full) (element-type CalSeries): those whose frames are conditions
 */
GPtrArray *
cal_score_area_list_series (CalScoreArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_series (self->encoding);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint n = 0; n < all->len; n++)
    if (cal_series_get_desc (all->pdata[n])->axis == CAL_AXIS_CONDITIONS)
      g_ptr_array_add (found, g_object_ref (all->pdata[n]));
  return found;
}

static void
find_positions (CalScoreArea *self)
{
  const CalSeriesDesc *desc = cal_series_get_desc (self->series);
  double low = INFINITY, high = -INFINITY;

  g_free (self->positions);
  g_free (self->frame_names);
  self->positions = g_new (double, MAX (desc->n_frames, 1));
  self->frame_names = g_new0 (const char *, desc->n_frames + 1);
  self->has_numbers = cal_score_curve_find_positions (self->series, self->positions);
  for (gsize f = 0; f < desc->n_frames; f++) {
    self->frame_names[f] = desc->frame_ids != NULL ? cal_text_array_get (desc->frame_ids, f) : NULL;
    low = fmin (low, self->positions[f]);
    high = fmax (high, self->positions[f]);
  }
  self->can_be_log = self->has_numbers && low > 0.0;
  self->is_log_x = self->can_be_log && high / low >= LOG_RATIO;
}

/**
 * cal_score_area_set_series:
 * @series: (nullable): along whose frames the curve goes
 */
void
cal_score_area_set_series (CalScoreArea *self, CalSeries *series)
{
  if (self->series == series)
    return;
  g_set_object (&self->series, series);
  g_clear_object (&self->curve);
  g_clear_pointer (&self->region_rows, g_array_unref);
  if (series != NULL)
    find_positions (self);
  cal_score_area_show_controls (self);
  if (self->chart == CAL_SCORE_CHART_CURVE)
    cal_score_area_read (self);
}

/**
 * cal_score_area_check_series:
 *
 * Series come and go: the first is shown unless the person chose another.
 */
void
cal_score_area_check_series (CalScoreArea *self)
{
  g_autoptr (GPtrArray) all = cal_score_area_list_series (self);

  if (self->series == NULL || !g_ptr_array_find (all, self->series, NULL))
    cal_score_area_set_series (self, all->len > 0 ? all->pdata[0] : NULL);
  cal_score_area_show_controls (self);
}

/* Looking for them takes a while: only for another region. */
static GArray *
get_region_rows (CalScoreArea *self)
{
  const char *region = cal_selection_get_region (cal_encoding_scene_get_selection (self->encoding));

  if (self->region_rows == NULL || g_strcmp0 (region, self->region) != 0) {
    g_clear_pointer (&self->region_rows, g_array_unref);
    g_free (self->region);
    self->region = g_strdup (region);
    self->region_rows =
        region != NULL ? cal_encoding_scene_find_region_rows (
                             self->encoding, cal_series_get_desc (self->series)->places, region)
                       : g_array_new (FALSE, FALSE, sizeof (guint32));
  }
  return self->region_rows;
}

/**
 * cal_score_area_read_curve:
 *
 * Reads the curve of the place at the cursor, and of the selected region.
 */
void
cal_score_area_read_curve (CalScoreArea *self)
{
  g_autoptr (GArray) place = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *region;
  gsize row;

  if (self->series == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (cal_encoding_scene_find_row (self->encoding, cal_series_get_desc (self->series)->places,
                                   &row)) {
    guint32 found = (guint32) row;

    g_array_append_val (place, found);
    g_free (self->place_name);
    self->place_name = cal_places_dup_name (cal_series_get_desc (self->series)->places, row);
  }
  region = get_region_rows (self);
  if (place->len + region->len == 0) {
    cal_latest_job_cancel (self->jobs);
    g_clear_object (&self->curve);
    cal_score_area_show (self);
    return;
  }
  cal_latest_job_start (self->jobs, cal_score_curve_job_new (self->series, place, region),
                        CAL_LATEST_FOLLOW);
}

/**
 * cal_score_area_take_curve:
 *
 * Shows what was read.
 */
void
cal_score_area_take_curve (CalScoreArea *self, CalScoreCurve *curve)
{
  if (cal_score_curve_get_series (curve) != self->series)
    return;
  g_set_object (&self->curve, curve);
  cal_score_area_show (self);
}

/**
 * cal_score_area_fill_curve:
 * @curves: (out caller-allocates): two of them
 * @names: (out caller-allocates): their names, to be freed
 * @plot: (out caller-allocates): there must be a curve
 */
void
cal_score_area_fill_curve (CalScoreArea *self,
                           double width,
                           double height,
                           CalCurve curves[2],
                           char *names[2],
                           CalCurvePlot *plot)
{
  const CalSeriesDesc *desc = cal_series_get_desc (self->series);
  const CalScoreCurveFigures *region = cal_score_curve_get_region (self->curve);
  const CalScoreCurveFigures *place = cal_score_curve_get_place (self->curve);
  guint n = 0;

  names[0] = names[1] = NULL;
  if (region->n_frames > 0) {
    names[n] =
        g_strdup_printf ("%s, mean ± standard error of %u %s", self->region, self->region_rows->len,
                         cal_places_is_on_cortex (desc->places) ? "vertices" : "voxels");
    curves[n++] = (CalCurve){NULL, region->means, region->errors, {0}};
  }
  if (place->n_frames > 0) {
    names[n] = g_strdup (self->place_name);
    curves[n++] = (CalCurve){NULL, place->means, NULL, {0}};
  }
  for (guint c = 0; c < n; c++) {
    float rgba[4];

    curves[c].name = names[c];
    cal_labels_pick_colour (c == 0 && region->n_frames > 0 ? 0 : 1, rgba);
    for (int k = 0; k < 3; k++)
      curves[c].rgb[k] = (double) rgba[k];
  }
  *plot = (CalCurvePlot){.n_points = desc->n_frames,
                         .positions = self->positions,
                         .names = self->has_numbers || desc->frame_ids == NULL ? NULL
                                                                               : self->frame_names,
                         .is_log = self->is_log_x && self->can_be_log,
                         .curves = curves,
                         .n_curves = n,
                         .hovered = self->hovered,
                         .x_title = desc->name,
                         .y_title = desc->statistic,
                         .box = {16.0, 8.0, fmax (width - 32.0, 64.0), fmax (height - 16.0, 48.0)},
                         .ink = cal_plot_area_get_ink (),
                         .scale = 1.0};
}

/**
 * cal_score_area_draw_curve:
 *
 * There must be a curve.
 */
void
cal_score_area_draw_curve (CalScoreArea *self, cairo_t *cr, double width, double height)
{
  CalCurvePlot plot;
  CalCurve curves[2];
  char *names[2];

  cal_score_area_fill_curve (self, width, height, curves, names, &plot);
  cal_curve_plot_draw (cr, &plot);
  g_free (names[0]);
  g_free (names[1]);
}

/**
 * cal_score_area_pick_frame:
 *
 * Returns: the frame at a place of the canvas; -1 for none
 */
gint
cal_score_area_pick_frame (CalScoreArea *self, double x, double y)
{
  CalCurvePlot plot;
  CalCurve curves[2];
  char *names[2];

  cal_score_area_fill_curve (self, gtk_widget_get_width (self->canvas),
                             gtk_widget_get_height (self->canvas), curves, names, &plot);
  g_free (names[0]);
  g_free (names[1]);
  return (gint) cal_curve_plot_pick (&plot, x, y);
}

static gsize
find_best (const CalScoreCurveFigures *figures)
{
  gsize best = 0;

  for (gsize f = 1; f < figures->n_frames; f++)
    if (figures->means[f] > figures->means[best] || isnan (figures->means[best]))
      best = f;
  return best;
}

static void
add_value (GString *text, const char *name, const CalScoreCurveFigures *figures, gsize frame)
{
  g_autofree char *mean = cal_number_format (figures->means[frame]);
  g_autofree char *error = cal_number_format (figures->errors[frame]);

  g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", name, mean);
  if (figures->counts[frame] > 1)
    g_string_append_printf (text, " ± %s (n %" G_GSIZE_FORMAT ")", error, figures->counts[frame]);
}

/**
 * cal_score_area_dup_curve_note:
 *
 * Returns: (transfer full): the values under the pointer, or where the curve is highest
 */
char *
cal_score_area_dup_curve_note (CalScoreArea *self)
{
  const CalScoreCurveFigures *figures[2] = {cal_score_curve_get_region (self->curve),
                                            cal_score_curve_get_place (self->curve)};
  const char *names[2] = {self->region, self->place_name};
  g_autoptr (GString) text = g_string_new (NULL);

  for (int c = 0; c < 2; c++) {
    gsize frame = self->hovered >= 0 ? (gsize) self->hovered : find_best (figures[c]);
    g_autofree char *at = NULL, *name = NULL;

    if (figures[c]->n_frames == 0 || frame >= figures[c]->n_frames)
      continue;
    at = self->frame_names[frame] != NULL ? g_strdup (self->frame_names[frame])
                                          : g_strdup_printf ("%" G_GSIZE_FORMAT, frame + 1);
    name = g_strdup_printf (self->hovered >= 0 ? "%s at %s:" : "%s: most at %s,", names[c], at);
    add_value (text, name, figures[c], frame);
  }
  return g_strdup (text->str);
}

/**
 * cal_score_area_start_preference:
 *
 * Finds which frame is largest at each place, to show it on the brain.
 */
void
cal_score_area_start_preference (CalScoreArea *self)
{
  if (self->series != NULL)
    cal_latest_job_start (self->preferences, cal_score_preference_job_new (self->series),
                          CAL_LATEST_CANCEL);
}

/**
 * cal_score_area_take_preference:
 *
 * Shows it.
 */
void
cal_score_area_take_preference (CalScoreArea *self, CalScorePreference *preference)
{
  const CalSeriesDesc *desc = cal_series_get_desc (cal_score_preference_get_series (preference));
  g_autofree char *name = g_strdup_printf ("%s: largest", desc->name);
  g_autofree char *note = cal_score_preference_dup_note (preference);
  g_autoptr (GError) error = NULL;
  const CalPaint paint = {.name = name,
                          .values = cal_score_preference_get_keys (preference),
                          .labels = cal_score_preference_get_labels (preference)};

  if (!cal_encoding_scene_paint (self->encoding, CAL_SCORE_PREFERENCE_KEY, desc->places, &paint,
                                 &error))
    cal_plot_area_set_note (self->plot, error->message);
  else
    cal_plot_area_set_note (self->plot, note);
}
