/* option.h - a parameter, declared once: the command line parses and explains it, a dialog has a
 * row for it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

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
 * @enumeration: (nullable): of a choice: its words are the nicks of this type, in order from 0
 * @choices: (nullable): of a choice that is no enumeration: its words, ended by NULL
 * @help: one line
 * @title: (nullable): of its row in a dialog; NULL if it has none
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
  GType (*enumeration) (void);
  const char *const *choices;
  const char *help;
  const char *title;
} CalOption;

int cal_option_find_value (GType type, const char *nick);

G_END_DECLS
