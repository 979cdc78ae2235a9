/* rdm-ranks.c - the ranks of an RDM's dissimilarities, and their quantiles.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-ranks.h"

#include <math.h>

#include "analysis/rank.h"
#include "model/error.h"

struct _CalRdmRanks {
  GObject parent_instance;

  CalRdm *rdm;
  double *sorted;
  gsize n;
};

G_DEFINE_FINAL_TYPE (CalRdmRanks, cal_rdm_ranks, G_TYPE_OBJECT)

static void
cal_rdm_ranks_finalize (GObject *object)
{
  CalRdmRanks *self = CAL_RDM_RANKS (object);

  g_clear_object (&self->rdm);
  g_clear_pointer (&self->sorted, g_free);
  G_OBJECT_CLASS (cal_rdm_ranks_parent_class)->finalize (object);
}

static void
cal_rdm_ranks_class_init (CalRdmRanksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_rdm_ranks_finalize;
}

static void
cal_rdm_ranks_init (CalRdmRanks *self)
{
}

/* Ranks from 0 to 1 as single precision, in the places of the pairs they belong to. */
static CalRdm *
make_rdm (CalRdm *rdm, const guint32 *places, const double *ranks, gsize n, GError **error)
{
  const CalRdmDesc *whole = cal_rdm_get_desc (rdm);
  gsize n_pairs = cal_rdm_get_n_pairs (rdm);
  float *values = g_new (float, n_pairs);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = *whole;

  for (gsize p = 0; p < n_pairs; p++)
    values[p] = NAN;
  for (gsize r = 0; r < n; r++)
    values[places[r]] = n > 1 ? (float) ((ranks[r] - 1.0) / (double) (n - 1)) : 0.5f;
  array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n_pairs, bytes, error);
  if (array == NULL)
    return NULL;
  desc.dissimilarities = array;
  desc.made_by = "ranks of the dissimilarities, from 0 to 1";
  return cal_rdm_new (&desc, error);
}

/**
 * cal_rdm_ranks_new:
 * @job: (nullable): told how far it is
 *
 * Sorts the pairs that have a number; needs about 50 bytes a pair while it works. From any thread.
 *
 * Returns: (transfer full): the ranks, or NULL with CAL_ERROR_LIMIT if there are too many pairs, or
 *   if the job was cancelled
 */
CalRdmRanks *
cal_rdm_ranks_new (CalRdm *rdm, CalJob *job, GError **error)
{
  g_autoptr (CalRdmRanks) self = g_object_new (CAL_TYPE_RDM_RANKS, NULL);
  gsize n_pairs = cal_rdm_get_n_pairs (rdm);
  g_autofree double *values = NULL, *ranks = NULL;
  g_autofree guint32 *places = NULL;
  g_auto (CalRanking) ranking = {0};

  if (n_pairs >= G_MAXUINT32) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "RDM \"%s\": %" G_GSIZE_FORMAT " pairs; expected fewer than %u to rank them",
                 cal_rdm_get_desc (rdm)->name, n_pairs, G_MAXUINT32);
    return NULL;
  }
  values = g_new (double, n_pairs);
  places = g_new (guint32, n_pairs);
  for (gsize p = 0; p < n_pairs; p++) {
    values[self->n] = cal_rdm_get_pair (rdm, p);
    places[self->n] = (guint32) p;
    self->n += !isnan (values[self->n]);
  }
  if (job != NULL && !cal_job_check (job, error))
    return NULL;
  cal_ranking_init (&ranking, values, self->n);
  if (job != NULL && !cal_job_check (job, error))
    return NULL;
  self->sorted = g_new (double, self->n);
  for (gsize r = 0; r < self->n; r++)
    self->sorted[r] = values[ranking.order[r]];
  ranks = g_steal_pointer (&values);
  cal_ranking_get_mid_ranks (&ranking, ranks);
  self->rdm = make_rdm (rdm, places, ranks, self->n, error);
  return self->rdm != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * cal_rdm_ranks_get_rdm:
 *
 * Returns: (transfer none): mid-ranks, 0 for the lowest and 1 for the highest there can be; single
 *   precision, for colours
 */
CalRdm *
cal_rdm_ranks_get_rdm (CalRdmRanks *self)
{
  return self->rdm;
}

/**
 * cal_rdm_ranks_get_n:
 *
 * Returns: pairs that have a number
 */
gsize
cal_rdm_ranks_get_n (CalRdmRanks *self)
{
  return self->n;
}

/* How many are smaller; if @or_equal, also those that are the same. */
static gsize
count_below (CalRdmRanks *self, double value, gboolean or_equal)
{
  gsize low = 0, high = self->n;

  while (low < high) {
    gsize middle = low + (high - low) / 2;

    if (self->sorted[middle] < value || (or_equal && self->sorted[middle] == value))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/**
 * cal_rdm_ranks_find_rank:
 * @value: a dissimilarity of the RDM
 *
 * Returns: its mid-rank, from 1, exact; NaN for NaN
 */
double
cal_rdm_ranks_find_rank (CalRdmRanks *self, double value)
{
  if (isnan (value))
    return (double) NAN;
  return ((double) count_below (self, value, FALSE) + 1.0 +
          (double) count_below (self, value, TRUE)) /
         2.0;
}

/**
 * cal_rdm_ranks_get_quantile:
 * @share: 0 to 1
 *
 * Returns: the quantile of the mid-ranks, on the scale of cal_rdm_ranks_get_rdm()
 */
double
cal_rdm_ranks_get_quantile (CalRdmRanks *self, double share)
{
  double place = share * (double) (self->n - 1), ranks[2];
  gsize below;

  if (self->n < 2)
    return 0.5;
  below = MIN ((gsize) floor (place), self->n - 2);
  for (gsize k = 0; k < 2; k++)
    ranks[k] =
        (cal_rdm_ranks_find_rank (self, self->sorted[below + k]) - 1.0) / (double) (self->n - 1);
  return ranks[0] + (place - (double) below) * (ranks[1] - ranks[0]);
}

/* The dissimilarity of all RDMs together that @place others lie below. */
static double
find_place (CalRdmRanks *const *pool, guint n, gsize place)
{
  double found = INFINITY;

  for (guint r = 0; r < n; r++) {
    gsize low = 0, high = pool[r]->n;

    while (low < high) {
      gsize middle = low + (high - low) / 2, n_below = 0;

      for (guint other = 0; other < n; other++)
        n_below += count_below (pool[other], pool[r]->sorted[middle], TRUE);
      if (n_below > place)
        high = middle;
      else
        low = middle + 1;
    }
    if (low < pool[r]->n)
      found = MIN (found, pool[r]->sorted[low]);
  }
  return found;
}

/**
 * cal_rdm_ranks_pool_quantile:
 * @pool: of the RDMs that are looked at together
 * @share: 0 to 1
 *
 * Returns: the quantile of the dissimilarities of all of them; NaN if they have none
 */
double
cal_rdm_ranks_pool_quantile (CalRdmRanks *const *pool, guint n, double share)
{
  double place, part, below;
  gsize total = 0;

  for (guint r = 0; r < n; r++)
    total += pool[r]->n;
  if (total == 0)
    return (double) NAN;
  place = share * (double) (total - 1);
  part = place - floor (place);
  below = find_place (pool, n, (gsize) place);
  return part > 0.0 ? below + part * (find_place (pool, n, (gsize) place + 1) - below) : below;
}

/**
 * cal_rdm_ranks_find_thresholds:
 * @self: (nullable): of the RDM whose ranks are shown; NULL where distances are
 * @pool: of the @n RDMs whose distances have their thresholds together
 * @shares: the quantiles l and u
 * @thresholds: (out): of the geo-topological transform, on the scale of what is shown
 */
void
cal_rdm_ranks_find_thresholds (CalRdmRanks *self,
                               CalRdmRanks *const *pool,
                               guint n,
                               const double shares[2],
                               double thresholds[2])
{
  for (int end = 0; end < 2; end++)
    thresholds[end] = self != NULL ? cal_rdm_ranks_get_quantile (self, shares[end])
                                   : cal_rdm_ranks_pool_quantile (pool, n, shares[end]);
}
