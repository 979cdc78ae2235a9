/* readout.c - what every layer says at the cursor, in words.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/readout.h"

#include <math.h>

#include "model/number.h"

static void
row_free (gpointer data)
{
  CalReadoutRow *row = data;

  g_object_unref (row->layer);
  g_free (row->text);
  g_free (row);
}

static const CalLabel *
find_label (CalLayer *layer, CalSample sample)
{
  CalLabels *labels = cal_layer_get_labels (layer);

  if (labels == NULL || sample.presence != CAL_VALUE || sample.value != rint (sample.value) ||
      fabs (sample.value) > G_MAXINT32)
    return NULL;
  return cal_labels_find (labels, (gint32) sample.value);
}

/**
 * cal_readout_dup_value:
 *
 * Returns: (transfer full): the value with its unit; or the region's name; or which kind of
 * nothing: "outside", "no data", or "no region" for a key of 0 or less that has no name
 */
char *
cal_readout_dup_value (CalLayer *layer, CalSample sample)
{
  const CalLabel *label = find_label (layer, sample);
  const char *unit = cal_layer_get_unit (layer);

  if (sample.presence == CAL_OUTSIDE)
    return g_strdup ("outside");
  if (sample.presence == CAL_NO_DATA)
    return g_strdup ("no data");
  if (label != NULL)
    return g_strdup (label->name);
  if (cal_layer_get_labels (layer) != NULL && sample.value <= 0.0)
    return g_strdup ("no region");
  if (cal_layer_get_labels (layer) != NULL) {
    g_autofree char *key = cal_number_format (sample.value);

    return g_strdup_printf ("%s (no name)", key);
  }
  return cal_number_format_with_unit (sample.value, unit);
}

/**
 * cal_readout_of_cursor:
 *
 * Returns: (transfer full): a #CalReadoutRow for each layer, the topmost first
 */
GPtrArray *
cal_readout_of_cursor (CalScene *scene)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint n = cal_scene_get_n_layers (scene); n > 0; n--) {
    CalReadoutRow *row = g_new0 (CalReadoutRow, 1);

    row->layer = g_object_ref (cal_scene_get_layer (scene, n - 1));
    row->sample = cal_scene_sample_at_cursor (scene, row->layer);
    row->label = find_label (row->layer, row->sample);
    row->text = cal_readout_dup_value (row->layer, row->sample);
    g_ptr_array_add (rows, row);
  }
  return rows;
}

/* "lh 12,043" */
static char *
dup_vertex (CalCursor *cursor)
{
  gsize vertex = 0;
  CalHemisphere hemisphere = cal_cursor_get_vertex (cursor, &vertex);
  g_autofree char *digits = cal_number_format_count (vertex);

  return hemisphere != CAL_HEMISPHERE_UNKNOWN
             ? g_strdup_printf ("%s %s", cal_hemisphere_get_prefix (hemisphere), digits)
             : NULL;
}

static char *
dup_mm (CalCursor *cursor)
{
  GString *text = g_string_new (NULL);
  double position_mm[3];

  if (!cal_cursor_get_position (cursor, position_mm)) {
    g_string_free (text, TRUE);
    return NULL;
  }
  for (int a = 0; a < 3; a++) {
    double rounded = round (position_mm[a] * 10.0) / 10.0;

    g_string_append_printf (text, "%s%s%.1f", a > 0 ? " " : "", rounded < 0.0 ? "−" : "",
                            fabs (rounded));
  }
  g_string_append (text, " mm");
  return g_string_free (text, FALSE);
}

/**
 * cal_readout_dup_headline:
 *
 * Returns: (transfer full): the name of the region under the cursor, with its side: "FFA-1 (left)";
 *   or, where nothing has a name, the vertex or the place
 */
char *
cal_readout_dup_headline (CalScene *scene)
{
  CalCursor *cursor = cal_scene_get_cursor (scene);
  CalHemisphere hemisphere = cal_cursor_get_vertex (cursor, NULL);
  g_autoptr (GPtrArray) rows = cal_readout_of_cursor (scene);
  char *place;

  for (guint n = 0; n < rows->len; n++) {
    const CalReadoutRow *row = rows->pdata[n];

    if (row->label == NULL || cal_label_is_background (row->label))
      continue;
    if (hemisphere == CAL_HEMISPHERE_UNKNOWN)
      return g_strdup (row->label->name);
    return g_strdup_printf ("%s (%s)", row->label->name, cal_hemisphere_get_name (hemisphere));
  }
  place = dup_vertex (cursor);
  if (place == NULL)
    place = dup_mm (cursor);
  return place != NULL ? place : g_strdup ("nowhere");
}

/**
 * cal_readout_dup_place:
 *
 * Returns: (transfer full): vertex, millimetres, and the voxel of the lowest volume that holds it:
 *   "lh 12,043 · −41.2 −52.8 −18.4 mm · voxel 65, 44, 27"
 */
char *
cal_readout_dup_place (CalScene *scene)
{
  CalCursor *cursor = cal_scene_get_cursor (scene);
  g_autofree char *vertex = dup_vertex (cursor), *mm = dup_mm (cursor);
  GString *text = g_string_new (vertex);
  double position_mm[3];
  gssize voxel[3];

  if (mm != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", mm);
  else
    g_string_append (text, " · place in the head not known");
  for (guint n = 0;
       cal_cursor_get_position (cursor, position_mm) && n < cal_scene_get_n_layers (scene); n++) {
    CalVolume *volume = cal_layer_get_volume (cal_scene_get_layer (scene, n));

    if (volume == NULL || !cal_volume_find_voxel (volume, position_mm, voxel))
      continue;
    g_string_append_printf (
        text, " · voxel %" G_GSSIZE_FORMAT ", %" G_GSSIZE_FORMAT ", %" G_GSSIZE_FORMAT, voxel[0],
        voxel[1], voxel[2]);
    break;
  }
  return g_string_free (text, FALSE);
}
