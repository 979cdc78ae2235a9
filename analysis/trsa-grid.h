/* trsa-grid.h - how reliable RDMs are, and how well they tell regions apart, for every l and u.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rsa-set.h"
#include "analysis/trsa.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalTrsaGridOptions:
 * @scale: by rank or by distance
 * @method: what reliability is measured with
 * @step: of l and of u: 0.05; 1 is a whole number of them
 */
typedef struct {
  CalTrsaScale scale;
  CalRdmMethod method;
  double step;
} CalTrsaGridOptions;

/**
 * CalTrsaGridFigures:
 * @n: values of l, and of u: 0 to 1
 * @step: between two
 * @reliability: n x n, a row an l: the mean over regions of how like each subject's transformed RDM
 *   is to the others' pooled (the lower noise ceiling); NaN where l > u
 * @selection: n x n: the share of RDMs whose region is that of the nearest mean of the other
 *   subjects' transformed RDMs; NaN where l > u, and everywhere if there is one region alone
 * @n_regions: how many there are; by chance selection is 1 / n_regions
 */
typedef struct {
  guint n;
  double step;
  double *reliability;
  double *selection;
  guint n_regions;
} CalTrsaGridFigures;

#define CAL_TYPE_TRSA_GRID (cal_trsa_grid_get_type ())
G_DECLARE_FINAL_TYPE (CalTrsaGrid, cal_trsa_grid, CAL, TRSA_GRID, GObject)

CalTrsaGrid *cal_trsa_grid_compute (CalRsaSet *set,
                                    const CalTrsaGridOptions *options,
                                    CalJob *job,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalJob *cal_trsa_grid_job (CalRsaSet *set,
                           const CalTrsaGridOptions *options) G_GNUC_WARN_UNUSED_RESULT;

const CalTrsaGridFigures *cal_trsa_grid_get_figures (CalTrsaGrid *self);

G_END_DECLS
