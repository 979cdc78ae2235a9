/* svg-path.h - the outline that a path of an SVG drawing says, as straight lines.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the units of the path. */
typedef struct {
  double x, y;
} CalSvgPoint;

/**
 * CalSvgLine:
 * @n_points: of the line
 * @is_closed: its end goes back to its start
 */
typedef struct {
  gsize n_points;
  gboolean is_closed;
} CalSvgLine;

gboolean cal_svg_path_read (
    const char *data, GArray *points, GArray *lines, gsize max_points, GError **error);

gboolean cal_svg_read_number (const char **text, double *number);

G_END_DECLS
