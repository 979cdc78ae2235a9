/* series-part.c - parts that are series, read where they lie.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/series-part.h"

#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/series-file.h"
#include "io/stored-series.h"
#include "model/error.h"

/* Without reading the numbers; and whether parts of them can be read. */
static gboolean
read_shape (const char *path,
            const char *dataset,
            gsize shape[2],
            gboolean *has_parts,
            CalJob *job,
            GError **error)
{
  g_autoptr (CalLoaded) listed = cal_format_load (path, NULL, job, error);
  const CalDataset *found = listed != NULL ? cal_lookup_dataset (listed, dataset) : NULL;

  if (listed == NULL)
    return FALSE;
  if (found == NULL || !found->is_numeric || found->n_dims != 2) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s:%s: %s; expected numbers in two dimensions", path, dataset,
                 found == NULL ? "is not there" : found->type_name);
    return FALSE;
  }
  shape[0] = found->shape[0];
  shape[1] = found->shape[1];
  *has_parts = g_str_equal (cal_loaded_get_kind (listed), "HDF5");
  return TRUE;
}

/* A .npy file, of which any row or frame can be read alone. */
static gboolean
fill_from_array (
    CalPart *part, const char *path, gboolean is_rows_first, CalJob *job, GError **error)
{
  g_autoptr (CalStoredArray) array = cal_stored_array_new (path, NULL, job, error);

  if (array == NULL)
    return FALSE;
  if (cal_stored_array_get_shape (array)->n_dims != 2) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %u dimensions; expected numbers in two",
                 path, cal_stored_array_get_shape (array)->n_dims);
    return FALSE;
  }
  return cal_stored_series_make (
      &(CalStoredSeries){.arrays = &array, .n_arrays = 1, .frame_axis = is_rows_first ? 1 : 0},
      &part->frames, &part->n_frames, &part->n_rows, error);
}

/**
 * cal_series_part_fill:
 * @dataset: (nullable): of a container; NULL for a .npy file
 * @is_rows_first: it is kept rows x frames, not frames x rows
 *
 * Reads the shape, and sets what the part says of rows and frames.
 *
 * Returns: FALSE with @error set if there are no numbers in two dimensions
 */
gboolean
cal_series_part_fill (CalPart *part,
                      const char *path,
                      const char *dataset,
                      gboolean is_rows_first,
                      CalJob *job,
                      GError **error)
{
  CalSeriesFileFlags flags = CAL_SERIES_FILE_PLAIN;
  gboolean has_parts;
  gsize shape[2];

  if (dataset == NULL)
    return fill_from_array (part, path, is_rows_first, job, error);
  if (!read_shape (path, dataset, shape, &has_parts, job, error))
    return FALSE;
  part->n_frames = shape[is_rows_first ? 1 : 0];
  part->n_rows = shape[is_rows_first ? 0 : 1];
  if (is_rows_first)
    flags |= CAL_SERIES_FILE_ROWS_FIRST;
  if (!has_parts)
    flags |= CAL_SERIES_FILE_AT_ONCE;
  part->frames = cal_series_file_new_as (path, dataset, part->n_frames, part->n_rows, flags);
  return TRUE;
}

/**
 * cal_series_part_take_stems:
 * @pictures: (element-type filename): sorted
 *
 * Names the frames of responses to stimuli by the pictures, if they are as many.
 */
void
cal_series_part_take_stems (CalPart *part, GPtrArray *pictures)
{
  part->axis = CAL_AXIS_STIMULI;
  if (pictures->len == part->n_frames)
    part->frame_ids = cal_listing_make_stems (pictures);
}
