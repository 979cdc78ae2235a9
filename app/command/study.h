/* study.h - opening what figure and probe work on.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/command/option.h"
#include "app/session/session.h"

G_BEGIN_DECLS

/* The rows of a table of options that every command over a study has. */
#define CAL_STUDY_OPTIONS                                                                         \
  {"bind", 'b', CAL_OPTION_TEXTS, "NAME=KEY",                                                     \
   .help = "how the vector NAME is bound to the brain, where several rules fit"},                 \
      {"layer", 'l', CAL_OPTION_TEXTS, "NAME:PROPERTY=VALUE,...",                                 \
       .help = "how the layer NAME is shown; properties are listed below"},                       \
  {                                                                                               \
    "quiet", 'q', CAL_OPTION_FLAG, .help = "do not tell what was left alone or taken for granted" \
  }

CalSession *cal_command_open_study (CalArguments *arguments,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_command_move_cursor (CalArguments *arguments, CalSession *session, GError **error);
char *cal_command_dup_layer_help (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
