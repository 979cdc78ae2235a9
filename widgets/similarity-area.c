/* similarity-area.c - a concept model: an object's profile, what is near it, what a dimension
 * means.
 *
 * similarity-area-draw.c has the picture.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/similarity-area.h"

#include <math.h>

#include "model/number.h"
#include "widgets/accessible.h"
#include "widgets/similarity-area-private.h"
#include "widgets/tooltip.h"

static void cal_similarity_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalSimilarityArea,
                               cal_similarity_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_similarity_area_view_init))

static void
describe (CalSimilarityArea *self)
{
  const double *values = cal_concepts_get_values (self->concepts, self->objects[0]);
  guint n_dims = cal_concepts_get_n_dims (self->concepts);
  g_autofree guint *order = cal_profile_plot_dup_order (values, n_dims, TRUE);
  GString *text = g_string_new (cal_concepts_get_id (self->concepts, self->objects[0]));

  for (guint d = 0; d < MIN (n_dims, 5); d++) {
    g_autofree char *value = cal_number_format (values[order[d]]);

    g_string_append_printf (text, "%s%s %s", d == 0 ? ": " : ", ",
                            cal_concepts_get_dims (self->concepts)[order[d]], value);
  }
  g_string_append (text, ". Left and Right walk through the dimensions, Up and Down through the "
                         "objects.");
  cal_plot_area_describe (self->plot, text->str);
  g_string_free (text, TRUE);
}

static void
show (CalSimilarityArea *self)
{
  g_autofree char *note = NULL;

  if (self->concepts == NULL) {
    cal_plot_area_set_message (
        self->plot, "No concept model",
        "This view shows objects by what they score on many dimensions. Open a table with a row an "
        "object and at least eight columns of numbers, one a dimension.");
  } else {
    cal_plot_area_set_message (self->plot, NULL, NULL);
    note = g_strdup_printf ("similarity: the chance that two stay together when a third is the odd "
                            "one, mean over the other %" G_GSIZE_FORMAT " objects",
                            cal_concepts_get_n (self->concepts) - 2);
    describe (self);
  }
  cal_plot_area_set_note (self->plot, note);
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
compare (CalSimilarityArea *self)
{
  if (self->concepts == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      (self->nearness != NULL && cal_nearness_get_concept (self->nearness) == self->objects[0]))
    return;
  g_clear_object (&self->nearness);
  cal_latest_job_start (self->jobs, cal_nearness_job_new (self->concepts, self->objects[0]),
                        CAL_LATEST_CANCEL);
}

static void
set_dimension (CalSimilarityArea *self, gint dimension)
{
  self->dimension = dimension;
  g_clear_pointer (&self->top, g_free);
  if (dimension >= 0)
    self->top = cal_concepts_dup_top (
        self->concepts, (guint) dimension,
        (guint) MIN (cal_concepts_get_n (self->concepts), (gsize) CAL_SIMILARITY_MAX_TILES));
  gtk_widget_queue_draw (self->canvas);
}

/* The picked pair; else what is selected; else what was there. */
static void
read_selection (CalSimilarityArea *self)
{
  CalSelection *selection = cal_rdm_scene_get_selection (self->scene);
  const char *const *ids = cal_selection_get_stimuli (selection, NULL);
  const char *pair[2];
  gsize found[2];
  guint n = 0;

  if (self->concepts == NULL)
    return;
  cal_selection_get_pair (selection, &pair[0], &pair[1]);
  for (guint k = 0; ids[k] != NULL && n < 2; k++)
    if (cal_concepts_find (self->concepts, ids[k], &found[n]))
      n++;
  if (n < 2 && cal_concepts_find (self->concepts, pair[0], &found[0]) &&
      cal_concepts_find (self->concepts, pair[1], &found[1]))
    n = 2;
  if (n == 0) {
    self->n_objects = 1;
  } else {
    self->n_objects = n;
    for (guint k = 0; k < n; k++)
      self->objects[k] = found[k];
  }
  compare (self);
  show (self);
}

/* The table of the stimuli; without stimuli, the first that is a model of objects. */
static CalTable *
find_table (CalSimilarityArea *self)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);

  if (stimuli != NULL)
    return cal_stimuli_get_table (stimuli);
  for (guint n = 0; n < cal_rdm_scene_get_n_tables (self->scene); n++) {
    CalTable *table = cal_rdm_scene_get_table (self->scene, n);
    g_autoptr (CalConcepts) concepts = cal_concepts_new (table);

    if (concepts != NULL)
      return table;
  }
  return NULL;
}

static void
read_table (CalSimilarityArea *self)
{
  CalTable *table = find_table (self);

  if (self->concepts != NULL && cal_concepts_get_table (self->concepts) == table) {
    gtk_widget_queue_draw (self->canvas);
    return;
  }
  cal_latest_job_cancel (self->jobs);
  g_clear_object (&self->nearness);
  g_clear_object (&self->concepts);
  g_clear_pointer (&self->top, g_free);
  self->concepts = cal_concepts_new (table);
  self->objects[0] = 0;
  self->n_objects = 1;
  self->dimension = self->hovered = -1;
  if (self->concepts != NULL) {
    const double *values = cal_concepts_get_values (self->concepts, 0);
    g_autofree guint *order =
        cal_profile_plot_dup_order (values, cal_concepts_get_n_dims (self->concepts), TRUE);

    set_dimension (self, (gint) order[0]);
  }
  read_selection (self);
  show (self);
}

static void
done_cb (CalSimilarityArea *self, GObject *result)
{
  g_set_object (&self->nearness, CAL_NEARNESS (result));
  gtk_widget_queue_draw (self->canvas);
}

static void
failed_cb (CalSimilarityArea *self, GError *error)
{
  cal_plot_area_set_note (self->plot, error->message);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  cal_similarity_area_draw (data, cr, width, height);
}

static gint
pick_dimension (CalSimilarityArea *self, double x, double y)
{
  CalSimilarityLayout layout;
  CalProfilePlot plot;
  g_autofree guint *order = NULL;

  if (self->concepts == NULL)
    return -1;
  cal_similarity_area_lay_out (self, gtk_widget_get_width (self->canvas),
                               gtk_widget_get_height (self->canvas), &layout);
  order = cal_similarity_area_fill_plot (self, &layout, &plot);
  return cal_profile_plot_pick (&plot, x, y);
}

static gssize
pick_tile (CalSimilarityArea *self, double x, double y)
{
  CalSimilarityLayout layout;

  if (self->concepts == NULL)
    return -1;
  cal_similarity_area_lay_out (self, gtk_widget_get_width (self->canvas),
                               gtk_widget_get_height (self->canvas), &layout);
  for (guint t = 0; t < layout.n_nearest + layout.n_top; t++) {
    const CalSimilarityTile *tile =
        t < layout.n_nearest ? &layout.nearest[t] : &layout.top[t - layout.n_nearest];

    if (x >= tile->box.x && y >= tile->box.y && x < tile->box.x + tile->box.width &&
        y < tile->box.y + tile->box.height)
      return tile->concept;
  }
  return -1;
}

static void
select_object (CalSimilarityArea *self, gsize concept, gboolean besides)
{
  const char *ids[] = {cal_concepts_get_id (self->concepts, besides ? self->objects[0] : concept),
                       besides ? cal_concepts_get_id (self->concepts, concept) : NULL, NULL};

  cal_selection_set_stimuli (cal_rdm_scene_get_selection (self->scene), ids);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CalSimilarityArea *self)
{
  GdkModifierType keys =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gint dimension = pick_dimension (self, x, y);
  gssize tile = pick_tile (self, x, y);

  gtk_widget_grab_focus (self->canvas);
  if (tile >= 0)
    select_object (self, (gsize) tile, (keys & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0);
  else if (dimension >= 0)
    set_dimension (self, dimension);
}

static void
motion_cb (CalSimilarityArea *self, double x, double y)
{
  gint dimension = pick_dimension (self, x, y);

  if (dimension == self->hovered)
    return;
  self->hovered = dimension;
  gtk_widget_queue_draw (self->canvas);
}

static void
leave_cb (CalSimilarityArea *self)
{
  self->hovered = -1;
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
tooltip_cb (GtkWidget *canvas,
            int x,
            int y,
            gboolean keyboard,
            GtkTooltip *tooltip,
            CalSimilarityArea *self)
{
  gint dimension = keyboard ? -1 : pick_dimension (self, x, y);
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  if (dimension < 0)
    return FALSE;
  value = cal_number_format (cal_concepts_get_values (self->concepts, self->objects[0])[dimension]);
  text = g_strdup_printf ("%s: %s", cal_concepts_get_dims (self->concepts)[dimension], value);
  cal_tooltip_set_text_at (tooltip, x, y, text);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalSimilarityArea *self)
{
  gint n_dims, by = key == GDK_KEY_Left || key == GDK_KEY_Up ? -1 : 1;
  gsize n;

  if (self->concepts == NULL)
    return FALSE;
  n_dims = (gint) cal_concepts_get_n_dims (self->concepts);
  n = cal_concepts_get_n (self->concepts);
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    set_dimension (self, (self->dimension + by + n_dims) % n_dims);
  else if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    select_object (self, (self->objects[0] + n + (gsize) by) % n, FALSE);
  else
    return FALSE;
  return TRUE;
}

static void
style_cb (CalSimilarityArea *self)
{
  self->style =
      gtk_drop_down_get_selected (self->style_choice) == 1 ? CAL_PROFILE_BARS : CAL_PROFILE_ROSE;
  gtk_widget_queue_draw (self->canvas);
}

static char *
cal_similarity_area_dup_title (CalView *view)
{
  CalSimilarityArea *self = CAL_SIMILARITY_AREA (view);

  if (self->concepts == NULL)
    return g_strdup ("Similarity");
  return g_strdup_printf ("Similarity · %s · %" G_GSIZE_FORMAT " objects × %u dimensions",
                          cal_table_get_name (cal_concepts_get_table (self->concepts)),
                          cal_concepts_get_n (self->concepts),
                          cal_concepts_get_n_dims (self->concepts));
}

static void
cal_similarity_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalSimilarityArea *self = CAL_SIMILARITY_AREA (view);
  gint hovered = self->hovered;

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  self->hovered = -1;
  cal_similarity_area_draw (self, cr, width, height);
  self->hovered = hovered;
}

static GtkWidget *
cal_similarity_area_get_controls (CalView *view)
{
  return CAL_SIMILARITY_AREA (view)->controls;
}

static JsonNode *
cal_similarity_area_dup_state (CalView *view)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "bars");
  json_builder_add_boolean_value (builder, CAL_SIMILARITY_AREA (view)->style == CAL_PROFILE_BARS);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
cal_similarity_area_set_state (CalView *view, JsonNode *state)
{
  CalSimilarityArea *self = CAL_SIMILARITY_AREA (view);
  gboolean bars;

  if (!JSON_NODE_HOLDS_OBJECT (state))
    return;
  bars = json_object_get_boolean_member_with_default (json_node_get_object (state), "bars", FALSE);
  gtk_drop_down_set_selected (self->style_choice, bars ? 1 : 0);
}

static void
cal_similarity_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_similarity_area_dup_title;
  iface->draw = cal_similarity_area_draw_figure;
  iface->get_controls = cal_similarity_area_get_controls;
  iface->dup_state = cal_similarity_area_dup_state;
  iface->set_state = cal_similarity_area_set_state;
}

static void
cal_similarity_area_dispose (GObject *object)
{
  CalSimilarityArea *self = CAL_SIMILARITY_AREA (object);

  if (self->jobs != NULL) {
    g_signal_handlers_disconnect_by_data (self->jobs, self);
    cal_latest_job_cancel (self->jobs);
    g_signal_handlers_disconnect_by_data (self->scene, self);
    g_signal_handlers_disconnect_by_data (cal_rdm_scene_get_selection (self->scene), self);
    g_signal_handlers_disconnect_by_data (self->style_choice, self);
  }
  if (self->pictures != NULL)
    g_signal_handlers_disconnect_by_data (self->pictures, self->canvas);
  g_clear_object (&self->jobs);
  g_clear_object (&self->controls);
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->plot)));
  g_clear_object (&self->nearness);
  g_clear_object (&self->concepts);
  g_clear_object (&self->pictures);
  g_clear_object (&self->scene);
  G_OBJECT_CLASS (cal_similarity_area_parent_class)->dispose (object);
}

static void
cal_similarity_area_finalize (GObject *object)
{
  g_clear_pointer (&CAL_SIMILARITY_AREA (object)->top, g_free);
  G_OBJECT_CLASS (cal_similarity_area_parent_class)->finalize (object);
}

static void
cal_similarity_area_class_init (CalSimilarityAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cal_similarity_area_dispose;
  object_class->finalize = cal_similarity_area_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "similarityarea");
}

static void
cal_similarity_area_init (CalSimilarityArea *self)
{
  self->dimension = self->hovered = -1;
  self->n_objects = 1;
}

static void
init_input (CalSimilarityArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, keys);
  gtk_widget_set_has_tooltip (self->canvas, TRUE);
  g_signal_connect (self->canvas, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}

static void
init_controls (CalSimilarityArea *self)
{
  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->style_choice =
      GTK_DROP_DOWN (gtk_drop_down_new_from_strings ((const char *[]){"Rose", "Bars", NULL}));
  cal_accessible_set_name (GTK_WIDGET (self->style_choice), "How profiles are drawn");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->style_choice), "How profiles are drawn");
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->style_choice));
  g_signal_connect_swapped (self->style_choice, "notify::selected", G_CALLBACK (style_cb), self);
}

/**
 * cal_similarity_area_new:
 * @scene: whose selection is shown and changed; the table of its stimuli is the model, unless
 *   another is set
 * @pictures: (nullable): of the stimuli
 *
 * Returns: (transfer floating): the view, which follows the scene
 */
GtkWidget *
cal_similarity_area_new (CalRdmScene *scene, CalPictures *pictures)
{
  CalSimilarityArea *self = g_object_new (CAL_TYPE_SIMILARITY_AREA, NULL);

  self->scene = g_object_ref (scene);
  g_set_object (&self->pictures, pictures);
  self->jobs = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Profile of an object", self->jobs));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  init_input (self);
  init_controls (self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (scene, "notify::stimuli", G_CALLBACK (read_table), self);
  g_signal_connect_swapped (cal_rdm_scene_get_selection (scene), "changed",
                            G_CALLBACK (read_selection), self);
  g_signal_connect (self, "map", G_CALLBACK (compare), NULL);
  if (pictures != NULL)
    g_signal_connect_swapped (pictures, "loaded", G_CALLBACK (gtk_widget_queue_draw), self->canvas);
  read_table (self);
  return GTK_WIDGET (self);
}

/**
 * cal_similarity_area_get_dimension:
 *
 * Returns: the picked dimension, or -1
 */
gint
cal_similarity_area_get_dimension (CalSimilarityArea *self)
{
  return self->dimension;
}

/**
 * cal_similarity_area_get_object:
 *
 * Returns: (transfer none) (nullable): whose profile is shown
 */
const char *
cal_similarity_area_get_object (CalSimilarityArea *self)
{
  return self->concepts != NULL ? cal_concepts_get_id (self->concepts, self->objects[0]) : NULL;
}

/**
 * cal_similarity_area_get_tile:
 * @nearest: of the nearest objects; else of those that score most on the picked dimension
 * @nth: from 0
 * @x: (out): in the view: its middle
 * @y: (out)
 *
 * Returns: whether it is drawn
 */
gboolean
cal_similarity_area_get_tile (
    CalSimilarityArea *self, gboolean nearest, guint nth, double *x, double *y)
{
  CalSimilarityLayout layout;
  const cairo_rectangle_t *box;

  if (self->concepts == NULL)
    return FALSE;
  cal_similarity_area_lay_out (self, gtk_widget_get_width (self->canvas),
                               gtk_widget_get_height (self->canvas), &layout);
  if (nth >= (nearest ? layout.n_nearest : layout.n_top))
    return FALSE;
  box = nearest ? &layout.nearest[nth].box : &layout.top[nth].box;
  return gtk_widget_translate_coordinates (
      self->canvas, GTK_WIDGET (self), box->x + 0.5 * box->width, box->y + 0.5 * box->height, x, y);
}
