/* outcomes.h - how reading many files goes, damaged ones among them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_print_outcomes (const char *const *paths);

G_END_DECLS
