/* bundle-write-rows.c - what has rows on the brain into a bundle: maps, series, captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/bundle-write-private.h"
#include "model/captions.h"
#include "model/memory.h"
#include "model/series.h"

/* Numbers of a series that are in memory at once. */
#define BLOCK_VALUES (8u << 20)

static CalArray *
take_array (CalDtype dtype, gpointer values, guint n_dims, const gsize *dims, GError **error)
{
  gsize n = cal_dtype_get_size (dtype);
  g_autoptr (GBytes) bytes = NULL;

  for (guint d = 0; d < n_dims; d++)
    n *= dims[d];
  bytes = g_bytes_new_take (values, n);
  return cal_array_new (dtype, n_dims, dims, bytes, error);
}

/* frames x rows: the values as they are kept, of scaled voxels as doubles. */
static CalArray *
gather (CalPlaces *places,
        CalDtype dtype,
        gconstpointer elements,
        gsize n_frames,
        double slope,
        double intercept,
        GError **error)
{
  gboolean is_scaled = slope != 1.0 || intercept != 0.0;
  CalDtype out = is_scaled ? CAL_DTYPE_FLOAT64 : dtype;
  gsize size = cal_dtype_get_size (out), n_rows = cal_places_get_n_rows (places);
  gsize n = cal_places_get_n_elements (places), dims[2] = {n_frames, n_rows};
  guint8 *values = cal_memory_allocate (cal_size_times (n_frames, MAX (n_rows, 1)), size, error);

  if (values == NULL)
    return NULL;
  for (gsize f = 0; f < n_frames; f++)
    for (gsize r = 0; r < n_rows; r++) {
      gsize e = f * n + cal_places_get_element (places, r);
      guint8 *to = values + (f * n_rows + r) * size;

      if (is_scaled)
        *(double *) (gpointer) to = slope * cal_dtype_read (dtype, elements, e) + intercept;
      else
        memcpy (to, (const guint8 *) elements + e * size, size);
    }
  return n_frames > 1 ? take_array (out, values, 2, dims, error)
                      : take_array (out, values, 1, dims + 1, error);
}

static gboolean
add_labels (CalBundleWriter *self, const char *group, CalLabels *labels, GError **error)
{
  gsize n = labels != NULL ? cal_labels_get_n (labels) : 0, dims[2] = {n, 4};
  gint32 *keys = g_new (gint32, MAX (n, 1));
  float *colours = g_new (float, MAX (cal_size_times (n, 4), 1));
  CalTextArrayBuilder *names = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) name_array = NULL;
  g_autoptr (CalArray) key_array = NULL, colour_array = NULL;

  for (guint k = 0; k < n; k++) {
    const CalLabel *label = cal_labels_get_nth (labels, k);

    keys[k] = label->key;
    memcpy (colours + 4 * (gsize) k, label->rgba, sizeof label->rgba);
    cal_text_array_builder_add (names, label->name, -1);
  }
  name_array = cal_text_array_builder_end (names, 1, &n, error);
  key_array = take_array (CAL_DTYPE_INT32, keys, 1, &n, error);
  colour_array = take_array (CAL_DTYPE_FLOAT32, colours, 2, dims, error);
  return labels == NULL ||
         (name_array != NULL && key_array != NULL && colour_array != NULL &&
          cal_bundle_writer_add_numbers (self, group, "keys", key_array, error) &&
          cal_bundle_writer_add_texts (self, group, "labels", name_array, error) &&
          cal_bundle_writer_add_numbers (self, group, "colours", colour_array, error));
}

static gboolean
is_ceiling (const char *statistic)
{
  return statistic != NULL && g_ascii_strcasecmp (statistic, "noise ceiling") == 0;
}

static gboolean
write_data (CalBundleWriter *self,
            CalPlaces *places,
            CalArray *values,
            const CalMapDesc *desc,
            GError **error)
{
  CalRole role = desc->labels != NULL           ? CAL_ROLE_REGIONS
                 : is_ceiling (desc->statistic) ? CAL_ROLE_CEILING
                                                : CAL_ROLE_MAP;
  g_autofree char *group = cal_bundle_writer_add_group (self, role, desc->name, error);
  g_autoptr (CalTextArray) frames =
      desc->frame_names != NULL ? cal_text_array_new_from_strv (desc->frame_names) : NULL;

  return group != NULL && cal_bundle_writer_add_numbers (self, group, "values", values, error) &&
         cal_bundle_writer_add_texts (self, group, "frames", frames, error) &&
         add_labels (self, group, desc->labels, error) &&
         cal_bundle_writer_set_text (self, group, "unit", desc->unit, error) &&
         cal_bundle_writer_set_text (self, group, "statistic", desc->statistic, error) &&
         cal_bundle_writer_set_step (self, group, desc->frame_step, error) &&
         cal_bundle_writer_set_space (self, group, places, error);
}

/**
 * cal_bundle_write_data:
 * @data: a CalMap or a CalVolume: numbers, a noise ceiling, or regions if it has labels
 */
gboolean
cal_bundle_write_data (CalBundleWriter *self, GObject *data, GError **error)
{
  g_autoptr (CalPlaces) places = cal_places_new_everywhere (data);
  g_autoptr (CalArray) values = NULL;
  CalMapDesc desc = {NULL};

  if (CAL_IS_MAP (data)) {
    desc = *cal_map_get_desc (CAL_MAP (data));
    values = gather (places, cal_array_get_dtype (desc.values),
                     g_bytes_get_data (cal_array_get_bytes (desc.values), NULL),
                     cal_map_get_n_frames (CAL_MAP (data)), 1.0, 0.0, error);
  } else {
    const CalVolumeDesc *volume = cal_volume_get_desc (CAL_VOLUME (data));

    desc = (CalMapDesc){.name = volume->name,
                        .frame_step = volume->frame_step,
                        .labels = volume->labels,
                        .unit = volume->unit,
                        .statistic = volume->statistic};
    values = gather (places, volume->dtype, g_bytes_get_data (volume->voxels, NULL),
                     MAX (volume->n_frames, 1), volume->slope, volume->intercept, error);
  }
  return values != NULL && write_data (self, places, values, &desc, error);
}

/* All frames of the rows from @first up to @first + @n, as frames x rows. */
static gboolean
put_rows (CalBundleWriter *self,
          const char *dataset,
          CalSeries *series,
          gsize first,
          gsize n,
          CalJob *job,
          GError **error)
{
  gsize n_frames = cal_series_get_desc (series)->n_frames;
  g_autofree guint32 *rows = g_new (guint32, n);
  g_autofree float *values = cal_memory_allocate (n * n_frames, sizeof *values, error);
  g_autofree float *turned = cal_memory_allocate (n * n_frames, sizeof *turned, error);

  for (gsize r = 0; r < n; r++)
    rows[r] = (guint32) (first + r);
  if (values == NULL || turned == NULL || !cal_job_check (job, error) ||
      !cal_series_read_rows (series, rows, n, values, job, error))
    return FALSE;
  for (gsize r = 0; r < n; r++)
    for (gsize f = 0; f < n_frames; f++)
      turned[f * n + r] = values[r * n_frames + f];
  return cal_hdf5_writer_put (self->writer, dataset, 2, (gsize[]){0, first}, (gsize[]){n_frames, n},
                              turned, error);
}

static gboolean
put_series (
    CalBundleWriter *self, const char *group, CalSeries *series, CalJob *job, GError **error)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  gsize dims[2] = {desc->n_frames, cal_places_get_n_rows (desc->places)};
  gsize n_block = MAX (BLOCK_VALUES / MAX (dims[0], 1), 1);
  g_autofree char *dataset = g_strconcat (group, "/values", NULL);

  if (!cal_hdf5_writer_create (self->writer, dataset, CAL_DTYPE_FLOAT32, 2, dims, error))
    return FALSE;
  for (gsize first = 0; first < dims[1]; first += n_block) {
    if (!put_rows (self, dataset, series, first, MIN (n_block, dims[1] - first), job, error))
      return FALSE;
    cal_job_report (job, (double) first / (double) dims[1], desc->name);
  }
  return TRUE;
}

/**
 * cal_bundle_write_series:
 *
 * Reads and writes some rows at a time.
 */
gboolean
cal_bundle_write_series (CalBundleWriter *self, gpointer series, CalJob *job, GError **error)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  CalRole role = desc->role == CAL_SERIES_MEASURED    ? CAL_ROLE_RESPONSES
                 : desc->role == CAL_SERIES_PREDICTED ? CAL_ROLE_PREDICTIONS
                                                      : CAL_ROLE_WEIGHTS;
  g_autofree char *group = cal_bundle_writer_add_group (self, role, desc->name, error);

  return group != NULL && put_series (self, group, series, job, error) &&
         cal_bundle_writer_add_texts (self, group, "frames", desc->frame_ids, error) &&
         cal_bundle_writer_set_text (self, group, "axis", cal_series_axis_get_name (desc->axis),
                                     error) &&
         cal_bundle_writer_set_step (self, group, desc->frame_step, error) &&
         cal_bundle_writer_set_text (self, group, "unit", desc->unit, error) &&
         cal_bundle_writer_set_text (self, group, "statistic", desc->statistic, error) &&
         cal_bundle_writer_set_space (self, group, desc->places, error);
}

/**
 * cal_bundle_write_captions:
 */
gboolean
cal_bundle_write_captions (CalBundleWriter *self, gpointer captions, GError **error)
{
  static const char *const of[] = {"places", "stimuli", "regions"};
  const CalCaptionsDesc *desc = cal_captions_get_desc (captions);
  g_autofree char *group = cal_bundle_writer_add_group (self, CAL_ROLE_CAPTIONS, desc->name, error);

  return group != NULL && cal_bundle_writer_add_texts (self, group, "texts", desc->texts, error) &&
         cal_bundle_writer_add_numbers (self, group, "scores", desc->scores, error) &&
         cal_bundle_writer_add_texts (self, group, "ids", desc->ids, error) &&
         cal_bundle_writer_set_text (self, group, "of", of[desc->of], error) &&
         cal_bundle_writer_set_text (self, group, "score", desc->score_name, error) &&
         (desc->places == NULL || cal_bundle_writer_set_space (self, group, desc->places, error));
}
