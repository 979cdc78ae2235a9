/* draw-people.c - faces and bodies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/brush.h"
#include "app/demo/stimulus.h"

#include <math.h>

static const CalDemoColour skins[] = {{0.98, 0.84, 0.73},
                                      {0.93, 0.74, 0.58},
                                      {0.80, 0.58, 0.42},
                                      {0.60, 0.40, 0.28},
                                      {0.42, 0.27, 0.19}};
static const CalDemoColour hairs[] = {{0.12, 0.09, 0.08},
                                      {0.32, 0.19, 0.10},
                                      {0.62, 0.36, 0.16},
                                      {0.88, 0.70, 0.36},
                                      {0.72, 0.72, 0.74}};
static const CalDemoColour white = {0.97, 0.97, 0.97};
static const CalDemoColour ink = {0.13, 0.11, 0.12};

static void
draw_hair (cairo_t *cr, CalDemoColour hair, guint style, gboolean front)
{
  if (!front) {
    if (style == 1 || style == 3)
      cal_demo_box (cr, hair, -0.29, -0.28, 0.58, style == 1 ? 0.72 : 0.5, 0.24);
    if (style == 2)
      cal_demo_oval (cr, hair, 0, -0.42, 0.12, 0.12);
    if (style == 4)
      for (int i = 0; i < 11; i++)
        cal_demo_oval (cr, hair, 0.29 * cos (G_PI * (1 + i / 10.0)),
                       -0.08 + 0.3 * sin (G_PI * (1 + i / 10.0)), 0.1, 0.1);
    return;
  }
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_save (cr);
  cairo_scale (cr, 0.255, 0.325);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_clip (cr);
  if (style == 0 || style == 2)
    cal_demo_oval (cr, hair, 0, -0.32, 0.26, 0.15);
  else if (style != 5)
    cal_demo_oval (cr, hair, style == 3 ? 0.09 : -0.1, -0.32, 0.3, 0.17);
  cairo_restore (cr);
}

static void
draw_eyes (cairo_t *cr, CalDemoColour iris, CalDemoColour brow, double gaze, gboolean glasses)
{
  for (int side = -1; side <= 1; side += 2) {
    double x = side * 0.1;
    double line[] = {x - 0.05, -0.105, x, -0.12, x + 0.05, -0.105};

    cal_demo_oval (cr, white, x, -0.03, 0.05, 0.034);
    cal_demo_oval (cr, iris, x + gaze, -0.03, 0.028, 0.03);
    cal_demo_oval (cr, ink, x + gaze, -0.03, 0.014, 0.016);
    cal_demo_oval (cr, white, x + gaze + 0.008, -0.038, 0.006, 0.006);
    cal_demo_line (cr, brow, 0.02, 3, line);
    if (glasses)
      cal_demo_arc (cr, ink, 0.014, x, -0.03, 0.072, 0, 2 * G_PI);
  }
  if (glasses)
    cal_demo_line (cr, ink, 0.014, 2, (const double[]){-0.03, -0.035, 0.03, -0.035});
}

/* A head 0.65 high about the origin. */
static void
draw_head (cairo_t *cr, CalDemoRandom *random, CalDemoColour skin, CalDemoColour hair)
{
  guint style = cal_demo_random_below (random, 6);
  guint mouth = cal_demo_random_below (random, 3);
  CalDemoColour dark = cal_demo_shade (skin, 0.8);
  CalDemoColour lips = {0.75 * skin.r, 0.4 * skin.g, 0.42 * skin.b};
  double gaze = cal_demo_between (random, -0.014, 0.014);

  draw_hair (cr, hair, style, FALSE);
  cal_demo_oval (cr, dark, -0.25, 0, 0.045, 0.07);
  cal_demo_oval (cr, dark, 0.25, 0, 0.045, 0.07);
  cal_demo_oval (cr, skin, 0, 0, 0.25, 0.32);
  cal_demo_oval (cr, cal_demo_shade (skin, 0.93), -0.13, 0.09, 0.055, 0.04);
  cal_demo_oval (cr, cal_demo_shade (skin, 0.93), 0.13, 0.09, 0.055, 0.04);
  draw_hair (cr, hair, style, TRUE);
  draw_eyes (cr, cal_demo_hsv (cal_demo_between (random, 0.05, 0.6), 0.6, 0.5),
             cal_demo_shade (hair, 0.8), gaze, cal_demo_random_below (random, 3) == 0);
  cal_demo_line (cr, dark, 0.02, 3, (const double[]){0.005, 0, -0.02, 0.075, 0.015, 0.08});
  if (mouth == 0)
    cal_demo_arc (cr, lips, 0.024, 0, 0.1, 0.09, 0.2 * G_PI, 0.8 * G_PI);
  else if (mouth == 1) {
    cal_demo_oval (cr, lips, 0, 0.175, 0.085, 0.045);
    cal_demo_oval (cr, white, 0, 0.165, 0.062, 0.022);
  } else
    cal_demo_line (cr, lips, 0.026, 3, (const double[]){-0.06, 0.17, 0, 0.178, 0.06, 0.17});
  if (style == 5 || cal_demo_random_below (random, 6) == 0)
    cal_demo_arc (cr, hair, 0.05, 0, 0.02, 0.255, 0.22 * G_PI, 0.78 * G_PI);
}

void
cal_demo_draw_face (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus)
{
  CalDemoColour wall = cal_demo_hsv (cal_demo_random_uniform (random), 0.3, 0.7);
  CalDemoColour skin = skins[variant % G_N_ELEMENTS (skins)];
  CalDemoColour hair = hairs[cal_demo_random_below (random, G_N_ELEMENTS (hairs))];
  CalDemoColour shirt = cal_demo_bright (random);
  double x = cal_demo_between (random, 0.38, 0.62);
  double y = cal_demo_between (random, 0.40, 0.48);
  double size = cal_demo_between (random, 0.95, 1.2);

  cal_demo_sky (cr, cal_demo_shade (wall, 1.25), cal_demo_shade (wall, 0.8));
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size, size);
  cal_demo_box (cr, cal_demo_shade (skin, 0.85), -0.09, 0.2, 0.18, 0.25, 0.05);
  cal_demo_box (cr, shirt, -0.36, 0.38, 0.72, 0.6, 0.16);
  cal_demo_oval (cr, cal_demo_shade (skin, 0.85), 0, 0.39, 0.11, 0.055);
  draw_head (cr, random, skin, hair);
  cairo_restore (cr);
  stimulus->noun = variant % 3 == 0 ? "a smiling person looking at the camera" : "a person's face";
  cal_demo_stimulus_add (stimulus, CAL_DEMO_FACES, x, y, 0.27 * size, 1);
  cal_demo_stimulus_add (stimulus, CAL_DEMO_BODIES, x, MIN (y + 0.46 * size, 0.95), 0.2, 0.25);
}

/* Where elbow, hand, knee and foot lie, right then left, for each pose; the hip is the origin. */
static const double poses[][8][2] = {
    {{0.14, -0.22},
     {0.17, -0.06},
     {-0.14, -0.22},
     {-0.17, -0.06},
     {0.06, 0.19},
     {0.07, 0.40},
     {-0.06, 0.19},
     {-0.07, 0.40}},
    {{0.16, -0.36},
     {0.20, -0.54},
     {-0.14, -0.22},
     {-0.10, -0.06},
     {0.06, 0.19},
     {0.07, 0.40},
     {-0.06, 0.19},
     {-0.07, 0.40}},
    {{0.13, -0.20},
     {0.24, -0.28},
     {-0.14, -0.22},
     {-0.25, -0.12},
     {0.16, 0.12},
     {0.14, 0.32},
     {-0.10, 0.18},
     {-0.27, 0.26}},
    {{0.18, -0.34},
     {0.30, -0.46},
     {-0.18, -0.34},
     {-0.30, -0.46},
     {0.13, 0.18},
     {0.22, 0.38},
     {-0.13, 0.18},
     {-0.22, 0.38}},
};
static const char *const pose_nouns[] = {"a person standing outside", "a person waving",
                                         "a man running on grass", "a child jumping for joy"};

static void
draw_figure (cairo_t *cr, guint pose, CalDemoRandom *random)
{
  const double (*p)[2] = poses[pose];
  CalDemoColour skin = skins[cal_demo_random_below (random, G_N_ELEMENTS (skins))];
  CalDemoColour shirt = cal_demo_bright (random);
  CalDemoColour trousers = cal_demo_shade (cal_demo_bright (random), 0.55);

  for (int s = 0; s < 2; s++) {
    double hip = s == 0 ? 0.045 : -0.045;
    double shoulder = s == 0 ? 0.09 : -0.09;
    const double *elbow = p[2 * s];
    const double *hand = p[2 * s + 1];
    const double *knee = p[4 + 2 * s];
    const double *foot = p[5 + 2 * s];

    cal_demo_line (cr, trousers, 0.085, 3,
                   (const double[]){hip, 0, knee[0], knee[1], foot[0], foot[1]});
    cal_demo_line (cr, ink, 0.055, 2,
                   (const double[]){foot[0], foot[1] + 0.025, foot[0] + (s == 0 ? 0.035 : -0.035),
                                    foot[1] + 0.03});
    cal_demo_line (cr, skin, 0.05, 3,
                   (const double[]){shoulder, -0.3, elbow[0], elbow[1], hand[0], hand[1]});
    cal_demo_line (cr, shirt, 0.068, 2, (const double[]){shoulder, -0.3, elbow[0], elbow[1]});
  }
  cal_demo_box (cr, shirt, -0.12, -0.35, 0.24, 0.38, 0.05);
  cal_demo_box (cr, skin, -0.03, -0.4, 0.06, 0.08, 0.02);
  cairo_save (cr);
  cairo_translate (cr, 0, -0.47);
  cairo_scale (cr, 0.33, 0.33);
  draw_head (cr, random, skin, hairs[cal_demo_random_below (random, G_N_ELEMENTS (hairs))]);
  cairo_restore (cr);
}

void
cal_demo_draw_body (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus)
{
  guint pose = variant % G_N_ELEMENTS (poses);
  CalDemoColour sky = cal_demo_hsv (cal_demo_between (random, 0.5, 0.62), 0.3, 0.92);
  CalDemoColour ground = cal_demo_hsv (cal_demo_between (random, 0.1, 0.36), 0.35, 0.62);
  double x = cal_demo_between (random, 0.34, 0.66);

  cal_demo_sky (cr, sky, cal_demo_shade (sky, 1.5));
  cal_demo_box (cr, ground, -0.1, 0.8, 1.2, 0.4, 0.02);
  cal_demo_oval (cr, cal_demo_shade (ground, 0.8), x, 0.965, 0.2, 0.02);
  cairo_save (cr);
  cairo_translate (cr, x, pose == 3 ? 0.57 : 0.61);
  cairo_scale (cr, 0.85, 0.85);
  draw_figure (cr, pose, random);
  cairo_restore (cr);
  stimulus->noun = pose_nouns[pose];
  cal_demo_stimulus_add (stimulus, CAL_DEMO_BODIES, x, 0.58, 0.25, 1);
  cal_demo_stimulus_add (stimulus, CAL_DEMO_FACES, x, pose == 3 ? 0.17 : 0.21, 0.1, 0.4);
}
