/* hdf5-type.c - which of our types holds the elements of an HDF5 dataset.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-private.h"

#include <string.h>

/* IEEE 754 binary16 in this machine's byte order; libhdf5 1.10 has no name for it. */
static hid_t
half_type (void)
{
  hid_t type = H5Tcopy (H5T_NATIVE_FLOAT);

  H5Tset_fields (type, 15, 10, 5, 0, 10);
  H5Tset_size (type, 2);
  H5Tset_ebias (type, 15);
  return type;
}

static gboolean
describe_integer (hid_t type, CalDtype *dtype, hid_t *memory_type)
{
  gboolean is_signed = H5Tget_class (type) == H5T_INTEGER && H5Tget_sign (type) == H5T_SGN_2;
  gsize size = H5Tget_size (type);

  if (size == 0 || size > 8)
    return FALSE;
  if (size == 1) {
    *dtype = is_signed ? CAL_DTYPE_INT8 : CAL_DTYPE_UINT8;
    *memory_type = H5Tcopy (is_signed ? H5T_NATIVE_INT8 : H5T_NATIVE_UINT8);
  } else if (size == 2) {
    *dtype = is_signed ? CAL_DTYPE_INT16 : CAL_DTYPE_UINT16;
    *memory_type = H5Tcopy (is_signed ? H5T_NATIVE_INT16 : H5T_NATIVE_UINT16);
  } else if (size <= 4) {
    *dtype = is_signed ? CAL_DTYPE_INT32 : CAL_DTYPE_UINT32;
    *memory_type = H5Tcopy (is_signed ? H5T_NATIVE_INT32 : H5T_NATIVE_UINT32);
  } else {
    *dtype = is_signed ? CAL_DTYPE_INT64 : CAL_DTYPE_UINT64;
    *memory_type = H5Tcopy (is_signed ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64);
  }
  return TRUE;
}

static gboolean
describe_float (hid_t type, CalDtype *dtype, hid_t *memory_type)
{
  gsize size = H5Tget_size (type);

  if (size == 0 || size > 16)
    return FALSE;
  if (size <= 2) {
    *dtype = CAL_DTYPE_FLOAT16;
    *memory_type = half_type ();
  } else if (size <= 4) {
    *dtype = CAL_DTYPE_FLOAT32;
    *memory_type = H5Tcopy (H5T_NATIVE_FLOAT);
  } else if (size <= 8) {
    *dtype = CAL_DTYPE_FLOAT64;
    *memory_type = H5Tcopy (H5T_NATIVE_DOUBLE);
  } else {
    *dtype = CAL_DTYPE_FLOAT128;
    *memory_type = H5Tcopy (H5T_NATIVE_LDOUBLE);
  }
  return TRUE;
}

/* h5py's booleans are an enumeration of FALSE and TRUE; others are their numbers. */
static gboolean
describe_enum (hid_t type, CalDtype *dtype, hid_t *memory_type)
{
  hid_t base = H5Tget_super (type);
  gboolean described = base >= 0 && describe_integer (base, dtype, memory_type);
  char *first = H5Tget_nmembers (type) == 2 ? H5Tget_member_name (type, 0) : NULL;

  if (described && *dtype == CAL_DTYPE_INT8 && g_strcmp0 (first, "FALSE") == 0)
    *dtype = CAL_DTYPE_BOOL;
  if (first != NULL)
    H5free_memory (first);
  if (base >= 0)
    H5Tclose (base);
  if (described) {
    /* Numbers are read through the enumeration's own type; only the byte order is the machine's. */
    H5Tclose (*memory_type);
    *memory_type = H5Tget_native_type (type, H5T_DIR_ASCEND);
    described = *memory_type >= 0 && H5Tget_size (*memory_type) == cal_dtype_get_size (*dtype);
  }
  return described;
}

/* Two floats of one size named like h5py's (r, i) or MATLAB's (real, imag). */
static gboolean
describe_complex (hid_t type, CalDtype *dtype, hid_t *memory_type)
{
  static const char *const names[][2] = {{"r", "i"}, {"real", "imag"}, {"real", "img"}};
  char *first, *second;
  hid_t part = -1, other = -1;
  gboolean described = FALSE;
  CalDtype part_dtype;
  hid_t part_type = -1;

  if (H5Tget_nmembers (type) != 2)
    return FALSE;
  first = H5Tget_member_name (type, 0);
  second = H5Tget_member_name (type, 1);
  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    described |= g_strcmp0 (first, names[n][0]) == 0 && g_strcmp0 (second, names[n][1]) == 0;
  part = H5Tget_member_type (type, 0);
  other = H5Tget_member_type (type, 1);
  described = described && part >= 0 && other >= 0 && H5Tget_class (part) == H5T_FLOAT &&
              H5Tequal (part, other) > 0 && describe_float (part, &part_dtype, &part_type);
  if (described && part_dtype >= CAL_DTYPE_FLOAT32) {
    gsize size = cal_dtype_get_size (part_dtype);

    *dtype = part_dtype == CAL_DTYPE_FLOAT32   ? CAL_DTYPE_COMPLEX64
             : part_dtype == CAL_DTYPE_FLOAT64 ? CAL_DTYPE_COMPLEX128
                                               : CAL_DTYPE_COMPLEX256;
    *memory_type = H5Tcreate (H5T_COMPOUND, 2 * size);
    H5Tinsert (*memory_type, first, 0, part_type);
    H5Tinsert (*memory_type, second, size, part_type);
  } else
    described = FALSE;
  if (part_type >= 0)
    H5Tclose (part_type);
  if (part >= 0)
    H5Tclose (part);
  if (other >= 0)
    H5Tclose (other);
  H5free_memory (first);
  H5free_memory (second);
  return described;
}

static const char *
name_class (hid_t type)
{
  switch (H5Tget_class (type)) {
  case H5T_COMPOUND:
    return "compound";
  case H5T_REFERENCE:
    return "reference";
  case H5T_OPAQUE:
    return "opaque";
  case H5T_VLEN:
    return "variable length";
  case H5T_ARRAY:
    return "array";
  case H5T_TIME:
    return "time";
  case H5T_STRING:
    return "text of no length";
  case H5T_INTEGER:
  case H5T_FLOAT:
  case H5T_BITFIELD:
  case H5T_ENUM:
    return "number of an odd size";
  case H5T_NO_CLASS:
  case H5T_NCLASSES:
  default:
    return "unknown";
  }
}

/* Texts are read as they are stored: their ends, and what is not UTF-8, are seen to afterwards. */
static gboolean
describe_text (hid_t type, hid_t *memory_type)
{
  if (H5Tis_variable_str (type) <= 0 && H5Tget_size (type) == 0)
    return FALSE;
  *memory_type = H5Tcopy (type);
  return *memory_type >= 0;
}

/**
 * cal_hdf5_type_describe:
 * @self: (out caller-allocates): clear it with cal_hdf5_type_clear()
 * @type: of the elements in the file
 */
void
cal_hdf5_type_describe (CalHdf5Type *self, hid_t type)
{
  H5T_class_t class = H5Tget_class (type);
  gboolean is_numeric = FALSE;

  *self = (CalHdf5Type){CAL_HDF5_OTHER, CAL_DTYPE_UINT8, -1, NULL};
  if (class == H5T_STRING && describe_text (type, &self->memory_type)) {
    self->kind = CAL_HDF5_TEXTS;
    self->name = g_strdup ("text");
    return;
  }
  if (class == H5T_INTEGER || class == H5T_BITFIELD) {
    is_numeric = describe_integer (type, &self->dtype, &self->memory_type);
    /* Bits are no numbers to libhdf5: they are read as they are, in the machine's byte order. */
    if (is_numeric && class == H5T_BITFIELD) {
      H5Tclose (self->memory_type);
      self->memory_type = H5Tget_native_type (type, H5T_DIR_ASCEND);
      is_numeric = self->memory_type >= 0 &&
                   H5Tget_size (self->memory_type) == cal_dtype_get_size (self->dtype);
    }
  } else if (class == H5T_FLOAT)
    is_numeric = describe_float (type, &self->dtype, &self->memory_type);
  else if (class == H5T_ENUM)
    is_numeric = describe_enum (type, &self->dtype, &self->memory_type);
  else if (class == H5T_COMPOUND)
    is_numeric = describe_complex (type, &self->dtype, &self->memory_type);
  self->kind = is_numeric ? CAL_HDF5_NUMBERS : CAL_HDF5_OTHER;
  self->name = g_strdup (is_numeric ? cal_dtype_get_name (self->dtype) : name_class (type));
}

/**
 * cal_hdf5_type_describe_member:
 * @self: (out caller-allocates): clear it with cal_hdf5_type_clear()
 * @compound: a type of the file; not one that is a complex number
 * @member: which of its members
 *
 * To libhdf5 a compound of that member alone asks for nothing else of the file's one.
 */
void
cal_hdf5_type_describe_member (CalHdf5Type *self, hid_t compound, unsigned member)
{
  hid_t type = H5Tget_member_type (compound, member), only;
  char *name = H5Tget_member_name (compound, member);

  *self = (CalHdf5Type){CAL_HDF5_OTHER, CAL_DTYPE_UINT8, -1, NULL};
  if (type >= 0)
    cal_hdf5_type_describe (self, type);
  if (self->kind != CAL_HDF5_OTHER) {
    only = H5Tcreate (H5T_COMPOUND, H5Tget_size (self->memory_type));
    if (only < 0 || name == NULL || H5Tinsert (only, name, 0, self->memory_type) < 0)
      self->kind = CAL_HDF5_OTHER;
    H5Tclose (self->memory_type);
    self->memory_type = only;
  }
  H5free_memory (name);
  if (type >= 0)
    H5Tclose (type);
}

void
cal_hdf5_type_clear (CalHdf5Type *self)
{
  if (self->memory_type >= 0)
    H5Tclose (self->memory_type);
  self->memory_type = -1;
  g_clear_pointer (&self->name, g_free);
}
