/* nsd.h - what the recipes of the Natural Scenes Dataset share: its folders, trials and grids.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

#define CAL_NSD_TRIALS_A_SESSION 750

int cal_nsd_find_subject (const char *path);
char *cal_nsd_dup_name (const char *path, const char *what) G_GNUC_WARN_UNUSED_RESULT;
char *cal_nsd_find_above (const char *folder, const char *relative) G_GNUC_WARN_UNUSED_RESULT;

CalVolume *cal_nsd_find_grid (const char *folder, const gsize dims[3], char **source, CalJob *job)
    G_GNUC_WARN_UNUSED_RESULT;
GArray *cal_nsd_read_trials (const char *folder, int subject, CalFindings *findings, CalJob *job)
    G_GNUC_WARN_UNUSED_RESULT;
char *cal_nsd_dup_stimulus_id (guint nsd_id) G_GNUC_WARN_UNUSED_RESULT;

CalLabels *cal_nsd_labels_read (const char *folder,
                                const char *atlas,
                                CalFindings *findings) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_nsd_labels_know (const char *atlas);

gboolean cal_nsd_take_betas (
    const char *folder, GPtrArray *names, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_nsd_take_map (
    const char *folder, const char *name, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_nsd_take_regions (
    const char *folder, const char *name, CalFindings *findings, CalJob *job, GError **error);
gboolean
cal_nsd_take_stimuli (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);

G_END_DECLS
