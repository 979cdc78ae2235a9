/* rdm-dataset.c - what lies in a container of RDMs, one dataset or attribute at a time.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-dataset.h"

#include <string.h>

#include "io/columns.h"
#include "io/format.h"
#include "model/error.h"

static const CalDataset *
find_dataset (CalRdmContainer *self, const char *path)
{
  GPtrArray *datasets = cal_loaded_get_datasets (self->container);

  for (guint n = 0; n < datasets->len; n++)
    if (g_str_equal (((CalDataset *) datasets->pdata[n])->path, path))
      return datasets->pdata[n];
  return NULL;
}

/**
 * cal_rdm_dataset_read:
 * @path: of a dataset or an attribute
 *
 * Returns: (transfer full): a CalArray, a CalTextArray or what else lies there; NULL with @error
 *   set if it cannot be read, or is several things
 */
GObject *
cal_rdm_dataset_read (CalRdmContainer *self, const char *path, GError **error)
{
  g_autoptr (CalLoaded) loaded =
      cal_format_load (cal_loaded_get_path (self->container), path, self->job, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (objects == NULL)
    return NULL;
  if (objects->len != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: holds %u things; expected one", path,
                 objects->len);
    return NULL;
  }
  if (CAL_IS_VECTOR (objects->pdata[0]))
    return g_object_ref (G_OBJECT (cal_vector_get_desc (objects->pdata[0])->values));
  return g_object_ref (objects->pdata[0]);
}

/**
 * cal_rdm_dataset_read_texts:
 *
 * Returns: (transfer full) (nullable): the texts there
 */
CalTextArray *
cal_rdm_dataset_read_texts (CalRdmContainer *self, const char *path)
{
  g_autoptr (GObject) object = cal_rdm_dataset_read (self, path, NULL);

  return CAL_IS_TEXT_ARRAY (object) ? g_object_ref (CAL_TEXT_ARRAY (object)) : NULL;
}

/**
 * cal_rdm_dataset_read_text:
 * @group: "" for the root
 *
 * Returns: (transfer full) (nullable): the one text that is an attribute or a dataset of that name
 */
char *
cal_rdm_dataset_read_text (CalRdmContainer *self, const char *group, const char *name)
{
  g_autofree char *attribute = g_strconcat (group, "/@", name, NULL);
  g_autofree char *dataset = g_strconcat (group, "/", name, NULL);
  g_autoptr (CalTextArray) texts = cal_rdm_dataset_read_texts (self, attribute);

  if (texts == NULL && find_dataset (self, dataset) != NULL)
    texts = cal_rdm_dataset_read_texts (self, dataset);
  return texts != NULL && cal_text_array_get_n (texts) == 1
             ? g_strdup (cal_text_array_get (texts, 0))
             : NULL;
}

static char *
dup_attribute_path (const char *group, const char *name)
{
  return g_strconcat (group[0] != '\0' ? group : "/", "@", name, NULL);
}

/**
 * cal_rdm_dataset_has_attribute:
 * @group: "" for the root
 *
 * Returns: whether it has that attribute, of numbers or texts
 */
gboolean
cal_rdm_dataset_has_attribute (CalRdmContainer *self, const char *group, const char *name)
{
  g_autofree char *path = dup_attribute_path (group, name);

  return find_dataset (self, path) != NULL;
}

/* NULL if there is none; then @error is set if it cannot be read. */
static GObject *
read_attribute (CalRdmContainer *self, const char *path, GError **error)
{
  return find_dataset (self, path) != NULL ? cal_rdm_dataset_read (self, path, error) : NULL;
}

/**
 * cal_rdm_dataset_read_text_attribute:
 * @group: "" for the root
 * @text: (out) (transfer full) (nullable): NULL if there is none, or it is empty
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if it is other than one text, or cannot be read
 */
gboolean
cal_rdm_dataset_read_text_attribute (
    CalRdmContainer *self, const char *group, const char *name, char **text, GError **error)
{
  g_autofree char *path = dup_attribute_path (group, name);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GObject) object = read_attribute (self, path, &failure);

  *text = NULL;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (object == NULL)
    return TRUE;
  if (!CAL_IS_TEXT_ARRAY (object) || cal_text_array_get_n (CAL_TEXT_ARRAY (object)) != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: not one text, as is expected", path);
    return FALSE;
  }
  if (cal_text_array_get (CAL_TEXT_ARRAY (object), 0)[0] != '\0')
    *text = g_strdup (cal_text_array_get (CAL_TEXT_ARRAY (object), 0));
  return TRUE;
}

/**
 * cal_rdm_dataset_read_number_attribute:
 * @group: "" for the root
 * @number: (inout): as it was if there is none
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if it is other than one number, or cannot be read
 */
gboolean
cal_rdm_dataset_read_number_attribute (
    CalRdmContainer *self, const char *group, const char *name, double *number, GError **error)
{
  g_autofree char *path = dup_attribute_path (group, name);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GObject) object = read_attribute (self, path, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (object == NULL)
    return TRUE;
  if (!CAL_IS_ARRAY (object) || cal_array_get_n_elements (CAL_ARRAY (object)) != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: not one number, as is expected", path);
    return FALSE;
  }
  *number = cal_array_get_value (CAL_ARRAY (object), 0);
  return TRUE;
}

/**
 * cal_rdm_dataset_measure_parent:
 *
 * Returns: the length of "/conditions/" of "/conditions/image", "/stimuli." of "/stimuli.category"
 */
gsize
cal_rdm_dataset_measure_parent (const char *path)
{
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] != '/' && path[length - 1] != '.')
    length--;
  return length;
}

/**
 * cal_rdm_dataset_is_column:
 *
 * Returns: whether it says something of each of @n rows
 */
gboolean
cal_rdm_dataset_is_column (const CalDataset *dataset, gsize n)
{
  return !dataset->is_attribute && dataset->n_dims == 1 && dataset->shape[0] == n &&
         (dataset->is_text || dataset->is_numeric);
}

/**
 * cal_rdm_dataset_read_columns:
 * @parent: as long as cal_rdm_dataset_measure_parent() says
 * @name: of the table
 *
 * Returns: (transfer full) (nullable): a table of the columns of that length beside each other
 */
CalTable *
cal_rdm_dataset_read_columns (CalRdmContainer *self,
                              const char *parent,
                              const char *name,
                              gsize n_rows)
{
  GPtrArray *datasets = cal_loaded_get_datasets (self->container);
  g_autoptr (CalColumns) columns = cal_columns_new ();

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    gsize length = cal_rdm_dataset_measure_parent (dataset->path);
    GObject *object = NULL;

    if (cal_rdm_dataset_is_column (dataset, n_rows) && length == strlen (parent) &&
        strncmp (dataset->path, parent, length) == 0)
      object = cal_rdm_dataset_read (self, dataset->path, NULL);
    if (CAL_IS_ARRAY (object))
      cal_columns_take_numbers (columns, dataset->path + length, CAL_ARRAY (object));
    else if (CAL_IS_TEXT_ARRAY (object))
      cal_columns_take_texts (columns, dataset->path + length, CAL_TEXT_ARRAY (object));
    else
      g_clear_object (&object);
  }
  return cal_columns_get_n (columns) > 0 ? cal_columns_end (columns, name, n_rows, NULL) : NULL;
}

/**
 * cal_rdm_dataset_dup_source:
 *
 * Returns: (transfer full): the file and the place in it
 */
char *
cal_rdm_dataset_dup_source (CalRdmContainer *self, const char *path)
{
  return g_strdup_printf ("%s:%s", cal_loaded_get_path (self->container), path);
}

/**
 * cal_rdm_dataset_contains:
 * @word: in lower case
 *
 * Returns: whether @text has it, in any case
 */
gboolean
cal_rdm_dataset_contains (const char *text, const char *word)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, word) != NULL;
}

/**
 * cal_rdm_dataset_is_of_models:
 *
 * Returns: whether the file is called after models: where nothing else tells what is measured from
 *   what is thought
 */
gboolean
cal_rdm_dataset_is_of_models (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return cal_rdm_dataset_contains (base, "model");
}
