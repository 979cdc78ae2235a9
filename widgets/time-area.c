/* time-area.c - the course in time of the place or region at the cursor.
 *
 * A click shows that moment on the brain: every layer that has so many frames goes there, and the
 * line follows when they are played.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/time-area.h"

#include <math.h>

#include "model/number.h"
#include "render/scene/readout.h"
#include "render/vector/picture.h"
#include "render/vector/time-plot.h"
#include "widgets/choice.h"
#include "widgets/plot-area.h"
#include "widgets/time-courses.h"
#include "widgets/tooltip.h"

#define MARGIN_PX 12.0
#define PICTURE_PX 96.0

static const double mean_rgb[3] = {0.25, 0.58, 0.65};
static const double repeat_rgb[3] = {0.55, 0.60, 0.62};
static const double predicted_rgb[3] = {0.90, 0.55, 0.20};

struct _CalTimeArea {
  GtkWidget parent_instance;

  CalEncodingScene *encoding;
  CalPictures *pictures;
  CalLatestJob *jobs;
  CalPlotArea *plot;
  GtkWidget *canvas;

  CalSeries *series;
  CalTimeCourses *courses;
  GPtrArray *layers; /* whose frames are moments of the series */
  char *where;
  gssize hovered;

  GtkWidget *controls;
  GtkDropDown *of_choice;
};

static void cal_time_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalTimeArea,
                               cal_time_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_time_area_view_init))

/* Measured repeats thin, their mean and the predictions above them. */
static GArray *
make_lines (CalTimeArea *self)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (CalTimeLine));
  guint n_measured = 0;

  for (guint c = 0; c < cal_time_courses_get_n (self->courses); c++)
    n_measured += cal_series_get_desc (cal_time_courses_get (self->courses, c)->series)->role !=
                  CAL_SERIES_PREDICTED;
  for (int predicted = 0; predicted < 2; predicted++) {
    for (guint c = 0; c < cal_time_courses_get_n (self->courses); c++) {
      const CalTimeCourse *course = cal_time_courses_get (self->courses, c);
      const CalSeriesDesc *desc = cal_series_get_desc (course->series);
      gboolean is_prediction = desc->role == CAL_SERIES_PREDICTED;
      const double *rgb = is_prediction ? predicted_rgb : n_measured > 1 ? repeat_rgb : mean_rgb;
      CalTimeLine line = {.name = is_prediction     ? "predicted"
                                  : n_measured == 1 ? "measured"
                                                    : NULL,
                          .values = course->values,
                          .rgb = {rgb[0], rgb[1], rgb[2]},
                          .width_px = !is_prediction && n_measured > 1 ? 1.0 : 2.0};

      if (is_prediction == (predicted == 1))
        g_array_append_val (lines, line);
    }
    if (predicted == 0 && n_measured > 1) {
      CalTimeLine line = {.name = "mean of repeats",
                          .values = cal_time_courses_get_mean (self->courses),
                          .rgb = {mean_rgb[0], mean_rgb[1], mean_rgb[2]},
                          .width_px = 2.0};

      g_array_append_val (lines, line);
    }
  }
  return lines;
}

/* Runs of frames of one name are an event: what was shown. */
static GArray *
make_events (CalTimeArea *self)
{
  const CalSeriesDesc *desc = cal_series_get_desc (self->series);
  GArray *events = g_array_new (FALSE, TRUE, sizeof (CalTimeEvent));
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize f = 0; desc->frame_ids != NULL && f < desc->n_frames; f++) {
    const char *name = cal_text_array_get (desc->frame_ids, f);
    CalTimeEvent *last =
        events->len > 0 ? &g_array_index (events, CalTimeEvent, events->len - 1) : NULL;
    CalTimeEvent event = {(double) f, 1.0, 0, name};

    if (*name == '\0')
      continue;
    if (last != NULL && last->onset + last->duration == (double) f &&
        g_str_equal (last->name, name)) {
      last->duration += 1.0;
      continue;
    }
    if (!g_hash_table_contains (kinds, name))
      g_hash_table_insert (kinds, (gpointer) name, GUINT_TO_POINTER (g_hash_table_size (kinds)));
    event.kind = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, name));
    g_array_append_val (events, event);
  }
  return events;
}

static gssize
get_frame (CalTimeArea *self)
{
  if (self->layers->len == 0)
    return -1;
  return cal_display_get_state (cal_layer_get_display (self->layers->pdata[0]))->frame;
}

static gboolean
shows_pictures (CalTimeArea *self)
{
  const CalSeriesDesc *desc = cal_series_get_desc (self->series);
  CalStimuli *stimuli = cal_encoding_scene_get_stimuli (self->encoding);
  gsize stimulus;

  for (gsize f = 0;
       stimuli != NULL && self->pictures != NULL && desc->frame_ids != NULL && f < desc->n_frames;
       f++)
    if (cal_stimuli_find (stimuli, cal_text_array_get (desc->frame_ids, f), &stimulus))
      return TRUE;
  return FALSE;
}

static void
fill_plot (CalTimeArea *self, double width, double height, CalTimePlot *plot)
{
  *plot = (CalTimePlot){.n_frames = cal_time_courses_get_n_frames (self->courses),
                        .step_s = cal_time_courses_get_step (self->courses),
                        .frame = get_frame (self),
                        .hovered = self->hovered,
                        .unit = cal_series_get_desc (self->series)->unit,
                        .box = {MARGIN_PX, MARGIN_PX, fmax (width - 2.0 * MARGIN_PX, 64.0),
                                fmax (height - 2.0 * MARGIN_PX, 64.0)},
                        .ink = cal_plot_area_get_ink (),
                        .scale = 1.0};
  if (shows_pictures (self) && plot->box.width > 4.0 * PICTURE_PX)
    plot->box.width -= PICTURE_PX + MARGIN_PX;
}

/* What was shown at the moment under the pointer, or at the one on the brain. */
static void
draw_stimulus (CalTimeArea *self, cairo_t *cr, double width)
{
  const CalSeriesDesc *desc = cal_series_get_desc (self->series);
  CalStimuli *stimuli = cal_encoding_scene_get_stimuli (self->encoding);
  gssize frame = self->hovered >= 0 ? self->hovered : get_frame (self);
  CalArray *picture;
  gsize stimulus;

  if (stimuli == NULL || desc->frame_ids == NULL || frame < 0 || frame >= (gssize) desc->n_frames ||
      self->pictures == NULL ||
      !cal_stimuli_find (stimuli, cal_text_array_get (desc->frame_ids, (gsize) frame), &stimulus) ||
      cal_stimuli_get_picture (stimuli, stimulus)[0] == '\0')
    return;
  picture = cal_pictures_get (self->pictures, cal_stimuli_get_picture (stimuli, stimulus),
                              2 * (guint) PICTURE_PX);
  if (picture != NULL)
    cal_picture_draw (cr, picture, width - MARGIN_PX - PICTURE_PX, MARGIN_PX + 24.0, PICTURE_PX,
                      PICTURE_PX);
}

static void
draw (CalTimeArea *self, cairo_t *cr, double width, double height)
{
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GArray) events = NULL;
  CalTimePlot plot;

  cal_ink_set (cr, cal_plot_area_get_ink ()->background);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  if (self->courses == NULL)
    return;
  lines = make_lines (self);
  events = make_events (self);
  fill_plot (self, width, height, &plot);
  plot.lines = (const CalTimeLine *) (gpointer) lines->data;
  plot.n_lines = lines->len;
  plot.events = (const CalTimeEvent *) (gpointer) events->data;
  plot.n_events = events->len;
  cal_time_plot_draw (cr, &plot);
  draw_stimulus (self, cr, width);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  draw (data, cr, width, height);
}

static char *
dup_note (CalTimeArea *self)
{
  gsize n_compared, n_frames = cal_time_courses_get_n_frames (self->courses);
  double r = cal_time_courses_get_r (self->courses, &n_compared);

  if (isnan (r))
    return g_strdup_printf ("%" G_GSIZE_FORMAT " frames; no prediction to compare with", n_frames);
  return g_strdup_printf ("predicted against measured: r = %.3f over %" G_GSIZE_FORMAT
                          " of %" G_GSIZE_FORMAT " frames",
                          r, n_compared, n_frames);
}

static void
show (CalTimeArea *self)
{
  g_autofree char *note = NULL;

  if (self->series == NULL)
    cal_plot_area_set_message (self->plot, "No course in time",
                               "This view shows measured and predicted courses of a place. Open a "
                               "4-D volume or a time series whose frames are seconds apart.");
  else if (self->courses == NULL) {
    g_autofree char *text =
        g_strdup_printf ("“%s” has values elsewhere. Click a place, or a region, that it covers.",
                         cal_series_get_desc (self->series)->name);

    cal_plot_area_set_message (self->plot, "No course here", text);
  } else {
    note = dup_note (self);
    cal_plot_area_set_message (self->plot, NULL, NULL);
    cal_plot_area_describe (self->plot, note);
  }
  cal_plot_area_set_note (self->plot, note);
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
done_cb (CalTimeArea *self, GObject *result)
{
  g_set_object (&self->courses, CAL_TIME_COURSES (result));
  show (self);
}

static void
failed_cb (CalTimeArea *self, GError *error)
{
  cal_plot_area_set_note (self->plot, error->message);
}

static void
read_courses (CalTimeArea *self)
{
  gboolean of_region = gtk_drop_down_get_selected (self->of_choice) == 1;
  const char *region = cal_selection_get_region (cal_encoding_scene_get_selection (self->encoding));
  g_autoptr (CalJob) job = NULL;

  if (self->series != NULL)
    job = cal_time_courses_job_new (self->encoding, self->series, of_region);
  g_free (self->where);
  self->where = of_region ? g_strdup_printf ("mean of %s", region != NULL ? region : "no region")
                          : cal_readout_dup_place (cal_encoding_scene_get_scene (self->encoding));
  if (job == NULL) {
    cal_latest_job_cancel (self->jobs);
    g_clear_object (&self->courses);
    show (self);
  } else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    cal_latest_job_start (self->jobs, g_object_ref (job), CAL_LATEST_FOLLOW);
}

/* The layers whose frames are the moments of the series. */
static void
find_layers (CalTimeArea *self)
{
  CalScene *scene = cal_encoding_scene_get_scene (self->encoding);
  gsize n_frames = self->series != NULL ? cal_series_get_desc (self->series)->n_frames : 0;

  for (guint n = 0; n < self->layers->len; n++)
    g_signal_handlers_disconnect_by_data (cal_layer_get_display (self->layers->pdata[n]), self);
  g_ptr_array_set_size (self->layers, 0);
  for (guint n = 0; n_frames > 1 && n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (cal_layer_get_n_frames (layer) != n_frames)
      continue;
    g_ptr_array_add (self->layers, g_object_ref (layer));
    g_signal_connect_swapped (cal_layer_get_display (layer), "notify::frame",
                              G_CALLBACK (gtk_widget_queue_draw), self->canvas);
  }
}

/* A predicted course is compared with the measured one: that is the main one. */
static void
encoding_cb (CalTimeArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_series (self->encoding);
  CalSeries *found = NULL;

  for (guint n = 0; n < all->len; n++) {
    const CalSeriesDesc *desc = cal_series_get_desc (all->pdata[n]);

    if (desc->axis == CAL_AXIS_TIME &&
        (found == NULL || (desc->role == CAL_SERIES_MEASURED && desc->frame_ids != NULL &&
                           cal_series_get_desc (found)->frame_ids == NULL)))
      found = all->pdata[n];
  }
  if (g_set_object (&self->series, found))
    g_clear_object (&self->courses);
  find_layers (self);
  read_courses (self);
}

static gssize
pick (CalTimeArea *self, double x, double y)
{
  CalTimePlot plot;

  if (self->courses == NULL)
    return -1;
  fill_plot (self, gtk_widget_get_width (self->canvas), gtk_widget_get_height (self->canvas),
             &plot);
  return cal_time_plot_pick (&plot, x, y);
}

/* The moment is shown on the brain, and the stimulus of it selected everywhere. */
static void
go_to_frame (CalTimeArea *self, gssize frame)
{
  const CalSeriesDesc *desc = cal_series_get_desc (self->series);
  CalStimuli *stimuli = cal_encoding_scene_get_stimuli (self->encoding);
  const char *ids[2] = {NULL, NULL};
  gsize stimulus;

  for (guint n = 0; n < self->layers->len; n++)
    g_object_set (cal_layer_get_display (self->layers->pdata[n]), "frame", (guint) frame, NULL);
  if (desc->frame_ids == NULL || stimuli == NULL)
    return;
  ids[0] = cal_text_array_get (desc->frame_ids, (gsize) frame);
  if (cal_stimuli_find (stimuli, ids[0], &stimulus))
    cal_selection_set_stimuli (cal_encoding_scene_get_selection (self->encoding), ids);
}

static void
pressed_cb (CalTimeArea *self, int n_press, double x, double y)
{
  gssize frame = pick (self, x, y);

  gtk_widget_grab_focus (self->canvas);
  if (frame >= 0)
    go_to_frame (self, frame);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalTimeArea *self)
{
  gssize n = self->courses != NULL ? (gssize) cal_time_courses_get_n_frames (self->courses) : 0;
  gssize frame = get_frame (self);

  if (n == 0 || frame < 0 || (key != GDK_KEY_Left && key != GDK_KEY_Right))
    return FALSE;
  go_to_frame (self, CLAMP (frame + (key == GDK_KEY_Left ? -1 : 1), 0, n - 1));
  return TRUE;
}

static void
motion_cb (CalTimeArea *self, double x, double y)
{
  gssize hovered = pick (self, x, y);

  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  gtk_widget_queue_draw (self->canvas);
}

static void
leave_cb (CalTimeArea *self)
{
  self->hovered = -1;
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
tooltip_cb (
    GtkWidget *canvas, int x, int y, gboolean keyboard, GtkTooltip *tooltip, CalTimeArea *self)
{
  gssize frame = keyboard ? -1 : pick (self, x, y);
  g_autoptr (GString) text = NULL;
  const CalSeriesDesc *desc;

  if (frame < 0)
    return FALSE;
  desc = cal_series_get_desc (self->series);
  text = g_string_new (NULL);
  g_string_printf (text, "frame %" G_GSSIZE_FORMAT, frame + 1);
  if (desc->frame_step > 0.0)
    g_string_append_printf (text, ", %g s", (double) frame * desc->frame_step);
  if (desc->frame_ids != NULL && cal_text_array_get (desc->frame_ids, (gsize) frame)[0] != '\0')
    g_string_append_printf (text, " · %s", cal_text_array_get (desc->frame_ids, (gsize) frame));
  for (guint c = 0; c < cal_time_courses_get_n (self->courses); c++) {
    const CalTimeCourse *course = cal_time_courses_get (self->courses, c);
    g_autofree char *value = cal_number_format_with_unit (
        (double) course->values[frame], cal_series_get_desc (course->series)->unit);

    g_string_append_printf (text, "\n%s: %s",
                            cal_series_role_get_name (cal_series_get_desc (course->series)->role),
                            value);
  }
  cal_tooltip_set_text_at (tooltip, x, y, text->str);
  return TRUE;
}

static char *
cal_time_area_dup_title (CalView *view)
{
  CalTimeArea *self = CAL_TIME_AREA (view);

  if (self->series == NULL)
    return g_strdup ("Time");
  return g_strdup_printf ("Time · %s · %s", cal_series_get_desc (self->series)->name, self->where);
}

static void
cal_time_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalTimeArea *self = CAL_TIME_AREA (view);
  gssize hovered = self->hovered;

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  self->hovered = -1;
  draw (self, cr, width, height);
  self->hovered = hovered;
}

static GtkWidget *
cal_time_area_get_controls (CalView *view)
{
  return CAL_TIME_AREA (view)->controls;
}

static void
cal_time_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_time_area_dup_title;
  iface->draw = cal_time_area_draw_figure;
  iface->get_controls = cal_time_area_get_controls;
}

static void
cal_time_area_dispose (GObject *object)
{
  CalTimeArea *self = CAL_TIME_AREA (object);

  if (self->jobs != NULL) {
    CalScene *scene = cal_encoding_scene_get_scene (self->encoding);

    g_signal_handlers_disconnect_by_data (self->jobs, self);
    cal_latest_job_cancel (self->jobs);
    g_signal_handlers_disconnect_by_data (self->encoding, self);
    g_signal_handlers_disconnect_by_data (cal_encoding_scene_get_selection (self->encoding), self);
    g_signal_handlers_disconnect_by_data (cal_scene_get_cursor (scene), self);
    g_signal_handlers_disconnect_by_data (scene, self);
    g_signal_handlers_disconnect_by_data (self->of_choice, self);
    for (guint n = 0; n < self->layers->len; n++)
      g_signal_handlers_disconnect_by_data (cal_layer_get_display (self->layers->pdata[n]),
                                            self->canvas);
    if (self->pictures != NULL)
      g_signal_handlers_disconnect_by_data (self->pictures, self->canvas);
  }
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->plot));
  self->plot = NULL;
  g_clear_pointer (&self->layers, g_ptr_array_unref);
  g_clear_object (&self->controls);
  g_clear_object (&self->jobs);
  g_clear_object (&self->series);
  g_clear_object (&self->courses);
  g_clear_object (&self->pictures);
  g_clear_object (&self->encoding);
  g_clear_pointer (&self->where, g_free);
  G_OBJECT_CLASS (cal_time_area_parent_class)->dispose (object);
}

static void
cal_time_area_class_init (CalTimeAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cal_time_area_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timearea");
}

static void
cal_time_area_init (CalTimeArea *self)
{
  self->hovered = -1;
  self->layers = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
init_input (CalTimeArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, keys);
  gtk_widget_set_has_tooltip (self->canvas, TRUE);
  g_signal_connect (self->canvas, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}

static void
init_controls (CalTimeArea *self)
{
  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->of_choice =
      cal_choice_new (GTK_BOX (self->controls), (const char *[]){"Place", "Region", NULL},
                      "Of the place at the cursor, or of its region");
  g_signal_connect_swapped (self->of_choice, "notify::selected", G_CALLBACK (read_courses), self);
}

/**
 * cal_time_area_new:
 * @encoding: whose series are shown
 * @pictures: (nullable): of the stimuli
 *
 * Returns: (transfer floating): the view, which follows cursor and selection
 */
GtkWidget *
cal_time_area_new (CalEncodingScene *encoding, CalPictures *pictures)
{
  CalTimeArea *self = g_object_new (CAL_TYPE_TIME_AREA, NULL);
  CalScene *scene = cal_encoding_scene_get_scene (encoding);

  self->encoding = g_object_ref (encoding);
  g_set_object (&self->pictures, pictures);
  self->jobs = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Course in time of a place", self->jobs));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  init_input (self);
  init_controls (self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (encoding, "changed", G_CALLBACK (encoding_cb), self);
  g_signal_connect_swapped (scene, "items-changed", G_CALLBACK (find_layers), self);
  g_signal_connect_swapped (cal_scene_get_cursor (scene), "moved", G_CALLBACK (read_courses), self);
  g_signal_connect_swapped (cal_encoding_scene_get_selection (encoding), "changed",
                            G_CALLBACK (read_courses), self);
  g_signal_connect (self, "map", G_CALLBACK (read_courses), NULL);
  if (pictures != NULL)
    g_signal_connect_swapped (pictures, "loaded", G_CALLBACK (gtk_widget_queue_draw), self->canvas);
  encoding_cb (self);
  return GTK_WIDGET (self);
}

/**
 * cal_time_area_get_r:
 *
 * Returns: Pearson's r of prediction and measurement at the place that is shown; NaN if none
 */
double
cal_time_area_get_r (CalTimeArea *self)
{
  gsize n_frames;

  return self->courses != NULL ? cal_time_courses_get_r (self->courses, &n_frames) : (double) NAN;
}

/**
 * cal_time_area_get_point:
 * @x: (out): in the canvas: at the moment of the frame
 * @y: (out)
 *
 * Returns: whether it is drawn
 */
gboolean
cal_time_area_get_point (CalTimeArea *self, gsize frame, double *x, double *y)
{
  CalTimePlot plot;

  if (self->courses == NULL)
    return FALSE;
  fill_plot (self, gtk_widget_get_width (self->canvas), gtk_widget_get_height (self->canvas),
             &plot);
  *x = cal_time_plot_get_x (&plot, (double) frame);
  *y = plot.box.y + 0.5 * plot.box.height;
  return frame < plot.n_frames;
}
