/* label-image.c - telling volumes of region numbers from pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/label-image.h"

#include <math.h>

/* Of neighbouring voxels that are both not 0, the share that are equal: 0.69 to 0.96 in the atlases
 * and segmentations in common use, 0 to 0.5 in pictures of whole numbers. */
#define LEAST_SHARE 0.6

/* Pairs after which a picture is not looked at further. */
#define ENOUGH_PAIRS 100000

#define MOST_KEYS 10000
#define LARGEST_KEY 16777216.0f /* beyond it single precision skips numbers */

typedef struct {
  GHashTable *keys;
  gsize n_pairs;
  gsize n_equal;
} Scan;

/* Returns FALSE if a row holds what is no region number. */
static gboolean
scan_row (Scan *scan, const float *row, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    float value = row[i], before = i > 0 ? row[i - 1] : 0.0f;

    if (!(value >= 0.0f && value < LARGEST_KEY) || value != floorf (value))
      return FALSE;
    if (value != 0.0f && before != 0.0f) {
      scan->n_pairs++;
      scan->n_equal += value == before;
    }
    if (value != 0.0f && value != before)
      g_hash_table_add (scan->keys, GINT_TO_POINTER ((gint32) value));
  }
  return g_hash_table_size (scan->keys) <= MOST_KEYS;
}

static gboolean
has_patches (const Scan *scan)
{
  return (double) scan->n_equal >= LEAST_SHARE * (double) scan->n_pairs;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint32 first = *(const gint32 *) a, second = *(const gint32 *) b;

  return (first > second) - (first < second);
}

/**
 * cal_label_image_find_keys:
 * @volume: of one frame
 *
 * Looks at every voxel of a label image, and at few of anything else: call it from a job.
 *
 * Returns: (transfer full) (nullable) (element-type gint32): the numbers in it but 0, in order, if
 *   all are whole, none is negative, there are at least two, and they lie in patches; else NULL
 */
GArray *
cal_label_image_find_keys (CalVolume *volume)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);
  g_autofree float *row = g_new (float, MAX (desc->dims[0], 1));
  const guint8 *voxels = g_bytes_get_data (desc->voxels, NULL);
  Scan scan = {keys, 0, 0};
  GHashTableIter iter;
  gpointer key;
  GArray *sorted;

  if (desc->n_frames != 1 || cal_volume_get_n_voxels (volume) == 0)
    return NULL;
  for (gsize n = 0; n < cal_volume_get_n_voxels (volume); n += desc->dims[0]) {
    cal_dtype_read_floats (desc->dtype, voxels, n, desc->dims[0], desc->slope, desc->intercept,
                           row);
    if (!scan_row (&scan, row, desc->dims[0]) ||
        (scan.n_pairs > ENOUGH_PAIRS && !has_patches (&scan)))
      return NULL;
  }
  if (!has_patches (&scan) || scan.n_pairs == 0 || g_hash_table_size (keys) < 2)
    return NULL;
  sorted = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    gint32 number = GPOINTER_TO_INT (key);

    g_array_append_val (sorted, number);
  }
  g_array_sort (sorted, compare_keys);
  return sorted;
}
