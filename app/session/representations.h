/* representations.h - puts the RDMs, stimuli and tables of a reading together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "app/session/reading.h"
#include "render/scene/rdm-scene.h"

G_BEGIN_DECLS

void cal_representations_adopt (CalRdmScene *scene, CalReading *reading, GPtrArray *remarks);

JsonNode *cal_representations_to_json (CalRdmScene *scene) G_GNUC_WARN_UNUSED_RESULT;
void cal_representations_from_json (CalRdmScene *scene, JsonNode *node, GPtrArray *remarks);

G_END_DECLS
