/* serve.h - read one file for the parent process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_serve (int socket) G_GNUC_NORETURN;

G_END_DECLS
