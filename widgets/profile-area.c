/* profile-area.c - the profile of the place or region at the cursor.
 *
 * profile-area-controls.c has its controls, profile-area-input.c pointer and keys, profile.c the
 * numbers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/profile-area.h"

#include <math.h>

#include "model/number.h"
#include "render/scene/readout.h"
#include "render/vector/profile-plot.h"
#include "widgets/accessible.h"
#include "widgets/profile-area-private.h"

#define MARGIN_PX 16.0
#define PAINT_KEY "contrast"

static void cal_profile_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalProfileArea,
                               cal_profile_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_profile_area_view_init))

static guint
count_bars (CalProfileArea *self)
{
  return self->profile != NULL ? cal_profile_get_n (self->profile) : 0;
}

static char *
dup_axis_title (CalProfileArea *self)
{
  const CalSeriesDesc *desc = cal_series_get_desc (self->series);
  const char *what = desc->statistic != NULL              ? desc->statistic
                     : desc->role == CAL_SERIES_WEIGHTS   ? "weight"
                     : desc->role == CAL_SERIES_PREDICTED ? "predicted response"
                                                          : "response";

  gboolean has_unit = desc->unit != NULL && g_strcmp0 (desc->unit, what) != 0;

  return g_strdup_printf ("%s%s%s%s%s", what, has_unit ? " (" : "", has_unit ? desc->unit : "",
                          has_unit ? ")" : "",
                          self->counts != NULL ? ", mean ± standard error" : "");
}

/**
 * cal_profile_area_fill_chart:
 * @title: (nullable): of the axis
 * @chart: (out caller-allocates): the bars as they are now; there must be some
 */
void
cal_profile_area_fill_chart (
    CalProfileArea *self, double width, double height, const char *title, CalBarChart *chart)
{
  guint n = count_bars (self);

  *chart = (CalBarChart){
      .n = n,
      .names = (const char *const *) self->bars->names,
      .values = self->values,
      .errors = self->errors,
      .counts = self->counts,
      .order = self->order,
      .first = self->first,
      .picked = self->hovered,
      .title = title,
      .box = {MARGIN_PX, MARGIN_PX, fmax (width - 2.0 * MARGIN_PX, 64.0),
              fmax (height - 2.0 * MARGIN_PX, 64.0)},
      .ink = cal_plot_area_get_ink (),
      .scale = 1.0,
  };
}

static void
draw (CalProfileArea *self, cairo_t *cr, double width, double height)
{
  g_autofree char *title = NULL;
  CalBarChart chart;

  cal_ink_set (cr, cal_plot_area_get_ink ()->background);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  if (count_bars (self) == 0)
    return;
  title = dup_axis_title (self);
  cal_profile_area_fill_chart (self, width, height, title, &chart);
  cal_bar_chart_draw (cr, &chart);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  draw (data, cr, width, height);
}

static void
describe (CalProfileArea *self)
{
  g_autoptr (GString) text = g_string_new (self->where);

  for (guint b = 0; b < MIN (count_bars (self), 5); b++) {
    g_autofree char *value = cal_number_format (self->values[self->order[b]]);

    g_string_append_printf (text, "%s%s %s", b == 0 ? ": " : ", ",
                            self->bars->names[self->order[b]], value);
  }
  cal_plot_area_describe (self->plot, text->str);
}

/* Why there are no bars; FALSE if there are, or will be. */
static gboolean
explain (CalProfileArea *self)
{
  g_autofree char *text = NULL;

  if (self->series == NULL) {
    cal_plot_area_set_message (
        self->plot, "No profile",
        "This view shows what a place gives for each feature, condition or category. Open weights "
        "over features, or responses to stimuli: a bundle, an Algonauts subject, NSD betas, a map "
        "of many frames.");
    return TRUE;
  }
  if (self->rows != NULL && self->rows->len > 0) {
    cal_plot_area_set_message (self->plot, NULL, NULL);
    return FALSE;
  }
  text = g_strdup_printf ("“%s” has %" G_GSIZE_FORMAT " places. Click one of them%s.",
                          cal_series_get_desc (self->series)->name,
                          cal_places_get_n_rows (cal_series_get_desc (self->series)->places),
                          self->of == CAL_PROFILE_OF_REGION ? ", in a region" : "");
  cal_plot_area_set_message (
      self->plot,
      self->of == CAL_PROFILE_OF_REGION ? "No values in a region here" : "No values here", text);
  return TRUE;
}

/**
 * cal_profile_area_show:
 *
 * Draws what there is, or says what is missing.
 */
void
cal_profile_area_show (CalProfileArea *self)
{
  if (!explain (self) && self->profile != NULL)
    describe (self);
  cal_plot_area_set_note (self->plot, self->note);
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

/**
 * cal_profile_area_sort:
 *
 * Orders the bars as the person wants them.
 */
void
cal_profile_area_sort (CalProfileArea *self)
{
  g_free (self->order);
  self->order = cal_profile_plot_dup_order (self->values, count_bars (self), self->is_by_value);
  self->first = MIN (self->first, MAX (count_bars (self), 1) - 1);
}

static void
forget (CalProfileArea *self)
{
  g_clear_object (&self->profile);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->errors, g_free);
  g_clear_pointer (&self->counts, g_free);
  g_clear_pointer (&self->order, g_free);
}

static void
done_cb (CalProfileArea *self, GObject *result)
{
  const CalGroupMean *means = cal_profile_get_means (CAL_PROFILE (result));
  guint n = cal_profile_get_n (CAL_PROFILE (result));
  gboolean has_many = FALSE;

  if (self->bars == NULL || n != self->bars->n)
    return;
  forget (self);
  self->profile = CAL_PROFILE (g_object_ref (result));
  self->values = g_new (double, n);
  self->errors = g_new (double, n);
  self->counts = g_new (gsize, n);
  for (guint b = 0; b < n; b++) {
    self->values[b] = means[b].mean;
    self->errors[b] = means[b].standard_error;
    self->counts[b] = means[b].n;
    has_many |= means[b].n > 1;
  }
  if (!has_many)
    g_clear_pointer (&self->counts, g_free);
  cal_profile_area_sort (self);
  cal_profile_area_show (self);
}

static void
failed_cb (CalProfileArea *self, GError *error)
{
  cal_plot_area_set_note (self->plot, error->message);
}

/* The rows whose profile is shown, and what they are called. */
static void
find_rows (CalProfileArea *self)
{
  CalPlaces *places = cal_series_get_desc (self->series)->places;
  const char *region = cal_selection_get_region (cal_encoding_scene_get_selection (self->encoding));
  gboolean of_region = self->of == CAL_PROFILE_OF_REGION;

  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self->where);
  self->rows = cal_encoding_scene_find_rows (self->encoding, places, of_region);
  self->where = of_region
                    ? g_strdup_printf ("%s, mean of %u %s", region != NULL ? region : "no region",
                                       self->rows->len,
                                       cal_places_is_on_cortex (places) ? "vertices" : "voxels")
                    : cal_readout_dup_place (cal_encoding_scene_get_scene (self->encoding));
}

/**
 * cal_profile_area_read:
 *
 * Reads the profile anew: of another place, of other bars.
 */
void
cal_profile_area_read (CalProfileArea *self)
{
  if (self->series == NULL) {
    forget (self);
    cal_profile_area_show (self);
    return;
  }
  find_rows (self);
  if (self->bars == NULL)
    self->bars = cal_profile_bars_new (
        self->series, cal_encoding_scene_get_rdm_scene (self->encoding), self->column);
  if (self->rows->len == 0) {
    cal_latest_job_cancel (self->jobs);
    forget (self);
    cal_profile_area_show (self);
  } else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    cal_latest_job_start (self->jobs, cal_profile_job_new (self->series, self->bars, self->rows),
                          CAL_LATEST_FOLLOW);
}

/* Series whose frames are no course in time have a profile. */
static gboolean
has_profile (CalSeries *series)
{
  return cal_series_get_desc (series)->axis != CAL_AXIS_TIME;
}

static void
encoding_cb (CalProfileArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_series (self->encoding);
  CalSeries *first = NULL;

  for (guint n = 0; n < all->len; n++) {
    if (all->pdata[n] == (gpointer) self->series) {
      cal_profile_area_show_controls (self);
      return;
    }
    if (first == NULL && has_profile (all->pdata[n]))
      first = all->pdata[n];
  }
  cal_profile_area_set_series (self, first);
}

/* What is known of the stimuli may group the bars anew. */
static void
stimuli_cb (CalProfileArea *self)
{
  g_clear_pointer (&self->bars, cal_profile_bars_free);
  forget (self);
  cal_profile_area_show_controls (self);
  cal_profile_area_read (self);
}

static void
contrast_done_cb (CalProfileArea *self, GObject *result)
{
  CalContrastMap *map = CAL_CONTRAST_MAP (result);
  g_autoptr (GError) error = NULL;
  const CalPaint paint = {.name = cal_contrast_map_get_name (map),
                          .values = cal_contrast_map_get_values (map),
                          .statistic = cal_contrast_map_get_statistic (map)};
  double threshold = cal_contrast_map_get_threshold (map);
  CalLayer *layer;

  if (!cal_encoding_scene_paint (self->encoding, PAINT_KEY,
                                 cal_series_get_desc (cal_contrast_map_get_series (map))->places,
                                 &paint, &error)) {
    cal_plot_area_set_note (self->plot, error->message);
    return;
  }
  layer = cal_encoding_scene_get_painted (self->encoding, PAINT_KEY);
  if (layer != NULL && isfinite (threshold))
    g_object_set (cal_layer_get_display (layer), "threshold-mode", CAL_THRESHOLD_MAGNITUDE,
                  "threshold", threshold, NULL);
  g_free (self->note);
  self->note = cal_contrast_map_dup_note (map);
  cal_profile_area_show (self);
}

/**
 * cal_profile_area_contrast:
 * @preferred: a bar's name
 * @other: (nullable): another's; NULL for all others
 *
 * Compares the two at every place and paints the map on the brain.
 */
void
cal_profile_area_contrast (CalProfileArea *self, const char *preferred, const char *other)
{
  g_autofree char *name = g_strdup_printf ("%s > %s", preferred, other != NULL ? other : "others");
  CalContrastRequest request = {self->series,
                                self->bars->groups,
                                CAL_NO_GROUP,
                                CAL_NO_GROUP,
                                (CalContrastMeasure) gtk_drop_down_get_selected (self->measure),
                                gtk_spin_button_get_value (self->level),
                                name};

  for (guint b = 0; b < self->bars->n; b++) {
    if (g_str_equal (self->bars->names[b], preferred))
      request.preferred = b;
    if (g_strcmp0 (self->bars->names[b], other) == 0)
      request.other = b;
  }
  g_return_if_fail (request.preferred != CAL_NO_GROUP);
  cal_latest_job_start (self->contrasts, cal_contrast_map_job_new (&request), CAL_LATEST_CANCEL);
}

/**
 * cal_profile_area_set_series:
 * @series: (nullable): one of the scene's
 */
void
cal_profile_area_set_series (CalProfileArea *self, CalSeries *series)
{
  g_auto (GStrv) columns = NULL;

  g_set_object (&self->series, series);
  g_clear_pointer (&self->bars, cal_profile_bars_free);
  g_clear_pointer (&self->column, g_free);
  g_clear_pointer (&self->note, g_free);
  forget (self);
  if (series != NULL) {
    columns = cal_profile_dup_columns (series, cal_encoding_scene_get_rdm_scene (self->encoding));
    self->column = g_strdup (columns[0]);
  }
  cal_profile_area_show_controls (self);
  cal_profile_area_read (self);
}

/**
 * cal_profile_area_set_column:
 * @column: (nullable): of the stimuli's table, whose values are the bars; NULL for a bar a frame
 */
void
cal_profile_area_set_column (CalProfileArea *self, const char *column)
{
  if (g_strcmp0 (self->column, column) == 0)
    return;
  g_free (self->column);
  self->column = g_strdup (column);
  stimuli_cb (self);
}

/**
 * cal_profile_area_get_bar:
 * @name: of a bar
 * @value: (out)
 * @x: (out): in the canvas: in its row
 * @y: (out)
 *
 * Returns: whether it is drawn
 */
gboolean
cal_profile_area_get_bar (
    CalProfileArea *self, const char *name, double *value, double *x, double *y)
{
  CalBarChart chart;

  if (count_bars (self) == 0)
    return FALSE;
  cal_profile_area_fill_chart (self, gtk_widget_get_width (self->canvas),
                               gtk_widget_get_height (self->canvas), NULL, &chart);
  for (guint shown = 0; shown < cal_bar_chart_count_rows (&chart); shown++) {
    guint bar = self->order[self->first + shown];

    if (g_str_equal (self->bars->names[bar], name)) {
      *value = self->values[bar];
      cal_bar_chart_get_row (&chart, shown, x, y);
      return TRUE;
    }
  }
  return FALSE;
}

static char *
cal_profile_area_dup_title (CalView *view)
{
  CalProfileArea *self = CAL_PROFILE_AREA (view);

  if (self->series == NULL)
    return g_strdup ("Profile");
  if (self->rows == NULL || self->rows->len == 0)
    return g_strdup_printf ("Profile · %s", cal_series_get_desc (self->series)->name);
  return g_strdup_printf ("Profile · %s · %s", cal_series_get_desc (self->series)->name,
                          self->where);
}

static void
cal_profile_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalProfileArea *self = CAL_PROFILE_AREA (view);
  gint hovered = self->hovered;

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  self->hovered = -1;
  draw (self, cr, width, height);
  self->hovered = hovered;
}

static GtkWidget *
cal_profile_area_get_controls (CalView *view)
{
  return CAL_PROFILE_AREA (view)->controls;
}

static JsonNode *
cal_profile_area_dup_state (CalView *view)
{
  CalProfileArea *self = CAL_PROFILE_AREA (view);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "region");
  json_builder_add_boolean_value (builder, self->of == CAL_PROFILE_OF_REGION);
  json_builder_set_member_name (builder, "by-value");
  json_builder_add_boolean_value (builder, self->is_by_value);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
cal_profile_area_set_state (CalView *view, JsonNode *state)
{
  CalProfileArea *self = CAL_PROFILE_AREA (view);
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (state))
    return;
  object = json_node_get_object (state);
  gtk_drop_down_set_selected (self->of_choice,
                              json_object_get_boolean_member_with_default (object, "region", FALSE)
                                  ? CAL_PROFILE_OF_REGION
                                  : CAL_PROFILE_OF_PLACE);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (self->sort),
      json_object_get_boolean_member_with_default (object, "by-value", TRUE));
}

static void
cal_profile_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_profile_area_dup_title;
  iface->draw = cal_profile_area_draw_figure;
  iface->get_controls = cal_profile_area_get_controls;
  iface->dup_state = cal_profile_area_dup_state;
  iface->set_state = cal_profile_area_set_state;
}

static void
cal_profile_area_dispose (GObject *object)
{
  CalProfileArea *self = CAL_PROFILE_AREA (object);

  if (self->jobs != NULL) {
    CalScene *scene = cal_encoding_scene_get_scene (self->encoding);

    g_signal_handlers_disconnect_by_data (self->jobs, self);
    g_signal_handlers_disconnect_by_data (self->contrasts, self);
    cal_latest_job_cancel (self->jobs);
    cal_latest_job_cancel (self->contrasts);
    g_signal_handlers_disconnect_by_data (self->encoding, self);
    g_signal_handlers_disconnect_by_data (cal_encoding_scene_get_selection (self->encoding), self);
    g_signal_handlers_disconnect_by_data (cal_encoding_scene_get_rdm_scene (self->encoding), self);
    g_signal_handlers_disconnect_by_data (cal_scene_get_cursor (scene), self);
    cal_profile_area_stop_controls (self);
  }
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->plot));
  self->plot = NULL;
  g_clear_object (&self->controls);
  g_clear_object (&self->jobs);
  g_clear_object (&self->contrasts);
  g_clear_object (&self->series);
  g_clear_object (&self->encoding);
  G_OBJECT_CLASS (cal_profile_area_parent_class)->dispose (object);
}

static void
cal_profile_area_finalize (GObject *object)
{
  CalProfileArea *self = CAL_PROFILE_AREA (object);

  forget (self);
  g_clear_pointer (&self->bars, cal_profile_bars_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self->column);
  g_free (self->where);
  g_free (self->note);
  G_OBJECT_CLASS (cal_profile_area_parent_class)->finalize (object);
}

static void
cal_profile_area_class_init (CalProfileAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cal_profile_area_dispose;
  object_class->finalize = cal_profile_area_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "profilearea");
}

static void
cal_profile_area_init (CalProfileArea *self)
{
  self->hovered = -1;
  self->is_by_value = TRUE;
}

/**
 * cal_profile_area_new:
 * @encoding: whose series are shown
 *
 * Returns: (transfer floating): the view, which follows cursor and selection
 */
GtkWidget *
cal_profile_area_new (CalEncodingScene *encoding)
{
  CalProfileArea *self = g_object_new (CAL_TYPE_PROFILE_AREA, NULL);
  CalScene *scene = cal_encoding_scene_get_scene (encoding);

  self->encoding = g_object_ref (encoding);
  self->jobs = cal_latest_job_new ();
  self->contrasts = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Profile of a place", self->contrasts));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  cal_profile_area_init_input (self);
  cal_profile_area_init_controls (self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (self->contrasts, "done", G_CALLBACK (contrast_done_cb), self);
  g_signal_connect_swapped (self->contrasts, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (encoding, "changed", G_CALLBACK (encoding_cb), self);
  g_signal_connect_swapped (cal_encoding_scene_get_rdm_scene (encoding), "notify::stimuli",
                            G_CALLBACK (stimuli_cb), self);
  g_signal_connect_swapped (cal_scene_get_cursor (scene), "moved",
                            G_CALLBACK (cal_profile_area_read), self);
  g_signal_connect_swapped (cal_encoding_scene_get_selection (encoding), "changed",
                            G_CALLBACK (cal_profile_area_read), self);
  g_signal_connect (self, "map", G_CALLBACK (cal_profile_area_read), NULL);
  encoding_cb (self);
  return GTK_WIDGET (self);
}
