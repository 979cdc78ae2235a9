/* nsd-betas.c - responses of single trials of the Natural Scenes Dataset, read where they lie.
 *
 * betas_session01.hdf5        /betas, int16, 300 times the % signal change; trials x k x j x i, so
 *                             in the order of a NIfTI file's voxels; a chunk is a voxel's trials
 * betas_session01.nii.gz      the same as a volume a trial
 * lh.betas_session01.mgh      % signal change as float, a vertex of fsaverage
 * lh.betas_session01.hdf5     /betas, int16, 300 times; trials x vertices of the subject's surface
 * valid_session01.nii.gz      0 where the session has no data; without it 0 itself means that
 *
 * All sessions of a folder are one series.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/nsd.h"
#include "io/stored-series.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT
#define SCALE (1.0 / 300.0)
#define NAME "((?:lh|rh)\\.)?betas_session(\\d+)\\.(hdf5|nii|nii\\.gz|mgh)"

/* The files of one hemisphere, or of the volume. */
typedef struct {
  const char *folder;
  CalHemisphere hemisphere;
  GPtrArray *arrays; /* CalStoredArray, in the order of sessions */
  GPtrArray *frames; /* of each another file with the same numbers, or the same file */
  GArray *sessions;  /* guint */
  GArray *trials;    /* (nullable): stimulus of each */
  CalFindings *findings;
  CalJob *job;
} Betas;

static CalStoredArray *
open_session (Betas *betas, guint session, const char *suffix, GError **error)
{
  g_autofree char *name = g_strdup_printf (
      "%s%sbetas_session%02u.%s",
      betas->hemisphere == CAL_HEMISPHERE_UNKNOWN ? ""
                                                  : cal_hemisphere_get_prefix (betas->hemisphere),
      betas->hemisphere == CAL_HEMISPHERE_UNKNOWN ? "" : ".", session, suffix);
  g_autofree char *path = g_build_filename (betas->folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  cal_findings_use (betas->findings, path);
  return cal_stored_array_new (path, g_str_equal (suffix, "hdf5") ? "/betas" : NULL, betas->job,
                               error);
}

/* The file that gives a voxel's trials for least, and beside it one that gives a trial's. */
static gboolean
add_session (Betas *betas, guint session, GError **error)
{
  static const char *const suffixes[] = {"hdf5", "nii", "nii.gz", "mgh"};
  g_autoptr (CalStoredArray) first = NULL;
  CalStoredArray *second = NULL;
  g_autoptr (GError) failure = NULL;

  for (gsize s = 0; s < G_N_ELEMENTS (suffixes); s++) {
    g_autoptr (CalStoredArray) array = open_session (betas, session, suffixes[s], &failure);

    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      g_clear_object (&second);
      return FALSE;
    }
    if (first == NULL)
      first = g_steal_pointer (&array);
    else if (second == NULL)
      second = g_steal_pointer (&array);
  }
  if (first == NULL)
    return TRUE;
  g_ptr_array_add (betas->frames, second != NULL ? second : g_object_ref (first));
  g_ptr_array_add (betas->arrays, g_steal_pointer (&first));
  g_array_append_val (betas->sessions, session);
  return TRUE;
}

/* int16 is scaled; floats are not. */
static double
find_scale (const Betas *betas)
{
  CalDtype dtype = cal_stored_array_get_shape (betas->arrays->pdata[0])->dtype;

  return dtype == CAL_DTYPE_INT16 ? SCALE : 1.0;
}

/* The stimuli of the sessions' trials; NULL if they are not as many as trials. */
static CalTextArray *
make_ids (const Betas *betas, gsize n_frames)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  gsize n_ids = 0;

  if (betas->trials == NULL)
    return NULL;
  for (guint s = 0; s < betas->sessions->len; s++) {
    const CalStoredShape *shape = cal_stored_array_get_shape (betas->arrays->pdata[s]);
    gsize first =
        (gsize) (g_array_index (betas->sessions, guint, s) - 1) * CAL_NSD_TRIALS_A_SESSION;

    if (shape->dims[0] != CAL_NSD_TRIALS_A_SESSION || first + shape->dims[0] > betas->trials->len) {
      cal_findings_remark (betas->findings,
                           "session %u: %" N " trials, of which the design knows %" N
                           "; its stimuli have no names",
                           g_array_index (betas->sessions, guint, s), shape->dims[0],
                           MIN (betas->trials->len - MIN (first, betas->trials->len),
                                (gsize) CAL_NSD_TRIALS_A_SESSION));
      return NULL;
    }
    for (gsize t = 0; t < shape->dims[0]; t++, n_ids++) {
      g_autofree char *id =
          cal_nsd_dup_stimulus_id (g_array_index (betas->trials, guint32, first + t));

      cal_text_array_builder_add (builder, id, -1);
    }
  }
  g_return_val_if_fail (n_ids == n_frames, NULL);
  return cal_text_array_builder_end (g_steal_pointer (&builder), 1, &n_frames, NULL);
}

/* Where all sessions have data; NULL if there is not a file for each. */
static GBytes *
read_valid (const Betas *betas, gsize n_voxels)
{
  g_autofree guint8 *valid = g_malloc (MAX (n_voxels, 1));

  memset (valid, 1, n_voxels);
  for (guint s = 0; s < betas->sessions->len; s++) {
    g_autofree char *name =
        g_strdup_printf ("valid_session%02u.nii.gz", g_array_index (betas->sessions, guint, s));
    g_autofree char *path = g_build_filename (betas->folder, name, NULL);
    g_autoptr (CalVolume) volume =
        g_file_test (path, G_FILE_TEST_IS_REGULAR)
            ? (CalVolume *) cal_lookup_object (path, NULL, CAL_TYPE_VOLUME, betas->job, NULL)
            : NULL;
    const CalVolumeDesc *desc = volume != NULL ? cal_volume_get_desc (volume) : NULL;

    if (desc == NULL || cal_volume_get_n_voxels (volume) != n_voxels)
      return NULL;
    for (gsize v = 0; v < n_voxels; v++)
      valid[v] &= cal_dtype_read (desc->dtype, g_bytes_get_data (desc->voxels, NULL), v) != 0.0;
  }
  return g_bytes_new_take (g_steal_pointer (&valid), n_voxels);
}

/* Bound to the grid of a volume beside it. */
static GObject *
place (const Betas *betas, const CalStoredShape *shape, CalPart *part, GError **error)
{
  const gsize dims[3] = {shape->dims[3], shape->dims[2], shape->dims[1]};
  g_autofree char *source = NULL;
  g_autoptr (CalVolume) grid = cal_nsd_find_grid (betas->folder, dims, &source, betas->job);
  g_autoptr (CalVolume) whole = NULL;
  g_autoptr (CalPlaces) places = NULL;
  g_autofree char *sentence = NULL;
  CalVolumeDesc desc;

  if (grid == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: %" N " x %" N " x %" N " voxels, and nothing says where in space: expected a "
                 "NIfTI volume of that grid beside it, in roi/ or in nsddata (ncsnr.nii.gz, "
                 "nsdgeneral.nii.gz)",
                 part->source, dims[0], dims[1], dims[2]);
    return NULL;
  }
  sentence = g_strdup_printf ("each voxel of the grid of %s, in the file's order", source);
  desc = *cal_volume_get_desc (grid);
  desc.inside = NULL;
  desc.binding = sentence;
  whole = cal_volume_new (&desc, error);
  if (whole == NULL)
    return NULL;
  places = cal_places_new_everywhere (G_OBJECT (whole));
  cal_findings_remark (betas->findings, "the grid of %s is that of %s", part->name, source);
  return cal_part_place (part, places, error);
}

static CalPart *
add_part (const Betas *betas)
{
  const char *path = cal_stored_array_get_path (betas->arrays->pdata[0]);
  g_autofree char *name = cal_nsd_dup_name (betas->folder, "betas");
  g_autofree char *source =
      g_str_has_suffix (path, ".hdf5") ? g_strconcat (path, ":/betas", NULL) : g_strdup (path);
  CalPart *part = cal_findings_add (betas->findings, CAL_ROLE_RESPONSES, name, source);

  part->hemisphere = betas->hemisphere;
  part->axis = CAL_AXIS_STIMULI;
  part->unit = g_strdup ("% signal change");
  part->statistic = g_strdup ("beta");
  return part;
}

/* The parts of one hemisphere, or of the volume, if there are files of it. */
static gboolean
add_betas (Betas *betas, GError **error)
{
  CalStoredSeries series = {.arrays = (CalStoredArray *const *) betas->arrays->pdata,
                            .frames = (CalStoredArray *const *) betas->frames->pdata,
                            .n_arrays = betas->arrays->len,
                            .scale = 1.0};
  const CalStoredShape *shape;
  g_autoptr (GBytes) valid = NULL;
  gboolean is_volume = betas->hemisphere == CAL_HEMISPHERE_UNKNOWN;
  CalPart *part;

  if (betas->arrays->len == 0)
    return TRUE;
  shape = cal_stored_array_get_shape (betas->arrays->pdata[0]);
  part = add_part (betas);
  if (shape->n_dims != (is_volume || shape->dtype != CAL_DTYPE_INT16 ? 4 : 2)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %u dimensions; expected trials x %s",
                 part->source, shape->n_dims, is_volume ? "k x j x i" : "vertices");
    return FALSE;
  }
  if (is_volume)
    valid = read_valid (betas, shape->dims[1] * shape->dims[2] * shape->dims[3]);
  series.scale = find_scale (betas);
  series.valid = valid;
  series.zero_is_no_data = shape->dtype == CAL_DTYPE_INT16;
  if (valid == NULL && series.zero_is_no_data)
    cal_findings_remark (betas->findings,
                         "%s: 0 in a trial's map is taken as no data: so NSD marks it, and "
                         "not every session has a valid_session file beside it",
                         part->name);
  if (!cal_stored_series_make (&series, &part->frames, &part->n_frames, &part->n_rows, error))
    return FALSE;
  part->frame_ids = make_ids (betas, part->n_frames);
  if (!is_volume)
    return TRUE;
  part->object = place (betas, shape, part, error);
  part->is_complete = part->object != NULL;
  return part->is_complete;
}

static gboolean
has_betas (GPtrArray *names)
{
  for (guint n = 0; n < names->len; n++) {
    g_auto (GStrv) words = cal_listing_match (names->pdata[n], NAME);

    if (words != NULL)
      return TRUE;
  }
  return FALSE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

/* Which sessions there are of a hemisphere, or of the volume. */
static GArray *
find_sessions (GPtrArray *names, const char *prefix)
{
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint n = 0; n < names->len; n++) {
    g_auto (GStrv) words = cal_listing_match (names->pdata[n], NAME);
    guint session = words != NULL ? (guint) g_ascii_strtoull (words[2], NULL, 10) : 0;
    gboolean is_known = FALSE;

    if (words == NULL || session == 0 || session > 99 || !g_str_equal (words[1], prefix))
      continue;
    for (guint s = 0; s < sessions->len; s++)
      is_known |= g_array_index (sessions, guint, s) == session;
    if (!is_known)
      g_array_append_val (sessions, session);
  }
  g_array_sort (sessions, compare_numbers);
  return sessions;
}

static gboolean
find_half (const char *folder,
           GPtrArray *names,
           CalHemisphere hemisphere,
           const char *prefix,
           GArray *trials,
           CalFindings *findings,
           CalJob *job,
           GError **error)
{
  g_autoptr (GArray) there = find_sessions (names, prefix);
  g_autoptr (GArray) sessions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) arrays = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func (g_object_unref);
  Betas betas = {folder, hemisphere, arrays, frames, sessions, trials, findings, job};

  for (guint s = 0; s < there->len; s++)
    if (!add_session (&betas, g_array_index (there, guint, s), error))
      return FALSE;
  return add_betas (&betas, error);
}

/**
 * cal_nsd_take_betas:
 * @names: of files in @folder
 *
 * Adds the sessions among them, of the volume and of both hemispheres.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_nsd_take_betas (
    const char *folder, GPtrArray *names, CalFindings *findings, CalJob *job, GError **error)
{
  static const struct {
    CalHemisphere hemisphere;
    const char *prefix;
  } halves[] = {{CAL_HEMISPHERE_UNKNOWN, ""}, {CAL_LEFT, "lh."}, {CAL_RIGHT, "rh."}};
  g_autoptr (GArray) trials = NULL;

  if (!has_betas (names))
    return TRUE;
  trials = cal_nsd_read_trials (folder, cal_nsd_find_subject (folder), findings, job);
  for (gsize h = 0; h < G_N_ELEMENTS (halves); h++)
    if (!find_half (folder, names, halves[h].hemisphere, halves[h].prefix, trials, findings, job,
                    error))
      return FALSE;
  return cal_job_check (job, error);
}
