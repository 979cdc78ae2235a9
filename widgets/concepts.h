/* concepts.h - objects by what they score on many dimensions: a SPoSE-like model as a table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/table.h"

G_BEGIN_DECLS

#define CAL_TYPE_CONCEPTS (cal_concepts_get_type ())
G_DECLARE_FINAL_TYPE (CalConcepts, cal_concepts, CAL, CONCEPTS, GObject)

CalConcepts *cal_concepts_new (CalTable *table) G_GNUC_WARN_UNUSED_RESULT;

CalTable *cal_concepts_get_table (CalConcepts *self);
gsize cal_concepts_get_n (CalConcepts *self);
guint cal_concepts_get_n_dims (CalConcepts *self);
const char *const *cal_concepts_get_dims (CalConcepts *self);
const char *cal_concepts_get_id (CalConcepts *self, gsize concept);
gboolean cal_concepts_find (CalConcepts *self, const char *id, gsize *concept);
const double *cal_concepts_get_values (CalConcepts *self, gsize concept);
guint32 *cal_concepts_dup_top (CalConcepts *self, guint dim, guint n) G_GNUC_WARN_UNUSED_RESULT;

#define CAL_TYPE_NEARNESS (cal_nearness_get_type ())
G_DECLARE_FINAL_TYPE (CalNearness, cal_nearness, CAL, NEARNESS, GObject)

CalJob *cal_nearness_job_new (CalConcepts *concepts, gsize concept) G_GNUC_WARN_UNUSED_RESULT;

gsize cal_nearness_get_concept (CalNearness *self);
double cal_nearness_get (CalNearness *self, gsize other);
guint32 cal_nearness_get_nearest (CalNearness *self, guint nth);

G_END_DECLS
