/* ink.h - the colours of everything that is not data, on dark and on light.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CalTheme:
 * @CAL_THEME_DARK: light letters on near black
 * @CAL_THEME_LIGHT: dark letters on near white
 */
typedef enum {
  CAL_THEME_DARK,
  CAL_THEME_LIGHT,
} CalTheme;

#define CAL_TYPE_THEME (cal_theme_get_type ())
GType cal_theme_get_type (void);

/**
 * CalInk:
 * @background: of a pane
 * @text: names and values
 * @secondary: what is read second: limits, captions
 * @hidden: the part of a colour bar that no pixel can have
 * @halo: around letters on a picture, so that they are read on any colour
 * @crosshair: the cursor
 *
 * Red, green, blue and opacity, 0 to 1.
 */
typedef struct {
  double background[4];
  double text[4];
  double secondary[4];
  double hidden[4];
  double halo[4];
  double crosshair[4];
} CalInk;

const CalInk *cal_ink_get (CalTheme theme);
void cal_ink_set (cairo_t *cr, const double rgba[4]);

G_END_DECLS
