/* decoded-item.c - a stimulus that was seen, and what was decoded of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/decoded-item.h"

#include <math.h>
#include <string.h>

#include "analysis/word-difference.h"

struct _CalDecodedItem {
  GObject parent_instance;

  CalDecoding *decoding;
  char *seen;
  GArray *pictures; /* gsize */
};

G_DEFINE_FINAL_TYPE (CalDecodedItem, cal_decoded_item, G_TYPE_OBJECT)

static void
cal_decoded_item_finalize (GObject *object)
{
  CalDecodedItem *self = CAL_DECODED_ITEM (object);

  g_clear_object (&self->decoding);
  g_clear_pointer (&self->pictures, g_array_unref);
  g_free (self->seen);
  G_OBJECT_CLASS (cal_decoded_item_parent_class)->finalize (object);
}

static void
cal_decoded_item_class_init (CalDecodedItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_decoded_item_finalize;
}

static void
cal_decoded_item_init (CalDecodedItem *self)
{
  self->pictures = g_array_new (FALSE, FALSE, sizeof (gsize));
}

/**
 * cal_decoded_items_new:
 *
 * Returns: (transfer full): a #CalDecodedItem for each stimulus that something was decoded of, in
 *   the order in which they first come
 */
GPtrArray *
cal_decoded_items_new (CalDecoding *decoding)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize n = 0; n < cal_stimuli_get_n (cal_decoding_get_pictures (decoding)); n++) {
    const char *seen = cal_decoding_get_seen (decoding, n);
    CalDecodedItem *item;

    if (*seen == '\0')
      continue;
    item = g_hash_table_lookup (known, seen);
    if (item == NULL) {
      item = g_object_new (CAL_TYPE_DECODED_ITEM, NULL);
      item->decoding = g_object_ref (decoding);
      item->seen = g_strdup (seen);
      g_hash_table_insert (known, item->seen, item);
      g_ptr_array_add (items, item);
    }
    g_array_append_val (item->pictures, n);
  }
  return items;
}

/**
 * cal_decoded_item_get_seen:
 *
 * Returns: the id of the stimulus
 */
const char *
cal_decoded_item_get_seen (CalDecodedItem *self)
{
  return self->seen;
}

/**
 * cal_decoded_item_get_n:
 *
 * Returns: how many pictures were decoded of it
 */
guint
cal_decoded_item_get_n (CalDecodedItem *self)
{
  return self->pictures->len;
}

/**
 * cal_decoded_item_get_picture:
 *
 * Returns: where the picture lies
 */
const char *
cal_decoded_item_get_picture (CalDecodedItem *self, guint nth)
{
  return cal_stimuli_get_picture (cal_decoding_get_pictures (self->decoding),
                                  g_array_index (self->pictures, gsize, nth));
}

/**
 * cal_decoded_item_get_metric:
 *
 * Returns: of one of its pictures; NaN where there is none
 */
double
cal_decoded_item_get_metric (CalDecodedItem *self, const CalColumn *metric, guint nth)
{
  return cal_column_get_number (metric, g_array_index (self->pictures, gsize, nth));
}

static double
get_mean (CalDecodedItem *self, const CalColumn *metric)
{
  double sum = 0.0;
  guint n = 0;

  for (guint p = 0; p < self->pictures->len; p++) {
    double value = cal_decoded_item_get_metric (self, metric, p);

    if (!isnan (value)) {
      sum += value;
      n++;
    }
  }
  return n > 0 ? sum / n : (double) NAN;
}

/**
 * cal_decoded_item_compare:
 *
 * Returns: as qsort() wants it: by the mean of the metric over the item's pictures, ascending;
 *   those without it last
 */
int
cal_decoded_item_compare (CalDecodedItem *a, CalDecodedItem *b, const CalColumn *metric)
{
  double x = get_mean (a, metric), y = get_mean (b, metric);

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x > y) - (x < y);
}

/**
 * cal_decoding_find_metrics:
 *
 * Returns: (transfer container) (element-type CalColumn): the columns of numbers that tell of the
 *   pictures
 */
GPtrArray *
cal_decoding_find_metrics (CalDecoding *decoding)
{
  CalTable *table = cal_stimuli_get_table (cal_decoding_get_pictures (decoding));
  GPtrArray *metrics = g_ptr_array_new ();

  for (guint c = 0; table != NULL && c < cal_table_get_n_columns (table); c++)
    if (cal_table_get_column (table, c)->numbers != NULL)
      g_ptr_array_add (metrics, (gpointer) cal_table_get_column (table, c));
  return metrics;
}

/**
 * cal_caption_dup_marked:
 * @truth: (nullable): what it is compared with
 *
 * Returns: (transfer full): Pango markup: the words that @truth does not have, in order, underlined
 */
char *
cal_caption_dup_marked (const char *text, const char *truth)
{
  g_auto (CalWordDifference) difference = {0};
  g_autoptr (GString) markup = g_string_new (NULL);
  gsize at = 0;

  if (truth == NULL || !cal_word_difference_init (&difference, text, truth))
    return g_markup_escape_text (text, -1);
  for (gsize w = 0; w < difference.n_words[0]; w++) {
    const CalMarkedWord *marked = difference.words[0] + w;
    g_autofree char *before = g_markup_escape_text (text + at, (gssize) (marked->word.start - at));
    g_autofree char *word = g_markup_escape_text (text + marked->word.start,
                                                  (gssize) (marked->word.end - marked->word.start));

    g_string_append_printf (markup, marked->is_shared ? "%s%s" : "%s<u>%s</u>", before, word);
    at = marked->word.end;
  }
  {
    g_autofree char *rest = g_markup_escape_text (text + at, -1);

    g_string_append (markup, rest);
  }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}
