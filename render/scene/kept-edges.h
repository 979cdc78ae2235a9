/* kept-edges.h - which pairs of conditions a transformed RDM still joins, the strongest first.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalEdge:
 * @i: the one condition
 * @j: the other
 * @weight: 1 for those that the transform makes one, down to 0 for those it parts
 */
typedef struct {
  guint32 i;
  guint32 j;
  float weight;
} CalEdge;

GArray *cal_kept_edges_find (const float *transformed,
                             gsize n_conditions,
                             gsize limit,
                             gsize *n_kept) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
