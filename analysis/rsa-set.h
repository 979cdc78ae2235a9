/* rsa-set.h - models and data whose RDMs are of the same conditions, in one order.
 *
 * Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-compare.h"
#include "model/rdm.h"

G_BEGIN_DECLS

#define CAL_TYPE_RSA_SET (cal_rsa_set_get_type ())
G_DECLARE_FINAL_TYPE (CalRsaSet, cal_rsa_set, CAL, RSA_SET, GObject)

CalRsaSet *cal_rsa_set_new (CalRdm *const *models,
                            guint n_models,
                            CalRdm *const *data,
                            guint n_data,
                            guint rdms_per_subject,
                            CalMissingRule rule,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

guint cal_rsa_set_get_n_models (CalRsaSet *self);
guint cal_rsa_set_get_n_data (CalRsaSet *self);
guint cal_rsa_set_get_n_subjects (CalRsaSet *self);
CalRdm *cal_rsa_set_get_model (CalRsaSet *self, guint model);
CalRdm *cal_rsa_set_get_datum (CalRsaSet *self, guint datum);
const guint *cal_rsa_set_get_subjects (CalRsaSet *self);
const double *const *cal_rsa_set_get_model_values (CalRsaSet *self);
const double *const *cal_rsa_set_get_data_values (CalRsaSet *self);
const CalRdmPairs *cal_rsa_set_get_pairs (CalRsaSet *self);
guint cal_rsa_set_get_n_by_position (CalRsaSet *self);

G_END_DECLS
