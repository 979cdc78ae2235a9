/* netcdf.h - classic netCDF, which is recognised and not read.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_netcdf_sniff (const CalSniff *sniff);
gboolean cal_netcdf_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
