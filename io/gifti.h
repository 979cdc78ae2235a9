/* gifti.h - GIFTI: surfaces, and values or labels of vertices.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_gifti_sniff (const CalSniff *sniff);
gboolean cal_gifti_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

gboolean cal_gifti_write_surface (CalSurface *surface, const char *path, GError **error);
gboolean cal_gifti_write_vector (CalVector *vector, const char *path, GError **error);

G_END_DECLS
