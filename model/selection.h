/* selection.h - which stimuli, pair and region all views point at.
 *
 * What the cursor is for places, the selection is for things. Stimuli (the conditions of an RDM,
 * the points of an embedding, the pictures of a gallery) are known by id, so that views that order
 * them differently still mean the same. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CAL_TYPE_SELECTION (cal_selection_get_type ())
G_DECLARE_FINAL_TYPE (CalSelection, cal_selection, CAL, SELECTION, GObject)

CalSelection *cal_selection_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cal_selection_set_stimuli (CalSelection *self, const char *const *ids);
const char *const *cal_selection_get_stimuli (CalSelection *self, gsize *n_ids);
gboolean cal_selection_has_stimulus (CalSelection *self, const char *id);

void cal_selection_set_pair (CalSelection *self, const char *first, const char *second);
gboolean cal_selection_get_pair (CalSelection *self, const char **first, const char **second);

void cal_selection_set_region (CalSelection *self, const char *region);
const char *cal_selection_get_region (CalSelection *self);

G_END_DECLS
