/* trsa-field.h - an RDM ready to be transformed by any l and u at the display's rate.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "render/scene/rdm-scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_TRSA_FIELD (cal_trsa_field_get_type ())
G_DECLARE_FINAL_TYPE (CalTrsaField, cal_trsa_field, CAL, TRSA_FIELD, GObject)

CalJob *cal_trsa_field_job_new (GPtrArray *pool, gboolean by_distance) G_GNUC_WARN_UNUSED_RESULT;

CalRdm *cal_trsa_field_get_rdm (CalTrsaField *self);
gboolean cal_trsa_field_is_by_distance (CalTrsaField *self);
guint cal_trsa_field_get_n_pooled (CalTrsaField *self);
const double *cal_trsa_field_get_sorted (CalTrsaField *self, gsize *n);
void cal_trsa_field_transform (CalTrsaField *self, double lower, double upper);
const float *cal_trsa_field_get_transformed (CalTrsaField *self);
const float *cal_trsa_field_get_curve (CalTrsaField *self);

G_END_DECLS
