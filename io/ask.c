/* ask.c - labels and pictures, read by the reader process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/brick.h"
#include "io/format-load.h"
#include "io/hdf5.h"
#include "io/lut.h"
#include "io/object-block.h"
#include "io/path.h"
#include "io/picture.h"
#include "io/reader-client.h"
#include "io/thumbnail.h"
#include "model/error.h"

static gpointer
ask (const CalReaderRequest *request, GType type, CalJob *job, GError **error)
{
  g_autoptr (CalBlock) block = cal_reader_ask (request, job, NULL, error);
  GObject *object;

  if (block == NULL)
    return NULL;
  object = cal_object_from_block (cal_block_get_description (block), "0", block, error);
  if (object == NULL || G_TYPE_CHECK_INSTANCE_TYPE (object, type))
    return object;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader answered something else",
               request->path);
  g_object_unref (object);
  return NULL;
}

/**
 * cal_lut_read:
 *
 * Returns: (transfer full): as cal_lut_parse(), which the reader process calls
 */
CalLabels *
cal_lut_read (const char *path, GError **error)
{
  return ask (&(CalReaderRequest){.what = "labels", .path = path}, CAL_TYPE_LABELS, NULL, error);
}

/**
 * cal_hdf5_ask:
 * @dataset: of two dimensions
 *
 * From any thread.
 *
 * Returns: (transfer full): @count[0] rows of @count[1] numbers from @start on; NULL with @error
 * set
 */
CalArray *
cal_hdf5_ask (const char *path,
              const char *dataset,
              const guint64 start[2],
              const guint64 count[2],
              GError **error)
{
  g_autofree char *part = g_strdup_printf (
      "%s[%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT "]",
      dataset, start[0], start[0] + count[0], start[1], start[1] + count[1]);
  g_autoptr (CalLoaded) loaded = cal_format_load_reported (path, part, NULL, NULL, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (loaded == NULL)
    return NULL;
  if (objects->len == 1 && CAL_IS_VECTOR (objects->pdata[0]))
    return g_object_ref (cal_vector_get_desc (objects->pdata[0])->values);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s holds no numbers in two dimensions",
               path, dataset);
  return NULL;
}

/* Height x width x 4 bytes, whatever the reader says. */
static CalArray *
check_picture (CalArray *picture, const char *path, GError **error)
{
  if (picture == NULL)
    return NULL;
  if (cal_array_get_dtype (picture) == CAL_DTYPE_UINT8 && cal_array_get_n_dims (picture) == 3 &&
      cal_array_get_dim (picture, 2) == 4 && cal_array_get_dim (picture, 0) <= G_MAXINT16 &&
      cal_array_get_dim (picture, 1) <= G_MAXINT16)
    return picture;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the reader answered no picture", path);
  g_object_unref (picture);
  return NULL;
}

/**
 * cal_picture_read:
 * @width_px: (out)
 * @height_px: (out)
 *
 * Returns: (transfer full): red, green, blue and opacity (not premultiplied) of each pixel, a byte
 *   each, row by row from the top; NULL as cal_picture_parse(), which the reader process calls
 */
GBytes *
cal_picture_read (const char *path, gsize *width_px, gsize *height_px, GError **error)
{
  const CalReaderRequest request = {.what = "picture", .path = path};
  g_autoptr (CalArray) picture =
      check_picture (ask (&request, CAL_TYPE_ARRAY, NULL, error), path, error);

  if (picture == NULL)
    return NULL;
  *height_px = cal_array_get_dim (picture, 0);
  *width_px = cal_array_get_dim (picture, 1);
  return g_bytes_ref (cal_array_get_bytes (picture));
}

/**
 * cal_thumbnail_load:
 * @source: a PNG or JPEG file, or a part of an HDF5 dataset: "stimuli.hdf5:/imgBrick[7]"
 * @max_side_px: a larger picture is made smaller, keeping its proportions
 *
 * From any thread. As CalPictureLoad of the views wants it.
 *
 * Returns: (transfer full): height x width x 4 uint8: red, green, blue, opacity; NULL with @error
 * set
 */
CalArray *
cal_thumbnail_load (const char *source, guint max_side_px, CalJob *job, GError **error)
{
  const char *dataset;
  g_autofree char *path = cal_path_split_source (source, &dataset);
  const CalReaderRequest request = {"thumbnail", path, dataset, max_side_px, NULL};
  g_autoptr (GError) failure = NULL;
  CalArray *picture = NULL;

  if (dataset != NULL && cal_brick_load (path, dataset, max_side_px, &picture, job, &failure))
    return picture;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return check_picture (ask (&request, CAL_TYPE_ARRAY, job, error), source, error);
}
