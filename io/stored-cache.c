/* stored-cache.c - pieces of stored arrays that were read lately, within a budget of bytes.
 *
 * Those used longest ago go first. Safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/stored-cache.h"

#include <string.h>

#define BUDGET_BYTES ((guint64) 256 * 1024 * 1024)

/* What the tables take for a piece, roughly. */
#define PIECE_OVERHEAD 128

typedef struct {
  CalStoredKey key; /* first: it is the table's key */
  GList link;
  gsize size;
  guint8 elements[];
} Piece;

static GMutex lock; /* guards what follows */
static GHashTable *pieces;
static GQueue by_use = G_QUEUE_INIT; /* the one used last first */
static guint64 budget = BUDGET_BYTES;
static guint64 n_bytes;

static guint
hash_key (gconstpointer data)
{
  const CalStoredKey *key = data;

  return (guint) (key->array * 0x9e3779b97f4a7c15u ^ key->index * 0xc2b2ae3d27d4eb4fu ^
                  (key->axis << 1 | key->is_slab));
}

static gboolean
is_same_key (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (CalStoredKey)) == 0;
}

static void
drop (Piece *piece)
{
  g_queue_unlink (&by_use, &piece->link);
  n_bytes -= piece->size + PIECE_OVERHEAD;
  g_hash_table_remove (pieces, piece);
  g_free (piece);
}

static void
shrink_to (guint64 bytes)
{
  while (n_bytes > bytes && by_use.tail != NULL)
    drop (by_use.tail->data);
}

/**
 * cal_stored_cache_find:
 * @out: (out caller-allocates): @size bytes
 *
 * Returns: FALSE if it is not kept
 */
gboolean
cal_stored_cache_find (const CalStoredKey *key, gpointer out, gsize size)
{
  Piece *piece;

  g_mutex_lock (&lock);
  piece = pieces != NULL ? g_hash_table_lookup (pieces, key) : NULL;
  if (piece != NULL && piece->size == size) {
    memcpy (out, piece->elements, size);
    g_queue_unlink (&by_use, &piece->link);
    g_queue_push_head_link (&by_use, &piece->link);
  }
  g_mutex_unlock (&lock);
  return piece != NULL && piece->size == size;
}

/**
 * cal_stored_cache_keep:
 *
 * Copies a piece; one that would push most others out is not kept.
 */
void
cal_stored_cache_keep (const CalStoredKey *key, gconstpointer elements, gsize size)
{
  Piece *piece;

  g_mutex_lock (&lock);
  if (pieces == NULL)
    pieces = g_hash_table_new (hash_key, is_same_key);
  piece = g_hash_table_lookup (pieces, key);
  if (piece != NULL)
    drop (piece);
  if (size + PIECE_OVERHEAD <= budget / 4) {
    shrink_to (budget - size - PIECE_OVERHEAD);
    piece = g_malloc (sizeof *piece + size);
    piece->key = *key;
    piece->size = size;
    piece->link = (GList){.data = piece};
    memcpy (piece->elements, elements, size);
    g_queue_push_head_link (&by_use, &piece->link);
    g_hash_table_add (pieces, piece);
    n_bytes += size + PIECE_OVERHEAD;
  }
  g_mutex_unlock (&lock);
}

/**
 * cal_stored_cache_forget:
 *
 * Drops all pieces of an array.
 */
void
cal_stored_cache_forget (guint64 array)
{
  g_mutex_lock (&lock);
  for (GList *link = by_use.head, *next; link != NULL; link = next) {
    Piece *piece = link->data;

    next = link->next;
    if (piece->key.array == array)
      drop (piece);
  }
  g_mutex_unlock (&lock);
}

/**
 * cal_stored_cache_set_budget:
 *
 * 256 MiB unless another is set.
 */
void
cal_stored_cache_set_budget (guint64 bytes)
{
  g_mutex_lock (&lock);
  budget = bytes;
  shrink_to (budget);
  g_mutex_unlock (&lock);
}

guint64
cal_stored_cache_get_bytes (void)
{
  guint64 bytes;

  g_mutex_lock (&lock);
  bytes = n_bytes;
  g_mutex_unlock (&lock);
  return bytes;
}
