/* test-rdm-bundle.c - RDMs in bundles: written here and by h5py, read back, and spoilt.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <string.h>

#include "io/hdf5-write.h"
#include "io/rdm-file.h"
#include "io/rdm-write.h"
#include "model/error.h"
#include "tests/support/examples.h"
#include "tests/support/folder.h"

/* An RDM of @n conditions "a", "b", ... whose pairs are @seed, @seed + 1, ... */
static CalRdm *
make_rdm (const CalRdmDesc *known, gsize n, double seed)
{
  gsize n_pairs = n * (n - 1) / 2;
  double pairs[64];
  const char *ids[] = {"a", "b", "c", "d", "e", NULL};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (CalTable) conditions = NULL;
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = *known;

  for (gsize pair = 0; pair < n_pairs; pair++)
    pairs[pair] = seed + (double) pair;
  ids[n] = NULL;
  texts = cal_text_array_new_from_strv (ids);
  conditions = cal_table_new ("conditions", n, &(CalColumn){.name = "id", .texts = texts}, 1, NULL);
  bytes = g_bytes_new (pairs, n_pairs * sizeof *pairs);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  desc.n_conditions = n;
  desc.dissimilarities = array;
  desc.conditions = conditions;
  return cal_rdm_new (&desc, NULL);
}

static void
check_pairs (CalRdm *rdm, gsize n, double seed)
{
  g_assert_cmpuint (cal_rdm_get_desc (rdm)->n_conditions, ==, n);
  for (gsize pair = 0; pair < n * (n - 1) / 2; pair++)
    g_assert_cmpfloat (cal_rdm_get_pair (rdm, pair), ==, seed + (double) pair);
  g_assert_cmpstr (cal_rdm_get_condition (rdm, 1), ==, "b");
}

static GPtrArray *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rdms = cal_rdm_file_load (path, NULL, &error);

  g_assert_no_error (error);
  return rdms;
}

static CalRdm *
find_rdm (GPtrArray *rdms, const char *name, guint nth)
{
  for (guint n = 0; n < rdms->len; n++)
    if (g_str_equal (cal_rdm_get_desc (rdms->pdata[n])->name, name) && nth-- == 0)
      return rdms->pdata[n];
  g_assert_not_reached ();
}

/* Different conditions, the same name twice, names that are paths; all that is known of each. */
static void
test_round_trip (TestFolder *folder, gconstpointer data)
{
  static const CalRdmDesc known[] = {
      {.name = "V1", .measure = "correlation", .roi = "V1", .subject = "s1", .made_by = "a test"},
      {.name = "V1", .measure = "euclidean"},
      {.name = "conv1/relu", .is_model = TRUE},
      {.name = ".."},
      {.name = "V1[2]", .subject = "s2"}};
  g_autofree char *path = g_build_filename (folder->folder, "x.bundle.h5", NULL);
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  guint n_seen[2] = {0, 0};

  for (guint n = 0; n < G_N_ELEMENTS (known); n++)
    g_ptr_array_add (rdms, make_rdm (&known[n], 2 + n % 3, 10.0 * n));
  g_assert_true (cal_rdm_write (path, rdms, &error));
  g_assert_no_error (error);
  again = load (path);
  g_assert_cmpuint (again->len, ==, G_N_ELEMENTS (known));
  for (guint n = 0; n < G_N_ELEMENTS (known); n++) {
    CalRdm *rdm = find_rdm (again, known[n].name, n == 1 ? 1 : 0);
    const CalRdmDesc *desc = cal_rdm_get_desc (rdm);

    check_pairs (rdm, 2 + n % 3, 10.0 * n);
    g_assert_cmpstr (desc->measure, ==, known[n].measure);
    g_assert_cmpstr (desc->roi, ==, known[n].roi);
    g_assert_cmpstr (desc->subject, ==, known[n].subject);
    g_assert_cmpstr (desc->made_by, ==, known[n].made_by);
    g_assert_cmpint (desc->is_model, ==, known[n].is_model);
    n_seen[desc->is_model]++;
  }
  g_assert_cmpuint (n_seen[TRUE], ==, 1);
}

/* What lies in a bundle that is there is not lost. */
static void
test_there_already (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = test_folder_put (folder, "x.bundle.h5", "precious", -1);
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (rdms, make_rdm (&(CalRdmDesc){.name = "V1"}, 3, 0.0));
  g_assert_false (cal_rdm_write (path, rdms, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "precious");
}

/* A row each, as many RDMs as pairs: no square. */
static void
test_as_many_rdms_as_pairs (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->folder, "x.h5", NULL);
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) again = NULL;

  for (guint n = 0; n < 3; n++)
    g_ptr_array_add (rdms, make_rdm (&(CalRdmDesc){.name = "V1"}, 3, 10.0 * n));
  g_assert_true (cal_rdm_write (path, rdms, NULL));
  again = load (path);
  g_assert_cmpuint (again->len, ==, 3);
  for (guint n = 0; n < 3; n++)
    check_pairs (again->pdata[n], 3, 10.0 * n);
}

/* What a person may have put into a bundle by mistake. */
typedef struct {
  const char *complaint;
  int version;
  gsize n_pairs;
  const char *group;
  const char *is_model_text;
  int is_model;
  const char *roi[3];
  gboolean roi_is_number;
} Spoilt;

static void
write_spoilt (const Spoilt *spoilt, const char *path)
{
  double pairs[8] = {1, 2, 3, 4, 5, 6, 7, 8}, number = 4.0;
  g_autofree char *dataset = g_strconcat (spoilt->group, "/dissimilarities", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (pairs, spoilt->n_pairs * sizeof *pairs);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &spoilt->n_pairs, bytes, NULL);
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  const char *texts[] = {spoilt->is_model_text, NULL};

  g_assert_true (cal_hdf5_writer_add (writer, dataset, array, NULL));
  g_assert_true (
      cal_hdf5_writer_set_integer (writer, "/", "calcarine_bundle", spoilt->version, NULL));
  if (spoilt->is_model_text != NULL)
    g_assert_true (cal_hdf5_writer_set_texts (writer, spoilt->group, "is_model", texts, NULL));
  else
    g_assert_true (
        cal_hdf5_writer_set_integer (writer, spoilt->group, "is_model", spoilt->is_model, NULL));
  if (spoilt->roi_is_number)
    g_assert_true (cal_hdf5_writer_set_numbers (writer, spoilt->group, "roi", &number, 1, NULL));
  else if (spoilt->roi[0] != NULL)
    g_assert_true (cal_hdf5_writer_set_texts (writer, spoilt->group, "roi", spoilt->roi, NULL));
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
}

static void
test_spoilt (TestFolder *folder, gconstpointer data)
{
  static const Spoilt cases[] = {
      {NULL, 1, 3, "/rdms/V1", NULL, 1, {"V1"}, FALSE},
      {"version 2", 2, 3, "/rdms/V1", NULL, 1, {NULL}, FALSE},
      {"/rdms/V1@is_model: not one number", 1, 3, "/rdms/V1", "yes", 0, {NULL}, FALSE},
      {"/rdms/V1@is_model: 7", 1, 3, "/rdms/V1", NULL, 7, {NULL}, FALSE},
      {"/rdms/V1@roi: not one text", 1, 3, "/rdms/V1", NULL, 0, {"V1", "V2"}, FALSE},
      {"/rdms/V1@roi: not one text", 1, 3, "/rdms/V1", NULL, 0, {NULL}, TRUE},
      {"no upper triangles", 1, 4, "/rdms/V1", NULL, 0, {NULL}, FALSE},
      {"no RDM is found", 1, 3, "/rdms/deep/V1", NULL, 0, {NULL}, FALSE},
      {"no RDM is found", 1, 3, "/other/V1", NULL, 0, {NULL}, FALSE},
  };
  g_autofree char *path = g_build_filename (folder->folder, "x.bundle.h5", NULL);

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autoptr (GPtrArray) rdms = NULL;
    g_autoptr (GError) error = NULL;

    write_spoilt (&cases[n], path);
    rdms = cal_rdm_file_load (path, NULL, &error);
    g_test_message ("%" G_GSIZE_FORMAT ": %s", n, error != NULL ? error->message : "sound");
    g_assert_true ((rdms == NULL) == (cases[n].complaint != NULL));
    if (rdms == NULL)
      g_assert_nonnull (strstr (error->message, cases[n].complaint));
    else
      g_assert_true (cal_rdm_get_desc (rdms->pdata[0])->is_model);
  }
}

/* The examples of docs/bundle.md: what h5py writes is read here, and the other way round. */
static void
test_examples (TestFolder *folder, gconstpointer data)
{
  static const CalRdmDesc known = {.name = "V1", .measure = "cosine"};
  g_autofree char *path = g_build_filename (folder->folder, "study.bundle.h5", NULL);
  g_autofree char *writing = example_dup ("bundle.md", "python", 1);
  g_autofree char *reading = example_dup ("bundle.md", "python", 2);
  g_autofree char *written = NULL, *read = NULL, *extended = NULL, *both = NULL;
  g_autoptr (GPtrArray) theirs = NULL, ours = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) together = NULL;
  const char *python = example_find_python ("h5py");

  if (python == NULL) {
    g_test_skip ("there is no python3 with h5py");
    return;
  }
  written = example_run_python (python, folder->folder, writing);
  g_assert_nonnull (written);
  theirs = load (path);
  g_assert_cmpuint (theirs->len, ==, 1);
  g_assert_cmpstr (cal_rdm_get_desc (theirs->pdata[0])->name, ==, "FFA");
  g_assert_cmpstr (cal_rdm_get_desc (theirs->pdata[0])->measure, ==, "correlation");
  g_assert_false (cal_rdm_get_desc (theirs->pdata[0])->is_model);
  g_assert_cmpstr (cal_rdm_get_condition (theirs->pdata[0], 2), ==, "house");
  g_assert_cmpfloat (cal_rdm_get (theirs->pdata[0], 1, 2), ==, 1.1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_ptr_array_add (ours, make_rdm (&known, 3, 4.0));
  g_assert_true (cal_rdm_write (path, ours, NULL));
  read = example_run_python (python, folder->folder, reading);
  g_assert_cmpstr (read, ==, "V1 cosine a b c 4.0 5.0 6.0\n");
  extended = example_run_python (python, folder->folder, writing);
  g_assert_nonnull (extended);
  together = load (path);
  g_assert_cmpuint (together->len, ==, 2);
  both = example_run_python (python, folder->folder, reading);
  g_assert_cmpstr (both, ==,
                   "FFA correlation face mask house 0.2 0.9 1.1\nV1 cosine a b c 4.0 5.0 6.0\n");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/rdm-bundle/round-trip", test_round_trip},
      {"/rdm-bundle/there-already", test_there_already},
      {"/rdm-bundle/as-many-rdms-as-pairs", test_as_many_rdms_as_pairs},
      {"/rdm-bundle/spoilt", test_spoilt},
      {"/rdm-bundle/examples", test_examples},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].test,
                test_folder_tear_down);
  return g_test_run ();
}
