/* colormap.c - named tables of 256 colours, from the resources.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/colormap.h"

#include <gio/gio.h>
#include <math.h>

#include "calcarine-model-resources.h"

static const struct {
  const char *name;
  CalColormapKind kind;
} known[] = {
    {"viridis", CAL_COLORMAP_SEQUENTIAL}, {"inferno", CAL_COLORMAP_SEQUENTIAL},
    {"magma", CAL_COLORMAP_SEQUENTIAL},   {"plasma", CAL_COLORMAP_SEQUENTIAL},
    {"cividis", CAL_COLORMAP_SEQUENTIAL}, {"aqua", CAL_COLORMAP_SEQUENTIAL},
    {"hot", CAL_COLORMAP_SEQUENTIAL},     {"turbo", CAL_COLORMAP_SEQUENTIAL},
    {"gray", CAL_COLORMAP_SEQUENTIAL},    {"bone", CAL_COLORMAP_SEQUENTIAL},
    {"blue-red", CAL_COLORMAP_DIVERGING}, {"cold-hot", CAL_COLORMAP_DIVERGING},
    {"coolwarm", CAL_COLORMAP_DIVERGING}, {"purple-orange", CAL_COLORMAP_DIVERGING},
    {"twilight", CAL_COLORMAP_CIRCULAR},  {"hsv", CAL_COLORMAP_CIRCULAR},
};

static CalColormap *
load (const char *name, CalColormapKind kind)
{
  g_autofree char *path = g_strdup_printf ("/org/calcarine/colormaps/%s", name);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (calcarine_model_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  CalColormap *self = g_new0 (CalColormap, 1);
  const char *text;

  g_assert (bytes != NULL);
  text = strchr (g_bytes_get_data (bytes, NULL), '\n') + 1;
  self->name = name;
  self->kind = kind;
  for (int n = 0; n < 256; n++, text += 7)
    for (int c = 0; c < 3; c++)
      self->rgb[n][c] = (float) (g_ascii_xdigit_value (text[2 * c]) * 16 +
                                 g_ascii_xdigit_value (text[2 * c + 1])) /
                        255.0f;
  return self;
}

/**
 * cal_colormap_find:
 *
 * From any thread.
 *
 * Returns: (transfer none) (nullable): the colour map of that name, which lives for ever
 */
const CalColormap *
cal_colormap_find (const char *name)
{
  static CalColormap *loaded[G_N_ELEMENTS (known)];

  for (gsize n = 0; n < G_N_ELEMENTS (known); n++)
    if (g_strcmp0 (known[n].name, name) == 0) {
      if (g_once_init_enter (&loaded[n]))
        g_once_init_leave (&loaded[n], load (known[n].name, known[n].kind));
      return loaded[n];
    }
  return NULL;
}

/**
 * cal_colormap_list:
 *
 * Returns: (transfer none): every name, NULL-terminated
 */
const char *const *
cal_colormap_list (void)
{
  static const char *names[G_N_ELEMENTS (known) + 1];

  for (gsize n = 0; n < G_N_ELEMENTS (known); n++)
    names[n] = known[n].name;
  return names;
}

/**
 * cal_colormap_look_up:
 * @fraction: 0 to 1 along the window; beyond it the end colours
 * @rgb: (out caller-allocates): 0 to 1
 *
 * The shaders do the same: 256 steps, none between.
 */
void
cal_colormap_look_up (const CalColormap *self, double fraction, float rgb[3])
{
  int n = (int) floor (CLAMP (fraction, 0.0, 1.0) * 255.0 + 0.5);

  for (int c = 0; c < 3; c++)
    rgb[c] = self->rgb[n][c];
}
