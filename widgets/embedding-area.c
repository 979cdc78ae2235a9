/* embedding-area.c - the conditions of the current RDM as points: look, turn, lasso.
 *
 * embedding-area-draw.c has the picture, embedding-area-input.c the mouse and the keys,
 * embedding-area-controls.c the controls.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/embedding-area.h"

#include <math.h>
#include <string.h>

#include "widgets/embedding-area-private.h"

static void cal_embedding_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalEmbeddingArea,
                               cal_embedding_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_embedding_area_view_init))

/**
 * cal_embedding_area_queue:
 *
 * Points, colours or the view on them are not what they were.
 */
void
cal_embedding_area_queue (CalEmbeddingArea *self)
{
  self->is_cached = FALSE;
  gtk_widget_queue_draw (self->canvas);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  cal_embedding_area_draw (data, cr, width, height, FALSE);
}

/**
 * cal_embedding_area_find_column:
 *
 * Returns: (transfer none) (nullable): the column that colours the points
 */
const CalColumn *
cal_embedding_area_find_column (CalEmbeddingArea *self)
{
  CalTable *table = self->named != NULL ? cal_embedding_get_desc (self->named)->conditions : NULL;
  const CalColumn *column;

  if (table == NULL || self->colour_by == NULL)
    return NULL;
  column = cal_table_find_column (table, self->colour_by);
  return column != NULL && cal_column_colours_can (column) ? column : NULL;
}

static void
read_selection (CalEmbeddingArea *self)
{
  CalSelection *selection = cal_rdm_scene_get_selection (self->scene);
  gsize n = self->named != NULL ? cal_embedding_get_desc (self->named)->n_points : 0;

  g_free (self->is_selected);
  self->is_selected = g_new0 (guint8, MAX (n, 1));
  self->n_selected = 0;
  for (gsize p = 0; p < n; p++) {
    self->is_selected[p] = cal_selection_has_stimulus (selection, self->names[p]);
    self->n_selected += self->is_selected[p];
  }
}

/* Another embedding may be of other conditions. */
static void
read_points (CalEmbeddingArea *self)
{
  CalEmbedding *embedding = cal_embedder_get_embedding (self->embedder);
  const CalEmbeddingDesc *desc = embedding != NULL ? cal_embedding_get_desc (embedding) : NULL;
  CalTable *before = self->named != NULL ? cal_embedding_get_desc (self->named)->conditions : NULL;

  if (self->named == embedding)
    return;
  if (embedding == NULL || self->named == NULL || desc->conditions != before ||
      desc->n_points != cal_embedding_get_desc (self->named)->n_points)
    cal_embedding_area_forget_drawing (self);
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->colours, cal_column_colours_free);
  g_set_object (&self->named, embedding);
  if (embedding == NULL)
    return;
  self->names = g_new (const char *, desc->n_points + 1);
  for (gsize p = 0; p < desc->n_points; p++)
    self->names[p] = cal_embedding_get_condition (embedding, p);
  if (self->colour_by == NULL && cal_column_colours_choose (desc->conditions) != NULL)
    self->colour_by = g_strdup (cal_column_colours_choose (desc->conditions)->name);
  if (cal_embedding_area_find_column (self) != NULL)
    self->colours = cal_column_colours_new (cal_embedding_area_find_column (self));
  if (self->hovered >= (gssize) desc->n_points)
    self->hovered = -1;
  read_selection (self);
  if (desc->conditions != before)
    cal_embedding_area_show_controls (self);
}

static void
show_state (CalEmbeddingArea *self)
{
  CalEmbedding *embedding = cal_embedder_get_embedding (self->embedder);
  const char *failure = cal_embedder_get_failure (self->embedder);
  g_autofree char *note = NULL;

  if (cal_rdm_scene_get_current (self->scene) == NULL)
    cal_plot_area_set_message (
        self->plot, "No RDM to place",
        "This view shows the conditions of an RDM as points: near where they "
        "are alike. Open an RDM, or compute one from patterns.");
  else if (failure != NULL)
    cal_plot_area_set_message (self->plot, "The conditions could not be placed", failure);
  else if (embedding == NULL)
    cal_plot_area_set_message (self->plot, "Placing conditions…", NULL);
  else
    cal_plot_area_set_message (self->plot, NULL, NULL);
  if (embedding != NULL && failure == NULL) {
    const CalEmbeddingDesc *desc = cal_embedding_get_desc (embedding);

    note = g_strdup_printf ("%s · %s", desc->method, desc->summary != NULL ? desc->summary : "");
  }
  cal_plot_area_set_note (self->plot, note);
}

static void
describe (CalEmbeddingArea *self)
{
  g_autofree char *title = cal_view_dup_title (CAL_VIEW (self));
  g_autofree char *text = g_strdup_printf (
      "%s. %" G_GSIZE_FORMAT " selected. The arrow keys walk from point to point, Space selects, "
      "with Shift besides others; Shift and arrows pan, Control and arrows turn; plus and minus "
      "zoom, 0 fits.",
      title, self->n_selected);

  cal_plot_area_describe (self->plot, text);
}

static void
changed_cb (CalEmbeddingArea *self)
{
  gboolean is_other = self->named != cal_embedder_get_embedding (self->embedder);

  read_points (self);
  cal_embedding_area_queue (self);
  if (!is_other && cal_embedder_get_failure (self->embedder) == NULL)
    return;
  show_state (self);
  describe (self);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
selection_cb (CalEmbeddingArea *self)
{
  read_selection (self);
  describe (self);
  cal_embedding_area_queue (self);
}

static void
scene_cb (CalEmbeddingArea *self)
{
  show_state (self);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
stimuli_cb (CalEmbeddingArea *self)
{
  cal_embedding_area_forget_drawing (self);
  cal_embedding_area_show_controls (self);
  cal_embedding_area_queue (self);
}

static void
loaded_cb (CalEmbeddingArea *self)
{
  if (self->show_pictures)
    cal_embedding_area_queue (self);
}

static char *
cal_embedding_area_dup_title (CalView *view)
{
  CalEmbeddingArea *self = CAL_EMBEDDING_AREA (view);
  CalRdm *rdm = cal_rdm_scene_get_current (self->scene);
  double lower, upper;
  CalRdmTransform transform = cal_rdm_scene_get_transform (self->scene, &lower, &upper);
  GString *title = g_string_new ("Embedding");

  if (rdm == NULL)
    return g_string_free (title, FALSE);
  g_string_append_printf (title, " · %s · %" G_GSIZE_FORMAT " conditions",
                          cal_rdm_get_desc (rdm)->name, cal_rdm_get_desc (rdm)->n_conditions);
  if (transform != CAL_RDM_UNTRANSFORMED)
    g_string_append_printf (title, " · l %.2f u %.2f %s", lower, upper,
                            transform == CAL_RDM_BY_RANK ? "by rank" : "by distance");
  return g_string_free (title, FALSE);
}

static void
cal_embedding_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalEmbeddingArea *self = CAL_EMBEDDING_AREA (view);

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  cal_embedding_area_draw (self, cr, width, height, TRUE);
}

static GtkWidget *
cal_embedding_area_get_controls (CalView *view)
{
  return CAL_EMBEDDING_AREA (view)->controls;
}

static JsonNode *
cal_embedding_area_dup_state (CalView *view)
{
  CalEmbeddingArea *self = CAL_EMBEDDING_AREA (view);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CalEmbedderMethod method;
  guint n_dims, n_starts;

  g_object_get (self->embedder, "method", &method, "n-dims", &n_dims, "n-starts", &n_starts, NULL);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "method");
  json_builder_add_int_value (builder, method);
  json_builder_set_member_name (builder, "dimensions");
  json_builder_add_int_value (builder, n_dims);
  json_builder_set_member_name (builder, "starts");
  json_builder_add_int_value (builder, n_starts);
  json_builder_set_member_name (builder, "colour-by");
  json_builder_add_string_value (builder, self->colour_by != NULL ? self->colour_by : "");
  json_builder_set_member_name (builder, "pictures");
  json_builder_add_boolean_value (builder, self->show_pictures);
  json_builder_set_member_name (builder, "hulls");
  json_builder_add_boolean_value (builder, self->show_hulls);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
cal_embedding_area_set_state (CalView *view, JsonNode *state)
{
  CalEmbeddingArea *self = CAL_EMBEDDING_AREA (view);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (state) ? json_node_get_object (state) : NULL;
  gint64 method, n_dims, n_starts;
  const char *colour_by;

  if (object == NULL)
    return;
  method = json_object_get_int_member_with_default (object, "method", 0);
  n_dims = json_object_get_int_member_with_default (object, "dimensions", 2);
  n_starts = json_object_get_int_member_with_default (object, "starts", 4);
  colour_by = json_object_get_string_member_with_default (object, "colour-by", NULL);
  if (method >= 0 && method <= CAL_EMBEDDER_PCA)
    g_object_set (self->embedder, "method", (gint) method, NULL);
  if (n_dims == 2 || n_dims == 3)
    g_object_set (self->embedder, "n-dims", (guint) n_dims, NULL);
  if (n_starts >= 1 && n_starts <= 64)
    g_object_set (self->embedder, "n-starts", (guint) n_starts, NULL);
  if (colour_by != NULL) {
    g_free (self->colour_by);
    self->colour_by = g_strdup (colour_by);
  }
  g_clear_pointer (&self->colours, cal_column_colours_free);
  if (cal_embedding_area_find_column (self) != NULL)
    self->colours = cal_column_colours_new (cal_embedding_area_find_column (self));
  self->show_pictures = json_object_get_boolean_member_with_default (object, "pictures", FALSE);
  self->show_hulls = json_object_get_boolean_member_with_default (object, "hulls", FALSE);
  cal_embedding_area_show_controls (self);
  cal_embedding_area_queue (self);
}

static void
cal_embedding_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_embedding_area_dup_title;
  iface->draw = cal_embedding_area_draw_figure;
  iface->get_controls = cal_embedding_area_get_controls;
  iface->dup_state = cal_embedding_area_dup_state;
  iface->set_state = cal_embedding_area_set_state;
}

static void
cal_embedding_area_dispose (GObject *object)
{
  CalEmbeddingArea *self = CAL_EMBEDDING_AREA (object);

  if (self->embedder != NULL) {
    g_signal_handlers_disconnect_by_data (self->embedder, self);
    cal_embedder_stop (self->embedder);
    g_signal_handlers_disconnect_by_data (self->scene, self);
    g_signal_handlers_disconnect_by_data (cal_rdm_scene_get_selection (self->scene), self);
    g_signal_handlers_disconnect_by_data (self->method, self);
    g_signal_handlers_disconnect_by_data (self->column, self);
  }
  if (self->pictures != NULL)
    g_signal_handlers_disconnect_by_data (self->pictures, self);
  cal_embedding_area_forget_drawing (self);
  g_clear_object (&self->embedder);
  g_clear_object (&self->controls);
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->plot)));
  g_clear_object (&self->pictures);
  g_clear_object (&self->scene);
  g_clear_object (&self->named);
  G_OBJECT_CLASS (cal_embedding_area_parent_class)->dispose (object);
}

static void
cal_embedding_area_finalize (GObject *object)
{
  CalEmbeddingArea *self = CAL_EMBEDDING_AREA (object);

  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->is_selected, g_free);
  g_clear_pointer (&self->colours, cal_column_colours_free);
  g_clear_pointer (&self->lasso, g_array_unref);
  g_clear_pointer (&self->colour_by, g_free);
  G_OBJECT_CLASS (cal_embedding_area_parent_class)->finalize (object);
}

static void
cal_embedding_area_class_init (CalEmbeddingAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cal_embedding_area_dispose;
  object_class->finalize = cal_embedding_area_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "embeddingarea");
}

static void
cal_embedding_area_init (CalEmbeddingArea *self)
{
  self->hovered = -1;
  self->lasso = g_array_new (FALSE, FALSE, sizeof (double));
  cal_point_view_init (&self->view, 2);
}

/**
 * cal_embedding_area_new:
 * @scene: whose current RDM is shown, whose selection is shown and changed
 * @pictures: (nullable): of the stimuli
 *
 * Returns: (transfer floating): the view, which follows the scene
 */
GtkWidget *
cal_embedding_area_new (CalRdmScene *scene, CalPictures *pictures)
{
  CalEmbeddingArea *self = g_object_new (CAL_TYPE_EMBEDDING_AREA, NULL);

  self->scene = g_object_ref (scene);
  g_set_object (&self->pictures, pictures);
  self->embedder = cal_embedder_new (GTK_WIDGET (self), scene);
  self->plot = CAL_PLOT_AREA (
      cal_plot_area_new ("Embedding of conditions", cal_embedder_get_jobs (self->embedder)));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  cal_embedding_area_init_input (self);
  cal_embedding_area_init_controls (self);
  g_signal_connect_swapped (self->embedder, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->embedder, "notify", G_CALLBACK (cal_embedding_area_show_controls),
                            self);
  g_signal_connect_swapped (cal_rdm_scene_get_selection (scene), "changed",
                            G_CALLBACK (selection_cb), self);
  g_signal_connect_swapped (scene, "changed", G_CALLBACK (scene_cb), self);
  g_signal_connect_swapped (scene, "notify::stimuli", G_CALLBACK (stimuli_cb), self);
  if (pictures != NULL)
    g_signal_connect_swapped (pictures, "loaded", G_CALLBACK (loaded_cb), self);
  read_points (self);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * cal_embedding_area_get_place:
 * @id: of a condition
 * @x: (out): in the view
 * @y: (out)
 *
 * Returns: whether it is drawn
 */
gboolean
cal_embedding_area_get_place (CalEmbeddingArea *self, const char *id, double *x, double *y)
{
  gsize point;

  if (self->named == NULL || self->places == NULL ||
      !cal_embedding_find_condition (self->named, id, &point))
    return FALSE;
  return gtk_widget_translate_coordinates (
      self->canvas, GTK_WIDGET (self), self->places[point].x_px, self->places[point].y_px, x, y);
}
