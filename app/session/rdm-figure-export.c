/* rdm-figure-export.c - an RDM of the study as a figure, with no view to draw it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/rdm-figure-export.h"

#include "analysis/cluster.h"
#include "analysis/rdm-ranks.h"
#include "model/error.h"
#include "render/figure/rdm-figure.h"
#include "render/scene/rdm-look.h"

static CalRdm *
find_rdm (CalRdmScene *scene, const char *name, GError **error)
{
  CalRdm *rdm = name == NULL ? cal_rdm_scene_get_current (scene) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint n = 0; rdm == NULL && n < cal_rdm_scene_get_n (scene); n++) {
    CalRdm *candidate = cal_rdm_scene_get (scene, n);

    if (g_strcmp0 (cal_rdm_get_desc (candidate)->name, name) == 0)
      rdm = candidate;
    g_string_append_printf (names, "%s\"%s\"", n > 0 ? ", " : "",
                            cal_rdm_get_desc (candidate)->name);
  }
  if (rdm == NULL && names->len == 0)
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "a figure of an RDM needs one; none is open");
  else if (rdm == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "--rdm %s: expected one of %s", name,
                 names->str);
  return rdm;
}

static CalRdmOrder *
make_order_by_column (CalRdm *rdm, const char *name, GError **error)
{
  CalTable *conditions = cal_rdm_get_desc (rdm)->conditions;
  const CalColumn *column = conditions != NULL ? cal_table_find_column (conditions, name) : NULL;
  g_autoptr (GString) names = g_string_new ("as-in-file, ward, average");

  if (column != NULL)
    return cal_rdm_order_new_by_column (rdm, column);
  for (guint n = 0; conditions != NULL && n < cal_table_get_n_columns (conditions); n++)
    g_string_append_printf (names, ", %s", cal_table_get_column (conditions, n)->name);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "--order %s: expected one of %s", name,
               names->str);
  return NULL;
}

/* The wanted order; that of the study if it fits, else that of the file. */
static CalRdmOrder *
make_order (CalRdmScene *scene, CalRdm *rdm, const char *wanted, GError **error)
{
  CalRdmOrder *current = cal_rdm_scene_get_order (scene);
  g_autofree guint32 *fitting =
      wanted == NULL && current != NULL ? cal_rdm_order_dup_conditions (current, rdm) : NULL;
  g_autoptr (CalClusterTree) tree = NULL;

  if (fitting != NULL)
    return g_object_ref (current);
  if (wanted == NULL || g_str_equal (wanted, "as-in-file"))
    return cal_rdm_order_new_as_in_file (rdm);
  if (!g_str_equal (wanted, "ward") && !g_str_equal (wanted, "average"))
    return make_order_by_column (rdm, wanted, error);
  tree = cal_cluster_compute (
      rdm, g_str_equal (wanted, "ward") ? CAL_LINKAGE_WARD : CAL_LINKAGE_AVERAGE, NULL, error);
  return tree != NULL ? cal_rdm_order_new_by_tree (rdm, tree) : NULL;
}

static gboolean
make_side (
    CalRdmSide *side, const CalRdmLook *look, CalRdm *rdm, CalRdmOrder *order, GError **error)
{
  gboolean ranked = cal_rdm_look_shows_ranks (look);
  gboolean transformed = look->transform != CAL_RDM_UNTRANSFORMED;
  double thresholds[2];
  g_autofree guint32 *rows = cal_rdm_order_dup_conditions (order, rdm);
  g_autoptr (CalRdmRanks) ranks =
      ranked || transformed ? cal_rdm_ranks_new (rdm, NULL, error) : NULL;

  if ((ranked || transformed) && ranks == NULL)
    return FALSE;
  side->rdm = g_object_ref (rdm);
  side->field = cal_rdm_field_new (ranked ? cal_rdm_ranks_get_rdm (ranks) : rdm, rows, NULL, NULL,
                                   NULL, error);
  if (side->field == NULL)
    return FALSE;
  side->colours = (CalRdmColours){.colormap = look->colormap, .transformed = transformed};
  if (transformed) {
    cal_rdm_ranks_find_thresholds (ranked ? ranks : NULL, &ranks, 1,
                                   (double[2]){look->lower, look->upper}, thresholds);
    side->colours.lower = thresholds[0];
    side->colours.upper = thresholds[1];
  }
  cal_rdm_look_choose_window (look, side, &side->colours);
  side->caption = cal_rdm_look_dup_caption (look, rdm, NULL);
  return TRUE;
}

static CalRdmDrawing *
make_drawing (const CalFigure *figure, CalRdmScene *scene, GError **error)
{
  g_autoptr (CalRdmDrawing) drawing = g_new0 (CalRdmDrawing, 1);
  CalRdm *rdm = find_rdm (scene, figure->rdm, error);
  CalRdmLook look;

  if (rdm == NULL)
    return NULL;
  cal_rdm_look_init (&look, scene);
  if (figure->ranks) {
    look.transform = CAL_RDM_UNTRANSFORMED;
    look.use_ranks = TRUE;
  }
  drawing->order = make_order (scene, rdm, figure->order, error);
  if (drawing->order == NULL)
    return NULL;
  drawing->n_sides = 1;
  drawing->title = g_strdup (cal_rdm_get_desc (rdm)->name);
  drawing->subtitle = cal_rdm_look_dup_subtitle (rdm, drawing->order);
  return make_side (&drawing->sides[0], &look, rdm, drawing->order, error)
             ? g_steal_pointer (&drawing)
             : NULL;
}

typedef struct {
  const CalFigure *figure;
  CalRdmFigure matrix;
} Page;

static gboolean
draw_page (cairo_t *cairo, gpointer data, GError **error)
{
  Page *page = data;
  int top = cal_figure_measure_title (page->figure);

  if (page->figure->background[3] > 0.0) {
    cal_ink_set (cairo, page->figure->background);
    cairo_paint (cairo);
  }
  cal_figure_draw_title (page->figure, cairo);
  cairo_translate (cairo, 0.0, top);
  return cal_rdm_figure_draw (&page->matrix, cairo, page->figure->width_px,
                              MAX (page->figure->height_px - top, 1), error);
}

/**
 * cal_rdm_figure_export:
 * @figure: which RDM, how large, on what
 * @provenance: (nullable): how the figure was made, kept in the file
 *
 * What a view of RDMs shows of one of them, with the scene's transform and colours. Main thread.
 *
 * Returns: (transfer full): the file's content; NULL with CAL_ERROR_ARGUMENT if there is no such
 *   RDM or order, or with another error if it cannot be drawn
 */
GBytes *
cal_rdm_figure_export (const CalFigure *figure,
                       CalRdmScene *scene,
                       CalFigureFormat format,
                       const char *provenance,
                       GError **error)
{
  g_autoptr (CalRdmDrawing) matrix = make_drawing (figure, scene, error);
  const CalRdmDrawing *drawings[] = {matrix};
  Page page = {figure,
               {.drawings = drawings,
                .n_drawings = 1,
                .stimuli = cal_rdm_scene_get_stimuli (scene),
                .theme = figure->theme,
                .scale = figure->dpi / 96.0}};
  CalDrawing drawing = {figure->width_px, figure->height_px, figure->dpi, draw_page, &page};

  if (matrix == NULL)
    return NULL;
  if (!figure->colour_bar) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "--no-colour-bar: the colours of an RDM say nothing without it");
    return NULL;
  }
  cal_rdm_view_init (&page.matrix.view);
  return cal_drawing_export (&drawing, format, provenance, error);
}
