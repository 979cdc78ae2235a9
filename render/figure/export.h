/* export.h - a figure as the bytes of a file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/figure/figure.h"

G_BEGIN_DECLS

/**
 * CalFigureFormat:
 * @CAL_FIGURE_PNG: pixels
 * @CAL_FIGURE_SVG: the brain in pixels, letters and bars as vectors
 * @CAL_FIGURE_PDF: likewise
 */
typedef enum {
  CAL_FIGURE_PNG,
  CAL_FIGURE_SVG,
  CAL_FIGURE_PDF,
} CalFigureFormat;

/**
 * CalDrawing:
 * @width_px: pixels; in SVG and PDF @width_px / @dpi inches
 * @height_px: likewise
 * @dpi: dots an inch
 * @draw: draws into a page of that many units; returns FALSE with its error set if it cannot
 * @data: for @draw
 *
 * Anything that is drawn with Cairo.
 */
typedef struct {
  int width_px;
  int height_px;
  double dpi;
  gboolean (*draw) (cairo_t *cairo, gpointer data, GError **error);
  gpointer data;
} CalDrawing;

gboolean cal_figure_find_format (const char *path, CalFigureFormat *format, GError **error);
GBytes *cal_drawing_export (const CalDrawing *drawing,
                            CalFigureFormat format,
                            const char *provenance,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cal_figure_export (const CalFigure *figure,
                           CalScene *scene,
                           CalFigureFormat format,
                           const char *provenance,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cal_figure_encode_png (cairo_surface_t *picture,
                               double dpi,
                               const char *provenance,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
