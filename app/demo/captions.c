/* captions.c - in words, what each place of the demo's visual cortex prefers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/captions.h"

#include "app/demo/random.h"

#include <stdlib.h>

#define N_WORDINGS 5

static const char *const wordings[CAL_DEMO_N_FEATURES][N_WORDINGS] = {
    [CAL_DEMO_FACES] = {"a close-up of a smiling woman's face", "a portrait of a man with glasses",
                        "a person looking at the camera", "the face of a laughing child",
                        "two people talking at a table"},
    [CAL_DEMO_BODIES] = {"a man running across a field", "a person waving with one arm",
                         "a group of people dancing", "a player jumping for a ball",
                         "a woman standing with her hands on her hips"},
    [CAL_DEMO_ANIMALS] = {"a cat sitting on the grass", "a dog with its tongue out",
                          "a bird on a branch", "an elephant walking in the savanna",
                          "a fish swimming in clear water"},
    [CAL_DEMO_WORDS] = {"a street sign with large letters", "the title on the cover of a book",
                        "a page of printed text", "a shop sign with the word open",
                        "letters written on paper"},
    [CAL_DEMO_FOOD] = {"a plate of pizza on a wooden table", "a hamburger with lettuce and cheese",
                       "a doughnut with coloured sprinkles", "a red apple on a plate",
                       "scoops of ice cream in a cone"},
    [CAL_DEMO_PLACES] = {"mountains above a lake", "a city street with tall buildings",
                         "a living room with a large window", "a house with a garden and a path",
                         "an empty beach with a palm tree"},
    [CAL_DEMO_CONTRAST] = {"a high-contrast pattern of stripes",
                           "dark branches against a bright sky",
                           "a checkerboard of black and white", "sharp edges and fine texture",
                           "rows of lit windows at night"},
};

/* One of the wordings for a feature. */
static const char *
get_wording (guint feature, guint which)
{
  return wordings[feature][which % N_WORDINGS];
}

static int
compare_captions (gconstpointer a, gconstpointer b)
{
  float x = ((const CalDemoCaption *) a)->score;
  float y = ((const CalDemoCaption *) b)->score;

  return (x < y) - (x > y);
}

/* For each visual element of the encoding CAL_DEMO_N_RESAMPLES captions, the best first. In the
 * middle of a region they agree on what it prefers; towards its edge and outside they wander. Owned
 * by the caller. */
CalDemoCaption *
cal_demo_captions_new (CalDemoHemisphere *const hemispheres[2], const CalDemoEncoding *encoding)
{
  CalDemoCaption *captions = g_new (CalDemoCaption, encoding->n_visual * CAL_DEMO_N_RESAMPLES);
  CalDemoRandom random = {900};

  for (guint k = 0; k < encoding->n_visual; k++) {
    guint element = encoding->visual[k];
    const CalDemoHemisphere *h = hemispheres[element >= encoding->n_left];
    guint v = element >= encoding->n_left ? element - encoding->n_left : element;
    CalDemoCaption *own = captions + k * CAL_DEMO_N_RESAMPLES;
    float sure = h->roi[v] == 0 ? 0.2f : 0.6f + 0.4f * h->roi_centrality[v];

    for (guint i = 0; i < CAL_DEMO_N_RESAMPLES; i++) {
      gboolean right = cal_demo_random_uniform (&random) < sure && h->roi[v] > 0;
      guint feature = right ? cal_demo_roi_get_preferred (h->roi[v] - 1u)
                            : cal_demo_random_below (&random, CAL_DEMO_N_FEATURES);
      double score = (right ? 0.55 : 0.15) + 0.3 * cal_demo_random_uniform (&random);

      own[i].text = get_wording (feature, cal_demo_random_below (&random, 5));
      own[i].score = (float) (score * (0.5 + 0.5 * MAX (encoding->r[element], 0)));
    }
    qsort (own, CAL_DEMO_N_RESAMPLES, sizeof *own, compare_captions);
  }
  return captions;
}
