/* item-merge.h - maps that come in halves, or twice.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void cal_items_join_halves (GPtrArray *items);
void cal_items_drop_repeated (GPtrArray *items, GPtrArray *remarks);

G_END_DECLS
