/* rdm-plan.c - which matrices a view of RDMs shows, made from the scene.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/rdm-plan.h"

#include <math.h>

#include "model/number.h"

G_DEFINE_ENUM_TYPE (CalRdmShow,
                    cal_rdm_show,
                    G_DEFINE_ENUM_VALUE (CAL_RDM_SHOW_CURRENT, "current"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_SHOW_BESIDE, "beside"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_SHOW_TRIANGLES, "triangles"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_SHOW_DIFFERENCE, "difference"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_SHOW_ALL, "all"))

/* Ranks cost a sort: they are had for every readout only where that takes no time. */
#define MAX_PAIRS_RANKED_UNASKED 2000000

/* What all matrices share. */
typedef struct {
  CalRdmScene *scene;
  CalRdmStore *store;
  CalRdmTransform transform;
  double lower, upper;
  gboolean use_ranks;
  const CalColormap *colormap;
  const double *window;
  CalRdmRanks *pool[CAL_RDM_MAX_PANES];
  guint n_pool;
  gboolean pool_is_whole;
} Look;

static gboolean
shows_ranks (const Look *look)
{
  return look->transform == CAL_RDM_BY_RANK ||
         (look->transform == CAL_RDM_UNTRANSFORMED && look->use_ranks);
}

static const char *
get_measure (CalRdm *rdm)
{
  const char *measure = cal_rdm_get_desc (rdm)->measure;

  return measure != NULL && *measure != '\0' ? measure : "dissimilarity";
}

/**
 * cal_rdm_plan_find_other:
 *
 * Returns: (transfer none) (nullable): what the current RDM is compared with, else another one of
 *   the same conditions
 */
CalRdm *
cal_rdm_plan_find_other (CalRdmScene *scene)
{
  CalRdm *current = cal_rdm_scene_get_current (scene);
  CalRdmOrder *order = cal_rdm_scene_get_order (scene);
  CalRdm *compared = cal_rdm_scene_get_compared (scene);

  if (compared != NULL && compared != current)
    return compared;
  for (guint n = 0; n < cal_rdm_scene_get_n (scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (scene, n);
    g_autofree guint32 *conditions =
        rdm != current && order != NULL ? cal_rdm_order_dup_conditions (order, rdm) : NULL;

    if (conditions != NULL)
      return rdm;
  }
  return NULL;
}

static char *
dup_caption (const Look *look, CalRdm *rdm, CalRdm *minus)
{
  g_autofree char *lower = cal_number_format (look->lower);
  g_autofree char *upper = cal_number_format (look->upper);

  if (minus != NULL)
    return g_strdup_printf ("difference of %s", shows_ranks (look) ? "ranks" : get_measure (rdm));
  if (look->transform == CAL_RDM_BY_RANK)
    return g_strdup_printf ("geo-topological by rank, l = %s, u = %s", lower, upper);
  if (look->transform == CAL_RDM_BY_DISTANCE && look->n_pool > 1)
    return g_strdup_printf ("geo-topological by distance, l = %s, u = %s of these %u together",
                            lower, upper, look->n_pool);
  if (look->transform == CAL_RDM_BY_DISTANCE)
    return g_strdup_printf ("geo-topological by distance, l = %s, u = %s", lower, upper);
  if (look->use_ranks)
    return g_strdup_printf ("rank of %s, from lowest to highest", get_measure (rdm));
  return g_strdup (get_measure (rdm));
}

/* A difference is even about nothing; ranks and what is transformed go from 0 to 1; dissimilarities
 * span what there is. */
static void
choose_window (const Look *look, const CalRdmSide *side, CalRdmColours *colours)
{
  double low, high;

  cal_rdm_field_get_range (side->field, &low, &high);
  if (side->minus != NULL) {
    colours->high = MAX (fabs (low), fabs (high));
    colours->low = -colours->high;
  } else if (look->transform != CAL_RDM_UNTRANSFORMED || look->use_ranks) {
    colours->low = 0.0;
    colours->high = 1.0;
  } else {
    colours->low = low;
    colours->high = high;
  }
  if (look->window != NULL) {
    colours->low = look->window[0];
    colours->high = look->window[1];
  }
}

/* FALSE while something is not there yet. */
static gboolean
make_side (Look *look, CalRdmSide *side, CalRdm *rdm, CalRdm *minus, CalRdmOrder *order)
{
  gboolean ranked = shows_ranks (look), transformed;
  CalRdmRanks *ranks[2] = {NULL, NULL};
  CalRdmField *field;

  for (int n = 0; ranked && n < (minus != NULL ? 2 : 1); n++) {
    ranks[n] = cal_rdm_store_get_ranks (look->store, n == 0 ? rdm : minus);
    if (ranks[n] == NULL)
      return FALSE;
  }
  field = cal_rdm_store_get_field (
      look->store, ranked ? cal_rdm_ranks_get_rdm (ranks[0]) : rdm,
      minus != NULL && ranked ? cal_rdm_ranks_get_rdm (ranks[1]) : minus, order);
  transformed = minus == NULL && look->transform != CAL_RDM_UNTRANSFORMED;
  if (field == NULL || (transformed && !ranked && !look->pool_is_whole))
    return FALSE;
  side->rdm = g_object_ref (rdm);
  side->minus = minus != NULL ? g_object_ref (minus) : NULL;
  side->field = g_object_ref (field);
  side->colours = (CalRdmColours){
      .colormap = minus != NULL ? cal_colormap_find ("coolwarm") : look->colormap,
      .transformed = transformed,
  };
  if (transformed && ranked) {
    side->colours.lower = cal_rdm_ranks_get_quantile (ranks[0], look->lower);
    side->colours.upper = cal_rdm_ranks_get_quantile (ranks[0], look->upper);
  } else if (transformed) {
    side->colours.lower = cal_rdm_ranks_pool_quantile (look->pool, look->n_pool, look->lower);
    side->colours.upper = cal_rdm_ranks_pool_quantile (look->pool, look->n_pool, look->upper);
  }
  choose_window (look, side, &side->colours);
  side->caption = dup_caption (look, rdm, minus);
  return TRUE;
}

static char *
dup_subtitle (CalRdm *rdm, CalRdmOrder *order)
{
  return g_strdup_printf ("%s · %" G_GSIZE_FORMAT " conditions · %s", get_measure (rdm),
                          cal_rdm_get_desc (rdm)->n_conditions, cal_rdm_order_get_title (order));
}

static CalRdmDrawing *
make_one (Look *look, CalRdm *rdm)
{
  g_autoptr (CalRdmDrawing) drawing = g_new0 (CalRdmDrawing, 1);
  CalRdmOrder *order =
      cal_rdm_store_fit_order (look->store, cal_rdm_scene_get_order (look->scene), rdm);

  drawing->n_sides = 1;
  drawing->order = g_object_ref (order);
  drawing->title = g_strdup (cal_rdm_get_desc (rdm)->name);
  drawing->subtitle = dup_subtitle (rdm, order);
  return make_side (look, &drawing->sides[0], rdm, NULL, order) ? g_steal_pointer (&drawing) : NULL;
}

static CalRdmDrawing *
make_two_in_one (Look *look, CalRdm *rdm, CalRdm *other, CalRdmShow show)
{
  g_autoptr (CalRdmDrawing) drawing = g_new0 (CalRdmDrawing, 1);
  CalRdmOrder *order =
      cal_rdm_store_fit_order (look->store, cal_rdm_scene_get_order (look->scene), rdm);
  const char *names[] = {cal_rdm_get_desc (rdm)->name, cal_rdm_get_desc (other)->name};
  gboolean is_difference = show == CAL_RDM_SHOW_DIFFERENCE;

  drawing->n_sides = is_difference ? 1 : 2;
  drawing->order = g_object_ref (order);
  drawing->title = g_strdup_printf (is_difference ? "%s − %s" : "◥ %s  ◣ %s", names[0], names[1]);
  drawing->subtitle = dup_subtitle (rdm, order);
  if (!make_side (look, &drawing->sides[0], rdm, is_difference ? other : NULL, order) ||
      (!is_difference && !make_side (look, &drawing->sides[1], other, NULL, order)))
    return NULL;
  return g_steal_pointer (&drawing);
}

/* Which RDMs are shown, each once. */
static guint
list_rdms (CalRdmScene *scene, CalRdmShow show, CalRdm **rdms)
{
  CalRdm *other = show == CAL_RDM_SHOW_CURRENT ? NULL : cal_rdm_plan_find_other (scene);
  guint n = 0;

  if (show == CAL_RDM_SHOW_ALL) {
    for (; n < MIN (cal_rdm_scene_get_n (scene), CAL_RDM_MAX_PANES); n++)
      rdms[n] = cal_rdm_scene_get (scene, n);
    return n;
  }
  rdms[n++] = cal_rdm_scene_get_current (scene);
  if (other != NULL)
    rdms[n++] = other;
  return n;
}

/* Of all that are shown together, for thresholds of pooled distances. */
static void
gather_pool (Look *look, CalRdm *const *rdms, guint n_rdms)
{
  look->pool_is_whole = TRUE;
  for (guint n = 0; n < n_rdms; n++) {
    CalRdmRanks *ranks = NULL;

    if (look->transform == CAL_RDM_BY_DISTANCE ||
        cal_rdm_get_n_pairs (rdms[n]) <= MAX_PAIRS_RANKED_UNASKED)
      ranks = cal_rdm_store_get_ranks (look->store, rdms[n]);
    if (ranks != NULL)
      look->pool[look->n_pool++] = ranks;
    else
      look->pool_is_whole = FALSE;
  }
}

/* Two RDMs fit in one matrix only if they are of the same conditions. */
static gboolean
are_of_one_kind (const Look *look, CalRdm *const *rdms, guint n_rdms)
{
  CalRdmOrder *wanted = cal_rdm_scene_get_order (look->scene);

  return n_rdms == 2 && cal_rdm_store_fit_order (look->store, wanted, rdms[0]) ==
                            cal_rdm_store_fit_order (look->store, wanted, rdms[1]);
}

static void
free_drawing (gpointer drawing)
{
  if (drawing != NULL)
    cal_rdm_drawing_free (drawing);
}

/**
 * cal_rdm_plan_make:
 * @window: (nullable): low and high end of the colours; NULL for what each RDM spans
 * @shown: (nullable) (element-type CalRdmDrawing): as it gave the last time: a matrix that is not
 *   ready is replaced by the one shown until now
 *
 * Asks @store for what is missing. Matrices of RDMs that have other conditions than the current one
 * keep their file's order; two of them in one matrix are shown side by side instead.
 *
 * Returns: (transfer full) (element-type CalRdmDrawing): what to draw; NULL where nothing is ready
 */
GPtrArray *
cal_rdm_plan_make (CalRdmScene *scene,
                   CalRdmStore *store,
                   CalRdmShow show,
                   const double window[2],
                   GPtrArray *shown)
{
  GPtrArray *drawings = g_ptr_array_new_with_free_func (free_drawing);
  g_autofree char *colormap = NULL;
  Look look = {.scene = scene, .store = store, .window = window};
  CalRdm *rdms[CAL_RDM_MAX_PANES];
  guint n_rdms = cal_rdm_scene_get_current (scene) != NULL ? list_rdms (scene, show, rdms) : 0;

  look.transform = cal_rdm_scene_get_transform (scene, &look.lower, &look.upper);
  g_object_get (scene, "use-ranks", &look.use_ranks, "color-map", &colormap, NULL);
  look.colormap = cal_colormap_find (colormap);
  if (look.colormap == NULL)
    look.colormap = cal_colormap_find ("bone");
  cal_rdm_store_begin (store);
  gather_pool (&look, rdms, n_rdms);
  if ((show == CAL_RDM_SHOW_TRIANGLES || show == CAL_RDM_SHOW_DIFFERENCE) &&
      are_of_one_kind (&look, rdms, n_rdms))
    g_ptr_array_add (drawings, make_two_in_one (&look, rdms[0], rdms[1], show));
  else
    for (guint n = 0; n < n_rdms; n++)
      g_ptr_array_add (drawings, make_one (&look, rdms[n]));
  cal_rdm_store_end (store);
  for (guint n = 0; shown != NULL && shown->len == drawings->len && n < drawings->len; n++)
    if (drawings->pdata[n] == NULL)
      drawings->pdata[n] = g_steal_pointer (&shown->pdata[n]);
  return drawings;
}
