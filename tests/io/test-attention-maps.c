/* test-attention-maps.c - the routing layout: maps with and without names, runs, shares, and what
 * is wrong with them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/hdf5-write.h"
#include "io/layouts/layout.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"

#define N_SAMPLES 4
#define N_QUERIES 5
#define N_TOKENS 9

/* Halves: an eighth and one. */
#define HALF_EIGHTH 0x3000
#define HALF_ONE 0x3c00

/* Query q of sample s looks at one patch only, token (s + 2 q) % 9; @n_runs 0 is no axis of runs.
 */
static void
write_maps (CalHdf5Writer *writer, const char *dataset, gsize n_runs, guint16 weight, gsize shift)
{
  gsize n = MAX (n_runs, 1) * N_SAMPLES * N_QUERIES * N_TOKENS;
  gsize dims[] = {n_runs, N_SAMPLES, 1, N_QUERIES, N_TOKENS};
  guint16 *halves = g_new0 (guint16, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (halves, n * sizeof *halves);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize r = 0; r < MAX (n_runs, 1); r++)
    for (gsize s = 0; s < N_SAMPLES; s++)
      for (gsize q = 0; q < N_QUERIES; q++)
        halves[((r * N_SAMPLES + s) * N_QUERIES + q) * N_TOKENS +
               (s + 2 * q + r + shift) % N_TOKENS] = weight;
  array = cal_array_new (CAL_DTYPE_FLOAT16, n_runs > 0 ? 5 : 4, n_runs > 0 ? dims : dims + 1, bytes,
                         &error);
  g_assert_no_error (error);
  cal_hdf5_writer_add (writer, dataset, array, &error);
  g_assert_no_error (error);
}

static void
say (CalHdf5Writer *writer, const char *name, const double *numbers, gsize n)
{
  g_assert_true (cal_hdf5_writer_set_numbers (writer, "/", name, numbers, n, NULL));
}

static void
say_texts (CalHdf5Writer *writer, const char *name, const char *const *texts)
{
  g_assert_true (cal_hdf5_writer_set_texts (writer, "/", name, texts, NULL));
}

static const char *const queries[] = {"lh.V1", "lh.FFA", "rh.V1", "rh.FFA", "both", NULL};
static const char *const images[] = {"a/stim01.png", "a/stim02.png", "b/stim03.jpg", "stim04",
                                     NULL};

/* Everything that can be said of them. */
static void
say_all (CalHdf5Writer *writer)
{
  say (writer, "num_queries", (double[]){N_QUERIES}, 1);
  say (writer, "num_memory_tokens", (double[]){N_TOKENS}, 1);
  say (writer, "grid", (double[]){3, 3}, 2);
  say (writer, "patch_size", (double[]){14}, 1);
  say (writer, "image_size", (double[]){33, 40}, 2);
  say (writer, "picture_degrees", (double[]){8.4}, 1);
  say_texts (writer, "padding", (const char *const[]){"right bottom", NULL});
  say_texts (writer, "queries", queries);
  say_texts (writer, "image_ids", images);
}

static char *
write_file (TestFolder *folder, const char *name, void (*fill) (CalHdf5Writer *writer))
{
  char *path = g_build_filename (folder->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, &error);

  fill (writer);
  cal_hdf5_writer_commit (writer, &error);
  g_assert_no_error (error);
  return path;
}

static CalFindings *
find (const char *path, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, error);

  g_assert_nonnull (loaded);
  return cal_layouts_find_in_file (loaded, NULL, error);
}

static CalAttention *
get_only (CalFindings *findings)
{
  const CalPart *part;

  g_assert_nonnull (findings);
  g_assert_cmpuint (findings->parts->len, ==, 1);
  part = findings->parts->pdata[0];
  g_assert_cmpint (part->role, ==, CAL_ROLE_ATTENTION);
  g_assert_true (part->is_complete);
  return CAL_ATTENTION (part->object);
}

static gboolean
has_remark (CalFindings *findings, const char *words)
{
  for (guint n = 0; n < findings->remarks->len; n++)
    if (strstr (findings->remarks->pdata[n], words) != NULL)
      return TRUE;
  return FALSE;
}

static void
fill_all (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say_all (writer);
}

static void
check_weights (CalAttention *attention, gsize run, gsize sample, gsize shift)
{
  float weights[N_QUERIES * N_TOKENS];
  g_autoptr (GError) error = NULL;

  g_assert_true (cal_attention_read (attention, run, sample, weights, NULL, &error));
  g_assert_no_error (error);
  for (gsize q = 0; q < N_QUERIES; q++)
    for (gsize t = 0; t < N_TOKENS; t++)
      g_assert_cmpfloat (weights[q * N_TOKENS + t], ==,
                         t == (sample + 2 * q + shift) % N_TOKENS ? 1.0f : 0.0f);
}

static void
test_all_said (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_file (folder, "maps.h5", fill_all);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalFindings) findings = find (path, &error);
  CalAttention *attention = get_only (findings);
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  const CalAttentionSpan *span = cal_attention_find_grid (attention);
  g_autoptr (GArray) right = cal_attention_find_queries (attention, "FFA", CAL_RIGHT);
  gsize sample;

  g_assert_cmpstr (desc->name, ==, "maps");
  g_assert_cmpuint (desc->n_samples, ==, N_SAMPLES);
  g_assert_cmpuint (desc->n_heads, ==, 1);
  g_assert_null (desc->run_names);
  g_assert_cmpuint (findings->remarks->len, ==, 0);
  g_assert_cmpuint (span->grid[0], ==, 3);
  g_assert_cmpuint (span->patch_px[1], ==, 14);
  g_assert_cmpuint (span->picture_px[0], ==, 33);
  g_assert_cmpuint (span->picture_px[1], ==, 40);
  g_assert_cmpfloat (span->picture_degrees[1], ==, 8.4);
  g_assert_cmpuint (right->len, ==, 1);
  g_assert_cmpuint (g_array_index (right, gsize, 0), ==, 3);
  g_assert_cmpstr (cal_text_array_get (desc->query_names, 4), ==, "both");
  g_assert_cmpint (desc->query_hemispheres[4], ==, CAL_HEMISPHERE_UNKNOWN);
  g_assert_true (cal_attention_find_sample (attention, "stim03", &sample));
  g_assert_cmpuint (sample, ==, 2);
  g_assert_true (cal_attention_find_sample (attention, "stim04", &sample));
  for (gsize s = 0; s < N_SAMPLES; s++)
    check_weights (attention, 0, s, 0);
}

static void
fill_nothing (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_EIGHTH, 0);
}

/* What is not said is not made up without saying so. */
static void
test_nothing_said (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_file (folder, "maps.h5", fill_nothing);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalFindings) findings = find (path, &error);
  CalAttention *attention = get_only (findings);
  const CalAttentionSpan *span = cal_attention_find_grid (attention);
  gsize sample;

  g_assert_cmpuint (span->grid[1], ==, 3);
  g_assert_cmpuint (span->picture_px[0], ==, 0);
  g_assert_true (has_remark (findings, "3 x 3 patches"));
  g_assert_true (has_remark (findings, "not linked to the brain"));
  g_assert_true (has_remark (findings, "not linked to pictures"));
  g_assert_true (has_remark (findings, "5 of 5 rows of the first sample do not add up to 1"));
  g_assert_true (has_remark (findings, "0.125"));
  g_assert_false (cal_attention_find_sample (attention, "stim01", &sample));
  g_assert_true (cal_attention_find_sample (attention, "sample 2", &sample));
}

static void
fill_atlas (CalHdf5Writer *writer)
{
  gsize dims[] = {1, 50, 2};
  float values[100];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;

  for (guint n = 0; n < 100; n++)
    values[n] = 0.5f;
  bytes = g_bytes_new (values, sizeof values);
  array = cal_array_new (CAL_DTYPE_FLOAT32, 3, dims, bytes, NULL);
  g_assert_true (cal_hdf5_writer_add (writer, "/attn_maps", array, NULL));
}

/* Row 25 * hemisphere + j is name j; "unassigned" comes last. */
static void
test_atlas_order (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_file (folder, "maps.h5", fill_atlas);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalFindings) findings = find (path, &error);
  CalAttention *attention = get_only (findings);
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  g_autoptr (GArray) ffa = cal_attention_find_queries (attention, "FFA-1", CAL_RIGHT);

  g_assert_cmpuint (ffa->len, ==, 1);
  g_assert_cmpuint (g_array_index (ffa, gsize, 0), ==, 25 + 12);
  g_assert_cmpstr (cal_text_array_get (desc->query_names, 24), ==, "unassigned");
  g_assert_cmpint (desc->query_hemispheres[24], ==, CAL_LEFT);
  g_assert_cmpstr (cal_text_array_get (desc->query_names, 49), ==, "unassigned");
  g_assert_cmpint (desc->query_hemispheres[25], ==, CAL_RIGHT);
  g_assert_true (has_remark (findings, "transformer encoder"));
}

static void
fill_runs (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 3, HALF_ONE, 0);
  say_all (writer);
  say_texts (writer, "runs", (const char *const[]){"enc 1", "enc 3", "enc 5", NULL});
}

static void
test_runs_in_a_file (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_file (folder, "maps.h5", fill_runs);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalFindings) findings = find (path, &error);
  CalAttention *attention = get_only (findings);

  g_assert_cmpuint (cal_attention_get_n_runs (attention), ==, 3);
  g_assert_cmpstr (cal_attention_get_desc (attention)->run_names[1], ==, "enc 3");
  for (gsize r = 0; r < 3; r++)
    check_weights (attention, r, 3, r);
}

static void
fill_shifted (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 5);
  say_all (writer);
}

/* Ten comes after two. */
static void
test_runs_in_a_folder (TestFolder *folder, gconstpointer data)
{
  g_autofree char *second = g_build_filename (folder->folder, "enc_2", NULL);
  g_autofree char *tenth = g_build_filename (folder->folder, "enc_10", NULL);
  g_autofree char *paths[2] = {NULL, NULL};
  g_autoptr (CalFindings) findings = NULL;
  g_autoptr (GError) error = NULL;
  CalAttention *attention;

  g_assert_cmpint (g_mkdir (second, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (tenth, 0700), ==, 0);
  paths[0] = write_file (folder, "enc_2/attn.h5", fill_all);
  paths[1] = write_file (folder, "enc_10/attn.h5", fill_shifted);
  findings = cal_layouts_find_in_folder (folder->folder, NULL, &error);
  g_assert_no_error (error);
  attention = get_only (findings);
  g_assert_cmpuint (cal_attention_get_n_runs (attention), ==, 2);
  g_assert_cmpstr (cal_attention_get_desc (attention)->run_names[0], ==, "enc_2");
  g_assert_cmpstr (cal_attention_get_desc (attention)->run_names[1], ==, "enc_10");
  g_assert_cmpuint (findings->used->len, ==, 2);
  check_weights (attention, 0, 1, 0);
  check_weights (attention, 1, 1, 5);
  g_free (g_steal_pointer (&paths[0]));
  g_free (g_steal_pointer (&paths[1]));
}

static void
fill_static (CalHdf5Writer *writer)
{
  gsize dims[] = {N_QUERIES, N_TOKENS};
  float values[N_QUERIES * N_TOKENS] = {0.0f};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;

  for (gsize q = 0; q < N_QUERIES; q++)
    values[q * N_TOKENS + 2 * q] = 1.0f;
  bytes = g_bytes_new (values, sizeof values);
  array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  g_assert_true (cal_hdf5_writer_add (writer, "/attn_maps", array, NULL));
  say_texts (writer, "queries", queries);
}

/* One map a region, whatever is shown. */
static void
test_static (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_file (folder, "spatial_feature.h5", fill_static);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalFindings) findings = find (path, &error);
  CalAttention *attention = get_only (findings);
  gsize sample;

  g_assert_cmpuint (cal_attention_get_desc (attention)->n_samples, ==, 1);
  g_assert_null (cal_attention_get_desc (attention)->sample_ids);
  g_assert_true (cal_attention_find_sample (attention, "any", &sample));
  check_weights (attention, 0, sample, 0);
}

static void
fill_wrong_count (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say (writer, "num_queries", (double[]){6}, 1);
}

static void
fill_wrong_names (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say_texts (writer, "queries", (const char *const[]){"a", "b", NULL});
}

static void
fill_wrong_grid (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say (writer, "grid", (double[]){2, 4}, 2);
}

static void
fill_wrong_padding (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say (writer, "patch_size", (double[]){14}, 1);
  say (writer, "image_size", (double[]){33}, 1);
  say_texts (writer, "padding", (const char *const[]){"centre", NULL});
}

static void
fill_wrong_picture (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say (writer, "patch_size", (double[]){14}, 1);
  say (writer, "image_size", (double[]){43}, 1);
}

static void
fill_wrong_ids (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say_texts (writer, "image_ids", (const char *const[]){"a", "b", "c", NULL});
}

static void
fill_fraction (CalHdf5Writer *writer)
{
  write_maps (writer, "/attn_maps", 0, HALF_ONE, 0);
  say (writer, "patch_size", (double[]){13.5}, 1);
}

static void
test_wrong (TestFolder *folder, gconstpointer data)
{
  static const struct {
    void (*fill) (CalHdf5Writer *writer);
    const char *words;
  } cases[] = {{fill_wrong_count, "\"num_queries\" is 6"},
               {fill_wrong_names, "2 names for 5 queries"},
               {fill_wrong_grid, "2 x 4"},
               {fill_wrong_padding, "padding \"centre\""},
               {fill_wrong_picture, "expected them to cover it"},
               {fill_wrong_ids, "3 image ids for 4 samples"},
               {fill_fraction, "13.5"}};

  for (guint n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *name = g_strdup_printf ("wrong%u.h5", n);
    g_autofree char *path = write_file (folder, name, cases[n].fill);
    g_autoptr (GError) error = NULL;
    g_autoptr (CalFindings) findings = find (path, &error);

    g_assert_null (findings);
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, cases[n].words));
  }
}

/* The shares of a thousand parcels, as a trained model's analysis left them. */
static void
test_real_shares (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("attention/parcel_routing_sub1");
  g_autoptr (CalFindings) findings = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  findings = cal_layouts_find_in_folder (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->parts->len, ==, 2);
  for (guint n = 0; n < 2; n++) {
    CalAttention *attention = CAL_ATTENTION (((CalPart *) findings->parts->pdata[n])->object);
    const CalAttentionDesc *desc = cal_attention_get_desc (attention);

    g_assert_cmpuint (desc->n_queries, ==, 1000);
    g_assert_cmpuint (desc->n_samples, ==, 0);
    g_assert_cmpuint (desc->n_tokens, ==, 5228);
    g_assert_cmpuint (desc->n_spans, ==, 3);
    g_assert_cmpstr (desc->spans[0].name, ==, "video");
    g_assert_cmpstr (desc->spans[2].name, ==, "text");
    g_assert_cmpuint (desc->spans[2].first_token, ==, 4716);
    g_assert_cmpstr (cal_text_array_get (desc->query_names, 999), ==, "1000");
    for (gsize q = 0; q < 1000; q++) {
      double sum = 0.0;

      for (gsize s = 0; s < 3; s++)
        sum += cal_array_get_value (desc->shares, q * 3 + s);
      g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-4);
    }
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {{"all said", test_all_said},
               {"nothing said", test_nothing_said},
               {"atlas order", test_atlas_order},
               {"runs in a file", test_runs_in_a_file},
               {"runs in a folder", test_runs_in_a_folder},
               {"static", test_static},
               {"wrong", test_wrong},
               {"real shares", test_real_shares}};

  g_test_init (&argc, &argv, NULL);
  for (guint n = 0; n < G_N_ELEMENTS (tests); n++) {
    g_autofree char *path = g_strdup_printf ("/io/attention-maps/%s", tests[n].name);

    g_test_add (path, TestFolder, NULL, test_folder_set_up, tests[n].test, test_folder_tear_down);
  }
  return g_test_run ();
}
