/* block.c - named typed arrays and a small description in one piece of memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/block.h"

#include <string.h>

#include "model/block-private.h"
#include "model/error.h"

struct _CalBlock {
  GObject parent_instance;

  GBytes *bytes;
  GVariant *description;
  GHashTable *arrays;
};

G_DEFINE_FINAL_TYPE (CalBlock, cal_block, G_TYPE_OBJECT)

static void
cal_block_finalize (GObject *object)
{
  CalBlock *self = CAL_BLOCK (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->description, g_variant_unref);
  g_clear_pointer (&self->arrays, g_hash_table_unref);
  G_OBJECT_CLASS (cal_block_parent_class)->finalize (object);
}

static void
cal_block_class_init (CalBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_block_finalize;
}

static void
cal_block_init (CalBlock *self)
{
  self->arrays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "a block of data is damaged: %s", what);
  return FALSE;
}

static gboolean
lies_within (guint64 start, guint64 size, guint64 whole)
{
  return start <= whole && size <= whole - start;
}

static GVariant *
read_contents (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GVariant) contents = NULL;
  g_autoptr (GBytes) part = NULL;
  CalBlockHeader header;

  if (size < sizeof header) {
    fail (error, "it is shorter than its header");
    return NULL;
  }
  memcpy (&header, data, sizeof header);
  if (memcmp (header.magic, CAL_BLOCK_MAGIC, sizeof header.magic) != 0 ||
      header.version != CAL_BLOCK_VERSION || header.byte_order != CAL_BLOCK_BYTE_ORDER) {
    fail (error, "it is none, or of another version or machine");
    return NULL;
  }
  if (header.size != size || header.contents_start % CAL_BLOCK_ALIGNMENT != 0 ||
      !lies_within (header.contents_start, header.contents_size, size)) {
    fail (error, "its contents lie outside of it");
    return NULL;
  }
  part = g_bytes_new_from_bytes (bytes, header.contents_start, header.contents_size);
  contents = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (CAL_BLOCK_CONTENTS_TYPE), part, FALSE));
  if (!g_variant_is_normal_form (contents)) {
    fail (error, "its contents make no sense");
    return NULL;
  }
  return g_steal_pointer (&contents);
}

static gboolean
read_array (CalBlock *self, GVariant *row, GError **error)
{
  g_autoptr (GVariant) lengths = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *name;
  const guint64 *numbers;
  guint32 dtype;
  guint64 start, size;
  gsize n_dims, dims[CAL_ARRAY_MAX_DIMS];
  CalArray *array;

  g_variant_get (row, "(&su@attt)", &name, &dtype, &lengths, &start, &size);
  numbers = g_variant_get_fixed_array (lengths, &n_dims, sizeof *numbers);
  if (dtype > CAL_DTYPE_BOOL || n_dims > CAL_ARRAY_MAX_DIMS)
    return fail (error, "an array of no known type");
  if (start % CAL_BLOCK_ALIGNMENT != 0 ||
      !lies_within (start, size, g_bytes_get_size (self->bytes)))
    return fail (error, "an array lies outside of it");
  for (gsize d = 0; d < n_dims; d++)
    dims[d] = numbers[d];
  bytes = g_bytes_new_from_bytes (self->bytes, start, size);
  array = cal_array_new ((CalDtype) dtype, (guint) n_dims, dims, bytes, error);
  if (array == NULL)
    return FALSE;
  if (!g_hash_table_insert (self->arrays, g_strdup (name), array))
    return fail (error, "two arrays have one name");
  return TRUE;
}

/**
 * cal_block_new:
 * @bytes: that nobody changes; beginning at a multiple of 8 bytes
 *
 * Everything that it says about itself is checked; what the values are is not. Nothing is copied.
 *
 * Returns: (transfer full): the block, or NULL with CAL_ERROR_FORMAT or CAL_ERROR_LIMIT
 */
CalBlock *
cal_block_new (GBytes *bytes, GError **error)
{
  g_autoptr (CalBlock) self = g_object_new (CAL_TYPE_BLOCK, NULL);
  g_autoptr (GVariant) contents = read_contents (bytes, error);
  g_autoptr (GVariant) rows = NULL;

  if (contents == NULL)
    return NULL;
  self->bytes = g_bytes_ref (bytes);
  g_variant_get (contents, "(v@a(suattt))", &self->description, &rows);
  for (gsize n = 0; n < g_variant_n_children (rows); n++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, n);

    if (!read_array (self, row, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

/**
 * cal_block_get_bytes:
 *
 * Returns: (transfer none): all of it, as it can be written to a file
 */
GBytes *
cal_block_get_bytes (CalBlock *self)
{
  return self->bytes;
}

/**
 * cal_block_get_description:
 *
 * Returns: (transfer none): what was handed to cal_block_builder_write(), of any type
 */
GVariant *
cal_block_get_description (CalBlock *self)
{
  return self->description;
}

/**
 * cal_block_find_array:
 *
 * Returns: (transfer none) (nullable): the array of that name; it keeps the block's memory
 */
CalArray *
cal_block_find_array (CalBlock *self, const char *name)
{
  return g_hash_table_lookup (self->arrays, name);
}

/**
 * cal_block_find_bytes:
 *
 * Returns: (transfer none) (nullable): the elements of the array of that name
 */
GBytes *
cal_block_find_bytes (CalBlock *self, const char *name)
{
  CalArray *array = cal_block_find_array (self, name);

  return array != NULL ? cal_array_get_bytes (array) : NULL;
}

/**
 * cal_block_dup_texts:
 *
 * Returns: (transfer full) (nullable): the texts of that name, if they are there and sound
 */
CalTextArray *
cal_block_dup_texts (CalBlock *self, const char *name)
{
  g_autofree char *of_starts = g_strconcat (name, CAL_BLOCK_STARTS, NULL);
  CalArray *starts = cal_block_find_array (self, of_starts);
  GBytes *texts = cal_block_find_bytes (self, name);
  gsize dims[CAL_ARRAY_MAX_DIMS];

  if (starts == NULL || texts == NULL || cal_array_get_dtype (starts) != CAL_DTYPE_UINT64)
    return NULL;
  for (guint d = 0; d < CAL_ARRAY_MAX_DIMS; d++)
    dims[d] = cal_array_get_dim (starts, d);
  return cal_text_array_new (cal_array_get_n_dims (starts), dims, cal_array_get_bytes (starts),
                             texts, NULL);
}
