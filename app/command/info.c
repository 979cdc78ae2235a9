/* info.c - calcarine info: what files hold.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdio.h>

#include "app/command/command.h"
#include "app/command/describe-parts.h"
#include "app/command/describe.h"
#include "app/command/outcomes.h"
#include "app/session/assembly.h"
#include "io/format.h"
#include "model/number.h"

/* More files are counted. */
#define MOST_NAMED 20

static const CalOption options[] = {
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object a file, one a line"},
    {"outcomes", 0, CAL_OPTION_FLAG,
     .help =
         "only count how reading goes: opened, error, crashed, hung, over its limit; of folders, "
         "every file in them"},
    {"at", 0, CAL_OPTION_NUMBERS, "I,J,K", 1, 4,
     .help = "add the value at a voxel (i,j,k or i,j,k,frame), or at an index, counted from 0"},
    {"with", 'w', CAL_OPTION_TEXTS, "FILE",
     .help = "a surface, mask volume or index file that vectors may be bound to"},
    {NULL},
};

/* Files of --with, kept as what a vector may be bound to. */
static gboolean
load_context (const char *const *paths, CalBindingContext *context)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);

  context->masks = g_ptr_array_new_with_free_func (g_object_unref);
  context->index_files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint n = 0; paths[n] != NULL; n++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = cal_format_load_source (paths[n], NULL, &error);
    GPtrArray *objects;

    if (loaded == NULL) {
      cal_command_complain (paths[n], error);
      return FALSE;
    }
    objects = cal_loaded_get_objects (loaded);
    for (guint o = 0; o < objects->len; o++) {
      GObject *object = objects->pdata[o];

      if (CAL_IS_SURFACE (object))
        cal_assembly_add_surface (assembly, paths[n], CAL_SURFACE (object));
      else if (CAL_IS_VOLUME (object) || CAL_IS_VECTOR (object))
        g_ptr_array_add (CAL_IS_VOLUME (object) ? context->masks : context->index_files,
                         g_object_ref (object));
    }
  }
  context->cortices = cal_assembly_end (assembly, remarks);
  return TRUE;
}

static void
print_json (JsonObject *info)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), info);
  g_autofree char *line = json_to_string (root, FALSE);

  fputs (line, stdout);
  fputc ('\n', stdout);
}

static void
print_row (const char *name, const char *text)
{
  fprintf (stdout, "  %-12s %s\n", name, text);
}

static void
print_field (JsonObject *info, const char *name, const char *field)
{
  JsonNode *node = json_object_get_member (info, field);
  g_autofree char *text = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    GString *joined = g_string_new (NULL);

    for (guint n = 0; n < json_array_get_length (array); n++) {
      g_autofree char *number = cal_number_format (json_array_get_double_element (array, n));

      g_string_append_printf (joined, "%s%s", n > 0 ? " × " : "", number);
    }
    text = g_string_free (joined, FALSE);
  } else if (json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_dup_string (node);
  else
    text = cal_number_format (json_node_get_double (node));
  print_row (name, text);
}

static void
print_list (JsonObject *info, const char *name, const char *field)
{
  JsonNode *node = json_object_get_member (info, field);
  JsonArray *array = JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_array (node);

  for (guint n = 0; array != NULL && n < json_array_get_length (array); n++)
    print_row (name, json_array_get_string_element (array, n));
}

static void
print_affine (JsonObject *info)
{
  JsonNode *node = json_object_get_member (info, "affine");
  g_autofree char *title = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return;
  title = g_strdup_printf ("%s, axes %s",
                           json_object_get_string_member_with_default (info, "affine_source", "?"),
                           json_object_get_string_member_with_default (info, "orientation", "?"));
  print_row ("affine", title);
  for (guint r = 0; r < 3; r++) {
    JsonArray *row = json_array_get_array_element (json_node_get_array (node), r);

    fputs ("              ", stdout);
    for (guint c = 0; c < 4; c++)
      fprintf (stdout, " %10.5g", json_array_get_double_element (row, c));
    fputc ('\n', stdout);
  }
}

static void
print_datasets (JsonObject *info)
{
  JsonNode *node = json_object_get_member (info, "datasets");
  JsonArray *array = JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_array (node);

  for (guint n = 0; array != NULL && n < json_array_get_length (array); n++) {
    JsonObject *dataset = json_array_get_object_element (array, n);
    JsonArray *shape = json_object_get_array_member (dataset, "shape");

    fprintf (stdout, "  dataset      %s  %s", json_object_get_string_member (dataset, "path"),
             json_object_get_string_member (dataset, "dtype"));
    for (guint d = 0; d < json_array_get_length (shape); d++)
      fprintf (stdout, "%s%" G_GINT64_FORMAT, d > 0 ? " × " : " ",
               json_array_get_int_element (shape, d));
    fputc ('\n', stdout);
  }
}

static void
print_details (JsonObject *info)
{
  JsonNode *node = json_object_get_member (info, "details");
  g_autoptr (GList) keys = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return;
  keys = json_object_get_members (json_node_get_object (node));
  for (GList *key = keys; key != NULL; key = key->next)
    print_row (key->data, json_object_get_string_member (json_node_get_object (node), key->data));
}

/* What layouts found, and what they say of it. */
static void
print_layouts (JsonObject *info)
{
  JsonNode *node = json_object_get_member (info, "layouts");
  JsonArray *layouts = JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_array (node);

  for (guint n = 0; layouts != NULL && n < json_array_get_length (layouts); n++) {
    JsonObject *layout = json_array_get_object_element (layouts, n);
    JsonArray *parts = json_object_get_array_member (layout, "parts");

    print_row ("layout", json_object_get_string_member (layout, "layout"));
    for (guint p = 0; p < json_array_get_length (parts); p++) {
      JsonObject *part = json_array_get_object_element (parts, p);
      g_autofree char *text = cal_describe_dup_part (part);

      print_row (json_object_get_string_member (part, "role"), text);
    }
    print_list (layout, "remark", "remarks");
  }
}

/* Each of a few, or how many. */
static void
print_some (JsonObject *info, const char *name, const char *field)
{
  JsonNode *node = json_object_get_member (info, field);
  guint n = JSON_NODE_HOLDS_NULL (node) ? 0 : json_array_get_length (json_node_get_array (node));

  if (n > MOST_NAMED) {
    g_autofree char *text = g_strdup_printf ("%u", n);

    print_row (name, text);
  } else
    print_list (info, name, field);
}

/* The same fields, for a person. */
static void
print_text (JsonObject *info)
{
  static const char *const rows[][2] = {
      {"shape", "shape"},         {"type", "dtype"},        {"hemisphere", "hemisphere"},
      {"surface", "surface"},     {"faces", "n_faces"},     {"labels", "n_labels"},
      {"statistic", "statistic"}, {"unit", "unit"},         {"smallest", "min"},
      {"largest", "max"},         {"mean", "mean"},         {"NaN", "n_nan"},
      {"infinite", "n_infinite"}, {"value there", "value"},
  };

  fprintf (stdout, "%s: %s\n", json_object_get_string_member (info, "file"),
           json_object_get_string_member_with_default (info, "kind", "not read"));
  for (gsize n = 0; n < G_N_ELEMENTS (rows); n++)
    print_field (info, rows[n][0], rows[n][1]);
  print_affine (info);
  print_details (info);
  print_datasets (info);
  print_layouts (info);
  print_list (info, "binding", "bindings");
  print_list (info, "warning", "warnings");
  print_some (info, "file", "files");
  print_some (info, "pictures", "pictures");
  print_some (info, "table", "tables");
  print_list (info, "left alone", "left_alone");
}

static gboolean
describe_file (const char *path, CalArguments *arguments, const CalBindingContext *context)
{
  g_autoptr (JsonObject) info = cal_describe_new (path);
  g_autoptr (GError) error = NULL;
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  g_autoptr (CalLoaded) loaded = is_folder ? NULL : cal_format_load_source (path, NULL, &error);
  double place[4];
  guint n_place = cal_arguments_get_numbers (arguments, "at", place, 4);

  if (is_folder)
    cal_describe_folder (info, path, &error);
  if (loaded != NULL) {
    cal_describe_loaded (info, loaded, context);
    if (g_str_equal (path, cal_loaded_get_path (loaded)))
      cal_describe_layout (info, loaded);
    if (n_place > 0)
      cal_describe_value (info, loaded, place, n_place, &error);
  }
  if (error != NULL) {
    json_object_set_string_member (info, "error", error->message);
    cal_command_complain (path, error);
  }
  if (cal_arguments_has (arguments, "json"))
    print_json (info);
  else if (error == NULL || loaded != NULL)
    print_text (info);
  return error == NULL;
}

static int
run (CalArguments *arguments)
{
  const char *const *paths = cal_arguments_get_operands (arguments);
  CalBindingContext context = {NULL};
  int status = 0;

  if (cal_arguments_has (arguments, "outcomes")) {
    cal_print_outcomes (paths);
    return 0;
  }
  if (!load_context (cal_arguments_get_texts (arguments, "with"), &context))
    status = CAL_EXIT_FAILED;
  for (guint n = 0; paths[n] != NULL; n++)
    if (!describe_file (paths[n], arguments, &context))
      status = CAL_EXIT_FAILED;
  g_clear_pointer (&context.cortices, g_ptr_array_unref);
  g_clear_pointer (&context.masks, g_ptr_array_unref);
  g_clear_pointer (&context.index_files, g_ptr_array_unref);
  return status;
}

const CalCommand cal_command_info = {
    .name = "info",
    .operands = "FILE...",
    .summary =
        "Tell what files and folders hold: shape, space, range, layouts and their parts, what "
        "can be bound.",
    .options = (const CalOption *const[]){options, NULL},
    .min_operands = 1,
    .max_operands = G_MAXUINT,
    .run = run,
};
