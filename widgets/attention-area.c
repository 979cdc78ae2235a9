/* attention-area.c - the view of attention routing: where in a picture each region looks.
 *
 * attention-area-read.c reads weights and makes maps of them, attention-area-draw.c has the
 * picture, attention-area-input.c mouse and keys, attention-area-controls.c the title row.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/attention-area.h"

#include <string.h>

#include "render/scene/attention-paint.h"
#include "widgets/attention-area-private.h"

static void cal_attention_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalAttentionArea,
                               cal_attention_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_attention_area_view_init))

static void
describe (CalAttentionArea *self)
{
  GString *text = g_string_new (NULL);

  for (guint m = 0; m < MIN (self->maps->len, 5); m++)
    g_string_append_printf (text, "%s%s", m > 0 ? ", " : "",
                            ((CalAttentionMap *) self->maps->pdata[m])->title);
  g_string_append (text, ". Arrows walk over the patches, Escape lets go of one.");
  cal_plot_area_describe (self->plot, text->str);
  g_string_free (text, TRUE);
}

static char *
dup_note (CalAttentionArea *self)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
  double worst;
  gsize n_off = self->weights != NULL ? cal_attention_weights_count_off (self->weights, &worst) : 0;

  if (self->queries->len > CAL_ATTENTION_MAX_PANELS)
    return g_strdup_printf ("the first %d of %u regions", CAL_ATTENTION_MAX_PANELS,
                            self->queries->len);
  if (n_off > 0)
    return g_strdup_printf ("the weights of %" G_GSIZE_FORMAT
                            " rows do not add up to 1 (one to %.4g); shown as they are",
                            n_off, worst);
  if (self->missing != NULL && self->samples->len == 0)
    return NULL;
  return cal_attention_area_has_shares (self)
             ? g_strdup_printf ("%s; click a part of a bar to see it on the brain", desc->name)
             : NULL;
}

/* What there is to see, or why there is nothing. */
static void
show (CalAttentionArea *self)
{
  g_autofree char *note = NULL, *title = NULL;

  if (self->attention == NULL)
    cal_plot_area_set_message (
        self->plot, "No attention maps",
        "This view shows where in a picture each region looks. Open an HDF5 file with a dataset "
        "“attn_maps”: stimuli × heads × regions × patches.");
  else if (self->missing != NULL && self->samples->len == 0) {
    title = g_strdup_printf ("No map of %s", self->missing);
    cal_plot_area_set_message (self->plot, title,
                               "The model's attention was saved for other stimuli. Select one of "
                               "them, or none to see the first.");
  } else if (self->failure != NULL)
    cal_plot_area_set_message (self->plot, "The attention could not be read", self->failure);
  else if (self->weights == NULL && !cal_attention_area_has_shares (self))
    cal_plot_area_set_message (self->plot, "Reading attention…", NULL);
  else if (self->queries->len == 0 && !cal_attention_area_has_shares (self))
    cal_plot_area_set_message (self->plot, "No region is picked",
                               "Pick one in the list above, or click on the brain.");
  else {
    cal_plot_area_set_message (self->plot, NULL, NULL);
    describe (self);
  }
  if (self->attention != NULL)
    note = dup_note (self);
  cal_plot_area_set_note (self->plot, note);
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

/**
 * cal_attention_area_update:
 *
 * Something else is looked at: what is missing is read.
 */
void
cal_attention_area_update (CalAttentionArea *self)
{
  cal_attention_area_find_samples (self);
  cal_attention_area_read (self);
  cal_attention_area_show_controls (self);
  show (self);
}

/**
 * cal_attention_area_set_queries:
 *
 * Shows the maps of other queries, each of them once.
 */
void
cal_attention_area_set_queries (CalAttentionArea *self, const gsize *queries, guint n)
{
  g_autoptr (GArray) once = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (guint q = 0; q < n; q++) {
    gboolean is_there = FALSE;

    for (guint o = 0; o < once->len; o++)
      is_there |= g_array_index (once, gsize, o) == queries[q];
    if (!is_there)
      g_array_append_val (once, queries[q]);
  }
  g_array_unref (self->queries);
  self->queries = g_steal_pointer (&once);
  cal_attention_area_make_maps (self);
  cal_attention_area_show_controls (self);
  show (self);
}

/**
 * cal_attention_area_select_query:
 *
 * Its region is the one that all views look at.
 */
void
cal_attention_area_select_query (CalAttentionArea *self, gsize query)
{
  self->is_leading = TRUE;
  cal_selection_set_region (
      self->selection,
      cal_text_array_get (cal_attention_get_desc (self->attention)->query_names, query));
  self->is_leading = FALSE;
}

static gboolean
shows_region (CalAttentionArea *self, const char *region)
{
  CalTextArray *names = cal_attention_get_desc (self->attention)->query_names;

  for (guint n = 0; n < self->queries->len; n++)
    if (g_str_equal (cal_text_array_get (names, g_array_index (self->queries, gsize, n)), region))
      return TRUE;
  return FALSE;
}

static void
show_region (CalAttentionArea *self, const char *region)
{
  g_autoptr (GArray) found =
      cal_attention_find_queries (self->attention, region, CAL_HEMISPHERE_UNKNOWN);

  if (found->len > 0)
    cal_attention_area_set_queries (self, (const gsize *) (gpointer) found->data, found->len);
}

/* Other stimuli, or another region. */
static void
selection_cb (CalAttentionArea *self)
{
  const char *region = cal_selection_get_region (self->selection);
  g_autoptr (GArray) before = NULL;

  if (self->attention == NULL)
    return;
  before = g_array_copy (self->samples);
  cal_attention_area_find_samples (self);
  if (before->len != self->samples->len ||
      memcmp (before->data, self->samples->data, before->len * sizeof (gsize)) != 0)
    cal_attention_area_read (self);
  if (!self->is_leading && region != NULL && !shows_region (self, region))
    show_region (self, region);
  show (self);
}

/* The maps of all regions that the vertex lies in, on its side. */
static void
cursor_cb (CalAttentionArea *self)
{
  g_autoptr (GPtrArray) regions = NULL;
  g_autoptr (GArray) queries = NULL;
  CalHemisphere hemisphere;
  gsize vertex;

  if (self->attention == NULL || self->is_leading)
    return;
  regions = cal_encoding_scene_dup_regions_at_cursor (self->scene);
  hemisphere = cal_cursor_get_vertex (
      cal_scene_get_cursor (cal_encoding_scene_get_scene (self->scene)), &vertex);
  queries = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (guint r = 0; r < regions->len; r++) {
    g_autoptr (GArray) found =
        cal_attention_find_queries (self->attention, regions->pdata[r], hemisphere);

    g_array_append_vals (queries, found->data, found->len);
  }
  if (queries->len > 0)
    cal_attention_area_set_queries (self, (const gsize *) (gpointer) queries->data, queries->len);
}

/**
 * cal_attention_area_set_attention:
 * @attention: (nullable)
 *
 * Looks at another model, at the same regions if it has them.
 */
void
cal_attention_area_set_attention (CalAttentionArea *self, CalAttention *attention)
{
  const char *region = cal_selection_get_region (self->selection);
  gsize first = 0;

  if (self->attention == attention)
    return;
  if (self->token >= 0 || self->part >= 0)
    cal_encoding_scene_unpaint (self->scene, CAL_ATTENTION_PAINT_KEY);
  cal_latest_job_cancel (self->jobs);
  g_set_object (&self->attention, attention);
  g_clear_object (&self->weights);
  g_array_set_size (self->queries, 0);
  self->token = self->part = -1;
  self->run = self->head = CAL_ATTENTION_MEAN;
  cal_attention_area_make_maps (self);
  if (attention != NULL) {
    cal_attention_area_set_queries (self, &first, 1);
    if (region != NULL)
      show_region (self, region);
    cursor_cb (self);
  }
  cal_attention_area_update (self);
}

/* The newest model is looked at, unless one of those that are still open was. */
static void
scene_cb (CalAttentionArea *self)
{
  GPtrArray *open = cal_encoding_scene_get_attentions (self->scene);

  if (self->attention == NULL || !g_ptr_array_find (open, self->attention, NULL))
    cal_attention_area_set_attention (self, open->len > 0 ? open->pdata[0] : NULL);
  else
    cal_attention_area_show_controls (self);
}

static void
done_cb (CalAttentionArea *self, GObject *result)
{
  g_set_object (&self->weights, CAL_ATTENTION_WEIGHTS (result));
  cal_attention_area_make_maps (self);
  show (self);
}

static void
failed_cb (CalAttentionArea *self, GError *error)
{
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  g_clear_object (&self->weights);
  cal_attention_area_make_maps (self);
  show (self);
}

static void
map_cb (CalAttentionArea *self)
{
  if (self->weights == NULL && self->attention != NULL)
    cal_attention_area_read (self);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  cal_attention_area_draw (data, cr, width, height, FALSE);
}

static char *
cal_attention_area_dup_title (CalView *view)
{
  CalAttentionArea *self = CAL_ATTENTION_AREA (view);
  GString *title = g_string_new ("Attention");

  if (self->maps->len == 1)
    g_string_append_printf (title, " · %s", ((CalAttentionMap *) self->maps->pdata[0])->title);
  else if (self->maps->len > 1)
    g_string_append_printf (title, " · %u regions", self->maps->len);
  if (self->attention != NULL && self->samples->len > 0) {
    CalAttentionPick pick = {self->run, self->head, (const gsize *) (gpointer) self->samples->data,
                             self->samples->len};
    g_autofree char *text = cal_attention_dup_pick_text (self->attention, &pick);

    g_string_append_printf (title, " · %s", text);
  } else if (cal_attention_area_has_shares (self))
    g_string_append_printf (title, " · %s", cal_attention_get_desc (self->attention)->name);
  return g_string_free (title, FALSE);
}

static void
cal_attention_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalAttentionArea *self = CAL_ATTENTION_AREA (view);

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  cal_attention_area_draw (self, cr, width, height, TRUE);
}

static GtkWidget *
cal_attention_area_get_controls (CalView *view)
{
  return CAL_ATTENTION_AREA (view)->controls;
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static JsonNode *
cal_attention_area_dup_state (CalView *view)
{
  CalAttentionArea *self = CAL_ATTENTION_AREA (view);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "attention");
  json_builder_add_string_value (
      builder, self->attention != NULL ? cal_attention_get_desc (self->attention)->name : "");
  json_builder_set_member_name (builder, "regions");
  json_builder_begin_array (builder);
  for (guint n = 0; n < self->queries->len; n++) {
    g_autofree char *title =
        cal_attention_dup_query_title (self->attention, g_array_index (self->queries, gsize, n));

    json_builder_add_string_value (builder, title);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "run");
  json_builder_add_int_value (builder, self->run);
  json_builder_set_member_name (builder, "head");
  json_builder_add_int_value (builder, self->head);
  json_builder_set_member_name (builder, "colormap");
  json_builder_add_string_value (builder, self->colormap->name);
  json_builder_set_member_name (builder, "opacity");
  json_builder_add_double_value (builder, self->opacity);
  add_boolean (builder, "difference", self->is_difference);
  add_boolean (builder, "mean", self->is_mean);
  add_boolean (builder, "shared", self->shared);
  add_boolean (builder, "smooth", self->smooth);
  add_boolean (builder, "fades", self->fades);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
set_regions (CalAttentionArea *self, JsonObject *state)
{
  JsonNode *node = json_object_get_member (state, "regions");
  JsonArray *titles =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GArray) queries = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (guint n = 0; titles != NULL && n < json_array_get_length (titles); n++) {
    JsonNode *title = json_array_get_element (titles, n);
    gsize query;

    if (JSON_NODE_HOLDS_VALUE (title) && json_node_get_string (title) != NULL &&
        cal_attention_find_query_title (self->attention, json_node_get_string (title), &query))
      g_array_append_val (queries, query);
  }
  if (queries->len > 0)
    cal_attention_area_set_queries (self, (const gsize *) (gpointer) queries->data, queries->len);
}

static gint
get_pick (JsonObject *state, const char *name, gsize n)
{
  gint64 value = json_object_get_int_member_with_default (state, name, CAL_ATTENTION_MEAN);

  return value >= 0 && (guint64) value < n ? (gint) value : CAL_ATTENTION_MEAN;
}

static void
cal_attention_area_set_state (CalView *view, JsonNode *state)
{
  CalAttentionArea *self = CAL_ATTENTION_AREA (view);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (state) ? json_node_get_object (state) : NULL;
  GPtrArray *open = cal_encoding_scene_get_attentions (self->scene);
  const CalColormap *colormap;
  const char *name;
  double opacity;

  if (object == NULL)
    return;
  name = json_object_get_string_member_with_default (object, "attention", NULL);
  for (guint n = 0; n < open->len; n++)
    if (g_strcmp0 (cal_attention_get_desc (open->pdata[n])->name, name) == 0)
      cal_attention_area_set_attention (self, open->pdata[n]);
  name = json_object_get_string_member_with_default (object, "colormap", NULL);
  colormap = name != NULL ? cal_colormap_find (name) : NULL;
  if (colormap != NULL)
    self->colormap = colormap;
  opacity = json_object_get_double_member_with_default (object, "opacity", self->opacity);
  if (opacity >= 0.0 && opacity <= 1.0)
    self->opacity = opacity;
  self->is_difference = json_object_get_boolean_member_with_default (object, "difference", FALSE);
  self->is_mean = json_object_get_boolean_member_with_default (object, "mean", FALSE);
  self->shared = json_object_get_boolean_member_with_default (object, "shared", FALSE);
  self->smooth = json_object_get_boolean_member_with_default (object, "smooth", FALSE);
  self->fades = json_object_get_boolean_member_with_default (object, "fades", TRUE);
  if (self->attention != NULL) {
    self->run = get_pick (object, "run", cal_attention_get_n_runs (self->attention));
    self->head = get_pick (object, "head", cal_attention_get_desc (self->attention)->n_heads);
    set_regions (self, object);
  }
  cal_attention_area_update (self);
}

static void
cal_attention_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_attention_area_dup_title;
  iface->draw = cal_attention_area_draw_figure;
  iface->get_controls = cal_attention_area_get_controls;
  iface->dup_state = cal_attention_area_dup_state;
  iface->set_state = cal_attention_area_set_state;
}

static void
disconnect (CalAttentionArea *self)
{
  CalScene *scene = cal_encoding_scene_get_scene (self->scene);

  g_signal_handlers_disconnect_by_data (self->jobs, self);
  cal_latest_job_cancel (self->jobs);
  g_signal_handlers_disconnect_by_data (self->scene, self);
  g_signal_handlers_disconnect_by_data (self->selection, self);
  g_signal_handlers_disconnect_by_data (cal_scene_get_cursor (scene), self);
  g_signal_handlers_disconnect_by_data (cal_encoding_scene_get_rdm_scene (self->scene), self);
  cal_attention_area_stop_controls (self);
  if (self->pictures != NULL)
    g_signal_handlers_disconnect_by_data (self->pictures, self->canvas);
  if (self->token >= 0 || self->part >= 0)
    cal_encoding_scene_unpaint (self->scene, CAL_ATTENTION_PAINT_KEY);
}

static void
cal_attention_area_dispose (GObject *object)
{
  CalAttentionArea *self = CAL_ATTENTION_AREA (object);

  if (self->jobs != NULL)
    disconnect (self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->controls);
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->plot)));
  g_clear_object (&self->region_titles);
  g_clear_object (&self->region_rows);
  g_clear_object (&self->weights);
  g_clear_object (&self->attention);
  g_clear_object (&self->pictures);
  g_clear_object (&self->selection);
  g_clear_object (&self->scene);
  G_OBJECT_CLASS (cal_attention_area_parent_class)->dispose (object);
}

static void
cal_attention_area_finalize (GObject *object)
{
  CalAttentionArea *self = CAL_ATTENTION_AREA (object);

  g_array_unref (self->queries);
  g_array_unref (self->samples);
  g_array_unref (self->ranked);
  g_ptr_array_unref (self->maps);
  g_ptr_array_unref (self->titles);
  g_free (self->failure);
  g_free (self->missing);
  g_free (self->values);
  g_free (self->rule);
  g_free (self->picture_source);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  G_OBJECT_CLASS (cal_attention_area_parent_class)->finalize (object);
}

static void
cal_attention_area_class_init (CalAttentionAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cal_attention_area_dispose;
  object_class->finalize = cal_attention_area_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "attentionarea");
}

static void
cal_attention_area_init (CalAttentionArea *self)
{
  self->queries = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->samples = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->ranked = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->maps = g_ptr_array_new_with_free_func ((GDestroyNotify) cal_attention_map_free);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->run = self->head = CAL_ATTENTION_MEAN;
  self->token = self->hovered = -1;
  self->part = self->hovered_map = -1;
  self->colormap = cal_colormap_find (CAL_ATTENTION_COLORMAP);
  self->fades = TRUE;
  self->opacity = CAL_ATTENTION_OPACITY;
}

/**
 * cal_attention_area_new:
 * @scene: whose attention is shown, whose selection and cursor are followed
 * @pictures: (nullable): of the stimuli
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
cal_attention_area_new (CalEncodingScene *scene, CalPictures *pictures)
{
  CalAttentionArea *self = g_object_new (CAL_TYPE_ATTENTION_AREA, NULL);
  CalCursor *cursor = cal_scene_get_cursor (cal_encoding_scene_get_scene (scene));

  self->scene = g_object_ref (scene);
  self->selection = g_object_ref (cal_encoding_scene_get_selection (scene));
  g_set_object (&self->pictures, pictures);
  self->jobs = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Attention to patches", self->jobs));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  cal_attention_area_init_input (self);
  cal_attention_area_init_controls (self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (scene, "changed", G_CALLBACK (scene_cb), self);
  g_signal_connect_swapped (self->selection, "changed", G_CALLBACK (selection_cb), self);
  g_signal_connect_swapped (cursor, "moved", G_CALLBACK (cursor_cb), self);
  g_signal_connect_swapped (cal_encoding_scene_get_rdm_scene (scene), "notify::stimuli",
                            G_CALLBACK (show), self);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  if (pictures != NULL)
    g_signal_connect_swapped (pictures, "loaded", G_CALLBACK (gtk_widget_queue_draw), self->canvas);
  scene_cb (self);
  show (self);
  return GTK_WIDGET (self);
}

/**
 * cal_attention_area_get_n_maps:
 *
 * Returns: how many panels there are
 */
guint
cal_attention_area_get_n_maps (CalAttentionArea *self)
{
  return self->maps->len;
}

/**
 * cal_attention_area_get_map_title:
 *
 * Returns: (transfer none): the panel's title
 */
const char *
cal_attention_area_get_map_title (CalAttentionArea *self, guint nth)
{
  return ((CalAttentionMap *) self->maps->pdata[nth])->title;
}

/**
 * cal_attention_area_get_patch:
 * @row: from 0
 * @column: from 0
 * @x: (out): in the view: its middle
 * @y: (out)
 *
 * Returns: whether it is drawn
 */
gboolean
cal_attention_area_get_patch (
    CalAttentionArea *self, guint map, gsize row, gsize column, double *x, double *y)
{
  CalAttentionLayout layout;
  CalAttentionPlot plot;
  cairo_rectangle_t box;

  if (map >= self->maps->len)
    return FALSE;
  cal_attention_area_lay_out (self, gtk_widget_get_width (self->canvas),
                              gtk_widget_get_height (self->canvas), &plot, &layout);
  if (layout.grid == NULL ||
      !cal_attention_plot_get_patch (
          &layout, map, layout.grid->first_token + row * layout.grid->grid[1] + column, &box))
    return FALSE;
  return gtk_widget_translate_coordinates (self->canvas, GTK_WIDGET (self), box.x + 0.5 * box.width,
                                           box.y + 0.5 * box.height, x, y);
}

/**
 * cal_attention_area_get_rank:
 * @nth: from 0: the query that attends most to the picked patch
 * @title: (out) (transfer none)
 * @weight: (out)
 *
 * Returns: FALSE if no patch is picked
 */
gboolean
cal_attention_area_get_rank (CalAttentionArea *self, gsize nth, const char **title, double *weight)
{
  if (nth >= self->titles->len)
    return FALSE;
  *title = self->titles->pdata[nth];
  *weight = self->values[nth];
  return TRUE;
}
