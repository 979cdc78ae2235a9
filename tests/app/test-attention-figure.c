/* test-attention-figure.c - calcarine figure --view attention: from a file of maps to the corner
 * that is lit.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "analysis/attention-map.h"
#include "io/format.h"
#include "io/hdf5-write.h"
#include "io/layouts/layout.h"
#include "io/picture.h"
#include "render/vector/attention-plot.h"
#include "tests/support/folder.h"
#include "tests/support/program.h"

#define WIDTH 500
#define HEIGHT 400
#define N_SAMPLES 4
#define N_QUERIES 5
#define N_TOKENS 9
#define GRID 3
/* Three patches of 14 pixels, of which the last has 9 of picture. */
#define PATCH 14.0
#define SHOWN 37.0

#define HALF_ONE 0x3c00

static const char *const queries[] = {"V1", "lh.FFA", "rh.FFA", "PPA", "unassigned", NULL};
static const char *const images[] = {"stim01", "stim02", "stim03", "stim04", NULL};

/* In stim02 each region looks at one patch: the four corners, top left, top right, bottom left,
 * bottom right, and the middle; in others all look at the middle of the upper row. */
static const gsize looks[N_QUERIES] = {0, 2, 6, 8, 4};

static void
put_maps (const char *path)
{
  gsize dims[] = {N_SAMPLES, 1, N_QUERIES, N_TOKENS}, n = N_SAMPLES * N_QUERIES * N_TOKENS;
  guint16 *halves = g_new0 (guint16, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (halves, n * sizeof *halves);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT16, 4, dims, bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, &error);

  for (gsize s = 0; s < N_SAMPLES; s++)
    for (gsize q = 0; q < N_QUERIES; q++)
      halves[(s * N_QUERIES + q) * N_TOKENS + (s == 1 ? looks[q] : 1)] = HALF_ONE;
  cal_hdf5_writer_add (writer, "/attn_maps", array, &error);
  cal_hdf5_writer_set_numbers (writer, "/", "grid", (double[]){GRID, GRID}, 2, &error);
  cal_hdf5_writer_set_numbers (writer, "/", "patch_size", (double[]){PATCH}, 1, &error);
  cal_hdf5_writer_set_numbers (writer, "/", "image_size", (double[]){SHOWN}, 1, &error);
  cal_hdf5_writer_set_texts (writer, "/", "padding", (const char *const[]){"right bottom", NULL},
                             &error);
  cal_hdf5_writer_set_texts (writer, "/", "queries", queries, &error);
  cal_hdf5_writer_set_texts (writer, "/", "image_ids", images, &error);
  cal_hdf5_writer_commit (writer, &error);
  g_assert_no_error (error);
}

static void
put_picture (const char *folder, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 64, 64);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

/* Black pictures, and a file of maps. */
static void
put_study (TestFolder *folder)
{
  g_autofree char *stimuli = g_build_filename (folder->folder, "study", "stimuli", NULL);
  g_autofree char *maps = g_build_filename (folder->folder, "study", "attention.h5", NULL);

  g_assert_cmpint (g_mkdir_with_parents (stimuli, 0700), ==, 0);
  for (gsize s = 0; s < N_SAMPLES; s++)
    put_picture (stimuli, images[s]);
  put_maps (maps);
}

static GBytes *
draw (TestFolder *folder, const char *regions, const char *stimulus, const char *option)
{
  g_autofree char *path = g_build_filename (folder->folder, "a.png", NULL);
  g_auto (Run) drawn =
      run_program (folder->folder, "figure", "-q", "study", "-o", "a.png", "--view", "attention",
                   "--width", "500", "--height", "400", "--dpi", "96", "--regions", regions,
                   "--stimulus", stimulus, option, NULL);
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

/* The view's own drawing, with the maps that the file holds. */
static cairo_surface_t *
draw_plot (TestFolder *folder, gsize query, CalAttentionLayout *layout)
{
  g_autofree char *path = g_build_filename (folder->folder, "study", "attention.h5", NULL);
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, NULL);
  g_autoptr (CalFindings) findings = cal_layouts_find_in_file (loaded, NULL, NULL);
  CalAttention *attention = CAL_ATTENTION (((CalPart *) findings->parts->pdata[0])->object);
  gsize sample = 1;
  CalAttentionPick pick = {CAL_ATTENTION_MEAN, CAL_ATTENTION_MEAN, &sample, 1};
  g_autoptr (CalAttentionWeights) weights =
      cal_attention_weights_read (attention, &pick, NULL, NULL);
  g_autoptr (CalAttentionMap) map = cal_attention_map_new (weights, query);
  const CalAttentionMap *maps = map;
  const CalInk *ink = cal_ink_get (CAL_THEME_DARK);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 64, 64);
  cairo_t *cr = cairo_create (surface);
  CalAttentionPlot plot = {.maps = &maps,
                           .n_maps = 1,
                           .spans = cal_attention_get_desc (attention)->spans,
                           .n_spans = 1,
                           .picture = picture,
                           .caption = "stim02",
                           .colormap = cal_colormap_find (CAL_ATTENTION_COLORMAP),
                           .shared = TRUE,
                           .fades = TRUE,
                           .opacity = CAL_ATTENTION_OPACITY,
                           .token = -1,
                           .hovered = -1,
                           .ink = ink,
                           .scale = 1.0};

  cal_ink_set (cr, ink->background);
  cairo_paint (cr);
  cal_attention_plot_lay_out (&plot, WIDTH, HEIGHT, layout);
  cal_attention_plot_draw (cr, &plot, layout);
  cairo_destroy (cr);
  cairo_surface_destroy (picture);
  cairo_surface_flush (surface);
  return surface;
}

/* Only the pixels of the patch are lit: from the middle of a pixel, by the padding rule alone. */
static void
check_lit (GBytes *pixels, const cairo_rectangle_t *picture, gsize token)
{
  const guint8 *rgba = g_bytes_get_data (pixels, NULL);

  for (int y = (int) picture->y; y < (int) (picture->y + picture->height); y++)
    for (int x = (int) picture->x; x < (int) (picture->x + picture->width); x++) {
      gsize column = (gsize) ((x + 0.5 - picture->x) / picture->width * SHOWN / PATCH);
      gsize row = (gsize) ((y + 0.5 - picture->y) / picture->height * SHOWN / PATCH);
      gboolean is_lit = rgba[4 * (y * WIDTH + x) + 1] > 100;

      g_assert_cmpint (is_lit, ==, row * GRID + column == token);
    }
}

static void
test_corners (TestFolder *folder, gconstpointer data)
{
  put_study (folder);
  for (gsize q = 0; q < N_QUERIES; q++) {
    g_autoptr (GBytes) pixels = draw (folder, queries[q], "stim02", NULL);
    const guint8 *drawn = g_bytes_get_data (pixels, NULL);
    CalAttentionLayout layout;
    cairo_surface_t *plot = draw_plot (folder, q, &layout);
    const guint8 *expected = cairo_image_surface_get_data (plot);

    check_lit (pixels, &layout.pictures[0], looks[q]);
    /* The same picture, to the last byte, as the drawing that the window shows. */
    for (gsize p = 0; p < WIDTH * HEIGHT; p++)
      for (int c = 0; c < 3; c++)
        g_assert_cmpint (drawn[4 * p + (gsize) c], ==, expected[4 * p + 2 - (gsize) c]);
    cairo_surface_destroy (plot);
  }
}

/* Another stimulus has another map. */
static void
test_stimulus (TestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pixels = NULL, both = NULL;
  CalAttentionLayout layout;

  put_study (folder);
  cairo_surface_destroy (draw_plot (folder, 0, &layout));
  pixels = draw (folder, "PPA", "stim03", NULL);
  check_lit (pixels, &layout.pictures[0], 1);
  both = draw (folder, "FFA", "stim02", "--difference");
  g_assert_false (g_bytes_equal (pixels, both));
}

static void
test_refused (TestFolder *folder, gconstpointer data)
{
  static const char *const cases[][3] = {{"--regions", "V9", "its first is \"V1\""},
                                         {"--stimulus", "stim09", "has no map of it"},
                                         {"--attention", "x", "\"attention\""},
                                         {"--difference", NULL, "two --regions"},
                                         {"--no-colour-bar", NULL, "--no-colour-bar"}};
  g_autofree char *never = g_build_filename (folder->folder, "never.svg", NULL);

  put_study (folder);
  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_auto (Run) refused = run_program (folder->folder, "figure", "-q", "study", "-o", "never.svg",
                                        "--view", "attention", cases[n][0], cases[n][1], NULL);

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
      {"/attention-figure/corners", test_corners},
      {"/attention-figure/stimulus", test_stimulus},
      {"/attention-figure/refused", test_refused},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
