/* test-command.c - the command line, run as a person runs it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "io/nifti.h"
#include "io/picture.h"
#include "tests/support/folder.h"
#include "tests/support/program.h"
#include "tests/support/small-files.h"

static char *folder;

#define run(...) run_program (folder, __VA_ARGS__)

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static JsonObject *
parse_object (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (line, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}

/* 5 x 4 x 3 voxels of value 2 (n + 1), the last but one missing, one step longer along j. */
static void
write_volume (const char *name, float added, gboolean moved)
{
  g_autofree char *path = path_of (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalVolume) volume = NULL;
  float voxels[60];
  CalVolumeDesc desc = {
      .name = name,
      .dims = {5, 4, 3},
      .dtype = CAL_DTYPE_FLOAT32,
      .slope = 2.0,
      .intercept = 2.0,
      .voxel_to_world = {{{-2, 0, 0, 10}, {0, 3, 0, -20}, {0, 0, 2, moved ? 31 : 30}}},
      .affine_source = "sform",
  };

  for (int n = 0; n < 60; n++)
    voxels[n] = (float) n;
  voxels[7] += added;
  voxels[58] = (float) NAN;
  desc.voxels = bytes = g_bytes_new (voxels, sizeof voxels);
  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  cal_nifti_write (volume, path, &error);
  g_assert_no_error (error);
}

static void
test_help (void)
{
  static const char *const commands[] = {
      "info",    "probe",    "figure",    "demo",        "convert",      "compare",
      "rdm",     "rsa",      "hierarchy", "searchlight", "pair",         "cka",
      "ceiling", "contrast", "score",     "leaderboard", "region-stats", "identify"};
  g_auto (Run) version = run ("--version", NULL);
  g_auto (Run) help = run ("--help", NULL);

  g_assert_cmpint (version.status, ==, 0);
  g_assert_true (g_str_has_prefix (version.output, "calcarine "));
  g_assert_cmpint (help.status, ==, 0);
  for (gsize n = 0; n < G_N_ELEMENTS (commands); n++) {
    g_auto (Run) one = run (commands[n], "--help", NULL);
    g_auto (Run) wrong = run (commands[n], "--no-such-option", NULL);
    g_auto (Run) bare = run (commands[n], NULL);

    g_assert_nonnull (strstr (help.output, commands[n]));
    g_assert_cmpint (one.status, ==, 0);
    g_assert_true (g_str_has_prefix (one.output, "Usage:\n  calcarine "));
    g_assert_cmpint (wrong.status, ==, 2);
    g_assert_cmpstr (wrong.output, ==, "");
    g_assert_cmpint (bare.status, ==, 2);
    g_assert_cmpstr (bare.output, ==, "");
    g_assert_true (g_str_has_prefix (bare.complaint, "calcarine "));
  }
}

/* Ranges and defaults of the help are those that parsing obeys. */
static void
test_options (void)
{
  g_auto (Run) help = run ("figure", "--help", NULL);
  g_auto (Run) narrow = run ("figure", "x", "-o", "x.png", "--width", "15", NULL);
  g_auto (Run) broken = run ("figure", "x", "-o", "x.png", "--width", "1e3000", NULL);
  g_auto (Run) word = run ("figure", "x", "-o", "x.png", "--view", "brain", NULL);
  g_auto (Run) point = run ("figure", "x", "-o", "x.png", "--mm", "1,2", NULL);
  g_auto (Run) format = run ("figure", "x", "-o", "x.jpg", NULL);
  g_auto (Run) unnamed = run ("figure", "x", NULL);

  g_assert_nonnull (strstr (help.output, "width (16 to 16384) [2400]"));
  g_assert_nonnull (strstr (help.output, "threshold-mode"));
  g_assert_cmpint (narrow.status, ==, 2);
  g_assert_nonnull (strstr (narrow.complaint, "16 to 16384"));
  g_assert_cmpint (broken.status, ==, 2);
  g_assert_cmpint (word.status, ==, 2);
  g_assert_nonnull (strstr (word.complaint, "cortex, slices, mosaic"));
  g_assert_cmpint (point.status, ==, 2);
  g_assert_cmpint (format.status, ==, 2);
  g_assert_nonnull (strstr (format.complaint, ".svg"));
  g_assert_cmpint (unnamed.status, ==, 2);
}

static void
test_window (void)
{
  g_auto (Run) nothing = run ("no-such-file", NULL);
  g_auto (Run) no_display = run (".", NULL);

  g_assert_cmpint (nothing.status, ==, 2);
  g_assert_nonnull (strstr (nothing.complaint, "no-such-file"));
  g_assert_cmpint (no_display.status, ==, 1);
  g_assert_nonnull (strstr (no_display.complaint, "calcarine figure"));
}

/* A folder is told by the layouts that are found in it, and their parts. */
static void
test_info_folder (void)
{
  g_autofree char *path = g_build_filename (folder, "run", NULL);
  g_autofree char *file = g_build_filename (path, "lh_val_corr.npy", NULL);
  g_autofree char *other = g_build_filename (path, "values.npy", NULL);
  g_auto (Run) result = {NULL}, text = {NULL};
  g_autoptr (JsonObject) info = NULL;
  JsonObject *layout, *part;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  small_files_write_npy (file, (const float[]){1, 2, 3}, 3);
  small_files_write_npy (other, (const float[]){1, 2, 3}, 3);
  result = run ("info", "--json", "run", NULL);
  g_assert_cmpint (result.status, ==, 0);
  info = parse_object (result.output);
  g_assert_cmpstr (json_object_get_string_member (info, "kind"), ==, "folder");
  layout = json_array_get_object_element (json_object_get_array_member (info, "layouts"), 0);
  g_assert_cmpstr (json_object_get_string_member (layout, "layout"), ==, "encoding results");
  part = json_array_get_object_element (json_object_get_array_member (layout, "parts"), 0);
  g_assert_cmpstr (json_object_get_string_member (part, "role"), ==, "map");
  g_assert_cmpstr (json_object_get_string_member (part, "name"), ==, "run: validation r");
  g_assert_cmpstr (json_object_get_string_member (part, "hemisphere"), ==, "lh");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (info, "files")), ==, 1);
  text = run ("info", "run", NULL);
  g_assert_nonnull (strstr (text.output, "run: validation r (lh), r"));
}

static void
test_info (void)
{
  g_auto (Run) result = {NULL};
  g_autoptr (JsonObject) info = NULL;
  JsonArray *shape, *affine;

  write_volume ("info.nii.gz", 0.0f, FALSE);
  result = run ("info", "--json", "--at", "2,1,0", "info.nii.gz", NULL);
  g_assert_cmpint (result.status, ==, 0);
  info = parse_object (result.output);
  g_assert_cmpstr (json_object_get_string_member (info, "file"), ==, "info.nii.gz");
  g_assert_cmpstr (json_object_get_string_member (info, "kind"), ==, "NIfTI-1");
  g_assert_cmpstr (json_object_get_string_member (info, "dtype"), ==, "float32");
  g_assert_cmpstr (json_object_get_string_member (info, "affine_source"), ==, "sform");
  shape = json_object_get_array_member (info, "shape");
  g_assert_cmpuint (json_array_get_length (shape), ==, 3);
  g_assert_cmpint (json_array_get_int_element (shape, 0), ==, 5);
  affine = json_object_get_array_member (info, "affine");
  g_assert_cmpfloat (json_array_get_double_element (json_array_get_array_element (affine, 1), 3),
                     ==, -20.0);
  g_assert_cmpfloat (json_object_get_double_member (info, "min"), ==, 2.0);
  g_assert_cmpfloat (json_object_get_double_member (info, "max"), ==, 120.0);
  g_assert_cmpint (json_object_get_int_member (info, "n_nan"), ==, 1);
  /* 2 (n + 1) over 0 to 59 without 58. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (info, "mean"),
                                  2.0 * (60.0 * 61.0 / 2.0 - 59.0) / 59.0, 1e-9);
  g_assert_cmpfloat (json_object_get_double_member (info, "value"), ==, 2.0 * (2 + 5 + 1));
  g_assert_true (json_object_get_null_member (info, "n_vertices"));
  g_assert_true (json_object_get_null_member (info, "error"));
  for (const char *const *name =
           (const char *const[]){"n_faces", "hemisphere", "datasets", "bindings", "warnings", NULL};
       *name != NULL; name++)
    g_assert_true (json_object_has_member (info, *name));
}

/* A file that cannot be read gets its line, and the next one too. */
static void
test_info_failure (void)
{
  g_auto (Run) result = {NULL};
  g_auto (Run) outside = {NULL};
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonObject) bad = NULL;
  g_autoptr (JsonObject) good = NULL;

  write_volume ("good.nii", 0.0f, FALSE);
  result = run ("info", "--json", "missing.nii", "good.nii", NULL);
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.complaint, "calcarine: missing.nii: "));
  lines = g_strsplit (result.output, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  bad = parse_object (lines[0]);
  g_assert_nonnull (json_object_get_string_member (bad, "error"));
  g_assert_true (json_object_get_null_member (bad, "kind"));
  good = parse_object (lines[1]);
  g_assert_true (json_object_get_null_member (good, "error"));
  outside = run ("info", "--json", "--at", "5,0,0", "good.nii", NULL);
  g_assert_cmpint (outside.status, ==, 1);
  g_assert_nonnull (strstr (outside.complaint, "5 x 4 x 3"));
}

static void
test_compare_volumes (void)
{
  g_auto (Run) same = {NULL};
  g_auto (Run) further = {NULL};
  g_auto (Run) within = {NULL};
  g_auto (Run) moved = {NULL};
  g_auto (Run) broken = {NULL};
  g_autoptr (JsonObject) figures = NULL;

  write_volume ("a.nii", 0.0f, FALSE);
  write_volume ("b.nii.gz", 0.25f, FALSE);
  write_volume ("c.nii", 0.0f, TRUE);
  same = run ("compare", "a.nii", "a.nii", NULL);
  g_assert_cmpint (same.status, ==, 0);
  further = run ("compare", "--json", "a.nii", "b.nii.gz", "--tolerance", "0.49", NULL);
  g_assert_cmpint (further.status, ==, 1);
  figures = parse_object (further.output);
  g_assert_cmpint (json_object_get_int_member (figures, "n_differing"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (figures, "max_at"), ==, 7);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (figures, "max_difference"), 0.5,
                                  1e-6);
  within = run ("compare", "a.nii", "b.nii.gz", "--tolerance", "0.51", NULL);
  g_assert_cmpint (within.status, ==, 0);
  moved = run ("compare", "a.nii", "c.nii", NULL);
  g_assert_cmpint (moved.status, ==, 1);
  g_assert_nonnull (strstr (moved.output, "matrices"));
  broken = run ("compare", "a.nii", "nothing.nii", NULL);
  g_assert_cmpint (broken.status, ==, 2);
  g_assert_cmpstr (broken.output, ==, "");
}

static void
test_convert (void)
{
  g_auto (Run) written = {NULL};
  g_auto (Run) same = {NULL};
  g_auto (Run) refused = {NULL};
  g_auto (Run) nameless = {NULL};
  g_autofree char *surface = path_of ("volume.pial");

  write_volume ("v.nii.gz", 0.0f, FALSE);
  written = run ("convert", "v.nii.gz", "w.nii", NULL);
  g_assert_cmpint (written.status, ==, 0);
  same = run ("compare", "v.nii.gz", "w.nii", NULL);
  g_assert_cmpint (same.status, ==, 0);
  refused = run ("convert", "v.nii.gz", "volume.pial", NULL);
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_false (g_file_test (surface, G_FILE_TEST_EXISTS));
  nameless = run ("convert", "v.nii.gz", "v.unknown", NULL);
  g_assert_cmpint (nameless.status, ==, 1);
  g_assert_nonnull (strstr (nameless.complaint, "--to"));
}

/* The value that info reads at a voxel is what probe says at that voxel's place. */
static void
test_probe (void)
{
  g_auto (Run) here = {NULL};
  g_auto (Run) outside = {NULL};
  g_auto (Run) neither = {NULL};
  g_auto (Run) no_cortex = {NULL};
  g_autoptr (JsonObject) read = NULL;
  g_autoptr (JsonObject) nothing = NULL;
  JsonObject *layer;

  write_volume ("p.nii", 0.0f, FALSE);
  here = run ("probe", "-q", "--json", "p.nii", "--mm", "6,-17,30", NULL);
  g_assert_cmpint (here.status, ==, 0);
  read = parse_object (here.output);
  layer = json_array_get_object_element (json_object_get_array_member (read, "layers"), 0);
  g_assert_cmpstr (json_object_get_string_member (layer, "presence"), ==, "value");
  g_assert_cmpfloat (json_object_get_double_member (layer, "value"), ==, 16.0);
  outside = run ("probe", "-q", "--json", "p.nii", "--mm", "600,0,0", NULL);
  nothing = parse_object (outside.output);
  layer = json_array_get_object_element (json_object_get_array_member (nothing, "layers"), 0);
  g_assert_cmpstr (json_object_get_string_member (layer, "presence"), ==, "outside");
  g_assert_true (json_object_get_null_member (layer, "value"));
  neither = run ("probe", "p.nii", NULL);
  g_assert_cmpint (neither.status, ==, 2);
  no_cortex = run ("probe", "p.nii", "--vertex", "lh:3", NULL);
  g_assert_cmpint (no_cortex.status, ==, 1);
}

/* How many pixels' colours are told apart by more than grey. */
static gsize
count_coloured (const char *name)
{
  g_autofree char *path = path_of (name);
  g_autoptr (GError) error = NULL;
  gsize width, height, n_coloured = 0;
  g_autoptr (GBytes) pixels = cal_picture_read (path, &width, &height, &error);
  const guint8 *rgba = pixels != NULL ? g_bytes_get_data (pixels, NULL) : NULL;

  g_assert_no_error (error);
  for (gsize p = 0; p < width * height; p++)
    n_coloured +=
        ABS (rgba[4 * p] - rgba[4 * p + 1]) > 24 || ABS (rgba[4 * p] - rgba[4 * p + 2]) > 24;
  return n_coloured;
}

static void
draw_study (const char *name, const char *layer)
{
  g_auto (Run) drawn = run ("figure", "-q", "study", "-o", name, "--width", "600", "--height",
                            "400", "--dpi", "96", "--layer", layer, NULL);

  g_assert_cmpstr (drawn.complaint, ==, "");
  g_assert_cmpint (drawn.status, ==, 0);
}

/* Two and three maps as one colour, by the names of layers, commas and all; a part of the legend
 * shows less. */
static void
check_mixed_figures (void)
{
  static const char two[] = "r:colour-mode=two-maps,second-by=noise ceiling,threshold-mode=none";
  g_autofree char *part = g_strconcat (two, ",pick-low=0.7,pick-second-high=0.9", NULL);
  g_auto (Run) same = {NULL};

  draw_study ("two.png", two);
  draw_study ("again.png", two);
  same = run ("compare", "two.png", "again.png", NULL);
  g_assert_cmpint (same.status, ==, 0);
  draw_study ("part.png", part);
  g_assert_cmpuint (count_coloured ("two.png"), >, 5000);
  g_assert_cmpuint (count_coloured ("part.png"), <, count_coloured ("two.png") - 300);
  draw_study ("three.png", "r:colour-mode=rgb,second-by=r, language model,third-by=noise ceiling");
  g_assert_cmpuint (count_coloured ("three.png"), >, 3000);
}

static void
test_figure_of_study (void)
{
  g_autofree char *first = path_of ("first.png"), *page = path_of ("page.pdf");
  g_auto (Run) demo = run ("demo", "--small", "study", NULL);
  g_auto (Run) drawn = {NULL};
  g_auto (Run) again = {NULL};
  g_auto (Run) same = {NULL};
  g_auto (Run) other = {NULL};
  g_auto (Run) pdf = {NULL};
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *start = NULL;
  gsize width, height, n_lit = 0;
  const guint8 *rgba;

  g_assert_cmpint (demo.status, ==, 0);
  drawn = run ("figure", "-q", "study", "-o", "first.png", "--width", "600", "--height", "400",
               "--dpi", "96", NULL);
  g_assert_cmpint (drawn.status, ==, 0);
  g_assert_cmpstr (drawn.output, ==, "");
  pixels = cal_picture_read (first, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (width, ==, 600);
  g_assert_cmpuint (height, ==, 400);
  rgba = g_bytes_get_data (pixels, NULL);
  for (gsize p = 0; p < width * height; p++)
    n_lit += ABS (rgba[4 * p] - rgba[0]) > 3 || ABS (rgba[4 * p + 2] - rgba[2]) > 3;
  g_assert_cmpuint (n_lit, >, width * height / 5);
  g_assert_cmpuint (n_lit, <, width * height * 4 / 5);

  again = run ("figure", "-q", "study", "-o", "second.png", "--width", "600", "--height", "400",
               "--dpi", "96", NULL);
  same = run ("compare", "first.png", "second.png", NULL);
  g_assert_cmpint (same.status, ==, 0);
  g_assert_nonnull (strstr (same.output, "r of pixels 1.0000, SSIM 1.0000"));
  run_clear (&again);
  again = run ("figure", "-q", "study", "-o", "flat.png", "--width", "600", "--height", "400",
               "--dpi", "96", "--unfold", "4", NULL);
  other = run ("compare", "first.png", "flat.png", "--tolerance", "0.1", NULL);
  g_assert_cmpint (other.status, ==, 1);
  g_assert_nonnull (strstr (other.output, "SSIM 0."));
  check_mixed_figures ();
  pdf = run ("figure", "-q", "study", "-o", "page.pdf", "--width", "600", "--height", "400", NULL);
  g_assert_cmpint (pdf.status, ==, 0);
  g_assert_true (g_file_get_contents (page, &start, NULL, NULL));
  g_assert_true (g_str_has_prefix (start, "%PDF"));
}

/* A figure without what was asked for by name is no figure. */
static void
test_figure_without_a_file (void)
{
  g_autofree char *picture = path_of ("refused.png"), *text = path_of ("notes.md");
  g_auto (Run) refused = {NULL};

  write_volume ("t1.nii", 0.0f, FALSE);
  g_file_set_contents (text, "nothing to draw", -1, NULL);
  refused = run ("figure", "-q", "t1.nii", "notes.md", "-o", "refused.png", NULL);
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_nonnull (strstr (refused.complaint, "notes.md"));
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));
}

static void
test_figure_of_volume (void)
{
  g_autofree char *clear = path_of ("clear.png"), *never = path_of ("never.png");
  g_auto (Run) drawn = {NULL};
  g_auto (Run) cortex = {NULL};
  g_auto (Run) layer = {NULL};
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GError) error = NULL;
  gsize width, height;
  const guint8 *rgba;

  write_volume ("f.nii", 0.0f, FALSE);
  drawn = run ("figure", "-q", "f.nii", "-o", "clear.png", "--width", "300", "--height", "200",
               "--dpi", "96", "--transparent", NULL);
  g_assert_cmpint (drawn.status, ==, 0);
  pixels = cal_picture_read (clear, &width, &height, &error);
  g_assert_no_error (error);
  rgba = g_bytes_get_data (pixels, NULL);
  g_assert_cmpuint (rgba[3], ==, 0);
  cortex = run ("figure", "-q", "f.nii", "-o", "never.png", "--view", "cortex", NULL);
  g_assert_cmpint (cortex.status, ==, 1);
  layer = run ("figure", "-q", "f.nii", "-o", "never.png", "--layer", "f:colormap=mud", NULL);
  g_assert_cmpint (layer.status, ==, 1);
  g_assert_nonnull (strstr (layer.complaint, "viridis"));
  g_assert_false (g_file_test (never, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("calcarine-command-XXXXXX", NULL);
  g_test_add_func ("/command/help", test_help);
  g_test_add_func ("/command/options", test_options);
  g_test_add_func ("/command/window", test_window);
  g_test_add_func ("/command/info", test_info);
  g_test_add_func ("/command/info-folder", test_info_folder);
  g_test_add_func ("/command/info-failure", test_info_failure);
  g_test_add_func ("/command/compare-volumes", test_compare_volumes);
  g_test_add_func ("/command/convert", test_convert);
  g_test_add_func ("/command/probe", test_probe);
  g_test_add_func ("/command/figure-of-study", test_figure_of_study);
  g_test_add_func ("/command/figure-of-volume", test_figure_of_volume);
  g_test_add_func ("/command/figure-without-a-file", test_figure_without_a_file);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return status;
}
