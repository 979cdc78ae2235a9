/* rsa-area.c - how similar models are to regions, and how sure that is.
 *
 * A bar or a cell that is clicked brings both RDMs, a region's name the region, to all other views.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/rsa-area.h"

#include <math.h>
#include <string.h>

#include "model/number.h"
#include "widgets/accessible.h"
#include "widgets/plot-area.h"
#include "widgets/rsa-area-private.h"
#include "widgets/tooltip.h"

static void cal_rsa_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalRsaArea,
                               cal_rsa_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_rsa_area_view_init))

static char *
dup_rule (CalRsaArea *self)
{
  static const char *const over[] = {
      [CAL_RSA_BOOTSTRAP_NONE] = "",
      [CAL_RSA_BOOTSTRAP_CONDITIONS] = "conditions",
      [CAL_RSA_BOOTSTRAP_SUBJECTS] = "subjects",
      [CAL_RSA_BOOTSTRAP_BOTH] = "conditions and subjects",
  };
  const CalRsaOptions *options = cal_rsa_board_get_options (self->board);
  GString *rule = g_string_new (NULL);

  if (cal_rsa_board_get_figures (self->board)->n_resamples > 0)
    g_string_append_printf (rule, "%g %% intervals over %s · ● more than ┬, q < %g · ",
                            100.0 * options->interval, over[options->bootstrap], CAL_RSA_BOARD_Q);
  if (options->n_permutations > 0 && cal_rsa_board_get_figures (self->board)->n_resamples > 0)
    g_string_append_printf (rule, "∗ above chance");
  return g_string_free (rule, FALSE);
}

static void
fill_plot (CalRsaArea *self, CalRsaPlot *plot)
{
  const CalRsaBoardFigures *figures = cal_rsa_board_get_figures (self->board);
  gsize n = figures->n_models;

  *plot = (CalRsaPlot){
      .n_models = figures->n_models,
      .n_regions = figures->n_regions,
      .models = (const char *const *) figures->models,
      .regions = (const char *const *) figures->regions,
      .similarity = figures->similarity,
      .low = figures->low,
      .high = figures->high,
      .is_above_zero = figures->is_above_zero,
      .ceiling = figures->ceiling,
      .is_better = figures->is_better + self->region * n * n,
      .statistic = cal_rdm_comparator_get (cal_rsa_board_get_options (self->board)->method)->name,
      .rule = self->rule,
      .region = self->region,
      .picked_model = self->picked,
      .ink = cal_plot_area_get_ink (),
      .scale = 1.0,
  };
}

/**
 * cal_rsa_area_get_layout:
 * @plot: (out caller-allocates): what is drawn
 * @layout: (out caller-allocates): where, in the view
 *
 * Returns: FALSE while there is nothing to draw
 */
gboolean
cal_rsa_area_get_layout (CalRsaArea *self, CalRsaPlot *plot, CalRsaLayout *layout)
{
  if (self->board == NULL)
    return FALSE;
  fill_plot (self, plot);
  cal_rsa_plot_lay_out (plot, gtk_widget_get_width (self->canvas),
                        gtk_widget_get_height (self->canvas), layout);
  return TRUE;
}

static void
draw (CalRsaArea *self, cairo_t *cr, double width, double height)
{
  CalRsaPlot plot;
  CalRsaLayout layout;

  if (self->board == NULL)
    return;
  fill_plot (self, &plot);
  cal_rsa_plot_lay_out (&plot, width, height, &layout);
  cal_rsa_plot_draw (cr, &plot, &layout);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  cal_ink_set (cr, cal_plot_area_get_ink ()->background);
  cairo_paint (cr);
  draw (data, cr, width, height);
}

static void
describe (CalRsaArea *self)
{
  const CalRsaBoardFigures *figures = cal_rsa_board_get_figures (self->board);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", figures->regions[self->region]);
  for (guint m = 0; m < figures->n_models; m++) {
    g_autofree char *value =
        cal_number_format (figures->similarity[(gsize) m * figures->n_regions + self->region]);

    g_string_append_printf (text, " %s %s%s.", figures->models[m], value,
                            self->picked == (gint) m ? ", picked" : "");
  }
  g_string_append (text, " Left and Right pick a model, Up and Down a region.");
  cal_plot_area_describe (self->plot, text->str);
  g_string_free (text, TRUE);
}

static void
show_note (CalRsaArea *self)
{
  const CalRsaBoardFigures *figures = cal_rsa_board_get_figures (self->board);
  const CalRsaOptions *options = cal_rsa_board_get_options (self->board);
  const CalRdmComparator *comparator = cal_rdm_comparator_get (options->method);
  guint n_rdms = figures->n_rdms[self->region];
  GString *note = g_string_new (NULL);

  g_string_append_printf (note, "%s of %" G_GSIZE_FORMAT " pairs", comparator->name,
                          figures->n_pairs[self->region]);
  if (n_rdms > 1)
    g_string_append_printf (note, ", mean over %u RDMs; noise ceiling: %s", n_rdms,
                            comparator->pooling_is_exact
                                ? "leave one subject out, and all pooled"
                                : "leave one subject out, and all pooled (approximate)");
  else
    g_string_append (note, "; one RDM: no noise ceiling");
  if (figures->n_resamples > 0)
    g_string_append_printf (note, " · %u resamples", figures->n_resamples);
  if (options->n_permutations > 0 && figures->n_resamples > 0)
    g_string_append_printf (note, ", %u permutations", options->n_permutations);
  g_string_append_printf (note, " · seed %" G_GUINT64_FORMAT, options->seed);
  cal_plot_area_set_note (self->plot, note->str);
  g_string_free (note, TRUE);
  g_free (self->rule);
  self->rule = dup_rule (self);
}

static void
show (CalRsaArea *self)
{
  if (self->board != NULL) {
    show_note (self);
    describe (self);
  }
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
result_cb (CalRsaArea *self, GObject *result)
{
  const CalRsaBoardFigures *figures = cal_rsa_board_get_figures (CAL_RSA_BOARD (result));

  g_set_object (&self->board, CAL_RSA_BOARD (result));
  if (self->region >= figures->n_regions)
    self->region = 0;
  if (self->picked >= (gint) figures->n_models)
    self->picked = -1;
  cal_plot_area_set_message (self->plot, NULL, NULL);
  show (self);
}

static void
failed_cb (CalRsaArea *self, GError *error)
{
  g_clear_object (&self->board);
  cal_plot_area_set_note (self->plot, NULL);
  cal_plot_area_set_message (self->plot, "These RDMs cannot be compared", error->message);
  show (self);
}

/**
 * cal_rsa_area_compute:
 *
 * Compares anew, in the background; a view that nobody sees waits.
 */
void
cal_rsa_area_compute (CalRsaArea *self)
{
  CalJob *job;

  self->is_due = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_due = FALSE;
  job = cal_rsa_board_job_new (self->scene, &self->options);
  if (job != NULL) {
    if (self->board == NULL)
      cal_plot_area_set_message (self->plot, "Comparing…", NULL);
    cal_latest_job_start (self->jobs, job, CAL_LATEST_CANCEL);
    return;
  }
  cal_latest_job_cancel (self->jobs);
  g_clear_object (&self->board);
  cal_plot_area_set_note (self->plot, NULL);
  cal_plot_area_set_message (
      self->plot,
      cal_rdm_scene_get_n (self->scene) == 0 ? "Nothing to compare" : "No model to compare with",
      cal_rdm_scene_get_n (self->scene) == 0
          ? "This view tells how similar the RDMs of models are to those of regions. Open both."
          : "Say in the menu “Models” which RDMs are models; all others are data.");
  show (self);
}

static void
map_cb (CalRsaArea *self)
{
  if (self->is_due)
    cal_rsa_area_compute (self);
}

/* The scene tells of much that does not matter here: only which RDMs there are, and which are
 * models. */
static void
scene_cb (CalRsaArea *self)
{
  g_autoptr (GString) now = g_string_new (NULL);

  for (guint n = 0; n < cal_rdm_scene_get_n (self->scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (self->scene, n);

    g_string_append_printf (now, "%p%d ", (gpointer) rdm,
                            cal_rdm_scene_is_model (self->scene, rdm));
  }
  if (g_strcmp0 (now->str, self->seen) == 0)
    return;
  g_free (self->seen);
  self->seen = g_strdup (now->str);
  cal_rsa_area_show_models (self);
  cal_rsa_area_compute (self);
}

static void
set_region (CalRsaArea *self, guint region)
{
  self->region = region;
  cal_rdm_scene_set_current (self->scene, cal_rsa_board_get_datum (self->board, region));
  cal_selection_set_region (cal_rdm_scene_get_selection (self->scene),
                            cal_rdm_get_desc (cal_rsa_board_get_datum (self->board, region))->roi);
  show (self);
}

static void
set_picked (CalRsaArea *self, guint model)
{
  self->picked = (gint) model;
  cal_rdm_scene_set_current (self->scene, cal_rsa_board_get_datum (self->board, self->region));
  cal_rdm_scene_set_compared (self->scene, cal_rsa_board_get_model (self->board, model));
  show (self);
}

static void
selection_cb (CalRsaArea *self)
{
  const char *region = cal_selection_get_region (cal_rdm_scene_get_selection (self->scene));
  guint found;

  if (self->board != NULL && cal_rsa_board_find_region (self->board, region, &found) &&
      found != self->region) {
    self->region = found;
    show (self);
  }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CalRsaArea *self)
{
  CalRsaPlot plot;
  CalRsaLayout layout;
  guint model, region;
  CalRsaPart part;

  gtk_widget_grab_focus (self->canvas);
  if (!cal_rsa_area_get_layout (self, &plot, &layout))
    return;
  part = cal_rsa_plot_pick (&plot, &layout, x, y, &model, &region);
  if (part == CAL_RSA_NOTHING)
    return;
  if (part != CAL_RSA_BAR && region != self->region)
    set_region (self, region);
  else if (part == CAL_RSA_REGION)
    set_region (self, region);
  if (part != CAL_RSA_REGION)
    set_picked (self, model);
}

static gboolean
tooltip_cb (
    GtkWidget *canvas, int x, int y, gboolean keyboard, GtkTooltip *tooltip, CalRsaArea *self)
{
  CalRsaPlot plot;
  CalRsaLayout layout;
  guint model, region;
  CalRsaPart part;
  GString *text;
  gsize cell;

  if (keyboard || !cal_rsa_area_get_layout (self, &plot, &layout))
    return FALSE;
  part = cal_rsa_plot_pick (&plot, &layout, x, y, &model, &region);
  if (part != CAL_RSA_CELL && part != CAL_RSA_BAR)
    return FALSE;
  cell = (gsize) model * plot.n_regions + region;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s · %s: %s %.4f", plot.models[model], plot.regions[region],
                          plot.statistic, plot.similarity[cell]);
  if (isfinite (plot.low[cell]))
    g_string_append_printf (text, ", interval %.4f to %.4f", plot.low[cell], plot.high[cell]);
  cal_tooltip_set_text_at (tooltip, x, y, text->str);
  g_string_free (text, TRUE);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalRsaArea *self)
{
  const CalRsaBoardFigures *figures;

  if (self->board == NULL)
    return FALSE;
  figures = cal_rsa_board_get_figures (self->board);
  if (key == GDK_KEY_Left && self->picked > 0)
    set_picked (self, (guint) self->picked - 1);
  else if (key == GDK_KEY_Right && self->picked + 1 < (gint) figures->n_models)
    set_picked (self, (guint) (self->picked + 1));
  else if (key == GDK_KEY_Up && self->region > 0)
    set_region (self, self->region - 1);
  else if (key == GDK_KEY_Down && self->region + 1 < figures->n_regions)
    set_region (self, self->region + 1);
  else
    return key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down;
  return TRUE;
}

static char *
cal_rsa_area_dup_title (CalView *view)
{
  CalRsaArea *self = CAL_RSA_AREA (view);
  const CalRsaBoardFigures *figures;

  if (self->board == NULL)
    return g_strdup ("RSA");
  figures = cal_rsa_board_get_figures (self->board);
  return g_strdup_printf (
      "RSA · %u model%s × %u region%s · %" G_GSIZE_FORMAT " conditions", figures->n_models,
      figures->n_models == 1 ? "" : "s", figures->n_regions, figures->n_regions == 1 ? "" : "s",
      cal_rdm_get_desc (cal_rsa_board_get_datum (self->board, 0))->n_conditions);
}

static void
cal_rsa_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalRsaArea *self = CAL_RSA_AREA (view);

  cal_plot_area_draw_note (self->plot, cr, width, &height);
  draw (self, cr, width, height);
}

static GtkWidget *
cal_rsa_area_get_controls (CalView *view)
{
  return CAL_RSA_AREA (view)->controls;
}

static JsonNode *
cal_rsa_area_dup_state (CalView *view)
{
  CalRsaArea *self = CAL_RSA_AREA (view);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "method");
  json_builder_add_string_value (builder, cal_rdm_comparator_get (self->options.method)->nick);
  json_builder_set_member_name (builder, "bootstrap");
  json_builder_add_int_value (builder, self->options.bootstrap);
  json_builder_set_member_name (builder, "resamples");
  json_builder_add_int_value (builder, self->options.n_bootstrap);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
cal_rsa_area_set_state (CalView *view, JsonNode *state)
{
  CalRsaArea *self = CAL_RSA_AREA (view);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (state) ? json_node_get_object (state) : NULL;
  const char *nick;
  gint64 bootstrap, n_bootstrap;

  if (object == NULL)
    return;
  nick = json_object_get_string_member_with_default (object, "method", "");
  bootstrap = json_object_get_int_member_with_default (object, "bootstrap", -1);
  n_bootstrap = json_object_get_int_member_with_default (object, "resamples", -1);
  for (guint method = 0; method < CAL_RDM_N_METHODS; method++)
    if (g_strcmp0 (cal_rdm_comparator_get (method)->nick, nick) == 0)
      self->options.method = (CalRdmMethod) method;
  if (bootstrap >= CAL_RSA_BOOTSTRAP_NONE && bootstrap <= CAL_RSA_BOOTSTRAP_BOTH)
    self->options.bootstrap = (CalRsaBootstrap) bootstrap;
  if (n_bootstrap >= 100 && n_bootstrap <= 10000)
    self->options.n_bootstrap = self->options.n_permutations = (guint) n_bootstrap;
  cal_rsa_area_show_options (self);
  cal_rsa_area_compute (self);
}

static void
cal_rsa_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_rsa_area_dup_title;
  iface->draw = cal_rsa_area_draw_figure;
  iface->get_controls = cal_rsa_area_get_controls;
  iface->dup_state = cal_rsa_area_dup_state;
  iface->set_state = cal_rsa_area_set_state;
}

static void
cal_rsa_area_dispose (GObject *object)
{
  CalRsaArea *self = CAL_RSA_AREA (object);

  if (self->jobs != NULL) {
    g_signal_handlers_disconnect_by_data (self->jobs, self);
    cal_latest_job_cancel (self->jobs);
    g_signal_handlers_disconnect_by_data (self->scene, self);
    g_signal_handlers_disconnect_by_data (cal_rdm_scene_get_selection (self->scene), self);
    cal_rsa_area_stop_controls (self);
  }
  g_clear_object (&self->jobs);
  g_clear_object (&self->controls);
  g_clear_object (&self->board);
  if (self->plot != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->plot)));
  g_clear_object (&self->scene);
  G_OBJECT_CLASS (cal_rsa_area_parent_class)->dispose (object);
}

static void
cal_rsa_area_finalize (GObject *object)
{
  CalRsaArea *self = CAL_RSA_AREA (object);

  g_clear_pointer (&self->seen, g_free);
  g_clear_pointer (&self->rule, g_free);
  G_OBJECT_CLASS (cal_rsa_area_parent_class)->finalize (object);
}

static void
cal_rsa_area_class_init (CalRsaAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cal_rsa_area_dispose;
  object_class->finalize = cal_rsa_area_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rsaarea");
}

static void
cal_rsa_area_init (CalRsaArea *self)
{
  self->picked = -1;
  self->options = (CalRsaOptions){.method = CAL_RDM_SPEARMAN,
                                  .bootstrap = CAL_RSA_BOOTSTRAP_CONDITIONS,
                                  .n_bootstrap = 1000,
                                  .n_permutations = 1000,
                                  .pairwise = CAL_RSA_PAIRWISE_BOOTSTRAP,
                                  .interval = 0.95,
                                  .seed = 1};
}

static void
add_input (CalRsaArea *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, keys);
  gtk_widget_set_has_tooltip (self->canvas, TRUE);
  g_signal_connect (self->canvas, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}

/**
 * cal_rsa_area_new:
 * @scene: whose models and data are compared
 *
 * Returns: (transfer floating): the view, which follows the scene
 */
GtkWidget *
cal_rsa_area_new (CalRdmScene *scene)
{
  CalRsaArea *self = g_object_new (CAL_TYPE_RSA_AREA, NULL);

  self->scene = g_object_ref (scene);
  self->jobs = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Similarity of models and regions", self->jobs));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  add_input (self);
  cal_rsa_area_init_controls (self);
  g_signal_connect_swapped (self->jobs, "offered", G_CALLBACK (result_cb), self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (result_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (scene, "changed", G_CALLBACK (scene_cb), self);
  g_signal_connect_swapped (cal_rdm_scene_get_selection (scene), "changed",
                            G_CALLBACK (selection_cb), self);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  cal_rsa_area_compute (self);
  return GTK_WIDGET (self);
}
