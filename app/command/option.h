/* option.h - what a command takes on its line: one table that parses it and explains it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalOptionType:
 * @CAL_OPTION_FLAG: takes no value
 * @CAL_OPTION_WHOLE: a whole number
 * @CAL_OPTION_NUMBER: a number
 * @CAL_OPTION_NUMBERS: numbers with commas between them
 * @CAL_OPTION_TEXT: any text
 * @CAL_OPTION_TEXTS: any text; may be given several times
 * @CAL_OPTION_CHOICE: one of a few words
 */
typedef enum {
  CAL_OPTION_FLAG,
  CAL_OPTION_WHOLE,
  CAL_OPTION_NUMBER,
  CAL_OPTION_NUMBERS,
  CAL_OPTION_TEXT,
  CAL_OPTION_TEXTS,
  CAL_OPTION_CHOICE,
} CalOptionType;

/**
 * CalOption:
 * @name: without the dashes
 * @letter: (nullable): for the short form
 * @value_name: (nullable): what --help calls its value
 * @low: smallest value of a number, or how many numbers there are at least
 * @high: largest value of a number, or how many numbers there are at most
 * @initial: (nullable): its value if it is not given, written as on the line
 * @choices: the words of a choice, ended by NULL
 * @help: one line
 *
 * The last of a table has no name.
 */
typedef struct {
  const char *name;
  char letter;
  CalOptionType type;
  const char *value_name;
  double low;
  double high;
  const char *initial;
  const char *const *choices;
  const char *help;
} CalOption;

typedef struct _CalArguments CalArguments;

/**
 * CalCommand:
 * @name: the word after "calcarine"
 * @operands: what follows the options: "FILE..."
 * @summary: one line
 * @details: (nullable): what else --help tells, made when asked for
 * @options: the table
 * @min_operands: fewer are an error
 * @max_operands: more are an error
 * @run: does it, and gives the exit status
 */
typedef struct {
  const char *name;
  const char *operands;
  const char *summary;
  char *(*dup_details) (void);
  const CalOption *options;
  guint min_operands;
  guint max_operands;
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
int cal_arguments_get_whole (CalArguments *self, const char *name);
guint cal_arguments_get_choice (CalArguments *self, const char *name);
guint
cal_arguments_get_numbers (CalArguments *self, const char *name, double *numbers, guint n_max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalArguments, cal_arguments_free)

G_END_DECLS
