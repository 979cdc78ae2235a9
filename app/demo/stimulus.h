/* stimulus.h - one drawn picture, and what is where in it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "app/demo/random.h"

typedef enum {
  CAL_DEMO_FACES,
  CAL_DEMO_BODIES,
  CAL_DEMO_ANIMALS,
  CAL_DEMO_WORDS,
  CAL_DEMO_FOOD,
  CAL_DEMO_PLACES,
} CalDemoCategory;

#define CAL_DEMO_N_CATEGORIES 6
#define CAL_DEMO_N_STIMULI 64
#define CAL_DEMO_MAX_THINGS 4

/**
 * CalDemoThing:
 * @x: centre from the left, in widths of the picture
 * @y: centre from the top
 * @radius: within which the thing lies
 * @weight: how much the picture is about it, at most 1
 */
typedef struct {
  CalDemoCategory category;
  double x, y, radius, weight;
} CalDemoThing;

typedef struct {
  CalDemoCategory category;
  const char *noun;
  CalDemoThing things[CAL_DEMO_MAX_THINGS];
  guint n_things;
} CalDemoStimulus;

const char *cal_demo_category_get_name (CalDemoCategory category);
char *cal_demo_stimulus_dup_file (guint index, CalDemoCategory category);
void cal_demo_stimulus_draw (guint index, cairo_t *cr, CalDemoStimulus *stimulus);
void cal_demo_stimulus_add (CalDemoStimulus *stimulus,
                            CalDemoCategory category,
                            double x,
                            double y,
                            double radius,
                            double weight);

void
cal_demo_draw_face (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus);
void
cal_demo_draw_body (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus);
void
cal_demo_draw_animal (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus);
void
cal_demo_draw_word (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus);
void
cal_demo_draw_food (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus);
void
cal_demo_draw_place (cairo_t *cr, guint variant, CalDemoRandom *random, CalDemoStimulus *stimulus);
