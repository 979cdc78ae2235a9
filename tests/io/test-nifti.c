/* test-nifti.c - NIfTI and Analyze files that the tests make, sound ones and bad ones.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/nifti.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/nifti-file.h"

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static CalLoaded *
load (const char *path, GError **error)
{
  return cal_format_load (path, NULL, NULL, error);
}

static CalVolume *
load_volume (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = load (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  g_assert_true (CAL_IS_VOLUME (g_ptr_array_index (cal_loaded_get_objects (loaded), 0)));
  return g_object_ref (g_ptr_array_index (cal_loaded_get_objects (loaded), 0));
}

static void
assert_refused (const NiftiFile *file, const char *name, const char *word)
{
  g_autofree char *path = in_folder (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = NULL;

  nifti_file_save (file, path);
  loaded = load (path, &error);
  g_assert_null (loaded);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, folder));
  if (word != NULL && strstr (error->message, word) == NULL)
    g_error ("\"%s\" does not name %s", error->message, word);
}

static const struct {
  int datatype;
  CalDtype dtype;
  gsize swap_size;
} types[] = {
    {2, CAL_DTYPE_UINT8, 1},          {4, CAL_DTYPE_INT16, 2},
    {8, CAL_DTYPE_INT32, 4},          {16, CAL_DTYPE_FLOAT32, 4},
    {32, CAL_DTYPE_COMPLEX64, 4},     {64, CAL_DTYPE_FLOAT64, 8},
    {128, CAL_DTYPE_RGB24, 1},        {256, CAL_DTYPE_INT8, 1},
    {512, CAL_DTYPE_UINT16, 2},       {768, CAL_DTYPE_UINT32, 4},
    {1024, CAL_DTYPE_INT64, 8},       {1280, CAL_DTYPE_UINT64, 8},
    {1536, CAL_DTYPE_FLOAT128, 16},   {1792, CAL_DTYPE_COMPLEX128, 8},
    {2048, CAL_DTYPE_COMPLEX256, 16}, {2304, CAL_DTYPE_RGBA32, 1},
};

/* 24 elements of any bytes at all: what is read must be what was stored, bit for bit. */
static void
fill_random (guint8 *bytes, gsize n)
{
  for (gsize b = 0; b < n; b++)
    bytes[b] = (guint8) g_test_rand_int ();
}

static void
test_every_type (void)
{
  static const char *const names[] = {"a.nii", "a.nii.gz", "a.hdr", "a.hdr.gz"};

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
    for (int kind = 0; kind < 16; kind++) {
      NiftiFile file = nifti_file_new (1 + (kind >> 3));
      g_autofree char *path = in_folder (names[kind & 3]);
      g_autoptr (CalVolume) volume = NULL;
      const CalVolumeDesc *desc;
      guint8 elements[24 * 32];

      fill_random (elements, sizeof elements);
      file.is_swapped = (kind & 4) != 0;
      file.is_pair = (kind & 2) != 0;
      file.dim[0] = 5;
      file.dim[5] = 2;
      file.datatype = types[t].datatype;
      file.voxel_offset = file.is_pair ? 0 : file.voxel_offset;
      file.elements = elements;
      file.swap_size = types[t].swap_size;
      file.n_bytes = 24 * cal_dtype_get_size (types[t].dtype);
      nifti_file_save (&file, path);
      volume = load_volume (path);
      desc = cal_volume_get_desc (volume);
      g_assert_cmpint (desc->dtype, ==, types[t].dtype);
      g_assert_cmpuint (desc->n_frames, ==, 2);
      g_assert_cmpuint (desc->frame_dims[0], ==, 1);
      g_assert_cmpuint (desc->frame_dims[1], ==, 2);
      g_assert_cmpmem (g_bytes_get_data (desc->voxels, NULL), g_bytes_get_size (desc->voxels),
                       elements, file.n_bytes);
    }
}

/* Values through slope and intercept, not-a-numbers kept as they are. */
static void
test_scaling (void)
{
  float elements[12] = {1, -2, NAN, INFINITY, -INFINITY, 5, 6, 7, 8, 9, 10, 11};
  NiftiFile file = nifti_file_new (1);
  g_autofree char *path = in_folder ("scaled.nii");
  g_autoptr (CalVolume) volume = NULL;

  file.datatype = 16;
  file.slope = 0.5;
  file.intercept = 3.0;
  file.elements = elements;
  file.n_bytes = sizeof elements;
  nifti_file_save (&file, path);
  volume = load_volume (path);
  for (gssize n = 0; n < 12; n++) {
    CalSample sample = cal_volume_get_voxel (volume, (gssize[3]){n % 3, n / 3 % 2, n / 6}, 0);

    if (n == 2)
      g_assert_cmpint (sample.presence, ==, CAL_NO_DATA);
    else
      g_assert_cmpfloat (sample.value, ==, 0.5 * (double) elements[n] + 3.0);
  }
}

static void
test_bad_scaling (void)
{
  NiftiFile file = nifti_file_new (1);
  g_autofree char *path = in_folder ("slope.nii");
  g_autoptr (CalVolume) volume = NULL;

  file.slope = (double) NAN;
  file.intercept = 5.0;
  nifti_file_save (&file, path);
  volume = load_volume (path);
  g_assert_cmpfloat (cal_volume_get_desc (volume)->slope, ==, 1.0);
  g_assert_cmpfloat (cal_volume_get_desc (volume)->intercept, ==, 0.0);
  file.slope = 2.0;
  file.intercept = (double) INFINITY;
  assert_refused (&file, "intercept.nii", "scl_inter");
}

/* The qform of a quarter turn about z with negative qfac, against the matrix worked out by hand. */
static void
test_affine_rules (void)
{
  static const double qform[3][4] = {{0, -2, 0, 1}, {2, 0, 0, 2}, {0, 0, -2, 3}};
  static const double pixdim[3][4] = {{-2, 0, 0, 2}, {0, 2, 0, -1}, {0, 0, 2, -1}};
  NiftiFile file = nifti_file_new (2);
  g_autofree char *path = in_folder ("affine.nii");

  file.qform_code = 1;
  file.quaternion[2] = sqrt (0.5);
  file.pixdim[0] = -1;
  for (int a = 0; a < 3; a++)
    file.offset[a] = a + 1;
  for (int rule = 0; rule < 3; rule++) {
    static const char *const sources[] = {"sform", "qform", "pixdim"};
    g_autoptr (CalVolume) volume = NULL;
    const CalVolumeDesc *desc;

    file.sform_code = rule == 0;
    file.qform_code = rule <= 1;
    nifti_file_save (&file, path);
    volume = load_volume (path);
    desc = cal_volume_get_desc (volume);
    g_assert_cmpstr (desc->affine_source, ==, sources[rule]);
    for (int r = 0; r < 3; r++)
      for (int c = 0; c < 4; c++)
        g_assert_cmpfloat_with_epsilon (desc->voxel_to_world.m[r][c],
                                        rule == 0   ? file.rows[r][c]
                                        : rule == 1 ? qform[r][c]
                                                    : pixdim[r][c],
                                        1e-12);
  }
}

static void
test_sibling_is_not_read (void)
{
  guint8 six[12], seven[12];
  NiftiFile file = nifti_file_new (1);
  g_autofree char *plain = in_folder ("sibling.nii");
  g_autofree char *packed = in_folder ("sibling.nii.gz");

  memset (six, 6, 12);
  memset (seven, 7, 12);
  file.elements = seven;
  nifti_file_save (&file, plain);
  file.elements = six;
  nifti_file_save (&file, packed);
  for (int k = 0; k < 2; k++) {
    g_autoptr (CalVolume) volume = load_volume (k == 0 ? plain : packed);

    g_assert_cmpfloat (cal_volume_get_voxel (volume, (gssize[3]){1, 1, 1}, 0).value, ==, 7.0 - k);
  }
}

static void
test_pairs (void)
{
  NiftiFile file = nifti_file_new (1);
  g_autofree char *header = in_folder ("pair.hdr");
  g_autofree char *image = in_folder ("pair.img");
  g_autoptr (CalVolume) volume = NULL;

  file.is_pair = TRUE;
  file.voxel_offset = 0;
  nifti_file_save (&file, header);
  volume = load_volume (image);
  g_remove (image);
  assert_refused (
      &(NiftiFile){.version = 0, .dim = {3, 3, 2, 2}, .datatype = 2, .n_bytes = 11, .swap_size = 1},
      "short.hdr", "short.img");
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (load (header, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, ".img"));
  }
}

static void
test_analyze (void)
{
  NiftiFile file = nifti_file_new (0);
  g_autofree char *path = in_folder ("old.hdr");
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  CalVolume *volume;

  file.is_swapped = TRUE;
  nifti_file_save (&file, path);
  loaded = load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cal_loaded_get_kind (loaded), ==, "Analyze 7.5");
  g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, 1);
  volume = g_ptr_array_index (cal_loaded_get_objects (loaded), 0);
  g_assert_cmpstr (cal_volume_get_desc (volume)->affine_source, ==, "pixdim");
  g_assert_cmpfloat (cal_volume_get_desc (volume)->voxel_to_world.m[0][0], ==, -2.0);
}

static void
test_bad_dims (void)
{
  static const gint64 dims[][5] = {
      {8, 3, 2, 2, 1},
      {0, 3, 2, 2, 1},
      {-1, 3, 2, 2, 1},
      {((gint64) 1 << 32) + 4, 3, 2, 2, 1},
      {3, 0, 2, 2, 1},
      {3, 3, -2, 2, 1},
      {3, G_MAXINT64, G_MAXINT64, G_MAXINT64, 1},
      {3, 3, 6148914691236517206, 1, 1},
      {3, 2147483648, 2147483648, 4, 1},
      {3, 30000, 30000, 30000, 1},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (dims); n++)
    for (int packed = 0; packed < 2; packed++) {
      NiftiFile file = nifti_file_new (2);

      for (int d = 0; d < 5; d++)
        file.dim[d] = dims[n][d];
      assert_refused (&file, packed ? "dims.nii.gz" : "dims.nii", n < 9 ? "dim" : "bytes");
    }
}

static void
test_bad_fields (void)
{
  static const double offsets[] = {0, -1, 348, 353.5, 1e20, 368, (double) NAN};
  static const int datatypes[] = {0, 1, 3, 255, 4096, -9510};
  NiftiFile file = nifti_file_new (1);

  for (gsize n = 0; n < G_N_ELEMENTS (offsets); n++) {
    file.voxel_offset = offsets[n];
    assert_refused (&file, "offset.nii", NULL);
  }
  file = nifti_file_new (1);
  for (gsize n = 0; n < G_N_ELEMENTS (datatypes); n++) {
    file.datatype = datatypes[n];
    assert_refused (&file, "datatype.nii", "datatype");
  }
  file = nifti_file_new (1);
  file.magic = "n-1";
  assert_refused (&file, "magic.nii", NULL);
  file = nifti_file_new (1);
  memset (file.rows, 0, sizeof file.rows);
  assert_refused (&file, "singular.nii", "sform");
  /* Connectivity files wear the same header. */
  file = nifti_file_new (2);
  file.intent_code = 3006;
  {
    g_autoptr (GByteArray) bytes = nifti_file_build (&file);
    CalSniff sniff = {"a.nii", bytes->data, bytes->len, bytes->len, FALSE};

    g_assert_false (cal_nifti_2_sniff (&sniff));
  }
}

/* Cut anywhere, a file is refused: in the header, the extension, the voxels, the checksum. */
static void
test_truncated (void)
{
  NiftiFile file = nifti_file_new (1);
  g_autofree char *path = in_folder ("cut.nii");
  g_autoptr (GByteArray) plain = NULL;
  g_autoptr (GByteArray) packed = NULL;

  file.extension = "a comment";
  file.extension_code = 6;
  file.voxel_offset += 32;
  plain = nifti_file_build (&file);
  packed = nifti_file_compress (plain->data, plain->len);
  for (int k = 0; k < 2; k++) {
    GByteArray *bytes = k == 0 ? plain : packed;

    for (guint n = 0; n < bytes->len; n++) {
      g_autoptr (GError) error = NULL;

      g_unlink (path);
      g_assert_true (g_file_set_contents_full (path, (const char *) bytes->data, n,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_null (load (path, &error));
      g_assert_nonnull (error);
    }
  }
}

/* Any one byte changed gives a volume or an error; the sanitizers watch. */
static void
test_mutated (void)
{
  NiftiFile file = nifti_file_new (1);
  g_autofree char *path = in_folder ("mutated.nii");

  file.extension = "a comment";
  file.extension_code = 6;
  file.voxel_offset += 32;
  for (int version = 1; version <= 2; version++) {
    g_autoptr (GByteArray) bytes = NULL;

    file.version = version;
    file.voxel_offset = version == 1 ? 384 : 576;
    bytes = nifti_file_build (&file);
    for (guint n = 0; n < bytes->len; n++) {
      guint8 kept = bytes->data[n];
      g_autoptr (GError) error = NULL;
      g_autoptr (CalLoaded) loaded = NULL;

      bytes->data[n] = (guint8) g_test_rand_int ();
      g_unlink (path);
      g_assert_true (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      loaded = load (path, &error);
      g_assert_true ((loaded == NULL) == (error != NULL));
      bytes->data[n] = kept;
    }
  }
}

static void
test_extension (void)
{
  NiftiFile file = nifti_file_new (2);
  g_autofree char *path = in_folder ("extension.nii");

  file.extension = "hello";
  file.extension_code = 44;
  file.voxel_offset = 560;
  for (int lie = 0; lie < 2; lie++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = NULL;
    GPtrArray *details;
    gboolean found = FALSE;

    file.extension_lie = lie * 1000000;
    nifti_file_save (&file, path);
    loaded = load (path, &error);
    g_assert_no_error (error);
    details = cal_loaded_get_details (loaded);
    for (guint n = 0; n < details->len; n += 2)
      found |= g_str_equal (g_ptr_array_index (details, n), "Extension");
    g_assert_cmpint (found, ==, lie == 0);
    g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, lie);
  }
}

/* FreeSurfer counts vertices beyond a short's reach in glmin. */
static void
test_freesurfer_dims (void)
{
  g_autofree guint8 *elements = g_malloc0 (40962);
  NiftiFile file = nifti_file_new (1);
  g_autofree char *path = in_folder ("lh.thickness.nii.gz");
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  CalVector *vector;

  elements[40961] = 9;
  file.dim[1] = -1;
  file.dim[2] = file.dim[3] = 1;
  file.glmin = 40962;
  file.elements = elements;
  file.n_bytes = 40962;
  nifti_file_save (&file, path);
  loaded = load (path, &error);
  g_assert_no_error (error);
  vector = g_ptr_array_index (cal_loaded_get_objects (loaded), 0);
  g_assert_true (CAL_IS_VECTOR (vector));
  g_assert_cmpuint (cal_vector_get_n_values (vector), ==, 40962);
  g_assert_cmpint (cal_vector_get_desc (vector)->hemisphere, ==, CAL_LEFT);
  g_assert_cmpfloat (cal_array_get_value (cal_vector_get_desc (vector)->values, 40961), ==, 9.0);
}

static GObject *
load_in_job (CalJob *job, gpointer path, GError **error)
{
  return (GObject *) cal_format_load (path, NULL, job, error);
}

typedef struct {
  GMainLoop *loop;
  CalLoaded *offered;
  CalLoaded *loaded;
  GError *error;
} Seen;

static void
offered_cb (CalJob *job, CalLoaded *part, Seen *seen)
{
  g_assert_null (seen->offered);
  g_assert_null (seen->loaded);
  seen->offered = g_object_ref (part);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Seen *seen = data;

  seen->loaded = (CalLoaded *) cal_job_run_finish (CAL_JOB (source), result, &seen->error);
  g_main_loop_quit (seen->loop);
}

static void
test_first_frame_is_offered (void)
{
  g_autofree guint8 *elements = g_malloc (120);
  NiftiFile file = nifti_file_new (1);
  g_autofree char *path = in_folder ("series.nii.gz");

  for (int n = 0; n < 120; n++)
    elements[n] = (guint8) n;
  file.dim[0] = 4;
  file.dim[4] = 10;
  file.pixdim[4] = 800;
  file.units = 2 | 16;
  file.elements = elements;
  file.n_bytes = 120;
  nifti_file_save (&file, path);
  for (int cancelled = 0; cancelled < 2; cancelled++) {
    g_autoptr (CalJob) job = cal_job_new ("Reading", load_in_job, path, NULL);
    Seen seen = {.loop = g_main_loop_new (NULL, FALSE)};

    if (cancelled)
      cal_job_cancel (job);
    g_signal_connect (job, "offered", G_CALLBACK (offered_cb), &seen);
    cal_job_run_async (job, done_cb, &seen);
    g_main_loop_run (seen.loop);
    g_main_loop_unref (seen.loop);
    if (cancelled) {
      g_assert_error (seen.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (seen.offered);
    } else {
      CalVolume *first = g_ptr_array_index (cal_loaded_get_objects (seen.offered), 0);
      CalVolume *whole = g_ptr_array_index (cal_loaded_get_objects (seen.loaded), 0);

      g_assert_no_error (seen.error);
      g_assert_cmpuint (cal_volume_get_desc (first)->n_frames, ==, 1);
      g_assert_cmpuint (cal_volume_get_desc (first)->frames_in_file, ==, 10);
      g_assert_cmpfloat (cal_volume_get_voxel (first, (gssize[3]){2, 1, 1}, 0).value, ==, 11.0);
      g_assert_cmpfloat (cal_volume_get_voxel (whole, (gssize[3]){2, 1, 1}, 9).value, ==, 119.0);
      g_assert_cmpfloat_with_epsilon (cal_volume_get_desc (whole)->frame_step, 0.8, 1e-12);
      g_assert_false (cal_nifti_write (first, path, &seen.error));
      g_assert_error (seen.error, CAL_ERROR, CAL_ERROR_ARGUMENT);
    }
    g_clear_object (&seen.offered);
    g_clear_object (&seen.loaded);
    g_clear_error (&seen.error);
  }
}

static void
assert_same_volume (const CalVolumeDesc *a, const CalVolumeDesc *b)
{
  g_assert_cmpint (a->dtype, ==, b->dtype);
  g_assert_true (g_bytes_equal (a->voxels, b->voxels));
  g_assert_cmpuint (a->n_frames, ==, b->n_frames);
  for (int d = 0; d < 4; d++)
    g_assert_cmpuint (MAX (a->frame_dims[d], 1), ==, MAX (b->frame_dims[d], 1));
  g_assert_cmpmem (a->dims, sizeof a->dims, b->dims, sizeof b->dims);
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      g_assert_cmpfloat (a->voxel_to_world.m[r][c], ==, b->voxel_to_world.m[r][c]);
  g_assert_cmpfloat (a->slope, ==, b->slope);
  g_assert_cmpfloat (a->intercept, ==, b->intercept);
  g_assert_cmpfloat (a->frame_step, ==, b->frame_step);
  g_assert_cmpstr (a->unit, ==, b->unit);
  g_assert_cmpstr (a->statistic, ==, b->statistic);
}

static void
test_round_trip (void)
{
  static const char *const statistics[] = {NULL, "t", "noise ceiling"};

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++) {
    guint8 elements[24 * 32];
    gsize n_bytes = 24 * cal_dtype_get_size (types[t].dtype);
    g_autofree char *path = in_folder (t % 2 == 0 ? "out.nii" : "out.nii.gz");
    g_autoptr (GBytes) voxels = NULL;
    g_autoptr (CalVolume) volume = NULL;
    g_autoptr (CalVolume) back = NULL;
    g_autoptr (GError) error = NULL;
    CalVolumeDesc desc = {
        .name = "out",
        .dims = {3, 2, 2},
        .n_frames = 2,
        .frame_dims = {1, t % 3 == 0 ? 2 : 1, t % 3 == 0 ? 1 : 2, 1},
        .dtype = types[t].dtype,
        .slope = t < 3 ? 0.1 : 1.0,
        .intercept = t < 3 ? -7.0 : 0.0,
        .voxel_to_world = {{{-1.5, 0.25, 0, 90}, {0.25, 1.5, 0.125, -126}, {0, -0.125, 2, -72}}},
        .affine_source = "sform",
        .unit = t % 2 == 0 ? "% signal change" : NULL,
        .statistic = statistics[t % 3],
    };

    fill_random (elements, n_bytes);
    voxels = g_bytes_new (elements, n_bytes);
    desc.voxels = voxels;
    volume = cal_volume_new (&desc, &error);
    g_assert_no_error (error);
    g_assert_true (cal_nifti_write (volume, path, &error));
    g_assert_no_error (error);
    back = load_volume (path);
    assert_same_volume (cal_volume_get_desc (volume), cal_volume_get_desc (back));
  }
}

/* A series with its step; a bool, which NIfTI lacks; a grid that only NIfTI-2 can count. */
static void
test_round_trip_edges (void)
{
  g_autofree guint8 *elements = g_malloc0 (40000 * 4);
  g_autofree char *path = in_folder ("edge.nii.gz");
  g_autoptr (GBytes) voxels = g_bytes_new (elements, 40000 * 4);
  g_autoptr (GError) error = NULL;
  CalVolumeDesc desc = {.name = "edge",
                        .dims = {40000, 2, 1},
                        .n_frames = 2,
                        .frame_step = 1.5,
                        .dtype = CAL_DTYPE_BOOL,
                        .voxels = voxels,
                        .voxel_to_world = cal_affine_identity (),
                        .affine_source = "sform"};
  g_autoptr (CalVolume) volume = cal_volume_new (&desc, &error);
  g_autoptr (CalLoaded) loaded = NULL;
  const CalVolumeDesc *back;

  g_assert_true (cal_nifti_write (volume, path, &error));
  g_assert_no_error (error);
  loaded = load (path, &error);
  g_assert_cmpstr (cal_loaded_get_kind (loaded), ==, "NIfTI-2");
  back = cal_volume_get_desc (g_ptr_array_index (cal_loaded_get_objects (loaded), 0));
  g_assert_cmpint (back->dtype, ==, CAL_DTYPE_UINT8);
  g_assert_cmpuint (back->dims[0], ==, 40000);
  g_assert_cmpuint (back->frame_dims[0], ==, 2);
  g_assert_cmpfloat (back->frame_step, ==, 1.5);
  g_assert_false (cal_nifti_write (volume, "edge.img", &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("nifti-XXXXXX", NULL);
  g_test_add_func ("/nifti/every-type", test_every_type);
  g_test_add_func ("/nifti/scaling", test_scaling);
  g_test_add_func ("/nifti/bad-scaling", test_bad_scaling);
  g_test_add_func ("/nifti/affine-rules", test_affine_rules);
  g_test_add_func ("/nifti/sibling", test_sibling_is_not_read);
  g_test_add_func ("/nifti/pairs", test_pairs);
  g_test_add_func ("/nifti/analyze", test_analyze);
  g_test_add_func ("/nifti/bad-dims", test_bad_dims);
  g_test_add_func ("/nifti/bad-fields", test_bad_fields);
  g_test_add_func ("/nifti/truncated", test_truncated);
  g_test_add_func ("/nifti/mutated", test_mutated);
  g_test_add_func ("/nifti/extension", test_extension);
  g_test_add_func ("/nifti/freesurfer-dims", test_freesurfer_dims);
  g_test_add_func ("/nifti/first-frame", test_first_frame_is_offered);
  g_test_add_func ("/nifti/round-trip", test_round_trip);
  g_test_add_func ("/nifti/round-trip-edges", test_round_trip_edges);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return status;
}
