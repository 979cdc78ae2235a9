/* array.h - an immutable typed array of up to eight dimensions.
 *
 * Elements are in the machine's own byte order; the last dimension varies fastest. It knows no
 * space and no file. Safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CAL_ARRAY_MAX_DIMS 8

/**
 * CalDtype:
 *
 * What one stored element is. Complex, RGB and RGBA elements have several components; their
 * value as one number is the magnitude, or the mean of red, green and blue.
 */
typedef enum {
  CAL_DTYPE_UINT8,
  CAL_DTYPE_INT8,
  CAL_DTYPE_UINT16,
  CAL_DTYPE_INT16,
  CAL_DTYPE_UINT32,
  CAL_DTYPE_INT32,
  CAL_DTYPE_UINT64,
  CAL_DTYPE_INT64,
  CAL_DTYPE_FLOAT16,
  CAL_DTYPE_FLOAT32,
  CAL_DTYPE_FLOAT64,
  CAL_DTYPE_FLOAT128,
  CAL_DTYPE_COMPLEX64,
  CAL_DTYPE_COMPLEX128,
  CAL_DTYPE_COMPLEX256,
  CAL_DTYPE_RGB24,
  CAL_DTYPE_RGBA32,
  CAL_DTYPE_BOOL,
} CalDtype;

gsize cal_dtype_get_size (CalDtype dtype);
const char *cal_dtype_get_name (CalDtype dtype);
double cal_dtype_read (CalDtype dtype, const void *elements, gsize index);
void cal_dtype_read_floats (CalDtype dtype,
                            const void *elements,
                            gsize first,
                            gsize n,
                            double slope,
                            double intercept,
                            float *out);
void cal_dtype_swap_bytes (CalDtype dtype, void *elements, gsize n);

#define CAL_TYPE_ARRAY (cal_array_get_type ())
G_DECLARE_FINAL_TYPE (CalArray, cal_array, CAL, ARRAY, GObject)

CalArray *cal_array_new (CalDtype dtype,
                         guint n_dims,
                         const gsize *dims,
                         GBytes *bytes,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

CalDtype cal_array_get_dtype (CalArray *self);
guint cal_array_get_n_dims (CalArray *self);
gsize cal_array_get_dim (CalArray *self, guint axis);
gsize cal_array_get_n_elements (CalArray *self);
GBytes *cal_array_get_bytes (CalArray *self);
double cal_array_get_value (CalArray *self, gsize index);
char *cal_array_dup_shape (CalArray *self);

G_END_DECLS
