/* stay.h - keep a file open for the parent process, and answer it piece by piece.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

void cal_stay_prepare (int socket);
gboolean cal_stay (
    int socket, int window, const char *path, const char *dataset, CalJob *job, GError **error);

G_END_DECLS
