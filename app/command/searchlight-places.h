/* searchlight-places.h - patterns, and where in the brain each of their channels lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/neighbourhood.h"
#include "app/command/option.h"
#include "model/binding.h"

G_BEGIN_DECLS

/* What says where patterns lie. */
extern const CalOption cal_places_options[];

/**
 * CalPlaces:
 * @patterns: observations x channels
 * @channel_of_place: of each voxel of @grid or element of @cortex, or CAL_NO_CHANNEL
 * @n_places: how many
 * @grid: (nullable): a volume whose grid the channels lie on
 * @cortex: (nullable): the cortex they lie on
 * @vector: (nullable): the patterns, if a binding puts them in their places
 * @binding: (nullable): that
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
} CalPlaces;

gboolean cal_places_init (CalPlaces *self, CalArguments *arguments, GError **error);
void cal_places_clear (CalPlaces *self);

gsize cal_places_get_n_channels (const CalPlaces *self);
gint32 *cal_places_read_parcels (const CalPlaces *self,
                                 const char *source,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_places_write_map (const CalPlaces *self,
                               const double *values,
                               const char *const *frame_names,
                               const char *statistic,
                               const char *path,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalPlaces, cal_places_clear)

G_END_DECLS
