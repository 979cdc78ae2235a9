/* caption-clusters.h - which places have captions of the same words.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/captions.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalCaptionClusters:
 * @clusters: of each row, from 1; 0 for rows without content words
 * @names: of each cluster the words that weigh most in it: "dog, cat, animal"
 * @n_rows: in each cluster, the largest first
 * @n_clusters: how many there are; fewer than asked for where rows are fewer, or alike
 * @cohesion: mean over rows of the cosine to the middle of their cluster: 1 where all are alike
 */
typedef struct {
  gint32 *clusters;
  char **names;
  gsize *n_rows;
  guint n_clusters;
  double cohesion;
} CalCaptionClusters;

gboolean cal_caption_clusters_init (CalCaptionClusters *self,
                                    CalCaptions *captions,
                                    guint n_wanted,
                                    guint64 seed,
                                    CalJob *job,
                                    GError **error);
void cal_caption_clusters_clear (CalCaptionClusters *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalCaptionClusters, cal_caption_clusters_clear)

G_END_DECLS
