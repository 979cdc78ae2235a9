/* jpeg.c - the pixels of a JPEG file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/jpeg.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>

#include <glib/gstdio.h>
#include <jpeglib.h>

#include "model/error.h"

/* The library ends the process on an error, unless its handler jumps out. */
typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf out;
  char message[JMSG_LENGTH_MAX];
} Handler;

/* What must outlive a jump. */
typedef struct {
  FILE *file;
  struct jpeg_decompress_struct jpeg;
  Handler handler;
  guint8 *pixels;
  gsize size;
  guint8 *row;
} Decoder;

static void
jump_out (j_common_ptr jpeg)
{
  Handler *handler = (Handler *) jpeg->err;

  handler->manager.format_message (jpeg, handler->message);
  longjmp (handler->out, 1);
}

static void
say_nothing (j_common_ptr jpeg)
{
}

/**
 * cal_jpeg_is:
 *
 * Returns: whether a file that begins like this is JPEG
 */
gboolean
cal_jpeg_is (const guint8 *head, gsize n_head)
{
  return n_head >= 3 && head[0] == 0xff && head[1] == 0xd8 && head[2] == 0xff;
}

/* Red, green and blue of each pixel, and full opacity. FALSE if the picture is too large. */
static gboolean
decode (Decoder *self, guint max_side_px)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  gsize n_pixels;
  guint8 *to;

  jpeg_stdio_src (jpeg, self->file);
  jpeg_read_header (jpeg, TRUE);
  jpeg->out_color_space = JCS_RGB;
  jpeg_calc_output_dimensions (jpeg);
  if (jpeg->output_width > max_side_px || jpeg->output_height > max_side_px ||
      !g_size_checked_mul (&n_pixels, jpeg->output_width, jpeg->output_height) ||
      !g_size_checked_mul (&self->size, n_pixels, 4))
    return FALSE;
  jpeg_start_decompress (jpeg);
  self->pixels = g_try_malloc (self->size);
  self->row = g_try_malloc_n (jpeg->output_width, 3);
  if (self->pixels == NULL || self->row == NULL)
    return FALSE;
  to = self->pixels;
  while (jpeg->output_scanline < jpeg->output_height) {
    JSAMPROW row = self->row;

    jpeg_read_scanlines (jpeg, &row, 1);
    for (guint x = 0; x < jpeg->output_width; x++, to += 4) {
      to[0] = self->row[3 * x];
      to[1] = self->row[3 * x + 1];
      to[2] = self->row[3 * x + 2];
      to[3] = 255;
    }
  }
  jpeg_finish_decompress (jpeg);
  return TRUE;
}

static void
decoder_clear (Decoder *self)
{
  jpeg_destroy_decompress (&self->jpeg);
  fclose (self->file);
  g_free (self->pixels);
  g_free (self->row);
}

/**
 * cal_jpeg_parse:
 * @max_side_px: neither side may be longer
 * @width_px: (out)
 * @height_px: (out)
 *
 * Grey pictures become red, green and blue; CMYK ones are refused. In this process.
 *
 * Returns: (transfer full): red, green, blue and opacity (255) of each pixel, a byte each, row by
 *   row from the top; NULL with G_FILE_ERROR, CAL_ERROR_FORMAT or CAL_ERROR_LIMIT
 */
GBytes *
cal_jpeg_parse (
    const char *path, guint max_side_px, gsize *width_px, gsize *height_px, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  Decoder decoder = {.file = g_fopen (path, "rb")};
  GBytes *bytes = NULL;

  if (decoder.file == NULL) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", display_name,
                 g_strerror (errno));
    return NULL;
  }
  decoder.jpeg.err = jpeg_std_error (&decoder.handler.manager);
  decoder.handler.manager.error_exit = jump_out;
  decoder.handler.manager.output_message = say_nothing;
  if (setjmp (decoder.handler.out) != 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", display_name,
                 decoder.handler.message);
    decoder_clear (&decoder);
    return NULL;
  }
  jpeg_create_decompress (&decoder.jpeg);
  if (decode (&decoder, max_side_px)) {
    *width_px = decoder.jpeg.output_width;
    *height_px = decoder.jpeg.output_height;
    bytes = g_bytes_new_take (g_steal_pointer (&decoder.pixels), decoder.size);
  } else {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %u x %u pixels; expected at most %u x %u, and memory for them", display_name,
                 decoder.jpeg.output_width, decoder.jpeg.output_height, max_side_px, max_side_px);
  }
  decoder_clear (&decoder);
  return bytes;
}
