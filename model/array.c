/* array.c - an immutable typed array of up to eight dimensions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/array.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

struct _CalArray {
  GObject parent_instance;

  CalDtype dtype;
  guint n_dims;
  gsize dims[CAL_ARRAY_MAX_DIMS];
  gsize n_elements;
  GBytes *bytes;
};

G_DEFINE_FINAL_TYPE (CalArray, cal_array, G_TYPE_OBJECT)

static const struct {
  const char *name;
  gsize size;
  /* The part of an element that byte order concerns. */
  gsize swap_size;
} dtypes[] = {
    [CAL_DTYPE_UINT8] = {"uint8", 1, 1},
    [CAL_DTYPE_INT8] = {"int8", 1, 1},
    [CAL_DTYPE_UINT16] = {"uint16", 2, 2},
    [CAL_DTYPE_INT16] = {"int16", 2, 2},
    [CAL_DTYPE_UINT32] = {"uint32", 4, 4},
    [CAL_DTYPE_INT32] = {"int32", 4, 4},
    [CAL_DTYPE_UINT64] = {"uint64", 8, 8},
    [CAL_DTYPE_INT64] = {"int64", 8, 8},
    [CAL_DTYPE_FLOAT16] = {"float16", 2, 2},
    [CAL_DTYPE_FLOAT32] = {"float32", 4, 4},
    [CAL_DTYPE_FLOAT64] = {"float64", 8, 8},
    [CAL_DTYPE_FLOAT128] = {"float128", 16, 16},
    [CAL_DTYPE_COMPLEX64] = {"complex64", 8, 4},
    [CAL_DTYPE_COMPLEX128] = {"complex128", 16, 8},
    [CAL_DTYPE_COMPLEX256] = {"complex256", 32, 16},
    [CAL_DTYPE_RGB24] = {"RGB24", 3, 1},
    [CAL_DTYPE_RGBA32] = {"RGBA32", 4, 1},
    [CAL_DTYPE_BOOL] = {"bool", 1, 1},
};

/**
 * cal_dtype_get_size:
 *
 * Returns: bytes of one element
 */
gsize
cal_dtype_get_size (CalDtype dtype)
{
  return dtypes[dtype].size;
}

/**
 * cal_dtype_get_name:
 *
 * Returns: numpy's name of the type, "int16" say
 */
const char *
cal_dtype_get_name (CalDtype dtype)
{
  return dtypes[dtype].name;
}

/* IEEE 754 binary16 by its definition: sign, 5 exponent bits with bias 15, 10 fraction bits. */
static double
half_to_double (guint16 half)
{
  int exponent = (half >> 10) & 0x1f, fraction = half & 0x3ff;
  double magnitude;

  if (exponent == 0x1f)
    magnitude = fraction != 0 ? (double) NAN : (double) INFINITY;
  else if (exponent == 0)
    magnitude = ldexp (fraction, -24);
  else
    magnitude = ldexp (fraction + 1024, exponent - 25);
  return (half & 0x8000) != 0 ? -magnitude : magnitude;
}

/**
 * cal_dtype_read:
 * @elements: stored elements, aligned or not
 * @index: which one
 *
 * Integers beyond 2^53 lose their last bits, as in any double.
 *
 * Returns: the element as a number: magnitude if complex, mean of the colours if RGB
 */
double
cal_dtype_read (CalDtype dtype, const void *elements, gsize index)
{
  const guint8 *p = (const guint8 *) elements + index * dtypes[dtype].size;

#define READ(type)                      \
  ({                                    \
    type value_;                        \
    memcpy (&value_, p, sizeof value_); \
    value_;                             \
  })
  switch (dtype) {
  case CAL_DTYPE_UINT8:
    return *p;
  case CAL_DTYPE_BOOL:
    return *p != 0;
  case CAL_DTYPE_INT8:
    return (gint8) *p;
  case CAL_DTYPE_UINT16:
    return READ (guint16);
  case CAL_DTYPE_INT16:
    return READ (gint16);
  case CAL_DTYPE_UINT32:
    return READ (guint32);
  case CAL_DTYPE_INT32:
    return READ (gint32);
  case CAL_DTYPE_UINT64:
    return (double) READ (guint64);
  case CAL_DTYPE_INT64:
    return (double) READ (gint64);
  case CAL_DTYPE_FLOAT16:
    return half_to_double (READ (guint16));
  case CAL_DTYPE_FLOAT32:
    return (double) READ (float);
  case CAL_DTYPE_FLOAT64:
    return READ (double);
  case CAL_DTYPE_FLOAT128:
    return (double) READ (long double);
  case CAL_DTYPE_COMPLEX64:
  case CAL_DTYPE_COMPLEX128:
  case CAL_DTYPE_COMPLEX256: {
    CalDtype part = dtype == CAL_DTYPE_COMPLEX64    ? CAL_DTYPE_FLOAT32
                    : dtype == CAL_DTYPE_COMPLEX128 ? CAL_DTYPE_FLOAT64
                                                    : CAL_DTYPE_FLOAT128;

    return hypot (cal_dtype_read (part, p, 0), cal_dtype_read (part, p, 1));
  }
  case CAL_DTYPE_RGB24:
  case CAL_DTYPE_RGBA32:
    return (p[0] + p[1] + p[2]) / 3.0;
  default:
    g_return_val_if_reached ((double) NAN);
  }
#undef READ
}

/**
 * cal_dtype_read_floats:
 * @first: index of the first element
 * @n: how many
 * @out: (out caller-allocates): @n values, slope * element + intercept, in single precision
 *
 * The usual types take a loop of their own: a volume has millions of voxels.
 */
void
cal_dtype_read_floats (CalDtype dtype,
                       const void *elements,
                       gsize first,
                       gsize n,
                       double slope,
                       double intercept,
                       float *out)
{
  const guint8 *base = (const guint8 *) elements + first * dtypes[dtype].size;

#define CONVERT(type)                                       \
  for (gsize i = 0; i < n; i++) {                           \
    type value;                                             \
                                                            \
    memcpy (&value, base + i * sizeof value, sizeof value); \
    out[i] = (float) (slope * (double) value + intercept);  \
  }
  if (dtype == CAL_DTYPE_UINT8) {
    CONVERT (guint8)
  } else if (dtype == CAL_DTYPE_INT16) {
    CONVERT (gint16)
  } else if (dtype == CAL_DTYPE_UINT16) {
    CONVERT (guint16)
  } else if (dtype == CAL_DTYPE_INT32) {
    CONVERT (gint32)
  } else if (dtype == CAL_DTYPE_FLOAT32) {
    CONVERT (float)
  } else if (dtype == CAL_DTYPE_FLOAT64) {
    CONVERT (double)
  } else
    for (gsize i = 0; i < n; i++)
      out[i] = (float) (slope * cal_dtype_read (dtype, base, i) + intercept);
#undef CONVERT
}

/**
 * cal_dtype_swap_bytes:
 * @elements: (inout): @n elements of the other byte order
 */
void
cal_dtype_swap_bytes (CalDtype dtype, void *elements, gsize n)
{
  gsize width = dtypes[dtype].swap_size;
  guint8 *p = elements;

  n *= dtypes[dtype].size / width;
  if (width == 2)
    for (gsize i = 0; i < n; i++, p += 2) {
      guint16 value;

      memcpy (&value, p, 2);
      value = GUINT16_SWAP_LE_BE (value);
      memcpy (p, &value, 2);
    }
  else if (width == 4)
    for (gsize i = 0; i < n; i++, p += 4) {
      guint32 value;

      memcpy (&value, p, 4);
      value = GUINT32_SWAP_LE_BE (value);
      memcpy (p, &value, 4);
    }
  else if (width > 4)
    for (gsize i = 0; i < n; i++, p += width)
      for (gsize b = 0; b < width / 2; b++) {
        guint8 kept = p[b];

        p[b] = p[width - 1 - b];
        p[width - 1 - b] = kept;
      }
}

static void
cal_array_finalize (GObject *object)
{
  g_clear_pointer (&CAL_ARRAY (object)->bytes, g_bytes_unref);
  G_OBJECT_CLASS (cal_array_parent_class)->finalize (object);
}

static void
cal_array_class_init (CalArrayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_array_finalize;
}

static void
cal_array_init (CalArray *self)
{
}

/**
 * cal_array_new:
 * @n_dims: 0 (one number) to 8
 * @dims: the length of each, slowest first
 * @bytes: exactly as many as the dimensions need
 *
 * Returns: (transfer full): the array, or NULL with CAL_ERROR_LIMIT if the sizes do not agree
 */
CalArray *
cal_array_new (CalDtype dtype, guint n_dims, const gsize *dims, GBytes *bytes, GError **error)
{
  CalArray *self;
  gsize n = 1, size;
  gboolean fits = n_dims <= CAL_ARRAY_MAX_DIMS;

  for (guint d = 0; fits && d < n_dims; d++)
    fits = g_size_checked_mul (&n, n, dims[d]);
  if (!fits || !g_size_checked_mul (&size, n, dtypes[dtype].size) ||
      size != g_bytes_get_size (bytes)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "an array of %u dimensions of %s does not fit its %" G_GSIZE_FORMAT " bytes",
                 n_dims, dtypes[dtype].name, g_bytes_get_size (bytes));
    return NULL;
  }
  self = g_object_new (CAL_TYPE_ARRAY, NULL);
  self->dtype = dtype;
  self->n_dims = n_dims;
  for (guint d = 0; d < n_dims; d++)
    self->dims[d] = dims[d];
  self->n_elements = n;
  self->bytes = g_bytes_ref (bytes);
  return self;
}

CalDtype
cal_array_get_dtype (CalArray *self)
{
  return self->dtype;
}

guint
cal_array_get_n_dims (CalArray *self)
{
  return self->n_dims;
}

/**
 * cal_array_get_dim:
 * @axis: 0 is the slowest
 *
 * Returns: the length of that dimension; 1 beyond the last
 */
gsize
cal_array_get_dim (CalArray *self, guint axis)
{
  return axis < self->n_dims ? self->dims[axis] : 1;
}

gsize
cal_array_get_n_elements (CalArray *self)
{
  return self->n_elements;
}

/**
 * cal_array_get_bytes:
 *
 * Returns: (transfer none): the elements
 */
GBytes *
cal_array_get_bytes (CalArray *self)
{
  return self->bytes;
}

/**
 * cal_array_get_value:
 * @index: in storage order
 *
 * Returns: the element as a number, see cal_dtype_read()
 */
double
cal_array_get_value (CalArray *self, gsize index)
{
  g_return_val_if_fail (index < self->n_elements, (double) NAN);

  return cal_dtype_read (self->dtype, g_bytes_get_data (self->bytes, NULL), index);
}

/**
 * cal_array_dup_shape:
 *
 * Returns: (transfer full): "750 x 83 x 104 x 81"; "scalar" with no dimension
 */
char *
cal_array_dup_shape (CalArray *self)
{
  GString *text = g_string_new (self->n_dims == 0 ? "scalar" : NULL);

  for (guint d = 0; d < self->n_dims; d++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, d > 0 ? " x " : "", self->dims[d]);
  return g_string_free (text, FALSE);
}
