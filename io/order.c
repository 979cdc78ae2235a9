/* order.c - from the first dimension fastest, as Fortran and MATLAB keep arrays, to the last.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/order.h"

#include <string.h>

#include "model/array.h"

/**
 * cal_order_from_fortran:
 * @in: elements of the array with the first dimension fastest
 * @dims: @n_dims lengths, at most CAL_ARRAY_MAX_DIMS
 * @out: (out caller-allocates): as many, with the last dimension fastest
 *
 * What has the indices i, j, k keeps them.
 */
void
cal_order_from_fortran (
    gconstpointer in, gsize element_size, guint n_dims, const gsize *dims, gpointer out)
{
  gsize stride[CAL_ARRAY_MAX_DIMS], index[CAL_ARRAY_MAX_DIMS] = {0}, n = 1, from = 0;

  for (guint d = 0; d < n_dims; d++) {
    stride[d] = n;
    n *= dims[d];
  }
  for (gsize e = 0; e < n; e++) {
    memcpy ((guint8 *) out + e * element_size, (const guint8 *) in + from * element_size,
            element_size);
    for (guint d = n_dims; d-- > 0;) {
      from += stride[d];
      if (++index[d] < dims[d])
        break;
      from -= stride[d] * dims[d];
      index[d] = 0;
    }
  }
}
