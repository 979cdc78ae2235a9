/* cursor.h - the one place that every view looks at.
 *
 * It knows no volume, no cortex and no view: they follow its signals. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

#include "model/surface.h"

G_BEGIN_DECLS

#define CAL_TYPE_CURSOR (cal_cursor_get_type ())
G_DECLARE_FINAL_TYPE (CalCursor, cal_cursor, CAL, CURSOR, GObject)

CalCursor *cal_cursor_new (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean cal_cursor_get_position (CalCursor *self, double position_mm[3]);
CalHemisphere cal_cursor_get_vertex (CalCursor *self, gsize *vertex);
void cal_cursor_move (CalCursor *self,
                      const double position_mm[3],
                      CalHemisphere hemisphere,
                      gsize vertex);

G_END_DECLS
