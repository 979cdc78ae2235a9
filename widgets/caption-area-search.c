/* caption-area-search.c - words that are typed, and the places whose captions have them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "model/number.h"
#include "widgets/accessible.h"
#include "widgets/caption-area-private.h"

#define PAINT_KEY "captions"

/* So many regions are told of below the search. */
#define MOST_REGIONS 6

typedef struct {
  const CalRegionRows *region;
  guint n_hits;
} RegionHits;

const char *
cal_caption_area_get_query (CalCaptionArea *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

/**
 * cal_caption_area_has_query:
 *
 * Returns: whether a word was typed
 */
gboolean
cal_caption_area_has_query (CalCaptionArea *self)
{
  CalWord word = {0, 0};

  return cal_words_next (cal_caption_area_get_query (self), &word);
}

/* The share of each place's captions that match: 0 where none does. */
static void
paint (CalCaptionArea *self)
{
  CalPlaces *places = cal_caption_area_get_places (self);
  g_autoptr (CalArray) shares = NULL;
  g_autofree char *name = NULL;

  if (places == NULL)
    return;
  if (!cal_caption_area_has_query (self)) {
    cal_encoding_scene_unpaint (self->scene, PAINT_KEY);
    return;
  }
  cal_caption_area_hide_clusters (self);
  shares = cal_caption_hits_to_shares (&self->hits, self->captions);
  name = g_strdup_printf ("captions: %s", cal_caption_area_get_query (self));
  cal_encoding_scene_paint (
      self->scene, PAINT_KEY, places,
      &(CalPaint){.name = name, .values = shares, .statistic = "share of captions"}, NULL);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const RegionHits *x = a, *y = b;
  double first = (double) x->n_hits / x->region->rows->len;
  double second = (double) y->n_hits / y->region->rows->len;

  return first != second ? (first > second ? -1 : 1) : 0;
}

/* The regions with the largest share of places that match. */
static char *
dup_region_counts (CalCaptionArea *self)
{
  GPtrArray *regions = cal_caption_area_get_regions (self);
  g_autofree RegionHits *hits = g_new0 (RegionHits, regions->len + 1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < regions->len; n++) {
    hits[n].region = regions->pdata[n];
    for (guint r = 0; r < hits[n].region->rows->len; r++)
      hits[n].n_hits += self->hits.n_hits[g_array_index (hits[n].region->rows, guint32, r)] > 0;
  }
  qsort (hits, regions->len, sizeof *hits, compare_hits);
  for (guint n = 0; n < MIN (regions->len, MOST_REGIONS) && hits[n].n_hits > 0; n++)
    g_string_append_printf (text, "%s%s %u of %u", n > 0 ? " · " : "", hits[n].region->name,
                            hits[n].n_hits, hits[n].region->rows->len);
  return g_strdup (text->str);
}

static void
show_count (CalCaptionArea *self)
{
  gsize n_rows = cal_captions_get_n_rows (self->captions);
  g_autofree char *all = cal_number_format_count (n_rows), *text = NULL, *regions = NULL;
  g_autofree char *found = cal_number_format_count (self->hits.n_rows);
  gboolean has_query = cal_caption_area_has_query (self);

  if (cal_caption_index_get_failure (self->index) != NULL)
    text = g_strdup_printf ("These captions cannot be searched: %s",
                            cal_caption_index_get_failure (self->index));
  else if (has_query && !cal_caption_index_is_ready (self->index))
    text = g_strdup ("Indexing the captions…");
  else if (has_query)
    text = g_strdup_printf ("%s of %s %s · %.3g %%", found, all, cal_caption_area_get_noun (self),
                            100.0 * (double) self->hits.n_rows / (double) n_rows);
  else
    text = g_strdup_printf ("%s %s with %" G_GSIZE_FORMAT " caption%s each", all,
                            cal_caption_area_get_noun (self),
                            cal_captions_get_n_resamples (self->captions),
                            cal_captions_get_n_resamples (self->captions) == 1 ? "" : "s");
  gtk_label_set_text (GTK_LABEL (self->count), text);
  if (has_query && self->hits.n_rows > 0 && cal_caption_area_get_places (self) != NULL)
    regions = dup_region_counts (self);
  gtk_label_set_text (GTK_LABEL (self->by_region), regions != NULL ? regions : "");
  gtk_widget_set_tooltip_text (self->by_region, regions);
  gtk_widget_set_visible (self->by_region, regions != NULL && regions[0] != '\0');
}

/**
 * cal_caption_area_search:
 *
 * Finds what is typed, lights it on the brain, counts it.
 */
void
cal_caption_area_search (CalCaptionArea *self)
{
  cal_caption_hits_clear (&self->hits);
  if (self->captions == NULL)
    return;
  cal_caption_index_search (self->index, cal_caption_area_get_query (self), &self->hits);
  paint (self);
  show_count (self);
  cal_caption_area_show_table (self);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
typed_cb (CalCaptionArea *self)
{
  if (!self->is_filling)
    cal_caption_area_search (self);
}

/* Enter goes where most captions match, the best of them by score. */
static void
entered_cb (CalCaptionArea *self)
{
  CalPlaces *places = cal_caption_area_get_places (self);
  gsize best = 0;

  if (places == NULL || self->hits.n_rows == 0)
    return;
  for (gsize r = 1; r < cal_captions_get_n_rows (self->captions); r++)
    if (self->hits.n_hits[r] > self->hits.n_hits[best] ||
        (self->hits.n_hits[r] == self->hits.n_hits[best] &&
         cal_captions_get_score (self->captions, r, 0) >
             cal_captions_get_score (self->captions, best, 0)))
      best = r;
  cal_encoding_scene_go_to_row (self->scene, places, best);
}

static void
stop_cb (CalCaptionArea *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/**
 * cal_caption_area_build_search:
 *
 * Makes the entry and what is counted below it.
 */
void
cal_caption_area_build_search (CalCaptionArea *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", "Search the captions: words, \"a phrase\"", NULL);
  gtk_widget_set_margin_start (self->search, 12);
  gtk_widget_set_margin_end (self->search, 12);
  gtk_widget_set_tooltip_text (
      self->search, "All words must be there; of the last one the beginning is enough.\n"
                    "Quotes hold words together. Enter goes to the place that fits best.");
  cal_accessible_set_name (self->search, "Search the captions");
  self->count = cal_caption_label_new ("numeric", FALSE);
  self->by_region = cal_caption_label_new ("secondary", FALSE);
  gtk_widget_add_css_class (self->by_region, "numeric");
  gtk_widget_set_hexpand (self->by_region, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->by_region), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 12);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->progress, 96, -1);
  gtk_widget_set_visible (self->progress, FALSE);
  cal_accessible_set_name (self->progress, "Indexing the captions");
  gtk_box_append (GTK_BOX (line), self->count);
  gtk_box_append (GTK_BOX (line), self->by_region);
  gtk_box_append (GTK_BOX (line), self->progress);
  gtk_box_append (GTK_BOX (self->box), self->search);
  gtk_box_append (GTK_BOX (self->box), line);
  /* Not "search-changed", which waits for the person to pause. */
  g_signal_connect_object (self->search, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_cb), self,
                           G_CONNECT_SWAPPED);
}
