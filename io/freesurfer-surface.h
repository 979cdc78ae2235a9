/* freesurfer-surface.h - FreeSurfer's meshes: triangles, old quadrangles, ASCII.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_freesurfer_surface_sniff (const CalSniff *sniff);
gboolean cal_freesurfer_surface_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_freesurfer_surface_write (CalSurface *surface, const char *path, GError **error);

gboolean cal_freesurfer_ascii_sniff (const CalSniff *sniff);
gboolean cal_freesurfer_ascii_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
