/* searchlight.h - where in the brain patterns are as a model says: an RDM around every place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/neighbourhood.h"
#include "analysis/rdm-compare.h"
#include "analysis/rdm-compute.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalSearchlightDesc:
 * @patterns: observations x channels
 * @design: which observations are of which condition; its names, if any, are looked up in the
 *   models
 * @parameters: of the distances
 * @method: how an RDM is compared with the models
 * @models: RDMs of the same conditions
 * @n_models: at least 1
 * @min_channels: a place with fewer channels is left NaN; at least 1
 */
typedef struct {
  CalArray *patterns;
  const CalRdmDesign *design;
  const CalRdmParameters *parameters;
  CalRdmMethod method;
  CalRdm *const *models;
  guint n_models;
  gsize min_channels;
} CalSearchlightDesc;

/**
 * CalSearchlightReport:
 * @n_places: neighbourhoods, or parcels
 * @n_undefined: of them, without a number: too few channels, or a pattern that does not vary
 * @n_dropped: channels with a value that is not finite, which belong to no neighbourhood
 * @n_channels_least: in a neighbourhood
 * @n_channels_most: in one
 * @n_channels_mean: in one
 */
typedef struct {
  gsize n_places;
  gsize n_undefined;
  gsize n_dropped;
  gsize n_channels_least;
  gsize n_channels_most;
  double n_channels_mean;
} CalSearchlightReport;

typedef struct _CalSearchlight CalSearchlight;

CalSearchlight *cal_searchlight_new (const CalSearchlightDesc *desc,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_searchlight_free (CalSearchlight *self);

gboolean cal_searchlight_compare (const CalSearchlight *self,
                                  const guint32 *channels,
                                  gsize n_channels,
                                  double *similarities,
                                  GError **error);
gboolean cal_searchlight_run (const CalSearchlight *self,
                              const CalNeighbourhood *neighbourhood,
                              gsize first,
                              gsize n_centres,
                              double *similarities,
                              CalSearchlightReport *report,
                              CalJob *job,
                              GError **error);
gboolean cal_searchlight_run_parcels (const CalSearchlight *self,
                                      const gint32 *parcel_of_channel,
                                      gint32 background,
                                      double *similarities,
                                      CalSearchlightReport *report,
                                      CalJob *job,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalSearchlight, cal_searchlight_free)

G_END_DECLS
