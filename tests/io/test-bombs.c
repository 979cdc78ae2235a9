/* test-bombs.c - small files that say they are huge: a clear error, and no memory taken for it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <hdf5.h>
#include <string.h>
#include <sys/resource.h>
#include <zip.h>
#include <zlib.h>

#include "io/format.h"
#include "io/picture.h"
#include "model/error.h"
#include "tests/support/cifti-file.h"
#include "tests/support/folder.h"
#include "tests/support/nifti-file.h"

/* More than any reader of these files needs, less than they ask for. */
#define ENOUGH ((rlim_t) 768 * 1024 * 1024)

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ADDRESS_SANITIZER 1
#endif
#endif

/* An allocation that is too large fails, and one of GLib's that cannot fail ends the test. The
 * address sanitizer reserves more than that for itself, and refuses the absurd on its own. */
static void
limit_memory (void)
{
#ifndef HAVE_ADDRESS_SANITIZER
  struct rlimit limit = {ENOUGH, ENOUGH};

  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
#endif
}

static void
check_error (const char *name, GError *error)
{
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == CAL_ERROR);
  g_assert_nonnull (strstr (error->message, name));
}

/* @dataset: (nullable) */
static void
assert_refused (
    TestFolder *fixture, const char *name, const char *dataset, gconstpointer data, gsize size)
{
  g_autofree char *path = test_folder_put (fixture, name, data, (gssize) size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_parse (path, dataset, NULL, &error);

  if (loaded != NULL)
    g_error ("%s was read", name);
  check_error (name, error);
}

static void
test_nifti (TestFolder *fixture, gconstpointer data)
{
  static const gint64 sides[] = {32767, 2048};

  for (gsize n = 0; n < G_N_ELEMENTS (sides); n++)
    for (int version = 1; version <= 2; version++) {
      NiftiFile file = nifti_file_new (version);
      g_autoptr (GByteArray) bytes = NULL, packed = NULL;

      file.dim[0] = sides[n] == 32767 ? 7 : 3;
      for (int d = 1; d <= file.dim[0]; d++)
        file.dim[d] = sides[n];
      bytes = nifti_file_build (&file);
      assert_refused (fixture, "huge.nii", NULL, bytes->data, bytes->len);
      packed = nifti_file_compress (bytes->data, bytes->len);
      assert_refused (fixture, "huge.nii.gz", NULL, packed->data, packed->len);
    }
}

/* A kilobyte whose end says that it holds four gigabytes, and one that really swells, a
 * thousandfold, in a format that is read whole. */
static void
test_gzip (TestFolder *fixture, gconstpointer data)
{
  const gsize n_zeros = 1024 * 1024;
  g_autofree guint8 *zeros = g_malloc0 (n_zeros);
  g_autoptr (GByteArray) packed = NULL;

  memcpy (zeros, "\xff\xff\xfe", 3); /* a FreeSurfer surface */
  memcpy (zeros + 3, "created by\n\n\x7f\xff\xff\xf0\x7f\xff\xff\xf0", 20);
  packed = nifti_file_compress (zeros, n_zeros);
  g_assert_cmpuint (packed->len, <, 2048);
  assert_refused (fixture, "lh.white", NULL, packed->data, packed->len);
  memset (packed->data + packed->len - 4, 0xff, 4);
  assert_refused (fixture, "lh.white", NULL, packed->data, packed->len);
}

static void
test_mgh (TestFolder *fixture, gconstpointer data)
{
  guint8 header[284 + 64] = {0, 0, 0, 1};

  for (int d = 0; d < 4; d++)
    memcpy (header + 4 + 4 * d, "\x7f\xff\xff\xff", 4);
  header[29] = 1;
  assert_refused (fixture, "huge.mgh", NULL, header, sizeof header);
}

static void
test_freesurfer (TestFolder *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *bytes;
    gsize size;
  } cases[] = {
      {"lh.pial",
       "\xff\xff\xfe"
       "created by me\n\n\x7f\xff\xff\xff\x7f\xff\xff\xff",
       26},
      {"lh.quad", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00", 16},
      {"lh.curv", "\xff\xff\xff\x7f\xff\xff\xff\x7f\xff\xff\xff\x00\x00\x00\x01\x00\x00\x00\x00",
       19},
      {"lh.a.annot",
       "\x7f\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01", 20},
      {"lh.V1.label", "#!ascii label\n99999999999999\n1 0 0 0 1\n", 39},
      {"lh.big.asc", "#!ascii version of lh.white\n1e18 1e18\n0 0 0 0\n", 46},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++)
    assert_refused (fixture, cases[n].name, NULL, cases[n].bytes, cases[n].size);
}

static void
test_npy (TestFolder *fixture, gconstpointer data)
{
  static const char *const headers[] = {
      "{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776,), }",
      "{'descr': '<f8', 'fortran_order': True, 'shape': (4294967295, 4294967295, 4294967295), }",
      "{'descr': '|S1', 'fortran_order': False, 'shape': (1099511627776,), }",
      "{'descr': '<U2147483647', 'fortran_order': False, 'shape': (65536, 65536), }",
      "{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (1099511627776,), "
      "}",
  };

  for (gsize n = 0; n < G_N_ELEMENTS (headers); n++) {
    gsize size = 128 + 8;
    g_autofree guint8 *bytes = g_malloc0 (size);

    memset (bytes, ' ', size);
    memcpy (bytes, "\x93NUMPY\x01\x00\x76\x00", 10);
    memcpy (bytes + 10, headers[n], strlen (headers[n]));
    bytes[127] = '\n';
    assert_refused (fixture, "huge.npy", NULL, bytes, size);
  }
}

/* The directory at the end of an archive says what it likes of its members. */
static void
test_zip (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lies.npz", NULL);
  g_autofree char *bytes = NULL;
  char header[256];
  gsize size, at;
  zip_t *zip = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  zip_int64_t member;

  memset (header, ' ', sizeof header);
  memcpy (header, "\x93NUMPY\x01\x00\x76\x00", 10);
  memcpy (header + 10, "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), }", 66);
  header[127] = '\n';
  member = zip_file_add (zip, "a.npy", zip_source_buffer (zip, header, sizeof header, 0), 0);
  g_assert_cmpint (member, ==, 0);
  zip_set_file_compression (zip, 0, ZIP_CM_DEFLATE, 0);
  g_assert_cmpint (zip_close (zip), ==, 0);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  at = (gsize) ((const char *) memmem (bytes, size, "PK\x01\x02", 4) - bytes);
  memcpy (bytes + at + 24, "\xf0\xff\xff\xff", 4); /* the size of the member unpacked */
  assert_refused (fixture, "lies.npz", "a", bytes, size);
  memcpy (bytes + at + 20, "\xf0\xff\xff\x0f", 4); /* and packed */
  assert_refused (fixture, "lies.npz", "a", bytes, size);
}

static void
put_big_endian (guint8 *at, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (at, &value, 4);
}

static void
test_png (TestFolder *fixture, gconstpointer data)
{
  static const guint8 signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  guint8 file[8 + 25 + 12] = {0};
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pixels = NULL;
  gsize width_px, height_px;

  memcpy (file, signature, 8);
  put_big_endian (file + 8, 13);
  memcpy (file + 12, "IHDR", 4);
  put_big_endian (file + 16, 100000);
  put_big_endian (file + 20, 100000);
  memcpy (file + 24, "\x08\x06\x00\x00\x00", 5);
  put_big_endian (file + 29, (guint32) crc32 (0, file + 12, 17));
  memcpy (file + 37, "IDAT", 4);
  path = test_folder_put (fixture, "huge.png", file, sizeof file);
  pixels = cal_picture_read (path, &width_px, &height_px, &error);
  g_assert_null (pixels);
  check_error ("huge.png", error);
}

#define GIFTI_OF(dims, encoding, body)                                         \
  "<GIFTI Version=\"1.0\"><DataArray Intent=\"NIFTI_INTENT_SHAPE\" "           \
  "DataType=\"NIFTI_TYPE_FLOAT32\" ArrayIndexingOrder=\"RowMajorOrder\" " dims \
  " Encoding=\"" encoding "\" Endian=\"LittleEndian\"><Data>" body "</Data></DataArray></GIFTI>"

static void
test_gifti (TestFolder *fixture, gconstpointer data)
{
  static const char *const files[] = {
      GIFTI_OF ("Dimensionality=\"1\" Dim0=\"1000000000\"", "ASCII", "1 2 3"),
      GIFTI_OF ("Dimensionality=\"1\" Dim0=\"1000000000\"", "Base64Binary", "AAAA"),
      GIFTI_OF ("Dimensionality=\"1\" Dim0=\"1000000000\"", "GZipBase64Binary", "eJxjYGBgAAAABAAB"),
      GIFTI_OF ("Dimensionality=\"2\" Dim0=\"9223372036854775807\" Dim1=\"9223372036854775807\"",
                "ASCII", "1"),
      /* Entities are not expanded: GMarkup has none of its own, and an unknown one is an error. */
      "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;\">]>" GIFTI_OF ("Dimensionality=\"1\" Dim0=\"1\"", "ASCII",
                                                    "&c;"),
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" GIFTI_OF (
          "Dimensionality=\"1\" Dim0=\"1\"", "ASCII", "&x;"),
  };

  for (gsize n = 0; n < G_N_ELEMENTS (files); n++)
    assert_refused (fixture, "lh.huge.gii", NULL, files[n], strlen (files[n]));
}

/* A volume of 65535^3 voxels, of which the file names one: the cortex is read, the volume not. */
static void
test_cifti (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *xml = cifti_file_wrap (CIFTI_FILE_SCALARS, CIFTI_FILE_MODELS);
  g_auto (GStrv) parts = g_strsplit (xml, "3,4,2", 2);
  g_autofree char *huge = g_strconcat (parts[0], "65535,65535,65535", parts[1], NULL);
  g_autoptr (GByteArray) bytes = cifti_file_build (huge, 5, FALSE);

  g_autofree char *path =
      test_folder_put (fixture, "huge.dscalar.nii", bytes->data, (gssize) bytes->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_parse (path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  g_assert_true (CAL_IS_VECTOR (cal_loaded_get_objects (loaded)->pdata[0]));
  g_assert_nonnull (
      strstr (cal_loaded_get_warnings (loaded)->pdata[0], "the voxels were left out"));
}

/* A sound file in which the chunk's lengths are overwritten: a million by a million bytes. */
static void
test_hdf5 (TestFolder *fixture, gconstpointer data)
{
  static const hsize_t dims[2] = {0x200000, 0x200000}, chunk[2] = {0x1233, 0x5677};
  static const guint32 written[2] = {0x1233, 0x5677}, huge[2] = {0x100000, 0x100000};
  g_autofree char *path = g_build_filename (fixture->folder, "chunk.h5", NULL);
  g_autofree char *bytes = NULL;
  hid_t file = H5Fcreate (path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  hid_t space = H5Screate_simple (2, dims, NULL), creation = H5Pcreate (H5P_DATASET_CREATE);
  hid_t dataset;
  gsize size;
  char *at;

  H5Pset_chunk (creation, 2, chunk);
  dataset = H5Dcreate2 (file, "r", H5T_NATIVE_UINT8, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  g_assert_cmpint (dataset, >=, 0);
  H5Dclose (dataset);
  H5Pclose (creation);
  H5Sclose (space);
  H5Fclose (file);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  at = memmem (bytes, size, written, sizeof written);
  g_assert_nonnull (at);
  memcpy (at, huge, sizeof huge);
  assert_refused (fixture, "chunk.h5", "/r", bytes, size);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  limit_memory ();
#define ADD(name, func) \
  g_test_add ("/bombs/" name, TestFolder, NULL, test_folder_set_up, func, test_folder_tear_down)
  ADD ("cifti", test_cifti);
  ADD ("freesurfer", test_freesurfer);
  ADD ("gifti", test_gifti);
  ADD ("gzip", test_gzip);
  ADD ("hdf5", test_hdf5);
  ADD ("mgh", test_mgh);
  ADD ("nifti", test_nifti);
  ADD ("npy", test_npy);
  ADD ("png", test_png);
  ADD ("zip", test_zip);
#undef ADD
  return g_test_run ();
}
