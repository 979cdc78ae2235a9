/* part.c - one thing that a folder or a container holds, and what it is for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/part.h"

static const char *const role_names[] = {
    "none",      "map",         "ceiling", "regions",  "mask",      "index",
    "responses", "predictions", "weights", "captions", "attention", "stimuli",
    "decoded",   "features",    "rdm",     "table",    "surface",
};

G_STATIC_ASSERT (G_N_ELEMENTS (role_names) == CAL_N_ROLES);

/**
 * cal_part_new:
 * @source: path, and dataset in it after a colon
 *
 * Returns: (transfer full): to be filled in
 */
CalPart *
cal_part_new (CalRole role, const char *name, const char *source)
{
  CalPart *self = g_new0 (CalPart, 1);

  self->role = role;
  self->name = g_strdup (name);
  self->source = g_strdup (source);
  self->hemisphere = CAL_HEMISPHERE_UNKNOWN;
  return self;
}

void
cal_part_free (CalPart *self)
{
  g_free (self->name);
  g_free (self->source);
  g_clear_object (&self->object);
  g_free (self->bind_to);
  g_free (self->bind_key);
  g_free (self->needs);
  if (self->frames.free_data != NULL)
    self->frames.free_data (self->frames.data);
  g_clear_object (&self->frame_ids);
  g_clear_object (&self->scores);
  g_free (self->score_name);
  g_clear_object (&self->ids);
  g_clear_object (&self->labels);
  g_free (self->unit);
  g_free (self->statistic);
  g_free (self);
}

static CalSeriesRole
get_series_role (CalRole role)
{
  return role == CAL_ROLE_RESPONSES     ? CAL_SERIES_MEASURED
         : role == CAL_ROLE_PREDICTIONS ? CAL_SERIES_PREDICTED
         : role == CAL_ROLE_WEIGHTS     ? CAL_SERIES_WEIGHTS
                                        : CAL_SERIES_OTHER;
}

static GObject *
make_series (CalPart *self, CalPlaces *places, GError **error)
{
  const CalSeriesDesc desc = {.name = self->name,
                              .source = self->source,
                              .role = get_series_role (self->role),
                              .axis = self->axis,
                              .n_frames = self->n_frames,
                              .frame_ids = self->frame_ids,
                              .frame_step = self->frame_step,
                              .places = places,
                              .unit = self->unit,
                              .statistic = self->statistic};
  CalSeriesSource frames = self->frames;

  if (self->object != NULL)
    return (GObject *) cal_series_new (&desc, CAL_ARRAY (self->object), error);
  self->frames = (CalSeriesSource){0};
  return (GObject *) cal_series_new_from_source (&desc, &frames, error);
}

static GObject *
make_captions (CalPart *self, CalPlaces *places, GError **error)
{
  return (GObject *) cal_captions_new (&(CalCaptionsDesc){.name = self->name,
                                                          .source = self->source,
                                                          .of = self->of,
                                                          .texts = CAL_TEXT_ARRAY (self->object),
                                                          .scores = self->scores,
                                                          .score_name = self->score_name,
                                                          .ids = self->ids,
                                                          .places = places},
                                       error);
}

/**
 * cal_part_place:
 * @self: responses, predictions, weights or captions; its source of frames is taken over
 * @places: (nullable): of its rows; NULL for captions of stimuli or regions
 *
 * Returns: (transfer full): a CalSeries or CalCaptions; NULL with @error set if the lengths do not
 *   agree
 */
GObject *
cal_part_place (CalPart *self, CalPlaces *places, GError **error)
{
  return self->role == CAL_ROLE_CAPTIONS ? make_captions (self, places, error)
                                         : make_series (self, places, error);
}

/**
 * cal_role_get_name:
 *
 * Returns: as sidecars and bundles write it
 */
const char *
cal_role_get_name (CalRole role)
{
  return role_names[role];
}

/**
 * cal_role_from_name:
 *
 * Returns: CAL_ROLE_NONE for a name that is not known
 */
CalRole
cal_role_from_name (const char *name)
{
  for (guint n = 0; n < CAL_N_ROLES; n++)
    if (g_strcmp0 (role_names[n], name) == 0)
      return (CalRole) n;
  return CAL_ROLE_NONE;
}
