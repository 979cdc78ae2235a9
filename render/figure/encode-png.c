/* encode-png.c - pixels as the bytes of a PNG file.
 *
 * Cairo's own writer compresses hard and takes half a second for a large figure. Differences to the
 * row above and the fastest level are ten times as fast, for a file hardly larger: most of a figure
 * is one colour.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <png.h>

#include "model/error.h"
#include "render/figure/export.h"

static void
write_bytes (png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
flush_bytes (png_structp png)
{
}

/* Cairo's premultiplied words as red, green, blue and, if wanted, opacity. */
static void
unpack_row (const guint32 *pixels, int width, gboolean opaque, guint8 *row)
{
  for (int x = 0; x < width; x++) {
    guint32 pixel = pixels[x], alpha = pixel >> 24;

    for (int c = 0; c < 3; c++) {
      guint32 value = pixel >> (16 - 8 * c) & 0xff;

      *row++ = (guint8) (alpha == 0 || alpha == 255 ? value
                                                    : MIN ((value * 255 + alpha / 2) / alpha, 255));
    }
    if (!opaque)
      *row++ = (guint8) alpha;
  }
}

static gboolean
is_opaque (const guint8 *pixels, int width, int height, int stride)
{
  for (int y = 0; y < height; y++) {
    const guint32 *row = (const guint32 *) (gconstpointer) (pixels + (gsize) y * (gsize) stride);
    guint32 all = 0xff000000u;

    for (int x = 0; x < width; x++)
      all &= row[x];
    if (all != 0xff000000u)
      return FALSE;
  }
  return TRUE;
}

static void
write_header (png_structp png,
              png_infop info,
              int width,
              int height,
              gboolean opaque,
              double dpi,
              const char *provenance)
{
  png_text texts[] = {
      {.compression = PNG_TEXT_COMPRESSION_NONE,
       .key = (char *) "Software",
       .text = (char *) "Calcarine"},
      {.compression = PNG_ITXT_COMPRESSION_NONE,
       .key = (char *) "Description",
       .text = (char *) provenance},
  };

  png_set_IHDR (png, info, (png_uint_32) width, (png_uint_32) height, 8,
                opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (png, 1);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
  png_set_pHYs (png, info, (png_uint_32) lrint (dpi / 0.0254), (png_uint_32) lrint (dpi / 0.0254),
                PNG_RESOLUTION_METER);
  png_set_text (png, info, texts, provenance != NULL ? 2 : 1);
  png_write_info (png, info);
}

/**
 * cal_figure_encode_png:
 * @picture: an image of CAIRO_FORMAT_ARGB32
 * @provenance: (nullable): kept as the file's description
 *
 * From any thread.
 *
 * Returns: (transfer full): the file's content; NULL with CAL_ERROR_LIMIT if there is no memory
 */
GBytes *
cal_figure_encode_png (cairo_surface_t *picture, double dpi, const char *provenance, GError **error)
{
  int width = cairo_image_surface_get_width (picture);
  int height = cairo_image_surface_get_height (picture);
  int stride = cairo_image_surface_get_stride (picture);
  g_autofree guint8 *row = g_malloc (4 * (gsize) width);
  GByteArray *bytes = g_byte_array_sized_new (1 << 20);
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;
  const guint8 *pixels;
  gboolean opaque;

  if (info == NULL || setjmp (png_jmpbuf (png))) {
    png_destroy_write_struct (&png, &info);
    g_byte_array_unref (bytes);
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_LIMIT, "the picture cannot be encoded");
    return NULL;
  }
  cairo_surface_flush (picture);
  pixels = cairo_image_surface_get_data (picture);
  opaque = is_opaque (pixels, width, height, stride);
  png_set_write_fn (png, bytes, write_bytes, flush_bytes);
  write_header (png, info, width, height, opaque, dpi, provenance);
  for (int y = 0; y < height; y++) {
    unpack_row ((const guint32 *) (gconstpointer) (pixels + (gsize) y * (gsize) stride), width,
                opaque, row);
    png_write_row (png, row);
  }
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return g_byte_array_free_to_bytes (bytes);
}
