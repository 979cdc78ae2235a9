/* hdf5-parallel.c - one HDF5 dataset read by all processes of an MPI program together.
 *
 * Each reads a share of the rows from the file, and gets the others from who read them. Nothing
 * stands between the file and this process, as calcarine-reader does elsewhere: it is for the
 * person's own files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-parallel.h"

#include <mpi.h>

#include "io/hdf5-private.h"
#include "model/error.h"

static hid_t
open_file (const char *path)
{
  hid_t access = H5Pcreate (H5P_FILE_ACCESS), file;

  H5Pset_fapl_mpio (access, MPI_COMM_WORLD, MPI_INFO_NULL);
  file = H5Fopen (path, H5F_ACC_RDONLY, access);
  H5Pclose (access);
  return file;
}

/* Reads rows [first, end) of the block. */
static gboolean
read_rows (hid_t dataset,
           const guint64 start[2],
           const guint64 count[2],
           guint64 first,
           guint64 end,
           double *values)
{
  hid_t space = H5Dget_space (dataset), transfer = H5Pcreate (H5P_DATASET_XFER);
  hsize_t lengths[2] = {0}, from[2] = {start[0] + first, start[1]}, n[2] = {end - first, count[1]};
  hid_t memory = H5Screate_simple (2, n, NULL);
  gboolean sound = H5Sget_simple_extent_ndims (space) == 2 &&
                   H5Sget_simple_extent_dims (space, lengths, NULL) == 2 &&
                   start[0] + count[0] <= lengths[0] && start[1] + count[1] <= lengths[1];

  if (sound && end > first)
    sound = H5Sselect_hyperslab (space, H5S_SELECT_SET, from, NULL, n, NULL) >= 0;
  else {
    H5Sselect_none (space);
    H5Sselect_none (memory);
  }
  /* All have to take part, also those that have nothing to read. */
  H5Pset_dxpl_mpio (transfer, H5FD_MPIO_COLLECTIVE);
  sound = H5Dread (dataset, H5T_NATIVE_DOUBLE, memory, space, transfer, values) >= 0 && sound;
  H5Pclose (transfer);
  H5Sclose (memory);
  H5Sclose (space);
  return sound;
}

/* Gives everyone the rows that the others read. */
static void
share_rows (guint64 n_rows, guint64 n_columns, int n_processes, double *values)
{
  for (int process = 0; process < n_processes; process++) {
    guint64 first = n_rows * (guint64) process / (guint64) n_processes;
    guint64 end = n_rows * (guint64) (process + 1) / (guint64) n_processes;

    for (guint64 row = first; row < end; row++)
      MPI_Bcast (values + row * n_columns, (int) n_columns, MPI_DOUBLE, process, MPI_COMM_WORLD);
  }
}

/**
 * cal_hdf5_parallel_read:
 * @path: of the file, the same for all processes
 * @dataset: of two dimensions
 * @start: of the block
 * @count: of the block
 * @values: (out caller-allocates): the block, row by row, in every process
 *
 * All processes call it together, after MPI_Init().
 *
 * Returns: FALSE with CAL_ERROR_FORMAT in all of them, if one could not read its share
 */
gboolean
cal_hdf5_parallel_read (const char *path,
                        const char *dataset,
                        const guint64 start[2],
                        const guint64 count[2],
                        double *values,
                        GError **error)
{
  int process, n_processes, sound, all_sound;
  guint64 first, end;
  hid_t file, opened = -1;

  MPI_Comm_rank (MPI_COMM_WORLD, &process);
  MPI_Comm_size (MPI_COMM_WORLD, &n_processes);
  first = count[0] * (guint64) process / (guint64) n_processes;
  end = count[0] * (guint64) (process + 1) / (guint64) n_processes;
  H5Eset_auto2 (H5E_DEFAULT, NULL, NULL);
  file = open_file (path);
  if (file >= 0)
    opened = H5Dopen2 (file, dataset, H5P_DEFAULT);
  sound = opened >= 0 && count[1] <= G_MAXINT;
  MPI_Allreduce (&sound, &all_sound, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  if (all_sound) {
    sound = read_rows (opened, start, count, first, end, values + first * count[1]);
    MPI_Allreduce (&sound, &all_sound, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  }
  if (opened >= 0)
    H5Dclose (opened);
  if (file >= 0)
    H5Fclose (file);
  if (!all_sound) {
    g_autofree char *name = g_filename_display_name (path);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: its values cannot be read by MPI",
                 name, dataset);
    return FALSE;
  }
  share_rows (count[0], count[1], n_processes, values);
  return TRUE;
}
