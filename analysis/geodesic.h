/* geodesic.h - distances along the edges that join neighbours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CalGeodesicRule:
 * @CAL_GEODESIC_NEAREST: an edge where one end is among the other's k nearest
 * @CAL_GEODESIC_QUANTILE: an edge where the dissimilarity is at most the quantile p of all
 * @CAL_GEODESIC_NOT_LONGEST: an edge everywhere but at the largest dissimilarity (rsatoolbox),
 * which after the geo-topological transform is all above u
 */
typedef enum {
  CAL_GEODESIC_NEAREST,
  CAL_GEODESIC_QUANTILE,
  CAL_GEODESIC_NOT_LONGEST,
} CalGeodesicRule;

#define CAL_TYPE_GEODESIC_RULE (cal_geodesic_rule_get_type ())
GType cal_geodesic_rule_get_type (void);

/**
 * CalGeodesicOptions:
 * @k: of the nearest
 * @p: of the quantile, 0 to 1
 * @by_rank: edges are as long as the rank of their dissimilarity, scaled to 0 to 1 (Lin and
 *   Kriegeskorte); if not, as the dissimilarity less the smallest, over the range (rsatoolbox)
 */
typedef struct {
  CalGeodesicRule rule;
  guint k;
  double p;
  gboolean by_rank;
} CalGeodesicOptions;

gsize cal_geodesic_compute (const double *rdm,
                            gsize n_conditions,
                            const CalGeodesicOptions *options,
                            double *geodesics);
char *cal_geodesic_options_describe (const CalGeodesicOptions *options) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
