/* text-array.c - an immutable array of texts: names, captions, categories.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/text-array.h"

#include <string.h>

#include "model/error.h"
#include "model/memory.h"

struct _CalTextArray {
  GObject parent_instance;

  guint n_dims;
  gsize dims[CAL_ARRAY_MAX_DIMS];
  gsize n;
  gsize n_replaced;
  GBytes *starts;
  GBytes *texts;
};

struct _CalTextArrayBuilder {
  GArray *starts;
  GString *texts;
  gsize n_replaced;
};

G_DEFINE_FINAL_TYPE (CalTextArray, cal_text_array, G_TYPE_OBJECT)

static void
cal_text_array_finalize (GObject *object)
{
  CalTextArray *self = CAL_TEXT_ARRAY (object);

  g_clear_pointer (&self->starts, g_bytes_unref);
  g_clear_pointer (&self->texts, g_bytes_unref);
  G_OBJECT_CLASS (cal_text_array_parent_class)->finalize (object);
}

static void
cal_text_array_class_init (CalTextArrayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_text_array_finalize;
}

static void
cal_text_array_init (CalTextArray *self)
{
}

/**
 * cal_text_array_builder_new:
 *
 * Returns: (transfer full): an array with no text yet; end it with cal_text_array_builder_end()
 */
CalTextArrayBuilder *
cal_text_array_builder_new (void)
{
  CalTextArrayBuilder *self = g_new0 (CalTextArrayBuilder, 1);

  self->starts = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->texts = g_string_new (NULL);
  return self;
}

void
cal_text_array_builder_free (CalTextArrayBuilder *self)
{
  g_array_unref (self->starts);
  if (self->texts != NULL)
    g_string_free (self->texts, TRUE);
  g_free (self);
}

/**
 * cal_text_array_builder_add:
 * @text: copied; what is not UTF-8 in it is replaced, and counted
 * @length: bytes; -1 if @text ends with a NUL. A NUL within ends it
 */
void
cal_text_array_builder_add (CalTextArrayBuilder *self, const char *text, gssize length)
{
  gsize n_bytes = length < 0 ? strlen (text) : strnlen (text, (gsize) length);
  guint64 start = self->texts->len;

  g_array_append_val (self->starts, start);
  if (g_utf8_validate (text, (gssize) n_bytes, NULL)) {
    g_string_append_len (self->texts, text, (gssize) n_bytes);
  } else {
    g_autofree char *valid = g_utf8_make_valid (text, (gssize) n_bytes);

    g_string_append (self->texts, valid);
    self->n_replaced++;
  }
  g_string_append_c (self->texts, '\0');
}

static gboolean
set_shape (CalTextArray *self, guint n_dims, const gsize *dims, GError **error)
{
  gsize n = 1;

  if (n_dims > CAL_ARRAY_MAX_DIMS) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%u dimensions; at most %d can be read", n_dims,
                 CAL_ARRAY_MAX_DIMS);
    return FALSE;
  }
  for (guint d = 0; d < n_dims; d++) {
    if (!g_size_checked_mul (&n, n, dims[d])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "too many texts to count");
      return FALSE;
    }
    self->dims[d] = dims[d];
  }
  self->n_dims = n_dims;
  self->n = n;
  return TRUE;
}

/**
 * cal_text_array_builder_end:
 * @self: (transfer full): is freed
 * @dims: @n_dims lengths, whose product is the number of texts; the last varies fastest
 *
 * Returns: (transfer full): the array, or NULL with CAL_ERROR_ARGUMENT or CAL_ERROR_LIMIT
 */
CalTextArray *
cal_text_array_builder_end (CalTextArrayBuilder *self,
                            guint n_dims,
                            const gsize *dims,
                            GError **error)
{
  g_autoptr (CalTextArrayBuilder) builder = self;
  g_autoptr (GBytes) starts = NULL;
  g_autoptr (GBytes) texts = NULL;
  CalTextArray *array;
  gsize n_replaced = self->n_replaced;

  starts =
      g_bytes_new (builder->starts->data, cal_size_times (builder->starts->len, sizeof (guint64)));
  texts = g_string_free_to_bytes (g_steal_pointer (&builder->texts));
  array = cal_text_array_new (n_dims, dims, starts, texts, error);
  if (array != NULL)
    array->n_replaced = n_replaced;
  return array;
}

/* A text begins where the one before ended, so nothing can be read outside. */
static gboolean
check_texts (CalTextArray *self, GError **error)
{
  gsize n_starts, n_bytes;
  const guint64 *starts = g_bytes_get_data (self->starts, &n_starts);
  const char *texts = g_bytes_get_data (self->texts, &n_bytes);
  guint64 at = 0;

  if (n_starts / sizeof *starts != self->n || n_starts % sizeof *starts != 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%" G_GSIZE_FORMAT " texts; their shape holds %" G_GSIZE_FORMAT,
                 n_starts / sizeof *starts, self->n);
    return FALSE;
  }
  for (gsize n = 0; n < self->n; n++) {
    const char *end = at < n_bytes ? memchr (texts + at, 0, n_bytes - at) : NULL;

    if (starts[n] != at || end == NULL || !g_utf8_validate (texts + at, end - (texts + at), NULL)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "text %" G_GSIZE_FORMAT " is damaged", n);
      return FALSE;
    }
    at = (guint64) (end + 1 - texts);
  }
  if (at != n_bytes) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "bytes follow the last text");
    return FALSE;
  }
  return TRUE;
}

/**
 * cal_text_array_new:
 * @dims: @n_dims lengths; the last varies fastest
 * @starts: a guint64 a text: the byte of @texts it begins at
 * @texts: UTF-8, each ended by a NUL, one after the other
 *
 * Nothing is copied; everything is checked, for both may come from another process.
 *
 * Returns: (transfer full): the array, or NULL with CAL_ERROR_ARGUMENT, _FORMAT or _LIMIT
 */
CalTextArray *
cal_text_array_new (guint n_dims, const gsize *dims, GBytes *starts, GBytes *texts, GError **error)
{
  g_autoptr (CalTextArray) self = g_object_new (CAL_TYPE_TEXT_ARRAY, NULL);

  self->starts = g_bytes_ref (starts);
  self->texts = g_bytes_ref (texts);
  if (!set_shape (self, n_dims, dims, error) || !check_texts (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cal_text_array_new_from_strv:
 * @texts: ended by NULL
 *
 * Returns: (transfer full): an array of one dimension
 */
CalTextArray *
cal_text_array_new_from_strv (const char *const *texts)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  gsize n = 0;

  for (; texts[n] != NULL; n++)
    cal_text_array_builder_add (builder, texts[n], -1);
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

guint
cal_text_array_get_n_dims (CalTextArray *self)
{
  return self->n_dims;
}

gsize
cal_text_array_get_dim (CalTextArray *self, guint axis)
{
  g_return_val_if_fail (axis < self->n_dims, 0);

  return self->dims[axis];
}

gsize
cal_text_array_get_n (CalTextArray *self)
{
  return self->n;
}

/**
 * cal_text_array_get:
 * @index: below cal_text_array_get_n()
 *
 * Returns: (transfer none): UTF-8
 */
const char *
cal_text_array_get (CalTextArray *self, gsize index)
{
  const guint64 *starts = g_bytes_get_data (self->starts, NULL);
  const char *texts = g_bytes_get_data (self->texts, NULL);

  g_return_val_if_fail (index < self->n, "");

  return texts + starts[index];
}

/**
 * cal_text_array_get_n_replaced:
 *
 * Returns: how many of the texts were not UTF-8 when they were added to the builder
 */
gsize
cal_text_array_get_n_replaced (CalTextArray *self)
{
  return self->n_replaced;
}

/**
 * cal_text_array_get_starts:
 *
 * Returns: (transfer none): as cal_text_array_new() takes them
 */
GBytes *
cal_text_array_get_starts (CalTextArray *self)
{
  return self->starts;
}

/**
 * cal_text_array_get_texts:
 *
 * Returns: (transfer none): as cal_text_array_new() takes them
 */
GBytes *
cal_text_array_get_texts (CalTextArray *self)
{
  return self->texts;
}
