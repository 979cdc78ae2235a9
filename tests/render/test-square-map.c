/* test-square-map.c - squares of colours: their corners, their middle, and who can tell them apart.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/square-map.h"

#include <math.h>

/* Machado, Oliveira & Fernandes 2009 (doi:10.1109/TVCG.2009.113), severity 1: what is left of the
 * linear colours without L, M and S cones. */
static const double simulations[4][3][3] = {
    {{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static double
to_f (double share)
{
  return share > 0.008856 ? cbrt (share) : 7.787 * share + 16.0 / 116.0;
}

/* CIELAB as the textbook has it. */
static void
see (const float rgb[3], int simulation, double lab[3])
{
  double linear[3], seen[3], f[3];

  for (int c = 0; c < 3; c++) {
    double value = (double) rgb[c];

    linear[c] = value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
  }
  for (int c = 0; c < 3; c++) {
    seen[c] = 0.0;
    for (int k = 0; k < 3; k++)
      seen[c] += simulations[simulation][c][k] * linear[k];
    seen[c] = CLAMP (seen[c], 0.0, 1.0);
  }
  f[0] = to_f ((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
  f[1] = to_f (0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
  f[2] = to_f ((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.0890);
  lab[0] = 116.0 * f[1] - 16.0;
  lab[1] = 500.0 * (f[0] - f[1]);
  lab[2] = 200.0 * (f[1] - f[2]);
}

static double
get_distance (CalSquareMap map, int simulation, const double a[2], const double b[2])
{
  double labs[2][3], sum = 0.0;
  float rgb[3];

  cal_square_map_look_up (map, a[0], a[1], rgb);
  see (rgb, simulation, labs[0]);
  cal_square_map_look_up (map, b[0], b[1], rgb);
  see (rgb, simulation, labs[1]);
  for (int c = 0; c < 3; c++)
    sum += (labs[0][c] - labs[1][c]) * (labs[0][c] - labs[1][c]);
  return sqrt (sum);
}

/* Corners are far apart whoever looks: thirty just noticeable steps. The low end of "fading" is one
 * grey by intention. */
static void
test_told_apart (void)
{
  static const double places[4][2] = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};

  for (int map = 0; map < CAL_N_SQUARE_MAPS; map++)
    for (int simulation = 0; simulation < 4; simulation++)
      for (int a = 0; a < 4; a++)
        for (int b = a + 1; b < 4; b++) {
          double distance = get_distance ((CalSquareMap) map, simulation, places[a], places[b]);

          g_test_message ("map %d, simulation %d, corners %d and %d: %.1f", map, simulation, a, b,
                          distance);
          if (map == CAL_SQUARE_FADING && b == 1)
            g_assert_cmpfloat (distance, ==, 0.0);
          else
            g_assert_cmpfloat (distance, >, 30.0);
        }
}

/* Equal steps look equally large: along each edge, no eighth differs from their mean by more than
 * a tenth, which rounding to bytes does where it is dark: so no colour had to be moved into the
 * gamut. */
static void
test_even (void)
{
  for (int map = 0; map < CAL_N_SQUARE_MAPS; map++)
    for (int edge = 0; edge < 4; edge++) {
      double whole = 0.0, steps[8];

      for (int n = 0; n < 8; n++) {
        double along[2] = {16.0 * n / 127.0, MIN (16.0 * (n + 1), 127.0) / 127.0};
        double side = edge % 2, a[2], b[2];

        a[edge / 2] = along[0], b[edge / 2] = along[1];
        a[1 - edge / 2] = b[1 - edge / 2] = side;
        steps[n] = get_distance ((CalSquareMap) map, 0, a, b) / (along[1] - along[0]);
        whole += steps[n] / 8.0;
      }
      for (int n = 0; n < 8; n++)
        g_assert_cmpfloat (fabs (steps[n] - whole), <=, 0.1 * whole);
    }
}

/* The mean of the corners in CIELAB. */
static void
test_middle (void)
{
  for (int map = 0; map < CAL_N_SQUARE_MAPS; map++) {
    double mean[3] = {0.0, 0.0, 0.0}, lab[3], edge[3];
    float rgb[3];

    for (int corner = 0; corner < 4; corner++) {
      cal_square_map_look_up ((CalSquareMap) map, corner & 1, corner >> 1, rgb);
      see (rgb, 0, edge);
      for (int c = 0; c < 3; c++)
        mean[c] += edge[c] / 4.0;
    }
    /* Half a step off the middle: there is no colour exactly there. */
    cal_square_map_look_up ((CalSquareMap) map, 0.5, 0.5, rgb);
    see (rgb, 0, lab);
    for (int c = 0; c < 3; c++)
      g_assert_cmpfloat (fabs (lab[c] - mean[c]), <, 1.2);
  }
}

static void
test_beyond (void)
{
  float inside[3], beyond[3];

  cal_square_map_look_up (CAL_SQUARE_DUSK, 1.0, 0.0, inside);
  cal_square_map_look_up (CAL_SQUARE_DUSK, 7.0, -3.0, beyond);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat (inside[c], ==, beyond[c]);
  g_assert_cmpfloat (inside[0], ==, 0xe0 / 255.0f);
  g_assert_cmpfloat (inside[1], ==, 0x76 / 255.0f);
  g_assert_cmpfloat (inside[2], ==, 0x1f / 255.0f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/square-map/told-apart", test_told_apart);
  g_test_add_func ("/square-map/even", test_even);
  g_test_add_func ("/square-map/middle", test_middle);
  g_test_add_func ("/square-map/beyond", test_beyond);
  return g_test_run ();
}
