/* accessible.h - what widgets say to a person who does not see them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/scene.h"

G_BEGIN_DECLS

void cal_accessible_set_name (GtkWidget *widget, const char *name);
void cal_accessible_describe_view (GtkWidget *view, CalScene *scene, const char *keys);

G_END_DECLS
