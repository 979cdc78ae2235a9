/* region-masks.h - regions that are a yes or no for each row, and may overlap.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

typedef struct _CalRegionMasks CalRegionMasks;

CalRegionMasks *cal_region_masks_new (gsize n_rows) G_GNUC_WARN_UNUSED_RESULT;
void cal_region_masks_free (CalRegionMasks *self);
void cal_region_masks_add (CalRegionMasks *self, const char *region, const guint8 *has_row);
gboolean cal_region_masks_end (CalRegionMasks *self,
                               const char *name,
                               const char *source,
                               CalPlaces *places,
                               CalFindings *findings,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalRegionMasks, cal_region_masks_free)

G_END_DECLS
