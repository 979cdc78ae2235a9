/* embedding.h - conditions as points in two or three dimensions.
 *
 * Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/table.h"

G_BEGIN_DECLS

#define CAL_EMBEDDING_MAX_DIMS 3

/**
 * CalEmbeddingDesc:
 * @name: what was embedded: "human IT"
 * @n_points: conditions
 * @n_dims: 2 or 3
 * @points: n_points x n_dims doubles
 * @method: "classical MDS", "metric SMACOF", "non-metric SMACOF", "PCA"
 * @summary: (nullable): how well it went, for a person: "stress 0.12, best of 4 starts (seed 1)"
 * @stress: normalised: the root of the squared differences between distances of points and
 *   (transformed) dissimilarities, over the latter's squares; NaN where the method has none
 * @explained: share of the variance that the dimensions hold, 0 to 1; NaN if not known
 * @negative_mass: share of the negative ones in the absolute eigenvalues: how far the
 *   dissimilarities are from euclidean distances; NaN if not known
 * @conditions: (nullable): a row a point
 */
typedef struct {
  const char *name;
  gsize n_points;
  guint n_dims;
  GBytes *points;
  const char *method;
  const char *summary;
  double stress;
  double explained;
  double negative_mass;
  CalTable *conditions;
} CalEmbeddingDesc;

#define CAL_TYPE_EMBEDDING (cal_embedding_get_type ())
G_DECLARE_FINAL_TYPE (CalEmbedding, cal_embedding, CAL, EMBEDDING, GObject)

CalEmbedding *cal_embedding_new (const CalEmbeddingDesc *desc,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalEmbeddingDesc *cal_embedding_get_desc (CalEmbedding *self);
const double *cal_embedding_get_points (CalEmbedding *self);
const char *cal_embedding_get_condition (CalEmbedding *self, gsize point);
gboolean cal_embedding_find_condition (CalEmbedding *self, const char *id, gsize *point);

G_END_DECLS
