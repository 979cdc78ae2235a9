/* export.c - a figure as the bytes of a file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>

#include "model/error.h"

/* As much as OpenGL draws at once. */
#define MAX_SIDE 16384

/**
 * cal_figure_find_format:
 * @path: of the file to be written
 * @format: (out)
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if its name does not end in .png, .svg or .pdf
 */
gboolean
cal_figure_find_format (const char *path, CalFigureFormat *format, GError **error)
{
  static const char *const suffixes[] = {
      [CAL_FIGURE_PNG] = ".png", [CAL_FIGURE_SVG] = ".svg", [CAL_FIGURE_PDF] = ".pdf"};
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize n = 0; n < G_N_ELEMENTS (suffixes); n++)
    if (g_str_has_suffix (lower, suffixes[n])) {
      *format = (CalFigureFormat) n;
      return TRUE;
    }
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: not a name of a figure; expected .png, .svg or .pdf at its end", path);
  return FALSE;
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_status (cairo_status_t status, GError **error)
{
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "the figure cannot be drawn: %s",
                 cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

static GBytes *
export_pixels (const CalDrawing *drawing, const char *provenance, GError **error)
{
  cairo_surface_t *picture =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, drawing->width_px, drawing->height_px);
  cairo_t *cr = cairo_create (picture);
  GBytes *bytes = NULL;

  if (check_status (cairo_status (cr), error) && drawing->draw (cr, drawing->data, error) &&
      check_status (cairo_status (cr), error))
    bytes = cal_figure_encode_png (picture, drawing->dpi, provenance, error);
  cairo_destroy (cr);
  cairo_surface_destroy (picture);
  return bytes;
}

/* One unit of these files is a point. Neither holds the time: the same figure has the same bytes.
 */
static GBytes *
export_vectors (const CalDrawing *drawing,
                CalFigureFormat format,
                const char *provenance,
                GError **error)
{
  double scale = 72.0 / drawing->dpi;
  double width = drawing->width_px * scale, height = drawing->height_px * scale;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *page = format == CAL_FIGURE_PDF
                              ? cairo_pdf_surface_create_for_stream (append, bytes, width, height)
                              : cairo_svg_surface_create_for_stream (append, bytes, width, height);
  cairo_t *cr = cairo_create (page);
  gboolean done;

  if (format == CAL_FIGURE_PDF && provenance != NULL) {
    cairo_pdf_surface_set_metadata (page, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    cairo_pdf_surface_set_metadata (page, CAIRO_PDF_METADATA_SUBJECT, provenance);
    cairo_pdf_surface_set_metadata (page, CAIRO_PDF_METADATA_CREATOR, "Calcarine");
  }
  cairo_scale (cr, scale, scale);
  done = check_status (cairo_status (cr), error) && drawing->draw (cr, drawing->data, error);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (page);
  done = done && check_status (cairo_surface_status (page), error);
  cairo_surface_destroy (page);
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/**
 * cal_drawing_export:
 * @provenance: (nullable): how the drawing was made, kept in the file
 *
 * Returns: (transfer full): the file's content, or NULL with @error set
 */
GBytes *
cal_drawing_export (const CalDrawing *drawing,
                    CalFigureFormat format,
                    const char *provenance,
                    GError **error)
{
  if (drawing->width_px < 1 || drawing->height_px < 1 || drawing->width_px > MAX_SIDE ||
      drawing->height_px > MAX_SIDE || !(drawing->dpi > 0.0)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "a figure of %d x %d pixels at %g dots an inch; expected 1 to %d pixels",
                 drawing->width_px, drawing->height_px, drawing->dpi, MAX_SIDE);
    return NULL;
  }
  return format == CAL_FIGURE_PNG ? export_pixels (drawing, provenance, error)
                                  : export_vectors (drawing, format, provenance, error);
}

typedef struct {
  const CalFigure *figure;
  CalScene *scene;
} FigureOfScene;

static gboolean
draw_figure (cairo_t *cairo, gpointer data, GError **error)
{
  FigureOfScene *both = data;

  return cal_figure_draw (both->figure, both->scene, cairo, error);
}

/**
 * cal_figure_export:
 * @provenance: (nullable): how the figure was made, kept in the file
 *
 * The same figure of the same scene gives the same bytes on the same driver. Main thread.
 *
 * Returns: (transfer full): the file's content, or NULL with @error set
 */
GBytes *
cal_figure_export (const CalFigure *figure,
                   CalScene *scene,
                   CalFigureFormat format,
                   const char *provenance,
                   GError **error)
{
  FigureOfScene both = {figure, scene};
  CalDrawing drawing = {figure->width_px, figure->height_px, figure->dpi, draw_figure, &both};

  return cal_drawing_export (&drawing, format, provenance, error);
}
