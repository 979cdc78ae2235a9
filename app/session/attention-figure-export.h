/* attention-figure-export.h - attention to a picture as a figure, with no view to draw it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/figure/export.h"
#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

GBytes *cal_attention_figure_export (const CalFigure *figure,
                                     CalEncodingScene *scene,
                                     CalFigureFormat format,
                                     const char *provenance,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
