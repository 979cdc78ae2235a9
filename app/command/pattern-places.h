/* pattern-places.h - patterns, and where in the brain each of their channels lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/neighbourhood.h"
#include "app/command/option.h"
#include "model/binding.h"

G_BEGIN_DECLS

/* What says where patterns lie. */
extern const CalOption cal_pattern_places_options[];

/**
 * CalPatternPlaces:
 * @patterns: observations x channels
 * @channel_of_place: (nullable): of each voxel of @grid or element of @cortex, or CAL_NO_CHANNEL;
 *   NULL if nobody said where channels lie
 * @n_places: how many
 * @grid: (nullable): a volume whose grid the channels lie on
 * @cortex: (nullable): the cortex they lie on
 * @vector: (nullable): the patterns, if they are rows of values
 * @binding: (nullable): what puts those in their places
 * @sentence: how channels were put in their places
 */
typedef struct {
  CalArray *patterns;
  gint32 *channel_of_place;
  gsize n_places;
  CalVolume *grid;
  CalCortex *cortex;
  CalVector *vector;
  CalBinding *binding;
  char *sentence;
} CalPatternPlaces;

gboolean cal_pattern_places_init (CalPatternPlaces *self,
                                  CalArguments *arguments,
                                  gboolean must_bind,
                                  GError **error);
void cal_pattern_places_clear (CalPatternPlaces *self);

CalArray *cal_pattern_places_read (const CalPatternPlaces *self,
                                   const char *source,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gsize cal_pattern_places_get_n_channels (const CalPatternPlaces *self);
gint32 *cal_pattern_places_read_parcels (const CalPatternPlaces *self,
                                         const char *source,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
double *cal_pattern_places_read_map (const CalPatternPlaces *self,
                                     const char *source,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_pattern_places_write_map (const CalPatternPlaces *self,
                                       const double *values,
                                       const char *const *frame_names,
                                       const char *statistic,
                                       const char *path,
                                       GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalPatternPlaces, cal_pattern_places_clear)

G_END_DECLS
