/* stimulus.c - one drawn picture, and what is where in it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/stimulus.h"

static const struct {
  const char *name;
  void (*draw) (cairo_t *, guint, CalDemoRandom *, CalDemoStimulus *);
} categories[CAL_DEMO_N_CATEGORIES] = {
    [CAL_DEMO_FACES] = {"faces", cal_demo_draw_face},
    [CAL_DEMO_BODIES] = {"bodies", cal_demo_draw_body},
    [CAL_DEMO_ANIMALS] = {"animals", cal_demo_draw_animal},
    [CAL_DEMO_WORDS] = {"words", cal_demo_draw_word},
    [CAL_DEMO_FOOD] = {"food", cal_demo_draw_food},
    [CAL_DEMO_PLACES] = {"places", cal_demo_draw_place},
};

const char *
cal_demo_category_get_name (CalDemoCategory category)
{
  return categories[category].name;
}

/* The name of the file of picture index, which is what the picture is called everywhere. */
char *
cal_demo_stimulus_dup_file (guint index, CalDemoCategory category)
{
  return g_strdup_printf ("%03u_%s.png", index, cal_demo_category_get_name (category));
}

/* The category of picture index: they take turns. */
static CalDemoCategory
get_category (guint index)
{
  return (CalDemoCategory) (index % CAL_DEMO_N_CATEGORIES);
}

/* Notes that a thing is in the picture; see #CalDemoThing. */
void
cal_demo_stimulus_add (CalDemoStimulus *stimulus,
                       CalDemoCategory category,
                       double x,
                       double y,
                       double radius,
                       double weight)
{
  g_return_if_fail (stimulus->n_things < CAL_DEMO_MAX_THINGS);
  stimulus->things[stimulus->n_things++] = (CalDemoThing){category, x, y, radius, weight};
}

/* Draws picture index (below CAL_DEMO_N_STIMULI) on a canvas of 1 x 1 and says what is in it. The
 * same every time. */
void
cal_demo_stimulus_draw (guint index, cairo_t *cr, CalDemoStimulus *stimulus)
{
  CalDemoCategory category = get_category (index);
  CalDemoRandom random = {1000 + index};

  *stimulus = (CalDemoStimulus){.category = category};
  categories[category].draw (cr, index / CAL_DEMO_N_CATEGORIES, &random, stimulus);
}
