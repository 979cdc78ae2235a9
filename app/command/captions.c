/* captions.c - calcarine captions: which places a search finds, which words a region has.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>

#include "analysis/caption-index.h"
#include "analysis/nouns.h"
#include "analysis/word-counts.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/study.h"
#include "model/error.h"

/* So many words are told of. */
#define MOST_WORDS 20

static const CalOption options[] = {
    {"search", 's', CAL_OPTION_TEXT, "WORDS",
     .help = "count the places whose captions have all these words; quotes (\"\") hold words "
             "together, of the last one the beginning is enough"},
    {"region", 'r', CAL_OPTION_TEXT, "NAME",
     .help = "count there; without --search: its words against those of all other places"},
    {"nouns", 0, CAL_OPTION_FLAG, .help = "count nouns alone (English, WordNet 3.0)"},
    {"method", 'm', CAL_OPTION_TEXT, "NAME", .help = "only the captions of this name"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object"},
    {NULL},
};

static const char *
get_text (gpointer data, gsize caption)
{
  gsize n = cal_captions_get_n_resamples (data);

  return cal_captions_get_text (data, caption / n, caption % n);
}

static gsize
count_rows (const CalCaptionHits *hits, const GArray *rows)
{
  gsize n = 0;

  for (guint r = 0; r < rows->len; r++)
    n += hits->n_hits[g_array_index (rows, guint32, r)] > 0;
  return n;
}

static JsonObject *
describe_region (const char *name, gsize n_rows, gsize n_found)
{
  JsonObject *object = json_object_new ();

  cal_json_set_text (object, "region", name);
  json_object_set_int_member (object, "n_places", (gint64) n_rows);
  json_object_set_int_member (object, "n_found", (gint64) n_found);
  return object;
}

/* What is found of the words, everywhere and in each region. */
static gboolean
add_search (JsonObject *object,
            CalCaptions *captions,
            GPtrArray *regions,
            const char *query,
            GError **error)
{
  g_autoptr (CalCaptionIndex) index = cal_caption_index_build (captions, error);
  g_auto (CalCaptionHits) hits = {0};
  JsonArray *array;

  if (index == NULL)
    return FALSE;
  cal_caption_index_search (index, query, &hits);
  cal_json_set_text (object, "search", query);
  json_object_set_int_member (object, "n_found", (gint64) hits.n_rows);
  json_object_set_int_member (object, "n_captions_found", hits.captions->len);
  array = json_array_new ();
  for (guint n = 0; regions != NULL && n < regions->len; n++) {
    const CalRegionRows *region = regions->pdata[n];

    json_array_add_object_element (
        array, describe_region (region->name, region->rows->len, count_rows (&hits, region->rows)));
  }
  json_object_set_array_member (object, "regions", array);
  return TRUE;
}

static void
add_words (JsonObject *object, CalCaptions *captions, const CalRegionRows *region, gboolean nouns)
{
  gsize n_resamples = cal_captions_get_n_resamples (captions);
  gsize n = cal_captions_get_n_rows (captions) * n_resamples;
  g_autofree guint8 *is_in = g_new0 (guint8, n);
  g_auto (CalWordCounts) counts;
  JsonArray *words = json_array_new ();

  for (guint r = 0; r < region->rows->len; r++)
    for (gsize c = 0; c < n_resamples; c++)
      is_in[g_array_index (region->rows, guint32, r) * n_resamples + c] = 1;
  cal_word_counts_init (&counts, get_text, captions, n, is_in,
                        nouns ? cal_word_is_noun : cal_word_is_content, NULL);
  for (gsize w = 0; w < MIN (counts.n_rows, MOST_WORDS); w++) {
    JsonObject *word = json_object_new ();

    cal_json_set_text (word, "word", counts.rows[w].word);
    json_object_set_int_member (word, "n_captions_in", (gint64) counts.rows[w].n_captions_in);
    json_object_set_int_member (word, "n_captions_out", (gint64) counts.rows[w].n_captions_out);
    cal_json_set_number (word, "log_odds", counts.rows[w].log_odds);
    cal_json_set_number (word, "z", counts.rows[w].z);
    json_array_add_object_element (words, word);
  }
  cal_json_set_text (object, "region", region->name);
  json_object_set_int_member (object, "n_captions_in", (gint64) counts.n_captions[0]);
  json_object_set_int_member (object, "n_captions_out", (gint64) counts.n_captions[1]);
  json_object_set_array_member (object, "words", words);
}

static const CalRegionRows *
find_region (GPtrArray *regions, const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint n = 0; regions != NULL && n < regions->len; n++) {
    const CalRegionRows *region = regions->pdata[n];

    if (g_str_equal (region->name, name))
      return region;
    g_string_append_printf (names, "%s\"%s\"", n > 0 ? ", " : "", region->name);
  }
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "no caption lies in a region called \"%s\"; expected one of: %s", name,
               names->len > 0 ? names->str : "none");
  return NULL;
}

static JsonObject *
describe (CalArguments *arguments, CalEncodingScene *scene, CalCaptions *captions, GError **error)
{
  static const char *const ofs[] = {"places", "stimuli", "regions"};
  const CalCaptionsDesc *desc = cal_captions_get_desc (captions);
  const char *query = cal_arguments_get_text (arguments, "search");
  const char *name = cal_arguments_get_text (arguments, "region");
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GPtrArray) regions = NULL;
  const CalRegionRows *region = NULL;

  cal_json_set_text (object, "name", desc->name);
  cal_json_set_text (object, "source", desc->source);
  cal_json_set_text (object, "of", ofs[desc->of]);
  json_object_set_int_member (object, "n_rows", (gint64) cal_captions_get_n_rows (captions));
  json_object_set_int_member (object, "n_resamples",
                              (gint64) cal_captions_get_n_resamples (captions));
  if (desc->places != NULL)
    regions = cal_encoding_scene_dup_region_rows (scene, desc->places);
  if (name != NULL && desc->places != NULL) {
    region = find_region (regions, name, error);
    if (region == NULL)
      return NULL;
  }
  if (query != NULL) {
    g_autoptr (GPtrArray) only = region != NULL ? g_ptr_array_new () : NULL;

    if (only != NULL)
      g_ptr_array_add (only, (gpointer) region);
    if (!add_search (object, captions, only != NULL ? only : regions, query, error))
      return NULL;
  } else if (region != NULL)
    add_words (object, captions, region, cal_arguments_has (arguments, "nouns"));
  return g_steal_pointer (&object);
}

static void
print_search (JsonObject *object)
{
  JsonArray *regions = json_object_get_array_member (object, "regions");

  fprintf (stdout, "  \"%s\": %" G_GINT64_FORMAT " places, %" G_GINT64_FORMAT " captions\n",
           json_object_get_string_member (object, "search"),
           json_object_get_int_member (object, "n_found"),
           json_object_get_int_member (object, "n_captions_found"));
  for (guint n = 0; n < json_array_get_length (regions); n++) {
    JsonObject *region = json_array_get_object_element (regions, n);

    fprintf (stdout, "    %-24s %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT "\n",
             json_object_get_string_member (region, "region"),
             json_object_get_int_member (region, "n_found"),
             json_object_get_int_member (region, "n_places"));
  }
}

static void
print_words (JsonObject *object)
{
  JsonArray *words = json_object_get_array_member (object, "words");

  fprintf (stdout,
           "  words of %s: %" G_GINT64_FORMAT " captions, against %" G_GINT64_FORMAT
           " others (captions in, others, log-odds)\n",
           json_object_get_string_member (object, "region"),
           json_object_get_int_member (object, "n_captions_in"),
           json_object_get_int_member (object, "n_captions_out"));
  for (guint n = 0; n < json_array_get_length (words); n++) {
    JsonObject *word = json_array_get_object_element (words, n);

    fprintf (stdout, "    %-24s %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT " %+8.2f\n",
             json_object_get_string_member (word, "word"),
             json_object_get_int_member (word, "n_captions_in"),
             json_object_get_int_member (word, "n_captions_out"),
             json_object_get_double_member_with_default (word, "log_odds", 0.0));
  }
}

static void
print_text (JsonArray *all)
{
  for (guint n = 0; n < json_array_get_length (all); n++) {
    JsonObject *object = json_array_get_object_element (all, n);
    gint64 n_resamples = json_object_get_int_member (object, "n_resamples");

    fprintf (stdout, "%s: captions of %" G_GINT64_FORMAT " %s, %" G_GINT64_FORMAT " each\n",
             json_object_get_string_member (object, "name"),
             json_object_get_int_member (object, "n_rows"),
             json_object_get_string_member (object, "of"), n_resamples);
    if (json_object_has_member (object, "search"))
      print_search (object);
    if (json_object_has_member (object, "words"))
      print_words (object);
  }
}

static JsonArray *
describe_all (CalArguments *arguments, CalEncodingScene *scene, GError **error)
{
  GPtrArray *captions = cal_encoding_scene_get_captions (scene);
  const char *method = cal_arguments_get_text (arguments, "method");
  g_autoptr (JsonArray) all = json_array_new ();

  for (guint n = 0; n < captions->len; n++) {
    JsonObject *object;

    if (method != NULL && !g_str_equal (cal_captions_get_desc (captions->pdata[n])->name, method))
      continue;
    object = describe (arguments, scene, captions->pdata[n], error);
    if (object == NULL)
      return NULL;
    json_array_add_object_element (all, object);
  }
  if (json_array_get_length (all) > 0)
    return g_steal_pointer (&all);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "no captions%s%s in what was opened",
               method != NULL ? " called " : "", method != NULL ? method : "");
  return NULL;
}

static int
run (CalArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalSession) session = cal_command_open_study (arguments, &error);
  JsonArray *all = session != NULL
                       ? describe_all (arguments, cal_session_get_encoding_scene (session), &error)
                       : NULL;

  if (all == NULL) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  if (cal_arguments_has (arguments, "json")) {
    g_autoptr (JsonObject) object = json_object_new ();

    json_object_set_string_member (object, "command", "captions");
    json_object_set_array_member (object, "captions", all);
    cal_json_print (object);
    return 0;
  }
  print_text (all);
  json_array_unref (all);
  return 0;
}

const CalCommand cal_command_captions = {
    .name = "captions",
    .operands = "PATH...",
    .summary = "Search the captions of a study, or count the words of a region's.",
    .options = (const CalOption *const[]){options, cal_study_options, NULL},
    .min_operands = 1,
    .max_operands = G_MAXUINT,
    .run = run,
};
