/* figure-options.c - the parameters of a figure: one table for the command line and the dialog.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/figure-options.h"

#include <math.h>
#include <pango/pango.h>
#include <string.h>

#include "app/session/properties.h"
#include "model/error.h"

/* In the order in which they are to be set: a preset asks for a single panel, unless a montage is
 * named too; a theme has a background of its own. The initial values are those of
 * cal_figure_init(). */
const CalOption cal_figure_options[] = {
    {"view", 0, CAL_OPTION_CHOICE, "VIEW", .initial = "cortex",
     .enumeration = cal_figure_content_get_type, .title = "What is drawn",
     .help = "what is drawn; where there are no surfaces, slices"},
    {"preset", 0, CAL_OPTION_CHOICE, "SIDE", .initial = "lateral",
     .enumeration = cal_view_preset_get_type,
     .help = "from where a single panel is seen; asks for one"},
    {"montage", 0, CAL_OPTION_CHOICE, "MONTAGE", .initial = "grid",
     .enumeration = cal_montage_get_type, .help = "the panels of the cortex"},
    {"plane", 0, CAL_OPTION_CHOICE, "PLANE", .initial = "axial", .enumeration = cal_plane_get_type,
     .help = "of a mosaic"},
    {"rows", 0, CAL_OPTION_WHOLE, "N", 1, 20, "3", .help = "of a mosaic"},
    {"columns", 0, CAL_OPTION_WHOLE, "N", 1, 20, "5", .help = "of a mosaic"},
    {"width", 0, CAL_OPTION_WHOLE, "PIXELS", 16, 16384, "2400", .title = "Width, pixels",
     .help = "width"},
    {"height", 0, CAL_OPTION_WHOLE, "PIXELS", 16, 16384, "1600", .title = "Height, pixels",
     .help = "height"},
    {"dpi", 0, CAL_OPTION_NUMBER, "N", 24, 2400, "300", .title = "Dots an inch",
     .help = "dots an inch: how large letters and lines are"},
    {"theme", 0, CAL_OPTION_CHOICE, "THEME", .initial = "dark", .enumeration = cal_theme_get_type,
     .title = "Theme", .help = "colours of letters and background"},
    {"background", 0, CAL_OPTION_TEXT, "COLOUR",
     .help = "a name or #rrggbb, instead of the theme's"},
    {"transparent", 0, CAL_OPTION_FLAG, .title = "No background", .help = "no background"},
    {"no-colour-bar", 0, CAL_OPTION_FLAG, .title = "No colour bars or legend",
     .help = "no colour bars, no regions' legend"},
    {"title", 0, CAL_OPTION_TEXT, "TEXT", .title = "Title", .help = "over the figure"},
    {"rdm", 0, CAL_OPTION_TEXT, "NAME", .help = "the RDM that --view=rdm draws"},
    {"order", 0, CAL_OPTION_TEXT, "ORDER",
     .help = "of its conditions: a column that tells of them, as-in-file, or ward or average for "
             "clusters"},
    {"ranks", 0, CAL_OPTION_FLAG, .help = "its ranks, from lowest to highest"},
    {"attention", 0, CAL_OPTION_TEXT, "NAME", .help = "the attention that --view=attention draws"},
    {"stimulus", 0, CAL_OPTION_TEXT, "ID", .help = "to which stimulus"},
    {"regions", 0, CAL_OPTION_TEXT, "NAME,...",
     .help = "of which regions: FFA, or lh.FFA for one hemisphere"},
    {"difference", 0, CAL_OPTION_FLAG, .help = "the first region's minus the second's"},
    {"shared-scale", 0, CAL_OPTION_FLAG, .help = "one scale for all regions"},
    {"smooth", 0, CAL_OPTION_FLAG, .help = "colours run between the middles of patches"},
    {NULL},
};

/* The options that are a member of CalFigure as it is. */
static const struct {
  const char *name;
  gsize offset;
} members[] = {
    {"view", G_STRUCT_OFFSET (CalFigure, content)},
    {"preset", G_STRUCT_OFFSET (CalFigure, cortex.preset)},
    {"montage", G_STRUCT_OFFSET (CalFigure, cortex.montage)},
    {"plane", G_STRUCT_OFFSET (CalFigure, plane)},
    {"rows", G_STRUCT_OFFSET (CalFigure, n_rows)},
    {"columns", G_STRUCT_OFFSET (CalFigure, n_columns)},
    {"width", G_STRUCT_OFFSET (CalFigure, width_px)},
    {"height", G_STRUCT_OFFSET (CalFigure, height_px)},
    {"dpi", G_STRUCT_OFFSET (CalFigure, dpi)},
    {"theme", G_STRUCT_OFFSET (CalFigure, theme)},
    {"title", G_STRUCT_OFFSET (CalFigure, title)},
    {"rdm", G_STRUCT_OFFSET (CalFigure, rdm)},
    {"order", G_STRUCT_OFFSET (CalFigure, order)},
    {"ranks", G_STRUCT_OFFSET (CalFigure, ranks)},
    {"attention", G_STRUCT_OFFSET (CalFigure, attention)},
    {"stimulus", G_STRUCT_OFFSET (CalFigure, stimulus)},
    {"regions", G_STRUCT_OFFSET (CalFigure, regions)},
    {"difference", G_STRUCT_OFFSET (CalFigure, difference)},
    {"shared-scale", G_STRUCT_OFFSET (CalFigure, shared_scale)},
    {"smooth", G_STRUCT_OFFSET (CalFigure, smooth)},
};

static const CalOption *
find_option (const char *name)
{
  for (const CalOption *option = cal_figure_options; option->name != NULL; option++)
    if (g_str_equal (option->name, name))
      return option;
  g_return_val_if_reached (NULL);
}

static const void *
find_member (const CalFigure *figure, const char *name)
{
  for (gsize n = 0; n < G_N_ELEMENTS (members); n++)
    if (g_str_equal (members[n].name, name))
      return G_STRUCT_MEMBER_P (figure, members[n].offset);
  return NULL;
}

static gboolean
set_background (CalFigure *figure, const char *text)
{
  PangoColor colour;

  if (!pango_color_parse (&colour, text))
    return FALSE;
  figure->background[0] = colour.red / 65535.0;
  figure->background[1] = colour.green / 65535.0;
  figure->background[2] = colour.blue / 65535.0;
  figure->background[3] = 1.0;
  return TRUE;
}

static gboolean
set_choice (CalFigure *figure, const CalOption *option, const char *text)
{
  int value;

  if (!cal_enum_find (option->enumeration (), text, &value))
    return FALSE;
  if (g_str_equal (option->name, "theme"))
    cal_figure_set_theme (figure, (CalTheme) value);
  else if (g_str_equal (option->name, "preset")) {
    cal_cortex_view_init (&figure->cortex, CAL_MONTAGE_SINGLE);
    figure->cortex.preset = (CalViewPreset) value;
  } else if (g_str_equal (option->name, "montage")) {
    CalViewPreset preset = figure->cortex.preset;

    cal_cortex_view_init (&figure->cortex, (CalMontage) value);
    figure->cortex.preset = preset;
  } else
    *(int *) (gpointer) find_member (figure, option->name) = value;
  return TRUE;
}

static gboolean
set_number (CalFigure *figure, const CalOption *option, const char *text)
{
  gpointer member = (gpointer) find_member (figure, option->name);
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(number >= option->low && number <= option->high) ||
      (option->type == CAL_OPTION_WHOLE && number != floor (number)))
    return FALSE;
  if (option->type == CAL_OPTION_WHOLE)
    *(int *) member = (int) number;
  else
    *(double *) member = number;
  return TRUE;
}

/**
 * cal_figure_set_option:
 * @name: of one of #cal_figure_options
 * @text: its value as on the command line, empty for a flag; the figure keeps the pointers of its
 *   texts
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT, and the figure unchanged, if @text is none of its values
 */
gboolean
cal_figure_set_option (CalFigure *figure, const char *name, const char *text, GError **error)
{
  const CalOption *option = find_option (name);
  gboolean valid = TRUE;

  g_return_val_if_fail (option != NULL, FALSE);

  if (option->type == CAL_OPTION_CHOICE)
    valid = set_choice (figure, option, text);
  else if (option->type == CAL_OPTION_WHOLE || option->type == CAL_OPTION_NUMBER)
    valid = set_number (figure, option, text);
  else if (g_str_equal (name, "background"))
    valid = set_background (figure, text);
  else if (g_str_equal (name, "transparent"))
    memset (figure->background, 0, sizeof figure->background);
  else if (g_str_equal (name, "no-colour-bar"))
    figure->colour_bar = FALSE;
  else if (option->type == CAL_OPTION_FLAG)
    *(gboolean *) (gpointer) find_member (figure, name) = TRUE;
  else if (option->type == CAL_OPTION_TEXT)
    *(const char **) (gpointer) find_member (figure, name) = text;
  if (!valid)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "--%s %s: expected %s", name, text,
                 g_str_equal (name, "background") ? "a name or #rrggbb" : option->value_name);
  return valid;
}

static char *
dup_background (const CalFigure *figure)
{
  const double *own = cal_ink_get (figure->theme)->background, *rgba = figure->background;

  if (rgba[3] <= 0.0 || memcmp (own, rgba, sizeof figure->background) == 0)
    return NULL;
  return g_strdup_printf ("#%02x%02x%02x", (guint) lrint (255.0 * rgba[0]),
                          (guint) lrint (255.0 * rgba[1]), (guint) lrint (255.0 * rgba[2]));
}

/**
 * cal_figure_dup_option:
 * @name: of one of #cal_figure_options
 *
 * Returns: (transfer full) (nullable): its value as on the command line, empty for a flag that is
 *   set; NULL for what the figure does without
 */
char *
cal_figure_dup_option (const CalFigure *figure, const char *name)
{
  const CalOption *option = find_option (name);
  const void *member = find_member (figure, name);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (option != NULL, NULL);

  if (g_str_equal (name, "background"))
    return dup_background (figure);
  if (g_str_equal (name, "preset") && figure->cortex.montage != CAL_MONTAGE_SINGLE)
    return NULL;
  if (g_str_equal (name, "transparent"))
    return figure->background[3] <= 0.0 ? g_strdup ("") : NULL;
  if (g_str_equal (name, "no-colour-bar"))
    return figure->colour_bar ? NULL : g_strdup ("");
  if (option->type == CAL_OPTION_FLAG)
    return *(const gboolean *) member ? g_strdup ("") : NULL;
  if (option->type == CAL_OPTION_CHOICE)
    return g_strdup (cal_enum_get_nick (option->enumeration (), *(const int *) member));
  if (option->type == CAL_OPTION_WHOLE)
    return g_strdup_printf ("%d", *(const int *) member);
  if (option->type == CAL_OPTION_NUMBER)
    return g_strdup (g_ascii_dtostr (digits, sizeof digits, *(const double *) member));
  return g_strdup (*(const char *const *) member);
}
