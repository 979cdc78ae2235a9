/* responses.h - the layer whose frames are responses to the stimuli.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/rdm-scene.h"
#include "render/scene/scene.h"

G_BEGIN_DECLS

CalLayer *cal_responses_find (CalScene *scene, CalRdmScene *rdm_scene);
gboolean cal_responses_find_frame (CalLayer *responses,
                                   CalRdmScene *rdm_scene,
                                   const char *stimulus,
                                   gsize *frame);
GObject *cal_responses_subtract (CalLayer *responses,
                                 CalRdmScene *rdm_scene,
                                 const char *first,
                                 const char *second,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
