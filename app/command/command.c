/* command.c - how a command is started, and tells what went wrong.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analysis/blas.h"

/**
 * cal_command_complain:
 * @path: (nullable): what could not be done
 * @error: why
 *
 * Prints it, naming the path once.
 */
void
cal_command_complain (const char *path, const GError *error)
{
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : NULL;

  if (name == NULL || strstr (error->message, name) != NULL)
    g_printerr ("calcarine: %s\n", error->message);
  else
    g_printerr ("calcarine: %s: %s\n", name, error->message);
}

/**
 * cal_command_restart_with_better_kernels:
 * @argv: of main()
 *
 * Starts this program once more, if the library of linear algebra has taken kernels below what the
 * processor can do: see analysis/blas.c. If that fails, they are slower.
 */
void
cal_command_restart_with_better_kernels (char **argv)
{
  const char *core = cal_blas_get_better_core ();

  if (core == NULL)
    return;
  g_setenv (CAL_BLAS_CORE_VARIABLE, core, TRUE);
  execv ("/proc/self/exe", argv);
}

/**
 * cal_command_run:
 * @words: (array zero-terminated=1): in the array of main(), what follows the program
 *
 * Returns: the exit status
 */
int
cal_command_run (const CalCommand *command, char **words)
{
  g_autoptr (CalArguments) arguments = NULL;
  g_autoptr (GError) error = NULL;
  gboolean wants_help;

  if (command->computes)
    cal_command_restart_with_better_kernels (words - 1);
  arguments = cal_arguments_parse (command, words, &wants_help, &error);
  if (wants_help) {
    g_autofree char *help = cal_command_dup_help (command);

    fputs (help, stdout);
    return 0;
  }
  if (arguments == NULL) {
    g_printerr ("calcarine %s: %s\nTry \"calcarine %s --help\".\n", command->name, error->message,
                command->name);
    return CAL_EXIT_USAGE;
  }
  return command->run (arguments);
}
