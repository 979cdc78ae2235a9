/* score-area.c - scores of models: per region, against each other, the best of them, against the
 * noise ceiling.
 *
 * score-area-controls.c has its controls, score-area-input.c pointer and keys, score-area-draw.c
 * the drawings, score-area-note.c the words below them, score-area-paint.c what goes to the brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/score-area.h"

#include <math.h>

#include "analysis/rank.h"
#include "widgets/accessible.h"
#include "widgets/score-area-private.h"

/* So many maps are compared unless the person chose others. */
#define USUAL_MAPS 6

static void cal_score_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalScoreArea,
                               cal_score_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_score_area_view_init))

enum { SIGNAL_SAVE, N_SIGNALS };
static guint signals[N_SIGNALS];

/**
 * cal_score_area_get_maps:
 *
 * Returns: (transfer none) (nullable): all maps of the places that are looked at
 */
GPtrArray *
cal_score_area_get_maps (CalScoreArea *self)
{
  return self->group < self->groups->len ? self->groups->pdata[self->group] : NULL;
}

/**
 * cal_score_area_get_figures:
 *
 * Returns: (transfer none) (nullable): the numbers of the chart, once they are there
 */
const CalScoreFigures *
cal_score_area_get_figures (CalScoreArea *self)
{
  const CalScoreFigures *figures =
      self->board != NULL ? cal_score_board_get_figures (self->board) : NULL;

  return figures != NULL && figures->chart == self->chart ? figures : NULL;
}

/**
 * cal_score_area_find_values:
 * @row: of the board's table
 * @values: (out caller-allocates): on the axes across and up
 *
 * Returns: whether there are both
 */
gboolean
cal_score_area_find_values (CalScoreArea *self, gsize row, double values[2])
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);

  if (cal_score_board_get_figures (self->board)->chart == CAL_SCORE_CHART_PAIR) {
    values[0] = table->values[0][row];
    values[1] = table->values[1][row];
  } else {
    values[0] = table->ceiling[row] * (table->ceiling_unit == CAL_CEILING_PERCENT ? 1.0 : 100.0);
    values[1] = table->values[0][row];
  }
  return isfinite (values[0]) && isfinite (values[1]);
}

static gboolean
is_same_map (const CalScoreMap *a, const CalScoreMap *b)
{
  return a->data == b->data && a->frame == b->frame && g_str_equal (a->layer, b->layer);
}

static CalScoreMap *
find_map (GPtrArray *maps, const CalScoreMap *map)
{
  for (guint n = 0; maps != NULL && map != NULL && n < maps->len; n++)
    if (is_same_map (maps->pdata[n], map))
      return maps->pdata[n];
  return NULL;
}

/* A score, or the first map of whatever kind. */
static const CalScoreMap *
find_first (GPtrArray *maps)
{
  for (guint n = 0; n < maps->len; n++) {
    const CalScoreMap *map = maps->pdata[n];

    if (cal_score_map_get_kind (map) <= CAL_STATISTIC_VARIANCE && map->n_frames == 1)
      return map;
  }
  return maps->len > 0 ? maps->pdata[0] : NULL;
}

/* Maps of one statistic, beside each other; frames of one layer only where there is nothing else.
 */
static void
choose_usual (CalScoreArea *self)
{
  GPtrArray *maps = cal_score_area_get_maps (self);
  const CalScoreMap *first = maps != NULL ? find_first (maps) : NULL;

  g_ptr_array_set_size (self->chosen, 0);
  for (guint n = 0; first != NULL && n < maps->len && self->chosen->len < USUAL_MAPS; n++) {
    CalScoreMap *map = maps->pdata[n];

    if (cal_score_map_is_like (map, first) && (map->n_frames == 1) == (first->n_frames == 1))
      g_ptr_array_add (self->chosen, cal_score_map_ref (map));
  }
}

static void
set_map (CalScoreMap **kept, CalScoreMap *map)
{
  CalScoreMap *old = *kept;

  *kept = map != NULL ? cal_score_map_ref (map) : NULL;
  g_clear_pointer (&old, cal_score_map_unref);
}

/* Two maps of the chosen ones, and a ceiling, unless there were some. */
static void
choose_pair (CalScoreArea *self)
{
  GPtrArray *maps = cal_score_area_get_maps (self);

  for (guint a = 0; a < 2; a++) {
    CalScoreMap *usual = self->chosen->len > a           ? self->chosen->pdata[a]
                         : maps != NULL && maps->len > 0 ? maps->pdata[MIN (a, maps->len - 1)]
                                                         : NULL;
    CalScoreMap *kept = find_map (maps, self->pair[a]);

    set_map (&self->pair[a], kept != NULL ? kept : usual);
  }
  if (find_map (maps, self->ceiling) != NULL)
    return;
  set_map (&self->ceiling, NULL);
  for (guint n = 0; maps != NULL && n < maps->len && self->ceiling == NULL; n++)
    if (cal_score_map_get_kind (maps->pdata[n]) == CAL_STATISTIC_CEILING)
      set_map (&self->ceiling, maps->pdata[n]);
}

static void
find_namings (CalScoreArea *self)
{
  GPtrArray *maps = cal_score_area_get_maps (self);

  g_ptr_array_set_size (self->namings, 0);
  if (maps != NULL) {
    g_ptr_array_unref (self->namings);
    self->namings =
        cal_score_maps_list_regions (cal_encoding_scene_get_scene (self->encoding), maps->pdata[0]);
  }
  self->naming = MIN (self->naming, self->namings->len);
}

/* Which maps there are, and which of them are looked at. */
static void
take_maps (CalScoreArea *self, GPtrArray *all)
{
  g_ptr_array_ref (all);
  g_ptr_array_unref (self->all);
  self->all = all;
  g_ptr_array_unref (self->groups);
  self->groups = cal_score_maps_group (all);
  self->group = MIN (self->group, MAX (self->groups->len, 1) - 1);
  for (guint n = self->chosen->len; n > 0; n--)
    if (find_map (cal_score_area_get_maps (self), self->chosen->pdata[n - 1]) == NULL)
      g_ptr_array_remove_index (self->chosen, n - 1);
  self->is_chosen = self->is_chosen && self->chosen->len > 0;
  if (!self->is_chosen)
    choose_usual (self);
  choose_pair (self);
  find_namings (self);
}

static gboolean
are_same_layers (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a->len == b->len;

  for (guint n = 0; same && n < a->len; n++)
    same = a->pdata[n] == b->pdata[n];
  return same;
}

/* What views paint comes and goes as layers, too: that changes nothing here. */
static void
layers_cb (CalScoreArea *self)
{
  CalScene *scene = cal_encoding_scene_get_scene (self->encoding);
  g_autoptr (GPtrArray) all = cal_score_maps_list (scene);
  gboolean same = all->len == self->all->len;

  for (guint n = 0; same && n < all->len; n++)
    same = is_same_map (all->pdata[n], self->all->pdata[n]);
  if (same && all->len > 0) {
    g_autoptr (GPtrArray) namings =
        cal_score_maps_list_regions (scene, cal_score_area_get_maps (self)->pdata[0]);

    if (are_same_layers (namings, self->namings))
      return;
  }
  take_maps (self, all);
  cal_score_area_show_controls (self);
  cal_score_area_read (self);
}

/* Why there is no chart; FALSE if there is one, or will be. */
static gboolean
explain (CalScoreArea *self)
{
  const char *title = NULL, *text = NULL;

  if (self->chart == CAL_SCORE_CHART_CURVE) {
    if (self->series == NULL) {
      title = "No curve";
      text = "This chart shows a place and a region along frames: layers of a network, numbers of "
             "training pictures. Open a map of several frames.";
    }
  } else if (self->all->len == 0) {
    title = "No scores";
    text = "This view compares maps of scores: regions, models, the noise ceiling. Open maps of r "
           "or explained variance: results of an encoding model, GIFTI or NIfTI, a bundle.";
  } else if ((self->chart == CAL_SCORE_CHART_REGIONS ||
              self->chart == CAL_SCORE_CHART_LEADERBOARD) &&
             self->chosen->len == 0) {
    title = "No map chosen";
    text = "Choose one or several under Maps.";
  } else if (self->chart == CAL_SCORE_CHART_REGIONS && self->namings->len == 0) {
    title = "No regions";
    text = "Distributions are of regions: open an atlas or labels of the same places.";
  } else if (self->chart == CAL_SCORE_CHART_WINNER && self->chosen->len < 2) {
    title = "One map cannot win";
    text = "Choose two or more under Maps.";
  } else if (self->chart == CAL_SCORE_CHART_CEILING && self->ceiling == NULL) {
    title = "No noise ceiling";
    text = "Open a map of the noise ceiling of the same places; its statistic says so.";
  } else if (self->chart == CAL_SCORE_CHART_CEILING &&
             cal_score_map_get_kind (self->pair[0]) > CAL_STATISTIC_VARIANCE) {
    title = "No share of the ceiling";
    text = "The ceiling is of the explained variance: choose a map of r, r² or explained variance.";
  }
  if (title == NULL && self->chart == CAL_SCORE_CHART_WINNER)
    for (guint n = 1; n < self->chosen->len; n++)
      if (!cal_score_map_is_like (self->chosen->pdata[0], self->chosen->pdata[n])) {
        title = "Different statistics";
        text = "Which of them is larger says nothing: choose maps of one statistic under Maps.";
      }
  cal_plot_area_set_message (self->plot, title, text);
  return title != NULL;
}

/**
 * cal_score_area_show_note:
 *
 * Says what is shown, or what is under the pointer.
 */
void
cal_score_area_show_note (CalScoreArea *self)
{
  g_autofree char *note = cal_score_area_dup_note (self);

  cal_plot_area_set_note (self->plot, note);
  if (note != NULL)
    cal_plot_area_describe (self->plot, note);
}

/**
 * cal_score_area_show:
 *
 * Draws what there is, or says what is missing.
 */
void
cal_score_area_show (CalScoreArea *self)
{
  gboolean lacks_all = explain (self);

  if (!lacks_all && self->chart == CAL_SCORE_CHART_CURVE && self->curve == NULL)
    cal_plot_area_set_message (self->plot, "No place picked",
                               "Click a place on the brain, or select a region.");
  gtk_stack_set_visible_child (GTK_STACK (self->pages),
                               !lacks_all && self->chart == CAL_SCORE_CHART_LEADERBOARD
                                   ? GTK_WIDGET (self->leaderboard)
                                   : GTK_WIDGET (self->plot));
  cal_score_area_show_note (self);
  gtk_widget_queue_draw (self->canvas);
  cal_view_title_changed (CAL_VIEW (self));
}

/**
 * cal_score_area_sort:
 *
 * Orders the regions as the person wants them.
 */
void
cal_score_area_sort (CalScoreArea *self)
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);
  guint n, n_maps;
  g_autofree double *medians = NULL;
  g_auto (CalRanking) ranking = {0};

  if (figures == NULL || figures->chart != CAL_SCORE_CHART_REGIONS)
    return;
  n = cal_score_board_get_table (self->board)->regions->len;
  n_maps = cal_score_board_get_table (self->board)->maps->len;
  medians = g_new (double, MAX (n, 1));
  g_free (self->order);
  self->order = g_new (guint, MAX (n, 1));
  for (guint r = 0; r < n; r++) {
    double median = figures->stats[(gsize) r * n_maps].median;

    /* Those without a median come last. */
    medians[r] = isfinite (median) ? -median : G_MAXDOUBLE;
    self->order[r] = r;
  }
  if (self->sort == CAL_SCORE_BY_MEDIAN) {
    cal_ranking_init (&ranking, medians, n);
    for (guint r = 0; r < n; r++)
      self->order[r] = ranking.order[r];
  }
  self->first = MIN (self->first, MAX (n, 1) - 1);
}

static void
done_cb (CalScoreArea *self, GObject *result)
{
  CalScoreBoard *board;

  if (CAL_IS_SCORE_CURVE (result)) {
    cal_score_area_take_curve (self, CAL_SCORE_CURVE (result));
    return;
  }
  board = CAL_SCORE_BOARD (result);
  if (cal_score_board_get_figures (board)->chart != self->chart)
    return;
  cal_score_area_forget (self);
  self->board = g_object_ref (board);
  cal_score_area_prepare (self);
  if (self->chart == CAL_SCORE_CHART_LEADERBOARD)
    cal_score_leaderboard_set_board (self->leaderboard, board);
  cal_score_area_sort (self);
  cal_score_area_show (self);
}

static void
failed_cb (CalScoreArea *self, GError *error)
{
  cal_plot_area_set_note (self->plot, error->message);
}

static CalCeilingUnit
get_ceiling_unit (CalScoreArea *self)
{
  if (self->ceiling_unit == CAL_SCORE_UNIT_STATED && self->ceiling != NULL)
    return cal_score_map_get_scale (self->ceiling) < 1.0 ? CAL_CEILING_PERCENT
                                                         : CAL_CEILING_PROPORTION;
  return self->ceiling_unit == CAL_SCORE_UNIT_PERCENT ? CAL_CEILING_PERCENT
                                                      : CAL_CEILING_PROPORTION;
}

/* The layers that name regions: the chosen one, or all. */
static GPtrArray *
dup_namings (CalScoreArea *self)
{
  GPtrArray *namings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint n = 0; n < self->namings->len; n++)
    if (self->naming == n || self->naming == self->namings->len)
      g_ptr_array_add (namings, g_object_ref (self->namings->pdata[n]));
  return namings;
}

/**
 * cal_score_area_read:
 *
 * Computes the chart anew: other maps, other regions, another chart.
 */
void
cal_score_area_read (CalScoreArea *self)
{
  gboolean is_pair = self->chart == CAL_SCORE_CHART_PAIR,
           is_share = self->chart == CAL_SCORE_CHART_CEILING;
  g_autoptr (GPtrArray) maps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cal_score_map_unref);
  g_autoptr (GPtrArray) namings = dup_namings (self);

  if (explain (self)) {
    cal_latest_job_cancel (self->jobs);
    cal_score_area_forget (self);
    cal_score_area_show (self);
    return;
  }
  if (self->chart == CAL_SCORE_CHART_CURVE) {
    cal_score_area_read_curve (self);
    return;
  }
  for (guint n = 0; !is_pair && !is_share && n < self->chosen->len; n++)
    g_ptr_array_add (maps, cal_score_map_ref (self->chosen->pdata[n]));
  for (guint a = 0; a < (is_pair ? 2 : is_share ? 1 : 0); a++)
    g_ptr_array_add (maps, cal_score_map_ref (self->pair[a]));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    cal_latest_job_start (
        self->jobs,
        cal_score_board_job_new (&(CalScoreRequest){
            .table = {.maps = maps,
                      .ceiling = self->ceiling,
                      .ceiling_unit = get_ceiling_unit (self),
                      .regions = namings,
                      .sides_apart = self->sides_apart,
                      .within = self->chart == CAL_SCORE_CHART_REGIONS ? CAL_SCORE_EVERYWHERE
                                                                       : self->within,
                      .region = cal_selection_get_region (
                          cal_encoding_scene_get_selection (self->encoding))},
            .chart = self->chart,
            .clips = self->clips}),
        CAL_LATEST_CANCEL);
}

/**
 * cal_score_area_set_group:
 * @group: which places are looked at: of the cortex, or of one of the grids
 */
void
cal_score_area_set_group (CalScoreArea *self, guint group)
{
  self->group = group;
  self->naming = 0;
  self->is_chosen = FALSE;
  take_maps (self, self->all);
  cal_score_area_clear_brush (self);
  cal_score_area_show_controls (self);
  cal_score_area_read (self);
}

/**
 * cal_score_area_choose:
 * @maps: (element-type CalScoreMap): those that the person wants to see
 */
void
cal_score_area_choose (CalScoreArea *self, GPtrArray *maps)
{
  g_ptr_array_ref (maps);
  g_ptr_array_unref (self->chosen);
  self->chosen = maps;
  self->is_chosen = TRUE;
  self->first = 0;
  cal_score_area_read (self);
}

/**
 * cal_score_area_set_maps:
 * @names: of maps, the first two of them for the pair
 */
void
cal_score_area_set_maps (CalScoreArea *self, const char *const *names)
{
  GPtrArray *maps = cal_score_area_get_maps (self);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cal_score_map_unref);

  for (guint n = 0; maps != NULL && names[n] != NULL; n++)
    for (guint m = 0; m < maps->len; m++)
      if (g_str_equal (((CalScoreMap *) maps->pdata[m])->name, names[n])) {
        g_ptr_array_add (found, cal_score_map_ref (maps->pdata[m]));
        break;
      }
  for (guint a = 0; a < MIN (found->len, 2); a++)
    set_map (&self->pair[a], found->pdata[a]);
  cal_score_area_choose (self, found);
  cal_score_area_show_controls (self);
}

/**
 * cal_score_area_set_chart:
 *
 * Shows another chart.
 */
void
cal_score_area_set_chart (CalScoreArea *self, CalScoreChart chart)
{
  self->chart = chart;
  self->first = 0;
  self->hovered = self->hovered_part = -1;
  cal_score_area_clear_brush (self);
  cal_score_area_forget (self);
  cal_score_area_show_controls (self);
  cal_score_area_show (self);
  cal_score_area_read (self);
}

/**
 * cal_score_area_get_curve:
 *
 * Returns: (transfer none) (nullable): what is drawn of the series
 */
CalScoreCurve *
cal_score_area_get_curve (CalScoreArea *self)
{
  return self->curve;
}

/**
 * cal_score_area_dup_table:
 *
 * Returns: (transfer full): the leaderboard with commas
 */
char *
cal_score_area_dup_table (CalScoreArea *self)
{
  return cal_score_leaderboard_dup_text (self->leaderboard, ",");
}

/**
 * cal_score_area_get_board:
 *
 * Returns: (transfer none) (nullable): the numbers that are drawn
 */
CalScoreBoard *
cal_score_area_get_board (CalScoreArea *self)
{
  return self->board;
}

static void
cursor_cb (CalScoreArea *self)
{
  if (self->chart == CAL_SCORE_CHART_PAIR || self->chart == CAL_SCORE_CHART_CEILING)
    gtk_widget_queue_draw (self->canvas);
  else if (self->chart == CAL_SCORE_CHART_CURVE)
    cal_score_area_read (self);
}

static void
selection_cb (CalScoreArea *self)
{
  if (self->chart == CAL_SCORE_CHART_CURVE ||
      (self->within == CAL_SCORE_IN_REGION && self->chart != CAL_SCORE_CHART_REGIONS))
    cal_score_area_read (self);
  gtk_widget_queue_draw (self->canvas);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  cal_score_area_draw (data, cr, width, height);
}

static char *
cal_score_area_dup_title (CalView *view)
{
  static const char *const charts[] = {"Regions", "Model against model", "Winner", "Ceiling",
                                       "Curve",   "Leaderboard"};
  CalScoreArea *self = CAL_SCORE_AREA (view);
  const CalScoreTable *table = self->board != NULL ? cal_score_board_get_table (self->board) : NULL;
  g_autofree char *statistic = NULL;

  if (self->chart == CAL_SCORE_CHART_CURVE && self->series != NULL)
    return g_strdup_printf ("Scores · %s", cal_series_get_desc (self->series)->name);
  if (table == NULL)
    return g_strdup_printf ("Scores · %s", charts[self->chart]);
  statistic = cal_score_map_dup_statistic (table->maps->pdata[0]);
  return g_strdup_printf ("Scores · %s · %s · %" G_GSIZE_FORMAT " %s", charts[self->chart],
                          statistic, table->n_rows,
                          cal_places_is_on_cortex (table->places) ? "vertices" : "voxels");
}

static void
cal_score_area_draw_figure (CalView *view, cairo_t *cr, double width, double height)
{
  CalScoreArea *self = CAL_SCORE_AREA (view);
  gint hovered = self->hovered, part = self->hovered_part;

  self->hovered = self->hovered_part = -1;
  cal_score_area_show_note (self);
  cal_plot_area_draw_note (self->plot, cr, width, &height);
  if (self->chart == CAL_SCORE_CHART_LEADERBOARD)
    cal_score_leaderboard_draw (self->leaderboard, cr, cal_plot_area_get_ink (), width, height);
  else
    cal_score_area_draw (self, cr, width, height);
  self->hovered = hovered;
  self->hovered_part = part;
  cal_score_area_show_note (self);
}

static GtkWidget *
cal_score_area_get_controls (CalView *view)
{
  return CAL_SCORE_AREA (view)->controls;
}

static JsonNode *
cal_score_area_dup_state (CalView *view)
{
  CalScoreArea *self = CAL_SCORE_AREA (view);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "chart");
  json_builder_add_int_value (builder, self->chart);
  json_builder_set_member_name (builder, "shape");
  json_builder_add_int_value (builder, self->shape);
  json_builder_set_member_name (builder, "by-table");
  json_builder_add_boolean_value (builder, self->sort == CAL_SCORE_BY_TABLE);
  json_builder_set_member_name (builder, "sides-apart");
  json_builder_add_boolean_value (builder, self->sides_apart);
  json_builder_set_member_name (builder, "log");
  json_builder_add_boolean_value (builder, self->is_log);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
cal_score_area_set_state (CalView *view, JsonNode *state)
{
  CalScoreArea *self = CAL_SCORE_AREA (view);
  JsonObject *object;
  gint64 chart;

  if (!JSON_NODE_HOLDS_OBJECT (state))
    return;
  object = json_node_get_object (state);
  chart = json_object_get_int_member_with_default (object, "chart", self->chart);
  self->shape = (CalRegionShape) CLAMP (
      json_object_get_int_member_with_default (object, "shape", self->shape), CAL_REGION_BOX,
      CAL_REGION_POINTS);
  self->sort = json_object_get_boolean_member_with_default (object, "by-table", FALSE)
                   ? CAL_SCORE_BY_TABLE
                   : CAL_SCORE_BY_MEDIAN;
  self->sides_apart = json_object_get_boolean_member_with_default (object, "sides-apart", FALSE);
  self->is_log = json_object_get_boolean_member_with_default (object, "log", TRUE);
  cal_score_area_set_chart (
      self, (CalScoreChart) CLAMP (chart, CAL_SCORE_CHART_REGIONS, CAL_SCORE_CHART_LEADERBOARD));
}

static void
cal_score_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_score_area_dup_title;
  iface->draw = cal_score_area_draw_figure;
  iface->get_controls = cal_score_area_get_controls;
  iface->dup_state = cal_score_area_dup_state;
  iface->set_state = cal_score_area_set_state;
}

static void
cal_score_area_dispose (GObject *object)
{
  CalScoreArea *self = CAL_SCORE_AREA (object);

  if (self->jobs != NULL) {
    CalScene *scene = cal_encoding_scene_get_scene (self->encoding);

    g_signal_handlers_disconnect_by_data (self->jobs, self);
    g_signal_handlers_disconnect_by_data (self->preferences, self);
    cal_latest_job_cancel (self->jobs);
    cal_latest_job_cancel (self->preferences);
    g_signal_handlers_disconnect_by_data (self->encoding, self);
    g_signal_handlers_disconnect_by_data (scene, self);
    g_signal_handlers_disconnect_by_data (cal_scene_get_cursor (scene), self);
    g_signal_handlers_disconnect_by_data (cal_encoding_scene_get_selection (self->encoding), self);
  }
  g_clear_pointer (&self->pages, gtk_widget_unparent);
  g_clear_object (&self->controls);
  g_clear_object (&self->jobs);
  g_clear_object (&self->preferences);
  g_clear_object (&self->series);
  g_clear_object (&self->curve);
  g_clear_object (&self->encoding);
  G_OBJECT_CLASS (cal_score_area_parent_class)->dispose (object);
}

static void
cal_score_area_finalize (GObject *object)
{
  CalScoreArea *self = CAL_SCORE_AREA (object);

  cal_score_area_forget (self);
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->namings);
  g_ptr_array_unref (self->chosen);
  g_clear_pointer (&self->region_rows, g_array_unref);
  g_free (self->positions);
  g_free (self->frame_names);
  g_free (self->region);
  g_free (self->place_name);
  set_map (&self->pair[0], NULL);
  set_map (&self->pair[1], NULL);
  set_map (&self->ceiling, NULL);
  G_OBJECT_CLASS (cal_score_area_parent_class)->finalize (object);
}

static void
cal_score_area_class_init (CalScoreAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cal_score_area_dispose;
  object_class->finalize = cal_score_area_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "scorearea");

  /**
   * CalScoreArea::save:
   * @name: of a file, proposed
   * @text: to be written into it
   */
  signals[SIGNAL_SAVE] =
      g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
cal_score_area_init (CalScoreArea *self)
{
  self->hovered = self->hovered_part = -1;
  self->is_log = TRUE;
  self->brush[0] = (double) NAN;
  self->all = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  self->namings = g_ptr_array_new ();
  self->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) cal_score_map_unref);
}

/**
 * cal_score_area_new:
 * @encoding: whose scene's maps are compared
 *
 * Returns: (transfer floating): the view, which follows cursor and selection
 */
GtkWidget *
cal_score_area_new (CalEncodingScene *encoding)
{
  CalScoreArea *self = g_object_new (CAL_TYPE_SCORE_AREA, NULL);
  CalScene *scene = cal_encoding_scene_get_scene (encoding);

  self->encoding = g_object_ref (encoding);
  self->jobs = cal_latest_job_new ();
  self->plot = CAL_PLOT_AREA (cal_plot_area_new ("Scores", self->jobs));
  self->canvas = cal_plot_area_get_canvas (self->plot);
  self->preferences = cal_latest_job_new ();
  self->leaderboard = CAL_SCORE_LEADERBOARD (cal_score_leaderboard_new ());
  self->pages = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->pages), GTK_WIDGET (self->plot));
  gtk_stack_add_child (GTK_STACK (self->pages), GTK_WIDGET (self->leaderboard));
  gtk_widget_set_parent (self->pages, GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  cal_score_area_init_input (self);
  cal_score_area_init_controls (self);
  g_signal_connect_swapped (self->jobs, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->jobs, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (self->preferences, "done", G_CALLBACK (cal_score_area_take_preference),
                            self);
  g_signal_connect_swapped (self->preferences, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (encoding, "changed", G_CALLBACK (cal_score_area_check_series), self);
  g_signal_connect_swapped (scene, "items-changed", G_CALLBACK (layers_cb), self);
  g_signal_connect_swapped (cal_scene_get_cursor (scene), "moved", G_CALLBACK (cursor_cb), self);
  g_signal_connect_swapped (cal_encoding_scene_get_selection (encoding), "changed",
                            G_CALLBACK (selection_cb), self);
  g_signal_connect (self, "map", G_CALLBACK (cal_score_area_read), NULL);
  layers_cb (self);
  cal_score_area_check_series (self);
  cal_score_area_show (self);
  return GTK_WIDGET (self);
}
