/* region-masks.c - regions that are a yes or no for each row, and may overlap.
 *
 * A voxel of a map has one region. Regions that share no row are one map; one that shares rows
 * with a map's regions comes into the next, so that none hides another.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/region-masks.h"

#include <string.h>

#include "model/memory.h"

/* Regions of which none has a row of another. */
typedef struct {
  gint32 *keys; /* of each row; 0 for none */
  GPtrArray *names;
} Map;

struct _CalRegionMasks {
  gsize n_rows;
  GPtrArray *maps;
};

static void
map_free (gpointer data)
{
  Map *self = data;

  g_free (self->keys);
  g_ptr_array_unref (self->names);
  g_free (self);
}

/**
 * cal_region_masks_new:
 *
 * Returns: (transfer full): without regions
 */
CalRegionMasks *
cal_region_masks_new (gsize n_rows)
{
  CalRegionMasks *self = g_new0 (CalRegionMasks, 1);

  self->n_rows = n_rows;
  self->maps = g_ptr_array_new_with_free_func (map_free);
  return self;
}

void
cal_region_masks_free (CalRegionMasks *self)
{
  g_ptr_array_unref (self->maps);
  g_free (self);
}

static gboolean
overlaps (const CalRegionMasks *self, const Map *map, const guint8 *has_row)
{
  for (gsize r = 0; r < self->n_rows; r++)
    if (has_row[r] != 0 && map->keys[r] != 0)
      return TRUE;
  return FALSE;
}

static Map *
find_map (CalRegionMasks *self, const guint8 *has_row)
{
  Map *map;

  for (guint n = 0; n < self->maps->len; n++)
    if (!overlaps (self, self->maps->pdata[n], has_row))
      return self->maps->pdata[n];
  map = g_new0 (Map, 1);
  map->keys = g_new0 (gint32, MAX (self->n_rows, 1));
  map->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->maps, map);
  return map;
}

/**
 * cal_region_masks_add:
 * @has_row: a byte a row: not 0 where the region is; a region without rows is passed over
 */
void
cal_region_masks_add (CalRegionMasks *self, const char *region, const guint8 *has_row)
{
  Map *map;

  for (gsize r = 0;; r++) {
    if (r == self->n_rows)
      return;
    if (has_row[r] != 0)
      break;
  }
  map = find_map (self, has_row);
  g_ptr_array_add (map->names, g_strdup (region));
  for (gsize r = 0; r < self->n_rows; r++)
    if (has_row[r] != 0)
      map->keys[r] = (gint32) map->names->len;
}

static GObject *
paint (const CalRegionMasks *self, Map *map, const char *name, CalPlaces *places, GError **error)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (GBytes) bytes =
      g_bytes_new (map->keys, cal_size_times (self->n_rows, sizeof *map->keys));
  g_autoptr (CalArray) values = cal_array_new (CAL_DTYPE_INT32, 1, &self->n_rows, bytes, error);
  g_autoptr (CalLabels) labels = NULL;
  const float none[4] = {0};

  cal_labels_builder_add (builder, 0, "none", none);
  for (guint n = 0; n < map->names->len; n++) {
    float rgba[4];

    cal_labels_pick_colour (n, rgba);
    cal_labels_builder_add (builder, (gint32) n + 1, map->names->pdata[n], rgba);
  }
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  return values != NULL
             ? cal_places_paint (
                   places, &(CalPaint){.name = name, .values = values, .labels = labels}, error)
             : NULL;
}

/**
 * cal_region_masks_end:
 * @name: "S1": the maps are "S1 regions", "S1 regions 2"; one of a single region has its name
 * @source: of the parts
 *
 * Adds a part for each map.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_region_masks_end (CalRegionMasks *self,
                      const char *name,
                      const char *source,
                      CalPlaces *places,
                      CalFindings *findings,
                      GError **error)
{
  for (guint n = 0; n < self->maps->len; n++) {
    Map *map = self->maps->pdata[n];
    g_autofree char *its =
        n > 0 && map->names->len == 1
            ? g_strdup_printf ("%s %s", name, (const char *) map->names->pdata[0])
        : n > 0 ? g_strdup_printf ("%s regions %u", name, n + 1)
                : g_strdup_printf ("%s regions", name);
    GObject *regions = paint (self, map, its, places, error);

    if (regions == NULL)
      return FALSE;
    cal_findings_add (findings, CAL_ROLE_REGIONS, its, source)->object = regions;
  }
  if (self->maps->len > 1)
    cal_findings_remark (findings,
                         "%s: regions overlap: they are %u maps, so that none hides another", name,
                         self->maps->len);
  return TRUE;
}
