/* colormap.h - named tables of 256 colours, from the resources.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  CAL_COLORMAP_SEQUENTIAL,
  CAL_COLORMAP_DIVERGING,
  CAL_COLORMAP_CIRCULAR,
} CalColormapKind;

/**
 * CalColormap:
 * @name: "viridis"
 * @kind: what it is good for
 * @rgb: 0 to 1; the first colour is the window's low end
 */
typedef struct {
  const char *name;
  CalColormapKind kind;
  float rgb[256][3];
} CalColormap;

const CalColormap *cal_colormap_find (const char *name);
const char *const *cal_colormap_list (void);
void cal_colormap_look_up (const CalColormap *self, double fraction, float rgb[3]);

G_END_DECLS
