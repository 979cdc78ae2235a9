/* small-rdm.h - RDMs of conditions in two clusters, for tests of views.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/rdm-scene.h"

CalRdm *small_rdm_new (const char *name,
                       const char *roi,
                       const char *subject,
                       gboolean is_model,
                       gsize n,
                       guint32 seed);
void small_rdm_check_drawing (GtkWidget *view, int width, int height);
