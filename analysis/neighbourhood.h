/* neighbourhood.h - which channels lie around a channel: in a sphere, or along the cortex.
 *
 * Immutable, safe from any thread; each thread brings its own scratch memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/affine.h"
#include "model/surface.h"

G_BEGIN_DECLS

#define CAL_NO_CHANNEL (-1)

typedef struct _CalNeighbourhood CalNeighbourhood;
typedef struct _CalNeighbourScratch CalNeighbourScratch;

CalNeighbourhood *cal_neighbourhood_new_sphere (const gsize dims[3],
                                                const CalAffine *voxel_to_world,
                                                const gint32 *channel_of_voxel,
                                                gsize n_channels,
                                                double radius_mm,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalNeighbourhood *cal_neighbourhood_new_surface (CalSurface *const surfaces[2],
                                                 const gint32 *channel_of_element,
                                                 gsize n_channels,
                                                 double radius_mm,
                                                 gsize n_nearest,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_neighbourhood_free (CalNeighbourhood *self);

gsize cal_neighbourhood_get_n_channels (const CalNeighbourhood *self);
const char *cal_neighbourhood_get_sentence (const CalNeighbourhood *self);

CalNeighbourScratch *cal_neighbour_scratch_new (const CalNeighbourhood *self);
void cal_neighbour_scratch_free (CalNeighbourScratch *scratch);
gsize cal_neighbourhood_find (const CalNeighbourhood *self,
                              CalNeighbourScratch *scratch,
                              gsize channel,
                              const guint32 **found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalNeighbourhood, cal_neighbourhood_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalNeighbourScratch, cal_neighbour_scratch_free)

G_END_DECLS
