/* links.h - what is picked in one view is found in the others: region and RDM, pair and voxels.
 *
 * Places are the cursor's, things are the selection's; here the one becomes the other. Main thread
 * only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/rdm-scene.h"
#include "render/scene/scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_LINKS (cal_links_get_type ())
G_DECLARE_FINAL_TYPE (CalLinks, cal_links, CAL, LINKS, GObject)

CalLinks *cal_links_new (CalScene *scene, CalRdmScene *rdm_scene) G_GNUC_WARN_UNUSED_RESULT;

gboolean cal_links_can_show_pair (CalLinks *self);
gboolean cal_links_show_pair (CalLinks *self, GError **error);

G_END_DECLS
