/* reader-process.h - the one calcarine-reader of this program, which forks for every file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_reader_process_prepare (void);
int cal_reader_process_begin (GError **error);
gboolean cal_reader_process_is_up (void);
void cal_reader_process_stop (void);
gboolean cal_reader_process_find_death (int *status);

G_END_DECLS
