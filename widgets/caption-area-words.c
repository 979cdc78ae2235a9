/* caption-area-words.c - the words of a region's captions against those of all others.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "analysis/nouns.h"
#include "render/vector/word-plot.h"
#include "widgets/accessible.h"
#include "widgets/caption-area-private.h"
#include "widgets/tooltip.h"

/* So many words are drawn at most: those that tell most, and those the region has least. */
#define MOST_WORDS 200

/* What was counted. */
struct _CalWordBoard {
  GObject parent_instance;

  CalWordCounts counts;
  CalWordBar *bars;
  guint n_bars;
  char *region;
};

#define CAL_TYPE_WORD_BOARD (cal_word_board_get_type ())
G_DECLARE_FINAL_TYPE (CalWordBoard, cal_word_board, CAL, WORD_BOARD, GObject)
G_DEFINE_FINAL_TYPE (CalWordBoard, cal_word_board, G_TYPE_OBJECT)

static void
cal_word_board_finalize (GObject *object)
{
  CalWordBoard *self = CAL_WORD_BOARD (object);

  cal_word_counts_clear (&self->counts);
  g_free (self->bars);
  g_free (self->region);
  G_OBJECT_CLASS (cal_word_board_parent_class)->finalize (object);
}

static void
cal_word_board_class_init (CalWordBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_word_board_finalize;
}

static void
cal_word_board_init (CalWordBoard *self)
{
}

typedef struct {
  CalCaptions *captions;
  GArray *rows;
  char *region;
  gboolean only_nouns; /* else all content words count */
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->captions);
  g_array_unref (input->rows);
  g_free (input->region);
  g_free (input);
}

static const char *
get_text (gpointer data, gsize caption)
{
  CalCaptions *captions = data;
  gsize n = cal_captions_get_n_resamples (captions);

  return cal_captions_get_text (captions, caption / n, caption % n);
}

static GObject *
count (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;
  g_autoptr (CalWordBoard) board = g_object_new (CAL_TYPE_WORD_BOARD, NULL);
  gsize n_resamples = cal_captions_get_n_resamples (input->captions);
  gsize n = cal_captions_get_n_rows (input->captions) * n_resamples;
  g_autofree guint8 *is_in = g_new0 (guint8, n);

  for (guint r = 0; r < input->rows->len; r++)
    memset (is_in + g_array_index (input->rows, guint32, r) * n_resamples, 1, n_resamples);
  cal_word_counts_init (&board->counts, get_text, input->captions, n, is_in,
                        input->only_nouns ? cal_word_is_noun : cal_word_is_content, NULL);
  board->bars = g_new0 (CalWordBar, MIN (board->counts.n_rows, MOST_WORDS) + 1);
  for (gsize w = 0; w < MIN (board->counts.n_rows, MOST_WORDS); w++) {
    const CalWordCount *row = &board->counts.rows[w];

    board->bars[board->n_bars++] =
        (CalWordBar){row->word, row->n_captions_in, row->n_captions_out, row->log_odds};
  }
  board->region = g_strdup (input->region);
  return cal_job_check (job, error) ? (GObject *) g_steal_pointer (&board) : NULL;
}

static void
fill_plot (CalCaptionArea *self, CalWordPlot *plot)
{
  const CalWordBoard *board = self->words;

  *plot = (CalWordPlot){
      .bars = board->bars,
      .n_bars = board->n_bars,
      .first = self->first_word,
      .n_in = board->counts.n_captions[0],
      .n_out = board->counts.n_captions[1],
      .region = board->region,
      .rest = cal_places_is_on_cortex (cal_caption_area_get_places (self)) ? "rest of cortex"
                                                                           : "all other voxels",
      .picked = self->picked_word,
      .ink = cal_plot_area_get_ink (),
      .scale = 1.0,
  };
}

/**
 * cal_caption_area_draw_words:
 *
 * Draws the page.
 */
void
cal_caption_area_draw_words (CalCaptionArea *self, cairo_t *cr, double width, double height)
{
  CalWordPlot plot;

  if (self->words == NULL || cal_caption_area_get_places (self) == NULL)
    return;
  fill_plot (self, &plot);
  cal_word_plot_draw (cr, &plot, width, height);
}

static void
draw_cb (GtkDrawingArea *canvas, cairo_t *cr, int width, int height, gpointer data)
{
  cal_ink_set (cr, cal_plot_area_get_ink ()->background);
  cairo_paint (cr);
  cal_caption_area_draw_words (data, cr, width, height);
}

static void
describe (CalCaptionArea *self)
{
  const CalWordBoard *board = self->words;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "Words of %s.", board->region);
  for (guint b = 0; b < MIN (board->n_bars, 10); b++)
    g_string_append_printf (text, " %s: %" G_GSIZE_FORMAT " in, %" G_GSIZE_FORMAT " elsewhere%s.",
                            board->bars[b].word, board->bars[b].n_in, board->bars[b].n_out,
                            self->picked_word == (gint) b ? ", picked" : "");
  g_string_append (text, " Up and Down pick a word, Enter searches for it.");
  cal_plot_area_describe (CAL_PLOT_AREA (self->plot), text->str);
}

static void
show_note (CalCaptionArea *self)
{
  const CalWordBoard *board = self->words;
  gboolean nouns = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only_nouns));
  g_autofree char *note = g_strdup_printf (
      "%s that tell the region from the rest, most first (z of the log-odds with the words of all "
      "captions as prior) · captions that have the word",
      nouns ? "Nouns" : "Content words");

  cal_plot_area_set_note (CAL_PLOT_AREA (self->plot), note);
  cal_plot_area_set_message (
      CAL_PLOT_AREA (self->plot), board->n_bars == 0 ? "No words" : NULL,
      board->n_bars == 0 ? "The captions of this region and of all others have no such word."
                         : NULL);
}

static void
counted_cb (CalCaptionArea *self, GObject *result)
{
  g_set_object (&self->words, CAL_WORD_BOARD (result));
  self->first_word = 0;
  self->picked_word = -1;
  show_note (self);
  describe (self);
  gtk_widget_queue_draw (self->canvas);
}

static void
say (CalCaptionArea *self, const char *title, const char *text)
{
  cal_latest_job_cancel (self->word_jobs);
  g_clear_object (&self->words);
  cal_plot_area_set_note (CAL_PLOT_AREA (self->plot), NULL);
  cal_plot_area_set_message (CAL_PLOT_AREA (self->plot), title, text);
}

/**
 * cal_caption_area_show_words:
 *
 * Counts the words of the region, in the background, when the page is seen.
 */
void
cal_caption_area_show_words (CalCaptionArea *self)
{
  g_autoptr (GArray) rows = NULL;
  Input *input;

  self->words_are_due = TRUE;
  if (cal_caption_area_get_page (self) != CAL_CAPTION_PAGE_WORDS || self->captions == NULL)
    return;
  self->words_are_due = FALSE;
  cal_caption_area_show_word_choices (self);
  if (cal_caption_area_get_places (self) == NULL) {
    say (self, "These captions have no places",
         "Words are counted in a region of the brain, against all others. "
         "Open captions of voxels or vertices.");
    return;
  }
  if (cal_caption_area_get_regions (self)->len == 0) {
    say (self, "No regions",
         "Open regions (labels) of this brain: words are counted in one of "
         "them, against all other places.");
    return;
  }
  if (self->region != NULL)
    rows = cal_caption_area_find_rows (self, self->region);
  if (rows == NULL || rows->len == 0) {
    say (self, "Pick a region", "Click into one on the brain, or choose it above.");
    return;
  }
  input = g_new0 (Input, 1);
  input->captions = g_object_ref (self->captions);
  input->rows = g_array_ref (rows);
  input->region = g_strdup (self->region);
  input->only_nouns = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only_nouns));
  cal_latest_job_start (self->word_jobs, cal_job_new ("Counting words", count, input, input_free),
                        CAL_LATEST_CANCEL);
}

/**
 * cal_caption_area_show_word_choices:
 *
 * Fills the list of regions, with how many places each has.
 */
void
cal_caption_area_show_word_choices (CalCaptionArea *self)
{
  GPtrArray *regions =
      cal_caption_area_get_places (self) != NULL ? cal_caption_area_get_regions (self) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = GTK_INVALID_LIST_POSITION;

  for (guint n = 0; regions != NULL && n < regions->len; n++) {
    const CalRegionRows *region = regions->pdata[n];

    gtk_string_list_append (names, region->name);
    if (g_strcmp0 (region->name, self->region) == 0)
      chosen = n;
  }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->region_choice), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->region_choice), chosen);
  gtk_widget_set_sensitive (self->region_choice, regions != NULL && regions->len > 0);
  self->is_filling = FALSE;
}

static void
region_cb (CalCaptionArea *self)
{
  GPtrArray *regions;
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->region_choice));

  if (self->is_filling || cal_caption_area_get_places (self) == NULL)
    return;
  regions = cal_caption_area_get_regions (self);
  if (chosen < regions->len)
    cal_selection_set_region (cal_encoding_scene_get_selection (self->scene),
                              ((CalRegionRows *) regions->pdata[chosen])->name);
}

static void
search_word (CalCaptionArea *self, gint word)
{
  if (self->words != NULL && word >= 0 && (guint) word < self->words->n_bars) {
    g_autofree char *query = g_strdup_printf ("%s ", self->words->bars[word].word);

    cal_caption_area_set_query (self, query);
  }
}

static gint
pick (CalCaptionArea *self, double y)
{
  CalWordPlot plot;

  if (self->words == NULL)
    return -1;
  fill_plot (self, &plot);
  return cal_word_plot_pick (&plot, gtk_widget_get_height (self->canvas), y);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CalCaptionArea *self)
{
  gtk_widget_grab_focus (self->canvas);
  self->picked_word = pick (self, y);
  search_word (self, self->picked_word);
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
scrolled_cb (GtkEventControllerScroll *scroll, double dx, double dy, CalCaptionArea *self)
{
  gint first = (gint) self->first_word + (gint) (3.0 * dy);

  if (self->words == NULL)
    return FALSE;
  self->first_word = (guint) CLAMP (first, 0, MAX ((gint) self->words->n_bars - 1, 0));
  gtk_widget_queue_draw (self->canvas);
  return TRUE;
}

static void
move_to (CalCaptionArea *self, gint word)
{
  CalWordPlot plot;
  guint n_shown;

  self->picked_word = CLAMP (word, 0, (gint) self->words->n_bars - 1);
  fill_plot (self, &plot);
  n_shown = MAX (cal_word_plot_count_shown (&plot, gtk_widget_get_height (self->canvas)), 1);
  if ((guint) self->picked_word < self->first_word)
    self->first_word = (guint) self->picked_word;
  else if ((guint) self->picked_word >= self->first_word + n_shown)
    self->first_word = (guint) self->picked_word - n_shown + 1;
  describe (self);
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalCaptionArea *self)
{
  if (self->words == NULL || self->words->n_bars == 0)
    return FALSE;
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    move_to (self, self->picked_word + (key == GDK_KEY_Down ? 1 : -1));
  else if (key == GDK_KEY_Home || key == GDK_KEY_End)
    move_to (self, key == GDK_KEY_Home ? 0 : (gint) self->words->n_bars - 1);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    search_word (self, self->picked_word);
  else
    return FALSE;
  return TRUE;
}

/* The places of the counted region, and of all others, that a word is found in. */
static gboolean
tooltip_cb (
    GtkWidget *canvas, int x, int y, gboolean keyboard, GtkTooltip *tooltip, CalCaptionArea *self)
{
  gint word = keyboard ? -1 : pick (self, y);
  const CalWordCount *row;
  g_autofree char *text = NULL;

  if (word < 0)
    return FALSE;
  row = &self->words->counts.rows[word];
  text = g_strdup_printf (
      "%s: %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " captions in %s (%.3g %%), %" G_GSIZE_FORMAT
      " of %" G_GSIZE_FORMAT " elsewhere (%.3g %%)\nlog-odds %.3f, z %.2f · click: search for it",
      row->word, row->n_captions_in, self->words->counts.n_captions[0], self->words->region,
      100.0 * (double) row->n_captions_in / (double) MAX (self->words->counts.n_captions[0], 1),
      row->n_captions_out, self->words->counts.n_captions[1],
      100.0 * (double) row->n_captions_out / (double) MAX (self->words->counts.n_captions[1], 1),
      row->log_odds, row->z);
  cal_tooltip_set_text_at (tooltip, x, y, text);
  return TRUE;
}

static void
connect_canvas (CalCaptionArea *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  self->canvas = cal_plot_area_get_canvas (CAL_PLOT_AREA (self->plot));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw_cb, self, NULL);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scrolled_cb), self, 0);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, keys);
  gtk_widget_add_controller (self->canvas, scroll);
  gtk_widget_set_has_tooltip (self->canvas, TRUE);
  g_signal_connect_object (self->canvas, "query-tooltip", G_CALLBACK (tooltip_cb), self, 0);
}

/**
 * cal_caption_area_build_words:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cal_caption_area_build_words (CalCaptionArea *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->picked_word = -1;
  self->word_jobs = cal_latest_job_new ();
  self->plot = cal_plot_area_new ("Words of the region's captions", self->word_jobs);
  self->region_choice = gtk_drop_down_new (NULL, NULL);
  self->only_nouns = gtk_check_button_new_with_label ("Only nouns");
  gtk_widget_set_tooltip_text (self->only_nouns,
                               "English words that WordNet 3.0 has as nouns, and that are used as "
                               "one at least one time in four; wherever they stand in a caption");
  cal_accessible_set_name (self->region_choice, "Region whose words are counted");
  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_box_append (GTK_BOX (bar), self->region_choice);
  gtk_box_append (GTK_BOX (bar), self->only_nouns);
  gtk_widget_set_vexpand (self->plot, TRUE);
  gtk_box_append (GTK_BOX (page), bar);
  gtk_box_append (GTK_BOX (page), self->plot);
  connect_canvas (self);
  g_signal_connect_object (self->word_jobs, "done", G_CALLBACK (counted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->region_choice, "notify::selected", G_CALLBACK (region_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->only_nouns, "toggled", G_CALLBACK (cal_caption_area_show_words),
                           self, G_CONNECT_SWAPPED);
  return page;
}

void
cal_caption_area_stop_words (CalCaptionArea *self)
{
  if (self->word_jobs != NULL) {
    g_signal_handlers_disconnect_by_data (self->word_jobs, self);
    cal_latest_job_cancel (self->word_jobs);
  }
  g_clear_object (&self->word_jobs);
  g_clear_object (&self->words);
}

/**
 * cal_caption_area_get_word:
 * @bar: from the top of the words
 * @word: (out): (transfer none)
 * @x: (out): a place on its bar, in the view
 * @y: (out)
 *
 * Returns: FALSE if there is none on screen
 */
gboolean
cal_caption_area_get_word (CalCaptionArea *self, guint bar, const char **word, double *x, double *y)
{
  CalWordPlot plot;

  if (self->words == NULL || bar >= self->words->n_bars || bar < self->first_word)
    return FALSE;
  fill_plot (self, &plot);
  *word = self->words->bars[bar].word;
  return gtk_widget_translate_coordinates (self->canvas, GTK_WIDGET (self), 160.0,
                                           cal_word_plot_get_middle (&plot, bar), x, y);
}
