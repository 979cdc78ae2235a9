/* study.c - opening what figure and probe work on.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/study.h"

#include <string.h>

#include "app/session/find.h"
#include "app/session/properties.h"
#include "model/error.h"

const CalOption cal_study_options[] = {
    {"bind", 'b', CAL_OPTION_TEXTS, "NAME=KEY",
     .help = "how the vector NAME is bound to the brain, where several rules fit"},
    {"layer", 'l', CAL_OPTION_TEXTS, "NAME:PROPERTY=VALUE,...",
     .help = "how the layer NAME is shown; properties are listed below"},
    {"allow-outside", 0, CAL_OPTION_FLAG,
     .help = "let a session file that you did not save name data outside its folder"},
    {"quiet", 'q', CAL_OPTION_FLAG, .help = "do not tell what was left alone or taken for granted"},
    {NULL},
};

static CalLayer *
find_layer (CalScene *scene, const char *name)
{
  CalLayer *layer = cal_scene_find_layer (scene, name);

  for (guint n = 0; layer == NULL && n < cal_scene_get_n_layers (scene); n++)
    if (g_str_equal (cal_layer_get_name (cal_scene_get_layer (scene, n)), name))
      layer = cal_scene_get_layer (scene, n);
  return layer;
}

/* By what tells them apart: two files may call their maps the same. */
static char *
list_layers (CalScene *scene)
{
  GString *names = g_string_new (NULL);

  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++)
    g_string_append_printf (names, "%s\"%s\"", n > 0 ? ", " : "",
                            cal_layer_get_id (cal_scene_get_layer (scene, n)));
  return g_string_free (names, FALSE);
}

/* Properties that name another layer take its name or its id. */
static gboolean
set_property (
    CalScene *scene, CalLayer *layer, const char *property, const char *value, GError **error)
{
  GObject *display = G_OBJECT (cal_layer_get_display (layer));
  gboolean is_layer = g_str_has_suffix (property, "-by") && *value != '\0';
  CalLayer *other = is_layer ? find_layer (scene, value) : NULL;

  if (is_layer && other == NULL) {
    g_autofree char *names = list_layers (scene);

    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s is \"%s\"; expected one of %s", property,
                 value, names);
    return FALSE;
  }
  if (g_str_equal (property, "colormap") && cal_colormap_find (value) == NULL) {
    g_autofree char *names = g_strjoinv (", ", (char **) (gpointer) cal_colormap_list ());

    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "colormap is \"%s\"; expected one of %s",
                 value, names);
    return FALSE;
  }
  return cal_property_parse (display, property, is_layer ? cal_layer_get_id (other) : value, error);
}

/* Parts at the commas; one that assigns nothing goes on with the value before it, which may be the
 * name of a layer with a comma of its own. */
static GPtrArray *
split_assignments (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  GPtrArray *assignments = g_ptr_array_new_with_free_func (g_free);

  for (guint n = 0; parts[n] != NULL; n++)
    if (strchr (parts[n], '=') != NULL || assignments->len == 0)
      g_ptr_array_add (assignments, g_strdup (parts[n]));
    else {
      char **last = (char **) &assignments->pdata[assignments->len - 1];
      char *whole = g_strjoin (",", *last, parts[n], NULL);

      g_free (*last);
      *last = whole;
    }
  return assignments;
}

/* "NAME:property=value,property=value"; a name may hold colons itself. */
static gboolean
apply_layer_option (CalScene *scene, const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  CalLayer *layer = name != NULL ? find_layer (scene, name) : NULL;
  g_autoptr (GPtrArray) assignments = NULL;

  if (layer == NULL) {
    g_autofree char *names = list_layers (scene);

    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "--layer %s: there is no such layer; expected NAME:PROPERTY=VALUE, NAME one of %s",
                 text, names);
    return FALSE;
  }
  assignments = split_assignments (colon + 1);
  for (guint n = 0; n < assignments->len; n++) {
    char *assignment = assignments->pdata[n], *equals = strchr (assignment, '=');

    if (equals == NULL) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "--layer %s: expected PROPERTY=VALUE",
                   assignment);
      return FALSE;
    }
    *equals = '\0';
    if (!set_property (scene, layer, assignment, equals + 1, error)) {
      g_prefix_error (error, "--layer %s: ", name);
      return FALSE;
    }
  }
  return TRUE;
}

static void
print_remarks (GPtrArray *remarks)
{
  for (guint n = 0; n < remarks->len; n++)
    g_printerr ("calcarine: %s\n", (const char *) remarks->pdata[n]);
}

/**
 * cal_command_open_study:
 *
 * Opens the operands, binds by --bind and shows by --layer. A file that was named must be readable
 * and find its place; what in a folder is not, and unless --quiet what else there is to say, goes
 * to standard error.
 *
 * Returns: (transfer full) (nullable): the open study, or NULL with @error set
 */
CalSession *
cal_command_open_study (CalArguments *arguments, GError **error)
{
  g_autoptr (CalSession) session = cal_session_new ();
  const char *const *layers = cal_arguments_get_texts (arguments, "layer");

  cal_session_set_allow_outside (session, cal_arguments_has (arguments, "allow-outside"));
  if (!cal_session_open (session, cal_arguments_get_operands (arguments),
                         cal_arguments_get_texts (arguments, "bind"), NULL, error))
    return NULL;
  for (const char *const *path = cal_arguments_get_operands (arguments); *path != NULL; path++)
    if (cal_session_has_failed (session, *path)) {
      g_autofree char *failures =
          g_strjoinv ("\n", (GStrv) cal_session_get_failures (session)->pdata);

      g_set_error_literal (error, CAL_ERROR, CAL_ERROR_FORMAT, failures);
      return NULL;
    }
  print_remarks (cal_session_get_failures (session));
  if (!cal_arguments_has (arguments, "quiet"))
    print_remarks (cal_session_get_remarks (session));
  for (guint n = 0; layers[n] != NULL; n++)
    if (!apply_layer_option (cal_session_get_scene (session), layers[n], error))
      return NULL;
  return g_steal_pointer (&session);
}

static gboolean
move_to_vertex (CalScene *scene, const char *text, GError **error)
{
  CalCortex *cortex = cal_scene_get_cortex (scene);
  CalHemisphere hemisphere;
  gsize vertex;

  if (!cal_parse_vertex (text, &hemisphere, &vertex)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "--vertex %s: expected lh:N or rh:N, N counted from 0", text);
    return FALSE;
  }
  if (cortex == NULL || vertex >= cal_cortex_get_n_vertices (cortex, hemisphere)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "--vertex %s: the %s hemisphere has %" G_GSIZE_FORMAT " vertices", text,
                 cal_hemisphere_get_name (hemisphere),
                 cortex != NULL ? cal_cortex_get_n_vertices (cortex, hemisphere) : 0);
    return FALSE;
  }
  cal_scene_move_to_vertex (scene, hemisphere, vertex);
  return TRUE;
}

/**
 * cal_command_move_cursor:
 *
 * Moves the cursor to --mm or to --vertex; leaves it where it is if neither is given.
 *
 * Returns: FALSE with @error set if there is no such place
 */
gboolean
cal_command_move_cursor (CalArguments *arguments, CalSession *session, GError **error)
{
  CalScene *scene = cal_session_get_scene (session);
  const char *vertex = cal_arguments_get_text (arguments, "vertex");
  double mm[3];

  if (vertex != NULL)
    return move_to_vertex (scene, vertex, error);
  if (cal_arguments_get_numbers (arguments, "mm", mm, 3) == 3)
    cal_scene_move_to_mm (scene, mm);
  return TRUE;
}

/**
 * cal_command_dup_layer_help:
 *
 * Returns: (transfer full): the properties of a layer's display, from the table they are declared
 *   in
 */
char *
cal_command_dup_layer_help (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (CAL_TYPE_DISPLAY);
  guint n_props;
  g_autofree GParamSpec **props = g_object_class_list_properties (G_OBJECT_CLASS (klass), &n_props);
  GString *text = g_string_new ("Layer Properties:\n");

  for (guint n = 0; n < n_props; n++) {
    g_autofree char *range = cal_property_describe_range (props[n]);

    g_string_append_printf (text, "  %-18s %s", props[n]->name, g_param_spec_get_blurb (props[n]));
    if (range != NULL && *range != '\0')
      g_string_append_printf (text, " (%s)", range);
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}
