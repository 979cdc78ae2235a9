/* history.h - undo and redo of how things are looked at.
 *
 * It watches the displays of the scene's layers, and the scene's own properties. A change is what
 * a property was before and after; changes of one property in quick succession (a slider that is
 * dragged) are one step. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_HISTORY (cal_history_get_type ())
G_DECLARE_FINAL_TYPE (CalHistory, cal_history, CAL, HISTORY, GObject)

CalHistory *cal_history_new (CalScene *scene) G_GNUC_WARN_UNUSED_RESULT;

void cal_history_watch (CalHistory *self, GObject *object);
gboolean cal_history_can_undo (CalHistory *self);
gboolean cal_history_can_redo (CalHistory *self);
void cal_history_undo (CalHistory *self);
void cal_history_redo (CalHistory *self);
void cal_history_break (CalHistory *self);
void cal_history_clear (CalHistory *self);

G_END_DECLS
