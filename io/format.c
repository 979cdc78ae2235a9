/* format.c - the one table of formats, and parsing a file by its content, in this very process.
 *
 * That is for the reader process and for tests; everyone else calls cal_format_load().
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/format.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

#include "io/cifti.h"
#include "io/delimited.h"
#include "io/freesurfer-annot.h"
#include "io/freesurfer-label.h"
#include "io/freesurfer-morph.h"
#include "io/freesurfer-patch.h"
#include "io/freesurfer-surface.h"
#include "io/gifti.h"
#include "io/hdf5.h"
#include "io/json-table.h"
#include "io/mat.h"
#include "io/mgh.h"
#include "io/netcdf.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "io/npz.h"
#include "io/pickle.h"
#include "io/svg.h"
#include "model/error.h"
#include "model/text.h"

/* In order of trial: those with a clear signature first. */
static const CalFormat formats[] = {
    {"CIFTI-2", cal_cifti_sniff, cal_cifti_load},
    {"NIfTI-1", cal_nifti_1_sniff, cal_nifti_load},
    {"NIfTI-2", cal_nifti_2_sniff, cal_nifti_load},
    {"Analyze 7.5", cal_analyze_sniff, cal_nifti_load},
    {"HDF5", cal_hdf5_sniff, cal_hdf5_load},
    {"classic netCDF", cal_netcdf_sniff, cal_netcdf_load},
    {"NumPy array", cal_npy_sniff, cal_npy_load},
    {"NumPy archive", cal_npz_sniff, cal_npz_load},
    {"PyTorch archive", cal_torch_sniff, cal_torch_load},
    {"MATLAB 5", cal_mat_sniff, cal_mat_load},
    {"MGH", cal_mgh_sniff, cal_mgh_load},
    {"GIFTI", cal_gifti_sniff, cal_gifti_load},
    {"Python pickle", cal_pickle_sniff, cal_pickle_load},
    {"FreeSurfer label", cal_freesurfer_label_sniff, cal_freesurfer_label_load},
    {"FreeSurfer ASCII surface", cal_freesurfer_ascii_sniff, cal_freesurfer_ascii_load},
    {"SVG drawing", cal_svg_sniff, cal_svg_load, TRUE},
    {"table", cal_delimited_sniff, cal_delimited_load, TRUE},
    {"JSON", cal_json_table_sniff, cal_json_table_load, TRUE},
    {"FreeSurfer patch", cal_freesurfer_patch_sniff, cal_freesurfer_patch_load},
    {"FreeSurfer surface", cal_freesurfer_surface_sniff, cal_freesurfer_surface_load},
    {"FreeSurfer curv", cal_freesurfer_morph_sniff, cal_freesurfer_morph_load},
    {"FreeSurfer annot", cal_freesurfer_annot_sniff, cal_freesurfer_annot_load},
    {NULL, NULL, NULL},
};

/* The first bytes of the file, or of what is inside if it is gzipped. */
static gboolean
read_head (const char *path, guint8 head[4096], CalSniff *sniff, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  GStatBuf status;
  gzFile file;
  int n;

  if (g_stat (path, &status) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", display_name,
                 g_strerror (errno));
    return FALSE;
  }
  if (!S_ISREG (status.st_mode)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: not a regular file", display_name);
    return FALSE;
  }
  /* gzread() hands over a file that is not gzipped as it is. */
  file = gzopen (path, "rb");
  if (file == NULL) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", display_name,
                 g_strerror (errno));
    return FALSE;
  }
  n = gzread (file, head, 4096);
  *sniff =
      (CalSniff){path, head, n > 0 ? (gsize) n : 0, (guint64) status.st_size, gzdirect (file) == 0};
  gzclose (file);
  return TRUE;
}

/**
 * cal_format_find:
 * @path: a file
 *
 * Returns: (transfer none): the first format whose signature the file bears; NULL with
 *   CAL_ERROR_UNSUPPORTED if there is none, or G_FILE_ERROR if the file cannot be read
 */
const CalFormat *
cal_format_find (const char *path, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  guint8 head[4096] = {0};
  CalSniff sniff;

  if (!read_head (path, head, &sniff, error))
    return NULL;
  for (const CalFormat *format = formats; format->name != NULL; format++)
    if (format->sniff (&sniff))
      return format;
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
               "%s: no known format begins like this (%" G_GUINT64_FORMAT " bytes%s)", display_name,
               sniff.file_size, sniff.is_gzip ? ", gzipped" : "");
  return NULL;
}

/**
 * cal_format_parse_as:
 * @format: what the file is
 *
 * As cal_format_parse(), whatever the file begins with. What was no UTF-8 in the file is said.
 */
CalLoaded *
cal_format_parse_as (
    const CalFormat *format, const char *path, const char *dataset, CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_loaded_new (path, format->name);

  if (!format->load (path, dataset, loaded, job, error)) {
    cal_text_show_error (error);
    return NULL;
  }
  cal_loaded_warn_of_replaced (loaded);
  return g_steal_pointer (&loaded);
}

/**
 * cal_format_parse:
 * @path: a file
 * @dataset: (nullable): of a container
 * @job: (nullable): for progress, cancelling, and first parts (a CalLoaded with the first frame)
 *
 * Parses the file in this process, which a hostile one may crash, hang or fill with memory.
 *
 * Returns: (transfer full): what the file holds, or NULL with @error set
 */
CalLoaded *
cal_format_parse (const char *path, const char *dataset, CalJob *job, GError **error)
{
  const CalFormat *format = cal_format_find (path, error);

  return format != NULL ? cal_format_parse_as (format, path, dataset, job, error) : NULL;
}
