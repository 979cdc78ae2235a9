/* main.c - calcarine, the command line.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analysis/blas.h"
#include "app/command/command.h"
#include "app/command/start-window.h"

static const CalCommand *const commands[] = {
    &cal_command_info, &cal_command_probe,   &cal_command_figure,
    &cal_command_demo, &cal_command_convert, &cal_command_compare,
    &cal_command_rdm,  &cal_command_rsa,     &cal_command_hierarchy,
};

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

static void
print_help (void)
{
  fputs ("Usage:\n"
         "  calcarine [PATH...]                open files, folders or a study in the window\n"
         "  calcarine COMMAND [OPTION...] ...  work without a window\n"
         "\n"
         "Commands:\n",
         stdout);
  for (gsize n = 0; n < G_N_ELEMENTS (commands); n++)
    fprintf (stdout, "  %-9s %s\n", commands[n]->name, commands[n]->summary);
  fputs ("\n"
         "\"calcarine COMMAND --help\" lists its options. A path that is called like a command is\n"
         "written with its folder: ./demo\n"
         "\n"
         "Options:\n"
         "  -h, --help     print this\n"
         "  --version      print the version\n",
         stdout);
}

/* BLAS chooses its kernels when the program starts: see analysis/blas.c. */
static void
restart_with_better_kernels (char **words)
{
  const char *core = cal_blas_get_better_core ();

  if (core == NULL)
    return;
  g_setenv (CAL_BLAS_CORE_VARIABLE, core, TRUE);
  /* The words are those of main() without the first. If it fails, the kernels are slower. */
  execv ("/proc/self/exe", words - 1);
}

static int
run_command (const CalCommand *command, char **words)
{
  g_autoptr (CalArguments) arguments = NULL;
  g_autoptr (GError) error = NULL;
  gboolean wants_help;

  if (command->computes)
    restart_with_better_kernels (words);
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

static int
dispatch (char **words)
{
  if (words[0] == NULL)
    return cal_start_window (words);
  for (gsize n = 0; n < G_N_ELEMENTS (commands); n++)
    if (g_str_equal (words[0], commands[n]->name))
      return run_command (commands[n], words);
  if (g_str_equal (words[0], "--help") || g_str_equal (words[0], "-h")) {
    print_help ();
    return 0;
  }
  if (g_str_equal (words[0], "--version")) {
    fputs ("calcarine " CALCARINE_VERSION "\n", stdout);
    return 0;
  }
  if (g_str_equal (words[0], "--"))
    return cal_start_window (words + 1);
  if (words[0][0] == '-') {
    g_printerr ("calcarine: unknown option %s\nTry \"calcarine --help\".\n", words[0]);
    return CAL_EXIT_USAGE;
  }
  for (guint n = 0; words[n] != NULL; n++)
    if (!g_file_test (words[n], G_FILE_TEST_EXISTS) && strstr (words[n], "://") == NULL) {
      g_printerr ("calcarine: %s: no such command, file or folder\n", words[n]);
      return CAL_EXIT_USAGE;
    }
  return cal_start_window (words);
}

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  status = dispatch (argv + 1);
  if (fflush (stdout) != 0 || ferror (stdout)) {
    g_printerr ("calcarine: standard output: %s\n", g_strerror (errno));
    return status == 0 ? CAL_EXIT_FAILED : status;
  }
  return status;
}
