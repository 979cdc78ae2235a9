/* start-window.h - from the command line to the window program.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int cal_start_window (char **paths);

G_END_DECLS
