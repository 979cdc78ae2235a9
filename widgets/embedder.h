/* embedder.h - the points of the current RDM, as they move from one embedding to the next.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "model/embedding.h"
#include "render/scene/rdm-scene.h"
#include "widgets/latest-job.h"

G_BEGIN_DECLS

/**
 * CalEmbedderMethod:
 * @CAL_EMBEDDER_CLASSICAL: classical MDS
 * @CAL_EMBEDDER_METRIC: metric SMACOF
 * @CAL_EMBEDDER_NON_METRIC: non-metric SMACOF
 * @CAL_EMBEDDER_PCA: of the patterns the RDM was made from, where they are known
 */
typedef enum {
  CAL_EMBEDDER_CLASSICAL,
  CAL_EMBEDDER_METRIC,
  CAL_EMBEDDER_NON_METRIC,
  CAL_EMBEDDER_PCA,
} CalEmbedderMethod;

#define CAL_TYPE_EMBEDDER_METHOD (cal_embedder_method_get_type ())
GType cal_embedder_method_get_type (void);

#define CAL_TYPE_EMBEDDER (cal_embedder_get_type ())
G_DECLARE_FINAL_TYPE (CalEmbedder, cal_embedder, CAL, EMBEDDER, GObject)

CalEmbedder *cal_embedder_new (GtkWidget *widget, CalRdmScene *scene) G_GNUC_WARN_UNUSED_RESULT;
void cal_embedder_stop (CalEmbedder *self);

CalLatestJob *cal_embedder_get_jobs (CalEmbedder *self);
CalEmbedding *cal_embedder_get_embedding (CalEmbedder *self);
const double *cal_embedder_get_points (CalEmbedder *self, gsize *n_points, guint *n_dims);
const char *cal_embedder_get_failure (CalEmbedder *self);

G_END_DECLS
