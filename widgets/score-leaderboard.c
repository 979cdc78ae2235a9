/* score-leaderboard.c - a line of numbers for each map, sorted by any of them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/score-leaderboard.h"

#include <math.h>
#include <string.h>

#include "model/number.h"
#include "render/vector/text.h"
#include "widgets/accessible.h"

typedef enum {
  COLUMN_NAME,
  COLUMN_STATISTIC,
  COLUMN_N,
  COLUMN_MEDIAN,
  COLUMN_MEAN,
  COLUMN_SHARE,
  COLUMN_ALGONAUTS,
  COLUMN_CLIPPED,
  COLUMN_NEGATIVE,
  N_COLUMNS,
} Column;

static const struct {
  const char *title;
  const char *tooltip;
} columns[N_COLUMNS] = {
    [COLUMN_NAME] = {"Map", NULL},
    [COLUMN_STATISTIC] = {"Statistic", NULL},
    [COLUMN_N] = {"n", "Places with a value"},
    [COLUMN_MEDIAN] = {"Median", NULL},
    [COLUMN_MEAN] = {"Mean", NULL},
    [COLUMN_SHARE] = {"Share (%)",
                      "Median share of the noise ceiling, not clipped, without ceilings of 0"},
    [COLUMN_ALGONAUTS] = {"Algonauts", "The Algonauts 2023 score: median of max(r, 0)² over the "
                                       "ceiling (0 becomes 1e-14) in percent, clipped at 100"},
    [COLUMN_CLIPPED] = {"Clipped", "Places that the Algonauts score clips at 100"},
    [COLUMN_NEGATIVE] = {"Negative", "Places with a value below 0"},
};

/* A line of the table. */
#define CAL_TYPE_SCORE_ENTRY (cal_score_entry_get_type ())
G_DECLARE_FINAL_TYPE (CalScoreEntry, cal_score_entry, CAL, SCORE_ENTRY, GObject)

struct _CalScoreEntry {
  GObject parent_instance;

  char *name;
  char *statistic;
  CalScoreLine line;
};

G_DEFINE_FINAL_TYPE (CalScoreEntry, cal_score_entry, G_TYPE_OBJECT)

static void
cal_score_entry_finalize (GObject *object)
{
  CalScoreEntry *self = CAL_SCORE_ENTRY (object);

  g_free (self->name);
  g_free (self->statistic);
  G_OBJECT_CLASS (cal_score_entry_parent_class)->finalize (object);
}

static void
cal_score_entry_class_init (CalScoreEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_score_entry_finalize;
}

static void
cal_score_entry_init (CalScoreEntry *self)
{
}

static double
get_number (const CalScoreEntry *self, Column column)
{
  const CalScoreLine *line = &self->line;

  return column == COLUMN_N           ? (double) line->n
         : column == COLUMN_MEDIAN    ? line->median
         : column == COLUMN_MEAN      ? line->mean
         : column == COLUMN_SHARE     ? line->share
         : column == COLUMN_ALGONAUTS ? line->algonauts
         : column == COLUMN_NEGATIVE  ? (double) line->n_negative
         : isnan (line->algonauts)    ? (double) NAN
                                      : (double) line->n_clipped;
}

static char *
dup_field (const CalScoreEntry *self, Column column)
{
  double number;

  if (column == COLUMN_NAME || column == COLUMN_STATISTIC)
    return g_strdup (column == COLUMN_NAME ? self->name : self->statistic);
  number = get_number (self, column);
  if (isnan (number))
    return g_strdup ("");
  return column == COLUMN_N || column == COLUMN_CLIPPED || column == COLUMN_NEGATIVE
             ? g_strdup_printf ("%.0f", number)
             : g_strdup_printf ("%.4g", number);
}

struct _CalScoreLeaderboard {
  GtkWidget parent_instance;

  GListStore *entries;
  GtkSortListModel *sorted;
  GtkColumnView *table;
  GtkWidget *page;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (CalScoreLeaderboard, cal_score_leaderboard, GTK_TYPE_WIDGET)

static void
cal_score_leaderboard_dispose (GObject *object)
{
  CalScoreLeaderboard *self = CAL_SCORE_LEADERBOARD (object);

  g_clear_pointer (&self->page, gtk_widget_unparent);
  g_clear_object (&self->sorted);
  g_clear_object (&self->entries);
  G_OBJECT_CLASS (cal_score_leaderboard_parent_class)->dispose (object);
}

static void
cal_score_leaderboard_class_init (CalScoreLeaderboardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_score_leaderboard_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
setup_cell (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (data) > COLUMN_STATISTIC ? 1.0f : 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cell (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  Column column = (Column) GPOINTER_TO_INT (data);
  g_autofree char *text = dup_field (gtk_list_item_get_item (item), column);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, column == COLUMN_NAME ? text : NULL);
}

/* Without a number is less than any. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const CalScoreEntry *first = a, *second = b;
  Column column = (Column) GPOINTER_TO_INT (data);
  double x, y;

  if (column == COLUMN_NAME)
    return g_utf8_collate (first->name, second->name);
  if (column == COLUMN_STATISTIC)
    return g_utf8_collate (first->statistic, second->statistic);
  x = get_number (first, column);
  y = get_number (second, column);
  if (isnan (x) || isnan (y))
    return isnan (y) - isnan (x);
  return (x > y) - (x < y);
}

static void
add_column (CalScoreLeaderboard *self, Column number)
{
  gpointer data = GINT_TO_POINTER (number);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (columns[number].title, factory);
  g_autoptr (GtkCustomSorter) sorter = gtk_custom_sorter_new (compare, data, NULL);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell), data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), data);
  gtk_column_view_column_set_sorter (column, GTK_SORTER (sorter));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, number == COLUMN_NAME);
  gtk_column_view_append_column (self->table, column);
  /* The largest median first, until the person sorts otherwise. */
  if (number == COLUMN_MEDIAN)
    gtk_column_view_sort_by_column (self->table, column, GTK_SORT_DESCENDING);
  g_object_unref (column);
}

static gboolean
copy_cb (GtkWidget *table, GVariant *arguments, gpointer data)
{
  g_autofree char *text = cal_score_leaderboard_dup_text (data, "\t");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (table), text);
  return TRUE;
}

static void
cal_score_leaderboard_init (CalScoreLeaderboard *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkSelectionModel *selection;

  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->entries = g_list_store_new (CAL_TYPE_SCORE_ENTRY);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->entries)),
                                          g_object_ref (gtk_column_view_get_sorter (self->table)));
  selection =
      GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->sorted))));
  gtk_column_view_set_model (self->table, selection);
  g_object_unref (selection);
  for (int c = 0; c < N_COLUMNS; c++)
    add_column (self, (Column) c);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "caption-table");
  cal_accessible_set_name (GTK_WIDGET (self->table), "Scores of maps. Ctrl+C copies the table.");
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                        gtk_callback_action_new (copy_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->table), shortcuts);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->table));
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0.0f);
  gtk_widget_add_css_class (self->note, "secondary");
  gtk_widget_set_margin_start (self->note, 12);
  gtk_widget_set_margin_end (self->note, 12);
  gtk_widget_set_margin_top (self->note, 6);
  gtk_widget_set_margin_bottom (self->note, 6);
  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->page), scrolled);
  gtk_box_append (GTK_BOX (self->page), self->note);
  gtk_widget_set_parent (self->page, GTK_WIDGET (self));
}

/**
 * cal_score_leaderboard_new:
 *
 * Returns: (transfer floating): an empty table
 */
GtkWidget *
cal_score_leaderboard_new (void)
{
  return g_object_new (CAL_TYPE_SCORE_LEADERBOARD, NULL);
}

static char *
dup_note (const CalScoreTable *table)
{
  const char *unit =
      table->ceiling_unit == CAL_CEILING_PERCENT ? "percent" : "a proportion of the variance";
  g_autofree char *places =
      g_strdup_printf ("%" G_GSIZE_FORMAT " %s", table->n_rows,
                       cal_places_is_on_cortex (table->places) ? "vertices" : "voxels");

  if (table->ceiling == NULL)
    return g_strdup_printf ("Over %s. Without a noise ceiling there is no share of it.", places);
  return g_strdup_printf (
      "Over %s. Ceiling: “%s”, in %s. Share: 100 max(r, 0)² / ceiling, median of those with a "
      "ceiling above 0, not clipped. Algonauts: the same with ceilings of 0 as 1e-14, clipped at "
      "100; of correlations only.",
      places, table->ceiling_map->name, unit);
}

/**
 * cal_score_leaderboard_set_board:
 * @board: (nullable): with lines
 */
void
cal_score_leaderboard_set_board (CalScoreLeaderboard *self, CalScoreBoard *board)
{
  const CalScoreTable *table = board != NULL ? cal_score_board_get_table (board) : NULL;

  g_autofree char *note = table != NULL ? dup_note (table) : NULL;

  gtk_label_set_text (GTK_LABEL (self->note), note);
  g_list_store_remove_all (self->entries);
  for (guint m = 0; table != NULL && m < table->maps->len; m++) {
    const CalScoreMap *map = table->maps->pdata[m];
    g_autoptr (CalScoreEntry) entry = g_object_new (CAL_TYPE_SCORE_ENTRY, NULL);

    entry->name = g_strdup (map->name);
    entry->statistic = cal_score_map_dup_statistic (map);
    entry->line = cal_score_board_get_figures (board)->lines[m];
    g_list_store_append (self->entries, entry);
  }
}

/* Fields that hold the separator, quotes or line ends are quoted (RFC 4180). */
static void
append_field (GString *text, const char *field, const char *separator, gboolean is_last)
{
  if (strstr (field, separator) != NULL || strpbrk (field, "\"\r\n") != NULL) {
    g_auto (GStrv) parts = g_strsplit (field, "\"", -1);
    g_autofree char *doubled = g_strjoinv ("\"\"", parts);

    g_string_append_printf (text, "\"%s\"", doubled);
  } else
    g_string_append (text, field);
  g_string_append (text, is_last ? "\n" : separator);
}

/**
 * cal_score_leaderboard_dup_text:
 * @separator: between fields: a comma or a tab
 *
 * Returns: (transfer full): the table as it is sorted
 */
char *
cal_score_leaderboard_dup_text (CalScoreLeaderboard *self, const char *separator)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  for (int c = 0; c < N_COLUMNS; c++)
    append_field (text, columns[c].title, separator, c + 1 == N_COLUMNS);
  for (guint e = 0; e < n; e++) {
    g_autoptr (CalScoreEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->sorted), e);

    for (int c = 0; c < N_COLUMNS; c++) {
      g_autofree char *field = dup_field (entry, (Column) c);

      append_field (text, field, separator, c + 1 == N_COLUMNS);
    }
  }
  return g_strdup (text->str);
}

/**
 * cal_score_leaderboard_draw:
 *
 * Draws the table as it is sorted: for a figure.
 */
void
cal_score_leaderboard_draw (
    CalScoreLeaderboard *self, cairo_t *cr, const CalInk *ink, double width, double height)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  double cell = fmax (0.7 * (width - 32.0) / (N_COLUMNS - 1), 8.0), row_px = 22.0;
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX, .align_y = 0.5};

  for (guint line = 0; line <= n && (line + 1) * row_px < height; line++) {
    g_autoptr (CalScoreEntry) entry =
        line > 0 ? g_list_model_get_item (G_LIST_MODEL (self->sorted), line - 1) : NULL;

    memcpy (style.rgba, line > 0 ? ink->text : ink->secondary, sizeof style.rgba);
    for (int c = 0; c < N_COLUMNS; c++) {
      g_autofree char *field =
          entry != NULL ? dup_field (entry, (Column) c) : g_strdup (columns[c].title);
      double right = width - 16.0 - cell * (N_COLUMNS - 1 - c);

      style.align_x = c == COLUMN_NAME ? 0.0 : 1.0;
      style.max_width_px = c == COLUMN_NAME ? right - 24.0 : cell - 8.0;
      cal_text_draw (cr, &style, field, c == COLUMN_NAME ? 16.0 : right, (line + 0.7) * row_px);
    }
  }
  memcpy (style.rgba, ink->secondary, sizeof style.rgba);
  style.align_x = 0.0;
  style.max_width_px = width - 32.0;
  cal_text_draw (cr, &style, gtk_label_get_text (GTK_LABEL (self->note)), 16.0,
                 fmin ((n + 1.9) * row_px, height - 8.0));
}
