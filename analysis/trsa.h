/* trsa.h - the geo-topological transform of RDMs: topological RSA.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/rdm.h"

G_BEGIN_DECLS

/**
 * CalTrsaScale:
 * @CAL_TRSA_BY_RANK: thresholds are quantiles of each RDM's own ranks, scaled to 0 to 1 (Lin and
 *   Kriegeskorte)
 * @CAL_TRSA_BY_DISTANCE: thresholds are quantiles of the dissimilarities of all RDMs together
 *   (rsatoolbox)
 */
typedef enum {
  CAL_TRSA_BY_RANK,
  CAL_TRSA_BY_DISTANCE,
} CalTrsaScale;

#define CAL_TYPE_TRSA_SCALE (cal_trsa_scale_get_type ())
GType cal_trsa_scale_get_type (void);

/**
 * CalTrsaCurve:
 * @CAL_TRSA_LINEAR: 0 below the lower threshold, 1 above the upper, linear between
 * @CAL_TRSA_SIGMOID: 1 / (1 + exp (-α (d - β))), of dissimilarities scaled to 0 to 1
 */
typedef enum {
  CAL_TRSA_LINEAR,
  CAL_TRSA_SIGMOID,
} CalTrsaCurve;

/**
 * CalTrsaFamily:
 * @CAL_TRSA_LOCAL: the mean of l and u is at most 0.2: small distances alone count
 * @CAL_TRSA_GLOBAL: it is at least 0.8: large ones alone
 * @CAL_TRSA_GEOMETRY: u - l is at least 0.8: nearly all of the geometry
 * @CAL_TRSA_TOPOLOGY: both lie from 0.4 to 0.6: who is whose neighbour, and little else
 * @CAL_TRSA_INTERMEDIATE: between these
 */
typedef enum {
  CAL_TRSA_LOCAL,
  CAL_TRSA_GLOBAL,
  CAL_TRSA_GEOMETRY,
  CAL_TRSA_TOPOLOGY,
  CAL_TRSA_INTERMEDIATE,
} CalTrsaFamily;

/**
 * CalTrsaOptions:
 * @lower: l, the quantile below which distances become 0
 * @upper: u, the quantile above which they become 1
 * @alpha: of the sigmoid: how steep
 * @beta: of the sigmoid: where it is 1/2
 */
typedef struct {
  CalTrsaCurve curve;
  CalTrsaScale scale;
  double lower;
  double upper;
  double alpha;
  double beta;
} CalTrsaOptions;

/**
 * CalTrsaScaled:
 * @n_rdms: how many
 * @n_pairs: of each
 * @values: of each RDM, on the scale; NaN stays
 * @sorted: what quantiles are taken of: of each RDM, or of all together
 * @n_sorted: of each; by distance, of all together
 *
 * RDMs ready for any l and u.
 */
typedef struct {
  CalTrsaScale scale;
  guint n_rdms;
  gsize n_pairs;
  double *values;
  double *sorted;
  gsize *n_sorted;
} CalTrsaScaled;

#define CAL_TRSA_DEFAULT_LOWER 0.2
#define CAL_TRSA_DEFAULT_UPPER 0.8
#define CAL_TRSA_DEFAULT_ALPHA 10.0
#define CAL_TRSA_DEFAULT_BETA 0.5

void cal_trsa_scaled_init (CalTrsaScaled *self,
                           CalTrsaScale scale,
                           const double *const *rdms,
                           guint n_rdms,
                           gsize n_pairs);
void cal_trsa_scaled_clear (CalTrsaScaled *self);
void cal_trsa_scaled_get_thresholds (
    const CalTrsaScaled *self, guint rdm, double lower, double upper, double *low, double *high);
void cal_trsa_scaled_transform (const CalTrsaScaled *self,
                                guint rdm,
                                const CalTrsaOptions *options,
                                double *transformed);

double cal_trsa_map (double dissimilarity, double low, double high);
CalTrsaFamily cal_trsa_get_family (double lower, double upper);
const char *cal_trsa_family_get_name (CalTrsaFamily family);
char *cal_trsa_options_describe (const CalTrsaOptions *options) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cal_trsa_transform (CalRdm *const *rdms,
                               guint n_rdms,
                               const CalTrsaOptions *options,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalTrsaScaled, cal_trsa_scaled_clear)

G_END_DECLS
