/* draw-words.c - words, in letters of our own so that no font decides how they look.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/brush.h"
#include "app/demo/stimulus.h"

#include <string.h>

/* Each letter is a few strokes on a grid of 5 columns (a-e) and 7 rows (0-6, downwards); strokes
 * are parted by a space. */
static const struct {
  char letter;
  const char *strokes;
} letters[] = {
    {'A', "a6c0e6 b4d4"},
    {'B', "a0a6d6e5e4d3a3 d3e2e1d0a0"},
    {'C', "e1d0b0a1a5b6d6e5"},
    {'D', "a0a6c6e4e2c0a0"},
    {'E', "e0a0a6e6 a3d3"},
    {'F', "e0a0a6 a3d3"},
    {'G', "e1d0b0a1a5b6d6e5e3c3"},
    {'H', "a0a6 e0e6 a3e3"},
    {'I', "c0c6 b0d0 b6d6"},
    {'K', "a0a6 e0a3e6"},
    {'L', "a0a6e6"},
    {'N', "a6a0e6e0"},
    {'O', "b0a1a5b6d6e5e1d0b0"},
    {'P', "a6a0d0e1e2d3a3"},
    {'R', "a6a0d0e1e2d3a3 c3e6"},
    {'S', "e1d0b0a1a2b3d3e4e5d6b6a5"},
    {'T', "a0e0 c0c6"},
    {'V', "a0c6e0"},
    {'W', "a0b6c2d6e0"},
    {'X', "a0e6 e0a6"},
};

static const char *const words[] = {"BRAIN",  "STOP", "VOXEL", "OPEN",  "READ", "COFFEE",
                                    "CORTEX", "TAXI", "HELLO", "BOOKS", "WORD"};

static void
draw_letter (cairo_t *cr, CalDemoColour colour, char letter, double x, double y, double w, double h)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    const char *s = letters[i].strokes;

    if (letters[i].letter != letter)
      continue;
    while (*s != '\0') {
      double points[32];
      guint n = 0;

      for (; *s != '\0' && *s != ' '; s += 2, n++) {
        points[2 * n] = x + w * (s[0] - 'a') / 4;
        points[2 * n + 1] = y + h * (s[1] - '0') / 6;
      }
      cal_demo_line (cr, colour, 0.26 * w, n, points);
      if (*s == ' ')
        s++;
    }
  }
}

static void
draw_word (cairo_t *cr, CalDemoColour colour, const char *word, double x, double y, double width)
{
  double step = width / (double) strlen (word);

  for (guint i = 0; word[i] != '\0'; i++)
    draw_letter (cr, colour, word[i], x - width / 2 + step * (i + 0.2), y - step * 0.45, step * 0.6,
                 step * 0.9);
}

static void
draw_sign (cairo_t *cr, guint kind, CalDemoColour colour)
{
  CalDemoColour pale = {0.96, 0.95, 0.9};
  CalDemoColour grey = {0.45, 0.46, 0.48};

  if (kind == 0) {
    cal_demo_box (cr, grey, 0.47, 0.55, 0.06, 0.5, 0.02);
    cal_demo_box (cr, pale, 0.08, 0.26, 0.84, 0.42, 0.06);
    cal_demo_box (cr, colour, 0.1, 0.28, 0.8, 0.38, 0.05);
  } else if (kind == 1) {
    cal_demo_box (cr, cal_demo_shade (pale, 0.75), 0.09, 0.1, 0.84, 0.84, 0.015);
    cal_demo_box (cr, pale, 0.07, 0.08, 0.84, 0.84, 0.015);
    for (int i = 0; i < 6; i++)
      cal_demo_line (cr, cal_demo_shade (pale, 0.8), 0.012, 2,
                     (const double[]){0.13, 0.68 + 0.04 * i, i == 5 ? 0.5 : 0.85, 0.68 + 0.04 * i});
  } else {
    cal_demo_box (cr, cal_demo_shade (colour, 0.6), 0.1, 0.06, 0.82, 0.9, 0.02);
    cal_demo_box (cr, colour, 0.14, 0.06, 0.78, 0.88, 0.02);
    cal_demo_box (cr, cal_demo_shade (colour, 1.3), 0.2, 0.14, 0.66, 0.02, 0.005);
    cal_demo_box (cr, cal_demo_shade (colour, 1.3), 0.2, 0.84, 0.66, 0.02, 0.005);
  }
}

void
cal_demo_draw_word (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus)
{
  guint kind = variant % 3;
  CalDemoColour colour = cal_demo_shade (cal_demo_bright (random), 0.75);
  CalDemoColour back = cal_demo_hsv (cal_demo_random_uniform (random), 0.18, 0.75);
  CalDemoColour dark = {0.1, 0.1, 0.13};
  CalDemoColour pale = {0.97, 0.96, 0.92};
  double y = cal_demo_between (random, 0.44, 0.5);
  const char *word = words[variant % G_N_ELEMENTS (words)];

  cal_demo_sky (cr, cal_demo_shade (back, 1.3), back);
  draw_sign (cr, kind, colour);
  draw_word (cr, kind == 1 ? dark : pale, word, kind == 2 ? 0.53 : 0.49, y, kind == 1 ? 0.76 : 0.7);
  stimulus->noun = kind == 0   ? "a street sign with a word"
                   : kind == 1 ? "a page of text"
                               : "the cover of a book";
  cal_demo_stimulus_add (stimulus, CAL_DEMO_WORDS, 0.5, y, 0.3, 1);
}
