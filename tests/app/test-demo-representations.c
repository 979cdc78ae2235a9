/* test-demo-representations.c - the demo's regions are as alike to models as was planted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/rdm-compare.h"
#include "demo-study.h"
#include "io/format.h"
#include "io/rdm-file.h"

#define N_PICTURES 64
#define N_PAIRS (N_PICTURES * (N_PICTURES - 1) / 2)
#define N_REGIONS 12
#define N_SUBJECTS 4
#define N_MODELS 10

static CalTable *
load_table (const char *name)
{
  g_autofree char *path = demo_study_dup_path (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load_source (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  return g_object_ref (CAL_TABLE (cal_loaded_get_objects (loaded)->pdata[0]));
}

static GPtrArray *
load_rdms (const char *name)
{
  g_autofree char *path = demo_study_dup_path (name);
  g_autoptr (GError) error = NULL;
  GPtrArray *rdms = cal_rdm_file_load (path, NULL, &error);

  g_assert_no_error (error);
  return rdms;
}

static void
test_conditions (void)
{
  g_autoptr (CalTable) conditions = load_table ("representations/conditions.csv");
  g_autoptr (CalTable) concepts = load_table ("representations/concepts.csv");
  CalLevels *levels = cal_column_find_levels (cal_table_find_column (conditions, "category"));

  g_assert_cmpuint (cal_table_get_n_rows (conditions), ==, N_PICTURES);
  g_assert_cmpuint (levels->n, ==, 6);
  cal_levels_free (levels);
  g_assert_cmpuint (cal_table_get_n_rows (concepts), ==, N_PICTURES);
  g_assert_cmpuint (cal_table_get_n_columns (concepts), ==, 67);
  for (gsize row = 0; row < N_PICTURES; row++) {
    g_autofree char *id = cal_table_dup_row_id (conditions, row);
    g_autofree char *same = cal_table_dup_row_id (concepts, row);
    g_autofree char *name = g_strconcat ("stimuli/", id, NULL);
    g_autofree char *path = demo_study_dup_path (name);

    g_assert_cmpstr (id, ==, same);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    for (guint c = 1; c < 67; c++)
      g_assert_cmpfloat (cal_column_get_number (cal_table_get_column (concepts, c), row), >=, 0.0);
  }
}

static double
compare (CalRdm *a, CalRdm *b)
{
  double x[N_PAIRS], y[N_PAIRS], similarity;

  for (gsize p = 0; p < N_PAIRS; p++) {
    x[p] = cal_rdm_get_pair (a, p);
    y[p] = cal_rdm_get_pair (b, p);
  }
  g_assert_true (cal_rdm_compare (CAL_RDM_PEARSON, x, y, N_PICTURES, &similarity, NULL));
  return similarity;
}

/* A region's subjects agree, and the model that they are most like is the one that was planted. */
static void
test_regions (void)
{
  g_autoptr (GPtrArray) regions = load_rdms ("representations/rois.h5");
  g_autoptr (GPtrArray) models = load_rdms ("representations/models.h5");
  JsonArray *truth = json_object_get_array_member (demo_study_get_truth (), "representations");

  g_assert_cmpuint (regions->len, ==, N_REGIONS * N_SUBJECTS);
  g_assert_cmpuint (models->len, ==, N_MODELS);
  g_assert_cmpuint (json_array_get_length (truth), ==, N_REGIONS);
  for (guint r = 0; r < N_REGIONS; r++) {
    JsonObject *region = json_array_get_object_element (truth, r);
    JsonObject *values = json_object_get_object_member (region, "pearson");
    CalRdm *const *subjects = (CalRdm *const *) regions->pdata + r * N_SUBJECTS;
    const char *best = NULL;
    double most = -2.0;

    g_assert_cmpstr (cal_rdm_get_desc (subjects[0])->roi, ==,
                     json_object_get_string_member (region, "region"));
    g_assert_cmpstr (cal_rdm_get_condition (subjects[0], 0), ==, "000_faces.png");
    g_assert_cmpfloat (compare (subjects[0], subjects[1]), >, 0.05);
    for (guint m = 0; m < N_MODELS; m++) {
      const char *name = cal_rdm_get_desc (models->pdata[m])->name;
      double sum = 0.0;

      for (guint s = 0; s < N_SUBJECTS; s++)
        sum += compare (subjects[s], models->pdata[m]);
      g_assert_cmpfloat_with_epsilon (sum / N_SUBJECTS,
                                      json_object_get_double_member (values, name), 1e-9);
      if (sum > most) {
        most = sum;
        best = name;
      }
    }
    g_assert_cmpstr (best, ==, json_object_get_string_member (region, "most_like"));
    g_assert_cmpstr (best, ==, json_object_get_string_member (region, "prefers"));
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-representations/conditions", test_conditions);
  g_test_add_func ("/demo-representations/regions", test_regions);
  status = g_test_run ();
  demo_study_remove ();
  return status;
}
