/* figure-options.h - the parameters of a figure: one table for the command line and the dialog.
 *
 * What belongs to the scene (how far the cortex is unfolded, the cursor) is no part of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/option.h"
#include "render/figure/figure.h"

G_BEGIN_DECLS

extern const CalOption cal_figure_options[];

gboolean
cal_figure_set_option (CalFigure *figure, const char *name, const char *text, GError **error);
char *cal_figure_dup_option (const CalFigure *figure, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
