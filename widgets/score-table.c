/* score-table.c - the values of several maps at the same places, and the regions these lie in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/score-table.h"

#include <math.h>

#include "model/memory.h"

/* Layers belong to the main thread: what is read of them off it is taken here. */
typedef struct {
  GObject *data;
  gsize frame;
  CalLabels *labels;
} Naming;

struct _CalScoreTableInput {
  GPtrArray *maps;
  CalScoreMap *ceiling;
  CalCeilingUnit ceiling_unit;
  GArray *namings;
  gboolean sides_apart;
  CalScoreWithin within;
  char *region;
};

static void
clear_naming (gpointer data)
{
  Naming *naming = data;

  g_object_unref (naming->data);
  g_object_unref (naming->labels);
}

/**
 * cal_score_table_input_new:
 * @request: everything is copied or referenced
 *
 * Main thread only.
 *
 * Returns: (transfer full): what cal_score_table_new() needs, from any thread
 */
CalScoreTableInput *
cal_score_table_input_new (const CalScoreTableRequest *request)
{
  CalScoreTableInput *self = g_new0 (CalScoreTableInput, 1);

  self->maps = g_ptr_array_ref (request->maps);
  self->ceiling = request->ceiling != NULL ? cal_score_map_ref (request->ceiling) : NULL;
  self->ceiling_unit = request->ceiling_unit;
  self->sides_apart = request->sides_apart;
  self->within = request->within;
  self->region = g_strdup (request->region);
  self->namings = g_array_new (FALSE, FALSE, sizeof (Naming));
  g_array_set_clear_func (self->namings, clear_naming);
  for (guint n = 0; n < request->regions->len; n++) {
    CalLayer *layer = request->regions->pdata[n];
    Naming naming = {g_object_ref (cal_layer_get_data (layer)),
                     cal_display_get_state (cal_layer_get_display (layer))->frame,
                     g_object_ref (cal_layer_get_labels (layer))};

    g_array_append_val (self->namings, naming);
  }
  return self;
}

void
cal_score_table_input_free (CalScoreTableInput *self)
{
  g_ptr_array_unref (self->maps);
  g_clear_pointer (&self->ceiling, cal_score_map_unref);
  g_array_unref (self->namings);
  g_free (self->region);
  g_free (self);
}

static void
clear_table (gpointer data)
{
  CalScoreTable *self = data;

  for (guint m = 0; self->values != NULL && m < self->maps->len; m++)
    g_free (self->values[m]);
  g_free (self->values);
  g_free (self->ceiling);
  g_clear_object (&self->places);
  g_clear_pointer (&self->ceiling_map, cal_score_map_unref);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_ptr_array_unref (self->maps);
}

CalScoreTable *
cal_score_table_ref (CalScoreTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cal_score_table_unref (CalScoreTable *self)
{
  g_atomic_rc_box_release_full (self, clear_table);
}

static void
free_region (gpointer data)
{
  CalScoreRegion *region = data;

  g_free (region->name);
  g_free (region->title);
  g_array_unref (region->rows);
  g_free (region);
}

/* The region of a row's place; NULL for none. */
static const CalLabel *
find_label (const Naming *naming, CalPlaces *places, gsize row)
{
  CalSample sample;
  double mm[3];

  if (CAL_IS_MAP (naming->data))
    sample = cal_map_get_element (CAL_MAP (naming->data), cal_places_get_element (places, row),
                                  naming->frame);
  else {
    cal_places_get_mm (places, row, mm);
    sample = cal_volume_sample (CAL_VOLUME (naming->data), mm, naming->frame, CAL_NEAREST);
  }
  if (sample.presence == CAL_VALUE && sample.value == rint (sample.value) &&
      fabs (sample.value) <= G_MAXINT32) {
    const CalLabel *label = cal_labels_find (naming->labels, (gint32) sample.value);

    return label != NULL && !cal_label_is_background (label) ? label : NULL;
  }
  return NULL;
}

static CalPlaces *
new_places (const CalScoreMap *map, const guint32 *elements, gsize n, GError **error)
{
  if (CAL_IS_MAP (map->data))
    return cal_places_new_at_vertices (
        map->name, cal_map_get_desc (CAL_MAP (map->data))->n_vertices, elements, n, error);
  return cal_places_new_at_voxels (map->name, cal_volume_get_desc (CAL_VOLUME (map->data))->dims,
                                   &cal_volume_get_desc (CAL_VOLUME (map->data))->voxel_to_world,
                                   elements, n, error);
}

static gboolean
is_inside (const CalScoreTableInput *input, gsize element)
{
  for (guint m = 0; m < input->maps->len; m++)
    if (cal_score_map_get_element (input->maps->pdata[m], element).presence != CAL_OUTSIDE)
      return TRUE;
  return FALSE;
}

/* Whether a row is left by what the person wants to look at. */
static gboolean
is_within (const CalScoreTableInput *input, CalPlaces *places, gsize row)
{
  for (guint n = 0; n < input->namings->len; n++) {
    const CalLabel *label = find_label (&g_array_index (input->namings, Naming, n), places, row);

    if (label != NULL &&
        (input->within == CAL_SCORE_IN_REGIONS || g_strcmp0 (label->name, input->region) == 0))
      return TRUE;
  }
  return input->within == CAL_SCORE_EVERYWHERE;
}

static CalPlaces *
find_places (const CalScoreTableInput *input, CalJob *job, GError **error)
{
  const CalScoreMap *first = input->maps->pdata[0];
  gsize n_elements = cal_score_map_get_n_elements (first), n = 0, n_within = 0;
  g_autofree guint32 *elements = cal_memory_allocate (n_elements, sizeof *elements, error);
  g_autoptr (CalPlaces) places = NULL;

  if (elements == NULL)
    return NULL;
  for (gsize e = 0; e < n_elements; e++)
    if (is_inside (input, e))
      elements[n++] = (guint32) e;
  if (!cal_job_check (job, error))
    return NULL;
  places = new_places (first, elements, n, error);
  if (places == NULL || input->within == CAL_SCORE_EVERYWHERE)
    return g_steal_pointer (&places);
  for (gsize r = 0; r < n; r++)
    if (is_within (input, places, r))
      elements[n_within++] = elements[r];
  return new_places (first, elements, n_within, error);
}

static double *
read_map (const CalScoreMap *map, CalPlaces *places, GError **error)
{
  gsize n = cal_places_get_n_rows (places);
  double *values = cal_memory_allocate (MAX (n, 1), sizeof *values, error);

  for (gsize r = 0; values != NULL && r < n; r++) {
    CalSample sample = cal_score_map_get_element (map, cal_places_get_element (places, r));

    values[r] = sample.presence == CAL_VALUE ? sample.value : (double) NAN;
  }
  return values;
}

static CalHemisphere
get_side (CalPlaces *places, gsize row)
{
  gsize n_vertices[2];

  cal_places_get_n_vertices (places, n_vertices);
  return cal_places_get_element (places, row) < n_vertices[0] ? CAL_LEFT : CAL_RIGHT;
}

static CalScoreRegion *
add_region (GPtrArray *regions, const char *name, const char *side)
{
  CalScoreRegion *region = g_new (CalScoreRegion, 1);

  region->name = g_strdup (name);
  region->title = side != NULL ? g_strdup_printf ("%s %s", side, name) : g_strdup (name);
  region->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_ptr_array_add (regions, region);
  return region;
}

/* Every label of the table, on one or both sides, and those left out that have no row. */
static void
add_regions (CalScoreTable *self, const Naming *naming, gboolean sides_apart, GHashTable *taken)
{
  guint n_labels = cal_labels_get_n (naming->labels), n_sides = sides_apart ? 2 : 1;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_region);
  g_autoptr (GHashTable) by_label = g_hash_table_new (NULL, NULL);

  for (guint l = 0; l < n_labels; l++) {
    const CalLabel *label = cal_labels_get_nth (naming->labels, l);

    if (cal_label_is_background (label) || g_hash_table_contains (taken, label->name))
      continue;
    g_hash_table_insert (by_label, (gpointer) label, GUINT_TO_POINTER (all->len + 1));
    for (guint side = 0; side < n_sides; side++)
      add_region (all, label->name,
                  sides_apart ? cal_hemisphere_get_prefix (side == 0 ? CAL_LEFT : CAL_RIGHT)
                              : NULL);
  }
  for (guint32 r = 0; r < self->n_rows; r++) {
    const CalLabel *label = find_label (naming, self->places, r);
    guint number = label != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (by_label, label)) : 0;

    if (number > 0) {
      guint side = sides_apart && get_side (self->places, r) == CAL_RIGHT ? 1 : 0;
      CalScoreRegion *region = all->pdata[number - 1 + side];

      g_array_append_val (region->rows, r);
    }
  }
  while (all->len > 0) {
    CalScoreRegion *region = g_ptr_array_steal_index (all, 0);

    if (region->rows->len > 0)
      g_ptr_array_add (self->regions, region);
    else
      free_region (region);
  }
  for (guint n = 0; n < self->regions->len; n++)
    g_hash_table_add (taken, ((CalScoreRegion *) self->regions->pdata[n])->name);
}

/**
 * cal_score_table_new:
 *
 * From any thread.
 *
 * Returns: (transfer full): the table; NULL with @error if it was stopped, or does not fit in
 * memory
 */
CalScoreTable *
cal_score_table_new (const CalScoreTableInput *input, CalJob *job, GError **error)
{
  g_autoptr (CalScoreTable) self = g_atomic_rc_box_new0 (CalScoreTable);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  self->maps = g_ptr_array_ref (input->maps);
  self->regions = g_ptr_array_new_with_free_func (free_region);
  self->places = find_places (input, job, error);
  if (self->places == NULL)
    return NULL;
  self->n_rows = cal_places_get_n_rows (self->places);
  self->values = g_new0 (double *, self->maps->len);
  for (guint m = 0; m < self->maps->len; m++) {
    self->values[m] = read_map (self->maps->pdata[m], self->places, error);
    if (self->values[m] == NULL || !cal_job_check (job, error))
      return NULL;
  }
  if (input->ceiling != NULL) {
    self->ceiling_map = cal_score_map_ref (input->ceiling);
    self->ceiling_unit = input->ceiling_unit;
    self->ceiling = read_map (input->ceiling, self->places, error);
    if (self->ceiling == NULL)
      return NULL;
  }
  for (guint n = 0; n < input->namings->len; n++) {
    const Naming *naming = &g_array_index (input->namings, Naming, n);

    add_regions (self, naming, input->sides_apart && cal_places_is_on_cortex (self->places), taken);
    if (!cal_job_check (job, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

/**
 * cal_score_table_get_bound:
 * @map: a score
 *
 * Returns: the most that a model can reach at a place, in the score's own terms: the root of the
 *   explainable variance for a correlation; NaN where the ceiling says nothing, or @map is no score
 */
double
cal_score_table_get_bound (const CalScoreTable *self, const CalScoreMap *map, gsize row)
{
  CalStatisticKind kind = cal_score_map_get_kind (map);
  double ceiling = self->ceiling != NULL ? self->ceiling[row] : (double) NAN;

  if (!(ceiling >= 0.0) || kind > CAL_STATISTIC_VARIANCE)
    return (double) NAN;
  if (self->ceiling_unit == CAL_CEILING_PERCENT)
    ceiling /= 100.0;
  return (kind == CAL_STATISTIC_R ? sqrt (ceiling) : ceiling) / cal_score_map_get_scale (map);
}
