/* slice-area.c - slices of the scene: three planes or a mosaic, to look at and to click.
 *
 * Voxels are drawn by GL, everything else over them by Cairo, both from the same panes, which a
 * click is read with too. slice-area-input.c has the mouse and the keys.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/slice-area.h"

#include <math.h>

#include "render/gl/slice.h"
#include "render/gl/target.h"
#include "render/vector/slice-overlay.h"
#include "render/vector/text.h"
#include "widgets/accessible.h"
#include "widgets/gl-area.h"
#include "widgets/gl-share.h"
#include "widgets/slice-area-private.h"

G_DEFINE_FINAL_TYPE (CalSliceArea, cal_slice_area, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SCENE,
  PROP_MODE,
  PROP_PLANE,
  PROP_N_ROWS,
  PROP_N_COLUMNS,
  PROP_LAYER,
  PROP_LIGHT,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/**
 * cal_slice_area_queue:
 *
 * The panes are not what they were: draws them anew in the next frame.
 */
void
cal_slice_area_queue (CalSliceArea *self)
{
  g_clear_pointer (&self->panes, g_array_unref);
  gtk_gl_area_queue_render (self->gl);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cal_slice_area_get_panes:
 *
 * Returns: (transfer none) (nullable): the panes as they are or will be drawn, in device pixels;
 *   NULL while there is no scene or no room
 */
GArray *
cal_slice_area_get_panes (CalSliceArea *self)
{
  CalSliceLayout layout;

  if (self->panes == NULL && self->scene != NULL && gtk_widget_get_width (GTK_WIDGET (self)) > 0 &&
      gtk_widget_get_height (GTK_WIDGET (self)) > 0) {
    cal_slice_area_get_layout (self, &layout);
    self->panes = cal_slice_layout_dup_panes (&layout);
  }
  return self->panes;
}

/**
 * cal_slice_area_get_layout:
 * @layout: (out caller-allocates): what is shown and how, in device pixels: a figure made of it is
 *   the same picture
 */
void
cal_slice_area_get_layout (CalSliceArea *self, CalSliceLayout *layout)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const CalSliceLayout *kept = &self->layout;
  int axis = cal_plane_get_axis (kept->plane);

  g_return_if_fail (self->scene != NULL);

  cal_slice_layout_init (layout, self->scene, gtk_widget_get_width (GTK_WIDGET (self)) * scale,
                         gtk_widget_get_height (GTK_WIDGET (self)) * scale);
  layout->mode = kept->mode;
  layout->gap_px = 2 * scale;
  layout->zoom = kept->zoom;
  layout->plane = kept->plane;
  layout->n_rows = kept->n_rows;
  layout->n_columns = kept->n_columns;
  for (int a = 0; a < 3; a++) {
    layout->pan_mm[a] = kept->pan_mm[a];
    layout->hidden[a] = kept->hidden[a];
  }
  if (kept->from_mm != kept->to_mm) {
    layout->from_mm = kept->from_mm;
    layout->to_mm = kept->to_mm;
  } else {
    double extent_mm = layout->high_mm[axis] - layout->low_mm[axis];

    layout->from_mm = layout->low_mm[axis] + 0.15 * extent_mm;
    layout->to_mm = layout->high_mm[axis] - 0.15 * extent_mm;
  }
}

/**
 * cal_slice_area_set_layout:
 * @layout: of which the mode, zoom, pan, hidden planes and the mosaic are taken; the rest comes
 *   from the scene and the size of the widget. Equal from_mm and to_mm mean: where the brain is
 */
void
cal_slice_area_set_layout (CalSliceArea *self, const CalSliceLayout *layout)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  self->layout = *layout;
  g_object_notify_by_pspec (object, props[PROP_MODE]);
  g_object_notify_by_pspec (object, props[PROP_PLANE]);
  g_object_notify_by_pspec (object, props[PROP_N_ROWS]);
  g_object_notify_by_pspec (object, props[PROP_N_COLUMNS]);
  g_object_thaw_notify (object);
  cal_slice_area_queue (self);
}

/**
 * cal_slice_area_fit:
 *
 * Shows everything, in the middle.
 */
void
cal_slice_area_fit (CalSliceArea *self)
{
  self->layout.zoom = 1.0;
  for (int a = 0; a < 3; a++)
    self->layout.pan_mm[a] = 0.0;
  cal_slice_area_queue (self);
}

static const CalInk *
get_ink (CalSliceArea *self)
{
  return cal_ink_get (self->light ? CAL_THEME_LIGHT : CAL_THEME_DARK);
}

static gboolean
render_cb (CalSliceArea *self, GdkGLContext *context, GtkGLArea *gl)
{
  const CalInk *ink = get_ink (self);
  GArray *panes = cal_slice_area_get_panes (self);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  float rgba[4];

  for (int c = 0; c < 4; c++)
    rgba[c] = (float) ink->background[c];
  cal_gl_clear (rgba);
  g_clear_error (&self->draw_error);
  if (panes != NULL && self->slice != NULL)
    cal_gl_slice_draw (self->slice, self->scene, panes,
                       gtk_widget_get_height (GTK_WIDGET (gl)) * scale, scale, &self->draw_error);
  return TRUE;
}

static void
realize_cb (CalSliceArea *self)
{
  if (!cal_gl_area_realize (self->gl, self->message))
    return;
  self->slice =
      cal_gl_slice_new (cal_gl_share_acquire (gtk_widget_get_display (GTK_WIDGET (self))));
}

static void
unrealize_cb (CalSliceArea *self)
{
  if (self->slice == NULL)
    return;
  gtk_gl_area_make_current (self->gl);
  g_clear_pointer (&self->slice, cal_gl_slice_free);
  cal_gl_share_release (gtk_widget_get_display (GTK_WIDGET (self)));
}

/* Says which layer could not be drawn, and why, where the person looks for it. */
static void
draw_complaint (CalSliceArea *self, cairo_t *cr, const CalInk *ink, double scale)
{
  CalTextStyle style = {.size_px = CAL_TEXT_LABEL_PX * scale,
                        .max_width_px =
                            gtk_widget_get_width (GTK_WIDGET (self)) * scale - 24.0 * scale};

  for (int c = 0; c < 4; c++) {
    style.rgba[c] = ink->text[c];
    style.halo_rgba[c] = ink->halo[c];
  }
  cal_text_draw (cr, &style, self->draw_error->message, 12.0 * scale, 26.0 * scale);
}

static void
cal_slice_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CalSliceArea *self = CAL_SLICE_AREA (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = gtk_widget_get_scale_factor (widget);
  GArray *panes = cal_slice_area_get_panes (self);
  const CalInk *ink = get_ink (self);
  GdkRGBA background = {(float) ink->background[0], (float) ink->background[1],
                        (float) ink->background[2], 1.0f};
  CalSliceLayout layout;
  cairo_t *cr;

  gtk_snapshot_append_color (snapshot, &background, &GRAPHENE_RECT_INIT (0, 0, width, height));
  GTK_WIDGET_CLASS (cal_slice_area_parent_class)->snapshot (widget, snapshot);
  if (panes == NULL || gtk_widget_get_visible (self->message))
    return;
  cal_slice_area_get_layout (self, &layout);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cal_slice_overlay_draw (self->overlay, cr, self->scene, &layout, panes, ink, scale);
  if (self->draw_error != NULL)
    draw_complaint (self, cr, ink, scale);
  cairo_destroy (cr);
}

static void
cal_slice_area_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CalSliceArea *self = CAL_SLICE_AREA (widget);
  GtkAllocation whole = {0, 0, width, height};

  g_clear_pointer (&self->panes, g_array_unref);
  gtk_widget_size_allocate (GTK_WIDGET (self->gl), &whole, -1);
  gtk_widget_size_allocate (self->message, &whole, -1);
}

static void
cal_slice_area_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  CalSliceArea *self = CAL_SLICE_AREA (widget);

  gtk_widget_measure (self->message, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = MAX (*minimum, 60);
  *natural = MAX (*natural, 200);
}

static void
describe_cb (CalSliceArea *self)
{
  cal_accessible_describe_view (GTK_WIDGET (self), self->scene,
                                "The arrow keys move the cursor by a voxel, Page Up and Page Down "
                                "through the slices, plus and minus zoom.");
}

void
cal_slice_area_set_scene (CalSliceArea *self, CalScene *scene)
{
  g_return_if_fail (CAL_IS_SLICE_AREA (self));

  if (self->scene == scene)
    return;
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (self->scene, self);
  g_set_object (&self->scene, scene);
  if (scene != NULL) {
    g_signal_connect_swapped (scene, "changed", G_CALLBACK (cal_slice_area_queue), self);
    g_signal_connect_swapped (scene, "changed", G_CALLBACK (describe_cb), self);
    describe_cb (self);
  }
  cal_slice_area_queue (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCENE]);
}

static void
cal_slice_area_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalSliceArea *self = CAL_SLICE_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    g_value_set_object (value, self->scene);
    break;
  case PROP_MODE:
    g_value_set_enum (value, (gint) self->layout.mode);
    break;
  case PROP_PLANE:
    g_value_set_enum (value, (gint) self->layout.plane);
    break;
  case PROP_N_ROWS:
    g_value_set_int (value, self->layout.n_rows);
    break;
  case PROP_N_COLUMNS:
    g_value_set_int (value, self->layout.n_columns);
    break;
  case PROP_LAYER:
    g_value_set_object (value, self->layer);
    break;
  case PROP_LIGHT:
    g_value_set_boolean (value, self->light);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_slice_area_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CalSliceArea *self = CAL_SLICE_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    cal_slice_area_set_scene (self, g_value_get_object (value));
    return;
  case PROP_MODE:
    self->layout.mode = (CalSliceMode) g_value_get_enum (value);
    break;
  case PROP_PLANE:
    self->layout.plane = (CalPlane) g_value_get_enum (value);
    self->layout.from_mm = self->layout.to_mm = 0.0;
    break;
  case PROP_N_ROWS:
    self->layout.n_rows = g_value_get_int (value);
    break;
  case PROP_N_COLUMNS:
    self->layout.n_columns = g_value_get_int (value);
    break;
  case PROP_LAYER:
    g_set_object (&self->layer, g_value_get_object (value));
    break;
  case PROP_LIGHT:
    self->light = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    return;
  }
  cal_slice_area_queue (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
cal_slice_area_dispose (GObject *object)
{
  CalSliceArea *self = CAL_SLICE_AREA (object);

  cal_slice_area_stop_input (self);
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (self->scene, self);
  g_clear_object (&self->scene);
  g_clear_object (&self->layer);
  if (self->gl != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->gl)));
  g_clear_pointer (&self->message, gtk_widget_unparent);
  G_OBJECT_CLASS (cal_slice_area_parent_class)->dispose (object);
}

static void
cal_slice_area_finalize (GObject *object)
{
  CalSliceArea *self = CAL_SLICE_AREA (object);

  g_clear_pointer (&self->panes, g_array_unref);
  g_clear_pointer (&self->overlay, cal_slice_overlay_free);
  g_clear_error (&self->draw_error);
  G_OBJECT_CLASS (cal_slice_area_parent_class)->finalize (object);
}

#define FLAGS (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
cal_slice_area_class_init (CalSliceAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cal_slice_area_get_property;
  object_class->set_property = cal_slice_area_set_property;
  object_class->dispose = cal_slice_area_dispose;
  object_class->finalize = cal_slice_area_finalize;
  widget_class->snapshot = cal_slice_area_snapshot;
  widget_class->size_allocate = cal_slice_area_size_allocate;
  widget_class->measure = cal_slice_area_measure;

  props[PROP_SCENE] =
      g_param_spec_object ("scene", "Scene", "What is looked at", CAL_TYPE_SCENE, FLAGS);
  props[PROP_MODE] = g_param_spec_enum ("mode", "Slices", "Three planes, or many slices of one",
                                        CAL_TYPE_SLICE_MODE, CAL_SLICES_THREE_PLANES, FLAGS);
  props[PROP_PLANE] = g_param_spec_enum ("plane", "Plane", "Which slices the mosaic shows",
                                         CAL_TYPE_PLANE, CAL_PLANE_AXIAL, FLAGS);
  props[PROP_N_ROWS] = g_param_spec_int ("n-rows", "Rows", "Rows of the mosaic", 1, 12, 3, FLAGS);
  props[PROP_N_COLUMNS] =
      g_param_spec_int ("n-columns", "Columns", "Columns of the mosaic", 1, 12, 5, FLAGS);
  /**
   * CalSliceArea:layer:
   *
   * The layer whose window a drag with the right button changes, and whose voxels are the steps of
   * keys and wheel; NULL means the topmost volume that is shown.
   */
  props[PROP_LAYER] = g_param_spec_object ("layer", "Layer", "The layer whose window is dragged",
                                           CAL_TYPE_LAYER, FLAGS);
  props[PROP_LIGHT] =
      g_param_spec_boolean ("light", "Light", "Whether the background is light", FALSE, FLAGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  cal_slice_area_class_init_input (klass);
  gtk_widget_class_set_css_name (widget_class, "slicearea");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cal_slice_area_init (CalSliceArea *self)
{
  GtkWidget *gl = cal_gl_area_new ();

  self->gl = GTK_GL_AREA (gl);
  self->overlay = cal_slice_overlay_new ();
  self->layout =
      (CalSliceLayout){.zoom = 1.0, .plane = CAL_PLANE_AXIAL, .n_rows = 3, .n_columns = 5};
  gtk_widget_set_can_target (gl, FALSE);
  gtk_widget_set_parent (gl, GTK_WIDGET (self));
  self->message = cal_gl_message_new ("Slices cannot be drawn here");
  gtk_widget_set_parent (self->message, GTK_WIDGET (self));
  g_signal_connect_swapped (gl, "realize", G_CALLBACK (realize_cb), self);
  g_signal_connect_swapped (gl, "unrealize", G_CALLBACK (unrealize_cb), self);
  g_signal_connect_object (gl, "render", G_CALLBACK (render_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Slices",
                                  -1);
  cal_slice_area_add_input (self);
}

/**
 * cal_slice_area_new:
 * @scene: (nullable): what is looked at
 */
GtkWidget *
cal_slice_area_new (CalScene *scene)
{
  return g_object_new (CAL_TYPE_SLICE_AREA, "scene", scene, NULL);
}
