/* main.c - calcarine, the command line.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "app/command/command.h"
#include "app/command/start-window.h"
#include "io/cache.h"

static const CalCommand *const commands[] = {
    &cal_command_info,      &cal_command_probe,       &cal_command_captions,
    &cal_command_figure,    &cal_command_demo,        &cal_command_convert,
    &cal_command_compare,   &cal_command_rdm,         &cal_command_rsa,
    &cal_command_hierarchy, &cal_command_searchlight, &cal_command_pair,
    &cal_command_cka,       &cal_command_contrast,    &cal_command_score,
    &cal_command_ceiling,   &cal_command_leaderboard, &cal_command_region_stats,
    &cal_command_identify,
};

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
    fprintf (stdout, "  %-12s %s\n", commands[n]->name, commands[n]->summary);
  fputs ("\n"
         "\"calcarine COMMAND --help\" lists its options. A path that is called like a command is\n"
         "written with its folder: ./demo\n"
         "\n"
         "Options:\n"
         "  -h, --help     print this\n"
         "  --version      print the version\n"
         "Before a command or paths:\n"
         "  --allow-external FILE  let files that are opened have this one read too: HDF5 links\n"
         "  --clear-cache          delete what was kept of files that were slow to read\n",
         stdout);
}

static int
dispatch (char **words)
{
  if (words[0] == NULL)
    return cal_start_window (words);
  for (gsize n = 0; n < G_N_ELEMENTS (commands); n++)
    if (g_str_equal (words[0], commands[n]->name))
      return cal_command_run (commands[n], words);
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

/* Options of every command, before it: what is left are the command and its words. */
static char **
take_options (char **words)
{
  static const char variable[] = "CALCARINE_ALLOW_EXTERNAL";

  while (words[0] != NULL) {
    if (g_str_equal (words[0], "--clear-cache")) {
      cal_cache_clear ();
      words++;
    } else if (g_str_equal (words[0], "--allow-external") && words[1] != NULL) {
      g_autofree char *path = g_canonicalize_filename (words[1], NULL);
      g_autofree char *all = g_strconcat (g_getenv (variable) != NULL ? g_getenv (variable) : "",
                                          G_SEARCHPATH_SEPARATOR_S, path, NULL);

      g_setenv (variable, all, TRUE);
      words += 2;
    } else
      break;
  }
  return words;
}

int
main (int argc, char **argv)
{
  char **words;
  int status;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  words = take_options (argv + 1);
  status = words[0] == NULL && argc > 1 ? 0 : dispatch (words);
  cal_cache_flush ();
  if (fflush (stdout) != 0 || ferror (stdout)) {
    g_printerr ("calcarine: standard output: %s\n", g_strerror (errno));
    return status == 0 ? CAL_EXIT_FAILED : status;
  }
  return status;
}
