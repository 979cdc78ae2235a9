/* trsa-field.c - an RDM ready to be transformed by any l and u at the display's rate.
 *
 * Ranks and sorting are done once, in the background; a new l and u only map numbers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/trsa-field.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/trsa.h"

struct _CalTrsaField {
  GObject parent_instance;

  CalRdm *rdm;
  guint n_pooled;
  CalTrsaScaled scaled;
  double *sorted;
  gsize n_sorted;
  float *transformed;
  float *curve;
};

G_DEFINE_FINAL_TYPE (CalTrsaField, cal_trsa_field, G_TYPE_OBJECT)

static void
cal_trsa_field_finalize (GObject *object)
{
  CalTrsaField *self = CAL_TRSA_FIELD (object);

  g_clear_object (&self->rdm);
  cal_trsa_scaled_clear (&self->scaled);
  g_clear_pointer (&self->sorted, g_free);
  g_clear_pointer (&self->transformed, g_free);
  g_clear_pointer (&self->curve, g_free);
  G_OBJECT_CLASS (cal_trsa_field_parent_class)->finalize (object);
}

static void
cal_trsa_field_class_init (CalTrsaFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_trsa_field_finalize;
}

static void
cal_trsa_field_init (CalTrsaField *self)
{
}

typedef struct {
  GPtrArray *pool;
  gboolean by_distance;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_ptr_array_unref (input->pool);
  g_free (input);
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* What the histogram is of: each value stands where it does in the scaled ones, for ranks keep the
 * order. */
static void
sort (CalTrsaField *self, double *const *values, gsize n_pairs)
{
  guint n_rdms = self->scaled.scale == CAL_TRSA_BY_DISTANCE ? self->n_pooled : 1;

  self->sorted = g_new (double, MAX (n_rdms * n_pairs, 1));
  for (guint r = 0; r < n_rdms; r++)
    for (gsize p = 0; p < n_pairs; p++)
      if (!isnan (values[r][p]))
        self->sorted[self->n_sorted++] = values[r][p];
  qsort (self->sorted, self->n_sorted, sizeof *self->sorted, compare);
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;
  g_autoptr (CalTrsaField) self = g_object_new (CAL_TYPE_TRSA_FIELD, NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  gsize n_pairs = cal_rdm_get_n_pairs (input->pool->pdata[0]);

  self->rdm = g_object_ref (input->pool->pdata[0]);
  self->n_pooled = input->by_distance ? input->pool->len : 1;
  for (guint r = 0; r < self->n_pooled; r++) {
    double *rdm = g_new (double, n_pairs);

    for (gsize p = 0; p < n_pairs; p++)
      rdm[p] = cal_rdm_get_pair (input->pool->pdata[r], p);
    g_ptr_array_add (values, rdm);
    if (!cal_job_check (job, error))
      return NULL;
  }
  cal_trsa_scaled_init (&self->scaled, input->by_distance ? CAL_TRSA_BY_DISTANCE : CAL_TRSA_BY_RANK,
                        (const double *const *) values->pdata, self->n_pooled, n_pairs);
  sort (self, (double *const *) values->pdata, n_pairs);
  self->transformed = g_new0 (float, n_pairs);
  self->curve = g_new0 (float, MAX (self->n_sorted, 1));
  return (GObject *) g_steal_pointer (&self);
}

/**
 * cal_trsa_field_job_new:
 * @pool: (element-type CalRdm): the RDM, and by distance those whose dissimilarities are pooled
 * with its own
 *
 * Returns: (transfer full): a job whose result is a #CalTrsaField
 */
CalJob *
cal_trsa_field_job_new (GPtrArray *pool, gboolean by_distance)
{
  Input *input = g_new (Input, 1);

  input->pool = g_ptr_array_ref (pool);
  input->by_distance = by_distance;
  return cal_job_new ("Ranking dissimilarities", run, input, input_free);
}

CalRdm *
cal_trsa_field_get_rdm (CalTrsaField *self)
{
  return self->rdm;
}

gboolean
cal_trsa_field_is_by_distance (CalTrsaField *self)
{
  return self->scaled.scale == CAL_TRSA_BY_DISTANCE;
}

/**
 * cal_trsa_field_get_n_pooled:
 *
 * Returns: how many RDMs' dissimilarities the thresholds are quantiles of
 */
guint
cal_trsa_field_get_n_pooled (CalTrsaField *self)
{
  return self->n_pooled;
}

/**
 * cal_trsa_field_get_sorted:
 * @n: (out)
 *
 * Returns: (transfer none): the dissimilarities that thresholds are quantiles of, ascending
 */
const double *
cal_trsa_field_get_sorted (CalTrsaField *self, gsize *n)
{
  *n = self->n_sorted;
  return self->sorted;
}

/**
 * cal_trsa_field_transform:
 * @lower: l, 0 to 1
 * @upper: u, @lower to 1
 *
 * The arrays that were given out hold the new numbers.
 */
void
cal_trsa_field_transform (CalTrsaField *self, double lower, double upper)
{
  double low, high;

  if (self->n_sorted == 0)
    return;
  cal_trsa_scaled_get_thresholds (&self->scaled, 0, lower, upper, &low, &high);
  for (gsize p = 0; p < self->scaled.n_pairs; p++)
    self->transformed[p] = (float) cal_trsa_map (self->scaled.values[p], low, high);
  for (gsize k = 0; k < self->n_sorted; k++)
    self->curve[k] = (float) cal_trsa_map (self->scaled.sorted[k], low, high);
}

/**
 * cal_trsa_field_get_transformed:
 *
 * Returns: (transfer none): of the RDM, a number a pair; NaN where it has none
 */
const float *
cal_trsa_field_get_transformed (CalTrsaField *self)
{
  return self->transformed;
}

/**
 * cal_trsa_field_get_curve:
 *
 * Returns: (transfer none): what becomes of each of cal_trsa_field_get_sorted()
 */
const float *
cal_trsa_field_get_curve (CalTrsaField *self)
{
  return self->curve;
}
