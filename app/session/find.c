/* find.c - places by what a person types: coordinates, vertices, names of regions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/find.h"

#include <math.h>
#include <string.h>

static void
place_free (gpointer data)
{
  CalPlace *place = data;

  g_free (place->title);
  g_free (place->detail);
  g_free (place);
}

/**
 * cal_parse_mm:
 * @text: three numbers, apart by spaces, commas or semicolons; a minus may be U+2212
 * @position_mm: (out caller-allocates): untouched if @text is something else
 *
 * Returns: whether @text is exactly three finite numbers
 */
gboolean
cal_parse_mm (const char *text, double position_mm[3])
{
  g_auto (GStrv) minus_parts = g_strsplit (text, "−", -1);
  g_autofree char *plain = g_strjoinv ("-", minus_parts);
  const char *at = g_strdelimit (plain, ",;\t", ' ');
  double numbers[3];

  for (int a = 0; a < 3; a++) {
    char *end;

    numbers[a] = g_ascii_strtod (at, &end);
    if (end == at || (*end != ' ' && *end != '\0') || !isfinite (numbers[a]))
      return FALSE;
    at = end;
  }
  while (*at == ' ')
    at++;
  if (*at != '\0' && !g_str_equal (at, "mm"))
    return FALSE;
  memcpy (position_mm, numbers, sizeof numbers);
  return TRUE;
}

/**
 * cal_parse_vertex:
 * @text: "lh:12043", "rh 7"
 * @hemisphere: (out) @vertex: (out): untouched if @text is something else
 *
 * Returns: whether @text names a vertex
 */
gboolean
cal_parse_vertex (const char *text, CalHemisphere *hemisphere, gsize *vertex)
{
  gboolean left = g_ascii_strncasecmp (text, "lh", 2) == 0;
  char *end;
  guint64 number;

  if ((!left && g_ascii_strncasecmp (text, "rh", 2) != 0) || (text[2] != ':' && text[2] != ' ') ||
      !g_ascii_isdigit (text[3]))
    return FALSE;
  number = g_ascii_strtoull (text + 3, &end, 10);
  if (*end != '\0')
    return FALSE;
  *hemisphere = left ? CAL_LEFT : CAL_RIGHT;
  *vertex = (gsize) number;
  return TRUE;
}

static CalPlace *
add_place (GPtrArray *places, char *title, const char *detail)
{
  CalPlace *place = g_new0 (CalPlace, 1);

  place->title = title;
  place->detail = g_strdup (detail);
  place->hemisphere = CAL_HEMISPHERE_UNKNOWN;
  g_ptr_array_add (places, place);
  return place;
}

/* The element of a region that lies nearest to the mean of its places: never outside of it. */
static gboolean
find_middle (CalCortex *cortex, CalMap *map, gint32 key, CalHemisphere hemisphere, gsize *vertex)
{
  gsize n_vertices = cal_map_get_desc (map)->n_vertices[hemisphere], n = 0;
  double mean_mm[3] = {0}, best = G_MAXDOUBLE;

  for (int pass = 0; pass < 2; pass++) {
    for (gsize v = 0; v < n_vertices; v++) {
      CalSample sample = cal_map_get_vertex (map, hemisphere, v, 0);
      double world_mm[3] = {(double) v, 0.0, 0.0}, squared = 0.0;

      if (sample.presence != CAL_VALUE || sample.value != key)
        continue;
      cal_cortex_get_vertex_mm (cortex, hemisphere, v, world_mm);
      for (int a = 0; a < 3; a++) {
        mean_mm[a] += pass == 0 ? world_mm[a] : 0.0;
        squared += (world_mm[a] - mean_mm[a]) * (world_mm[a] - mean_mm[a]);
      }
      n += pass == 0;
      if (pass == 1 && squared < best) {
        best = squared;
        *vertex = v;
      }
    }
    if (n == 0)
      return FALSE;
    for (int a = 0; pass == 0 && a < 3; a++)
      mean_mm[a] /= (double) n;
  }
  return TRUE;
}

static void
add_region_of_map (GPtrArray *places, CalScene *scene, CalLayer *layer, const CalLabel *label)
{
  CalCortex *cortex = cal_scene_get_cortex (scene);
  CalMap *map = cal_layer_get_map (layer);

  for (int h = 0; h < 2; h++) {
    gsize vertex = 0;
    CalPlace *place;

    if (cortex == NULL ||
        cal_cortex_get_n_vertices (cortex, (CalHemisphere) h) !=
            cal_map_get_desc (map)->n_vertices[h] ||
        !find_middle (cortex, map, label->key, (CalHemisphere) h, &vertex))
      continue;
    place = add_place (
        places,
        g_strdup_printf ("%s (%s)", label->name, cal_hemisphere_get_name ((CalHemisphere) h)),
        cal_layer_get_name (layer));
    place->hemisphere = (CalHemisphere) h;
    place->vertex = vertex;
  }
}

static void
add_region_of_volume (GPtrArray *places, CalLayer *layer, const CalLabel *label)
{
  CalVolume *volume = cal_layer_get_volume (layer);
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  double mean[3] = {0}, best = G_MAXDOUBLE;
  gssize voxel[3], middle[3] = {0};
  gsize n = 0;
  CalPlace *place;

  for (int pass = 0; pass < 2; pass++) {
    for (voxel[2] = 0; voxel[2] < (gssize) desc->dims[2]; voxel[2]++)
      for (voxel[1] = 0; voxel[1] < (gssize) desc->dims[1]; voxel[1]++)
        for (voxel[0] = 0; voxel[0] < (gssize) desc->dims[0]; voxel[0]++) {
          double squared = 0.0;

          if (cal_volume_get_voxel (volume, voxel, 0).value != label->key)
            continue;
          for (int a = 0; a < 3; a++) {
            mean[a] += pass == 0 ? (double) voxel[a] : 0.0;
            squared += ((double) voxel[a] - mean[a]) * ((double) voxel[a] - mean[a]);
          }
          n += pass == 0;
          if (pass == 1 && squared < best) {
            best = squared;
            memcpy (middle, voxel, sizeof middle);
          }
        }
    if (n == 0)
      return;
    for (int a = 0; pass == 0 && a < 3; a++)
      mean[a] /= (double) n;
  }
  place = add_place (places, g_strdup (label->name), cal_layer_get_name (layer));
  for (int a = 0; a < 3; a++)
    place->position_mm[a] = (double) middle[a];
  cal_affine_apply (&desc->voxel_to_world, place->position_mm, place->position_mm);
}

static void
add_regions (GPtrArray *places, CalScene *scene, const char *text, guint at_most)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (guint n = cal_scene_get_n_layers (scene); n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (scene, n - 1);
    CalLabels *labels = cal_layer_get_labels (layer);

    for (guint l = 0; labels != NULL && l < cal_labels_get_n (labels); l++) {
      const CalLabel *label = cal_labels_get_nth (labels, l);
      g_autofree char *name = g_utf8_casefold (label->name, -1);

      if (places->len >= at_most)
        return;
      if (cal_label_is_background (label) || strstr (name, wanted) == NULL)
        continue;
      if (cal_layer_get_map (layer) != NULL)
        add_region_of_map (places, scene, layer, label);
      else
        add_region_of_volume (places, layer, label);
    }
  }
}

/**
 * cal_find_places:
 * @text: "-34 -52 -18", "lh:12043", or part of the name of a region
 * @at_most: stop looking after about so many
 *
 * Returns: (transfer full): #CalPlace, best first; empty if nothing is called so
 */
GPtrArray *
cal_find_places (CalScene *scene, const char *text, guint at_most)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (place_free);
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  CalCortex *cortex = cal_scene_get_cortex (scene);
  CalHemisphere hemisphere;
  double position_mm[3];
  gsize vertex;

  if (cal_parse_mm (trimmed, position_mm)) {
    CalPlace *place = add_place (
        places, g_strdup_printf ("%g %g %g mm", position_mm[0], position_mm[1], position_mm[2]),
        "RAS millimetres");

    memcpy (place->position_mm, position_mm, sizeof position_mm);
  } else if (cal_parse_vertex (trimmed, &hemisphere, &vertex)) {
    if (cortex != NULL && vertex < cal_cortex_get_n_vertices (cortex, hemisphere)) {
      CalPlace *place = add_place (
          places,
          g_strdup_printf ("%s %" G_GSIZE_FORMAT, cal_hemisphere_get_prefix (hemisphere), vertex),
          cal_cortex_get_name (cortex));

      place->hemisphere = hemisphere;
      place->vertex = vertex;
    }
  } else if (*trimmed != '\0')
    add_regions (places, scene, trimmed, at_most);
  return places;
}

/**
 * cal_scene_go_to:
 *
 * Moves the cursor to the place.
 */
void
cal_scene_go_to (CalScene *scene, const CalPlace *place)
{
  if (place->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    cal_scene_move_to_vertex (scene, place->hemisphere, place->vertex);
  else
    cal_scene_move_to_mm (scene, place->position_mm);
}
