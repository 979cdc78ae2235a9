/* attention-area-input.c - mouse and keys of the attention view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/attention-area-private.h"
#include "widgets/tooltip.h"

static void
get_size (CalAttentionArea *self, double *width, double *height)
{
  *width = gtk_widget_get_width (self->canvas);
  *height = gtk_widget_get_height (self->canvas);
}

static gboolean
lay_out (CalAttentionArea *self, CalAttentionPlot *plot, CalAttentionLayout *layout)
{
  double width, height;

  if (self->maps->len == 0)
    return FALSE;
  get_size (self, &width, &height);
  cal_attention_area_lay_out (self, width, height, plot, layout);
  return TRUE;
}

static gboolean
pick_patch (CalAttentionArea *self, double x, double y, guint *map, gsize *token)
{
  CalAttentionLayout layout;
  CalAttentionPlot plot;

  return lay_out (self, &plot, &layout) &&
         cal_attention_plot_pick (&plot, &layout, x, y, map, token);
}

static gboolean
pick_title (CalAttentionArea *self, double x, double y, guint *map)
{
  CalAttentionLayout layout;
  CalAttentionPlot plot;

  return lay_out (self, &plot, &layout) && !self->is_difference &&
         cal_attention_plot_pick_title (&plot, &layout, x, y, map);
}

static gboolean
pick_row (CalAttentionArea *self, double x, double y, gsize *row, gint *part)
{
  double width, height;
  CalBarList list;

  get_size (self, &width, &height);
  return cal_attention_area_fill_list (self, width, height, &list) &&
         cal_bar_list_pick (&list, x, y, row, part);
}

/* With Ctrl or Shift the region comes to those that are shown. */
static void
pick_query (CalAttentionArea *self, gsize query, gboolean besides)
{
  if (besides) {
    g_autoptr (GArray) queries = g_array_copy (self->queries);

    g_array_append_val (queries, query);
    cal_attention_area_set_queries (self, (const gsize *) (gpointer) queries->data, queries->len);
  } else
    cal_attention_area_set_queries (self, &query, 1);
  cal_attention_area_select_query (self, query);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CalAttentionArea *self)
{
  GdkModifierType keys =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean besides = (keys & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;
  gsize token, row;
  guint map;
  gint part;

  gtk_widget_grab_focus (self->canvas);
  if (self->attention == NULL)
    return;
  if (pick_row (self, x, y, &row, &part)) {
    gsize query = g_array_index (self->ranked, gsize, row);

    if (cal_attention_area_has_shares (self) && part >= 0)
      cal_attention_area_pick_part (self, part);
    pick_query (self, query, besides);
  } else if (pick_title (self, x, y, &map))
    cal_attention_area_select_query (self, g_array_index (self->queries, gsize, map));
  else if (pick_patch (self, x, y, &map, &token))
    cal_attention_area_pick_token (self, self->token == (gssize) token ? -1 : (gssize) token);
}

static void
motion_cb (CalAttentionArea *self, double x, double y)
{
  guint map = 0;
  gsize token = 0;
  gboolean is_on = self->attention != NULL && pick_patch (self, x, y, &map, &token);
  gssize hovered = is_on ? (gssize) token : -1;

  if (hovered == self->hovered && (gint) map == self->hovered_map)
    return;
  self->hovered = hovered;
  self->hovered_map = (gint) map;
  gtk_widget_queue_draw (self->canvas);
}

static void
leave_cb (CalAttentionArea *self)
{
  self->hovered = -1;
  gtk_widget_queue_draw (self->canvas);
}

/* All of a row: the name, which may be too long, and the shares, which have no numbers. */
static char *
dup_row (CalAttentionArea *self, gsize row)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
  GString *text = g_string_new (self->titles->pdata[row]);

  for (guint s = 0; s < desc->n_spans && cal_attention_area_has_shares (self); s++)
    g_string_append_printf (text, "\n%s %.1f %%", desc->spans[s].name,
                            100.0 * self->values[row * desc->n_spans + s]);
  return g_string_free (text, FALSE);
}

/* Long names and rules are whole in a tooltip. */
static gboolean
tooltip_cb (
    GtkWidget *canvas, int x, int y, gboolean keyboard, GtkTooltip *tooltip, CalAttentionArea *self)
{
  gsize row;
  gint part;

  if (keyboard || self->attention == NULL)
    return FALSE;
  if (pick_row (self, x, y, &row, &part)) {
    g_autofree char *text = dup_row (self, row);

    cal_tooltip_set_text_at (tooltip, x, y, text);
    return TRUE;
  }
  if (self->rule != NULL && self->titles->len > 0 &&
      y > gtk_widget_get_height (self->canvas) - 32) {
    cal_tooltip_set_text_at (tooltip, x, y, self->rule);
    return TRUE;
  }
  return FALSE;
}

static void
scroll_by (CalAttentionArea *self, gint n_rows)
{
  gssize last = (gssize) self->titles->len - 1;

  self->first_row = (gsize) CLAMP ((gssize) self->first_row + n_rows, 0, MAX (last, 0));
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
scroll_cb (CalAttentionArea *self, double dx, double dy)
{
  if (self->titles->len == 0)
    return FALSE;
  scroll_by (self, (gint) (dy * 3.0));
  return TRUE;
}

/* Arrows walk from patch to patch of the first grid. */
static gboolean
walk (CalAttentionArea *self, gint rows, gint columns)
{
  const CalAttentionSpan *grid =
      self->attention != NULL ? cal_attention_find_grid (self->attention) : NULL;
  gssize place, row, column;

  if (grid == NULL || self->maps->len == 0)
    return FALSE;
  place = self->token >= 0 ? self->token - (gssize) grid->first_token : 0;
  row = place / (gssize) grid->grid[1] + (self->token >= 0 ? rows : 0);
  column = place % (gssize) grid->grid[1] + (self->token >= 0 ? columns : 0);
  row = CLAMP (row, 0, (gssize) grid->grid[0] - 1);
  column = CLAMP (column, 0, (gssize) grid->grid[1] - 1);
  cal_attention_area_pick_token (self, (gssize) grid->first_token + row * (gssize) grid->grid[1] +
                                           column);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalAttentionArea *self)
{
  switch (key) {
  case GDK_KEY_Left:
    return walk (self, 0, -1);
  case GDK_KEY_Right:
    return walk (self, 0, 1);
  case GDK_KEY_Up:
    return walk (self, -1, 0);
  case GDK_KEY_Down:
    return walk (self, 1, 0);
  case GDK_KEY_Page_Down:
    scroll_by (self, 10);
    return TRUE;
  case GDK_KEY_Page_Up:
    scroll_by (self, -10);
    return TRUE;
  case GDK_KEY_Escape:
    if (self->token < 0 && self->part < 0)
      return FALSE;
    self->part = -1;
    cal_attention_area_pick_token (self, -1);
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * cal_attention_area_init_input:
 *
 * Listens to the canvas.
 */
void
cal_attention_area_init_input (CalAttentionArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, keys);
  gtk_widget_add_controller (self->canvas, scroll);
  gtk_widget_set_has_tooltip (self->canvas, TRUE);
  g_signal_connect (self->canvas, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}
