/* rdm-mpi.c - an RDM computed by many processes, strip by strip, to the same bytes as by one.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

#include "app/command/rdm-backend.h"
#include "io/hdf5-parallel.h"
#include "model/error.h"

/* A message of MPI has no more elements than an int counts. */
#define MAX_MESSAGE ((gsize) 1 << 27)

static guint
get_n_processes (void)
{
  int n;

  MPI_Comm_size (MPI_COMM_WORLD, &n);
  return (guint) n;
}

static void
send_strip (const CalRdmStrips *strips, gsize strip, gpointer distances, int from, int process)
{
  MPI_Datatype type = strips->is_single ? MPI_FLOAT : MPI_DOUBLE;
  gsize size = strips->is_single ? sizeof (float) : sizeof (double);
  gsize n = cal_rdm_strips_get_n_pairs (strips, strip);

  for (gsize k = 0; k < n; k += MAX_MESSAGE) {
    guint8 *part = (guint8 *) distances + k * size;
    int count = (int) MIN (MAX_MESSAGE, n - k);

    if (process == from)
      MPI_Send (part, count, type, 0, 0, MPI_COMM_WORLD);
    else
      MPI_Recv (part, count, type, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  }
}

/* The first process puts the strips of all together. Others get nothing, and no error. */
static void *
gather (const CalRdmStrips *strips, int process, int n_processes, gsize n_pairs)
{
  gsize size = strips->is_single ? sizeof (float) : sizeof (double);
  guint8 *whole = process == 0 ? g_try_malloc_n (n_pairs, size) : NULL;

  if (process == 0 && whole == NULL) {
    fprintf (stderr, "calcarine: the distances do not fit in the memory of the first process\n");
    MPI_Abort (MPI_COMM_WORLD, 1);
  }
  for (gsize s = 0; s < strips->n_strips; s++) {
    int owner = (int) cal_rdm_strips_get_owner (strips, s, (gsize) n_processes);
    guint8 *place = whole != NULL ? whole + size * cal_rdm_strips_get_first_pair (strips, s) : NULL;

    if (owner == 0 && process == 0)
      memcpy (place, strips->strips[s], size * cal_rdm_strips_get_n_pairs (strips, s));
    else if (process == 0 || process == owner)
      send_strip (strips, s, process == owner ? strips->strips[s] : place, owner, process);
  }
  return whole;
}

/* What went wrong here may not have gone wrong elsewhere, where one would wait for ever. */
static void
stop_if_alone (const GError *error)
{
  if (error->domain == CAL_ERROR && error->code != CAL_ERROR_LIMIT)
    return;
  fprintf (stderr, "calcarine: %s\n", error->message);
  MPI_Abort (MPI_COMM_WORLD, 1);
}

static CalArray *
compute (const CalPatterns *patterns,
         const CalPatterns *residuals,
         const CalRdmDesign *design,
         const CalRdmParameters *parameters,
         CalRdmReport *report,
         CalJob *job,
         GError **error)
{
  gboolean is_single = parameters->precision == CAL_PRECISION_SINGLE;
  g_auto (CalRdmStrips) strips = {0};
  g_autoptr (GBytes) bytes = NULL;
  g_autofree void *whole = NULL;
  int process, n_processes;
  gsize n_pairs;

  MPI_Comm_rank (MPI_COMM_WORLD, &process);
  MPI_Comm_size (MPI_COMM_WORLD, &n_processes);
  if (!cal_rdm_strips_init (&strips, design->n_conditions, is_single, (gsize) process,
                            (gsize) n_processes, error) ||
      !cal_rdm_compute_strips (patterns, residuals, design, parameters, &strips, report, job,
                               error)) {
    stop_if_alone (*error);
    return NULL;
  }
  cal_rdm_count_pairs (design->n_conditions, &n_pairs);
  whole = gather (&strips, process, n_processes, n_pairs);
  if (is_single &&
      !cal_rdm_check_single (patterns, residuals, design, parameters, whole, report, job, error)) {
    stop_if_alone (*error);
    return NULL;
  }
  if (process != 0)
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&whole),
                            n_pairs * (is_single ? sizeof (float) : sizeof (double)));
  return cal_array_new (is_single ? CAL_DTYPE_FLOAT32 : CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes,
                        error);
}

static guint
get_process (void)
{
  int process;

  MPI_Comm_rank (MPI_COMM_WORLD, &process);
  return (guint) process;
}

static gboolean
gather_columns (gboolean succeeded, double *values, gsize n_rows, const gsize *firsts)
{
  guint n_processes = get_n_processes (), process = get_process ();
  g_autofree int *counts = g_new (int, n_processes);
  g_autofree int *places = g_new (int, n_processes);
  int all_succeeded, this_one = succeeded ? 1 : 0;

  MPI_Allreduce (&this_one, &all_succeeded, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  if (all_succeeded == 0)
    return FALSE;
  for (guint p = 0; p < n_processes; p++) {
    places[p] = (int) firsts[p];
    counts[p] = (int) (firsts[p + 1] - firsts[p]);
  }
  for (gsize row = 0; row < n_rows; row++) {
    double *start = values + row * firsts[n_processes];

    if (process == 0)
      MPI_Gatherv (MPI_IN_PLACE, 0, MPI_DOUBLE, start, counts, places, MPI_DOUBLE, 0,
                   MPI_COMM_WORLD);
    else
      MPI_Gatherv (start + places[process], counts[process], MPI_DOUBLE, NULL, NULL, NULL,
                   MPI_DOUBLE, 0, MPI_COMM_WORLD);
  }
  return TRUE;
}

const CalRdmBackend cal_rdm_backend = {cal_hdf5_parallel_read, compute, get_n_processes,
                                       get_process, gather_columns};
