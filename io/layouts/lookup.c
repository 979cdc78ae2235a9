/* lookup.c - what recipes ask of a file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/lookup.h"

#include "io/format.h"
#include "model/error.h"

/**
 * cal_lookup_dataset:
 * @path: "/metadata/key"; of an attribute "/data@unit"
 *
 * Returns: (transfer none) (nullable): what is known of it without reading it
 */
const CalDataset *
cal_lookup_dataset (CalLoaded *loaded, const char *path)
{
  GPtrArray *datasets = cal_loaded_get_datasets (loaded);

  for (guint n = 0; n < datasets->len; n++)
    if (g_str_equal (((const CalDataset *) datasets->pdata[n])->path, path))
      return datasets->pdata[n];
  return NULL;
}

/**
 * cal_lookup_dup_source:
 *
 * Returns: (transfer full): "study.h5:/r"
 */
char *
cal_lookup_dup_source (CalLoaded *loaded, const char *dataset)
{
  return g_strdup_printf ("%s:%s", cal_loaded_get_path (loaded), dataset);
}

/**
 * cal_lookup_object:
 * @dataset: (nullable): of a container
 * @type: what is expected
 *
 * Has the file read by the reader process.
 *
 * Returns: (transfer full): the first object of that type; NULL with CAL_ERROR_FORMAT if there is
 *   none, or as cal_format_load()
 */
GObject *
cal_lookup_object (const char *path, const char *dataset, GType type, CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load (path, dataset, job, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (loaded == NULL)
    return NULL;
  for (guint n = 0; n < objects->len; n++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (objects->pdata[n], type))
      return g_object_ref (objects->pdata[n]);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s%s%s: expected %s", path,
               dataset != NULL ? ":" : "", dataset != NULL ? dataset : "", g_type_name (type) + 3);
  return NULL;
}

/**
 * cal_lookup_numbers:
 * @dataset: (nullable): of any number of dimensions
 *
 * Returns: (transfer full): its numbers; NULL with @error set
 */
CalArray *
cal_lookup_numbers (const char *path, const char *dataset, CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load (path, dataset, job, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (loaded == NULL)
    return NULL;
  for (guint n = 0; n < objects->len; n++)
    if (CAL_IS_VECTOR (objects->pdata[n]))
      return g_object_ref (cal_vector_get_desc (objects->pdata[n])->values);
    else if (CAL_IS_ARRAY (objects->pdata[n]))
      return g_object_ref (objects->pdata[n]);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s%s%s: expected numbers", path,
               dataset != NULL ? ":" : "", dataset != NULL ? dataset : "");
  return NULL;
}

/**
 * cal_lookup_texts:
 *
 * Returns: (transfer full): the dataset's texts; NULL with @error set
 */
CalTextArray *
cal_lookup_texts (const char *path, const char *dataset, CalJob *job, GError **error)
{
  return (CalTextArray *) cal_lookup_object (path, dataset, CAL_TYPE_TEXT_ARRAY, job, error);
}

/**
 * cal_lookup_dup_text:
 * @dataset: an attribute or a dataset of one text
 *
 * Returns: (transfer full) (nullable): the first text; NULL if there is none
 */
char *
cal_lookup_dup_text (const char *path, const char *dataset, CalJob *job)
{
  g_autoptr (CalTextArray) texts = cal_lookup_texts (path, dataset, job, NULL);

  return texts != NULL && cal_text_array_get_n (texts) > 0
             ? g_strdup (cal_text_array_get (texts, 0))
             : NULL;
}
