/* process-memory.h - how much memory this process holds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

guint64 cal_process_memory (void);
