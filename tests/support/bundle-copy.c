/* bundle-copy.c - whatever was read is the same again out of a bundle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/bundle-copy.h"

#include <math.h>

#include "app/session/save-bundle.h"
#include "tests/support/folder.h"

static CalReading *
read_again (CalReading *reading, const char *path)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CalReadRequest) request =
      cal_read_request_new ((const char *const[]){path, NULL}, NULL);
  g_autoptr (GError) error = NULL;
  CalReading *again;

  cal_reading_save_bundle (reading, path, remarks, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (remarks->len, <=, 1); /* of the surfaces */
  again = (CalReading *) cal_reading_run (NULL, request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_reading_get_failures (again)->len, ==, 0);
  return again;
}

static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
compare_samples (CalSample a, CalSample b)
{
  g_assert_cmpint (a.presence, ==, b.presence);
  if (a.presence == CAL_VALUE)
    g_assert_cmpfloat (a.value, ==, b.value);
}

/* Every value of every frame; how the layers were put on the brain does not matter any more. */
static void
compare_data (GObject *a, GObject *b)
{
  if (CAL_IS_MAP (a)) {
    CalMap *map = CAL_MAP (a), *other = CAL_MAP (b);

    g_assert_cmpstr (cal_map_get_desc (map)->name, ==, cal_map_get_desc (other)->name);
    g_assert_cmpuint (cal_map_get_n_frames (map), ==, cal_map_get_n_frames (other));
    g_assert_cmpuint (cal_map_get_n_elements (map), ==, cal_map_get_n_elements (other));
    for (gsize f = 0; f < cal_map_get_n_frames (map); f++)
      for (gsize e = 0; e < cal_map_get_n_elements (map); e++)
        compare_samples (cal_map_get_element (map, e, f), cal_map_get_element (other, e, f));
  } else {
    const CalVolumeDesc *desc = cal_volume_get_desc (CAL_VOLUME (a));
    const CalVolumeDesc *others = cal_volume_get_desc (CAL_VOLUME (b));
    gssize v[3];

    g_assert_cmpstr (desc->name, ==, others->name);
    g_assert_cmpuint (MAX (desc->n_frames, 1), ==, MAX (others->n_frames, 1));
    g_assert_cmpmem (&desc->voxel_to_world, sizeof desc->voxel_to_world, &others->voxel_to_world,
                     sizeof others->voxel_to_world);
    for (gsize f = 0; f < MAX (desc->n_frames, 1); f++)
      for (v[2] = 0; v[2] < (gssize) desc->dims[2]; v[2]++)
        for (v[1] = 0; v[1] < (gssize) desc->dims[1]; v[1]++)
          for (v[0] = 0; v[0] < (gssize) desc->dims[0]; v[0]++)
            compare_samples (cal_volume_get_voxel (CAL_VOLUME (a), v, f),
                             cal_volume_get_voxel (CAL_VOLUME (b), v, f));
  }
}

static void
compare_series (CalSeries *a, CalSeries *b)
{
  const CalSeriesDesc *desc = cal_series_get_desc (a), *others = cal_series_get_desc (b);
  gsize n_rows = cal_places_get_n_rows (desc->places);
  g_autofree float *own = g_new (float, desc->n_frames), *other = g_new (float, desc->n_frames);

  g_assert_cmpstr (desc->name, ==, others->name);
  g_assert_cmpint (desc->role, ==, others->role);
  g_assert_cmpint (desc->axis, ==, others->axis);
  g_assert_cmpuint (desc->n_frames, ==, others->n_frames);
  g_assert_cmpuint (n_rows, ==, cal_places_get_n_rows (others->places));
  for (guint32 r = 0; r < n_rows; r += (guint32) MAX (n_rows / 7, 1)) {
    g_assert_cmpuint (cal_places_get_element (desc->places, r), ==,
                      cal_places_get_element (others->places, r));
    g_assert_true (cal_series_read_rows (a, &r, 1, own, NULL, NULL));
    g_assert_true (cal_series_read_rows (b, &r, 1, other, NULL, NULL));
    for (gsize f = 0; f < desc->n_frames; f++)
      g_assert_true (is_same (own[f], other[f]));
  }
  for (gsize f = 0; desc->frame_ids != NULL && f < desc->n_frames; f++)
    g_assert_cmpstr (cal_text_array_get (desc->frame_ids, f), ==,
                     cal_text_array_get (others->frame_ids, f));
}

static void
compare_captions (CalCaptions *a, CalCaptions *b)
{
  g_assert_cmpstr (cal_captions_get_desc (a)->name, ==, cal_captions_get_desc (b)->name);
  g_assert_cmpint (cal_captions_get_desc (a)->of, ==, cal_captions_get_desc (b)->of);
  g_assert_cmpuint (cal_captions_get_n_rows (a), ==, cal_captions_get_n_rows (b));
  g_assert_cmpuint (cal_captions_get_n_resamples (a), ==, cal_captions_get_n_resamples (b));
  for (gsize row = 0; row < cal_captions_get_n_rows (a); row++)
    for (gsize n = 0; n < cal_captions_get_n_resamples (a); n++) {
      g_assert_cmpstr (cal_captions_get_text (a, row, n), ==, cal_captions_get_text (b, row, n));
      g_assert_true (
          is_same (cal_captions_get_score (a, row, n), cal_captions_get_score (b, row, n)));
    }
}

/* Weights are kept in half precision. */
static void
compare_attention (CalAttention *a, CalAttention *b)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (a), *others = cal_attention_get_desc (b);
  gsize n = desc->n_heads * desc->n_queries * desc->n_tokens;
  g_autofree float *own = g_new (float, n), *other = g_new (float, n);

  g_assert_cmpstr (desc->name, ==, others->name);
  g_assert_cmpuint (desc->n_samples, ==, others->n_samples);
  g_assert_cmpuint (n, ==, others->n_heads * others->n_queries * others->n_tokens);
  g_assert_cmpuint (desc->n_spans, ==, others->n_spans);
  for (guint s = 0; s < desc->n_spans; s++) {
    g_assert_cmpstr (desc->spans[s].name, ==, others->spans[s].name);
    g_assert_cmpuint (desc->spans[s].grid[1], ==, others->spans[s].grid[1]);
    g_assert_cmpuint (desc->spans[s].first_token, ==, others->spans[s].first_token);
  }
  for (gsize q = 0; q < desc->n_queries; q++)
    g_assert_cmpstr (cal_text_array_get (desc->query_names, q), ==,
                     cal_text_array_get (others->query_names, q));
  for (gsize run = 0; run < cal_attention_get_n_runs (a); run++)
    for (gsize s = 0; s < desc->n_samples; s++) {
      g_assert_true (cal_attention_read (a, run, s, own, NULL, NULL));
      g_assert_true (cal_attention_read (b, run, s, other, NULL, NULL));
      for (gsize w = 0; w < n; w++)
        g_assert_cmpfloat_with_epsilon (own[w], other[w], 1e-3 * MAX (fabsf (own[w]), 1e-4));
    }
}

/* What was found of one kind, in the order in which it was. */
static GPtrArray *
pick (CalReading *reading, GType type)
{
  GPtrArray *all = cal_reading_get_findings (reading), *picked = g_ptr_array_new ();

  for (guint n = 0; n < all->len; n++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (all->pdata[n], type))
      g_ptr_array_add (picked, all->pdata[n]);
  return picked;
}

static const char *
get_name (gpointer object)
{
  return CAL_IS_SERIES (object)      ? cal_series_get_desc (object)->name
         : CAL_IS_CAPTIONS (object)  ? cal_captions_get_desc (object)->name
         : CAL_IS_ATTENTION (object) ? cal_attention_get_desc (object)->name
         : CAL_IS_DECODING (object)  ? cal_decoding_get_name (object)
         : CAL_IS_MAP (object)       ? cal_map_get_desc (object)->name
                                     : cal_volume_get_desc (object)->name;
}

/* The one of that name, and of series that role. */
static gpointer
find_same (GPtrArray *all, gpointer object)
{
  for (guint n = 0; n < all->len; n++)
    if (g_strcmp0 (get_name (all->pdata[n]), get_name (object)) == 0 &&
        (!CAL_IS_SERIES (object) ||
         cal_series_get_desc (object)->role == cal_series_get_desc (all->pdata[n])->role))
      return all->pdata[n];
  g_assert_not_reached ();
}

static void
compare_findings (CalReading *reading, CalReading *again)
{
  static void (*const compare[]) (gpointer, gpointer) = {
      (void (*) (gpointer, gpointer)) (void (*) (void)) compare_series,
      (void (*) (gpointer, gpointer)) (void (*) (void)) compare_captions,
      (void (*) (gpointer, gpointer)) (void (*) (void)) compare_attention, NULL};
  const GType types[] = {CAL_TYPE_SERIES, CAL_TYPE_CAPTIONS, CAL_TYPE_ATTENTION, CAL_TYPE_DECODING};

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++) {
    g_autoptr (GPtrArray) own = pick (reading, types[t]), others = pick (again, types[t]);

    g_assert_cmpuint (own->len, ==, others->len);
    for (guint n = 0; n < own->len; n++) {
      gpointer other = find_same (others, own->pdata[n]);

      if (compare[t] != NULL)
        compare[t](own->pdata[n], other);
    }
  }
}

static void
compare_items (CalReading *reading, CalReading *again)
{
  GPtrArray *items = cal_reading_get_items (reading), *others = cal_reading_get_items (again);
  g_autoptr (GPtrArray) data = g_ptr_array_new ();

  g_assert_cmpuint (items->len, ==, others->len);
  for (guint n = 0; n < others->len; n++)
    g_ptr_array_add (data, ((CalReadItem *) others->pdata[n])->data);
  for (guint n = 0; n < items->len; n++) {
    GObject *own = ((CalReadItem *) items->pdata[n])->data;
    GObject *other = find_same (data, own);

    compare_data (own, other);
    /* Two of one name stand in the same order. */
    g_ptr_array_remove (data, other);
  }
}

/**
 * bundle_copy_check:
 *
 * Writes a reading into a bundle, opens that, and compares all that there is. Not done where
 * something has yet to be asked, or there is nothing a bundle holds.
 */
void
bundle_copy_check (CalReading *reading)
{
  g_autofree char *folder = NULL, *path = NULL;
  g_autoptr (CalReading) again = NULL;

  if (cal_reading_get_questions (reading)->len > 0 ||
      cal_reading_get_items (reading)->len + cal_reading_get_findings (reading)->len == 0)
    return;
  folder = g_dir_make_tmp ("calcarine-bundle-XXXXXX", NULL);
  path = g_build_filename (folder, "copy.bundle.h5", NULL);
  again = read_again (reading, path);
  compare_items (reading, again);
  compare_findings (reading, again);
  g_assert_cmpuint (cal_reading_get_stimuli (again)->len, ==,
                    cal_reading_get_stimuli (reading)->len);
  test_folder_remove (folder);
}
