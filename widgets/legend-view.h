/* legend-view.h - the colour bars of what a view shows, below it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_LEGEND_VIEW (cal_legend_view_get_type ())
G_DECLARE_FINAL_TYPE (CalLegendView, cal_legend_view, CAL, LEGEND_VIEW, GtkWidget)

GtkWidget *cal_legend_view_new (CalScene *scene, gboolean on_cortex, gboolean on_slices);

G_END_DECLS
