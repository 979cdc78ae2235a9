/* block-builder.c - lay named typed arrays and a small description out in one piece of memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "model/block-private.h"
#include "model/block.h"
#include "model/error.h"

struct _CalBlockBuilder {
  GPtrArray *names;
  GPtrArray *arrays;
};

/**
 * cal_block_builder_new:
 *
 * Returns: (transfer full): a block with no array yet
 */
CalBlockBuilder *
cal_block_builder_new (void)
{
  CalBlockBuilder *self = g_new (CalBlockBuilder, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->arrays = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
cal_block_builder_free (CalBlockBuilder *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->arrays);
  g_free (self);
}

/**
 * cal_block_builder_add_array:
 * @name: one that no other array has
 */
void
cal_block_builder_add_array (CalBlockBuilder *self, const char *name, CalArray *array)
{
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->arrays, g_object_ref (array));
}

/**
 * cal_block_builder_add_bytes:
 *
 * Adds an array of one dimension, of bytes.
 */
void
cal_block_builder_add_bytes (CalBlockBuilder *self, const char *name, GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);

  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->arrays, cal_array_new (CAL_DTYPE_UINT8, 1, &size, bytes, NULL));
}

/**
 * cal_block_builder_add_texts:
 *
 * Adds two arrays: the texts, and where each begins.
 */
void
cal_block_builder_add_texts (CalBlockBuilder *self, const char *name, CalTextArray *texts)
{
  gsize dims[CAL_ARRAY_MAX_DIMS];
  guint n_dims = cal_text_array_get_n_dims (texts);

  for (guint d = 0; d < n_dims; d++)
    dims[d] = cal_text_array_get_dim (texts, d);
  cal_block_builder_add_bytes (self, name, cal_text_array_get_texts (texts));
  g_ptr_array_add (self->names, g_strconcat (name, CAL_BLOCK_STARTS, NULL));
  g_ptr_array_add (self->arrays, cal_array_new (CAL_DTYPE_UINT64, n_dims, dims,
                                                cal_text_array_get_starts (texts), NULL));
}

static gsize
align (gsize size)
{
  return (size + CAL_BLOCK_ALIGNMENT - 1) / CAL_BLOCK_ALIGNMENT * CAL_BLOCK_ALIGNMENT;
}

/* Whether the elements lie in the arena already, as they can stay. */
static gboolean
find_place (CalArena *arena, GBytes *bytes, guint64 *start)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  *start = 0;
  return size == 0 ||
         (cal_arena_find (arena, data, size, start) && *start % CAL_BLOCK_ALIGNMENT == 0);
}

/* Copies into the arena, in one piece, what does not lie there; gives where each now lies. */
static guint64 *
place_arrays (GPtrArray *arrays, CalArena *arena, GError **error)
{
  g_autofree guint64 *starts = g_new0 (guint64, arrays->len + 1);
  g_autofree gboolean *is_placed = g_new0 (gboolean, arrays->len + 1);
  gsize n_bytes = 0, used = 0;
  guint8 *copies;

  for (guint n = 0; n < arrays->len; n++) {
    GBytes *bytes = cal_array_get_bytes (arrays->pdata[n]);

    is_placed[n] = find_place (arena, bytes, &starts[n]);
    if (!is_placed[n])
      n_bytes += align (g_bytes_get_size (bytes));
  }
  copies = cal_arena_alloc (arena, n_bytes);
  if (copies == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "no memory for %" G_GSIZE_FORMAT " bytes",
                 n_bytes);
    return NULL;
  }
  for (guint n = 0; n < arrays->len; n++) {
    gsize size;
    const void *data = g_bytes_get_data (cal_array_get_bytes (arrays->pdata[n]), &size);

    if (is_placed[n])
      continue;
    memcpy (copies + used, data, size);
    cal_arena_find (arena, copies + used, size, &starts[n]);
    used += align (size);
  }
  return g_steal_pointer (&starts);
}

static GVariant *
describe_array (const char *name, CalArray *array, guint64 start)
{
  guint64 dims[CAL_ARRAY_MAX_DIMS];
  guint n_dims = cal_array_get_n_dims (array);

  for (guint d = 0; d < n_dims; d++)
    dims[d] = cal_array_get_dim (array, d);
  return g_variant_new (
      "(su@attt)", name, (guint32) cal_array_get_dtype (array),
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, dims, n_dims, sizeof *dims), start,
      (guint64) g_bytes_get_size (cal_array_get_bytes (array)));
}

/**
 * cal_block_builder_write:
 * @description: (transfer floating): of any type
 * @arena: arrays that lie in it already are not copied
 *
 * Afterwards the arena is a block, to be sealed.
 *
 * Returns: FALSE with CAL_ERROR_LIMIT if there is no memory
 */
gboolean
cal_block_builder_write (CalBlockBuilder *self,
                         GVariant *description,
                         CalArena *arena,
                         GError **error)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (description);
  g_autofree guint64 *starts = place_arrays (self->arrays, arena, error);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(suattt)"));
  g_autoptr (GVariant) contents = NULL;
  CalBlockHeader *header = cal_arena_get_head (arena);
  gpointer place;

  if (starts == NULL)
    return FALSE;
  for (guint n = 0; n < self->arrays->len; n++)
    g_variant_builder_add_value (
        &rows, describe_array (self->names->pdata[n], self->arrays->pdata[n], starts[n]));
  contents =
      g_variant_ref_sink (g_variant_new ("(v@a(suattt))", kept, g_variant_builder_end (&rows)));
  place = cal_arena_alloc (arena, g_variant_get_size (contents));
  if (place == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "no memory for %" G_GSIZE_FORMAT " bytes",
                 g_variant_get_size (contents));
    return FALSE;
  }
  g_variant_store (contents, place);
  memcpy (header->magic, CAL_BLOCK_MAGIC, sizeof header->magic);
  header->version = CAL_BLOCK_VERSION;
  header->byte_order = CAL_BLOCK_BYTE_ORDER;
  header->size = cal_arena_get_size (arena);
  header->contents_size = g_variant_get_size (contents);
  cal_arena_find (arena, place, header->contents_size, &header->contents_start);
  return TRUE;
}
