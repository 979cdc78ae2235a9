/* rdm-pairs.h - which pairs of conditions several RDMs have values for.
 *
 * RDMs are condensed: of n conditions the pairs i < j, i slowest.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CalMissingRule:
 * @CAL_MISSING_SAME: every RDM must lack the same pairs, which are then dropped
 * @CAL_MISSING_DROP: what one RDM lacks is dropped from all
 */
typedef enum {
  CAL_MISSING_SAME,
  CAL_MISSING_DROP,
} CalMissingRule;

#define CAL_TYPE_MISSING_RULE (cal_missing_rule_get_type ())
GType cal_missing_rule_get_type (void);

/**
 * CalRdmPairs:
 * @n_conditions: of the RDMs
 * @n_pairs: n_conditions (n_conditions - 1) / 2
 * @n_kept: of them
 * @kept: (nullable): a byte a pair, 1 if it is kept; NULL keeps all
 * @places: (nullable): of a sample: where each kept pair lies in an RDM of all conditions
 */
typedef struct {
  gsize n_conditions;
  gsize n_pairs;
  gsize n_kept;
  guint8 *kept;
  gsize *places;
} CalRdmPairs;

gboolean cal_rdm_pairs_init (CalRdmPairs *self,
                             gsize n_conditions,
                             const double *const *rdms,
                             const char *const *names,
                             guint n_rdms,
                             CalMissingRule rule,
                             GError **error);
void cal_rdm_pairs_init_sample (CalRdmPairs *self,
                                const CalRdmPairs *whole,
                                const guint32 *conditions,
                                gsize n_conditions);
void cal_rdm_pairs_clear (CalRdmPairs *self);

void cal_rdm_pairs_gather (const CalRdmPairs *self, const double *rdm, double *values);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRdmPairs, cal_rdm_pairs_clear)

G_END_DECLS
