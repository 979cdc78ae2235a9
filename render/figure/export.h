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

gboolean cal_figure_find_format (const char *path, CalFigureFormat *format, GError **error);
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
