/* legend.c - colour bars and regions of all that a figure shows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/legend.h"

#include "model/number.h"
#include "render/vector/colour-bar.h"
#include "render/vector/label-legend.h"

/* In pixels at 96 dots an inch. */
#define BAR_LENGTH 240.0
#define BAR_GAP 40.0

/* The topmost ones; what lies below them is mostly covered. */
#define MAX_BARS 3

typedef struct {
  CalColourBar bar;
  char *caption;
  char *note;
} Bar;

struct _CalLegend {
  const CalInk *ink;
  double width_px;
  double scale;
  GArray *bars;
  GPtrArray *regions;
  char *regions_name;
};

static void
bar_clear (gpointer data)
{
  Bar *bar = data;

  g_free (bar->caption);
  g_free (bar->note);
}

/* Which other map decides what is seen of this one. */
static char *
dup_note (CalScene *scene, const CalDisplayState *state)
{
  static const char *const signs[] = {
      [CAL_THRESHOLD_NONE] = "",
      [CAL_THRESHOLD_ABOVE] = "≥",
      [CAL_THRESHOLD_BELOW] = "≤",
      [CAL_THRESHOLD_MAGNITUDE] = "at least ±",
  };
  CalLayer *threshold_by = cal_scene_find_layer (scene, state->threshold_by);
  CalLayer *opacity_by = cal_scene_find_layer (scene, state->opacity_by);
  GString *note = g_string_new (NULL);

  if (threshold_by != NULL && state->threshold_mode != CAL_THRESHOLD_NONE) {
    g_autofree char *value =
        cal_number_format_with_unit (state->threshold, cal_layer_get_unit (threshold_by));

    g_string_append_printf (note, "where %s %s %s", cal_layer_get_name (threshold_by),
                            signs[state->threshold_mode], value);
  }
  if (opacity_by != NULL) {
    const char *unit = cal_layer_get_unit (opacity_by);
    g_autofree char *low = cal_number_format (state->opacity_by_low);
    g_autofree char *high = cal_number_format_with_unit (state->opacity_by_high, unit);

    g_string_append_printf (note, "%sopacity by %s, %s to %s", note->len > 0 ? "; " : "",
                            cal_layer_get_name (opacity_by), low, high);
  }
  if (note->len > 0)
    return g_string_free (note, FALSE);
  g_string_free (note, TRUE);
  return NULL;
}

/* A grey anatomy needs no bar: nobody reads its numbers; nor does the map of another brain. */
static gboolean
needs_bar (CalLayer *layer, CalCortex *cortex, gboolean on_cortex, gboolean on_slices)
{
  CalMap *map = cal_layer_get_map (layer);
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));

  if (!state->visible || state->opacity == 0.0 || cal_layer_get_labels (layer) != NULL)
    return FALSE;
  if (on_cortex && !on_slices && cal_layer_get_volume (layer) != NULL && !state->on_cortex)
    return FALSE;
  if (map != NULL)
    return on_cortex && cortex != NULL &&
           cal_map_get_n_elements (map) == cal_cortex_get_n_elements (cortex);
  return !g_str_equal (state->colormap->name, "gray");
}

static void
add_bar (CalLegend *self, CalScene *scene, CalLayer *layer)
{
  Bar bar = {.bar = {.display = cal_display_get_state (cal_layer_get_display (layer)),
                     .ink = self->ink,
                     .scale = self->scale}};

  bar.caption = cal_colour_bar_dup_caption (
      cal_layer_get_name (layer), cal_layer_get_statistic (layer), cal_layer_get_unit (layer));
  bar.note = dup_note (scene, bar.bar.display);
  bar.bar.caption = bar.caption;
  bar.bar.note = bar.note;
  g_array_append_val (self->bars, bar);
}

/* Regions that are filled have colours to explain; outlines have their names beside them. */
static void
add_regions (CalLegend *self, CalLayer *layer)
{
  CalLabels *labels = cal_layer_get_labels (layer);
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));

  if (labels == NULL || !state->visible || state->label_style == CAL_LABELS_OUTLINED ||
      self->regions->len > 0)
    return;
  for (guint n = 0; n < cal_labels_get_n (labels); n++)
    if (!cal_label_is_background (cal_labels_get_nth (labels, n)))
      g_ptr_array_add (self->regions, (gpointer) cal_labels_get_nth (labels, n));
  self->regions_name = g_strdup (cal_layer_get_name (layer));
}

/**
 * cal_legend_new:
 * @on_cortex: whether the cortex is drawn
 * @on_slices: whether slices are drawn
 * @width_px: the room there is
 * @scale: pixels to one at 96 dots an inch
 *
 * Valid as long as the scene does not change.
 *
 * Returns: (transfer full): bars of the topmost visible layers, and the filled regions
 */
CalLegend *
cal_legend_new (CalScene *scene,
                gboolean on_cortex,
                gboolean on_slices,
                const CalInk *ink,
                double width_px,
                double scale)
{
  CalLegend *self = g_new0 (CalLegend, 1);
  double length;

  self->ink = ink;
  self->width_px = width_px;
  self->scale = scale;
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->bars, bar_clear);
  self->regions = g_ptr_array_new ();
  for (guint n = cal_scene_get_n_layers (scene); n-- > 0;) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (self->bars->len < MAX_BARS &&
        needs_bar (layer, cal_scene_get_cortex (scene), on_cortex, on_slices))
      add_bar (self, scene, layer);
    add_regions (self, layer);
  }
  length = (width_px + BAR_GAP * scale) / MAX (self->bars->len, 1) - BAR_GAP * scale;
  for (guint n = 0; n < self->bars->len; n++)
    g_array_index (self->bars, Bar, n).bar.length_px = MAX (MIN (length, BAR_LENGTH * scale), 1.0);
  return self;
}

void
cal_legend_free (CalLegend *self)
{
  g_array_unref (self->bars);
  g_ptr_array_unref (self->regions);
  g_free (self->regions_name);
  g_free (self);
}

static CalLabelLegend
get_regions (CalLegend *self)
{
  return (CalLabelLegend){self->regions, self->regions_name, self->ink, self->width_px,
                          self->scale};
}

static double
get_bars_height (CalLegend *self)
{
  double highest = 0.0;

  for (guint n = 0; n < self->bars->len; n++) {
    double width, height;

    cal_colour_bar_measure (&g_array_index (self->bars, Bar, n).bar, &width, &height);
    highest = MAX (highest, height);
  }
  return highest;
}

/**
 * cal_legend_get_height:
 *
 * Returns: its height in pixels; 0 if there is nothing to explain
 */
double
cal_legend_get_height (CalLegend *self)
{
  CalLabelLegend regions = get_regions (self);

  return get_bars_height (self) +
         (self->regions->len > 0 ? cal_label_legend_measure (&regions) : 0.0);
}

/**
 * cal_legend_draw:
 * @x: left end of the room there is
 * @y: its top
 */
void
cal_legend_draw (CalLegend *self, cairo_t *cr, double x, double y)
{
  double gap = BAR_GAP * self->scale, total = -gap;
  CalLabelLegend regions = get_regions (self);

  for (guint n = 0; n < self->bars->len; n++)
    total += g_array_index (self->bars, Bar, n).bar.length_px + gap;
  for (guint n = 0; n < self->bars->len; n++) {
    const CalColourBar *bar = &g_array_index (self->bars, Bar, n).bar;

    cal_colour_bar_draw (cr, bar, x + 0.5 * (self->width_px - total) + n * (bar->length_px + gap),
                         y);
  }
  if (self->regions->len > 0)
    cal_label_legend_draw (cr, &regions, x, y + get_bars_height (self));
}
