/* commands.h - the one table of what the window can do.
 *
 * Accelerators, the shortcuts window and the command palette all come from it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CalCommand:
 * @action: the detailed name: "win.save-session", "win.view('lateral')"
 * @title: what the person reads
 * @section: of the shortcuts window
 * @accelerators: (nullable): separated by spaces, the first is shown
 */
typedef struct {
  const char *action;
  const char *title;
  const char *section;
  const char *accelerators;
} CalCommand;

/**
 * CalGesture:
 *
 * What the pointer does, which no action can say.
 */
typedef struct {
  const char *gesture;
  const char *title;
  const char *section;
} CalGesture;

const CalCommand *cal_commands_list (gsize *n_commands);
const CalGesture *cal_gestures_list (gsize *n_gestures);

G_END_DECLS
