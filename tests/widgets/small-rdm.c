/* small-rdm.c - RDMs of conditions in two clusters, for tests of views.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/widgets/small-rdm.h"

#include <math.h>

#include "widgets/view.h"

static CalTable *
new_conditions (gsize n)
{
  g_autoptr (CalTextArrayBuilder) ids = cal_text_array_builder_new ();
  g_autoptr (CalTextArrayBuilder) kinds = cal_text_array_builder_new ();
  CalColumn columns[2] = {{"id"}, {"kind"}};
  CalTable *table;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("c%02u", (guint) i);

    cal_text_array_builder_add (ids, id, -1);
    cal_text_array_builder_add (kinds, i < n / 2 ? "animate" : "inanimate", -1);
  }
  columns[0].texts = cal_text_array_builder_end (g_steal_pointer (&ids), 1, &n, NULL);
  columns[1].texts = cal_text_array_builder_end (g_steal_pointer (&kinds), 1, &n, NULL);
  table = cal_table_new ("conditions", n, columns, 2, NULL);
  g_object_unref (columns[0].texts);
  g_object_unref (columns[1].texts);
  return table;
}

/**
 * small_rdm_new:
 * @seed: the same one puts the conditions at the same places
 *
 * Conditions c00, c01, ..., of which the first half lies around one place, the second around
 * another, ten times as far away as they spread. A model knows the halves alone.
 *
 * Returns: (transfer full): euclidean distances
 */
CalRdm *
small_rdm_new (const char *name,
               const char *roi,
               const char *subject,
               gboolean is_model,
               gsize n,
               guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  gsize n_pairs = n * (n - 1) / 2, p = 0;
  double *values = g_new (double, n_pairs);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  g_autoptr (CalTable) conditions = new_conditions (n);
  CalRdmDesc desc = {.name = name,
                     .n_conditions = n,
                     .dissimilarities = array,
                     .conditions = conditions,
                     .measure = "euclidean",
                     .roi = roi,
                     .subject = subject,
                     .is_model = is_model};
  g_autoptr (GError) error = NULL;
  CalRdm *rdm;

  for (gsize i = 0; i < n; i++) {
    x[i] = (i < n / 2 ? 0.0 : 10.0) + g_rand_double (rand);
    y[i] = g_rand_double_range (rand, -2.0, 2.0);
  }
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      values[p++] = is_model && seed == 0 ? ((i < n / 2) == (j < n / 2) ? 0.0 : 1.0)
                                          : hypot (x[i] - x[j], y[i] - y[j]);
  rdm = cal_rdm_new (&desc, &error);
  g_assert_no_error (error);
  return rdm;
}

/**
 * small_rdm_check_drawing:
 *
 * Asserts that the view draws something at any size, and at none.
 */
void
small_rdm_check_drawing (GtkWidget *view, int width, int height)
{
  const int sizes[][2] = {{width, height}, {width * 2, height}, {120, 90}, {1, 1}};

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++) {
    cairo_surface_t *surface =
        cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sizes[s][0], sizes[s][1]);
    cairo_t *cr = cairo_create (surface);
    g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);

    cal_view_draw (CAL_VIEW (view), cr, sizes[s][0], sizes[s][1]);
    g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
    cairo_destroy (cr);
    cairo_surface_flush (surface);
    for (int row = 0; row < sizes[s][1]; row++)
      for (int column = 0; column < sizes[s][0]; column++)
        g_hash_table_add (
            colours,
            GUINT_TO_POINTER (
                ((guint32 *) (gpointer) (cairo_image_surface_get_data (surface) +
                                         row * cairo_image_surface_get_stride (surface)))[column]));
    if (s < 2)
      g_assert_cmpuint (g_hash_table_size (colours), >, 10);
    cairo_surface_destroy (surface);
  }
}
