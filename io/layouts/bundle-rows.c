/* bundle-rows.c - parts of a bundle with rows on the brain: maps, series, captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/bundle-private.h"
#include "io/series-file.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT

/* Names and colours of region numbers: the datasets "keys" and "labels", and "colours" if there. */
static CalLabels *
read_labels (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autoptr (CalArray) keys = cal_bundle_read_numbers (self, item->group, "keys", error);
  g_autoptr (CalTextArray) names = NULL;
  g_autoptr (CalArray) colours = NULL;
  g_autoptr (CalLabelsBuilder) builder = NULL;
  gsize n;

  if (cal_bundle_misses (keys, "keys", error) ||
      cal_bundle_misses (names = cal_bundle_read_texts (self, item->group, "labels", error),
                         "labels", error))
    return NULL;
  n = cal_array_get_n_elements (keys);
  colours = cal_bundle_read_numbers (self, item->group, "colours", NULL);
  if (cal_text_array_get_n (names) != n ||
      (colours != NULL && cal_array_get_n_elements (colours) != 4 * n)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%" N " keys, %" N " labels; expected as many, and four numbers a colour", n,
                 cal_text_array_get_n (names));
    return NULL;
  }
  builder = cal_labels_builder_new ();
  for (gsize k = 0; k < n; k++) {
    double key = cal_array_get_value (keys, k);
    float rgba[4];

    if (!(key >= G_MININT32 && key <= G_MAXINT32)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "keys: %g; expected whole numbers", key);
      return NULL;
    }
    cal_labels_pick_colour ((guint) k, rgba);
    for (gsize c = 0; colours != NULL && c < 4; c++)
      rgba[c] = (float) CLAMP (cal_array_get_value (colours, 4 * k + c), 0.0, 1.0);
    cal_labels_builder_add (builder, (gint32) key, cal_text_array_get (names, k), rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

static GStrv
dup_names (CalTextArray *texts)
{
  GStrv names = g_new0 (char *, cal_text_array_get_n (texts) + 1);

  for (gsize n = 0; n < cal_text_array_get_n (texts); n++)
    names[n] = g_strdup (cal_text_array_get (texts, n));
  return names;
}

/**
 * cal_bundle_read_map:
 *
 * Returns: (transfer full): a CalMap or CalVolume: of numbers, of the noise ceiling, of regions
 */
GObject *
cal_bundle_read_map (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autoptr (CalPlaces) places = cal_bundle_read_space (self, item, error);
  g_autoptr (CalArray) values = NULL;
  g_autoptr (CalTextArray) frames = NULL;
  g_autoptr (CalLabels) labels = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *unit = NULL, *statistic = NULL;
  gsize n_frames;

  if (places == NULL ||
      cal_bundle_misses (values = cal_bundle_read_numbers (self, item->group, "values", error),
                         "values", error))
    return NULL;
  if (item->role == CAL_ROLE_REGIONS && (labels = read_labels (self, item, error)) == NULL)
    return NULL;
  n_frames = cal_array_get_n_dims (values) == 2 ? cal_array_get_dim (values, 0) : 1;
  frames = cal_bundle_read_texts (self, item->group, "frames", NULL);
  if (frames != NULL && cal_text_array_get_n (frames) != n_frames) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%" N " names for %" N " frames",
                 cal_text_array_get_n (frames), n_frames);
    return NULL;
  }
  if (frames != NULL)
    names = dup_names (frames);
  unit = cal_bundle_dup_text (self, item->group, "unit");
  statistic = cal_bundle_dup_text (self, item->group, "statistic");
  if (statistic == NULL && item->role == CAL_ROLE_CEILING)
    statistic = g_strdup ("noise ceiling");
  return cal_places_paint (
      places,
      &(CalPaint){.name = item->name,
                  .values = values,
                  .frame_names = (const char *const *) names,
                  .frame_step = cal_bundle_get_number (self, item->group, "step_s"),
                  .labels = labels,
                  .unit = unit,
                  .statistic = statistic},
      error);
}

/* What the frames are, where it is not said: features of weights, stimuli of responses. */
static gboolean
read_axis (CalBundleFile *self, const CalBundleItem *item, CalSeriesAxis *axis, GError **error)
{
  g_autofree char *name = cal_bundle_dup_text (self, item->group, "axis");

  *axis = item->role == CAL_ROLE_WEIGHTS ? CAL_AXIS_FEATURES : CAL_AXIS_STIMULI;
  if (name == NULL)
    return TRUE;
  for (int a = CAL_AXIS_STIMULI; a <= CAL_AXIS_TIME; a++)
    if (g_str_equal (name, cal_series_axis_get_name ((CalSeriesAxis) a))) {
      *axis = (CalSeriesAxis) a;
      return TRUE;
    }
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "@axis: \"%s\"; expected stimuli, features, conditions or time", name);
  return FALSE;
}

/**
 * cal_bundle_read_series:
 *
 * Returns: (transfer full): a CalSeries whose numbers stay in the file
 */
GObject *
cal_bundle_read_series (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  const CalDataset *values = cal_bundle_find (self, item->group, "values");
  g_autoptr (CalPlaces) places = NULL;
  g_autoptr (CalTextArray) frames = NULL;
  g_autofree char *unit = NULL, *statistic = NULL;
  CalSeriesDesc desc;
  CalSeriesSource source;
  CalSeriesAxis axis;

  if (cal_bundle_misses (values, "values", error) || !read_axis (self, item, &axis, error) ||
      (places = cal_bundle_read_space (self, item, error)) == NULL)
    return NULL;
  if (values->n_dims != 2 || !values->is_numeric ||
      values->shape[1] != cal_places_get_n_rows (places)) {
    g_set_error (
        error, CAL_ERROR, CAL_ERROR_FORMAT,
        "values: %u dimensions of %s, %" N " in the last; expected frames x %" N " numbers",
        values->n_dims, values->type_name,
        values->n_dims > 0 ? values->shape[values->n_dims - 1] : 0, cal_places_get_n_rows (places));
    return NULL;
  }
  frames = cal_bundle_read_texts (self, item->group, "frames", NULL);
  unit = cal_bundle_dup_text (self, item->group, "unit");
  statistic = cal_bundle_dup_text (self, item->group, "statistic");
  desc = (CalSeriesDesc){.name = item->name,
                         .source = item->source,
                         .role = item->role == CAL_ROLE_RESPONSES     ? CAL_SERIES_MEASURED
                                 : item->role == CAL_ROLE_PREDICTIONS ? CAL_SERIES_PREDICTED
                                                                      : CAL_SERIES_WEIGHTS,
                         .axis = axis,
                         .n_frames = values->shape[0],
                         .frame_ids = frames,
                         .frame_step = cal_bundle_get_number (self, item->group, "step_s"),
                         .places = places,
                         .unit = unit,
                         .statistic = statistic};
  source = cal_series_file_new (cal_loaded_get_path (self->file.container), values->path,
                                values->shape[0], values->shape[1]);
  return (GObject *) cal_series_new_from_source (&desc, &source, error);
}

static gboolean
read_of (CalBundleFile *self, const CalBundleItem *item, CalCaptionsOf *of, GError **error)
{
  static const char *const names[] = {"places", "stimuli", "regions"};
  g_autofree char *name = cal_bundle_dup_text (self, item->group, "of");

  *of = CAL_CAPTIONS_OF_PLACES;
  for (guint n = 0; name != NULL && n < G_N_ELEMENTS (names); n++)
    if (g_str_equal (name, names[n])) {
      *of = (CalCaptionsOf) n;
      return TRUE;
    }
  if (name != NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "@of: \"%s\"; expected places, stimuli or regions", name);
  return name == NULL;
}

/**
 * cal_bundle_read_captions:
 *
 * Returns: (transfer full): a CalCaptions
 */
GObject *
cal_bundle_read_captions (CalBundleFile *self, const CalBundleItem *item, GError **error)
{
  g_autoptr (CalTextArray) texts = NULL, ids = NULL;
  g_autoptr (CalArray) scores = NULL;
  g_autoptr (CalPlaces) places = NULL;
  g_autofree char *score_name = cal_bundle_dup_text (self, item->group, "score");
  g_autoptr (GError) failure = NULL;
  CalCaptionsOf of;

  if (!read_of (self, item, &of, error) ||
      cal_bundle_misses (texts = cal_bundle_read_texts (self, item->group, "texts", error), "texts",
                         error))
    return NULL;
  scores = cal_bundle_read_numbers (self, item->group, "scores", &failure);
  if (failure == NULL && of != CAL_CAPTIONS_OF_PLACES)
    ids = cal_bundle_read_texts (self, item->group, "ids", &failure);
  else if (failure == NULL)
    places = cal_bundle_read_space (self, item, &failure);
  if (failure == NULL && of != CAL_CAPTIONS_OF_PLACES)
    cal_bundle_misses (ids, "ids", &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return (GObject *) cal_captions_new (&(CalCaptionsDesc){.name = item->name,
                                                          .source = item->source,
                                                          .of = of,
                                                          .texts = texts,
                                                          .scores = scores,
                                                          .score_name = score_name,
                                                          .ids = ids,
                                                          .places = places},
                                       error);
}
