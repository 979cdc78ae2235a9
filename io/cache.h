/* cache.h - what was slow to read, kept on disk for the next time.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/block.h"

G_BEGIN_DECLS

CalBlock *cal_cache_find (const char *path, const char *dataset) G_GNUC_WARN_UNUSED_RESULT;
char *cal_cache_dup_stamp (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void cal_cache_keep (const char *path,
                     const char *dataset,
                     const char *stamp,
                     GPtrArray *files,
                     CalBlock *block,
                     double seconds);
void cal_cache_flush (void);
void cal_cache_clear (void);

G_END_DECLS
