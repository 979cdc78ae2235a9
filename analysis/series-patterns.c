/* series-patterns.c - a series as patterns: a row a frame, a channel a place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/series-patterns.h"

#include "model/memory.h"

/* All frames of the places are read, for that is how series are quick to read. */
static gboolean
read_block (gpointer data,
            gsize first_row,
            gsize n_rows,
            gsize first_channel,
            gsize n_channels,
            double *values,
            GError **error)
{
  CalSeries *series = data;
  gsize n_frames = cal_series_get_desc (series)->n_frames;
  g_autofree guint32 *places = g_new (guint32, MAX (n_channels, 1));
  g_autofree float *frames =
      cal_memory_allocate (cal_size_times (n_channels, n_frames), sizeof *frames, error);

  if (frames == NULL)
    return FALSE;
  for (gsize c = 0; c < n_channels; c++)
    places[c] = (guint32) (first_channel + c);
  if (!cal_series_read_rows (series, places, n_channels, frames, NULL, error))
    return FALSE;
  for (gsize r = 0; r < n_rows; r++)
    for (gsize c = 0; c < n_channels; c++)
      values[r * n_channels + c] = (double) frames[c * n_frames + first_row + r];
  return TRUE;
}

/**
 * cal_patterns_init_series:
 * @self: (out caller-allocates)
 * @series: must live as long
 */
void
cal_patterns_init_series (CalPatterns *self, CalSeries *series)
{
  *self = (CalPatterns){.n_rows = cal_series_get_desc (series)->n_frames,
                        .n_channels = cal_places_get_n_rows (cal_series_get_desc (series)->places),
                        .read = read_block,
                        .data = series,
                        .is_concurrent = cal_series_get_values (series) != NULL};
}
