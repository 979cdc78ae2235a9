/* nsd-maps.c - the maps of the Natural Scenes Dataset: population receptive fields, noise
 * ceilings, means of betas.
 *
 * prf_angle.nii.gz, lh.prfangle.mgz     degrees from 0 (right) counter-clockwise; NaN where the
 *                                       eccentricity is 0
 * prf_eccentricity, prf_size, prf_R2 ... as nsddata/ppdata/subj01/func1pt8mm has them
 * ncsnr, meanbeta, R2, valid ...         beside the betas
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/nsd.h"

/* Fits that ran away were cut there. */
#define ECCENTRICITY_CAP 1000.0

static const struct {
  const char *pattern; /* of the name, after lh. or rh. and before the suffix */
  const char *name;
  const char *unit;
  const char *statistic;
} kinds[] = {
    {"prf_?angle", "pRF angle", "degrees", "polar angle"},
    {"prf_?eccentricity", "pRF eccentricity", "degrees of visual angle", "eccentricity"},
    {"prf_?size", "pRF size", "degrees of visual angle", "pRF size"},
    {"prf_?exponent", "pRF exponent", NULL, "exponent"},
    {"prf_?gain", "pRF gain", NULL, "gain"},
    {"prf_?R2", "pRF variance explained", "%", "variance explained"},
    {"prf_?meanvol", "pRF mean volume", NULL, "mean intensity"},
    {"ncsnr", "noise ceiling SNR", NULL, "noise ceiling SNR"},
    {"ncsnr_split1", "noise ceiling SNR, first half", NULL, "noise ceiling SNR"},
    {"ncsnr_split2", "noise ceiling SNR, second half", NULL, "noise ceiling SNR"},
    {"meanbeta", "mean beta", "% signal change", "mean beta"},
    {"meanbeta_session(\\d+)", "mean beta", "% signal change", "mean beta"},
    {"R2", "variance explained", "%", "variance explained"},
    {"R2_session(\\d+)", "variance explained", "%", "variance explained"},
    {"valid_session(\\d+)", "valid voxels", NULL, "valid"},
    {"HRFindex", "HRF index", NULL, "index"},
    {"onoffbeta", "on-off beta", "% signal change", "mean beta"},
};

/* The kind, and the hemisphere's prefix and the session's number, either of which may be "". */
static gboolean
find_kind (const char *file, gsize *kind, GStrv *words)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autofree char *pattern =
        g_strdup_printf ("(?:(lh|rh)\\.)?%s\\.(?:nii|nii\\.gz|mgh|mgz)", kinds[k].pattern);

    *words = cal_listing_match (file, pattern);
    *kind = k;
    if (*words != NULL)
      return TRUE;
  }
  return FALSE;
}

/* Says how many eccentricities are no measurement but the cap. */
static void
tell_cap (const char *name, CalDtype dtype, GBytes *elements, gsize n, CalFindings *findings)
{
  gconstpointer data = g_bytes_get_data (elements, NULL);
  gsize n_capped = 0;

  for (gsize e = 0; e < n; e++)
    n_capped += cal_dtype_read (dtype, data, e) >= ECCENTRICITY_CAP;
  if (n_capped > 0)
    cal_findings_remark (
        findings, "%s: %" G_GSIZE_FORMAT " places at %g degrees: NSD cuts fits that run away there",
        name, n_capped, ECCENTRICITY_CAP);
}

static void
take_volume (
    gsize kind, const char *name, const char *path, CalVolume *volume, CalFindings *findings)
{
  CalVolumeDesc desc = *cal_volume_get_desc (volume);
  CalVolume *named;

  desc.name = name;
  desc.unit = kinds[kind].unit;
  desc.statistic = kinds[kind].statistic;
  named = cal_volume_new (&desc, NULL);
  if (named != NULL)
    cal_findings_add (findings, CAL_ROLE_MAP, name, path)->object = G_OBJECT (named);
  if (g_str_has_suffix (kinds[kind].pattern, "eccentricity"))
    tell_cap (name, desc.dtype, desc.voxels, cal_volume_get_n_voxels (volume), findings);
}

static void
take_vector (
    gsize kind, const char *name, const char *path, CalVector *vector, CalFindings *findings)
{
  CalPart *part = cal_findings_add (findings, CAL_ROLE_MAP, name, path);
  CalArray *values = cal_vector_get_desc (vector)->values;

  part->object = g_object_ref (G_OBJECT (vector));
  part->hemisphere = cal_vector_get_desc (vector)->hemisphere;
  part->unit = g_strdup (kinds[kind].unit);
  part->statistic = g_strdup (kinds[kind].statistic);
  if (g_str_has_suffix (kinds[kind].pattern, "eccentricity"))
    tell_cap (name, cal_array_get_dtype (values), cal_array_get_bytes (values),
              cal_array_get_n_elements (values), findings);
}

/**
 * cal_nsd_take_map:
 * @file: the name of any file in @folder
 *
 * Adds a part with its unit and statistic, if it is one of NSD's maps.
 *
 * Returns: FALSE with @error set if it is one that cannot be read
 */
gboolean
cal_nsd_take_map (
    const char *folder, const char *file, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_auto (GStrv) words = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  g_autofree char *what = NULL, *name = NULL;
  gpointer object;
  gsize kind;

  if (!find_kind (file, &kind, &words))
    return TRUE;
  what = words[1] != NULL && words[2] != NULL
             ? g_strdup_printf ("%s, session %s", kinds[kind].name, words[2])
             : g_strdup (kinds[kind].name);
  name = cal_nsd_dup_name (path, what);
  loaded = cal_format_load (path, NULL, job, error);
  if (loaded == NULL)
    return FALSE;
  object =
      cal_loaded_get_objects (loaded)->len == 1 ? cal_loaded_get_objects (loaded)->pdata[0] : NULL;
  if (CAL_IS_VOLUME (object))
    take_volume (kind, name, path, object, findings);
  else if (CAL_IS_VECTOR (object))
    take_vector (kind, name, path, object, findings);
  else
    return TRUE;
  cal_findings_use (findings, path);
  return TRUE;
}
