/* nsd-regions.c - regions of the Natural Scenes Dataset, in volumes and on surfaces.
 *
 * roi/[lh.|rh.]NAME.nii.gz     -1 outside the cortex (of that hemisphere), 0 no region, 1 ... a
 * region label/lh.NAME.mgz            0 no region, 1 ... a region
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/nsd.h"

/* A byte a voxel: 0 where it is -1, which is another thing than to be in no region. */
static GBytes *
find_inside (const CalVolumeDesc *desc, gsize n)
{
  guint8 *inside = g_malloc (MAX (n, 1));
  gconstpointer voxels = g_bytes_get_data (desc->voxels, NULL);

  for (gsize v = 0; v < n; v++)
    inside[v] = cal_dtype_read (desc->dtype, voxels, v) >= 0.0;
  return g_bytes_new_take (inside, n);
}

static gboolean
take_volume (const char *path,
             const char *name,
             CalVolume *volume,
             CalLabels *labels,
             CalFindings *findings,
             GError **error)
{
  CalVolumeDesc desc = *cal_volume_get_desc (volume);
  g_autoptr (GBytes) inside = find_inside (&desc, cal_volume_get_n_voxels (volume));
  CalVolume *regions;

  desc.name = name;
  desc.labels = labels;
  desc.inside = inside;
  regions = cal_volume_new (&desc, error);
  if (regions == NULL)
    return FALSE;
  cal_findings_add (findings, CAL_ROLE_REGIONS, name, path)->object = G_OBJECT (regions);
  return TRUE;
}

static void
take_vector (
    const char *path, const char *name, CalVector *vector, CalLabels *labels, CalFindings *findings)
{
  CalPart *part = cal_findings_add (findings, CAL_ROLE_REGIONS, name, path);

  part->object = g_object_ref (G_OBJECT (vector));
  part->hemisphere = cal_vector_get_desc (vector)->hemisphere;
  if (labels != NULL)
    part->labels = g_object_ref (labels);
}

/* The words: all of the name, "lh", "NAME". */
static gboolean
take_file (
    const char *folder, const GStrv words, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *path = g_build_filename (folder, words[0], NULL);
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, job, error);
  g_autoptr (CalLabels) labels = NULL;
  g_autofree char *what = NULL, *name = NULL;
  gpointer object;

  if (loaded == NULL)
    return FALSE;
  object =
      cal_loaded_get_objects (loaded)->len == 1 ? cal_loaded_get_objects (loaded)->pdata[0] : NULL;
  labels = cal_nsd_labels_read (folder, words[2], findings);
  if (CAL_IS_VOLUME (object)) {
    what =
        words[1][0] != '\0' ? g_strdup_printf ("%s %s", words[1], words[2]) : g_strdup (words[2]);
    name = cal_nsd_dup_name (folder, what);
    if (!take_volume (path, name, object, labels, findings, error))
      return FALSE;
  } else if (CAL_IS_VECTOR (object)) {
    name = cal_nsd_dup_name (folder, words[2]);
    take_vector (path, name, object, labels, findings);
  } else
    return TRUE;
  cal_findings_use (findings, path);
  return TRUE;
}

/**
 * cal_nsd_take_regions:
 * @name: of any file in @folder
 *
 * Adds its regions, if it is called as NSD calls some.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_nsd_take_regions (
    const char *folder, const char *name, CalFindings *findings, CalJob *job, GError **error)
{
  g_auto (GStrv) words =
      cal_listing_match (name, "(?:(lh|rh)\\.)?([^.]+)\\.(?:nii|nii\\.gz|mgz|mgh)");

  return words == NULL || !cal_nsd_labels_know (words[2]) ||
         take_file (folder, words, findings, job, error);
}
