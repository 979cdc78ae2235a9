/* triplet-similarity.h - how alike two concepts are, judged beside every third.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

gboolean cal_triplet_similarity (const double *embedding,
                                 gsize n_concepts,
                                 gsize n_dims,
                                 double *similarities,
                                 CalJob *job,
                                 GError **error);

gboolean cal_triplet_similarity_to (const double *embedding,
                                    gsize n_concepts,
                                    gsize n_dims,
                                    gsize which,
                                    double *similarities,
                                    CalJob *job,
                                    GError **error);

G_END_DECLS
