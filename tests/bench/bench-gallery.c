/* bench-gallery.c - scroll a gallery of 73,000 pictures that lie in one file, as NSD's do.
 *
 * Prints one line of JSON: what a thumbnail costs against libhdf5 reading the picture in this
 * process, how soon the last pictures are there after all have been scrolled past, and the most
 * memory that was taken. The file has room for the pictures, of which no byte is written.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <hdf5.h>
#include <string.h>

#include "io/thumbnail.h"
#include "render/scene/pictures.h"

enum { N_PICTURES = 73000, SIDE = 425, N_VISIBLE = 40, N_PAGES = 40, THUMBNAIL = 128 };

#define BUDGET_BYTES (64u << 20)

static void
make_brick (const char *path)
{
  const hsize_t dims[] = {N_PICTURES, SIDE, SIDE, 3}, chunk[] = {1, SIDE, SIDE, 3};
  hid_t file = H5Fcreate (path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  hid_t space = H5Screate_simple (4, dims, NULL), creation = H5Pcreate (H5P_DATASET_CREATE);

  H5Pset_chunk (creation, 4, chunk);
  H5Pset_alloc_time (creation, H5D_ALLOC_TIME_EARLY);
  H5Pset_fill_time (creation, H5D_FILL_TIME_NEVER);
  H5Dclose (
      H5Dcreate2 (file, "/imgBrick", H5T_STD_U8LE, space, H5P_DEFAULT, creation, H5P_DEFAULT));
  H5Pclose (creation);
  H5Sclose (space);
  H5Fclose (file);
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static double
time_bare (const char *path)
{
  hid_t file = H5Fopen (path, H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t dataset = H5Dopen2 (file, "/imgBrick", H5P_DEFAULT), space = H5Dget_space (dataset);
  const hsize_t count[] = {1, SIDE, SIDE, 3};
  hid_t memory = H5Screate_simple (4, count, NULL);
  g_autofree guint8 *pixels = g_malloc (SIDE * SIDE * 3);
  gint64 start = g_get_monotonic_time ();
  double seconds;

  for (hsize_t n = 0; n < N_PAGES * N_VISIBLE; n++) {
    const hsize_t at[] = {n * 45 + 7, 0, 0, 0};

    H5Sselect_hyperslab (space, H5S_SELECT_SET, at, NULL, count, NULL);
    H5Dread (dataset, H5T_NATIVE_UINT8, memory, space, H5P_DEFAULT, pixels);
  }
  seconds = seconds_since (start);
  H5Sclose (memory);
  H5Sclose (space);
  H5Dclose (dataset);
  H5Fclose (file);
  return seconds / (N_PAGES * N_VISIBLE);
}

static CalArray *
get (CalPictures *pictures, const char *path, guint n)
{
  g_autofree char *source = g_strdup_printf ("%s:/imgBrick[%u]", path, n);

  return cal_pictures_get (pictures, source, THUMBNAIL);
}

/* Until a page of pictures is there. */
static void
wait_for_page (CalPictures *pictures, const char *path, guint first, guint step, gsize *peak)
{
  for (guint n_there = 0; n_there < N_VISIBLE;) {
    n_there = 0;
    for (guint n = 0; n < N_VISIBLE; n++)
      n_there += get (pictures, path, first + n * step) != NULL;
    *peak = MAX (*peak, cal_pictures_get_bytes (pictures));
    if (n_there < N_VISIBLE)
      g_main_context_iteration (NULL, TRUE);
  }
}

static double
find_peak_mb (void)
{
  g_autofree char *status = NULL;
  const char *peak;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0.0;
  peak = strstr (status, "VmHWM:");
  return peak != NULL ? g_ascii_strtod (peak + 6, NULL) / 1024.0 : 0.0;
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("calcarine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "nsd_stimuli.hdf5", NULL);
  g_autoptr (CalPictures) pictures = cal_pictures_new (cal_thumbnail_load, BUDGET_BYTES);
  gsize peak = 0;
  double bare, paged, asked, settled;
  gint64 start;

  make_brick (path);
  bare = time_bare (path);
  wait_for_page (pictures, path, 1, 1, &peak);
  start = g_get_monotonic_time ();
  for (guint page = 0; page < N_PAGES; page++)
    wait_for_page (pictures, path, page * N_VISIBLE * 45 + 7, 45, &peak);
  paged = seconds_since (start) / (N_PAGES * N_VISIBLE);
  start = g_get_monotonic_time ();
  for (guint n = 0; n < N_PICTURES; n++)
    get (pictures, path, n);
  asked = seconds_since (start);
  start = g_get_monotonic_time ();
  wait_for_page (pictures, path, N_PICTURES - N_VISIBLE, 1, &peak);
  settled = seconds_since (start);
  g_print ("{\"bench\": \"gallery\", \"thumbnail_ms\": %.2f, \"bare_ms\": %.2f, \"ratio\": %.2f, "
           "\"asked_all_s\": %.2f, \"last_page_s\": %.2f, \"pictures_mb\": %.1f, "
           "\"process_mb\": %.0f}\n",
           paged * 1e3, bare * 1e3, paged / bare, asked, settled, (double) peak / 1e6,
           find_peak_mb ());
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
