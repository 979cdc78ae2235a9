/* test-embed.c - embeddings against numpy, scipy and scikit-learn, and points that are known.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "analysis/eigen.h"
#include "analysis/embed.h"
#include "analysis/isotonic.h"
#include "analysis/mds-classical.h"
#include "analysis/pca.h"
#include "analysis/procrustes.h"
#include "analysis/smacof.h"
#include "model/error.h"
#include "tests/analysis/reference/embed.h"

static CalRdm *
make_rdm (const double *values, gsize n, const char *const *ids)
{
  gsize n_pairs = n * (n - 1) / 2;
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  CalRdmDesc desc = {.name = "toy", .n_conditions = n, .dissimilarities = array};
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (CalTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CalRdm *rdm;

  if (ids != NULL) {
    CalColumn column = {.name = "id"};

    column.texts = texts = cal_text_array_new_from_strv (ids);
    desc.conditions = table = cal_table_new ("conditions", n, &column, 1, &error);
  }
  rdm = cal_rdm_new (&desc, &error);
  g_assert_no_error (error);
  return rdm;
}

static double *
measure (const double *points, gsize n, guint n_dims)
{
  double *distances = g_new (double, n *(n - 1) / 2);
  gsize p = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++) {
      double square = 0.0;

      for (guint c = 0; c < n_dims; c++)
        square += pow (points[i * n_dims + c] - points[j * n_dims + c], 2.0);
      distances[p++] = sqrt (square);
    }
  return distances;
}

static double *
make_points (gsize n, guint n_dims, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double *points = g_new (double, n *n_dims);

  for (gsize e = 0; e < n * n_dims; e++)
    points[e] = g_rand_double_range (random, -1.0, 1.0) * (double) (1 + e % n_dims);
  return points;
}

static double
measure_misfit (const double *found, const double *true_points, gsize n, guint n_dims)
{
  CalProcrustes fit;

  g_assert_true (cal_procrustes_fit (&fit, found, true_points, n, n_dims, CAL_PROCRUSTES_REFLECT));
  return fit.residual;
}

static void
assert_near (const double *a, const double *b, gsize n, double epsilon)
{
  for (gsize e = 0; e < n; e++)
    g_assert_cmpfloat (fabs (a[e] - b[e]), <=, epsilon);
}

static void
test_classical_as_numpy (void)
{
  g_autoptr (CalRdm) rdm = make_rdm (dissimilarities, N_POINTS, NULL);
  double points[2 * N_POINTS];
  CalMdsFit fit;

  g_assert_true (cal_mds_classical (rdm, FALSE, 2, points, &fit, NULL, NULL));
  assert_near (points, classical, 2 * N_POINTS, 1e-10);
  g_assert_cmpfloat_with_epsilon (fit.explained, classical_explained, 1e-12);
  g_assert_cmpfloat_with_epsilon (fit.negative_mass, classical_negative_mass, 1e-12);
}

/* Points that lie in so many dimensions come back exactly, whichever way eigenvectors are found. */
static void
test_classical_exact (gconstpointer data)
{
  gsize n = *(const gsize *) data;

  for (guint n_dims = 2; n_dims <= 3; n_dims++) {
    g_autofree double *points = make_points (n, n_dims, (guint32) n);
    g_autofree double *distances = measure (points, n, n_dims);
    g_autoptr (CalRdm) rdm = make_rdm (distances, n, NULL);
    g_autofree double *found = g_new (double, n *n_dims);
    CalMdsFit fit;

    g_assert_true (cal_mds_classical (rdm, FALSE, n_dims, found, &fit, NULL, NULL));
    g_assert_cmpfloat (measure_misfit (found, points, n, n_dims), <, 1e-13);
    if (n <= CAL_MDS_MAX_FULL) {
      g_assert_cmpfloat_with_epsilon (fit.explained, 1.0, 1e-12);
      g_assert_cmpfloat (fit.negative_mass, <, 1e-12);
    } else {
      g_assert_true (isnan (fit.negative_mass));
      g_assert_cmpfloat (fit.residual, <, 1e-9);
    }
    for (gsize p = 0; p < n * (n - 1) / 2; p++)
      distances[p] *= distances[p];
    g_clear_object (&rdm);
    rdm = make_rdm (distances, n, NULL);
    g_assert_true (cal_mds_classical (rdm, TRUE, n_dims, found, &fit, NULL, NULL));
    g_assert_cmpfloat (measure_misfit (found, points, n, n_dims), <, 1e-13);
  }
}

typedef struct {
  const double *matrix;
  gsize n;
} Square;

static void
multiply (const double *in, gsize n_columns, double *out, gpointer data)
{
  const Square *square = data;

  for (gsize c = 0; c < n_columns; c++)
    for (gsize i = 0; i < square->n; i++) {
      out[c * square->n + i] = 0.0;
      for (gsize j = 0; j < square->n; j++)
        out[c * square->n + i] += square->matrix[i * square->n + j] * in[c * square->n + j];
    }
}

/* Values close to each other, and a pair that are the same. */
static void
test_eigen (void)
{
  gsize n = 200;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree double *matrix = g_new (double, n *n);
  g_autofree double *copy = NULL;
  g_autofree double *vectors = g_new (double, 3 * n);
  g_autofree double *searched = g_new (double, 3 * n);
  double values[3], searched_values[3], residual;
  Square square = {matrix, n};

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= i; j++)
      matrix[i * n + j] = matrix[j * n + i] = g_rand_double_range (random, -1.0, 1.0);
  copy = g_memdup2 (matrix, n * n * sizeof *matrix);
  g_assert_true (cal_eigen_find_top (copy, n, 3, values, vectors, NULL, NULL));
  g_assert_true (cal_eigen_find_top_of_product (multiply, &square, n, 3, searched_values, searched,
                                                &residual, NULL, NULL));
  g_assert_cmpfloat (residual, <=, 1e-9);
  assert_near (searched_values, values, 3, 1e-9);
  assert_near (searched, vectors, 3 * n, 1e-6);
}

static void
test_pca (void)
{
  gsize dims[] = {N_POINTS, N_VALUES}, more[] = {N_POINTS, N_VALUES + 1};
  g_autoptr (GBytes) bytes = g_bytes_new (patterns, sizeof patterns);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
  double with_nan[N_POINTS * (N_VALUES + 1)], points[2 * N_POINTS];
  g_autoptr (GBytes) more_bytes = NULL;
  g_autoptr (CalArray) more_array = NULL;
  CalPcaFit fit;

  g_assert_true (cal_pca (array, 2, points, &fit, NULL, NULL));
  assert_near (points, pca, 2 * N_POINTS, 1e-12);
  g_assert_cmpfloat_with_epsilon (fit.explained, pca_explained, 1e-12);
  for (gsize i = 0; i < N_POINTS; i++) {
    memcpy (with_nan + i * (N_VALUES + 1), patterns + i * N_VALUES, N_VALUES * sizeof *patterns);
    with_nan[i * (N_VALUES + 1) + N_VALUES] = i == 3 ? (double) NAN : 1.0;
  }
  more_bytes = g_bytes_new (with_nan, sizeof with_nan);
  more_array = cal_array_new (CAL_DTYPE_FLOAT64, 2, more, more_bytes, NULL);
  g_assert_true (cal_pca (more_array, 2, points, &fit, NULL, NULL));
  assert_near (points, pca, 2 * N_POINTS, 1e-12);
  g_assert_cmpuint (fit.n_used, ==, N_VALUES);
  g_assert_cmpuint (fit.n_dropped, ==, 1);
}

/* Few patterns of many values: the other way to the same components. */
static void
test_pca_wide (void)
{
  gsize n = 12, p = 40, dims[] = {n, p};
  g_autofree double *plane = make_points (n, 2, 4);
  g_autofree double *wide = g_new0 (double, n *p);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  double points[24];
  CalPcaFit fit;

  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < p; c++)
      wide[i * p + c] = plane[2 * i] * sin ((double) c) + plane[2 * i + 1] * cos (3.0 * (double) c);
  bytes = g_bytes_new (wide, n * p * sizeof *wide);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
  g_assert_true (cal_pca (array, 2, points, &fit, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (fit.explained, 1.0, 1e-12);
  {
    g_autofree double *before = measure (wide, n, (guint) p);
    g_autofree double *after = measure (points, n, 2);

    assert_near (after, before, n * (n - 1) / 2, 1e-12);
  }
}

static void
test_isotonic (void)
{
  double hand[] = {1, 3, 2, 2, 5, 4}, all_falling[] = {3, 2, 1}, rising[] = {1, 2, 2, 3};
  static const double hand_fit[] = {1, 7 / 3.0, 7 / 3.0, 7 / 3.0, 4.5, 4.5};
  static const double two[] = {2, 2, 2}, same[] = {1, 2, 2, 3};
  double values[G_N_ELEMENTS (falling)];

  cal_isotonic_fit (hand, 6);
  assert_near (hand, hand_fit, 6, 1e-15);
  cal_isotonic_fit (all_falling, 3);
  assert_near (all_falling, two, 3, 1e-15);
  cal_isotonic_fit (rising, 4);
  assert_near (rising, same, 4, 0.0);
  cal_isotonic_fit (values, 0);
  memcpy (values, falling, sizeof values);
  cal_isotonic_fit (values, G_N_ELEMENTS (values));
  assert_near (values, risen, G_N_ELEMENTS (values), 1e-14);
}

static void
test_procrustes (void)
{
  double from[3 * N_POINTS], three[3 * N_POINTS];
  CalProcrustes fit;

  for (gsize i = 0; i < N_POINTS; i++)
    for (gsize c = 0; c < 3; c++)
      three[3 * i + c] = patterns[i * N_VALUES + c];
  memcpy (from, three, sizeof from);
  g_assert_true (cal_procrustes_fit (&fit, from, moved, N_POINTS, 3,
                                     CAL_PROCRUSTES_REFLECT | CAL_PROCRUSTES_SCALE));
  g_assert_cmpfloat_with_epsilon (fit.residual, procrustes_residual, 1e-12);
  cal_procrustes_apply (&fit, from, N_POINTS);
  {
    double left = 0.0, all = 0.0, centre[3] = {0};

    for (gsize e = 0; e < 3 * N_POINTS; e++)
      centre[e % 3] += moved[e] / N_POINTS;
    for (gsize e = 0; e < 3 * N_POINTS; e++) {
      left += pow (from[e] - moved[e], 2.0);
      all += pow (moved[e] - centre[e % 3], 2.0);
    }
    g_assert_cmpfloat_with_epsilon (left / all, fit.residual, 1e-12);
  }
}

/* A figure turned by 40 degrees and moved goes back exactly; mirrored, only where that is allowed.
 */
static void
test_procrustes_turn (void)
{
  static const double figure[] = {0, 0, 4, 0, 4, 1, 1, 1, 1, 3};
  double turned[10], mirrored[10], angle = 40.0 * G_PI / 180.0;
  CalProcrustes fit;

  for (gsize i = 0; i < 5; i++) {
    double x = figure[2 * i], y = figure[2 * i + 1];

    turned[2 * i] = cos (angle) * x - sin (angle) * y + 7.0;
    turned[2 * i + 1] = sin (angle) * x + cos (angle) * y - 2.0;
    mirrored[2 * i] = -x;
    mirrored[2 * i + 1] = y;
  }
  g_assert_true (cal_procrustes_fit (&fit, turned, figure, 5, 2, CAL_PROCRUSTES_RIGID));
  g_assert_cmpfloat (fit.residual, <, 1e-14);
  cal_procrustes_apply (&fit, turned, 5);
  assert_near (turned, figure, 10, 1e-13);
  g_assert_true (cal_procrustes_fit (&fit, mirrored, figure, 5, 2, CAL_PROCRUSTES_RIGID));
  g_assert_cmpfloat (fit.residual, >, 0.1);
  g_assert_true (cal_procrustes_fit (&fit, mirrored, figure, 5, 2, CAL_PROCRUSTES_REFLECT));
  g_assert_cmpfloat (fit.residual, <, 1e-14);
  memset (turned, 0, sizeof turned);
  g_assert_false (cal_procrustes_fit (&fit, turned, figure, 5, 2, CAL_PROCRUSTES_REFLECT));
}

static void
test_smacof_step (void)
{
  double some[G_N_ELEMENTS (dissimilarities)], points[2 * N_POINTS];
  g_autoptr (CalRdm) rdm = make_rdm (dissimilarities, N_POINTS, NULL);
  g_autoptr (CalRdm) missing = NULL;
  CalSmacofOptions options = CAL_SMACOF_DEFAULTS;
  CalSmacofFit fit;

  options.start = start;
  options.n_starts = 1;
  options.max_iterations = 0;
  g_assert_true (cal_smacof (rdm, &options, points, &fit, NULL, NULL));
  assert_near (points, start, 2 * N_POINTS, 0.0);
  g_assert_cmpfloat_with_epsilon (fit.raw_stress, start_stress, 1e-9);
  options.max_iterations = 1;
  g_assert_true (cal_smacof (rdm, &options, points, &fit, NULL, NULL));
  assert_near (points, stepped, 2 * N_POINTS, 1e-12);
  for (gsize p = 0; p < G_N_ELEMENTS (some); p++)
    some[p] = p % 4 == 1 ? (double) NAN : dissimilarities[p];
  missing = make_rdm (some, N_POINTS, NULL);
  g_assert_true (cal_smacof (missing, &options, points, &fit, NULL, NULL));
  assert_near (points, stepped_without_some, 2 * N_POINTS, 1e-12);
  g_assert_cmpuint (fit.n_missing, ==, G_N_ELEMENTS (some) / 4);
}

/* No worse than the best of 64 starts of scikit-learn's or of descent, until nothing moves. */
static void
test_smacof_best (void)
{
  double points[2 * N_POINTS];
  g_autoptr (CalRdm) rdm = make_rdm (dissimilarities, N_POINTS, NULL);
  CalSmacofOptions options = CAL_SMACOF_DEFAULTS;
  CalSmacofFit fit;
  double sum = 0.0;

  options.n_starts = 64;
  options.max_iterations = 5000;
  options.tolerance = 1e-12;
  g_assert_true (cal_smacof (rdm, &options, points, &fit, NULL, NULL));
  g_assert_cmpfloat (fit.raw_stress, <=, metric_stress * (1.0 + 1e-6));
  g_assert_true (fit.converged);
  {
    g_autofree double *distances = measure (points, N_POINTS, 2);

    for (gsize p = 0; p < G_N_ELEMENTS (dissimilarities); p++)
      sum += pow (distances[p] - dissimilarities[p], 2.0);
  }
  g_assert_cmpfloat_with_epsilon (fit.raw_stress, sum, 1e-9);
  options.is_metric = FALSE;
  g_assert_true (cal_smacof (rdm, &options, points, &fit, NULL, NULL));
  g_assert_cmpfloat (fit.stress, <=, non_metric_stress * (1.0 + 1e-4));
}

/* Each step lowers the stress, in blocks of points as well as in one piece. */
static void
test_smacof_falls (void)
{
  gsize n = 300;
  g_autofree double *points = make_points (n, 3, 2);
  g_autofree double *distances = measure (points, n, 3);
  g_autoptr (CalRdm) rdm = make_rdm (distances, n, NULL);
  g_autofree double *found = g_new (double, n * 2);
  g_autofree double *flat = make_points (n, 2, 3);
  CalSmacofOptions options = CAL_SMACOF_DEFAULTS;
  double last = (double) INFINITY;

  options.start = flat;
  options.n_starts = 1;
  options.tolerance = 0.0;
  for (options.max_iterations = 0; options.max_iterations < 30; options.max_iterations++) {
    CalSmacofFit fit;

    g_assert_true (cal_smacof (rdm, &options, found, &fit, NULL, NULL));
    g_assert_cmpfloat (fit.raw_stress, <, last);
    last = fit.raw_stress;
  }
}

/* Without a quarter of the distances, the places are still found from places near by. */
static void
test_smacof_missing (void)
{
  gsize n = 60;
  g_autofree double *points = make_points (n, 2, 8);
  g_autofree double *distances = measure (points, n, 2);
  g_autofree double *near_by = g_memdup2 (points, 2 * n * sizeof *points);
  g_autofree double *found = g_new (double, 2 * n);
  g_autoptr (CalRdm) rdm = NULL;
  CalSmacofOptions options = CAL_SMACOF_DEFAULTS;
  CalSmacofFit fit;

  for (gsize p = 0; p < n * (n - 1) / 2; p += 4)
    distances[p] = (double) NAN;
  for (gsize e = 0; e < 2 * n; e++)
    near_by[e] += 0.1 * sin ((double) e);
  rdm = make_rdm (distances, n, NULL);
  options.start = near_by;
  options.n_starts = 1;
  options.max_iterations = 5000;
  options.tolerance = 1e-9;
  g_assert_true (cal_smacof (rdm, &options, found, &fit, NULL, NULL));
  g_assert_cmpfloat (fit.stress, <, 1e-4);
  g_assert_cmpfloat (measure_misfit (found, points, n, 2), <, 1e-6);
}

/* Only the order counts: any rising function of the dissimilarities gives the same points. */
static void
test_non_metric (void)
{
  double risen_values[G_N_ELEMENTS (dissimilarities)], a[2 * N_POINTS], b[2 * N_POINTS];
  g_autoptr (CalRdm) rdm = make_rdm (dissimilarities, N_POINTS, NULL);
  g_autoptr (CalRdm) other = NULL;
  CalSmacofOptions options = CAL_SMACOF_DEFAULTS;
  CalSmacofFit fit, other_fit;

  for (gsize p = 0; p < G_N_ELEMENTS (risen_values); p++)
    risen_values[p] = exp (dissimilarities[p]) - 40.0;
  other = make_rdm (risen_values, N_POINTS, NULL);
  options.is_metric = FALSE;
  options.start = start;
  options.n_starts = 1;
  g_assert_true (cal_smacof (rdm, &options, a, &fit, NULL, NULL));
  g_assert_true (cal_smacof (other, &options, b, &other_fit, NULL, NULL));
  assert_near (a, b, 2 * N_POINTS, 0.0);
  g_assert_cmpfloat (fit.stress, ==, other_fit.stress);
}

/* Ties may be broken as the points like: with nothing but ties, any points fit. */
static void
test_ties (void)
{
  double ones[G_N_ELEMENTS (dissimilarities)], points[2 * N_POINTS];
  g_autoptr (CalRdm) rdm = NULL;
  CalSmacofOptions options = CAL_SMACOF_DEFAULTS;
  CalSmacofFit fit;

  for (gsize p = 0; p < G_N_ELEMENTS (ones); p++)
    ones[p] = 1.0;
  rdm = make_rdm (ones, N_POINTS, NULL);
  options.is_metric = FALSE;
  options.start = start;
  options.n_starts = 1;
  options.max_iterations = 3;
  g_assert_true (cal_smacof (rdm, &options, points, &fit, NULL, NULL));
  g_assert_cmpfloat (measure_misfit (points, start, N_POINTS, 2), <, 0.5);
  g_assert_cmpfloat (fit.stress, <, 0.2);
}

static void
assert_refused (const double *values, gsize n, CalEmbedMethod method, const char *what)
{
  g_autoptr (CalRdm) rdm = make_rdm (values, n, NULL);
  CalEmbedOptions options = CAL_EMBED_DEFAULTS;
  g_autoptr (GError) error = NULL;

  options.method = method;
  g_assert_null (cal_embed_rdm (rdm, &options, NULL, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_refused (void)
{
  double apart[] = {1, NAN, NAN, NAN, NAN, 1}, negative[] = {1, 1, -1};
  double infinite[] = {1, 1, INFINITY}, two[] = {1};

  assert_refused (apart, 4, CAL_EMBED_METRIC, "2 groups");
  assert_refused (apart, 4, CAL_EMBED_NON_METRIC, "2 groups");
  assert_refused (apart, 4, CAL_EMBED_CLASSICAL, "4 of 6 are not finite");
  assert_refused (negative, 3, CAL_EMBED_METRIC, "1 of 3");
  assert_refused (infinite, 3, CAL_EMBED_NON_METRIC, "infinite");
  assert_refused (two, 2, CAL_EMBED_CLASSICAL, "do not fill");
}

/* Conditions in another order, mirrored by chance: those of the same names stay where they were. */
static void
test_previous (void)
{
  static const char *const ids[] = {"a", "b", "c", "d", "e", "f", NULL};
  static const char *const turned_ids[] = {"f", "e", "d", "c", "b", "a", NULL};
  static const double places[] = {0, 0, 5, 0, 5, 1, 1, 1, 1, 3, 2, 2};
  double turned[12];
  g_autofree double *distances = measure (places, 6, 2);
  g_autofree double *turned_distances = NULL;
  g_autoptr (CalRdm) rdm = make_rdm (distances, 6, ids);
  g_autoptr (CalRdm) other = NULL;
  CalEmbedOptions options = CAL_EMBED_DEFAULTS;
  g_autoptr (CalEmbedding) first = cal_embed_rdm (rdm, &options, NULL, NULL, NULL);

  for (gsize i = 0; i < 6; i++) {
    turned[2 * i] = -places[2 * (5 - i)];
    turned[2 * i + 1] = places[2 * (5 - i) + 1];
  }
  turned_distances = measure (turned, 6, 2);
  other = make_rdm (turned_distances, 6, turned_ids);
  for (guint method = 0; method <= CAL_EMBED_NON_METRIC; method++) {
    g_autoptr (CalEmbedding) second = NULL;

    options.method = (CalEmbedMethod) method;
    second = cal_embed_rdm (other, &options, first, NULL, NULL);
    g_assert_cmpstr (cal_embedding_get_condition (second, 0), ==, "f");
    for (gsize i = 0; i < 6; i++)
      for (gsize c = 0; c < 2 && method != CAL_EMBED_NON_METRIC; c++)
        g_assert_cmpfloat_with_epsilon (cal_embedding_get_points (second)[2 * (5 - i) + c],
                                        cal_embedding_get_points (first)[2 * i + c], 1e-6);
  }
}

typedef struct {
  GMainLoop *loop;
  guint n_offered;
  GObject *result;
  GError *error;
} Watch;

static void
offered_cb (CalJob *job, CalEmbedding *partial, Watch *watch)
{
  g_assert_true (CAL_IS_EMBEDDING (partial));
  g_assert_cmpuint (cal_embedding_get_desc (partial)->n_points, ==, 400);
  if (++watch->n_offered == 2)
    cal_job_cancel (job);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;

  watch->result = cal_job_run_finish (CAL_JOB (source), result, &watch->error);
  g_main_loop_quit (watch->loop);
}

static GObject *
embed_metric (CalJob *job, gpointer rdm, GError **error)
{
  CalEmbedOptions options = CAL_EMBED_DEFAULTS;

  options.method = CAL_EMBED_METRIC;
  options.max_iterations = 1000000000;
  options.tolerance = -1.0;
  return (GObject *) cal_embed_rdm (rdm, &options, NULL, job, error);
}

/* It shows where points are on their way, and stops when told. */
static void
test_job (void)
{
  g_autofree double *points = make_points (400, 3, 5);
  g_autofree double *distances = measure (points, 400, 3);
  g_autoptr (CalRdm) rdm = make_rdm (distances, 400, NULL);
  g_autoptr (CalJob) job = cal_job_new ("", embed_metric, rdm, NULL);
  Watch watch = {g_main_loop_new (NULL, FALSE), 0, NULL, NULL};

  g_signal_connect (job, "offered", G_CALLBACK (offered_cb), &watch);
  cal_job_run_async (job, done_cb, &watch);
  g_main_loop_run (watch.loop);
  g_main_loop_unref (watch.loop);
  g_assert_null (watch.result);
  g_assert_error (watch.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.n_offered, >=, 2);
  g_clear_error (&watch.error);
}

int
main (int argc, char **argv)
{
  static const gsize small = 40, large = CAL_MDS_MAX_FULL + 1;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/embed/classical-as-numpy", test_classical_as_numpy);
  g_test_add_data_func ("/embed/classical-exact", &small, test_classical_exact);
  g_test_add_data_func ("/embed/classical-exact-large", &large, test_classical_exact);
  g_test_add_func ("/embed/eigen", test_eigen);
  g_test_add_func ("/embed/pca-as-numpy", test_pca);
  g_test_add_func ("/embed/pca-wide", test_pca_wide);
  g_test_add_func ("/embed/isotonic", test_isotonic);
  g_test_add_func ("/embed/procrustes-as-scipy", test_procrustes);
  g_test_add_func ("/embed/procrustes-turn", test_procrustes_turn);
  g_test_add_func ("/embed/smacof-step", test_smacof_step);
  g_test_add_func ("/embed/smacof-best", test_smacof_best);
  g_test_add_func ("/embed/smacof-falls", test_smacof_falls);
  g_test_add_func ("/embed/smacof-missing", test_smacof_missing);
  g_test_add_func ("/embed/non-metric", test_non_metric);
  g_test_add_func ("/embed/ties", test_ties);
  g_test_add_func ("/embed/refused", test_refused);
  g_test_add_func ("/embed/previous", test_previous);
  g_test_add_func ("/embed/job", test_job);
  return g_test_run ();
}
