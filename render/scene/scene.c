/* scene.c - all that is looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/scene.h"

#include <math.h>
#include <string.h>

#include "render/scene/projection.h"

struct _CalScene {
  GObject parent_instance;

  GPtrArray *layers;
  CalCortex *cortex;
  CalCursor *cursor;
  CalScenePointer pointer;
  CalConvention convention;
  double unfolding;
  gboolean show_letters;
  gboolean show_crosshair;
  gboolean show_outlines;
  gboolean show_colour_bar;
  gboolean show_curvature;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalScene,
                               cal_scene,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

G_DEFINE_ENUM_TYPE (CalConvention,
                    cal_convention,
                    G_DEFINE_ENUM_VALUE (CAL_NEUROLOGICAL, "neurological"),
                    G_DEFINE_ENUM_VALUE (CAL_RADIOLOGICAL, "radiological"))

enum {
  PROP_0,
  PROP_CORTEX,
  PROP_CONVENTION,
  PROP_UNFOLDING,
  PROP_SHOW_LETTERS,
  PROP_SHOW_CROSSHAIR,
  PROP_SHOW_OUTLINES,
  PROP_SHOW_COLOUR_BAR,
  PROP_SHOW_CURVATURE,
  N_PROPS,
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_POINTED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* How far from the cursor, in mm, the cortex still counts as being at the cursor. */
#define VERTEX_REACH_MM 4.0

static void
changed_cb (CalScene *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GType
get_item_type (GListModel *model)
{
  return CAL_TYPE_LAYER;
}

static guint
get_n_items (GListModel *model)
{
  return CAL_SCENE (model)->layers->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CalScene *self = CAL_SCENE (model);

  return position < self->layers->len ? g_object_ref (self->layers->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
cal_scene_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalScene *self = CAL_SCENE (object);

  switch (prop_id) {
  case PROP_CORTEX:
    g_value_set_object (value, self->cortex);
    break;
  case PROP_CONVENTION:
    g_value_set_enum (value, (gint) self->convention);
    break;
  case PROP_UNFOLDING:
    g_value_set_double (value, self->unfolding);
    break;
  case PROP_SHOW_LETTERS:
    g_value_set_boolean (value, self->show_letters);
    break;
  case PROP_SHOW_CROSSHAIR:
    g_value_set_boolean (value, self->show_crosshair);
    break;
  case PROP_SHOW_OUTLINES:
    g_value_set_boolean (value, self->show_outlines);
    break;
  case PROP_SHOW_COLOUR_BAR:
    g_value_set_boolean (value, self->show_colour_bar);
    break;
  case PROP_SHOW_CURVATURE:
    g_value_set_boolean (value, self->show_curvature);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_scene_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CalScene *self = CAL_SCENE (object);
  gboolean changed = FALSE;

#define STORE(field, read)           \
  ({                                 \
    changed = self->field != (read); \
    self->field = (read);            \
  })
  switch (prop_id) {
  case PROP_CORTEX:
    cal_scene_set_cortex (self, g_value_get_object (value));
    return;
  case PROP_CONVENTION:
    STORE (convention, (CalConvention) g_value_get_enum (value));
    break;
  case PROP_UNFOLDING:
    STORE (unfolding, g_value_get_double (value));
    break;
  case PROP_SHOW_LETTERS:
    STORE (show_letters, g_value_get_boolean (value));
    break;
  case PROP_SHOW_CROSSHAIR:
    STORE (show_crosshair, g_value_get_boolean (value));
    break;
  case PROP_SHOW_OUTLINES:
    STORE (show_outlines, g_value_get_boolean (value));
    break;
  case PROP_SHOW_COLOUR_BAR:
    STORE (show_colour_bar, g_value_get_boolean (value));
    break;
  case PROP_SHOW_CURVATURE:
    STORE (show_curvature, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
#undef STORE
  if (changed) {
    g_object_notify_by_pspec (object, pspec);
    changed_cb (self);
  }
}

static void
unwatch (CalScene *self, CalLayer *layer)
{
  g_signal_handlers_disconnect_by_data (layer, self);
  g_signal_handlers_disconnect_by_data (cal_layer_get_display (layer), self);
}

static void
cal_scene_dispose (GObject *object)
{
  CalScene *self = CAL_SCENE (object);

  for (guint n = 0; n < self->layers->len; n++)
    unwatch (self, self->layers->pdata[n]);
  g_ptr_array_set_size (self->layers, 0);
  if (self->cursor != NULL)
    g_signal_handlers_disconnect_by_data (self->cursor, self);
  g_clear_object (&self->cursor);
  g_clear_object (&self->cortex);
  G_OBJECT_CLASS (cal_scene_parent_class)->dispose (object);
}

static void
cal_scene_finalize (GObject *object)
{
  g_clear_pointer (&CAL_SCENE (object)->layers, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_scene_parent_class)->finalize (object);
}

#define FLAGS (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
cal_scene_class_init (CalSceneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cal_scene_get_property;
  object_class->set_property = cal_scene_set_property;
  object_class->dispose = cal_scene_dispose;
  object_class->finalize = cal_scene_finalize;

  props[PROP_CORTEX] = g_param_spec_object ("cortex", "Cortex", "The brain that maps are drawn on",
                                            CAL_TYPE_CORTEX, FLAGS);
  props[PROP_CONVENTION] =
      g_param_spec_enum ("convention", "Convention", "Which side of a slice is the head's left",
                         CAL_TYPE_CONVENTION, CAL_NEUROLOGICAL, FLAGS);
  /**
   * CalScene:unfolding:
   *
   * The shape of the cortex: 0 pial, 1 white, 2 inflated, 3 sphere, 4 flat, and all between. A
   * surface that is missing is passed over.
   */
  props[PROP_UNFOLDING] = g_param_spec_double (
      "unfolding", "Unfolding", "0 pial, 1 white, 2 inflated, 3 sphere, 4 flat, and all between",
      0.0, 4.0, 2.0, FLAGS);
  props[PROP_SHOW_LETTERS] =
      g_param_spec_boolean ("show-letters", "Orientation letters",
                            "Whether slices say where left, front and top are", TRUE, FLAGS);
  props[PROP_SHOW_CROSSHAIR] = g_param_spec_boolean ("show-crosshair", "Crosshair",
                                                     "Whether the cursor is drawn", TRUE, FLAGS);
  props[PROP_SHOW_OUTLINES] =
      g_param_spec_boolean ("show-outlines", "Surface outlines",
                            "Whether slices show where they cut the cortex", TRUE, FLAGS);
  props[PROP_SHOW_COLOUR_BAR] = g_param_spec_boolean (
      "show-colour-bar", "Colour bar", "Whether views show the colour bar", TRUE, FLAGS);
  props[PROP_SHOW_CURVATURE] = g_param_spec_boolean (
      "show-curvature", "Curvature", "Whether sulci are drawn darker than gyri", TRUE, FLAGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * CalScene::changed:
   *
   * Something that is drawn is not what it was. May come often: queue a redraw, draw nothing.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAL_TYPE_SCENE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CalScene::pointed:
   *
   * The pointer is over another element, or over none. No drawing of the brain follows it.
   */
  signals[SIGNAL_POINTED] = g_signal_new ("pointed", CAL_TYPE_SCENE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cal_scene_init (CalScene *self)
{
  self->layers = g_ptr_array_new_with_free_func (g_object_unref);
  self->cursor = cal_cursor_new ();
  g_signal_connect_swapped (self->cursor, "moved", G_CALLBACK (changed_cb), self);
  self->pointer.hemisphere = CAL_HEMISPHERE_UNKNOWN;
  self->unfolding = 2.0;
  self->show_letters = TRUE;
  self->show_crosshair = TRUE;
  self->show_outlines = TRUE;
  self->show_colour_bar = TRUE;
  self->show_curvature = TRUE;
}

/**
 * cal_scene_new:
 *
 * Returns: (transfer full): a scene with no layer and no cortex
 */
CalScene *
cal_scene_new (void)
{
  return g_object_new (CAL_TYPE_SCENE, NULL);
}

/**
 * cal_scene_insert:
 * @position: in drawing order; beyond the last means on top
 */
void
cal_scene_insert (CalScene *self, guint position, CalLayer *layer)
{
  g_return_if_fail (CAL_IS_SCENE (self));
  g_return_if_fail (CAL_IS_LAYER (layer));

  position = MIN (position, self->layers->len);
  g_ptr_array_insert (self->layers, (gint) position, g_object_ref (layer));
  g_signal_connect_swapped (layer, "notify", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (cal_layer_get_display (layer), "notify", G_CALLBACK (changed_cb), self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  changed_cb (self);
}

/**
 * cal_scene_append:
 *
 * Adds a layer on top.
 */
void
cal_scene_append (CalScene *self, CalLayer *layer)
{
  cal_scene_insert (self, G_MAXUINT, layer);
}

/**
 * cal_scene_remove:
 *
 * Takes a layer away; nothing happens if it is not there.
 */
void
cal_scene_remove (CalScene *self, CalLayer *layer)
{
  guint position;

  g_return_if_fail (CAL_IS_SCENE (self));

  if (!g_ptr_array_find (self->layers, layer, &position))
    return;
  unwatch (self, layer);
  g_ptr_array_remove_index (self->layers, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  changed_cb (self);
}

/**
 * cal_scene_move_layer:
 * @position: where it shall be, in drawing order
 */
void
cal_scene_move_layer (CalScene *self, CalLayer *layer, guint position)
{
  guint from;

  g_return_if_fail (CAL_IS_SCENE (self));

  if (!g_ptr_array_find (self->layers, layer, &from) || position >= self->layers->len ||
      from == position)
    return;
  g_object_ref (layer);
  cal_scene_remove (self, layer);
  cal_scene_insert (self, position, layer);
  g_object_unref (layer);
}

/**
 * cal_scene_clear:
 *
 * Takes every layer and the cortex away.
 */
void
cal_scene_clear (CalScene *self)
{
  while (self->layers->len > 0)
    cal_scene_remove (self, self->layers->pdata[self->layers->len - 1]);
  cal_scene_set_cortex (self, NULL);
}

guint
cal_scene_get_n_layers (CalScene *self)
{
  return self->layers->len;
}

/**
 * cal_scene_get_layer:
 *
 * Returns: (transfer none) (nullable): the layer at that place in drawing order
 */
CalLayer *
cal_scene_get_layer (CalScene *self, guint n)
{
  return n < self->layers->len ? self->layers->pdata[n] : NULL;
}

static void
add_source (CalScene *self, GPtrArray *sources, const char *id)
{
  CalLayer *layer = cal_scene_find_layer (self, id);

  if (layer != NULL && !g_ptr_array_find (sources, layer, NULL))
    g_ptr_array_add (sources, layer);
}

/* Adds all that a layer is drawn from: itself, its table of colours, the layers that it is looked
 * at by. */
static void
add_sources (CalScene *self, GPtrArray *sources, CalLayer *layer)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  CalLabels *labels = cal_layer_get_labels (layer);

  if (!g_ptr_array_find (sources, layer, NULL))
    g_ptr_array_add (sources, layer);
  add_source (self, sources, state->opacity_by);
  add_source (self, sources, state->threshold_by);
  if (labels != NULL && !g_ptr_array_find (sources, labels, NULL))
    g_ptr_array_add (sources, labels);
  if (labels != NULL || state->colour_mode == CAL_COLOUR_ONE_MAP)
    return;
  add_source (self, sources, state->second_by);
  if (state->colour_mode == CAL_COLOUR_RGB)
    add_source (self, sources, state->third_by);
}

/**
 * cal_scene_count_left_off_cortex:
 *
 * Returns: how many of the layers that should be on the cortex are not drawn, since there are more
 *   than #CAL_MAX_CORTEX_LAYERS, or they take more than #CAL_MAX_CORTEX_SOURCES: the lowest ones.
 *   Whoever shows the cortex says so
 */
guint
cal_scene_count_left_off_cortex (CalScene *self)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  guint n_on_cortex = 0, n_left_off = 0;

  for (guint n = self->layers->len; n-- > 0;) {
    CalLayer *layer = self->layers->pdata[n];

    if (!cal_layer_is_on_cortex (layer))
      continue;
    add_sources (self, sources, layer);
    n_on_cortex++;
    if (n_left_off > 0 || n_on_cortex > CAL_MAX_CORTEX_LAYERS ||
        sources->len > CAL_MAX_CORTEX_SOURCES)
      n_left_off++;
  }
  return n_left_off;
}

/**
 * cal_scene_find_layer:
 * @id: (nullable)
 *
 * Returns: (transfer none) (nullable): the layer of that id
 */
CalLayer *
cal_scene_find_layer (CalScene *self, const char *id)
{
  for (guint n = 0; id != NULL && n < self->layers->len; n++)
    if (g_str_equal (cal_layer_get_id (self->layers->pdata[n]), id))
      return self->layers->pdata[n];
  return NULL;
}

/**
 * cal_scene_get_cortex:
 *
 * Returns: (transfer none) (nullable): the brain that maps are drawn on
 */
CalCortex *
cal_scene_get_cortex (CalScene *self)
{
  g_return_val_if_fail (CAL_IS_SCENE (self), NULL);

  return self->cortex;
}

void
cal_scene_set_cortex (CalScene *self, CalCortex *cortex)
{
  g_return_if_fail (CAL_IS_SCENE (self));

  if (!g_set_object (&self->cortex, cortex))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CORTEX]);
  changed_cb (self);
}

/**
 * cal_scene_get_cursor:
 *
 * Returns: (transfer none): where everything looks; follow its CalCursor::moved
 */
CalCursor *
cal_scene_get_cursor (CalScene *self)
{
  g_return_val_if_fail (CAL_IS_SCENE (self), NULL);

  return self->cursor;
}

/**
 * cal_scene_move_to_mm:
 * @position_mm: RAS millimetres
 *
 * Moves the cursor there, and onto the nearest vertex if the cortex is within 4 mm.
 */
void
cal_scene_move_to_mm (CalScene *self, const double position_mm[3])
{
  CalHemisphere hemisphere = CAL_HEMISPHERE_UNKNOWN;
  gsize vertex = 0;
  double distance_mm;

  g_return_if_fail (CAL_IS_SCENE (self));

  if (self->cortex != NULL)
    cal_cortex_find_nearest (self->cortex, position_mm, VERTEX_REACH_MM, &hemisphere, &vertex,
                             &distance_mm);
  cal_cursor_move (self->cursor, position_mm, hemisphere, vertex);
}

/**
 * cal_scene_move_to_vertex:
 *
 * Moves the cursor to that vertex of the cortex, and to its place in the head if that is known.
 */
void
cal_scene_move_to_vertex (CalScene *self, CalHemisphere hemisphere, gsize vertex)
{
  double position_mm[3];
  gboolean known;

  g_return_if_fail (CAL_IS_SCENE (self));
  g_return_if_fail (self->cortex != NULL &&
                    vertex < cal_cortex_get_n_vertices (self->cortex, hemisphere));

  known = cal_cortex_get_vertex_mm (self->cortex, hemisphere, vertex, position_mm);
  cal_cursor_move (self->cursor, known ? position_mm : NULL, hemisphere, vertex);
}

static void
point_at (CalScene *self, const CalScenePointer *pointer)
{
  if (pointer->hemisphere == self->pointer.hemisphere && pointer->vertex == self->pointer.vertex &&
      pointer->in_head == self->pointer.in_head &&
      memcmp (pointer->position_mm, self->pointer.position_mm, sizeof pointer->position_mm) == 0)
    return;
  self->pointer = *pointer;
  g_signal_emit (self, signals[SIGNAL_POINTED], 0);
}

/**
 * cal_scene_point_at_vertex:
 * @hemisphere: CAL_HEMISPHERE_UNKNOWN where there is no cortex
 *
 * Tells what the pointer is over; the cursor stays where it is.
 */
void
cal_scene_point_at_vertex (CalScene *self, CalHemisphere hemisphere, gsize vertex)
{
  g_return_if_fail (CAL_IS_SCENE (self));

  point_at (self, &(CalScenePointer){.hemisphere = hemisphere,
                                     .vertex = hemisphere != CAL_HEMISPHERE_UNKNOWN ? vertex : 0});
}

/**
 * cal_scene_point_at_mm:
 * @position_mm: (nullable): RAS millimetres; NULL when the pointer has left the slices
 *
 * Tells what the pointer is over; the cursor stays where it is.
 */
void
cal_scene_point_at_mm (CalScene *self, const double position_mm[3])
{
  CalScenePointer pointer = {.hemisphere = CAL_HEMISPHERE_UNKNOWN, .in_head = position_mm != NULL};

  g_return_if_fail (CAL_IS_SCENE (self));

  if (position_mm != NULL)
    memcpy (pointer.position_mm, position_mm, sizeof pointer.position_mm);
  point_at (self, &pointer);
}

/**
 * cal_scene_get_pointer:
 *
 * Returns: (transfer none): what the pointer is over; see CalScene::pointed
 */
const CalScenePointer *
cal_scene_get_pointer (CalScene *self)
{
  return &self->pointer;
}

/**
 * cal_scene_clear_picks:
 *
 * Shows all of every layer again.
 *
 * Returns: whether a part of any legend was picked
 */
gboolean
cal_scene_clear_picks (CalScene *self)
{
  gboolean any = FALSE;

  for (guint n = 0; n < self->layers->len; n++) {
    CalDisplay *display = cal_layer_get_display (self->layers->pdata[n]);

    if (!cal_display_has_pick (cal_display_get_state (display)))
      continue;
    cal_display_clear_pick (display);
    any = TRUE;
  }
  return any;
}

/**
 * cal_scene_sample_at_mm:
 *
 * Returns: a volume's value there as the slices show it, or a map's at the nearest vertex
 */
CalSample
cal_scene_sample_at_mm (CalScene *self, CalLayer *layer, const double position_mm[3])
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  CalVolume *volume = cal_layer_get_volume (layer);
  CalHemisphere hemisphere = CAL_HEMISPHERE_UNKNOWN;
  gsize vertex = 0;
  double distance_mm;

  if (volume != NULL)
    return cal_volume_sample (volume, position_mm, state->frame, state->interpolation);
  if (self->cortex != NULL)
    cal_cortex_find_nearest (self->cortex, position_mm, VERTEX_REACH_MM, &hemisphere, &vertex,
                             &distance_mm);
  return cal_map_get_vertex (cal_layer_get_map (layer), hemisphere, vertex, state->frame);
}

/**
 * cal_scene_sample_at_vertex:
 *
 * Returns: a map's value at that vertex, or a volume's in the cortex there as cortex views show it
 */
CalSample
cal_scene_sample_at_vertex (CalScene *self, CalLayer *layer, CalHemisphere hemisphere, gsize vertex)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  CalVolume *volume = cal_layer_get_volume (layer);

  if (volume == NULL)
    return cal_map_get_vertex (cal_layer_get_map (layer), hemisphere, vertex, state->frame);
  if (self->cortex == NULL || hemisphere == CAL_HEMISPHERE_UNKNOWN)
    return (CalSample){CAL_OUTSIDE, (double) NAN};
  return cal_projection_sample (volume, self->cortex, hemisphere, vertex, state->frame,
                                state->interpolation);
}

/**
 * cal_scene_sample_at_cursor:
 *
 * Returns: the layer's value where the cursor is
 */
CalSample
cal_scene_sample_at_cursor (CalScene *self, CalLayer *layer)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  CalHemisphere hemisphere;
  double position_mm[3];
  gsize vertex = 0;
  gboolean known = cal_cursor_get_position (self->cursor, position_mm);

  hemisphere = cal_cursor_get_vertex (self->cursor, &vertex);
  if (cal_layer_get_map (layer) != NULL)
    return cal_map_get_vertex (cal_layer_get_map (layer), hemisphere, vertex, state->frame);
  if (!known)
    return (CalSample){CAL_OUTSIDE, (double) NAN};
  return cal_scene_sample_at_mm (self, layer, position_mm);
}

static void
widen (double low_mm[3], double high_mm[3], const double low[3], const double high[3], gboolean any)
{
  for (int a = 0; a < 3; a++) {
    low_mm[a] = any ? MIN (low_mm[a], low[a]) : low[a];
    high_mm[a] = any ? MAX (high_mm[a], high[a]) : high[a];
  }
}

/**
 * cal_scene_get_bounds:
 * @low_mm: (out caller-allocates): smallest world coordinates of every volume and every anatomical
 *   surface
 * @high_mm: (out caller-allocates): largest ones
 *
 * Returns: FALSE if there is nothing in the head, which leaves both as they were
 */
gboolean
cal_scene_get_bounds (CalScene *self, double low_mm[3], double high_mm[3])
{
  gboolean any = FALSE;
  double low[3], high[3];

  for (guint n = 0; n < self->layers->len; n++) {
    CalVolume *volume = cal_layer_get_volume (self->layers->pdata[n]);

    if (volume == NULL)
      continue;
    cal_volume_get_bounds (volume, low, high);
    widen (low_mm, high_mm, low, high, any);
    any = TRUE;
  }
  for (int h = 0; self->cortex != NULL && h < 2; h++) {
    CalSurface *surface = cal_cortex_get_anatomy (self->cortex, (CalHemisphere) h);

    if (surface == NULL)
      continue;
    cal_surface_get_bounds (surface, low, high);
    widen (low_mm, high_mm, low, high, any);
    any = TRUE;
  }
  return any;
}
