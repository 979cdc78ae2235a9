/* netcdf.c - classic netCDF, which is recognised and not read.
 *
 * netCDF-4 is HDF5, and read as that; versions 1, 2 and 5 are formats of their own.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/netcdf.h"

#include <string.h>

#include "model/error.h"

gboolean
cal_netcdf_sniff (const CalSniff *sniff)
{
  return sniff->n_head >= 4 && memcmp (sniff->head, "CDF", 3) == 0 &&
         (sniff->head[3] == 1 || sniff->head[3] == 2 || sniff->head[3] == 5);
}

/**
 * cal_netcdf_load:
 *
 * Of #CalFormat.
 *
 * Returns: FALSE with CAL_ERROR_UNSUPPORTED, which says what to do
 */
gboolean
cal_netcdf_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
               "%s: unsupported classic netCDF; expected netCDF-4: \"nccopy -k nc4 IN.nc OUT.nc\" "
               "writes that",
               name);
  return FALSE;
}
