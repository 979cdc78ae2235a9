/* series-frame.c - one frame of a series as a layer of the brain: the response to a stimulus.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/series-frame.h"

#include "io/path.h"
#include "model/memory.h"

/* Of a file, for one frame: more is read only when the person has said so. */
#define ASK_BYTES ((guint64) 64 * 1024 * 1024)

/**
 * cal_series_frame_find_series:
 * @source: of the series
 *
 * Returns: (transfer none) (nullable): the open series
 */
CalSeries *
cal_series_frame_find_series (CalEncodingScene *encoding, const char *source)
{
  GPtrArray *all = cal_encoding_scene_get_series (encoding);

  for (guint n = 0; n < all->len; n++)
    if (g_strcmp0 (cal_series_get_desc (all->pdata[n])->source, source) == 0)
      return all->pdata[n];
  return NULL;
}

static gboolean
find_frame (CalSeries *series, const char *id, gsize *frame)
{
  CalTextArray *ids = cal_series_get_desc (series)->frame_ids;

  for (gsize f = 0; ids != NULL && f < cal_text_array_get_n (ids); f++)
    if (g_str_equal (cal_text_array_get (ids, f), id)) {
      *frame = f;
      return TRUE;
    }
  return FALSE;
}

/**
 * cal_series_frame_find_selected:
 * @series: (out) (transfer none): the first open one in which the selected stimulus comes
 * @frame: (out): where it comes first
 *
 * Returns: FALSE if no stimulus is selected, or none is in a series
 */
gboolean
cal_series_frame_find_selected (CalEncodingScene *encoding, CalSeries **series, gsize *frame)
{
  GPtrArray *all = cal_encoding_scene_get_series (encoding);
  gsize n_ids;
  const char *const *ids =
      cal_selection_get_stimuli (cal_encoding_scene_get_selection (encoding), &n_ids);

  for (guint n = 0; n_ids > 0 && n < all->len; n++)
    if (find_frame (all->pdata[n], ids[0], frame)) {
      *series = all->pdata[n];
      return TRUE;
    }
  return FALSE;
}

/**
 * cal_series_frame_dup_name:
 *
 * Returns: (transfer full): "subj01 betas, nsd_00020 (frame 17)"
 */
char *
cal_series_frame_dup_name (CalSeries *series, gsize frame)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);

  if (desc->frame_ids != NULL)
    return g_strdup_printf ("%s, %s (frame %" G_GSIZE_FORMAT ")", desc->name,
                            cal_text_array_get (desc->frame_ids, frame), frame + 1);
  return g_strdup_printf ("%s, frame %" G_GSIZE_FORMAT, desc->name, frame + 1);
}

/**
 * cal_series_frame_dup_question:
 *
 * Returns: (transfer full) (nullable): what the person is to be told before so much is read; NULL
 *   if the frame can be had for little
 */
char *
cal_series_frame_dup_question (CalSeries *series, gsize frame)
{
  guint64 bytes = cal_series_get_frame_bytes (series);
  const char *source = cal_series_get_desc (series)->source, *dataset;
  g_autofree char *path = cal_path_split_source (source != NULL ? source : "its file", &dataset);
  g_autofree char *size = g_format_size (bytes);
  g_autofree char *file = g_filename_display_basename (path);

  return bytes > ASK_BYTES
             ? g_strdup_printf ("This reads %s of %s, in which the numbers of one frame do not lie "
                                "together. It can be cancelled.",
                                size, file)
             : NULL;
}

typedef struct {
  CalSeries *series;
  gsize frame;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->series);
  g_free (wanted);
}

static GObject *
read_frame (CalJob *job, gpointer input, GError **error)
{
  const Wanted *wanted = input;
  gsize n = cal_places_get_n_rows (cal_series_get_desc (wanted->series)->places);
  g_autofree float *values = cal_memory_allocate (n, sizeof *values, error);
  g_autoptr (GBytes) bytes = NULL;

  if (values == NULL || !cal_series_read_frame (wanted->series, wanted->frame, values, job, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&values), cal_size_times (n, sizeof (float)));
  return (GObject *) cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, error);
}

/**
 * cal_series_frame_job:
 *
 * Returns: (transfer full): a job whose result is a CalArray, a number a row
 */
CalJob *
cal_series_frame_job (CalSeries *series, gsize frame)
{
  g_autofree char *name = cal_series_frame_dup_name (series, frame);
  g_autofree char *title = g_strdup_printf ("Reading %s", name);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->series = g_object_ref (series);
  wanted->frame = frame;
  return cal_job_new (title, read_frame, wanted, wanted_free);
}

/**
 * cal_series_frame_paint:
 * @values: a number a row, as the job gives them
 *
 * Another frame of the same series takes the place of this one.
 *
 * Returns: FALSE with @error as cal_encoding_scene_paint()
 */
gboolean
cal_series_frame_paint (
    CalEncodingScene *encoding, CalSeries *series, gsize frame, CalArray *values, GError **error)
{
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  g_autofree char *name = cal_series_frame_dup_name (series, frame);
  g_autofree char *key = g_strdup_printf ("frame:%s", desc->source);

  return cal_encoding_scene_paint (
      encoding, key, desc->places,
      &(CalPaint){.name = name, .values = values, .unit = desc->unit, .statistic = desc->statistic},
      error);
}
