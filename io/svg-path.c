/* svg-path.c - the outline that a path of an SVG drawing says, as straight lines.
 *
 * All of SVG 1.1's commands, large for places and small for steps; curves become straight lines
 * from parameter to parameter, arcs by appendix F.6 of SVG 1.1.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/svg-path.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

#define N G_GSIZE_FORMAT
#define STEPS_A_CURVE 32
#define STEPS_A_CIRCLE 64
#define MAX_NUMBER 1e9

/* Where the pen is, where the line began, and the last control point, which the next smooth curve
 * mirrors. */
typedef struct {
  const char *p;
  CalSvgPoint at, start, control;
  char before;
  GArray *points;
  GArray *lines;
  gsize max_points;
  gsize first;
} Pen;

static void
skip_spaces (const char **text)
{
  *text += strspn (*text, " \t\r\n\f,");
}

/**
 * cal_svg_read_number:
 * @text: (inout): where to read; moved behind the number
 *
 * Returns: whether there is a decimal number no larger than a thousand million
 */
gboolean
cal_svg_read_number (const char **text, double *number)
{
  const char *start;
  char *end;

  skip_spaces (text);
  start = *text;
  *number = g_ascii_strtod (start, &end);
  /* strtod() knows "inf", "nan" and "0x1p3", too. */
  if (end == start || (gsize) (end - start) > strspn (start, "+-.0123456789eE") ||
      !(fabs (*number) <= MAX_NUMBER))
    return FALSE;
  *text = end;
  return TRUE;
}

static gboolean
read_numbers (Pen *pen, double *numbers, guint n)
{
  for (guint k = 0; k < n; k++)
    if (!cal_svg_read_number (&pen->p, numbers + k))
      return FALSE;
  return TRUE;
}

/* Flags may stand without a space between them: "01". */
static gboolean
read_flag (Pen *pen, gboolean *flag)
{
  skip_spaces (&pen->p);
  *flag = *pen->p == '1';
  return *pen->p == '0' || *pen->p == '1' ? (pen->p++, TRUE) : FALSE;
}

static void
end_line (Pen *pen, gboolean is_closed)
{
  CalSvgLine line = {pen->points->len - pen->first, is_closed};

  if (line.n_points > 1)
    g_array_append_val (pen->lines, line);
  else
    g_array_set_size (pen->points, (guint) pen->first);
  pen->first = pen->points->len;
}

static void
put (Pen *pen, CalSvgPoint point)
{
  /* After "z" the pen goes on from where the closed line began. */
  if (pen->points->len == pen->first)
    g_array_append_val (pen->points, pen->at);
  g_array_append_val (pen->points, point);
  pen->at = point;
}

static void
put_cubic (Pen *pen, CalSvgPoint b, CalSvgPoint c, CalSvgPoint d)
{
  const CalSvgPoint a = pen->at;

  for (int k = 1; k < STEPS_A_CURVE; k++) {
    double t = (double) k / STEPS_A_CURVE, s = 1.0 - t;
    double w[4] = {s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t};

    put (pen, (CalSvgPoint){w[0] * a.x + w[1] * b.x + w[2] * c.x + w[3] * d.x,
                            w[0] * a.y + w[1] * b.y + w[2] * c.y + w[3] * d.y});
  }
  put (pen, d);
  pen->control = c;
}

static void
put_quadratic (Pen *pen, CalSvgPoint b, CalSvgPoint c)
{
  const CalSvgPoint a = pen->at;

  put_cubic (pen, (CalSvgPoint){(a.x + 2.0 * b.x) / 3.0, (a.y + 2.0 * b.y) / 3.0},
             (CalSvgPoint){(c.x + 2.0 * b.x) / 3.0, (c.y + 2.0 * b.y) / 3.0}, c);
  pen->control = b;
}

/* The centre of an ellipse of which two points are known, in the ellipse's own axes. */
static CalSvgPoint
find_centre (CalSvgPoint half, double *rx, double *ry, gboolean is_large, gboolean is_sweep)
{
  double spread = half.x * half.x / (*rx * *rx) + half.y * half.y / (*ry * *ry);
  double rest, factor;

  if (spread > 1.0) {
    *rx *= sqrt (spread);
    *ry *= sqrt (spread);
  }
  rest = *rx * *rx * half.y * half.y + *ry * *ry * half.x * half.x;
  factor = rest > 0.0 ? sqrt (MAX (0.0, *rx * *rx * *ry * *ry / rest - 1.0)) : 0.0;
  if (is_large == is_sweep)
    factor = -factor;
  return (CalSvgPoint){factor * *rx * half.y / *ry, -factor * *ry * half.x / *rx};
}

static void
put_arc (Pen *pen, const double radii[3], gboolean is_large, gboolean is_sweep, CalSvgPoint end)
{
  const CalSvgPoint begin = pen->at;
  double rx = fabs (radii[0]), ry = fabs (radii[1]), turn = radii[2] * G_PI / 180.0;
  double dx = (begin.x - end.x) / 2.0, dy = (begin.y - end.y) / 2.0, from, sweep;
  CalSvgPoint half = {cos (turn) * dx + sin (turn) * dy, cos (turn) * dy - sin (turn) * dx};
  CalSvgPoint centre;
  int n_steps;

  if (rx > 0.0 && ry > 0.0 && (dx != 0.0 || dy != 0.0)) {
    centre = find_centre (half, &rx, &ry, is_large, is_sweep);
    from = atan2 ((half.y - centre.y) / ry, (half.x - centre.x) / rx);
    sweep = atan2 ((-half.y - centre.y) / ry, (-half.x - centre.x) / rx) - from;
    if (is_sweep && sweep < 0.0)
      sweep += 2.0 * G_PI;
    else if (!is_sweep && sweep > 0.0)
      sweep -= 2.0 * G_PI;
    n_steps = MAX (1, (int) ceil (fabs (sweep) / (2.0 * G_PI) * STEPS_A_CIRCLE));
    for (int k = 1; k < n_steps; k++) {
      double angle = from + sweep * k / n_steps;
      double x = centre.x + rx * cos (angle), y = centre.y + ry * sin (angle);

      put (pen, (CalSvgPoint){cos (turn) * x - sin (turn) * y + (begin.x + end.x) / 2.0,
                              sin (turn) * x + cos (turn) * y + (begin.y + end.y) / 2.0});
    }
  }
  put (pen, end);
}

/* The last control point, mirrored at the pen; the pen if the last command was of another kind. */
static CalSvgPoint
mirror (const Pen *pen, const char *kind)
{
  if (pen->before == '\0' || strchr (kind, pen->before) == NULL)
    return pen->at;
  return (CalSvgPoint){2.0 * pen->at.x - pen->control.x, 2.0 * pen->at.y - pen->control.y};
}

static gboolean
draw_curve (Pen *pen, char command, const double *n, CalSvgPoint zero)
{
  CalSvgPoint places[3] = {{zero.x + n[0], zero.y + n[1]},
                           {zero.x + n[2], zero.y + n[3]},
                           {zero.x + n[4], zero.y + n[5]}};

  switch (command) {
  case 'C':
    put_cubic (pen, places[0], places[1], places[2]);
    return TRUE;
  case 'S':
    put_cubic (pen, mirror (pen, "CS"), places[0], places[1]);
    return TRUE;
  case 'Q':
    put_quadratic (pen, places[0], places[1]);
    return TRUE;
  default:
    put_quadratic (pen, mirror (pen, "QT"), places[0]);
    return TRUE;
  }
}

/* A command with its numbers once; they may come several times after one letter. */
static gboolean
draw (Pen *pen, char letter, gboolean is_first)
{
  char command = g_ascii_toupper (letter);
  CalSvgPoint zero = letter == command ? (CalSvgPoint){0.0, 0.0} : pen->at;
  double n[6] = {0};
  gboolean is_large, is_sweep;

  switch (command) {
  case 'M':
  case 'L':
    if (!read_numbers (pen, n, 2))
      return FALSE;
    if (command == 'L' || !is_first) {
      put (pen, (CalSvgPoint){zero.x + n[0], zero.y + n[1]});
      return TRUE;
    }
    end_line (pen, FALSE);
    pen->at = pen->start = (CalSvgPoint){zero.x + n[0], zero.y + n[1]};
    return TRUE;
  case 'H':
  case 'V':
    if (!read_numbers (pen, n, 1))
      return FALSE;
    put (pen, command == 'H' ? (CalSvgPoint){zero.x + n[0], pen->at.y}
                             : (CalSvgPoint){pen->at.x, zero.y + n[0]});
    return TRUE;
  case 'C':
  case 'S':
  case 'Q':
  case 'T':
    return read_numbers (pen, n,
                         command == 'C'   ? 6
                         : command == 'T' ? 2
                                          : 4) &&
           draw_curve (pen, command, n, zero);
  case 'A':
    if (!read_numbers (pen, n, 3) || !read_flag (pen, &is_large) || !read_flag (pen, &is_sweep) ||
        !read_numbers (pen, n + 3, 2))
      return FALSE;
    put_arc (pen, n, is_large, is_sweep, (CalSvgPoint){zero.x + n[3], zero.y + n[4]});
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
draw_all (Pen *pen)
{
  char letter = '\0';
  gboolean is_first = FALSE;

  for (skip_spaces (&pen->p); *pen->p != '\0'; skip_spaces (&pen->p)) {
    if (g_ascii_isalpha (*pen->p)) {
      letter = *pen->p++;
      is_first = TRUE;
      if (pen->before == '\0' && g_ascii_toupper (letter) != 'M')
        return FALSE;
    }
    if (letter == 'z' || letter == 'Z') {
      if (!is_first)
        return FALSE;
      end_line (pen, TRUE);
      pen->at = pen->start;
    } else if (letter == '\0' || !draw (pen, letter, is_first))
      return FALSE;
    is_first = FALSE;
    pen->before = g_ascii_toupper (letter);
    if (pen->points->len > pen->max_points)
      return FALSE;
  }
  end_line (pen, FALSE);
  return TRUE;
}

/**
 * cal_svg_path_read:
 * @data: what the path says: "M 1,2 c ..."
 * @points: (element-type CalSvgPoint) (inout): gets the points
 * @lines: (element-type CalSvgLine) (inout): gets the lines, one for each part that the pen was
 *   set down for; those of a single point are left out
 * @max_points: no more than about so many in all
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if the path says something else, CAL_ERROR_LIMIT if it is
 * too long
 */
gboolean
cal_svg_path_read (
    const char *data, GArray *points, GArray *lines, gsize max_points, GError **error)
{
  Pen pen = {
      .p = data, .points = points, .lines = lines, .max_points = max_points, .first = points->len};

  if (draw_all (&pen))
    return TRUE;
  if (points->len > max_points)
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "more than %" N " points in all", max_points);
  else
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "at character %" N " of a path there is \"%.8s\"; expected a command of SVG 1.1 "
                 "and its numbers",
                 (gsize) (pen.p - data), pen.p);
  return FALSE;
}
