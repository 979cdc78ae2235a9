/* test-layout-flat-images.c - pictures of a flatmap become maps on one.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"

#define HEIGHT 4
#define WIDTH 5
#define N_IMAGES 2

/* Rows go down. The middle column is empty; the left hemisphere lacks its upper left corner. */
static const double mask[HEIGHT][WIDTH] = {
    {0, 1, 0, 1, 1}, {1, 1, 0, 1, 1}, {1, 1, 0, 1, 1}, {1, 1, 0, 1, 1}};

static void
test_images (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  float images[N_IMAGES][HEIGHT][WIDTH];
  CalReadItem *item;
  CalSurface *right;
  CalMap *map;

  for (int n = 0; n < N_IMAGES * HEIGHT * WIDTH; n++)
    (&images[0][0][0])[n] = (float) n;
  layout_files_put_npy (folder, "shape/cmask.npy", CAL_DTYPE_FLOAT64, 2,
                        (const gsize[]){HEIGHT, WIDTH}, mask);
  layout_files_put_npy (folder, "shape/41fc.npy", CAL_DTYPE_FLOAT32, 3,
                        (const gsize[]){N_IMAGES, HEIGHT, WIDTH}, images);
  reading = layout_files_open (folder, "shape", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  item = layout_files_get_item (reading, "41fc");
  map = CAL_MAP (item->data);
  g_assert_nonnull (item->cortex);
  g_assert_cmpuint (cal_map_get_n_frames (map), ==, N_IMAGES);
  g_assert_cmpuint (cal_map_get_desc (map)->n_vertices[0], ==, 7);
  g_assert_cmpuint (cal_map_get_desc (map)->n_vertices[1], ==, 8);
  /* The first vertex is the lower left pixel; the third the highest of its column. */
  g_assert_cmpfloat (cal_map_get_element (map, 0, 0).value, ==, images[0][3][0]);
  g_assert_cmpfloat (cal_map_get_element (map, 2, 1).value, ==, images[1][1][0]);
  g_assert_cmpfloat (cal_map_get_element (map, 6, 0).value, ==, images[0][0][1]);
  g_assert_cmpfloat (cal_map_get_vertex (map, CAL_RIGHT, 1, 1).value, ==, images[1][2][3]);
  right = cal_cortex_get_surface (item->cortex, CAL_RIGHT, CAL_SURFACE_FLAT);
  g_assert_cmpfloat (cal_surface_get_vertices (right)[3], ==, 3.0);
  g_assert_cmpfloat (cal_surface_get_vertices (right)[4], ==, 1.0);
}

/* Ten images of 256 x 256. */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("encoding/fmri_shape");
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (CalReading) reading = NULL;
  CalReadItem *item;

  if (path == NULL)
    return;
  request = cal_read_request_new ((const char *const[]){path, NULL}, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, NULL);
  item = layout_files_get_item (reading, "41fce4197aad78f76fab5a5e55726ee7");
  g_assert_cmpuint (cal_map_get_n_frames (CAL_MAP (item->data)), ==, 10);
  g_assert_nonnull (item->cortex);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-flat-images/images", test_images},
      {"/layout-flat-images/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
