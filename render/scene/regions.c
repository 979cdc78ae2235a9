/* regions.c - the labelled regions of a map: which vertices stand for each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/regions.h"

#include <math.h>

/* So many say where a region is. */
#define MOST_VERTICES 96

static void
region_free (gpointer pointer)
{
  CalRegion *region = pointer;

  g_array_unref (region->vertices);
  g_free (region);
}

static CalRegion *
get_region (GHashTable *regions, const CalLabel *label, CalHemisphere hemisphere)
{
  gint64 key = (gint64) label->key * 2 + hemisphere;
  CalRegion *region = g_hash_table_lookup (regions, &key);

  if (region == NULL) {
    region = g_new0 (CalRegion, 1);
    region->label = label;
    region->hemisphere = hemisphere;
    region->vertices = g_array_new (FALSE, FALSE, sizeof (guint32));
    g_hash_table_insert (regions, g_memdup2 (&key, sizeof key), region);
  }
  return region;
}

/* Keeps a vertex; when there are too many, every other one goes, and only every other is kept from
 * then on. */
static void
add_vertex (CalRegion *region, guint32 vertex)
{
  gsize stride = 1;

  while (region->n_vertices / stride >= MOST_VERTICES)
    stride *= 2;
  if (region->n_vertices % stride == 0) {
    if (region->vertices->len == MOST_VERTICES) {
      for (guint n = 0; n < MOST_VERTICES / 2; n++)
        g_array_index (region->vertices, guint32, n) =
            g_array_index (region->vertices, guint32, 2 * n);
      g_array_set_size (region->vertices, MOST_VERTICES / 2);
    }
    g_array_append_val (region->vertices, vertex);
  }
  region->n_vertices++;
}

static int
compare_regions (gconstpointer a, gconstpointer b)
{
  const CalRegion *p = *(const CalRegion *const *) a, *q = *(const CalRegion *const *) b;

  if (p->n_vertices != q->n_vertices)
    return p->n_vertices > q->n_vertices ? -1 : 1;
  if (p->label->key != q->label->key)
    return p->label->key < q->label->key ? -1 : 1;
  return (int) p->hemisphere - (int) q->hemisphere;
}

/**
 * cal_regions_find:
 * @map: with labels; it must outlive the result
 *
 * Returns: (transfer full) (element-type CalRegion): the regions that have a name, largest first
 */
GPtrArray *
cal_regions_find (CalMap *map, gsize frame)
{
  const CalMapDesc *desc = cal_map_get_desc (map);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *regions = g_ptr_array_new_with_free_func (region_free);
  GHashTableIter iter;
  gpointer region;

  for (gsize e = 0; desc->labels != NULL && e < cal_map_get_n_elements (map); e++) {
    CalSample sample = cal_map_get_element (map, e, frame);
    CalHemisphere hemisphere = e < desc->n_vertices[CAL_LEFT] ? CAL_LEFT : CAL_RIGHT;
    gsize vertex = hemisphere == CAL_LEFT ? e : e - desc->n_vertices[CAL_LEFT];
    const CalLabel *label = NULL;

    if (sample.presence == CAL_VALUE && fabs (sample.value) <= G_MAXINT32)
      label = cal_labels_find (desc->labels, (gint32) sample.value);
    if (label != NULL && !cal_label_is_background (label))
      add_vertex (get_region (by_key, label, hemisphere), (guint32) vertex);
  }
  g_hash_table_iter_init (&iter, by_key);
  while (g_hash_table_iter_next (&iter, NULL, &region))
    g_ptr_array_add (regions, region);
  g_ptr_array_sort (regions, compare_regions);
  return regions;
}
