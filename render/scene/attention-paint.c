/* attention-paint.c - a number a query, on the brain: each region gets its query's.
 *
 * A place that lies in several regions gets the sum, as the model sums their predictions there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/attention-paint.h"

#include <math.h>

#include "model/error.h"

/* What is being painted, from the topmost layer of regions down. */
typedef struct {
  CalScene *scene;
  CalAttention *attention;
  const double *values;
  gboolean on_cortex;
  CalPlaces *places;
  float *sums;       /* a row of @places; NaN where nothing was added */
  guint8 *is_placed; /* a query: its region was found in a layer above */
  guint n_regions;
  gboolean was_summed;
  gboolean by_number;
  GString *layers;
} Painting;

/* The number of a parcel, if the region is one: "17". */
static gboolean
parse_number (const char *name, gint32 *number)
{
  gint64 value;

  if (!g_ascii_string_to_signed (name, 10, 1, G_MAXINT32, &value, NULL))
    return FALSE;
  *number = (gint32) value;
  return TRUE;
}

static gboolean
fits (Painting *self, CalLayer *layer)
{
  CalMap *map = cal_layer_get_map (layer);
  CalCortex *cortex = cal_scene_get_cortex (self->scene);
  const gsize *n_vertices = map != NULL ? cal_map_get_desc (map)->n_vertices : NULL;

  if ((map != NULL) != self->on_cortex)
    return FALSE;
  return map == NULL ||
         (cortex != NULL && n_vertices[0] == cal_cortex_get_n_vertices (cortex, CAL_LEFT) &&
          n_vertices[1] == cal_cortex_get_n_vertices (cortex, CAL_RIGHT));
}

/* Queries by the key of their region in @labels, or by their number: a list of query numbers. */
static GHashTable *
find_queries (Painting *self, CalLabels *labels)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
  GHashTable *queries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint l = 0; labels != NULL && l < cal_labels_get_n (labels); l++) {
    const CalLabel *label = cal_labels_get_nth (labels, l);

    if (!cal_label_is_background (label))
      g_hash_table_insert (keys, label->name, GINT_TO_POINTER (label->key));
  }
  for (gsize q = 0; q < desc->n_queries; q++) {
    const char *name = cal_text_array_get (desc->query_names, q);
    gpointer key = NULL;
    gint32 number;
    GArray *list;

    if (self->is_placed[q] ||
        (labels != NULL && !g_hash_table_lookup_extended (keys, name, NULL, &key)) ||
        (labels == NULL && !parse_number (name, &number)))
      continue;
    if (labels == NULL)
      key = GINT_TO_POINTER (number);
    list = g_hash_table_lookup (queries, key);
    if (list == NULL) {
      list = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_hash_table_insert (queries, key, list);
    }
    g_array_append_val (list, q);
  }
  return queries;
}

static CalSample
sample_row (CalLayer *layer, CalPlaces *places, gsize row)
{
  guint frame = cal_display_get_state (cal_layer_get_display (layer))->frame;
  double mm[3];

  if (cal_layer_get_map (layer) != NULL)
    return cal_map_get_element (cal_layer_get_map (layer), cal_places_get_element (places, row),
                                frame);
  cal_places_get_mm (places, row, mm);
  return cal_volume_sample (cal_layer_get_volume (layer), mm, frame, CAL_NEAREST);
}

/* In a volume the midline of the world tells the sides apart. */
static CalHemisphere
find_side (Painting *self, gsize row)
{
  gsize n_vertices[2];
  double mm[3];

  if (self->on_cortex) {
    cal_places_get_n_vertices (self->places, n_vertices);
    return cal_places_get_element (self->places, row) < n_vertices[0] ? CAL_LEFT : CAL_RIGHT;
  }
  cal_places_get_mm (self->places, row, mm);
  return mm[0] < 0.0 ? CAL_LEFT : CAL_RIGHT;
}

static void
begin (Painting *self, CalLayer *layer)
{
  gsize n_rows;

  if (self->places != NULL)
    return;
  self->places = cal_places_new_everywhere (cal_layer_get_data (layer));
  n_rows = cal_places_get_n_rows (self->places);
  self->sums = g_new (float, MAX (n_rows, 1));
  for (gsize r = 0; r < n_rows; r++)
    self->sums[r] = NAN;
}

static void
add_layer (Painting *self, CalLayer *layer, GHashTable *queries)
{
  const CalHemisphere *sides = cal_attention_get_desc (self->attention)->query_hemispheres;
  gsize n_queries = cal_attention_get_desc (self->attention)->n_queries, n_rows;
  g_autofree guint8 *is_here = g_new0 (guint8, n_queries);
  guint n_new = 0;

  begin (self, layer);
  n_rows = cal_places_get_n_rows (self->places);
  for (gsize r = 0; r < n_rows; r++) {
    CalSample sample = sample_row (layer, self->places, r);
    GArray *list = sample.presence == CAL_VALUE && fabs (sample.value) <= (double) G_MAXINT32 &&
                           sample.value == rint (sample.value)
                       ? g_hash_table_lookup (queries, GINT_TO_POINTER ((gint32) sample.value))
                       : NULL;

    for (guint n = 0; list != NULL && n < list->len; n++) {
      gsize q = g_array_index (list, gsize, n);

      if (sides != NULL && sides[q] != CAL_HEMISPHERE_UNKNOWN && sides[q] != find_side (self, r))
        continue;
      self->was_summed |= !isnan (self->sums[r]);
      self->sums[r] = (float) (isnan (self->sums[r]) ? self->values[q]
                                                     : (double) self->sums[r] + self->values[q]);
      n_new += !is_here[q];
      is_here[q] = TRUE;
    }
  }
  for (gsize q = 0; q < n_queries; q++)
    self->is_placed[q] |= is_here[q];
  self->n_regions += n_new;
  if (n_new > 0)
    g_string_append_printf (self->layers, "%s%s", self->layers->len > 0 ? ", " : "",
                            cal_layer_get_name (layer));
}

/* Whether a layer without names holds each parcel's number, 0, and nothing else. */
static gboolean
is_parcels (CalLayer *layer, GHashTable *queries)
{
  g_autoptr (CalPlaces) places = cal_places_new_everywhere (cal_layer_get_data (layer));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (gsize r = 0; r < cal_places_get_n_rows (places); r++) {
    CalSample sample = sample_row (layer, places, r);
    gpointer key;

    if (sample.presence != CAL_VALUE || sample.value == 0.0)
      continue;
    if (!(fabs (sample.value) <= (double) G_MAXINT32) || sample.value != rint (sample.value))
      return FALSE;
    key = GINT_TO_POINTER ((gint32) sample.value);
    if (g_hash_table_lookup (queries, key) == NULL)
      return FALSE;
    g_hash_table_add (seen, key);
  }
  return g_hash_table_size (seen) == g_hash_table_size (queries);
}

/* Layers with names of regions; @by_number those of whole numbers without names. */
static void
add_layers (Painting *self, gboolean by_number)
{
  for (guint n = cal_scene_get_n_layers (self->scene); n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n - 1);
    CalLabels *labels = cal_layer_get_labels (layer);
    g_autoptr (GHashTable) queries = NULL;

    if (!fits (self, layer) || (labels != NULL) == by_number ||
        g_str_has_prefix (cal_layer_get_id (layer), "painted:"))
      continue;
    queries = find_queries (self, labels);
    if (g_hash_table_size (queries) == 0)
      continue;
    if (by_number && !is_parcels (layer, queries))
      continue;
    add_layer (self, layer, queries);
    self->by_number |= by_number;
    if (by_number && self->n_regions > 0)
      return;
  }
}

static void
try_layers (Painting *self, gboolean on_cortex, gboolean by_number)
{
  if (self->n_regions > 0)
    return;
  g_clear_object (&self->places);
  g_clear_pointer (&self->sums, g_free);
  self->on_cortex = on_cortex;
  add_layers (self, by_number);
}

static char *
dup_rule (Painting *self)
{
  return g_strdup_printf (
      "%u of %" G_GSIZE_FORMAT " queries painted %s of %s%s", self->n_regions,
      cal_attention_get_desc (self->attention)->n_queries,
      self->by_number ? "by the parcel's number, on the parcels" : "by name, on the regions",
      self->layers->str, self->was_summed ? "; where regions overlap, their sum" : "");
}

/* Weights begin at 0, and have the colours of the maps. */
static void
set_window (Painting *self)
{
  gsize n_rows = cal_places_get_n_rows (self->places);
  CalLayer *layer = cal_scene_find_layer (self->scene, "painted:" CAL_ATTENTION_PAINT_KEY);
  float high = 0.0f;

  for (gsize r = 0; r < n_rows; r++)
    high = fmaxf (high, self->sums[r]);
  if (layer != NULL && high > 0.0f)
    cal_display_set_window (cal_layer_get_display (layer), 0.0, (double) high);
}

static gboolean
paint (Painting *self, CalEncodingScene *scene, const char *name, const char *unit, GError **error)
{
  gsize n_rows = cal_places_get_n_rows (self->places);
  g_autoptr (GBytes) bytes = g_bytes_new (self->sums, n_rows * sizeof *self->sums);
  g_autoptr (CalArray) values = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n_rows, bytes, error);

  return values != NULL && cal_encoding_scene_paint (
                               scene, CAL_ATTENTION_PAINT_KEY, self->places,
                               &(CalPaint){.name = name, .values = values, .unit = unit}, error);
}

/**
 * cal_attention_paint:
 * @values: a number a query; NaN is no data
 * @name: of the layer
 * @unit: (nullable): of the numbers
 * @rule: (out): how the regions were found, for the person
 *
 * Regions are found by name and hemisphere among the layers of regions that are open, the topmost
 * that has it first: on the cortex if there are any, else in volumes. Queries that are numbers are
 * also found in a layer of exactly these numbers without names. Main thread.
 *
 * Returns: FALSE with CAL_ERROR_BINDING if no region is open
 */
gboolean
cal_attention_paint (CalEncodingScene *scene,
                     CalAttention *attention,
                     const double *values,
                     const char *name,
                     const char *unit,
                     char **rule,
                     GError **error)
{
  gsize n_queries = cal_attention_get_desc (attention)->n_queries;
  g_autofree guint8 *is_placed = g_new0 (guint8, n_queries + 1);
  g_autoptr (GString) layers = g_string_new (NULL);
  Painting self = {.scene = cal_encoding_scene_get_scene (scene),
                   .attention = attention,
                   .values = values,
                   .is_placed = is_placed,
                   .layers = layers};
  gboolean is_painted = FALSE;

  *rule = NULL;
  try_layers (&self, TRUE, FALSE);
  try_layers (&self, FALSE, FALSE);
  try_layers (&self, TRUE, TRUE);
  try_layers (&self, FALSE, TRUE);
  if (self.n_regions == 0)
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: none of its %" G_GSIZE_FORMAT
                 " regions is open on the brain; open an atlas that has them",
                 cal_attention_get_desc (attention)->name, n_queries);
  else if ((is_painted = paint (&self, scene, name, unit, error))) {
    set_window (&self);
    *rule = dup_rule (&self);
  }
  g_clear_object (&self.places);
  g_free (self.sums);
  return is_painted;
}
