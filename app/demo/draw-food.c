/* draw-food.c - things to eat.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/brush.h"
#include "app/demo/stimulus.h"

#include <math.h>

static const CalDemoColour white = {0.97, 0.96, 0.94};
static const CalDemoColour leaf = {0.32, 0.6, 0.25};

static void
draw_pizza (cairo_t *cr, CalDemoRandom *random)
{
  cal_demo_oval (cr, cal_demo_hsv (0.09, 0.65, 0.72), 0, 0, 0.36, 0.36);
  cal_demo_oval (cr, cal_demo_hsv (0.03, 0.75, 0.8), 0, 0, 0.31, 0.31);
  cal_demo_oval (cr, cal_demo_hsv (0.13, 0.55, 0.97), 0, 0, 0.29, 0.29);
  for (int i = 0; i < 9; i++) {
    double angle = 0.7 * i + cal_demo_between (random, -0.2, 0.2);
    double radius = i % 3 == 0 ? 0.08 : 0.2;

    cal_demo_oval (cr, cal_demo_hsv (0.01, 0.75, 0.72), radius * cos (angle), radius * sin (angle),
                   0.048, 0.048);
    cal_demo_oval (cr, leaf, 0.17 * cos (angle + 0.9), 0.17 * sin (angle + 0.9), 0.025, 0.014);
  }
  for (int i = 0; i < 4; i++)
    cal_demo_line (cr, cal_demo_hsv (0.1, 0.6, 0.65), 0.008, 2,
                   (const double[]){0.35 * cos (i * G_PI / 4), 0.35 * sin (i * G_PI / 4),
                                    -0.35 * cos (i * G_PI / 4), -0.35 * sin (i * G_PI / 4)});
}

static void
draw_apple (cairo_t *cr, CalDemoRandom *random)
{
  CalDemoColour skin = cal_demo_hsv (cal_demo_random_below (random, 2) ? 0.99 : 0.24, 0.72, 0.8);

  cal_demo_line (cr, (CalDemoColour){0.35, 0.22, 0.12}, 0.03, 2,
                 (const double[]){0, -0.18, 0.03, -0.33});
  cal_demo_oval (cr, leaf, 0.12, -0.29, 0.1, 0.045);
  cal_demo_oval (cr, skin, -0.1, 0.02, 0.19, 0.25);
  cal_demo_oval (cr, skin, 0.1, 0.02, 0.19, 0.25);
  cal_demo_oval (cr, cal_demo_shade (skin, 0.8), 0, -0.2, 0.06, 0.025);
  cal_demo_oval (cr, cal_demo_shade (skin, 1.6), -0.15, -0.08, 0.035, 0.06);
}

static void
draw_burger (cairo_t *cr)
{
  CalDemoColour bun = {0.87, 0.6, 0.28};

  cal_demo_box (cr, bun, -0.3, 0.13, 0.6, 0.14, 0.06);
  cal_demo_box (cr, (CalDemoColour){0.38, 0.22, 0.14}, -0.32, 0.03, 0.64, 0.11, 0.05);
  cal_demo_shape (cr, (CalDemoColour){0.98, 0.8, 0.25}, 5,
                  (const double[]){-0.31, 0.0, 0.31, 0.0, 0.2, 0.06, 0.06, 0.12, -0.1, 0.04});
  for (int i = 0; i < 7; i++)
    cal_demo_oval (cr, leaf, -0.28 + 0.093 * i, -0.01, 0.065, 0.03);
  cal_demo_box (cr, (CalDemoColour){0.85, 0.25, 0.2}, -0.28, -0.07, 0.56, 0.05, 0.02);
  cairo_save (cr);
  cairo_rectangle (cr, -0.4, -0.5, 0.8, 0.44);
  cairo_clip (cr);
  cal_demo_oval (cr, bun, 0, -0.06, 0.31, 0.25);
  cairo_restore (cr);
  for (int i = 0; i < 6; i++)
    cal_demo_oval (cr, white, -0.17 + 0.068 * i, -0.17 - 0.045 * (i % 2), 0.016, 0.01);
}

static void
draw_doughnut (cairo_t *cr, CalDemoRandom *random, CalDemoColour back)
{
  CalDemoColour icing = cal_demo_hsv (cal_demo_between (random, 0.85, 1.05), 0.45, 0.95);

  cal_demo_oval (cr, (CalDemoColour){0.82, 0.58, 0.32}, 0, 0, 0.34, 0.34);
  cal_demo_oval (cr, icing, 0, -0.01, 0.3, 0.3);
  for (int i = 0; i < 26; i++) {
    double angle = 2 * G_PI * cal_demo_random_uniform (random);
    double radius = cal_demo_between (random, 0.15, 0.27);
    double turn = 2 * G_PI * cal_demo_random_uniform (random);
    double x = radius * cos (angle);
    double y = radius * sin (angle);

    cal_demo_line (cr, cal_demo_bright (random), 0.016, 2,
                   (const double[]){x, y, x + 0.03 * cos (turn), y + 0.03 * sin (turn)});
  }
  cal_demo_oval (cr, (CalDemoColour){0.75, 0.5, 0.26}, 0, 0, 0.12, 0.12);
  cal_demo_oval (cr, back, 0, 0.01, 0.1, 0.1);
}

static void
draw_ice_cream (cairo_t *cr, CalDemoRandom *random)
{
  CalDemoColour cone = {0.87, 0.65, 0.36};

  cal_demo_shape (cr, cone, 3, (const double[]){-0.17, 0.02, 0.17, 0.02, 0, 0.42});
  for (int i = -1; i <= 1; i++) {
    cal_demo_line (cr, cal_demo_shade (cone, 0.8), 0.012, 2,
                   (const double[]){0.1 * i + 0.03, 0.04, 0.1 * i / 3 - 0.03, 0.25});
    cal_demo_line (cr, cal_demo_shade (cone, 0.8), 0.012, 2,
                   (const double[]){0.1 * i - 0.03, 0.04, 0.1 * i / 3 + 0.03, 0.25});
  }
  for (int i = 0; i < 3; i++) {
    double x = i == 2 ? 0 : i == 0 ? -0.1 : 0.1;
    CalDemoColour scoop = cal_demo_hsv (cal_demo_random_uniform (random), 0.35, 0.95);

    cal_demo_oval (cr, scoop, x, i == 2 ? -0.2 : -0.05, 0.15, 0.14);
    cal_demo_oval (cr, cal_demo_shade (scoop, 1.5), x - 0.05, i == 2 ? -0.26 : -0.1, 0.03, 0.025);
  }
  cal_demo_oval (cr, cal_demo_hsv (0.98, 0.85, 0.75), 0, -0.36, 0.05, 0.05);
}

static void
draw_breakfast (cairo_t *cr)
{
  CalDemoColour yolk = {0.98, 0.72, 0.15};
  CalDemoColour bacon = {0.72, 0.3, 0.25};

  cal_demo_oval (cr, white, -0.1, -0.08, 0.17, 0.15);
  cal_demo_oval (cr, white, 0.02, -0.02, 0.11, 0.11);
  cal_demo_oval (cr, yolk, -0.08, -0.06, 0.075, 0.07);
  cal_demo_oval (cr, cal_demo_shade (yolk, 1.6), -0.1, -0.085, 0.02, 0.016);
  for (int i = 0; i < 2; i++) {
    double y = 0.14 + 0.09 * i;
    const double wave[] = {-0.2, y, -0.12, y - 0.03, -0.04, y + 0.02, 0.04, y - 0.03, 0.12, y};

    cal_demo_line (cr, bacon, 0.055, 5, wave);
    cal_demo_line (cr, cal_demo_shade (bacon, 1.5), 0.014, 5, wave);
  }
  for (int i = 0; i < 3; i++)
    cal_demo_oval (cr, cal_demo_hsv (0.01, 0.8, 0.85), 0.2, -0.12 + 0.12 * i, 0.05, 0.05);
  cal_demo_oval (cr, leaf, 0.18, 0.22, 0.06, 0.03);
}

void
cal_demo_draw_food (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus)
{
  static const char *const nouns[] = {"a pizza on a table", "a plate of eggs and bacon",
                                      "a hamburger",        "a doughnut with sprinkles",
                                      "an ice cream cone",  "an apple on a plate"};
  guint kind = variant % G_N_ELEMENTS (nouns);
  CalDemoColour table = cal_demo_hsv (cal_demo_between (random, 0.04, 0.12), 0.4,
                                      cal_demo_between (random, 0.4, 0.75));
  double x = cal_demo_between (random, 0.44, 0.56);
  double y = cal_demo_between (random, 0.47, 0.54);

  cal_demo_sky (cr, cal_demo_shade (table, 1.15), cal_demo_shade (table, 0.9));
  for (int i = 1; i < 5; i++)
    cal_demo_line (cr, cal_demo_shade (table, 0.85), 0.008, 2,
                   (const double[]){-0.05, 0.2 * i, 1.05, 0.2 * i});
  cairo_save (cr);
  cairo_translate (cr, x, y);
  if (kind != 4) {
    cal_demo_oval (cr, cal_demo_shade (table, 0.6), 0.015, 0.03, 0.43, 0.43);
    cal_demo_oval (cr, white, 0, 0, 0.42, 0.42);
    cal_demo_oval (cr, cal_demo_shade (white, 0.9), 0, 0, 0.37, 0.37);
  }
  if (kind == 0)
    draw_pizza (cr, random);
  else if (kind == 1)
    draw_breakfast (cr);
  else if (kind == 2)
    draw_burger (cr);
  else if (kind == 3)
    draw_doughnut (cr, random, cal_demo_shade (white, 0.9));
  else if (kind == 4)
    draw_ice_cream (cr, random);
  else
    draw_apple (cr, random);
  cairo_restore (cr);
  stimulus->noun = nouns[kind];
  cal_demo_stimulus_add (stimulus, CAL_DEMO_FOOD, x, y, 0.34, 1);
}
