/* hdf5-write.c - datasets and attributes into a new HDF5 file, the same bytes every time.
 *
 * No time of writing is stored. Large datasets are cut into chunks, shuffled and deflated.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-write.h"

#include <hdf5.h>
#include <math.h>
#include <string.h>

#include "io/replace.h"
#include "model/error.h"
#include "model/memory.h"

#define CHUNK 256
#define DEFLATE_LEVEL 4
/* Smaller datasets, in bytes, are stored as they are. */
#define SMALL 16384

struct _CalHdf5Writer {
  char *path;
  CalReplace *replace;
  hid_t file;
};

static gboolean
fail (CalHdf5Writer *self, const char *place, const char *what, GError **error)
{
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s: cannot %s", self->path, place, what);
  return FALSE;
}

/**
 * cal_hdf5_writer_new:
 * @path: the file to make or to replace; it is as it was until cal_hdf5_writer_commit()
 *
 * Returns: NULL with an error if nothing can be written there
 */
CalHdf5Writer *
cal_hdf5_writer_new (const char *path, GError **error)
{
  g_autoptr (CalHdf5Writer) self = g_new0 (CalHdf5Writer, 1);

  self->path = g_strdup (path);
  self->file = -1;
  self->replace = cal_replace_begin (path, error);
  if (self->replace == NULL)
    return NULL;
  H5E_BEGIN_TRY
  {
    self->file =
        H5Fcreate (cal_replace_get_part (self->replace), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  }
  H5E_END_TRY;
  if (self->file < 0) {
    fail (self, "/", "create the file", error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

/* The type of stored elements, to be closed; negative if HDF5 has no such type here. */
static hid_t
type_of (CalDtype dtype)
{
  hid_t half;

  switch (dtype) {
  case CAL_DTYPE_UINT8:
  case CAL_DTYPE_BOOL:
    return H5Tcopy (H5T_NATIVE_UINT8);
  case CAL_DTYPE_INT8:
    return H5Tcopy (H5T_NATIVE_INT8);
  case CAL_DTYPE_UINT16:
    return H5Tcopy (H5T_NATIVE_UINT16);
  case CAL_DTYPE_INT16:
    return H5Tcopy (H5T_NATIVE_INT16);
  case CAL_DTYPE_UINT32:
    return H5Tcopy (H5T_NATIVE_UINT32);
  case CAL_DTYPE_INT32:
    return H5Tcopy (H5T_NATIVE_INT32);
  case CAL_DTYPE_UINT64:
    return H5Tcopy (H5T_NATIVE_UINT64);
  case CAL_DTYPE_INT64:
    return H5Tcopy (H5T_NATIVE_INT64);
  case CAL_DTYPE_FLOAT16:
    half = H5Tcopy (H5T_NATIVE_FLOAT);
    H5Tset_fields (half, 15, 10, 5, 0, 10);
    H5Tset_size (half, 2);
    H5Tset_ebias (half, 15);
    return half;
  case CAL_DTYPE_FLOAT32:
    return H5Tcopy (H5T_NATIVE_FLOAT);
  case CAL_DTYPE_FLOAT64:
    return H5Tcopy (H5T_NATIVE_DOUBLE);
  case CAL_DTYPE_FLOAT128:
  case CAL_DTYPE_COMPLEX64:
  case CAL_DTYPE_COMPLEX128:
  case CAL_DTYPE_COMPLEX256:
  case CAL_DTYPE_RGB24:
  case CAL_DTYPE_RGBA32:
  default:
    return -1;
  }
}

/* How a dataset is stored: no times; in chunks if it is large. Close to square chunks, so that a
 * row and a column cost about the same; of pictures and the like, one after the other, a chunk each
 * if it is small enough. */
static hid_t
storage_of (gsize size, guint n_dims, const hsize_t *dims)
{
  hid_t storage = H5Pcreate (H5P_DATASET_CREATE);
  hsize_t chunk[CAL_ARRAY_MAX_DIMS], n_chunk = 1;

  H5Pset_obj_track_times (storage, FALSE);
  if (n_dims == 0 || size < SMALL)
    return storage;
  for (guint i = n_dims; i-- > 0;) {
    gboolean is_inner = i + 2 >= n_dims;

    chunk[i] = MIN (dims[i], is_inner ? CHUNK : i > 0 ? MAX (CHUNK * CHUNK / n_chunk, 1) : 1);
    n_chunk *= MAX (chunk[i], 1);
  }
  if (n_dims == 1)
    chunk[0] = MIN (dims[0], CHUNK * CHUNK);
  H5Pset_chunk (storage, (int) n_dims, chunk);
  H5Pset_shuffle (storage);
  H5Pset_deflate (storage, DEFLATE_LEVEL);
  return storage;
}

/* Takes @type and @space over. */
static herr_t
write_elements (CalHdf5Writer *self,
                const char *dataset,
                hid_t type,
                hid_t space,
                gconstpointer elements,
                gsize size)
{
  hsize_t dims[CAL_ARRAY_MAX_DIMS];
  int n_dims = H5Sget_simple_extent_dims (space, dims, NULL);
  hid_t storage = storage_of (size, (guint) MAX (n_dims, 0), dims), links, id;
  herr_t status = -1;

  links = H5Pcreate (H5P_LINK_CREATE);
  H5Pset_create_intermediate_group (links, 1);
  id = H5Dcreate2 (self->file, dataset, type, space, links, storage, H5P_DEFAULT);
  if (id >= 0) {
    status = size > 0 ? H5Dwrite (id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, elements) : 0;
    H5Dclose (id);
  }
  H5Pclose (links);
  H5Pclose (storage);
  H5Sclose (space);
  H5Tclose (type);
  return status;
}

static herr_t
write_dataset (CalHdf5Writer *self, const char *dataset, CalArray *array, hid_t type)
{
  guint n_dims = cal_array_get_n_dims (array);
  hsize_t dims[CAL_ARRAY_MAX_DIMS];
  gsize size;
  const void *elements = g_bytes_get_data (cal_array_get_bytes (array), &size);

  for (guint i = 0; i < n_dims; i++)
    dims[i] = cal_array_get_dim (array, i);
  return write_elements (self, dataset, type,
                         n_dims == 0 ? H5Screate (H5S_SCALAR)
                                     : H5Screate_simple ((int) n_dims, dims, NULL),
                         elements, size);
}

/**
 * cal_hdf5_writer_add:
 * @dataset: "/lh/r"; groups on the way are made
 * @array: integers or floats of up to 64 bits
 *
 * Returns: FALSE with CAL_ERROR_UNSUPPORTED for other elements, CAL_ERROR_FORMAT if it cannot be
 *   written (the name is taken, the disk is full)
 */
gboolean
cal_hdf5_writer_add (CalHdf5Writer *self, const char *dataset, CalArray *array, GError **error)
{
  hid_t type = type_of (cal_array_get_dtype (array));
  herr_t status;

  if (type < 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: %s: %s elements cannot be written to HDF5, expected integers or floats",
                 self->path, dataset, cal_dtype_get_name (cal_array_get_dtype (array)));
    return FALSE;
  }
  H5E_BEGIN_TRY
  {
    status = write_dataset (self, dataset, array, type);
  }
  H5E_END_TRY;
  return status >= 0 || fail (self, dataset, "write the dataset", error);
}

/**
 * cal_hdf5_writer_create:
 * @dataset: as in cal_hdf5_writer_add()
 *
 * Makes a dataset whose numbers come piece by piece: cal_hdf5_writer_put(). What does not come is
 * 0.
 *
 * Returns: as cal_hdf5_writer_add()
 */
gboolean
cal_hdf5_writer_create (CalHdf5Writer *self,
                        const char *dataset,
                        CalDtype dtype,
                        guint n_dims,
                        const gsize *dims,
                        GError **error)
{
  hid_t type = type_of (dtype), links, storage, space, id;
  hsize_t lengths[CAL_ARRAY_MAX_DIMS];
  gsize size = cal_dtype_get_size (dtype);

  if (type < 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: %s: %s elements cannot be written to HDF5, expected integers or floats",
                 self->path, dataset, cal_dtype_get_name (dtype));
    return FALSE;
  }
  for (guint d = 0; d < n_dims; d++) {
    lengths[d] = dims[d];
    size = cal_size_times (size, dims[d]);
  }
  H5E_BEGIN_TRY
  {
    links = H5Pcreate (H5P_LINK_CREATE);
    H5Pset_create_intermediate_group (links, 1);
    storage = storage_of (size, n_dims, lengths);
    space = H5Screate_simple ((int) n_dims, lengths, NULL);
    id = H5Dcreate2 (self->file, dataset, type, space, links, storage, H5P_DEFAULT);
    if (id >= 0)
      H5Dclose (id);
    H5Sclose (space);
    H5Pclose (storage);
    H5Pclose (links);
    H5Tclose (type);
  }
  H5E_END_TRY;
  return id >= 0 || fail (self, dataset, "make the dataset", error);
}

/* To half precision, rounded to nearest even; libhdf5 would cut it off. */
static guint16
to_half (float value)
{
  guint32 bits, sign, rest, shift;
  int exponent;

  memcpy (&bits, &value, sizeof bits);
  sign = bits >> 16 & 0x8000;
  exponent = (int) (bits >> 23 & 255) - 127 + 15;
  bits &= 0x7fffff;
  if (exponent >= 31)
    return (guint16) (sign | 0x7c00 | (isnan (value) ? 0x200 : 0));
  if (exponent < -10)
    return (guint16) sign;
  if (exponent > 0)
    bits |= (guint32) exponent << 23;
  else
    bits |= 0x800000;
  shift = exponent > 0 ? 13 : (guint32) (14 - exponent);
  rest = bits & ((1u << shift) - 1);
  bits >>= shift;
  bits += rest > 1u << (shift - 1) || (rest == 1u << (shift - 1) && (bits & 1) != 0);
  return (guint16) (sign | bits);
}

/* Writes as floats, or as halves where the dataset holds those. */
static herr_t
write_floats (hid_t id, hid_t memory, hid_t space, const float *values, gsize n)
{
  hid_t type = H5Dget_type (id);
  herr_t status;

  if (H5Tget_class (type) == H5T_FLOAT && H5Tget_size (type) == 2) {
    g_autofree guint16 *halves = g_new (guint16, MAX (n, 1));

    for (gsize v = 0; v < n; v++)
      halves[v] = to_half (values[v]);
    status = H5Dwrite (id, type, memory, space, H5P_DEFAULT, halves);
  } else
    status = H5Dwrite (id, H5T_NATIVE_FLOAT, memory, space, H5P_DEFAULT, values);
  H5Tclose (type);
  return status;
}

/**
 * cal_hdf5_writer_put:
 * @dataset: that cal_hdf5_writer_create() made
 * @start: where, in each dimension
 * @count: how many
 * @values: as many floats, the last dimension fastest; stored as what the dataset holds
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if they cannot be written
 */
gboolean
cal_hdf5_writer_put (CalHdf5Writer *self,
                     const char *dataset,
                     guint n_dims,
                     const gsize *start,
                     const gsize *count,
                     const float *values,
                     GError **error)
{
  hsize_t starts[CAL_ARRAY_MAX_DIMS], counts[CAL_ARRAY_MAX_DIMS];
  herr_t status = -1;
  hid_t id, space, memory;
  gsize n = 1;

  for (guint d = 0; d < n_dims; d++) {
    starts[d] = start[d];
    counts[d] = count[d];
    n *= count[d];
  }
  H5E_BEGIN_TRY
  {
    id = H5Dopen2 (self->file, dataset, H5P_DEFAULT);
    space = H5Dget_space (id);
    memory = H5Screate_simple ((int) n_dims, counts, NULL);
    if (H5Sselect_hyperslab (space, H5S_SELECT_SET, starts, NULL, counts, NULL) >= 0)
      status = write_floats (id, memory, space, values, n);
    H5Sclose (memory);
    H5Sclose (space);
    H5Dclose (id);
  }
  H5E_END_TRY;
  return status >= 0 || fail (self, dataset, "write the dataset", error);
}

/* Fixed length, as NumPy keeps texts; ASCII if all of them are, so that readers need not know of
 * encodings. */
static hid_t
text_type_of (CalTextArray *texts)
{
  hid_t type = H5Tcopy (H5T_C_S1);
  gsize longest = 1;
  gboolean is_ascii = TRUE;

  for (gsize n = 0; n < cal_text_array_get_n (texts); n++) {
    const char *text = cal_text_array_get (texts, n);

    longest = MAX (longest, strlen (text));
    is_ascii = is_ascii && g_str_is_ascii (text);
  }
  H5Tset_size (type, longest);
  H5Tset_strpad (type, H5T_STR_NULLPAD);
  H5Tset_cset (type, is_ascii ? H5T_CSET_ASCII : H5T_CSET_UTF8);
  return type;
}

/**
 * cal_hdf5_writer_add_texts:
 * @dataset: as in cal_hdf5_writer_add()
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if it cannot be written, CAL_ERROR_LIMIT if the longest text
 *   as often as there are texts does not fit in memory
 */
gboolean
cal_hdf5_writer_add_texts (CalHdf5Writer *self,
                           const char *dataset,
                           CalTextArray *texts,
                           GError **error)
{
  hid_t type = text_type_of (texts);
  guint n_dims = cal_text_array_get_n_dims (texts);
  gsize room = H5Tget_size (type), n = cal_text_array_get_n (texts), size;
  hsize_t dims[CAL_ARRAY_MAX_DIMS];
  g_autofree char *packed = NULL;
  herr_t status;

  if (g_size_checked_mul (&size, room, n))
    packed = g_try_malloc0 (MAX (size, 1));
  if (packed == NULL) {
    H5Tclose (type);
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: %s: does not fit in memory", self->path,
                 dataset);
    return FALSE;
  }
  for (gsize t = 0; t < n; t++) {
    const char *text = cal_text_array_get (texts, t);

    memcpy (packed + t * room, text, strlen (text));
  }
  for (guint d = 0; d < n_dims; d++)
    dims[d] = cal_text_array_get_dim (texts, d);
  H5E_BEGIN_TRY
  {
    status = write_elements (self, dataset, type,
                             n_dims == 0 ? H5Screate (H5S_SCALAR)
                                         : H5Screate_simple ((int) n_dims, dims, NULL),
                             packed, size);
  }
  H5E_END_TRY;
  return status >= 0 || fail (self, dataset, "write the dataset", error);
}

/**
 * cal_hdf5_writer_add_empty:
 *
 * Adds a dataset that holds nothing, as h5py writes an Empty.
 */
gboolean
cal_hdf5_writer_add_empty (CalHdf5Writer *self, const char *dataset, GError **error)
{
  herr_t status;

  H5E_BEGIN_TRY
  {
    status =
        write_elements (self, dataset, H5Tcopy (H5T_NATIVE_FLOAT), H5Screate (H5S_NULL), NULL, 0);
  }
  H5E_END_TRY;
  return status >= 0 || fail (self, dataset, "write the dataset", error);
}

/**
 * cal_hdf5_writer_add_group:
 * @group: not there yet; groups on the way are made
 */
gboolean
cal_hdf5_writer_add_group (CalHdf5Writer *self, const char *group, GError **error)
{
  hid_t id, links, creation;

  H5E_BEGIN_TRY
  {
    links = H5Pcreate (H5P_LINK_CREATE);
    creation = H5Pcreate (H5P_GROUP_CREATE);
    H5Pset_create_intermediate_group (links, 1);
    H5Pset_obj_track_times (creation, FALSE);
    id = H5Gcreate2 (self->file, group, links, creation, H5P_DEFAULT);
    H5Pclose (creation);
    H5Pclose (links);
    if (id >= 0)
      H5Gclose (id);
  }
  H5E_END_TRY;
  return id >= 0 || fail (self, group, "make the group", error);
}

/* Takes type over. */
static gboolean
set_attribute (CalHdf5Writer *self,
               const char *object,
               const char *attribute,
               hid_t type,
               gconstpointer values,
               gsize n,
               GError **error)
{
  herr_t status = -1;
  hsize_t length = n;
  hid_t space, id;

  H5E_BEGIN_TRY
  {
    space = n == 1 ? H5Screate (H5S_SCALAR) : H5Screate_simple (1, &length, NULL);
    id = H5Acreate_by_name (self->file, object, attribute, type, space, H5P_DEFAULT, H5P_DEFAULT,
                            H5P_DEFAULT);
    if (id >= 0) {
      status = H5Awrite (id, type, values);
      H5Aclose (id);
    }
    H5Sclose (space);
    H5Tclose (type);
  }
  H5E_END_TRY;
  return status >= 0 || fail (self, attribute, "write the attribute", error);
}

/**
 * cal_hdf5_writer_set_texts:
 * @object: a dataset that was added, or "/"
 * @texts: (array zero-terminated=1): one is written as a scalar
 */
gboolean
cal_hdf5_writer_set_texts (CalHdf5Writer *self,
                           const char *object,
                           const char *attribute,
                           const char *const *texts,
                           GError **error)
{
  hid_t type = H5Tcopy (H5T_C_S1);

  H5Tset_size (type, H5T_VARIABLE);
  H5Tset_cset (type, H5T_CSET_UTF8);
  return set_attribute (self, object, attribute, type, texts, g_strv_length ((char **) texts),
                        error);
}

/**
 * cal_hdf5_writer_set_numbers:
 * @object: a dataset that was added, or "/"
 * @numbers: (array length=n_numbers): one is written as a scalar
 */
gboolean
cal_hdf5_writer_set_numbers (CalHdf5Writer *self,
                             const char *object,
                             const char *attribute,
                             const double *numbers,
                             gsize n_numbers,
                             GError **error)
{
  return set_attribute (self, object, attribute, H5Tcopy (H5T_NATIVE_DOUBLE), numbers, n_numbers,
                        error);
}

/**
 * cal_hdf5_writer_set_integer:
 * @object: a dataset or a group that was added, or "/"
 */
gboolean
cal_hdf5_writer_set_integer (
    CalHdf5Writer *self, const char *object, const char *attribute, int integer, GError **error)
{
  return set_attribute (self, object, attribute, H5Tcopy (H5T_NATIVE_INT), &integer, 1, error);
}

/**
 * cal_hdf5_writer_commit:
 *
 * Puts the file in place. Nothing can be added afterwards.
 *
 * Returns: FALSE with an error, the old file as it was
 */
gboolean
cal_hdf5_writer_commit (CalHdf5Writer *self, GError **error)
{
  herr_t status;

  H5E_BEGIN_TRY
  {
    status = H5Fclose (self->file);
  }
  H5E_END_TRY;
  self->file = -1;
  if (status < 0)
    return fail (self, "/", "finish the file", error);
  return cal_replace_commit (self->replace, error);
}

/* Without cal_hdf5_writer_commit(), nothing is left behind. */
void
cal_hdf5_writer_free (CalHdf5Writer *self)
{
  if (self->file >= 0)
    H5Fclose (self->file);
  g_clear_pointer (&self->replace, cal_replace_free);
  g_free (self->path);
  g_free (self);
}
