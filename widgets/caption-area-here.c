/* caption-area-here.c - the captions of the place at the cursor, of its regions, of a stimulus.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "analysis/caption-agreement.h"
#include "analysis/word-difference.h"
#include "model/number.h"
#include "widgets/accessible.h"
#include "widgets/caption-area-private.h"

#define KEYWORDS " keywords"

/* Cards stand side by side where both have at least this width. */
#define CARD_PX 220

static const char agreement_tip[] =
    "How far the captions of this place say the same: the mean, over pairs of them, of the words "
    "that both have over the words that either has (the Jaccard index of their content words).\n"
    "0: nothing in common. 1: the same words.";

static GtkWidget *
new_card (const char *title, const char *detail)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = cal_caption_label_new ("row-value", FALSE);

  gtk_label_set_text (GTK_LABEL (name), title);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, title);
  gtk_box_append (GTK_BOX (head), name);
  if (detail != NULL) {
    GtkWidget *label = cal_caption_label_new ("secondary", FALSE);

    gtk_label_set_text (GTK_LABEL (label), detail);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
    gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
    gtk_box_append (GTK_BOX (head), label);
  }
  gtk_widget_add_css_class (card, "caption-card");
  gtk_widget_set_size_request (card, CARD_PX, -1);
  gtk_widget_set_valign (card, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (card), head);
  return card;
}

/* A caption, and its score if it has one. */
static GtkWidget *
add_line (GtkWidget *card, const char *text, double score)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *caption = cal_caption_label_new ("caption-text", TRUE);

  gtk_label_set_text (GTK_LABEL (caption), text);
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_box_append (GTK_BOX (line), caption);
  if (!isnan (score)) {
    g_autofree char *number = g_strdup_printf ("%.3f", score);
    GtkWidget *label = cal_caption_label_new ("numeric", FALSE);

    gtk_label_set_text (GTK_LABEL (label), number);
    gtk_widget_set_valign (label, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (line), label);
  }
  gtk_widget_add_css_class (line, "inspector-row");
  gtk_box_append (GTK_BOX (card), line);
  return caption;
}

static void
add_note (GtkWidget *card, const char *text, const char *tooltip)
{
  GtkWidget *note = cal_caption_label_new ("secondary", TRUE);

  gtk_label_set_text (GTK_LABEL (note), text);
  gtk_widget_set_tooltip_text (note, tooltip);
  gtk_box_append (GTK_BOX (card), note);
}

typedef struct {
  gsize resample;
  double score;
} Scored;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const Scored *x = a, *y = b;

  if (isnan (x->score) || isnan (y->score) || x->score == y->score)
    return isnan (x->score) != isnan (y->score) ? (isnan (x->score) ? 1 : -1)
                                                : (x->resample > y->resample ? 1 : -1);
  return x->score > y->score ? -1 : 1;
}

/* All captions of a row, the best first, and how far they agree. */
static void
add_row (GtkWidget *card, CalCaptions *captions, gsize row)
{
  gsize n = cal_captions_get_n_resamples (captions);
  g_autofree Scored *order = g_new (Scored, n);
  g_autofree const char **texts = g_new (const char *, n);
  double agreement;
  guint n_shown = 0;

  for (gsize c = 0; c < n; c++) {
    texts[c] = cal_captions_get_text (captions, row, c);
    order[c] = (Scored){c, cal_captions_get_score (captions, row, c)};
  }
  qsort (order, n, sizeof *order, compare_scores);
  for (gsize c = 0; c < n; c++)
    if (texts[order[c].resample][0] != '\0') {
      add_line (card, texts[order[c].resample], order[c].score);
      n_shown++;
    }
  if (n_shown == 0)
    add_note (card, "The method left this place without a caption.", NULL);
  agreement = cal_caption_agreement (texts, n);
  if (!isnan (agreement)) {
    g_autofree char *text = g_strdup_printf ("agreement of %u captions %.2f", n_shown, agreement);

    add_note (card, text, agreement_tip);
  }
}

static gboolean
is_keywords (CalCaptions *captions)
{
  return g_str_has_suffix (cal_captions_get_desc (captions)->name, KEYWORDS);
}

/* Captions called "X keywords" belong on the card of X. */
static void
add_keywords (CalCaptionArea *self, GtkWidget *card, CalCaptions *captions)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->scene);
  g_autofree char *name = g_strconcat (cal_captions_get_desc (captions)->name, KEYWORDS, NULL);

  for (guint n = 0; n < all->len; n++) {
    CalCaptions *keywords = all->pdata[n];
    const CalCaptionsDesc *desc = cal_captions_get_desc (keywords);
    g_autoptr (GString) text = g_string_new ("keywords: ");
    gsize row;

    if (!g_str_equal (desc->name, name) || desc->places == NULL ||
        !cal_encoding_scene_find_row (self->scene, desc->places, &row))
      continue;
    for (gsize c = 0; c < cal_captions_get_n_resamples (keywords); c++)
      g_string_append_printf (text, "%s%s", c > 0 ? ", " : "",
                              cal_captions_get_text (keywords, row, c));
    add_note (card, text->str, NULL);
  }
}

/* The nearest row to the cursor, by the middle of the voxel or vertex; FALSE if it cannot be told.
 */
static gboolean
find_nearest (CalCaptionArea *self, CalPlaces *places, gsize *row, double *distance_mm)
{
  CalScene *scene = cal_encoding_scene_get_scene (self->scene);
  CalCortex *cortex = cal_scene_get_cortex (scene);
  double at[3], mm[3], best = INFINITY;
  gsize n_vertices[2];

  cal_places_get_n_vertices (places, n_vertices);
  if (!cal_cursor_get_position (cal_scene_get_cursor (scene), at) ||
      (cal_places_is_on_cortex (places) &&
       (cortex == NULL || cal_cortex_get_n_vertices (cortex, CAL_LEFT) != n_vertices[0] ||
        cal_cortex_get_n_vertices (cortex, CAL_RIGHT) != n_vertices[1])))
    return FALSE;
  for (gsize r = 0; r < cal_places_get_n_rows (places); r++) {
    double squared = 0.0;
    gsize vertex;

    if (!cal_places_get_mm (places, r, mm)) {
      CalHemisphere hemisphere =
          cal_cortex_get_vertex (cortex, cal_places_get_element (places, r), &vertex);

      if (!cal_cortex_get_vertex_mm (cortex, hemisphere, vertex, mm))
        continue;
    }
    for (int a = 0; a < 3; a++)
      squared += (mm[a] - at[a]) * (mm[a] - at[a]);
    if (squared < best) {
      best = squared;
      *row = r;
    }
  }
  *distance_mm = sqrt (best);
  return isfinite (best);
}

static void
go_cb (GtkWidget *button, CalCaptionArea *self)
{
  CalCaptions *captions = g_object_get_data (G_OBJECT (button), "captions");

  cal_encoding_scene_go_to_row (self->scene, cal_captions_get_desc (captions)->places,
                                GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (button), "row")));
}

/* Why there is nothing, and where the nearest caption is. */
static void
add_nothing (CalCaptionArea *self, GtkWidget *card, CalCaptions *captions)
{
  CalPlaces *places = cal_captions_get_desc (captions)->places;
  const char *noun = cal_places_is_on_cortex (places) ? "vertices" : "voxels";
  g_autofree char *text = NULL, *name = NULL;
  g_autofree char *n_rows = cal_number_format_count (cal_places_get_n_rows (places));
  double distance_mm = NAN;
  GtkWidget *button;
  gsize row = 0;

  if (!find_nearest (self, places, &row, &distance_mm)) {
    text = g_strdup_printf ("No caption here: they cover %s %s%s", n_rows, noun,
                            cal_places_is_on_cortex (places)
                                ? " of a cortex. Click on the cortex they belong to."
                                : ". Click on the slices or the cortex.");
    add_note (card, text, NULL);
    return;
  }
  name = cal_captions_dup_row_name (captions, row);
  text = g_strdup_printf ("No caption here: they cover %s %s; the nearest, %s, is %.1f mm away.",
                          n_rows, noun, name, distance_mm);
  add_note (card, text, NULL);
  button = gtk_button_new_with_label ("Go to the nearest");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (button), "captions", g_object_ref (captions), g_object_unref);
  g_object_set_data (G_OBJECT (button), "row", GSIZE_TO_POINTER (row));
  g_signal_connect_object (button, "clicked", G_CALLBACK (go_cb), self, 0);
  gtk_box_append (GTK_BOX (card), button);
}

static GtkWidget *
add_section (CalCaptionArea *self, const char *title)
{
  GtkWidget *label = cal_caption_label_new ("section-title", FALSE);
  GtkWidget *cards = gtk_flow_box_new ();

  gtk_label_set_text (GTK_LABEL (label), title);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (cards), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (cards), 3);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (cards), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (cards), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (cards), 8);
  gtk_box_append (self->here, label);
  gtk_box_append (self->here, cards);
  return cards;
}

static void
add_card (GtkWidget *cards, GtkWidget *card)
{
  gtk_flow_box_insert (GTK_FLOW_BOX (cards), card, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
}

static void
show_place (CalCaptionArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->scene);
  GtkWidget *cards = NULL;

  for (guint n = 0; n < all->len; n++) {
    CalCaptions *captions = all->pdata[n];
    const CalCaptionsDesc *desc = cal_captions_get_desc (captions);
    g_autofree char *name = NULL;
    GtkWidget *card;
    gsize row;
    gboolean is_here;

    if (desc->of != CAL_CAPTIONS_OF_PLACES || (all->len > 1 && is_keywords (captions)))
      continue;
    if (cards == NULL)
      cards = add_section (self, "AT THE CURSOR");
    is_here = cal_encoding_scene_find_row (self->scene, desc->places, &row);
    name = is_here ? cal_captions_dup_row_name (captions, row) : NULL;
    card = new_card (desc->name, name);
    if (is_here) {
      add_row (card, captions, row);
      add_keywords (self, card, captions);
      if (desc->scores != NULL && desc->score_name != NULL)
        gtk_widget_set_tooltip_text (card, desc->score_name);
    } else
      add_nothing (self, card, captions);
    add_card (cards, card);
  }
}

static void
show_regions (CalCaptionArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->scene);
  g_autoptr (GPtrArray) regions = cal_encoding_scene_dup_regions_at_cursor (self->scene);
  const char *selected = cal_selection_get_region (cal_encoding_scene_get_selection (self->scene));
  GtkWidget *cards = NULL;

  if (selected != NULL && !g_ptr_array_find_with_equal_func (regions, selected, g_str_equal, NULL))
    g_ptr_array_add (regions, g_strdup (selected));

  for (guint n = 0; n < all->len; n++) {
    CalCaptions *captions = all->pdata[n];
    const CalCaptionsDesc *desc = cal_captions_get_desc (captions);
    gsize row;

    for (guint r = 0; desc->of == CAL_CAPTIONS_OF_REGIONS && r < regions->len; r++)
      if (cal_captions_find (captions, regions->pdata[r], &row)) {
        GtkWidget *card = new_card (regions->pdata[r], desc->name);

        if (cards == NULL)
          cards = add_section (self, "REGIONS");
        add_row (card, captions, row);
        add_card (cards, card);
      }
  }
}

/* Words that only this caption has are underlined. */
static char *
mark_words (const char *text, const CalMarkedWord *words, gsize n)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  gsize at = 0;

  for (gsize w = 0; w < n; w++) {
    g_autofree char *before = g_markup_escape_text (text + at, (gssize) (words[w].word.start - at));
    g_autofree char *word = g_markup_escape_text (
        text + words[w].word.start, (gssize) (words[w].word.end - words[w].word.start));

    g_string_append (markup, before);
    g_string_append_printf (markup, words[w].is_shared ? "%s" : "<b><u>%s</u></b>", word);
    at = words[w].word.end;
  }
  {
    g_autofree char *rest = g_markup_escape_text (text + at, -1);

    g_string_append (markup, rest);
  }
  return g_strdup (markup->str);
}

/* The caption that others are compared with is what was seen, if one says so. */
static gboolean
is_decoded (CalCaptions *captions)
{
  static const char *const words[] = {"decod", "predict", "reconstr", "generat", NULL};
  g_autofree char *name = g_utf8_casefold (cal_captions_get_desc (captions)->name, -1);

  for (guint w = 0; words[w] != NULL; w++)
    if (strstr (name, words[w]) != NULL)
      return TRUE;
  return FALSE;
}

static GPtrArray *
find_stimulus_captions (CalCaptionArea *self, const char *id)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->scene), *found = g_ptr_array_new ();
  gsize row;

  for (int decoded = 0; decoded < 2; decoded++)
    for (guint n = 0; n < all->len; n++)
      if (cal_captions_get_desc (all->pdata[n])->of == CAL_CAPTIONS_OF_STIMULI &&
          is_decoded (all->pdata[n]) == (decoded != 0) &&
          cal_captions_find (all->pdata[n], id, &row))
        g_ptr_array_add (found, all->pdata[n]);
  return found;
}

static void
add_compared (
    GtkWidget *cards, CalCaptions *captions, gsize row, const char *seen, gboolean is_first)
{
  GtkWidget *card = new_card (cal_captions_get_desc (captions)->name, NULL);

  for (gsize c = 0; c < cal_captions_get_n_resamples (captions); c++) {
    const char *text = cal_captions_get_text (captions, row, c);
    GtkWidget *line = add_line (card, text, cal_captions_get_score (captions, row, c));
    g_auto (CalWordDifference) difference = {0};
    g_autofree char *markup = NULL, *shared = NULL;

    if (is_first || !cal_word_difference_init (&difference, seen, text))
      continue;
    markup = mark_words (text, difference.words[1], difference.n_words[1]);
    gtk_label_set_markup (GTK_LABEL (line), markup);
    shared = g_strdup_printf ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                              " words as in what was seen, in this order; others are underlined",
                              difference.n_shared, difference.n_words[1]);
    gtk_widget_set_tooltip_text (line, shared);
  }
  add_card (cards, card);
}

static void
show_stimulus (CalCaptionArea *self)
{
  const char *id =
      cal_selection_get_stimuli (cal_encoding_scene_get_selection (self->scene), NULL)[0];
  g_autoptr (GPtrArray) captions = id != NULL ? find_stimulus_captions (self, id) : NULL;
  g_autofree char *title = NULL;
  const char *seen = NULL;
  GtkWidget *cards;

  if (captions == NULL || captions->len == 0)
    return;
  title = g_strdup_printf ("STIMULUS %s", id);
  cards = add_section (self, title);
  for (guint n = 0; n < captions->len; n++) {
    gsize row;

    cal_captions_find (captions->pdata[n], id, &row);
    if (n == 0)
      seen = cal_captions_get_text (captions->pdata[n], row, 0);
    add_compared (cards, captions->pdata[n], row, seen, n == 0);
  }
}

static void
show_hint (CalCaptionArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->scene);
  gboolean of_stimuli = FALSE;
  GtkWidget *hint;

  for (guint n = 0; n < all->len; n++)
    of_stimuli |= cal_captions_get_desc (all->pdata[n])->of == CAL_CAPTIONS_OF_STIMULI;
  if (gtk_widget_get_first_child (GTK_WIDGET (self->here)) != NULL)
    return;
  hint = cal_caption_label_new ("secondary", TRUE);
  gtk_label_set_text (GTK_LABEL (hint),
                      of_stimuli ? "These captions are of stimuli: click an image to read its own, "
                                   "or a line of the table."
                                 : "These captions are of regions: click a place in one of them, "
                                   "or a line of the table.");
  gtk_box_append (self->here, hint);
}

/**
 * cal_caption_area_show_here:
 *
 * Fills the page anew.
 */
void
cal_caption_area_show_here (CalCaptionArea *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->here))) != NULL)
    gtk_box_remove (self->here, child);
  show_place (self);
  show_regions (self);
  show_stimulus (self);
  show_hint (self);
}

/**
 * cal_caption_area_build_here:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cal_caption_area_build_here (CalCaptionArea *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->here = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_margin_start (GTK_WIDGET (self->here), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->here), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->here), 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->here));
  return scrolled;
}
