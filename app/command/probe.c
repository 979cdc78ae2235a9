/* probe.c - calcarine probe: what every layer says at one place, and every method in words.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>

#include "analysis/caption-agreement.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/study.h"
#include "model/error.h"
#include "render/scene/readout.h"

static const CalOption options[] = {
    {"mm", 0, CAL_OPTION_NUMBERS, "X,Y,Z", 3, 3,
     .help = "the place, in millimetres to the right, front and top"},
    {"vertex", 0, CAL_OPTION_TEXT, "HEMISPHERE:N",
     .help = "the place, as a vertex counted from 0: lh:12043"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object"},
    {NULL},
};

static JsonObject *
describe_row (const CalReadoutRow *row)
{
  static const char *const presences[] = {
      [CAL_OUTSIDE] = "outside", [CAL_NO_DATA] = "no data", [CAL_VALUE] = "value"};
  JsonObject *object = json_object_new ();
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (row->layer));

  cal_json_set_text (object, "layer", cal_layer_get_id (row->layer));
  cal_json_set_text (object, "name", cal_layer_get_name (row->layer));
  cal_json_set_text (object, "source", cal_layer_get_source (row->layer));
  cal_json_set_text (object, "presence", presences[row->sample.presence]);
  if (row->sample.presence == CAL_VALUE && isfinite (row->sample.value))
    json_object_set_double_member (object, "value", row->sample.value);
  else
    json_object_set_null_member (object, "value");
  cal_json_set_text (object, "unit", cal_layer_get_unit (row->layer));
  cal_json_set_text (object, "statistic", cal_layer_get_statistic (row->layer));
  cal_json_set_text (object, "label", row->label != NULL ? row->label->name : NULL);
  cal_json_set_text (object, "text", row->text);
  cal_json_set_text (object, "binding", cal_layer_get_binding (row->layer));
  json_object_set_int_member (object, "frame", state->frame);
  return object;
}

/* All that one method says of the place. */
static JsonObject *
describe_captions (CalCaptions *captions, gsize row)
{
  const CalCaptionsDesc *desc = cal_captions_get_desc (captions);
  gsize n = cal_captions_get_n_resamples (captions);
  g_autofree const char **texts = g_new (const char *, n);
  JsonObject *object = json_object_new ();
  JsonArray *said = json_array_new ();

  for (gsize c = 0; c < n; c++) {
    JsonObject *one = json_object_new ();

    texts[c] = cal_captions_get_text (captions, row, c);
    cal_json_set_text (one, "text", texts[c]);
    cal_json_set_number (one, "score", cal_captions_get_score (captions, row, c));
    json_array_add_object_element (said, one);
  }
  cal_json_set_text (object, "name", desc->name);
  cal_json_set_text (object, "source", desc->source);
  cal_json_set_text (object, "score_name", desc->score_name);
  json_object_set_int_member (object, "row", (gint64) row);
  json_object_set_array_member (object, "captions", said);
  cal_json_set_number (object, "agreement", cal_caption_agreement (texts, n));
  return object;
}

static JsonArray *
describe_all_captions (CalEncodingScene *encoding)
{
  GPtrArray *all = cal_encoding_scene_get_captions (encoding);
  JsonArray *array = json_array_new ();

  for (guint n = 0; n < all->len; n++) {
    CalPlaces *places = cal_captions_get_desc (all->pdata[n])->places;
    gsize row;

    if (places != NULL && cal_encoding_scene_find_row (encoding, places, &row))
      json_array_add_object_element (array, describe_captions (all->pdata[n], row));
  }
  return array;
}

static void
print_json (CalEncodingScene *encoding, GPtrArray *rows, const char *headline)
{
  CalScene *scene = cal_encoding_scene_get_scene (encoding);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;
  JsonArray *layers = json_array_new ();
  double mm[3];
  gsize vertex;
  CalHemisphere hemisphere = cal_cursor_get_vertex (cal_scene_get_cursor (scene), &vertex);

  cal_json_set_text (object, "headline", headline);
  if (cal_cursor_get_position (cal_scene_get_cursor (scene), mm)) {
    JsonArray *xyz = json_array_new ();

    for (int a = 0; a < 3; a++)
      json_array_add_double_element (xyz, mm[a]);
    json_object_set_array_member (object, "mm", xyz);
  } else
    json_object_set_null_member (object, "mm");
  if (hemisphere != CAL_HEMISPHERE_UNKNOWN) {
    json_object_set_string_member (object, "hemisphere", cal_hemisphere_get_name (hemisphere));
    json_object_set_int_member (object, "vertex", (gint64) vertex);
  } else {
    json_object_set_null_member (object, "hemisphere");
    json_object_set_null_member (object, "vertex");
  }
  for (guint n = 0; n < rows->len; n++)
    json_array_add_object_element (layers, describe_row (rows->pdata[n]));
  json_object_set_array_member (object, "layers", layers);
  json_object_set_array_member (object, "captions", describe_all_captions (encoding));
  root = json_node_init_object (json_node_alloc (), object);
  line = json_to_string (root, FALSE);
  fprintf (stdout, "%s\n", line);
}

/* The best caption of each method. */
static void
print_captions (CalEncodingScene *encoding)
{
  GPtrArray *all = cal_encoding_scene_get_captions (encoding);

  for (guint n = 0; n < all->len; n++) {
    const CalCaptionsDesc *desc = cal_captions_get_desc (all->pdata[n]);
    gsize row, resample;

    if (desc->places != NULL && cal_encoding_scene_find_row (encoding, desc->places, &row) &&
        cal_captions_find_best (all->pdata[n], row, &resample))
      fprintf (stdout, "  %-28s %s\n", desc->name,
               cal_captions_get_text (all->pdata[n], row, resample));
  }
}

static void
print_text (CalEncodingScene *encoding, GPtrArray *rows, const char *headline)
{
  CalScene *scene = cal_encoding_scene_get_scene (encoding);
  g_autofree char *place = cal_readout_dup_place (scene);

  fprintf (stdout, "%s\n%s\n", headline, place);
  for (guint n = 0; n < rows->len; n++) {
    const CalReadoutRow *row = rows->pdata[n];

    fprintf (stdout, "  %-28s %s\n", cal_layer_get_name (row->layer), row->text);
  }
  print_captions (encoding);
}

static int
run (CalArguments *arguments)
{
  g_autoptr (CalSession) session = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *headline = NULL;
  CalScene *scene;

  if (cal_arguments_has (arguments, "mm") == cal_arguments_has (arguments, "vertex")) {
    g_printerr ("calcarine probe: expected --mm or --vertex, one of the two\n"
                "Try \"calcarine probe --help\".\n");
    return CAL_EXIT_USAGE;
  }
  session = cal_command_open_study (arguments, &error);
  if (session == NULL || !cal_command_move_cursor (arguments, session, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  scene = cal_session_get_scene (session);
  rows = cal_readout_of_cursor (scene);
  headline = cal_readout_dup_headline (scene);
  if (cal_arguments_has (arguments, "json"))
    print_json (cal_session_get_encoding_scene (session), rows, headline);
  else
    print_text (cal_session_get_encoding_scene (session), rows, headline);
  return 0;
}

const CalCommand cal_command_probe = {
    .name = "probe",
    .operands = "PATH...",
    .dup_details = cal_command_dup_layer_help,
    .summary = "Tell what every layer says at one place of a study or of files.",
    .options = (const CalOption *const[]){options, cal_study_options, NULL},
    .min_operands = 1,
    .max_operands = G_MAXUINT,
    .run = run,
};
