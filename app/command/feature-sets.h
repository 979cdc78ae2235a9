/* feature-sets.h - what commands know of each stimulus: a row of features.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CalFeatures:
 * @source: (transfer none): the file, or the dataset in a file
 * @values: a row a stimulus, a column a feature; all finite
 */
typedef struct {
  const char *source;
  double *values;
  gsize n_stimuli;
  gsize n_features;
} CalFeatures;

GArray *cal_features_load (const char *const *sources,
                           gboolean is_transposed,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cal_features_describe (const CalFeatures *features) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
