/* test-rdm-field.c - reduced cells are the means of the finite pairs in them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/scene/rdm-field.h"

static CalRdm *
make_rdm (gsize n, CalDtype dtype, guint seed)
{
  gsize n_pairs = n * (n - 1) / 2, size = cal_dtype_get_size (dtype);
  void *values = g_malloc (n_pairs * size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_pairs * size);
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = {.name = "made", .n_conditions = n};

  for (gsize p = 0; p < n_pairs; p++) {
    double value = p % 7 == 3    ? (double) NAN
                   : p % 31 == 8 ? (double) INFINITY
                                 : sin ((double) (p * seed)) * 2.0;

    if (dtype == CAL_DTYPE_FLOAT32)
      ((float *) values)[p] = (float) value;
    else
      ((double *) values)[p] = value;
  }
  array = cal_array_new (dtype, 1, &n_pairs, bytes, NULL);
  desc.dissimilarities = array;
  return cal_rdm_new (&desc, NULL);
}

static guint32 *
make_rows (gsize n, guint step)
{
  guint32 *rows = g_new (guint32, n);

  for (gsize r = 0; r < n; r++)
    rows[r] = (guint32) (r * step % n);
  return rows;
}

/* By the definition: over all cells of the block, on both sides of the diagonal. */
static double
get_mean (CalRdmField *field, guint level, gsize row, gsize column)
{
  gsize side = (gsize) 1 << level, n = cal_rdm_field_get_n (field, 0), count = 0;
  double sum = 0.0;

  for (gsize r = row * side; r < MIN ((row + 1) * side, n); r++)
    for (gsize c = column * side; c < MIN ((column + 1) * side, n); c++) {
      double value = cal_rdm_field_get (field, 0, r, c);

      if (isfinite (value)) {
        sum += value;
        count++;
      }
    }
  return count > 0 ? sum / (double) count : (double) NAN;
}

static void
test_means (void)
{
  static const gsize sizes[] = {2, 3, 29, 64, 101};

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++) {
    gsize n = sizes[s], last;
    g_autoptr (CalRdm) rdm = make_rdm (n, s % 2 ? CAL_DTYPE_FLOAT32 : CAL_DTYPE_FLOAT64, 3);
    g_autofree guint32 *rows = make_rows (n, n == 64 ? 7 : 1);
    g_autoptr (CalRdmField) field = cal_rdm_field_new (rdm, rows, NULL, NULL, NULL, NULL);

    last = cal_rdm_field_get_n_levels (field) - 1;
    g_assert_cmpuint (cal_rdm_field_get_n (field, (guint) last), ==, 1);
    for (guint level = 1; level <= last; level++)
      for (gsize r = 0; r < cal_rdm_field_get_n (field, level); r++)
        for (gsize c = 0; c < cal_rdm_field_get_n (field, level); c++) {
          double mean = get_mean (field, level, r, c);
          double found = cal_rdm_field_get (field, level, r, c);

          g_assert_true (isnan (mean) == isnan (found));
          if (!isnan (mean))
            g_assert_cmpfloat_with_epsilon (found, mean, 1e-6);
        }
  }
}

static void
test_order (void)
{
  g_autoptr (CalRdm) rdm = make_rdm (23, CAL_DTYPE_FLOAT64, 3);
  g_autoptr (CalRdm) minus = make_rdm (23, CAL_DTYPE_FLOAT32, 5);
  g_autofree guint32 *rows = make_rows (23, 5), *minus_rows = make_rows (23, 9);
  g_autoptr (CalRdmField) field = cal_rdm_field_new (rdm, rows, minus, minus_rows, NULL, NULL);
  double low = INFINITY, high = -INFINITY, found_low, found_high;

  for (gsize r = 0; r < 23; r++)
    for (gsize c = 0; c < 23; c++) {
      double expected =
          cal_rdm_get (rdm, rows[r], rows[c]) - cal_rdm_get (minus, minus_rows[r], minus_rows[c]);
      double found = cal_rdm_field_get (field, 0, r, c);

      if (!isfinite (expected)) {
        g_assert_false (isfinite (found));
        continue;
      }
      g_assert_cmpfloat (found, ==, expected);
      low = MIN (low, expected);
      high = MAX (high, expected);
    }
  g_assert_true (cal_rdm_field_get_range (field, &found_low, &found_high));
  g_assert_cmpfloat (found_low, ==, low);
  g_assert_cmpfloat (found_high, ==, high);
  g_assert_cmpuint (cal_rdm_field_get_pair (field, 4, 9), ==,
                    cal_rdm_pair_index (23, rows[4], rows[9]));
}

static void
test_tiles (void)
{
  gsize n = CAL_RDM_TILE + 37, first, size;
  g_autoptr (CalRdm) rdm = make_rdm (n, CAL_DTYPE_FLOAT32, 11);
  g_autofree guint32 *rows = make_rows (n, 4);
  g_autoptr (CalRdmField) field = cal_rdm_field_new (rdm, rows, NULL, NULL, NULL, NULL);
  g_autofree float *values = g_new (float, CAL_RDM_TILE * 37);

  cal_rdm_field_measure_tile (field, 0, 1, &first, &size);
  g_assert_cmpuint (first, ==, CAL_RDM_TILE);
  g_assert_cmpuint (size, ==, 37);
  cal_rdm_field_read_tile (field, 0, 0, 1, values);
  for (gsize r = 0; r < CAL_RDM_TILE; r++)
    for (gsize c = 0; c < 37; c++) {
      float expected = (float) cal_rdm_get (rdm, rows[r], rows[CAL_RDM_TILE + c]);

      g_assert_true (memcmp (&values[r * 37 + c], &expected, sizeof expected) == 0);
    }
}

static void
test_nothing (void)
{
  gsize n_pairs = 3;
  double values[] = {(double) NAN, (double) NAN, (double) NAN}, low, high;
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  CalRdmDesc desc = {.name = "nothing", .n_conditions = 3, .dissimilarities = array};
  g_autoptr (CalRdm) rdm = cal_rdm_new (&desc, NULL);
  g_autoptr (CalRdmField) field =
      cal_rdm_field_new (rdm, (guint32[]){0, 1, 2}, NULL, NULL, NULL, NULL);

  g_assert_false (cal_rdm_field_get_range (field, &low, &high));
  g_assert_cmpfloat (low, <, high);
  g_assert_true (isnan (cal_rdm_field_get (field, 1, 0, 0)));
}

static GObject *
build (CalJob *job, gpointer rdm, GError **error)
{
  g_autofree guint32 *rows = make_rows (200, 1);

  cal_job_cancel (job);
  return (GObject *) cal_rdm_field_new (rdm, rows, NULL, NULL, job, error);
}

static void
test_cancel (void)
{
  g_autoptr (CalRdm) rdm = make_rdm (200, CAL_DTYPE_FLOAT32, 2);
  g_autoptr (CalJob) job = cal_job_new ("Arranging", build, rdm, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_job_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdm-field/means", test_means);
  g_test_add_func ("/rdm-field/order", test_order);
  g_test_add_func ("/rdm-field/tiles", test_tiles);
  g_test_add_func ("/rdm-field/nothing", test_nothing);
  g_test_add_func ("/rdm-field/cancel", test_cancel);
  return g_test_run ();
}
