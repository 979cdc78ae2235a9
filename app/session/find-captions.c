/* find-captions.c - places by words of their captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/caption-index.h"
#include "app/session/find.h"

/* Places that are called alike. */
typedef struct {
  const char *text;
  guint n_places;
  gsize last_row;
  gsize best_row;
  double best_score;
} Said;

static int
compare_said (gconstpointer a, gconstpointer b)
{
  const Said *x = *(const Said *const *) a, *y = *(const Said *const *) b;

  if (x->n_places != y->n_places)
    return x->n_places > y->n_places ? -1 : 1;
  return g_strcmp0 (x->text, y->text);
}

static void
count (GHashTable *all, CalCaptions *captions, gsize row, gsize resample)
{
  const char *text = cal_captions_get_text (captions, row, resample);
  double score = cal_captions_get_score (captions, row, resample);
  Said *said = g_hash_table_lookup (all, text);

  if (said == NULL) {
    said = g_new (Said, 1);
    *said = (Said){text, 1, row, row, score};
    g_hash_table_insert (all, (gpointer) text, said);
    return;
  }
  said->n_places += said->last_row != row;
  said->last_row = row;
  if (score > said->best_score) {
    said->best_score = score;
    said->best_row = row;
  }
}

static gboolean
add_place (CalScene *scene, CalCaptions *captions, const Said *said, GPtrArray *places)
{
  CalPlaces *rows = cal_captions_get_desc (captions)->places;
  CalCortex *cortex = cal_scene_get_cortex (scene);
  CalPlace *place = g_new0 (CalPlace, 1);

  place->hemisphere = CAL_HEMISPHERE_UNKNOWN;
  if (!cal_places_get_mm (rows, said->best_row, place->position_mm)) {
    if (cortex == NULL || cal_cortex_get_n_elements (cortex) != cal_places_get_n_elements (rows)) {
      g_free (place);
      return FALSE;
    }
    place->hemisphere = cal_cortex_get_vertex (
        cortex, cal_places_get_element (rows, said->best_row), &place->vertex);
  }
  place->title = g_strdup_printf ("caption: %s", said->text);
  place->detail =
      g_strdup_printf ("%u place%s · %s", said->n_places, said->n_places == 1 ? "" : "s",
                       cal_captions_get_desc (captions)->name);
  g_ptr_array_add (places, place);
  return TRUE;
}

static void
find (CalScene *scene, CalCaptions *captions, const char *text, guint at_most, GPtrArray *places)
{
  g_auto (CalCaptionHits) hits = {0};
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer said;
  gsize n_resamples = cal_captions_get_n_resamples (captions);

  cal_caption_index_search (cal_caption_index_of (captions), text, &hits);
  for (guint n = 0; n < hits.captions->len; n++) {
    guint32 number = g_array_index (hits.captions, guint32, n);

    count (all, captions, number / n_resamples, number % n_resamples);
  }
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &said))
    g_ptr_array_add (sorted, said);
  g_ptr_array_sort (sorted, compare_said);
  for (guint n = 0; n < sorted->len && places->len < at_most; n++)
    if (!add_place (scene, captions, sorted->pdata[n], places))
      return;
}

/**
 * cal_find_captions:
 * @text: as cal_text_index_search() takes it
 * @at_most: stop adding when there are so many places
 * @places: (inout) (element-type CalPlace): as cal_find_places() gives them
 *
 * Adds captions that match, those that are said of most places first, each with its place of the
 * best score. Captions whose index is not ready yet are not found.
 */
void
cal_find_captions (CalEncodingScene *scene, const char *text, guint at_most, GPtrArray *places)
{
  GPtrArray *all = cal_encoding_scene_get_captions (scene);

  for (guint n = 0; n < all->len && places->len < at_most; n++)
    if (cal_captions_get_desc (all->pdata[n])->of == CAL_CAPTIONS_OF_PLACES)
      find (cal_encoding_scene_get_scene (scene), all->pdata[n], text, at_most, places);
}
