/* noise-ceiling.h - how much of the variance a model could explain at most, from repeats.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/place-columns.h"

G_BEGIN_DECLS

/**
 * CalRepeats:
 * @n_trials: how many there are
 * @stimuli: of each trial the stimulus, any number
 * @sessions: (nullable): of each trial the session, any number; NULL: responses are not z-scored
 * @min_repeats: stimuli that were shown less often are left out; at least 2. NSD: 3
 */
typedef struct {
  gsize n_trials;
  const guint32 *stimuli;
  const guint32 *sessions;
  guint min_repeats;
} CalRepeats;

double cal_ncsnr_from_noise_sd (double noise_sd);
double cal_ncsnr_of (const double *responses, const CalRepeats *repeats);
gboolean cal_ncsnr_compute (const CalPatterns *responses,
                            const CalRepeats *repeats,
                            double *ncsnr,
                            CalJob *job,
                            GError **error);

double cal_ncsnr_to_percent (double ncsnr, double n_averaged);

gboolean cal_split_half_compute (const CalPatterns *responses,
                                 const CalRepeats *repeats,
                                 double *r,
                                 CalJob *job,
                                 GError **error);

G_END_DECLS
