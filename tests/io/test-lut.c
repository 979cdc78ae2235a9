/* test-lut.c - tables of region names and colours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/lut.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model/error.h"
#include "tests/support/optional-data.h"

static CalLabels *
read_text (const char *name, const char *text, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("lut-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  CalLabels *labels;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  labels = cal_lut_read (path, error);
  g_remove (path);
  g_rmdir (folder);
  return labels;
}

/* Key 17 is called "V1 left" and is red = 51, green = 102, blue = 255 in every form. */
static void
test_forms (void)
{
  static const struct {
    const char *name;
    const char *text;
    const char *expected;
  } forms[] = {
      {"a.ctab", "# comment\r\n0 Unknown 0 0 0 0\r\n\r\n17  V1_left  51 102 255 0\r\n", "V1_left"},
      {"a.lut", "16 0 0 0 other\n17 0.2 0.4 1.0 V1 left\n", "V1 left"},
      {"a.lut", "17 51 102 255 V1 left\n", "V1 left"},
      {"a.csv", "0,null\n17,\"V1 left\",51,102,255\n", "V1 left"},
      {"a.csv", "name;b;index;r;g\nV1 left;255;17;51;102\n", "V1 left"},
      {"a.tsv", "index\tname\tcolor\n17\tV1 left\t#3366ff\n", "V1 left"},
      {"a.json", "{\"R\":[51],\"G\":[102],\"B\":[255],\"I\":[17],\"labels\":[\"V1 left\"]}",
       "V1 left"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (forms); n++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLabels) labels = read_text (forms[n].name, forms[n].text, &error);
    const CalLabel *label;

    g_assert_no_error (error);
    label = cal_labels_find (labels, 17);
    g_assert_nonnull (label);
    g_assert_cmpstr (label->name, ==, forms[n].expected);
    g_assert_cmpfloat_with_epsilon (label->rgba[0], 0.2f, 1e-6f);
    g_assert_cmpfloat_with_epsilon (label->rgba[1], 0.4f, 1e-6f);
    g_assert_cmpfloat_with_epsilon (label->rgba[2], 1.0f, 1e-6f);
    g_assert_cmpfloat (label->rgba[3], ==, 1.0f);
  }
}

/* Without colours labels get some that differ; 0 stays clear. */
static void
test_no_colours (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLabels) labels = read_text ("a.txt", "0 Nothing\n1 One 2001\n2 Two 2002\n", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_labels_get_n (labels), ==, 3);
  g_assert_cmpfloat (cal_labels_find (labels, 0)->rgba[3], ==, 0.0f);
  g_assert_cmpfloat (cal_labels_find (labels, 1)->rgba[3], ==, 1.0f);
  g_assert_cmpfloat (cal_labels_find (labels, 1)->rgba[0], !=,
                     cal_labels_find (labels, 2)->rgba[0]);
}

static void
test_refused (void)
{
  static const struct {
    const char *name;
    const char *text;
    const char *word;
  } bad[] = {
      {"a.txt", "", "no label"},
      {"a.txt", "1 2 3\n", "line 1"},
      {"a.csv", "1,One\ntwo,2\n", "line 2"},
      {"a.txt", "1 One\n2\n", "line 2"},
      {"a.json", "[1, 2]", "object"},
      {"a.json", "{\"RepetitionTime\": 2}", "no label"},
      {"a.json", "{\"labels\": [1, null]}", "no label"},
      {"a.txt", "99999999999 Far\n", "line 1"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (bad); n++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (bad[n].name, bad[n].text, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, bad[n].word));
    g_assert_nonnull (strstr (error->message, bad[n].name));
  }
}

static void
test_beside_a_volume (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lut-XXXXXX", NULL);
  g_autofree char *sidecar = g_build_filename (folder, "aal.csv", NULL);
  g_autofree char *table = g_build_filename (folder, "aal.json", NULL);
  g_autofree char *volume = g_build_filename (folder, "aal.nii.gz", NULL);
  g_autofree char *found = NULL;
  g_autoptr (CalLabels) labels = NULL;

  g_assert_true (g_file_set_contents (sidecar, "time,value\n", -1, NULL));
  g_assert_true (g_file_set_contents (table, "{\"5\": \"Five\"}", -1, NULL));
  labels = cal_lut_find (volume, &found);
  g_assert_cmpstr (found, ==, table);
  g_assert_cmpstr (cal_labels_find (labels, 5)->name, ==, "Five");
  g_remove (sidecar);
  g_remove (table);
  g_rmdir (folder);
}

static void
test_real_tables (void)
{
  static const struct {
    const char *path;
    guint n;
    gint32 key;
    const char *name;
  } tables[] = {
      {"atlases/harvard-oxford-cortical.lut", 48, 1, "Frontal Pole"},
      {"atlases/freesurfercolorlut.lut", 1291, 1, "Left-Cerebral-Exterior"},
      {"atlases/FreeSurferColorLUT.txt", 0, 4, "Left-Lateral-Ventricle"},
      {"atlases/aal.json", 117, 1, "Precentral_L"},
      {"atlases/labels_csv/AAL.csv", 121, 1, "L_Precentral_gyrus"},
      {"atlases/labels_csv/Glasser.csv", 180, 1, "Primary_visual_cortex"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (tables); n++) {
    g_autofree char *path = cal_optional_data_find (tables[n].path);
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLabels) labels = NULL;

    if (path == NULL) {
      g_test_skip ("the optional data folder is absent");
      return;
    }
    labels = cal_lut_read (path, &error);
    g_assert_no_error (error);
    if (tables[n].n > 0)
      g_assert_cmpuint (cal_labels_get_n (labels), ==, tables[n].n);
    g_assert_cmpstr (cal_labels_find (labels, tables[n].key)->name, ==, tables[n].name);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lut/forms", test_forms);
  g_test_add_func ("/lut/no-colours", test_no_colours);
  g_test_add_func ("/lut/refused", test_refused);
  g_test_add_func ("/lut/beside", test_beside_a_volume);
  g_test_add_func ("/lut/real", test_real_tables);
  return g_test_run ();
}
