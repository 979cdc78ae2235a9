/* concepts.c - what the demo's pictures mean, in the dimensions of a model of concepts.
 *
 * As those learnt from judgements which of three things is the odd one out: sparse, 0 or more. The
 * first dimensions are what the pictures are about; each of the others is about some pictures of
 * one category.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/concepts.h"

#include "app/demo/representations.h"

#include <math.h>

#define N CAL_DEMO_N_STIMULI
#define SEED 900
/* How many pictures of its category a dimension is about, and how many of others. */
#define OF_CATEGORY 0.5
#define OF_OTHERS 0.05

static void
fill_dimension (guint dimension,
                const CalDemoStimulus stimuli[N],
                const float *features,
                CalDemoRandom *random,
                double values[N])
{
  guint category = dimension % CAL_DEMO_N_CATEGORIES;

  for (guint i = 0; i < N; i++) {
    double about = (double) features[i * CAL_DEMO_N_FEATURES + category];
    double chance = cal_demo_random_uniform (random), strength = cal_demo_random_uniform (random);
    double share = stimuli[i].category == category ? OF_CATEGORY : OF_OTHERS;
    double value = chance < share ? 0.2 + strength : 0.02 * strength;

    if (dimension < CAL_DEMO_N_CATEGORIES)
      value = 1.5 * about + 0.1 * strength;
    values[i] = round (1000 * value) / 1000;
  }
}

/* Pictures by id, and CAL_DEMO_N_CONCEPTS columns. Owned by the caller. */
CalTable *
cal_demo_concepts_new (CalTable *conditions,
                       const CalDemoStimulus stimuli[N],
                       const float *features)
{
  CalColumn columns[1 + CAL_DEMO_N_CONCEPTS] = {*cal_table_find_column (conditions, "id")};
  g_autoptr (GPtrArray) arrays = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  CalDemoRandom random = {SEED};
  gsize n = N;

  for (guint d = 0; d < CAL_DEMO_N_CONCEPTS; d++) {
    double values[N];
    CalArray *array;
    g_autoptr (GBytes) bytes = NULL;
    const char *category = cal_demo_category_get_name (d % CAL_DEMO_N_CATEGORIES);
    char *name = d < CAL_DEMO_N_CATEGORIES
                     ? g_strdup (category)
                     : g_strdup_printf ("%s %u", category, d / CAL_DEMO_N_CATEGORIES + 1);

    fill_dimension (d, stimuli, features, &random, values);
    bytes = g_bytes_new (values, sizeof values);
    array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
    g_ptr_array_add (arrays, array);
    g_ptr_array_add (names, name);
    columns[1 + d] = (CalColumn){.name = name, .numbers = array};
  }
  return cal_table_new ("concepts", n, columns, G_N_ELEMENTS (columns), NULL);
}
