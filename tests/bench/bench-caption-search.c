/* bench-caption-search.c - from a keystroke to the map of places whose captions match.
 *
 * 300,000 captions (five of each of 60,000 vertices of a cortex of 327,684, mostly different) are
 * searched as the Captions view does at each keystroke: the index is asked, matches are counted,
 * and the layer on the brain has its new numbers. Prints one line of JSON for each query:
 * milliseconds (medians), and what they are to strcasestr() over all texts, which finds the letters
 * anywhere and paints nothing. What a graphics card then takes for a frame is bench-cortex's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/caption-index.h"
#include "analysis/random.h"
#include "app/session/painting.h"

#define N_PLACES 60000
#define N_RESAMPLES 5
#define N_VERTICES 163842
#define N_RUNS 15

static const char *const nouns[] = {
    "man",     "woman",  "dog",   "face",   "cat",    "street",   "train", "horse", "table",
    "field",   "beach",  "room",  "food",   "pizza",  "building", "car",   "bird",  "child",
    "person",  "group",  "sign",  "clock",  "tree",   "boat",     "zebra", "plate", "giraffe",
    "kitchen", "window", "ocean", "player", "racket", "sky",      "plane", "bus",   "bear",
};
static const char *const adjectives[] = {"small", "large", "red",   "blue",    "green",  "white",
                                         "black", "young", "empty", "crowded", "bright", "dark"};
static const char *const verbs[] = {"standing", "sitting", "walking", "riding",
                                    "holding",  "looking", "eating",  "playing"};

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static const char *
pick (const char *const *words, guint n, CalRandom *random)
{
  /* Some words are far more frequent than others, as in captions. */
  guint at = cal_random_below (random, n);

  return words[MIN (at, cal_random_below (random, n))];
}

static CalTextArray *
make_texts (void)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  CalRandom random = cal_random_seed (1, 0);
  gsize dims[2] = {N_PLACES, N_RESAMPLES};

  for (guint n = 0; n < N_PLACES * N_RESAMPLES; n++) {
    g_autofree char *text = g_strdup_printf (
        "a %s %s %s near a %s %s with a %s and %s %u",
        pick (adjectives, G_N_ELEMENTS (adjectives), &random),
        pick (nouns, G_N_ELEMENTS (nouns), &random), pick (verbs, G_N_ELEMENTS (verbs), &random),
        pick (adjectives, G_N_ELEMENTS (adjectives), &random),
        pick (nouns, G_N_ELEMENTS (nouns), &random), pick (nouns, G_N_ELEMENTS (nouns), &random),
        pick (nouns, G_N_ELEMENTS (nouns), &random), cal_random_below (&random, 2000));

    cal_text_array_builder_add (builder, text, -1);
  }
  return cal_text_array_builder_end (g_steal_pointer (&builder), 2, dims, NULL);
}

/* Every fifth vertex or so, on both hemispheres. */
static CalPlaces *
make_places (void)
{
  gsize n = 2 * N_VERTICES;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_new0 (float, n), n * sizeof (float));
  g_autoptr (CalArray) values = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  guint8 *inside = g_new0 (guint8, n);
  g_autoptr (GBytes) mask = NULL;
  g_autoptr (CalMap) map = NULL;

  for (gsize p = 0; p < N_PLACES; p++)
    inside[p * n / N_PLACES] = 1;
  mask = g_bytes_new_take (inside, n);
  map = cal_map_new (&(CalMapDesc){.name = "cortex",
                                   .n_vertices = {N_VERTICES, N_VERTICES},
                                   .values = values,
                                   .inside = mask},
                     NULL);
  return cal_places_new_everywhere (G_OBJECT (map));
}

static void
type (CalCaptionIndex *index,
      CalCaptions *captions,
      CalEncodingScene *scene,
      const char *query,
      gsize *n)
{
  g_auto (CalCaptionHits) hits = {0};
  g_autoptr (CalArray) shares = NULL;

  cal_caption_index_search (index, query, &hits);
  shares = cal_caption_hits_to_shares (&hits, captions);
  cal_encoding_scene_paint (
      scene, "captions", cal_captions_get_desc (captions)->places,
      &(CalPaint){.name = query, .values = shares, .statistic = "share of captions"}, NULL);
  *n = hits.captions->len;
}

static gsize
scan (CalTextArray *texts, const char *query)
{
  gsize n = 0;

  for (gsize i = 0; i < cal_text_array_get_n (texts); i++)
    n += strcasestr (cal_text_array_get (texts, i), query) != NULL;
  return n;
}

static void
measure (CalCaptionIndex *index, CalCaptions *captions, CalEncodingScene *scene, const char *query)
{
  double typed_ms[N_RUNS], scanned_ms[N_RUNS];
  gsize n_found = 0, n_scanned = 0;

  for (int k = 0; k < N_RUNS; k++) {
    gint64 begin = g_get_monotonic_time ();

    type (index, captions, scene, query, &n_found);
    typed_ms[k] = (double) (g_get_monotonic_time () - begin) / 1e3;
    begin = g_get_monotonic_time ();
    n_scanned += scan (cal_captions_get_desc (captions)->texts, query);
    scanned_ms[k] = (double) (g_get_monotonic_time () - begin) / 1e3;
  }
  qsort (typed_ms, N_RUNS, sizeof *typed_ms, compare_doubles);
  qsort (scanned_ms, N_RUNS, sizeof *scanned_ms, compare_doubles);
  g_print ("{\"benchmark\": \"caption search\", \"query\": \"%s\", \"captions\": %d, "
           "\"found\": %" G_GSIZE_FORMAT ", \"with_letters\": %" G_GSIZE_FORMAT
           ", \"to_painted_map_ms\": %.2f, \"strcasestr_ms\": %.2f, \"ratio\": %.3f}\n",
           query, N_PLACES * N_RESAMPLES, n_found, n_scanned / N_RUNS, typed_ms[N_RUNS / 2],
           scanned_ms[N_RUNS / 2], typed_ms[N_RUNS / 2] / scanned_ms[N_RUNS / 2]);
}

int
main (int argc, char **argv)
{
  static const char *const queries[] = {"z",   "ze",         "zeb", "zebra", "fac",
                                        "man", "dog street", "ma",  "m",     "a"};
  g_autoptr (CalTextArray) texts = make_texts ();
  g_autoptr (CalPlaces) places = make_places ();
  g_autoptr (CalCaptions) captions = cal_captions_new (
      &(CalCaptionsDesc){.name = "captions", .texts = texts, .places = places}, NULL);
  g_autoptr (CalScene) brain = cal_scene_new ();
  g_autoptr (CalRdmScene) rdms = cal_rdm_scene_new ();
  g_autoptr (CalEncodingScene) scene = cal_encoding_scene_new (brain, rdms);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (CalCaptionIndex) index = cal_caption_index_build (captions, NULL);

  g_print ("{\"benchmark\": \"caption index\", \"captions\": %d, \"seconds\": %.2f}\n",
           N_PLACES * N_RESAMPLES, (double) (g_get_monotonic_time () - begin) / 1e6);
  cal_painting_follow (scene);
  for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
    measure (index, captions, scene, queries[q]);
  return 0;
}
