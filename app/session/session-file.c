/* session-file.c - the study as a .calcarine file: JSON, relative paths, content hashes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/session-file.h"

#include <math.h>
#include <string.h>

#include "app/session/outside.h"
#include "app/session/properties.h"
#include "app/session/representations.h"
#include "io/content-hash.h"
#include "io/json.h"
#include "io/own-studies.h"
#include "io/path.h"
#include "io/replace.h"
#include "model/error.h"
#include "model/text.h"

#define FILE_VERSION 1

/**
 * cal_saved_session_is_path:
 *
 * Returns: whether the path is called like a session file
 */
gboolean
cal_saved_session_is_path (const char *path)
{
  return path != NULL && g_str_has_suffix (path, ".calcarine");
}

void
cal_saved_session_free (CalSavedSession *self)
{
  g_free (self->path);
  g_strfreev (self->sources);
  g_strfreev (self->binds);
  g_clear_pointer (&self->root, json_node_unref);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/* The file of a source: without the dataset, if it names one. */
static char *
dup_file (const char *source)
{
  const char *dataset;

  return cal_path_split_source (source, &dataset);
}

static void
add_strings (JsonBuilder *builder, const char *name, const char *const *strings)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; strings != NULL && *strings != NULL; strings++)
    json_builder_add_string_value (builder, *strings);
  json_builder_end_array (builder);
}

/* With the hash of its file, if the source is named from a folder: to be moved with it. */
static gboolean
add_source (JsonBuilder *builder, CalLayer *layer, const char *folder, GError **error)
{
  g_autofree char *source = g_canonicalize_filename (cal_layer_get_source (layer), NULL);
  g_autofree char *relative = cal_path_make_relative (folder, source);
  g_autofree char *file = dup_file (source);
  g_autofree char *hash = NULL;

  json_builder_set_member_name (builder, "source");
  json_builder_add_string_value (builder, relative);
  if (folder == NULL)
    return TRUE;
  hash = cal_content_hash_file (file, error);
  if (hash == NULL)
    return FALSE;
  json_builder_set_member_name (builder, "hash");
  json_builder_add_string_value (builder, hash);
  return TRUE;
}

static gboolean
add_layers (JsonBuilder *builder, CalScene *scene, const char *folder, GError **error)
{
  json_builder_set_member_name (builder, "layers");
  json_builder_begin_array (builder);
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (cal_layer_get_source (layer) == NULL)
      continue;
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "id");
    json_builder_add_string_value (builder, cal_layer_get_id (layer));
    json_builder_set_member_name (builder, "name");
    json_builder_add_string_value (builder, cal_layer_get_name (layer));
    if (!add_source (builder, layer, folder, error))
      return FALSE;
    json_builder_set_member_name (builder, "display");
    json_builder_add_value (builder,
                            cal_properties_to_json (G_OBJECT (cal_layer_get_display (layer))));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  return TRUE;
}

static void
add_cursor (JsonBuilder *builder, CalCursor *cursor)
{
  double position_mm[3];
  gsize vertex = 0;
  CalHemisphere hemisphere = cal_cursor_get_vertex (cursor, &vertex);

  json_builder_set_member_name (builder, "cursor");
  json_builder_begin_object (builder);
  if (cal_cursor_get_position (cursor, position_mm)) {
    json_builder_set_member_name (builder, "mm");
    json_builder_begin_array (builder);
    for (int a = 0; a < 3; a++)
      json_builder_add_double_value (builder, position_mm[a]);
    json_builder_end_array (builder);
  }
  if (hemisphere != CAL_HEMISPHERE_UNKNOWN) {
    json_builder_set_member_name (builder, "hemisphere");
    json_builder_add_string_value (builder, cal_hemisphere_get_prefix (hemisphere));
    json_builder_set_member_name (builder, "vertex");
    json_builder_add_int_value (builder, (gint64) vertex);
  }
  json_builder_end_object (builder);
}

/**
 * cal_session_to_json:
 * @folder: (nullable): from where data are named, each with a hash of its content, which takes
 *   reading them; NULL to name them by their absolute paths
 *
 * What is open and how it is looked at. Main thread.
 *
 * Returns: (transfer full): the content of a session file; NULL with @error set if data cannot be
 *   read, which without @folder cannot happen
 */
JsonNode *
cal_session_to_json (CalSession *session, const char *folder, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) sources = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  CalScene *scene = cal_session_get_scene (session);
  CalCortex *cortex = cal_scene_get_cortex (scene);

  for (const char *const *s = cal_session_get_sources (session); *s != NULL; s++)
    g_ptr_array_add (sources, cal_path_make_relative (folder, *s));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "calcarine");
  json_builder_add_int_value (builder, FILE_VERSION);
  add_strings (builder, "sources", (const char *const *) sources->pdata);
  add_strings (builder, "binds", cal_session_get_binds (session));
  if (cortex != NULL) {
    json_builder_set_member_name (builder, "cortex");
    json_builder_add_string_value (builder, cal_cortex_get_name (cortex));
  }
  if (!add_layers (builder, scene, folder, error))
    return NULL;
  json_builder_set_member_name (builder, "scene");
  json_builder_add_value (builder, cal_properties_to_json (G_OBJECT (scene)));
  add_cursor (builder, cal_scene_get_cursor (scene));
  json_builder_set_member_name (builder, "representations");
  json_builder_add_value (builder,
                          cal_representations_to_json (cal_session_get_rdm_scene (session)));
  if (cal_session_get_views (session) != NULL) {
    json_builder_set_member_name (builder, "views");
    json_builder_add_value (builder, json_node_copy (cal_session_get_views (session)));
  }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/**
 * cal_session_save:
 * @path: of the file to write
 *
 * Writes what is open and how it is looked at; data stay where they are, named by paths relative
 * to @path.
 *
 * Returns: FALSE with @error set, and any file that was there unchanged, if it cannot be written
 */
gboolean
cal_session_save (CalSession *session, const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autoptr (JsonNode) root = cal_session_to_json (session, folder, error);
  g_autofree char *text = root != NULL ? json_to_string (root, TRUE) : NULL;

  if (text == NULL || !cal_replace_contents (path, text, strlen (text), error))
    return FALSE;
  /* If it cannot be remembered, we shall ask when it is opened. */
  cal_own_study_remember (path, NULL);
  return TRUE;
}

/* A whole number; -1 if the member is missing or something else. */
static gint64
get_whole (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : -1;
}

static JsonObject *
get_element (JsonArray *array, guint n)
{
  JsonNode *node = json_array_get_element (array, n);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Strings of an array; made absolute against @folder if that is given. */
static GStrv
dup_strings (JsonObject *object, const char *name, const char *folder)
{
  GPtrArray *strings = g_ptr_array_new ();
  JsonArray *array = cal_json_get_array (object, name);

  for (guint n = 0; array != NULL && n < json_array_get_length (array); n++) {
    JsonNode *node = json_array_get_element (array, n);
    const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

    if (text != NULL)
      g_ptr_array_add (strings,
                       folder != NULL ? g_canonicalize_filename (text, folder) : g_strdup (text));
  }
  g_ptr_array_add (strings, NULL);
  return (GStrv) g_ptr_array_free (strings, FALSE);
}

/* Each is said once. */
static void
add_remark (CalSavedSession *self, const char *what, const char *file)
{
  g_autofree char *shown = cal_text_dup_shown (file, -1);
  g_autofree char *remark = g_strconcat (what, shown, NULL);

  if (!g_ptr_array_find_with_equal_func (self->remarks, remark, g_str_equal, NULL))
    g_ptr_array_add (self->remarks, g_steal_pointer (&remark));
}

/* Says which files are gone, and which are not what they were. */
static void
check_files (CalSavedSession *self, JsonObject *object, const char *folder)
{
  JsonArray *layers = cal_json_get_array (object, "layers");

  for (guint n = 0; layers != NULL && n < json_array_get_length (layers); n++) {
    JsonObject *layer = get_element (layers, n);
    const char *source = layer != NULL ? cal_json_get_text (layer, "source") : NULL;
    const char *hash = layer != NULL ? cal_json_get_text (layer, "hash") : NULL;
    g_autofree char *absolute = NULL, *file = NULL, *now = NULL;

    if (source == NULL || hash == NULL)
      continue;
    absolute = g_canonicalize_filename (source, folder);
    file = dup_file (absolute);
    now = cal_content_hash_file (file, NULL);
    if (now == NULL)
      add_remark (self, "missing: ", file);
    else if (!g_str_equal (now, hash))
      add_remark (self, "changed since the session was saved: ", file);
  }
}

/* Paths that are gone are left out, so that the rest opens. */
static void
drop_missing (CalSavedSession *self)
{
  GPtrArray *there = g_ptr_array_new ();

  for (char **source = self->sources; *source != NULL; source++) {
    g_autofree char *file = dup_file (*source);

    if (g_file_test (file, G_FILE_TEST_EXISTS))
      g_ptr_array_add (there, g_strdup (*source));
    else
      add_remark (self, "missing: ", file);
  }
  g_ptr_array_add (there, NULL);
  g_strfreev (self->sources);
  self->sources = (GStrv) g_ptr_array_free (there, FALSE);
}

static gboolean
check_version (const char *path, JsonNode *root, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gint64 version =
      JSON_NODE_HOLDS_OBJECT (root) ? get_whole (json_node_get_object (root), "calcarine") : -1;

  if (version <= 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: not a session file: no member \"calcarine\"", name);
    return FALSE;
  }
  if (version > FILE_VERSION) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: written by a later version of Calcarine (file version %" G_GINT64_FORMAT
                 ", this one reads %d)",
                 name, version, FILE_VERSION);
    return FALSE;
  }
  return TRUE;
}

/* A study that this person saved may name what it likes; one that came from elsewhere may not make
 * us read other files of theirs unasked. */
static gboolean
check_inside (CalSavedSession *self, JsonObject *object, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  JsonArray *layers = cal_json_get_array (object, "layers");

  if (cal_own_study_is (self->path))
    return TRUE;
  for (char **source = self->sources; *source != NULL; source++)
    g_ptr_array_add (named, g_strdup (*source));
  for (guint n = 0; layers != NULL && n < json_array_get_length (layers); n++) {
    JsonObject *layer = get_element (layers, n);
    const char *source = layer != NULL ? cal_json_get_text (layer, "source") : NULL;

    if (source != NULL)
      g_ptr_array_add (named, g_canonicalize_filename (source, folder));
  }
  return cal_paths_check_inside (self->path, (const char *const *) named->pdata, folder, error);
}

/* What a session file says, whatever data it names. */
static CalSavedSession *
new_saved (const char *path, const char *folder, JsonNode *root, GError **error)
{
  CalSavedSession *self;

  if (!check_version (path, root, error))
    return NULL;
  self = g_new0 (CalSavedSession, 1);
  self->path = g_strdup (path);
  self->root = json_node_ref (root);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->sources = dup_strings (json_node_get_object (root), "sources", folder);
  self->binds = dup_strings (json_node_get_object (root), "binds", NULL);
  return self;
}

/**
 * cal_saved_session_load:
 * @allow_outside: whether the person lets it name data outside its folder
 *
 * Reads the session file, not the data; from any thread.
 *
 * Returns: (transfer full): what it says, or NULL with @error set: CAL_ERROR_OUTSIDE if it names
 *   data outside its folder, was not saved by this person and @allow_outside is not given
 */
CalSavedSession *
cal_saved_session_load (const char *path, gboolean allow_outside, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autoptr (JsonNode) root = cal_json_read (path, error);
  g_autoptr (CalSavedSession) self = root != NULL ? new_saved (path, folder, root, error) : NULL;

  if (self == NULL)
    return NULL;
  if (!allow_outside && !check_inside (self, json_node_get_object (root), folder, error))
    return NULL;
  check_files (self, json_node_get_object (root), folder);
  drop_missing (self);
  return g_steal_pointer (&self);
}

/**
 * cal_saved_session_parse:
 * @path: where the text comes from
 * @text: as cal_session_to_json() made it, without a folder
 *
 * From any thread.
 *
 * Returns: (transfer full): what it says, or NULL with @error set
 */
CalSavedSession *
cal_saved_session_parse (const char *path, const char *text, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (JsonNode) root = cal_json_parse (name, text, strlen (text), error);
  g_autoptr (CalSavedSession) self = root != NULL ? new_saved (path, folder, root, error) : NULL;

  if (self == NULL)
    return NULL;
  drop_missing (self);
  return g_steal_pointer (&self);
}

/* The layer that a saved one was: of the same source, or of the same id if the file names no
 * source. Layers before @first are others already. */
static CalLayer *
find_saved (CalScene *scene, guint first, const char *id, const char *source)
{
  CalLayer *found = NULL;

  for (guint n = first; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);
    const char *own = cal_layer_get_source (layer);
    g_autofree char *absolute = own != NULL ? g_canonicalize_filename (own, NULL) : NULL;
    gboolean same_id = g_str_equal (cal_layer_get_id (layer), id);

    if (own == NULL)
      continue;
    if (source != NULL ? g_str_equal (absolute, source) && (found == NULL || same_id) : same_id)
      found = layer;
  }
  return found;
}

static void
apply_layers (CalSavedSession *self, CalScene *scene, JsonArray *layers, GPtrArray *remarks)
{
  g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  guint position = 0;

  for (guint n = 0; n < json_array_get_length (layers); n++) {
    JsonObject *saved = get_element (layers, n);
    const char *id = saved != NULL ? cal_json_get_text (saved, "id") : NULL;
    const char *name = saved != NULL ? cal_json_get_text (saved, "name") : NULL;
    const char *relative = saved != NULL ? cal_json_get_text (saved, "source") : NULL;
    g_autofree char *source = relative != NULL ? g_canonicalize_filename (relative, folder) : NULL;
    CalLayer *layer = id != NULL ? find_saved (scene, position, id, source) : NULL;

    if (layer == NULL)
      continue;
    cal_layer_set_id (layer, id);
    if (name != NULL)
      cal_layer_set_name (layer, name);
    cal_properties_from_json (G_OBJECT (cal_layer_get_display (layer)),
                              json_object_get_member (saved, "display"), remarks);
    cal_scene_move_layer (scene, layer, position++);
  }
  /* What was not in the session had been taken away by the person. */
  while (cal_scene_get_n_layers (scene) > position)
    cal_scene_remove (scene, cal_scene_get_layer (scene, position));
}

static void
apply_cursor (CalScene *scene, JsonNode *node)
{
  CalCortex *cortex = cal_scene_get_cortex (scene);
  CalHemisphere hemisphere = CAL_HEMISPHERE_UNKNOWN;
  double position_mm[3] = {(double) NAN, (double) NAN, (double) NAN};
  JsonObject *cursor;
  JsonArray *mm;
  gint64 vertex;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  cursor = json_node_get_object (node);
  mm = cal_json_get_array (cursor, "mm");
  for (guint a = 0; mm != NULL && a < 3 && a < json_array_get_length (mm); a++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (mm, a)))
      position_mm[a] = json_array_get_double_element (mm, a);
  vertex = get_whole (cursor, "vertex");
  if (cortex != NULL && vertex >= 0) {
    CalHemisphere saved =
        g_strcmp0 (cal_json_get_text (cursor, "hemisphere"), "rh") == 0 ? CAL_RIGHT : CAL_LEFT;

    if ((gsize) vertex < cal_cortex_get_n_vertices (cortex, saved))
      hemisphere = saved;
  }
  cal_cursor_move (cal_scene_get_cursor (scene), isfinite (position_mm[0]) ? position_mm : NULL,
                   hemisphere, hemisphere != CAL_HEMISPHERE_UNKNOWN ? (gsize) vertex : 0);
}

/**
 * cal_saved_session_apply:
 * @session: a session that has opened @self's sources
 *
 * Puts layers, displays, views and cursor back as they were saved. What cannot be put back is a
 * remark of the session. Main thread.
 */
void
cal_saved_session_apply (CalSavedSession *self, CalSession *session)
{
  JsonObject *root = json_node_get_object (self->root);
  CalScene *scene = cal_session_get_scene (session);
  GPtrArray *remarks = cal_session_get_remarks (session);
  GPtrArray *cortices = cal_session_get_cortices (session);
  const char *cortex = cal_json_get_text (root, "cortex");
  JsonArray *layers = cal_json_get_array (root, "layers");

  for (guint n = 0; n < self->remarks->len; n++)
    g_ptr_array_add (remarks, g_strdup (self->remarks->pdata[n]));
  for (guint n = 0; n < cortices->len; n++)
    if (g_strcmp0 (cal_cortex_get_name (cortices->pdata[n]), cortex) == 0) {
      cal_scene_set_cortex (scene, cortices->pdata[n]);
      break;
    }
  if (layers != NULL)
    apply_layers (self, scene, layers, remarks);
  cal_properties_from_json (G_OBJECT (scene), json_object_get_member (root, "scene"), remarks);
  apply_cursor (scene, json_object_get_member (root, "cursor"));
  cal_representations_from_json (cal_session_get_rdm_scene (session),
                                 json_object_get_member (root, "representations"), remarks);
  cal_session_set_views (session, json_object_get_member (root, "views"));
  cal_history_clear (cal_session_get_history (session));
}
