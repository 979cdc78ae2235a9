/* hdf5-read.c - read part of an HDF5 dataset into shared memory, in the reader process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

/* Makes the memory file so long, and maps it; NULL with @error set. */
static guint8 *
map_memory (int memory, gsize size, GError **error)
{
  void *out = ftruncate (memory, (off_t) size) == 0
                  ? mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0)
                  : MAP_FAILED;

  if (out != MAP_FAILED)
    return out;
  cal_hdf5_fail (CAL_ERROR_LIMIT, error, "%" G_GSIZE_FORMAT " bytes do not fit in memory", size);
  return NULL;
}

static gboolean
read_numbers (
    CalHdf5Part *part, int memory, CalHdf5Progress progress, gpointer user_data, GError **error)
{
  guint8 *out;
  gboolean sound;

  if (part->n_bytes == 0)
    return TRUE;
  out = map_memory (memory, part->n_bytes, error);
  if (out == NULL)
    return FALSE;
  sound = cal_hdf5_part_read (part, out, progress, user_data, error);
  munmap (out, part->n_bytes);
  return sound;
}

static gboolean
read_texts (CalHdf5Part *part,
            guint64 max_bytes,
            int memory,
            gsize *n_replaced,
            CalHdf5Progress progress,
            gpointer user_data,
            GError **error)
{
  g_autoptr (CalTextArray) texts =
      cal_hdf5_part_read_texts (part, max_bytes, progress, user_data, error);
  gsize n_starts, n_texts;
  const void *starts, *packed;
  guint8 *out;

  if (texts == NULL)
    return FALSE;
  starts = g_bytes_get_data (cal_text_array_get_starts (texts), &n_starts);
  packed = g_bytes_get_data (cal_text_array_get_texts (texts), &n_texts);
  *n_replaced = cal_text_array_get_n_replaced (texts);
  if (n_starts == 0)
    return TRUE;
  out = map_memory (memory, n_starts + n_texts, error);
  if (out == NULL)
    return FALSE;
  memcpy (out, starts, n_starts);
  memcpy (out + n_starts, packed, n_texts);
  munmap (out, n_starts + n_texts);
  return TRUE;
}

static GVariant *
read_from (hid_t file,
           const char *dataset,
           GVariant *start,
           GVariant *count,
           guint64 max_bytes,
           int memory,
           CalHdf5Progress progress,
           gpointer user_data,
           GError **error)
{
  g_auto (CalHdf5Part) part = {.object = -1};
  g_autofree char *unit = NULL, *statistic = NULL;
  gsize n_replaced = 0;

  if (!cal_hdf5_part_open (&part, file, dataset, start, count, max_bytes, error))
    return NULL;
  if (part.type.kind == CAL_HDF5_TEXTS
          ? !read_texts (&part, max_bytes, memory, &n_replaced, progress, user_data, error)
          : !read_numbers (&part, memory, progress, user_data, error))
    return NULL;
  unit = part.is_attribute ? g_strdup ("") : dup_text_attribute (part.object, "unit", "units");
  statistic =
      part.is_attribute ? g_strdup ("") : dup_text_attribute (part.object, "statistic", NULL);
  return g_variant_new ("(@atuusst)",
                        g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, part.count,
                                                   (gsize) part.n_dims, sizeof (hsize_t)),
                        (guint32) part.type.kind, (guint32) part.type.dtype, unit, statistic,
                        (guint64) n_replaced);
}

/**
 * cal_hdf5_file_read:
 * @start: (type at): a number for each dimension; all of those that have none
 * @count: as many
 * @max_bytes: refuse to make more than that
 * @memory: a memory file; is made as long as the values need
 *
 * Returns: (transfer floating): what was read, of type CAL_HDF5_READ_TYPE; NULL with @error set,
 *   with no file name in it
 */
GVariant *
cal_hdf5_file_read (const char *path,
                    const char *dataset,
                    GVariant *start,
                    GVariant *count,
                    guint64 max_bytes,
                    int memory,
                    CalHdf5Progress progress,
                    gpointer user_data,
                    GError **error)
{
  hid_t file = cal_hdf5_open_file (path, error);
  GVariant *reply;

  if (file < 0)
    return NULL;
  reply = read_from (file, dataset, start, count, max_bytes, memory, progress, user_data, error);
  H5Fclose (file);
  return reply;
}
