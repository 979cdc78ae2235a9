/* item-merge.c - maps that come in halves, or twice.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/item-merge.h"

#include <math.h>

#include "app/session/assembly.h"
#include "app/session/reading.h"
#include "model/text.h"

/**
 * cal_items_join_halves:
 * @items: (inout): #CalReadItem
 *
 * Joins a left map and a right one that differ only in what their names say of the side.
 */
void
cal_items_join_halves (GPtrArray *items)
{
  for (guint n = 0; n < items->len; n++) {
    CalReadItem *left = items->pdata[n];
    g_autofree char *left_name = NULL;

    if (!CAL_IS_MAP (left->data))
      continue;
    left_name = cal_name_strip_hemisphere (cal_map_get_desc (CAL_MAP (left->data))->name);
    for (guint m = n + 1; m < items->len; m++) {
      CalReadItem *right = items->pdata[m];
      g_autofree char *right_name = NULL;
      g_autoptr (CalMap) both = NULL;

      if (!CAL_IS_MAP (right->data) || right->cortex != left->cortex)
        continue;
      right_name = cal_name_strip_hemisphere (cal_map_get_desc (CAL_MAP (right->data))->name);
      if (!g_str_equal (left_name, right_name))
        continue;
      both = cal_binding_join (CAL_MAP (left->data), CAL_MAP (right->data), left_name, NULL);
      if (both == NULL)
        continue;
      g_set_object (&left->data, G_OBJECT (both));
      g_ptr_array_remove_index (items, m);
      break;
    }
  }
}

static const CalLabel *
find_region (CalMap *map, CalSample sample)
{
  CalLabels *labels = cal_map_get_desc (map)->labels;
  const CalLabel *label = sample.presence == CAL_VALUE && fabs (sample.value) <= G_MAXINT32
                              ? cal_labels_find (labels, (gint32) sample.value)
                              : NULL;

  return cal_label_is_background (label) ? NULL : label;
}

/* The same number; or, for regions, the same name: each format has keys of its own. */
static gboolean
mean_the_same (CalMap *map, CalSample a, CalMap *other, CalSample b)
{
  const CalLabel *first, *second;

  if (cal_map_get_desc (map)->labels == NULL)
    return a.presence == b.presence && (a.presence != CAL_VALUE || a.value == b.value);
  first = find_region (map, a);
  second = find_region (other, b);
  return g_strcmp0 (first != NULL ? first->name : NULL, second != NULL ? second->name : NULL) == 0;
}

/* Whether two maps say the same of every vertex. */
static gboolean
are_same (CalMap *map, CalMap *other)
{
  if (cal_map_get_n_elements (map) != cal_map_get_n_elements (other) ||
      cal_map_get_n_frames (map) != cal_map_get_n_frames (other) ||
      (cal_map_get_desc (map)->labels == NULL) != (cal_map_get_desc (other)->labels == NULL))
    return FALSE;
  for (gsize f = 0; f < cal_map_get_n_frames (map); f++)
    for (gsize e = 0; e < cal_map_get_n_elements (map); e++) {
      CalSample a = cal_map_get_element (map, e, f), b = cal_map_get_element (other, e, f);

      if (!mean_the_same (map, a, other, b))
        return FALSE;
    }
  return TRUE;
}

/**
 * cal_items_drop_repeated:
 * @items: (inout): #CalReadItem
 * @remarks: (inout): gets a sentence for each that is left alone
 *
 * A folder may hold one map in two formats: the second is left alone.
 */
void
cal_items_drop_repeated (GPtrArray *items, GPtrArray *remarks)
{
  for (guint n = 0; n < items->len; n++)
    for (guint m = n + 1; m < items->len; m++) {
      CalReadItem *first = items->pdata[n], *second = items->pdata[m];
      g_autofree char *text = NULL;

      if (!CAL_IS_MAP (first->data) || !CAL_IS_MAP (second->data) ||
          g_strcmp0 (cal_map_get_desc (CAL_MAP (first->data))->name,
                     cal_map_get_desc (CAL_MAP (second->data))->name) != 0 ||
          !are_same (CAL_MAP (first->data), CAL_MAP (second->data)))
        continue;
      text = g_strdup_printf ("left alone: %s says the same as %s", second->source, first->source);
      g_ptr_array_add (remarks, cal_text_dup_shown (text, -1));
      g_ptr_array_remove_index (items, m--);
    }
}
