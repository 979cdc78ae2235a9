/* thumbnail.c - a picture no larger than a view draws it, wherever it lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/thumbnail.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "io/array-vector.h"
#include "io/hdf5.h"
#include "io/picture.h"
#include "model/error.h"
#include "model/memory.h"

static GdkPixbuf *
wrap (GBytes *pixels, gboolean has_alpha, gsize width_px, gsize height_px)
{
  int n_channels = has_alpha ? 4 : 3;

  return gdk_pixbuf_new_from_bytes (pixels, GDK_COLORSPACE_RGB, has_alpha, 8, (int) width_px,
                                    (int) height_px, (int) width_px * n_channels);
}

/* PyTorch keeps a plane a colour, one after the other. */
static CalArray *
interleave (CalArray *planes, GError **error)
{
  const gsize dims[3] = {cal_array_get_dim (planes, 1), cal_array_get_dim (planes, 2), 3};
  gsize n_pixels = cal_size_times (dims[0], dims[1]);
  const guint8 *from = g_bytes_get_data (cal_array_get_bytes (planes), NULL);
  guint8 *pixels = g_malloc (MAX (cal_size_times (n_pixels, 3), 1));
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, cal_size_times (n_pixels, 3));

  for (gsize p = 0; p < n_pixels; p++)
    for (gsize c = 0; c < 3; c++)
      pixels[p * 3 + c] = from[c * n_pixels + p];
  return cal_array_new (CAL_DTYPE_UINT8, 3, dims, bytes, error);
}

/* A part of a .npy file: "images.npy:[7,2]". */
static gboolean
read_array (
    const char *path, const char *dataset, CalHdf5Values *values, CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_parse (path, dataset, job, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;
  CalArray *array;

  if (loaded == NULL)
    return FALSE;
  if (objects->len != 1 || !CAL_IS_ARRAY (objects->pdata[0])) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: is no picture", path, dataset);
    return FALSE;
  }
  array = objects->pdata[0];
  values->array = cal_array_get_n_dims (array) == 3 && cal_array_get_dim (array, 0) == 3 &&
                          cal_array_get_dim (array, 2) > 4 &&
                          cal_array_get_dtype (array) == CAL_DTYPE_UINT8
                      ? interleave (array, error)
                      : g_object_ref (array);
  return values->array != NULL;
}

/* Height x width x 3 or 4 bytes, as imgBrick of NSD is once one stimulus is chosen. */
static GdkPixbuf *
read_dataset (const char *path, const char *dataset, CalJob *job, GError **error)
{
  g_auto (CalHdf5Values) values = {0};
  gboolean is_array = dataset[0] == '[';
  CalPart part;
  gsize height, width, n_channels;

  if (!cal_part_parse (dataset, &part, error) ||
      !(is_array ? read_array (path, dataset, &values, job, error)
                 : cal_hdf5_read (path, part.name, part.n_dims, part.start, part.count, &values,
                                  job, error)))
    return NULL;
  if (values.array == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: texts are no picture", path, dataset);
    return NULL;
  }
  if (!is_array && !cal_part_drop_dims (&part, &values.array, error))
    return NULL;
  if (cal_array_get_n_dims (values.array) != 3 ||
      cal_array_get_dtype (values.array) != CAL_DTYPE_UINT8 ||
      (cal_array_get_dim (values.array, 2) != 3 && cal_array_get_dim (values.array, 2) != 4)) {
    g_autofree char *shape = cal_array_dup_shape (values.array);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s:%s: %s of %s is no picture; expected height x width x 3 of uint8", path,
                 dataset, shape, cal_dtype_get_name (cal_array_get_dtype (values.array)));
    return NULL;
  }
  height = cal_array_get_dim (values.array, 0);
  width = cal_array_get_dim (values.array, 1);
  n_channels = cal_array_get_dim (values.array, 2);
  if (height == 0 || width == 0 || height > G_MAXINT16 || width > G_MAXINT16) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s:%s: a picture of %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT " pixels", path,
                 dataset, width, height);
    return NULL;
  }
  return wrap (cal_array_get_bytes (values.array), n_channels == 4, width, height);
}

static GdkPixbuf *
read_file (const char *path, GError **error)
{
  gsize width_px, height_px;
  g_autoptr (GBytes) pixels = cal_picture_parse (path, &width_px, &height_px, error);

  return pixels != NULL ? wrap (pixels, TRUE, width_px, height_px) : NULL;
}

static GdkPixbuf *
shrink (GdkPixbuf *picture, guint max_side_px)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  int longest = MAX (width, height), side = (int) CLAMP (max_side_px, 1u, (guint) G_MAXINT16);

  if (longest <= side)
    return g_object_ref (picture);
  return gdk_pixbuf_scale_simple (picture, MAX (1, width * side / longest),
                                  MAX (1, height * side / longest), GDK_INTERP_BILINEAR);
}

/* Without the padding that gdk-pixbuf may put after each row. */
static CalArray *
pack (GdkPixbuf *picture, GError **error)
{
  const gsize dims[] = {(gsize) gdk_pixbuf_get_height (picture),
                        (gsize) gdk_pixbuf_get_width (picture), 4};
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (picture);
  const guint8 *from = gdk_pixbuf_read_pixels (picture);
  int n_channels = gdk_pixbuf_get_n_channels (picture);
  guint8 *to = g_malloc (cal_size_times (cal_size_times (dims[0], dims[1]), 4));
  g_autoptr (GBytes) bytes =
      g_bytes_new_take (to, cal_size_times (cal_size_times (dims[0], dims[1]), 4));

  for (gsize y = 0; y < dims[0]; y++)
    for (gsize x = 0; x < dims[1]; x++, to += 4) {
      const guint8 *pixel = from + y * stride + x * (gsize) n_channels;

      for (int c = 0; c < 3; c++)
        to[c] = pixel[c];
      to[3] = n_channels == 4 ? pixel[3] : 255;
    }
  return cal_array_new (CAL_DTYPE_UINT8, 3, dims, bytes, error);
}

/* Consumes @picture. */
static CalArray *
make_small (GdkPixbuf *picture, guint max_side_px, const char *name, GError **error)
{
  g_autoptr (GdkPixbuf) large = picture;
  g_autoptr (GdkPixbuf) small = shrink (large, max_side_px);

  if (small != NULL)
    return pack (small, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: not enough memory", name);
  return NULL;
}

/**
 * cal_thumbnail_make:
 * @pixels: height x width x 3 or 4 bytes
 *
 * Returns: as cal_thumbnail_load()
 */
CalArray *
cal_thumbnail_make (GBytes *pixels,
                    gsize width_px,
                    gsize height_px,
                    gboolean has_alpha,
                    guint max_side_px,
                    GError **error)
{
  return make_small (wrap (pixels, has_alpha, width_px, height_px), max_side_px, "a picture",
                     error);
}

/**
 * cal_thumbnail_parse:
 * @dataset: (nullable): a part of an HDF5 file
 *
 * In this process; everyone but the reader process calls cal_thumbnail_load().
 *
 * Returns: as cal_thumbnail_load()
 */
CalArray *
cal_thumbnail_parse (
    const char *path, const char *dataset, guint max_side_px, CalJob *job, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  GdkPixbuf *picture =
      dataset != NULL ? read_dataset (path, dataset, job, error) : read_file (path, error);

  return picture != NULL ? make_small (picture, max_side_px, name, error) : NULL;
}
