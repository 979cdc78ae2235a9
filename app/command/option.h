/* option.h - what a command takes on its line: tables that parse it and explain it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/option.h"

G_BEGIN_DECLS

typedef struct _CalArguments CalArguments;

/**
 * CalCommand:
 * @name: the word after "calcarine"
 * @operands: what follows the options: "FILE..."
 * @summary: one line
 * @details: (nullable): what else --help tells, made when asked for
 * @options: its tables, ended by NULL
 * @min_operands: fewer are an error
 * @max_operands: more are an error
 * @computes: it multiplies large matrices: the program sees to it that it does so well
 * @run: does it, and gives the exit status
 */
typedef struct {
  const char *name;
  const char *operands;
  const char *summary;
  char *(*dup_details) (void);
  const CalOption *const *options;
  guint min_operands;
  guint max_operands;
  gboolean computes;
  int (*run) (CalArguments *arguments);
} CalCommand;

CalArguments *cal_arguments_parse (const CalCommand *command,
                                   char **words,
                                   gboolean *wants_help,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_arguments_free (CalArguments *self);
char *cal_command_dup_help (const CalCommand *command) G_GNUC_WARN_UNUSED_RESULT;

const char *const *cal_arguments_get_operands (CalArguments *self);
gboolean cal_arguments_has (CalArguments *self, const char *name);
const char *cal_arguments_get_text (CalArguments *self, const char *name);
const char *const *cal_arguments_get_texts (CalArguments *self, const char *name);
double cal_arguments_get_number (CalArguments *self, const char *name);
guint cal_arguments_get_choice (CalArguments *self, const char *name);
guint
cal_arguments_get_numbers (CalArguments *self, const char *name, double *numbers, guint n_max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalArguments, cal_arguments_free)

G_END_DECLS
