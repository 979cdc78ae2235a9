/* score-area-input.c - pointer and keys of the view of scores.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "widgets/score-area-private.h"

/* A drag shorter than that is a click. */
#define LEAST_DRAG_PX 4.0
/* The brain follows the brush so often while it is dragged. */
#define BRUSH_INTERVAL_US (80 * 1000)

static gboolean
has_counts (CalScoreArea *self)
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);

  return figures != NULL && figures->histogram.counts != NULL;
}

static void
fill_counts (CalScoreArea *self, CalCountPlot *plot)
{
  cal_score_area_fill_counts (self, gtk_widget_get_width (self->canvas),
                              gtk_widget_get_height (self->canvas), plot);
}

/* The region or line at a place of the canvas, and the map or part of it; -1 for none. */
static void
pick (CalScoreArea *self, double x, double y, gint *line, gint *part)
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);
  double width = gtk_widget_get_width (self->canvas), height = gtk_widget_get_height (self->canvas);

  *line = *part = -1;
  if (self->chart == CAL_SCORE_CHART_CURVE && self->curve != NULL)
    *line = cal_score_area_pick_frame (self, x, y);
  else if (figures != NULL && figures->chart == CAL_SCORE_CHART_REGIONS) {
    CalRegionPlot plot;
    guint region, map;

    cal_score_area_fill_regions (self, width, height, &plot);
    if (cal_region_plot_pick (&plot, x, y, &region, &map)) {
      *line = (gint) region;
      *part = (gint) map;
    }
  } else if (figures != NULL && figures->chart == CAL_SCORE_CHART_WINNER) {
    CalBarList bars;
    gsize row;

    cal_score_area_fill_winners (self, width, height, &bars);
    if (cal_bar_list_pick (&bars, x, y, &row, part))
      *line = (gint) row;
  }
}

static void
motion_cb (CalScoreArea *self, double x, double y)
{
  gint line, part;

  pick (self, x, y, &line, &part);
  if (line == self->hovered && part == self->hovered_part)
    return;
  self->hovered = line;
  self->hovered_part = part;
  cal_score_area_show_note (self);
  gtk_widget_queue_draw (self->canvas);
}

static void
leave_cb (CalScoreArea *self)
{
  motion_cb (self, -1.0, -1.0);
}

static void
select_region (CalScoreArea *self, gint line)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  gint region = line - (self->chart == CAL_SCORE_CHART_WINNER);

  if (region >= 0 && region < (gint) table->regions->len)
    cal_selection_set_region (cal_encoding_scene_get_selection (self->encoding),
                              ((CalScoreRegion *) table->regions->pdata[region])->name);
}

/* The cursor goes to the place whose values are nearest to the click. */
static void
go_to_values (CalScoreArea *self, double x, double y)
{
  const CalScoreTable *table = cal_score_board_get_table (self->board);
  double nearest = INFINITY, clicked[2] = {x, y};
  CalCountPlot plot;
  gsize found = 0;

  fill_counts (self, &plot);
  for (gsize r = 0; r < table->n_rows; r++) {
    double values[2], place[2], distance;

    if (!cal_score_area_find_values (self, r, values))
      continue;
    cal_count_plot_to_place (&plot, values, place);
    distance = hypot (place[0] - clicked[0], place[1] - clicked[1]);
    if (distance < nearest) {
      nearest = distance;
      found = r;
    }
  }
  if (nearest < 24.0)
    cal_encoding_scene_go_to_row (self->encoding, table->places, found);
}

static void
brush (CalScoreArea *self, double x, double y)
{
  double from[2], to[2], low[2], high[2];
  CalCountPlot plot;

  fill_counts (self, &plot);
  cal_count_plot_to_values (&plot, self->drag, from);
  cal_count_plot_to_values (&plot, (double[]){self->drag[0] + x, self->drag[1] + y}, to);
  for (int a = 0; a < 2; a++) {
    low[a] = fmin (from[a], to[a]);
    high[a] = fmax (from[a], to[a]);
  }
  cal_score_area_brush (self, low, high);
}

static void
drag_begin_cb (CalScoreArea *self, double x, double y)
{
  gtk_widget_grab_focus (self->canvas);
  self->drag[0] = x;
  self->drag[1] = y;
}

static void
drag_update_cb (CalScoreArea *self, double x, double y)
{
  gint64 now = g_get_monotonic_time ();

  if (!has_counts (self) || hypot (x, y) < LEAST_DRAG_PX ||
      now - self->brushed_at < BRUSH_INTERVAL_US)
    return;
  self->brushed_at = now;
  brush (self, x, y);
}

static void
drag_end_cb (CalScoreArea *self, double x, double y)
{
  gint line, part;

  if (has_counts (self)) {
    if (hypot (x, y) >= LEAST_DRAG_PX)
      brush (self, x, y);
    else
      go_to_values (self, self->drag[0], self->drag[1]);
    return;
  }
  pick (self, self->drag[0], self->drag[1], &line, &part);
  if (line >= 0 && self->chart != CAL_SCORE_CHART_CURVE)
    select_region (self, line);
}

static guint
count_lines (CalScoreArea *self)
{
  const CalScoreTable *table;

  if (cal_score_area_get_figures (self) == NULL)
    return 0;
  table = cal_score_board_get_table (self->board);
  return table->regions->len + (self->chart == CAL_SCORE_CHART_WINNER);
}

static void
scroll_to (CalScoreArea *self, int first)
{
  double width = gtk_widget_get_width (self->canvas), height = gtk_widget_get_height (self->canvas);
  guint n = count_lines (self), n_shown = n;

  if (n == 0)
    return;
  self->first = 0;
  if (self->chart == CAL_SCORE_CHART_REGIONS) {
    CalRegionPlot plot;

    cal_score_area_fill_regions (self, width, height, &plot);
    n_shown = cal_region_plot_count_rows (&plot);
  } else if (self->chart == CAL_SCORE_CHART_WINNER) {
    CalBarList bars;

    cal_score_area_fill_winners (self, width, height, &bars);
    n_shown = (guint) cal_bar_list_count_shown (&bars);
  }
  self->first = (guint) CLAMP (first, 0, (int) (n - MIN (n, n_shown)));
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
scroll_cb (CalScoreArea *self, double dx, double dy)
{
  scroll_to (self, (int) self->first + (dy > 0.0 ? 2 : -2));
  return TRUE;
}

/* Arrow keys walk along the regions, Enter selects one. */
static void
step (CalScoreArea *self, int by)
{
  guint n = count_lines (self);
  guint at = 0;

  if (n == 0 || has_counts (self))
    return;
  for (guint shown = 0; self->hovered >= 0 && shown < n; shown++)
    if ((self->order != NULL ? self->order[shown] : shown) == (guint) self->hovered)
      at = (guint) CLAMP ((int) shown + by, 0, (int) n - 1);
  self->hovered = (gint) (self->order != NULL ? self->order[at] : at);
  self->hovered_part = -1;
  if (at < self->first || at > self->first + 4)
    scroll_to (self, (int) at - 2);
  cal_score_area_show_note (self);
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalScoreArea *self)
{
  if (key == GDK_KEY_Escape && isfinite (self->brush[0]))
    cal_score_area_clear_brush (self);
  else if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    step (self, key == GDK_KEY_Down ? 1 : -1);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->hovered >= 0)
    select_region (self, self->hovered);
  else
    return FALSE;
  return TRUE;
}

/**
 * cal_score_area_init_input:
 *
 * A click selects a region or goes to a place, a drag brushes; wheel and arrow keys scroll, Escape
 * clears the brush.
 */
void
cal_score_area_init_input (CalScoreArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, scroll);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->canvas, keys);
}

/**
 * cal_score_area_get_region_place:
 * @title: of a region
 * @x: (out): in the canvas, inside its row
 * @y: (out)
 *
 * Returns: whether it is drawn
 */
gboolean
cal_score_area_get_region_place (CalScoreArea *self, const char *title, double *x, double *y)
{
  const CalScoreFigures *figures = cal_score_area_get_figures (self);
  CalRegionPlot plot;

  if (figures == NULL || figures->chart != CAL_SCORE_CHART_REGIONS)
    return FALSE;
  cal_score_area_fill_regions (self, gtk_widget_get_width (self->canvas),
                               gtk_widget_get_height (self->canvas), &plot);
  for (guint shown = 0; shown < cal_region_plot_count_rows (&plot); shown++) {
    guint region = self->order[self->first + shown];

    if (g_str_equal (self->region_names[region], title)) {
      cal_region_plot_get_place (&plot, shown, 0, plot.values[region * plot.n_maps].quartiles[2], x,
                                 y);
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * cal_score_area_get_value_place:
 * @values: across and up
 * @place: (out caller-allocates): in the canvas
 *
 * Returns: whether there is a chart of two maps
 */
gboolean
cal_score_area_get_value_place (CalScoreArea *self, const double values[2], double place[2])
{
  CalCountPlot plot;

  if (!has_counts (self))
    return FALSE;
  fill_counts (self, &plot);
  cal_count_plot_to_place (&plot, values, place);
  return TRUE;
}
