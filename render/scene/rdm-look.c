/* rdm-look.c - how RDMs are looked at: as they are, ranked or transformed, in which colours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/rdm-look.h"

#include <math.h>

#include "model/number.h"

static const char *
get_measure (CalRdm *rdm)
{
  const char *measure = cal_rdm_get_desc (rdm)->measure;

  return measure != NULL && *measure != '\0' ? measure : "dissimilarity";
}

/**
 * cal_rdm_look_init:
 *
 * As the scene says; of one RDM by itself.
 */
void
cal_rdm_look_init (CalRdmLook *self, CalRdmScene *scene)
{
  g_autofree char *colormap = NULL;

  *self = (CalRdmLook){.n_pool = 1};
  self->transform = cal_rdm_scene_get_transform (scene, &self->lower, &self->upper);
  g_object_get (scene, "use-ranks", &self->use_ranks, "color-map", &colormap, NULL);
  self->colormap = cal_colormap_find (colormap);
  if (self->colormap == NULL)
    self->colormap = cal_colormap_find ("bone");
}

/**
 * cal_rdm_look_shows_ranks:
 *
 * Returns: whether what is coloured, or transformed, are ranks
 */
gboolean
cal_rdm_look_shows_ranks (const CalRdmLook *self)
{
  return self->transform == CAL_RDM_BY_RANK ||
         (self->transform == CAL_RDM_UNTRANSFORMED && self->use_ranks);
}

/**
 * cal_rdm_look_dup_caption:
 * @minus: (nullable): what is taken from @rdm
 *
 * Returns: (transfer full): what the colours say
 */
char *
cal_rdm_look_dup_caption (const CalRdmLook *self, CalRdm *rdm, CalRdm *minus)
{
  g_autofree char *lower = cal_number_format (self->lower);
  g_autofree char *upper = cal_number_format (self->upper);

  if (minus != NULL)
    return g_strdup_printf ("difference of %s",
                            cal_rdm_look_shows_ranks (self) ? "ranks" : get_measure (rdm));
  if (self->transform == CAL_RDM_BY_RANK)
    return g_strdup_printf ("geo-topological by rank, l = %s, u = %s", lower, upper);
  if (self->transform == CAL_RDM_BY_DISTANCE && self->n_pool > 1)
    return g_strdup_printf ("geo-topological by distance, l = %s, u = %s of these %u together",
                            lower, upper, self->n_pool);
  if (self->transform == CAL_RDM_BY_DISTANCE)
    return g_strdup_printf ("geo-topological by distance, l = %s, u = %s", lower, upper);
  if (self->use_ranks)
    return g_strdup_printf ("rank of %s, from lowest to highest", get_measure (rdm));
  return g_strdup (get_measure (rdm));
}

/**
 * cal_rdm_look_choose_window:
 * @side: with its field
 *
 * A difference is even about nothing; ranks and what is transformed go from 0 to 1; dissimilarities
 * span what there is.
 */
void
cal_rdm_look_choose_window (const CalRdmLook *self, const CalRdmSide *side, CalRdmColours *colours)
{
  double low, high;

  cal_rdm_field_get_range (side->field, &low, &high);
  if (side->minus != NULL) {
    colours->high = MAX (fabs (low), fabs (high));
    colours->low = -colours->high;
  } else if (self->transform != CAL_RDM_UNTRANSFORMED || self->use_ranks) {
    colours->low = 0.0;
    colours->high = 1.0;
  } else {
    colours->low = low;
    colours->high = high;
  }
  if (self->window != NULL) {
    colours->low = self->window[0];
    colours->high = self->window[1];
  }
}

/**
 * cal_rdm_look_dup_subtitle:
 *
 * Returns: (transfer full): measure, conditions, order
 */
char *
cal_rdm_look_dup_subtitle (CalRdm *rdm, CalRdmOrder *order)
{
  return g_strdup_printf ("%s · %" G_GSIZE_FORMAT " conditions · %s", get_measure (rdm),
                          cal_rdm_get_desc (rdm)->n_conditions, cal_rdm_order_get_title (order));
}
