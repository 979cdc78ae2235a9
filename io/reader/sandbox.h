/* sandbox.h - shut this process in: what it may still ask of the system.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cal_sandbox_enter (int socket);

G_END_DECLS
