/* svg.c - outlines in layers of an SVG drawing, as Inkscape and pycortex keep them.
 *
 * A group with a label is a layer, one in it a shape; pycortex has "shapes" in between:
 *
 *   <g inkscape:label="rois"> <g inkscape:label="shapes"> <g inkscape:label="V1"> <path d="..."/>
 *
 * Pictures, texts and styles are left alone, and so are figures other than paths.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/svg.h"

#include <math.h>
#include <string.h>

#include "io/cells.h"
#include "io/contents.h"
#include "io/svg-path.h"
#include "model/error.h"
#include "model/memory.h"
#include "model/text.h"

#define MAX_POINTS 4000000
#define MAX_DEPTH 256

/* x' = m[0] x + m[2] y + m[4], y' = m[1] x + m[3] y + m[5]: SVG's order. */
typedef struct {
  double m[6];
} Transform;

/* An element that is open. */
typedef struct {
  Transform to_drawing;
  char *label;
} Frame;

typedef struct {
  GArray *frames;
  GArray *points;
  CalCells *lines;
  guint n_paths;
  double x, y, width, height;
} Drawing;

/**
 * cal_svg_sniff:
 *
 * SVG that Inkscape has, or could have, made: others have no layers.
 */
gboolean
cal_svg_sniff (const CalSniff *sniff)
{
  return memmem (sniff->head, sniff->n_head, "<svg", 4) != NULL &&
         memmem (sniff->head, sniff->n_head, "inkscape.org/namespaces", 23) != NULL;
}

static Transform
compose (const Transform *outer, const Transform *inner)
{
  const double *a = outer->m, *b = inner->m;

  return (Transform){{a[0] * b[0] + a[2] * b[1], a[1] * b[0] + a[3] * b[1],
                      a[0] * b[2] + a[2] * b[3], a[1] * b[2] + a[3] * b[3],
                      a[0] * b[4] + a[2] * b[5] + a[4], a[1] * b[4] + a[3] * b[5] + a[5]}};
}

static gboolean
make_transform (const char *name, gsize length, const double *n, guint n_numbers, Transform *made)
{
  double angle = n[0] * G_PI / 180.0, c = cos (angle), s = sin (angle);

  *made = (Transform){{1, 0, 0, 1, 0, 0}};
  if (length == 6 && strncmp (name, "matrix", length) == 0 && n_numbers == 6)
    memcpy (made->m, n, sizeof made->m);
  else if (length == 9 && strncmp (name, "translate", length) == 0 && n_numbers <= 2) {
    made->m[4] = n[0];
    made->m[5] = n[1];
  } else if (length == 5 && strncmp (name, "scale", length) == 0 && n_numbers <= 2) {
    made->m[0] = n[0];
    made->m[3] = n_numbers == 2 ? n[1] : n[0];
  } else if (length == 6 && strncmp (name, "rotate", length) == 0 && n_numbers != 2 &&
             n_numbers <= 3)
    *made = (Transform){{c, s, -s, c, n[1] - c * n[1] + s * n[2], n[2] - s * n[1] - c * n[2]}};
  else if (length == 5 && strncmp (name, "skewX", length) == 0 && n_numbers == 1)
    made->m[2] = tan (angle);
  else if (length == 5 && strncmp (name, "skewY", length) == 0 && n_numbers == 1)
    made->m[1] = tan (angle);
  else
    return FALSE;
  return n_numbers > 0;
}

/* "translate(3,4) scale(2)" after what is in force. */
static gboolean
apply_transforms (const char *text, Transform *transform)
{
  for (;;) {
    double numbers[6] = {0};
    Transform made;
    gsize length;
    const char *name;
    guint n = 0;

    text += strspn (text, " \t\r\n,");
    if (*text == '\0')
      return TRUE;
    name = text;
    length = strspn (text, "abcdefghijklmnopqrstuvwxyzXY");
    text += length;
    text += strspn (text, " \t\r\n");
    if (*text++ != '(')
      return FALSE;
    while (n < G_N_ELEMENTS (numbers) && cal_svg_read_number (&text, numbers + n))
      n++;
    text += strspn (text, " \t\r\n,");
    if (*text++ != ')' || !make_transform (name, length, numbers, n, &made))
      return FALSE;
    *transform = compose (transform, &made);
  }
}

/* Without the prefix that stands for a namespace. */
static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
find_attribute (const char **names, const char **values, const char *wanted)
{
  for (; *names != NULL; names++, values++)
    if (g_str_equal (local_name (*names), wanted))
      return *values;
  return NULL;
}

/* A view box says what the units are; otherwise they are those of width and height. */
static gboolean
read_size (Drawing *drawing, const char **names, const char **values)
{
  const char *view = find_attribute (names, values, "viewBox");
  const char *width = find_attribute (names, values, "width");
  const char *height = find_attribute (names, values, "height");

  if (view != NULL)
    return cal_svg_read_number (&view, &drawing->x) && cal_svg_read_number (&view, &drawing->y) &&
           cal_svg_read_number (&view, &drawing->width) &&
           cal_svg_read_number (&view, &drawing->height);
  return width != NULL && height != NULL && cal_svg_read_number (&width, &drawing->width) &&
         cal_svg_read_number (&height, &drawing->height);
}

/* The outermost label is the layer, the innermost one the shape. */
static void
name_line (const Drawing *drawing, const char **layer, const char **shape)
{
  *layer = "";
  for (guint n = 0; n < drawing->frames->len; n++) {
    const char *label = g_array_index (drawing->frames, Frame, n).label;

    if (label == NULL)
      continue;
    if (**layer == '\0')
      *layer = label;
    else if (!g_str_equal (label, "shapes"))
      *shape = label;
  }
}

static gboolean
take_path (
    Drawing *drawing, const Transform *transform, const char *data, const char *id, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (CalSvgLine));
  const char *layer, *shape = id != NULL ? id : "";
  const double *m = transform->m;
  guint first = drawing->points->len;

  if (!cal_svg_path_read (data, drawing->points, lines, MAX_POINTS, error))
    return FALSE;
  for (guint n = first; n < drawing->points->len; n++) {
    CalSvgPoint *point = &g_array_index (drawing->points, CalSvgPoint, n);
    CalSvgPoint from = *point;

    point->x = m[0] * from.x + m[2] * from.y + m[4];
    point->y = m[1] * from.x + m[3] * from.y + m[5];
  }
  name_line (drawing, &layer, &shape);
  for (guint n = 0; n < lines->len; n++) {
    const CalSvgLine *line = &g_array_index (lines, CalSvgLine, n);

    cal_cells_add_text (drawing->lines, 0, layer);
    cal_cells_add_text (drawing->lines, 1, shape);
    cal_cells_add_number (drawing->lines, 2, drawing->n_paths);
    cal_cells_add_number (drawing->lines, 3, line->is_closed);
    cal_cells_add_number (drawing->lines, 4, (double) line->n_points);
  }
  drawing->n_paths++;
  return TRUE;
}

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Drawing *drawing = data;
  const char *name = local_name (element);
  const char *transforms = find_attribute (names, values, "transform");
  const char *path = find_attribute (names, values, "d");
  guint depth = drawing->frames->len;
  Frame frame = {.to_drawing = {{1, 0, 0, 1, 0, 0}}};

  if (depth > 0)
    frame.to_drawing = g_array_index (drawing->frames, Frame, depth - 1).to_drawing;
  if (depth >= MAX_DEPTH)
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "more than %d elements one in another",
                 MAX_DEPTH);
  else if (depth == 0 && !g_str_equal (name, "svg"))
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "begins with <%.20s>; expected <svg>", name);
  else if (depth == 0 && (!read_size (drawing, names, values) || !(drawing->width > 0.0) ||
                          !(drawing->height > 0.0)))
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "<svg> says no size; expected a viewBox, or width and height");
  else if (transforms != NULL && !apply_transforms (transforms, &frame.to_drawing))
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "unknown transform \"%.40s\"", transforms);
  else if (path == NULL || !g_str_equal (name, "path") ||
           take_path (drawing, &frame.to_drawing, path, find_attribute (names, values, "id"),
                      error)) {
    frame.label =
        g_str_equal (name, "g") ? g_strdup (find_attribute (names, values, "label")) : NULL;
    g_array_append_val (drawing->frames, frame);
  }
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Drawing *drawing = data;

  if (drawing->frames->len > 0)
    g_array_set_size (drawing->frames, drawing->frames->len - 1);
}

static void
frame_clear (gpointer data)
{
  g_free (((Frame *) data)->label);
}

/* Shares of the drawing's width and height, y from below, so that any size of it is the same. */
static CalTable *
make_points (const Drawing *drawing, GError **error)
{
  gsize n = drawing->points->len;
  double *coordinates[2] = {g_new (double, MAX (n, 1)), g_new (double, MAX (n, 1))};
  CalColumn columns[2] = {{.name = "x"}, {.name = "y"}};
  CalTable *table = NULL;

  for (gsize p = 0; p < n; p++) {
    const CalSvgPoint *point = &g_array_index (drawing->points, CalSvgPoint, p);

    coordinates[0][p] = (point->x - drawing->x) / drawing->width;
    coordinates[1][p] = 1.0 - (point->y - drawing->y) / drawing->height;
  }
  for (int a = 0; a < 2; a++) {
    g_autoptr (GBytes) bytes =
        g_bytes_new_take (coordinates[a], cal_size_times (n, sizeof (double)));

    columns[a].numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
  }
  if (columns[0].numbers != NULL && columns[1].numbers != NULL)
    table = cal_table_new (CAL_SVG_POINTS, n, columns, 2, error);
  g_clear_object (&columns[0].numbers);
  g_clear_object (&columns[1].numbers);
  return table;
}

static gboolean
parse (Drawing *drawing, GBytes *contents, GError **error)
{
  static const GMarkupParser functions = {on_start, on_end, NULL, NULL, NULL};
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&functions, 0, drawing, NULL);
  gsize length;
  const char *text = g_bytes_get_data (contents, &length);

  return cal_text_check (text, (gssize) length, error) &&
         g_markup_parse_context_parse (context, text, (gssize) length, error) &&
         g_markup_parse_context_end_parse (context, error);
}

static gboolean
make_tables (Drawing *drawing, CalLoaded *loaded, GError **error)
{
  gsize n_replaced;
  g_autoptr (CalTable) lines = cal_cells_end (drawing->lines, CAL_SVG_LINES, &n_replaced, error);
  g_autoptr (CalTable) points = lines != NULL ? make_points (drawing, error) : NULL;

  if (points == NULL)
    return FALSE;
  cal_loaded_add (loaded, g_steal_pointer (&lines));
  cal_loaded_add (loaded, g_steal_pointer (&points));
  cal_loaded_add_detail (loaded, "Size", "%g x %g", drawing->width, drawing->height);
  return TRUE;
}

/**
 * cal_svg_load:
 *
 * Of #CalFormat. Gives two tables: CAL_SVG_LINES, a line a row with "layer", "shape", "path" (the
 * number of the path that it is part of), "closed" and "points", and CAL_SVG_POINTS with "x" and
 * "y" of the points of all lines one after the other, as shares of the drawing's width and height,
 * from the left and from below. Curves have become straight lines.
 */
gboolean
cal_svg_load (const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  static const char *const columns[] = {"layer", "shape", "path", "closed", "points"};
  g_autoptr (GBytes) contents = cal_contents_read (path, error);
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (CalSvgPoint));
  Drawing drawing = {.frames = frames, .points = points};
  g_autoptr (GError) failure = NULL;
  gboolean is_read;

  if (contents == NULL)
    return FALSE;
  g_array_set_clear_func (frames, frame_clear);
  drawing.lines = cal_cells_new ();
  for (gsize n = 0; n < G_N_ELEMENTS (columns); n++)
    cal_cells_add_column (drawing.lines, columns[n]);
  is_read = parse (&drawing, contents, &failure) && make_tables (&drawing, loaded, &failure);
  g_clear_pointer (&drawing.lines, cal_cells_free);
  if (!is_read) {
    g_autofree char *name = g_filename_display_name (path);

    g_set_error (error, CAL_ERROR, failure->domain == CAL_ERROR ? failure->code : CAL_ERROR_FORMAT,
                 "%s: %s", name, failure->message);
  }
  return is_read;
}
