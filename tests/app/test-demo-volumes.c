/* test-demo-volumes.c - the demo's volumes agree with its surfaces and show what was planted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdlib.h>

#include "demo-study.h"

#define N_VERTICES 10242

typedef struct {
  CalSurface *white, *pial;
  CalArray *regions;
  CalVector *vector;
} Side;

static Side sides[2];

static void
load_sides (void)
{
  for (guint s = 0; s < 2; s++) {
    const char *prefix = s == 0 ? "lh" : "rh";
    g_autofree char *white = g_strdup_printf ("surf/%s.white", prefix);
    g_autofree char *pial = g_strdup_printf ("surf/%s.pial", prefix);
    g_autofree char *annot = g_strdup_printf ("label/%s.rois.annot", prefix);

    sides[s].white = demo_study_load_surface (white);
    sides[s].pial = demo_study_load_surface (pial);
    sides[s].vector = demo_study_load_vector (annot, NULL);
    sides[s].regions = cal_vector_get_desc (sides[s].vector)->values;
  }
}

static void
clear_sides (void)
{
  for (guint s = 0; s < 2; s++) {
    g_clear_object (&sides[s].white);
    g_clear_object (&sides[s].pial);
    g_clear_object (&sides[s].vector);
  }
}

/* The place at a depth of the ribbon: 0 white, 1 pial, beyond them below and above it. */
static void
get_place (const Side *side, gsize v, double depth, double mm[3])
{
  double white[3], pial[3];

  cal_surface_get_vertex_mm (side->white, v, white);
  cal_surface_get_vertex_mm (side->pial, v, pial);
  for (guint i = 0; i < 3; i++)
    mm[i] = white[i] + depth * (pial[i] - white[i]);
}

static const CalLabel *
get_region (const Side *side, gsize v)
{
  return cal_labels_find (cal_vector_get_desc (side->vector)->labels,
                          (gint32) cal_array_get_value (side->regions, v));
}

/* The key of a region in the label volume, by the truth. */
static double
region_key (const char *name)
{
  JsonArray *regions = json_object_get_array_member (demo_study_get_truth (), "regions");

  for (guint r = 0; r < json_array_get_length (regions); r++) {
    JsonObject *region = json_array_get_object_element (regions, r);

    if (g_str_equal (json_object_get_string_member (region, "name"), name))
      return (double) json_object_get_int_member (region, "key");
  }
  return -1;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median_at_depth (CalVolume *volume, const Side *side, double depth)
{
  g_autofree double *values = g_new (double, N_VERTICES);

  for (gsize v = 0; v < N_VERTICES; v++) {
    double mm[3];
    CalSample sample;

    get_place (side, v, depth, mm);
    sample = cal_volume_sample (volume, mm, 0, CAL_LINEAR);
    g_assert_cmpint (sample.presence, ==, CAL_VALUE);
    values[v] = sample.value;
  }
  qsort (values, N_VERTICES, sizeof *values, compare);
  return values[N_VERTICES / 2];
}

/* White matter inside is bright, the ribbon grey, what lies outside dark: on each side. */
static void
test_anatomy (void)
{
  g_autoptr (CalVolume) volume = demo_study_load_volume ("anat/T1.nii.gz");

  g_assert_cmpuint (cal_volume_get_desc (volume)->dims[0], ==, 85);
  for (guint s = 0; s < 2; s++) {
    double inside = median_at_depth (volume, &sides[s], -1);
    double ribbon = median_at_depth (volume, &sides[s], 0.5);
    double outside = median_at_depth (volume, &sides[s], 1.8);

    g_test_message ("inside %g, ribbon %g, outside %g", inside, ribbon, outside);
    g_assert_cmpfloat (inside, >, 125);
    g_assert_cmpfloat (ribbon, >, 70);
    g_assert_cmpfloat (ribbon, <, 110);
    g_assert_cmpfloat (outside, <, 60);
  }
}

/* Below a vertex of a region, the label volume has that region. */
static void
test_labels (void)
{
  g_autoptr (CalVolume) volume = demo_study_load_volume ("label/rois.nii.gz");
  gsize n = 0, n_same = 0;

  for (guint s = 0; s < 2; s++)
    for (gsize v = 0; v < N_VERTICES; v++) {
      const CalLabel *label = get_region (&sides[s], v);
      double mm[3];
      CalSample sample;

      if (label == NULL || cal_label_is_background (label))
        continue;
      get_place (&sides[s], v, 0.5, mm);
      sample = cal_volume_sample (volume, mm, 0, CAL_NEAREST);
      n++;
      n_same += sample.presence == CAL_VALUE && sample.value == region_key (label->name);
    }
  g_test_message ("%zu of %zu", n_same, n);
  g_assert_cmpuint (n, >, 2000);
  g_assert_cmpfloat ((double) n_same / (double) n, >, 0.9);
}

static double
correlate (const double *x, const double *y, gsize n)
{
  double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;

  for (gsize i = 0; i < n; i++) {
    mx += x[i] / (double) n;
    my += y[i] / (double) n;
  }
  for (gsize i = 0; i < n; i++) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xy / sqrt (xx * yy);
}

/* The mean time course of a region's voxels under its vertices. */
static void
mean_course (CalVolume *volume, const Side *side, const char *region, double *course, gsize n)
{
  gsize n_vertices = 0;

  for (gsize t = 0; t < n; t++)
    course[t] = 0;
  for (gsize v = 0; v < N_VERTICES; v++) {
    const CalLabel *label = get_region (side, v);
    double mm[3];

    if (label == NULL || !g_str_equal (label->name, region))
      continue;
    get_place (side, v, 0.5, mm);
    n_vertices++;
    for (gsize t = 0; t < n; t++)
      course[t] += cal_volume_sample (volume, mm, t, CAL_NEAREST).value;
  }
  g_assert_cmpuint (n_vertices, >, 0);
}

/* Each region answers in time as planted. */
static void
test_time_courses (void)
{
  g_autoptr (CalVolume) volume = demo_study_load_volume ("func/bold.nii.gz");
  JsonObject *truth = demo_study_get_truth ();
  JsonArray *regions = json_object_get_array_member (truth, "regions");
  JsonObject *regressors = json_object_get_object_member (truth, "regressors");
  gsize n = (gsize) json_object_get_int_member (truth, "n_frames");
  g_autofree double *course = g_new (double, n);
  g_autofree double *expected = g_new (double, n);

  g_assert_cmpuint (cal_volume_get_desc (volume)->n_frames, ==, n);
  g_assert_cmpfloat (cal_volume_get_desc (volume)->frame_step, ==,
                     json_object_get_double_member (truth, "frame_seconds"));
  for (guint r = 0; r < json_array_get_length (regions); r++) {
    JsonObject *region = json_array_get_object_element (regions, r);
    JsonObject *weights = json_object_get_object_member (region, "weights");
    const char *name = json_object_get_string_member (region, "name");
    gboolean left = g_str_equal (json_object_get_string_member (region, "hemisphere"), "lh");
    g_autoptr (GList) features = json_object_get_members (weights);

    for (gsize t = 0; t < n; t++) {
      expected[t] = 0;
      for (GList *f = features; f != NULL; f = f->next)
        expected[t] += json_object_get_double_member (weights, f->data) *
                       json_array_get_double_element (
                           json_object_get_array_member (regressors, f->data), (guint) t);
    }
    mean_course (volume, &sides[left ? 0 : 1], name, course, n);
    g_test_message ("%s %g", name, correlate (course, expected, n));
    g_assert_cmpfloat (correlate (course, expected, n), >, 0.9);
  }
}

/* The truth's places: the vertex, its mm, and the voxels there are the same place. */
static void
test_peaks (void)
{
  g_autoptr (CalVolume) anatomy = demo_study_load_volume ("anat/T1.nii.gz");
  g_autoptr (CalVolume) functional = demo_study_load_volume ("func/bold.nii.gz");
  JsonArray *regions = json_object_get_array_member (demo_study_get_truth (), "regions");

  g_assert_cmpuint (json_array_get_length (regions), ==, 24);
  for (guint r = 0; r < json_array_get_length (regions); r++) {
    JsonObject *region = json_array_get_object_element (regions, r);
    JsonObject *peak = json_object_get_object_member (region, "peak");
    gboolean left = g_str_equal (json_object_get_string_member (region, "hemisphere"), "lh");
    gsize v = (gsize) json_object_get_int_member (peak, "vertex");
    const struct {
      CalVolume *volume;
      const char *name;
    } grids[] = {{anatomy, "anatomy_voxel"}, {functional, "functional_voxel"}};
    double mm[3];

    g_assert_cmpstr (get_region (&sides[left ? 0 : 1], v)->name, ==,
                     json_object_get_string_member (region, "name"));
    get_place (&sides[left ? 0 : 1], v, 0.5, mm);
    for (guint i = 0; i < 3; i++)
      g_assert_cmpfloat_with_epsilon (
          mm[i], json_array_get_double_element (json_object_get_array_member (peak, "mm"), i),
          1e-3);
    for (guint g = 0; g < G_N_ELEMENTS (grids); g++) {
      JsonArray *expected = json_object_get_array_member (peak, grids[g].name);
      gssize voxel[3];

      g_assert_true (cal_volume_find_voxel (grids[g].volume, mm, voxel));
      for (guint i = 0; i < 3; i++)
        g_assert_cmpint (voxel[i], ==, json_array_get_int_element (expected, i));
    }
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  load_sides ();
  g_test_add_func ("/demo-volumes/anatomy", test_anatomy);
  g_test_add_func ("/demo-volumes/labels", test_labels);
  g_test_add_func ("/demo-volumes/time-courses", test_time_courses);
  g_test_add_func ("/demo-volumes/peaks", test_peaks);
  status = g_test_run ();
  clear_sides ();
  demo_study_remove ();
  return status;
}
