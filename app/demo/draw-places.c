/* draw-places.c - landscapes, streets and rooms.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/brush.h"
#include "app/demo/stimulus.h"

static const CalDemoColour white = {0.97, 0.97, 0.97};

static void
draw_tree (cairo_t *cr, double x, double y, double size)
{
  CalDemoColour green = {0.2, 0.42, 0.24};

  cal_demo_box (cr, (CalDemoColour){0.35, 0.24, 0.16}, x - 0.02 * size, y - 0.1 * size, 0.04 * size,
                0.1 * size, 0.005);
  for (int i = 0; i < 3; i++)
    cal_demo_shape (cr, cal_demo_shade (green, 1 + 0.1 * i), 3,
                    (const double[]){x - (0.13 - 0.03 * i) * size, y - (0.08 + 0.11 * i) * size,
                                     x + (0.13 - 0.03 * i) * size, y - (0.08 + 0.11 * i) * size, x,
                                     y - (0.3 + 0.09 * i) * size});
}

static void
draw_mountains (cairo_t *cr, CalDemoRandom *random)
{
  CalDemoColour rock = cal_demo_hsv (0.62, 0.25, cal_demo_between (random, 0.4, 0.55));
  double peak = cal_demo_between (random, 0.3, 0.7);

  cal_demo_sky (cr, cal_demo_hsv (0.57, 0.5, 0.9), cal_demo_hsv (0.08, 0.15, 1));
  cal_demo_shape (cr, cal_demo_shade (rock, 1.3), 5,
                  (const double[]){-0.1, 0.62, 0.15, 0.3, 0.4, 0.5, 0.85, 0.27, 1.2, 0.62});
  cal_demo_shape (cr, rock, 3, (const double[]){peak - 0.45, 0.64, peak, 0.14, peak + 0.45, 0.64});
  cal_demo_shape (cr, white, 6,
                  (const double[]){peak, 0.14, peak + 0.12, 0.27, peak + 0.05, 0.25, peak, 0.31,
                                   peak - 0.05, 0.25, peak - 0.12, 0.27});
  cal_demo_box (cr, cal_demo_hsv (0.56, 0.5, 0.68), -0.1, 0.62, 1.2, 0.25, 0.001);
  for (int i = 0; i < 5; i++)
    cal_demo_line (cr, cal_demo_hsv (0.56, 0.3, 0.85), 0.008, 2,
                   (const double[]){0.1 + 0.17 * i, 0.68 + 0.03 * (i % 3), 0.2 + 0.17 * i,
                                    0.68 + 0.03 * (i % 3)});
  cal_demo_oval (cr, cal_demo_hsv (0.28, 0.45, 0.48), 0.5, 1.05, 0.9, 0.25);
  draw_tree (cr, 0.12, 0.92, 1);
  draw_tree (cr, 0.88, 0.95, 1.2);
}

static void
draw_city (cairo_t *cr, CalDemoRandom *random)
{
  gboolean night = cal_demo_random_uniform (random) < 0.3;
  double x = -0.03;

  if (night)
    cal_demo_sky (cr, cal_demo_hsv (0.66, 0.6, 0.2), cal_demo_hsv (0.8, 0.45, 0.5));
  else
    cal_demo_sky (cr, cal_demo_hsv (0.57, 0.45, 0.9), cal_demo_hsv (0.1, 0.15, 0.98));
  while (x < 1) {
    double w = cal_demo_between (random, 0.12, 0.2);
    double h = cal_demo_between (random, 0.28, 0.68);
    CalDemoColour wall = cal_demo_hsv (cal_demo_between (random, 0.55, 0.7), 0.25,
                                       night ? 0.22 : cal_demo_between (random, 0.45, 0.65));

    cal_demo_box (cr, wall, x, 0.84 - h, w, h, 0.002);
    for (double wy = 0.88 - h; wy < 0.78; wy += 0.055)
      for (double wx = x + 0.02; wx < x + w - 0.03; wx += 0.04)
        if (cal_demo_random_below (random, 4) != 0)
          cal_demo_box (cr, night ? cal_demo_hsv (0.13, 0.55, 0.98) : cal_demo_shade (wall, 1.5),
                        wx, wy, 0.02, 0.03, 0.002);
    x += w + 0.008;
  }
  cal_demo_box (cr, (CalDemoColour){0.25, 0.25, 0.28}, -0.1, 0.84, 1.2, 0.3, 0.001);
  for (int i = 0; i < 5; i++)
    cal_demo_box (cr, (CalDemoColour){0.9, 0.88, 0.7}, 0.05 + 0.2 * i, 0.92, 0.1, 0.015, 0.003);
}

static void
draw_beach (cairo_t *cr, CalDemoRandom *random)
{
  double sun = cal_demo_between (random, 0.25, 0.6);
  CalDemoColour trunk = {0.45, 0.31, 0.2};
  CalDemoColour frond = {0.2, 0.5, 0.28};

  cal_demo_sky (cr, cal_demo_hsv (0.55, 0.45, 0.95), cal_demo_hsv (0.09, 0.4, 1));
  cal_demo_oval (cr, cal_demo_hsv (0.13, 0.5, 1), sun, 0.32, 0.09, 0.09);
  cal_demo_box (cr, cal_demo_hsv (0.52, 0.65, 0.7), -0.1, 0.52, 1.2, 0.3, 0.001);
  cal_demo_shape (cr, cal_demo_hsv (0.11, 0.35, 0.93), 5,
                  (const double[]){-0.1, 0.78, 0.4, 0.7, 1.1, 0.76, 1.1, 1.1, -0.1, 1.1});
  cal_demo_line (cr, white, 0.015, 3, (const double[]){-0.1, 0.775, 0.4, 0.695, 1.1, 0.755});
  cal_demo_line (cr, trunk, 0.035, 4,
                 (const double[]){0.82, 0.95, 0.8, 0.7, 0.83, 0.5, 0.79, 0.33});
  for (int i = 0; i < 5; i++)
    cal_demo_line (cr, frond, 0.035, 3,
                   (const double[]){0.79, 0.33, 0.79 + 0.07 * (i - 2), 0.25 + 0.015 * i * (i - 2),
                                    0.79 + 0.12 * (i - 2), 0.36 + 0.05 * (i % 2)});
  cal_demo_shape (cr, cal_demo_hsv (0, 0.65, 0.9), 3,
                  (const double[]){0.1, 0.76, 0.27, 0.62, 0.42, 0.76});
  cal_demo_line (cr, white, 0.014, 2, (const double[]){0.27, 0.63, 0.27, 0.9});
}

static void
draw_house (cairo_t *cr, CalDemoRandom *random)
{
  CalDemoColour wall = cal_demo_hsv (cal_demo_between (random, 0.05, 0.15), 0.25, 0.93);
  CalDemoColour roof = cal_demo_hsv (cal_demo_between (random, 0.98, 1.05), 0.6, 0.6);
  CalDemoColour glass = cal_demo_hsv (0.55, 0.4, 0.85);

  cal_demo_sky (cr, cal_demo_hsv (0.57, 0.45, 0.93), cal_demo_hsv (0.55, 0.12, 0.98));
  cal_demo_oval (cr, cal_demo_hsv (0.28, 0.45, 0.62), 0.5, 1, 0.95, 0.3);
  draw_tree (cr, 0.1, 0.82, 1.3);
  cal_demo_box (cr, wall, 0.24, 0.46, 0.54, 0.36, 0.003);
  cal_demo_box (cr, roof, 0.63, 0.24, 0.07, 0.16, 0.003);
  cal_demo_shape (cr, roof, 3, (const double[]){0.18, 0.48, 0.51, 0.2, 0.84, 0.48});
  cal_demo_box (cr, cal_demo_shade (roof, 0.7), 0.46, 0.6, 0.11, 0.22, 0.01);
  for (int i = 0; i < 2; i++) {
    cal_demo_box (cr, white, 0.28 + 0.33 * i, 0.54, 0.14, 0.13, 0.005);
    cal_demo_box (cr, glass, 0.29 + 0.33 * i, 0.55, 0.055, 0.11, 0.003);
    cal_demo_box (cr, glass, 0.355 + 0.33 * i, 0.55, 0.055, 0.11, 0.003);
  }
  cal_demo_shape (cr, cal_demo_hsv (0.11, 0.2, 0.85), 4,
                  (const double[]){0.46, 0.82, 0.57, 0.82, 0.72, 1.02, 0.36, 1.02});
}

static void
draw_room (cairo_t *cr, CalDemoRandom *random)
{
  CalDemoColour wall = cal_demo_hsv (cal_demo_random_uniform (random), 0.2, 0.8);
  CalDemoColour wood = {0.62, 0.44, 0.28};
  CalDemoColour sofa = cal_demo_bright (random);

  cal_demo_sky (cr, cal_demo_shade (wall, 1.6), cal_demo_shade (wall, 1.6));
  cal_demo_shape (cr, wood, 4, (const double[]){0.25, 0.66, 0.75, 0.66, 1.1, 1.02, -0.1, 1.02});
  cal_demo_shape (cr, cal_demo_shade (wall, 0.8), 4,
                  (const double[]){0, 0, 0.25, 0.18, 0.25, 0.66, 0, 0.92});
  cal_demo_shape (cr, cal_demo_shade (wall, 0.9), 4,
                  (const double[]){1, 0, 0.75, 0.18, 0.75, 0.66, 1, 0.92});
  cal_demo_box (cr, wall, 0.25, 0.18, 0.5, 0.48, 0.001);
  cal_demo_box (cr, white, 0.36, 0.24, 0.28, 0.22, 0.004);
  for (int i = 0; i < 2; i++)
    cal_demo_box (cr, cal_demo_hsv (0.56, 0.35, 0.95), 0.375 + 0.13 * i, 0.255, 0.12, 0.19, 0.003);
  cal_demo_box (cr, cal_demo_shade (sofa, 0.8), 0.34, 0.53, 0.32, 0.13, 0.03);
  cal_demo_box (cr, sofa, 0.31, 0.6, 0.38, 0.12, 0.03);
  cal_demo_oval (cr, cal_demo_shade (sofa, 1.4), 0.5, 0.85, 0.25, 0.07);
  cal_demo_line (cr, (CalDemoColour){0.2, 0.2, 0.22}, 0.012, 2,
                 (const double[]){0.85, 0.45, 0.85, 0.82});
  cal_demo_shape (cr, cal_demo_hsv (0.12, 0.4, 0.98), 4,
                  (const double[]){0.8, 0.34, 0.9, 0.34, 0.94, 0.47, 0.76, 0.47});
}

void
cal_demo_draw_place (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus)
{
  static const char *const nouns[] = {"mountains above a lake", "a city street",
                                      "a beach at sunset", "a house with a garden",
                                      "a living room"};
  static void (*const draw[]) (cairo_t *, CalDemoRandom *) = {draw_mountains, draw_city, draw_beach,
                                                              draw_house, draw_room};
  guint kind = variant % G_N_ELEMENTS (nouns);

  draw[kind](cr, random);
  stimulus->noun = nouns[kind];
  cal_demo_stimulus_add (stimulus, CAL_DEMO_PLACES, 0.5, 0.62, 0.5, 1);
}
