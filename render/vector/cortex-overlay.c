/* cortex-overlay.c - what is written on a cortex view: titles, names of regions, the cursor.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/cortex-overlay.h"

#include <math.h>

#include "render/scene/regions.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define MARGIN 8.0
#define MARKER_RADIUS 5.0
#define PADDING 2.0

/* A place is taken to face the viewer if it is this much nearer than the middle of its hemisphere,
 * as a part of the hemisphere's depth. */
#define FACING 0.10

/* The regions of the map that was drawn last; finding them means looking at every vertex. */
struct _CalCortexOverlay {
  CalMap *map;
  guint frame;
  GPtrArray *regions;
};

CalCortexOverlay *
cal_cortex_overlay_new (void)
{
  return g_new0 (CalCortexOverlay, 1);
}

void
cal_cortex_overlay_free (CalCortexOverlay *self)
{
  g_clear_object (&self->map);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
get_regions (CalCortexOverlay *self, CalMap *map, guint frame)
{
  if (self->map != map || self->frame != frame || self->regions == NULL) {
    g_clear_pointer (&self->regions, g_ptr_array_unref);
    g_set_object (&self->map, map);
    self->frame = frame;
    self->regions = cal_regions_find (map, frame);
  }
  return self->regions;
}

/* Where a vertex is drawn in the picture. Returns whether it faces the viewer. */
static gboolean
find_vertex (const CalCortexLettering *lettering,
             const CalCortexPanel *panel,
             CalHemisphere hemisphere,
             gsize vertex,
             double *x,
             double *y)
{
  double place[3], low[3], high[3], middle[3], pixel[3], centre[3], depth = 0.0;

  if (!cal_shapes_get_vertex_mm (lettering->shapes, &lettering->shape, hemisphere, vertex, place) ||
      !cal_shapes_get_bounds (lettering->shapes, &lettering->shape, hemisphere, low, high))
    return FALSE;
  for (int a = 0; a < 3; a++) {
    middle[a] = (low[a] + high[a]) / 2.0;
    depth += fabs (panel->camera.rotation[2][a]) * (high[a] - low[a]) / 2.0;
  }
  cal_camera_project (&panel->camera, panel->width_px, panel->height_px, place, pixel);
  cal_camera_project (&panel->camera, panel->width_px, panel->height_px, middle, centre);
  *x = panel->x_px + pixel[0];
  *y = panel->y_px + pixel[1];
  return !panel->rotates || pixel[2] - centre[2] >= FACING * depth;
}

/* The middle of the part of a region that faces the viewer. Returns FALSE if that is less than half
 * of it, or out of the panel. */
static gboolean
find_anchor (const CalCortexLettering *lettering,
             const CalCortexPanel *panel,
             const CalRegion *region,
             double *x,
             double *y)
{
  double sum_x = 0.0, sum_y = 0.0;
  guint n = 0;

  for (guint i = 0; i < region->vertices->len; i++) {
    double px, py;

    if (!find_vertex (lettering, panel, region->hemisphere,
                      g_array_index (region->vertices, guint32, i), &px, &py))
      continue;
    sum_x += px;
    sum_y += py;
    n++;
  }
  if (n == 0 || 2 * n < region->vertices->len)
    return FALSE;
  *x = sum_x / n;
  *y = sum_y / n;
  return *x >= panel->x_px && *x < panel->x_px + panel->width_px && *y >= panel->y_px &&
         *y < panel->y_px + panel->height_px;
}

/* Returns FALSE if the box would cover one that is there; otherwise it is there from now on. */
static gboolean
take_box (GArray *taken, double x, double y, double width, double height)
{
  cairo_rectangle_t box = {x - width / 2.0 - PADDING, y - height / 2.0 - PADDING,
                           width + 2.0 * PADDING, height + 2.0 * PADDING};

  for (guint n = 0; n < taken->len; n++) {
    const cairo_rectangle_t *other = &g_array_index (taken, cairo_rectangle_t, n);

    if (box.x < other->x + other->width && other->x < box.x + box.width &&
        box.y < other->y + other->height && other->y < box.y + box.height)
      return FALSE;
  }
  g_array_append_val (taken, box);
  return TRUE;
}

static CalTextStyle
make_style (const CalCortexLettering *lettering, double size_px, const double rgba[4])
{
  CalTextStyle style = {.size_px = size_px * lettering->scale, .align_x = 0.5, .align_y = 0.5};
  const CalInk *ink = cal_ink_get (lettering->theme);

  for (int c = 0; c < 4; c++) {
    style.rgba[c] = rgba[c];
    style.halo_rgba[c] = ink->halo[c];
  }
  return style;
}

static void
draw_title (cairo_t *cr,
            const CalCortexLettering *lettering,
            const CalCortexPanel *panel,
            GArray *taken)
{
  g_autofree char *title = cal_cortex_panel_dup_title (panel);
  CalTextStyle style =
      make_style (lettering, CAL_TEXT_SMALL_PX, cal_ink_get (lettering->theme)->secondary);
  double width, height, x = panel->x_px + panel->width_px / 2.0, y;

  cal_text_measure (&style, title, &width, &height);
  y = panel->y_px + MARGIN * lettering->scale + height / 2.0;
  take_box (taken, x, y, width, height);
  cal_text_draw (cr, &style, title, x, y);
}

static void
draw_names (CalCortexOverlay *self,
            cairo_t *cr,
            CalLayer *layer,
            const CalCortexLettering *lettering,
            const CalCortexPanel *panel,
            GArray *taken)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  GPtrArray *regions = get_regions (self, cal_layer_get_map (layer), state->frame);
  CalTextStyle style =
      make_style (lettering, CAL_TEXT_LABEL_PX, (const double[4]){1.0, 1.0, 1.0, 1.0});

  style.bold = TRUE;
  /* On a picture of grey and colours letters are white with a dark rim in either theme. */
  for (int c = 0; c < 4; c++)
    style.halo_rgba[c] = c == 3 ? 0.8 : 0.0;
  for (guint n = 0; n < regions->len; n++) {
    const CalRegion *region = regions->pdata[n];
    double x, y, width, height;

    if (!panel->shows[region->hemisphere] || !find_anchor (lettering, panel, region, &x, &y))
      continue;
    cal_text_measure (&style, region->label->name, &width, &height);
    if (take_box (taken, x, y, width, height))
      cal_text_draw (cr, &style, region->label->name, x, y);
  }
}

static void
draw_marker (cairo_t *cr,
             CalScene *scene,
             const CalCortexLettering *lettering,
             const CalCortexPanel *panel)
{
  const CalInk *ink = cal_ink_get (lettering->theme);
  double x, y, radius = MARKER_RADIUS * lettering->scale;
  gsize vertex = 0;
  CalHemisphere hemisphere = cal_cursor_get_vertex (cal_scene_get_cursor (scene), &vertex);

  if (hemisphere == CAL_HEMISPHERE_UNKNOWN || !panel->shows[hemisphere] ||
      !find_vertex (lettering, panel, hemisphere, vertex, &x, &y))
    return;
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.7);
  cairo_set_line_width (cr, 3.5 * lettering->scale);
  cairo_stroke_preserve (cr);
  cal_ink_set (cr, ink->crosshair);
  cairo_set_line_width (cr, 1.75 * lettering->scale);
  cairo_stroke (cr);
}

static gboolean
has_names (CalScene *scene, CalLayer *layer)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  CalMap *map = cal_layer_get_map (layer);

  return state->visible && state->label_names && map != NULL &&
         cal_layer_get_labels (layer) != NULL &&
         cal_map_get_n_elements (map) == cal_cortex_get_n_elements (cal_scene_get_cortex (scene));
}

/**
 * cal_cortex_overlay_draw:
 * @cr: the picture's pixels
 * @scene: its cortex is that of @lettering
 *
 * Titles of the panels, names of the uppermost label map's regions where at least half of a region
 * faces the viewer (the larger goes first, and none covers another), and a ring around the vertex
 * at the cursor.
 */
void
cal_cortex_overlay_draw (CalCortexOverlay *self,
                         cairo_t *cr,
                         CalScene *scene,
                         const CalCortexLettering *lettering)
{
  CalLayer *named = NULL;

  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++)
    if (has_names (scene, cal_scene_get_layer (scene, n)))
      named = cal_scene_get_layer (scene, n);
  for (guint n = 0; n < lettering->layout->n_panels; n++) {
    const CalCortexPanel *panel = &lettering->layout->panels[n];
    g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));

    cairo_save (cr);
    cairo_rectangle (cr, panel->x_px, panel->y_px, panel->width_px, panel->height_px);
    cairo_clip (cr);
    draw_title (cr, lettering, panel, taken);
    if (named != NULL)
      draw_names (self, cr, named, lettering, panel, taken);
    if (lettering->cursor)
      draw_marker (cr, scene, lettering, panel);
    cairo_restore (cr);
  }
}
