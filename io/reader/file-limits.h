/* file-limits.h - how much memory and time parsing one file may take.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_limits_set (guint64 max_value_bytes);
void cal_limits_expect_file (guint64 size);
void cal_limits_beat (void);

G_END_DECLS
