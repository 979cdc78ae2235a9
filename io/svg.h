/* svg.h - outlines in layers of an SVG drawing, as Inkscape and pycortex keep them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

/* The tables of a drawing, and their columns. */
#define CAL_SVG_LINES "lines"
#define CAL_SVG_POINTS "points"

gboolean cal_svg_sniff (const CalSniff *sniff);
gboolean cal_svg_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
