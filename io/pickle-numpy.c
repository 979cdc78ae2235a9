/* pickle-numpy.c - the names that a pickle may say, and the arrays of NumPy and PyTorch they make.
 *
 * What numpy.ndarray.__reduce__, numpy.dtype.__reduce__ and torch._utils write is known: an array
 * is its shape, the type of its elements and their bytes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/order.h"
#include "io/pickle-value.h"
#include "model/error.h"

static const struct {
  const char *module, *name;
  CalPickleGlobal global;
  const char *storage; /* the type string of a PyTorch storage's elements */
} globals[] = {
    {"numpy.core.multiarray", "_reconstruct", CAL_PICKLE_RECONSTRUCT, NULL},
    {"numpy._core.multiarray", "_reconstruct", CAL_PICKLE_RECONSTRUCT, NULL},
    {"numpy.core.multiarray", "scalar", CAL_PICKLE_SCALAR, NULL},
    {"numpy._core.multiarray", "scalar", CAL_PICKLE_SCALAR, NULL},
    {"numpy.core.numeric", "_frombuffer", CAL_PICKLE_FROM_BUFFER, NULL},
    {"numpy._core.numeric", "_frombuffer", CAL_PICKLE_FROM_BUFFER, NULL},
    {"numpy", "ndarray", CAL_PICKLE_NDARRAY, NULL},
    {"numpy", "dtype", CAL_PICKLE_MAKE_DTYPE, NULL},
    {"builtins", "list", CAL_PICKLE_MAKE_LIST, NULL},
    {"builtins", "tuple", CAL_PICKLE_MAKE_LIST, NULL},
    {"builtins", "set", CAL_PICKLE_MAKE_LIST, NULL},
    {"builtins", "frozenset", CAL_PICKLE_MAKE_LIST, NULL},
    {"builtins", "dict", CAL_PICKLE_MAKE_DICT, NULL},
    {"builtins", "bytearray", CAL_PICKLE_MAKE_BYTES, NULL},
    {"builtins", "bytes", CAL_PICKLE_MAKE_BYTES, NULL},
    {"builtins", "int", CAL_PICKLE_TYPE, NULL},
    {"builtins", "float", CAL_PICKLE_TYPE, NULL},
    {"builtins", "str", CAL_PICKLE_TYPE, NULL},
    {"__builtin__", "list", CAL_PICKLE_MAKE_LIST, NULL},
    {"__builtin__", "tuple", CAL_PICKLE_MAKE_LIST, NULL},
    {"__builtin__", "set", CAL_PICKLE_MAKE_LIST, NULL},
    {"__builtin__", "frozenset", CAL_PICKLE_MAKE_LIST, NULL},
    {"__builtin__", "dict", CAL_PICKLE_MAKE_DICT, NULL},
    {"__builtin__", "bytearray", CAL_PICKLE_MAKE_BYTES, NULL},
    {"__builtin__", "bytes", CAL_PICKLE_MAKE_BYTES, NULL},
    {"collections", "OrderedDict", CAL_PICKLE_MAKE_DICT, NULL},
    {"collections", "defaultdict", CAL_PICKLE_MAKE_DICT, NULL},
    {"_codecs", "encode", CAL_PICKLE_ENCODE, NULL},
    {"torch._utils", "_rebuild_tensor_v2", CAL_PICKLE_TENSOR, NULL},
    {"torch._utils", "_rebuild_parameter", CAL_PICKLE_PARAMETER, NULL},
    {"torch", "Size", CAL_PICKLE_MAKE_LIST, NULL},
    {"torch", "DoubleStorage", CAL_PICKLE_STORAGE_TYPE, "<f8"},
    {"torch", "FloatStorage", CAL_PICKLE_STORAGE_TYPE, "<f4"},
    {"torch", "HalfStorage", CAL_PICKLE_STORAGE_TYPE, "<f2"},
    {"torch", "LongStorage", CAL_PICKLE_STORAGE_TYPE, "<i8"},
    {"torch", "IntStorage", CAL_PICKLE_STORAGE_TYPE, "<i4"},
    {"torch", "ShortStorage", CAL_PICKLE_STORAGE_TYPE, "<i2"},
    {"torch", "CharStorage", CAL_PICKLE_STORAGE_TYPE, "|i1"},
    {"torch", "ByteStorage", CAL_PICKLE_STORAGE_TYPE, "|u1"},
    {"torch", "BoolStorage", CAL_PICKLE_STORAGE_TYPE, "|b1"},
};

/**
 * cal_pickle_find_global:
 * @value: is told what it is
 *
 * Returns: whether the global is on the list
 */
gboolean
cal_pickle_find_global (const char *module, const char *name, CalPickleValue *value)
{
  for (gsize n = 0; n < G_N_ELEMENTS (globals); n++)
    if (g_str_equal (module, globals[n].module) && g_str_equal (name, globals[n].name)) {
      value->global = globals[n].global;
      if (globals[n].storage != NULL)
        cal_npy_type_parse (&value->type, globals[n].storage);
      return TRUE;
    }
  return FALSE;
}

static const CalPickleValue *
get_item (const CalPickleValue *list, guint n)
{
  return n < list->items->len ? list->items->pdata[n] : NULL;
}

static gboolean
is_kind (const CalPickleValue *value, CalPickleKind kind)
{
  return value != NULL && value->kind == kind;
}

/* A text, or bytes that are one. */
static char *
dup_text (const CalPickleValue *value)
{
  gsize size;
  const char *bytes;

  if (is_kind (value, CAL_PICKLE_TEXT))
    return g_strdup (value->text);
  if (!is_kind (value, CAL_PICKLE_BYTES))
    return NULL;
  bytes = g_bytes_get_data (value->bytes, &size);
  return g_strndup (bytes, size);
}

/* A tuple of lengths; also strides. */
static gboolean
get_lengths (const CalPickleValue *tuple, guint *n_dims, gsize *lengths)
{
  if (!is_kind (tuple, CAL_PICKLE_LIST) || tuple->items->len > CAL_ARRAY_MAX_DIMS)
    return FALSE;
  *n_dims = tuple->items->len;
  for (guint d = 0; d < *n_dims; d++) {
    const CalPickleValue *length = tuple->items->pdata[d];

    if (!is_kind (length, CAL_PICKLE_NUMBER) || length->number < 0.0 || length->number > 1e15)
      return FALSE;
    lengths[d] = (gsize) length->number;
  }
  return TRUE;
}

static gboolean
count_elements (guint n_dims, const gsize *dims, gsize *n)
{
  gboolean fits = TRUE;

  *n = 1;
  for (guint d = 0; d < n_dims; d++)
    fits = fits && g_size_checked_mul (n, *n, dims[d]);
  return fits;
}

static void
copy_type (CalNpyType *to, const CalNpyType *from)
{
  cal_npy_type_clear (to);
  *to = *from;
  to->name = g_strdup (from->name);
}

/* Gives @value the elements, first-fastest ones turned. */
static gboolean
fill_array (CalPickleValue *value,
            const CalNpyType *type,
            guint n_dims,
            const gsize *dims,
            gboolean is_fortran,
            GBytes *bytes,
            GError **error)
{
  gsize n, size = g_bytes_get_size (bytes);
  g_autoptr (GBytes) ordered = g_bytes_ref (bytes);

  if (type->kind != CAL_NPY_NUMBERS && type->kind != CAL_NPY_TEXTS)
    return cal_pickle_fail (error, "with an array of %s; expected numbers or texts",
                            type->name != NULL ? type->name : "nothing known");
  if (!count_elements (n_dims, dims, &n) || n > G_MAXSSIZE / type->size || n * type->size != size)
    return cal_pickle_fail (
        error, "with an array whose shape does not fit its %" G_GSIZE_FORMAT " bytes", size);
  if (is_fortran && n_dims > 1 && size > 0) {
    guint8 *out = g_try_malloc (size);

    if (out == NULL)
      return cal_pickle_fail (error, "with an array that does not fit in memory");
    cal_order_from_fortran (g_bytes_get_data (bytes, NULL), type->size, n_dims, dims, out);
    g_bytes_unref (ordered);
    ordered = g_bytes_new_take (out, size);
  }
  copy_type (&value->type, type);
  g_clear_object (&value->array);
  g_clear_object (&value->texts);
  value->n_dims = n_dims;
  for (guint d = 0; d < n_dims; d++)
    value->dims[d] = dims[d];
  if (type->kind == CAL_NPY_TEXTS)
    value->texts = cal_npy_type_make_texts (type, n_dims, dims, ordered, error);
  else
    value->array = cal_npy_type_make_array (type, n_dims, dims, ordered, error);
  return value->array != NULL || value->texts != NULL;
}

/* dtype('f8', False, True) */
static CalPickleValue *
make_dtype (CalPickle *self, const CalPickleValue *arguments, GError **error)
{
  g_autofree char *descr = dup_text (get_item (arguments, 0));
  CalPickleValue *value;

  if (descr == NULL) {
    cal_pickle_fail (error, "with a dtype of no name");
    return NULL;
  }
  value = cal_pickle_make (self, CAL_PICKLE_DTYPE);
  cal_npy_type_parse (&value->type, descr);
  return value;
}

/* _frombuffer(buffer, dtype, shape, order) */
static CalPickleValue *
make_from_buffer (CalPickle *self, const CalPickleValue *arguments, GError **error)
{
  const CalPickleValue *buffer = get_item (arguments, 0), *dtype = get_item (arguments, 1);
  g_autofree char *order = dup_text (get_item (arguments, 3));
  gsize dims[CAL_ARRAY_MAX_DIMS];
  CalPickleValue *value;
  guint n_dims;

  if (!is_kind (buffer, CAL_PICKLE_BYTES) || !is_kind (dtype, CAL_PICKLE_DTYPE) ||
      !get_lengths (get_item (arguments, 2), &n_dims, dims)) {
    cal_pickle_fail (error, "with an array that is damaged");
    return NULL;
  }
  value = cal_pickle_make (self, CAL_PICKLE_ARRAY);
  return fill_array (value, &dtype->type, n_dims, dims, g_strcmp0 (order, "F") == 0, buffer->bytes,
                     error)
             ? value
             : NULL;
}

/* scalar(dtype, bytes) */
static CalPickleValue *
make_scalar (CalPickle *self, const CalPickleValue *arguments, GError **error)
{
  const CalPickleValue *dtype = get_item (arguments, 0), *bytes = get_item (arguments, 1);
  CalPickleValue *value;

  if (!is_kind (dtype, CAL_PICKLE_DTYPE) || bytes == NULL || bytes->bytes == NULL) {
    cal_pickle_fail (error, "with a number that is damaged");
    return NULL;
  }
  value = cal_pickle_make (self, CAL_PICKLE_ARRAY);
  if (!fill_array (value, &dtype->type, 0, NULL, FALSE, bytes->bytes, error))
    return NULL;
  if (value->array != NULL) {
    value->kind = CAL_PICKLE_NUMBER;
    value->number = cal_array_get_value (value->array, 0);
  } else {
    value->kind = CAL_PICKLE_TEXT;
    value->text = g_strdup (cal_text_array_get (value->texts, 0));
  }
  return value;
}

/* _codecs.encode(text, 'latin1'): bytes, as protocols below 3 write them. */
static CalPickleValue *
make_encoded (CalPickle *self, const CalPickleValue *arguments, GError **error)
{
  const CalPickleValue *text = get_item (arguments, 0);
  g_autofree char *encoding = dup_text (get_item (arguments, 1));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *at = NULL;
  gsize length = 0;
  CalPickleValue *value;

  if (!is_kind (text, CAL_PICKLE_TEXT) || g_strcmp0 (encoding, "latin1") != 0) {
    cal_pickle_fail (error, "with bytes of an encoding other than latin1");
    return NULL;
  }
  if (text->bytes != NULL)
    at = g_bytes_get_data (text->bytes, &length);
  for (const char *end = at + length; at < end; at = g_utf8_next_char (at)) {
    gunichar character = *at == '\0' ? 0 : g_utf8_get_char_validated (at, end - at);
    guint8 byte = (guint8) character;

    if (character > 0xff) {
      cal_pickle_fail (error, "with bytes that are none");
      return NULL;
    }
    g_byte_array_append (bytes, &byte, 1);
  }
  value = cal_pickle_make (self, CAL_PICKLE_BYTES);
  value->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return value;
}

/* list(), dict(), bytes() and their kin, of nothing or of one thing of the same kind. */
static CalPickleValue *
make_container (CalPickle *self,
                CalPickleKind kind,
                const CalPickleValue *arguments,
                GError **error)
{
  const CalPickleValue *from = get_item (arguments, 0);
  CalPickleValue *value = cal_pickle_make (self, kind);

  if (kind == CAL_PICKLE_BYTES)
    value->bytes =
        is_kind (from, CAL_PICKLE_BYTES) ? g_bytes_ref (from->bytes) : g_bytes_new_static ("", 0);
  else if (kind == CAL_PICKLE_DICT && is_kind (from, CAL_PICKLE_LIST))
    for (guint n = 0; n < from->items->len; n++) {
      const CalPickleValue *pair = from->items->pdata[n];

      if (!is_kind (pair, CAL_PICKLE_LIST) || pair->items->len != 2) {
        cal_pickle_fail (error, "with a dictionary of no pairs");
        return NULL;
      }
      g_ptr_array_extend (value->items, pair->items, NULL, NULL);
    }
  else if (is_kind (from, kind))
    g_ptr_array_extend (value->items, from->items, NULL, NULL);
  return value;
}

/* The elements of a view of a storage, one after the other. */
static GBytes *
gather (GBytes *storage,
        gsize element_size,
        gsize offset,
        guint n_dims,
        const gsize *dims,
        const gsize *strides,
        GError **error)
{
  gsize size, n, n_bytes, index[CAL_ARRAY_MAX_DIMS] = {0}, at = offset;
  const guint8 *in = g_bytes_get_data (storage, &size);
  g_autofree guint8 *out = NULL;

  if (!count_elements (n_dims, dims, &n) || n > size / element_size ||
      !g_size_checked_mul (&n_bytes, n, element_size) ||
      (out = g_try_malloc (MAX (n_bytes, 1))) == NULL) {
    cal_pickle_fail (error, "with a tensor larger than its values");
    return NULL;
  }
  for (gsize e = 0; e < n; e++) {
    if (at >= size / element_size) {
      cal_pickle_fail (error, "with a tensor that goes beyond its values");
      return NULL;
    }
    memcpy (out + e * element_size, in + at * element_size, element_size);
    for (guint d = n_dims; d-- > 0;) {
      at += strides[d];
      if (++index[d] < dims[d])
        break;
      at -= strides[d] * dims[d];
      index[d] = 0;
    }
  }
  return g_bytes_new_take (g_steal_pointer (&out), n_bytes);
}

/* _rebuild_tensor_v2(storage, offset, size, stride, ...) */
static CalPickleValue *
make_tensor (CalPickle *self, const CalPickleValue *arguments, GError **error)
{
  const CalPickleValue *storage = get_item (arguments, 0), *offset = get_item (arguments, 1);
  gsize dims[CAL_ARRAY_MAX_DIMS], strides[CAL_ARRAY_MAX_DIMS];
  g_autoptr (GBytes) elements = NULL;
  guint n_dims, n_strides;
  CalPickleValue *value;

  if (!is_kind (storage, CAL_PICKLE_STORAGE) || !is_kind (offset, CAL_PICKLE_NUMBER) ||
      offset->number < 0.0 || offset->number > 1e15 ||
      !get_lengths (get_item (arguments, 2), &n_dims, dims) ||
      !get_lengths (get_item (arguments, 3), &n_strides, strides) || n_strides != n_dims) {
    cal_pickle_fail (error, "with a tensor that is damaged");
    return NULL;
  }
  elements = gather (storage->bytes, storage->type.size, (gsize) offset->number, n_dims, dims,
                     strides, error);
  if (elements == NULL)
    return NULL;
  value = cal_pickle_make (self, CAL_PICKLE_ARRAY);
  return fill_array (value, &storage->type, n_dims, dims, FALSE, elements, error) ? value : NULL;
}

/**
 * cal_pickle_reduce:
 * @callable: a global that is on the list
 * @arguments: a tuple
 *
 * Returns: (transfer none): what Python would have made of them, as data; NULL with @error set
 */
CalPickleValue *
cal_pickle_reduce (CalPickle *self,
                   const CalPickleValue *callable,
                   const CalPickleValue *arguments,
                   GError **error)
{
  switch (callable->global) {
  case CAL_PICKLE_RECONSTRUCT:
    return cal_pickle_make (self, CAL_PICKLE_ARRAY);
  case CAL_PICKLE_MAKE_DTYPE:
    return make_dtype (self, arguments, error);
  case CAL_PICKLE_FROM_BUFFER:
    return make_from_buffer (self, arguments, error);
  case CAL_PICKLE_SCALAR:
    return make_scalar (self, arguments, error);
  case CAL_PICKLE_ENCODE:
    return make_encoded (self, arguments, error);
  case CAL_PICKLE_MAKE_LIST:
    return make_container (self, CAL_PICKLE_LIST, arguments, error);
  case CAL_PICKLE_MAKE_DICT:
    return make_container (self, CAL_PICKLE_DICT, arguments, error);
  case CAL_PICKLE_MAKE_BYTES:
    return make_container (self, CAL_PICKLE_BYTES, arguments, error);
  case CAL_PICKLE_TENSOR:
    return make_tensor (self, arguments, error);
  case CAL_PICKLE_PARAMETER:
    if (is_kind (get_item (arguments, 0), CAL_PICKLE_ARRAY))
      return arguments->items->pdata[0];
    break;
  case CAL_PICKLE_NDARRAY:
  case CAL_PICKLE_STORAGE_TYPE:
  case CAL_PICKLE_TYPE:
  default:
    break;
  }
  cal_pickle_fail (error, "that calls what makes no data");
  return NULL;
}

/* (3, '<', None, None, None, -1, -1, 0): only the byte order matters; records have names. */
static gboolean
build_dtype (CalPickleValue *value, const CalPickleValue *state, GError **error)
{
  g_autofree char *order = dup_text (get_item (state, 1));

  if (order == NULL)
    return cal_pickle_fail (error, "with a dtype that is damaged");
  value->type.swap = order[0] == (G_BYTE_ORDER == G_LITTLE_ENDIAN ? '>' : '<');
  if (is_kind (get_item (state, 3), CAL_PICKLE_LIST)) {
    value->type.kind = CAL_NPY_OTHER;
    g_free (value->type.name);
    value->type.name = g_strdup ("records");
  }
  return TRUE;
}

/* (1, shape, dtype, is_fortran, bytes, or a list of objects) */
static gboolean
build_array (CalPickleValue *value, const CalPickleValue *state, GError **error)
{
  const CalPickleValue *dtype = get_item (state, 2), *is_fortran = get_item (state, 3);
  const CalPickleValue *elements = get_item (state, 4);
  gsize dims[CAL_ARRAY_MAX_DIMS], n;
  guint n_dims;

  if (!get_lengths (get_item (state, 1), &n_dims, dims) || !is_kind (dtype, CAL_PICKLE_DTYPE) ||
      !is_kind (is_fortran, CAL_PICKLE_NUMBER) || elements == NULL)
    return cal_pickle_fail (error, "with an array that is damaged");
  if (dtype->type.kind != CAL_NPY_OBJECTS)
    /* Python 2 had one type for both. */
    return elements->bytes != NULL ? fill_array (value, &dtype->type, n_dims, dims,
                                                 is_fortran->number != 0.0, elements->bytes, error)
                                   : cal_pickle_fail (error, "with an array of no bytes");
  if (elements->kind != CAL_PICKLE_LIST || !count_elements (n_dims, dims, &n) ||
      n != elements->items->len || (is_fortran->number != 0.0 && n_dims > 1))
    return cal_pickle_fail (error, "with an array of objects that is damaged");
  value->kind = CAL_PICKLE_LIST;
  value->has_shape = TRUE;
  value->n_dims = n_dims;
  for (guint d = 0; d < n_dims; d++)
    value->dims[d] = dims[d];
  g_clear_pointer (&value->items, g_ptr_array_unref);
  value->items = g_ptr_array_copy (elements->items, NULL, NULL);
  return TRUE;
}

/**
 * cal_pickle_build:
 *
 * Sets the state of a dtype, or of an array that has none yet. That of an ordered dictionary is of
 * no interest.
 */
gboolean
cal_pickle_build (CalPickle *self,
                  CalPickleValue *value,
                  const CalPickleValue *state,
                  GError **error)
{
  if (value->kind == CAL_PICKLE_DICT)
    return TRUE;
  if (state->kind != CAL_PICKLE_LIST)
    return cal_pickle_fail (error, "with a state that is no tuple");
  if (value->kind == CAL_PICKLE_DTYPE)
    return build_dtype (value, state, error);
  if (value->kind == CAL_PICKLE_ARRAY && value->array == NULL && value->texts == NULL)
    return build_array (value, state, error);
  return cal_pickle_fail (error, "that sets the state of what has none");
}

/**
 * cal_pickle_load_persistent:
 * @id: ('storage', torch.FloatStorage, key, device, number of elements)
 *
 * Returns: (transfer none): the storage; NULL with @error set
 */
CalPickleValue *
cal_pickle_load_persistent (CalPickle *self, const CalPickleValue *id, GError **error)
{
  const CalPickleValue *type = id->kind == CAL_PICKLE_LIST ? get_item (id, 1) : NULL;
  g_autofree char *key = type != NULL ? dup_text (get_item (id, 2)) : NULL;
  GBytes *bytes;
  CalPickleValue *value;

  if (!is_kind (type, CAL_PICKLE_GLOBAL) || type->global != CAL_PICKLE_STORAGE_TYPE ||
      key == NULL) {
    cal_pickle_fail (error, "that refers to something outside of it");
    return NULL;
  }
  bytes = cal_pickle_get_storage (self, key, error);
  if (bytes == NULL)
    return NULL;
  value = cal_pickle_make (self, CAL_PICKLE_STORAGE);
  value->bytes = bytes;
  copy_type (&value->type, &type->type);
  return value;
}
