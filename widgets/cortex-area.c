/* cortex-area.c - the cortex of a scene: turn it, zoom it, click a vertex.
 *
 * Left drag turns (a flat cortex is moved), Shift or middle drag moves, the wheel zooms, a click
 * moves the scene's cursor. Pointer motion only changes numbers; one drawing follows a frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/cortex-area.h"

#include <adwaita.h>
#include <math.h>

#include "model/job.h"
#include "render/gl/pick.h"
#include "render/gl/surface.h"
#include "render/gl/target.h"
#include "render/vector/cortex-overlay.h"
#include "widgets/accessible.h"
#include "widgets/gl-area.h"

/* Samples a pixel, and while dragging where that would take longer than a frame may. */
#define N_SAMPLES 4
#define N_SAMPLES_QUICK 1
#define FRAME_MS 33.0
#define COARSE_FACES 20000
#define COARSE_DELAY_MS 300
#define HOVER_DELAY_MS 100
#define ZOOM_STEP 1.15
/* An arrow key is a drag this long. */
#define KEY_PX 20.0
/* A press that moves less is a click. */
#define CLICK_PX 4.0

struct _CalCortexArea {
  GtkWidget parent_instance;

  CalScene *scene;
  CalCortexView view;
  CalShapes *shapes;
  CalCoarse *coarse;
  CalJob *coarse_job;
  guint coarse_source;

  GtkWidget *overlay;
  GtkWidget *gl_area;
  GtkWidget *lettering;
  GtkWidget *message;
  CalCortexOverlay *letters;

  CalGlCache *cache;
  CalSurfacePass *pass;
  CalCortexPick *pick;
  CalGlTarget *target;
  CalGlTarget *quick_target;
  CalShape pick_shape;
  CalCortexLayout pick_layout;

  gboolean dragging;
  gboolean panning;
  guint panel;
  guint button;
  double press[2];
  double dragged[2];
  double full_ms;
  double pointer[2];
  guint hover_source;
};

G_DEFINE_FINAL_TYPE (CalCortexArea, cal_cortex_area, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SCENE,
  PROP_MONTAGE,
  N_PROPS,
};

enum {
  SIGNAL_HOVER,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static CalTheme
get_theme (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? CAL_THEME_DARK
                                                                       : CAL_THEME_LIGHT;
}

static void
queue_redraw (CalCortexArea *self)
{
  gtk_gl_area_queue_render (GTK_GL_AREA (self->gl_area));
  gtk_widget_queue_draw (self->lettering);
}

/* What is not drawn has no letters. */
static void
show_gl_error (CalCortexArea *self, const GError *error)
{
  cal_gl_message_show (self->message, error);
  gtk_widget_set_visible (self->lettering, error == NULL);
}

static gboolean
is_ready (CalCortexArea *self)
{
  return self->pass != NULL && self->shapes != NULL;
}

/* What the picture shows now, in its own pixels. */
static void
lay_out (CalCortexArea *self, CalCortexLayout *layout, CalCortexDrawing *drawing, int *width_px)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = MAX (gtk_widget_get_width (self->gl_area) * scale, 1);
  int height = MAX (gtk_widget_get_height (self->gl_area) * scale, 1);
  double unfolding;

  g_object_get (self->scene, "unfolding", &unfolding, NULL);
  *drawing = (CalCortexDrawing){.shapes = self->shapes,
                                .shape = cal_shapes_at (self->shapes, unfolding),
                                .layout = layout,
                                .height_px = height};
  *layout = cal_cortex_layout (self->shapes, &drawing->shape, &self->view, width, height);
  if (width_px != NULL)
    *width_px = width;
}

static gboolean
make_target (CalCortexArea *self, CalGlTarget **target, int n_samples, GError **error)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width_px = MAX (gtk_widget_get_width (self->gl_area) * scale, 1);
  int height_px = MAX (gtk_widget_get_height (self->gl_area) * scale, 1);

  if (*target != NULL && (cal_gl_target_get_width (*target) != width_px ||
                          cal_gl_target_get_height (*target) != height_px))
    g_clear_pointer (target, cal_gl_target_free);
  if (*target == NULL)
    *target = cal_gl_target_new (width_px, height_px, n_samples, error);
  return *target != NULL;
}

/* Whether the next frame is of few triangles and samples. It is not known at first how long all
 * take; then it is, and a fast machine draws all of them always. */
static gboolean
is_quick (CalCortexArea *self)
{
  return self->dragging && self->full_ms > FRAME_MS;
}

/* Frames that took something to the GPU say nothing about the others. A quick one gives an
 * estimate, if there is none better: as much longer as there are more triangles. */
static void
note_time (CalCortexArea *self, gboolean quick, double ms)
{
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  if (!quick)
    self->full_ms = ms;
  else if (!isfinite (self->full_ms))
    self->full_ms =
        ms * MAX ((double) cal_cortex_get_n_elements (cortex) / COARSE_FACES, N_SAMPLES);
}

static GObject *
make_coarse (CalJob *job, gpointer input, GError **error)
{
  return G_OBJECT (cal_coarse_new (input, COARSE_FACES));
}

static void
coarse_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CalCortexArea) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) made = cal_job_run_finish (CAL_JOB (source), result, &error);

  if (self->coarse_job != CAL_JOB (source))
    return;
  g_clear_object (&self->coarse_job);
  if (made != NULL)
    g_set_object (&self->coarse, CAL_COARSE (made));
}

static gboolean
start_coarse_cb (gpointer user_data)
{
  CalCortexArea *self = user_data;
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  self->coarse_source = 0;
  self->coarse_job =
      cal_job_new ("Preparing the cortex", make_coarse, g_object_ref (cortex), g_object_unref);
  cal_job_run_async (self->coarse_job, coarse_made_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Some time after all triangles were drawn: until then there is something better to do. */
static void
plan_coarse (CalCortexArea *self)
{
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  if (self->coarse == NULL && self->coarse_job == NULL && self->coarse_source == 0 &&
      cal_cortex_get_n_elements (cortex) > 2 * COARSE_FACES)
    self->coarse_source = g_timeout_add (COARSE_DELAY_MS, start_coarse_cb, self);
}

static gboolean
draw_cortex (CalCortexArea *self, CalGlTarget *target, gboolean quick, GError **error)
{
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  CalSurfaceStyle style = {.scale = gtk_widget_get_scale_factor (GTK_WIDGET (self))};
  guint64 uploaded = cal_gl_cache_get_bytes_uploaded (self->cache);
  gint64 began = g_get_monotonic_time ();
  gboolean drawn;

  lay_out (self, &layout, &drawing, NULL);
  if (quick)
    drawing.coarse = self->coarse;
  cal_gl_cache_begin_drawing (self->cache);
  drawn = cal_surface_pass_draw (self->pass, self->scene, &drawing, &style, error);
  cal_gl_target_wait (target);
  if (drawn && uploaded == cal_gl_cache_get_bytes_uploaded (self->cache))
    note_time (self, quick, (double) (g_get_monotonic_time () - began) / 1000.0);
  return drawn;
}

static gboolean
render_cb (CalCortexArea *self)
{
  const double *background = cal_ink_get (get_theme ())->background;
  const float rgba[4] = {(float) background[0], (float) background[1], (float) background[2], 1.0f};
  gboolean quick = is_quick (self);
  CalGlTarget **target = quick ? &self->quick_target : &self->target;
  g_autoptr (GError) error = NULL;

  if (self->pass == NULL)
    return FALSE;
  if (make_target (self, target, quick ? N_SAMPLES_QUICK : N_SAMPLES, &error)) {
    cal_gl_target_begin (*target, rgba);
    if (is_ready (self) && draw_cortex (self, *target, quick, &error))
      plan_coarse (self);
    cal_gl_target_end (*target);
    cal_gl_target_blit (*target, 0, 0);
  }
  show_gl_error (self, error);
  return TRUE;
}

static void
realize_cb (CalCortexArea *self)
{
  const GError *error;

  gtk_gl_area_make_current (GTK_GL_AREA (self->gl_area));
  error = gtk_gl_area_get_error (GTK_GL_AREA (self->gl_area));
  show_gl_error (self, error);
  gtk_widget_set_opacity (self->gl_area, error == NULL ? 1.0 : 0.0);
  if (error != NULL)
    return;
  self->cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  self->pick = cal_cortex_pick_new (self->cache);
  self->pass = cal_surface_pass_new (self->cache);
}

static void
unrealize_cb (CalCortexArea *self)
{
  gtk_gl_area_make_current (GTK_GL_AREA (self->gl_area));
  g_clear_pointer (&self->pass, cal_surface_pass_free);
  g_clear_pointer (&self->pick, cal_cortex_pick_free);
  g_clear_pointer (&self->target, cal_gl_target_free);
  g_clear_pointer (&self->quick_target, cal_gl_target_free);
  g_clear_pointer (&self->cache, cal_gl_cache_unref);
}

static void
draw_lettering_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, CalCortexArea *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  gboolean show_crosshair;

  if (!is_ready (self))
    return;
  g_object_get (self->scene, "show-crosshair", &show_crosshair, NULL);
  lay_out (self, &layout, &drawing, NULL);
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cal_cortex_overlay_draw (self->letters, cr, self->scene,
                           &(CalCortexLettering){self->shapes, drawing.shape, &layout, get_theme (),
                                                 scale, show_crosshair});
}

static gboolean
is_same_picture (CalCortexArea *self, const CalCortexDrawing *drawing)
{
  return cal_cortex_pick_is_drawn (self->pick) &&
         memcmp (&self->pick_shape, &drawing->shape, sizeof drawing->shape) == 0 &&
         memcmp (&self->pick_layout, drawing->layout, sizeof *drawing->layout) == 0;
}

/**
 * cal_cortex_area_pick:
 * @x: in the widget's own pixels
 * @vertex: (out): the vertex drawn there
 *
 * Costs a drawing the first time after the view changed, and nothing after.
 *
 * Returns: its hemisphere; CAL_HEMISPHERE_UNKNOWN where there is no cortex
 */
CalHemisphere
cal_cortex_area_pick (CalCortexArea *self, double x, double y, gsize *vertex)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)), width_px;
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  g_autoptr (GError) error = NULL;

  if (!is_ready (self))
    return CAL_HEMISPHERE_UNKNOWN;
  lay_out (self, &layout, &drawing, &width_px);
  if (!is_same_picture (self, &drawing)) {
    gtk_gl_area_make_current (GTK_GL_AREA (self->gl_area));
    if (!cal_cortex_pick_draw (self->pick, &drawing, width_px, &error)) {
      show_gl_error (self, error);
      return CAL_HEMISPHERE_UNKNOWN;
    }
    self->pick_shape = drawing.shape;
    self->pick_layout = layout;
  }
  return cal_cortex_pick_find (self->pick, (int) floor (x * scale), (int) floor (y * scale),
                               vertex);
}

static void
drag_begin_cb (CalCortexArea *self, double x, double y, GtkGestureDrag *gesture)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  const CalCortexPanel *panel;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  self->press[0] = x;
  self->press[1] = y;
  if (!is_ready (self))
    return;
  lay_out (self, &layout, &drawing, NULL);
  panel = cal_cortex_layout_find (&layout, x * scale, y * scale, &self->panel);
  if (panel == NULL)
    return;
  self->panning =
      self->button == GDK_BUTTON_MIDDLE || (state & GDK_SHIFT_MASK) != 0 || !panel->rotates;
  self->dragged[0] = self->dragged[1] = 0.0;
}

static void
drag_update_cb (CalCortexArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double step[2] = {dx - self->dragged[0], dy - self->dragged[1]};
  CalCameraMotion *motion;
  CalCortexLayout layout;
  CalCortexDrawing drawing;

  if (!is_ready (self) || self->panel >= CAL_MAX_PANELS ||
      (!self->dragging && hypot (dx, dy) < CLICK_PX))
    return;
  self->dragging = TRUE;
  motion = &self->view.motion[self->panel];
  if (self->panning) {
    double mm_per_px;

    lay_out (self, &layout, &drawing, NULL);
    mm_per_px = layout.panels[self->panel].camera.mm_per_px * scale;
    cal_camera_motion_pan (motion, step[0] * mm_per_px, -step[1] * mm_per_px);
  } else {
    cal_camera_motion_rotate (motion, step[0], step[1]);
  }
  self->dragged[0] = dx;
  self->dragged[1] = dy;
  queue_redraw (self);
}

static void
drag_end_cb (CalCortexArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  gsize vertex;
  CalHemisphere hemisphere;
  gboolean clicked = !self->dragging;

  self->dragging = FALSE;
  self->panel = CAL_MAX_PANELS;
  queue_redraw (self);
  if (!clicked || self->button > GDK_BUTTON_PRIMARY)
    return;
  hemisphere = cal_cortex_area_pick (self, self->press[0], self->press[1], &vertex);
  if (hemisphere != CAL_HEMISPHERE_UNKNOWN)
    cal_scene_move_to_vertex (self->scene, hemisphere, vertex);
}

static gboolean
scroll_cb (CalCortexArea *self, double dx, double dy)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  guint panel;

  if (!is_ready (self))
    return FALSE;
  lay_out (self, &layout, &drawing, NULL);
  if (cal_cortex_layout_find (&layout, self->pointer[0] * scale, self->pointer[1] * scale,
                              &panel) == NULL)
    return FALSE;
  cal_camera_motion_zoom (&self->view.motion[panel], pow (ZOOM_STEP, -dy));
  queue_redraw (self);
  return TRUE;
}

static gboolean
hover_cb (gpointer user_data)
{
  CalCortexArea *self = user_data;
  gsize vertex = 0;
  CalHemisphere hemisphere;

  self->hover_source = 0;
  if (self->dragging)
    return G_SOURCE_REMOVE;
  hemisphere = cal_cortex_area_pick (self, self->pointer[0], self->pointer[1], &vertex);
  g_signal_emit (self, signals[SIGNAL_HOVER], 0, (guint) hemisphere, (guint64) vertex);
  return G_SOURCE_REMOVE;
}

/* As a drag of that many pixels would, but in all panels. */
static void
turn (CalCortexArea *self, double dx, double dy, gboolean pan)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalCortexLayout layout;
  CalCortexDrawing drawing;

  lay_out (self, &layout, &drawing, NULL);
  for (guint n = 0; n < layout.n_panels; n++) {
    CalCameraMotion *motion = &self->view.motion[n];
    double mm_per_px = layout.panels[n].camera.mm_per_px * scale;

    if (pan || !layout.panels[n].rotates)
      cal_camera_motion_pan (motion, dx * mm_per_px, -dy * mm_per_px);
    else
      cal_camera_motion_rotate (motion, dx, dy);
  }
  queue_redraw (self);
}

static void
zoom (CalCortexArea *self, double factor)
{
  for (guint n = 0; n < CAL_MAX_PANELS; n++)
    cal_camera_motion_zoom (&self->view.motion[n], factor);
  queue_redraw (self);
}

static gboolean
key_cb (CalCortexArea *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean pan = (modifiers & GDK_SHIFT_MASK) != 0;

  if (!is_ready (self) || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_Right:
    turn (self, key == GDK_KEY_Right ? KEY_PX : -KEY_PX, 0.0, pan);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    turn (self, 0.0, key == GDK_KEY_Down ? KEY_PX : -KEY_PX, pan);
    return GDK_EVENT_STOP;
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    zoom (self, ZOOM_STEP);
    return GDK_EVENT_STOP;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    zoom (self, 1.0 / ZOOM_STEP);
    return GDK_EVENT_STOP;
  case GDK_KEY_Home:
    cal_cortex_area_reset (self);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* While the view stands still a look-up is free; otherwise the pointer must rest first. */
static void
motion_cb (CalCortexArea *self, double x, double y)
{
  guint delay_ms = self->pick != NULL && cal_cortex_pick_is_drawn (self->pick) ? 0 : HOVER_DELAY_MS;

  self->pointer[0] = x;
  self->pointer[1] = y;
  if (delay_ms > 0)
    g_clear_handle_id (&self->hover_source, g_source_remove);
  if (self->hover_source == 0)
    self->hover_source = g_timeout_add (delay_ms, hover_cb, self);
}

static void
leave_cb (CalCortexArea *self)
{
  g_clear_handle_id (&self->hover_source, g_source_remove);
  g_signal_emit (self, signals[SIGNAL_HOVER], 0, (guint) CAL_HEMISPHERE_UNKNOWN, (guint64) 0);
}

static void
forget_cortex (CalCortexArea *self)
{
  g_clear_handle_id (&self->coarse_source, g_source_remove);
  g_clear_object (&self->coarse_job);
  g_clear_object (&self->coarse);
  g_clear_pointer (&self->shapes, cal_shapes_free);
  if (self->pick != NULL)
    cal_cortex_pick_forget (self->pick);
}

static void
cortex_changed_cb (CalCortexArea *self)
{
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  forget_cortex (self);
  if (cortex != NULL) {
    self->shapes = cal_shapes_new (cortex);
    self->full_ms = INFINITY;
  }
  queue_redraw (self);
}

static void
describe_cb (CalCortexArea *self)
{
  cal_accessible_describe_view (GTK_WIDGET (self), self->scene,
                                "The arrow keys turn the cortex, with Shift they move it, plus and "
                                "minus zoom, Home turns it back.");
}

static void
set_scene (CalCortexArea *self, CalScene *scene)
{
  g_set_object (&self->scene, scene);
  if (scene == NULL)
    return;
  g_signal_connect_object (scene, "changed", G_CALLBACK (queue_redraw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "changed", G_CALLBACK (describe_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "notify::cortex", G_CALLBACK (cortex_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cortex_changed_cb (self);
  describe_cb (self);
}

static void
preset_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (CAL_TYPE_VIEW_PRESET);
  GEnumValue *value = g_enum_get_value_by_nick (class, g_variant_get_string (parameter, NULL));

  if (value != NULL)
    cal_cortex_area_set_preset (CAL_CORTEX_AREA (widget), (CalViewPreset) value->value);
}

static void
montage_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (CAL_TYPE_MONTAGE);
  GEnumValue *value = g_enum_get_value_by_nick (class, g_variant_get_string (parameter, NULL));

  if (value != NULL)
    cal_cortex_area_set_montage (CAL_CORTEX_AREA (widget), (CalMontage) value->value);
}

static void
reset_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  cal_cortex_area_reset (CAL_CORTEX_AREA (widget));
}

static void
cal_cortex_area_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalCortexArea *self = CAL_CORTEX_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    g_value_set_object (value, self->scene);
    break;
  case PROP_MONTAGE:
    g_value_set_enum (value, (gint) self->view.montage);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_cortex_area_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  CalCortexArea *self = CAL_CORTEX_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    set_scene (self, g_value_get_object (value));
    break;
  case PROP_MONTAGE:
    cal_cortex_area_set_montage (self, (CalMontage) g_value_get_enum (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_cortex_area_dispose (GObject *object)
{
  CalCortexArea *self = CAL_CORTEX_AREA (object);

  g_clear_handle_id (&self->hover_source, g_source_remove);
  forget_cortex (self);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->scene);
  g_clear_pointer (&self->letters, cal_cortex_overlay_free);
  G_OBJECT_CLASS (cal_cortex_area_parent_class)->dispose (object);
}

static void
cal_cortex_area_class_init (CalCortexAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cal_cortex_area_get_property;
  object_class->set_property = cal_cortex_area_set_property;
  object_class->dispose = cal_cortex_area_dispose;

  props[PROP_SCENE] = g_param_spec_object ("scene", "Scene", "What is shown", CAL_TYPE_SCENE,
                                           flags | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_MONTAGE] = g_param_spec_enum ("montage", "Montage", "One view of the cortex, or four",
                                           CAL_TYPE_MONTAGE, CAL_MONTAGE_GRID, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  /**
   * CalCortexArea::hover:
   * @hemisphere: a CalHemisphere; CAL_HEMISPHERE_UNKNOWN where there is no cortex
   * @vertex: the vertex drawn under the pointer
   */
  signals[SIGNAL_HOVER] = g_signal_new ("hover", CAL_TYPE_CORTEX_AREA, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT64);
  gtk_widget_class_install_action (widget_class, "cortex.preset", "s", preset_action_cb);
  gtk_widget_class_install_action (widget_class, "cortex.montage", "s", montage_action_cb);
  gtk_widget_class_install_action (widget_class, "cortex.reset", NULL, reset_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "cortex-area");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (CalCortexArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
cal_cortex_area_init (CalCortexArea *self)
{
  cal_cortex_view_init (&self->view, CAL_MONTAGE_GRID);
  self->panel = CAL_MAX_PANELS;
  self->letters = cal_cortex_overlay_new ();
  self->overlay = gtk_overlay_new ();
  self->gl_area = cal_gl_area_new ();
  self->lettering = gtk_drawing_area_new ();
  self->message = cal_gl_message_new ("The cortex cannot be drawn here");
  g_signal_connect_swapped (self->gl_area, "realize", G_CALLBACK (realize_cb), self);
  g_signal_connect_swapped (self->gl_area, "unrealize", G_CALLBACK (unrealize_cb), self);
  g_signal_connect_swapped (self->gl_area, "render", G_CALLBACK (render_cb), self);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->lettering),
                                  (GtkDrawingAreaDrawFunc) draw_lettering_cb, self, NULL);
  gtk_widget_set_can_target (self->lettering, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->gl_area);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->lettering);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->message);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self), 160, 120);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Cortex",
                                  -1);
  add_controllers (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (queue_redraw), self, G_CONNECT_SWAPPED);
}

/**
 * cal_cortex_area_new:
 * @scene: followed from now on
 *
 * Returns: a view of the scene's cortex, four panels at first
 */
GtkWidget *
cal_cortex_area_new (CalScene *scene)
{
  return g_object_new (CAL_TYPE_CORTEX_AREA, "scene", scene, NULL);
}

/**
 * cal_cortex_area_get_view:
 *
 * Returns: (transfer none): what a figure or a session needs to show the same
 */
const CalCortexView *
cal_cortex_area_get_view (CalCortexArea *self)
{
  return &self->view;
}

void
cal_cortex_area_set_view (CalCortexArea *self, const CalCortexView *view)
{
  gboolean other_montage = view->montage != self->view.montage;

  self->view = *view;
  if (other_montage)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MONTAGE]);
  queue_redraw (self);
}

/**
 * cal_cortex_area_set_montage:
 *
 * Forgets how the panels were turned: they are other panels then.
 */
void
cal_cortex_area_set_montage (CalCortexArea *self, CalMontage montage)
{
  CalCortexView view = self->view;

  if (view.montage == montage)
    return;
  view.montage = montage;
  cal_cortex_view_reset (&view);
  cal_cortex_area_set_view (self, &view);
}

/**
 * cal_cortex_area_set_preset:
 *
 * Shows the cortex from that side only.
 */
void
cal_cortex_area_set_preset (CalCortexArea *self, CalViewPreset preset)
{
  CalCortexView view = self->view;

  view.montage = CAL_MONTAGE_SINGLE;
  view.preset = preset;
  cal_cortex_view_reset (&view);
  cal_cortex_area_set_view (self, &view);
}

/**
 * cal_cortex_area_reset:
 *
 * Turns every panel back.
 */
void
cal_cortex_area_reset (CalCortexArea *self)
{
  cal_cortex_view_reset (&self->view);
  queue_redraw (self);
}
