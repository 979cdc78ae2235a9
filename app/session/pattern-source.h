/* pattern-source.h - patterns in files: arrays, tables, HDF5 datasets, series of volumes; and the
 * channels of a region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/patterns.h"
#include "model/job.h"
#include "model/table.h"
#include "model/volume.h"

G_BEGIN_DECLS

/**
 * CalBlockRead:
 * @values: (out caller-allocates): the block of a two-dimensional dataset, row by row
 *
 * Reads a part of an HDF5 dataset.
 */
typedef gboolean (*CalBlockRead) (const char *path,
                                  const char *dataset,
                                  const guint64 start[2],
                                  const guint64 count[2],
                                  double *values,
                                  GError **error);

typedef struct _CalPatternSource CalPatternSource;

/**
 * CalChannelSet:
 * @name: (nullable): of the region; NULL is all there is
 * @channels: its channels, ascending
 * @n_channels: how many
 */
typedef struct {
  char *name;
  guint32 *channels;
  gsize n_channels;
} CalChannelSet;

CalPatternSource *cal_pattern_source_open (const char *source,
                                           gboolean is_transposed,
                                           CalBlockRead read_block,
                                           CalJob *job,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_pattern_source_free (CalPatternSource *self);

CalTable *cal_pattern_source_get_table (CalPatternSource *self);
gsize cal_pattern_source_get_n_channels (CalPatternSource *self);
void cal_pattern_source_choose (CalPatternSource *self,
                                const CalChannelSet *region,
                                CalPatterns *patterns);
GPtrArray *cal_pattern_source_find_regions (CalPatternSource *self,
                                            const char *roi,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalPatternSource, cal_pattern_source_free)

G_END_DECLS
