/* block-fields.c - the numbers, texts and arrays of one object, by name, in a block.
 *
 * What is read may come from a process that a hostile file has taken over: a field of the wrong
 * type is as bad as one that is missing.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/block-fields.h"

#include <string.h>

#include "model/memory.h"

static char *
full_name (const char *prefix, const char *name)
{
  return g_strconcat (prefix, ".", name, NULL);
}

/**
 * cal_field_put_text:
 * @text: (nullable): what is not UTF-8 is replaced
 */
void
cal_field_put_text (CalFieldWriter *self, const char *name, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    g_variant_dict_insert (&self->dictionary, name, "s", valid);
}

/**
 * cal_field_put_path:
 * @path: (nullable): in any encoding
 */
void
cal_field_put_path (CalFieldWriter *self, const char *name, const char *path)
{
  if (path != NULL)
    g_variant_dict_insert (&self->dictionary, name, "^ay", path);
}

void
cal_field_put_uint (CalFieldWriter *self, const char *name, guint64 value)
{
  g_variant_dict_insert (&self->dictionary, name, "t", value);
}

void
cal_field_put_double (CalFieldWriter *self, const char *name, double value)
{
  g_variant_dict_insert (&self->dictionary, name, "d", value);
}

void
cal_field_put_affine (CalFieldWriter *self, const char *name, const CalAffine *affine)
{
  g_variant_dict_insert_value (
      &self->dictionary, name,
      g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, affine->m, 12, sizeof (double)));
}

/**
 * cal_field_put_bytes:
 * @bytes: (nullable)
 */
void
cal_field_put_bytes (CalFieldWriter *self, const char *name, GBytes *bytes)
{
  g_autofree char *full = full_name (self->prefix, name);

  if (bytes != NULL)
    cal_block_builder_add_bytes (self->builder, full, bytes);
}

/**
 * cal_field_put_array:
 * @array: (nullable)
 */
void
cal_field_put_array (CalFieldWriter *self, const char *name, CalArray *array)
{
  g_autofree char *full = full_name (self->prefix, name);

  if (array != NULL)
    cal_block_builder_add_array (self->builder, full, array);
}

/**
 * cal_field_put_texts:
 * @texts: (nullable)
 */
void
cal_field_put_texts (CalFieldWriter *self, const char *name, CalTextArray *texts)
{
  g_autofree char *full = full_name (self->prefix, name);

  if (texts != NULL)
    cal_block_builder_add_texts (self->builder, full, texts);
}

typedef struct {
  gint32 key;
  float rgba[4];
} Label;

/**
 * cal_field_put_labels:
 * @labels: (nullable)
 */
void
cal_field_put_labels (CalFieldWriter *self, const char *name, CalLabels *labels)
{
  g_autoptr (CalTextArrayBuilder) names = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *of_names = g_strconcat (name, ".names", NULL);
  gsize n = labels != NULL ? cal_labels_get_n (labels) : 0;
  Label *rows = g_new (Label, n);

  for (gsize l = 0; l < n; l++) {
    const CalLabel *label = cal_labels_get_nth (labels, (guint) l);

    rows[l].key = label->key;
    memcpy (rows[l].rgba, label->rgba, sizeof label->rgba);
    cal_text_array_builder_add (names, label->name, -1);
  }
  bytes = g_bytes_new_take (rows, cal_size_times (n, sizeof *rows));
  if (labels == NULL)
    return;
  texts = cal_text_array_builder_end (g_steal_pointer (&names), 1, &n, NULL);
  cal_field_put_bytes (self, name, bytes);
  cal_field_put_texts (self, of_names, texts);
}

static GVariant *
look_up (CalFieldReader *self, const char *name, const GVariantType *type)
{
  return g_variant_lookup_value (self->dictionary, name, type);
}

/**
 * cal_field_get_text:
 *
 * Returns: (transfer none) (nullable): the text, if there is one
 */
const char *
cal_field_get_text (CalFieldReader *self, const char *name)
{
  g_autoptr (GVariant) value = look_up (self, name, G_VARIANT_TYPE_STRING);

  return value != NULL ? g_variant_get_string (value, NULL) : NULL;
}

/**
 * cal_field_get_path:
 *
 * Returns: (transfer none): the path, which must be there
 */
const char *
cal_field_get_path (CalFieldReader *self, const char *name)
{
  g_autoptr (GVariant) value = look_up (self, name, G_VARIANT_TYPE_BYTESTRING);

  self->ok &= value != NULL;
  return value != NULL ? g_variant_get_bytestring (value) : "";
}

/**
 * cal_field_get_uint:
 * @largest: that makes sense
 *
 * Returns: the number, which must be there
 */
guint64
cal_field_get_uint (CalFieldReader *self, const char *name, guint64 largest)
{
  g_autoptr (GVariant) value = look_up (self, name, G_VARIANT_TYPE_UINT64);

  self->ok &= value != NULL && g_variant_get_uint64 (value) <= largest;
  return self->ok ? g_variant_get_uint64 (value) : 0;
}

double
cal_field_get_double (CalFieldReader *self, const char *name)
{
  g_autoptr (GVariant) value = look_up (self, name, G_VARIANT_TYPE_DOUBLE);

  self->ok &= value != NULL;
  return value != NULL ? g_variant_get_double (value) : 0.0;
}

CalAffine
cal_field_get_affine (CalFieldReader *self, const char *name)
{
  g_autoptr (GVariant) value = look_up (self, name, G_VARIANT_TYPE ("ad"));
  CalAffine affine = {0};
  gsize n = 0;
  const double *numbers =
      value != NULL ? g_variant_get_fixed_array (value, &n, sizeof (double)) : NULL;

  self->ok &= n == 12;
  if (n == 12)
    memcpy (affine.m, numbers, 12 * sizeof (double));
  return affine;
}

/**
 * cal_field_find_array:
 *
 * Returns: (transfer none) (nullable): the array, if there is one
 */
CalArray *
cal_field_find_array (CalFieldReader *self, const char *name)
{
  g_autofree char *full = full_name (self->prefix, name);

  return cal_block_find_array (self->block, full);
}

/**
 * cal_field_find_bytes:
 *
 * Returns: (transfer none) (nullable): the bytes, if there are any
 */
GBytes *
cal_field_find_bytes (CalFieldReader *self, const char *name)
{
  CalArray *array = cal_field_find_array (self, name);

  return array != NULL ? cal_array_get_bytes (array) : NULL;
}

/**
 * cal_field_get_bytes:
 *
 * Returns: (transfer none) (nullable): the bytes, which must be there
 */
GBytes *
cal_field_get_bytes (CalFieldReader *self, const char *name)
{
  GBytes *bytes = cal_field_find_bytes (self, name);

  self->ok &= bytes != NULL;
  return bytes;
}

/**
 * cal_field_dup_texts:
 *
 * Returns: (transfer full) (nullable): the texts, if there are any
 */
CalTextArray *
cal_field_dup_texts (CalFieldReader *self, const char *name)
{
  g_autofree char *full = full_name (self->prefix, name);
  CalTextArray *texts = cal_block_dup_texts (self->block, full);

  self->ok &= texts != NULL || cal_block_find_array (self->block, full) == NULL;
  return texts;
}

/**
 * cal_field_dup_labels:
 *
 * Returns: (transfer full) (nullable): the labels, if there are any
 */
CalLabels *
cal_field_dup_labels (CalFieldReader *self, const char *name)
{
  g_autoptr (CalLabelsBuilder) builder = NULL;
  g_autofree char *of_names = g_strconcat (name, ".names", NULL);
  g_autoptr (CalTextArray) names = NULL;
  GBytes *bytes = cal_field_find_bytes (self, name);
  const Label *rows;
  gsize size;

  if (bytes == NULL)
    return NULL;
  rows = g_bytes_get_data (bytes, &size);
  names = cal_field_dup_texts (self, of_names);
  if (names == NULL || size % sizeof *rows != 0 ||
      cal_text_array_get_n (names) != size / sizeof *rows) {
    self->ok = FALSE;
    return NULL;
  }
  builder = cal_labels_builder_new ();
  for (gsize l = 0; l < size / sizeof *rows; l++)
    cal_labels_builder_add (builder, rows[l].key, cal_text_array_get (names, l), rows[l].rgba);
  return cal_labels_builder_end (g_steal_pointer (&builder));
}
