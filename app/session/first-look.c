/* first-look.c - which of what was opened is shown at first, and where it lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/first-look.h"

#include <string.h>

/* The file's name, with a number if there is such a layer. */
static char *
make_id (CalScene *scene, const char *source)
{
  g_autofree char *base = g_path_get_basename (source);
  g_autofree char *name = g_utf8_make_valid (base, -1);
  char *id = g_strdup (name);

  for (guint n = 2; cal_scene_find_layer (scene, id) != NULL; n++) {
    g_free (id);
    id = g_strdup_printf ("%s #%u", name, n);
  }
  return id;
}

#define RANK_KEY "calcarine-rank"

static CalDataRank
get_rank (CalLayer *layer)
{
  return (CalDataRank) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (layer), RANK_KEY));
}

/**
 * cal_scene_find_top:
 *
 * Returns: the position below the regions, which lie on top of everything else
 */
guint
cal_scene_find_top (CalScene *scene)
{
  guint position = cal_scene_get_n_layers (scene);

  while (position > 0 && cal_layer_get_labels (cal_scene_get_layer (scene, position - 1)) != NULL)
    position--;
  return position;
}

/* Whether something of a kind (voxels or vertices) is shown that is no region and no backdrop. */
static gboolean
shows_map (CalScene *scene, gboolean volumes)
{
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if ((cal_layer_get_volume (layer) != NULL) == volumes && get_rank (layer) != CAL_RANK_REGIONS &&
        get_rank (layer) != CAL_RANK_ANATOMY &&
        cal_display_get_state (cal_layer_get_display (layer))->visible)
      return TRUE;
  }
  return FALSE;
}

/* Statistics and regions lie on something, if there is something to lie on. */
static gboolean
can_be_backdrop (CalDataRank rank)
{
  return rank != CAL_RANK_REGIONS && rank != CAL_RANK_STATISTIC_VOLUME;
}

/**
 * cal_scene_has_backdrop:
 *
 * Returns: whether slices have something that others may lie on
 */
gboolean
cal_scene_has_backdrop (CalScene *scene)
{
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (cal_layer_get_volume (layer) != NULL && can_be_backdrop (get_rank (layer)))
      return TRUE;
  }
  return FALSE;
}

static guint
count_regions (CalLayer *layer)
{
  CalLabels *labels = cal_layer_get_labels (layer);
  guint n_regions = 0;

  for (guint n = 0; labels != NULL && n < cal_labels_get_n (labels); n++)
    n_regions += !cal_label_is_background (cal_labels_get_nth (labels, n));
  return n_regions;
}

/* Single regions go side by side; parcellations would hide each other. */
static gboolean
shows_parcellation (CalScene *scene, gboolean volumes)
{
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if ((cal_layer_get_volume (layer) != NULL) == volumes && count_regions (layer) > 1 &&
        cal_display_get_state (cal_layer_get_display (layer))->visible)
      return TRUE;
  }
  return FALSE;
}

/* Whether a layer is shown at first: one anatomy, one map on the cortex, one statistic on the
 * slices, one parcellation and single regions. What would cover them waits for the person; so do
 * thickness and the like, unless they were named. */
static gboolean
is_shown_at_first (CalScene *scene, CalLayer *layer, const CalReadItem *item)
{
  gboolean is_volume = cal_layer_get_volume (layer) != NULL;

  if (item->rank == CAL_RANK_REGIONS)
    return count_regions (layer) <= 1 || !shows_parcellation (scene, is_volume);
  if (!is_volume)
    return !shows_map (scene, FALSE) && (item->rank != CAL_RANK_MORPHOMETRY || item->named);
  return can_be_backdrop (item->rank) ? !cal_scene_has_backdrop (scene) : !shows_map (scene, TRUE);
}

/**
 * cal_scene_add_item:
 * @position: where to put it, unless it is a region or the backdrop
 *
 * Adds a layer with its first look.
 *
 * Returns: (transfer none): the layer
 */
CalLayer *
cal_scene_add_item (CalScene *scene, const CalReadItem *item, guint position)
{
  g_autofree char *id = make_id (scene, item->source);
  g_autoptr (CalLayer) layer = cal_layer_new (id, item->source, item->data);
  CalDisplay *display = cal_layer_get_display (layer);
  gboolean is_volume = CAL_IS_VOLUME (item->data);
  gboolean backdrop = is_volume && can_be_backdrop (item->rank) && !cal_scene_has_backdrop (scene);

  g_object_set_data (G_OBJECT (layer), RANK_KEY, GINT_TO_POINTER (item->rank));
  cal_layer_pick_display (layer, &item->summary, backdrop);
  g_object_set (
      display, "visible", is_shown_at_first (scene, layer, item), "on-cortex",
      !is_volume || (item->rank == CAL_RANK_STATISTIC_VOLUME && !shows_map (scene, FALSE)), NULL);
  if (backdrop)
    position = 0;
  else if (item->rank == CAL_RANK_REGIONS)
    position = G_MAXUINT;
  cal_scene_insert (scene, position, layer);
  return layer;
}

static int
is_ceiling (GObject *data)
{
  const char *statistic = CAL_IS_VOLUME (data) ? cal_volume_get_desc (CAL_VOLUME (data))->statistic
                                               : cal_map_get_desc (CAL_MAP (data))->statistic;

  return statistic != NULL && strstr (statistic, "ceiling") != NULL;
}

/**
 * cal_read_items_compare:
 *
 * A GCompareFunc of #CalReadItem. Anatomy first, scores before other maps: the first of its kind
 * is the one that is shown.
 */
int
cal_read_items_compare (gconstpointer a, gconstpointer b)
{
  static const int order[] = {
      [CAL_RANK_ANATOMY] = 0,   [CAL_RANK_SCORE] = 1,       [CAL_RANK_CEILING] = 2,
      [CAL_RANK_OTHER_MAP] = 3, [CAL_RANK_MORPHOMETRY] = 4, [CAL_RANK_STATISTIC_VOLUME] = 5,
      [CAL_RANK_SERIES] = 6,    [CAL_RANK_MASK] = 7,        [CAL_RANK_REGIONS] = 8,
  };
  const CalReadItem *first = *(const CalReadItem *const *) a;
  const CalReadItem *second = *(const CalReadItem *const *) b;
  int difference = order[first->rank] - order[second->rank];

  if (difference == 0)
    difference = is_ceiling (first->data) - is_ceiling (second->data);
  return difference != 0 ? difference : g_strcmp0 (first->source, second->source);
}
