/* patterns.c - where patterns come from: one row an observation, one column a channel.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/patterns.h"

#include <string.h>

#include "model/error.h"

static gboolean
read_array (gpointer data,
            gsize first_row,
            gsize n_rows,
            gsize first_channel,
            gsize n_channels,
            double *values,
            GError **error)
{
  CalArray *array = data;
  const guint8 *elements = g_bytes_get_data (cal_array_get_bytes (array), NULL);
  CalDtype dtype = cal_array_get_dtype (array);
  gsize length = cal_array_get_dim (array, 1);

  for (gsize r = 0; r < n_rows; r++) {
    gsize first = (first_row + r) * length + first_channel;
    double *row = values + r * n_channels;

    if (dtype == CAL_DTYPE_FLOAT64)
      memcpy (row, elements + first * sizeof (double), n_channels * sizeof (double));
    else if (dtype == CAL_DTYPE_FLOAT32)
      for (gsize c = 0; c < n_channels; c++)
        row[c] = ((const float *) (gconstpointer) elements)[first + c];
    else
      for (gsize c = 0; c < n_channels; c++)
        row[c] = cal_dtype_read (dtype, elements, first + c);
  }
  return TRUE;
}

/**
 * cal_patterns_init_array:
 * @array: two dimensions, rows x channels, of any numeric type; must outlive the patterns
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the array has other dimensions
 */
gboolean
cal_patterns_init_array (CalPatterns *self, CalArray *array, GError **error)
{
  if (cal_array_get_n_dims (array) != 2) {
    g_autofree char *shape = cal_array_dup_shape (array);

    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "patterns of shape %s; expected two dimensions, observations x channels", shape);
    return FALSE;
  }
  *self = (CalPatterns){
      .n_rows = cal_array_get_dim (array, 0),
      .n_channels = cal_array_get_dim (array, 1),
      .read = read_array,
      .data = array,
      .is_concurrent = TRUE,
  };
  return TRUE;
}
