/* hdf5-read.c - read part of an HDF5 dataset.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/buffer.h"
#include "io/hdf5-file.h"
#include "io/hdf5-private.h"
#include "model/error.h"

/* A text attribute of the dataset under either name; "" if there is none. */
static char *
dup_text_attribute (hid_t dataset, const char *name, const char *other_name)
{
  hid_t attribute = -1, type = -1, space = -1;
  char *text = NULL;

  if (H5Aexists (dataset, name) > 0)
    attribute = H5Aopen (dataset, name, H5P_DEFAULT);
  else if (other_name != NULL && H5Aexists (dataset, other_name) > 0)
    attribute = H5Aopen (dataset, other_name, H5P_DEFAULT);
  if (attribute >= 0) {
    type = H5Aget_type (attribute);
    space = H5Aget_space (attribute);
  }
  if (type >= 0 && space >= 0 && H5Tget_class (type) == H5T_STRING &&
      H5Sget_simple_extent_npoints (space) == 1) {
    if (H5Tis_variable_str (type) > 0) {
      char *value = NULL;
      hid_t memory = H5Tcopy (type);

      if (H5Aread (attribute, memory, &value) >= 0 && value != NULL)
        text = g_utf8_make_valid (value, -1);
      H5free_memory (value);
      H5Tclose (memory);
    } else if (H5Tget_size (type) < 4096) {
      char value[4096] = "";

      if (H5Aread (attribute, type, value) >= 0)
        text = g_utf8_make_valid (value, -1);
    }
  }
  if (space >= 0)
    H5Sclose (space);
  if (type >= 0)
    H5Tclose (type);
  if (attribute >= 0)
    H5Aclose (attribute);
  H5Eclear2 (H5E_DEFAULT);
  return text != NULL ? text : g_strdup ("");
}

static gboolean
read_numbers (CalHdf5Part *part,
              CalHdf5Values *values,
              CalHdf5Progress progress,
              gpointer user_data,
              GError **error)
{
  guint8 *out = cal_buffer_new (part->n_bytes);
  g_autoptr (GBytes) bytes = NULL;
  gsize dims[CAL_ARRAY_MAX_DIMS];

  if (out == NULL)
    return cal_hdf5_fail (CAL_ERROR_LIMIT, error, "%" G_GSIZE_FORMAT " bytes do not fit in memory",
                          part->n_bytes);
  bytes = cal_buffer_take (out, part->n_bytes);
  if (part->n_bytes > 0 && !cal_hdf5_part_read (part, out, progress, user_data, error))
    return FALSE;
  for (int d = 0; d < part->n_dims; d++)
    dims[d] = part->count[d];
  values->array = cal_array_new (part->type.dtype, (guint) part->n_dims, dims, bytes, error);
  return values->array != NULL;
}

static gboolean
read_from (hid_t file,
           const char *dataset,
           GVariant *start,
           GVariant *count,
           CalHdf5Values *values,
           CalHdf5Progress progress,
           gpointer user_data,
           GError **error)
{
  g_auto (CalHdf5Part) part = {.object = -1};
  guint64 max_bytes = cal_buffer_get_budget ();

  if (!cal_hdf5_part_open (&part, file, dataset, start, count, max_bytes, error))
    return FALSE;
  if (part.type.kind == CAL_HDF5_TEXTS)
    values->texts = cal_hdf5_part_read_texts (&part, max_bytes, progress, user_data, error);
  else if (!read_numbers (&part, values, progress, user_data, error))
    return FALSE;
  if (!part.is_attribute) {
    values->unit = dup_text_attribute (part.object, "unit", "units");
    values->statistic = dup_text_attribute (part.object, "statistic", NULL);
  }
  return values->texts != NULL || values->array != NULL;
}

/**
 * cal_hdf5_file_read:
 * @dataset: with a star in it it is several, see io/hdf5-stack.c
 * @start: (type at): a number for each dimension; all of those that have none
 * @count: as many
 * @values: (out caller-allocates): empty before
 *
 * Returns: FALSE with @error set, with no file name in it
 */
gboolean
cal_hdf5_file_read (const char *path,
                    const char *dataset,
                    GVariant *start,
                    GVariant *count,
                    CalHdf5Values *values,
                    CalHdf5Progress progress,
                    gpointer user_data,
                    GError **error)
{
  hid_t file = cal_hdf5_open_file (path, error);
  gboolean sound;

  if (file < 0)
    return FALSE;
  if (strchr (dataset, '*') != NULL) {
    values->array = cal_hdf5_stack_read (file, dataset, start, count, progress, user_data, error);
    sound = values->array != NULL;
  } else
    sound = read_from (file, dataset, start, count, values, progress, user_data, error);
  H5Fclose (file);
  return sound;
}
