/* figure.c - calcarine figure: draws a study into a file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/export.h"

#include "app/command/command.h"
#include "app/command/study.h"
#include "app/session/figure-export.h"
#include "app/session/figure-options.h"
#include "render/figure/shot.h"

static const CalOption options[] = {
    {"output", 'o', CAL_OPTION_TEXT, "FILE", .help = "what to write: .png, .svg or .pdf"},
    {"unfold", 0, CAL_OPTION_NUMBER, "N", 0, 4, "2",
     .help = "0 pial, 1 white, 2 inflated, 3 sphere, 4 flat, and all between"},
    {"mm", 0, CAL_OPTION_NUMBERS, "X,Y,Z", 3, 3,
     .help = "the point that slices go through, in millimetres to the right, front and top"},
    {"vertex", 0, CAL_OPTION_TEXT, "HEMISPHERE:N", .help = "that point as a vertex: lh:12043"},
    {"crosshair", 0, CAL_OPTION_FLAG, .help = "mark that point"},
    {"convention", 0, CAL_OPTION_CHOICE, "CONVENTION", .initial = "neurological",
     .enumeration = cal_convention_get_type, .help = "which side of a slice is the head's left"},
    {NULL},
};

/* What the line says of the figure; what it does not say stays as the study's views were left. */
static gboolean
set_figure (CalFigure *figure, CalArguments *arguments, GError **error)
{
  for (const CalOption *option = cal_figure_options; option->name != NULL; option++)
    if (cal_arguments_has (arguments, option->name) &&
        !cal_figure_set_option (figure, option->name,
                                cal_arguments_get_text (arguments, option->name), error))
      return FALSE;
  return TRUE;
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

static void
tell_left_off (CalScene *scene, const CalFigure *figure)
{
  guint n_left_off = cal_scene_count_left_off_cortex (scene);

  if (n_left_off > 0 &&
      (figure->content == CAL_FIGURE_CORTEX || figure->content == CAL_FIGURE_BOTH))
    g_printerr ("calcarine: the cortex cannot show so many layers at once; the lowest %u are not "
                "drawn\n",
                n_left_off);
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
  tell_left_off (cal_session_get_scene (session), &figure);
  return 0;
}

const CalCommand cal_command_figure = {
    .name = "figure",
    .operands = "PATH...",
    .summary = "Draw a study or files into a PNG, SVG or PDF file.",
    .dup_details = cal_command_dup_layer_help,
    .options = (const CalOption *const[]){options, cal_figure_options, cal_study_options, NULL},
    .min_operands = 1,
    .max_operands = G_MAXUINT,
    .run = run,
};
