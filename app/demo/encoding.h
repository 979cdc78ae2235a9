/* encoding.h - what an encoding model would find in the demo's cortex.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/hemisphere.h"
#include "app/demo/rois.h"

G_BEGIN_DECLS

/**
 * CalDemoEncoding:
 * @n_elements: vertices of the left, then of the right hemisphere
 * @r: correlation of predictions with responses; NaN in the medial wall
 * @ceiling: explainable variance, %; NaN in the medial wall
 * @weights: CAL_DEMO_N_FEATURES x n_elements; NaN in the medial wall
 * @visual: the n_visual elements whose responses are kept
 * @predictions: CAL_DEMO_N_STIMULI x n_visual, exactly features times weights
 * @responses: CAL_DEMO_N_STIMULI x n_visual, standardised over pictures
 */
typedef struct {
  guint n_left;
  guint n_elements;
  float *r;
  float *ceiling;
  float *weights;
  guint n_visual;
  guint32 *visual;
  float *predictions;
  float *responses;
} CalDemoEncoding;

CalDemoEncoding *cal_demo_encoding_new (CalDemoHemisphere *const hemispheres[2],
                                        const float *features);
void cal_demo_encoding_free (CalDemoEncoding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalDemoEncoding, cal_demo_encoding_free)

G_END_DECLS
