/* program.c - the command line, run as a person runs it, with no display.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/program.h"

#include <sys/wait.h>

void
run_clear (Run *run)
{
  g_free (run->output);
  g_free (run->complaint);
}

/* Runs CALCARINE_PROGRAM in a folder, with the words that follow, ended by NULL. */
Run
run_program (const char *folder, const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  Run result = {NULL};
  va_list arguments;
  int wait_status;

  environment = g_environ_unsetenv (environment, "DISPLAY");
  environment = g_environ_unsetenv (environment, "WAYLAND_DISPLAY");
  g_ptr_array_add (words, (gpointer) g_getenv ("CALCARINE_PROGRAM"));
  va_start (arguments, first);
  for (const char *word = first; word != NULL; word = va_arg (arguments, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (arguments);
  g_ptr_array_add (words, NULL);
  g_spawn_sync (folder, (char **) words->pdata, environment, G_SPAWN_DEFAULT, NULL, NULL,
                &result.output, &result.complaint, &wait_status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (wait_status));
  result.status = WEXITSTATUS (wait_status);
  if (*result.complaint != '\0')
    g_test_message ("%s: %s", first, result.complaint);
  return result;
}
