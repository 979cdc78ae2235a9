/* test-series-file.c - series that stay in their file, whichever way round it keeps them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <fcntl.h>
#include <unistd.h>

#include "io/series-file.h"
#include "tests/support/folder.h"

enum { N_FRAMES = 1200, N_ROWS = 8000, FRAME = 17, ROW = 4321, HEADER = 128 };

/* A file of 38 MB that is a hole but for one number: too large to be read whole. */
static char *
write_npy (TestFolder *fixture, gboolean is_rows_first)
{
  char *path = g_build_filename (fixture->folder, "series.npy", NULL);
  g_autofree char *text =
      g_strdup_printf ("{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }",
                       is_rows_first ? N_ROWS : N_FRAMES, is_rows_first ? N_FRAMES : N_ROWS);
  g_autofree char *header = g_strdup_printf ("%s%c%c%c%c%-117s\n", "\x93NUMPY", 1, 1, 118, 1, text);
  int fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  const float number = 2.5f;
  off_t at = is_rows_first ? (off_t) ROW * N_FRAMES + FRAME : (off_t) FRAME * N_ROWS + ROW;

  header[7] = header[9] = '\0';
  g_assert_cmpint (pwrite (fd, header, HEADER, 0), ==, HEADER);
  g_assert_cmpint (ftruncate (fd, HEADER + (off_t) 4 * N_FRAMES * N_ROWS), ==, 0);
  g_assert_cmpint (pwrite (fd, &number, 4, HEADER + 4 * at), ==, 4);
  close (fd);
  return path;
}

static void
test_read (TestFolder *fixture, gconstpointer data)
{
  gboolean is_rows_first = data != NULL;
  g_autofree char *path = write_npy (fixture, is_rows_first);
  CalSeriesSource source = cal_series_file_new_as (path, "", N_FRAMES, N_ROWS,
                                                   is_rows_first ? CAL_SERIES_FILE_ROWS_FIRST : 0);
  const guint32 rows[] = {ROW + 1, ROW};
  g_autofree float *values = g_new (float, 2 * N_FRAMES);
  g_autofree float *frame = g_new (float, N_ROWS);
  g_autoptr (GError) error = NULL;

  g_assert_true (source.read_rows (source.data, rows, 2, values, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (values[FRAME], ==, 0.0f);
  g_assert_cmpfloat (values[N_FRAMES + FRAME], ==, 2.5f);
  g_assert_cmpfloat (values[N_FRAMES + FRAME + 1], ==, 0.0f);
  g_assert_true (source.read_frame (source.data, FRAME, frame, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (frame[ROW], ==, 2.5f);
  g_assert_cmpfloat (frame[ROW - 1], ==, 0.0f);
  source.free_data (source.data);
}

/* Of another shape than was said when it was opened. */
static void
test_other_shape (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_npy (fixture, FALSE);
  CalSeriesSource source = cal_series_file_new (path, "", N_FRAMES + 1, N_ROWS);
  g_autofree float *frame = g_new (float, N_ROWS);
  g_autoptr (GError) error = NULL;

  g_assert_false (source.read_frame (source.data, N_FRAMES, frame, NULL, &error));
  g_assert_nonnull (error);
  source.free_data (source.data);
}

static void
add (const char *name, gconstpointer data, void (*test) (TestFolder *, gconstpointer))
{
  g_test_add (name, TestFolder, data, test_folder_set_up, test, test_folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/series-file/frames-first", NULL, test_read);
  add ("/series-file/rows-first", "rows", test_read);
  add ("/series-file/other-shape", NULL, test_other_shape);
  return g_test_run ();
}
