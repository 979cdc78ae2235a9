/* draw-animals.c - cats, dogs, birds, fish and elephants.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/brush.h"
#include "app/demo/stimulus.h"

static const CalDemoColour ink = {0.12, 0.1, 0.1};
static const CalDemoColour white = {0.97, 0.97, 0.96};
static const CalDemoColour pink = {0.92, 0.6, 0.62};

static void
draw_cat (cairo_t *cr, CalDemoColour fur)
{
  CalDemoColour dark = cal_demo_shade (fur, 0.75);

  cal_demo_line (cr, dark, 0.07, 4, (const double[]){0.2, 0.38, 0.36, 0.34, 0.4, 0.2, 0.34, 0.1});
  cal_demo_oval (cr, fur, 0, 0.24, 0.21, 0.24);
  cal_demo_oval (cr, cal_demo_shade (fur, 1.6), 0, 0.28, 0.11, 0.17);
  cal_demo_oval (cr, fur, -0.1, 0.45, 0.08, 0.045);
  cal_demo_oval (cr, fur, 0.1, 0.45, 0.08, 0.045);
  for (int s = -1; s <= 1; s += 2) {
    cal_demo_shape (cr, fur, 3, (const double[]){s * 0.23, -0.36, s * 0.05, -0.25, s * 0.21, -0.1});
    cal_demo_shape (cr, pink, 3, (const double[]){s * 0.2, -0.3, s * 0.1, -0.24, s * 0.19, -0.16});
  }
  cal_demo_oval (cr, fur, 0, -0.1, 0.24, 0.19);
  for (int s = -1; s <= 1; s += 2) {
    cal_demo_oval (cr, cal_demo_hsv (0.25, 0.55, 0.85), s * 0.1, -0.12, 0.052, 0.05);
    cal_demo_oval (cr, ink, s * 0.1, -0.12, 0.018, 0.046);
    for (int k = -1; k <= 1; k++)
      cal_demo_line (cr, white, 0.008, 2,
                     (const double[]){s * 0.08, -0.02, s * 0.27, -0.03 + 0.04 * k});
    cal_demo_line (cr, dark, 0.02, 2, (const double[]){s * 0.05, -0.28, s * 0.04, -0.2});
  }
  cal_demo_shape (cr, pink, 3, (const double[]){-0.03, -0.05, 0.03, -0.05, 0, -0.015});
  cal_demo_arc (cr, ink, 0.01, -0.03, -0.01, 0.03, 0, G_PI);
  cal_demo_arc (cr, ink, 0.01, 0.03, -0.01, 0.03, 0, G_PI);
}

static void
draw_dog (cairo_t *cr, CalDemoColour fur)
{
  CalDemoColour dark = cal_demo_shade (fur, 0.6);
  CalDemoColour pale = cal_demo_shade (fur, 1.6);

  cal_demo_oval (cr, fur, 0, 0.28, 0.22, 0.22);
  cal_demo_oval (cr, pale, 0, 0.32, 0.12, 0.15);
  cal_demo_oval (cr, pale, -0.11, 0.46, 0.08, 0.045);
  cal_demo_oval (cr, pale, 0.11, 0.46, 0.08, 0.045);
  cal_demo_oval (cr, fur, 0, -0.1, 0.22, 0.23);
  for (int s = -1; s <= 1; s += 2) {
    cal_demo_oval (cr, dark, s * 0.23, -0.08, 0.075, 0.2);
    cal_demo_oval (cr, white, s * 0.085, -0.15, 0.045, 0.045);
    cal_demo_oval (cr, ink, s * 0.085, -0.145, 0.03, 0.032);
    cal_demo_oval (cr, white, s * 0.085 + 0.01, -0.155, 0.008, 0.008);
  }
  cal_demo_oval (cr, pale, 0, 0, 0.12, 0.1);
  cal_demo_box (cr, cal_demo_hsv (0.98, 0.55, 0.9), -0.04, 0.06, 0.08, 0.12, 0.038);
  cal_demo_oval (cr, ink, 0, -0.05, 0.055, 0.04);
  cal_demo_arc (cr, ink, 0.012, -0.045, 0.02, 0.045, 0.05, 0.9 * G_PI);
  cal_demo_arc (cr, ink, 0.012, 0.045, 0.02, 0.045, 0.1 * G_PI, 0.98 * G_PI);
}

static void
draw_bird (cairo_t *cr, CalDemoColour feathers)
{
  CalDemoColour beak = cal_demo_hsv (0.11, 0.85, 0.95);
  CalDemoColour wood = {0.42, 0.28, 0.18};

  cal_demo_line (cr, wood, 0.06, 3, (const double[]){-0.6, 0.36, 0, 0.31, 0.6, 0.36});
  cal_demo_shape (cr, cal_demo_shade (feathers, 0.6), 4,
                  (const double[]){0.15, 0.1, 0.48, 0.3, 0.42, 0.36, 0.08, 0.22});
  cal_demo_line (cr, beak, 0.02, 2, (const double[]){-0.04, 0.2, -0.05, 0.31});
  cal_demo_line (cr, beak, 0.02, 2, (const double[]){0.06, 0.2, 0.06, 0.31});
  cal_demo_oval (cr, feathers, 0.02, 0.05, 0.25, 0.21);
  cal_demo_oval (cr, cal_demo_shade (feathers, 1.55), -0.06, 0.11, 0.15, 0.14);
  cal_demo_oval (cr, feathers, -0.16, -0.18, 0.15, 0.15);
  cal_demo_shape (cr, beak, 3, (const double[]){-0.28, -0.22, -0.42, -0.15, -0.28, -0.11});
  cal_demo_oval (cr, white, -0.19, -0.21, 0.042, 0.042);
  cal_demo_oval (cr, ink, -0.2, -0.21, 0.024, 0.024);
  cal_demo_shape (cr, cal_demo_shade (feathers, 0.72), 5,
                  (const double[]){-0.04, -0.04, 0.16, -0.06, 0.33, 0.14, 0.16, 0.16, 0.02, 0.12});
}

static void
draw_fish (cairo_t *cr, CalDemoColour scales)
{
  CalDemoColour fin = cal_demo_shade (scales, 0.75);

  cal_demo_shape (cr, fin, 4, (const double[]){0.22, 0, 0.46, -0.2, 0.4, 0, 0.46, 0.2});
  cal_demo_shape (cr, fin, 3, (const double[]){-0.1, -0.14, 0.12, -0.33, 0.16, -0.1});
  cal_demo_shape (cr, fin, 3, (const double[]){-0.05, 0.14, 0.08, 0.29, 0.12, 0.1});
  cal_demo_oval (cr, scales, -0.04, 0, 0.32, 0.2);
  for (int i = 0; i < 3; i++)
    cal_demo_arc (cr, white, 0.03, -0.34 + 0.17 * i, 0, 0.2, -0.24 * G_PI, 0.24 * G_PI);
  cal_demo_oval (cr, white, -0.24, -0.05, 0.05, 0.05);
  cal_demo_oval (cr, ink, -0.25, -0.05, 0.028, 0.028);
  cal_demo_arc (cr, ink, 0.012, -0.33, 0.02, 0.05, 0.1 * G_PI, 0.5 * G_PI);
  for (int i = 0; i < 3; i++)
    cal_demo_arc (cr, white, 0.01, -0.42 - 0.02 * i, -0.2 - 0.09 * i, 0.02 + 0.01 * i, 0, 2 * G_PI);
}

static void
draw_elephant (cairo_t *cr, CalDemoColour skin)
{
  CalDemoColour dark = cal_demo_shade (skin, 0.8);

  for (int i = 0; i < 4; i++)
    cal_demo_box (cr, i % 2 ? skin : dark, -0.1 + 0.13 * i, 0.1, 0.1, 0.34, 0.03);
  cal_demo_oval (cr, skin, 0.12, 0.02, 0.29, 0.22);
  cal_demo_line (cr, dark, 0.025, 3, (const double[]){0.4, 0, 0.47, 0.1, 0.46, 0.2});
  cal_demo_line (cr, skin, 0.085, 5,
                 (const double[]){-0.33, -0.04, -0.4, 0.12, -0.41, 0.26, -0.36, 0.34, -0.3, 0.32});
  cal_demo_oval (cr, skin, -0.24, -0.1, 0.19, 0.19);
  cal_demo_oval (cr, dark, -0.1, -0.08, 0.13, 0.19);
  cal_demo_oval (cr, cal_demo_shade (pink, 0.9), -0.09, -0.07, 0.085, 0.14);
  cal_demo_shape (cr, white, 3, (const double[]){-0.3, 0.04, -0.25, 0.07, -0.39, 0.19});
  cal_demo_oval (cr, white, -0.31, -0.14, 0.03, 0.03);
  cal_demo_oval (cr, ink, -0.315, -0.138, 0.018, 0.02);
}

void
cal_demo_draw_animal (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus)
{
  static const char *const nouns[] = {"a cat sitting", "a dog with its tongue out",
                                      "a bird on a branch", "a fish under water",
                                      "an elephant in the savanna"};
  guint kind = variant % G_N_ELEMENTS (nouns);
  double x = cal_demo_between (random, 0.42, 0.58);
  CalDemoColour fur =
      cal_demo_hsv (cal_demo_between (random, 0.05, 0.11), cal_demo_between (random, 0.15, 0.7),
                    cal_demo_between (random, 0.5, 0.9));
  CalDemoColour green = cal_demo_hsv (cal_demo_between (random, 0.2, 0.4), 0.4, 0.7);

  cal_demo_sky (cr, cal_demo_hsv (0.56, kind == 3 ? 0.6 : 0.3, 0.9),
                kind == 3 ? cal_demo_hsv (0.6, 0.75, 0.5) : cal_demo_hsv (0.52, 0.12, 0.95));
  if (kind != 2 && kind != 3)
    cal_demo_box (cr, kind == 4 ? cal_demo_hsv (0.12, 0.5, 0.8) : green, -0.1, 0.78, 1.2, 0.4,
                  0.02);
  if (kind == 3)
    for (int i = 0; i < 5; i++)
      cal_demo_line (cr, green, 0.03, 3,
                     (const double[]){0.08 + 0.2 * i, 1.02, 0.05 + 0.2 * i, 0.9, 0.1 + 0.2 * i,
                                      0.78 + 0.03 * (i % 3)});
  cairo_save (cr);
  cairo_translate (cr, x, 0.48);
  if (kind == 0)
    draw_cat (cr, fur);
  else if (kind == 1)
    draw_dog (cr, fur);
  else if (kind == 2)
    draw_bird (cr, cal_demo_bright (random));
  else if (kind == 3)
    draw_fish (cr, cal_demo_hsv (cal_demo_between (random, 0, 0.14), 0.85, 0.98));
  else
    draw_elephant (cr, cal_demo_hsv (0.6, 0.08, cal_demo_between (random, 0.5, 0.7)));
  cairo_restore (cr);
  stimulus->noun = nouns[kind];
  cal_demo_stimulus_add (stimulus, CAL_DEMO_ANIMALS, x, 0.48, 0.3, 1);
  if (kind < 2)
    cal_demo_stimulus_add (stimulus, CAL_DEMO_FACES, x, 0.38, 0.2, 0.35);
}
