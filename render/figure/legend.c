/* legend.c - colour bars and regions of all that a figure shows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/legend.h"

#include <math.h>

#include "model/number.h"
#include "render/scene/label-counts.h"
#include "render/vector/colour-bar.h"
#include "render/vector/label-legend.h"

/* In pixels at 96 dots an inch. */
#define BAR_LENGTH 240.0
#define BAR_GAP 40.0

/* The topmost ones; what lies below them is mostly covered. */
#define MAX_KEYS 3

/* A name and a count. */
#define REGION_COLUMN 150.0

/* A bar beside a square is not shorter: rather there is another row. */
#define MIN_BAR_LENGTH 120.0
/* What is drawn with three maps is as wide as one bar and the discs. */
#define RGB_LENGTH 300.0
#define ROW_GAP 6.0

typedef struct {
  CalColourKey key;
  char *captions[3];
  char *note;
  /* From the top left of the legend. */
  double x, y;
  double width, height;
  /* What the pointer is over. */
  gboolean is_pointed;
  double pointed[3];
} Key;

struct _CalLegend {
  const CalInk *ink;
  double width_px;
  double scale;
  GArray *keys;
  double keys_height;
  CalLayer *regions_layer;
  char *regions_caption;
  GPtrArray *regions;
  GArray *region_counts;
  const CalLabel *pointed_region;
};

static void
key_clear (gpointer data)
{
  Key *key = data;

  for (int axis = 0; axis < 3; axis++)
    g_free (key->captions[axis]);
  g_free (key->note);
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

/* Whether the layer is in the drawing; the map of another brain is not. */
static gboolean
is_drawn (CalLayer *layer, CalCortex *cortex, gboolean on_cortex, gboolean on_slices)
{
  CalMap *map = cal_layer_get_map (layer);
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));

  if (!state->visible || state->opacity == 0.0)
    return FALSE;
  if (map != NULL)
    return on_cortex && cortex != NULL &&
           cal_map_get_n_elements (map) == cal_cortex_get_n_elements (cortex);
  return on_slices || state->on_cortex;
}

/* A grey anatomy needs no key: nobody reads its numbers. */
static gboolean
needs_key (CalLayer *layer)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));

  return cal_layer_get_labels (layer) == NULL &&
         (cal_layer_get_map (layer) != NULL || !g_str_equal (state->colormap->name, "gray") ||
          state->colour_mode != CAL_COLOUR_ONE_MAP);
}

static void
add_key (CalLegend *self, CalScene *scene, CalLayer *layer)
{
  Key key = {.key = {.colouring = cal_colouring_of (scene, layer),
                     .ink = self->ink,
                     .scale = self->scale,
                     .length_px = RGB_LENGTH * self->scale}};

  for (guint axis = 0; axis < key.key.colouring.n_maps; axis++) {
    CalLayer *map = key.key.colouring.maps[axis];

    key.key.captions[axis] = key.captions[axis] = cal_colour_bar_dup_caption (
        cal_layer_get_name (map), cal_layer_get_statistic (map), cal_layer_get_unit (map));
  }
  key.key.note = key.note = dup_note (scene, key.key.colouring.state);
  g_array_append_val (self->keys, key);
}

/* Regions that are filled have colours to explain; outlines have their names beside them. */
static void
add_regions (CalLegend *self, CalScene *scene, CalLayer *layer)
{
  CalLabels *labels = cal_layer_get_labels (layer);
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  g_autofree char *note = NULL;
  const gsize *counts;

  if (labels == NULL || state->label_style == CAL_LABELS_OUTLINED || self->regions->len > 0)
    return;
  counts = cal_label_counts_of (layer);
  for (guint n = 0; n < cal_labels_get_n (labels); n++)
    if (!cal_label_is_background (cal_labels_get_nth (labels, n))) {
      g_ptr_array_add (self->regions, (gpointer) cal_labels_get_nth (labels, n));
      g_array_append_val (self->region_counts, counts[n]);
    }
  self->regions_layer = layer;
  note = dup_note (scene, state);
  self->regions_caption = note != NULL
                              ? g_strdup_printf ("%s · %s", cal_layer_get_name (layer), note)
                              : g_strdup (cal_layer_get_name (layer));
}

/* One map is a bar, which gives way; all else has its own size. */
static gboolean
is_bar (const Key *key)
{
  return key->key.colouring.n_maps == 1 &&
         key->key.colouring.state->colormap->kind != CAL_COLORMAP_CIRCULAR;
}

/* The bars share what the others leave; where that is too little, each has a row. */
static void
set_lengths (CalLegend *self)
{
  double gap = BAR_GAP * self->scale, rest = self->width_px + gap, length;
  guint n_bars = 0;

  for (guint n = 0; n < self->keys->len; n++) {
    Key *key = &g_array_index (self->keys, Key, n);

    if (is_bar (key))
      n_bars++;
    else {
      key->key.length_px = MIN (key->key.length_px, self->width_px);
      cal_colour_key_measure (&key->key, &key->width, &key->height);
      rest -= key->width + gap;
    }
  }
  length = rest / MAX (n_bars, 1) - gap;
  if (n_bars < self->keys->len && length < MIN_BAR_LENGTH * self->scale)
    length = self->width_px;
  length = MAX (MIN (length, BAR_LENGTH * self->scale), 1.0);
  for (guint n = 0; n < self->keys->len; n++) {
    Key *key = &g_array_index (self->keys, Key, n);

    if (!is_bar (key))
      continue;
    key->key.length_px = length;
    cal_colour_key_measure (&key->key, &key->width, &key->height);
  }
}

/* Centred rows of as many keys as fit. */
static void
lay_out (CalLegend *self)
{
  double gap = BAR_GAP * self->scale;

  set_lengths (self);
  for (guint first = 0, end; first < self->keys->len; first = end) {
    double total = -gap, highest = 0.0, x;

    for (end = first; end < self->keys->len; end++) {
      const Key *key = &g_array_index (self->keys, Key, end);

      /* What divides the room exactly must not be thrown out by a rounding error. */
      if (end > first && total + gap + key->width > self->width_px + 0.5)
        break;
      total += gap + key->width;
      highest = MAX (highest, key->height);
    }
    if (first > 0)
      self->keys_height += ROW_GAP * self->scale;
    x = 0.5 * (self->width_px - total);
    for (guint n = first; n < end; n++) {
      Key *key = &g_array_index (self->keys, Key, n);

      key->x = x;
      key->y = self->keys_height;
      x += key->width + gap;
    }
    self->keys_height += highest;
  }
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

  self->ink = ink;
  self->width_px = width_px;
  self->scale = scale;
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  g_array_set_clear_func (self->keys, key_clear);
  self->regions = g_ptr_array_new ();
  self->region_counts = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (guint n = cal_scene_get_n_layers (scene); n-- > 0;) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (!is_drawn (layer, cal_scene_get_cortex (scene), on_cortex, on_slices))
      continue;
    if (self->keys->len < MAX_KEYS && needs_key (layer))
      add_key (self, scene, layer);
    add_regions (self, scene, layer);
  }
  lay_out (self);
  return self;
}

void
cal_legend_free (CalLegend *self)
{
  g_array_unref (self->keys);
  g_ptr_array_unref (self->regions);
  g_array_unref (self->region_counts);
  g_free (self->regions_caption);
  g_free (self);
}

static CalLabelLegend
get_regions (CalLegend *self)
{
  CalLabelLegend regions = {.labels = self->regions,
                            .ink = self->ink,
                            .width_px = self->width_px,
                            .scale = self->scale,
                            .column_px = REGION_COLUMN * self->scale,
                            .counts = (const gsize *) (gpointer) self->region_counts->data,
                            .pointed = self->pointed_region};

  if (self->regions_layer != NULL) {
    regions.caption = self->regions_caption;
    regions.picked =
        cal_display_get_state (cal_layer_get_display (self->regions_layer))->pick_label;
  }
  return regions;
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

  return self->keys_height + (self->regions->len > 0 ? cal_label_legend_measure (&regions) : 0.0);
}

static const CalLabel *
find_pointed_region (CalLegend *self, CalScene *scene)
{
  CalColouring colouring = cal_colouring_of (scene, self->regions_layer);
  double values[3];

  if (!cal_colouring_sample_at_pointer (&colouring, scene, values) ||
      values[0] != floor (values[0]) || fabs (values[0]) > G_MAXINT32)
    return NULL;
  return cal_labels_find (cal_layer_get_labels (self->regions_layer), (gint32) values[0]);
}

/**
 * cal_legend_point:
 *
 * Marks the values of what the pointer is over.
 */
void
cal_legend_point (CalLegend *self, CalScene *scene)
{
  for (guint n = 0; n < self->keys->len; n++) {
    Key *key = &g_array_index (self->keys, Key, n);
    const CalColouring *colouring = &key->key.colouring;
    double values[3];

    key->is_pointed = cal_colouring_sample_at_pointer (colouring, scene, values);
    for (guint axis = 0; key->is_pointed && axis < colouring->n_maps; axis++)
      key->pointed[axis] = cal_colouring_get_fraction (colouring, axis, values[axis]);
  }
  if (self->regions_layer != NULL)
    self->pointed_region = find_pointed_region (self, scene);
}

/**
 * cal_legend_draw:
 * @x: left end of the room there is
 * @y: its top
 */
void
cal_legend_draw (CalLegend *self, cairo_t *cr, double x, double y)
{
  CalLabelLegend regions = get_regions (self);

  for (guint n = 0; n < self->keys->len; n++) {
    const Key *key = &g_array_index (self->keys, Key, n);

    cal_colour_key_draw (cr, &key->key, x + key->x, y + key->y);
    if (key->is_pointed)
      cal_colour_key_draw_marker (cr, &key->key, x + key->x, y + key->y, key->pointed);
  }
  if (self->regions->len > 0)
    cal_label_legend_draw (cr, &regions, x, y + self->keys_height);
}

/**
 * cal_legend_find:
 * @x: in pixels from the left end of the room there is
 * @y: from its top
 * @spot: (out): what is there
 *
 * Returns: whether the place is on a colour of the legend
 */
gboolean
cal_legend_find (CalLegend *self, double x, double y, CalLegendSpot *spot)
{
  CalLabelLegend regions = get_regions (self);

  *spot = (CalLegendSpot){0};
  for (guint n = 0; n < self->keys->len; n++) {
    const Key *key = &g_array_index (self->keys, Key, n);

    if (!cal_colour_key_find (&key->key, x - key->x, y - key->y, &spot->key))
      continue;
    spot->layer = key->key.colouring.maps[0];
    spot->nth = n;
    return TRUE;
  }
  spot->layer = self->regions_layer;
  spot->label =
      self->regions->len > 0 ? cal_label_legend_find (&regions, x, y - self->keys_height) : NULL;
  return spot->label != NULL;
}

/**
 * cal_legend_follow:
 * @from: where a drag began, in a legend of the same scene
 * @x: where it is now
 * @y: where it is now
 * @pick: (inout): gets what lies between, along the axes of that part of the key
 */
void
cal_legend_follow (
    CalLegend *self, const CalLegendSpot *from, double x, double y, double pick[3][2])
{
  const Key *key;

  if (from->label != NULL || from->nth >= self->keys->len)
    return;
  key = &g_array_index (self->keys, Key, from->nth);
  if (key->key.colouring.maps[0] == from->layer)
    cal_colour_key_follow (&key->key, &from->key, x - key->x, y - key->y, pick);
}
