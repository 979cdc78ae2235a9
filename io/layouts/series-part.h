/* series-part.h - parts that are series, read where they lie.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/part.h"

G_BEGIN_DECLS

gboolean cal_series_part_fill (CalPart *part,
                               const char *path,
                               const char *dataset,
                               gboolean is_rows_first,
                               CalJob *job,
                               GError **error);
void cal_series_part_take_stems (CalPart *part, GPtrArray *pictures);

G_END_DECLS
