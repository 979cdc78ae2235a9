/* mpi-patterns.c - the files that test-rdm-mpi.sh works on: mpi-patterns FOLDER
 *
 * 600 observations of 300 conditions in two runs, 500 channels, one of them broken; and a band of
 * as many vertices.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/gifti.h"
#include "io/hdf5-write.h"
#include "io/npy.h"

enum { N_ROWS = 600, N_CHANNELS = 500 };

static CalArray *
make_array (const double *values, gsize n_rows, gsize n_columns)
{
  gsize dims[2] = {n_rows, n_columns};
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_rows * n_columns * sizeof *values);

  return cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
}

/* Two rows of vertices, and the triangles between them. */
static gboolean
write_band (const char *path)
{
  float vertices[3 * N_CHANNELS];
  guint32 faces[3 * (N_CHANNELS - 2)];
  CalSurfaceDesc desc = {.name = "band",
                         .hemisphere = CAL_LEFT,
                         .kind = CAL_SURFACE_WHITE,
                         .surface_to_world = cal_affine_identity ()};
  g_autoptr (GBytes) vertex_bytes = NULL, face_bytes = NULL;
  g_autoptr (CalSurface) band = NULL;

  for (guint32 v = 0; v < N_CHANNELS; v++) {
    vertices[3 * v] = 0.5f * (float) v;
    vertices[3 * v + 1] = (float) (v % 2);
    vertices[3 * v + 2] = 0.0f;
    for (guint32 k = 0; k < 3 && v + 2 < N_CHANNELS; k++)
      faces[3 * v + k] = v + k;
  }
  desc.vertices = vertex_bytes = g_bytes_new (vertices, sizeof vertices);
  desc.faces = face_bytes = g_bytes_new (faces, sizeof faces);
  band = cal_surface_new (&desc, NULL);
  return band != NULL && cal_gifti_write_surface (band, path, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  g_autofree double *values = g_new (double, N_ROWS *N_CHANNELS);
  g_autofree double *turned = g_new (double, N_ROWS *N_CHANNELS);
  g_autofree char *npy = g_build_filename (argv[1], "patterns.npy", NULL);
  g_autofree char *h5 = g_build_filename (argv[1], "patterns.h5", NULL);
  g_autofree char *csv = g_build_filename (argv[1], "conditions.csv", NULL);
  g_autofree char *band = g_build_filename (argv[1], "band.surf.gii", NULL);
  g_autoptr (GString) table = g_string_new ("id,run\n");
  g_autoptr (CalArray) array = NULL, turned_array = NULL;
  g_autoptr (CalHdf5Writer) writer = NULL;

  for (gsize k = 0; k < N_ROWS * N_CHANNELS; k++)
    values[k] = g_rand_double (random);
  values[7 * N_CHANNELS + 3] = (double) NAN;
  for (gsize r = 0; r < N_ROWS; r++) {
    g_string_append_printf (table, "c%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT "\n", r % (N_ROWS / 2),
                            r / (N_ROWS / 2));
    for (gsize c = 0; c < N_CHANNELS; c++)
      turned[c * N_ROWS + r] = values[r * N_CHANNELS + c];
  }
  array = make_array (values, N_ROWS, N_CHANNELS);
  turned_array = make_array (turned, N_CHANNELS, N_ROWS);
  writer = cal_hdf5_writer_new (h5, NULL);
  return writer != NULL && cal_hdf5_writer_add (writer, "/patterns", array, NULL) &&
                 cal_hdf5_writer_add (writer, "/turned", turned_array, NULL) &&
                 cal_hdf5_writer_commit (writer, NULL) && cal_npy_write (npy, array, NULL) &&
                 write_band (band) && g_file_set_contents (csv, table->str, -1, NULL)
             ? 0
             : 1;
}
