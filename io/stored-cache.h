/* stored-cache.h - pieces of stored arrays that were read lately, within a budget of bytes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalStoredKey:
 * @array: a number that no other array has
 * @axis: along which it lies, if it is a line, or across which, if it is a slab
 * @is_slab: else a line
 * @index: of the line or slab
 */
typedef struct {
  guint64 array;
  guint32 axis;
  guint32 is_slab;
  guint64 index;
} CalStoredKey;

gboolean cal_stored_cache_find (const CalStoredKey *key, gpointer out, gsize size);
void cal_stored_cache_keep (const CalStoredKey *key, gconstpointer elements, gsize size);
void cal_stored_cache_forget (guint64 array);

void cal_stored_cache_set_budget (guint64 bytes);
guint64 cal_stored_cache_get_bytes (void);

G_END_DECLS
