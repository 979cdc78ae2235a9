/* fuzz.c - the targets under libFuzzer: fuzz --target=NAME [libFuzzer's arguments]
 *
 * fuzz --make-seeds=FOLDER writes the seeds of all targets, a folder each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const FuzzTarget *target;

static const char *
find_value (int argc, char **argv, const char *option)
{
  for (int n = 1; n < argc; n++)
    if (g_str_has_prefix (argv[n], option))
      return argv[n] + strlen (option);
  return NULL;
}

/* GLib ends a program by SIGTRAP, which libFuzzer would not keep the input of. */
static void
abort_instead (int number)
{
  abort ();
}

/* What libFuzzer calls first; it ignores arguments that begin with two dashes. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *name = find_value (*argc, *argv, "--target=");
  const char *seeds = find_value (*argc, *argv, "--make-seeds=");

  if (seeds != NULL) {
    for (const FuzzTarget *each = fuzz_targets; each->name != NULL; each++)
      fuzz_target_make_seeds (each, seeds);
    exit (0);
  }
  target = name != NULL ? fuzz_target_find (name) : NULL;
  if (target == NULL) {
    g_printerr ("fuzz: expected --target= with one of\n");
    for (const FuzzTarget *each = fuzz_targets; each->name != NULL; each++)
      g_printerr ("%s\n", each->name);
    exit (2);
  }
  signal (SIGTRAP, abort_instead);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_target_run (target, data, size);
  return 0;
}
