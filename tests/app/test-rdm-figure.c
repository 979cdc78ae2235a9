/* test-rdm-figure.c - calcarine figure --view rdm: every cell has the colour of its value.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "io/picture.h"
#include "io/rdm-write.h"
#include "model/colormap.h"
#include "render/scene/rdm-view.h"
#include "tests/support/folder.h"
#include "tests/support/program.h"

#define N 4
#define WIDTH 500
#define HEIGHT 400

static const double values[N][N] = {{0, 1, 3, 7}, {1, 0, 2, 6}, {3, 2, 0, 11}, {7, 6, 11, 0}};

/* A folder with a bundle of one RDM: the colours go from 1 to 11. */
static void
put_study (TestFolder *folder)
{
  static const double sizes[N] = {4, 2, 1, 3};
  const char *ids[] = {"d", "b", "a", "c", NULL};
  gsize n = N, n_pairs = N * (N - 1) / 2, pair = 0;
  double pairs[N * (N - 1) / 2];
  g_autofree char *path = g_build_filename (folder->folder, "study", "x.bundle.h5", NULL);
  g_autofree char *study = g_path_get_dirname (path);
  g_autoptr (GBytes) size_bytes = g_bytes_new (sizes, sizeof sizes), pair_bytes = NULL;
  g_autoptr (CalTextArray) texts = cal_text_array_new_from_strv (ids);
  g_autoptr (CalArray) numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, size_bytes, NULL);
  g_autoptr (CalArray) array = NULL;
  CalColumn columns[] = {{.name = "id", .texts = texts}, {.name = "size", .numbers = numbers}};
  g_autoptr (CalTable) conditions = cal_table_new ("conditions", N, columns, 2, NULL);
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < N; i++)
    for (int k = i + 1; k < N; k++)
      pairs[pair++] = values[i][k];
  pair_bytes = g_bytes_new (pairs, sizeof pairs);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, pair_bytes, NULL);
  g_ptr_array_add (rdms, cal_rdm_new (&(CalRdmDesc){.name = "V1",
                                                    .n_conditions = N,
                                                    .dissimilarities = array,
                                                    .conditions = conditions},
                                      NULL));
  g_assert_cmpint (g_mkdir_with_parents (study, 0700), ==, 0);
  g_assert_true (cal_rdm_write (path, rdms, NULL));
}

/* Where cell (row, column) lies is what the view says; @share is its place in the colours. */
static void
check_cell (GBytes *pixels, gsize row, gsize column, double share, gboolean has_tree)
{
  const guint8 *rgba = g_bytes_get_data (pixels, NULL);
  gsize n = N, x, y;
  CalRdmLayout layout;
  CalRdmView view;
  float rgb[3];

  cal_rdm_view_init (&view);
  cal_rdm_layout (&layout, &view, &n, 1, has_tree, WIDTH, HEIGHT, 1.0);
  x = (gsize) cal_rdm_pane_get_px (&layout.frames[0].pane, 0, (double) column + 0.5);
  y = (gsize) cal_rdm_pane_get_px (&layout.frames[0].pane, 1, (double) row + 0.5);
  cal_colormap_look_up (cal_colormap_find ("bone"), share, rgb);
  for (int c = 0; c < 3; c++)
    g_assert_cmpint (
        abs ((int) rgba[4 * (y * WIDTH + x) + (gsize) c] - (int) lrintf (255.0f * rgb[c])), <=, 1);
}

static GBytes *
draw (TestFolder *folder, const char *option, const char *value)
{
  g_autofree char *path = g_build_filename (folder->folder, "rdm.png", NULL);
  g_auto (Run) drawn =
      run_program (folder->folder, "figure", "-q", "study", "-o", "rdm.png", "--view", "rdm",
                   "--width", "500", "--height", "400", "--dpi", "96", option, value, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *pixels;
  gsize width, height;

  g_test_message ("%s", drawn.complaint);
  g_assert_cmpint (drawn.status, ==, 0);
  pixels = cal_picture_read (path, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (width, ==, WIDTH);
  g_assert_cmpuint (height, ==, HEIGHT);
  return pixels;
}

static void
test_values (TestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pixels = NULL, chosen = NULL;

  put_study (folder);
  pixels = draw (folder, NULL, NULL);
  for (gsize i = 0; i < N; i++)
    for (gsize j = 0; j < N; j++)
      if (i != j)
        check_cell (pixels, i, j, (values[i][j] - 1.0) / 10.0, FALSE);
  chosen = draw (folder, "--rdm", "V1");
  g_assert_true (g_bytes_equal (pixels, chosen));
}

/* 1 2 3 6 7 11 have the ranks 0 to 5 of 5. */
static void
test_ranks (TestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pixels = NULL;

  put_study (folder);
  pixels = draw (folder, "--ranks", NULL);
  check_cell (pixels, 0, 1, 0.0, FALSE);
  check_cell (pixels, 0, 2, 0.4, FALSE);
  check_cell (pixels, 3, 2, 1.0, FALSE);
}

/* By size, rows d b a c of the file become a b c d. Clusters have a tree, which takes room. */
static void
test_orders (TestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) named = NULL, clustered = NULL;

  put_study (folder);
  named = draw (folder, "--order", "size");
  check_cell (named, 0, 1, 0.1, FALSE);
  check_cell (named, 0, 2, 1.0, FALSE);
  check_cell (named, 1, 3, 0.0, FALSE);
  clustered = draw (folder, "--order", "average");
  /* d and b meet at 1; the best orders have them between a and c. */
  check_cell (clustered, 1, 2, 0.0, TRUE);
}

static void
test_refused (TestFolder *folder, gconstpointer data)
{
  static const char *const cases[][3] = {
      {"--rdm", "V9", "\"V1\""},
      {"--order", "width", "as-in-file, ward, average, id, size"},
      {"--no-colour-bar", NULL, "--no-colour-bar"}};
  g_autofree char *never = g_build_filename (folder->folder, "never.svg", NULL);

  put_study (folder);
  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_auto (Run) refused = run_program (folder->folder, "figure", "-q", "study", "-o", "never.svg",
                                        "--view", "rdm", cases[n][0], cases[n][1], NULL);

    g_test_message ("%s", refused.complaint);
    g_assert_cmpint (refused.status, ==, 1);
    g_assert_nonnull (strstr (refused.complaint, cases[n][2]));
    g_assert_false (g_file_test (never, G_FILE_TEST_EXISTS));
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/rdm-figure/values", test_values},
      {"/rdm-figure/ranks", test_ranks},
      {"/rdm-figure/orders", test_orders},
      {"/rdm-figure/refused", test_refused},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
