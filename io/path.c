/* path.c - what a file's name tells, where its content does not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/path.h"

#include <string.h>

/**
 * cal_path_dup_stem:
 *
 * Returns: (transfer full): the file's name in UTF-8 without folder and without the suffix of a
 *   format: "bold" of "sub-01/bold.nii.gz"
 */
char *
cal_path_dup_stem (const char *path)
{
  static const char *const suffixes[] = {".nii", ".hdr", ".img",   ".mgh",
                                         ".mgz", ".gii", ".annot", ".label"};
  g_autofree char *display_name = g_filename_display_basename (path);

  if (g_str_has_suffix (display_name, ".gz"))
    display_name[strlen (display_name) - 3] = '\0';
  for (gsize n = 0; n < G_N_ELEMENTS (suffixes); n++)
    if (g_str_has_suffix (display_name, suffixes[n])) {
      display_name[strlen (display_name) - strlen (suffixes[n])] = '\0';
      break;
    }
  return g_steal_pointer (&display_name);
}

/**
 * cal_path_get_hemisphere:
 *
 * Returns: the hemisphere by the customs of FreeSurfer ("lh.thickness"), BIDS ("hemi-L") and the
 *   Human Connectome Project ("S1200.L.flat")
 */
CalHemisphere
cal_path_get_hemisphere (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_prefix (name, "lh.") || strstr (name, "hemi-L") != NULL ||
      strstr (name, ".L.") != NULL)
    return CAL_LEFT;
  if (g_str_has_prefix (name, "rh.") || strstr (name, "hemi-R") != NULL ||
      strstr (name, ".R.") != NULL)
    return CAL_RIGHT;
  return CAL_HEMISPHERE_UNKNOWN;
}
