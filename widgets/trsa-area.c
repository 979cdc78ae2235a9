/* trsa-area.c - topological RSA: l and u on the histogram, and what they make of the RDM.
 *
 * The thresholds are the scene's, so that every view of the RDM follows while they are dragged.
 * trsa-area-draw.c has the picture, trsa-area-input.c the mouse and the keys.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/trsa-area.h"

#include "analysis/trsa.h"
#include "widgets/accessible.h"
#include "widgets/trsa-area-private.h"

/* More edges than these are a carpet. */
#define MAX_EDGES 3000

#define GRID_STEP 0.05

static void cal_trsa_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalTrsaArea,
                               cal_trsa_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_trsa_area_view_init))

/**
 * cal_trsa_area_get_thresholds:
 * @lower: (out): l
 * @upper: (out): u; 0 and 1 while the RDM is shown as it is
 *
 * Returns: whether the RDM is transformed
 */
gboolean
cal_trsa_area_get_thresholds (CalTrsaArea *self, double *lower, double *upper)
{
  if (cal_rdm_scene_get_transform (self->scene, lower, upper) != CAL_RDM_UNTRANSFORMED)
    return TRUE;
  *lower = 0.0;
  *upper = 1.0;
  return FALSE;
}

/**
 * cal_trsa_area_set_thresholds:
 *
 * All views follow. An RDM that is shown as it is, is transformed by rank from here on.
 */
void
cal_trsa_area_set_thresholds (CalTrsaArea *self, double lower, double upper)
{
  CalRdmTransform transform = cal_rdm_scene_get_transform (self->scene, NULL, NULL);

  cal_rdm_scene_set_transform (
      self->scene, transform == CAL_RDM_UNTRANSFORMED ? CAL_RDM_BY_RANK : transform, lower, upper);
}

static void
show_rule (CalTrsaArea *self)
{
  g_autofree char *note = NULL;
  CalEmbedding *embedding = cal_embedder_get_embedding (self->embedder);
  CalTrsaOptions options = {.curve = CAL_TRSA_LINEAR};
  gboolean is_transformed = cal_trsa_area_get_thresholds (self, &options.lower, &options.upper);

  g_clear_pointer (&self->rule, g_free);
  if (self->field == NULL) {
    cal_plot_area_set_note (self->plot, NULL);
    return;
  }
  self->rule = g_strdup_printf (
      "l %.2f, u %.2f · %s · %s", options.lower, options.upper,
      cal_trsa_field_is_by_distance (self->field) ? "by distance" : "by rank",
      is_transformed ? cal_trsa_family_get_name (cal_trsa_get_family (options.lower, options.upper))
                     : "not transformed: drag l or u");
  options.scale =
      cal_trsa_field_is_by_distance (self->field) ? CAL_TRSA_BY_DISTANCE : CAL_TRSA_BY_RANK;
  if (is_transformed) {
    g_autofree char *sentence = cal_trsa_options_describe (&options);
    guint n_pooled = cal_trsa_field_get_n_pooled (self->field);

    note = n_pooled > 1 ? g_strdup_printf ("%s · %u RDMs pooled", sentence, n_pooled)
                        : g_strdup (sentence);
  } else if (embedding != NULL) {
    note = g_strdup_printf ("%s · %s", cal_embedding_get_desc (embedding)->method,
                            cal_embedding_get_desc (embedding)->summary);
  }
  cal_plot_area_set_note (self->plot, note);
}

static void
describe (CalTrsaArea *self)
{
  g_autofree char *text = g_strdup_printf (
      "%s. %" G_GSIZE_FORMAT " pairs keep an edge. Left and Right move the held threshold by 0.01, "
      "with Shift by 0.05; L and U choose which one; Home resets both.",
      self->rule != NULL ? self->rule : "No RDM", self->n_kept);

  cal_plot_area_describe (self->plot, text);
}

static void
transform (CalTrsaArea *self)
{
  double lower, upper;

  g_clear_pointer (&self->edges, g_array_unref);
  self->n_kept = 0;
  if (self->field != NULL) {
    cal_trsa_area_get_thresholds (self, &lower, &upper);
    cal_trsa_field_transform (self->field, lower, upper);
    self->edges =
        cal_kept_edges_find (cal_trsa_field_get_transformed (self->field),
                             cal_rdm_get_desc (cal_trsa_field_get_rdm (self->field))->n_conditions,
                             MAX_EDGES, &self->n_kept);
  }
  show_rule (self);
  describe (self);
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
show_message (CalTrsaArea *self)
{
  if (cal_rdm_scene_get_current (self->scene) == NULL)
    cal_plot_area_set_message (self->plot, "No RDM to transform",
                               "Topological RSA makes small dissimilarities one and large ones "
                               "far: this view shows what l "
                               "and u leave of an RDM. Open one, or compute it from patterns.");
  else if (self->field == NULL)
    cal_plot_area_set_message (self->plot, "Ranking dissimilarities…", NULL);
  else
    cal_plot_area_set_message (self->plot, NULL, NULL);
}

static void
field_cb (CalTrsaArea *self, GObject *result)
{
  CalTrsaField *field = CAL_TRSA_FIELD (result);
  gsize n;

  cal_trsa_field_get_sorted (field, &n);
  g_set_object (&self->field, field);
  if (n == 0)
    g_clear_object (&self->field);
  show_message (self);
  if (n == 0)
    cal_plot_area_set_message (self->plot, "Nothing to transform",
                               "No pair of this RDM has a dissimilarity.");
  transform (self);
}

static void
ask_field (CalTrsaArea *self)
{
  CalRdm *rdm = cal_rdm_scene_get_current (self->scene);
  gboolean by_distance =
      cal_rdm_scene_get_transform (self->scene, NULL, NULL) == CAL_RDM_BY_DISTANCE;
  g_autoptr (GPtrArray) pool = NULL;

  if (rdm == self->asked && by_distance == self->asked_by_distance)
    return;
  if (rdm != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (rdm != self->asked)
    g_clear_object (&self->field);
  g_set_object (&self->asked, rdm);
  self->asked_by_distance = by_distance;
  show_message (self);
  if (rdm == NULL) {
    cal_latest_job_cancel (self->field_jobs);
    transform (self);
    return;
  }
  pool = cal_rdm_scene_dup_pool (self->scene, rdm);
  cal_latest_job_start (self->field_jobs, cal_trsa_field_job_new (pool, by_distance),
                        CAL_LATEST_CANCEL);
}

/* Of all measured RDMs with the conditions of the current one; told apart by their region. */
static CalRsaSet *
make_set (CalTrsaArea *self)
{
  g_autoptr (GPtrArray) data = g_ptr_array_new ();
  CalRdm *current = cal_rdm_scene_get_current (self->scene);

  for (guint n = 0; current != NULL && n < cal_rdm_scene_get_n (self->scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (self->scene, n);

    if (!cal_rdm_scene_is_model (self->scene, rdm) && cal_rdm_get_desc (rdm)->subject != NULL &&
        cal_rdm_get_desc (rdm)->n_conditions == cal_rdm_get_desc (current)->n_conditions)
      g_ptr_array_add (data, rdm);
  }
  return data->len > 1 ? cal_rsa_set_new (NULL, 0, (CalRdm *const *) data->pdata, data->len, 0,
                                          CAL_MISSING_DROP, NULL)
                       : NULL;
}

static void
ask_grid (CalTrsaArea *self)
{
  CalTrsaGridOptions options = {
      .scale = cal_rdm_scene_get_transform (self->scene, NULL, NULL) == CAL_RDM_BY_DISTANCE
                   ? CAL_TRSA_BY_DISTANCE
                   : CAL_TRSA_BY_RANK,
      .method = CAL_RDM_SPEARMAN,
      .step = GRID_STEP,
  };
  CalRdm *current = cal_rdm_scene_get_current (self->scene);
  g_autofree char *asked = NULL;
  g_autoptr (CalRsaSet) set = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  asked =
      g_strdup_printf ("%u %d %" G_GSIZE_FORMAT, cal_rdm_scene_get_n (self->scene), options.scale,
                       current != NULL ? cal_rdm_get_desc (current)->n_conditions : 0);
  if (g_strcmp0 (asked, self->grid_asked) == 0)
    return;
  g_free (self->grid_asked);
  self->grid_asked = g_steal_pointer (&asked);
  g_clear_object (&self->grid);
  set = make_set (self);
  if (set != NULL && cal_rsa_set_get_n_subjects (set) > 1)
    cal_latest_job_start (self->grid_jobs, cal_trsa_grid_job (set, &options), CAL_LATEST_CANCEL);
  else
    cal_latest_job_cancel (self->grid_jobs);
}

static void
show_controls (CalTrsaArea *self)
{
  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->scale, cal_rdm_scene_get_transform (self->scene, NULL, NULL));
  gtk_drop_down_set_selected (self->value, self->by_selection ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->value),
                          self->grid != NULL &&
                              cal_trsa_grid_get_figures (self->grid)->n_regions > 1);
  self->is_showing = FALSE;
}

static void
scene_cb (CalTrsaArea *self)
{
  ask_field (self);
  ask_grid (self);
  show_controls (self);
  transform (self);
}

static void
grid_cb (CalTrsaArea *self, GObject *result)
{
  g_set_object (&self->grid, CAL_TRSA_GRID (result));
  show_controls (self);
  gtk_widget_queue_draw (self->canvas);
}

static void
embedded_cb (CalTrsaArea *self)
{
  CalEmbedding *embedding = cal_embedder_get_embedding (self->embedder);

  if (embedding != self->named) {
    const CalEmbeddingDesc *desc = embedding != NULL ? cal_embedding_get_desc (embedding) : NULL;
    const CalColumn *column = desc != NULL ? cal_column_colours_choose (desc->conditions) : NULL;

    g_set_object (&self->named, embedding);
    g_clear_pointer (&self->colours, cal_column_colours_free);
    g_clear_pointer (&self->order, g_free);
    g_free (self->places);
    self->places = g_new0 (CalPointPlace, desc != NULL ? desc->n_points : 1);
    self->colours = column != NULL ? cal_column_colours_new (column) : NULL;
    show_rule (self);
  }
  gtk_widget_queue_draw (self->canvas);
}

static void
scale_cb (CalTrsaArea *self)
{
  double lower, upper;
  guint n = gtk_drop_down_get_selected (self->scale);

  if (self->is_showing || n > CAL_RDM_BY_DISTANCE)
    return;
  cal_rdm_scene_get_transform (self->scene, &lower, &upper);
  /* Choosing a transform is asking to see one. */
  if (n != CAL_RDM_UNTRANSFORMED && lower <= 0.0 && upper >= 1.0) {
    lower = CAL_TRSA_DEFAULT_LOWER;
    upper = CAL_TRSA_DEFAULT_UPPER;
  }
  cal_rdm_scene_set_transform (self->scene, (CalRdmTransform) n, lower, upper);
}

static void
value_cb (CalTrsaArea *self)
{
  if (self->is_showing)
    return;
  self->by_selection = gtk_drop_down_get_selected (self->value) == 1;
  gtk_widget_queue_draw (self->canvas);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  cal_trsa_area_draw (data, cr, width, height, FALSE);
}

static char *
cal_trsa_area_dup_title (CalView *view)
{
  CalTrsaArea *self = CAL_TRSA_AREA (view);
  CalRdm *rdm = cal_rdm_scene_get_current (self->scene);
  double lower, upper;

  if (rdm == NULL)
    return g_strdup ("tRSA");
  if (!cal_trsa_area_get_thresholds (self, &lower, &upper))
    return g_strdup_printf ("tRSA · %s · %" G_GSIZE_FORMAT " conditions · not transformed",
                            cal_rdm_get_desc (rdm)->name, cal_rdm_get_desc (rdm)->n_conditions);
  return g_strdup_printf ("tRSA · %s · %" G_GSIZE_FORMAT " conditions · l %.2f u %.2f",
                          cal_rdm_get_desc (rdm)->name, cal_rdm_get_desc (rdm)->n_conditions, lower,
                          upper);
}

static void
cal_trsa_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalTrsaArea *self = CAL_TRSA_AREA (view);

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  cal_trsa_area_draw (self, cr, width, height, TRUE);
}

static GtkWidget *
cal_trsa_area_get_controls (CalView *view)
{
  return CAL_TRSA_AREA (view)->controls;
}

static JsonNode *
cal_trsa_area_dup_state (CalView *view)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "by-selection");
  json_builder_add_boolean_value (builder, CAL_TRSA_AREA (view)->by_selection);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
cal_trsa_area_set_state (CalView *view, JsonNode *state)
{
  CalTrsaArea *self = CAL_TRSA_AREA (view);

  if (!JSON_NODE_HOLDS_OBJECT (state))
    return;
  self->by_selection = json_object_get_boolean_member_with_default (json_node_get_object (state),
                                                                    "by-selection", FALSE);
  show_controls (self);
  gtk_widget_queue_draw (self->canvas);
}

static void
cal_trsa_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_trsa_area_dup_title;
  iface->draw = cal_trsa_area_draw_figure;
  iface->get_controls = cal_trsa_area_get_controls;
  iface->dup_state = cal_trsa_area_dup_state;
  iface->set_state = cal_trsa_area_set_state;
}

static void
cal_trsa_area_dispose (GObject *object)
{
  CalTrsaArea *self = CAL_TRSA_AREA (object);

  if (self->embedder != NULL) {
    g_signal_handlers_disconnect_by_data (self->embedder, self);
    cal_embedder_stop (self->embedder);
    g_signal_handlers_disconnect_by_data (self->field_jobs, self);
    g_signal_handlers_disconnect_by_data (self->grid_jobs, self);
    cal_latest_job_cancel (self->field_jobs);
    cal_latest_job_cancel (self->grid_jobs);
    g_signal_handlers_disconnect_by_data (self->scene, self);
    g_signal_handlers_disconnect_by_data (self->scale, self);
    g_signal_handlers_disconnect_by_data (self->value, self);
  }
  g_clear_object (&self->embedder);
  g_clear_object (&self->field_jobs);
  g_clear_object (&self->grid_jobs);
  g_clear_object (&self->controls);
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->plot)));
  g_clear_object (&self->field);
  g_clear_object (&self->grid);
  g_clear_object (&self->asked);
  g_clear_object (&self->named);
  g_clear_object (&self->scene);
  G_OBJECT_CLASS (cal_trsa_area_parent_class)->dispose (object);
}

static void
cal_trsa_area_finalize (GObject *object)
{
  CalTrsaArea *self = CAL_TRSA_AREA (object);

  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->grid_asked, g_free);
  g_clear_pointer (&self->rule, g_free);
  g_clear_pointer (&self->colours, cal_column_colours_free);
  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->cache, cairo_surface_destroy);
  G_OBJECT_CLASS (cal_trsa_area_parent_class)->finalize (object);
}

static void
cal_trsa_area_class_init (CalTrsaAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cal_trsa_area_dispose;
  object_class->finalize = cal_trsa_area_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "trsaarea");
}

static void
cal_trsa_area_init (CalTrsaArea *self)
{
  self->held = -1;
  cal_point_view_init (&self->view, 2);
}

static void
init_controls (CalTrsaArea *self)
{
  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->scale = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (
      (const char *[]){"Not transformed", "By rank", "By distance", NULL}));
  self->value = GTK_DROP_DOWN (
      gtk_drop_down_new_from_strings ((const char *[]){"Reliability", "Regions told apart", NULL}));
  cal_accessible_set_name (GTK_WIDGET (self->scale), "What thresholds are quantiles of");
  cal_accessible_set_name (GTK_WIDGET (self->value), "What the map over l and u shows");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->scale),
                               "By rank: quantiles of each RDM's own ranks (Lin and Kriegeskorte). "
                               "By distance: of the dissimilarities of all RDMs of the measure "
                               "together (rsatoolbox).");
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->scale));
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->value));
  show_controls (self);
  g_signal_connect_swapped (self->scale, "notify::selected", G_CALLBACK (scale_cb), self);
  g_signal_connect_swapped (self->value, "notify::selected", G_CALLBACK (value_cb), self);
}

/**
 * cal_trsa_area_new:
 * @scene: whose current RDM is shown and whose thresholds are shown and changed
 *
 * Returns: (transfer floating): the view, which follows the scene
 */
GtkWidget *
cal_trsa_area_new (CalRdmScene *scene)
{
  CalTrsaArea *self = g_object_new (CAL_TYPE_TRSA_AREA, NULL);

  self->scene = g_object_ref (scene);
  self->embedder = cal_embedder_new (GTK_WIDGET (self), scene);
  self->field_jobs = cal_latest_job_new ();
  self->grid_jobs = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Thresholds l and u", self->grid_jobs));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  cal_trsa_area_init_input (self);
  init_controls (self);
  g_signal_connect_swapped (self->embedder, "changed", G_CALLBACK (embedded_cb), self);
  g_signal_connect_swapped (self->field_jobs, "done", G_CALLBACK (field_cb), self);
  g_signal_connect_swapped (self->grid_jobs, "done", G_CALLBACK (grid_cb), self);
  g_signal_connect_swapped (scene, "changed", G_CALLBACK (scene_cb), self);
  g_signal_connect (self, "map", G_CALLBACK (scene_cb), NULL);
  show_message (self);
  return GTK_WIDGET (self);
}

static gboolean
to_area (CalTrsaArea *self, double *x, double *y)
{
  return gtk_widget_translate_coordinates (self->canvas, GTK_WIDGET (self), *x, *y, x, y);
}

/**
 * cal_trsa_area_get_threshold_place:
 * @which: 0 for l, 1 for u
 * @x: (out): in the view: where it can be held
 * @y: (out)
 *
 * Returns: whether it is drawn
 */
gboolean
cal_trsa_area_get_threshold_place (CalTrsaArea *self, gint which, double *x, double *y)
{
  CalTrsaLayout layout;
  CalTrsaPlot plot;

  if (self->field == NULL)
    return FALSE;
  cal_trsa_area_lay_out (gtk_widget_get_width (self->canvas), gtk_widget_get_height (self->canvas),
                         &layout);
  cal_trsa_area_fill_plot (self, &layout, &plot);
  *x = cal_trsa_plot_get_x (&plot, which == 0 ? plot.lower : plot.upper);
  *y = plot.box.y + 0.5 * plot.box.height;
  return to_area (self, x, y);
}

/**
 * cal_trsa_area_get_map_place:
 * @l: step of the lower threshold
 * @u: of the upper one
 * @x: (out): in the view: the middle of the cell
 * @y: (out)
 *
 * Returns: whether there is a map
 */
gboolean
cal_trsa_area_get_map_place (CalTrsaArea *self, guint l, guint u, double *x, double *y)
{
  CalTrsaLayout layout;
  CalThresholdMap map;
  cairo_rectangle_t box;

  cal_trsa_area_lay_out (gtk_widget_get_width (self->canvas), gtk_widget_get_height (self->canvas),
                         &layout);
  if (!cal_trsa_area_fill_map (self, &layout, &map))
    return FALSE;
  cal_threshold_map_get_cell (&map, l, u, &box);
  *x = box.x + 0.5 * box.width;
  *y = box.y + 0.5 * box.height;
  return to_area (self, x, y);
}

/**
 * cal_trsa_area_get_n_kept:
 * @n_drawn: (out): how many of them are drawn
 *
 * Returns: the pairs that keep an edge
 */
gsize
cal_trsa_area_get_n_kept (CalTrsaArea *self, gsize *n_drawn)
{
  *n_drawn = self->edges != NULL ? self->edges->len : 0;
  return self->n_kept;
}
