/* tooltip.h - tooltips of drawings.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cal_tooltip_set_text_at (GtkTooltip *tooltip, int x, int y, const char *text);

G_END_DECLS
