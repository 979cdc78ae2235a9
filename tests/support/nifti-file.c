/* nifti-file.c - NIfTI and Analyze files made byte by byte, sound or not.
 *
 * Offsets are those of the standards, written down here once more: the tests must not share a
 * mistake with the reader.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/nifti-file.h"

#include <glib/gstdio.h>
#include <libdeflate.h>
#include <string.h>

/**
 * nifti_file_new:
 *
 * Returns: a sound file of 3 x 2 x 2 uint8 voxels of 2 mm with an sform, without voxels
 */
NiftiFile
nifti_file_new (int version)
{
  return (NiftiFile){.version = version,
                     .dim = {3, 3, 2, 2, 1, 1, 1, 1},
                     .pixdim = {1, 2, 2, 2, 1, 1, 1, 1},
                     .datatype = 2,
                     .voxel_offset = version == 2   ? 544
                                     : version == 1 ? 352
                                                    : 0,
                     .sform_code = 1,
                     .rows = {{-2, 0, 0, 10}, {0, 2, 0, 20}, {0, 0, 2, 30}},
                     .n_bytes = 12,
                     .swap_size = 1};
}

static void
put (const NiftiFile *self, guint8 *p, const void *value, gsize size)
{
  const guint8 *from = value;

  for (gsize b = 0; b < size; b++)
    p[b] = from[self->is_swapped ? size - 1 - b : b];
}

static void
put_int (const NiftiFile *self, guint8 *p, gint64 value, gsize size)
{
  gint16 i16 = (gint16) value;
  gint32 i32 = (gint32) value;

  put (self, p, size == 2 ? (void *) &i16 : size == 4 ? (void *) &i32 : (void *) &value, size);
}

static void
put_real (const NiftiFile *self, guint8 *p, double value, gsize size)
{
  float narrow = (float) value;

  put (self, p, size == 4 ? (void *) &narrow : (void *) &value, size);
}

static void
build_first (const NiftiFile *self, guint8 header[348])
{
  static const gsize rows[3] = {280, 296, 312};

  put_int (self, header, 348, 4);
  for (int d = 0; d < 8; d++) {
    put_int (self, header + 40 + 2 * d, self->dim[d], 2);
    put_real (self, header + 76 + 4 * d, self->pixdim[d], 4);
  }
  put_int (self, header + 68, self->intent_code, 2);
  put_int (self, header + 70, self->datatype, 2);
  put_real (self, header + 108, self->voxel_offset, 4);
  put_real (self, header + 112, self->slope, 4);
  if (self->version == 0)
    return;
  put_real (self, header + 116, self->intercept, 4);
  header[123] = (guint8) self->units;
  put_int (self, header + 144, self->glmin, 4);
  put_int (self, header + 252, self->qform_code, 2);
  put_int (self, header + 254, self->sform_code, 2);
  for (int a = 0; a < 3; a++) {
    put_real (self, header + 256 + 4 * a, self->quaternion[a], 4);
    put_real (self, header + 268 + 4 * a, self->offset[a], 4);
    for (int c = 0; c < 4; c++)
      put_real (self, header + rows[a] + 4 * c, self->rows[a][c], 4);
  }
  memcpy (header + 344, self->magic != NULL ? self->magic : self->is_pair ? "ni1" : "n+1", 4);
}

static void
build_second (const NiftiFile *self, guint8 header[540])
{
  put_int (self, header, 540, 4);
  memcpy (header + 4,
          self->magic != NULL ? self->magic
          : self->is_pair     ? "ni2\0\r\n\032\n"
                              : "n+2\0\r\n\032\n",
          8);
  put_int (self, header + 12, self->datatype, 2);
  for (int d = 0; d < 8; d++) {
    put_int (self, header + 16 + 8 * d, self->dim[d], 8);
    put_real (self, header + 104 + 8 * d, self->pixdim[d], 8);
  }
  put_int (self, header + 168, (gint64) self->voxel_offset, 8);
  put_real (self, header + 176, self->slope, 8);
  put_real (self, header + 184, self->intercept, 8);
  put_int (self, header + 344, self->qform_code, 4);
  put_int (self, header + 348, self->sform_code, 4);
  for (int a = 0; a < 3; a++) {
    put_real (self, header + 352 + 8 * a, self->quaternion[a], 8);
    put_real (self, header + 376 + 8 * a, self->offset[a], 8);
    for (int c = 0; c < 4; c++)
      put_real (self, header + 400 + 32 * a + 8 * c, self->rows[a][c], 8);
  }
  put_int (self, header + 500, self->units, 4);
  put_int (self, header + 504, self->intent_code, 4);
}

static void
append_extension (const NiftiFile *self, GByteArray *bytes)
{
  guint8 extender[4] = {self->extension != NULL, 0, 0, 0}, words[8];
  g_autofree guint8 *padded = NULL;
  gsize length, size;

  g_byte_array_append (bytes, extender, 4);
  if (self->extension == NULL)
    return;
  length = strlen (self->extension);
  size = (length + 8 + 15) / 16 * 16;
  padded = g_malloc0 (size);
  memcpy (padded, self->extension, length);
  put_int (self, words, (gint64) size + self->extension_lie, 4);
  put_int (self, words + 4, self->extension_code, 4);
  g_byte_array_append (bytes, words, 8);
  g_byte_array_append (bytes, padded, (guint) (size - 8));
}

static void
append_elements (const NiftiFile *self, GByteArray *bytes)
{
  g_autofree guint8 *elements = g_malloc0 (self->n_bytes);

  if (self->elements != NULL)
    for (gsize at = 0; at < self->n_bytes; at += self->swap_size)
      put (self, elements + at, (const guint8 *) self->elements + at, self->swap_size);
  g_byte_array_append (bytes, elements, (guint) self->n_bytes);
}

/**
 * nifti_file_build:
 *
 * Returns: (transfer full): the header (and the extension); without @is_pair the elements too
 */
GByteArray *
nifti_file_build (const NiftiFile *self)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 header[540] = {0};

  if (self->version == 2)
    build_second (self, header);
  else
    build_first (self, header);
  g_byte_array_append (bytes, header, self->version == 2 ? 540 : 348);
  if (self->version > 0)
    append_extension (self, bytes);
  if (!self->is_pair && self->version > 0)
    append_elements (self, bytes);
  return bytes;
}

/**
 * nifti_file_compress:
 *
 * Returns: (transfer full): the bytes as one gzip member
 */
GByteArray *
nifti_file_compress (const void *data, gsize size)
{
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (6);
  GByteArray *packed = g_byte_array_new ();

  g_byte_array_set_size (packed, (guint) libdeflate_gzip_compress_bound (compressor, size));
  g_byte_array_set_size (
      packed, (guint) libdeflate_gzip_compress (compressor, data, size, packed->data, packed->len));
  libdeflate_free_compressor (compressor);
  return packed;
}

/**
 * nifti_file_decompress:
 *
 * Returns: whether the gzip member holds exactly @size bytes, which @data then holds
 */
gboolean
nifti_file_decompress (const void *packed, gsize n_packed, void *data, gsize size)
{
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor ();
  enum libdeflate_result result =
      libdeflate_gzip_decompress (decompressor, packed, n_packed, data, size, NULL);

  libdeflate_free_decompressor (decompressor);
  return result == LIBDEFLATE_SUCCESS;
}

static void
save (const char *path, const GByteArray *bytes)
{
  g_autoptr (GByteArray) packed = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_has_suffix (path, ".gz"))
    packed = nifti_file_compress (bytes->data, bytes->len);
  /* Written in place, not beside and renamed, it would keep its old end. */
  g_unlink (path);
  g_file_set_contents_full (path, (const char *) (packed != NULL ? packed : bytes)->data,
                            (packed != NULL ? packed : bytes)->len, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);
}

/**
 * nifti_file_save:
 * @path: gzipped if it ends in .gz; with @is_pair or Analyze it has .hdr, and the elements are
 *   saved in the .img beside it
 */
void
nifti_file_save (const NiftiFile *self, const char *path)
{
  g_autoptr (GByteArray) bytes = nifti_file_build (self);
  const char *suffix = g_strrstr (path, ".hdr");

  save (path, bytes);
  if (suffix != NULL && (self->is_pair || self->version == 0)) {
    g_autofree char *stem = g_strndup (path, (gsize) (suffix - path));
    g_autofree char *image = g_strconcat (stem, ".img", suffix + 4, NULL);
    g_autoptr (GByteArray) elements = g_byte_array_new ();

    append_elements (self, elements);
    save (image, elements);
  }
}
