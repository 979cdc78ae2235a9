/* brick.c - one picture of a dataset of pictures, of a file that stays open.
 *
 * A gallery asks for thousands of them, one by one.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/brick.h"

#include <string.h>

#include "io/stored-array.h"
#include "io/thumbnail.h"
#include "model/memory.h"

/* Datasets that are kept at hand. */
#define MAX_BRICKS 4

static GMutex lock;       /* guards what follows */
static GPtrArray *bricks; /* CalStoredArray, the one used last at the end */
static GPtrArray *names;  /* "file.h5:/pictures" of each */

/* "/imgBrick[7]" */
static gboolean
parse_part (const char *part, char **dataset, gsize *n)
{
  const char *bracket = strrchr (part, '[');
  g_autofree char *inside = NULL;
  guint64 index;

  if (bracket == NULL || !g_str_has_suffix (part, "]"))
    return FALSE;
  inside = g_strndup (bracket + 1, strlen (bracket) - 2);
  if (!g_ascii_string_to_unsigned (inside, 10, 0, G_MAXINT32, &index, NULL))
    return FALSE;
  *n = (gsize) index;
  *dataset = g_strndup (part, (gsize) (bracket - part));
  return TRUE;
}

static gboolean
is_brick (const CalStoredShape *shape, gsize n)
{
  return shape->n_dims == 4 && shape->dtype == CAL_DTYPE_UINT8 && n < shape->dims[0] &&
         shape->dims[1] <= G_MAXINT16 && shape->dims[2] <= G_MAXINT16 &&
         (shape->dims[3] == 3 || shape->dims[3] == 4);
}

/* From those at hand, or opened; NULL if it cannot be. */
static CalStoredArray *
find_brick (const char *path, const char *dataset, CalJob *job)
{
  g_autofree char *name = g_strconcat (path, ":", dataset, NULL);
  CalStoredArray *found = NULL;
  guint at;

  g_mutex_lock (&lock);
  if (bricks == NULL) {
    bricks = g_ptr_array_new_with_free_func (g_object_unref);
    names = g_ptr_array_new_with_free_func (g_free);
  }
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, &at))
    found = g_object_ref (bricks->pdata[at]);
  g_mutex_unlock (&lock);
  if (found != NULL)
    return found;
  found = cal_stored_array_new (path, dataset, job, NULL);
  if (found == NULL)
    return NULL;
  g_mutex_lock (&lock);
  if (bricks->len >= MAX_BRICKS) {
    g_ptr_array_remove_index (bricks, 0);
    g_ptr_array_remove_index (names, 0);
  }
  g_ptr_array_add (bricks, g_object_ref (found));
  g_ptr_array_add (names, g_steal_pointer (&name));
  g_mutex_unlock (&lock);
  return found;
}

/* One that has changed, say. */
static void
forget_brick (CalStoredArray *brick)
{
  guint at;

  g_mutex_lock (&lock);
  if (g_ptr_array_find (bricks, brick, &at)) {
    g_ptr_array_remove_index (bricks, at);
    g_ptr_array_remove_index (names, at);
  }
  g_mutex_unlock (&lock);
}

/**
 * cal_brick_load:
 * @part: "/imgBrick[7]": of a dataset of pictures x height x width x 3 or 4 uint8
 * @picture: (out) (transfer full): as cal_thumbnail_load() gives it
 *
 * From any thread.
 *
 * Returns: FALSE if it could not be had: with @error set if cancelled, else without: another way
 *   may do, or say why not
 */
gboolean
cal_brick_load (const char *path,
                const char *part,
                guint max_side_px,
                CalArray **picture,
                CalJob *job,
                GError **error)
{
  g_autofree char *dataset = NULL;
  g_autoptr (CalStoredArray) brick = NULL;
  const CalStoredShape *shape;
  g_autoptr (GBytes) pixels = NULL;
  guint8 *elements;
  gsize n, size;

  if (!parse_part (part, &dataset, &n) || (brick = find_brick (path, dataset, job)) == NULL)
    return FALSE;
  shape = cal_stored_array_get_shape (brick);
  if (!is_brick (shape, n))
    return FALSE;
  size = cal_size_times (cal_size_times (shape->dims[1], shape->dims[2]), shape->dims[3]);
  elements = g_malloc (MAX (size, 1));
  pixels = g_bytes_new_take (elements, size);
  if (!cal_stored_array_read_elements (brick, 0, n, elements, job, NULL)) {
    forget_brick (brick);
    cal_job_check (job, error);
    return FALSE;
  }
  *picture = cal_thumbnail_make (pixels, shape->dims[2], shape->dims[1], shape->dims[3] == 4,
                                 max_side_px, NULL);
  return *picture != NULL;
}
