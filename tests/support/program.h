/* program.h - the command line, run as a person runs it, with no display.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a run of the program gave. */
typedef struct {
  char *output;
  char *complaint;
  int status;
} Run;

Run run_program (const char *folder, const char *first, ...) G_GNUC_NULL_TERMINATED;
void run_clear (Run *run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

G_END_DECLS
