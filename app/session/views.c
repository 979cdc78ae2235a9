/* views.c - how cortex and slices were left, as the session file keeps it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/views.h"

#include <math.h>

#include "app/session/properties.h"
#include "io/json.h"

static void
add_enum (JsonBuilder *builder, const char *name, GType type, int value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, cal_enum_get_nick (type, value));
}

static void
add_numbers (JsonBuilder *builder, const char *name, const double *numbers, gsize n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    json_builder_add_double_value (builder, numbers[i]);
  json_builder_end_array (builder);
}

static void
add_cortex (JsonBuilder *builder, const CalCortexView *view)
{
  json_builder_set_member_name (builder, "cortex");
  json_builder_begin_object (builder);
  add_enum (builder, "montage", CAL_TYPE_MONTAGE, (int) view->montage);
  add_enum (builder, "preset", CAL_TYPE_VIEW_PRESET, (int) view->preset);
  json_builder_set_member_name (builder, "ventral");
  json_builder_add_boolean_value (builder, view->ventral);
  json_builder_set_member_name (builder, "motion");
  json_builder_begin_array (builder);
  for (int p = 0; p < CAL_MAX_PANELS; p++) {
    const CalCameraMotion *motion = &view->motion[p];
    const double numbers[] = {motion->turn_deg, motion->tilt_deg, motion->zoom, motion->pan[0],
                              motion->pan[1]};

    json_builder_begin_array (builder);
    for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
      json_builder_add_double_value (builder, numbers[i]);
    json_builder_end_array (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_slices (JsonBuilder *builder, const CalSliceLayout *slices)
{
  const double range_mm[] = {slices->from_mm, slices->to_mm};
  const double hidden[] = {slices->hidden[0], slices->hidden[1], slices->hidden[2]};
  const double grid[] = {slices->n_rows, slices->n_columns};

  json_builder_set_member_name (builder, "slices");
  json_builder_begin_object (builder);
  add_enum (builder, "mode", CAL_TYPE_SLICE_MODE, (int) slices->mode);
  add_enum (builder, "plane", CAL_TYPE_PLANE, (int) slices->plane);
  json_builder_set_member_name (builder, "zoom");
  json_builder_add_double_value (builder, slices->zoom);
  add_numbers (builder, "pan-mm", slices->pan_mm, 3);
  add_numbers (builder, "hidden", hidden, 3);
  add_numbers (builder, "grid", grid, 2);
  add_numbers (builder, "range-mm", range_mm, 2);
  json_builder_end_object (builder);
}

/**
 * cal_views_to_json:
 * @dock: (nullable): the views beside the brain, as their dock tells of them
 *
 * Returns: (transfer full): what a person chose; not the sizes of the panes
 */
JsonNode *
cal_views_to_json (const CalCortexView *cortex, const CalSliceLayout *slices, JsonNode *dock)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_cortex (builder, cortex);
  add_slices (builder, slices);
  if (dock != NULL) {
    json_builder_set_member_name (builder, "dock");
    json_builder_add_value (builder, json_node_copy (dock));
  }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/**
 * cal_views_get_dock:
 * @node: (nullable): as cal_views_to_json() makes it
 *
 * Returns: (transfer none) (nullable): the views beside the brain
 */
JsonNode *
cal_views_get_dock (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_get_member (json_node_get_object (node), "dock")
             : NULL;
}

static gboolean
holds_number (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         (json_node_get_value_type (node) == G_TYPE_DOUBLE ||
          json_node_get_value_type (node) == G_TYPE_INT64);
}

/* Up to @n numbers of an array; those that are missing or not finite keep their value. */
static void
read_numbers (JsonNode *node, double *numbers, guint n)
{
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (n, json_array_get_length (array)); i++) {
    JsonNode *element = json_array_get_element (array, i);
    double number = holds_number (element) ? json_node_get_double (element) : (double) NAN;

    if (isfinite (number))
      numbers[i] = number;
  }
}

static int
read_enum (JsonObject *object, const char *name, GType type, int otherwise)
{
  int value;

  return cal_enum_find (type, cal_json_get_text (object, name), &value) ? value : otherwise;
}

static void
read_cortex (JsonObject *object, CalCortexView *view)
{
  JsonNode *motions = json_object_get_member (object, "motion");
  JsonNode *ventral = json_object_get_member (object, "ventral");

  view->montage = (CalMontage) read_enum (object, "montage", CAL_TYPE_MONTAGE, (int) view->montage);
  view->preset =
      (CalViewPreset) read_enum (object, "preset", CAL_TYPE_VIEW_PRESET, (int) view->preset);
  if (ventral != NULL && JSON_NODE_HOLDS_VALUE (ventral) &&
      json_node_get_value_type (ventral) == G_TYPE_BOOLEAN)
    view->ventral = json_node_get_boolean (ventral);
  if (motions == NULL || !JSON_NODE_HOLDS_ARRAY (motions))
    return;
  for (guint p = 0; p < MIN (CAL_MAX_PANELS, json_array_get_length (json_node_get_array (motions)));
       p++) {
    CalCameraMotion *motion = &view->motion[p];
    double numbers[5] = {motion->turn_deg, motion->tilt_deg, motion->zoom, motion->pan[0],
                         motion->pan[1]};

    read_numbers (json_array_get_element (json_node_get_array (motions), p), numbers, 5);
    *motion = (CalCameraMotion){
        numbers[0], numbers[1], CLAMP (numbers[2], 0.01, 1000.0), {numbers[3], numbers[4]}};
  }
}

static void
read_slices (JsonObject *object, CalSliceLayout *slices)
{
  double range_mm[2] = {slices->from_mm, slices->to_mm};
  double hidden[3] = {slices->hidden[0], slices->hidden[1], slices->hidden[2]};
  double grid[2] = {slices->n_rows, slices->n_columns};

  slices->mode = (CalSliceMode) read_enum (object, "mode", CAL_TYPE_SLICE_MODE, (int) slices->mode);
  slices->plane = (CalPlane) read_enum (object, "plane", CAL_TYPE_PLANE, (int) slices->plane);
  if (holds_number (json_object_get_member (object, "zoom")))
    slices->zoom = CLAMP (json_object_get_double_member (object, "zoom"), 0.01, 1000.0);
  read_numbers (json_object_get_member (object, "pan-mm"), slices->pan_mm, 3);
  read_numbers (json_object_get_member (object, "hidden"), hidden, 3);
  read_numbers (json_object_get_member (object, "grid"), grid, 2);
  read_numbers (json_object_get_member (object, "range-mm"), range_mm, 2);
  slices->n_rows = (int) CLAMP (grid[0], 1.0, 12.0);
  slices->n_columns = (int) CLAMP (grid[1], 1.0, 12.0);
  slices->from_mm = range_mm[0];
  slices->to_mm = range_mm[1];
  for (int p = 0; p < 3; p++)
    slices->hidden[p] =
        hidden[p] != 0.0 && !(hidden[0] != 0.0 && hidden[1] != 0.0 && hidden[2] != 0.0);
}

/**
 * cal_views_from_json:
 * @node: (nullable): as cal_views_to_json() makes it; what is missing or wrong keeps its value
 * @cortex: (inout) @slices: (inout): made ready by their own init functions
 */
void
cal_views_from_json (JsonNode *node, CalCortexView *cortex, CalSliceLayout *slices)
{
  JsonObject *views =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *object = cal_json_get_object (views, "cortex");

  if (object != NULL)
    read_cortex (object, cortex);
  object = cal_json_get_object (views, "slices");
  if (object != NULL)
    read_slices (object, slices);
}
