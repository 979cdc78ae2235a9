/* representations.h - how alike the demo's pictures are, to its regions and to models.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/encoding.h"
#include "model/rdm.h"

G_BEGIN_DECLS

#define CAL_DEMO_N_SUBJECTS 4
#define CAL_DEMO_N_CONCEPTS 66

/**
 * CalDemoRepresentations:
 * @conditions: a row a picture: id, category, animate, description, contrast
 * @concepts: a row a picture: id, then 66 dimensions that are 0 or more
 * @regions: (element-type CalRdm): CAL_DEMO_N_SUBJECTS of each region, by region
 * @models: (element-type CalRdm): one for each feature, then category, animacy and pixels
 */
typedef struct {
  CalTable *conditions;
  CalTable *concepts;
  GPtrArray *regions;
  GPtrArray *models;
} CalDemoRepresentations;

CalDemoRepresentations *
cal_demo_representations_new (CalDemoHemisphere *const hemispheres[2],
                              const CalDemoEncoding *encoding,
                              const CalDemoStimulus stimuli[CAL_DEMO_N_STIMULI],
                              const float *features);
void cal_demo_representations_free (CalDemoRepresentations *self);

double
cal_demo_representations_compare (const CalDemoRepresentations *self, guint roi, guint model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalDemoRepresentations, cal_demo_representations_free)

G_END_DECLS
