/* lut-find.c - the table of region names that lies beside an atlas.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/lut.h"
#include "io/path.h"

/**
 * cal_lut_find:
 * @volume_path: of an atlas
 * @table_path: (out) (optional) (transfer full): where the table is
 *
 * Returns: (transfer full) (nullable): the first table beside the volume that bears its name
 *   ("aal.lut", "aal.json", ... or "aal.nii.txt" for "aal.nii.gz") and is one
 */
CalLabels *
cal_lut_find (const char *volume_path, char **table_path)
{
  static const char *const suffixes[] = {".lut", ".ctab", ".csv",     ".tsv",
                                         ".txt", ".json", ".nii.txt", "_LUT.txt"};
  g_autofree char *folder = g_path_get_dirname (volume_path);
  g_autofree char *stem = cal_path_dup_stem (volume_path);

  for (gsize n = 0; n < G_N_ELEMENTS (suffixes); n++) {
    g_autofree char *name = g_strconcat (stem, suffixes[n], NULL);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    CalLabels *labels =
        g_file_test (path, G_FILE_TEST_IS_REGULAR) ? cal_lut_read (path, NULL) : NULL;

    if (labels == NULL)
      continue;
    if (table_path != NULL)
      *table_path = g_steal_pointer (&path);
    return labels;
  }
  return NULL;
}

/**
 * cal_lut_attach:
 *
 * Returns: (transfer full): the same volume with names for its values; the voxels are shared
 */
CalVolume *
cal_lut_attach (CalLabels *labels, CalVolume *volume, GError **error)
{
  CalVolumeDesc desc = *cal_volume_get_desc (volume);

  desc.labels = labels;
  return cal_volume_new (&desc, error);
}
