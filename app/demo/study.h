/* study.h - the demo study: real files with a planted truth.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

gboolean cal_demo_write (const char *folder, gboolean small, CalJob *job, GError **error);

G_END_DECLS
