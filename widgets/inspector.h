/* inspector.h - what is known of the place under the cursor.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_INSPECTOR (cal_inspector_get_type ())
G_DECLARE_FINAL_TYPE (CalInspector, cal_inspector, CAL, INSPECTOR, GtkWidget)

GtkWidget *cal_inspector_new (CalEncodingScene *encoding);

char *cal_inspector_dup_text (CalInspector *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
