/* cortex-layout.c - the panels of a cortex view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/cortex-layout.h"

#include <math.h>

/* How much of a panel the cortex fills. */
#define FILL 0.89
/* How much of its height is left to the title above the cortex. */
#define TITLE 0.08
#define BOTH CAL_HEMISPHERE_UNKNOWN

G_DEFINE_ENUM_TYPE (CalMontage,
                    cal_montage,
                    G_DEFINE_ENUM_VALUE (CAL_MONTAGE_SINGLE, "single"),
                    G_DEFINE_ENUM_VALUE (CAL_MONTAGE_GRID, "grid"),
                    G_DEFINE_ENUM_VALUE (CAL_MONTAGE_ROW, "row"))

/* A panel of a montage: its cell, counted in columns and rows. */
typedef struct {
  CalHemisphere hemisphere;
  CalViewPreset preset;
  int column;
  int row;
} CalCell;

static const CalCell grid[] = {
    {CAL_LEFT, CAL_VIEW_LATERAL, 0, 0},
    {CAL_RIGHT, CAL_VIEW_LATERAL, 1, 0},
    {CAL_LEFT, CAL_VIEW_MEDIAL, 0, 1},
    {CAL_RIGHT, CAL_VIEW_MEDIAL, 1, 1},
};

static const CalCell row[] = {
    {CAL_LEFT, CAL_VIEW_LATERAL, 0, 0},
    {CAL_LEFT, CAL_VIEW_MEDIAL, 1, 0},
    {CAL_RIGHT, CAL_VIEW_MEDIAL, 2, 0},
    {CAL_RIGHT, CAL_VIEW_LATERAL, 3, 0},
};

/**
 * cal_cortex_view_init:
 *
 * A view that nobody has turned: lateral, no ventral panel.
 */
void
cal_cortex_view_init (CalCortexView *self, CalMontage montage)
{
  *self = (CalCortexView){montage, CAL_VIEW_LATERAL, FALSE, {{0}}};
  cal_cortex_view_reset (self);
}

/**
 * cal_cortex_view_reset:
 *
 * Forgets what was done to the panels.
 */
void
cal_cortex_view_reset (CalCortexView *self)
{
  for (int n = 0; n < CAL_MAX_PANELS; n++)
    self->motion[n] = CAL_CAMERA_AT_REST;
}

static gboolean
has_hemisphere (CalShapes *shapes, CalHemisphere hemisphere)
{
  return cal_cortex_get_n_vertices (cal_shapes_get_cortex (shapes), hemisphere) > 0;
}

/* Adds the cells of hemispheres that exist; columns that would stay empty are closed up. */
static guint
add_cells (CalShapes *shapes, const CalCell *from, guint n, CalCell *cells)
{
  guint n_cells = 0;
  int columns = 0, seen[8];

  for (guint i = 0; i < n; i++) {
    if (from[i].hemisphere != BOTH && !has_hemisphere (shapes, from[i].hemisphere))
      continue;
    cells[n_cells++] = from[i];
  }
  for (int c = 0; c < (int) G_N_ELEMENTS (seen); c++) {
    gboolean used = FALSE;

    for (guint i = 0; i < n_cells; i++)
      used |= cells[i].column == c;
    seen[c] = used ? columns++ : -1;
  }
  for (guint i = 0; i < n_cells; i++)
    cells[i].column = seen[cells[i].column];
  return n_cells;
}

static guint
list_cells (CalShapes *shapes, const CalShape *shape, const CalCortexView *view, CalCell *cells)
{
  gboolean flat = shape->flatness > 0.0;
  gboolean sides = view->preset == CAL_VIEW_LATERAL || view->preset == CAL_VIEW_MEDIAL;
  CalCell single[] = {{CAL_LEFT, view->preset, 0, 0}, {CAL_RIGHT, view->preset, 1, 0}};
  CalCell five[5];
  guint n = G_N_ELEMENTS (grid);

  if (flat)
    single[0].preset = single[1].preset = CAL_VIEW_LATERAL;
  if (flat || (view->montage == CAL_MONTAGE_SINGLE && sides))
    return add_cells (shapes, single, 2, cells);
  if (view->montage == CAL_MONTAGE_SINGLE) {
    cells[0] = (CalCell){BOTH, view->preset, 0, 0};
    return 1;
  }
  for (guint i = 0; i < n; i++)
    five[i] = view->montage == CAL_MONTAGE_GRID ? grid[i] : row[i];
  if (view->ventral)
    five[n++] = (CalCell){BOTH, CAL_VIEW_VENTRAL, view->montage == CAL_MONTAGE_GRID ? 2 : 4, 0};
  return add_cells (shapes, five, n, cells);
}

static gboolean
get_panel_bounds (CalShapes *shapes,
                  const CalShape *shape,
                  const CalCortexPanel *panel,
                  double low[3],
                  double high[3])
{
  gboolean any = FALSE;

  for (int h = 0; h < 2; h++) {
    double l[3], u[3];

    if (!panel->shows[h] || !cal_shapes_get_bounds (shapes, shape, (CalHemisphere) h, l, u))
      continue;
    for (int a = 0; a < 3; a++) {
      low[a] = any ? fmin (low[a], l[a]) : l[a];
      high[a] = any ? fmax (high[a], u[a]) : u[a];
    }
    any = TRUE;
  }
  return any;
}

/* Aims a panel's camera at the middle of what it shows. Returns the scale at which that just fits.
 * The preset's own rotation is measured, so that turning the cortex does not zoom it. */
static double
aim (CalShapes *shapes, const CalShape *shape, CalCortexPanel *panel)
{
  double low[3] = {0.0}, high[3] = {0.0}, extent[2] = {0.0};
  CalHemisphere side = panel->shows[CAL_LEFT] ? CAL_LEFT : CAL_RIGHT;

  cal_camera_get_preset_rotation (panel->preset, side, panel->camera.rotation);
  get_panel_bounds (shapes, shape, panel, low, high);
  for (int a = 0; a < 3; a++) {
    panel->camera.target_mm[a] = (low[a] + high[a]) / 2.0;
    for (int e = 0; e < 2; e++)
      extent[e] += fabs (panel->camera.rotation[e][a]) * (high[a] - low[a]);
  }
  return fmax (
      fmax (extent[0] / (FILL * panel->width_px), extent[1] / ((FILL - TITLE) * panel->height_px)),
      1e-6);
}

static void
place_panel (CalCortexPanel *panel,
             const CalCell *cell,
             guint n_cells,
             const CalCell *cells,
             int width_px,
             int height_px)
{
  int columns = 1, rows = 1, last_row = 0;

  for (guint n = 0; n < n_cells; n++) {
    columns = MAX (columns, cells[n].column + 1);
    rows = MAX (rows, cells[n].row + 1);
    if (cells[n].column == cell->column)
      last_row = MAX (last_row, cells[n].row);
  }
  panel->shows[CAL_LEFT] = cell->hemisphere != CAL_RIGHT;
  panel->shows[CAL_RIGHT] = cell->hemisphere != CAL_LEFT;
  panel->preset = cell->preset;
  panel->x_px = width_px * cell->column / columns;
  panel->width_px = MAX (width_px * (cell->column + 1) / columns - panel->x_px, 1);
  panel->y_px = height_px * cell->row / rows;
  /* The last panel of a column reaches down to the bottom. */
  panel->height_px = MAX (
      (cell->row == last_row ? height_px : height_px * (cell->row + 1) / rows) - panel->y_px, 1);
}

/**
 * cal_cortex_layout:
 * @shape: what the cortex looks like
 * @width_px: of the whole picture
 *
 * Returns: the panels; all at one scale before anyone zooms. A flat cortex is always shown as one
 *   panel a hemisphere, from outside, whatever the montage
 */
CalCortexLayout
cal_cortex_layout (CalShapes *shapes,
                   const CalShape *shape,
                   const CalCortexView *view,
                   int width_px,
                   int height_px)
{
  CalCortexLayout layout = {0};
  CalCell cells[CAL_MAX_PANELS];
  guint n_cells = list_cells (shapes, shape, view, cells);
  double mm_per_px = 0.0;

  if (shape->from == CAL_SURFACE_UNKNOWN)
    return layout;
  layout.n_panels = n_cells;
  for (guint n = 0; n < n_cells; n++) {
    CalCortexPanel *panel = &layout.panels[n];

    place_panel (panel, &cells[n], n_cells, cells, width_px, height_px);
    mm_per_px = fmax (mm_per_px, aim (shapes, shape, panel));
  }
  for (guint n = 0; n < n_cells; n++) {
    CalCortexPanel *panel = &layout.panels[n];
    CalCameraMotion motion = view->motion[n];

    panel->camera.mm_per_px = mm_per_px;
    for (int a = 0; a < 3; a++)
      panel->camera.target_mm[a] +=
          panel->camera.rotation[1][a] * 0.5 * TITLE * panel->height_px * mm_per_px;
    panel->rotates = shape->flatness < 1.0;
    /* On its way to flat the cortex turns back to face the viewer. */
    motion.turn_deg *= 1.0 - shape->flatness;
    motion.tilt_deg *= 1.0 - shape->flatness;
    cal_camera_apply_motion (&panel->camera, &motion);
  }
  return layout;
}

/**
 * cal_cortex_layout_find:
 * @index: (out) (optional): which panel it is
 *
 * Returns: (nullable): the panel at that pixel of the picture
 */
const CalCortexPanel *
cal_cortex_layout_find (const CalCortexLayout *self, double x_px, double y_px, guint *index)
{
  for (guint n = 0; n < self->n_panels; n++) {
    const CalCortexPanel *panel = &self->panels[n];

    if (x_px < panel->x_px || x_px >= panel->x_px + panel->width_px || y_px < panel->y_px ||
        y_px >= panel->y_px + panel->height_px)
      continue;
    if (index != NULL)
      *index = n;
    return panel;
  }
  return NULL;
}

/**
 * cal_cortex_panel_dup_title:
 *
 * Returns: (transfer full): "left · lateral", or "dorsal" where both hemispheres are shown
 */
char *
cal_cortex_panel_dup_title (const CalCortexPanel *panel)
{
  const char *preset = panel->rotates ? cal_view_preset_get_name (panel->preset) : "flat";

  if (panel->shows[CAL_LEFT] && panel->shows[CAL_RIGHT])
    return g_strdup (preset);
  return g_strdup_printf (
      "%s · %s", cal_hemisphere_get_name (panel->shows[CAL_LEFT] ? CAL_LEFT : CAL_RIGHT), preset);
}
