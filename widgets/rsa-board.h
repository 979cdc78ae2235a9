/* rsa-board.h - every model beside every region: what the RSA view shows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rsa-inference.h"
#include "render/scene/rdm-scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_RSA_BOARD (cal_rsa_board_get_type ())
G_DECLARE_FINAL_TYPE (CalRsaBoard, cal_rsa_board, CAL, RSA_BOARD, GObject)

/**
 * CalRsaBoardFigures:
 * @models: @n_models names, ended by NULL
 * @regions: @n_regions names, ended by NULL
 * @similarity: n_models x n_regions
 * @low: likewise: the lower end of the interval; NaN without resamples
 * @high: likewise
 * @is_above_zero: likewise: more than by chance, at the rate of false discoveries
 * @ceiling: 2 x n_regions: the noise ceiling; NaN with fewer than two subjects
 * @is_better: n_regions x n_models x n_models
 * @n_rdms: of each region
 * @n_pairs: of conditions compared in each region
 * @n_resamples: 0 while they are not done
 */
typedef struct {
  guint n_models;
  guint n_regions;
  GStrv models;
  GStrv regions;
  double *similarity;
  double *low;
  double *high;
  guint8 *is_above_zero;
  double *ceiling;
  guint8 *is_better;
  guint *n_rdms;
  gsize *n_pairs;
  guint n_resamples;
} CalRsaBoardFigures;

#define CAL_RSA_BOARD_Q 0.05

CalJob *cal_rsa_board_job_new (CalRdmScene *scene,
                               const CalRsaOptions *options) G_GNUC_WARN_UNUSED_RESULT;

const CalRsaBoardFigures *cal_rsa_board_get_figures (CalRsaBoard *self);
const CalRsaOptions *cal_rsa_board_get_options (CalRsaBoard *self);
CalRdm *cal_rsa_board_get_model (CalRsaBoard *self, guint model);
CalRdm *cal_rsa_board_get_datum (CalRsaBoard *self, guint region);
gboolean cal_rsa_board_find_region (CalRsaBoard *self, const char *name, guint *region);

G_END_DECLS
