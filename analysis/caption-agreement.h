/* caption-agreement.h - how far several captions of one voxel say the same.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double cal_caption_agreement (const char *const *captions, gsize n);

G_END_DECLS
