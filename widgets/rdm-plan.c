/* rdm-plan.c - which matrices a view of RDMs shows, made from the scene.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/rdm-plan.h"

#include "render/scene/rdm-look.h"

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
  CalRdmLook look;
  CalRdmRanks *pool[CAL_RDM_MAX_PANES];
  gboolean pool_is_whole;
} Look;

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

/* FALSE while something is not there yet. */
static gboolean
make_side (Look *look, CalRdmSide *side, CalRdm *rdm, CalRdm *minus, CalRdmOrder *order)
{
  gboolean ranked = cal_rdm_look_shows_ranks (&look->look), transformed;
  CalRdmRanks *ranks[2] = {NULL, NULL};
  CalRdmField *field;
  double thresholds[2];

  for (int n = 0; ranked && n < (minus != NULL ? 2 : 1); n++) {
    ranks[n] = cal_rdm_store_get_ranks (look->store, n == 0 ? rdm : minus);
    if (ranks[n] == NULL)
      return FALSE;
  }
  field = cal_rdm_store_get_field (
      look->store, ranked ? cal_rdm_ranks_get_rdm (ranks[0]) : rdm,
      minus != NULL && ranked ? cal_rdm_ranks_get_rdm (ranks[1]) : minus, order);
  transformed = minus == NULL && look->look.transform != CAL_RDM_UNTRANSFORMED;
  if (field == NULL || (transformed && !ranked && !look->pool_is_whole))
    return FALSE;
  side->rdm = g_object_ref (rdm);
  side->minus = minus != NULL ? g_object_ref (minus) : NULL;
  side->field = g_object_ref (field);
  side->colours = (CalRdmColours){
      .colormap = minus != NULL ? cal_colormap_find ("coolwarm") : look->look.colormap,
      .transformed = transformed,
  };
  if (transformed) {
    cal_rdm_ranks_find_thresholds (ranks[0], look->pool, look->look.n_pool,
                                   (double[2]){look->look.lower, look->look.upper}, thresholds);
    side->colours.lower = thresholds[0];
    side->colours.upper = thresholds[1];
  }
  cal_rdm_look_choose_window (&look->look, side, &side->colours);
  side->caption = cal_rdm_look_dup_caption (&look->look, rdm, minus);
  return TRUE;
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
  drawing->subtitle = cal_rdm_look_dup_subtitle (rdm, order);
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
  drawing->subtitle = cal_rdm_look_dup_subtitle (rdm, order);
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

    if (look->look.transform == CAL_RDM_BY_DISTANCE ||
        cal_rdm_get_n_pairs (rdms[n]) <= MAX_PAIRS_RANKED_UNASKED)
      ranks = cal_rdm_store_get_ranks (look->store, rdms[n]);
    if (ranks != NULL)
      look->pool[look->look.n_pool++] = ranks;
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
  Look look = {.scene = scene, .store = store};
  CalRdm *rdms[CAL_RDM_MAX_PANES];
  guint n_rdms = cal_rdm_scene_get_current (scene) != NULL ? list_rdms (scene, show, rdms) : 0;

  cal_rdm_look_init (&look.look, scene);
  look.look.window = window;
  look.look.n_pool = 0;
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
