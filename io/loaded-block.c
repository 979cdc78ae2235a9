/* loaded-block.c - what a file holds, as a block that another process or the cache can keep.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/loaded-block.h"

#include "io/object-block.h"
#include "model/error.h"
#include "model/text.h"

/* Path, kind, objects, datasets, warnings, details. */
#define LOADED_TYPE "(aysaa{sv}a(satuuuus)asas)"

static GVariant *
describe_datasets (GPtrArray *datasets)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(satuuuus)"));

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    guint64 shape[CAL_ARRAY_MAX_DIMS];

    for (guint d = 0; d < dataset->n_dims; d++)
      shape[d] = dataset->shape[d];
    g_variant_builder_add (
        &builder, "(s@atuuuus)", dataset->path,
        g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, shape, dataset->n_dims, sizeof *shape),
        (guint32) dataset->dtype, dataset->is_numeric, dataset->is_text, dataset->is_attribute,
        dataset->type_name);
  }
  return g_variant_builder_end (&builder);
}

static gboolean
add_datasets (CalLoaded *loaded, GVariant *rows)
{
  for (gsize n = 0; n < g_variant_n_children (rows); n++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, n);
    g_autoptr (GVariant) lengths = NULL;
    CalDataset dataset = {NULL};
    guint32 dtype, is_numeric, is_text, is_attribute;
    gsize n_dims;
    const guint64 *numbers;

    g_variant_get (row, "(&s@atuuuu&s)", &dataset.path, &lengths, &dtype, &is_numeric, &is_text,
                   &is_attribute, &dataset.type_name);
    numbers = g_variant_get_fixed_array (lengths, &n_dims, sizeof *numbers);
    if (dtype > CAL_DTYPE_BOOL || n_dims > CAL_ARRAY_MAX_DIMS)
      return FALSE;
    dataset.n_dims = (guint) n_dims;
    for (gsize d = 0; d < n_dims; d++)
      dataset.shape[d] = numbers[d];
    dataset.dtype = (CalDtype) dtype;
    dataset.is_numeric = is_numeric != 0;
    dataset.is_text = is_text != 0;
    dataset.is_attribute = is_attribute != 0;
    cal_loaded_add_dataset (loaded, &dataset);
  }
  return TRUE;
}

static GVariant *
describe_texts (GPtrArray *texts)
{
  return g_variant_new_strv ((const char *const *) texts->pdata, texts->len);
}

/**
 * cal_loaded_write_block:
 * @arena: objects' arrays that lie in it are not copied; afterwards it is a block, to be sealed
 *
 * Returns: FALSE with CAL_ERROR_LIMIT if there is no memory
 */
gboolean
cal_loaded_write_block (CalLoaded *self, CalArena *arena, GError **error)
{
  g_autoptr (CalBlockBuilder) builder = cal_block_builder_new ();
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GPtrArray *objects = cal_loaded_get_objects (self);

  for (guint n = 0; n < objects->len; n++) {
    g_autofree char *prefix = g_strdup_printf ("%u", n);

    g_variant_builder_add_value (&rows, cal_object_to_block (objects->pdata[n], prefix, builder));
  }
  return cal_block_builder_write (
      builder,
      g_variant_new ("(^ays@aa{sv}@a(satuuuus)@as@as)", cal_loaded_get_path (self),
                     cal_loaded_get_kind (self), g_variant_builder_end (&rows),
                     describe_datasets (cal_loaded_get_datasets (self)),
                     describe_texts (cal_loaded_get_warnings (self)),
                     describe_texts (cal_loaded_get_details (self))),
      arena, error);
}

static gboolean
add_texts (CalLoaded *loaded, GVariant *warnings, GVariant *details)
{
  g_autofree const char **sentences = g_variant_get_strv (warnings, NULL);
  gsize n_details;
  g_autofree const char **pairs = g_variant_get_strv (details, &n_details);

  if (n_details % 2 != 0)
    return FALSE;
  for (gsize n = 0; sentences[n] != NULL; n++)
    cal_loaded_warn (loaded, "%s", sentences[n]);
  for (gsize n = 0; n < n_details; n += 2)
    cal_loaded_add_detail (loaded, pairs[n], "%s", pairs[n + 1]);
  return TRUE;
}

/**
 * cal_loaded_new_from_block:
 * @block: what cal_loaded_write_block() made, or what somebody claims it did
 *
 * Returns: (transfer full): what the file holds, with the values where they lie in @block; or NULL
 *   with CAL_ERROR_FORMAT if anything makes no sense
 */
CalLoaded *
cal_loaded_new_from_block (CalBlock *block, GError **error)
{
  GVariant *description = cal_block_get_description (block);
  g_autoptr (GVariant) objects = NULL;
  g_autoptr (GVariant) datasets = NULL;
  g_autoptr (GVariant) warnings = NULL;
  g_autoptr (GVariant) details = NULL;
  g_autoptr (CalLoaded) self = NULL;
  const char *path, *kind;

  if (!g_variant_is_of_type (description, G_VARIANT_TYPE (LOADED_TYPE))) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "a block of data that is of no file");
    return NULL;
  }
  g_variant_get (description, "(^&ay&s@aa{sv}@a(satuuuus)@as@as)", &path, &kind, &objects,
                 &datasets, &warnings, &details);
  self = cal_loaded_new (path, kind);
  for (gsize n = 0; n < g_variant_n_children (objects); n++) {
    g_autofree char *prefix = g_strdup_printf ("%" G_GSIZE_FORMAT, n);
    g_autoptr (GVariant) dictionary = g_variant_get_child_value (objects, n);
    GObject *object = cal_object_from_block (dictionary, prefix, block, error);

    if (object == NULL) {
      /* It names what the block says is wrong, and the block may have been made to deceive. */
      cal_text_show_error (error);
      return NULL;
    }
    cal_loaded_add (self, object);
  }
  if (!add_datasets (self, datasets) || !add_texts (self, warnings, details)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "a block of data is damaged: its lists");
    return NULL;
  }
  return g_steal_pointer (&self);
}
