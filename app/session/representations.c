/* representations.c - puts the RDMs, stimuli and tables of a reading together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/representations.h"

#include "app/session/properties.h"
#include "io/json.h"

static const CalColumn *
find_id_column (CalTable *table)
{
  static const char *const names[] = {"id", "image", "stimulus", "filename", "file", "name"};

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++) {
    const CalColumn *column = cal_table_find_column (table, names[n]);

    if (column != NULL && column->texts != NULL)
      return column;
  }
  for (guint n = 0; n < cal_table_get_n_columns (table); n++)
    if (cal_table_get_column (table, n)->texts != NULL)
      return cal_table_get_column (table, n);
  return NULL;
}

/* The rows of a table that tell of all the stimuli, in the stimuli's order. */
static gsize *
match_rows (CalStimuli *stimuli, CalTable *table)
{
  const CalColumn *column = find_id_column (table);
  gsize n = cal_stimuli_get_n (stimuli), n_matched = 0;
  g_autofree gsize *rows = g_new (gsize, n);
  g_autofree gboolean *is_matched = g_new0 (gboolean, n);

  for (gsize row = 0; column != NULL && row < cal_table_get_n_rows (table); row++) {
    gsize stimulus;

    if (cal_stimuli_find (stimuli, cal_text_array_get (column->texts, row), &stimulus) &&
        !is_matched[stimulus]) {
      is_matched[stimulus] = TRUE;
      rows[stimulus] = row;
      n_matched++;
    }
  }
  return n_matched == n ? g_steal_pointer (&rows) : NULL;
}

/* The stimuli, told of by the first open table that has a row for each of them. */
static CalStimuli *
find_table (CalRdmScene *scene, CalStimuli *stimuli, GPtrArray *remarks)
{
  for (guint t = 0; t < cal_rdm_scene_get_n_tables (scene); t++) {
    CalTable *table = cal_rdm_scene_get_table (scene, t);
    g_autofree gsize *rows = match_rows (stimuli, table);
    g_autoptr (CalTable) picked = NULL;

    if (rows == NULL)
      continue;
    picked = cal_table_pick_rows (table, rows, cal_stimuli_get_n (stimuli));
    g_ptr_array_add (remarks,
                     g_strdup_printf ("%s tells of the pictures in %s", cal_table_get_name (table),
                                      cal_stimuli_get_name (stimuli)));
    return cal_stimuli_new_with_table (stimuli, picked, NULL);
  }
  return NULL;
}

static gsize
count_known (CalStimuli *stimuli, CalRdm *rdm)
{
  gsize n_known = 0;

  for (gsize i = 0; i < cal_rdm_get_desc (rdm)->n_conditions; i++)
    n_known += cal_stimuli_find (stimuli, cal_rdm_get_condition (rdm, i), NULL);
  return n_known;
}

/* Those that most conditions of the current RDM are called after; without one, the largest set. */
static CalStimuli *
choose_stimuli (CalRdmScene *scene, GPtrArray *candidates)
{
  CalRdm *rdm = cal_rdm_scene_get_current (scene);
  CalStimuli *best = cal_rdm_scene_get_stimuli (scene);
  gsize best_score = 0;

  if (best != NULL)
    best_score = rdm != NULL ? count_known (best, rdm) : cal_stimuli_get_n (best);
  for (guint n = 0; n < candidates->len; n++) {
    CalStimuli *stimuli = candidates->pdata[n];
    gsize score = rdm != NULL ? count_known (stimuli, rdm) : cal_stimuli_get_n (stimuli);

    if (best == NULL || score > best_score) {
      best = stimuli;
      best_score = score;
    }
  }
  return best;
}

static void
take_stimuli (CalRdmScene *scene, CalReading *reading, GPtrArray *remarks)
{
  CalStimuli *chosen = choose_stimuli (scene, cal_reading_get_stimuli (reading));
  g_autoptr (CalStimuli) told = NULL;

  if (chosen == NULL)
    return;
  if (cal_stimuli_get_table (chosen) == NULL)
    told = find_table (scene, chosen, remarks);
  cal_rdm_scene_set_stimuli (scene, told != NULL ? told : chosen);
}

/* What was measured is looked at before what is thought of it. */
static void
look_at_data (CalRdmScene *scene)
{
  CalRdm *current = cal_rdm_scene_get_current (scene);

  for (guint n = 0; current != NULL && cal_rdm_scene_is_model (scene, current) &&
                    n < cal_rdm_scene_get_n (scene);
       n++)
    if (!cal_rdm_scene_is_model (scene, cal_rdm_scene_get (scene, n))) {
      cal_rdm_scene_set_current (scene, cal_rdm_scene_get (scene, n));
      return;
    }
}

/* Conditions of a kind stand together, where a column says of which kind they are. */
static void
order_by_category (CalRdmScene *scene)
{
  CalRdm *rdm = cal_rdm_scene_get_current (scene);
  CalTable *conditions = rdm != NULL ? cal_rdm_get_desc (rdm)->conditions : NULL;
  const CalColumn *column =
      conditions != NULL ? cal_table_find_column (conditions, "category") : NULL;
  g_autoptr (CalRdmOrder) order = NULL;

  if (column == NULL || cal_rdm_order_get_n_groups (cal_rdm_scene_get_order (scene)) > 0)
    return;
  order = cal_rdm_order_new_by_column (rdm, column);
  if (cal_rdm_order_get_n_groups (order) > 0)
    cal_rdm_scene_set_order (scene, order);
}

/**
 * cal_representations_adopt:
 * @remarks: (element-type utf8): gets a sentence for what was put together
 *
 * Adds the RDMs of @reading, chooses the stimuli that their conditions are called after, and gives
 * the stimuli the table that tells of them.
 */
void
cal_representations_adopt (CalRdmScene *scene, CalReading *reading, GPtrArray *remarks)
{
  GPtrArray *rdms = cal_reading_get_rdms (reading);
  GPtrArray *tables = cal_reading_get_tables (reading);
  gboolean was_empty = cal_rdm_scene_get_n (scene) == 0;

  for (guint n = 0; n < tables->len; n++)
    cal_rdm_scene_add_table (scene, tables->pdata[n]);
  for (guint n = 0; n < rdms->len; n++)
    cal_rdm_scene_append (scene, rdms->pdata[n]);
  look_at_data (scene);
  if (was_empty)
    order_by_category (scene);
  take_stimuli (scene, reading, remarks);
}

static int
find_position (CalRdmScene *scene, CalRdm *rdm)
{
  for (guint n = 0; rdm != NULL && n < cal_rdm_scene_get_n (scene); n++)
    if (cal_rdm_scene_get (scene, n) == rdm)
      return (int) n;
  return -1;
}

/**
 * cal_representations_to_json:
 *
 * Returns: (transfer full): how the RDMs are looked at, for a session
 */
JsonNode *
cal_representations_to_json (CalRdmScene *scene)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  CalRdmOrder *order = cal_rdm_scene_get_order (scene);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "settings");
  json_builder_add_value (builder, cal_properties_to_json (G_OBJECT (scene)));
  json_builder_set_member_name (builder, "current");
  json_builder_add_int_value (builder, find_position (scene, cal_rdm_scene_get_current (scene)));
  json_builder_set_member_name (builder, "compared");
  json_builder_add_int_value (builder, find_position (scene, cal_rdm_scene_get_compared (scene)));
  json_builder_set_member_name (builder, "order");
  json_builder_add_string_value (builder, order != NULL ? cal_rdm_order_get_title (order) : "");
  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint n = 0; n < cal_rdm_scene_get_n (scene); n++)
    if (cal_rdm_scene_is_model (scene, cal_rdm_scene_get (scene, n)))
      json_builder_add_int_value (builder, n);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* -1 if the node is no whole number that an RDM of the scene has. */
static int
get_position (JsonNode *node, CalRdmScene *scene)
{
  gint64 position = node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                            json_node_get_value_type (node) == G_TYPE_INT64
                        ? json_node_get_int (node)
                        : -1;

  return position >= 0 && position < cal_rdm_scene_get_n (scene) ? (int) position : -1;
}

static void
restore_order (CalRdmScene *scene, const char *title)
{
  CalRdm *rdm = cal_rdm_scene_get_current (scene);
  CalTable *conditions = rdm != NULL ? cal_rdm_get_desc (rdm)->conditions : NULL;
  const CalColumn *column =
      conditions != NULL && title != NULL ? cal_table_find_column (conditions, title) : NULL;

  if (column != NULL) {
    g_autoptr (CalRdmOrder) order = cal_rdm_order_new_by_column (rdm, column);

    cal_rdm_scene_set_order (scene, order);
  }
}

/**
 * cal_representations_from_json:
 * @node: (nullable): as cal_representations_to_json() gave it, from a file that may hold anything
 * @remarks: (element-type utf8): gets a sentence for what cannot be put back
 */
void
cal_representations_from_json (CalRdmScene *scene, JsonNode *node, GPtrArray *remarks)
{
  JsonObject *object;
  JsonArray *models;
  int current, compared;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  object = json_node_get_object (node);
  cal_properties_from_json (G_OBJECT (scene), json_object_get_member (object, "settings"), remarks);
  current = get_position (json_object_get_member (object, "current"), scene);
  compared = get_position (json_object_get_member (object, "compared"), scene);
  if (current >= 0)
    cal_rdm_scene_set_current (scene, cal_rdm_scene_get (scene, (guint) current));
  cal_rdm_scene_set_compared (scene,
                              compared >= 0 ? cal_rdm_scene_get (scene, (guint) compared) : NULL);
  restore_order (scene, cal_json_get_text (object, "order"));
  models = cal_json_get_array (object, "models");
  for (guint n = 0; models != NULL && n < cal_rdm_scene_get_n (scene); n++)
    cal_rdm_scene_set_is_model (scene, cal_rdm_scene_get (scene, n), FALSE);
  for (guint n = 0; models != NULL && n < json_array_get_length (models); n++) {
    int position = get_position (json_array_get_element (models, n), scene);

    if (position >= 0)
      cal_rdm_scene_set_is_model (scene, cal_rdm_scene_get (scene, (guint) position), TRUE);
  }
}
