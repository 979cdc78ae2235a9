/* figure-export.c - the open study as a figure in a file.
 *
 * The window's export and `calcarine figure` both end here.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/figure-export.h"

#include <string.h>

#include "app/session/attention-figure-export.h"
#include "app/session/figure-options.h"
#include "app/session/properties.h"
#include "app/session/rdm-figure-export.h"
#include "app/session/views.h"
#include "io/replace.h"
#include "render/figure/export.h"

static void append_word (GString *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Adds a word, quoted for a shell where it has to be. */
static void
append_word (GString *command, const char *format, ...)
{
  g_autofree char *word = NULL;
  va_list arguments;

  va_start (arguments, format);
  word = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (word[strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                         "-_./:=,+#")] == '\0' &&
      *word != '\0')
    g_string_append_printf (command, " %s", word);
  else {
    g_autofree char *quoted = g_shell_quote (word);

    g_string_append_printf (command, " %s", quoted);
  }
}

/* What of a layer's display is not as it was declared. */
static void
append_layer (GString *command, CalLayer *layer)
{
  GObject *display = G_OBJECT (cal_layer_get_display (layer));
  guint n_props;
  g_autofree GParamSpec **props =
      g_object_class_list_properties (G_OBJECT_GET_CLASS (display), &n_props);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < n_props; n++) {
    g_auto (GValue) value = G_VALUE_INIT;
    g_auto (GValue) string = G_VALUE_INIT;

    g_value_init (&value, props[n]->value_type);
    g_object_get_property (display, props[n]->name, &value);
    if (g_param_value_defaults (props[n], &value))
      continue;
    g_string_append_printf (text, "%s%s=", text->len > 0 ? "," : "", props[n]->name);
    if (G_VALUE_HOLDS_ENUM (&value))
      g_string_append (text, cal_enum_get_nick (props[n]->value_type, g_value_get_enum (&value)));
    else if (G_VALUE_HOLDS_BOOLEAN (&value))
      g_string_append (text, g_value_get_boolean (&value) ? "true" : "false");
    else if (G_VALUE_HOLDS_DOUBLE (&value)) {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append (text, g_ascii_dtostr (digits, sizeof digits, g_value_get_double (&value)));
    } else {
      g_value_init (&string, G_TYPE_STRING);
      g_value_transform (&value, &string);
      g_string_append (text, g_value_get_string (&string));
    }
  }
  if (text->len > 0) {
    append_word (command, "--layer");
    append_word (command, "%s:%s", cal_layer_get_id (layer), text->str);
  }
}

/* What of the figure is not as it is at first. */
static void
append_options (GString *command, const CalFigure *figure)
{
  for (const CalOption *option = cal_figure_options; option->name != NULL; option++) {
    g_autofree char *text = cal_figure_dup_option (figure, option->name);

    if (text == NULL || g_strcmp0 (text, option->initial) == 0)
      continue;
    if (option->type == CAL_OPTION_FLAG)
      append_word (command, "--%s", option->name);
    else
      append_word (command, "--%s=%s", option->name, text);
  }
}

static void
append_scene (GString *command, CalScene *scene)
{
  double unfolding, position_mm[3];
  gboolean crosshair;
  CalConvention convention;
  char digits[3][G_ASCII_DTOSTR_BUF_SIZE];

  g_object_get (scene, "unfolding", &unfolding, "show-crosshair", &crosshair, "convention",
                &convention, NULL);
  append_word (command, "--unfold=%s",
               g_ascii_formatd (digits[0], sizeof digits[0], "%.4g", unfolding));
  append_word (command, "--convention=%s",
               cal_enum_get_nick (CAL_TYPE_CONVENTION, (int) convention));
  if (crosshair)
    append_word (command, "--crosshair");
  if (cal_cursor_get_position (cal_scene_get_cursor (scene), position_mm)) {
    for (int a = 0; a < 3; a++)
      g_ascii_formatd (digits[a], sizeof digits[a], "%.3f", position_mm[a]);
    append_word (command, "--mm=%s,%s,%s", digits[0], digits[1], digits[2]);
  }
}

/**
 * cal_session_dup_provenance:
 *
 * Files are named without their folders: a figure is sent to others.
 *
 * Returns: (transfer full): the version, and the command that draws the same figure
 */
char *
cal_session_dup_provenance (CalSession *session, const CalFigure *figure)
{
  GString *command = g_string_new ("Calcarine " CALCARINE_VERSION ": calcarine figure");
  const char *const *sources = cal_session_get_sources (session);
  const char *const *binds = cal_session_get_binds (session);
  CalScene *scene = cal_session_get_scene (session);

  for (guint n = 0; sources != NULL && sources[n] != NULL; n++) {
    g_autofree char *name = g_filename_display_basename (sources[n]);

    append_word (command, "%s", name);
  }
  append_options (command, figure);
  append_scene (command, scene);
  for (guint n = 0; binds != NULL && binds[n] != NULL; n++)
    append_word (command, "--bind=%s", binds[n]);
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++)
    append_layer (command, cal_scene_get_layer (scene, n));
  return g_string_free (command, FALSE);
}

/**
 * cal_session_init_figure:
 *
 * Makes the figure of a study as its views were left; without a cortex, of its slices.
 */
void
cal_session_init_figure (CalSession *session, CalFigure *figure)
{
  CalScene *scene = cal_session_get_scene (session);
  CalSliceLayout slices;

  cal_figure_init (figure);
  cal_slice_layout_init (&slices, scene, figure->width_px, figure->height_px);
  if (cal_session_get_views (session) != NULL) {
    cal_views_from_json (cal_session_get_views (session), &figure->cortex, &slices);
    figure->plane = slices.plane;
    figure->n_rows = slices.n_rows;
    figure->n_columns = slices.n_columns;
  }
  if (cal_scene_get_cortex (scene) == NULL)
    figure->content = slices.mode == CAL_SLICES_MOSAIC ? CAL_FIGURE_MOSAIC : CAL_FIGURE_SLICES;
}

/**
 * cal_session_export_figure:
 * @path: its end says which format: .png, .svg, .pdf
 *
 * Draws the study and writes the file whole or not at all. Main thread.
 *
 * Returns: FALSE with @error set if it cannot be drawn or written
 */
gboolean
cal_session_export_figure (CalSession *session,
                           const CalFigure *figure,
                           const char *path,
                           GError **error)
{
  g_autofree char *provenance = cal_session_dup_provenance (session, figure);
  g_autoptr (GBytes) bytes = NULL;
  CalFigureFormat format;

  if (!cal_figure_find_format (path, &format, error))
    return FALSE;
  if (figure->content == CAL_FIGURE_RDM)
    bytes = cal_rdm_figure_export (figure, cal_session_get_rdm_scene (session), format, provenance,
                                   error);
  else if (figure->content == CAL_FIGURE_ATTENTION)
    bytes = cal_attention_figure_export (figure, cal_session_get_encoding_scene (session), format,
                                         provenance, error);
  else
    bytes = cal_figure_export (figure, cal_session_get_scene (session), format, provenance, error);
  return bytes != NULL && cal_replace_contents (path, g_bytes_get_data (bytes, NULL),
                                                g_bytes_get_size (bytes), error);
}
