/* ink.c - the colours of everything that is not data, on dark and on light.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/ink.h"

G_DEFINE_ENUM_TYPE (CalTheme,
                    cal_theme,
                    G_DEFINE_ENUM_VALUE (CAL_THEME_DARK, "dark"),
                    G_DEFINE_ENUM_VALUE (CAL_THEME_LIGHT, "light"))

#define RGB(hex)                                                                          \
  {                                                                                       \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0, 1.0 \
  }

static const CalInk inks[] = {
    [CAL_THEME_DARK] =
        {
            .background = RGB (0x0f0f10),
            .text = RGB (0xe8e7ea),
            .secondary = RGB (0xa5a3aa),
            .hidden = RGB (0x77757c),
            .halo = {0.0, 0.0, 0.0, 0.75},
            .crosshair = RGB (0x5be38c),
        },
    [CAL_THEME_LIGHT] =
        {
            .background = RGB (0xffffff),
            .text = RGB (0x1b1a1e),
            .secondary = RGB (0x57555c),
            .hidden = RGB (0xb4b2b8),
            .halo = {1.0, 1.0, 1.0, 0.8},
            .crosshair = RGB (0x0e8f45),
        },
};

/**
 * cal_ink_get:
 *
 * Returns: (transfer none): the colours of that theme
 */
const CalInk *
cal_ink_get (CalTheme theme)
{
  return &inks[theme == CAL_THEME_LIGHT ? CAL_THEME_LIGHT : CAL_THEME_DARK];
}

/**
 * cal_ink_set:
 *
 * Makes one of the colours the source of what is drawn next.
 */
void
cal_ink_set (cairo_t *cr, const double rgba[4])
{
  cairo_set_source_rgba (cr, rgba[0], rgba[1], rgba[2], rgba[3]);
}
