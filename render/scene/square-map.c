/* square-map.c - squares of colours for two maps at once.
 *
 * Bilinear in CIELAB between four corners, so that equal steps look equally large. The corners are
 * far apart for every kind of colour vision: the test holds them against the three dichromacies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/square-map.h"

#include <math.h>

G_DEFINE_ENUM_TYPE (CalSquareMap,
                    cal_square_map,
                    G_DEFINE_ENUM_VALUE (CAL_SQUARE_DUSK, "dusk"),
                    G_DEFINE_ENUM_VALUE (CAL_SQUARE_PAPER, "paper"),
                    G_DEFINE_ENUM_VALUE (CAL_SQUARE_POLES, "poles"),
                    G_DEFINE_ENUM_VALUE (CAL_SQUARE_FADING, "fading"))

/* Where both maps are low, the first is high, the second is, both are. */
static const guint32 corners[CAL_N_SQUARE_MAPS][4] = {
    [CAL_SQUARE_DUSK] = {0x16161d, 0xe0761f, 0x2f7fd6, 0xfbf3e6},
    [CAL_SQUARE_PAPER] = {0xebe9e6, 0xe8a33d, 0x6aa3d8, 0x3d2b56},
    [CAL_SQUARE_POLES] = {0x12365f, 0x6b3410, 0xa8d0f5, 0xf9c795},
    [CAL_SQUARE_FADING] = {0x8a8a8a, 0x8a8a8a, 0x2a7ad0, 0xe08a1e},
};

/* IEC 61966-2-1 and CIE 15: sRGB, its primaries in XYZ, and the white D65 that they add up to. */
static const double rgb_to_xyz[3][3] = {{0.4124564, 0.3575761, 0.1804375},
                                        {0.2126729, 0.7151522, 0.0721750},
                                        {0.0193339, 0.1191920, 0.9503041}};
static const double xyz_to_rgb[3][3] = {{3.2404542, -1.5371385, -0.4985314},
                                        {-0.9692660, 1.8760108, 0.0415560},
                                        {0.0556434, -0.2040259, 1.0572252}};
static const double white[3] = {0.95047, 1.0, 1.08883};

/* CIELAB's linear part near black. */
#define EPSILON (216.0 / 24389.0)
#define KAPPA (24389.0 / 27.0)

static void
multiply (const double matrix[3][3], const double in[3], double out[3])
{
  for (int row = 0; row < 3; row++)
    out[row] = matrix[row][0] * in[0] + matrix[row][1] * in[1] + matrix[row][2] * in[2];
}

static void
rgb_to_lab (guint32 colour, double lab[3])
{
  double rgb[3], xyz[3], f[3];

  for (int c = 0; c < 3; c++) {
    double value = (colour >> (16 - 8 * c) & 0xff) / 255.0;

    rgb[c] = value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
  }
  multiply (rgb_to_xyz, rgb, xyz);
  for (int c = 0; c < 3; c++) {
    double share = xyz[c] / white[c];

    f[c] = share > EPSILON ? cbrt (share) : (KAPPA * share + 16.0) / 116.0;
  }
  lab[0] = 116.0 * f[1] - 16.0;
  lab[1] = 500.0 * (f[0] - f[1]);
  lab[2] = 200.0 * (f[1] - f[2]);
}

static void
lab_to_rgb (const double lab[3], guint8 rgb[3])
{
  double y = (lab[0] + 16.0) / 116.0, f[3] = {y + lab[1] / 500.0, y, y - lab[2] / 200.0};
  double xyz[3], linear[3];

  for (int c = 0; c < 3; c++) {
    double cube = f[c] * f[c] * f[c];

    xyz[c] = white[c] * (cube > EPSILON ? cube : (116.0 * f[c] - 16.0) / KAPPA);
  }
  multiply (xyz_to_rgb, xyz, linear);
  for (int c = 0; c < 3; c++) {
    double value =
        linear[c] <= 0.0031308 ? 12.92 * linear[c] : 1.055 * pow (linear[c], 1.0 / 2.4) - 0.055;

    rgb[c] = (guint8) lrint (CLAMP (value, 0.0, 1.0) * 255.0);
  }
}

static guint8 *
make_table (CalSquareMap map)
{
  guint8 *table = g_malloc ((gsize) CAL_SQUARE_STEPS * CAL_SQUARE_STEPS * 3);
  double ends[4][3];

  for (int n = 0; n < 4; n++)
    rgb_to_lab (corners[map][n], ends[n]);
  for (int row = 0; row < CAL_SQUARE_STEPS; row++)
    for (int column = 0; column < CAL_SQUARE_STEPS; column++) {
      double x = column / (CAL_SQUARE_STEPS - 1.0), y = row / (CAL_SQUARE_STEPS - 1.0), lab[3];

      for (int c = 0; c < 3; c++)
        lab[c] = (1.0 - y) * ((1.0 - x) * ends[0][c] + x * ends[1][c]) +
                 y * ((1.0 - x) * ends[2][c] + x * ends[3][c]);
      lab_to_rgb (lab, table + 3 * (row * CAL_SQUARE_STEPS + column));
    }
  return table;
}

/**
 * cal_square_map_get_table:
 *
 * From any thread.
 *
 * Returns: (transfer none): three bytes a colour, #CAL_SQUARE_STEPS along the first map for each of
 *   as many rows along the second, the lowest first
 */
const guint8 *
cal_square_map_get_table (CalSquareMap map)
{
  static guint8 *tables[CAL_N_SQUARE_MAPS];

  g_return_val_if_fail (map < CAL_N_SQUARE_MAPS, NULL);

  if (g_once_init_enter (&tables[map]))
    g_once_init_leave (&tables[map], make_table (map));
  return tables[map];
}

/**
 * cal_square_map_look_up:
 * @x: 0 to 1 along the window of the first map; beyond it the colours of the edge
 * @y: the same of the second
 * @rgb: (out caller-allocates): 0 to 1
 *
 * The shaders do the same.
 */
void
cal_square_map_look_up (CalSquareMap map, double x, double y, float rgb[3])
{
  const int last = CAL_SQUARE_STEPS - 1;
  int column = (int) floor (CLAMP (x, 0.0, 1.0) * last + 0.5);
  int row = (int) floor (CLAMP (y, 0.0, 1.0) * last + 0.5);
  const guint8 *colour = cal_square_map_get_table (map) + 3 * (row * CAL_SQUARE_STEPS + column);

  for (int c = 0; c < 3; c++)
    rgb[c] = (float) colour[c] / 255.0f;
}
