/* figure.c - calcarine figure: draws a study into a file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/export.h"

#include <string.h>

#include <pango/pango.h>

#include "app/command/command.h"
#include "app/command/study.h"
#include "app/session/figure-export.h"
#include "model/error.h"
#include "render/figure/shot.h"

/* The nicks of the enumerations that the views declare. */
static const char *const contents[] = {"cortex", "slices", "mosaic", "both", NULL};
static const char *const montages[] = {"single", "grid", "row", NULL};
static const char *const presets[] = {"lateral",  "medial",    "dorsal", "ventral",
                                      "anterior", "posterior", NULL};
static const char *const themes[] = {"dark", "light", NULL};
static const char *const planes[] = {"sagittal", "coronal", "axial", NULL};
static const char *const conventions[] = {"neurological", "radiological", NULL};

static const CalOption options[] = {
    {"output", 'o', CAL_OPTION_TEXT, "FILE", .help = "what to write: .png, .svg or .pdf"},
    {"width", 0, CAL_OPTION_WHOLE, "PIXELS", 16, 16384, "2400", .help = "width"},
    {"height", 0, CAL_OPTION_WHOLE, "PIXELS", 16, 16384, "1600", .help = "height"},
    {"dpi", 0, CAL_OPTION_NUMBER, "N", 24, 2400, "300",
     .help = "dots an inch: how large letters and lines are"},
    {"view", 0, CAL_OPTION_CHOICE, "VIEW", .initial = "cortex", .choices = contents,
     .help = "what is drawn; where there are no surfaces, slices"},
    {"montage", 0, CAL_OPTION_CHOICE, "MONTAGE", .initial = "grid", .choices = montages,
     .help = "the panels of the cortex"},
    {"preset", 0, CAL_OPTION_CHOICE, "SIDE", .initial = "lateral", .choices = presets,
     .help = "from where a single panel is seen; asks for one"},
    {"unfold", 0, CAL_OPTION_NUMBER, "N", 0, 4, "2",
     .help = "0 pial, 1 white, 2 inflated, 3 sphere, 4 flat, and all between"},
    {"plane", 0, CAL_OPTION_CHOICE, "PLANE", .initial = "axial", .choices = planes,
     .help = "of a mosaic"},
    {"rows", 0, CAL_OPTION_WHOLE, "N", 1, 20, "3", .help = "of a mosaic"},
    {"columns", 0, CAL_OPTION_WHOLE, "N", 1, 20, "5", .help = "of a mosaic"},
    {"mm", 0, CAL_OPTION_NUMBERS, "X,Y,Z", 3, 3,
     .help = "the point that slices go through, in millimetres to the right, front and top"},
    {"vertex", 0, CAL_OPTION_TEXT, "HEMISPHERE:N", .help = "that point as a vertex: lh:12043"},
    {"crosshair", 0, CAL_OPTION_FLAG, .help = "mark that point"},
    {"convention", 0, CAL_OPTION_CHOICE, "CONVENTION", .initial = "neurological",
     .choices = conventions, .help = "which side of a slice is the head's left"},
    {"theme", 0, CAL_OPTION_CHOICE, "THEME", .initial = "dark", .choices = themes,
     .help = "colours of letters and background"},
    {"background", 0, CAL_OPTION_TEXT, "COLOUR",
     .help = "a name or #rrggbb, instead of the theme's"},
    {"transparent", 0, CAL_OPTION_FLAG, .help = "no background"},
    {"no-colour-bar", 0, CAL_OPTION_FLAG, .help = "no colour bars, no regions' legend"},
    {"title", 0, CAL_OPTION_TEXT, "TEXT", .help = "over the figure"},
    CAL_STUDY_OPTIONS,
    {NULL},
};

static gboolean
set_background (CalFigure *figure, CalArguments *arguments, GError **error)
{
  const char *text = cal_arguments_get_text (arguments, "background");
  PangoColor colour;

  if (cal_arguments_has (arguments, "transparent")) {
    memset (figure->background, 0, sizeof figure->background);
    return TRUE;
  }
  if (text == NULL)
    return TRUE;
  if (!pango_color_parse (&colour, text)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--background %s: expected a name or #rrggbb", text);
    return FALSE;
  }
  figure->background[0] = colour.red / 65535.0;
  figure->background[1] = colour.green / 65535.0;
  figure->background[2] = colour.blue / 65535.0;
  figure->background[3] = 1.0;
  return TRUE;
}

/* What the line says of the figure; what it does not say stays as the study's views were left. */
static gboolean
set_figure (CalFigure *figure, CalArguments *arguments, GError **error)
{
  gboolean has_preset = cal_arguments_has (arguments, "preset");

  cal_figure_set_theme (figure, (CalTheme) cal_arguments_get_choice (arguments, "theme"));
  figure->width_px = cal_arguments_get_whole (arguments, "width");
  figure->height_px = cal_arguments_get_whole (arguments, "height");
  figure->dpi = cal_arguments_get_number (arguments, "dpi");
  if (cal_arguments_has (arguments, "view"))
    figure->content = (CalFigureContent) cal_arguments_get_choice (arguments, "view");
  if (cal_arguments_has (arguments, "montage") || has_preset)
    cal_cortex_view_init (&figure->cortex,
                          cal_arguments_has (arguments, "montage")
                              ? (CalMontage) cal_arguments_get_choice (arguments, "montage")
                              : CAL_MONTAGE_SINGLE);
  if (has_preset)
    figure->cortex.preset = (CalViewPreset) cal_arguments_get_choice (arguments, "preset");
  if (cal_arguments_has (arguments, "plane"))
    figure->plane = (CalPlane) cal_arguments_get_choice (arguments, "plane");
  if (cal_arguments_has (arguments, "rows"))
    figure->n_rows = cal_arguments_get_whole (arguments, "rows");
  if (cal_arguments_has (arguments, "columns"))
    figure->n_columns = cal_arguments_get_whole (arguments, "columns");
  figure->colour_bar = !cal_arguments_has (arguments, "no-colour-bar");
  figure->title = cal_arguments_get_text (arguments, "title");
  return set_background (figure, arguments, error);
}

/* What the line says of the scene; what it does not say stays as the study has it. */
static void
set_scene (CalScene *scene, CalArguments *arguments, gboolean is_saved)
{
  if (cal_arguments_has (arguments, "unfold"))
    g_object_set (scene, "unfolding", cal_arguments_get_number (arguments, "unfold"), NULL);
  if (cal_arguments_has (arguments, "convention"))
    g_object_set (scene, "convention", cal_arguments_get_choice (arguments, "convention"), NULL);
  if (!is_saved || cal_arguments_has (arguments, "crosshair"))
    g_object_set (scene, "show-crosshair", cal_arguments_has (arguments, "crosshair"), NULL);
}

static int
run (CalArguments *arguments)
{
  const char *path = cal_arguments_get_text (arguments, "output");
  g_autoptr (CalSession) session = NULL;
  g_autoptr (GError) error = NULL;
  CalFigureFormat format;
  CalFigure figure;
  GThread *warm_up;

  if (path == NULL)
    g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "expected -o FILE");
  else
    cal_figure_find_format (path, &format, &error);
  cal_figure_init (&figure);
  if (error != NULL || !set_figure (&figure, arguments, &error)) {
    g_printerr ("calcarine figure: %s\nTry \"calcarine figure --help\".\n", error->message);
    return CAL_EXIT_USAGE;
  }
  warm_up = cal_shot_warm_up ();
  session = cal_command_open_study (arguments, &error);
  g_thread_join (warm_up);
  if (session == NULL || !cal_command_move_cursor (arguments, session, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  set_scene (cal_session_get_scene (session), arguments, cal_session_get_views (session) != NULL);
  cal_session_init_figure (session, &figure);
  if (!set_figure (&figure, arguments, &error) ||
      !cal_session_export_figure (session, &figure, path, &error)) {
    cal_command_complain (path, error);
    return CAL_EXIT_FAILED;
  }
  return 0;
}

const CalCommand cal_command_figure = {
    .name = "figure",
    .operands = "PATH...",
    .summary = "Draw a study or files into a PNG, SVG or PDF file.",
    .dup_details = cal_command_dup_layer_help,
    .options = options,
    .min_operands = 1,
    .max_operands = G_MAXUINT,
    .run = run,
};
