/* describe-parts.c - what layouts find in folders and files, as fields of "calcarine info --json".
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/describe-parts.h"

#include "io/folder.h"
#include "io/layouts/layout.h"

static void
set_text (JsonObject *self, const char *field, const char *text)
{
  if (text != NULL && text[0] != '\0')
    json_object_set_string_member (self, field, text);
  else
    json_object_set_null_member (self, field);
}

static void
add_size (JsonArray *shape, gsize size)
{
  json_array_add_int_element (shape, (gint64) size);
}

/* What was read already of the part's sizes. */
static JsonArray *
list_shape (const CalPart *part)
{
  JsonArray *shape = json_array_new ();
  GObject *object = part->object;

  if (part->n_frames > 0) {
    add_size (shape, part->n_frames);
    add_size (shape, part->n_rows);
  } else if (CAL_IS_VECTOR (object)) {
    CalArray *values = cal_vector_get_desc (CAL_VECTOR (object))->values;

    for (guint d = 0; d < cal_array_get_n_dims (values); d++)
      add_size (shape, cal_array_get_dim (values, d));
  } else if (CAL_IS_TEXT_ARRAY (object)) {
    for (guint d = 0; d < cal_text_array_get_n_dims (CAL_TEXT_ARRAY (object)); d++)
      add_size (shape, cal_text_array_get_dim (CAL_TEXT_ARRAY (object), d));
  } else if (CAL_IS_VOLUME (object)) {
    for (int d = 0; d < 3; d++)
      add_size (shape, cal_volume_get_desc (CAL_VOLUME (object))->dims[d]);
  } else if (CAL_IS_TABLE (object)) {
    add_size (shape, cal_table_get_n_rows (CAL_TABLE (object)));
    add_size (shape, cal_table_get_n_columns (CAL_TABLE (object)));
  } else if (CAL_IS_STIMULI (object))
    add_size (shape, cal_stimuli_get_n (CAL_STIMULI (object)));
  else if (CAL_IS_DECODING (object))
    add_size (shape, cal_stimuli_get_n (cal_decoding_get_pictures (CAL_DECODING (object))));
  return shape;
}

static JsonObject *
describe_part (const CalPart *part)
{
  JsonObject *self = json_object_new ();
  gboolean is_series = part->n_frames > 0;

  set_text (self, "role", cal_role_get_name (part->role));
  set_text (self, "name", part->name);
  set_text (self, "source", part->source);
  set_text (self, "hemisphere",
            part->hemisphere != CAL_HEMISPHERE_UNKNOWN
                ? cal_hemisphere_get_prefix (part->hemisphere)
                : NULL);
  json_object_set_array_member (self, "shape", list_shape (part));
  set_text (self, "axis", is_series ? cal_series_axis_get_name (part->axis) : NULL);
  set_text (self, "unit", part->unit);
  set_text (self, "statistic", part->statistic);
  set_text (self, "bound_to", part->bind_to);
  return self;
}

static JsonObject *
describe_findings (const CalFindings *findings)
{
  JsonObject *self = json_object_new ();
  JsonArray *parts = json_array_new (), *remarks = json_array_new ();

  set_text (self, "layout", findings->layout);
  for (guint n = 0; n < findings->parts->len; n++)
    json_array_add_object_element (parts, describe_part (findings->parts->pdata[n]));
  for (guint n = 0; n < findings->remarks->len; n++)
    json_array_add_string_element (remarks, findings->remarks->pdata[n]);
  json_object_set_array_member (self, "parts", parts);
  json_object_set_array_member (self, "remarks", remarks);
  return self;
}

/**
 * cal_describe_layout:
 * @loaded: a file that was read as a whole
 *
 * Adds the parts that a layout finds in it; a layout that is broken is a warning.
 */
void
cal_describe_layout (JsonObject *self, CalLoaded *loaded)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalFindings) findings = cal_layouts_find_in_file (loaded, NULL, &error);
  JsonArray *layouts = json_array_new ();

  if (findings != NULL)
    json_array_add_object_element (layouts, describe_findings (findings));
  json_object_set_array_member (self, "layouts", layouts);
  if (error != NULL && json_object_has_member (self, "warnings") &&
      !json_object_get_null_member (self, "warnings"))
    json_array_add_string_element (json_object_get_array_member (self, "warnings"), error->message);
}

static void
set_list (JsonObject *self, const char *field, GPtrArray *texts)
{
  JsonArray *list = json_array_new ();

  for (guint n = 0; n < texts->len; n++) {
    g_autofree char *shown = g_filename_display_name (texts->pdata[n]);

    json_array_add_string_element (list, shown);
  }
  json_object_set_array_member (self, field, list);
}

/**
 * cal_describe_folder:
 *
 * Adds the parts that layouts find in the folder and below, and the files that are none of theirs.
 *
 * Returns: FALSE with @error set if it cannot be read
 */
gboolean
cal_describe_folder (JsonObject *self, const char *path, GError **error)
{
  g_autoptr (CalFolder) folder = cal_folder_scan (path, NULL, error);
  JsonArray *layouts;
  GPtrArray *findings;

  if (folder == NULL)
    return FALSE;
  layouts = json_array_new ();
  findings = cal_folder_get_findings (folder);
  for (guint n = 0; n < findings->len; n++)
    json_array_add_object_element (layouts, describe_findings (findings->pdata[n]));
  set_text (self, "kind", "folder");
  json_object_set_array_member (self, "layouts", layouts);
  set_list (self, "files", cal_folder_get_files (folder));
  set_list (self, "pictures", cal_folder_get_pictures (folder));
  set_list (self, "tables", cal_folder_get_tables (folder));
  set_list (self, "left_alone", cal_folder_get_left_alone (folder));
  return TRUE;
}

/**
 * cal_describe_dup_part:
 * @part: as it was described
 *
 * Returns: (transfer full): "predictions: run 2 (lh): 984 × 19004, stimuli × places", for the
 * person
 */
char *
cal_describe_dup_part (JsonObject *part)
{
  const char *side = json_object_get_string_member_with_default (part, "hemisphere", NULL);
  const char *axis = json_object_get_string_member_with_default (part, "axis", NULL);
  const char *statistic = json_object_get_string_member_with_default (part, "statistic", NULL);
  const char *unit = json_object_get_string_member_with_default (part, "unit", NULL);
  JsonArray *shape = json_object_get_array_member (part, "shape");
  GString *text = g_string_new (json_object_get_string_member (part, "name"));

  if (side != NULL)
    g_string_append_printf (text, " (%s)", side);
  for (guint d = 0; d < json_array_get_length (shape); d++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, d > 0 ? " × " : ": ",
                            json_array_get_int_element (shape, d));
  if (axis != NULL)
    g_string_append_printf (text, ", %s × places", axis);
  if (statistic != NULL)
    g_string_append_printf (text, ", %s", statistic);
  if (unit != NULL)
    g_string_append_printf (text, ", %s", unit);
  return g_string_free (text, FALSE);
}
