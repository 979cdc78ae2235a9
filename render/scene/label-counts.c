/* label-counts.c - how many elements each region of a layer has.
 *
 * Data never change, so they are counted once and kept with them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/label-counts.h"

#include <math.h>

typedef struct {
  guint frame;
  gsize counts[];
} Counted;

/* A place in the table by key, from 1. */
static GHashTable *
index_labels (CalLabels *labels)
{
  GHashTable *index = g_hash_table_new (NULL, NULL);

  for (guint n = 0; n < cal_labels_get_n (labels); n++)
    g_hash_table_insert (index, GINT_TO_POINTER (cal_labels_get_nth (labels, n)->key),
                         GUINT_TO_POINTER (n + 1));
  return index;
}

/* Neighbours are mostly of one region: only a change is looked up. */
typedef struct {
  GHashTable *index;
  double value;
  guint place;
} Look;

static guint
find_place (Look *look, double value)
{
  if (value != look->value) {
    look->value = value;
    look->place =
        fabs (value) <= G_MAXINT32 && value == floor (value)
            ? GPOINTER_TO_UINT (g_hash_table_lookup (look->index, GINT_TO_POINTER ((gint32) value)))
            : 0;
  }
  return look->place;
}

static void
count_map (CalMap *map, guint frame, Look *look, gsize *counts)
{
  for (gsize e = 0; e < cal_map_get_n_elements (map); e++) {
    CalSample sample = cal_map_get_element (map, e, frame);
    guint place = sample.presence == CAL_VALUE ? find_place (look, sample.value) : 0;

    if (place > 0)
      counts[place - 1]++;
  }
}

static void
count_volume (CalVolume *volume, guint frame, Look *look, gsize *counts)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  const void *voxels = g_bytes_get_data (desc->voxels, NULL);
  const guint8 *inside = desc->inside != NULL ? g_bytes_get_data (desc->inside, NULL) : NULL;
  gsize n = cal_volume_get_n_voxels (volume);

  for (gsize v = 0; v < n; v++) {
    double stored = cal_dtype_read (desc->dtype, voxels, (gsize) frame * n + v);
    guint place = find_place (look, desc->slope * stored + desc->intercept);

    if (place > 0 && (inside == NULL || inside[v] != 0))
      counts[place - 1]++;
  }
}

/**
 * cal_label_counts_of:
 * @layer: with labels
 *
 * Looks at every element of the frame that is shown, the first time only.
 *
 * Returns: (transfer none): for each label, in the order of their table, how many vertices or
 *   voxels have it; valid as long as the layer's data and frame stay
 */
const gsize *
cal_label_counts_of (CalLayer *layer)
{
  GObject *data = cal_layer_get_data (layer);
  CalLabels *labels = cal_layer_get_labels (layer);
  guint frame = cal_display_get_state (cal_layer_get_display (layer))->frame;
  Counted *counted = g_object_get_data (data, "cal-label-counts");
  g_autoptr (GHashTable) index = NULL;
  Look look = {.value = (double) NAN};

  g_return_val_if_fail (labels != NULL, NULL);

  if (counted != NULL && counted->frame == frame)
    return counted->counts;
  counted = g_malloc0 (sizeof (Counted) + cal_labels_get_n (labels) * sizeof (gsize));
  counted->frame = frame;
  look.index = index = index_labels (labels);
  if (CAL_IS_MAP (data))
    count_map (CAL_MAP (data), frame, &look, counted->counts);
  else if (frame < cal_volume_get_desc (CAL_VOLUME (data))->n_frames)
    count_volume (CAL_VOLUME (data), frame, &look, counted->counts);
  g_object_set_data_full (data, "cal-label-counts", counted, g_free);
  return counted->counts;
}
