/* study-parts.h - what the demo study is made of, and the functions that write it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/attention.h"
#include "app/demo/captions.h"
#include "app/demo/encoding.h"
#include "app/demo/functional.h"
#include "app/demo/grid.h"
#include "app/demo/hemisphere.h"
#include "app/demo/representations.h"
#include "model/array.h"
#include "model/job.h"
#include "model/labels.h"

G_BEGIN_DECLS

/**
 * CalDemoStudy:
 * @folder: where it is written
 * @level: of the icosphere
 * @picture_size: pixels
 * @anatomy: the grid of the T1 and of the label volume
 * @anatomy_elements: which vertex (left, then right) owns each voxel of it; -1 none
 * @functional: the grid of the functional volumes
 * @bold: voxels of the functional volumes, frame by frame
 * @courses: what was planted in them
 * @attention: CAL_DEMO_N_STIMULI x CAL_DEMO_N_QUERIES x CAL_DEMO_N_PATCHES
 * @captions: visual elements x CAL_DEMO_N_RESAMPLES
 */
typedef struct {
  const char *folder;
  guint level;
  guint picture_size;
  CalDemoHemisphere *hemispheres[2];
  CalDemoGrid anatomy;
  gint32 *anatomy_elements;
  CalDemoGrid functional;
  gint32 *functional_elements;
  gint16 *bold;
  CalDemoCourses courses;
  CalDemoStimulus stimuli[CAL_DEMO_N_STIMULI];
  float *features;
  float *attention;
  CalDemoEncoding *encoding;
  CalDemoCaption *captions;
  CalDemoRepresentations *representations;
} CalDemoStudy;

guint8 cal_demo_study_get_roi (const CalDemoStudy *self, gint32 element);
CalLabels *cal_demo_study_dup_labels (void);
char *cal_demo_study_dup_path (const CalDemoStudy *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
CalArray *cal_demo_array_new (CalDtype dtype, const void *values, gsize n_rows, gsize n_columns);

gboolean cal_demo_write_surfaces (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_anatomy (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_functional (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_stimuli (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_encoding (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_responses (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_bundle (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_representations (const CalDemoStudy *study, GError **error);
gboolean cal_demo_write_truth (const CalDemoStudy *study, GError **error);

G_END_DECLS
