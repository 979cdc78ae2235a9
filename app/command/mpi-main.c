/* mpi-main.c - calcarine-mpi: the commands that many processes can work on together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <locale.h>
#include <mpi.h>
#include <stdio.h>
#include <string.h>

#include "analysis/blas.h"
#include "app/command/command.h"

static const CalCommand *const commands[] = {&cal_command_rdm, &cal_command_searchlight};

/* All processes find the same faults of a command line or a file; one tells of them. */
static void
say_nothing (const char *text)
{
}

static int
dispatch (char **words, int process)
{
  if (words[0] != NULL)
    for (gsize n = 0; n < G_N_ELEMENTS (commands); n++)
      if (g_str_equal (words[0], commands[n]->name))
        return cal_command_run (commands[n], words);
  if (process == 0)
    fputs ("Usage:\n"
           "  mpirun -n N calcarine-mpi rdm [OPTION...] PATTERNS\n"
           "  mpirun -n N calcarine-mpi searchlight [OPTION...] PATTERNS\n"
           "\n"
           "\"calcarine rdm --help\" and \"calcarine searchlight --help\" list the options.\n",
           words[0] != NULL && g_str_equal (words[0], "--help") ? stdout : stderr);
  return words[0] != NULL && g_str_equal (words[0], "--help") ? 0 : CAL_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  int process, status = 0;
  gboolean wants_help = FALSE;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  /* Before MPI begins, which a program can do only once. */
  cal_command_restart_with_better_kernels (argv);
  MPI_Init (&argc, &argv);
  MPI_Comm_rank (MPI_COMM_WORLD, &process);
  for (int n = 1; n < argc; n++)
    wants_help = wants_help || g_str_equal (argv[n], "--help") || g_str_equal (argv[n], "-h");
  if (process != 0)
    g_set_printerr_handler (say_nothing);
  if (process == 0 || !wants_help)
    status = dispatch (argv + 1, process);
  MPI_Finalize ();
  return status;
}
