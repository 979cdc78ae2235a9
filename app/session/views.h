/* views.h - how cortex and slices were left, as the session file keeps it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "render/scene/cortex-layout.h"
#include "render/scene/slice-layout.h"

G_BEGIN_DECLS

JsonNode *cal_views_to_json (const CalCortexView *cortex,
                             const CalSliceLayout *slices,
                             JsonNode *dock) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *cal_views_get_dock (JsonNode *node);
void cal_views_from_json (JsonNode *node, CalCortexView *cortex, CalSliceLayout *slices);

G_END_DECLS
