/* study.h - opening what figure and probe work on.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/command/option.h"
#include "app/session/session.h"

G_BEGIN_DECLS

/* What every command over a study takes. */
extern const CalOption cal_study_options[];

CalSession *cal_command_open_study (CalArguments *arguments,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_command_move_cursor (CalArguments *arguments, CalSession *session, GError **error);
char *cal_command_dup_layer_help (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
