/* hdf5-text.c - texts of an HDF5 dataset or attribute, in the reader process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/hdf5-private.h"
#include "model/error.h"

/* The bytes of a text that has its room whether it fills it or not. */
static gsize
measure_fixed (const char *text, gsize room, H5T_str_t padding)
{
  gsize length = strnlen (text, room);

  while (padding == H5T_STR_SPACEPAD && length > 0 && text[length - 1] == ' ')
    length--;
  return length;
}

/* The type of the texts, within a compound of that one member if need be. */
static hid_t
find_text_type (hid_t memory_type)
{
  return H5Tget_class (memory_type) == H5T_COMPOUND ? H5Tget_member_type (memory_type, 0)
                                                    : H5Tcopy (memory_type);
}

static CalTextArray *
pack (const CalHdf5Part *self, gconstpointer elements, guint64 max_bytes, GError **error)
{
  hid_t type = find_text_type (self->type.memory_type);
  gboolean is_variable = H5Tis_variable_str (type) > 0;
  H5T_str_t padding = H5Tget_strpad (type);
  gsize room = H5Tget_size (type), dims[CAL_ARRAY_MAX_DIMS] = {0};
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  guint64 n_bytes = 0;

  H5Tclose (type);
  /* Offsets within a GByteArray have 32 bits. */
  max_bytes = MIN (max_bytes, G_MAXUINT32);
  for (gsize n = 0; n < self->n_elements; n++) {
    const char *text =
        is_variable ? ((const char *const *) elements)[n] : (const char *) elements + n * room;
    gsize length = text == NULL  ? 0
                   : is_variable ? strlen (text)
                                 : measure_fixed (text, room, padding);

    /* What replaces a byte that is no UTF-8 takes three. */
    n_bytes += sizeof (guint64) + 3 * length + 1;
    if (n_bytes > max_bytes) {
      cal_hdf5_fail (CAL_ERROR_LIMIT, error,
                     "more text than the %" G_GUINT64_FORMAT
                     " bytes of memory it may take; ask for a part",
                     max_bytes);
      return NULL;
    }
    cal_text_array_builder_add (builder, text != NULL ? text : "", (gssize) length);
  }
  for (int d = 0; d < self->n_dims; d++)
    dims[d] = self->count[d];
  return cal_text_array_builder_end (g_steal_pointer (&builder), (guint) self->n_dims, dims, error);
}

/**
 * cal_hdf5_part_read_texts:
 * @self: of kind CAL_HDF5_TEXTS
 * @max_bytes: refuse more
 *
 * Texts of a fixed room end at their first NUL; spaces at the end are cut if the file says that
 * they fill the room.
 *
 * Returns: (transfer full): the texts, or NULL with @error set
 */
CalTextArray *
cal_hdf5_part_read_texts (CalHdf5Part *self,
                          guint64 max_bytes,
                          CalHdf5Progress progress,
                          gpointer user_data,
                          GError **error)
{
  /* Zeros: what could not be read has no memory to give back. */
  g_autofree void *elements = g_try_malloc0 (MAX (self->n_bytes, 1));
  g_autoptr (CalTextArray) texts = NULL;
  hid_t whole;

  if (elements == NULL) {
    cal_hdf5_fail (CAL_ERROR_LIMIT, error, "%" G_GSIZE_FORMAT " bytes do not fit in memory",
                   self->n_bytes);
    return NULL;
  }
  if (self->n_elements == 0 || cal_hdf5_part_read (self, elements, progress, user_data, error))
    texts = pack (self, elements, max_bytes, error);
  whole = self->n_dims > 0 ? H5Screate_simple (self->n_dims, self->count, NULL)
                           : H5Screate (H5S_SCALAR);
  if (H5Tdetect_class (self->type.memory_type, H5T_VLEN) > 0 ||
      H5Tis_variable_str (self->type.memory_type) > 0)
    H5Dvlen_reclaim (self->type.memory_type, whole, H5P_DEFAULT, elements);
  H5Sclose (whole);
  return g_steal_pointer (&texts);
}
