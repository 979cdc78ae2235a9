/* embed.h - from an RDM or patterns to points that can be looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/embedding.h"
#include "model/job.h"
#include "model/rdm.h"

G_BEGIN_DECLS

/**
 * CalEmbedMethod:
 * @CAL_EMBED_CLASSICAL: classical MDS: exact where dissimilarities are euclidean distances
 * @CAL_EMBED_METRIC: SMACOF: distances as near to the dissimilarities as can be
 * @CAL_EMBED_NON_METRIC: SMACOF: distances in the order of the dissimilarities
 */
typedef enum {
  CAL_EMBED_CLASSICAL,
  CAL_EMBED_METRIC,
  CAL_EMBED_NON_METRIC,
} CalEmbedMethod;

/**
 * CalEmbedOptions:
 * @is_squared: the dissimilarities are squared distances
 * @n_dims: 2 or 3
 * @n_starts: of SMACOF
 * @seed: of SMACOF's random starts
 * @max_iterations: of each start
 * @tolerance: see #CalSmacofOptions
 */
typedef struct {
  CalEmbedMethod method;
  gboolean is_squared;
  guint n_dims;
  guint n_starts;
  guint32 seed;
  guint max_iterations;
  double tolerance;
} CalEmbedOptions;

#define CAL_EMBED_DEFAULTS                                                                        \
  {                                                                                               \
    .method = CAL_EMBED_CLASSICAL, .n_dims = 2, .n_starts = 4, .seed = 1, .max_iterations = 1000, \
    .tolerance = 1e-6,                                                                            \
  }

const char *cal_embed_method_get_name (CalEmbedMethod method);
CalEmbedding *cal_embed_rdm (CalRdm *rdm,
                             const CalEmbedOptions *options,
                             CalEmbedding *previous,
                             CalJob *job,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalEmbedding *cal_embed_patterns (CalArray *patterns,
                                  const char *name,
                                  CalTable *conditions,
                                  guint n_dims,
                                  CalEmbedding *previous,
                                  CalJob *job,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
