/* patterns.h - where patterns come from: one row an observation, one column a channel.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"

G_BEGIN_DECLS

/**
 * CalPatternsRead:
 * @data: of the patterns
 * @values: (out caller-allocates): @n_rows x @n_channels, row by row
 *
 * Fills in a block of patterns, the part of a file say. Rows and channels are in range.
 *
 * Returns: FALSE with @error set if they cannot be read
 */
typedef gboolean (*CalPatternsRead) (gpointer data,
                                     gsize first_row,
                                     gsize n_rows,
                                     gsize first_channel,
                                     gsize n_channels,
                                     double *values,
                                     GError **error);

/**
 * CalPatterns:
 * @n_rows: observations: trials, volumes, stimuli
 * @n_channels: voxels, vertices, units
 * @read: gives a block of them
 * @data: for @read
 * @is_concurrent: whether @read may run on several threads at once; if not, it runs on the thread
 *   that asked for the computation, and the blocks are large
 */
typedef struct {
  gsize n_rows;
  gsize n_channels;
  CalPatternsRead read;
  gpointer data;
  gboolean is_concurrent;
} CalPatterns;

gboolean cal_patterns_init_array (CalPatterns *self, CalArray *array, GError **error);

G_END_DECLS
