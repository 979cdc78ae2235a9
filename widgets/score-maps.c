/* score-maps.c - the maps of the scene that scores can be compared of.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/score-maps.h"

#include <math.h>
#include <string.h>

#include "render/scene/encoding-scene.h"

/* Of a layer with more frames only the one that is shown is a map. */
#define MOST_FRAMES 32

static void
clear_map (gpointer data)
{
  CalScoreMap *self = data;

  g_object_unref (self->data);
  g_free (self->name);
  g_free (self->layer);
  g_free (self->unit);
  g_free (self->statistic);
}

CalScoreMap *
cal_score_map_ref (CalScoreMap *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cal_score_map_unref (CalScoreMap *self)
{
  g_atomic_rc_box_release_full (self, clear_map);
}

/**
 * cal_score_map_get_kind:
 *
 * Returns: what its values are, by what the file calls them
 */
CalStatisticKind
cal_score_map_get_kind (const CalScoreMap *self)
{
  static const char *const variances[] = {
      "r2", "r²", "r^2", "ev", "explained variance", "variance explained"};
  g_autofree char *statistic = NULL;

  if (self->statistic == NULL)
    return CAL_STATISTIC_OTHER;
  statistic = g_utf8_strdown (self->statistic, -1);
  if (strstr (statistic, "ceiling") != NULL)
    return strstr (statistic, "share") == NULL && strstr (statistic, "normal") == NULL
               ? CAL_STATISTIC_CEILING
               : CAL_STATISTIC_OTHER;
  for (gsize n = 0; n < G_N_ELEMENTS (variances); n++)
    if (g_str_equal (statistic, variances[n]))
      return CAL_STATISTIC_VARIANCE;
  return g_str_equal (statistic, "r") || strstr (statistic, "correlation") != NULL ||
                 strstr (statistic, "pearson") != NULL
             ? CAL_STATISTIC_R
             : CAL_STATISTIC_OTHER;
}

/**
 * cal_score_map_get_scale:
 *
 * Returns: what makes a proportion of its values: 0.01 where they are in percent
 */
double
cal_score_map_get_scale (const CalScoreMap *self)
{
  return self->unit != NULL &&
                 (strchr (self->unit, '%') != NULL || strstr (self->unit, "percent") != NULL)
             ? 0.01
             : 1.0;
}

/**
 * cal_score_map_is_like:
 *
 * Returns: whether the values of both are the same statistic in the same unit
 */
gboolean
cal_score_map_is_like (const CalScoreMap *self, const CalScoreMap *other)
{
  return g_ascii_strcasecmp (self->statistic != NULL ? self->statistic : "",
                             other->statistic != NULL ? other->statistic : "") == 0 &&
         g_strcmp0 (self->unit, other->unit) == 0;
}

static gboolean
is_beside (const CalScoreMap *self, const CalScoreMap *other)
{
  const gsize *a, *b;

  if (CAL_IS_MAP (self->data) != CAL_IS_MAP (other->data))
    return FALSE;
  if (CAL_IS_VOLUME (self->data))
    return cal_volume_check_grid (CAL_VOLUME (self->data), CAL_VOLUME (other->data), NULL);
  a = cal_map_get_desc (CAL_MAP (self->data))->n_vertices;
  b = cal_map_get_desc (CAL_MAP (other->data))->n_vertices;
  return a[0] == b[0] && a[1] == b[1];
}

gsize
cal_score_map_get_n_elements (const CalScoreMap *self)
{
  return CAL_IS_MAP (self->data) ? cal_map_get_n_elements (CAL_MAP (self->data))
                                 : cal_volume_get_n_voxels (CAL_VOLUME (self->data));
}

/**
 * cal_score_map_get_element:
 * @element: of the cortex, or a voxel, i fastest
 */
CalSample
cal_score_map_get_element (const CalScoreMap *self, gsize element)
{
  const gsize *dims;

  if (CAL_IS_MAP (self->data))
    return cal_map_get_element (CAL_MAP (self->data), element, self->frame);
  dims = cal_volume_get_desc (CAL_VOLUME (self->data))->dims;
  return cal_volume_get_voxel (CAL_VOLUME (self->data),
                               (gssize[]){(gssize) (element % dims[0]),
                                          (gssize) (element / dims[0] % dims[1]),
                                          (gssize) (element / dims[0] / dims[1])},
                               self->frame);
}

/**
 * cal_score_map_dup_statistic:
 *
 * Returns: (transfer full): what its values are, with the unit: for an axis
 */
char *
cal_score_map_dup_statistic (const CalScoreMap *self)
{
  const char *statistic = self->statistic != NULL ? self->statistic : "value";

  return self->unit != NULL && !g_str_equal (self->unit, statistic)
             ? g_strdup_printf ("%s (%s)", statistic, self->unit)
             : g_strdup (statistic);
}

/**
 * cal_score_map_dup_brain:
 *
 * Returns: (transfer full): what it has values of
 */
char *
cal_score_map_dup_brain (const CalScoreMap *self)
{
  const gsize *dims;

  if (CAL_IS_MAP (self->data))
    return g_strdup_printf ("%" G_GSIZE_FORMAT " vertices", cal_score_map_get_n_elements (self));
  dims = cal_volume_get_desc (CAL_VOLUME (self->data))->dims;
  return g_strdup_printf ("%" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT " voxels",
                          dims[0], dims[1], dims[2]);
}

static const char *
get_frame_name (CalLayer *layer, gsize frame)
{
  CalMap *map = cal_layer_get_map (layer);
  const char *const *names = map != NULL ? cal_map_get_desc (map)->frame_names : NULL;

  return names != NULL ? names[frame] : NULL;
}

static CalScoreMap *
new_map (CalLayer *layer, gsize frame)
{
  CalScoreMap *self = g_atomic_rc_box_new0 (CalScoreMap);
  const char *frame_name = get_frame_name (layer, frame);

  self->data = g_object_ref (cal_layer_get_data (layer));
  self->frame = frame;
  self->n_frames = cal_layer_get_n_frames (layer);
  self->layer = g_strdup (cal_layer_get_id (layer));
  self->unit = g_strdup (cal_layer_get_unit (layer));
  self->statistic = g_strdup (cal_layer_get_statistic (layer));
  self->name = self->n_frames == 1 ? g_strdup (cal_layer_get_name (layer))
               : frame_name != NULL
                   ? g_strdup_printf ("%s: %s", cal_layer_get_name (layer), frame_name)
                   : g_strdup_printf ("%s: %" G_GSIZE_FORMAT, cal_layer_get_name (layer), frame);
  return self;
}

static void
unref_map (gpointer map)
{
  cal_score_map_unref (map);
}

/* What this and other views painted is made of maps, and is none itself. */
static gboolean
is_painted (CalLayer *layer)
{
  return g_str_has_prefix (cal_layer_get_id (layer), CAL_PAINTED_PREFIX);
}

/**
 * cal_score_maps_list:
 *
 * Returns: (transfer full) (element-type CalScoreMap): every map of numbers in @scene, and every
 *   frame of a short series; the topmost layer's first
 */
GPtrArray *
cal_score_maps_list (CalScene *scene)
{
  GPtrArray *maps = g_ptr_array_new_with_free_func (unref_map);

  for (guint n = cal_scene_get_n_layers (scene); n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (scene, n - 1);
    gsize n_frames = cal_layer_get_n_frames (layer);

    if (is_painted (layer) || cal_layer_get_labels (layer) != NULL)
      continue;
    if (n_frames > MOST_FRAMES)
      g_ptr_array_add (
          maps, new_map (layer, cal_display_get_state (cal_layer_get_display (layer))->frame));
    for (gsize f = 0; n_frames <= MOST_FRAMES && f < n_frames; f++)
      g_ptr_array_add (maps, new_map (layer, f));
  }
  return maps;
}

static guint
count_scores (GPtrArray *maps)
{
  guint n_scores = 0;

  for (guint n = 0; n < maps->len; n++)
    n_scores += cal_score_map_get_kind (maps->pdata[n]) <= CAL_STATISTIC_VARIANCE;
  return n_scores;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  GPtrArray *first = *(GPtrArray *const *) a, *second = *(GPtrArray *const *) b;
  guint n = count_scores (first), m = count_scores (second);

  return n != m ? (n < m) - (n > m) : (first->len < second->len) - (first->len > second->len);
}

static void
unref_group (gpointer group)
{
  g_ptr_array_unref (group);
}

/**
 * cal_score_maps_group:
 *
 * Returns: (transfer full) (element-type GPtrArray): those that have values at the same places, the
 *   group with most scores first
 */
GPtrArray *
cal_score_maps_group (GPtrArray *maps)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (unref_group);

  for (guint n = 0; n < maps->len; n++) {
    GPtrArray *found = NULL;

    for (guint g = 0; g < groups->len && found == NULL; g++)
      if (is_beside (((GPtrArray *) groups->pdata[g])->pdata[0], maps->pdata[n]))
        found = groups->pdata[g];
    if (found == NULL) {
      found = g_ptr_array_new_with_free_func (unref_map);
      g_ptr_array_add (groups, found);
    }
    g_ptr_array_add (found, cal_score_map_ref (maps->pdata[n]));
  }
  g_ptr_array_sort (groups, compare_groups);
  return groups;
}

static gboolean
names_regions (CalLayer *layer, const CalScoreMap *like)
{
  CalMap *map = cal_layer_get_map (layer);
  const gsize *a, *b;

  if (is_painted (layer) || cal_layer_get_labels (layer) == NULL ||
      (map != NULL) != CAL_IS_MAP (like->data))
    return FALSE;
  if (map == NULL)
    return TRUE;
  a = cal_map_get_desc (map)->n_vertices;
  b = cal_map_get_desc (CAL_MAP (like->data))->n_vertices;
  return a[0] == b[0] && a[1] == b[1];
}

/**
 * cal_score_maps_list_regions:
 *
 * Returns: (transfer full) (element-type CalLayer): layers that name regions of @like's places, the
 *   topmost first
 */
GPtrArray *
cal_score_maps_list_regions (CalScene *scene, const CalScoreMap *like)
{
  GPtrArray *layers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint n = cal_scene_get_n_layers (scene); n > 0; n--)
    if (names_regions (cal_scene_get_layer (scene, n - 1), like))
      g_ptr_array_add (layers, g_object_ref (cal_scene_get_layer (scene, n - 1)));
  return layers;
}
