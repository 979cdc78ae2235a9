/* tooltip.c - tooltips of drawings.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/tooltip.h"

/* While the pointer stays in a tip's area the tip stays, and its text may change; when the area is
 * another one GTK hides the tip until the pointer moves again. */
#define AREA_PX 32

/**
 * cal_tooltip_set_text_at:
 * @x: as GtkWidget::query-tooltip gives it
 * @y: as well
 *
 * Says @text near the pointer. GTK would put it in the middle of the widget, over what is drawn.
 */
void
cal_tooltip_set_text_at (GtkTooltip *tooltip, int x, int y, const char *text)
{
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip,
                            &(GdkRectangle){x - x % AREA_PX, y - y % AREA_PX, AREA_PX, AREA_PX});
}
