/* loaded.c - what one file turned out to hold.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/loaded.h"

#include "model/text.h"

struct _CalLoaded {
  GObject parent_instance;

  char *path;
  char *kind;
  GPtrArray *objects;
  GPtrArray *datasets;
  GPtrArray *warnings;
  GPtrArray *details;
};

G_DEFINE_FINAL_TYPE (CalLoaded, cal_loaded, G_TYPE_OBJECT)

static void
dataset_free (gpointer data)
{
  CalDataset *dataset = data;

  g_free (dataset->path);
  g_free (dataset->type_name);
  g_free (dataset);
}

static void
cal_loaded_finalize (GObject *object)
{
  CalLoaded *self = CAL_LOADED (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_clear_pointer (&self->datasets, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_loaded_parent_class)->finalize (object);
}

static void
cal_loaded_class_init (CalLoadedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_loaded_finalize;
}

static void
cal_loaded_init (CalLoaded *self)
{
  self->objects = g_ptr_array_new_with_free_func (g_object_unref);
  self->datasets = g_ptr_array_new_with_free_func (dataset_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->details = g_ptr_array_new_with_free_func (g_free);
}

/**
 * cal_loaded_new:
 * @path: of the file
 * @kind: the format's name: "NIfTI-1"
 *
 * Returns: (transfer full): holding nothing yet
 */
CalLoaded *
cal_loaded_new (const char *path, const char *kind)
{
  CalLoaded *self = g_object_new (CAL_TYPE_LOADED, NULL);

  self->path = g_strdup (path);
  self->kind = g_strdup (kind);
  return self;
}

const char *
cal_loaded_get_path (CalLoaded *self)
{
  return self->path;
}

const char *
cal_loaded_get_kind (CalLoaded *self)
{
  return self->kind;
}

/**
 * cal_loaded_get_objects:
 *
 * Returns: (transfer none): what cal_loaded_add() takes, in the file's order
 */
GPtrArray *
cal_loaded_get_objects (CalLoaded *self)
{
  return self->objects;
}

/**
 * cal_loaded_get_datasets:
 *
 * Returns: (transfer none): #CalDataset of a container, in the file's order
 */
GPtrArray *
cal_loaded_get_datasets (CalLoaded *self)
{
  return self->datasets;
}

/**
 * cal_loaded_get_warnings:
 *
 * Returns: (transfer none): sentences about what the file says oddly, or was not read
 */
GPtrArray *
cal_loaded_get_warnings (CalLoaded *self)
{
  return self->warnings;
}

/**
 * cal_loaded_get_details:
 *
 * Returns: (transfer none): strings by turns key and text: what a person may want to know of the
 *   file
 */
GPtrArray *
cal_loaded_get_details (CalLoaded *self)
{
  return self->details;
}

/**
 * cal_loaded_add:
 * @object: (transfer full): a #CalVolume, #CalSurface, #CalVector, #CalArray, #CalTextArray or
 *   #CalTable
 */
void
cal_loaded_add (CalLoaded *self, gpointer object)
{
  g_return_if_fail (CAL_IS_VOLUME (object) || CAL_IS_SURFACE (object) || CAL_IS_VECTOR (object) ||
                    CAL_IS_ARRAY (object) || CAL_IS_TEXT_ARRAY (object) || CAL_IS_TABLE (object));

  g_ptr_array_add (self->objects, object);
}

/**
 * cal_loaded_add_texts:
 * @texts: (transfer full)
 *
 * Says how many of them were no UTF-8, if any.
 */
void
cal_loaded_add_texts (CalLoaded *self, CalTextArray *texts)
{
  gsize n_replaced = cal_text_array_get_n_replaced (texts);

  if (n_replaced > 0)
    cal_loaded_warn (self,
                     "%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
                     " texts are not UTF-8; what is not was replaced by \357\277\275",
                     n_replaced, cal_text_array_get_n (texts));
  cal_loaded_add (self, texts);
}

/**
 * cal_loaded_add_dataset:
 * @dataset: copied
 */
void
cal_loaded_add_dataset (CalLoaded *self, const CalDataset *dataset)
{
  CalDataset *copy;

  g_return_if_fail (dataset->n_dims <= CAL_ARRAY_MAX_DIMS);

  copy = g_memdup2 (dataset, sizeof *dataset);
  copy->path = g_utf8_make_valid (dataset->path, -1);
  copy->type_name = cal_text_dup_shown (dataset->type_name, -1);
  g_ptr_array_add (self->datasets, copy);
}

/**
 * cal_loaded_warn:
 *
 * Adds a sentence to the warnings, made fit to be shown.
 */
void
cal_loaded_warn (CalLoaded *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->warnings, cal_text_dup_shown (text, -1));
}

/**
 * cal_loaded_add_detail:
 *
 * Adds a key and its text, made fit to be shown.
 */
void
cal_loaded_add_detail (CalLoaded *self, const char *key, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->details, cal_text_dup_shown (key, -1));
  g_ptr_array_add (self->details, cal_text_dup_shown (text, -1));
}

static gboolean
labels_were_replaced (CalLabels *labels)
{
  for (guint n = 0; labels != NULL && n < cal_labels_get_n (labels); n++)
    if (cal_text_was_replaced (cal_labels_get_nth (labels, n)->name))
      return TRUE;
  return FALSE;
}

static gboolean
vector_was_replaced (CalVector *vector)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);

  for (gsize n = 0; desc->frame_names != NULL && desc->frame_names[n] != NULL; n++)
    if (cal_text_was_replaced (desc->frame_names[n]))
      return TRUE;
  return cal_text_was_replaced (desc->unit) || cal_text_was_replaced (desc->statistic) ||
         labels_were_replaced (desc->labels);
}

/**
 * cal_loaded_warn_of_replaced:
 *
 * Adds a warning if a text of the file was not valid UTF-8. The end of reading: nothing is added
 * afterwards.
 */
void
cal_loaded_warn_of_replaced (CalLoaded *self)
{
  gboolean was_replaced = FALSE;

  for (guint n = 0; n < self->objects->len; n++) {
    gpointer object = self->objects->pdata[n];

    if (CAL_IS_VECTOR (object))
      was_replaced |= vector_was_replaced (object);
    else if (CAL_IS_VOLUME (object))
      was_replaced |= cal_text_was_replaced (cal_volume_get_desc (object)->unit) ||
                      labels_were_replaced (cal_volume_get_desc (object)->labels);
  }
  for (guint n = 1; n < self->details->len; n += 2)
    was_replaced |= cal_text_was_replaced (self->details->pdata[n]);
  for (guint n = 0; n < self->datasets->len; n++)
    was_replaced |= cal_text_was_replaced (((CalDataset *) self->datasets->pdata[n])->path);
  if (was_replaced)
    cal_loaded_warn (self,
                     "some of its text is not valid UTF-8; what could not be read is shown "
                     "as %s",
                     "\357\277\275");
}
