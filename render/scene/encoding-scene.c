/* encoding-scene.c - what encoding models wrote that is open.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/encoding-scene.h"

#include <math.h>

#include "render/scene/readout.h"

struct _CalEncodingScene {
  GObject parent_instance;

  CalScene *scene;
  CalRdmScene *rdm_scene;
  GPtrArray *captions;
  GPtrArray *series;
  GPtrArray *attentions;
  GPtrArray *decodings;
};

G_DEFINE_FINAL_TYPE (CalEncodingScene, cal_encoding_scene, G_TYPE_OBJECT)

enum { CHANGED, PAINT, UNPAINT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
cal_encoding_scene_finalize (GObject *object)
{
  CalEncodingScene *self = CAL_ENCODING_SCENE (object);

  g_clear_object (&self->scene);
  g_clear_object (&self->rdm_scene);
  g_clear_pointer (&self->captions, g_ptr_array_unref);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->attentions, g_ptr_array_unref);
  g_clear_pointer (&self->decodings, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_encoding_scene_parent_class)->finalize (object);
}

static void
cal_encoding_scene_class_init (CalEncodingSceneClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cal_encoding_scene_finalize;

  /**
   * CalEncodingScene::changed:
   *
   * Something was opened or closed.
   */
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CalEncodingScene::paint:
   * @key: which layer
   * @data: a #CalMap or #CalVolume: what it is to show
   */
  signals[PAINT] = g_signal_new ("paint", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_STRING, G_TYPE_OBJECT);
  /**
   * CalEncodingScene::unpaint:
   * @key: which layer is to go
   */
  signals[UNPAINT] = g_signal_new ("unpaint", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cal_encoding_scene_init (CalEncodingScene *self)
{
  self->captions = g_ptr_array_new_with_free_func (g_object_unref);
  self->series = g_ptr_array_new_with_free_func (g_object_unref);
  self->attentions = g_ptr_array_new_with_free_func (g_object_unref);
  self->decodings = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cal_encoding_scene_new:
 *
 * Returns: (transfer full): with nothing open
 */
CalEncodingScene *
cal_encoding_scene_new (CalScene *scene, CalRdmScene *rdm_scene)
{
  CalEncodingScene *self = g_object_new (CAL_TYPE_ENCODING_SCENE, NULL);

  self->scene = g_object_ref (scene);
  self->rdm_scene = g_object_ref (rdm_scene);
  return self;
}

/**
 * cal_encoding_scene_get_scene:
 *
 * Returns: (transfer none)
 */
CalScene *
cal_encoding_scene_get_scene (CalEncodingScene *self)
{
  return self->scene;
}

/**
 * cal_encoding_scene_get_rdm_scene:
 *
 * Returns: (transfer none)
 */
CalRdmScene *
cal_encoding_scene_get_rdm_scene (CalEncodingScene *self)
{
  return self->rdm_scene;
}

/**
 * cal_encoding_scene_get_selection:
 *
 * Returns: (transfer none): which stimuli and region all views point at
 */
CalSelection *
cal_encoding_scene_get_selection (CalEncodingScene *self)
{
  return cal_rdm_scene_get_selection (self->rdm_scene);
}

/**
 * cal_encoding_scene_get_stimuli:
 *
 * Returns: (transfer none) (nullable): what was shown
 */
CalStimuli *
cal_encoding_scene_get_stimuli (CalEncodingScene *self)
{
  return cal_rdm_scene_get_stimuli (self->rdm_scene);
}

/**
 * cal_encoding_scene_add:
 * @finding: #CalCaptions, #CalSeries, #CalAttention or #CalDecoding
 */
void
cal_encoding_scene_add (CalEncodingScene *self, GObject *finding)
{
  GPtrArray *list = CAL_IS_CAPTIONS (finding)    ? self->captions
                    : CAL_IS_SERIES (finding)    ? self->series
                    : CAL_IS_ATTENTION (finding) ? self->attentions
                    : CAL_IS_DECODING (finding)  ? self->decodings
                                                 : NULL;

  g_return_if_fail (list != NULL);

  g_ptr_array_add (list, g_object_ref (finding));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
cal_encoding_scene_clear (CalEncodingScene *self)
{
  GPtrArray *lists[] = {self->captions, self->series, self->attentions, self->decodings};

  for (guint n = 0; n < G_N_ELEMENTS (lists); n++)
    g_ptr_array_set_size (lists[n], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cal_encoding_scene_is_empty:
 *
 * Returns: whether nothing of the kind is open
 */
gboolean
cal_encoding_scene_is_empty (CalEncodingScene *self)
{
  return self->captions->len == 0 && self->series->len == 0 && self->attentions->len == 0 &&
         self->decodings->len == 0;
}

/**
 * cal_encoding_scene_get_captions:
 *
 * Returns: (transfer none): #CalCaptions
 */
GPtrArray *
cal_encoding_scene_get_captions (CalEncodingScene *self)
{
  return self->captions;
}

/**
 * cal_encoding_scene_get_series:
 *
 * Returns: (transfer none): #CalSeries
 */
GPtrArray *
cal_encoding_scene_get_series (CalEncodingScene *self)
{
  return self->series;
}

/**
 * cal_encoding_scene_get_attentions:
 *
 * Returns: (transfer none): #CalAttention
 */
GPtrArray *
cal_encoding_scene_get_attentions (CalEncodingScene *self)
{
  return self->attentions;
}

/**
 * cal_encoding_scene_get_decodings:
 *
 * Returns: (transfer none): #CalDecoding
 */
GPtrArray *
cal_encoding_scene_get_decodings (CalEncodingScene *self)
{
  return self->decodings;
}

/* Whether vertices are numbered alike. */
static gboolean
is_on (CalPlaces *places, const gsize n_vertices[2])
{
  gsize own[2];

  cal_places_get_n_vertices (places, own);
  return cal_places_is_on_cortex (places) && own[0] == n_vertices[0] && own[1] == n_vertices[1];
}

static gboolean
is_on_cortex (CalPlaces *places, CalCortex *cortex)
{
  return cortex != NULL && is_on (places, (gsize[]){cal_cortex_get_n_vertices (cortex, CAL_LEFT),
                                                    cal_cortex_get_n_vertices (cortex, CAL_RIGHT)});
}

/**
 * cal_encoding_scene_find_row:
 * @row: (out): of the voxel or vertex at the cursor
 *
 * Returns: whether there is one
 */
gboolean
cal_encoding_scene_find_row (CalEncodingScene *self, CalPlaces *places, gsize *row)
{
  CalCursor *cursor = cal_scene_get_cursor (self->scene);
  CalCortex *cortex = cal_scene_get_cortex (self->scene);
  CalHemisphere hemisphere;
  double mm[3];
  gsize vertex;

  if (!cal_places_is_on_cortex (places))
    return cal_cursor_get_position (cursor, mm) && cal_places_find_mm (places, mm, row);
  hemisphere = cal_cursor_get_vertex (cursor, &vertex);
  return hemisphere != CAL_HEMISPHERE_UNKNOWN && is_on_cortex (places, cortex) &&
         cal_places_find_element (places, cal_cortex_get_element (cortex, hemisphere, vertex), row);
}

/* What a view painted is no region: clusters and winners have names, too. */
static CalLabels *
get_regions (CalLayer *layer)
{
  return g_str_has_prefix (cal_layer_get_id (layer), CAL_PAINTED_PREFIX)
             ? NULL
             : cal_layer_get_labels (layer);
}

static void
add_name (GPtrArray *names, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

/**
 * cal_encoding_scene_dup_regions_at_cursor:
 *
 * A place may lie in several regions, of several layers.
 *
 * Returns: (transfer full) (element-type utf8): their names, the topmost layer's first
 */
GPtrArray *
cal_encoding_scene_dup_regions_at_cursor (CalEncodingScene *self)
{
  g_autoptr (GPtrArray) rows = cal_readout_of_cursor (self->scene);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint n = 0; n < rows->len; n++) {
    const CalReadoutRow *row = rows->pdata[n];

    if (row->label != NULL && get_regions (row->layer) != NULL &&
        !cal_label_is_background (row->label))
      add_name (names, row->label->name);
  }
  return names;
}

/* What a layer of regions says of a row's place. */
static CalSample
sample_row (CalPlaces *places, CalLayer *regions, gsize row)
{
  guint frame = cal_display_get_state (cal_layer_get_display (regions))->frame;
  CalMap *map = cal_layer_get_map (regions);
  double mm[3];

  if (map != NULL)
    return cal_map_get_element (map, cal_places_get_element (places, row), frame);
  cal_places_get_mm (places, row, mm);
  return cal_volume_sample (cal_layer_get_volume (regions), mm, frame, CAL_NEAREST);
}

/* Whether a layer names regions of such places. */
static gboolean
names_regions (CalLayer *layer, CalPlaces *places)
{
  CalMap *map = cal_layer_get_map (layer);

  return get_regions (layer) != NULL && (map != NULL) == cal_places_is_on_cortex (places) &&
         (map == NULL || is_on (places, cal_map_get_desc (map)->n_vertices));
}

static const CalLabel *
find_label (CalPlaces *places, CalLayer *regions, gsize row)
{
  CalSample sample = sample_row (places, regions, row);

  return sample.presence == CAL_VALUE && sample.value == rint (sample.value) &&
                 fabs (sample.value) <= G_MAXINT32
             ? cal_labels_find (cal_layer_get_labels (regions), (gint32) sample.value)
             : NULL;
}

/**
 * cal_encoding_scene_find_region_rows:
 * @region: its name
 *
 * Returns: (transfer full) (element-type guint32): rows in that region, on both hemispheres,
 *   ascending; by the topmost layer that has a region of this name: of labelled vertices for rows
 *   on the cortex, of labelled voxels for others
 */
GArray *
cal_encoding_scene_find_region_rows (CalEncodingScene *self, CalPlaces *places, const char *region)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint n = cal_scene_get_n_layers (self->scene); n > 0 && found->len == 0; n--) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n - 1);

    for (guint32 r = 0; names_regions (layer, places) && r < cal_places_get_n_rows (places); r++) {
      const CalLabel *label = find_label (places, layer, r);

      if (label != NULL && g_str_equal (label->name, region))
        g_array_append_val (found, r);
    }
  }
  return found;
}

static void
free_region (gpointer data)
{
  CalRegionRows *region = data;

  g_free (region->name);
  g_array_unref (region->rows);
  g_free (region);
}

static void
add_regions_of_layer (GPtrArray *regions, CalPlaces *places, CalLayer *layer)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) higher = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint n = 0; n < regions->len; n++)
    g_hash_table_add (higher, ((CalRegionRows *) regions->pdata[n])->name);
  for (guint32 r = 0; r < cal_places_get_n_rows (places); r++) {
    const CalLabel *label = find_label (places, layer, r);
    CalRegionRows *region;

    if (label == NULL || cal_label_is_background (label) ||
        g_hash_table_contains (higher, label->name))
      continue;
    region = g_hash_table_lookup (by_name, label->name);
    if (region == NULL) {
      region = g_new (CalRegionRows, 1);
      region->name = g_strdup (label->name);
      region->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (by_name, region->name, region);
      g_ptr_array_add (regions, region);
    }
    g_array_append_val (region->rows, r);
  }
}

/**
 * cal_encoding_scene_dup_region_rows:
 *
 * What cal_encoding_scene_find_region_rows() tells of every region that has rows, at once.
 *
 * Returns: (transfer full) (element-type CalRegionRows): the topmost layer's first
 */
GPtrArray *
cal_encoding_scene_dup_region_rows (CalEncodingScene *self, CalPlaces *places)
{
  GPtrArray *regions = g_ptr_array_new_with_free_func (free_region);

  for (guint n = cal_scene_get_n_layers (self->scene); n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n - 1);

    if (names_regions (layer, places))
      add_regions_of_layer (regions, places, layer);
  }
  return regions;
}

/**
 * cal_encoding_scene_find_rows:
 * @of_region: of all of the selected region; else of the place at the cursor
 *
 * Returns: (transfer full) (element-type guint32): rows of what is looked at, ascending; empty if
 *   there are none
 */
GArray *
cal_encoding_scene_find_rows (CalEncodingScene *self, CalPlaces *places, gboolean of_region)
{
  const char *region = cal_selection_get_region (cal_encoding_scene_get_selection (self));
  GArray *rows;
  gsize row;

  if (of_region && region != NULL)
    return cal_encoding_scene_find_region_rows (self, places, region);
  rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!of_region && cal_encoding_scene_find_row (self, places, &row)) {
    guint32 found = (guint32) row;

    g_array_append_val (rows, found);
  }
  return rows;
}

/**
 * cal_encoding_scene_go_to_row:
 *
 * Moves the cursor to the row's voxel or vertex.
 */
void
cal_encoding_scene_go_to_row (CalEncodingScene *self, CalPlaces *places, gsize row)
{
  CalCortex *cortex = cal_scene_get_cortex (self->scene);
  double mm[3];

  if (cal_places_get_mm (places, row, mm))
    cal_scene_move_to_mm (self->scene, mm);
  else if (is_on_cortex (places, cortex)) {
    gsize vertex;
    CalHemisphere hemisphere =
        cal_cortex_get_vertex (cortex, cal_places_get_element (places, row), &vertex);

    cal_scene_move_to_vertex (self->scene, hemisphere, vertex);
  }
}

/**
 * cal_encoding_scene_paint:
 * @key: of the layer: the same key again shows the new numbers in the same layer
 * @places: of the numbers
 *
 * Shows numbers on the brain, on top of what is there; see CalEncodingScene::paint.
 *
 * Returns: FALSE with @error as cal_places_paint()
 */
gboolean
cal_encoding_scene_paint (CalEncodingScene *self,
                          const char *key,
                          CalPlaces *places,
                          const CalPaint *paint,
                          GError **error)
{
  g_autoptr (GObject) data = cal_places_paint (places, paint, error);

  if (data == NULL)
    return FALSE;
  g_signal_emit (self, signals[PAINT], 0, key, data);
  return TRUE;
}

/**
 * cal_encoding_scene_dup_layer_id:
 *
 * Returns: (transfer full): the id of the layer that shows what was painted with @key
 */
char *
cal_encoding_scene_dup_layer_id (const char *key)
{
  return g_strconcat (CAL_PAINTED_PREFIX, key, NULL);
}

/**
 * cal_encoding_scene_get_painted:
 *
 * Returns: (transfer none) (nullable): the layer that shows what was painted with @key
 */
CalLayer *
cal_encoding_scene_get_painted (CalEncodingScene *self, const char *key)
{
  g_autofree char *id = cal_encoding_scene_dup_layer_id (key);

  return cal_scene_find_layer (self->scene, id);
}

/**
 * cal_encoding_scene_unpaint:
 *
 * Takes the layer of @key away, if there is one.
 */
void
cal_encoding_scene_unpaint (CalEncodingScene *self, const char *key)
{
  g_signal_emit (self, signals[UNPAINT], 0, key);
}
