/* rdm-compare.h - how alike two RDMs are: one table of comparators.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

#include "analysis/rank.h"
#include "analysis/rdm-pairs.h"

G_BEGIN_DECLS

/**
 * CalRdmMethod:
 * @CAL_RDM_COSINE_SIMILARITY: x'y / (|x| |y|)
 * @CAL_RDM_PEARSON: the same after each RDM's mean is removed
 * @CAL_RDM_SPEARMAN: Pearson of mid-ranks
 * @CAL_RDM_TAU_A: concordant less discordant pairs of pairs, over all
 * @CAL_RDM_TAU_B: Kendall's, corrected for ties
 * @CAL_RDM_RHO_A: Spearman expected when ties are broken at random; 12 Σ x y / (n³ - n) of centred
 *   ranks
 * @CAL_RDM_WHITENED_COSINE: x'V⁻¹y / √(x'V⁻¹x y'V⁻¹y), see analysis/rdm-whiten.c
 * @CAL_RDM_WHITENED_PEARSON: the same after each RDM's mean is removed
 */
typedef enum {
  CAL_RDM_COSINE_SIMILARITY,
  CAL_RDM_PEARSON,
  CAL_RDM_SPEARMAN,
  CAL_RDM_TAU_A,
  CAL_RDM_TAU_B,
  CAL_RDM_RHO_A,
  CAL_RDM_WHITENED_COSINE,
  CAL_RDM_WHITENED_PEARSON,
} CalRdmMethod;

#define CAL_RDM_N_METHODS (CAL_RDM_WHITENED_PEARSON + 1)
#define CAL_TYPE_RDM_METHOD (cal_rdm_method_get_type ())
GType cal_rdm_method_get_type (void);

/**
 * CalRdmPooling:
 * @CAL_RDM_POOL_RMS: each RDM over its root mean square, then the mean
 * @CAL_RDM_POOL_Z: each RDM in z-scores, then the mean
 * @CAL_RDM_POOL_RANKS: the mean of the ranks
 */
typedef enum {
  CAL_RDM_POOL_RMS,
  CAL_RDM_POOL_Z,
  CAL_RDM_POOL_RANKS,
} CalRdmPooling;

typedef struct _CalComparand CalComparand;

/**
 * CalRdmComparator:
 * @nick: its word on the command line
 * @name: what an axis calls it
 * @low: the least similar two RDMs can be
 * @high: the most; larger is more alike for all of them
 * @pooling: what makes the RDM that is most like several
 * @pooling_is_exact: whether that RDM is the best there is; if not, an upper noise ceiling made of
 *   it is an approximation
 * @needs_finite: whether an infinite distance makes it undefined
 * @prepare: what it needs of one RDM, done once
 * @compare: two prepared RDMs
 */
typedef struct {
  const char *nick;
  const char *name;
  double low;
  double high;
  CalRdmPooling pooling;
  gboolean pooling_is_exact;
  gboolean needs_finite;
  void (*prepare) (CalComparand *self, const double *values, const CalRdmPairs *pairs);
  double (*compare) (const CalComparand *a, const CalComparand *b);
} CalRdmComparator;

/**
 * CalComparand:
 * @method: what it was prepared for
 * @comparator: its row of the table
 * @n: how many values
 * @direct: (nullable): similarity is the inner product of this
 * @dual: (nullable): with this of the other; NULL if that is @direct
 * @ranking: of the methods that count pairs
 *
 * An RDM prepared for comparison with many others.
 */
struct _CalComparand {
  CalRdmMethod method;
  const CalRdmComparator *comparator;
  gsize n;
  double *direct;
  double *dual;
  CalRanking ranking;
};

const CalRdmComparator *cal_rdm_comparator_get (CalRdmMethod method);

void cal_comparand_init (CalComparand *self,
                         CalRdmMethod method,
                         const double *values,
                         const CalRdmPairs *pairs);
void cal_comparand_init_whitened (CalComparand *self,
                                  CalRdmMethod method,
                                  const double *values,
                                  gsize n_conditions,
                                  const double *precision);
void cal_comparand_clear (CalComparand *self);
double cal_comparand_compare (const CalComparand *a, const CalComparand *b);

gboolean cal_rdm_compare (CalRdmMethod method,
                          const double *a,
                          const double *b,
                          gsize n_conditions,
                          double *similarity,
                          GError **error);
gboolean cal_rdm_check_finite (
    CalRdmMethod method, const double *rdm, gsize n_pairs, const char *name, GError **error);
void cal_rdm_normalise (CalRdmPooling pooling, const double *values, gsize n, double *normal);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalComparand, cal_comparand_clear)

G_END_DECLS
