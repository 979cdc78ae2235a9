/* option.c - what a command takes on its line: tables that parse it and explain it.
 *
 * GOption does the parsing; this file makes its entries from our tables and checks the values.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/option.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

struct _CalArguments {
  const CalCommand *command;
  /* CalOption.name to GPtrArray of text. */
  GHashTable *values;
  char **operands;
};

/* The nth option of all tables; NULL after the last. */
static const CalOption *
get_option (const CalCommand *command, guint n)
{
  for (const CalOption *const *table = command->options; *table != NULL; table++)
    for (const CalOption *option = *table; option->name != NULL; option++)
      if (n-- == 0)
        return option;
  return NULL;
}

static const CalOption *
find_option (const CalCommand *command, const char *name)
{
  const CalOption *option;

  for (guint n = 0; (option = get_option (command, n)) != NULL; n++)
    if (g_str_equal (option->name, name))
      return option;
  g_return_val_if_reached (NULL);
}

/* The words of a choice. */
static GStrv
dup_words (const CalOption *option)
{
  g_autoptr (GEnumClass) class = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (option->enumeration == NULL)
    return g_strdupv ((GStrv) (gpointer) option->choices);
  class = g_type_class_ref (option->enumeration ());
  for (guint n = 0; n < class->n_values; n++)
    g_strv_builder_add (words, class->values[n].value_nick);
  return g_strv_builder_end (words);
}

/* Reads "−3.5" typed with any minus as a number. */
static gboolean
read_number (const char *text, double *number)
{
  g_autoptr (GString) ascii = g_string_new (text);
  char *end;

  g_string_replace (ascii, "\342\210\222", "-", 0);
  g_strstrip (ascii->str);
  *number = g_ascii_strtod (ascii->str, &end);
  return end != ascii->str && *end == '\0' && isfinite (*number);
}

static gboolean
check_numbers (const CalOption *option, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  guint n = g_strv_length (parts);
  double number;

  if (n < (guint) option->low || n > (guint) option->high)
    return FALSE;
  for (guint p = 0; p < n; p++)
    if (!read_number (parts[p], &number))
      return FALSE;
  return TRUE;
}

/* What an option takes: "from 16 to 32768", "of cortex, slices, mosaic". */
static char *
dup_range (const CalOption *option)
{
  g_auto (GStrv) words = option->type == CAL_OPTION_CHOICE ? dup_words (option) : NULL;

  switch (option->type) {
  case CAL_OPTION_WHOLE:
  case CAL_OPTION_NUMBER:
    if (option->low == -G_MAXDOUBLE && option->high == G_MAXDOUBLE)
      return NULL;
    if (option->high == G_MAXDOUBLE)
      return g_strdup_printf ("at least %g", option->low);
    return g_strdup_printf ("%g to %g", option->low, option->high);
  case CAL_OPTION_CHOICE:
    return g_strjoinv (", ", words);
  case CAL_OPTION_FLAG:
  case CAL_OPTION_NUMBERS:
  case CAL_OPTION_TEXT:
  case CAL_OPTION_TEXTS:
  default:
    return NULL;
  }
}

static gboolean
check_value (const CalOption *option, const char *text, GError **error)
{
  g_auto (GStrv) words = option->type == CAL_OPTION_CHOICE ? dup_words (option) : NULL;
  g_autofree char *range = dup_range (option);
  gboolean valid = TRUE;
  double number = 0.0;

  switch (option->type) {
  case CAL_OPTION_WHOLE:
  case CAL_OPTION_NUMBER:
    valid = read_number (text, &number) && number >= option->low && number <= option->high &&
            (option->type == CAL_OPTION_NUMBER || number == floor (number));
    break;
  case CAL_OPTION_NUMBERS:
    valid = check_numbers (option, text);
    break;
  case CAL_OPTION_CHOICE:
    valid = g_strv_contains ((const char *const *) words, text);
    break;
  case CAL_OPTION_FLAG:
  case CAL_OPTION_TEXT:
  case CAL_OPTION_TEXTS:
  default:
    break;
  }
  if (!valid)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s %s: expected %s%s%s%s",
                 option->name, text,
                 option->value_name != NULL ? option->value_name : "one of its words",
                 range != NULL ? " (" : "", range != NULL ? range : "", range != NULL ? ")" : "");
  return valid;
}

/* GOption calls this for each option on the line; the name is as it was typed. */
static gboolean
take_option (const char *typed, const char *value, gpointer data, GError **error)
{
  CalArguments *self = data;
  const CalOption *option;
  GPtrArray *kept;

  for (guint n = 0; (option = get_option (self->command, n)) != NULL; n++)
    if (g_str_has_prefix (typed, "--") ? g_str_equal (typed + 2, option->name)
                                       : typed[1] == option->letter)
      break;
  if (option->type != CAL_OPTION_FLAG && !check_value (option, value, error))
    return FALSE;
  kept = g_hash_table_lookup (self->values, option->name);
  if (kept == NULL) {
    kept = g_ptr_array_new_null_terminated (4, g_free, TRUE);
    g_hash_table_insert (self->values, (gpointer) option->name, kept);
  }
  if (option->type != CAL_OPTION_TEXTS)
    g_ptr_array_set_size (kept, 0);
  g_ptr_array_add (kept, g_strdup (value != NULL ? value : ""));
  return TRUE;
}

/* The help of one option, with its range and what it is when not given. */
static char *
dup_description (const CalOption *option)
{
  g_autofree char *range = dup_range (option);
  GString *text = g_string_new (option->help);

  if (range != NULL)
    g_string_append_printf (text, " (%s)", range);
  if (option->initial != NULL)
    g_string_append_printf (text, " [%s]", option->initial);
  return g_string_free (text, FALSE);
}

static GOptionContext *
context_new (const CalCommand *command, CalArguments *arguments, GPtrArray *texts)
{
  g_autofree char *parameters = g_strdup_printf ("[OPTION...] %s", command->operands);
  g_autofree char *details = command->dup_details != NULL ? command->dup_details () : NULL;
  GOptionContext *context = g_option_context_new (parameters);
  GOptionGroup *group = g_option_group_new (command->name, NULL, NULL, arguments, NULL);
  const CalOption *option;

  for (guint n = 0; (option = get_option (command, n)) != NULL; n++) {
    char *description = dup_description (option);
    GOptionEntry entries[2] = {{0}};

    g_ptr_array_add (texts, description);
    entries[0] = (GOptionEntry){
        .long_name = option->name,
        .short_name = option->letter,
        .flags = option->type == CAL_OPTION_FLAG ? G_OPTION_FLAG_NO_ARG : 0,
        .arg = G_OPTION_ARG_CALLBACK,
        .arg_data = (gpointer) take_option,
        .description = description,
        .arg_description = option->value_name,
    };
    g_option_group_add_entries (group, entries);
  }
  g_option_context_set_main_group (context, group);
  g_option_context_set_summary (context, command->summary);
  g_option_context_set_description (context, details);
  g_option_context_set_help_enabled (context, FALSE);
  return context;
}

/**
 * cal_command_dup_help:
 *
 * Returns: (transfer full): what --help prints
 */
char *
cal_command_dup_help (const CalCommand *command)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GOptionContext) context = context_new (command, NULL, texts);
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  g_autofree char *usage = g_strdup_printf ("  calcarine %s [OPTION...]", command->name);
  const char *rest = strstr (help, " [OPTION...]");

  /* GLib writes the name of the program alone, whatever it is called today. */
  g_return_val_if_fail (rest != NULL, NULL);
  return g_strconcat ("Usage:\n", usage, rest + strlen (" [OPTION...]"), NULL);
}

/**
 * cal_arguments_parse:
 * @words: (array zero-terminated=1): the command's name, and what follows it on the line
 * @wants_help: (out): whether --help or -h was among them; nothing else is checked then
 *
 * Returns: (transfer full) (nullable): what was asked for; NULL with G_OPTION_ERROR if the line
 *   does not follow the table, and without if help is wanted
 */
CalArguments *
cal_arguments_parse (const CalCommand *command, char **words, gboolean *wants_help, GError **error)
{
  g_autoptr (CalArguments) self = g_new0 (CalArguments, 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GOptionContext) context = NULL;
  guint n_operands;

  *wants_help = FALSE;
  for (guint w = 1; words[w] != NULL && !g_str_equal (words[w], "--"); w++)
    if (g_str_equal (words[w], "--help") || g_str_equal (words[w], "-h")) {
      *wants_help = TRUE;
      return NULL;
    }
  self->command = command;
  self->values =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->operands = g_strdupv (words);
  context = context_new (command, self, texts);
  if (!g_option_context_parse_strv (context, &self->operands, error))
    return NULL;
  /* The first word is the command; a "--" that GOption leaves is not an operand. */
  n_operands = g_strv_length (self->operands) - 1;
  if (n_operands > 0 && g_str_equal (self->operands[1], "--")) {
    g_free (self->operands[1]);
    memmove (self->operands + 1, self->operands + 2, n_operands * sizeof *self->operands);
    n_operands--;
  }
  if (n_operands < command->min_operands || n_operands > command->max_operands) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "%u operands; expected %s",
                 n_operands, command->operands);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
cal_arguments_free (CalArguments *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->operands, g_strfreev);
  g_free (self);
}

/**
 * cal_arguments_get_operands:
 *
 * Returns: (transfer none) (array zero-terminated=1): what is no option
 */
const char *const *
cal_arguments_get_operands (CalArguments *self)
{
  return (const char *const *) self->operands + 1;
}

/**
 * cal_arguments_has:
 *
 * Returns: whether the option was on the line
 */
gboolean
cal_arguments_has (CalArguments *self, const char *name)
{
  return g_hash_table_contains (self->values, name);
}

/**
 * cal_arguments_get_text:
 *
 * Returns: (transfer none) (nullable): its value, or what it is when not given
 */
const char *
cal_arguments_get_text (CalArguments *self, const char *name)
{
  GPtrArray *kept = g_hash_table_lookup (self->values, name);

  return kept != NULL ? g_ptr_array_index (kept, 0) : find_option (self->command, name)->initial;
}

/**
 * cal_arguments_get_texts:
 *
 * Returns: (transfer none) (array zero-terminated=1): every value that was given
 */
const char *const *
cal_arguments_get_texts (CalArguments *self, const char *name)
{
  static const char *const none[] = {NULL};
  GPtrArray *kept = g_hash_table_lookup (self->values, name);

  return kept != NULL ? (const char *const *) kept->pdata : none;
}

/**
 * cal_arguments_get_number:
 *
 * Returns: its value, or what it is when not given; 0 if that is not said
 */
double
cal_arguments_get_number (CalArguments *self, const char *name)
{
  const char *text = cal_arguments_get_text (self, name);
  double number = 0.0;

  if (text != NULL)
    read_number (text, &number);
  return number;
}

/**
 * cal_arguments_get_choice:
 *
 * Returns: the index of the word among the option's choices; the value of an enumeration
 */
guint
cal_arguments_get_choice (CalArguments *self, const char *name)
{
  g_auto (GStrv) words = dup_words (find_option (self->command, name));
  const char *text = cal_arguments_get_text (self, name);
  guint n = 0;

  while (words[n] != NULL && g_strcmp0 (words[n], text) != 0)
    n++;
  return n;
}

/**
 * cal_arguments_get_numbers:
 * @numbers: (out caller-allocates): up to @n_max of them
 *
 * Returns: how many there are; 0 if the option was not given
 */
guint
cal_arguments_get_numbers (CalArguments *self, const char *name, double *numbers, guint n_max)
{
  const char *text = cal_arguments_get_text (self, name);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ",", -1) : NULL;
  guint n = 0;

  for (; parts != NULL && parts[n] != NULL && n < n_max; n++)
    read_number (parts[n], &numbers[n]);
  return n;
}
